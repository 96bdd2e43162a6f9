// Package route counts legs, ends and transits of ordered lists of stops, and
// compares where two periods went.
//
// It measures no distance (package geodesic) and no graph (package network). A
// stop that nobody observed makes a leg that nobody travelled: unknown stops are
// marked and their legs counted apart. Its invariant: cases and legs are
// different figures and are never added; a case counts once wherever cases are
// counted, however often it passes.
package route

import (
	"cmp"
	"slices"
)

// Unknown marks one or more stops that are missing from a path.
const Unknown = -1

// A Path is an ordered list of stops that Count cases have in common. Stops are
// numbers from 0, or Unknown.
type Path struct {
	Stops []int
	Count int64
}

// A Table counts what paths do over a number of stops.
type Table struct {
	// Cases counts all paths and WithoutLeg those of a single stop.
	Cases, WithoutLeg int64
	// Distinct is the number of different paths and Stops the sum of their
	// lengths, cases counted.
	Distinct int
	Stops    int64
	// Legs[i][j] counts the steps from i to j over all cases, LegTotal all of
	// them, and Gaps the steps from or to an unknown stop, which are not in Legs.
	Legs           [][]int64
	LegTotal, Gaps int64
	// Ends[i][j] counts the cases that begin in i and end in j, and OpenEnds
	// those that begin or end in an unknown stop.
	Ends     [][]int64
	OpenEnds int64
	// Transit[i] counts the cases that pass i strictly between their ends and
	// Visiting[i] those that stop there at all.
	Transit, Visiting []int64
	// Paths are the different paths by descending count, then by their stops.
	Paths []Path
}

// MaxStops is the largest number of different stops.
const MaxStops = 2000

// Tabulate counts paths over the given number of stops. A stop that follows
// itself is one stop. It reports false for a stop out of range, an empty path, a
// negative count, more stops than MaxStops, or a sum beyond 2^53.
func Tabulate(paths []Path, stops int) (Table, bool) {
	if stops < 0 || stops > MaxStops {
		return Table{}, false
	}
	merged, ok := merge(paths, stops)
	if !ok {
		return Table{}, false
	}
	t := Table{
		Legs: matrix(stops), Ends: matrix(stops), Paths: merged, Distinct: len(merged),
		Transit: make([]int64, stops), Visiting: make([]int64, stops),
	}
	for _, p := range merged {
		t.count(p)
	}
	return t, true
}

func (t *Table) count(p Path) {
	last := len(p.Stops) - 1
	t.Cases += p.Count
	t.Stops += int64(len(p.Stops)) * p.Count
	if last == 0 {
		t.WithoutLeg += p.Count
	}
	for i := range last {
		from, to := p.Stops[i], p.Stops[i+1]
		if from == Unknown || to == Unknown {
			t.Gaps += p.Count
			continue
		}
		t.Legs[from][to] += p.Count
		t.LegTotal += p.Count
	}
	if first, end := p.Stops[0], p.Stops[last]; first == Unknown || end == Unknown {
		t.OpenEnds += p.Count
	} else {
		t.Ends[first][end] += p.Count
	}
	for _, v := range distinct(p.Stops) {
		t.Visiting[v] += p.Count
	}
	if last > 1 {
		for _, v := range distinct(p.Stops[1:last]) {
			t.Transit[v] += p.Count
		}
	}
}

// Transitions returns the probability of each next stop after a stop, from the
// legs. The row of a stop that no leg leaves is 0.
func (t Table) Transitions() [][]float64 { return rows(t.Legs) }

// merge collapses repeated stops and adds up equal paths.
func merge(paths []Path, stops int) ([]Path, bool) {
	collapsed := make([]Path, 0, len(paths))
	total := int64(0)
	for _, p := range paths {
		if len(p.Stops) == 0 || p.Count < 0 {
			return nil, false
		}
		for _, v := range p.Stops {
			if v < Unknown || v >= stops {
				return nil, false
			}
		}
		if p.Count > (1<<53-total)/int64(len(p.Stops)) {
			return nil, false
		}
		total += p.Count * int64(len(p.Stops))
		if p.Count > 0 {
			collapsed = append(collapsed, Path{slices.Compact(slices.Clone(p.Stops)), p.Count})
		}
	}
	slices.SortFunc(collapsed, func(a, b Path) int { return slices.Compare(a.Stops, b.Stops) })
	var merged []Path
	for _, p := range collapsed {
		if last := len(merged) - 1; last >= 0 && slices.Equal(merged[last].Stops, p.Stops) {
			merged[last].Count += p.Count
			continue
		}
		merged = append(merged, p)
	}
	slices.SortStableFunc(merged, func(a, b Path) int { return cmp.Compare(b.Count, a.Count) })
	return merged, true
}

// distinct returns the known stops of a list, each once.
func distinct(stops []int) []int {
	list := slices.Compact(slices.Sorted(slices.Values(stops)))
	if len(list) > 0 && list[0] == Unknown {
		list = list[1:]
	}
	return list
}

func matrix(n int) [][]int64 {
	m := make([][]int64, n)
	for i := range m {
		m[i] = make([]int64, n)
	}
	return m
}

// rows divides every row by its sum; a row of zeros stays.
func rows(counts [][]int64) [][]float64 {
	shares := make([][]float64, len(counts))
	for i, row := range counts {
		shares[i] = make([]float64, len(row))
		total := int64(0)
		for _, c := range row {
			total += c
		}
		for j, c := range row {
			if total > 0 {
				shares[i][j] = float64(c) / float64(total)
			}
		}
	}
	return shares
}
