// Package release is the only door between raw statistics and anything that
// is published.
//
// [Policy.Apply] takes a raw table and returns a released one: small counts
// are suppressed, numbers are rounded once. It is not for audits over several
// tables or editions. Invariant: a released [Value] that was suppressed no
// longer contains its number, so code downstream cannot leak what it never
// had.
package release

import (
	"cmp"
	"slices"

	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

// A Policy says which counts may be published for one audience. The zero
// Policy is the strictest: it publishes nothing.
type Policy struct {
	// Threshold is the smallest count of units, other than 0, that may be
	// published or be had back from what is published. 1 publishes every
	// count; 0 publishes nothing at all.
	Threshold int64
	// RoundTo rounds published counts to its multiples, and computes ratios
	// from the rounded counts. 0 and 1 leave counts as they are.
	RoundTo int64
}

// A Table is a released table. Rows with a suppressed first figure stand
// behind the other plain rows in the order of their keys, so that their rank
// gives nothing away.
type Table struct {
	ID        string
	Statistic string
	Unit      head.Unit
	Span      period.Span
	Stub      []head.Dimension
	Rows      []head.Row
	Cols      []head.Col
	Cells     [][]Value // len(Rows) × len(Cols).
	// Withheld tells that a suppressed figure could be had from the others.
	// The table then has columns but no rows.
	Withheld bool
	// Hidden tells that at least one figure is suppressed.
	Hidden  bool
	Methods []string // The methods of the intervals shown, sorted.
	Level   int      // The level of the intervals, per cent; 0 if there are none.
	Caveats []Caveat
	Basis   Basis
	Tests   Tests
}

// A Caveat is a remark that must stand beside the table: a message key with
// the labels, the released counts and the released shares that it names, in
// this order.
type Caveat struct {
	Word   string
	Counts []Value
	Labels []head.Label
	Shares []Value
}

// A Basis says what a table rests on. Counts that are too small are
// suppressed, with those that would give them away.
type Basis struct {
	Total, Answered, Unknown Value
	Reporters                Value
	Window                   period.Span
}

// Apply releases t under p. It does not change t.
func (p Policy) Apply(t *table.Table) *Table {
	out := &Table{
		ID: t.ID, Statistic: t.Statistic, Unit: t.Unit, Span: t.Span,
		Stub: slices.Clone(t.Stub), Cols: slices.Clone(t.Cols), Basis: p.basis(t.Basis),
	}
	hidden := p.hidden(t)
	out.Hidden = anyHidden(hidden)
	out.Withheld = out.Hidden && recoverable(t, hidden, p.Threshold)
	for _, c := range t.Caveats {
		if p.tellable(c, out) {
			out.Caveats = append(out.Caveats, p.caveat(c))
		}
	}
	out.Tests = p.tests(t, hidden, out.Withheld)
	if out.Withheld {
		return out
	}
	scales := columnScales(t)
	for i, row := range t.Cells {
		values := make([]Value, len(row))
		for j, c := range row {
			values[j] = p.value(c, t.Cols[j].Measure, scales[j], hidden[i][j])
		}
		out.Rows = append(out.Rows, withFindings(t.Rows[i], hidden[i]))
		out.Cells = append(out.Cells, values)
	}
	out.unrank()
	if p.RoundTo <= 1 {
		out.methods(t)
	}
	return out
}

// withFindings returns a row whose findings stand only beside a figure that is
// shown: a word such as "emerging" narrows a suppressed count down. A word that
// says that something went down sets a lower limit to the earlier figures, so
// that it stands only where all figures of the row are shown.
func withFindings(r head.Row, hidden []bool) head.Row {
	if !slices.Contains(hidden, true) {
		return r
	}
	down := []string{"state.vanished", "state.loses", "state.falling", "state.unusually-low", "state.dearer", "state.cheaper"}
	r.Labels = slices.Clone(r.Labels)
	for i, l := range r.Labels {
		if l.Kind == head.Finding && (hidden[0] || slices.Contains(down, l.Text)) {
			r.Labels[i] = head.OfFinding("state.withheld")
		}
	}
	return r
}

// methods notes how the intervals were computed.
func (t *Table) methods(raw *table.Table) {
	for i, row := range raw.Cells {
		for j := range row {
			if m := raw.Cells[i][j].Interval; m.Level > 0 && !slices.Contains(t.Methods, m.Method) {
				t.Methods, t.Level = append(t.Methods, m.Method), m.Level
			}
		}
	}
	slices.Sort(t.Methods)
}

func anyHidden(hidden [][]bool) bool {
	return slices.ContainsFunc(hidden, func(row []bool) bool { return slices.Contains(row, true) })
}

// small reports whether a count may not be had by a reader.
func (p Policy) small(n int64) bool {
	return p.Threshold <= 0 || n != 0 && n < p.Threshold && n > -p.Threshold
}

func (p Policy) hidden(t *table.Table) [][]bool {
	out := make([][]bool, len(t.Cells))
	for i, row := range t.Cells {
		out[i] = make([]bool, len(row))
		for j, c := range row {
			out[i][j] = c.State != table.Missing && (p.Threshold <= 0 || slices.ContainsFunc(c.Parts, p.small))
		}
	}
	return out
}

func (p Policy) count(n int64) Value {
	if p.small(n) {
		return Value{status: Suppressed}
	}
	return Value{status: Published, number: num.Int(p.round(n))}
}

// round returns n rounded half away from zero to a multiple of RoundTo.
func (p Policy) round(n int64) int64 {
	if p.RoundTo <= 1 {
		return n
	}
	if n < 0 {
		return -p.round(-n)
	}
	return (n + p.RoundTo/2) / p.RoundTo * p.RoundTo
}

func (p Policy) basis(b table.Basis) Basis {
	out := Basis{Total: p.count(b.Total), Answered: p.count(b.Answered), Unknown: p.count(b.Unknown), Window: b.Window}
	if p.small(b.Unknown) {
		out.Total = Value{status: Suppressed} // Total - Answered is Unknown.
	}
	if slices.ContainsFunc(b.Parts, p.small) {
		// The bases of the other columns would give the small one away.
		out.Answered, out.Total = Value{status: Suppressed}, Value{status: Suppressed}
	}
	if b.Reporters > 0 && p.Threshold > 0 {
		out.Reporters = Value{status: Published, number: num.Int(b.Reporters)} // Authorities, not people.
	}
	return out
}

// tellable reports whether a remark gives nothing away: one that counts could be
// had back from stands only where none of them is small and the table shows its
// total and how many units are unknown.
func (p Policy) tellable(c table.Caveat, t *Table) bool {
	if len(c.Parts) == 0 {
		return true
	}
	return !t.Withheld && !slices.ContainsFunc(c.Parts, p.small) &&
		t.Basis.Total.status == Published && t.Basis.Unknown.status == Published
}

func (p Policy) caveat(c table.Caveat) Caveat {
	out := Caveat{Word: c.Word, Labels: slices.Clone(c.Labels)}
	for _, n := range c.Counts {
		out.Counts = append(out.Counts, p.count(n))
	}
	for _, s := range c.Shares {
		out.Shares = append(out.Shares, p.value(s, head.Measure{Quantity: head.Share}, 1, slices.ContainsFunc(s.Parts, p.small)))
	}
	return out
}

// columnScales returns the number of fraction digits of each column of shares
// and changes: one where the smallest base is at least 100, none below.
func columnScales(t *table.Table) []uint8 {
	out := make([]uint8, len(t.Cols))
	for j := range out {
		out[j] = 1
		for i := range t.Cells {
			if c := t.Cells[i][j]; c.State == table.Known && c.N < 100 {
				out[j] = 0
			}
		}
	}
	return out
}

// value releases one cell. It is the one place where numbers are rounded.
func (p Policy) value(c table.Cell, m head.Measure, column uint8, hide bool) Value {
	if hide {
		return Value{status: Suppressed}
	}
	v := Value{flags: Flag(c.Flags)}
	if c.N > 0 {
		v.base, v.based = num.Int(p.round(c.N)), true
	}
	switch c.State {
	case table.Missing:
		return Value{}
	case table.Undefined:
		v.status = Undefined
		return v
	case table.SmallPast:
		v.status = SmallPast
		return v
	case table.SmallBase, table.Unanswered:
		v.status, v.number = CountOnly, num.Int(p.round(c.X))
		return v
	case table.Known:
	default:
		panic("release: a cell has an unknown state")
	}
	f := p.roundedFraction(c, m)
	shift, scale := digits(f, m, column)
	number, ok := f.Round(shift, scale)
	if !ok {
		v.status = Undefined
		return v
	}
	v.status, v.number = Published, number
	p.context(&v, c, shift, scale)
	return v
}

// context copies interval and test of c into v.
func (p Policy) context(v *Value, c table.Cell, shift, scale uint8) {
	if c.Interval.Level > 0 && p.RoundTo <= 1 {
		unit := [...]float64{1, 10, 100}[shift]
		low, okLow := num.FromFloat(c.Interval.Low*unit, scale)
		high, okHigh := num.FromFloat(c.Interval.High*unit, scale)
		if okLow && okHigh {
			v.low, v.high, v.level = low, high, c.Interval.Level
		}
	}
	v.tested, v.adjusted = c.Test.Done, c.Test.Adjusted
}

// roundedFraction returns the value of c computed from rounded counts, where
// the policy rounds them.
func (p Policy) roundedFraction(c table.Cell, m head.Measure) num.Fraction {
	if p.RoundTo <= 1 {
		return c.Value
	}
	x, n := p.round(c.X), p.round(c.N)
	switch m.Quantity {
	case head.Count:
		return num.Whole(p.round(c.Value.Num))
	case head.Difference:
		return num.Whole(x - n)
	case head.Share, head.Mean:
		return num.Fraction{Num: x, Den: n}
	case head.Change:
		return num.Fraction{Num: x - n, Den: n}
	case head.Index, head.Amount, head.Estimate, head.Probability:
		return c.Value
	case head.Rate:
		if c.X == 0 {
			return c.Value
		}
		return num.Fraction{Num: c.Value.Num / c.X * x, Den: c.Value.Den}
	case head.Points:
		return num.Fraction{} // It would not agree with the shares of rounded counts.
	}
	panic("release: unknown quantity")
}

// digits returns how f is written: as f × 10^shift with scale fraction digits.
func digits(f num.Fraction, m head.Measure, column uint8) (shift, scale uint8) {
	switch m.Quantity {
	case head.Count, head.Difference, head.Amount:
		return 0, 0
	case head.Mean, head.Rate:
		return 0, 1
	case head.Estimate:
		if f.Den == 1 {
			return 0, 0
		}
		return 0, 1
	case head.Index:
		return 0, 2
	case head.Probability:
		return 0, 4
	case head.Share, head.Change, head.Points:
		if m.Rounding == head.Standard {
			return 2, column
		}
		ten := num.Int(10)
		if d, ok := f.Round(2, 1); ok && d.Cmp(ten) < 0 && d.Cmp(num.Int(-10)) > 0 {
			return 2, 1
		}
		return 2, 0
	}
	panic("release: unknown quantity")
}

// unrank moves plain rows whose first figure is suppressed behind the other
// plain rows, in the order of their keys.
func (t *Table) unrank() {
	rank := func(i int) (int, string) {
		if t.Rows[i].Kind == head.Plain && len(t.Cells[i]) > 0 && t.Cells[i][0].status == Suppressed {
			return 1, t.Rows[i].Key
		}
		return 0, ""
	}
	plain := 0
	for plain < len(t.Rows) && t.Rows[plain].Kind == head.Plain {
		plain++
	}
	order := make([]int, len(t.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order[:plain], func(a, b int) int {
		ra, ka := rank(a)
		rb, kb := rank(b)
		return cmp.Or(cmp.Compare(ra, rb), cmp.Compare(ka, kb))
	})
	rows, cells := make([]head.Row, len(order)), make([][]Value, len(order))
	for i, j := range order {
		rows[i], cells[i] = t.Rows[j], t.Cells[j]
	}
	t.Rows, t.Cells = rows, cells
}
