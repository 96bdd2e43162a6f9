package association_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/association"
)

func drawFourfold(t *rapid.T, most int64) association.Fourfold {
	cell := rapid.Int64Range(0, most)
	return association.Fourfold{Both: cell.Draw(t, "a"), FirstOnly: cell.Draw(t, "b"), SecondOnly: cell.Draw(t, "c"), Neither: cell.Draw(t, "d")}
}

// exactFisher is the definition in exact fractions.
func exactFisher(f association.Fourfold) float64 {
	first, second, n := f.Both+f.FirstOnly, f.Both+f.SecondOnly, f.N()
	ways := func(x int64) *big.Int {
		a := new(big.Int).Binomial(first, x)
		return a.Mul(a, new(big.Int).Binomial(n-first, second-x))
	}
	sum, observed := new(big.Int), ways(f.Both)
	for x := max(0, first+second-n); x <= min(first, second); x++ {
		if w := ways(x); w.Cmp(observed) <= 0 {
			sum.Add(sum, w)
		}
	}
	p, _ := new(big.Rat).SetFrac(sum, new(big.Int).Binomial(n, second)).Float64()
	return p
}

func TestFisherIsTheExactSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFourfold(t, 60)
		got, ok := f.Fisher()
		if ok != (f.N() > 0) {
			t.Fatalf("Fisher(%v) = %v, %v", f, got, ok)
		}
		if !ok {
			return
		}
		if want := exactFisher(f); math.Abs(got-want) > 1e-11*want {
			t.Errorf("Fisher(%v) = %.17g, want %.17g", f, got, want)
		}
	})
}

func TestFisherOfATableIsThatOfAFourfold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFourfold(t, 40)
		table := [][]int64{{f.Both, f.FirstOnly}, {f.SecondOnly, f.Neither}}
		got, ok := association.Fisher(table)
		if !ok {
			return // a margin is 0
		}
		if want := exactFisher(f); math.Abs(got-want) > 1e-9 {
			t.Errorf("Fisher(%v) = %v, want %v", table, got, want)
		}
	})
}

// The definition: over all tables with the margins of a 3×3 table.
func TestFisherOfATableIsTheSumOverItsMargins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := rapid.SliceOfN(rapid.SliceOfN(rapid.Int64Range(0, 5), 3, 3), 3, 3).Draw(t, "table")
		got, ok := association.Fisher(table)
		if !ok {
			return
		}
		var rows, columns [3]int64
		for i := range 3 {
			for j := range 3 {
				rows[i] += table[i][j]
				columns[j] += table[i][j]
			}
		}
		weight := func(cells [9]int64) float64 {
			sum := 0.0
			for _, c := range cells {
				v, _ := math.Lgamma(float64(c) + 1)
				sum -= v
			}
			return sum
		}
		var observed [9]int64
		for i := range 9 {
			observed[i] = table[i/3][i%3]
		}
		limit, all, extreme := weight(observed)+1e-7, 0.0, 0.0
		for a := range rows[0] + 1 {
			for b := range rows[0] - a + 1 {
				for d := range rows[1] + 1 {
					for e := range rows[1] - d + 1 {
						cells := [9]int64{a, b, rows[0] - a - b, d, e, rows[1] - d - e, columns[0] - a - d, columns[1] - b - e}
						cells[8] = rows[2] - cells[6] - cells[7]
						if min(cells[6], cells[7], cells[8]) < 0 {
							continue
						}
						w := weight(cells)
						all += math.Exp(w)
						if w <= limit {
							extreme += math.Exp(w)
						}
					}
				}
			}
		}
		if want := extreme / all; math.Abs(got-want) > 1e-9 {
			t.Errorf("Fisher(%v) = %v, want %v", table, got, want)
		}
	})
}

func TestExactTestOfALargeTableIsRefused(t *testing.T) {
	table := [][]int64{{900, 800, 700, 600}, {500, 900, 300, 800}, {100, 700, 900, 800}, {800, 400, 600, 500}}
	if p, ok := association.Fisher(table); ok {
		t.Errorf("p = %v, want none within the limit", p)
	}
}

func TestExactOddsRatioContainsItsEstimateAndInverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFourfold(t, 3000)
		turned := association.Fourfold{Both: f.FirstOnly, FirstOnly: f.Both, SecondOnly: f.Neither, Neither: f.SecondOnly}
		got, ok := f.ConditionalOddsRatio(0.95)
		back, ok2 := turned.ConditionalOddsRatio(0.95)
		if ok != ok2 {
			t.Fatalf("%v exists for one of two", f)
		}
		if !ok {
			return
		}
		if !(got.Low <= got.Estimate && got.Estimate <= got.High) {
			t.Errorf("%v gives %+v", f, got)
		}
		if got.Low > 0 && math.Abs(got.Low*back.High-1) > 1e-9 {
			t.Errorf("%+v does not invert to %+v", got, back)
		}
		p, _ := f.Fisher()
		mid, _ := f.MidP()
		if !(p >= 0 && p <= 1 && mid >= 0 && mid <= 1) {
			t.Errorf("%v has p = %v, mid-p = %v", f, p, mid)
		}
	})
}

func TestLargeCountsStayFast(t *testing.T) {
	f := association.Fourfold{Both: 1_204_311, FirstOnly: 2_100_000, SecondOnly: 1_900_000, Neither: 3_300_000}
	p, ok := f.Fisher()
	chi, _ := f.ChiSquared()
	if !ok || math.Abs(math.Log(p)-math.Log(chi.P)) > 1 {
		t.Errorf("Fisher %v, chi-squared %v", p, chi.P)
	}
	ratio, ok := f.ConditionalOddsRatio(0.95)
	wald, _ := f.WaldOddsRatio(0.95)
	if !ok || math.Abs(ratio.High-wald.High) > 1e-4 {
		t.Errorf("exact %v, Wald %v", ratio, wald)
	}
}

func TestUndefinedMeasuresAreAbsent(t *testing.T) {
	never := association.Fourfold{SecondOnly: 4, Neither: 6}
	for name, ok := range map[string]bool{
		"phi": second(never.Phi()), "lift": second(never.Lift()), "Yule's Q": second(never.YuleQ()),
		"odds ratio": second(never.SampleOddsRatio()), "exact odds ratio": second(never.ConditionalOddsRatio(0.95)),
		"Wald": second(never.WaldOddsRatio(0.95)), "chi-squared": second(never.ChiSquared()), "G²": second(never.LikelihoodRatio()),
		"Jaccard of nothing": second(association.Fourfold{Neither: 3}.Jaccard()),
		"negative count":     second(association.Fourfold{Both: -1, Neither: 3}.Fisher()),
		"zero column":        second(association.Independent([][]int64{{1, 0}, {2, 0}})),
		"ragged":             second(association.Independent([][]int64{{1, 2}, {2}})),
		"impossible joint":   second(association.Pairs(3, [][]int64{{2, 3}, {3, 2}})),
	} {
		if ok {
			t.Errorf("%s exists", name)
		}
	}
	if p, ok := never.Fisher(); !ok || p != 1 {
		t.Errorf("Fisher of a feature that never occurs = %v, %v; want 1", p, ok)
	}
}

func second[T any](_ T, ok bool) bool { return ok }

func TestIndependentTableHasNoAssociation(t *testing.T) {
	got, ok := association.Independent([][]int64{{10, 20, 30}, {20, 40, 60}})
	if !ok || got.Pearson.Statistic > 1e-9 || got.CramersV > 1e-6 || got.BergsmaV != 0 || got.Pearson.DF != 2 {
		t.Errorf("got %+v", got)
	}
}
