package bootstrap_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/bootstrap"
)

func TestLimitsLieWithinTheReplicatesAndFollowAShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		replicates := rapid.SliceOfN(rapid.Float64Range(-100, 100), 3, 60).Draw(t, "replicates")
		influences := rapid.SliceOfN(rapid.Float64Range(-5, 5), 2, 20).Draw(t, "influences")
		estimate := rapid.Float64Range(-100, 100).Draw(t, "estimate")
		got, ok := bootstrap.Of(estimate, replicates, influences, 0.9)
		if !ok {
			return
		}
		low, high := math.Inf(1), math.Inf(-1)
		moved := make([]float64, len(replicates))
		for i, r := range replicates {
			low, high = min(low, r), max(high, r)
			moved[i] = r + 1000
		}
		if got.Percentile.Low < low || got.Percentile.High > high || got.BCa.Low < low || got.BCa.High > high || got.BCa.Low > got.BCa.High {
			t.Errorf("replicates %v..%v give %+v", low, high, got)
		}
		shifted, ok := bootstrap.Of(estimate+1000, moved, influences, 0.9)
		if !ok {
			return // rounding may move a replicate onto the estimate
		}
		if math.Abs(shifted.Percentile.High-got.Percentile.High-1000) > 1e-8 {
			t.Errorf("%+v shifts to %+v", got.Percentile, shifted.Percentile)
		}
	})
}

func TestBootstrapWithoutABasisIsRefused(t *testing.T) {
	replicates, influences := []float64{1, 2, 3, 4}, []float64{1, -1}
	for name, ok := range map[string]bool{
		"outside of the replicates": exists(0, replicates, influences, 0.95),
		"no influence":              exists(2.5, replicates, []float64{0, 0}, 0.95),
		"one replicate":             exists(1, []float64{1}, influences, 0.95),
		"level of one":              exists(2.5, replicates, influences, 1),
		"not a number":              exists(2.5, []float64{1, math.NaN(), 3}, influences, 0.95),
	} {
		if ok {
			t.Errorf("%s: an interval exists", name)
		}
	}
	if !exists(2.5, replicates, influences, 0.95) {
		t.Error("a plain interval is refused")
	}
}

func exists(estimate float64, replicates, influences []float64, level float64) bool {
	_, ok := bootstrap.Of(estimate, replicates, influences, level)
	return ok
}
