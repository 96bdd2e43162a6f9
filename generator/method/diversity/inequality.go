package diversity

import (
	"math"
	"slices"
)

// An Inequality describes how unequal amounts are.
type Inequality struct {
	// Gini is the population coefficient, from 0 for equal amounts to
	// (n-1)/n (Gini 1912; Cowell 2011, Measuring Inequality, table A.1).
	Gini float64
	// sorted are the amounts in ascending order and total is their sum.
	sorted []float64
	total  float64
}

// Unequal returns the inequality of amounts, an amount of 0 included. It reports
// false when an amount is negative or not finite, or all are 0.
func Unequal(amounts []float64) (Inequality, bool) {
	total := 0.0
	for _, v := range amounts {
		if !(v >= 0) || math.IsInf(v, 1) {
			return Inequality{}, false
		}
		total += v
	}
	if !(total > 0) || math.IsInf(total, 1) {
		return Inequality{}, false
	}
	result := Inequality{sorted: slices.Sorted(slices.Values(amounts)), total: total}
	n, sum := float64(len(amounts)), 0.0
	for i, v := range result.sorted {
		sum += (2*float64(i+1) - n - 1) * (v / total)
	}
	result.Gini = max(0, sum/n)
	return result, true
}

// Unbiased returns the Gini coefficient times n/(n-1), for amounts that are a
// sample. It reports false for fewer than two amounts.
func (i Inequality) Unbiased() (float64, bool) {
	n := float64(len(i.sorted))
	if n < 2 {
		return 0, false
	}
	return i.Gini * n / (n - 1), true
}

// Lorenz returns the share of the total that the smallest share p of the
// amounts holds, interpolated linearly (Lorenz 1905). It reports false unless p
// is in [0, 1].
func (i Inequality) Lorenz(p float64) (float64, bool) {
	if !(p >= 0 && p <= 1) || len(i.sorted) == 0 {
		return 0, false
	}
	// A share like 0.3 of 10 amounts must not miss the third by an ulp.
	position := p * float64(len(i.sorted))
	if nearest := math.Round(position); math.Abs(position-nearest) < 1e-9 {
		position = nearest
	}
	whole := int(position)
	sum := 0.0
	for _, v := range i.sorted[:whole] {
		sum += v
	}
	if whole < len(i.sorted) {
		sum += (position - float64(whole)) * i.sorted[whole]
	}
	return min(1, sum/i.total), true
}
