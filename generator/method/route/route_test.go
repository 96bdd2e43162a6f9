package route_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/method/route"
)

func TestTableKeepsCasesAndLegsApart(t *testing.T) {
	got, ok := route.Tabulate([]route.Path{
		{Stops: []int{0, 1, 0, 2}, Count: 2},
		{Stops: []int{0, 0, 1, 1, 0, 2}, Count: 1}, // the same after collapsing
		{Stops: []int{2}, Count: 4},
		{Stops: []int{0, route.Unknown, 2}, Count: 1},
		{Stops: []int{route.Unknown, 1}, Count: 1},
	}, 3)
	if !ok {
		t.Fatal("no table")
	}
	want := route.Table{
		Cases: 9, WithoutLeg: 4, Distinct: 4, Stops: 3*4 + 4 + 3 + 2,
		Legs: [][]int64{{0, 3, 3}, {3, 0, 0}, {0, 0, 0}}, LegTotal: 9, Gaps: 3,
		Ends: [][]int64{{0, 0, 4}, {0, 0, 0}, {0, 0, 4}}, OpenEnds: 1,
		Transit: []int64{3, 3, 0}, Visiting: []int64{4, 4, 8},
		Paths: []route.Path{
			{Stops: []int{2}, Count: 4},
			{Stops: []int{0, 1, 0, 2}, Count: 3},
			{Stops: []int{route.Unknown, 1}, Count: 1},
			{Stops: []int{0, route.Unknown, 2}, Count: 1},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p := got.Transitions(); p[0][1] != 0.5 || p[2][0] != 0 {
		t.Errorf("transitions %v", p)
	}
}

func TestMalformedPathsAreRefused(t *testing.T) {
	for name, p := range map[string]route.Path{
		"empty": {Count: 1}, "outside": {Stops: []int{3}, Count: 1}, "below unknown": {Stops: []int{-2}, Count: 1},
		"negative": {Stops: []int{0}, Count: -1}, "too many": {Stops: []int{0, 1}, Count: 1 << 53},
	} {
		if got, ok := route.Tabulate([]route.Path{p}, 3); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestStationaryDistributionStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.SliceOfN(rapid.Int64Range(0, 3), 4, 4), 4, 4).Draw(t, "counts")
		chain, ok := route.Estimate(counts, 0.95)
		if !ok || chain.Stationary == nil {
			return
		}
		sum := 0.0
		for j := range 4 {
			flow, out := 0.0, 0.0
			for i := range 4 {
				flow += chain.Stationary[i] * chain.Probability[i][j]
				out += chain.Probability[j][i]
			}
			// A state without transitions is where the chain stays.
			if out > 0 && math.Abs(flow-chain.Stationary[j]) > 1e-12 {
				t.Errorf("state %d: %v flows in, %v is there", j, flow, chain.Stationary[j])
			}
			sum += chain.Stationary[j]
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("the shares sum to %v", sum)
		}
	})
}

func TestChainWithTwoEndsHasNoStationaryDistribution(t *testing.T) {
	chain, ok := route.Estimate([][]int64{{0, 1, 1}, {0, 5, 0}, {0, 0, 5}}, 0.95)
	if !ok || chain.Stationary != nil {
		t.Errorf("%v, %v", chain.Stationary, ok)
	}
	if limits := chain.Limits[0][1]; limits.Low >= 0.5 || limits.High <= 0.5 {
		t.Errorf("limits %v of one half", limits)
	}
	if _, ok := route.Estimate([][]int64{{0, 0}, {0, 0}}, 0.95); ok {
		t.Error("a chain without transitions exists")
	}
}

func TestShiftIsSymmetricAndBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Float64Range(0, 100), 5, 5)
		a, b := weights.Draw(t, "a"), weights.Draw(t, "b")
		s, ok := route.Compare(a, b)
		back, ok2 := route.Compare(b, a)
		if ok != ok2 || math.Abs(s.Divergence-back.Divergence) > 1e-12 {
			t.Errorf("%+v (%v) and back %+v (%v)", s, ok, back, ok2)
		}
		if !ok {
			return
		}
		sum := 0.0
		for _, c := range s.Contribution {
			sum += c
			if c < -1e-12 {
				t.Errorf("a category takes %v off the divergence", c)
			}
		}
		for name, v := range map[string]float64{"bits": s.Bits(), "variation": s.TotalVariation, "Hellinger": s.Hellinger, "distance": s.Distance()} {
			if !(v >= 0 && v <= 1) {
				t.Errorf("%s = %v", name, v)
			}
		}
		if math.Abs(sum-s.Divergence) > 1e-12 {
			t.Errorf("contributions sum to %v of %v", sum, s.Divergence)
		}
	})
}

func TestPermutationPTellsChanceFromChange(t *testing.T) {
	chance, ok := route.PermutationP([]int64{20, 30, 50}, []int64{42, 58, 101}, 999, 3)
	if !ok || chance < 0.5 {
		t.Errorf("p of the same shares = %v, %v", chance, ok)
	}
	change, ok := route.PermutationP([]int64{50, 30, 20}, []int64{42, 58, 101}, 999, 3)
	if !ok || change != 0.001 {
		t.Errorf("p of other shares = %v, %v", change, ok)
	}
	// Four of four divisions of {1,0} and {0,1} are as far apart.
	if p, ok := route.PermutationP([]int64{1, 0}, []int64{0, 1}, 99, 3); !ok || p != 1 {
		t.Errorf("p of one case each = %v, %v", p, ok)
	}
	if _, ok := route.PermutationP([]int64{1 << 40}, []int64{1 << 40}, 999, 3); ok {
		t.Error("more draws than the limit are made")
	}
	if _, ok := route.PermutationP([]int64{-1, 2}, []int64{1, 1}, 9, 3); ok {
		t.Error("a negative count is accepted")
	}
}

func TestShiftOfUnlikeListsIsRefused(t *testing.T) {
	for name, ok := range map[string]bool{
		"lengths": second(route.Compare([]float64{1}, []float64{1, 2})), "empty side": second(route.Compare([]float64{0, 0}, []float64{1, 2})),
		"negative": second(route.Compare([]float64{-1, 2}, []float64{1, 2})), "not a number": second(route.Compare([]float64{math.NaN(), 2}, []float64{1, 2})),
	} {
		if ok {
			t.Errorf("%s: a comparison exists", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }
