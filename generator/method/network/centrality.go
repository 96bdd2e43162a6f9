package network

import (
	"container/heap"
	"math"
	"slices"
)

// Betweenness returns for every node the sum over pairs of other nodes of the
// share of their shortest paths, in edges, that lead through it (Freeman 1977;
// Brandes 2001, J Math Sociol 25:163-177). In an undirected graph a pair counts
// once.
func (g *Graph) Betweenness() []float64 {
	return g.between(g.hops, nil, nil)
}

// BetweennessByWeight is Betweenness with edges of length 1/weight: a busy leg is
// short. Lengths that differ by less than a part in 10^12 are equal, so that the
// order of a sum does not decide between paths.
func (g *Graph) BetweennessByWeight() []float64 {
	return g.between(g.lengths, nil, nil)
}

// BetweennessBetween is Betweenness over the ordered pairs from a source to a
// target only: the hubs of transit (Brandes 2008, Soc Networks 30:136-145,
// section 4.1). A pair of a node with itself does not count, and an undirected
// graph is not halved. It reports false for a node that is not in the graph.
func (g *Graph) BetweennessBetween(sources, targets []int) ([]float64, bool) {
	if !g.contains(sources) || !g.contains(targets) {
		return nil, false
	}
	return g.between(g.hops, unique(sources), unique(targets)), true
}

// NormalizedBetweenness divides betweenness by the number of pairs of other
// nodes. It reports false for fewer than three nodes.
func (g *Graph) NormalizedBetweenness(betweenness []float64) ([]float64, bool) {
	n := float64(len(g.out))
	if n < 3 || len(betweenness) != len(g.out) {
		return nil, false
	}
	pairs := (n - 1) * (n - 2)
	if !g.directed {
		pairs /= 2
	}
	normalized := make([]float64, len(betweenness))
	for v, b := range betweenness {
		normalized[v] = b / pairs
	}
	return normalized, true
}

func (g *Graph) contains(nodes []int) bool {
	return !slices.ContainsFunc(nodes, func(v int) bool { return v < 0 || v >= len(g.out) })
}

func unique(nodes []int) []int {
	return slices.Compact(slices.Sorted(slices.Values(nodes)))
}

// A search holds the shortest paths from one node.
type search struct {
	// order are the nodes reached, by distance; paths the number of shortest
	// paths to each node and before the nodes before it on them.
	order  []int
	paths  []float64
	before [][]int
}

// between accumulates dependencies backwards. Nil sources and targets mean all
// nodes, and then an undirected graph is halved.
func (g *Graph) between(from func(int) search, sources, targets []int) []float64 {
	n := len(g.out)
	all := sources == nil
	wanted := make([]float64, n)
	if all {
		for v := range n {
			sources = append(sources, v)
			wanted[v] = 1
		}
	}
	for _, v := range targets {
		wanted[v] = 1
	}
	result := make([]float64, n)
	for _, s := range sources {
		found := from(s)
		share := make([]float64, n)
		for _, w := range slices.Backward(found.order) {
			for _, v := range found.before[w] {
				share[v] += found.paths[v] / found.paths[w] * (wanted[w] + share[w])
			}
			if w != s {
				result[w] += share[w]
			}
		}
	}
	if all && !g.directed {
		for v := range result {
			result[v] /= 2
		}
	}
	return result
}

func (g *Graph) hops(start int) search {
	s := newSearch(len(g.out), start)
	distance := make([]int, len(g.out))
	distance[start] = 1
	for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
		v := queue[0]
		s.order = append(s.order, v)
		for _, a := range g.out[v] {
			if distance[a.to] == 0 {
				distance[a.to] = distance[v] + 1
				queue = append(queue, a.to)
			}
			if distance[a.to] == distance[v]+1 {
				s.paths[a.to] += s.paths[v]
				s.before[a.to] = append(s.before[a.to], v)
			}
		}
	}
	return s
}

func newSearch(n, start int) search {
	s := search{paths: make([]float64, n), before: make([][]int, n)}
	s.paths[start] = 1
	return s
}

// lengths is Dijkstra's search with edges of length 1/weight.
func (g *Graph) lengths(start int) search {
	const slack = 1e-12
	s := newSearch(len(g.out), start)
	distance := make([]float64, len(g.out))
	for v := range distance {
		distance[v] = math.Inf(1)
	}
	distance[start] = 0
	done := make([]bool, len(g.out))
	for queue := (frontier{{start, 0}}); len(queue) > 0; {
		v := heap.Pop(&queue).(reached).node
		if done[v] {
			continue
		}
		done[v] = true
		s.order = append(s.order, v)
		for _, a := range g.out[v] {
			if done[a.to] {
				continue
			}
			length := distance[v] + 1/float64(a.weight)
			switch {
			case length < distance[a.to]*(1-slack):
				distance[a.to] = length
				s.paths[a.to], s.before[a.to] = s.paths[v], []int{v}
				heap.Push(&queue, reached{a.to, length})
			case length <= distance[a.to]*(1+slack):
				s.paths[a.to] += s.paths[v]
				s.before[a.to] = append(s.before[a.to], v)
			}
		}
	}
	return s
}

// A frontier is a heap of reached nodes by distance and number.
type frontier []reached

type reached struct {
	node     int
	distance float64
}

func (f frontier) Len() int { return len(f) }
func (f frontier) Less(i, j int) bool {
	return f[i].distance < f[j].distance || f[i].distance == f[j].distance && f[i].node < f[j].node
}
func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }

// Push implements heap.Interface.
func (f *frontier) Push(x any) { *f = append(*f, x.(reached)) }

// Pop implements heap.Interface.
func (f *frontier) Pop() any {
	old := *f
	last := old[len(old)-1]
	*f = old[:len(old)-1]
	return last
}

// PageRank returns the share of time that a walk spends at each node which
// follows an edge by weight with probability damping and else, or where no edge
// leads on, starts anywhere (Page et al. 1999). It reports false for a graph
// without nodes or unless 0 <= damping < 1.
func (g *Graph) PageRank(damping float64) ([]float64, bool) {
	n := len(g.out)
	if n == 0 || !(damping >= 0 && damping < 1) {
		return nil, false
	}
	rank := make([]float64, n)
	for v := range rank {
		rank[v] = 1 / float64(n)
	}
	degrees := g.Degrees()
	// The error falls by the damping with each step; the limit is for values of
	// damping near 1.
	for range 100_000 {
		next := make([]float64, n)
		lost := 0.0
		for v, r := range rank {
			if degrees[v].OutStrength == 0 {
				lost += r
			}
			for _, a := range g.out[v] {
				next[a.to] += damping * r * float64(a.weight) / float64(degrees[v].OutStrength)
			}
		}
		change := 0.0
		for v := range next {
			next[v] += (1 - damping + damping*lost) / float64(n)
			change += math.Abs(next[v] - rank[v])
		}
		rank = next
		if change < 1e-15 {
			break
		}
	}
	return rank, true
}
