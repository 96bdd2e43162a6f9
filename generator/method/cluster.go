package method

import "math"

// A Clustered count is a sum of persons over independent records: an incident
// counts everybody in it, so that the sum varies more than a Poisson count.
type Clustered struct {
	Sum     float64 // The sum of the sizes; at least 0.
	Squares float64 // The sum of the squared sizes; at least Sum for whole sizes.
}

// WilsonClustered returns the score interval of the share x/n of persons who
// come in records of unequal size: Wilson's interval (Wilson 1927) at the
// effective base n²/squares of Kish (1965, Survey Sampling, section 8.2),
// where squares is the sum of the squared sizes of the records of the base. It
// lies in [0, 1] and contains x/n. It reports false unless 0 <= x <= n, n > 0,
// squares is finite and at least n, and 0 < level < 1.
func WilsonClustered(x int64, base Clustered, level float64) (Interval, bool) {
	n := base.Sum
	if x < 0 || !(float64(x) <= n) || !positive(n) || !(base.Squares >= n) || !positive(base.Squares) || !confidence(level) {
		return Interval{}, false
	}
	p, m := float64(x)/n, n*n/base.Squares
	z := twoSided(level)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return Interval{Low: min(math.Max(0, middle-half), p), High: max(math.Min(1, middle+half), p)}, true
}

// ClusteredRatio returns the ratio of two rates of clustered counts with its
// interval and two-sided p-value: a compound Poisson sum has the variance that
// its squared sizes estimate (Ross, Introduction to Probability Models, section
// 5.4.2), and the logarithm of the ratio is taken as normal (delta method). With
// sizes of 1 it is the Wald interval of a rate ratio. MinimumLikelihoodP is not
// computed and stays 0. It reports false unless both sums and both exposures are
// positive and finite, the squares are finite and at least the sums, and
// 0 < level < 1.
func ClusteredRatio(a Clustered, exposureA float64, b Clustered, exposureB, level float64) (RateRatioResult, bool) {
	if !positive(a.Sum) || !positive(b.Sum) || !positive(exposureA) || !positive(exposureB) || !confidence(level) ||
		!(a.Squares >= a.Sum && b.Squares >= b.Sum) || math.IsInf(a.Squares+b.Squares, 0) {
		return RateRatioResult{}, false
	}
	ratio := a.Sum / exposureA / (b.Sum / exposureB)
	spread := math.Sqrt(a.Squares/(a.Sum*a.Sum) + b.Squares/(b.Sum*b.Sum))
	z := twoSided(level)
	p := math.Erfc(math.Abs(math.Log(ratio)) / spread / math.Sqrt2)
	return RateRatioResult{Ratio: ratio, Low: ratio * math.Exp(-z*spread), High: ratio * math.Exp(z*spread), P: p, MidP: p}, true
}

// ClusteredSum returns the interval of the mean of a clustered count over so
// many independent records, per unit of exposure: that of the number of records
// (Garwood 1936), stretched by the sizes (Dobson, Kuulasmaa, Eberle & Scherer
// 1991, Stat Med 10:457-462). With sizes of 1 it is Garwood's interval; the lower
// limit is not below 0. It reports false unless 0 <= records <= MaxCount, the sum
// and the squares are at least the records, or all are 0, exposure is positive
// and finite, and 0 < level < 1.
func ClusteredSum(records int64, c Clustered, exposure, level float64) (Interval, bool) {
	x := float64(records)
	g, ok := Garwood(records, 1, level)
	if !ok || !positive(exposure) || !(c.Sum >= x && c.Squares >= c.Sum) || math.IsInf(c.Squares, 0) || records == 0 && c.Squares > 0 {
		return Interval{}, false
	}
	stretch := 1.0
	if records > 0 {
		stretch = math.Sqrt(c.Squares / x)
	}
	return Interval{Low: max(0, c.Sum+stretch*(g.Low-x)) / exposure, High: (c.Sum + stretch*(g.High-x)) / exposure}, true
}
