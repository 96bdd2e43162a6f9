// Package rank compares samples by the order of their values alone.
//
// It is for amounts and counts whose distribution is not known, such as prices.
// It is not for trends (package trend) and not for shares. Its invariant: any
// transformation that keeps the order of the values changes no result.
package rank

import (
	"cmp"
	"math"
	"slices"

	"htsm/generator/method/distribution"
)

// MaxSize is the largest sample that is compared.
const MaxSize = 10_000_000

// exactSize is the largest number of values in both samples whose order is
// counted out.
const exactSize = 40

// A Shift is the result of a comparison of two samples.
type Shift struct {
	// U is the number of pairs in which the value of the first sample is the
	// larger one; a tie counts one half.
	U float64
	// Superiority is U over the number of pairs: the chance that a value of the
	// first sample is larger than one of the second.
	Superiority float64
	// P is the two-sided p-value; Exact tells that all orders were counted.
	P     float64
	Exact bool
}

// MannWhitney tests whether the values of one sample tend to be larger than those
// of the other (Wilcoxon 1945, Biometrics Bull 1:80-83; Mann & Whitney 1947, Ann
// Math Stat 18:50-60). Up to 40 values in both together every order is counted,
// given the ties (Streitberg & Röhmel 1986, Stat Software Newsletter 12:10-17),
// and P is twice the smaller tail, as in R's wilcox.test without ties; above, it
// is that of the normal approximation with corrections for ties and continuity
// (Lehmann 1975, Nonparametrics, section 1.4). Values that are all equal have a P
// of 1. It reports false for an empty sample or one of more than MaxSize values.
func MannWhitney(first, second []int64) (Shift, bool) {
	m, n := len(first), len(second)
	if m == 0 || n == 0 || max(m, n) > MaxSize {
		return Shift{}, false
	}
	type value struct {
		x     int64
		first bool
	}
	var all []value
	for _, x := range first {
		all = append(all, value{x, true})
	}
	for _, x := range second {
		all = append(all, value{x, false})
	}
	slices.SortFunc(all, func(a, b value) int { return cmp.Compare(a.x, b.x) })
	ranks := make([]int, len(all)) // Twice the mean rank, a whole number.
	sum, ties := 0.0, 0.0
	for i := 0; i < len(all); {
		k := i
		for k < len(all) && all[k].x == all[i].x {
			k++
		}
		for j := i; j < k; j++ {
			ranks[j] = i + k + 1
			if all[j].first {
				sum += float64(i+k+1) / 2
			}
		}
		t := float64(k - i)
		ties += t * (t*t - 1)
		i = k
	}
	a, b := float64(m), float64(n)
	s := Shift{U: sum - a*(a+1)/2, P: 1, Exact: m+n <= exactSize}
	s.Superiority = s.U / (a * b)
	if s.Exact {
		s.P = counted(ranks, m, int(math.Round(2*sum)))
		return s, true
	}
	total := a + b
	variance := a * b / 12 * (total + 1 - ties/(total*(total-1)))
	if variance > 0 {
		z := max(0, math.Abs(s.U-a*b/2)-0.5) / math.Sqrt(variance)
		s.P = min(1, 2*distribution.NormalUpper(z))
	}
	return s, true
}

// counted returns twice the smaller tail of the sum of m of the ranks, each of
// their choices being equally likely.
func counted(ranks []int, m, observed int) float64 {
	most := 0
	for _, r := range ranks {
		most += r
	}
	ways := make([][]float64, m+1) // By the number of ranks chosen and their sum.
	for k := range ways {
		ways[k] = make([]float64, most+1)
	}
	ways[0][0] = 1
	reached := 0
	for i, r := range ranks {
		reached += r
		for k := min(m, i+1); k >= 1; k-- {
			for sum := reached; sum >= r; sum-- {
				ways[k][sum] += ways[k-1][sum-r]
			}
		}
	}
	below, above, all := 0.0, 0.0, 0.0
	for sum, w := range ways[m] {
		all += w
		if sum <= observed {
			below += w
		}
		if sum >= observed {
			above += w
		}
	}
	return min(1, 2*min(below, above)/all)
}

// A Blocked is the result of a test of treatments in blocks.
type Blocked struct {
	// ChiSquared is the statistic of Friedman, corrected for ties, with DF degrees
	// of freedom, and ChiSquaredP its p-value.
	ChiSquared, DF, ChiSquaredP float64
	// F is the statistic of Iman and Davenport with DF and Within degrees of
	// freedom, P its p-value. F is infinite where all blocks have the same order.
	F, Within, P float64
}

// Friedman tests whether treatments, such as the months of the year, are the
// same in every block, such as a year, whatever the level of the block (Friedman
// 1937, JASA 32:675-701). P is that of the F approximation, which is closer than
// chi-squared where blocks are few (Iman & Davenport 1980, Commun Stat Theory
// Methods 9:571-595). Each block holds one value for each treatment. It reports
// false for fewer than two blocks or treatments, blocks of unequal length, a
// value that is not a number, or where every block is all ties.
func Friedman(blocks [][]float64) (Blocked, bool) {
	if len(blocks) < 2 || len(blocks[0]) < 2 {
		return Blocked{}, false
	}
	b, k := float64(len(blocks)), float64(len(blocks[0]))
	sums := make([]float64, len(blocks[0]))
	squares := 0.0
	for _, block := range blocks {
		if len(block) != len(sums) || slices.ContainsFunc(block, math.IsNaN) {
			return Blocked{}, false
		}
		for j, r := range midranks(block) {
			sums[j] += r
			squares += r * r
		}
	}
	middle := b * k * (k + 1) * (k + 1) / 4
	between := 0.0
	for _, s := range sums {
		between += s * s / b
	}
	between -= middle
	within := squares - middle
	if !(within > 0) {
		return Blocked{}, false
	}
	out := Blocked{DF: k - 1, Within: (b - 1) * (k - 1)}
	out.ChiSquared = b * (k - 1) * between / within
	out.ChiSquaredP = distribution.ChiSquaredUpper(out.ChiSquared, out.DF)
	rest := b*(k-1) - out.ChiSquared
	if rest <= 1e-9*b*(k-1) {
		// All blocks agree: of (k!)^b orders k! do.
		out.F = math.Inf(1)
		out.P = math.Exp(-(b - 1) * distribution.LogFactorial(k))
		return out, true
	}
	out.F = (b - 1) * out.ChiSquared / rest
	// P(F > x) of d1 and d2 degrees of freedom, as a lower tail of the beta
	// distribution.
	out.P = distribution.BetaLower(out.Within/(out.Within+out.DF*out.F), out.Within/2, out.DF/2)
	return out, true
}

// midranks returns the ranks of values, from 1; ties share their mean rank.
func midranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	out := make([]float64, len(values))
	for i := 0; i < len(order); {
		k := i
		for k < len(order) && values[order[k]] == values[order[i]] {
			k++
		}
		for _, at := range order[i:k] {
			out[at] = float64(i+k+1) / 2
		}
		i = k
	}
	return out
}
