package cluster

import "math"

// A Linkage says how far two groups are apart.
type Linkage int

const (
	// Average is the mean distance of their cases. It is the zero value.
	Average Linkage = iota
	// Complete is the largest distance of their cases.
	Complete
	// Single is the smallest distance of their cases.
	Single
	// Ward is the growth of the sum of squares, on the scale of the distances
	// (Ward 1963; Murtagh & Legendre 2014, J Classif 31:274-295, Ward2).
	Ward
)

// A Merge joins two groups at a height. Groups 0..n-1 are the cases; the merge
// number m makes group n+m.
type Merge struct {
	First, Second int
	Height        float64
}

// A Hierarchy is what agglomeration leaves: n-1 merges by ascending height.
type Hierarchy struct {
	n      int
	Merges []Merge
}

// Agglomerate joins the two nearest groups until one is left, by the recurrence
// of Lance & Williams (1967, Computer J 9:373-380). Of equally near pairs it joins
// the one with the lowest case, then with the lowest other case. It reports false
// for no cases or a linkage that is not one of the four.
func Agglomerate(d Distances, linkage Linkage) (Hierarchy, bool) {
	if d.n == 0 || linkage < Average || linkage > Ward {
		return Hierarchy{}, false
	}
	a := newAgglomeration(d, linkage)
	h := Hierarchy{n: d.n}
	for step := range d.n - 1 {
		i := a.nearestPair()
		j := a.nearest[i]
		height := a.distances.lower[a.distances.index(i, j)]
		if linkage == Ward {
			height = math.Sqrt(height)
		}
		first, second := a.group[i], a.group[j]
		h.Merges = append(h.Merges, Merge{min(first, second), max(first, second), height})
		a.join(i, j, linkage)
		a.group[i] = d.n + step
	}
	return h, true
}

// An agglomeration keeps for every living group, named by its lowest case, the
// nearest group after it.
type agglomeration struct {
	distances Distances
	alive     []bool
	size      []float64
	group     []int
	nearest   []int
}

func newAgglomeration(d Distances, linkage Linkage) *agglomeration {
	a := &agglomeration{
		distances: Distances{d.n, d.Lower()}, alive: make([]bool, d.n), size: make([]float64, d.n),
		group: make([]int, d.n), nearest: make([]int, d.n),
	}
	if linkage == Ward {
		for i, v := range a.distances.lower {
			a.distances.lower[i] = v * v
		}
	}
	for i := range a.alive {
		a.alive[i], a.size[i], a.group[i] = true, 1, i
	}
	for i := range a.nearest {
		a.find(i)
	}
	return a
}

// find looks for the nearest living group after i.
func (a *agglomeration) find(i int) {
	a.nearest[i] = -1
	best := math.Inf(1)
	for j := i + 1; j < len(a.alive); j++ {
		if v := a.at(i, j); a.alive[j] && v < best {
			best, a.nearest[i] = v, j
		}
	}
}

func (a *agglomeration) at(i, j int) float64 { return a.distances.lower[a.distances.index(i, j)] }

func (a *agglomeration) nearestPair() int {
	pair, best := -1, math.Inf(1)
	for i, j := range a.nearest {
		if a.alive[i] && j >= 0 {
			if v := a.at(i, j); v < best {
				pair, best = i, v
			}
		}
	}
	return pair
}

// join merges group j into i < j and updates distances and neighbours.
func (a *agglomeration) join(i, j int, linkage Linkage) {
	apart := a.at(i, j)
	a.alive[j] = false
	for k, alive := range a.alive {
		if !alive || k == i {
			continue
		}
		di, dj := a.at(i, k), a.at(j, k)
		ni, nj, nk := a.size[i], a.size[j], a.size[k]
		var v float64
		switch linkage {
		case Complete:
			v = max(di, dj)
		case Single:
			v = min(di, dj)
		case Ward:
			v = ((ni+nk)*di + (nj+nk)*dj - nk*apart) / (ni + nj + nk)
		default:
			v = (ni*di + nj*dj) / (ni + nj)
		}
		a.distances.lower[a.distances.index(i, k)] = v
	}
	a.size[i] += a.size[j]
	for k, alive := range a.alive[:j] {
		if !alive {
			continue
		}
		switch {
		case k == i || a.nearest[k] == i || a.nearest[k] == j:
			a.find(k)
		case k < i:
			// The merged group may have come nearer.
			best := a.at(k, a.nearest[k])
			if v := a.at(k, i); v < best || v == best && i < a.nearest[k] {
				a.nearest[k] = i
			}
		}
	}
}

// Cut returns the group of each case when the hierarchy is cut into k groups. It
// reports false unless 1 <= k <= n.
func (h Hierarchy) Cut(k int) ([]int, bool) {
	if k < 1 || k > h.n {
		return nil, false
	}
	parent := make([]int, h.n+len(h.Merges))
	for i := range parent {
		parent[i] = i
	}
	for m, merge := range h.Merges[:h.n-k] {
		parent[merge.First], parent[merge.Second] = h.n+m, h.n+m
	}
	number := make(map[int]int)
	groups := make([]int, h.n)
	for i := range groups {
		root := i
		for parent[root] != root {
			root = parent[root]
		}
		if _, seen := number[root]; !seen {
			number[root] = len(number)
		}
		groups[i] = number[root]
	}
	return groups, true
}

// Cophenetic returns the height at which each pair of cases first shares a group.
func (h Hierarchy) Cophenetic() Distances {
	d := Distances{h.n, make([]float64, h.n*max(0, h.n-1)/2)}
	members := make([][]int, h.n+len(h.Merges))
	for i := range h.n {
		members[i] = []int{i}
	}
	for m, merge := range h.Merges {
		for _, i := range members[merge.First] {
			for _, j := range members[merge.Second] {
				d.lower[d.index(i, j)] = merge.Height
			}
		}
		members[h.n+m] = append(append([]int{}, members[merge.First]...), members[merge.Second]...)
		members[merge.First], members[merge.Second] = nil, nil
	}
	return d
}
