package extract

import (
	"fmt"
	"math"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/num"
	"htsm/generator/period"
)

// A plan says where in a record each column of the snapshot comes from. It is
// shared by all workers and never changes.
type plan struct {
	columns   []*column // In the order of the contract.
	order     []int     // The columns in the order of reading: amounts after the path that they lie along.
	width     int       // Cells of the header, and so of every record.
	totals    []totalColumn
	wide      []wideCell
	periodCol int // The column of the period and of the value of a wide extract.
	valueCol  int
	checks    []check
}

// A column is a column of the snapshot as it is read.
type column struct {
	*contract.Column
	fields    []int // The cells it reads: one, or one for each indicator or stop. None in a wide extract for period and value.
	separator string
	mapping   map[string]string
	layout    layout
	decimal   rune
	min, max  int64 // Inclusive, in units of the snapshot.
	along     int   // For Amounts: the column of the path.
}

// A totalColumn is a column whose total values mark rows to be left out.
type totalColumn struct {
	column int
	values []string
}

// A wideCell is a cell of a wide record that becomes a row.
type wideCell struct {
	field int
	day   int64 // The first day of its period.
}

// newPlan binds the contract to the header of the file. It reports what does
// not fit to diags.
func (r *run) newPlan(header []string, pos []diag.Pos) (*plan, error) {
	p := &plan{width: len(header), periodCol: -1, valueCol: -1}
	h := r.headerOf(header, pos)
	for i := range r.c.Columns {
		c, err := newColumn(&r.c.Columns[i], r.c.Source.Decimal)
		if err != nil {
			return nil, fmt.Errorf("contract %s: column %q: %w", r.c.Name, r.c.Columns[i].Name, err)
		}
		if w := r.c.Wide; w == nil || c.Name != w.Period && c.Name != w.Value {
			c.fields = h.find(c.headers()...)
		}
		p.columns = append(p.columns, c)
	}
	if err := p.bindWide(r.c, h); err != nil {
		return nil, fmt.Errorf("contract %s: %w", r.c.Name, err)
	}
	for i, c := range p.columns {
		if c.Type != contract.Amounts {
			p.order = append(p.order, i)
			continue
		}
		if c.along = p.find(c.Along); c.along < 0 || p.columns[c.along].Type != contract.Path {
			return nil, fmt.Errorf("contract %s: column %q lies along no path", r.c.Name, c.Name)
		}
	}
	for i, c := range p.columns {
		if c.Type == contract.Amounts {
			p.order = append(p.order, i)
		}
	}
	r.bindTotals(p)
	if err := r.bindChecks(p); err != nil {
		return nil, fmt.Errorf("contract %s: %w", r.c.Name, err)
	}
	h.report()
	return p, nil
}

// find returns the index of a column by its name, -1 if there is none.
func (p *plan) find(name string) int {
	return slices.IndexFunc(p.columns, func(c *column) bool { return c.Name == name })
}

// bindWide finds the cells of a wide extract.
func (p *plan) bindWide(c *contract.Contract, h *header) error {
	if c.Wide == nil {
		return nil
	}
	p.periodCol, p.valueCol = p.find(c.Wide.Period), p.find(c.Wide.Value)
	if p.periodCol < 0 || p.valueCol < 0 {
		return fmt.Errorf("a wide extract needs the columns %q and %q", c.Wide.Period, c.Wide.Value)
	}
	if !p.columns[p.periodCol].isDate() || !p.columns[p.valueCol].isNumber() {
		return fmt.Errorf("column %q must be a date, a month or a year and column %q a number", c.Wide.Period, c.Wide.Value)
	}
	for i, f := range h.find(c.Wide.Columns...) {
		s, err := period.Parse(c.Wide.Columns[i])
		if err != nil {
			return fmt.Errorf("wide column: %w", err)
		}
		p.wide = append(p.wide, wideCell{f, days(s.First.Year(), s.First.Number(), 1)})
	}
	return nil
}

// bindTotals finds the columns that mark total rows.
func (r *run) bindTotals(p *plan) {
	for _, t := range r.c.Totals {
		i := p.find(t.Column)
		if i < 0 || len(p.columns[i].fields) != 1 {
			r.diags.Errorf(t.Pos, "X067", "name a column that is one column of the data", "the column %q cannot tell total rows", t.Column)
			continue
		}
		p.totals = append(p.totals, totalColumn{i, t.Values})
	}
}

// newColumn prepares a column for reading.
func newColumn(c *contract.Column, decimal rune) (*column, error) {
	out := &column{Column: c, separator: c.Separator, decimal: decimal, min: math.MinInt64, max: math.MaxInt64}
	if out.separator == "" {
		out.separator = ";"
		if c.Type == contract.Path {
			out.separator = ">"
		}
	}
	if len(c.Map) > 0 {
		out.mapping = make(map[string]string, len(c.Map))
		for _, m := range c.Map {
			out.mapping[m.From] = m.To
		}
	}
	scale := c.Scale
	if c.Type != contract.Decimal && c.Type != contract.Amounts {
		scale = 0
	}
	if c.Min != nil {
		out.min = bound(*c.Min, scale, true)
	}
	if c.Max != nil {
		out.max = bound(*c.Max, scale, false)
	}
	var err error
	out.layout, err = newLayout(c.Layout, c.Type)
	return out, err
}

// bound returns the smallest count of 10^-scale that is not below d if up, and
// the greatest that is not above it otherwise.
func bound(d num.Decimal, scale uint8, up bool) int64 {
	u := d.Units()
	for s := d.Scale(); s < scale; s++ {
		if u > math.MaxInt64/10 || u < math.MinInt64/10 {
			if u > 0 {
				return math.MaxInt64
			}
			return math.MinInt64
		}
		u *= 10
	}
	for s := d.Scale(); s > scale; s-- {
		rest := u % 10
		u /= 10
		if up && rest > 0 {
			u++
		} else if !up && rest < 0 {
			u--
		}
	}
	return u
}

// headers returns the headers that the column is made of.
func (c *column) headers() []string {
	switch {
	case len(c.Indicators) > 0:
		names := make([]string, len(c.Indicators))
		for i, x := range c.Indicators {
			names[i] = x.Header
		}
		return names
	case len(c.Stops) > 0:
		return c.Stops
	case c.Header == "":
		return []string{c.Name}
	}
	return []string{c.Header}
}

// isDate reports whether the snapshot holds days.
func (c *column) isDate() bool {
	return c.Type == contract.Date || c.Type == contract.Month || c.Type == contract.Year
}

// isCoded reports whether the snapshot holds codes or paths, which repeat.
func (c *column) isCoded() bool {
	return c.Type == contract.Code || c.Type == contract.Codes || c.Type == contract.Path
}

// isText reports whether the snapshot holds text.
func (c *column) isText() bool { return !c.isNumber() && !c.isDate() }

// isNumber reports whether the snapshot holds whole numbers.
func (c *column) isNumber() bool { return c.Type == contract.Integer || c.Type == contract.Decimal }
