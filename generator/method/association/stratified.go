package association

import (
	"math"

	"htsm/generator/method/distribution"
)

// A Stratified describes a link that is taken to be the same in every stratum,
// such as the country that reports.
type Stratified struct {
	// Common is the odds ratio of Mantel & Haenszel (1959, J Natl Cancer Inst
	// 22:719-748) with the interval of Robins, Breslow & Greenland (1986,
	// Biometrics 42:311-323).
	Common OddsRatio
	// Test is the test of no link within the strata, Corrected with Yates's
	// correction.
	Test, Corrected Test
}

// MantelHaenszel returns the common link of two features over strata. A link in
// the sum of the strata that is none within them comes from the strata. Strata
// with a margin of 0 say nothing and are left out.
//
// It reports false when a stratum is not valid, none says anything, the common
// odds ratio is 0 or without bound, or unless 0 < level < 1.
func MantelHaenszel(strata []Fourfold, level float64) (Stratified, bool) {
	if !(level > 0 && level < 1) {
		return Stratified{}, false
	}
	var difference, variance, r, s, pr, psqr, qs float64
	for _, f := range strata {
		if !f.Valid() {
			return Stratified{}, false
		}
		if !f.margins() {
			continue
		}
		a, b, c, d := f.cells(0)
		n := a + b + c + d
		difference += a - (a+b)*(a+c)/n
		variance += (a + b) / n * (c + d) / n * (a + c) * (b + d) / (n - 1)
		p, q := (a+d)/n, (b+c)/n
		r += a * d / n
		s += b * c / n
		pr += p * a * d / n
		psqr += p*b*c/n + q*a*d/n
		qs += q * b * c / n
	}
	if !(r > 0 && s > 0 && variance > 0) {
		return Stratified{}, false
	}
	test := func(correction float64) Test {
		off := math.Abs(difference) - min(correction, math.Abs(difference))
		return Test{off * off / variance, 1, distribution.ChiSquaredUpper(off*off/variance, 1)}
	}
	ratio := r / s
	se := math.Sqrt(pr/(2*r*r) + psqr/(2*r*s) + qs/(2*s*s))
	spread := math.Exp(-distribution.NormalQuantile((1-level)/2) * se)
	return Stratified{
		Common: OddsRatio{ratio, ratio / spread, ratio * spread},
		Test:   test(0), Corrected: test(0.5),
	}, true
}
