package stats

import (
	"context"
	"fmt"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

func shareSeries() *Statistic {
	return &Statistic{
		Name:  "share-series",
		Title: "The share of some codes over time",
		Text: "For each month of the window, or each quarter where it is longer than three years: the units that have at least one of some codes, each counted once, and their share of the units that answered the group at all. " +
			"A sum of the shares of the codes would count a unit with two of them twice. The interval is Wilson's (Wilson 1927), at the effective base of Kish (1965) where records hold several units; " +
			"below the smallest base there is no percentage. Two intervals that overlap do not show that a share stayed the same.",
		Example: "{is: share-series, of: recruitment, values: [online_social, online_ad], where: {crime_type: THB}, window: rolling-24}",
		Chart:   "line",
		Shows:   []string{"share"},
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Codes, contract.Code}, Doc: "the variable"},
			{Option: Values, Required: true, Doc: "the codes of it of which at least one counts"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read, the last 24 by default"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeShareSeries,
	}
}

// monthlyShares is the longest window that is shown by months.
const monthlyShares = 36

func computeShareSeries(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	window := r.Window
	if window.Kind == Edition {
		window = WindowOf{Kind: Rolling, Months: max(24, in.Span.Months())}
	}
	span := window.Span(in.Span)
	groups, err := in.fetchMonths(ctx, r, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	having, answered := make([]tally, span.Months()), make([]tally, span.Months())
	var all, known tally
	for _, g := range groups {
		all.add(g.tally)
		values := explode(r.Of, g.keys[0])
		if len(values) == 0 {
			continue
		}
		known.add(g.tally)
		at, err := period.ParseMonth(g.keys[1].Value)
		if err != nil {
			return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		i := int(at - span.First)
		answered[i].add(g.tally)
		if slices.ContainsFunc(values, func(v string) bool { return slices.Contains(r.Values, v) }) {
			having[i].add(g.tally)
		}
	}
	begin, err := in.first(ctx, r)
	if err != nil {
		return nil, err
	}
	t := in.newTable(r, span)
	t.Stub = []head.Dimension{{Name: "month", Word: "column.month"}}
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "answered", Label: head.OfWord("column.answered")},
		{Key: "share", Label: head.OfWord("column.share-answered"), Measure: head.Measure{Quantity: head.Share, Rounding: r.Rounding}},
	}
	step := 1
	if span.Months() > monthlyShares {
		step = 3
		t.Stub[0].Word = "column.quarter"
	}
	for last := span.Months(); last > 0; last -= step {
		first := max(0, last-step)
		part := period.Span{First: span.First + period.Month(first), Last: span.First + period.Month(last) - 1}
		var x, n tally
		for i := first; i < last; i++ {
			x.add(having[i])
			n.add(answered[i])
		}
		cells := []table.Cell{table.CountOf(x.units), table.CountOf(n.units), r.share(x, n)}
		if in.provisional(part) {
			for j := range cells {
				cells[j].Flags |= table.Provisional
			}
		}
		if part.First < begin { // Not read, or not all of it.
			cells = table.UnreadRow(len(t.Cols))
		}
		t.Rows = append(t.Rows, head.Row{Key: part.String(), Labels: []head.Label{head.OfTime(part)}})
		t.Cells = append(t.Cells, cells)
	}
	slices.Reverse(t.Rows)
	slices.Reverse(t.Cells)
	t.Caveats = []table.Caveat{{Word: "caveat.share-of-codes", Labels: []head.Label{head.OfSet(r.Of.List, r.Values...)}}}
	return t, in.basis(ctx, t, r, all, known)
}
