package network

import (
	"math"
	"slices"
)

// A Flow is the largest flow from a set of sources to a set of sinks, with the
// weights as capacities.
type Flow struct {
	// Value is the flow, which equals the capacity of the cut.
	Value int64
	// Cut holds the edges of the smallest cut that lies nearest to the sources,
	// by their ends: without them no source reaches a sink.
	Cut []Edge
	// DisjointPaths is the largest number of paths that share no edge.
	DisjointPaths int64
	// NodeCut is the smallest number of other nodes without which no source
	// reaches a sink. It does not exist when a source is joined to a sink.
	NodeCut    int64
	HasNodeCut bool
	// Blocking holds the nodes of the smallest such cut that lies nearest to the
	// sources, ascending.
	Blocking []int
}

// MaxFlow returns the largest flow and the smallest cuts between two sets of
// nodes (Ford & Fulkerson 1956; Dinic 1970). An undirected edge carries its
// capacity either way. It reports false unless both sets are in the graph, not
// empty and without a common node.
func (g *Graph) MaxFlow(sources, sinks []int) (Flow, bool) {
	sources, sinks = unique(sources), unique(sinks)
	if len(sources) == 0 || len(sinks) == 0 || !g.contains(sources) || !g.contains(sinks) {
		return Flow{}, false
	}
	for _, s := range sources {
		if _, common := slices.BinarySearch(sinks, s); common {
			return Flow{}, false
		}
	}
	capacity := func(e Edge) int64 { return e.Weight }
	r := g.residual(sources, sinks, capacity)
	result := Flow{Value: r.saturate()}
	reached := r.reachable()
	for _, e := range g.edges {
		switch {
		case reached[e.From] && !reached[e.To]:
			result.Cut = append(result.Cut, e)
		case !g.directed && reached[e.To] && !reached[e.From]:
			result.Cut = append(result.Cut, Edge{e.To, e.From, e.Weight})
		}
	}
	result.DisjointPaths = g.residual(sources, sinks, func(Edge) int64 { return 1 }).saturate()
	result.Blocking, result.HasNodeCut = g.nodeCut(sources, sinks)
	result.NodeCut = int64(len(result.Blocking))
	return result, true
}

// unlimited is a capacity above every sum of weights.
const unlimited = math.MaxInt64 / 4

// A residual network: pairs of arcs, of which number i^1 is the reverse of i.
type residual struct {
	source, sink int
	first        [][]int
	to           []int
	room         []int64
	level        []int
	next         []int
}

func newResidual(nodes int) *residual {
	return &residual{source: nodes, sink: nodes + 1, first: make([][]int, nodes+2)}
}

func (r *residual) add(from, to int, room, back int64) {
	r.first[from] = append(r.first[from], len(r.to))
	r.first[to] = append(r.first[to], len(r.to)+1)
	r.to = append(r.to, to, from)
	r.room = append(r.room, room, back)
}

func (g *Graph) residual(sources, sinks []int, capacity func(Edge) int64) *residual {
	r := newResidual(len(g.out))
	for _, e := range g.edges {
		back := int64(0)
		if !g.directed {
			back = capacity(e)
		}
		r.add(e.From, e.To, capacity(e), back)
	}
	for _, s := range sources {
		r.add(r.source, s, unlimited, 0)
	}
	for _, s := range sinks {
		r.add(s, r.sink, unlimited, 0)
	}
	return r
}

// nodeCut splits every other node into two joined by capacity 1 (Menger 1927).
func (g *Graph) nodeCut(sources, sinks []int) ([]int, bool) {
	n := len(g.out)
	r := newResidual(2 * n)
	ends := make([]bool, n)
	for _, s := range sources {
		ends[s] = true
		r.add(r.source, s, unlimited, 0)
	}
	for _, s := range sinks {
		ends[s] = true
		r.add(n+s, r.sink, unlimited, 0)
	}
	for v := range n {
		room := int64(1)
		if ends[v] {
			room = unlimited
		}
		r.add(v, n+v, room, 0)
	}
	for v := range n {
		for _, a := range g.out[v] {
			_, from := slices.BinarySearch(sources, v)
			_, to := slices.BinarySearch(sinks, a.to)
			if from && to {
				return nil, false
			}
			r.add(n+v, a.to, unlimited, 0)
		}
	}
	r.saturate()
	reached := r.reachable()
	var cut []int
	for v := range n {
		if reached[v] && !reached[n+v] {
			cut = append(cut, v)
		}
	}
	return cut, true
}

// saturate pushes flow until none can pass and returns it.
func (r *residual) saturate() int64 {
	flow := int64(0)
	for r.layer() {
		r.next = make([]int, len(r.first))
		for {
			pushed := r.push()
			if pushed == 0 {
				break
			}
			flow += pushed
		}
	}
	return flow
}

// layer numbers the nodes by their distance from the source and reports whether
// the sink can be reached.
func (r *residual) layer() bool {
	r.level = filled(len(r.first), -1)
	r.level[r.source] = 0
	for queue := []int{r.source}; len(queue) > 0; queue = queue[1:] {
		for _, i := range r.first[queue[0]] {
			if w := r.to[i]; r.room[i] > 0 && r.level[w] < 0 {
				r.level[w] = r.level[queue[0]] + 1
				queue = append(queue, w)
			}
		}
	}
	return r.level[r.sink] >= 0
}

// push finds one path through the layers, without recursion, and fills it.
func (r *residual) push() int64 {
	var path []int
	v := r.source
	for v != r.sink {
		advanced := false
		for ; r.next[v] < len(r.first[v]); r.next[v]++ {
			i := r.first[v][r.next[v]]
			if r.room[i] > 0 && r.level[r.to[i]] == r.level[v]+1 {
				path = append(path, i)
				v = r.to[i]
				advanced = true
				break
			}
		}
		if advanced {
			continue
		}
		if len(path) == 0 {
			return 0
		}
		last := path[len(path)-1]
		path = path[:len(path)-1]
		v = r.to[last^1]
		r.next[v]++
	}
	least := int64(unlimited)
	for _, i := range path {
		least = min(least, r.room[i])
	}
	for _, i := range path {
		r.room[i] -= least
		r.room[i^1] += least
	}
	return least
}

// reachable tells which nodes the source still reaches.
func (r *residual) reachable() []bool {
	reached := make([]bool, len(r.first))
	for v, level := range r.level {
		reached[v] = level >= 0
	}
	return reached
}
