package linkage

import (
	"cmp"
	"math"
	"slices"
)

// A Sample holds known pairs: whether each is linked, and its weight. Nil weights
// count each pair once.
type Sample struct {
	Linked  []bool
	Weights []float64
}

// A Factor turns the value of one kind of evidence into a log Bayes factor. The
// zero value knows nothing and returns 0.
type Factor struct {
	// breaks are the ends of the bins of a number; codes the known categories.
	breaks []float64
	codes  []float64
	log    []float64
}

// Number learns from numbers, such as distances, which are cut at quantiles of
// the sample into the given number of bins; bins that fall together are one.
// Category learns from categories, each one a bin. The shares of linked and
// unlinked pairs in a bin are drawn towards equal shares, so that they have about
// freedom degrees of freedom (Porter 2016, Am Stat 70:152-165; Reich & Porter
// 2015). A value that is NaN is missing and does not enter.
//
// Both report false when lengths differ, no linked or no unlinked pair has a
// value, a weight is negative or not finite, a value is infinite, there are fewer
// than two different values, or bins or freedom are below 2.
func (s Sample) Number(values []float64, bins int, freedom float64) (Factor, bool) {
	if !s.usable(values) || bins < 2 {
		return Factor{}, false
	}
	known := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	slices.Sort(known)
	f := Factor{}
	for i := range bins + 1 {
		// Definition 7 of Hyndman & Fan, as everywhere.
		position := float64(len(known)-1) * float64(i) / float64(bins)
		k := min(int(position), len(known)-1)
		q := known[k]
		if k+1 < len(known) {
			q += (position - float64(k)) * (known[k+1] - known[k])
		}
		f.breaks = append(f.breaks, q)
	}
	f.breaks = slices.Compact(f.breaks)
	if len(f.breaks) < 3 {
		return Factor{}, false
	}
	return s.learn(f, values, len(f.breaks)-1, freedom)
}

// Category is described at Number.
func (s Sample) Category(values []float64, freedom float64) (Factor, bool) {
	if !s.usable(values) {
		return Factor{}, false
	}
	known := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	slices.Sort(known)
	f := Factor{codes: slices.Compact(known)}
	if len(f.codes) < 2 {
		return Factor{}, false
	}
	return s.learn(f, values, len(f.codes), freedom)
}

func (s Sample) usable(values []float64) bool {
	if len(values) != len(s.Linked) || s.Weights != nil && len(s.Weights) != len(values) {
		return false
	}
	for i, v := range values {
		if math.IsInf(v, 0) || !(s.weight(i) >= 0) || math.IsInf(s.weight(i), 1) {
			return false
		}
	}
	return true
}

func (s Sample) weight(i int) float64 {
	if s.Weights == nil {
		return 1
	}
	return s.Weights[i]
}

// learn counts the bins and shrinks the shares.
func (s Sample) learn(f Factor, values []float64, bins int, freedom float64) (Factor, bool) {
	if !(freedom >= 2) {
		return Factor{}, false
	}
	linked, unlinked := make([]float64, bins), make([]float64, bins)
	sumLinked, sumUnlinked := 0.0, 0.0
	for i, v := range values {
		bin, ok := f.bin(v)
		switch {
		case !ok:
		case s.Linked[i]:
			linked[bin] += s.weight(i)
			sumLinked += s.weight(i)
		default:
			unlinked[bin] += s.weight(i)
			sumUnlinked += s.weight(i)
		}
	}
	if !(sumLinked > 0 && sumUnlinked > 0) {
		return Factor{}, false
	}
	k := float64(bins)
	// Fewer bins than degrees of freedom need next to no shrinkage; the rest keeps
	// an empty bin from deciding alone.
	freedom = min(freedom, k-1e-8)
	pseudo := (k - freedom) / (freedom - 1) / k
	for bin := range bins {
		p := (linked[bin]/sumLinked + pseudo) / (1 + k*pseudo)
		q := (unlinked[bin]/sumUnlinked + pseudo) / (1 + k*pseudo)
		f.log = append(f.log, math.Log(p/q))
	}
	return f, true
}

// bin returns the bin of a value. Bins of numbers hold their upper end, the first
// one also its lower.
func (f Factor) bin(v float64) (int, bool) {
	if math.IsNaN(v) {
		return 0, false
	}
	if f.codes != nil {
		return slices.BinarySearch(f.codes, v)
	}
	last := len(f.breaks) - 1
	if last < 1 || v < f.breaks[0] || v > f.breaks[last] {
		return 0, false
	}
	i, _ := slices.BinarySearch(f.breaks, v)
	return max(0, i-1), true
}

// Log returns the log Bayes factor of a value, in nats: positive speaks for a
// link. A missing value, a category never seen and a number outside of the sample
// are no evidence and return 0.
func (f Factor) Log(v float64) float64 {
	if bin, ok := f.bin(v); ok {
		return f.log[bin]
	}
	return 0
}

// AUC returns the probability that a linked pair has a higher score than an
// unlinked one, ties counted one half (Hanley & McNeil 1982). It reports false
// without both kinds of pairs, for different lengths or a score that is NaN.
func AUC(scores []float64, linked []bool) (float64, bool) {
	if len(scores) != len(linked) || slices.ContainsFunc(scores, math.IsNaN) {
		return 0, false
	}
	order := ranking(scores)
	sum, positive := 0.0, 0.0
	for i := 0; i < len(order); {
		k := i
		for k < len(order) && scores[order[k]] == scores[order[i]] {
			k++
		}
		for _, j := range order[i:k] {
			if linked[j] {
				// The mean rank of the tie, from 1 upwards.
				sum += float64(i+k+1) / 2
				positive++
			}
		}
		i = k
	}
	negative := float64(len(scores)) - positive
	if positive == 0 || negative == 0 {
		return 0, false
	}
	return (sum - positive*(positive+1)/2) / (positive * negative), true
}

// Precision returns the share of linked pairs among the k with the highest
// scores; of equal scores the first pairs are taken. It reports false unless
// 1 <= k <= the number of pairs, or where AUC does for lengths and scores.
func Precision(scores []float64, linked []bool, k int) (float64, bool) {
	if len(scores) != len(linked) || slices.ContainsFunc(scores, math.IsNaN) || k < 1 || k > len(scores) {
		return 0, false
	}
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	hits := 0.0
	for _, i := range order[:k] {
		if linked[i] {
			hits++
		}
	}
	return hits / float64(k), true
}

// ranking returns the indices by ascending score.
func ranking(scores []float64) []int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[a], scores[b]) })
	return order
}
