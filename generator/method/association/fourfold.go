// Package association measures and tests the link between categorical
// features: two of them in a fourfold table, two variables in a larger table,
// and all pairs of a set of features.
//
// It is not for multi-response variables as a whole (package response) and it
// makes no claim: the counts stand beside every measure. Its invariant: a
// measure that its table does not define, for a margin of 0, is reported as
// absent and never as 0 or 1.
package association

import (
	"math"

	"htsm/generator/method"
	"htsm/generator/method/distribution"
)

// A Fourfold is the 2×2 table of two features over the same cases.
type Fourfold struct {
	Both, FirstOnly, SecondOnly, Neither int64
}

// A Test is a statistic with its chi-squared degrees of freedom and p-value.
type Test struct {
	Statistic, DF, P float64
}

// An OddsRatio is an estimate with its interval. Estimate and High are +Inf
// where a zero cell leaves them without bound.
type OddsRatio struct {
	Estimate, Low, High float64
}

// Valid reports whether no count is negative and their sum is between 1 and
// 2^40, the domain of every method of a table.
func (f Fourfold) Valid() bool {
	const limit = int64(1) << 40
	for _, c := range []int64{f.Both, f.FirstOnly, f.SecondOnly, f.Neither} {
		if c < 0 || c > limit {
			return false
		}
	}
	return f.N() > 0 && f.N() <= limit
}

// N returns the number of cases.
func (f Fourfold) N() int64 { return f.Both + f.FirstOnly + f.SecondOnly + f.Neither }

// cells returns the counts a, b, c, d as numbers, each with an addend.
func (f Fourfold) cells(add float64) (a, b, c, d float64) {
	return float64(f.Both) + add, float64(f.FirstOnly) + add, float64(f.SecondOnly) + add, float64(f.Neither) + add
}

// margins reports whether the table is valid and none of its margins is 0.
func (f Fourfold) margins() bool {
	return f.Valid() && f.Both+f.FirstOnly > 0 && f.SecondOnly+f.Neither > 0 &&
		f.Both+f.SecondOnly > 0 && f.FirstOnly+f.Neither > 0
}

func (f Fourfold) grid() [][]int64 {
	return [][]int64{{f.Both, f.FirstOnly}, {f.SecondOnly, f.Neither}}
}

// ChiSquared returns Pearson's test of independence without correction. It
// reports false when a margin is 0, as the next two do.
func (f Fourfold) ChiSquared() (Test, bool) { return f.pearson(0) }

// Yates returns Pearson's test with Yates's correction, which takes at most the
// whole difference (Yates 1934, J R Stat Soc Suppl 1:217-235).
func (f Fourfold) Yates() (Test, bool) { return f.pearson(0.5) }

func (f Fourfold) pearson(correction float64) (Test, bool) {
	if !f.margins() {
		return Test{}, false
	}
	a, b, c, d := f.cells(0)
	n := a + b + c + d
	difference := math.Abs(a*d-b*c) / n
	difference -= min(correction, difference)
	statistic := difference * difference * n / (a + b) / (c + d) * n / (a + c) / (b + d) * n
	return Test{statistic, 1, distribution.ChiSquaredUpper(statistic, 1)}, true
}

// LikelihoodRatio returns the G² test of independence (Agresti 2002,
// Categorical Data Analysis, eq. 3.11).
func (f Fourfold) LikelihoodRatio() (Test, bool) {
	if !f.margins() {
		return Test{}, false
	}
	t, ok := newMargins(f.grid())
	if !ok {
		return Test{}, false
	}
	g := t.likelihoodRatio()
	return Test{g, 1, distribution.ChiSquaredUpper(g, 1)}, true
}

// Phi returns the correlation of the two features. It reports false when a
// margin is 0.
func (f Fourfold) Phi() (float64, bool) {
	if !f.margins() {
		return 0, false
	}
	a, b, c, d := f.cells(0)
	phi := (a*d - b*c) / math.Sqrt((a+b)*(c+d)) / math.Sqrt((a+c)*(b+d))
	return max(-1, min(1, phi)), true
}

// Jaccard returns the cases with both features over those with any. It reports
// false when there are none.
func (f Fourfold) Jaccard() (float64, bool) {
	a, b, c, _ := f.cells(0)
	if !f.Valid() || a+b+c == 0 {
		return 0, false
	}
	return a / (a + b + c), true
}

// Lift returns P(both)/(P(first)·P(second)). It reports false when a feature
// never occurs. Of a pair seen once or twice it means nothing.
func (f Fourfold) Lift() (float64, bool) {
	a, b, c, d := f.cells(0)
	if !f.Valid() || a+b == 0 || a+c == 0 {
		return 0, false
	}
	return a / (a + b) * ((a + b + c + d) / (a + c)), true
}

// YuleQ returns (ad - bc)/(ad + bc), the odds ratio on the scale of -1 to 1
// (Yule 1900). It reports false when both products are 0.
func (f Fourfold) YuleQ() (float64, bool) {
	a, b, c, d := f.cells(0)
	if !f.Valid() || a*d+b*c == 0 {
		return 0, false
	}
	return (a*d - b*c) / (a*d + b*c), true
}

// SampleOddsRatio returns ad/(bc), +Inf when only bc is 0. It reports false when
// both products are 0.
func (f Fourfold) SampleOddsRatio() (float64, bool) {
	a, b, c, d := f.cells(0)
	switch {
	case !f.Valid() || a*d+b*c == 0:
		return 0, false
	case b*c == 0:
		return math.Inf(1), true
	}
	return a / b * (d / c), true
}

// WaldOddsRatio returns the sample odds ratio with the interval by the normal
// approximation of its logarithm (Woolf 1955). It reports false when a cell is
// 0, or unless 0 < level < 1.
func (f Fourfold) WaldOddsRatio(level float64) (OddsRatio, bool) { return f.wald(0, level) }

// HaldaneOddsRatio returns the odds ratio and Wald interval after one half is
// added to every cell (Haldane 1956; Anscombe 1956). It always exists for a
// valid table and 0 < level < 1, and is the one to show when a cell is 0.
func (f Fourfold) HaldaneOddsRatio(level float64) (OddsRatio, bool) { return f.wald(0.5, level) }

func (f Fourfold) wald(add, level float64) (OddsRatio, bool) {
	a, b, c, d := f.cells(add)
	if !f.Valid() || a*b*c*d == 0 || !(level > 0 && level < 1) {
		return OddsRatio{}, false
	}
	z := -distribution.NormalQuantile((1 - level) / 2)
	ratio := a / b * (d / c)
	spread := math.Exp(z * math.Sqrt(1/a+1/b+1/c+1/d))
	return OddsRatio{ratio, ratio / spread, ratio * spread}, true
}

// A Pair is the table of two of several features, with the p-value of Fisher's
// exact test and its Benjamini-Hochberg adjustment over all pairs.
type Pair struct {
	// First < Second are the indices of the features.
	First, Second int
	Table         Fourfold
	P, Adjusted   float64
}

// Pairs tests every pair of features. joint[i][j] counts the cases with both
// features i and j, joint[i][i] those with feature i, and n all cases. Pairs are
// in the order (0,1), (0,2), … (1,2), …; the family of the adjustment is all of
// them, also those of a feature that never or always occurs, whose p-value is 1.
//
// It reports false when joint is not a symmetric square of counts that can come
// from n cases.
func Pairs(n int64, joint [][]int64) ([]Pair, bool) {
	var pairs []Pair
	var p []float64
	for i := range joint {
		if len(joint[i]) != len(joint) {
			return nil, false
		}
		for j := i + 1; j < len(joint); j++ {
			if len(joint[j]) != len(joint) || joint[i][j] != joint[j][i] {
				return nil, false
			}
			both := joint[i][j]
			table := Fourfold{both, joint[i][i] - both, joint[j][j] - both, n - joint[i][i] - joint[j][j] + both}
			exact, ok := table.Fisher()
			if !ok {
				return nil, false
			}
			pairs = append(pairs, Pair{First: i, Second: j, Table: table, P: exact})
			p = append(p, exact)
		}
	}
	adjusted, ok := method.AdjustBH(p)
	if !ok {
		return nil, false
	}
	for i := range pairs {
		pairs[i].Adjusted = adjusted[i]
	}
	return pairs, true
}
