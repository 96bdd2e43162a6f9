package method

import (
	"cmp"
	"slices"
)

// AdjustBonferroni returns the p-values times their number, at most 1. It
// reports false when a p-value is not in [0, 1]. An empty family is adjusted to
// an empty one; the order of the input is kept, as in all four adjustments.
func AdjustBonferroni(p []float64) ([]float64, bool) {
	if !probabilities(p) {
		return nil, false
	}
	adjusted := make([]float64, len(p))
	for i, v := range p {
		adjusted[i] = min(1, v*float64(len(p)))
	}
	return adjusted, true
}

// AdjustHolm returns the step-down p-values that control the chance of any
// false claim in the family under every dependence (Holm 1979, Scand J Stat
// 6:65-70). It reports false when a p-value is not in [0, 1].
func AdjustHolm(p []float64) ([]float64, bool) {
	if !probabilities(p) {
		return nil, false
	}
	adjusted, worst := make([]float64, len(p)), 0.0
	for rank, i := range ascending(p) {
		worst = max(worst, min(1, p[i]*float64(len(p)-rank)))
		adjusted[i] = worst
	}
	return adjusted, true
}

// AdjustBH returns the step-up p-values that control the false discovery rate
// for independent or positively dependent tests (Benjamini & Hochberg 1995, J R
// Stat Soc B 57:289-300): reject where the adjusted value is at most q. It
// reports false when a p-value is not in [0, 1].
func AdjustBH(p []float64) ([]float64, bool) { return stepUp(p, 1) }

// AdjustBY returns the step-up p-values that control the false discovery rate
// under every dependence (Benjamini & Yekutieli 2001, Ann Stat 29:1165-1188,
// theorem 1.3). It reports false when a p-value is not in [0, 1].
func AdjustBY(p []float64) ([]float64, bool) {
	harmonic := 0.0
	for i := range p {
		harmonic += 1 / float64(i+1)
	}
	return stepUp(p, harmonic)
}

func stepUp(p []float64, factor float64) ([]float64, bool) {
	if !probabilities(p) {
		return nil, false
	}
	adjusted, best := make([]float64, len(p)), 1.0
	order := ascending(p)
	for rank, i := range slices.Backward(order) {
		best = min(best, p[i]*float64(len(p))/float64(rank+1)*factor)
		adjusted[i] = best
	}
	return adjusted, true
}

func probabilities(p []float64) bool {
	for _, v := range p {
		if !(v >= 0 && v <= 1) {
			return false
		}
	}
	return true
}

// ascending returns the indices of p by value; equal values keep their order,
// which does not change any adjusted value.
func ascending(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	return order
}
