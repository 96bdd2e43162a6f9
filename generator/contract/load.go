package contract

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"htsm/generator/diag"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/posyaml"
)

// Load reads the contract at name below fsys, such as
// "data/detections.contract.yaml". It reports every fault to diags; if there
// is one it returns nil and false.
func Load(fsys fs.FS, name string, diags *diag.List) (*Contract, bool) {
	file, whole := posyaml.Read(fsys, name, diags)
	return decode(file, whole, diags)
}

// decode makes a contract of a parsed file; whole says that nothing was wrong
// with it so far.
func decode(file posyaml.File, whole bool, diags *diag.List) (*Contract, bool) {
	d, ok := posyaml.Decode(file, contractType(), diags)
	c := checker{draft: &d, diags: diags}
	c.contract(file.Path)
	if !whole || !ok || c.failed {
		return nil, false
	}
	return d.contract(file.Path), true
}

// contract returns the contract that a draft without faults stands for.
func (d *draft) contract(file string) *Contract {
	c := &Contract{
		File:      file,
		Name:      d.name.Value,
		Title:     byLanguage(d.title),
		Source:    d.source.source(),
		Unit:      head.Unit(d.unit.Value),
		Date:      d.date.Value,
		Reported:  d.reported.Value,
		Reporter:  d.reporter.Value,
		Extracted: d.extracted.Value,
	}
	if d.measure.Value != rowsWord {
		c.Measure = d.measure.Value
	}
	c.Aggregated = d.rows.Value == "sums" || d.wide != nil
	if d.wide != nil {
		c.Wide = &Wide{values(d.wide.columns), d.wide.period.Value, d.wide.value.Value}
	}
	for _, e := range d.columns {
		column := e.Value.column(e.Key)
		if c.Wide != nil && (column.Name == c.Wide.Period || column.Name == c.Wide.Value) {
			column.Header = ""
		}
		c.Columns = append(c.Columns, column)
	}
	c.Events = eventsOf(d.events)
	for _, p := range d.populations {
		c.Populations = append(c.Populations, Population{p.pos, p.column.Value, p.path.Value})
	}
	for _, t := range d.totals {
		c.Totals = append(c.Totals, Totals{t.pos, t.column.Value, values(t.values)})
	}
	for _, k := range d.checks {
		c.Checks = append(c.Checks, k.check())
	}
	return c
}

func (s *source) source() Source {
	out := Source{
		Path:      s.path.Value,
		Pos:       s.path.Pos,
		Encoding:  or(s.encoding.Value, "utf-8"),
		Delimiter: ',',
		Decimal:   '.',
		Rejects:   Rejects{PerMille: s.rejects.Value},
	}
	switch s.delimiter.Value {
	case "tab":
		out.Delimiter = '\t'
	case ";", "|":
		out.Delimiter = rune(s.delimiter.Value[0])
	}
	if s.decimal.Value == "," {
		out.Decimal = ','
	}
	return out
}

func (c *column) column(name text) Column {
	out := Column{
		Pos:         name.Pos,
		Name:        name.Value,
		Header:      or(c.header.Value, name.Value),
		Title:       byLanguage(c.title),
		Type:        typeOf(c.kind),
		List:        c.list.Value,
		Separator:   c.separator.Value,
		Missing:     values(c.missing),
		Residual:    values(c.residual),
		Along:       c.along.Value,
		Layout:      c.layout.Value,
		Identifying: c.identifying.Value,
		Required:    c.required.Value,
		Min:         number(c.least),
		Max:         number(c.most),
		Stops:       values(c.stops),
	}
	for _, m := range c.mapping {
		out.Map = append(out.Map, Mapping{m.Key.Value, m.Value.Value})
	}
	if c.blank.Value == "zero" {
		out.Blank = Zero
	}
	if out.Type == Decimal || out.Type == Amounts {
		out.Scale = c.digits()
	}
	for _, e := range c.indicators {
		no := values(e.Value.no)
		if no == nil {
			no = []string{"0"}
		}
		out.Indicators = append(out.Indicators, Indicator{e.Key.Value, e.Value.header.Value, or(e.Value.yes.Value, "1"), no})
	}
	if len(out.Indicators) > 0 || len(out.Stops) > 0 {
		out.Header = ""
	}
	return out
}

// digits returns the number of fraction digits of a decimal or an amount.
func (c *column) digits() uint8 {
	if c.scale.Set {
		return uint8(c.scale.Value)
	}
	return 2
}

func (k *check) check() Check {
	out := Check{Pos: k.pos}
	switch {
	case k.unique != nil:
		out.Kind, out.Columns = Unique, values(k.unique)
	case k.rows != nil:
		out.Kind, out.Min, out.Max = RowCount, k.rows.least.Value, k.rows.most.Value
	case k.sumEquals.Value != "":
		out.Kind, out.Columns = SumEquals, []string{k.sumEquals.Value}
	case k.notAfter != nil:
		out.Kind, out.Columns = NotAfter, values(k.notAfter)
	default:
		out.Kind, out.Columns = AtMost, values(k.atMost)
	}
	return out
}

// typeOf returns the type that a word stands for, and Text for none.
func typeOf(word text) Type { return Type(max(0, slices.Index(Names(), word.Value))) }

// number returns the number that a text stands for, and nil for none.
func number(t text) *num.Decimal {
	d, err := num.Parse(t.Value)
	if err != nil {
		return nil
	}
	return &d
}

func values(all []text) []string {
	var out []string
	for _, t := range all {
		out = append(out, t.Value)
	}
	return out
}

func byLanguage(all []posyaml.Entry[text]) map[string]string {
	if len(all) == 0 {
		return nil
	}
	out := make(map[string]string, len(all))
	for _, e := range all {
		out[e.Key.Value] = e.Value.Value
	}
	return out
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// unsafe returns what is wrong with a path that comes from a file, or "".
// Windows keeps some names for devices and drops points and spaces at the end
// of a name, so that two names could be one file.
func unsafe(name string) string {
	switch {
	case strings.ContainsAny(name, "\\:"):
		return "it holds a backslash or a colon"
	case strings.HasPrefix(name, "/"):
		return "it is absolute"
	case !fs.ValidPath(name) || name == ".":
		return "it is not clean: no empty, . or .. parts"
	}
	for part := range strings.SplitSeq(name, "/") {
		stem := strings.ToUpper(strings.TrimSuffix(part, path.Ext(part)))
		switch {
		case len(part) > 255:
			return "a name in it is longer than 255 bytes"
		case strings.HasSuffix(part, ".") || strings.TrimSpace(part) != part:
			return "a name in it ends in a point, or starts or ends in a space"
		case slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, stem),
			len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9':
			return "Windows keeps the name " + stem + " for a device"
		}
	}
	return ""
}
