package stats

import (
	"cmp"
	"context"
	"math"
	"slices"

	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/method/breakpoint"
	"htsm/generator/method/season"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func breaks() *Statistic {
	return &Statistic{
		Name:  "breaks",
		Title: "Months at which the level of a series changed",
		Text: "Divides the complete months of up to ten years, three years at least, where their level changes, in all and for the largest values of a column: the best division by the likelihood of Poisson counts, with at least three months in a part (PELT, Killick, Fearnhead & Eckley 2012, JASA 107:1590-1598). " +
			"The season is taken out first, by a robust decomposition of the logarithms (Cleveland et al. 1990, J Off Stat 6:3-73). Each change costs the criterion of Schwarz (1978, Ann Stat 6:461-464), twice the logarithm of the number of months, times the ratio of variance and mean of the changes from month to month, so that counts that vary more than Poisson's do not break more often. " +
			"For each change: the mean month before and after it, up to the next change, without the season; without a change, the mean month of all. " +
			"The rule alone finds changes in half of all editions of series that do not change. So each change is tested: the ratio of the two levels, as compound Poisson sums with that ratio of variance and mean (Ross, Introduction to Probability Models, section 5.4.2), with the p-value times the number of months at which the level could have changed; a series without a change counts as a test with a p-value of 1. The level is called higher or lower if the test holds after adjustment over the edition (Benjamini & Hochberg 1995). A new code list, a new reporting authority or a campaign look the same. Units are records.",
		Example: "{is: breaks, by: eu_route, where: {crime_type: SOM}}",
		Chart:   "bar",
		Shows:   []string{"ratio"},
		Needs: []Need{
			{Option: By, Types: grouping(), Doc: "a column: the series of its values; the first one counts"},
			{Option: Top, Doc: "changes shown, the latest first, 10 by default"},
		},
		Compute: computeBreaks,
	}
}

const (
	brokenSeries = 5 // Values of a column whose series are divided.
	shortestPart = 3 // Months.
)

// A step is a change of level.
type step struct {
	key           string
	label         head.Label
	month         period.Month // The first one of the new level.
	before, after float64
	records       [2]int64   // Of both parts.
	test          table.Test // That both levels are one.
}

// Cost: over 100 000 records three to four times the plain group-by, since the
// season of each series is taken out and every division of it weighed, a fiftieth
// of a second whatever the number of records; over ten million twice.
func computeBreaks(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span, err := in.completeMonths(ctx, &rows, in.Span.Last)
	if err != nil {
		return nil, err
	}
	if span.Months() < 12*leastYears {
		return in.tooShort(ctx, &rows)
	}
	by := r.by()
	m, err := in.monthly(ctx, &rows, span, by)
	if err != nil {
		return nil, err
	}
	t := in.newTable(&rows, span)
	t.Stub = []head.Dimension{{Name: "variable", Word: "column.variable"}}
	list := steps(totalKey, head.OfWord("total"), m.total, span)
	even := 0 // Series without a change.
	if len(list) == 0 {
		even++
	}
	if by != nil {
		t.Stub = dimensions(by)
		for _, b := range bands(m.values.sorted(), brokenSeries, true) {
			if b.kind == head.Plain {
				found := steps(b.key, b.label, m.sum(b), span)
				if len(found) == 0 {
					even++
				}
				list = append(list, found...)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b step) int { return cmp.Compare(b.month, a.month) })
	t.Stub = append(t.Stub, head.Dimension{Name: "month", Word: "column.month"}, head.Dimension{Name: "finding", Word: "column.finding"})
	estimate := head.Measure{Quantity: head.Estimate}
	t.Cols = []head.Col{
		{Key: "before", Label: head.OfWord("column.level-before"), Measure: estimate},
		{Key: "after", Label: head.OfWord("column.level-after"), Measure: estimate},
		{Key: "ratio", Label: head.OfWord("column.ratio"), Measure: head.Measure{Quantity: head.Index}},
	}
	t.Cols = append(t.Cols, evidenceColumns()...)
	for i, s := range list {
		if r.Exact {
			s.test = table.Test{}
		}
		if i >= r.top(10) {
			t.Tests = append(t.Tests, done(s.test)...)
			continue
		}
		finding := supported(s.test, "higher")
		if s.after < s.before {
			finding = supported(s.test, "lower")
		}
		t.Rows = append(t.Rows, head.Row{
			Key:    s.key + "/" + s.month.String(),
			Labels: []head.Label{s.label, monthRow(s.month).Labels[0], head.OfFinding("state." + finding)},
		})
		t.Cells = append(t.Cells, s.cells())
	}
	for range even {
		if !r.Exact {
			t.Tests = append(t.Tests, table.Test{Done: true, P: 1, Adjusted: 1})
		}
	}
	if len(list) == 0 {
		t.Rows = []head.Row{{Key: totalKey, Labels: []head.Label{head.OfWord("total"), head.OfTime(span), head.OfFinding("state.none")}}}
		mean := estimateOf(float64(m.all.records)/float64(span.Months()), true, m.all.records)
		none := estimateOf(0, false, m.all.records)
		t.Cells = [][]table.Cell{append([]table.Cell{mean, none, none}, evidence(none.Parts)...)}
	}
	t.Caveats = append(t.Caveats, in.sinceBreak(span)...)
	return t, in.basis(ctx, t, &rows, m.all, m.known)
}

// steps divides a series of records.
func steps(key string, label head.Label, list []tally, span period.Span) []step {
	level, ok := withoutSeason(list)
	if !ok {
		return nil
	}
	rough := roughness(level)
	parts, ok := breakpoint.Divide(level, breakpoint.Poisson, 2*math.Log(float64(len(level)))*rough, shortestPart)
	if !ok {
		return nil
	}
	var out []step
	for i := 1; i < len(parts); i++ {
		s := step{key: key, label: label, month: span.First + period.Month(parts[i].First), before: parts[i-1].Mean, after: parts[i].Mean}
		for j, w := range list[parts[i-1].First : parts[i].Last+1] {
			at := 0
			if parts[i-1].First+j >= parts[i].First {
				at = 1
			}
			s.records[at] += w.records
		}
		places := len(level) - 2*shortestPart + 1
		p := min(1, float64(places)*sameLevel(parts[i-1], parts[i], rough))
		s.test = table.Test{Done: true, P: p, Adjusted: p}
		out = append(out, s)
	}
	return out
}

// sameLevel returns the two-sided chance that two parts of a series with the same
// level are as different, if counts vary so many times as much as Poisson's.
func sameLevel(a, b breakpoint.Segment, rough float64) float64 {
	months := [2]float64{float64(a.Last - a.First + 1), float64(b.Last - b.First + 1)}
	sums := [2]float64{a.Mean * months[0], b.Mean * months[1]}
	counted := func(sum float64) method.Clustered { return method.Clustered{Sum: sum, Squares: rough * sum} }
	if r, ok := method.ClusteredRatio(counted(sums[1]), months[1], counted(sums[0]), months[0], 0.95); ok {
		return r.P
	}
	// One part is empty: all of the other's records lie in it by chance.
	with := months[0]
	if sums[0] == 0 {
		with = months[1]
	}
	return min(1, 2*math.Pow(with/(months[0]+months[1]), (sums[0]+sums[1])/rough))
}

// withoutSeason returns the records of each month without their season; the
// logarithm is that of the count plus one half.
func withoutSeason(list []tally) ([]float64, bool) {
	var logs []float64
	for _, w := range list {
		logs = append(logs, math.Log(float64(w.records)+0.5))
	}
	d, ok := season.STL(logs, season.Default(12, 0, true))
	if !ok {
		return nil, false
	}
	out := make([]float64, len(logs))
	for i := range logs {
		out[i] = max(0, math.Exp(logs[i]-d.Seasonal[i])-0.5)
	}
	return out, true
}

// roughness returns the ratio of variance and mean of a series by its changes
// from month to month, of which single breaks are a small part, at least 1.
func roughness(x []float64) float64 {
	var squares, sum float64
	for i, v := range x {
		sum += v
		if i > 0 {
			squares += (v - x[i-1]) * (v - x[i-1])
		}
	}
	if sum == 0 {
		return 1
	}
	return max(1, squares/2/float64(len(x)-1)/(sum/float64(len(x))))
}

func (s step) cells() []table.Cell {
	before := estimateOf(s.before, true, s.records[0])
	after := estimateOf(s.after, true, s.records[1])
	ratio := table.Cell{State: table.Undefined, X: s.records[1], Parts: []int64{s.records[0], s.records[1]}}
	if f, ok := estimated(s.after / s.before); ok {
		ratio.State, ratio.Value = table.Known, f
	}
	ratio.Test = s.test
	for _, c := range []*table.Cell{&before, &after} {
		if c.Value == num.Whole(0) {
			c.Value = num.Fraction{Num: 0, Den: 10}
		}
	}
	return append([]table.Cell{before, after, ratio}, evidence(ratio.Parts, s.test)...)
}
