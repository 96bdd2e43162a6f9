package method

import (
	"math"

	"htsm/generator/method/distribution"
)

// An Interval holds the limits of a confidence interval, Low <= High. The zero
// value is the degenerate interval at 0; functions that return an Interval
// report beside it whether it exists.
type Interval struct {
	Low, High float64
}

// MaxCount is the largest count of the intervals and comparisons: beyond it the
// quantiles behind them lose their digits.
const MaxCount = 1 << 40

// share reports whether x of n is a share and level a confidence level.
func share(x, n int64, level float64) bool {
	return n > 0 && n <= MaxCount && x >= 0 && x <= n && confidence(level)
}

func confidence(level float64) bool { return level > 0 && level < 1 }

// twoSided returns the normal quantile of a two-sided interval.
func twoSided(level float64) float64 {
	return -distribution.NormalQuantile((1 - level) / 2)
}

// Wilson returns the score interval of the share x/n (Wilson 1927, JASA
// 22:209-212; Newcombe 1998, Stat Med 17:857-872, method 3). It lies in [0, 1]
// and contains x/n. It reports false unless 0 <= x <= n, 0 < n <= MaxCount and
// 0 < level < 1.
func Wilson(x, n int64, level float64) (Interval, bool) {
	if !share(x, n, level) {
		return Interval{}, false
	}
	z, m, p := twoSided(level), float64(n), float64(x)/float64(n)
	denominator := 1 + z*z/m
	centre := (p + z*z/(2*m)) / denominator
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m)) / denominator
	limits := Interval{max(0, centre-half), min(1, centre+half)}
	// The limits are exact at the ends; the difference above leaves an ulp.
	if x == 0 {
		limits.Low = 0
	}
	if x == n {
		limits.High = 1
	}
	return Interval{min(limits.Low, p), max(limits.High, p)}, true
}

// ClopperPearson returns the exact interval of the share x/n, whose coverage
// is never below the level (Clopper & Pearson 1934, Biometrika 26:404-413). Its
// lower limit is 0 at x = 0 and its upper limit 1 at x = n. It reports false
// unless 0 <= x <= n, 0 < n <= MaxCount and 0 < level < 1.
func ClopperPearson(x, n int64, level float64) (Interval, bool) {
	if !share(x, n, level) {
		return Interval{}, false
	}
	tail := (1 - level) / 2
	return Interval{binomialLowerLimit(x, n, tail), 1 - binomialLowerLimit(n-x, n, tail)}, true
}

// binomialLowerLimit returns the probability under which x or more of n has
// the given probability. The upper limit of x is one minus the lower limit of
// n-x: a small upper odds thus keeps its digits.
func binomialLowerLimit(x, n int64, tail float64) float64 {
	if x == 0 {
		return 0
	}
	return distribution.BetaQuantile(tail, float64(x), float64(n-x)+1)
}

// AgrestiCoull returns the adjusted Wald interval of the share x/n (Agresti &
// Coull 1998, Am Stat 52:119-126; Brown, Cai & DasGupta 2001, eq. 5). Its
// limits are not cut off and may lie outside of [0, 1]. It reports false unless
// 0 <= x <= n, 0 < n <= MaxCount and 0 < level < 1.
func AgrestiCoull(x, n int64, level float64) (Interval, bool) {
	if !share(x, n, level) {
		return Interval{}, false
	}
	z := twoSided(level)
	m := float64(n) + z*z
	p := (float64(x) + z*z/2) / m
	half := z * math.Sqrt(p*(1-p)/m)
	return Interval{p - half, p + half}, true
}

// Jeffreys returns the equal-tailed interval of the Beta(x+½, n-x+½) posterior
// of the share x/n, with lower limit 0 at x = 0 and upper limit 1 at x = n
// (Brown, Cai & DasGupta 2001, Stat Sci 16:101-133, section 4.1.1). It reports
// false unless 0 <= x <= n, 0 < n <= MaxCount and 0 < level < 1.
func Jeffreys(x, n int64, level float64) (Interval, bool) {
	if !share(x, n, level) {
		return Interval{}, false
	}
	limits, tail := Interval{0, 1}, (1-level)/2
	a, b := float64(x)+0.5, float64(n-x)+0.5
	if x > 0 {
		limits.Low = distribution.BetaQuantile(tail, a, b)
	}
	if x < n {
		limits.High = 1 - distribution.BetaQuantile(tail, b, a)
	}
	return limits, true
}

// NewcombeDifference returns the hybrid score interval of the difference of
// two independent shares x1/n1 - x2/n2 (Newcombe 1998, Stat Med 17:873-890,
// method 10). It lies in [-1, 1] and contains the difference. It reports false
// unless both shares exist and 0 < level < 1.
func NewcombeDifference(x1, n1, x2, n2 int64, level float64) (Interval, bool) {
	first, ok1 := Wilson(x1, n1, level)
	second, ok2 := Wilson(x2, n2, level)
	if !ok1 || !ok2 {
		return Interval{}, false
	}
	p1, p2 := float64(x1)/float64(n1), float64(x2)/float64(n2)
	difference := p1 - p2
	return Interval{
		Low:  max(-1, difference-math.Hypot(p1-first.Low, second.High-p2)),
		High: min(1, difference+math.Hypot(first.High-p1, p2-second.Low)),
	}, true
}

// Garwood returns the exact interval of the rate x/exposure of a Poisson count
// x (Garwood 1936, Biometrika 28:437-442). At x = 0 the lower limit is 0 and
// the upper one the two-sided limit: 3.689 at 95 % and exposure 1, not the 2.996
// of the one-sided rule of three. It reports false unless 0 <= x <= MaxCount,
// the exposure is positive and finite and 0 < level < 1.
func Garwood(x int64, exposure, level float64) (Interval, bool) {
	if x < 0 || x > MaxCount || !positive(exposure) || !confidence(level) {
		return Interval{}, false
	}
	tail := (1 - level) / 2
	limits := Interval{High: distribution.GammaUpperQuantile(tail, float64(x)+1) / exposure}
	if x > 0 {
		limits.Low = distribution.GammaQuantile(tail, float64(x)) / exposure
	}
	return limits, true
}

func positive(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// A PartialShare is a share of cases of which some are unknown.
type PartialShare struct {
	// OfKnown is x over the known cases and Known its Wilson interval.
	OfKnown float64
	Known   Interval
	// OfAll is x over all cases and Unknown the share of the unknown ones.
	OfAll, Unknown float64
	// Bounds holds the smallest and the largest share of all cases over every
	// way to fill the unknown values (Horowitz & Manski 1998, J Econometrics
	// 84:37-58). It is not a confidence interval.
	Bounds Interval
}

// ShareWithUnknown returns the shares of x among n cases of which unknown ones
// have no value. It reports false unless 0 <= x, 0 <= unknown, x + unknown <= n,
// at least one case is known and 0 < level < 1.
func ShareWithUnknown(x, unknown, n int64, level float64) (PartialShare, bool) {
	if x < 0 || unknown < 0 || n <= 0 || unknown >= n || x > n-unknown {
		return PartialShare{}, false
	}
	interval, ok := Wilson(x, n-unknown, level)
	if !ok {
		return PartialShare{}, false
	}
	all := float64(n)
	return PartialShare{
		OfKnown: float64(x) / float64(n-unknown),
		Known:   interval,
		OfAll:   float64(x) / all,
		Unknown: float64(unknown) / all,
		Bounds:  Interval{float64(x) / all, float64(x+unknown) / all},
	}, true
}
