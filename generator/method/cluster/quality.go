package cluster

import "math"

// Correlation returns the correlation of two sets of distances, such as the
// original and the cophenetic ones (Sokal & Rohlf 1962). It reports false for
// different numbers of cases, or when one set does not vary.
func Correlation(a, b Distances) (float64, bool) {
	n := float64(len(a.lower))
	if a.n != b.n || n < 2 {
		return 0, false
	}
	meanA, meanB := 0.0, 0.0
	for i := range a.lower {
		meanA += a.lower[i] / n
		meanB += b.lower[i] / n
	}
	product, squareA, squareB := 0.0, 0.0, 0.0
	for i := range a.lower {
		da, db := a.lower[i]-meanA, b.lower[i]-meanB
		product += da * db
		squareA += da * da
		squareB += db * db
	}
	if !(squareA > 0 && squareB > 0) {
		return 0, false
	}
	return product / math.Sqrt(squareA) / math.Sqrt(squareB), true
}

// Silhouette returns the mean over the cases of how much nearer a case is to its
// own group than to the next one, from -1 to 1; a case alone in its group counts
// 0 (Rousseeuw 1987, J Comput Appl Math 20:53-65). It reports false unless there
// is a group for each case and at least two groups.
func Silhouette(d Distances, groups []int) (float64, bool) {
	labels, sizes := relabel(groups)
	if len(labels) != d.n || len(sizes) < 2 {
		return 0, false
	}
	total := 0.0
	for i, own := range labels {
		if sizes[own] == 1 {
			continue
		}
		sums := make([]float64, len(sizes))
		for j, other := range labels {
			sums[other] += d.Between(i, j)
		}
		within, next := sums[own]/(sizes[own]-1), math.Inf(1)
		for g, sum := range sums {
			if g != own {
				next = min(next, sum/sizes[g])
			}
		}
		if larger := max(within, next); larger > 0 {
			total += (next - within) / larger
		}
	}
	return total / float64(d.n), true
}

// AdjustedRand returns how far two groupings of the same cases agree beyond
// chance: 1 for the same groups and about 0 by chance (Hubert & Arabie 1985, J
// Classif 2:193-218). It reports false for different numbers of cases, fewer than
// two, or when both put all cases together or all apart.
func AdjustedRand(a, b []int) (float64, bool) {
	if len(a) != len(b) || len(a) < 2 {
		return 0, false
	}
	first, sizesA := relabel(a)
	second, sizesB := relabel(b)
	table := make([]float64, len(sizesA)*len(sizesB))
	for i := range first {
		table[first[i]*len(sizesB)+second[i]]++
	}
	pairs := func(sizes []float64) float64 {
		sum := 0.0
		for _, s := range sizes {
			sum += s * (s - 1) / 2
		}
		return sum
	}
	all := float64(len(a)) * float64(len(a)-1) / 2
	inA, inB := pairs(sizesA), pairs(sizesB)
	expected := inA * inB / all
	if largest := (inA + inB) / 2; largest != expected {
		return (pairs(table) - expected) / (largest - expected), true
	}
	return 0, false
}

// relabel numbers groups from 0 in the order of their first cases and counts
// their cases.
func relabel(groups []int) (labels []int, sizes []float64) {
	number := make(map[int]int)
	labels = make([]int, len(groups))
	for i, g := range groups {
		if _, seen := number[g]; !seen {
			number[g] = len(number)
			sizes = append(sizes, 0)
		}
		labels[i] = number[g]
		sizes[labels[i]]++
	}
	return labels, sizes
}
