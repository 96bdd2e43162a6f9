package anomaly_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/anomaly"
	"htsm/generator/method/distribution"
	"htsm/generator/method/random"
)

// seasonal is seven quiet years of months with a season of ±50 %.
func seasonal(mean float64) []int64 {
	var counts []int64
	for month := range 84 {
		level := mean * (1 + 0.5*math.Sin(2*math.Pi*float64(month)/12))
		// A fixed pattern of ±1 sd stands for chance.
		wiggle := []float64{0.3, -0.8, 0.5, 0.9, -0.4, -0.6, 0.1}[month%7]
		counts = append(counts, int64(math.Round(level+wiggle*math.Sqrt(level))))
	}
	return counts
}

func TestQuietSeasonRaisesNoAlarm(t *testing.T) {
	counts := seasonal(40)
	for at := 72; at < 84; at++ {
		got, ok := anomaly.FarringtonFlexible(counts, nil, at, nil, anomaly.MonthlyOptions())
		if !ok || got.Alarm || got.P < 0.01 {
			t.Errorf("month %d: %+v, %v", at, got, ok)
		}
	}
}

func TestOutbreakRaisesEveryAlarm(t *testing.T) {
	counts := seasonal(40)
	at := 80
	counts[at] *= 4
	flexible, ok := anomaly.FarringtonFlexible(counts, nil, at, nil, anomaly.MonthlyOptions())
	if !ok || !flexible.Alarm || flexible.P > 1e-4 {
		t.Errorf("flexible: %+v, %v", flexible, ok)
	}
	if score, ok := flexible.Score(counts[at]); !ok || score <= 1 {
		t.Errorf("score %v, %v", score, ok)
	}
	classical, ok := anomaly.Farrington(counts, at, anomaly.FarringtonOptions{PerYear: 12, Years: 5, HalfWindow: 1, Alpha: 0.01, Trend: true})
	if !ok || !classical.Alarm {
		t.Errorf("classical: %+v, %v", classical, ok)
	}
	bayes, ok := anomaly.Bayes(counts, at, anomaly.BayesOptions{PerYear: 12, Years: 4, HalfWindow: 1, Alpha: 0.01})
	if !ok || !bayes.Alarm || bayes.P > 0.01 || bayes.References != 12 {
		t.Errorf("Bayes: %+v, %v", bayes, ok)
	}
	ears, ok := anomaly.EARS(counts, at, anomaly.EARSOptions{Window: 12})
	if !ok || !ears.C1.Alarm || !ears.C2.Alarm || !ears.HasC3 || ears.C3 <= 2 {
		t.Errorf("EARS: %+v, %v", ears, ok)
	}
}

// For each simulated past, the chance of a count with a p-value of at most alpha
// is that of the Poisson distribution which made the past.
func TestPredictiveTailsAreNoThinnerThanChance(t *testing.T) {
	const alpha, pasts = 1e-4, 250
	source := random.Source(8)
	for _, mean := range []float64{3, 10, 30} {
		rate := map[anomaly.Bound]float64{}
		for range pasts {
			counts := make([]int64, 83)
			for i := range counts {
				u, p := source.Uniform(), math.Exp(-mean)
				for k := 1.0; u > p && k < 200; k++ {
					u -= p
					p *= mean / k
					counts[i]++
				}
			}
			for _, bound := range []anomaly.Bound{anomaly.Plugin, anomaly.Predictive} {
				o := anomaly.MonthlyOptions()
				o.Bound = bound
				got, ok := anomaly.FarringtonFlexible(counts, nil, 82, nil, o)
				if !ok {
					t.Fatalf("no threshold of %v", counts)
				}
				ratio := max(got.Dispersion, 1+1e-9)
				count := int64(mean)
				for distribution.NegBinomialUpper(count, got.Expected/(ratio-1), 1/ratio) > alpha {
					count++
				}
				rate[bound] += distribution.PoissonUpper(count, mean) / pasts
			}
		}
		if r := rate[anomaly.Predictive]; r > 1.2*alpha || rate[anomaly.Plugin] < r {
			t.Errorf("mean %v: %v of quiet months have p at most %v, by the plug-in bound %v", mean, r, alpha, rate[anomaly.Plugin])
		}
	}
}

func TestTheJudgedCountDoesNotChangeItsExpectation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Int64Range(0, 60), 80, 80).Draw(t, "counts")
		other := append([]int64{}, counts...)
		other[79] = rapid.Int64Range(0, 1000).Draw(t, "other")
		o := anomaly.MonthlyOptions()
		a, ok := anomaly.FarringtonFlexible(counts, nil, 79, nil, o)
		b, ok2 := anomaly.FarringtonFlexible(other, nil, 79, nil, o)
		if ok != ok2 || a.Expected != b.Expected || a.Upper != b.Upper {
			t.Errorf("%+v (%v) becomes %+v (%v)", a, ok, b, ok2)
		}
		if ok && !(a.P >= 0 && a.P <= 1 && a.Upper >= 0 && a.Dispersion >= 1) {
			t.Errorf("%+v", a)
		}
		if a.Alarm && a.P > o.Alpha {
			t.Errorf("an alarm with p = %v at %v", a.P, o.Alpha)
		}
		for _, bound := range []anomaly.Bound{anomaly.Plugin, anomaly.Power, anomaly.UpperMean} {
			o.Bound = bound
			if got, ok := anomaly.FarringtonFlexible(counts, nil, 79, nil, o); ok && math.IsNaN(got.Upper+got.P+got.Expected) {
				t.Errorf("bound %d: %+v", bound, got)
			}
		}
	})
}

func TestBayesAlarmMeansASmallP(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Int64Range(0, 9), 50, 50).Draw(t, "counts")
		o := anomaly.BayesOptions{PerYear: 12, Years: 3, HalfWindow: 1, CurrentYear: true, Alpha: 0.05}
		got, ok := anomaly.Bayes(counts, 49, o)
		if !ok || got.Alarm != (got.P <= o.Alpha) && math.Abs(got.P-o.Alpha) > 1e-12 {
			t.Errorf("%+v, %v", got, ok)
		}
	})
}

func TestEmptyPastExpectsNothing(t *testing.T) {
	counts := make([]int64, 84)
	counts[83] = 6
	got, ok := anomaly.FarringtonFlexible(counts, nil, 83, nil, anomaly.MonthlyOptions())
	if !ok || got.Upper != 0 || !got.Alarm || got.Withheld {
		t.Errorf("six cases after nothing: %+v, %v", got, ok)
	}
	counts[83] = 2
	got, ok = anomaly.FarringtonFlexible(counts, nil, 83, nil, anomaly.MonthlyOptions())
	if !ok || got.Alarm || !got.Withheld {
		t.Errorf("two cases after nothing: %+v, %v", got, ok)
	}
}

func TestShortOrMalformedSeriesHasNoThreshold(t *testing.T) {
	counts := seasonal(10)
	monthly := anomaly.MonthlyOptions()
	crowded := monthly
	crowded.Seasons = 12
	for name, ok := range map[string]bool{
		"too short":          second(anomaly.FarringtonFlexible(counts, nil, 60, nil, monthly)),
		"too many seasons":   second(anomaly.FarringtonFlexible(counts, nil, 83, nil, crowded)),
		"after the end":      second(anomaly.FarringtonFlexible(counts, nil, 84, nil, monthly)),
		"negative count":     second(anomaly.EARS([]int64{1, 2, 3, 4, -1, 2, 3, 4, 5, 6, 7, 8}, 11, anomaly.EARSOptions{})),
		"no options":         second(anomaly.Bayes(counts, 83, anomaly.BayesOptions{})),
		"short Bayes":        second(anomaly.Bayes(counts, 12, anomaly.BayesOptions{PerYear: 12, Years: 1, HalfWindow: 1, Alpha: 0.05})),
		"no mean":            second(anomaly.CUSUM([]int64{0, 0, 1}, 2, anomaly.CUSUMOptions{Reference: 1, Decision: 2})),
		"no mean in control": second(anomaly.RatioCUSUM([]int64{1}, []float64{0}, anomaly.RatioOptions{Threshold: 5})),
	} {
		if ok {
			t.Errorf("%s: a result exists", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }

// The maximum of the likelihood ratio over a grid of shifts.
func TestGeneralizedRatioIsTheMaximumOverShiftsAndStarts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Int64Range(0, 12), 5, 5).Draw(t, "counts")
		o := anomaly.RatioOptions{
			Dispersion: rapid.SampledFrom([]float64{0, 0.2, 1.5}).Draw(t, "dispersion"),
			Threshold:  1e6, Fall: rapid.Bool().Draw(t, "fall"),
		}
		means := []float64{2, 3, 1, 4, 2.5}
		steps, ok := anomaly.RatioCUSUM(counts, means, o)
		if !ok {
			t.Fatal("no chart")
		}
		best := 0.0
		for k := range counts {
			for shift := 0.0; shift < 6; shift += 0.01 {
				direction := shift
				if o.Fall {
					direction = -shift
				}
				sum := 0.0
				for i := k; i < len(counts); i++ {
					x, low, high := float64(counts[i]), means[i], means[i]*math.Exp(direction)
					if o.Dispersion == 0 {
						sum += x*direction - high + low
					} else {
						sum += x*direction + (x+1/o.Dispersion)*math.Log((1+o.Dispersion*low)/(1+o.Dispersion*high))
					}
				}
				best = max(best, sum)
			}
		}
		if got := steps[4].Statistic; got < best-1e-9 || got > best+0.1 {
			t.Errorf("statistic %v, on the grid %v", got, best)
		}
	})
}

func TestChartStartsAfreshAfterAnAlarm(t *testing.T) {
	counts := []int64{2, 2, 30, 2, 2}
	means := []float64{2, 2, 2, 2, 2}
	for _, o := range []anomaly.RatioOptions{{Threshold: 5}, {Threshold: 5, Shift: math.Log(2)}} {
		steps, ok := anomaly.RatioCUSUM(counts, means, o)
		if !ok || !steps[2].Alarm || steps[3].Alarm || steps[3].Statistic > 0.1 {
			t.Errorf("%+v", steps)
		}
	}
}

// The nearer the scale is to the counts themselves, the nearer the bound is to
// the mean.
func TestTheScaleOfTheBoundIsAnOption(t *testing.T) {
	var counts []int64
	for i := range 6 * 12 {
		counts = append(counts, int64(20+i*7%11))
	}
	var upper []float64
	for _, s := range []anomaly.Transformation{anomaly.TwoThirds, anomaly.Root, anomaly.Identity} {
		r, ok := anomaly.Farrington(counts, 71, anomaly.FarringtonOptions{PerYear: 12, Years: 5, HalfWindow: 1, Alpha: 0.01, Scale: s})
		if !ok {
			t.Fatal("no threshold")
		}
		upper = append(upper, r.Upper)
	}
	if !(upper[2] < upper[0] && upper[0] < upper[1]) {
		t.Errorf("bounds %v", upper)
	}
	if _, ok := anomaly.Farrington(counts, 71, anomaly.FarringtonOptions{PerYear: 12, Years: 5, HalfWindow: 1, Alpha: 0.01, Scale: 3}); ok {
		t.Error("an unknown scale is taken")
	}
}
