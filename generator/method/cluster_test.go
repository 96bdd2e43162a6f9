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
