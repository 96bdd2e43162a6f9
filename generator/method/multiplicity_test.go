package method_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method"
)

func TestAdjustmentsKeepOrderAndNeverLowerAP(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 40).Draw(t, "p")
		bh, _ := method.AdjustBH(p)
		by, _ := method.AdjustBY(p)
		holm, _ := method.AdjustHolm(p)
		bonferroni, ok := method.AdjustBonferroni(p)
		if !ok {
			t.Fatal("no adjustment")
		}
		for i := range p {
			const slack = 1 + 1e-12
			if !(p[i] <= bh[i]*slack && bh[i] <= by[i]*slack && bh[i] <= holm[i]*slack && holm[i] <= bonferroni[i]*slack && by[i] <= 1) {
				t.Errorf("p=%v bh=%v by=%v holm=%v bonferroni=%v", p[i], bh[i], by[i], holm[i], bonferroni[i])
			}
			for j := range p {
				if p[i] <= p[j] && (bh[i] > bh[j] || holm[i] > holm[j]) {
					t.Errorf("%v <= %v but bh %v %v, holm %v %v", p[i], p[j], bh[i], bh[j], holm[i], holm[j])
				}
			}
		}
	})
}

func TestAdjustmentOfTheOrderedFamilyFollowsTheInput(t *testing.T) {
	p := []float64{0.04, 0.01, 0.03, 0.01}
	got, _ := method.AdjustBH(p)
	if want := []float64{0.04, 0.02, 0.04, 0.02}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAdjustmentRefusesWhatIsNoProbability(t *testing.T) {
	for _, wrong := range []float64{-0.1, 1.1, math.NaN()} {
		p := []float64{0.5, wrong}
		for name, adjust := range map[string]func([]float64) ([]float64, bool){
			"BH": method.AdjustBH, "BY": method.AdjustBY, "Holm": method.AdjustHolm, "Bonferroni": method.AdjustBonferroni,
		} {
			if got, ok := adjust(p); ok {
				t.Errorf("%s(%v) = %v", name, p, got)
			}
		}
	}
	if got, ok := method.AdjustBH(nil); !ok || len(got) != 0 {
		t.Errorf("an empty family gives %v, %v", got, ok)
	}
}
