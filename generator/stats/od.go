package stats

import (
	"context"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/table"
)

func originDestination() *Statistic {
	return &Statistic{
		Name:  "origin-destination",
		Title: "Origins by destinations",
		Text: "Counts the units whose route has at least two stops by its first and its last stop. " +
			"A route of one stop, or none, is unknown: it stands in the base but not in the matrix. Units are counted once, whatever the number of legs.",
		Example: "{is: origin-destination, of: route, top: 8}",
		Chart:   "flow",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Path}, Doc: "the ordered route"},
			{Option: Top, Doc: "origins and destinations shown, 8 by default; the others are summed as all other"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
		},
		Compute: computeOriginDestination,
	}
}

// stopsOf returns the stops of a raw path: none if it is unknown or has fewer
// than two.
func stopsOf(raw engine.Text) []string {
	if !raw.Valid {
		return nil
	}
	stops := strings.Split(raw.Value, ">")
	if len(stops) < 2 {
		return nil
	}
	return stops
}

func computeOriginDestination(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, r, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	m := newMatrix(in, r.Of, r.Of)
	var total tally
	for _, g := range groups {
		total.add(g.tally)
		if s := stopsOf(g.keys[0]); s != nil {
			m.add(g.tally, []value{{s[0], true}}, []value{{s[len(s)-1], true}})
		}
	}
	t := in.newTable(r, span)
	t.Stub = []head.Dimension{{Name: "origin", List: r.Of.List, Word: "column.origin"}}
	m.fill(t, r.top(8))
	for j := range t.Cols {
		t.Cols[j].Group = head.OfWord("column.destination")
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.ends-only"})
	return t, in.basis(ctx, t, r, total, m.total)
}
