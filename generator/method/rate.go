package method

import (
	"math"

	"htsm/generator/method/distribution"
)

// A RateRatioResult compares two Poisson rates.
type RateRatioResult struct {
	// Ratio is (x1/t1)/(x2/t2); it is +Inf when x2 is 0.
	Ratio float64
	// Low and High are the limits of the exact conditional interval of Ratio;
	// High is +Inf when x2 is 0.
	Low, High float64
	// P is the central two-sided p-value, twice the smaller tail and at most 1.
	// It is below 1-level exactly when the interval excludes 1 (Fay 2010, R
	// Journal 2(1):53-58).
	P float64
	// MidP is the central p-value with half of the observed probability in each
	// tail (Lancaster 1961).
	MidP float64
	// MinimumLikelihoodP sums the outcomes that are no more likely than the
	// observed one. It may disagree with the interval and is not for print.
	MinimumLikelihoodP float64
}

// RateRatio compares the rate of x1 events in exposure t1 with the rate of x2
// events in exposure t2 by the exact conditional test: given the total, x1 is
// binomial with probability t1·ρ/(t1·ρ+t2) (Przyborowski & Wilenski 1940,
// Biometrika 31:313-323; interval by inverting Clopper-Pearson, Nelson 1970).
// Exposures are in any one unit; periods of months take days.
//
// It reports false when both counts are 0, where the ratio is undefined, and
// unless the counts are at least 0 and sum to at most MaxCount, both exposures
// are positive and finite and 0 < level < 1. P-values below 1e-300 are 0.
func RateRatio(x1 int64, t1 float64, x2 int64, t2, level float64) (RateRatioResult, bool) {
	if x1 < 0 || x2 < 0 || !positive(t1) || !positive(t2) || !confidence(level) {
		return RateRatioResult{}, false
	}
	if x1 == 0 && x2 == 0 || x1 > MaxCount || x2 > MaxCount-x1 {
		return RateRatioResult{}, false
	}
	n, tail := x1+x2, (1-level)/2
	result := RateRatioResult{Ratio: math.Inf(1), High: math.Inf(1)}
	if lower := binomialLowerLimit(x1, n, tail); lower > 0 {
		result.Low = lower / (1 - lower) * (t2 / t1)
	}
	if x2 > 0 {
		result.Ratio = float64(x1) / t1 * (t2 / float64(x2))
		lower := binomialLowerLimit(x2, n, tail)
		result.High = (1 - lower) / lower * (t2 / t1)
	}
	p := t1 / (t1 + t2)
	below, above := distribution.BinomialLower(x1, n, p), distribution.BinomialUpper(x1, n, p)
	mass := distribution.BinomialMass(x1, n, p)
	result.P = probability(2 * min(below, above))
	result.MidP = probability(2 * (min(below, above) - mass/2))
	result.MinimumLikelihoodP = probability(minimumLikelihood(x1, n, p, below, above, mass))
	return result, true
}

// probability cuts off what rounding left outside of 0..1, and the noise where
// numbers end.
func probability(p float64) float64 {
	if p < 1e-300 {
		return 0
	}
	return min(1, p)
}

// minimumLikelihood adds to the tail of x the outcomes of the other tail that
// are no more likely. The masses of a binomial fall on both sides of the mode,
// so that the first such outcome is found by bisection. The slack of 1e-7 is
// that of R's binom.test: equal masses differ by rounding.
func minimumLikelihood(x, n int64, p, below, above, mass float64) float64 {
	slack := mass * (1 + 1e-7)
	mean := float64(n) * p
	switch {
	case float64(x) == mean:
		return 1
	case float64(x) < mean:
		low, high := int64(math.Ceil(mean))-1, n+1
		for high-low > 1 {
			if mid := low + (high-low)/2; distribution.BinomialMass(mid, n, p) <= slack {
				high = mid
			} else {
				low = mid
			}
		}
		return below + distribution.BinomialUpper(high, n, p)
	default:
		low, high := int64(-1), int64(math.Floor(mean))+1
		for high-low > 1 {
			if mid := low + (high-low)/2; distribution.BinomialMass(mid, n, p) <= slack {
				low = mid
			} else {
				high = mid
			}
		}
		return distribution.BinomialLower(low, n, p) + above
	}
}
