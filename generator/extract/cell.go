package extract

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// A value is a cell of the snapshot. The zero value is null.
type value struct {
	known bool
	text  []byte // Of texts, codes, paths and amounts.
	n     int64  // Of numbers, and days since 1970-01-01 of dates.
	entry *entry // Where the text was looked up; may be nil.
}

// An entry is what a cell of codes or stops was found to mean.
type entry struct {
	value
	flaw flaw
	seen bool // The profile knows the value.

	// The number of the text in the dictionary of a row group. Only the
	// goroutine that writes the snapshot uses these.
	group int
	id    int32
}

// How many spellings a worker remembers for a column, and how long they may be.
const (
	maxEntries  = 1 << 16
	maxSpelling = 256
)

// A row is a record as its columns read it.
type row struct {
	w      *worker
	b      *batch
	x      record
	index  int // Of x in the batch.
	values []value
	bad    bool // A fault was reported.
}

// cell returns a cell without the white space around it.
func (r *row) cell(field int) []byte {
	s := r.b.spans[int(r.x.first)+field]
	return trim(unquote(r.b.text, s))
}

// unquote returns the content of a cell.
func unquote(text []byte, s span) []byte {
	if s.end&doubled == 0 {
		return text[s.start:s.end]
	}
	return bytes.ReplaceAll(text[s.start:s.end&^doubled], []byte(`""`), []byte(`"`))
}

// trim cuts white space off both ends.
func trim(b []byte) []byte {
	if n := len(b); n == 0 || b[0] > ' ' && b[0] < utf8.RuneSelf && b[n-1] > ' ' && b[n-1] < utf8.RuneSelf {
		return b
	}
	return bytes.TrimFunc(b, unicode.IsSpace)
}

// blank reports whether no cell of a record holds anything.
func blank(b *batch, x record) bool {
	for _, s := range b.spans[x.first : x.first+x.count] {
		if len(trim(b.text[s.start:s.end&^doubled])) > 0 {
			return false
		}
	}
	return true
}

// missing reports whether a cell means "not known".
func (c *column) missing(b []byte) bool {
	if len(b) == 0 {
		return c.Blank != contract.Zero || !c.isNumber()
	}
	for _, m := range c.Missing {
		if string(b) == m {
			return true
		}
	}
	return false
}

// fail reports a fault in a cell of a column.
func (r *row) fail(c *column, field int, b []byte, f flaw) {
	r.bad = true
	r.w.report(r.b, r.x, field, fault{code: f.code, hint: f.hint}, func() string {
		if b == nil {
			return fmt.Sprintf("column %q: %s", c.Name, f.what)
		}
		return fmt.Sprintf("column %q: %s %s", c.Name, show(c, b), f.what)
	})
}

// show quotes a cell for a message, but never one that identifies a person.
func show(c *column, b []byte) string {
	if c.Identifying {
		return "the cell"
	}
	return clip(b)
}

// clip quotes a text, and its beginning only if it is long.
func clip(b []byte) string {
	if runes := []rune(string(b[:min(len(b), 256)])); len(runes) > 60 {
		return strconv.Quote(string(runes[:60])) + "…"
	}
	return strconv.Quote(string(b))
}

// read reads the value of column i. After a fault the value means nothing.
func (r *row) read(i int) value {
	c := r.w.plan.columns[i]
	switch {
	case len(c.Indicators) > 0:
		return r.indicators(i)
	case len(c.Stops) > 0:
		return r.stops(i)
	case len(c.fields) == 0:
		return value{} // Period and value of a wide extract come later.
	}
	field := c.fields[0]
	return r.one(i, field, r.cell(field))
}

// one reads a value from one cell.
func (r *row) one(i, field int, b []byte) value {
	c := r.w.plan.columns[i]
	if c.missing(b) {
		if c.Required {
			r.fail(c, field, nil, flaw{"X030", "a value is required", ""})
		}
		return value{}
	}
	switch c.Type {
	case contract.Code, contract.Codes, contract.Path:
		e := r.w.look(i, b)
		if e.flaw.code != "" {
			r.fail(c, field, b, e.flaw)
		}
		if !e.known && c.Required && e.flaw.code == "" {
			r.fail(c, field, nil, flaw{"X030", "a value is required", ""})
		}
		v := e.value
		v.entry = e
		return v
	}
	var n int64
	var f flaw
	switch c.Type {
	case contract.Integer:
		if len(b) > 0 {
			n, f = c.number(b, 0)
		}
	case contract.Decimal:
		if len(b) > 0 {
			n, f = c.number(b, c.Scale)
		}
	case contract.Amounts:
		return r.amounts(c, field, b)
	case contract.Date, contract.Month, contract.Year:
		n, f = c.date(b)
	default:
		return value{known: true, text: b}
	}
	if f.code != "" {
		r.fail(c, field, b, f)
	}
	return value{known: true, n: n}
}

// look returns the meaning of a cell of codes or stops.
func (w *worker) look(i int, b []byte) *entry {
	s := &w.columns[i]
	if e, ok := s.entries[string(b)]; ok {
		return e
	}
	b = bytes.Clone(b)
	e := new(entry)
	c := w.plan.columns[i]
	if c.Type == contract.Code {
		e.text, e.flaw = w.code(c, b)
		e.known = e.flaw.code == ""
	} else {
		e.value, e.flaw = w.joined(c, bytes.Split(b, []byte(c.separator)))
	}
	if len(s.entries) < maxEntries && len(b) <= maxSpelling {
		s.entries[string(b)] = e
	}
	return e
}

// code returns the code for a spelling.
func (w *worker) code(c *column, b []byte) ([]byte, flaw) {
	if to, ok := c.mapping[string(b)]; ok {
		b = []byte(to)
	}
	switch {
	case bytes.ContainsAny(b, ";>"):
		return nil, flaw{"X046", "holds a ; or a >, which joins codes", "map it to a code in the contract"}
	case slices.Contains(c.Residual, string(b)), w.lists.Has(c.List, string(b)):
		return b, flaw{}
	}
	hint := ""
	if !c.Identifying {
		hint = w.lists.Near(c.List, string(b))
	}
	return nil, flaw{"X031", fmt.Sprintf("is not in the code list %q", c.List), hint}
}

// joined reads the entries of Codes or Path.
func (w *worker) joined(c *column, parts [][]byte) (value, flaw) {
	if len(parts) > MaxEntries {
		return value{}, flaw{"X047", fmt.Sprintf("has %d entries; at most %d are allowed", len(parts), MaxEntries), ""}
	}
	var codes [][]byte
	unknown := 0
	for i, p := range parts {
		p = trim(p)
		if len(p) == 0 {
			return value{}, flaw{"X032", fmt.Sprintf("has nothing as entry %d of %d", i+1, len(parts)), "write one separator between two entries"}
		}
		if slices.Contains(c.Missing, string(p)) {
			if unknown++; c.Type == contract.Path && len(parts) > 1 {
				return value{}, flaw{"X033", fmt.Sprintf("does not know the stop %d of %d", i+1, len(parts)), "map it to a residual code in the contract"}
			}
			continue
		}
		code, f := w.code(c, p)
		if f.code != "" {
			if len(parts) > 1 && !c.Identifying {
				f.what = fmt.Sprintf("has the entry %s, which %s", clip(p), f.what)
			}
			return value{}, f
		}
		if c.Type == contract.Path || !slices.ContainsFunc(codes, func(x []byte) bool { return bytes.Equal(x, code) }) {
			codes = append(codes, code)
		}
	}
	if unknown == len(parts) {
		return value{}, flaw{}
	}
	return value{known: true, text: bytes.Join(codes, joiner(c.Type))}, flaw{}
}

// joiner returns what stands between the entries of a value of the snapshot.
func joiner(t contract.Type) []byte {
	if t == contract.Path {
		return []byte{'>'}
	}
	return []byte{';'}
}

// indicators reads a group of 0/1 columns.
func (r *row) indicators(i int) value {
	c := r.w.plan.columns[i]
	answered := false
	codes := r.w.scratch[:0]
	for k, x := range c.Indicators {
		b := r.cell(c.fields[k])
		yes, no := x.Yes, x.No
		switch {
		case len(b) == 0 || slices.Contains(c.Missing, string(b)):
			continue
		case string(b) == yes || yes == "" && string(b) == "1":
			if len(codes) > 0 {
				codes = append(codes, ';')
			}
			codes = append(codes, x.Code...)
		case slices.Contains(no, string(b)) || len(no) == 0 && string(b) == "0":
		default:
			r.fail(c, c.fields[k], b, flaw{"X043", fmt.Sprintf("is neither yes nor no for %q", x.Code), "the contract says which cells mean yes and which no"})
		}
		answered = true
	}
	r.w.scratch = codes
	if !answered {
		if c.Required {
			r.fail(c, c.fields[0], nil, flaw{"X030", "a value is required", ""})
		}
		return value{}
	}
	return r.w.intern(i, codes)
}

// stops reads a path from several columns.
func (r *row) stops(i int) value {
	c := r.w.plan.columns[i]
	path := r.w.scratch[:0]
	ends := 0
	for k, field := range c.fields {
		b := r.cell(field)
		if c.missing(b) {
			continue
		}
		e := r.w.look(i, b)
		if e.flaw.code != "" {
			r.fail(c, field, b, e.flaw)
		}
		if !e.known {
			continue
		}
		if len(path) > 0 {
			path = append(path, '>')
		}
		path = append(path, e.text...)
		if k == 0 || k == len(c.fields)-1 {
			ends++
		}
	}
	r.w.scratch = path
	if n := bytes.Count(path, []byte{'>'}) + 1; n > MaxEntries {
		r.fail(c, c.fields[0], nil, flaw{"X047", fmt.Sprintf("the path has %d stops; at most %d are allowed", n, MaxEntries), ""})
		return value{}
	}
	if ends < min(2, len(c.fields)) {
		if c.Required {
			r.fail(c, c.fields[0], nil, flaw{"X030", "the first and the last stop are required", ""})
		}
		return value{}
	}
	return r.w.intern(i, path)
}

// amounts reads the amounts along a path that was read before.
func (r *row) amounts(c *column, field int, b []byte) value {
	path := r.values[c.along]
	parts := bytes.Split(b, []byte(c.separator))
	legs := bytes.Count(path.text, []byte{'>'})
	switch {
	case !path.known:
		r.fail(c, field, b, flaw{"X045", fmt.Sprintf("stands without a known %q", c.Along), ""})
		return value{}
	case len(parts) != legs:
		r.fail(c, field, b, flaw{"X044", fmt.Sprintf("has %d amounts; the path has %d legs", len(parts), legs), "write one amount for each leg; leave it empty if it is not known"})
		return value{}
	}
	known := false
	out := make([]byte, 0, len(b)+8)
	for i, p := range parts {
		if i > 0 {
			out = append(out, ';')
		}
		if p = trim(p); len(p) == 0 || slices.Contains(c.Missing, string(p)) {
			continue
		}
		n, f := c.number(p, c.Scale)
		if f.code != "" {
			r.fail(c, field, p, f)
			return value{}
		}
		known = true
		out = strconv.AppendInt(out, n, 10)
	}
	if !known && c.Required {
		r.fail(c, field, nil, flaw{"X030", "a value is required", ""})
	}
	return value{known: known, text: out}
}

// A fault is why a record is rejected, or which check it fails.
type fault struct {
	code  diag.Code
	hint  string
	check bool // It breaks a check, which stops the build.
}
