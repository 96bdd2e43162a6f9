package stats

import (
	"context"
	"math"

	"htsm/generator/contract"
	"htsm/generator/head"
	kendall "htsm/generator/method/trend"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func trend() *Statistic {
	return &Statistic{
		Name:  "trend",
		Title: "Trends over the years",
		Text: "Tests the complete months of up to ten years for a trend, each month of the year against the same month of other years: the seasonal Mann-Kendall test (Hirsch, Slack & Smith 1982, Water Resour Res 18:107-121). " +
			"The slope is the median of all changes from year to year (Sen 1968, JASA 63:1379-1389), in units a month from one year to the next, also in per cent of the mean month. " +
			"Four whole years are needed. Only the order of values counts, so that one outlier or records of several units make no trend; months that hang together make a trend look clearer than it is. " +
			"A rise or a fall is named where the test holds after adjustment over the edition (Benjamini & Hochberg 1995).",
		Example: "{is: trend, by: eu_route, measure: rows}",
		Chart:   "bar",
		Shows:   []string{"change-yearly"},
		Needs: []Need{
			{Option: By, Types: grouping(), Doc: "a column of row heads; the first one counts"},
			{Option: Top, Doc: "rows shown, 10 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Minimum, Doc: "smallest count a per cent is shown of"},
		},
		Compute: computeTrend,
	}
}

// trendYears is how many whole years a trend needs.
const trendYears = 4

func computeTrend(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span, enough, err := in.wholeYears(ctx, r, in.Span.Last, trendYears, mostYears)
	if err != nil {
		return nil, err
	}
	if !enough {
		return in.tooShort(ctx, r)
	}
	by := r.by()
	m, err := in.monthly(ctx, r, span, by)
	if err != nil {
		return nil, err
	}
	t := in.newTable(r, span)
	if by != nil {
		t.Stub = dimensions(by)
	} else {
		t.Stub = []head.Dimension{{Name: "variable", Word: "column.variable"}}
	}
	t.Stub = append(t.Stub, head.Dimension{Name: "finding", Word: "column.finding"})
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfTime(period.Span{First: span.Last - 11, Last: span.Last})},
		{Key: "slope", Label: head.OfWord("column.slope"), Measure: head.Measure{Quantity: head.Estimate}},
		{Key: "change-yearly", Label: head.OfWord("column.change-yearly"), Measure: head.Measure{Quantity: head.Change}},
	}
	var parts []int
	if by != nil {
		for _, b := range bands(m.values.sorted(), r.top(10), by.Type == contract.Codes) {
			parts = append(parts, len(t.Rows))
			addTrend(t, r, head.Row{Key: b.key, Labels: []head.Label{b.label}, Kind: b.kind}, m.sum(b))
		}
	}
	addTrend(t, r, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total}, m.total)
	if by != nil && by.Type != contract.Codes {
		t.Sums = []table.Sum{sumColumn(0, len(t.Rows)-1, parts)}
	}
	t.Caveats = append(t.Caveats, in.sinceBreak(span)...)
	return t, in.basis(ctx, t, r, m.all, m.known)
}

// A slope is the trend of one series.
type slope struct {
	perYear float64
	test    table.Test
	ok      bool
}

// trendOf tests a series. A test without a result counts in no family.
func trendOf(r *Request, list []tally) slope {
	found, ok := kendall.Seasonal(units(list), 12)
	if !ok || !finite(found.Slope, found.P) {
		return slope{}
	}
	s := slope{perYear: found.Slope, ok: true}
	if !r.Exact {
		s.test = table.Test{Done: true, P: found.P, Adjusted: found.P}
	}
	return s
}

func addTrend(t *table.Table, r *Request, row head.Row, list []tally) {
	s := trendOf(r, list)
	var all, recent tally
	for i, w := range list {
		all.add(w)
		if i >= len(list)-12 {
			recent.add(w)
		}
	}
	word := supported(s.test, "rising")
	if s.perYear < 0 {
		word = supported(s.test, "falling")
	}
	perYear := table.Cell{State: table.Undefined, X: all.units, Parts: []int64{all.units}}
	change := table.Cell{State: table.Undefined, X: all.units, Parts: []int64{all.units}}
	if f, ok := estimated(s.perYear); s.ok && ok {
		perYear.State, perYear.Value, perYear.Test = table.Known, f, s.test
		mean := float64(all.units) / float64(len(list))
		if rate, ok := estimated(s.perYear / math.Max(mean, 1e-9)); ok && all.units >= r.smallest() {
			change.State, change.Value, change.N = table.Known, num.Fraction{Num: rate.Num, Den: rate.Den}, all.units
		}
	}
	row.Labels = append(row.Labels, head.OfFinding("state."+word))
	t.Rows = append(t.Rows, row)
	t.Cells = append(t.Cells, []table.Cell{table.CountOf(recent.units), perYear, change})
}
