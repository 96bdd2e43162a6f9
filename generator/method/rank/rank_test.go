package rank_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/rank"
)

func sequence(from, to, step int64) []int64 {
	var out []int64
	for x := from; x < to; x += step {
		out = append(out, x)
	}
	return out
}

// moved is a sample of prices with a few ties and a lower level.
func moved() []int64 {
	var out []int64
	for _, x := range sequence(100, 2400, 70) {
		out = append(out, x-400+x*7%130)
	}
	return out
}

func repeated(pairs ...int64) []int64 {
	var out []int64
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, slices.Repeat(pairs[i:i+1], int(pairs[i+1]))...)
	}
	return out
}

// The figures are those of wilcox.test of R 4.2.2 and of mannwhitneyu of scipy
// 1.10.1, which agree to the last digit; that of the small samples with ties,
// which these approximate, was found by listing all 924 choices of ranks.
func TestMannWhitneyAgreesWithOtherPrograms(t *testing.T) {
	for name, c := range map[string]struct {
		first, second []int64
		u, p          float64
		exact         bool
	}{
		"small":            {[]int64{12, 5, 9, 31, 40}, []int64{3, 7, 1, 2, 8, 6}, 27, 0.030303030303030304, true},
		"small with ties":  {[]int64{100, 100, 200, 300, 300, 500}, []int64{100, 50, 50, 200, 200, 100}, 29, 0.09740259740259741, true},
		"all equal":        {[]int64{5, 5, 5}, []int64{5, 5}, 3, 1, true},
		"one against four": {[]int64{9}, []int64{1, 2, 3, 4}, 4, 0.4, true},
		"large":            {sequence(100, 2600, 50), moved(), 1103, 0.009818750103755117, false},
		"large with ties":  {repeated(500, 20, 1000, 15, 1500, 5), repeated(500, 10, 1000, 20, 1500, 12, 3000, 3), 580, 0.002685508793203559, false},
	} {
		got, ok := rank.MannWhitney(c.first, c.second)
		if !ok || got.U != c.u || math.Abs(got.P-c.p) > 1e-12 || got.Exact != c.exact {
			t.Errorf("%s: %+v, want U %v and p %v", name, got, c.u, c.p)
		}
	}
}

func TestMannWhitneyOfNothingIsNone(t *testing.T) {
	if got, ok := rank.MannWhitney(nil, []int64{1}); ok {
		t.Errorf("%+v", got)
	}
	if got, ok := rank.MannWhitney([]int64{1}, nil); ok {
		t.Errorf("%+v", got)
	}
}

// Samples that change places have the same p, and superiorities that add up to 1;
// doubling every value changes nothing.
func TestMannWhitneyDependsOnTheOrderAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sample := rapid.SliceOfN(rapid.Int64Range(-20, 20), 1, 40)
		a, b := sample.Draw(t, "a"), sample.Draw(t, "b")
		one, _ := rank.MannWhitney(a, b)
		other, _ := rank.MannWhitney(b, a)
		if math.Abs(one.P-other.P) > 1e-9 || math.Abs(one.Superiority+other.Superiority-1) > 1e-9 || one.P < 0 || one.P > 1 {
			t.Fatalf("%+v and %+v", one, other)
		}
		for i := range a {
			a[i] *= 2
		}
		for i := range b {
			b[i] *= 2
		}
		if doubled, _ := rank.MannWhitney(a, b); doubled != one {
			t.Fatalf("%+v and %+v", one, doubled)
		}
	})
}

// Of friedman.test of R 4.2.2 and friedmanchisquare of scipy 1.10.1; F by its
// definition and the F distribution of scipy.
func TestFriedmanAgreesWithOtherPrograms(t *testing.T) {
	got, ok := rank.Friedman([][]float64{{5.1, 4.2, 6.0, 7.7}, {3.0, 3.5, 3.2, 9.9}, {1, 2, 2, 5}, {8, 6, 7, 9.5}, {2, 1, 3, 4}})
	for what, c := range map[string][2]float64{
		"chi-squared": {got.ChiSquared, 10.346938775510205}, "its p": {got.ChiSquaredP, 0.015835971363765793},
		"F": {got.F, 8.894736842105265}, "p": {got.P, 0.0022380886345268526}, "df": {got.DF, 3}, "within": {got.Within, 12},
	} {
		if !ok || math.Abs(c[0]-c[1]) > 1e-12*math.Abs(c[1])+1e-15 {
			t.Errorf("%s is %v, want %v", what, c[0], c[1])
		}
	}
}

// Three blocks in the same order of three: of 3!^3 orders 3! agree.
func TestFriedmanOfBlocksThatAgreeCountsThem(t *testing.T) {
	got, ok := rank.Friedman([][]float64{{1, 2, 3}, {10, 20, 30}, {-3, -2, -1}})
	if !ok || !math.IsInf(got.F, 1) || math.Abs(got.P-1.0/36) > 1e-12 {
		t.Errorf("%+v", got)
	}
}

func TestFriedmanNeedsBlocksThatCanBeCompared(t *testing.T) {
	for name, blocks := range map[string][][]float64{
		"none": nil, "one": {{1, 2}}, "unequal": {{1, 2}, {1, 2, 3}}, "one treatment": {{1}, {2}},
		"ties alone": {{4, 4, 4}, {7, 7, 7}}, "no number": {{1, math.NaN()}, {2, 1}},
	} {
		if got, ok := rank.Friedman(blocks); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
