package pattern

import (
	"cmp"
	"fmt"
	"slices"
)

// A Sequence is an ordered list of events, each a set of items, that Count cases
// have in common.
type Sequence struct {
	Events [][]int
	Count  int64
}

// A Subsequence is a frequent pattern: events in order, items ascending within
// an event.
type Subsequence struct {
	Events [][]int
	Count  int64
}

// Subsequences returns every pattern that at least MinCount cases contain: the
// events of the pattern are subsets of events of the case in the same order. It
// searches depth first over the places where a pattern can end (Zaki 2001,
// SPADE, Mach Learn 42:31-60). A case counts once however often it contains the
// pattern. MaxLength is the number of items over all events.
//
// gap is the largest distance between the places of two neighbouring events of
// a pattern: 1 finds unbroken stretches of a route, 0 allows any distance. The
// order is by descending count, then by the number of items, then by the events.
// It returns an error wrapping ErrTooMany beyond the limit, and an error for a
// negative item, count or gap or a sum of counts beyond 2^53.
func Subsequences(sequences []Sequence, gap int, o Options) ([]Subsequence, error) {
	s := spade{gap: gap, least: max(1, o.MinCount), longest: o.MaxLength, limit: o.limit()}
	if err := s.load(sequences); err != nil {
		return nil, fmt.Errorf("find frequent sequences: %w", err)
	}
	for _, item := range s.items {
		ends := s.starts[item]
		if count := s.count(ends); count >= s.least {
			if err := s.grow([][]int{{item}}, 1, ends, count); err != nil {
				return nil, fmt.Errorf("find frequent sequences: %w", err)
			}
		}
	}
	slices.SortFunc(s.found, func(a, b Subsequence) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(size(a.Events), size(b.Events)),
			slices.CompareFunc(a.Events, b.Events, slices.Compare[[]int]))
	})
	return s.found, nil
}

// An ending holds the events of one sequence at which a pattern can end, ascending.
type ending struct {
	sequence int
	places   []int
}

type spade struct {
	gap     int
	least   int64
	longest int
	limit   int
	counts  []int64
	items   []int
	// starts holds where each item occurs.
	starts map[int][]ending
	found  []Subsequence
}

func (s *spade) load(sequences []Sequence) error {
	if s.gap < 0 {
		return fmt.Errorf("the gap is %d", s.gap)
	}
	s.starts = make(map[int][]ending)
	total := int64(0)
	for k, sequence := range sequences {
		if sequence.Count < 0 || sequence.Count > 1<<53-total {
			return fmt.Errorf("sequence %d has the count %d", k, sequence.Count)
		}
		total += sequence.Count
		s.counts = append(s.counts, sequence.Count)
		for place, event := range sequence.Events {
			for _, item := range event {
				if item < 0 {
					return fmt.Errorf("sequence %d has the item %d", k, item)
				}
				s.starts[item] = occur(s.starts[item], k, place)
			}
		}
	}
	for item := range s.starts { // In any order: sorted below.
		s.items = append(s.items, item)
	}
	slices.Sort(s.items)
	return nil
}

// occur adds a place unless it is there already.
func occur(endings []ending, sequence, place int) []ending {
	last := len(endings) - 1
	if last < 0 || endings[last].sequence != sequence {
		return append(endings, ending{sequence, []int{place}})
	}
	if places := endings[last].places; places[len(places)-1] != place {
		endings[last].places = append(places, place)
	}
	return endings
}

func (s *spade) count(endings []ending) int64 {
	total := int64(0)
	for _, e := range endings {
		total += s.counts[e.sequence]
	}
	return total
}

// grow records a pattern and tries every item, first within the last event and
// then as a new one.
func (s *spade) grow(events [][]int, length int, endings []ending, count int64) error {
	if len(s.found) >= s.limit {
		return fmt.Errorf("%w: more than %d", ErrTooMany, s.limit)
	}
	s.found = append(s.found, Subsequence{events, count})
	if length == s.longest {
		return nil
	}
	last := events[len(events)-1]
	for _, item := range s.items {
		if item > last[len(last)-1] {
			within := join(endings, s.starts[item], same)
			if n := s.count(within); n >= s.least {
				longer := append(slices.Clone(events[:len(events)-1]), append(slices.Clone(last), item))
				if err := s.grow(longer, length+1, within, n); err != nil {
					return err
				}
			}
		}
		after := join(endings, s.starts[item], s.after)
		if n := s.count(after); n >= s.least {
			if err := s.grow(append(slices.Clone(events), []int{item}), length+1, after, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// join keeps, sequence by sequence, the places of the item that keep allows
// beside the places where the pattern ends.
func join(endings, item []ending, keep func(ends, places []int) []int) []ending {
	var joined []ending
	for i, j := 0, 0; i < len(endings) && j < len(item); {
		switch {
		case endings[i].sequence < item[j].sequence:
			i++
		case endings[i].sequence > item[j].sequence:
			j++
		default:
			if places := keep(endings[i].places, item[j].places); len(places) > 0 {
				joined = append(joined, ending{endings[i].sequence, places})
			}
			i++
			j++
		}
	}
	return joined
}

// same keeps the places at which the pattern ends.
func same(ends, places []int) []int {
	var kept []int
	for _, p := range places {
		if _, ok := slices.BinarySearch(ends, p); ok {
			kept = append(kept, p)
		}
	}
	return kept
}

// after keeps the places that follow an end within the gap.
func (s *spade) after(ends, places []int) []int {
	var kept []int
	for _, p := range places {
		before, _ := slices.BinarySearch(ends, p)
		if before > 0 && (s.gap == 0 || p-ends[before-1] <= s.gap) {
			kept = append(kept, p)
		}
	}
	return kept
}

func size(events [][]int) int {
	n := 0
	for _, e := range events {
		n += len(e)
	}
	return n
}
