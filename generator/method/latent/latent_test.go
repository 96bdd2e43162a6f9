package latent_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/method/latent"
)

// two classes of 60 and 40 that differ in all four items.
func twoClasses() []latent.Pattern {
	var patterns []latent.Pattern
	for bits := range 16 {
		first, second := 0.6, 0.4
		var codes []int
		for j := range 4 {
			code := bits >> j & 1
			codes = append(codes, code)
			if code == 1 {
				first, second = first*0.9, second*0.2
			} else {
				first, second = first*0.1, second*0.8
			}
		}
		patterns = append(patterns, latent.Pattern{Codes: codes, Count: int64(math.Round(1e6 * (first + second)))})
	}
	return patterns
}

func TestKnownClassesAreFound(t *testing.T) {
	m, ok := latent.Fit(twoClasses(), latent.Options{Classes: 2, Seed: 7})
	if !ok {
		t.Fatal("no model")
	}
	if math.Abs(m.Shares[0]-0.6) > 0.001 || m.G2 > 1 || m.DF != 15-9 || m.Parameters != 9 {
		t.Errorf("%+v", m)
	}
	for j := range 4 {
		if math.Abs(m.Probability[j][0][1]-0.9) > 0.002 || math.Abs(m.Probability[j][1][1]-0.2) > 0.002 {
			t.Errorf("item %d: %v", j, m.Probability[j])
		}
	}
}

func TestSameSeedGivesTheSameModel(t *testing.T) {
	o := latent.Options{Classes: 3, Seed: 42, Starts: 4}
	a, _ := latent.Fit(twoClasses(), o)
	b, _ := latent.Fit(twoClasses(), o)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
}

func TestMoreClassesFitNoWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var patterns []latent.Pattern
		for range rapid.IntRange(1, 12).Draw(t, "patterns") {
			patterns = append(patterns, latent.Pattern{
				Codes: rapid.SliceOfN(rapid.IntRange(0, 2), 3, 3).Draw(t, "codes"), Count: rapid.Int64Range(1, 20).Draw(t, "count"),
			})
		}
		last := math.Inf(-1)
		for classes := 1; classes <= 2; classes++ {
			m, ok := latent.Fit(patterns, latent.Options{Classes: classes, Starts: 10, Steps: 500})
			if !ok || m.LogLikelihood < last-1e-6 || math.IsNaN(m.X2+m.G2+m.EntropyR2) || m.G2 < -1e-6 {
				t.Fatalf("%d classes: %+v after %v", classes, m, last)
			}
			last = m.LogLikelihood
			sum := 0.0
			for _, s := range m.Shares {
				sum += s
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("shares %v", m.Shares)
			}
		}
	})
}

func TestOneClassIsIndependence(t *testing.T) {
	m, ok := latent.Fit([]latent.Pattern{{Codes: []int{0}, Count: 3}, {Codes: []int{1}, Count: 1}}, latent.Options{Classes: 1})
	want := 3*math.Log(0.75) + math.Log(0.25)
	if !ok || math.Abs(m.LogLikelihood-want) > 1e-9 || m.EntropyR2 != 1 {
		t.Errorf("%+v, want the log-likelihood %v", m, want)
	}
}

func TestMalformedPatternsAreRefused(t *testing.T) {
	one := []latent.Pattern{{Codes: []int{0}, Count: 1}}
	for name, ok := range map[string]bool{
		"no patterns": second(latent.Fit(nil, latent.Options{Classes: 1})), "no classes": second(latent.Fit(one, latent.Options{})),
		"too many":       second(latent.Fit(one, latent.Options{Classes: latent.MaxClasses + 1})),
		"lengths":        second(latent.Fit([]latent.Pattern{{Codes: []int{0}, Count: 1}, {Codes: []int{0, 1}, Count: 1}}, latent.Options{Classes: 1})),
		"negative code":  second(latent.Fit([]latent.Pattern{{Codes: []int{-1}, Count: 1}}, latent.Options{Classes: 1})),
		"no cases":       second(latent.Fit([]latent.Pattern{{Codes: []int{0}}}, latent.Options{Classes: 1})),
		"negative count": second(latent.Fit([]latent.Pattern{{Codes: []int{0}, Count: -1}}, latent.Options{Classes: 1})),
	} {
		if ok {
			t.Errorf("%s: a model exists", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }

// Short runs from many starts find what long runs find.
func TestShortRunsReachTheSameTop(t *testing.T) {
	long, _ := latent.Fit(twoClasses(), latent.Options{Classes: 2, Seed: 7, Starts: 10})
	short, ok := latent.Fit(twoClasses(), latent.Options{Classes: 2, Seed: 7, Starts: 10, Trial: 5, Tolerance: 1e-12})
	if !ok || math.Abs(long.LogLikelihood-short.LogLikelihood) > 1e-6*math.Abs(long.LogLikelihood) {
		t.Errorf("%v and %v", long.LogLikelihood, short.LogLikelihood)
	}
}

// By Bayes, the odds of the first class are 0.6 * 0.9^k * 0.1^(4-k) over
// 0.4 * 0.2^k * 0.8^(4-k): above 1 from two codes of four on.
func TestAPatternBelongsToItsMostProbableClass(t *testing.T) {
	m, _ := latent.Fit(twoClasses(), latent.Options{Classes: 2, Seed: 7})
	for codes, want := range map[[4]int]int{{0, 0, 0, 0}: 1, {1, 0, 0, 0}: 1, {1, 1, 0, 0}: 1, {1, 1, 1, 0}: 0, {1, 1, 1, 1}: 0, {7, 7, 7, 7}: 0} {
		if got := m.Class(codes[:]); got != want {
			t.Errorf("%v belongs to class %d, want %d", codes, got, want)
		}
	}
}
