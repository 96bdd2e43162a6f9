package route

import (
	"math"

	"htsm/generator/method/random"
)

// A Shift tells how far two distributions over the same categories are apart:
// all measures are 0 for equal and grow to 1, Divergence to ln 2, for disjoint
// ones.
type Shift struct {
	// Divergence is that of Jensen and Shannon in nats (Lin 1991, IEEE Trans Inf
	// Theory 37:145-151). It is biased up in small samples.
	Divergence float64
	// TotalVariation is half of the sum of the differences of the shares, the
	// part that would have to move.
	TotalVariation float64
	// Hellinger is the distance of that name (Hellinger 1909).
	Hellinger float64
	// Contribution holds the part of each category in Divergence.
	Contribution []float64
}

// Bits returns the divergence in bits, from 0 to 1, and Distance its root, which
// is a metric (Endres & Schindelin 2003).
func (s Shift) Bits() float64 { return min(1, s.Divergence/math.Ln2) }

// Distance returns the root of Bits.
func (s Shift) Distance() float64 { return math.Sqrt(s.Bits()) }

// Compare compares two distributions, given by weights such as counts that need
// not sum to 1. A category may be empty on either side. It reports false unless
// both have as many categories, weights are finite and at least 0, and either
// side has a positive sum.
func Compare(a, b []float64) (Shift, bool) {
	first, ok1 := normalize(a)
	second, ok2 := normalize(b)
	if !ok1 || !ok2 || len(a) != len(b) {
		return Shift{}, false
	}
	s := Shift{Contribution: make([]float64, len(a))}
	squares := 0.0
	for i, p := range first {
		q := second[i]
		m := (p + q) / 2
		if p > 0 {
			s.Contribution[i] += p / 2 * math.Log(p/m)
		}
		if q > 0 {
			s.Contribution[i] += q / 2 * math.Log(q/m)
		}
		s.Divergence += s.Contribution[i]
		s.TotalVariation += math.Abs(p-q) / 2
		root := math.Sqrt(p) - math.Sqrt(q)
		squares += root * root
	}
	s.Divergence = max(0, s.Divergence)
	s.TotalVariation = min(1, s.TotalVariation)
	s.Hellinger = math.Sqrt(min(1, squares/2))
	return s, true
}

func normalize(weights []float64) ([]float64, bool) {
	total := 0.0
	for _, w := range weights {
		if !(w >= 0) {
			return nil, false
		}
		total += w
	}
	if !(total > 0) || math.IsInf(total, 1) {
		return nil, false
	}
	shares := make([]float64, len(weights))
	for i, w := range weights {
		shares[i] = w / total
	}
	return shares, true
}

// MaxDraws is the largest number of cases that PermutationP draws over all
// rounds.
const MaxDraws = 200_000_000

// PermutationP returns the share of random divisions of the cases of both sides
// into two sides of the same sizes whose divergence is at least the observed one,
// the observed division counted in (Phipson & Smyth 2010). It allows for the bias
// of the divergence in small samples. The divisions follow from the seed.
//
// It reports false unless both sides have as many categories and a positive sum
// of counts, rounds is at least 1, and the cases of the smaller side times the
// rounds are at most MaxDraws.
func PermutationP(a, b []int64, rounds int, seed uint64) (float64, bool) {
	observed, ok := Compare(numbers(a), numbers(b))
	if !ok || rounds < 1 {
		return 0, false
	}
	smaller, larger := a, b
	if sum(a) > sum(b) {
		smaller, larger = b, a
	}
	draws := sum(smaller)
	if draws > int64(MaxDraws/rounds) || sum(larger) > MaxDraws {
		return 0, false
	}
	var cases []int
	for category := range a {
		for range a[category] + b[category] {
			cases = append(cases, category)
		}
	}
	source := random.Source(seed)
	side, other := make([]float64, len(a)), make([]float64, len(a))
	extreme := 1.0
	for range rounds {
		clear(side)
		// The first cases of a shuffle that goes no further than it must.
		for i := range draws {
			j := i + source.Below(int64(len(cases))-i)
			cases[i], cases[j] = cases[j], cases[i]
			side[cases[i]]++
		}
		for category := range side {
			other[category] = float64(a[category]+b[category]) - side[category]
		}
		// A division as far apart as the observed one must not miss it by rounding.
		if shift, _ := Compare(side, other); shift.Divergence >= observed.Divergence*(1-1e-12) {
			extreme++
		}
	}
	return extreme / float64(rounds+1), true
}

func numbers(counts []int64) []float64 {
	list := make([]float64, len(counts))
	for i, c := range counts {
		list[i] = float64(c)
	}
	return list
}

func sum(counts []int64) int64 {
	total := int64(0)
	for _, c := range counts {
		total += min(c, MaxDraws+1)
	}
	return total
}
