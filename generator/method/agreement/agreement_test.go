package agreement_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/agreement"
)

func TestFullAgreementIsOneAndChanceIsZero(t *testing.T) {
	full, ok := agreement.Cohen([][]int64{{5, 0}, {0, 7}}, 0.95)
	if !ok || full.Value != 1 || full.Error != 0 || full.Interval.High != 1 {
		t.Errorf("full agreement: %+v, %v", full, ok)
	}
	chance, ok := agreement.Cohen([][]int64{{20, 20}, {30, 30}}, 0.95)
	if !ok || math.Abs(chance.Value) > 1e-12 || math.Abs(chance.Z) > 1e-9 {
		t.Errorf("chance: %+v, %v", chance, ok)
	}
	panel, ok := agreement.Fleiss([][]int64{{3, 0}, {0, 3}, {3, 0}})
	if !ok || math.Abs(panel.Value-1) > 1e-12 || panel.Coders != 3 || panel.Units != 3 {
		t.Errorf("panel: %+v, %v", panel, ok)
	}
}

func TestKappaDoesNotDependOnWhoIsFirstOrOnTheOrderOfCodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := rapid.SliceOfN(rapid.SliceOfN(rapid.Int64Range(0, 9), 3, 3), 3, 3).Draw(t, "table")
		turned := make([][]int64, 3)
		moved := make([][]int64, 3)
		for i := range 3 {
			for j := range 3 {
				turned[i] = append(turned[i], table[j][i])
				moved[i] = append(moved[i], table[(i+1)%3][(j+1)%3])
			}
		}
		a, ok := agreement.Cohen(table, 0.95)
		for _, other := range [][][]int64{turned, moved} {
			b, ok2 := agreement.Cohen(other, 0.95)
			if ok != ok2 || math.Abs(a.Value-b.Value) > 1e-12 || math.Abs(a.Error-b.Error) > 1e-12 {
				t.Errorf("%+v (%v) and %+v (%v)", a, ok, b, ok2)
			}
		}
		if ok && (math.IsNaN(a.Error) || math.IsNaN(a.Z) || a.Value > 1) {
			t.Errorf("%+v", a)
		}
	})
}

// Alpha from its definition: observed over expected disagreement of all pairs.
func TestNominalAlphaIsOneMinusTheQuotientOfDisagreements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ratings []agreement.Rating
		var values []float64
		observed, pairs := 0.0, 0.0
		for unit := range 6 {
			own := rapid.SliceOfN(rapid.IntRange(1, 3), 2, 4).Draw(t, "unit")
			for i, a := range own {
				ratings = append(ratings, agreement.Rating{Unit: unit, Value: float64(a)})
				values = append(values, float64(a))
				for j, b := range own {
					if i != j && a != b {
						observed += 1 / float64(len(own)-1)
					}
				}
			}
			pairs += float64(len(own))
		}
		expected := 0.0
		for i, a := range values {
			for j, b := range values {
				if i != j && a != b {
					expected++
				}
			}
		}
		got, ok := agreement.Krippendorff(ratings, agreement.Nominal)
		if ok != (expected > 0) {
			t.Fatalf("alpha %v, %v", got, ok)
		}
		if want := 1 - observed/pairs/(expected/pairs/(pairs-1)); ok && math.Abs(got-want) > 1e-9 {
			t.Errorf("alpha %v, want %v", got, want)
		}
	})
}

func TestScalesTakeTheirOwnDifferences(t *testing.T) {
	ratings := []agreement.Rating{{0, 1}, {0, 1}, {1, 2}, {1, 2}, {2, 1}, {2, 2}, {3, 10}, {3, 10}, {9, 5}}
	for _, scale := range []agreement.Scale{agreement.Nominal, agreement.Ordinal, agreement.Interval, agreement.Ratio} {
		got, ok := agreement.Krippendorff(ratings, scale)
		if !ok || !(got > 0.5 && got < 1) {
			t.Errorf("scale %d: %v, %v", scale, got, ok)
		}
	}
	interval, _ := agreement.Krippendorff(ratings, agreement.Interval)
	nominal, _ := agreement.Krippendorff(ratings, agreement.Nominal)
	if interval <= nominal {
		t.Errorf("a small difference counts more by interval (%v) than by name (%v)", interval, nominal)
	}
}

func TestAgreementWithoutVariationIsRefused(t *testing.T) {
	for name, ok := range map[string]bool{
		"one code":         second(agreement.Cohen([][]int64{{9, 0}, {0, 0}}, 0.95)),
		"empty":            second(agreement.Cohen([][]int64{{0, 0}, {0, 0}}, 0.95)),
		"oblong":           second(agreement.Cohen([][]int64{{1, 0, 2}, {0, 0, 1}}, 0.95)),
		"one code panel":   second(agreement.Fleiss([][]int64{{3, 0}, {3, 0}})),
		"unequal panel":    second(agreement.Fleiss([][]int64{{3, 0}, {1, 1}})),
		"one coder":        second(agreement.Fleiss([][]int64{{1, 0}, {0, 1}})),
		"equal values":     second(agreement.Krippendorff([]agreement.Rating{{0, 1}, {0, 1}}, agreement.Ordinal)),
		"no pair":          second(agreement.Krippendorff([]agreement.Rating{{0, 1}, {1, 2}}, agreement.Nominal)),
		"negative ratio":   second(agreement.Krippendorff([]agreement.Rating{{0, 1}, {0, -2}}, agreement.Ratio)),
		"scale out of set": second(agreement.Krippendorff([]agreement.Rating{{0, 1}, {0, 2}}, agreement.Ratio+1)),
	} {
		if ok {
			t.Errorf("%s: a value exists", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }
