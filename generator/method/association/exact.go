package association

import (
	"math"
	"math/big"

	"htsm/generator/method/distribution"
)

// An urn is the conditional distribution of the first cell given the margins,
// Fisher's noncentral hypergeometric distribution: its probabilities go with
// C(first, x)·C(n-first, second-x)·odds^x.
type urn struct {
	first, second, n int64
	low, high        int64
}

func newUrn(f Fourfold) urn {
	first, second, n := f.Both+f.FirstOnly, f.Both+f.SecondOnly, f.N()
	return urn{first, second, n, max(0, first+second-n), min(first, second)}
}

// ratio returns P(x+1)/P(x) at odds 1.
func (u urn) ratio(x int64) float64 {
	return float64(u.first-x) / float64(x+1) * (float64(u.second-x) / float64(u.n-u.first-u.second+x+1))
}

// mode returns the most likely value: the ratios fall with x.
func (u urn) mode(odds float64) int64 {
	low, high := u.low, u.high
	for low < high {
		mid := low + (high-low)/2
		if odds*u.ratio(mid) >= 1 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// negligible ends a sum of falling terms.
const negligible = 1e-19

// outward sums P(x)/P(from) over x from "from" to one end of the support, and
// x-from weighted likewise. Terms fall at least from the mode on.
func (u urn) outward(from int64, odds float64, up bool) (mass, moment float64) {
	term := 1.0
	for x := from; ; {
		mass += term
		moment += term * float64(x-from)
		if up {
			if x == u.high {
				return mass, moment
			}
			term *= odds * u.ratio(x)
			x++
		} else {
			if x == u.low {
				return mass, moment
			}
			x--
			term /= odds * u.ratio(x)
		}
		if term < negligible*mass {
			return mass, moment
		}
	}
}

// tail returns P(X >= x), or P(X <= x) when up is false, at the given odds.
func (u urn) tail(x int64, odds float64, up bool) float64 {
	mode := u.mode(odds)
	above, _ := u.outward(mode, odds, true)
	below, _ := u.outward(mode, odds, false)
	whole := above + below - 1
	if up && x <= mode {
		return 1 - u.tail(x-1, odds, false)
	}
	if !up && x >= mode {
		return 1 - u.tail(x+1, odds, true)
	}
	if x < u.low || x > u.high {
		return 0
	}
	beyond, _ := u.outward(x, odds, up)
	return math.Exp(u.logMass(x)-u.logMass(mode)+float64(x-mode)*math.Log(odds)) * beyond / whole
}

func (u urn) mean(odds float64) float64 {
	mode := u.mode(odds)
	above, up := u.outward(mode, odds, true)
	below, down := u.outward(mode, odds, false)
	return float64(mode) + (up+down)/(above+below-1)
}

func (u urn) logMass(x int64) float64 {
	return distribution.HypergeometricLogMass(x, u.first, u.second, u.n)
}

// Fisher returns the two-sided p-value of Fisher's exact test: the probability
// of all tables with the same margins that are no more likely than this one.
// Tables that are equally likely are found by exact arithmetic. It is 1 when a
// margin is 0 and underflows to 0 below 1e-308; it reports false for an invalid
// table.
func (f Fourfold) Fisher() (float64, bool) {
	if !f.Valid() {
		return 0, false
	}
	u := newUrn(f)
	mode := u.mode(1)
	if u.noLikelier(mode, f.Both) {
		return 1, true
	}
	up := f.Both > mode
	p := u.tail(f.Both, 1, up)
	if x, ok := u.mirror(f.Both, mode); ok {
		p += u.tail(x, 1, !up)
	}
	return min(1, p), true
}

// mirror returns the value beyond the mode that is nearest to it and no more
// likely than x. It reports false when all are more likely.
func (u urn) mirror(x, mode int64) (int64, bool) {
	inner, outer := mode, u.high+1
	if x > mode {
		outer = u.low - 1
	}
	end := outer
	for abs(outer-inner) > 1 {
		mid := inner + (outer-inner)/2
		if u.noLikelier(mid, x) {
			outer = mid
		} else {
			inner = mid
		}
	}
	return outer, outer != end
}

// noLikelier reports whether x is no more likely than y.
func (u urn) noLikelier(x, y int64) bool {
	difference := u.logMass(x) - u.logMass(y)
	if math.Abs(difference) < 1e-6 {
		return u.compare(x, y) <= 0
	}
	return difference < 0
}

// compare compares the probabilities of x and y exactly: the quotient of the
// two is a product of ratios of whole numbers.
func (u urn) compare(x, y int64) int {
	if x > y {
		return -u.compare(y, x)
	}
	above, below := []int64{}, []int64{}
	for k := x; k < y; k++ {
		above = append(above, u.first-k, u.second-k)
		below = append(below, k+1, u.n-u.first-u.second+k+1)
	}
	// P(y)/P(x) against 1 is P(y) against P(x).
	return product(below).Cmp(product(above))
}

// product multiplies by halves, which keeps the factors of equal length.
func product(factors []int64) *big.Int {
	switch len(factors) {
	case 0:
		return big.NewInt(1)
	case 1:
		return big.NewInt(factors[0])
	}
	half := len(factors) / 2
	return new(big.Int).Mul(product(factors[:half]), product(factors[half:]))
}

// Greater returns the one-sided p-value of Fisher's exact test against a
// positive link: the probability, given the margins, of at least as many cases
// with both features. It reports false for an invalid table.
func (f Fourfold) Greater() (float64, bool) {
	if !f.Valid() {
		return 0, false
	}
	return max(0, min(1, newUrn(f).tail(f.Both, 1, true))), true
}

// MidP returns the central two-sided mid-p value: twice the smaller tail, with
// half of the observed probability, and at most 1 (Lancaster 1961, JASA
// 56:223-234). It reports false for an invalid table.
func (f Fourfold) MidP() (float64, bool) {
	if !f.Valid() {
		return 0, false
	}
	u := newUrn(f)
	half := math.Exp(u.logMass(f.Both)) / 2
	tail := min(u.tail(f.Both, 1, true), u.tail(f.Both, 1, false))
	return max(0, min(1, 2*(tail-half))), true
}

// ConditionalOddsRatio returns the conditional maximum-likelihood odds ratio
// with its exact interval, given the margins (Cornfield 1956; Agresti 2002,
// section 3.6.1). At the ends of the support the estimate is 0 with Low 0, or
// +Inf with High +Inf. It reports false when a margin is 0, for an invalid
// table, or unless 0 < level < 1.
func (f Fourfold) ConditionalOddsRatio(level float64) (OddsRatio, bool) {
	if !f.margins() || !(level > 0 && level < 1) {
		return OddsRatio{}, false
	}
	u := newUrn(f)
	x, tail := f.Both, (1-level)/2
	result := OddsRatio{Estimate: math.Inf(1), High: math.Inf(1)}
	if x > u.low {
		result.Low = root(func(odds float64) bool { return u.tail(x, odds, true) > tail })
	} else {
		result.Estimate = 0
	}
	if x < u.high {
		result.High = root(func(odds float64) bool { return u.tail(x, odds, false) < tail })
		if x > u.low {
			result.Estimate = root(func(odds float64) bool { return u.mean(odds) > float64(x) })
		}
	}
	return result, true
}

// root bisects the logarithm of the odds at which a condition becomes true.
func root(above func(odds float64) bool) float64 {
	low, high := -50.0, 50.0
	for range 100 {
		mid := (low + high) / 2
		if mid == low || mid == high {
			break
		}
		if above(math.Exp(mid)) {
			high = mid
		} else {
			low = mid
		}
	}
	return math.Exp((low + high) / 2)
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
