package route_test

import (
	"math"
	"testing"

	"htsm/generator/method/route"
)

// Moving a small part of the weight of a side to one category moves the
// divergence by that part times the influence of the category.
func TestInfluencesAreTheSlopesOfTheDivergence(t *testing.T) {
	a, b := []float64{30, 50, 20}, []float64{60, 25, 15}
	first, second, ok := route.Influences(a, b)
	if !ok {
		t.Fatal("refused")
	}
	before, _ := route.Compare(a, b)
	const part = 1e-6
	for i := range a {
		for side, influence := range []float64{first[i], second[i]} {
			moved := [2][]float64{{}, {}}
			for j := range a {
				for s, list := range [][]float64{a, b} {
					x := list[j] / 100
					if s == side {
						x *= 1 - part
						if i == j {
							x += part
						}
					}
					moved[s] = append(moved[s], x)
				}
			}
			after, _ := route.Compare(moved[0], moved[1])
			if got := (after.Divergence - before.Divergence) / part; math.Abs(got-influence) > 1e-5 {
				t.Errorf("category %d of side %d: slope %v, influence %v", i, side, got, influence)
			}
		}
	}
}
