package contract

import (
	"slices"
	"strings"
	"unicode"
)

// An Option is what a column of some types may say, beyond header, title,
// missing, identifying and required, which go with every type.
type Option struct {
	Name  string // The field of the contract language.
	Types []Type // The types that know it.
}

// Options lists the options of columns in the order of the manual.
func Options() []Option {
	return []Option{
		{"list", []Type{Code, Codes, Path}},
		{"map", []Type{Code, Codes, Path}},
		{"residual", []Type{Text, Code, Codes, Path}},
		{"separator", []Type{Codes, Path, Amounts}},
		{"indicators", []Type{Codes}},
		{"stops", []Type{Path}},
		{"along", []Type{Amounts}},
		{"scale", []Type{Decimal, Amounts}},
		{"blank", []Type{Integer, Decimal}},
		{"min", []Type{Integer, Decimal, Amounts, Year}},
		{"max", []Type{Integer, Decimal, Amounts, Year}},
		{"layout", []Type{Date}},
	}
}

func (c *checker) allColumns() {
	headers := map[string]string{}
	for i := range c.columns {
		name, col := c.columns[i].Key, &c.columns[i].Value
		if name.Value == rowsWord {
			c.errorf(name.Pos, "C013", "give it another name and state its header", "the name %q stands for the number of rows", rowsWord)
		}
		c.header(headers, name, col)
		if col.kind.Value == "" {
			continue
		}
		c.options(col)
		c.sources(name, col)
		c.meanings(col)
		c.bounds(col)
	}
}

// header reports a header that two columns read. The columns that a path is
// made of may be read on their own as well.
func (c *checker) header(headers map[string]string, name text, col *column) {
	made := len(col.indicators) > 0 || len(col.stops) > 0 ||
		c.wide != nil && (name.Value == c.wide.period.Value || name.Value == c.wide.value.Value)
	refs := []text{{Value: or(col.header.Value, name.Value), Pos: name.Pos}}
	if made {
		refs = nil
	}
	for _, e := range col.indicators {
		refs = append(refs, e.Value.header)
	}
	for _, ref := range refs {
		if other, taken := headers[ref.Value]; taken && ref.Value != "" {
			c.errorf(ref.Pos, "C014", "", "the header %q is read twice, for %q and %q", ref.Value, other, name.Value)
			continue
		}
		headers[ref.Value] = name.Value
	}
}

// options reports options that the type of the column does not know, and one
// that it needs.
func (c *checker) options(col *column) {
	kind, known := typeOf(col.kind), Options()
	for _, given := range col.given {
		i := slices.IndexFunc(known, func(o Option) bool { return o.Name == given.Value })
		if i >= 0 && !slices.Contains(known[i].Types, kind) {
			c.errorf(given.Pos, "C015", "remove it, or change the type", "%s goes with type %s; this column is of type %s", given.Value, words(known[i].Types), col.kind.Value)
		}
	}
	if slices.Contains([]Type{Code, Codes, Path}, kind) && !col.has("list") {
		c.errorf(col.pos, "C016", "add list: with the name of a code list", "a column of type %s needs a code list", col.kind.Value)
	}
	if kind == Amounts && !col.has("along") {
		c.errorf(col.pos, "C016", "add along: with the name of a path", "a column of type amounts needs the path whose legs they belong to")
	}
}

func (c *column) has(name string) bool {
	return slices.ContainsFunc(c.given, func(t text) bool { return t.Value == name })
}

// sources checks how several values come out of one cell or several columns.
func (c *checker) sources(name text, col *column) {
	kind, made := typeOf(col.kind), len(col.indicators) > 0 || len(col.stops) > 0
	switch {
	case kind == Codes && !col.has("separator") && !col.has("indicators"),
		kind == Path && !col.has("separator") && !col.has("stops"),
		kind == Amounts && !col.has("separator"):
		parts, hint := "amounts", "add separator:"
		switch kind {
		case Codes:
			parts, hint = "codes", "add separator: or indicators:"
		case Path:
			parts, hint = "stops", "add separator: or stops:"
		}
		c.errorf(col.pos, "C017", hint, "it is not said how the %s of a row are told apart", parts)
	case kind == Codes && col.has("separator") && made:
		c.errorf(col.separator.Pos, "C018", "keep one of the two", "a column is made of separated codes or of indicators, not of both")
	}
	if made && col.header.Value != "" {
		c.errorf(col.header.Pos, "C018", "remove it", "the column %q is made of several and has no header of its own", name.Value)
	}
	if s := col.separator; strings.ContainsFunc(s.Value, badSeparator) || len([]rune(s.Value)) > 4 {
		c.errorf(s.Pos, "C019", "", "%q cannot separate: use one to four signs that are neither letters, digits, quotes nor _", s.Value)
	} else if sign := or(c.source.decimal.Value, "."); kind == Amounts && s.Value != "" && strings.ContainsAny(s.Value, sign+"-") {
		c.errorf(s.Pos, "C019", "", "%q cannot separate amounts: it holds their decimal sign or a minus", s.Value)
	}
	if col.along.Value != "" && kind == Amounts {
		c.must(col.along, "along", Path)
	}
}

func badSeparator(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '"' || r == '\''
}

// meanings reports a cell that would mean two things.
func (c *checker) meanings(col *column) {
	missing := map[string]bool{}
	for _, m := range col.missing {
		missing[m.Value] = true
	}
	clash := func(t text, what string) {
		if missing[t.Value] {
			c.errorf(t.Pos, "C020", "decide for one meaning", "%q is listed as missing and as %s", t.Value, what)
		}
	}
	for _, m := range col.mapping {
		clash(m.Key, "a spelling of "+m.Value.Value)
	}
	for _, r := range col.residual {
		clash(r, "residual")
	}
	for _, e := range col.indicators {
		yes := e.Value.yes
		if yes.Value == "" {
			yes = text{Value: "1", Pos: e.Key.Pos}
		}
		clash(yes, "yes")
		no := e.Value.no
		if no == nil {
			no = []text{{Value: "0", Pos: e.Key.Pos}}
		}
		for _, n := range no {
			clash(n, "no")
			if n.Value == yes.Value {
				c.errorf(n.Pos, "C020", "decide for one meaning", "%q is listed as yes and as no", n.Value)
			}
		}
	}
}

// bounds checks the smallest and the greatest number.
func (c *checker) bounds(col *column) {
	var digits uint8
	if kind := typeOf(col.kind); kind == Decimal || kind == Amounts {
		digits = col.digits()
	}
	for _, t := range []text{col.least, col.most} {
		if d := number(t); d != nil && d.Scale() > digits {
			c.errorf(t.Pos, "C021", "", "%s has more fraction digits than the column, which has %d", t.Value, digits)
		}
	}
	least, most := number(col.least), number(col.most)
	if least != nil && most != nil && most.Cmp(*least) < 0 {
		c.errorf(col.most.Pos, "C010", "", "the most, %s, is less than the least, %s", col.most.Value, col.least.Value)
	}
}
