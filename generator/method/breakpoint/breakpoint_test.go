package breakpoint_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/breakpoint"
)

// cost is the definition, segment by segment.
func cost(kind breakpoint.Cost, x []float64) float64 {
	n, sum, squares := float64(len(x)), 0.0, 0.0
	for _, v := range x {
		sum += v
	}
	for _, v := range x {
		squares += (v - sum/n) * (v - sum/n)
	}
	switch kind {
	case breakpoint.Mean:
		return squares
	case breakpoint.MeanVariance:
		return n * (math.Log(2*math.Pi) + math.Log(max(1e-11, squares/n)) + 1)
	}
	if sum == 0 {
		return 0
	}
	return 2 * sum * (math.Log(n) - math.Log(sum))
}

// best tries every division.
func best(kind breakpoint.Cost, x []float64, penalty float64, shortest int) float64 {
	lowest := cost(kind, x)
	for cut := shortest; cut <= len(x)-shortest; cut++ {
		lowest = min(lowest, cost(kind, x[:cut])+penalty+best(kind, x[cut:], penalty, shortest))
	}
	return lowest
}

func TestDivisionIsTheBestOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]breakpoint.Cost{breakpoint.Poisson, breakpoint.Mean, breakpoint.MeanVariance}).Draw(t, "cost")
		shortest := rapid.IntRange(2, 4).Draw(t, "shortest")
		penalty := rapid.Float64Range(0, 12).Draw(t, "penalty")
		var x []float64
		for range rapid.IntRange(shortest, 13).Draw(t, "length") {
			x = append(x, float64(rapid.IntRange(0, 20).Draw(t, "value")))
		}
		segments, ok := breakpoint.Divide(x, kind, penalty, shortest)
		if !ok {
			t.Fatal("no division")
		}
		total, next := -penalty, 0
		for _, s := range segments {
			if s.First != next || s.Last-s.First+1 < shortest {
				t.Errorf("segments %+v of %d values", segments, len(x))
			}
			next = s.Last + 1
			total += cost(kind, x[s.First:next]) + penalty
		}
		if want := best(kind, x, penalty, shortest); next != len(x) || math.Abs(total-want) > 1e-6*(1+math.Abs(want)) {
			t.Errorf("%+v costs %v, the best %v", segments, total, want)
		}
	})
}

func TestLevelsAreFoundWhereTheyChange(t *testing.T) {
	var x []float64
	for i := range 60 {
		x = append(x, []float64{4, 15, 6}[i/20]+float64(i%3))
	}
	got, ok := breakpoint.Divide(x, breakpoint.Poisson, 2*math.Log(60), 3)
	if !ok || len(got) != 3 || got[0].Last != 19 || got[1].Last != 39 {
		t.Errorf("%+v, %v", got, ok)
	}
}

func TestSeriesThatCannotBeDividedIsRefused(t *testing.T) {
	for name, ok := range map[string]bool{
		"short":          second(breakpoint.Divide([]float64{1}, breakpoint.Mean, 1, 2)),
		"negative count": second(breakpoint.Divide([]float64{1, -1, 2}, breakpoint.Poisson, 1, 1)),
		"not a number":   second(breakpoint.Divide([]float64{1, math.NaN(), 2}, breakpoint.Mean, 1, 1)),
		"penalty":        second(breakpoint.Divide([]float64{1, 2, 3}, breakpoint.Mean, -1, 1)),
		"variance of 1":  second(breakpoint.Divide([]float64{1, 2, 3}, breakpoint.MeanVariance, 1, 1)),
	} {
		if ok {
			t.Errorf("%s is divided", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }
