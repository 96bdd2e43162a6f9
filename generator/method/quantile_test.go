package method_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method"
)

func TestQuantileInterpolatesLinearly(t *testing.T) {
	for _, c := range []struct {
		name                   string
		values, weights        []int64
		numerator, denominator int64
		want                   string
	}{
		{"median of an odd sample", []int64{100, 250, 400}, nil, 1, 2, "250"},
		{"median of an even sample", []int64{100, 250, 401, 500}, nil, 1, 2, "651/2"},
		{"lower quartile", []int64{1, 2, 3, 4}, nil, 1, 4, "7/4"},
		{"ninth decile", []int64{10, 20, 30, 40, 50}, nil, 9, 10, "46"},
		{"lowest", []int64{-5, 7}, nil, 0, 1, "-5"},
		{"highest", []int64{-5, 7}, nil, 1, 1, "7"},
		{"single value", []int64{42}, []int64{9}, 3, 4, "42"},
		{"weights are frequencies", []int64{100, 300}, []int64{3, 1}, 1, 2, "100"},
		{"between two weighted values", []int64{100, 300}, []int64{1, 1}, 1, 4, "150"},
		{"a weight of zero leaves its value out", []int64{1, 5, 9}, []int64{1, 0, 1}, 1, 2, "5"},
		{"zero weights at the ends", []int64{1, 5, 9, 11}, []int64{0, 1, 1, 0}, 1, 2, "7"},
		{"far values do not overflow", []int64{math.MinInt64, math.MaxInt64}, []int64{1 << 61, 1 << 61}, 1, 2, "-1/2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := method.Quantile(c.values, c.weights, c.numerator, c.denominator)
			want, _ := new(big.Rat).SetString(c.want)
			if !ok || got.Cmp(want) != 0 {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestQuantileOfWeightsIsThatOfTheSpeltOutSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(-1000, 100_000), 1, 8).Draw(t, "values")
		slices.Sort(values)
		weights := rapid.SliceOfN(rapid.Int64Range(0, 5), len(values), len(values)).Draw(t, "weights")
		denominator := rapid.Int64Range(1, 100).Draw(t, "denominator")
		numerator := rapid.Int64Range(0, denominator).Draw(t, "numerator")
		var sample []int64
		for i, w := range weights {
			sample = append(sample, slices.Repeat([]int64{values[i]}, int(w))...)
		}
		got, ok := method.Quantile(values, weights, numerator, denominator)
		want, ok2 := method.Quantile(sample, nil, numerator, denominator)
		if ok != ok2 || ok && got.Cmp(want) != 0 {
			t.Fatalf("got %v (%v), spelt out %v (%v)", got, ok, want, ok2)
		}
		if !ok {
			return
		}
		// The definition in floating point, as R's quantile(type = 7).
		h := float64(len(sample)-1) * float64(numerator) / float64(denominator)
		k := int(math.Floor(h + 1e-9))
		plain := float64(sample[k])
		if k+1 < len(sample) {
			plain += (h - float64(k)) * float64(sample[k+1]-sample[k])
		}
		if exact, _ := got.Float64(); math.Abs(exact-plain) > 1e-6*(1+math.Abs(plain)) {
			t.Errorf("exact %v, plain %v", exact, plain)
		}
	})
}

func TestQuantileRefusesWhatIsNoSample(t *testing.T) {
	for name, ok := range map[string]bool{
		"unordered":      second(method.Quantile([]int64{2, 1}, nil, 1, 2)),
		"empty":          second(method.Quantile(nil, nil, 1, 2)),
		"no weight":      second(method.Quantile([]int64{1}, []int64{0}, 1, 2)),
		"negative":       second(method.Quantile([]int64{1, 2}, []int64{2, -1}, 1, 2)),
		"other length":   second(method.Quantile([]int64{1, 2}, []int64{2}, 1, 2)),
		"weights beyond": second(method.Quantile([]int64{1, 2}, []int64{math.MaxInt64, 1}, 1, 2)),
		"order above 1":  second(method.Quantile([]int64{1, 2}, nil, 3, 2)),
		"order below 0":  second(method.Quantile([]int64{1, 2}, nil, -1, 2)),
		"no denominator": second(method.Quantile([]int64{1, 2}, nil, 0, 0)),
	} {
		if ok {
			t.Errorf("%s: a quantile exists", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }

func TestPercentIsTheExactRatioRoundedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, math.MaxInt64).Draw(t, "n")
		x := rapid.Int64Range(0, n).Draw(t, "x")
		decimals := rapid.IntRange(0, 15).Draw(t, "decimals")
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals+2)), nil)
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(x), scale), big.NewInt(n))
		for _, rounding := range []method.Rounding{method.HalfUp, method.HalfEven} {
			got, ok := method.Percent(x, n, decimals, rounding)
			if !ok {
				t.Fatal("no percentage")
			}
			off := new(big.Rat).Sub(new(big.Rat).SetInt64(got), exact)
			switch off.Abs(off).Cmp(big.NewRat(1, 2)) {
			case 1:
				t.Errorf("%v rounds to %d", exact, got)
			case 0:
				if rounding == method.HalfEven && got%2 != 0 {
					t.Errorf("%v rounds to the odd %d", exact, got)
				}
			}
		}
	})
	if _, ok := method.Percent(1, 2, 16, method.HalfUp); ok {
		t.Error("16 decimals are refused")
	}
}

func TestLargestRemainderSumsToItsUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Int64Range(0, 1_000_000), 1, 12).Draw(t, "parts")
		units := rapid.Int64Range(0, 1_000_000).Draw(t, "units")
		got, ok := method.LargestRemainder(parts, units)
		total, sum := int64(0), int64(0)
		for _, p := range parts {
			total += p
		}
		if total == 0 {
			if ok {
				t.Error("nothing is divided among nothing")
			}
			return
		}
		for i, g := range got {
			sum += g
			if quota := float64(parts[i]) / float64(total) * float64(units); math.Abs(float64(g)-quota) >= 1+1e-6 {
				t.Errorf("part %d has the quota %v and gets %d", i, quota, g)
			}
		}
		if sum != units {
			t.Errorf("shares %v sum to %d, want %d", got, sum, units)
		}
	})
	got, _ := method.LargestRemainder([]int64{1, 1, 1}, 2)
	if !slices.Equal(got, []int64{1, 1, 0}) {
		t.Errorf("equal remainders give %v, want the first parts served first", got)
	}
}
