package distribution

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// LogFactorial returns the natural logarithm of n!; n must not be negative.
func LogFactorial(n float64) float64 {
	v, _ := math.Lgamma(n + 1)
	return v
}

// BinomialLower returns P(X <= k) of the binomial distribution.
func BinomialLower(k, n int64, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return BetaLower(1-p, float64(n-k), float64(k)+1)
}

// BinomialUpper returns P(X >= k) of the binomial distribution; note that k
// itself is included.
func BinomialUpper(k, n int64, p float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > n:
		return 0
	}
	return BetaLower(p, float64(k), float64(n-k)+1)
}

// PoissonUpper returns P(X >= k) of the Poisson distribution with a mean of at
// least 0; k itself is included.
func PoissonUpper(k int64, mean float64) float64 {
	switch {
	case k <= 0:
		return 1
	case mean <= 0:
		return 0
	}
	return mathext.GammaIncReg(float64(k), mean)
}

// PoissonLower returns P(X <= k) of the Poisson distribution with a mean of at
// least 0.
func PoissonLower(k int64, mean float64) float64 {
	switch {
	case k < 0:
		return 0
	case mean <= 0:
		return 1
	}
	return mathext.GammaIncRegComp(float64(k)+1, mean)
}

// NegBinomialLower returns P(X <= k) of the negative binomial distribution of
// the given size and success probability p in (0, 1]: the failures before the
// size-th success, with mean size·(1-p)/p. The size need not be whole.
func NegBinomialLower(k int64, size, p float64) float64 {
	if k < 0 {
		return 0
	}
	return BetaLower(p, size, float64(k)+1)
}

// NegBinomialUpper returns P(X >= k) of the same distribution; k itself is
// included.
func NegBinomialUpper(k int64, size, p float64) float64 {
	if k <= 0 {
		return 1
	}
	return BetaLower(1-p, float64(k), size)
}

// NegBinomialQuantile returns the smallest k with P(X <= k) >= q. It reports
// false outside the domain 0 <= q < 1, size > 0, 0 < p <= 1, or when k would
// pass 2^53.
func NegBinomialQuantile(q, size, p float64) (int64, bool) {
	if !(q >= 0 && q < 1 && size > 0 && p > 0 && p <= 1) {
		return 0, false
	}
	return smallest(q, func(k int64) float64 { return NegBinomialLower(k, size, p) })
}

// PoissonQuantile returns the smallest k with P(X <= k) >= q. It reports false
// outside the domain 0 <= q < 1, mean >= 0, or when k would pass 2^53.
func PoissonQuantile(q, mean float64) (int64, bool) {
	if !(q >= 0 && q < 1 && mean >= 0) {
		return 0, false
	}
	return smallest(q, func(k int64) float64 { return PoissonLower(k, mean) })
}

// smallest doubles and bisects for the smallest k at which the distribution
// function reaches q. The slack of 64 ulp is the one of R's discrete
// quantiles: a probability that was itself computed as a distribution function
// must lead back to its k.
func smallest(q float64, lower func(int64) float64) (int64, bool) {
	const limit = int64(1) << 53
	target := q * (1 - 64*0x1p-52)
	high := int64(1)
	for lower(high) < target {
		if high >= limit {
			return 0, false
		}
		high *= 2
	}
	low := int64(-1)
	for high-low > 1 {
		mid := low + (high-low)/2
		if lower(mid) < target {
			low = mid
		} else {
			high = mid
		}
	}
	return high, true
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
