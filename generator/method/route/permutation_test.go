package route

import (
	"math"
	"testing"

	"htsm/generator/method/distribution"
	"htsm/generator/method/random"
)

// The numbers of a category on one side are held against the masses of the
// hypergeometric distribution by Pearson's statistic, whose 99.9 % point with
// at most ten degrees of freedom is 29.6.
func TestDivisionsAreHypergeometric(t *testing.T) {
	const draws = 50_000
	for name, c := range map[string]struct{ drawn, marked, all int64 }{
		"small": {5, 6, 15}, "few drawn": {2, 50, 60}, "nearly all": {28, 9, 30}, "beyond the table": {10, 7 * mostLogs / 10, mostLogs + 7},
	} {
		d := newDivision([]int64{c.drawn}, []int64{c.all - c.drawn}, random.Source(4))
		seen := map[int64]float64{}
		for range draws {
			seen[d.hypergeometric(c.drawn, c.marked, c.all)]++
		}
		statistic, total := 0.0, 0.0
		for k := max(0, c.drawn+c.marked-c.all); k <= min(c.drawn, c.marked); k++ {
			log := func(n, k int64) float64 {
				f := func(n int64) float64 { return distribution.LogFactorial(float64(n)) }
				return f(n) - f(k) - f(n-k)
			}
			want := draws * math.Exp(log(c.marked, k)+log(c.all-c.marked, c.drawn-k)-log(c.all, c.drawn))
			total += seen[k]
			if want > 1 {
				statistic += (seen[k] - want) * (seen[k] - want) / want
			}
		}
		if statistic > 29.6 || total != draws {
			t.Errorf("%s: Pearson's statistic is %.1f, %v of %d draws lie in the range", name, statistic, total, draws)
		}
	}
}

// Of 10 cases, 5 and 5, on sides of 4 and 6, the divisions 4:0 and 0:4 are
// farthest apart: 10 of 210 divisions. Those at least as far as 3:1 are
// 10 + 2·50 of 210.
func TestPermutationPApproachesTheExactShare(t *testing.T) {
	for _, c := range []struct {
		a, b []int64
		want float64
	}{
		{[]int64{4, 0}, []int64{1, 5}, 10.0 / 210}, {[]int64{3, 1}, []int64{2, 4}, 110.0 / 210},
	} {
		// Stopped after a hundred, the estimate has a standard error of about a tenth.
		p, ok := PermutationP(c.a, c.b, 100_000, 11)
		if !ok || math.Abs(p-c.want) > 0.3*c.want {
			t.Errorf("%v and %v: p = %v, want about %v", c.a, c.b, p, c.want)
		}
	}
}

func BenchmarkPermutationP(b *testing.B) {
	for name, size := range map[string]int64{"hundreds": 1, "millions": 10_000} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				PermutationP([]int64{60 * size, 80 * size, 20 * size, 10 * size}, []int64{20 * size, 90 * size, 90 * size, 30 * size}, 99_999, 5)
			}
		})
	}
}
