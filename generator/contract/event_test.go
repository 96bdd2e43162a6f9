package contract_test

import (
	"testing"

	"htsm/generator/contract"
	"htsm/generator/period"
)

func TestASeriesBreaksBetweenTheMonthsAroundAnEvent(t *testing.T) {
	c := &contract.Contract{Events: []contract.Event{
		{Month: period.Of(2026, 3), Breaks: true}, {Month: period.Of(2026, 8)},
	}}
	for _, k := range []struct {
		first, last period.Month
		want        bool
	}{
		{period.Of(2026, 2), period.Of(2026, 3), true},
		{period.Of(2025, 3), period.Of(2026, 4), true},
		{period.Of(2026, 3), period.Of(2026, 4), false}, // Both sides lie after it.
		{period.Of(2026, 1), period.Of(2026, 2), false},
		{period.Of(2026, 7), period.Of(2026, 9), false}, // That event breaks nothing.
	} {
		if got := c.LastBreak(k.last) > k.first; got != k.want {
			t.Errorf("the last break by %v lies after %v: %v", k.last, k.first, got)
		}
		if got := c.BreakIn(k.first, k.last); got != k.want {
			t.Errorf("%v to %v: %v", k.first, k.last, got)
		}
	}
}
