package method_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"htsm/generator/method/association"
	"htsm/generator/method/network"
	"htsm/generator/method/route"
)

// routeRunners holds family F09, routes and networks.
func routeRunners() map[string]runner {
	return map[string]runner{
		"route_od":           runRoutes,
		"markov_chain":       runChain,
		"distribution_shift": runShift,
		"graph_centrality":   runCentrality,
		"betweenness_subset": runSubset,
		"max_flow":           runFlow,
	}
}

func runRoutes(t *testing.T, v vector) any {
	in := input[struct {
		Stops []string
		Paths companion
	}](t, v)
	number := map[string]int{}
	for i, stop := range in.Stops {
		number[stop] = i
	}
	var paths []route.Path
	for _, text := range v.read(t, in.Paths).column(t, "path") {
		path := route.Path{Count: 1}
		for _, stop := range strings.Split(text, ">") {
			i, known := number[stop]
			if !known {
				t.Fatalf("unknown stop %q", stop)
			}
			path.Stops = append(path.Stops, i)
		}
		paths = append(paths, path)
	}
	got, ok := route.Tabulate(paths, len(in.Stops))
	if !ok {
		t.Fatal("no table")
	}
	counts := map[string]int64{}
	for _, p := range got.Paths {
		var names []string
		for _, stop := range p.Stops {
			names = append(names, in.Stops[stop])
		}
		counts[strings.Join(names, ">")] = p.Count
	}
	top := []object{}
	expected := expectation[struct {
		Top []struct{ Path string } `json:"top_paths"`
	}](t, v)
	for i, want := range expected.Top {
		// Paths of equal count may stand in any order.
		if counts[want.Path] != got.Paths[i].Count {
			t.Errorf("path %d: %s has the count %d, ours %d", i, want.Path, counts[want.Path], got.Paths[i].Count)
		}
		top = append(top, object{"path": want.Path, "count": counts[want.Path]})
	}
	return object{
		"n_paths": got.Cases, "n_legs": got.LegTotal, "paths_without_leg": got.WithoutLeg, "distinct_paths": got.Distinct,
		"mean_stops": float64(got.Stops) / float64(got.Cases), "legs": got.Legs, "od": got.Ends,
		"transit_cases": got.Transit, "cases_visiting": got.Visiting, "transition_prob": got.Transitions(), "top_paths": top,
	}
}

func runChain(t *testing.T, v vector) any {
	in := input[struct {
		States, Sequence []string
	}](t, v)
	counts := make([][]int64, len(in.States))
	for i := range counts {
		counts[i] = make([]int64, len(in.States))
	}
	for i := 1; i < len(in.Sequence); i++ {
		counts[slices.Index(in.States, in.Sequence[i-1])][slices.Index(in.States, in.Sequence[i])]++
	}
	chain, ok := route.Estimate(counts, 0.95)
	if !ok {
		t.Fatal("no chain")
	}
	low, high := make([][]float64, len(counts)), make([][]float64, len(counts))
	for i, row := range chain.Limits {
		for _, limits := range row {
			low[i], high[i] = append(low[i], limits.Low), append(high[i], limits.High)
		}
	}
	return object{
		"counts": counts, "mle": chain.Probability, "standard_error": chain.Error, "loglik": chain.LogLikelihood,
		"stationary": maybe(chain.Stationary, chain.Stationary != nil), "wilson_lo": low, "wilson_hi": high,
	}
}

func runShift(t *testing.T, v vector) any {
	in := input[struct{ Cases []struct{ A, B []float64 } }](t, v)
	rows := []object{}
	for _, c := range in.Cases {
		s, ok := route.Compare(c.A, c.B)
		if !ok {
			t.Fatal("no comparison")
		}
		row := object{
			"jsd_bits": s.Bits(), "js_distance": s.Distance(), "jsd_nats": s.Divergence, "total_variation": s.TotalVariation,
			"hellinger": s.Hellinger, "overlap": 1 - s.TotalVariation, "bray_curtis_on_shares": s.TotalVariation,
		}
		test, ok := homogeneity(c.A, c.B)
		row["chi2"], row["df"], row["p"] = maybe(test.Statistic, ok), maybe(test.DF, ok), maybe(test.P, ok)
		rows = append(rows, row)
	}
	return object{"rows": rows}
}

// homogeneity is the chi-squared test of two rows of counts, categories that are
// empty on both sides left out.
func homogeneity(a, b []float64) (association.Test, bool) {
	table := make([][]int64, 2)
	for i := range a {
		if a[i] != math.Trunc(a[i]) || b[i] != math.Trunc(b[i]) {
			return association.Test{}, false
		}
		if a[i]+b[i] > 0 {
			table[0], table[1] = append(table[0], int64(a[i])), append(table[1], int64(b[i]))
		}
	}
	got, ok := association.Independent(table)
	return got.Pearson, ok
}

// readGraph numbers the nodes in the order in which the edges name them.
func readGraph(t *testing.T, v vector, c companion, directed bool) (*network.Graph, map[string]int, []string) {
	t.Helper()
	data := v.read(t, c)
	from, to, weights := data.column(t, "from"), data.column(t, "to"), data.integers(t, "weight")
	number := map[string]int{}
	var names []string
	var edges []network.Edge
	for i := range from {
		for _, name := range []string{from[i], to[i]} {
			if _, known := number[name]; !known {
				number[name] = len(names)
				names = append(names, name)
			}
		}
		edges = append(edges, network.Edge{From: number[from[i]], To: number[to[i]], Weight: weights[i]})
	}
	g, err := network.New(len(names), directed, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g, number, names
}

func runCentrality(t *testing.T, v vector) any {
	in := input[struct {
		Directed bool
		Edges    companion
	}](t, v)
	g, number, names := readGraph(t, v, in.Edges, in.Directed)
	order := expectation[struct {
		Order []string `json:"node_order"`
	}](t, v).Order
	got := object{"n": g.Nodes(), "m": len(g.Edges()), "node_order": order}
	list := func(name string, value func(i int) any) {
		values := []any{}
		for _, node := range order {
			values = append(values, value(number[node]))
		}
		got[name] = values
	}
	between, rank, cores, degrees := g.Betweenness(), []float64(nil), g.Cores(), g.Degrees()
	normalized, _ := g.NormalizedBetweenness(between)
	rank, _ = g.PageRank(0.85)
	weighted := g.BetweennessByWeight()
	list("betweenness", func(i int) any { return between[i] })
	list("betweenness_normalized", func(i int) any { return normalized[i] })
	list("betweenness_dist_inverse_weight", func(i int) any { return weighted[i] })
	list("pagerank", func(i int) any { return rank[i] })
	list("core_number", func(i int) any { return cores[i] })
	list("degree", func(i int) any { return degrees[i].Out })
	list("strength", func(i int) any { return degrees[i].OutStrength })
	list("in_degree", func(i int) any { return degrees[i].In })
	list("out_degree", func(i int) any { return degrees[i].Out })
	list("in_strength", func(i int) any { return degrees[i].InStrength })
	list("out_strength", func(i int) any { return degrees[i].OutStrength })
	density, ok := g.Density()
	got["density"] = maybe(density, ok)
	reciprocity, ok := g.Reciprocity()
	got["reciprocity"] = maybe(reciprocity, ok)
	got["transitivity"], got["average_clustering"] = g.Clustering()
	weak, strong := sizes(g.WeakComponents()), sizes(g.StrongComponents())
	got["n_components"], got["n_weak_components"] = len(weak), len(weak)
	got["n_strong_components"], got["largest_strong_component"] = len(strong), slices.Max(strong)
	points, bridges := g.Chokepoints()
	articulation := []string{}
	for _, p := range points {
		articulation = append(articulation, names[p])
	}
	slices.Sort(articulation)
	got["articulation_points"], got["n_bridges"] = articulation, len(bridges)
	return got
}

func sizes(parts []int) []int {
	var count []int
	for _, p := range parts {
		for len(count) <= p {
			count = append(count, 0)
		}
		count[p]++
	}
	return count
}

func runSubset(t *testing.T, v vector) any {
	in := input[struct {
		Directed         bool
		Edges            companion
		Sources, Targets []string
	}](t, v)
	g, number, _ := readGraph(t, v, in.Edges, in.Directed)
	between, ok := g.BetweennessBetween(numbers(number, in.Sources), numbers(number, in.Targets))
	if !ok {
		t.Fatal("no betweenness")
	}
	order := expectation[struct {
		Order []string `json:"node_order"`
	}](t, v).Order
	values := []float64{}
	for _, name := range order {
		values = append(values, between[number[name]])
	}
	return object{"node_order": order, "betweenness_directed_pairs": values}
}

func numbers(number map[string]int, names []string) []int {
	var list []int
	for _, name := range names {
		i, known := number[name]
		if !known {
			i = -1
		}
		list = append(list, i)
	}
	return list
}

func runFlow(t *testing.T, v vector) any {
	in := input[struct {
		Directed *bool
		Edges    companion
		Cases    []struct{ Sources, Sinks []string }
	}](t, v)
	directed := in.Directed == nil || *in.Directed
	g, number, names := readGraph(t, v, in.Edges, directed)
	expected := expectation[struct {
		Rows []struct {
			Cut [][]string `json:"a_min_cut"`
		}
	}](t, v)
	rows := []object{}
	for i, c := range in.Cases {
		sources, sinks := numbers(number, c.Sources), numbers(number, c.Sinks)
		flow, ok := g.MaxFlow(sources, sinks)
		if !ok {
			t.Fatal("no flow")
		}
		capacity := int64(0)
		var without []network.Edge
		for _, e := range g.Edges() {
			if slices.ContainsFunc(flow.Cut, func(c network.Edge) bool {
				return c == e || !directed && c.From == e.To && c.To == e.From
			}) {
				capacity += e.Weight
			} else {
				without = append(without, e)
			}
		}
		rest, err := network.New(len(names), directed, without)
		if err != nil {
			t.Fatal(err)
		}
		if left, _ := rest.MaxFlow(sources, sinks); left.Value != 0 {
			t.Errorf("case %d: %d still flow after the cut", i, left.Value)
		}
		// The smallest cut need not be unique: ours is checked by its capacity
		// and its effect.
		rows = append(rows, object{
			"sources": c.Sources, "sinks": c.Sinks, "max_flow": flow.Value, "min_cut_capacity": capacity,
			"a_min_cut": expected.Rows[i].Cut, "edge_disjoint_paths": flow.DisjointPaths,
			"min_interior_node_cut_size": maybe(flow.NodeCut, flow.HasNodeCut),
		})
	}
	return object{"rows": rows}
}
