package stats

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/period"
	"htsm/generator/table"
)

// A tally counts what a group of rows weighs.
type tally struct {
	units   int64 // The measure: rows, or the sum of a column.
	records int64
	squares int64 // The sum of the squared sizes of the records.
}

func (t *tally) add(o tally) {
	t.units += o.units
	t.records += o.records
	t.squares += o.squares
}

func (t tally) clustered() method.Clustered {
	return method.Clustered{Sum: float64(t.units), Squares: float64(t.squares)}
}

// single reports whether every record counts once, so that the counts are
// those of independent units.
func (t tally) single() bool { return t.units == t.squares && t.units == t.records }

// A category is one value of a column with its weight.
type category struct {
	key   string
	value string // As it stands in the data; empty for the unknown.
	label head.Label
	kind  head.RowKind
	tally
}

// The keys of rows and columns that stand for no value of the data. A value
// that is spelled like one of them gets an apostrophe before it.
const (
	totalKey   = "total"
	otherKey   = "all-other"
	unknownKey = "not-stated"
)

// explode returns the values that a raw cell stands for: each code of Codes
// once, the value itself otherwise. A null has none.
func explode(c *contract.Column, raw engine.Text) []string {
	switch {
	case !raw.Valid:
		return nil
	case c.Type == contract.Codes:
		return distinct(strings.Split(raw.Value, ";"))
	case c.Type == contract.Year:
		return []string{raw.Value[:min(4, len(raw.Value))]} // The snapshot holds its first day.
	}
	return []string{raw.Value}
}

func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// labelOf returns the head of a value of a column.
func labelOf(c *contract.Column, value string) head.Label {
	if c.List == "" {
		return head.OfRaw(value)
	}
	return head.OfCode(c.List, value)
}

// residual reports whether a value of a column says nothing.
func (in *Input) residual(c *contract.Column, value string) bool {
	return slices.Contains(c.Residual, value) || c.List != "" && in.Codes.Residual(c.List, value)
}

// newCategory returns the empty category of a value of a column, or that of
// the rows without one.
func (in *Input) newCategory(c *contract.Column, value string, known bool) category {
	if !known {
		return category{key: unknownKey, label: head.OfWord("unknown"), kind: head.Residual}
	}
	k := category{key: keyOf(value), value: value, label: labelOf(c, value)}
	if in.residual(c, value) {
		k.kind = head.Residual
	}
	return k
}

// keyOf returns the key of a known value.
func keyOf(value string) string {
	if value == totalKey || value == otherKey || value == unknownKey {
		return "'" + value
	}
	return value
}

// A census holds the categories of one column over some groups.
type census struct {
	in    *Input
	col   *contract.Column
	index map[string]int
	list  []category
}

func (in *Input) census(c *contract.Column) *census {
	return &census{in: in, col: c, index: map[string]int{}}
}

// at returns the category of a value, made on first sight.
func (s *census) at(value string, known bool) *category {
	key := value
	if !known {
		key = "\x00" // Apart from every value of the data.
	}
	i, ok := s.index[key]
	if !ok {
		i = len(s.list)
		s.index[key] = i
		s.list = append(s.list, s.in.newCategory(s.col, value, known))
	}
	return &s.list[i]
}

// sorted returns the categories: in the order of the list where it means
// something, otherwise by weight; residuals last, and the unknown after them.
func (s *census) sorted() []category {
	out := slices.Clone(s.list)
	slices.SortStableFunc(out, func(a, b category) int {
		return cmp.Or(
			cmp.Compare(a.kind, b.kind),
			compareBool(a.label.Kind == head.Word, b.label.Kind == head.Word),
			s.byRank(a, b),
			cmp.Compare(b.units, a.units),
			cmp.Compare(a.key, b.key),
		)
	})
	return out
}

func (s *census) byRank(a, b category) int {
	ra, okA := s.in.Codes.Rank(s.col.List, a.key)
	rb, okB := s.in.Codes.Rank(s.col.List, b.key)
	if !okA || !okB {
		return 0
	}
	return cmp.Compare(ra, rb)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// share returns the cell of part / base with its interval.
func (r *Request) share(part, base tally) table.Cell {
	c := table.ShareOf(part.units, base.units, r.smallest())
	if c.State != table.Known || r.Exact {
		return c
	}
	interval, ok := method.Wilson(part.units, base.units, r.level())
	name := "wilson"
	if !base.single() {
		interval, ok = method.WilsonClustered(part.units, base.clustered(), r.level())
		name = "wilson-clustered"
	}
	if ok {
		c.Interval = table.Interval{Level: percent(r.level()), Low: interval.Low, High: interval.High, Method: name}
		if wide(interval) || base.effective() < reliableBase {
			c.Flags |= table.Unreliable
		}
	}
	return c
}

// whole returns the cell of the share of everything: 1 by definition, not by
// estimation, so that it has no interval.
func (r *Request) whole(base tally) table.Cell {
	return table.ShareOf(base.units, base.units, r.smallest())
}

// reliableBase is the effective base under which a share is flagged (NCHS data
// presentation standards for proportions, Parker et al. 2017).
const reliableBase = 30

// effective returns the number of independent units that carry as much
// information (Kish 1965).
func (t tally) effective() float64 {
	if t.squares == 0 {
		return 0
	}
	return float64(t.units) * float64(t.units) / float64(t.squares)
}

// wide reports whether an interval is too wide to rely on: 30 points or more,
// or more than 130 per cent of the share if over 5 points (NCHS data
// presentation standards for proportions, Parker et al. 2017).
func wide(i method.Interval) bool {
	width := i.High - i.Low
	middle := (i.High + i.Low) / 2
	return width >= 0.30 || width > 0.05 && width > 1.3*middle
}

func percent(level float64) int { return int(level*100 + 0.5) }

// dimensions returns the stub of columns.
func dimensions(columns ...*contract.Column) []head.Dimension {
	var out []head.Dimension
	for _, c := range columns {
		out = append(out, head.Dimension{Name: c.Name, List: c.List})
	}
	return out
}

// newTable returns an empty table for a request over a span.
func (in *Input) newTable(r *Request, span period.Span) *table.Table {
	return &table.Table{ID: r.ID, Statistic: r.Statistic.Name, Unit: r.Unit, Span: span, Basis: table.Basis{Window: span}}
}

// reporters counts the distinct reporting authorities of a span.
func (in *Input) reporters(ctx context.Context, r *Request, span period.Span) (int64, error) {
	if in.Contract.Reporter == "" {
		return 0, nil
	}
	rows, err := in.Engine.Group(ctx, engine.Query{Where: in.conditions(r, span), Distinct: []string{in.Contract.Reporter}})
	if err != nil {
		return 0, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return rows[0].Distinct[0], nil
}

// basis fills the basis of t from the tallies of all rows in scope and of
// those with the variable known.
func (in *Input) basis(ctx context.Context, t *table.Table, r *Request, total, answered tally) error {
	n, err := in.reporters(ctx, r, t.Span)
	if err != nil {
		return err
	}
	t.Basis = table.Basis{
		Total: total.units, Answered: answered.units, Unknown: total.units - answered.units,
		Reporters: n, Window: t.Span,
	}
	in.remark(t)
	unknown(t)
	return nil
}

// late is how many months before the extract count as incomplete where nothing
// tells how complete they are.
const late = 2

// provisional reports whether reports are still expected for a span: less than
// 80 per cent of the records of its last month are to be expected by now. Where
// the dates of entry are too few for an estimate, it is whether the span ends
// less than late months before an extract that knows its dates of entry.
func (in *Input) provisional(s period.Span) bool {
	if settled, ok := in.Survey.settled(); ok {
		return s.Last > settled
	}
	return in.Contract.Reported != "" && in.Latest > 0 && s.Last > in.Latest-late
}

// remark adds the caveats that depend on the period alone.
func (in *Input) remark(t *table.Table) {
	if in.Survey != nil && t.Span.First < in.Survey.begins {
		begins := period.Span{First: in.Survey.begins, Last: in.Survey.begins}
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.unread-window", Labels: []head.Label{head.OfTime(begins)}})
	}
	if !in.provisional(t.Span) {
		return
	}
	share, ok := in.Survey.expected(t.Span.Last)
	if !ok {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.provisional"})
		return
	}
	settled, _ := in.Survey.settled()
	// A part of a thousand: the estimate is no better than that.
	value := table.ShareOf(int64(share*1000), 1000, 0)
	t.Caveats = append(t.Caveats, table.Caveat{
		Word: "caveat.provisional-estimated", Shares: []table.Cell{value},
		Labels: []head.Label{
			head.OfTime(period.Span{First: max(t.Span.First, settled+1), Last: t.Span.Last}),
			head.OfTime(period.Span{First: t.Span.Last, Last: t.Span.Last}),
		},
	})
}

// sumColumn sums one column of cells: total is the sum of the parts.
func sumColumn(col, total int, parts []int) table.Sum {
	s := table.Sum{Total: table.Place{Row: total, Col: col}}
	for _, p := range parts {
		s.Parts = append(s.Parts, table.Place{Row: p, Col: col})
	}
	return s
}

// holding keeps the sums that hold. Where a unit may stand under several heads
// a reader who sees that figures add up can still subtract.
func holding(t *table.Table, sums []table.Sum) []table.Sum {
	return slices.DeleteFunc(sums, func(s table.Sum) bool {
		rest := t.Cells[s.Total.Row][s.Total.Col].X
		for _, p := range s.Parts {
			rest -= t.Cells[p.Row][p.Col].X
		}
		return rest != 0
	})
}
