package stats

import (
	"context"
	"math"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/method/association"
	"htsm/generator/method/route"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func displacement() *Statistic {
	return &Statistic{
		Name:  "displacement",
		Title: "Shifts of shares between two periods",
		Text: "For the values of a column, such as routes, the share of each in the earlier and in the later period, among units with a value, and the difference in percentage points: " +
			"with Newcombe's interval (Newcombe 1998, Stat Med 17:873-890, method 10), built from Wilson intervals at the effective base of Kish (1965) where records hold several units (Zou & Donner 2008, Stat Med 27:1693-1702). " +
			"The divergence of Jensen & Shannon (Lin 1991, IEEE Trans Inf Theory 37:145-151), in bits from 0 for equal to 1 for disjoint distributions, says how far the two are apart in all; that of a value is its part of the sum. " +
			"Tests are made on records, which are independent: of the divergence by permutation of the records (Phipson & Smyth 2010; stopped early where chance often does as much, Besag & Clifford 1991), with a seed that follows from the counts, of a share by Fisher's exact test. They count in the family of the edition, and a finding stands only if its test holds. " +
			"The interval of the divergence is that of a bootstrap of both periods (BCa, Efron 1987, JASA 82:171-185; 999 samples at the effective base, with a seed that follows from the counts). " +
			"The values that contribute most to the divergence are shown. A value with 1 to 10 units in either period is summed with the others, so that no small count must be hidden and could be had by subtraction. " +
			"With by, this is done within each value of a second column, such as a nationality, for the five with most records and enough units in both periods. Residual and unknown values are left out of the shares. An earlier period that begins before the extract is not compared with; a period for which reports are still expected, and a comparison over a break in the series, are not tested. Where the variable is unknown for more than 40 per cent, nothing is said of shares.",
		Example: "{is: displacement, of: eu_route, by: nationality, window: rolling-3, compare: same-last-year}",
		Chart:   "bar",
		Shows:   []string{"difference"},
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Text, contract.Code, contract.Path}, Doc: "the column between whose values shares shift"},
			{Option: By, Types: []contract.Type{contract.Text, contract.Code}, Doc: "a column of row heads, such as the nationality; the first one counts"},
			{Option: Compare, Doc: "the earlier period, same-last-year by default; the first one counts"},
			{Option: Top, Doc: "values shown, 5 by default; the others are summed as all other"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeDisplacement,
	}
}

// Cost: more than three times the plain group-by, since every group that shifted
// is divided anew a hundred thousand times and interval and test are drawn. That
// is a quarter of a second for five groups, whatever the number of records; a
// group that did not shift takes a hundredth of it.
func computeDisplacement(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	comparison := SameLastYear
	if len(r.Compare) > 0 {
		comparison = r.Compare[0]
	}
	later, earlier := comparison.pair(r.Window.Span(in.Span))
	t := in.newTable(r, later)
	on, err := in.footing(ctx, r, earlier, later)
	if err != nil {
		return nil, err
	}
	if len(r.By) > 0 {
		t.Stub = dimensions(r.By[0])
	}
	t.Stub = append(append(t.Stub, dimensions(r.Of)...), head.Dimension{Name: "finding", Word: "column.finding"})
	share := head.Measure{Quantity: head.Share, Rounding: r.Rounding}
	t.Cols = []head.Col{
		{Key: "before", Label: head.OfTime(earlier), Of: "count", At: earlier},
		{Key: "count", Label: head.OfTime(later)},
		{Key: "share-before", Label: head.OfWord("column.share-before"), Measure: share, Of: "share", At: earlier},
		{Key: "share", Label: head.OfWord("column.share-answered"), Measure: share},
		{Key: "difference", Label: head.OfWord("column.difference-shares"), Measure: head.Measure{Quantity: head.Points, Rounding: r.Rounding}},
		{Key: "divergence", Label: head.OfWord("column.divergence"), Measure: head.Measure{Quantity: head.Index}},
	}
	if on.unread {
		return in.unreadBefore(ctx, t, r, earlier)
	}
	total, known, groups, err := in.shifts(ctx, r, [2]period.Span{earlier, later}, selection{values: r.top(shiftValues)})
	if err != nil {
		return nil, err
	}
	for _, s := range groups {
		s.fill(t, r, on)
		if on.sound() {
			t.Tests = append(t.Tests, s.untold(r)...)
		}
	}
	in.otherReporters(t, earlier, later)
	return t, in.basis(ctx, t, r, total, known)
}

// fill appends the rows of a group: its values, with their total above them
// where there are several groups and below otherwise.
func (s shifted) fill(t *table.Table, r *Request, on footing) {
	shift, ok := route.Compare(s.weights())
	ok = ok && min(s.sum[0].units, s.sum[1].units) >= r.smallest()
	top := -1
	if s.group != nil {
		top = s.total(t, r, on, shift.Bits(), ok)
	}
	var parts []int
	for i, b := range s.bands {
		difference := r.difference(s.pairs[i], s.sum)
		if b.kind == head.Other || !on.sound() {
			difference.Test = table.Test{} // The values of other are tested one by one.
		}
		finding := supported(difference.Test, "gains")
		if difference.Test.Done && difference.Value.Num < 0 {
			finding = supported(difference.Test, "loses")
		}
		contribution := 0.0
		if ok {
			contribution = shift.Contribution[i] / math.Ln2
		}
		parts = append(parts, len(t.Rows))
		t.Rows = append(t.Rows, head.Row{Key: s.key(b.key), Labels: s.labels(b.label, finding), Kind: b.kind})
		t.Cells = append(t.Cells, flagged([]table.Cell{
			table.CountOf(s.pairs[i][0].units), table.CountOf(s.pairs[i][1].units),
			r.share(s.pairs[i][0], s.sum[0]), r.share(s.pairs[i][1], s.sum[1]),
			difference, divergenceCell(contribution, ok, []pair{s.pairs[i], s.sum}),
		}, on.flags))
	}
	if s.group == nil {
		top = s.total(t, r, on, shift.Bits(), ok)
	}
	t.Sums = append(t.Sums, sumColumn(0, top, parts), sumColumn(1, top, parts))
}

// total appends the row of the whole group and returns its place.
func (s shifted) total(t *table.Table, r *Request, on footing, bits float64, ok bool) int {
	whole := divergenceCell(bits, ok, s.pairs)
	if ok && !r.Exact {
		whole.Interval = s.interval(r.level(), bits)
		if on.sound() {
			whole.Test = s.permuted()
		}
	}
	none := table.Cell{State: table.Undefined, X: s.sum[1].units, Parts: []int64{s.sum[0].units, s.sum[1].units}}
	row := head.Row{Key: totalKey, Kind: head.Total, Labels: s.labels(head.OfWord("total"), supported(whole.Test, "displaced"))}
	if s.group != nil {
		row.Key = s.group.key
	}
	t.Rows = append(t.Rows, row)
	t.Cells = append(t.Cells, flagged([]table.Cell{
		table.CountOf(s.sum[0].units), table.CountOf(s.sum[1].units), r.whole(s.sum[0]), r.whole(s.sum[1]), none, whole,
	}, on.flags))
	return len(t.Rows) - 1
}

func (s shifted) key(value string) string {
	if s.group == nil {
		return value
	}
	return s.group.key + "/" + value
}

func (s shifted) labels(l head.Label, finding string) []head.Label {
	out := []head.Label{l, head.OfFinding("state." + finding)}
	if s.group == nil {
		return out
	}
	return append([]head.Label{s.group.label}, out...)
}

// flagged marks the figures that rest on the later period as provisional, and
// those that compare both as over a break.
func flagged(cells []table.Cell, flags table.Flag) []table.Cell {
	for _, j := range []int{1, 3, 4, 5} {
		cells[j].Flags |= flags & table.Provisional
	}
	for _, j := range []int{4, 5} {
		cells[j].Flags |= flags & table.Broken
	}
	return cells
}

// divergenceCell returns the cell of a divergence in bits.
func divergenceCell(bits float64, ok bool, pairs []pair) table.Cell {
	c := table.Cell{State: table.Undefined}
	for _, p := range pairs {
		c.Parts = append(c.Parts, p[0].units, p[1].units)
		c.X = p[1].units
	}
	if f, fits := estimated(bits); ok && fits {
		c.State, c.Value = table.Known, f
	}
	return c
}

// difference returns the cell of the difference of two shares, with interval
// and test.
func (r *Request) difference(p, base pair) table.Cell {
	c := table.Cell{
		State: table.Undefined, X: p[1].units, N: base[1].units,
		Parts: []int64{p[0].units, base[0].units, p[1].units, base[1].units},
	}
	value, ok := minus(p[1].units, base[1].units, p[0].units, base[0].units)
	if !ok || min(base[0].units, base[1].units) < r.smallest() {
		return c
	}
	c.State, c.Value = table.Known, value
	if r.Exact {
		return c
	}
	name := "newcombe"
	if !base[0].single() || !base[1].single() {
		name = "newcombe-clustered"
	}
	if i, ok := r.newcombe(p, base); ok {
		c.Interval = table.Interval{Level: percent(r.level()), Low: i.Low, High: i.High, Method: name}
	}
	f := association.Fourfold{
		Both: p[1].records, FirstOnly: base[1].records - p[1].records,
		SecondOnly: p[0].records, Neither: base[0].records - p[0].records,
	}
	if fisher, ok := f.Fisher(); ok {
		c.Test = table.Test{Done: true, P: fisher, Adjusted: fisher}
	}
	return c
}

// newcombe returns the interval of the later minus the earlier share, from
// the Wilson intervals of both.
func (r *Request) newcombe(p, base pair) (method.Interval, bool) {
	var share [2]float64
	var w [2]method.Interval
	for i := range p {
		var ok bool
		share[i] = float64(p[i].units) / float64(base[i].units)
		if w[i], ok = method.WilsonClustered(p[i].units, base[i].clustered(), r.level()); !ok {
			return method.Interval{}, false
		}
	}
	d := share[1] - share[0]
	low := math.Hypot(share[1]-w[1].Low, w[0].High-share[0])
	high := math.Hypot(w[1].High-share[1], share[0]-w[0].Low)
	return method.Interval{Low: d - low, High: d + high}, true
}

// minus returns a/b - c/d. It reports false where that is undefined or does
// not fit.
func minus(a, b, c, d int64) (num.Fraction, bool) {
	const most = 1 << 31
	if b <= 0 || d <= 0 || max(a, b, c, d) >= most {
		return num.Fraction{}, false
	}
	return num.Fraction{Num: a*d - c*b, Den: b * d}, true
}
