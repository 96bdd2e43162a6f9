package forecast_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/forecast"
)

func drawSeries(t *rapid.T, n int) []float64 {
	return rapid.SliceOfN(rapid.Float64Range(10, 500), n, n).Draw(t, "x")
}

func TestBothSmoothersAgreeWithoutASeason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSeries(t, 30)
		alpha, beta := rapid.Float64Range(0.05, 1).Draw(t, "alpha"), rapid.Float64Range(0, 1).Draw(t, "beta")
		holt := forecast.HoltWinters{Alpha: alpha, Beta: beta, Level: x[0], Trend: 1}
		ets := forecast.ETS{Trended: true, Alpha: alpha, Beta: alpha * beta, Level: x[0], Trend: 1}
		a, ok := holt.Smooth(x)
		b, ok2 := ets.Filter(x)
		if !ok || !ok2 {
			t.Fatal("no filter")
		}
		first, ok := a.Forecast(6, 0.95)
		then, intervals, ok2 := b.Forecast(6, 0.95)
		if !ok || !ok2 || !intervals {
			t.Fatal("no forecast")
		}
		for h := range first {
			if math.Abs(first[h].Mean-then[h].Mean) > 1e-6 {
				t.Errorf("step %d: %v and %v", h+1, first[h], then[h])
			}
			if !(first[h].Low <= first[h].Mean && first[h].Mean <= first[h].High && then[h].Low <= then[h].Mean) {
				t.Errorf("step %d: %v and %v", h+1, first[h], then[h])
			}
		}
	})
}

func TestIntervalsWidenWithTheHorizon(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSeries(t, 36)
		naive, ok := forecast.SeasonalNaive(x, 12, 30, 0.9)
		if !ok {
			t.Fatal("no forecast")
		}
		for h := 1; h < 30; h++ {
			if naive.Points[h].High-naive.Points[h].Low < naive.Points[h-1].High-naive.Points[h-1].Low-1e-9 {
				t.Errorf("step %d is narrower than the one before", h+1)
			}
			if want := x[24+h%12]; naive.Points[h].Mean != want {
				t.Errorf("step %d is %v, want %v", h+1, naive.Points[h].Mean, want)
			}
		}
	})
}

// A multiplicative season of factors 1 is no season.
func TestMultiplicativeSeasonOfOneChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawSeries(t, 30)
		plain := forecast.HoltWinters{Alpha: 0.3, Beta: 0.1, Level: 100}
		flat := plain
		flat.Seasonality, flat.Season = forecast.Multiplicative, []float64{1, 1, 1, 1}
		a, ok := plain.Smooth(x)
		b, ok2 := flat.Smooth(x)
		if !ok || !ok2 {
			t.Fatal("no filter")
		}
		first, _ := a.Forecast(9, 0.95)
		then, _ := b.Forecast(9, 0.95)
		for h := range first {
			if math.Abs(first[h].High-then[h].High) > 1e-9*(1+math.Abs(first[h].High)) {
				t.Errorf("step %d: %v and %v", h+1, first[h], then[h])
			}
		}
	})
}

func TestMultiplicativeSeasonHasNoInterval(t *testing.T) {
	x := []float64{10, 12, 9, 11, 14, 13, 12, 15, 14, 16}
	m := forecast.ETS{Alpha: 0.4, Level: 11, Seasonality: forecast.Multiplicative, Season: []float64{0.9, 1.1}}
	f, ok := m.Filter(x)
	if !ok {
		t.Fatal("no filter")
	}
	points, intervals, ok := f.Forecast(3, 0.95)
	if !ok || intervals || points[2].Low != points[2].Mean {
		t.Errorf("%v, %v, %v", points, intervals, ok)
	}
}

// Of (M,N,N) the variance of step h is l²·((1+α²σ²)^(h-1)·(1+σ²) - 1) (Hyndman et
// al. 2008, section 6.3).
func TestRelativeErrorsWidenByTheirOwnFormula(t *testing.T) {
	x := []float64{10, 12, 9, 11, 14, 13, 12, 15, 14, 16}
	f, ok := forecast.ETS{MultiplicativeError: true, Alpha: 0.4, Level: 11}.Filter(x)
	if !ok {
		t.Fatal("no filter")
	}
	points, intervals, ok := f.Forecast(6, 0.95)
	if !ok || !intervals {
		t.Fatal("no interval")
	}
	for h, p := range points {
		level := f.End.Level
		want := 1.959963984540054 * level * math.Sqrt(math.Pow(1+0.16*f.Variance, float64(h))*(1+f.Variance)-1)
		if math.Abs(p.High-p.Mean-want) > 1e-9 {
			t.Errorf("step %d: %v, want %v around", h+1, p, want)
		}
	}
}

func TestDampedTrendLevelsOff(t *testing.T) {
	var x []float64
	for i := range 20 {
		x = append(x, 100+5*float64(i))
	}
	f, ok := forecast.ETS{Trended: true, Damping: 0.8, Alpha: 0.5, Beta: 0.1, Level: 95, Trend: 5}.Filter(x)
	if !ok {
		t.Fatal("no filter")
	}
	points, _, _ := f.Forecast(60, 0.95)
	if rise := points[59].Mean - points[58].Mean; math.Abs(rise) > 1e-4 {
		t.Errorf("it still rises by %v", rise)
	}
}

func TestRollingRecordOfAPerfectSeason(t *testing.T) {
	var x []float64
	for i := range 48 {
		x = append(x, float64(i%12))
	}
	got, ok := forecast.Rolling(x, 12, 24, 0.95)
	if !ok || got.Origins != 24 || math.Abs(got.Coverage-1) > 1e-12 || got.MeanError != 0 || got.ScaledError != 0 {
		t.Errorf("%+v, %v", got, ok)
	}
}

func TestMalformedModelsAreRefused(t *testing.T) {
	x := []float64{10, 12, 9, 11, 14, 13, 12, 15, 14, 16}
	for name, ok := range map[string]bool{
		"alpha above 1":            second(forecast.HoltWinters{Alpha: 1.5}.Smooth(x)),
		"season without factors":   second(forecast.HoltWinters{Alpha: 0.5, Seasonality: forecast.Additive}.Smooth(x)),
		"season of zero":           second(forecast.HoltWinters{Alpha: 0.5, Seasonality: forecast.Multiplicative, Season: []float64{0, 0}}.Smooth(x)),
		"nothing left":             second(forecast.HoltWinters{Alpha: 0.5, Skip: 9}.Smooth(x)),
		"no alpha":                 second(forecast.ETS{}.Filter(x)),
		"trend in a model without": second(forecast.ETS{Alpha: 0.5, Trend: 1}.Filter(x)),
		"relative error at zero":   second(forecast.ETS{Alpha: 0.5, MultiplicativeError: true}.Filter(x)),
		"one cycle":                second(forecast.SeasonalNaive(x, 10, 3, 0.95)),
		"no origin":                second(forecast.Rolling(x, 2, 10, 0.95)),
	} {
		if ok {
			t.Errorf("%s is accepted", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }
