package stats

import (
	"context"
	"strconv"

	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/method/rank"
	kendall "htsm/generator/method/trend"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func seasonality() *Statistic {
	return &Statistic{
		Name:  "seasonality",
		Title: "Index of the months of the year",
		Text: "The mean count of each month of the year over the last three to ten whole years of complete months, as an index: 100 is the mean of all months. " +
			"The interval is that of the share of the month in all of the years (Wilson 1927, at the effective base of Kish 1965 where records hold several units); it describes chance, not how much one year differs from the next. " +
			"Months are not brought to equal length: by its days alone February stands at 93. " +
			"Whether there is a season at all is tested: the counts of a day, without their trend (the median slope from year to year, Sen 1968, JASA 63:1379-1389), are ranked within each year (Friedman 1937, JASA 32:675-701; F approximation of Iman & Davenport 1980, Commun Stat Theory Methods 9:571-595), so that the level of a year plays no part; from ten records in the mean month up. " +
			"The test counts in the family of the edition. Months that follow from each other, such as those of one long operation, pass for a season more often than independent ones.",
		Example: "{is: seasonality, where: {border_type: sea}}",
		Chart:   "column",
		Shows:   []string{"index"},
		Needs: []Need{
			{Option: Window, Doc: "rolling-N reads the whole years of the last N months, all up to ten by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeSeasonality,
	}
}

// The whole years that a seasonal index and a seasonal model rest on.
const (
	leastYears = 3
	mostYears  = 10
)

// leastTested is the number of records of the mean month from which a season is
// tested: of smaller counts, the order of the counts of a day follows from the
// lengths of the months where they are equal.
const leastTested = 10

func computeSeasonality(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	most := mostYears
	if r.Window.Kind == Rolling {
		most = min(most, r.Window.Months/12)
	}
	span, enough, err := in.wholeYears(ctx, r, in.Span.Last, leastYears, most)
	if err != nil {
		return nil, err
	}
	if !enough {
		return in.tooShort(ctx, r)
	}
	m, err := in.monthly(ctx, r, span, nil)
	if err != nil {
		return nil, err
	}
	var year [12]tally
	for i, w := range m.total {
		year[(span.First+period.Month(i)).Number()-1].add(w)
	}
	t := in.newTable(r, span)
	t.Stub = []head.Dimension{{Name: "month", Word: "column.month"}, {Name: "finding", Word: "column.finding"}}
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "index", Label: head.OfWord("column.index"), Measure: head.Measure{Quantity: head.Estimate}},
	}
	t.Cols = append(t.Cols, evidenceColumns()...)
	var parts []int
	for i, w := range year {
		number := strconv.Itoa(i + 1)
		parts = append(parts, i)
		t.Rows = append(t.Rows, head.Row{Key: number, Labels: []head.Label{head.OfWord("month-of-year." + number), head.OfFinding("state.none")}})
		t.Cells = append(t.Cells, append([]table.Cell{table.CountOf(w.units), r.index(w, m.all)}, evidence([]int64{w.units})...))
	}
	hundred := table.Cell{State: table.Known, Value: num.Fraction{Num: 1000, Den: 10}, X: m.all.units, Parts: []int64{m.all.units}}
	if !r.Exact && m.all.records >= int64(leastTested*len(m.total)) {
		hundred.Test = seasonTest(m.total, span)
	}
	finding := head.OfFinding("state." + supported(hundred.Test, "seasonal"))
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total"), finding}, Kind: head.Total})
	t.Cells = append(t.Cells, append([]table.Cell{table.CountOf(m.all.units), hundred}, evidence(hundred.Parts, hundred.Test)...))
	t.Sums = []table.Sum{sumColumn(0, 12, parts)}
	t.Caveats = append(t.Caveats, in.sinceBreak(span)...)
	return t, in.basis(ctx, t, r, m.all, m.all)
}

// seasonTest tests whether the months of the year differ, over the months of
// whole years.
func seasonTest(list []tally, span period.Span) table.Test {
	daily := make([]float64, len(list))
	for i, w := range list {
		m := span.First + period.Month(i)
		daily[i] = float64(w.units) / float64(period.Span{First: m, Last: m}.Days())
	}
	if found, ok := kendall.Seasonal(daily, 12); ok && finite(found.Slope) {
		for i := range daily {
			daily[i] -= found.Slope / 12 * float64(i)
		}
	}
	var years [][]float64
	for i := 0; i+12 <= len(daily); i += 12 {
		years = append(years, daily[i:i+12])
	}
	blocked, ok := rank.Friedman(years)
	if !ok {
		return table.Test{}
	}
	return table.Test{Done: true, P: blocked.P, Adjusted: blocked.P}
}

// index returns the cell of twelve hundred times the share of a month.
func (r *Request) index(month, all tally) table.Cell {
	c := table.Cell{State: table.Undefined, X: month.units, N: all.units, Parts: []int64{month.units, all.units}}
	if all.units < r.smallest() || month.units > 1<<50 {
		return c
	}
	c.State, c.Value = table.Known, num.Fraction{Num: 1200 * month.units, Den: all.units}
	if c.Value.Den == 1 {
		c.Value = num.Fraction{Num: 10 * c.Value.Num, Den: 10}
	}
	if r.Exact {
		return c
	}
	i, ok := method.Wilson(month.units, all.units, r.level())
	name := "wilson"
	if !all.single() {
		i, ok = method.WilsonClustered(month.units, all.clustered(), r.level())
		name = "wilson-clustered"
	}
	if ok {
		c.Interval = table.Interval{Level: percent(r.level()), Low: 1200 * i.Low, High: 1200 * i.High, Method: name}
	}
	return c
}

// tooShort returns a table of the period alone for a history that is too
// short.
func (in *Input) tooShort(ctx context.Context, r *Request) (*table.Table, error) {
	m, err := in.monthly(ctx, r, in.Span, nil)
	if err != nil {
		return nil, err
	}
	t := in.newTable(r, in.Span)
	t.Stub = []head.Dimension{{Name: "month", Word: "column.month"}}
	t.Cols = []head.Col{{Key: "count", Label: head.OfWord("column.count")}}
	t.Rows = []head.Row{{Key: totalKey, Labels: []head.Label{head.OfTime(in.Span)}, Kind: head.Total}}
	t.Cells = [][]table.Cell{{table.CountOf(m.all.units)}}
	t.Caveats = []table.Caveat{{Word: "caveat.history-short"}}
	t.Caveats = append(t.Caveats, in.sinceBreak(period.Span{First: in.Span.Last, Last: in.Span.Last})...)
	return t, in.basis(ctx, t, r, m.all, m.all)
}
