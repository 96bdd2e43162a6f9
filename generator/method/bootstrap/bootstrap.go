// Package bootstrap makes confidence intervals of a statistic from its
// replicates, and draws samples of cases that come in categories.
//
// It is not for cases that depend on one another. The same replicates give the
// same interval, the same seed the same samples. Its invariant: a limit is an
// interpolation between replicates, never an extrapolation beyond them, except
// in the normal interval.
package bootstrap

import (
	"math"
	"slices"

	"htsm/generator/method"
	"htsm/generator/method/distribution"
)

// Intervals holds the four usual bootstrap intervals of a statistic with what
// they are made of.
type Intervals struct {
	// Bias is the mean of the replicates minus the estimate and SE their
	// standard deviation, with denominator R-1.
	Bias, SE float64
	// Acceleration is that of the BCa interval.
	Acceleration float64
	// Normal is the estimate corrected for bias, plus and minus z·SE. Basic
	// mirrors the quantiles of the replicates at the estimate, Percentile takes
	// them as they are, and BCa corrects them for bias and acceleration.
	Normal, Basic, Percentile, BCa method.Interval
}

// Of returns the intervals of an estimate from its replicates and the
// influence values of the cases, (n-1)·(estimate - estimate without the case)
// for the jackknife (Davison & Hinkley 1997, Bootstrap Methods, sections 5.2 and
// 5.3; quantiles by eq. 5.8, interpolated on the normal scale).
//
// It reports false with fewer than two replicates, a value that is not finite, a
// level outside of 0..1, influences that are all 0, or an estimate outside of
// the replicates, for which BCa has no bias correction.
func Of(estimate float64, replicates, influences []float64, level float64) (Intervals, bool) {
	acceleration, ok := acceleration(influences)
	if !ok || !finite(influences) {
		return Intervals{}, false
	}
	return intervals(estimate, replicates, acceleration, level)
}

// intervals is Of with the acceleration given.
func intervals(estimate float64, replicates []float64, acceleration, level float64) (Intervals, bool) {
	if len(replicates) < 2 || !(level > 0 && level < 1) || !finite(replicates) || !finite([]float64{estimate, acceleration}) {
		return Intervals{}, false
	}
	sorted := slices.Sorted(slices.Values(replicates))
	result := Intervals{Acceleration: acceleration}
	r := float64(len(sorted))
	mean, squares, below := 0.0, 0.0, 0.0
	for _, v := range sorted {
		mean += v / r
		if v < estimate {
			below++
		}
	}
	if below == 0 || below == r {
		return Intervals{}, false
	}
	for _, v := range sorted {
		squares += (v - mean) * (v - mean)
	}
	result.Bias, result.SE = mean-estimate, math.Sqrt(squares/(r-1))
	tail := (1 - level) / 2
	z := -distribution.NormalQuantile(tail)
	result.Normal = method.Interval{Low: estimate - result.Bias - z*result.SE, High: estimate - result.Bias + z*result.SE}
	result.Percentile = method.Interval{Low: quantile(sorted, tail), High: quantile(sorted, 1-tail)}
	result.Basic = method.Interval{Low: 2*estimate - result.Percentile.High, High: 2*estimate - result.Percentile.Low}

	correction := distribution.NormalQuantile(below / r)
	adjusted := func(z float64) float64 {
		shifted := correction + z
		return distribution.NormalLower(correction + shifted/(1-acceleration*shifted))
	}
	low, high := adjusted(-z), adjusted(z)
	result.BCa = method.Interval{Low: quantile(sorted, min(low, high)), High: quantile(sorted, max(low, high))}
	return result, true
}

// acceleration is a sixth of the skewness of the influence values (Efron 1987,
// eq. 4.4; Davison & Hinkley 1997, eq. 5.23).
func acceleration(influences []float64) (float64, bool) {
	squares, cubes := 0.0, 0.0
	for _, l := range influences {
		squares += l * l
		cubes += l * l * l
	}
	if squares == 0 {
		return 0, false
	}
	return cubes / (6 * math.Pow(squares, 1.5)), true
}

// quantile interpolates between the order statistics around (R+1)·p on the
// scale of the normal quantiles. Beyond the ends it stays at the end.
func quantile(sorted []float64, p float64) float64 {
	r := len(sorted)
	rank := float64(r+1) * p
	k := int(rank)
	switch {
	case k <= 0:
		return sorted[0]
	case k >= r:
		return sorted[r-1]
	case float64(k) == rank:
		return sorted[k-1]
	}
	z := distribution.NormalQuantile(p)
	lower := distribution.NormalQuantile(float64(k) / float64(r+1))
	upper := distribution.NormalQuantile(float64(k+1) / float64(r+1))
	return sorted[k-1] + (z-lower)/(upper-lower)*(sorted[k]-sorted[k-1])
}

func finite(values []float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
