package bootstrap_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/bootstrap"
)

// Means and variances of multinomial counts are n·p and n·p·(1-p).
func TestSamplesFollowTheWeights(t *testing.T) {
	weights, size := []float64{1, 0, 5, 14}, int64(300)
	r, ok := bootstrap.NewResampler(weights, size, 7)
	if !ok {
		t.Fatal("the weights are refused")
	}
	const draws = 20_000
	var sums, squares [4]float64
	for range draws {
		for i, c := range r.Draw() {
			sums[i] += float64(c)
			squares[i] += float64(c) * float64(c)
		}
	}
	for i, w := range weights {
		p := w / 20
		mean, variance := float64(size)*p, float64(size)*p*(1-p)
		got := sums[i] / draws
		spread := squares[i]/draws - got*got
		if math.Abs(got-mean) > 5*math.Sqrt(variance/draws) || math.Abs(spread-variance) > 0.05*variance {
			t.Errorf("category %d: mean %v and variance %v, want %v and %v", i, got, spread, mean, variance)
		}
	}
}

func TestEverySampleHasItsSizeAndFollowsFromItsSeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Float64Range(0, 10), 1, 8).Draw(t, "weights")
		weights[0]++
		size := rapid.SampledFrom([]int64{1, 2, 50, 1_000_000, 1 << 31}).Draw(t, "size")
		seed := rapid.Uint64().Draw(t, "seed")
		a, _ := bootstrap.NewResampler(weights, size, seed)
		b, _ := bootstrap.NewResampler(weights, size, seed)
		sum := int64(0)
		again := b.Draw()
		for i, c := range a.Draw() {
			sum += c
			if c < 0 || c != again[i] || weights[i] == 0 && c != 0 {
				t.Fatalf("category %d of weight %v has %d and %d", i, weights[i], c, again[i])
			}
		}
		if sum != size {
			t.Fatalf("%d cases of %d", sum, size)
		}
	})
}

func TestASampleOfNothingIsRefused(t *testing.T) {
	for _, c := range []struct {
		weights []float64
		size    int64
	}{{nil, 5}, {[]float64{0, 0}, 5}, {[]float64{1, -1}, 5}, {[]float64{math.Inf(1)}, 5}, {[]float64{math.NaN()}, 5}, {[]float64{1}, 0}, {[]float64{1}, 1<<31 + 1}} {
		if _, ok := bootstrap.NewResampler(c.weights, c.size, 1); ok {
			t.Errorf("%v of size %d is accepted", c.weights, c.size)
		}
	}
}

// With one case in each category the interval is that of the cases.
func TestBCaOfCategoriesIsThatOfTheirCases(t *testing.T) {
	replicates, influences := make([]float64, 999), []float64{-3, -1, 0.5, 3.5, 2}
	for i := range replicates {
		replicates[i] = math.Sin(float64(i)) + float64(i%7)
	}
	of, ok1 := bootstrap.Of(2, replicates, influences, 0.95)
	got, ok2 := bootstrap.BCa(2, replicates, influences, []float64{1, 1, 1, 1, 1}, 0.95)
	if !ok1 || !ok2 || math.Abs(got.Low-of.BCa.Low)+math.Abs(got.High-of.BCa.High) > 1e-12 {
		t.Errorf("%+v, want %+v", got, of.BCa)
	}
}
