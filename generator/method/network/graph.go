// Package network measures a graph of places and the legs between them: who is
// central, where it falls apart, how much it can carry.
//
// It holds no names and draws nothing. Flows of detections are not flows of
// people: what a measure means is said above. Its invariant: nodes are numbers
// from 0, weights are positive integers, and every result is in the order of the
// nodes, so that nothing depends on the order of a map or on rounding of ties.
package network

import (
	"cmp"
	"fmt"
	"slices"
)

// An Edge leads from one node to another, with a weight such as a count of
// cases. In an undirected graph From and To may change places.
type Edge struct {
	From, To int
	Weight   int64
}

// The largest graph that is measured.
const (
	MaxNodes = 100_000
	MaxEdges = 2_000_000
)

// A Graph has at most one edge from one node to another and none from a node to
// itself. Only New makes one; the zero value has no nodes.
type Graph struct {
	directed bool
	edges    []Edge
	// out[v] and in[v] are the arcs from and to a node by ascending number of the
	// other end; an undirected edge is an arc both ways and out equals in.
	out, in [][]arc
}

type arc struct {
	to     int
	weight int64
}

// New builds a graph of nodes 0..nodes-1. Parallel edges are one edge with the
// sum of their weights. It returns an error for an edge outside of the nodes,
// from a node to itself or of a weight that is not positive, and beyond MaxNodes,
// MaxEdges or a sum of weights of 2^53.
func New(nodes int, directed bool, edges []Edge) (*Graph, error) {
	if nodes < 0 || nodes > MaxNodes || len(edges) > MaxEdges {
		return nil, fmt.Errorf("build graph: %d nodes and %d edges are out of range", nodes, len(edges))
	}
	g := &Graph{directed: directed, out: make([][]arc, nodes), in: make([][]arc, nodes)}
	total := int64(0)
	sorted := make([]Edge, 0, len(edges))
	for _, e := range edges {
		if e.From < 0 || e.From >= nodes || e.To < 0 || e.To >= nodes || e.From == e.To {
			return nil, fmt.Errorf("build graph: edge from %d to %d among %d nodes", e.From, e.To, nodes)
		}
		if e.Weight <= 0 || e.Weight > 1<<53-total {
			return nil, fmt.Errorf("build graph: edge from %d to %d has the weight %d", e.From, e.To, e.Weight)
		}
		total += e.Weight
		if !directed && e.From > e.To {
			e.From, e.To = e.To, e.From
		}
		sorted = append(sorted, e)
	}
	slices.SortFunc(sorted, func(a, b Edge) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	for _, e := range sorted {
		if last := len(g.edges) - 1; last >= 0 && g.edges[last].From == e.From && g.edges[last].To == e.To {
			g.edges[last].Weight += e.Weight
			continue
		}
		g.edges = append(g.edges, e)
	}
	g.connect()
	return g, nil
}

func (g *Graph) connect() {
	for _, e := range g.edges {
		g.out[e.From] = append(g.out[e.From], arc{e.To, e.Weight})
		g.in[e.To] = append(g.in[e.To], arc{e.From, e.Weight})
		if !g.directed {
			g.out[e.To] = append(g.out[e.To], arc{e.From, e.Weight})
			g.in[e.From] = append(g.in[e.From], arc{e.To, e.Weight})
		}
	}
	for _, arcs := range slices.Concat(g.out, g.in) {
		slices.SortFunc(arcs, func(a, b arc) int { return cmp.Compare(a.to, b.to) })
	}
}

// Nodes returns the number of nodes.
func (g *Graph) Nodes() int { return len(g.out) }

// Edges returns the edges by their ends, parallel ones joined. An undirected edge
// leads from the lower to the higher number.
func (g *Graph) Edges() []Edge { return slices.Clone(g.edges) }

// Density returns the edges over all that are possible. It reports false for
// fewer than two nodes.
func (g *Graph) Density() (float64, bool) {
	n := float64(len(g.out))
	if n < 2 {
		return 0, false
	}
	possible := n * (n - 1)
	if !g.directed {
		possible /= 2
	}
	return float64(len(g.edges)) / possible, true
}

// Reciprocity returns the share of the edges of a directed graph that have a
// counterpart. It reports false for an undirected graph or one without edges.
func (g *Graph) Reciprocity() (float64, bool) {
	if !g.directed || len(g.edges) == 0 {
		return 0, false
	}
	mutual := 0
	for _, e := range g.edges {
		if has(g.out[e.To], e.From) {
			mutual++
		}
	}
	return float64(mutual) / float64(len(g.edges)), true
}

func has(arcs []arc, to int) bool {
	_, found := slices.BinarySearchFunc(arcs, to, func(a arc, to int) int { return cmp.Compare(a.to, to) })
	return found
}

// A Degree counts the edges of a node and sums their weights. In an undirected
// graph both directions are the same.
type Degree struct {
	In, Out                 int
	InStrength, OutStrength int64
}

// Degrees returns the degree of every node.
func (g *Graph) Degrees() []Degree {
	degrees := make([]Degree, len(g.out))
	for v := range degrees {
		degrees[v] = Degree{In: len(g.in[v]), Out: len(g.out[v])}
		for _, a := range g.in[v] {
			degrees[v].InStrength += a.weight
		}
		for _, a := range g.out[v] {
			degrees[v].OutStrength += a.weight
		}
	}
	return degrees
}

// neighbours returns the simple undirected graph: for each node the nodes on
// either side of an edge, ascending.
func (g *Graph) neighbours() [][]int {
	result := make([][]int, len(g.out))
	for v := range result {
		for _, a := range g.out[v] {
			result[v] = append(result[v], a.to)
		}
		for _, a := range g.in[v] {
			result[v] = append(result[v], a.to)
		}
		slices.Sort(result[v])
		result[v] = slices.Compact(result[v])
	}
	return result
}
