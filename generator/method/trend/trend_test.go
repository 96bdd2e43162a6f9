package trend_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/trend"
)

func TestReversedSeriesHasTheOppositeTrend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-50, 50), 3, 40).Draw(t, "x")
		for i := range x {
			x[i] = math.Round(x[i] / 10) // ties
		}
		back := slices.Clone(x)
		slices.Reverse(back)
		a, slope, ok := trend.MannKendall(x, 0.95)
		b, _, ok2 := trend.MannKendall(back, 0.95)
		if ok != ok2 || a.S != -b.S || a.Variance != b.Variance || math.Abs(a.Slope+b.Slope) > 1e-12 {
			t.Errorf("%+v (%v) backwards %+v (%v)", a, ok, b, ok2)
		}
		if !ok {
			return
		}
		if !(slope.Low <= a.Slope && a.Slope <= slope.High) || !(a.P >= 0 && a.P <= 1) || math.Abs(a.Tau) > 1+1e-12 || a.P < a.PlainP {
			t.Errorf("%+v with the slope in %v", a, slope)
		}
	})
}

func TestLineHasItsSlopeAndFullCorrelation(t *testing.T) {
	var x []float64
	for i := range 30 {
		x = append(x, 7-0.5*float64(i))
	}
	got, slope, ok := trend.MannKendall(x, 0.95)
	if !ok || got.Slope != -0.5 || slope.Low != -0.5 || slope.High != -0.5 || math.Abs(got.Tau+1) > 1e-12 {
		t.Errorf("%+v, %v, %v", got, slope, ok)
	}
}

func TestSeasonHidesNoTrendAndMakesNone(t *testing.T) {
	var rising, flat []float64
	for i := range 60 {
		wave := 100 * math.Sin(2*math.Pi*float64(i%12)/12)
		rising = append(rising, wave+float64(i)/12)
		flat = append(flat, wave+[]float64{1, -2, 3, -1, 0}[i/12])
	}
	got, ok := trend.Seasonal(rising, 12)
	if !ok || got.P > 1e-6 || math.Abs(got.Slope-1) > 1e-9 {
		t.Errorf("rising: %+v, %v", got, ok)
	}
	got, ok = trend.Seasonal(flat, 12)
	if !ok || got.P < 0.05 {
		t.Errorf("flat: %+v, %v", got, ok)
	}
}

func TestSeriesWithoutATestIsRefused(t *testing.T) {
	for name, x := range map[string][]float64{
		"short": {1, 2}, "constant": {3, 3, 3, 3}, "not a number": {1, 2, math.NaN()}, "too long": make([]float64, trend.MaxLength+1),
	} {
		if got, _, ok := trend.MannKendall(x, 0.95); ok {
			t.Errorf("%s: %+v", name, got)
		}
		if got, ok := trend.Seasonal(x, 2); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
