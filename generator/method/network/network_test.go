package network_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/network"
)

const nodes = 6

func drawGraph(t *rapid.T) (*network.Graph, bool, []network.Edge) {
	directed := rapid.Bool().Draw(t, "directed")
	var edges []network.Edge
	for range rapid.IntRange(0, 14).Draw(t, "edges") {
		from := rapid.IntRange(0, nodes-1).Draw(t, "from")
		to := (from + rapid.IntRange(1, nodes-1).Draw(t, "step")) % nodes
		edges = append(edges, network.Edge{From: from, To: to, Weight: rapid.Int64Range(1, 5).Draw(t, "weight")})
	}
	g, err := network.New(nodes, directed, edges)
	if err != nil {
		t.Fatal(err)
	}
	return g, directed, g.Edges()
}

// joined tells which nodes one edge leads to, some nodes left out.
func joined(edges []network.Edge, directed bool, without map[int]bool) [nodes][nodes]bool {
	var m [nodes][nodes]bool
	for _, e := range edges {
		if without[e.From] || without[e.To] {
			continue
		}
		m[e.From][e.To] = true
		m[e.To][e.From] = m[e.To][e.From] || !directed
	}
	return m
}

// simple lists all paths from s to t that visit no node twice.
func simple(m [nodes][nodes]bool, s, t int) [][]int {
	var paths [][]int
	var walk func(path []int)
	walk = func(path []int) {
		last := path[len(path)-1]
		if last == t {
			paths = append(paths, slices.Clone(path))
			return
		}
		for w := range nodes {
			if m[last][w] && !slices.Contains(path, w) {
				walk(append(slices.Clone(path), w))
			}
		}
	}
	walk([]int{s})
	return paths
}

func TestBetweennessIsTheShareOfShortestPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, directed, edges := drawGraph(t)
		m := joined(edges, directed, nil)
		weight := map[[2]int]float64{}
		for _, e := range edges {
			weight[[2]int{e.From, e.To}] = 1 / float64(e.Weight)
			if !directed {
				weight[[2]int{e.To, e.From}] = 1 / float64(e.Weight)
			}
		}
		var hops, lengths, subset [nodes]float64
		sources, targets := []int{0, 1, 1}, []int{1, 4, 5}
		for s := range nodes {
			for d := range nodes {
				if s == d {
					continue
				}
				paths := simple(m, s, d)
				add := func(into *[nodes]float64, length func([]int) float64, scale float64) {
					best, count := math.Inf(1), 0.0
					for _, p := range paths {
						best = min(best, length(p))
					}
					for _, p := range paths {
						if length(p) <= best+1e-9 {
							count++
						}
					}
					for _, p := range paths {
						if length(p) <= best+1e-9 {
							for _, v := range p[1 : len(p)-1] {
								into[v] += scale / count
							}
						}
					}
				}
				half := 1.0
				if !directed {
					half = 0.5
				}
				count := func(p []int) float64 { return float64(len(p)) }
				add(&hops, count, half)
				add(&lengths, func(p []int) float64 {
					sum := 0.0
					for i := range len(p) - 1 {
						sum += weight[[2]int{p[i], p[i+1]}]
					}
					return sum
				}, half)
				if slices.Contains(sources, s) && slices.Contains(targets, d) {
					add(&subset, count, 1)
				}
			}
		}
		between, ok := g.BetweennessBetween(sources, targets)
		if !ok {
			t.Fatal("no betweenness")
		}
		for v := range nodes {
			if math.Abs(g.Betweenness()[v]-hops[v]) > 1e-9 || math.Abs(g.BetweennessByWeight()[v]-lengths[v]) > 1e-9 || math.Abs(between[v]-subset[v]) > 1e-9 {
				t.Errorf("node %d: %v %v %v, want %v %v %v", v, g.Betweenness()[v], g.BetweennessByWeight()[v], between[v], hops[v], lengths[v], subset[v])
			}
		}
	})
}

// parts counts the connected parts among the nodes that are left.
func parts(m [nodes][nodes]bool, without map[int]bool) int {
	seen := map[int]bool{}
	number := 0
	for start := range nodes {
		if seen[start] || without[start] {
			continue
		}
		number++
		seen[start] = true
		for stack := []int{start}; len(stack) > 0; {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for w := range nodes {
				if (m[v][w] || m[w][v]) && !seen[w] && !without[w] {
					seen[w] = true
					stack = append(stack, w)
				}
			}
		}
	}
	return number
}

func TestChokepointsDivideTheGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, directed, edges := drawGraph(t)
		points, bridges := g.Chokepoints()
		whole := parts(joined(edges, directed, nil), nil)
		for v := range nodes {
			without := map[int]bool{v: true}
			if divides := parts(joined(edges, directed, without), without) > whole; divides != slices.Contains(points, v) {
				t.Errorf("node %d: divides %v, points %v", v, divides, points)
			}
		}
		for a := range nodes {
			for b := a + 1; b < nodes; b++ {
				var rest []network.Edge
				for _, e := range edges {
					if min(e.From, e.To) != a || max(e.From, e.To) != b {
						rest = append(rest, e)
					}
				}
				if divides := parts(joined(rest, directed, nil), nil) > whole; divides != slices.Contains(bridges, [2]int{a, b}) {
					t.Errorf("edge %d-%d: divides %v, bridges %v", a, b, divides, bridges)
				}
			}
		}
		if weak := g.WeakComponents(); slices.Max(weak)+1 != whole {
			t.Errorf("parts %v, want %d", weak, whole)
		}
	})
}

func TestStrongComponentsReachEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, directed, edges := drawGraph(t)
		m := joined(edges, directed, nil)
		part := g.StrongComponents()
		for a := range nodes {
			for b := range nodes {
				mutual := a == b || len(simple(m, a, b)) > 0 && len(simple(m, b, a)) > 0
				if mutual != (part[a] == part[b]) {
					t.Errorf("%d and %d: mutual %v, parts %v", a, b, mutual, part)
				}
			}
		}
	})
}

func TestFlowEqualsItsCutAndNodeCutDisconnects(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, directed, edges := drawGraph(t)
		flow, ok := g.MaxFlow([]int{0}, []int{5, 4})
		if !ok {
			t.Fatal("no flow")
		}
		capacity := int64(0)
		for _, e := range flow.Cut {
			capacity += e.Weight
		}
		if capacity != flow.Value || flow.DisjointPaths > flow.Value {
			t.Errorf("flow %+v, cut of %d", flow, capacity)
		}
		// The smallest set of other nodes, by trying all.
		least, exists := math.MaxInt, false
		for set := range 1 << 3 {
			without, size := map[int]bool{}, 0
			for v := range 3 {
				if set>>v&1 == 1 {
					without[v+1] = true
					size++
				}
			}
			m := joined(edges, directed, without)
			if len(simple(m, 0, 4)) == 0 && len(simple(m, 0, 5)) == 0 {
				least, exists = min(least, size), true
			}
		}
		if exists != flow.HasNodeCut || exists && int64(least) != flow.NodeCut {
			t.Errorf("node cut %d (%v), want %d (%v)", flow.NodeCut, flow.HasNodeCut, least, exists)
		}
	})
}

func TestPageRankIsAShareAndStationary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, _, _ := drawGraph(t)
		rank, ok := g.PageRank(0.85)
		sum := 0.0
		for _, r := range rank {
			sum += r
		}
		if !ok || math.Abs(sum-1) > 1e-12 || slices.Min(rank) < 0.15/nodes-1e-12 {
			t.Errorf("ranks %v sum to %v", rank, sum)
		}
	})
}

func TestCoresHaveTheirNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, directed, edges := drawGraph(t)
		m := joined(edges, directed, nil)
		core := g.Cores()
		for k := 0; k <= nodes; k++ {
			// Peel by the definition.
			in := [nodes]bool{}
			for v := range in {
				in[v] = true
			}
			for changed := true; changed; {
				changed = false
				for v := range nodes {
					degree := 0
					for w := range nodes {
						if in[w] && (m[v][w] || m[w][v]) {
							degree++
						}
					}
					if in[v] && degree < k {
						in[v], changed = false, true
					}
				}
			}
			for v := range nodes {
				if in[v] != (core[v] >= k) {
					t.Errorf("node %d: core %d, in the %d-core %v", v, core[v], k, in[v])
				}
			}
		}
	})
}

func TestMalformedGraphsAreRefused(t *testing.T) {
	for name, e := range map[string]network.Edge{
		"loop": {From: 1, To: 1, Weight: 1}, "outside": {From: 0, To: 3, Weight: 1}, "no weight": {From: 0, To: 1},
		"too heavy": {From: 0, To: 1, Weight: 1<<53 + 1},
	} {
		if _, err := network.New(3, true, []network.Edge{e}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	g, err := network.New(3, true, []network.Edge{{From: 0, To: 1, Weight: 2}, {From: 0, To: 1, Weight: 3}})
	if err != nil || len(g.Edges()) != 1 || g.Edges()[0].Weight != 5 {
		t.Errorf("parallel edges: %v, %v", g.Edges(), err)
	}
	if _, ok := g.MaxFlow([]int{0}, []int{0}); ok {
		t.Error("a flow from a node to itself exists")
	}
	if _, ok := g.MaxFlow([]int{0}, []int{7}); ok {
		t.Error("a flow out of the graph exists")
	}
}
