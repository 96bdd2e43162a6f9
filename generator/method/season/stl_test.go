package season_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/season"
)

func TestPartsSumToTheSeries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-1000, 1000), 24, 90).Draw(t, "x")
		window := rapid.SampledFrom([]int{0, 7, 13}).Draw(t, "window")
		robust := rapid.Bool().Draw(t, "robust")
		d, ok := season.STL(x, season.Default(12, window, robust))
		if !ok {
			t.Fatal("no decomposition")
		}
		for i, v := range x {
			if sum := d.Trend[i] + d.Seasonal[i] + d.Remainder[i]; math.Abs(sum-v) > 1e-9 {
				t.Errorf("value %d is %v, its parts sum to %v", i, v, sum)
			}
			if window == 0 && i >= 12 && d.Seasonal[i] != d.Seasonal[i-12] {
				t.Errorf("periodic season changes at %d", i)
			}
		}
		for name, strength := range map[string]func() (float64, bool){"season": d.SeasonalStrength, "trend": d.TrendStrength} {
			if s, ok := strength(); ok && !(s >= 0 && s <= 1) {
				t.Errorf("strength of the %s = %v", name, s)
			}
		}
	})
}

func wave(n int) []float64 {
	var x []float64
	for i := range n {
		x = append(x, 50+0.5*float64(i)+10*math.Sin(2*math.Pi*float64(i)/12))
	}
	return x
}

func TestCleanSeriesIsTakenApart(t *testing.T) {
	d, ok := season.STL(wave(96), season.Default(12, 0, false))
	if !ok {
		t.Fatal("no decomposition")
	}
	for i := range 96 {
		if math.Abs(d.Seasonal[i]-10*math.Sin(2*math.Pi*float64(i)/12)) > 0.5 || math.Abs(d.Trend[i]-50-0.5*float64(i)) > 0.5 {
			t.Fatalf("month %d: trend %v, season %v", i, d.Trend[i], d.Seasonal[i])
		}
	}
}

func TestRobustDecompositionLeavesAnOutlierInTheRemainder(t *testing.T) {
	x := wave(96)
	x[50] += 80
	d, ok := season.STL(x, season.Default(12, 13, true))
	if !ok || math.Abs(d.Remainder[50]-80) > 1 || math.Abs(d.Remainder[62]) > 1 {
		t.Errorf("remainders %v and a year later %v", d.Remainder[50], d.Remainder[62])
	}
}

func TestOptionsOutOfRangeAreRefused(t *testing.T) {
	good := season.Default(12, 7, false)
	even, short, degree := good, good, good
	even.Trend.Window = 20
	short.Period = 60
	degree.LowPass.Degree = 2
	for name, o := range map[string]season.Options{"zero": {}, "even window": even, "one cycle": short, "degree 2": degree} {
		if _, ok := season.STL(wave(96), o); ok {
			t.Errorf("%s is accepted", name)
		}
	}
	x := wave(96)
	x[3] = math.Inf(1)
	if _, ok := season.STL(x, good); ok {
		t.Error("an infinite value is accepted")
	}
}
