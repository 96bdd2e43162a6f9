package method_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method"
)

func TestRateRatioContainsItsEstimateAndTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x1, x2 := rapid.Int64Range(0, 100_000).Draw(t, "x1"), rapid.Int64Range(1, 100_000).Draw(t, "x2")
		t1, t2 := rapid.Float64Range(1, 400).Draw(t, "t1"), rapid.Float64Range(1, 400).Draw(t, "t2")
		got, ok := method.RateRatio(x1, t1, x2, t2, 0.95)
		back, ok2 := method.RateRatio(x2, t2, x1, t1, 0.95)
		if !ok || !ok2 || got.Low > got.Ratio || got.High < got.Ratio {
			t.Fatalf("%+v (%v %v)", got, ok, ok2)
		}
		for name, p := range map[string]float64{"central": got.P, "mid": got.MidP, "minimum likelihood": got.MinimumLikelihoodP} {
			if !(p >= 0 && p <= 1) {
				t.Errorf("%s p = %v", name, p)
			}
		}
		if got.MidP > got.P {
			t.Errorf("mid-p %v above %v", got.MidP, got.P)
		}
		if math.Abs(got.P-back.P) > 1e-6*got.P || math.Abs(got.Low*back.High-1) > 1e-6 && got.Low > 0 {
			t.Errorf("%+v does not turn round into %+v", got, back)
		}
	})
}

func TestRateRatioPAndIntervalAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x1, x2 := rapid.Int64Range(0, 300).Draw(t, "x1"), rapid.Int64Range(1, 300).Draw(t, "x2")
		got, ok := method.RateRatio(x1, 31, x2, 28, 0.95)
		if !ok {
			t.Fatal("no comparison")
		}
		if excluded := got.Low > 1 || got.High < 1; excluded != (got.P < 0.05) && math.Abs(got.P-0.05) > 1e-9 {
			t.Errorf("p = %v and the interval (%v, %v) disagree", got.P, got.Low, got.High)
		}
	})
}

func TestRateRatioWithZeros(t *testing.T) {
	if got, ok := method.RateRatio(0, 30, 0, 31, 0.95); ok {
		t.Errorf("0 against 0 gives %+v, want none", got)
	}
	got, ok := method.RateRatio(4, 30, 0, 30, 0.95)
	if !ok || !math.IsInf(got.Ratio, 1) || !math.IsInf(got.High, 1) || !(got.Low > 0) || math.Abs(got.P-0.125) > 1e-12 {
		t.Errorf("4 against 0 gives %+v", got)
	}
	got, ok = method.RateRatio(0, 30, 4, 30, 0.95)
	if !ok || got.Ratio != 0 || got.Low != 0 || !(got.High > 0) || math.Abs(got.P-0.125) > 1e-12 {
		t.Errorf("0 against 4 gives %+v", got)
	}
}
