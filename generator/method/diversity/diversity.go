// Package diversity measures how evenly counts spread over categories, such as
// detections over routes, and how unequal amounts are.
//
// It does not test whether two distributions differ. Its invariant: a category
// that is listed with a count of 0 does not change any measure but the ones that
// say so, and what is undefined for a single category is absent, not 0.
package diversity

import (
	"cmp"
	"math"
	"slices"

	"htsm/generator/method/distribution"
)

// A Distribution is a set of categories with counts, of which at least one is
// positive. Only New makes one; the methods of the zero value return 0 or false.
type Distribution struct {
	listed int
	// counts are the positive ones, in descending order.
	counts []int64
	n      int64
}

// New takes the counts of the listed categories in any order. It reports false
// when one is negative, all are 0 or their sum passes 2^53.
func New(counts []int64) (Distribution, bool) {
	d := Distribution{listed: len(counts)}
	for _, c := range counts {
		if c < 0 || c > 1<<53-d.n {
			return Distribution{}, false
		}
		d.n += c
		if c > 0 {
			d.counts = append(d.counts, c)
		}
	}
	slices.SortFunc(d.counts, func(a, b int64) int { return cmp.Compare(b, a) })
	return d, d.n > 0
}

// N returns the sum of the counts.
func (d Distribution) N() int64 { return d.n }

// Listed returns the number of categories with the empty ones.
func (d Distribution) Listed() int { return d.listed }

// Richness returns the number of categories with a positive count.
func (d Distribution) Richness() int { return len(d.counts) }

// Shannon returns the entropy in nats (Shannon 1948). It is biased down in small
// samples.
func (d Distribution) Shannon() float64 {
	h := 0.0
	for _, c := range d.counts {
		p := float64(c) / float64(d.n)
		h -= p * math.Log(p)
	}
	return max(0, h)
}

// Concentration returns the sum of the squared shares, the Herfindahl-Hirschman
// index on the scale 0 to 1; one minus it is Simpson's diversity. It is biased
// up in small samples.
func (d Distribution) Concentration() float64 {
	sum := 0.0
	for _, c := range d.counts {
		p := float64(c) / float64(d.n)
		sum += p * p
	}
	return sum
}

// NormalizedConcentration returns the concentration on a scale from 0 for equal
// shares to 1. It reports false for fewer than two categories with a count.
func (d Distribution) NormalizedConcentration() (float64, bool) {
	if len(d.counts) < 2 {
		return 0, false
	}
	even := 1 / float64(len(d.counts))
	return max(0, (d.Concentration()-even)/(1-even)), true
}

// Hill returns the effective number of categories of order q: the richness for
// 0, exp(Shannon) for 1 and the inverse concentration for 2 (Hill 1973, Ecology
// 54:427-432). It reports false unless q is at least 0 and finite.
func (d Distribution) Hill(q float64) (float64, bool) {
	if !(q >= 0) || math.IsInf(q, 1) || d.n == 0 {
		return 0, false
	}
	if q == 1 {
		return math.Exp(d.Shannon()), true
	}
	// Relative to the largest share, so that no power underflows to nothing.
	top := float64(d.counts[0])
	sum := 0.0
	for _, c := range d.counts {
		sum += math.Pow(float64(c)/top, q)
	}
	return math.Exp((math.Log(sum) + q*math.Log(top/float64(d.n))) / (1 - q)), true
}

// Evenness returns Pielou's ratio of the entropy to its largest value (Pielou
// 1966). It reports false for fewer than two categories with a count.
func (d Distribution) Evenness() (float64, bool) {
	if len(d.counts) < 2 {
		return 0, false
	}
	return min(1, d.Shannon()/math.Log(float64(len(d.counts)))), true
}

// TopShare returns the share of the k largest categories; all of them when
// there are fewer.
func (d Distribution) TopShare(k int) float64 {
	sum := int64(0)
	for _, c := range d.counts[:min(max(k, 0), len(d.counts))] {
		sum += c
	}
	return float64(sum) / float64(max(1, d.n))
}

// Seen returns the number of categories with exactly this count: 1 for the
// singletons, 2 for the doubletons.
func (d Distribution) Seen(count int64) int {
	number := 0
	for _, c := range d.counts {
		if c == count {
			number++
		}
	}
	return number
}

// Coverage returns the Good-Turing estimate of the share of all events that
// fall into the categories seen, 1 minus singletons over events (Good 1953,
// Biometrika 40:237-264).
func (d Distribution) Coverage() float64 { return 1 - float64(d.Seen(1))/float64(max(1, d.n)) }

// Chao1 returns the bias-corrected lower bound of the number of categories,
// those not yet seen included, with its standard error (Chao 1984, Scand J Stat
// 11:265-270; Chiu et al. 2014, Biometrics 70:671-682). The error is the delta
// method on the frequencies of counts as multinomial, applied to the
// bias-corrected form itself.
func (d Distribution) Chao1() (estimate, se float64) {
	s, f1, f2 := float64(len(d.counts)), float64(d.Seen(1)), float64(d.Seen(2))
	unseen := f1 * (f1 - 1) / (2 * (f2 + 1))
	if unseen == 0 {
		return s, 0
	}
	// The derivatives of the unseen by the singletons and the doubletons.
	d1, d2 := (2*f1-1)/(2*(f2+1)), -f1*(f1-1)/(2*(f2+1)*(f2+1))
	linear := f1*d1 + f2*d2
	square := f1*d1*d1 + f2*d2*d2
	variance := s + 2*linear + square - (s+linear)*(s+linear)/(s+unseen)
	return s + unseen, math.Sqrt(max(0, variance))
}

// Rarefied returns the number of categories to be expected in a random sample
// of n of the events (Hurlbert 1971, Ecology 52:577-586). Months of different
// size are compared at the smaller n. It reports false unless 0 <= n <= N.
func (d Distribution) Rarefied(n int64) (float64, bool) {
	if n < 0 || n > d.n {
		return 0, false
	}
	expected := 0.0
	for _, c := range d.counts {
		// The category is missed when the sample has none of its events.
		missed := math.Exp(distribution.HypergeometricLogMass(0, n, c, d.n))
		expected += 1 - missed
	}
	return expected, true
}
