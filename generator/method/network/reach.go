package network

// Reach returns for each source how many of the targets it reaches along the
// edges without setting foot on one of the nodes left out; itself does not count.
// It reports false for a node that is not in the graph.
func (g *Graph) Reach(sources, targets []int, without ...int) ([]int, bool) {
	if !g.contains(sources) || !g.contains(targets) || !g.contains(without) {
		return nil, false
	}
	out := make([]int, len(sources))
	seen := make([]int, len(g.out)) // By the number of the source, from 1.
	for i, s := range sources {
		for _, v := range without {
			seen[v] = i + 1
		}
		if seen[s] == i+1 {
			continue
		}
		seen[s] = i + 1
		for queue := []int{s}; len(queue) > 0; queue = queue[1:] {
			for _, a := range g.out[queue[0]] {
				if seen[a.to] != i+1 {
					seen[a.to] = i + 1
					queue = append(queue, a.to)
				}
			}
		}
		for _, v := range without {
			seen[v] = 0
		}
		for _, t := range unique(targets) {
			if t != s && seen[t] == i+1 {
				out[i]++
			}
		}
	}
	return out, true
}
