package chart

import (
	"fmt"
	"slices"
)

// names are the words of the spec language for kinds, in their order.
func names() []string {
	return []string{
		"bar", "column", "stacked", "line", "heat", "flow", "range", "share-stack", "slope", "histogram", "pyramid", "map",
		"years", "cycle", "multiples", "sparklines", "bump", "chord", "funnel", "dot-map", "bubble", "dumbbell",
		"area", "radial", "dot-matrix",
	}
}

// String returns the word of the spec language for the kind.
func (k Kind) String() string {
	if all := names(); int(k) < len(all) {
		return all[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// KindOf returns the kind that a word of the spec language names, and whether
// there is one.
func KindOf(word string) (Kind, bool) {
	i := slices.Index(names(), word)
	return Kind(max(i, 0)), i >= 0
}

// Kinds returns every kind in order.
func Kinds() []Kind {
	out := make([]Kind, len(names()))
	for i := range out {
		out[i] = Kind(i)
	}
	return out
}

// SeriesLimits returns the least and the largest number of series that a
// chart of the kind may have.
func (k Kind) SeriesLimits() (least, most int) {
	switch k {
	case Bar, Column:
		return 1, 4
	case Histogram, Funnel, DotMatrix:
		return 1, 1
	case Slope, Pyramid, Dumbbell:
		return 2, 2
	case Years, Cycle, Radial:
		return 2, 12
	case Multiples:
		return 1, 24
	case Sparklines:
		return 1, 40
	case Bump:
		return 2, 12
	case Bubble:
		return 2, 3
	case Shares, Stacked, Area:
		return 1, MaxParts + 5
	case Line:
		return 1, MaxParts
	case Heat:
		return 1, 24
	case Range:
		return 3, 3
	case Flow, Map, Chord, DotMap:
		return 0, 0
	}
	return 0, -1
}

// CategoryLimit returns the largest number of categories of a chart of the
// kind; it is 0 for kinds that have none.
func (k Kind) CategoryLimit() int {
	switch k {
	case Flow, Map, Chord, DotMap:
		return 0
	case Years, Cycle, Radial, Funnel:
		return 12
	case Bump:
		return 24
	case Bubble, DotMatrix:
		return 40
	}
	return MaxCategories
}

// HasNodes reports whether charts of the kind have nodes in place of
// categories and series.
func (k Kind) HasNodes() bool { return k.CategoryLimit() == 0 }

// Seasonal reports whether charts of the kind have the months of a year as
// categories and years as series.
func (k Kind) Seasonal() bool { return k == Years || k == Cycle || k == Radial }

// Stacks reports whether charts of the kind have series that stand on each
// other in units of the value axis.
func (k Kind) Stacks() bool { return k == Stacked || k == Area }

// HasAxis reports whether charts of the kind have a value axis that their
// model must give: the others show their values by shade, width, area or rank,
// or on scales of their own.
func (k Kind) HasAxis() bool {
	switch k {
	case Heat, Flow, Map, Chord, DotMap, Bump, Sparklines, Funnel:
		return false
	}
	return true
}
