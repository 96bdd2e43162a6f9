package stats

import (
	"cmp"
	"context"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/table"
)

func legs() *Statistic {
	return &Statistic{
		Name:  "legs",
		Title: "Legs of routes, ranked",
		Text: "A route of k stops has k - 1 legs. For each leg: the units that used it, each counted once for a leg even where the route goes there twice, and their share of the units whose route is known. " +
			"Legs are not units: shares add up to more than 100 per cent, and a stop that was not recorded makes a leg that nobody took.",
		Example: "{is: legs, of: route, top: 15, window: rolling-12}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Path}, Doc: "the ordered route"},
			{Option: Top, Doc: "legs shown, 15 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeLegs,
	}
}

// A leg is a pair of neighbouring stops.
type leg struct{ from, to string }

func computeLegs(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, r, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	var total, known tally
	used := map[leg]tally{}
	for _, g := range groups {
		total.add(g.tally)
		stops := stopsOf(g.keys[0])
		if stops == nil {
			continue
		}
		known.add(g.tally)
		seen := map[leg]bool{}
		for i := range len(stops) - 1 {
			l := leg{stops[i], stops[i+1]}
			if !seen[l] {
				seen[l] = true
				addTo(used, l, g.tally)
			}
		}
	}
	t := in.newTable(r, span)
	t.Stub = legStub(r.Of)
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "share", Label: head.OfWord("column.share-answered"), Measure: head.Measure{Quantity: head.Share, Rounding: r.Rounding}},
	}
	list := rankedLegs(used)
	for _, l := range list[:min(len(list), r.top(15))] {
		t.Rows = append(t.Rows, legRow(r.Of, l))
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(used[l].units), r.share(used[l], known)})
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.legs"})
	return t, in.basis(ctx, t, r, total, known)
}

func legStub(path *contract.Column) []head.Dimension {
	return []head.Dimension{{Name: "from", List: path.List, Word: "column.departure"}, {Name: "to", List: path.List, Word: "column.arrival"}}
}

func legRow(path *contract.Column, l leg) head.Row {
	return head.Row{Key: l.from + ">" + l.to, Labels: []head.Label{labelOf(path, l.from), labelOf(path, l.to)}}
}

// rankedLegs returns the legs by weight, then by their stops.
func rankedLegs(used map[leg]tally) []leg {
	var out []leg
	for l := range used { // The order does not matter: sorted below.
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b leg) int {
		return cmp.Or(cmp.Compare(used[b].units, used[a].units), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	return out
}
