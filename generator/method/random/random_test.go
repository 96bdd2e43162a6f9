package random_test

import (
	"math"
	"testing"

	"htsm/generator/method/random"
)

// The first numbers of seed 1234567 in the reference implementation are
// 6457827717110365317 and 3203168211198807973.
func TestSequenceIsThatOfTheReference(t *testing.T) {
	source := random.Source(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973} {
		if got := source.Uniform(); got != float64(want>>11)*0x1p-53 {
			t.Errorf("got %v, want %v", got, float64(want>>11)*0x1p-53)
		}
	}
}

func TestBelowIsEven(t *testing.T) {
	source := random.Source(9)
	var counts [7]float64
	const draws = 70_000
	for range draws {
		counts[source.Below(7)]++
	}
	for v, c := range counts {
		if math.Abs(c-draws/7) > 5*math.Sqrt(draws/7.0) {
			t.Errorf("%d comes %v times of %d", v, c, draws)
		}
	}
	if source.Below(0) != 0 || source.Below(1) != 0 {
		t.Error("nothing to choose from must give 0")
	}
}
