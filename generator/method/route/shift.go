package route

import "math"

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

func numbers(counts []int64) []float64 {
	list := make([]float64, len(counts))
	for i, c := range counts {
		list[i] = float64(c)
	}
	return list
}

// Influences returns how far one more case of each category would move the
// divergence of two distributions, times the cases of its side: the influence
// values of a bootstrap. A category that a side does not have has none there.
// It reports false where Compare does.
func Influences(a, b []float64) (first, second []float64, ok bool) {
	p, ok1 := normalize(a)
	q, ok2 := normalize(b)
	if !ok1 || !ok2 || len(a) != len(b) {
		return nil, nil, false
	}
	side := func(own, other []float64) []float64 {
		list, mean := make([]float64, len(own)), 0.0
		for i, x := range own {
			if x > 0 {
				list[i] = math.Log(2*x/(x+other[i])) / 2
				mean += x * list[i]
			}
		}
		for i, x := range own {
			if x > 0 {
				list[i] -= mean
			}
		}
		return list
	}
	return side(p, q), side(q, p), true
}
