package distribution

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// NormalLower returns P(Z <= z) of the standard normal distribution.
func NormalLower(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// NormalUpper returns P(Z > z) of the standard normal distribution, with full
// relative accuracy in the upper tail.
func NormalUpper(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }

// NormalQuantile returns the z with P(Z <= z) = p. It is -Inf for p = 0 and
// +Inf for p = 1; p must lie in [0, 1].
func NormalQuantile(p float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*p) }

// ChiSquaredUpper returns P(X > x) of the chi-squared distribution with df
// degrees of freedom, which need not be whole. It is 1 for x <= 0; df must be
// positive.
func ChiSquaredUpper(x, df float64) float64 {
	if x <= 0 {
		return 1
	}
	if math.IsInf(x, 1) {
		return 0
	}
	return mathext.GammaIncRegComp(df/2, x/2)
}

// GammaQuantile returns the x with P(X <= x) = p of the gamma distribution of
// the given shape and scale 1. It is 0 for p = 0; shape must be positive and p
// must lie in [0, 1).
func GammaQuantile(p, shape float64) float64 {
	if p <= 0 {
		return 0
	}
	return mathext.GammaIncRegInv(shape, p)
}

// GammaUpperQuantile returns the x with P(X > x) = q of the gamma distribution
// of the given shape and scale 1; shape must be positive and q must lie in
// (0, 1).
func GammaUpperQuantile(q, shape float64) float64 {
	return mathext.GammaIncRegCompInv(shape, q)
}

// BetaLower returns P(X <= x) of the beta distribution, the regularized
// incomplete beta function I_x(a, b). Both parameters must be positive.
func BetaLower(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	return mathext.RegIncBeta(a, b, x)
}

// BetaQuantile returns the x with P(X <= x) = p of the beta distribution. It is
// 0 for p = 0 and 1 for p = 1; both parameters must be positive.
func BetaQuantile(p, a, b float64) float64 {
	switch {
	case p <= 0:
		return 0
	case p >= 1:
		return 1
	}
	return mathext.InvRegIncBeta(a, b, p)
}

// StudentUpper returns P(T > t) of Student's distribution with df degrees of
// freedom; df must be positive.
func StudentUpper(t, df float64) float64 {
	half := BetaLower(df/(df+t*t), df/2, 0.5) / 2
	if t >= 0 {
		return half
	}
	return 1 - half
}

// StudentQuantile returns the t with P(T <= t) = p of Student's distribution
// with df degrees of freedom; p must lie in (0, 1) and df must be positive.
func StudentQuantile(p, df float64) float64 {
	switch {
	case p == 0.5:
		return 0
	case p > 0.5:
		return -StudentQuantile(1-p, df)
	}
	// The complement of the beta variable stays accurate where t is small.
	y := BetaQuantile(1-2*p, 0.5, df/2)
	if y < 0.5 {
		return -math.Sqrt(df * y / (1 - y))
	}
	x := BetaQuantile(2*p, df/2, 0.5)
	return -math.Sqrt(df * (1 - x) / x)
}
