package stats

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/method/network"
	"htsm/generator/num"
	"htsm/generator/table"
)

func routeNetwork() *Statistic {
	return &Statistic{
		Name:  "network",
		Title: "Hubs and chokepoints of the route network",
		Text: "For each place of transit: the units whose route passes through it, each counted once, with their share of the units whose route is known; the legs travelled that end there, of which a unit may have several; " +
			"and two measures of the network that all routes make together. Betweenness is the share of the pairs of an origin and a destination whose shortest ways, in legs, lead through the place (Freeman 1977, Sociometry 40:35-41), " +
			"over pairs of an origin and a destination alone (Brandes 2008, Soc Networks 30:136-145, section 4.1): a border town between two transit places is no hub. Dependent origins are those from which no way to any destination is left without the place. " +
			"A place is a chokepoint if it belongs to the smallest set of places without which no origin reaches a destination (Menger 1927, Fund Math 10:96-115; by maximum flow, the set nearest to the origins), and a link if the network falls apart without it (Hopcroft & Tarjan 1973, Comm ACM 16:372-378). " +
			"A place that begins some routes and lies within others is an origin in the first and transit in the second. Direct routes pass no place and have no part in the network; legs of fewer than three records are left out of it, since one wrong stop makes a leg that nobody took. " +
			"The measures describe the routes that were recorded, not those that would be taken instead.",
		Example: "{is: network, of: route, where: {crime_type: SOM}, window: rolling-12, top: 10}",
		Chart:   "bar",
		Shows:   []string{"count"},
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Path}, Doc: "the ordered route"},
			{Option: Top, Doc: "places shown, 10 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeNetwork,
	}
}

// travelledLeg is how many records make a leg part of the network.
const travelledLeg = 3

// A role is what a place is on a route.
type role uint8

const (
	transit role = iota
	origin
	destination
)

// A place is a place in one role.
type place struct {
	role role
	code string
}

// A passage holds what goes through a place of transit.
type passage struct {
	tally       // Each unit once.
	legs  int64 // Units by legs that end here.
}

func computeNetwork(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, r, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	var total, known tally
	travelled := int64(0)
	passages, legs := map[string]passage{}, map[[2]place]int64{}
	for _, g := range groups {
		total.add(g.tally)
		stops := stopsOf(g.keys[0])
		if stops == nil {
			continue
		}
		known.add(g.tally)
		travelled += g.units * int64(len(stops)-1)
		for i, code := range stops[1 : len(stops)-1] {
			p := passages[code]
			if !slices.Contains(stops[1:i+1], code) {
				p.add(g.tally)
			}
			p.legs += g.units
			passages[code] = p
		}
		addLegs(legs, stops, g.records)
	}
	w, err := newWeb(legs)
	if err != nil {
		return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	t := in.newTable(r, span)
	t.Stub = append(dimensions(r.Of), head.Dimension{Name: "finding", Word: "column.finding"})
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.cases-passing")},
		{Key: "share", Label: head.OfWord("column.share-answered"), Measure: head.Measure{Quantity: head.Share, Rounding: r.Rounding}},
		{Key: "legs", Label: head.OfWord("column.legs-travelled")},
		{Key: "betweenness", Label: head.OfWord("column.betweenness"), Measure: head.Measure{Quantity: head.Index}},
		{Key: "dependent-origins", Label: head.OfWord("column.dependent-origins"), Measure: head.Measure{Quantity: head.Estimate}},
	}
	codes := slices.SortedFunc(maps.Keys(passages), func(a, b string) int {
		return cmp.Or(cmp.Compare(passages[b].units, passages[a].units), cmp.Compare(a, b))
	})
	for _, code := range codes[:min(len(codes), r.top(10))] {
		p := passages[code]
		t.Rows = append(t.Rows, head.Row{Key: keyOf(code), Labels: []head.Label{labelOf(r.Of, code), head.OfFinding("state." + w.finding(code))}})
		between, dependent := w.cells(code, p.units)
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(p.units), r.share(p.tally, known), table.CountOf(p.legs), between, dependent})
	}
	none := table.Cell{State: table.Undefined, X: known.units, Parts: []int64{known.units}}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("routes-known")}, Kind: head.Total})
	t.Cells = append(t.Cells, []table.Cell{table.CountOf(known.units), r.whole(known), table.CountOf(travelled), none, none})
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.legs"})
	return t, in.basis(ctx, t, r, total, known)
}

// addLegs counts the records of the legs of a route with a place of transit.
func addLegs(legs map[[2]place]int64, stops []string, records int64) {
	if len(stops) < 3 {
		return
	}
	at := place{origin, stops[0]}
	for i, code := range stops[1:] {
		next := place{transit, code}
		if i == len(stops)-2 {
			next.role = destination
		}
		if at != next {
			legs[[2]place{at, next}] += records
		}
		at = next
	}
}

// A web is the network of places, with what its structure says of each.
type web struct {
	nodes     map[place]int
	between   []float64
	pairs     int         // Of an origin and a destination that it reaches.
	dependent map[int]int // Origins that depend on a node.
	blocking  []int
	links     []int
}

func newWeb(legs map[[2]place]int64) (*web, error) {
	w := &web{nodes: map[place]int{}, dependent: map[int]int{}}
	kept := slices.SortedFunc(maps.Keys(legs), func(a, b [2]place) int {
		return cmp.Or(cmp.Compare(a[0].code, b[0].code), cmp.Compare(a[0].role, b[0].role), cmp.Compare(a[1].code, b[1].code), cmp.Compare(a[1].role, b[1].role))
	})
	var ends [2][]int // Origins and destinations.
	node := func(p place) int {
		i, ok := w.nodes[p]
		if !ok {
			i = len(w.nodes)
			w.nodes[p] = i
			if p.role != transit {
				ends[p.role-origin] = append(ends[p.role-origin], i)
			}
		}
		return i
	}
	var edges []network.Edge
	for _, l := range kept {
		if legs[l] >= travelledLeg {
			edges = append(edges, network.Edge{From: node(l[0]), To: node(l[1]), Weight: legs[l]})
		}
	}
	g, err := network.New(len(w.nodes), true, edges)
	if err != nil {
		return nil, err
	}
	w.between, _ = g.BetweennessBetween(ends[0], ends[1])
	reached, _ := g.Reach(ends[0], ends[1])
	for _, n := range reached {
		w.pairs += n
	}
	if f, ok := g.MaxFlow(ends[0], ends[1]); ok && f.HasNodeCut {
		w.blocking = f.Blocking
	}
	w.links, _ = g.Chokepoints()
	for p, i := range w.nodes { // In any order: each place by itself.
		if p.role != transit {
			continue
		}
		without, _ := g.Reach(ends[0], ends[1], i)
		for k, n := range reached {
			if n > 0 && without[k] == 0 {
				w.dependent[i]++
			}
		}
	}
	return w, nil
}

// finding says what the network is without a place.
func (w *web) finding(code string) string {
	switch i, ok := w.nodes[place{transit, code}]; {
	case ok && slices.Contains(w.blocking, i):
		return "chokepoint"
	case ok && slices.Contains(w.links, i):
		return "link"
	}
	return "none"
}

// cells returns betweenness and dependent origins of a place. They rest on the
// structure of the network, of which a leg takes three records, and are hidden
// with the units that pass.
func (w *web) cells(code string, units int64) (between, dependent table.Cell) {
	c := table.Cell{State: table.Undefined, X: units, Parts: []int64{units}}
	between, dependent = c, c
	i, ok := w.nodes[place{transit, code}]
	if !ok || w.pairs == 0 {
		return between, dependent
	}
	if f, ok := estimated(w.between[i] / float64(w.pairs)); ok {
		between.State, between.Value = table.Known, f
	}
	dependent.State, dependent.Value = table.Known, num.Whole(int64(w.dependent[i]))
	return between, dependent
}
