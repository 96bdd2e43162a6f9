package head_test

import (
	"slices"
	"testing"

	"htsm/generator/head"
)

func TestUnitsAreSortedAndUnique(t *testing.T) {
	units := head.Units()
	if !slices.IsSorted(units) || len(slices.Compact(slices.Clone(units))) != len(units) {
		t.Errorf("the units are %v", units)
	}
}

// A label keeps its own stops: the caller may change those that it gave.
func TestPathsDoNotShareTheirStops(t *testing.T) {
	stops := []string{"SYR", "TUR"}
	l := head.OfPath("countries", stops...)
	stops[0] = "XXX"
	if l.Kind != head.Path || l.List != "countries" || !slices.Equal(l.Codes, []string{"SYR", "TUR"}) {
		t.Errorf("the label is %+v", l)
	}
}
