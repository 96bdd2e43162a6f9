package stats

import (
	"context"
	"math"

	"htsm/generator/head"
	"htsm/generator/method/season"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func deseasonalised() *Statistic {
	return &Statistic{
		Name:  "deseasonalised",
		Title: "Monthly counts without their season",
		Text: "Divides the logarithm of the monthly counts plus one half into trend, season and remainder by STL (Cleveland et al. 1990, J Off Stat 6:3-73): a season that is the same every year, robust against outliers. " +
			"Shown are the count, the count without the season and the trend. The model reads up to ten years of complete months and needs three; months for which reports are still expected have a count only.",
		Example: "{is: deseasonalised, where: {border_type: sea}, window: rolling-24}",
		Chart:   "line",
		Shows:   []string{"adjusted", "trend"},
		Needs: []Need{
			{Option: Window, Doc: "months shown, the last 24 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
		},
		Compute: computeDeseasonalised,
	}
}

func computeDeseasonalised(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	complete, err := in.completeMonths(ctx, r, in.Span.Last)
	if err != nil {
		return nil, err
	}
	if complete.Months() < 12*leastYears {
		return in.tooShort(ctx, r)
	}
	m, err := in.monthly(ctx, r, complete, nil)
	if err != nil {
		return nil, err
	}
	window := r.Window
	if window.Kind == Edition {
		window = WindowOf{Kind: Rolling, Months: max(24, in.Span.Months())}
	}
	span := window.Span(in.Span)
	shown, err := in.monthly(ctx, r, span, nil)
	if err != nil {
		return nil, err
	}
	begin, err := in.first(ctx, r)
	if err != nil {
		return nil, err
	}
	var logs []float64
	for _, x := range units(m.total) {
		logs = append(logs, math.Log(x+0.5))
	}
	parts, ok := season.STL(logs, season.Default(12, 0, true))
	t := in.newTable(r, span)
	t.Stub = []head.Dimension{{Name: "month", Word: "column.month"}}
	estimate := head.Measure{Quantity: head.Estimate}
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "adjusted", Label: head.OfWord("column.deseasonalised"), Measure: estimate},
		{Key: "trend", Label: head.OfWord("column.trend"), Measure: estimate},
	}
	for i, w := range shown.total {
		at := span.First + period.Month(i)
		cells := []table.Cell{table.CountOf(w.units), estimateOf(0, false, w.units), estimateOf(0, false, w.units)}
		if in.provisional(period.Span{First: at, Last: at}) {
			cells[0].Flags |= table.Provisional
		}
		if j := int(at - complete.First); ok && complete.Contains(at) {
			cells[1] = fromLog(parts.Trend[j]+parts.Remainder[j], w.units)
			cells[2] = fromLog(parts.Trend[j], w.units)
		}
		if at < begin {
			cells = table.UnreadRow(len(t.Cols))
		}
		t.Rows = append(t.Rows, monthRow(at))
		t.Cells = append(t.Cells, cells)
	}
	t.Caveats = append(t.Caveats, in.sinceBreak(complete)...)
	return t, in.basis(ctx, t, r, shown.all, shown.all)
}

// fromLog returns the cell of a count from the logarithm of the count plus one
// half; what would be below zero is zero.
func fromLog(x float64, units int64) table.Cell {
	c := estimateOf(max(0, math.Exp(x)-0.5), true, units)
	if c.Value == num.Whole(0) {
		c.Value = num.Fraction{Num: 0, Den: 10}
	}
	return c
}
