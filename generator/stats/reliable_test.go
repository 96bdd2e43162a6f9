package stats

import (
	"testing"

	"htsm/generator/table"
)

// The standard of Parker et al. (2017): an effective base of 30, an interval
// under 30 points, and within 130 per cent of the share where it is over 5.
func TestSharesThatAreNotReliableAreFlagged(t *testing.T) {
	single := func(n int64) tally { return tally{units: n, squares: n, records: n} }
	for _, c := range []struct {
		name       string
		part, base tally
		want       bool
	}{
		{"a sound share", single(50), single(100), false},
		{"a base under thirty, narrow", single(29), single(29), true},
		{"a base of thirty, narrow", single(30), single(30), false},
		{"an interval of thirty points", single(18), single(36), true},
		{"wide beside a small share", single(3), single(60), true},
		{"few records of many units", tally{units: 0, squares: 0}, tally{units: 1000, squares: 50_000, records: 20}, true},
	} {
		got := (&Request{}).share(c.part, c.base)
		if got.State != table.Known {
			t.Fatalf("%s: the share is not shown", c.name)
		}
		if flagged := got.Flags&table.Unreliable != 0; flagged != c.want {
			t.Errorf("%s: flagged %v, interval %v to %v", c.name, flagged, got.Interval.Low, got.Interval.High)
		}
	}
}

func TestRatesOfFewEventsAreFlagged(t *testing.T) {
	for events, want := range map[int64]bool{0: true, 19: true, 20: false, 500: false} {
		if got := ratioCells([2]int64{events, 100})[2].Flags&table.Unreliable != 0; got != want {
			t.Errorf("%d events: flagged %v", events, got)
		}
	}
}
