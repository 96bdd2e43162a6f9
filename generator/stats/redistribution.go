package stats

import (
	"cmp"
	"context"
	"math"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/method/association"
	"htsm/generator/period"
	"htsm/generator/table"
)

func redistribution() *Statistic {
	return &Statistic{
		Name:  "redistribution",
		Title: "From which value to which shares moved",
		Text: "Between two periods some values of a column, such as routes, lose shares and others gain them. The part of all units that had to move is the total variation distance of the two distributions; " +
			"what one value lost is spread over those that gained in proportion to their gains, the only table with these margins that treats none of them apart. It is an account of shares: nobody is followed from one route to another. " +
			"For each pair of a value that lost and one that gained: the share of all units moved, with its bootstrap interval (BCa without acceleration, Efron 1987, JASA 82:171-185; 999 samples of both periods at the effective base of Kish 1965, with a seed that follows from the counts), the loss and the gain with Newcombe's interval (Newcombe 1998, Stat Med 17:873-890, method 10), " +
			"and the correlation of the monthly changes of the two values with a delay of 0 to 3 months, over the last 36 complete months, 24 at least: below 0 where one grows as the other falls. " +
			"The test is Fisher's exact one of the records of the two values in the two periods; it counts in the family of the edition, as do those of the pairs that are not shown. " +
			"With by, this is done within each value of a second column, for the five with most records. The eight largest values stand for themselves, if neither period has 1 to 10 units of them; the others are summed. What displacement says of periods that cannot be compared and of unknown values holds here as well.",
		Example: "{is: redistribution, of: eu_route, by: nationality, window: rolling-3, compare: same-last-year}",
		Chart:   "bar",
		Shows:   []string{"moved"},
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Text, contract.Code, contract.Path}, Doc: "the column between whose values shares move"},
			{Option: By, Types: []contract.Type{contract.Text, contract.Code}, Doc: "a column of row heads, such as the nationality; the first one counts"},
			{Option: Compare, Doc: "the earlier period, same-last-year by default; the first one counts"},
			{Option: Top, Doc: "pairs shown, 10 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeRedistribution,
	}
}

// movedValues is how many values of a group stand for themselves: the largest
// ones, since pairs of values that were chosen for their change would be tested
// as if they were any.
const movedValues = 8

// The months and the delays of the correlation of two series.
const (
	correlatedMonths = 36
	leastCorrelated  = 24
	longestDelay     = 3
)

// A move is the share that one band of a group lost to another.
type move struct {
	group    shifted
	from, to int // Places of the bands.
	share    float64
	test     table.Test
}

func computeRedistribution(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	comparison := SameLastYear
	if len(r.Compare) > 0 {
		comparison = r.Compare[0]
	}
	later, earlier := comparison.pair(r.Window.Span(in.Span))
	on, err := in.footing(ctx, r, earlier, later)
	if err != nil {
		return nil, err
	}
	t := in.newTable(r, later)
	if r.by() != nil {
		t.Stub = dimensions(r.by())
	}
	t.Stub = append(t.Stub,
		head.Dimension{Name: r.Of.Name, List: r.Of.List, Word: "column.shares-from"},
		head.Dimension{Name: r.Of.Name + "_2", List: r.Of.List, Word: "column.shares-to"},
		head.Dimension{Name: "finding", Word: "column.finding"})
	t.Cols = redistributionColumns(r)
	if on.unread {
		return in.unreadBefore(ctx, t, r, earlier)
	}
	total, known, groups, err := in.shifts(ctx, r, [2]period.Span{earlier, later}, selection{values: movedValues, bySize: true})
	if err != nil {
		return nil, err
	}
	paths, err := in.changes(ctx, r, later.Last)
	if err != nil {
		return nil, err
	}
	var list []move
	for _, g := range groups {
		list = append(list, g.moves(r, on.sound())...)
	}
	slices.SortStableFunc(list, func(a, b move) int {
		return cmp.Or(cmp.Compare(a.test.P, b.test.P), cmp.Compare(b.share, a.share), cmp.Compare(a.key(), b.key()))
	})
	for i, m := range list {
		if i >= r.top(10) {
			t.Tests = append(t.Tests, done(m.test)...)
			continue
		}
		t.Rows = append(t.Rows, head.Row{Key: m.key(), Labels: m.labels()})
		cells := m.cells(r, paths)
		for j := range cells[:3] {
			cells[j].Flags |= on.flags
		}
		t.Cells = append(t.Cells, cells)
	}
	in.otherReporters(t, earlier, later)
	return t, in.basis(ctx, t, r, total, known)
}

func redistributionColumns(r *Request) []head.Col {
	points := head.Measure{Quantity: head.Points, Rounding: r.Rounding}
	cols := []head.Col{
		{Key: "moved", Label: head.OfWord("column.share-moved"), Measure: points},
		{Key: "loss", Label: head.OfWord("column.share-lost"), Measure: points},
		{Key: "gain", Label: head.OfWord("column.share-gained"), Measure: points},
	}
	for _, key := range []string{"lag-0", "lag-1", "lag-2", "lag-3"} {
		cols = append(cols, head.Col{Key: key, Label: head.OfWord("column." + key), Group: head.OfWord("column.correlation"), Measure: head.Measure{Quantity: head.Index}})
	}
	return append(cols, evidenceColumns()...)
}

// moves returns the pairs of a band that lost and one that gained, with their
// tests if the periods may be tested.
func (s shifted) moves(r *Request, sound bool) []move {
	if min(s.sum[0].units, s.sum[1].units) < r.smallest() {
		return nil
	}
	var out []move
	shares := movements(s.weights())
	for i := range s.bands {
		for j := range s.bands {
			if shares[i][j] <= 0 {
				continue
			}
			m := move{group: s, from: i, to: j, share: shares[i][j], test: table.Test{P: 1}}
			f := association.Fourfold{
				Both: s.pairs[i][0].records, FirstOnly: s.pairs[j][0].records,
				SecondOnly: s.pairs[i][1].records, Neither: s.pairs[j][1].records,
			}
			if p, ok := f.Fisher(); ok && sound && !r.Exact {
				m.test = table.Test{Done: true, P: p, Adjusted: p}
			}
			out = append(out, m)
		}
	}
	return out
}

// movements returns the share of all units that each value lost to each other
// one, in proportion to the gains.
func movements(before, after []float64) [][]float64 {
	var sums [2]float64
	for i := range before {
		sums[0] += before[i]
		sums[1] += after[i]
	}
	change, gained := make([]float64, len(before)), 0.0
	for i := range before {
		change[i] = after[i]/sums[1] - before[i]/sums[0]
		gained += max(0, change[i])
	}
	out := make([][]float64, len(before))
	for i := range out {
		out[i] = make([]float64, len(before))
		for j := range out[i] {
			if change[i] < 0 && change[j] > 0 {
				out[i][j] = -change[i] * change[j] / gained
			}
		}
	}
	return out
}

func (m move) key() string {
	key := m.group.bands[m.from].key + ">" + m.group.bands[m.to].key
	if m.group.group != nil {
		return m.group.group.key + "/" + key
	}
	return key
}

func (m move) labels() []head.Label {
	out := []head.Label{m.group.bands[m.from].label, m.group.bands[m.to].label, head.OfFinding("state." + supported(m.test, "moved"))}
	if m.group.group != nil {
		return append([]head.Label{m.group.group.label}, out...)
	}
	return out
}

func (m move) cells(r *Request, paths changes) []table.Cell {
	s := m.group
	from, to := s.pairs[m.from], s.pairs[m.to]
	moved := divergenceCell(m.share, true, []pair{from, to, s.sum})
	moved.N, moved.Test = s.sum[1].units, m.test
	if !r.Exact {
		moved.Interval = m.interval(r.level())
	}
	loss, gain := r.difference(from, s.sum), r.difference(to, s.sum)
	loss.Test, gain.Test = table.Test{}, table.Test{} // Those of displacement.
	cells := []table.Cell{moved, loss, gain}
	for delay := range longestDelay + 1 {
		cells = append(cells, paths.correlation(m, delay))
	}
	return append(cells, evidence(moved.Parts, m.test)...)
}

// interval returns the bootstrap interval of the share that moved.
func (m move) interval(level float64) table.Interval {
	var replicates []float64
	if !m.group.resampled(func(before, after []float64) {
		replicates = append(replicates, movements(before, after)[m.from][m.to])
	}) {
		return table.Interval{}
	}
	return bootstrapped(m.share, replicates, nil, nil, level)
}

// changes holds the monthly weights of the values of each group.
type changes struct {
	months int
	series map[[2]string][]tally // By the keys of the group and of the value.
}

// changes reads the last complete months up to one, for correlations.
func (in *Input) changes(ctx context.Context, r *Request, last period.Month) (changes, error) {
	complete, err := in.completeMonths(ctx, r, last)
	c := changes{series: map[[2]string][]tally{}}
	if err != nil || complete.Months() < leastCorrelated {
		return c, err
	}
	span := complete.Rolling(min(correlatedMonths, complete.Months()))
	c.months = span.Months()
	columns := []string{r.Of.Name}
	if r.by() != nil {
		columns = append(columns, r.by().Name)
	}
	groups, err := in.fetchMonths(ctx, r, span, columns...)
	if err != nil {
		return c, err
	}
	for _, g := range groups {
		values := in.plainValues(r.Of, g.keys[0])
		at, err := period.ParseMonth(g.keys[len(g.keys)-1].Value)
		if err != nil || len(values) == 0 {
			continue // A record without a month lies in no span.
		}
		k := [2]string{"", keyOf(values[0])}
		if r.by() != nil {
			k[0] = keyOf(g.keys[1].Value)
		}
		if c.series[k] == nil {
			c.series[k] = make([]tally, c.months)
		}
		c.series[k][at-span.First].add(g.tally)
	}
	return c, nil
}

// of returns the monthly units of a band of a group, and their sum.
func (c changes) of(s shifted, b band) (list []float64, sum int64) {
	list = make([]float64, c.months)
	group := ""
	if s.group != nil {
		group = s.group.key
	}
	for _, key := range b.members {
		for i, w := range c.series[[2]string{group, key}] {
			list[i] += float64(w.units)
			sum += w.units
		}
	}
	return list, sum
}

// correlation returns the cell of the correlation of the monthly changes of the
// value that lost with those of the value that gained some months later.
func (c changes) correlation(m move, delay int) table.Cell {
	from, a := c.of(m.group, m.group.bands[m.from])
	to, b := c.of(m.group, m.group.bands[m.to])
	cell := table.Cell{State: table.Undefined, X: a, Parts: []int64{a, b}}
	if c.months < leastCorrelated {
		return cell
	}
	if f, ok := estimated(pearson(differences(from)[:c.months-1-delay], differences(to)[delay:])); ok {
		cell.State, cell.Value = table.Known, f
	}
	return cell
}

func differences(list []float64) []float64 {
	var out []float64
	for i := 1; i < len(list); i++ {
		out = append(out, list[i]-list[i-1])
	}
	return out
}

// pearson returns the correlation of two lists of one length, and NaN where one
// of them does not vary.
func pearson(a, b []float64) float64 {
	var ma, mb, aa, bb, ab float64
	for i := range a {
		ma, mb = ma+a[i]/float64(len(a)), mb+b[i]/float64(len(b))
	}
	for i := range a {
		aa, bb, ab = aa+(a[i]-ma)*(a[i]-ma), bb+(b[i]-mb)*(b[i]-mb), ab+(a[i]-ma)*(b[i]-mb)
	}
	if aa == 0 || bb == 0 {
		return math.NaN()
	}
	return min(1, max(-1, ab/math.Sqrt(aa*bb)))
}
