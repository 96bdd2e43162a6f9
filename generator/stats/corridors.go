package stats

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/table"
)

func corridors() *Statistic {
	return &Statistic{
		Name:  "corridors",
		Title: "Full ordered routes, ranked",
		Text: "Ranks complete ordered routes (origin, every transit stop, destination) by the units that took them, with their share and cumulative share of the units whose route is known. " +
			"Stops that were not recorded make a corridor look shorter than it was. Comparisons as in volume.",
		Example: "{is: corridors, of: route, top: 15, window: rolling-12}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Path}, Doc: "the ordered route"},
			{Option: Top, Doc: "corridors shown, 15 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeCorridors,
	}
}

// A corridor is one route with its weight.
type corridor struct {
	stops []string
	tally
}

func computeCorridors(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, r, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	var total, known tally
	var list []corridor
	for _, g := range groups {
		total.add(g.tally)
		if stops := stopsOf(g.keys[0]); stops != nil {
			known.add(g.tally)
			list = append(list, corridor{stops, g.tally})
		}
	}
	slices.SortStableFunc(list, func(a, b corridor) int {
		return cmp.Or(cmp.Compare(b.units, a.units), slices.Compare(a.stops, b.stops))
	})
	t := in.newTable(r, span)
	t.Stub = dimensions(r.Of)
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "share", Label: head.OfWord("column.share-answered"), Measure: head.Measure{Quantity: head.Share, Rounding: r.Rounding}},
		{Key: "cumulative-share", Label: head.OfWord("column.cumulative-share"), Measure: head.Measure{Quantity: head.Share, Rounding: r.Rounding}},
	}
	fillCorridors(t, r, list, known)
	return t, in.basis(ctx, t, r, total, known)
}

func fillCorridors(t *table.Table, r *Request, list []corridor, known tally) {
	top := r.top(15)
	if len(list) <= top+1 {
		top = len(list)
	}
	var sum tally
	add := func(row head.Row, w tally) {
		sum.add(w)
		cumulative := table.ShareOf(sum.units, known.units, r.smallest())
		// The step from the row above gives the count of this row away.
		cumulative.Parts = append(cumulative.Parts, w.units)
		t.Rows = append(t.Rows, row)
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(w.units), r.share(w, known), cumulative})
	}
	for _, c := range list[:top] {
		add(head.Row{Key: strings.Join(c.stops, ">"), Labels: []head.Label{head.OfPath(r.Of.List, c.stops...)}}, c.tally)
	}
	var rest tally
	for _, c := range list[top:] {
		rest.add(c.tally)
	}
	if top < len(list) {
		add(head.Row{Key: otherKey, Labels: []head.Label{head.OfWord("other")}, Kind: head.Other}, rest)
	}
	parts := make([]int, len(t.Rows))
	for i := range parts {
		parts[i] = i
	}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total})
	whole := r.whole(known)
	t.Cells = append(t.Cells, []table.Cell{table.CountOf(known.units), whole, whole})
	t.Sums = append(t.Sums, sumColumn(0, len(t.Rows)-1, parts))
}
