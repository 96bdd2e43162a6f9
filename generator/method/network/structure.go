package network

import "slices"

// WeakComponents returns the parts of the graph that are connected without
// regard to direction: the number of the part of each node, counted from 0 in
// the order of their first nodes.
func (g *Graph) WeakComponents() []int {
	neighbours := g.neighbours()
	part := filled(len(neighbours), -1)
	next := 0
	for start := range part {
		if part[start] >= 0 {
			continue
		}
		part[start] = next
		for stack := []int{start}; len(stack) > 0; {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, w := range neighbours[v] {
				if part[w] < 0 {
					part[w] = next
					stack = append(stack, w)
				}
			}
		}
		next++
	}
	return part
}

// StrongComponents returns the parts in which every node reaches every other
// along the edges, numbered like WeakComponents.
func (g *Graph) StrongComponents() []int {
	// Kosaraju: finish times forwards, then parts backwards.
	var finished []int
	seen := make([]bool, len(g.out))
	for start := range g.out {
		if !seen[start] {
			seen[start] = true
			finished = g.finish(start, seen, finished)
		}
	}
	part := filled(len(g.out), -1)
	for _, start := range slices.Backward(finished) {
		if part[start] >= 0 {
			continue
		}
		part[start] = start
		for stack := []int{start}; len(stack) > 0; {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, a := range g.in[v] {
				if part[a.to] < 0 {
					part[a.to] = start
					stack = append(stack, a.to)
				}
			}
		}
	}
	number := make(map[int]int)
	for v, p := range part {
		if _, known := number[p]; !known {
			number[p] = len(number)
		}
		part[v] = number[p]
	}
	return part
}

// finish walks depth first and appends nodes as they are left, without recursion.
func (g *Graph) finish(start int, seen []bool, finished []int) []int {
	type step struct{ node, next int }
	for stack := []step{{start, 0}}; len(stack) > 0; {
		top := &stack[len(stack)-1]
		if top.next == len(g.out[top.node]) {
			finished = append(finished, top.node)
			stack = stack[:len(stack)-1]
			continue
		}
		w := g.out[top.node][top.next].to
		top.next++
		if !seen[w] {
			seen[w] = true
			stack = append(stack, step{w, 0})
		}
	}
	return finished
}

// Chokepoints returns, without regard to direction, the nodes and the edges whose
// loss would divide their part of the graph: articulation points ascending, and
// bridges by their ends with the lower number first (Hopcroft & Tarjan 1973,
// Comm ACM 16:372-378).
func (g *Graph) Chokepoints() (points []int, bridges [][2]int) {
	neighbours := g.neighbours()
	// entered numbers the nodes in the order of the walk; low is the lowest
	// number that can be reached from below a node by one step back.
	entered, low := filled(len(neighbours), 0), filled(len(neighbours), 0)
	cut := make([]bool, len(neighbours))
	clock := 0
	type step struct{ node, parent, next int }
	for root := range neighbours {
		if entered[root] > 0 {
			continue
		}
		clock++
		entered[root], low[root] = clock, clock
		branches := 0
		for stack := []step{{root, -1, 0}}; len(stack) > 0; {
			top := &stack[len(stack)-1]
			v := top.node
			if top.next < len(neighbours[v]) {
				w := neighbours[v][top.next]
				top.next++
				switch {
				case w == top.parent:
				case entered[w] > 0:
					low[v] = min(low[v], entered[w])
				default:
					clock++
					entered[w], low[w] = clock, clock
					stack = append(stack, step{w, v, 0})
				}
				continue
			}
			parent := top.parent
			stack = stack[:len(stack)-1]
			if parent < 0 {
				continue
			}
			low[parent] = min(low[parent], low[v])
			if low[v] > entered[parent] {
				bridges = append(bridges, [2]int{min(v, parent), max(v, parent)})
			}
			if parent == root {
				branches++
			} else if low[v] >= entered[parent] {
				cut[parent] = true
			}
		}
		cut[root] = branches > 1
	}
	for v, is := range cut {
		if is {
			points = append(points, v)
		}
	}
	slices.SortFunc(bridges, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return points, bridges
}

// Cores returns for every node the largest k such that it lies in a part where
// all have k neighbours or more, without regard to direction (Seidman 1983;
// Batagelj & Zaversnik 2003).
func (g *Graph) Cores() []int {
	neighbours := g.neighbours()
	degree := make([]int, len(neighbours))
	var buckets [][]int
	for v, list := range neighbours {
		degree[v] = len(list)
		for len(buckets) <= len(list) {
			buckets = append(buckets, nil)
		}
		buckets[len(list)] = append(buckets[len(list)], v)
	}
	core := filled(len(neighbours), -1)
	level := 0
	for k := 0; k < len(buckets); {
		if len(buckets[k]) == 0 {
			k++
			continue
		}
		v := buckets[k][len(buckets[k])-1]
		buckets[k] = buckets[k][:len(buckets[k])-1]
		if core[v] >= 0 || degree[v] != k {
			continue
		}
		level = max(level, k)
		core[v] = level
		for _, w := range neighbours[v] {
			if core[w] < 0 && degree[w] > k {
				degree[w]--
				buckets[degree[w]] = append(buckets[degree[w]], w)
				k = min(k, degree[w])
			}
		}
	}
	return core
}

// Clustering returns two measures of closed triangles, without regard to
// direction: the share of the paths of two edges that are closed, and the mean
// over the nodes of the share of the pairs of their neighbours that are joined,
// 0 for a node of fewer than two (Watts & Strogatz 1998). Both are 0 where there
// is nothing to close.
func (g *Graph) Clustering() (transitivity, average float64) {
	neighbours := g.neighbours()
	closed, paths := 0.0, 0.0
	for _, list := range neighbours {
		own, possible := 0.0, float64(len(list)*(len(list)-1))/2
		for i, v := range list {
			for _, w := range list[i+1:] {
				if _, joined := slices.BinarySearch(neighbours[v], w); joined {
					own++
				}
			}
		}
		closed += own
		paths += possible
		if possible > 0 {
			average += own / possible / float64(len(neighbours))
		}
	}
	if paths > 0 {
		transitivity = closed / paths
	}
	return transitivity, average
}

func filled(n, value int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = value
	}
	return list
}
