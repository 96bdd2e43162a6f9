package method_test

import (
	"math"
	"testing"

	"htsm/generator/method"
)

func TestClusteredShareOfSinglePersonsIsWilsons(t *testing.T) {
	want, _ := method.Wilson(15, 148, 0.95)
	got, ok := method.WilsonClustered(15, method.Clustered{Sum: 148, Squares: 148}, 0.95)
	if !ok || math.Abs(got.Low-want.Low) > 1e-12 || math.Abs(got.High-want.High) > 1e-12 {
		t.Errorf("got %v, want %v", got, want)
	}
	wide, _ := method.WilsonClustered(15, method.Clustered{Sum: 148, Squares: 1480}, 0.95)
	narrow, _ := method.Wilson(15, 148, 0.95)
	if wide.High-wide.Low <= narrow.High-narrow.Low {
		t.Error("persons who come in groups do not widen the interval")
	}
	if _, ok := method.WilsonClustered(2, method.Clustered{Sum: 1, Squares: 1}, 0.95); ok {
		t.Error("a share above 1 has an interval")
	}
}

// The expected limits are those of the Wald interval of a rate ratio, computed
// with Python's math module: ratio 2, standard error sqrt(1/40 + 1/20).
func TestClusteredRatioOfSinglePersonsIsWalds(t *testing.T) {
	got, ok := method.ClusteredRatio(method.Clustered{Sum: 40, Squares: 40}, 30, method.Clustered{Sum: 20, Squares: 20}, 30, 0.95)
	if !ok || math.Abs(got.Ratio-2) > 1e-12 || math.Abs(got.Low-1.16928089) > 1e-7 || math.Abs(got.High-3.42090598) > 1e-7 || math.Abs(got.P-0.01137328) > 1e-7 {
		t.Errorf("got %+v", got)
	}
	if _, ok := method.ClusteredRatio(method.Clustered{}, 30, method.Clustered{Sum: 1, Squares: 1}, 30, 0.95); ok {
		t.Error("a ratio of an empty count has an interval")
	}
}

// Ten records of five persons: the limits of ten, 4.795389 and 18.390356 (Garwood
// 1936), lie 5.204611 and 8.390356 from it; each person counts five times.
func TestClusteredSumStretchesTheLimitsOfItsRecords(t *testing.T) {
	got, ok := method.ClusteredSum(10, method.Clustered{Sum: 50, Squares: 250}, 2, 0.95)
	if !ok || math.Abs(got.Low-(50-5*5.204611)/2) > 1e-5 || math.Abs(got.High-(50+5*8.390356)/2) > 1e-5 {
		t.Errorf("got %+v", got)
	}
	single, _ := method.ClusteredSum(10, method.Clustered{Sum: 10, Squares: 10}, 3, 0.95)
	garwood, _ := method.Garwood(10, 3, 0.95)
	if math.Abs(single.Low-garwood.Low)+math.Abs(single.High-garwood.High) > 1e-9 {
		t.Errorf("single persons have %+v, not %+v", single, garwood)
	}
	none, ok := method.ClusteredSum(0, method.Clustered{}, 1, 0.95)
	if !ok || none.Low != 0 || math.Abs(none.High-3.688879) > 1e-5 {
		t.Errorf("no record has %+v", none)
	}
	if _, ok := method.ClusteredSum(3, method.Clustered{Sum: 2, Squares: 2}, 1, 0.95); ok {
		t.Error("three records of two persons are accepted")
	}
}
