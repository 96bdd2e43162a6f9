package stats

import (
	"cmp"
	"context"
	"slices"

	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

func unusualMonths() *Statistic {
	return &Statistic{
		Name:  "unusual-months",
		Title: "Months that stand out of a series",
		Text: "Judges each of the last complete months of a series, in all and for the largest values of a column, by the months before it alone: the records that they lead to expect and the bounds that one quiet month in a hundred passes on either side. " +
			"The detectors are those of emergence: the flexible method of Farrington (Noufaily et al. 2013, Stat Med 32:1206-1222) from five years of history on, a Bayesian prediction from the same months of two to four years (Höhle 2007, Comput Stat 22:571-582), EARS C2 below (Hutwagner et al. 2003, J Urban Health 80:i89-i96); the lower tail is that of the same distribution. " +
			"Every month is tested both ways, and a month is unusually high or low only if its test holds after adjustment over the edition (Benjamini & Hochberg 1995). " +
			"An unusual month raises the expectation of those after it. Rows are sorted by p-value. Units are records.",
		Example: "{is: unusual-months, by: eu_route, where: {crime_type: SOM}, window: rolling-12}",
		Chart:   "bar",
		Shows:   []string{"ratio"},
		Needs: []Need{
			{Option: By, Types: grouping(), Doc: "a column: the series of its values; the first one counts"},
			{Option: Window, Doc: "rolling-N judges the last N complete months, 12 by default"},
			{Option: Top, Doc: "months shown, 10 by default; the ten largest values of the column are judged"},
		},
		Compute: computeUnusualMonths,
	}
}

// judgedSeries is how many values of a column have their months judged.
const judgedSeries = 10

// An oddity is one month of a series as its past sees it.
type oddity struct {
	key     string
	label   head.Label
	month   period.Month
	records int64
	verdict verdict
	finding string
}

// Cost: over 100 000 records four times the plain group-by, since a regression is
// fitted to each of some hundred months, a twentieth of a second whatever the
// number of records; over ten million 1.6 times.
func computeUnusualMonths(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span, err := in.completeMonths(ctx, &rows, in.Span.Last)
	if err != nil {
		return nil, err
	}
	if span.Months() < 1 {
		return in.tooShort(ctx, &rows)
	}
	by := r.by()
	m, err := in.monthly(ctx, &rows, span, by)
	if err != nil {
		return nil, err
	}
	judged := 12
	if r.Window.Kind == Rolling {
		judged = r.Window.Months
	}
	judged = min(judged, span.Months())
	h := &history{span: span, months: 1, blocks: span.Months()}
	list := h.oddities("total", head.OfWord("total"), m.total, judged)
	t := in.newTable(&rows, span.Rolling(judged))
	t.Stub = []head.Dimension{{Name: "variable", Word: "column.variable"}}
	if by != nil {
		t.Stub = dimensions(by)
		for _, c := range bands(m.values.sorted(), judgedSeries, true) {
			if c.kind == head.Plain {
				list = append(list, h.oddities(c.key, c.label, m.sum(c), judged)...)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b oddity) int {
		return cmp.Or(cmp.Compare(a.p(), b.p()), cmp.Compare(b.month, a.month), cmp.Compare(a.key, b.key))
	})
	t.Stub = append(t.Stub, head.Dimension{Name: "month", Word: "column.month"}, head.Dimension{Name: "finding", Word: "column.finding"})
	estimate := head.Measure{Quantity: head.Estimate}
	t.Cols = append([]head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "expected", Label: head.OfWord("column.expected"), Measure: estimate},
		{Key: "lower-bound", Label: head.OfWord("column.lower-bound"), Measure: estimate},
		{Key: "upper-bound", Label: head.OfWord("column.upper-bound"), Measure: estimate},
		{Key: "ratio", Label: head.OfWord("column.observed-expected"), Measure: head.Measure{Quantity: head.Index}},
	}, evidenceColumns()...)
	for i, o := range list {
		high, low := o.tests(r.Exact)
		if i >= r.top(10) {
			t.Tests = append(t.Tests, done(high, low)...)
			continue
		}
		t.Rows = append(t.Rows, head.Row{
			Key:    o.key + "/" + o.month.String(),
			Labels: []head.Label{o.label, monthRow(o.month).Labels[0], head.OfFinding("state." + o.finding)},
		})
		t.Cells = append(t.Cells, o.cells(high, low))
	}
	t.Caveats = []table.Caveat{{Word: h.detector(h.blocks - 1).caveat()}}
	t.Caveats = append(t.Caveats, in.sinceBreak(span)...)
	last, err := in.monthly(ctx, &rows, t.Span, by)
	if err != nil {
		return nil, err
	}
	return t, in.basis(ctx, t, &rows, last.all, last.known)
}

// oddities judges the last months of a series by records.
func (h *history) oddities(key string, label head.Label, list []tally, judged int) []oddity {
	var counts []int64
	for _, w := range list {
		counts = append(counts, w.records)
	}
	var out []oddity
	for at := h.blocks - judged; at < h.blocks; at++ {
		o := oddity{
			key: key, label: label, month: h.span.First + period.Month(at),
			records: counts[at], verdict: h.judge(counts, at), finding: "none",
		}
		switch v := o.verdict; {
		case v.done && v.alarm && v.p <= alarmLevel:
			o.finding = "unusually-high"
		case v.done && v.low <= alarmLevel:
			o.finding = "unusually-low"
		}
		out = append(out, o)
	}
	return out
}

// p returns the smaller p-value of both sides, and 1 without a test.
func (o oddity) p() float64 {
	if !o.verdict.done {
		return 1
	}
	return min(o.verdict.p, o.verdict.low)
}

// tests returns the tests of a month that is too high and of one too low.
func (o oddity) tests(exact bool) (high, low table.Test) {
	if !o.verdict.done || exact {
		return table.Test{}, table.Test{}
	}
	return table.Test{Done: true, P: o.verdict.p, Adjusted: o.verdict.p}, table.Test{Done: true, P: o.verdict.low, Adjusted: o.verdict.low}
}

func (o oddity) cells(high, low table.Test) []table.Cell {
	v := o.verdict
	expected := estimateOf(v.expected, v.done, v.past)
	lower, upper := estimateOf(v.lower, v.done, v.past), estimateOf(v.upper, v.done, v.past)
	lower.Test, upper.Test = low, high
	ratio := table.Cell{State: table.Undefined, X: o.records, Parts: []int64{o.records, v.past}}
	if v.done && expected.Value.Num > 0 {
		ratio.State, ratio.Value = table.Known, over(o.records, expected.Value)
	}
	cells := []table.Cell{table.CountOf(o.records), expected, lower, upper, ratio}
	return append(cells, evidence(ratio.Parts, high, low)...)
}
