package record

import (
	"slices"

	"htsm/generator/num"
)

// A Change counts the figures of a statistic that two revisions of an edition
// print differently.
type Change struct {
	Statistic string
	Figures   int
}

// Changes returns what now prints otherwise than before, which is a revision of
// the same edition: figures with another status or number, and those that only
// one of them prints. Statistics stand in the order of now, then of before.
func Changes(before, now *Record) []Change {
	var out []Change
	seen := map[string]bool{}
	for _, s := range slices.Concat(now.Statistics, before.Statistics) {
		if seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		if n := differing(before.printedOf(s.ID), now.printedOf(s.ID)); n > 0 {
			out = append(out, Change{s.ID, n})
		}
	}
	return out
}

// A place is that of a figure within its statistic.
type place struct{ row, column string }

// A shown is what a figure shows.
type shown struct {
	status uint8
	number num.Decimal
}

// printedOf returns what the figures of a statistic show.
func (r *Record) printedOf(id string) map[place]shown {
	out := map[place]shown{}
	for _, s := range r.Statistics {
		if s.ID != id {
			continue
		}
		for _, row := range s.Rows {
			for j, f := range row.Figures {
				if f.Printed {
					out[place{row.Key, s.Columns[j].Key}] = shown{uint8(f.Status), f.Number}
				}
			}
		}
	}
	return out
}

// differing counts the places at which two statistics show something else.
func differing(a, b map[place]shown) int {
	n := 0
	for k, v := range a { // In any order: counted.
		if w, ok := b[k]; !ok || v != w {
			n++
		}
	}
	for k := range b { // In any order: counted.
		if _, ok := a[k]; !ok {
			n++
		}
	}
	return n
}
