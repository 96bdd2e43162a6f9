package distribution_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/distribution"
)

func near(t *testing.T, name string, got, want, rel float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > rel*math.Abs(want) {
		t.Errorf("%s = %.17g, want %.17g", name, got, want)
	}
}

// The expected values are those of R 4.2 (pnorm, pchisq, qt, ppois, pbinom,
// pnbinom) and of closed forms.
func TestFarTailsKeepTheirDigits(t *testing.T) {
	near(t, "NormalUpper(12)", distribution.NormalUpper(12), 1.7764821120776749e-33, 1e-12)
	near(t, "ChiSquaredUpper(192.94,1)", distribution.ChiSquaredUpper(192.941774525492, 1), 7.24820489246278e-44, 1e-9)
	near(t, "BinomialUpper(200,200,.001)", distribution.BinomialUpper(100, 100, 0.001), math.Pow(0.001, 100), 1e-9)
	near(t, "PoissonUpper(1,1e-20)", distribution.PoissonUpper(1, 1e-20), 1e-20, 1e-12)
	near(t, "NegBinomialUpper(50,1,.9)", distribution.NegBinomialUpper(50, 1, 0.9), math.Pow(0.1, 50), 1e-9)
}

func TestStudentQuantileMatchesTables(t *testing.T) {
	near(t, "t(.975,1)", distribution.StudentQuantile(0.975, 1), 12.706204736174705, 1e-10)
	near(t, "t(.975,10)", distribution.StudentQuantile(0.975, 10), 2.2281388519862747, 1e-10)
	near(t, "t(.6,5)", distribution.StudentQuantile(0.6, 5), 0.26718086570414515, 1e-9)
	near(t, "t(.995,1e6)", distribution.StudentQuantile(0.995, 1e6), 2.5758341889502553, 1e-7)
}

func TestQuantilesInvertTheirTails(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(1e-6, 1-1e-6).Draw(t, "p")
		df := rapid.Float64Range(0.5, 500).Draw(t, "df")
		if got := distribution.StudentUpper(-distribution.StudentQuantile(p, df), df); math.Abs(got-p) > 1e-8 {
			t.Errorf("Student: %v comes back as %v", p, got)
		}
		if got := distribution.NormalLower(distribution.NormalQuantile(p)); math.Abs(got-p) > 1e-13 {
			t.Errorf("normal: %v comes back as %v", p, got)
		}
	})
}

func TestLowerAndUpperTailsMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 5000).Draw(t, "n")
		k := rapid.Int64Range(0, n).Draw(t, "k")
		p := rapid.Float64Range(0.001, 0.999).Draw(t, "p")
		sums := map[string]float64{
			"binomial":          distribution.BinomialLower(k-1, n, p) + distribution.BinomialUpper(k, n, p),
			"Poisson":           distribution.PoissonLower(k-1, float64(n)*p) + distribution.PoissonUpper(k, float64(n)*p),
			"negative binomial": distribution.NegBinomialLower(k-1, float64(n), p) + distribution.NegBinomialUpper(k, float64(n), p),
		}
		for name, sum := range sums {
			if math.Abs(sum-1) > 1e-8 {
				t.Errorf("%s tails at k=%d n=%d p=%v sum to %v", name, k, n, p, sum)
			}
		}
	})
}

func TestDiscreteQuantileIsTheSmallestThatReachesTheProbability(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.Float64Range(0.001, 0.9999).Draw(t, "q")
		mean := rapid.Float64Range(0.01, 2000).Draw(t, "mean")
		k, ok := distribution.PoissonQuantile(q, mean)
		if !ok {
			t.Fatalf("no quantile for %v of Poisson(%v)", q, mean)
		}
		if distribution.PoissonLower(k, mean) < q*(1-1e-12) || distribution.PoissonLower(k-1, mean) >= q {
			t.Errorf("Poisson(%v) quantile of %v is %d", mean, q, k)
		}
		size := rapid.Float64Range(0.1, 100).Draw(t, "size")
		p := size / (size + mean)
		k, ok = distribution.NegBinomialQuantile(q, size, p)
		if !ok {
			t.Fatalf("no quantile for %v of NB(%v, %v)", q, size, p)
		}
		if distribution.NegBinomialLower(k, size, p) < q*(1-1e-12) || distribution.NegBinomialLower(k-1, size, p) >= q {
			t.Errorf("NB(%v, %v) quantile of %v is %d", size, p, q, k)
		}
	})
}

func TestQuantileOutsideTheDomainIsRefused(t *testing.T) {
	if _, ok := distribution.NegBinomialQuantile(1, 2, 0.5); ok {
		t.Error("q = 1 has an infinite quantile and must be refused")
	}
	if _, ok := distribution.PoissonQuantile(math.NaN(), 2); ok {
		t.Error("q = NaN must be refused")
	}
}
