package cluster

import (
	"maps"
	"slices"
)

// A Partition groups categorical profiles around modes.
type Partition struct {
	// Groups holds the group of each case and Modes the profile of each group.
	Groups []int
	Modes  [][]int
	// Within counts the features in which the cases of a group differ from its
	// mode, and Total sums them.
	Within []int
	Total  int
	// Passes is the number of passes after the first assignment.
	Passes int
}

// Modes groups profiles around modes, starting from given ones (Huang 1998, Data
// Min Knowl Disc 2:283-304, the on-line version): cases are taken in order, each
// goes to the nearest mode, and the modes of the groups that it leaves and joins
// are updated at once. Of equally near modes the lowest wins, of equally frequent
// categories the lowest code; a group that loses all its cases keeps its mode.
// It stops when a pass moves no case, or after the given number of passes.
//
// It reports false unless there are profiles and modes, all of one length of at
// least 1, and passes is at least 1.
func Modes(profiles, start [][]int, passes int) (Partition, bool) {
	if len(profiles) == 0 || len(start) == 0 || len(profiles[0]) == 0 || passes < 1 {
		return Partition{}, false
	}
	for _, row := range slices.Concat(profiles, start) {
		if len(row) != len(profiles[0]) {
			return Partition{}, false
		}
	}
	p := Partition{Groups: make([]int, len(profiles)), Within: make([]int, len(start))}
	for _, mode := range start {
		p.Modes = append(p.Modes, slices.Clone(mode))
	}
	counts := make([][]map[int]int, len(start))
	for g := range counts {
		counts[g] = make([]map[int]int, len(profiles[0]))
		for k := range counts[g] {
			counts[g][k] = make(map[int]int)
		}
	}
	for i, row := range profiles {
		p.Groups[i] = p.nearest(row)
		p.move(counts, row, -1, p.Groups[i])
	}
	for moved := true; moved && p.Passes < passes; {
		moved = false
		p.Passes++
		for i, row := range profiles {
			if g := p.nearest(row); g != p.Groups[i] {
				p.move(counts, row, p.Groups[i], g)
				p.Groups[i] = g
				moved = true
			}
		}
	}
	for i, row := range profiles {
		differ := differences(row, p.Modes[p.Groups[i]])
		p.Within[p.Groups[i]] += differ
		p.Total += differ
	}
	return p, true
}

func (p *Partition) nearest(row []int) int {
	best, group := len(row)+1, 0
	for g, mode := range p.Modes {
		if d := differences(row, mode); d < best {
			best, group = d, g
		}
	}
	return group
}

// move takes a case from one group, if any, to another.
func (p *Partition) move(counts [][]map[int]int, row []int, from, to int) {
	for k, category := range row {
		counts[to][k][category]++
		p.Modes[to][k] = mostFrequent(counts[to][k], p.Modes[to][k])
		if from < 0 {
			continue
		}
		if counts[from][k][category]--; counts[from][k][category] == 0 {
			delete(counts[from][k], category)
		}
		p.Modes[from][k] = mostFrequent(counts[from][k], p.Modes[from][k])
	}
}

func mostFrequent(counts map[int]int, otherwise int) int {
	mode, most := otherwise, 0
	for _, category := range slices.Sorted(maps.Keys(counts)) {
		if counts[category] > most {
			mode, most = category, counts[category]
		}
	}
	return mode
}

func differences(a, b []int) int {
	n := 0
	for k := range a {
		if a[k] != b[k] {
			n++
		}
	}
	return n
}
