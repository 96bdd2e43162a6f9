package diversity_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/diversity"
)

func TestMeasuresStayInTheirRanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Int64Range(0, 2000), 1, 30).Draw(t, "counts")
		d, ok := diversity.New(counts)
		if !ok {
			return // all counts are 0
		}
		richness := float64(d.Richness())
		last := math.Inf(1)
		for _, q := range []float64{0, 0.5, 1, 2, 7, 300} {
			number, ok := d.Hill(q)
			if !ok || number < 1-1e-9 || number > richness+1e-9 || number > last+1e-9 {
				t.Errorf("Hill(%v) = %v of %v categories after %v", q, number, richness, last)
			}
			last = number
		}
		if e, ok := d.Evenness(); ok != (richness > 1) || e < 0 || e > 1 {
			t.Errorf("evenness = %v, %v", e, ok)
		}
		if c := d.Coverage(); c < 0 || c > 1 {
			t.Errorf("coverage = %v", c)
		}
		if chao, se := d.Chao1(); chao < richness || se < 0 || math.IsNaN(se) {
			t.Errorf("Chao1 = %v ± %v of %v", chao, se, richness)
		}
		if d.TopShare(1) > d.TopShare(3) || d.TopShare(d.Richness()) != 1 {
			t.Errorf("top shares %v, %v", d.TopShare(1), d.TopShare(3))
		}
		whole, _ := d.Rarefied(d.N())
		one, _ := d.Rarefied(1)
		if math.Abs(whole-richness) > 1e-9 || math.Abs(one-1) > 1e-6 {
			t.Errorf("rarefied to all %v, to one %v", whole, one)
		}
		padded, _ := diversity.New(append(counts, 0, 0))
		if padded.Shannon() != d.Shannon() || padded.Listed() != d.Listed()+2 {
			t.Error("listing empty categories changes the entropy")
		}
	})
}

// The definition of Gini's coefficient: half of the mean difference over the mean.
func TestGiniIsHalfTheRelativeMeanDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Float64Range(0, 1e6), 1, 20).Draw(t, "amounts")
		got, ok := diversity.Unequal(amounts)
		sum, differences := 0.0, 0.0
		for _, a := range amounts {
			sum += a
			for _, b := range amounts {
				differences += math.Abs(a - b)
			}
		}
		if ok != (sum > 0) {
			t.Fatalf("Unequal(%v) reports %v", amounts, ok)
		}
		if !ok {
			return
		}
		if want := differences / (2 * float64(len(amounts)) * sum); math.Abs(got.Gini-want) > 1e-9 {
			t.Errorf("Gini = %v, want %v", got.Gini, want)
		}
		last := 0.0
		for p := 0.0; p <= 1; p += 0.0625 {
			share, ok := got.Lorenz(p)
			if !ok || share < last-1e-12 || share > p+1e-9 {
				t.Errorf("Lorenz(%v) = %v after %v", p, share, last)
			}
			last = share
		}
	})
}

func TestOneCategoryHasNoEvenness(t *testing.T) {
	d, ok := diversity.New([]int64{7, 0})
	if !ok || d.Shannon() != 0 || d.Concentration() != 1 {
		t.Errorf("one category has the entropy %v and the concentration %v", d.Shannon(), d.Concentration())
	}
	if e, ok := d.Evenness(); ok {
		t.Errorf("evenness = %v", e)
	}
	if c, ok := d.NormalizedConcentration(); ok {
		t.Errorf("normalized concentration = %v", c)
	}
	if _, ok := diversity.New([]int64{0, 0}); ok {
		t.Error("a distribution without events exists")
	}
	if _, ok := diversity.New([]int64{3, -1}); ok {
		t.Error("a negative count is accepted")
	}
	if _, ok := diversity.Unequal([]float64{1, math.NaN()}); ok {
		t.Error("NaN is accepted")
	}
}
