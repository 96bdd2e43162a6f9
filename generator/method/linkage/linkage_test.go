package linkage_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method"
	"htsm/generator/method/linkage"
)

// mean averages a distance over the midpoints of a grid on both intervals.
func mean(a, b method.Interval, distance func(x, y float64) float64) float64 {
	const steps = 100
	sum := 0.0
	for i := range steps {
		for j := range steps {
			x := a.Low + (a.High-a.Low)*(float64(i)+0.5)/steps
			y := b.Low + (b.High-b.Low)*(float64(j)+0.5)/steps
			sum += distance(x, y)
		}
	}
	return sum / steps / steps
}

func drawInterval(t *rapid.T, label string, most float64) method.Interval {
	low := rapid.Float64Range(-30, 30).Draw(t, label)
	width := rapid.SampledFrom([]float64{0, 1e-12, 0.001, 1}).Draw(t, label+" scale") * rapid.Float64Range(0, most).Draw(t, label+" width")
	return method.Interval{Low: low, High: low + width}
}

func TestExpectedDistanceIsTheMeanOverBothIntervals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawInterval(t, "a", 20), drawInterval(t, "b", 20)
		got, ok := linkage.Apart(a, b)
		back, _ := linkage.Apart(b, a)
		want := mean(a, b, func(x, y float64) float64 { return math.Abs(x - y) })
		if !ok || math.Abs(got-want) > 0.05 || math.Abs(got-back) > 1e-9 {
			t.Errorf("%v and %v are %v apart, back %v, want %v", a, b, got, back, want)
		}
	})
}

func TestCircularDistanceIsTheMeanOverBothArcs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const circle = 24
		a, b := drawInterval(t, "a", circle*0.99), drawInterval(t, "b", circle*0.99)
		got, ok := linkage.ApartOnCircle(a, b, circle)
		back, _ := linkage.ApartOnCircle(b, a, circle)
		want := mean(a, b, func(x, y float64) float64 { return math.Abs(math.Remainder(x-y, circle)) })
		if !ok || math.Abs(got-want) > 0.05 || math.Abs(got-back) > 1e-6 || got < 0 || got > circle/2 {
			t.Errorf("%v and %v are %v apart, back %v, want %v", a, b, got, back, want)
		}
	})
}

func TestWholeDayIsAQuarterOfTheClockAway(t *testing.T) {
	got, ok := linkage.ApartOnCircle(method.Interval{Low: 3, High: 27}, method.Interval{Low: 8, High: 8}, 24)
	if !ok || got != 6 {
		t.Errorf("%v, %v", got, ok)
	}
	if _, ok := linkage.Apart(method.Interval{Low: 2, High: 1}, method.Interval{}); ok {
		t.Error("an interval that runs backwards is accepted")
	}
	if _, ok := linkage.ApartOnCircle(method.Interval{}, method.Interval{}, 0); ok {
		t.Error("a circle of no length is accepted")
	}
}

func TestFactorSpeaksForTheSideWhereAValueIsCommoner(t *testing.T) {
	var sample linkage.Sample
	var near []float64
	for i := range 200 {
		linked := i%4 == 0
		sample.Linked = append(sample.Linked, linked)
		value := float64(i)
		if linked {
			value /= 10
		}
		near = append(near, value)
	}
	f, ok := sample.Number(near, 10, 5)
	if !ok || f.Log(1) <= 0 || f.Log(150) >= 0 {
		t.Errorf("near %v, far %v, %v", f.Log(1), f.Log(150), ok)
	}
	for name, v := range map[string]float64{"missing": math.NaN(), "below": -1, "above": 1000} {
		if got := f.Log(v); got != 0 {
			t.Errorf("%s is evidence of %v", name, got)
		}
	}
	if got := (linkage.Factor{}).Log(3); got != 0 {
		t.Errorf("an empty factor gives %v", got)
	}
}

func TestFactorTurnsRoundWithTheSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sample, turned linkage.Sample
		var values []float64
		for range rapid.IntRange(4, 40).Draw(t, "n") {
			linked := rapid.Bool().Draw(t, "linked")
			sample.Linked, turned.Linked = append(sample.Linked, linked), append(turned.Linked, !linked)
			values = append(values, float64(rapid.IntRange(0, 3).Draw(t, "value")))
		}
		learn := []func(linkage.Sample) (linkage.Factor, bool){
			func(s linkage.Sample) (linkage.Factor, bool) { return s.Category(values, 3) },
			func(s linkage.Sample) (linkage.Factor, bool) { return s.Number(values, 3, 2) },
		}
		for _, l := range learn {
			f, ok := l(sample)
			back, ok2 := l(turned)
			if ok != ok2 {
				t.Fatalf("learnt %v, turned %v", ok, ok2)
			}
			for v := 0.0; ok && v <= 3; v += 0.5 {
				if a, b := f.Log(v), back.Log(v); math.IsNaN(a) || math.IsInf(a, 0) || math.Abs(a+b) > 1e-9 {
					t.Errorf("%v is evidence of %v, turned round %v", v, a, b)
				}
			}
		}
	})
}

func TestRankingQuality(t *testing.T) {
	scores := []float64{3, 2, 2, 1}
	linked := []bool{true, false, true, false}
	if auc, ok := linkage.AUC(scores, linked); !ok || auc != 0.875 {
		t.Errorf("AUC %v, %v", auc, ok)
	}
	if p, ok := linkage.Precision(scores, linked, 2); !ok || p != 0.5 {
		t.Errorf("precision %v, %v", p, ok)
	}
	if _, ok := linkage.AUC(scores, []bool{true, true, true, true}); ok {
		t.Error("an AUC without unlinked pairs exists")
	}
	if _, ok := linkage.Precision(scores, linked, 5); ok {
		t.Error("a precision beyond the pairs exists")
	}
}

func TestSampleWithoutBothKindsIsRefused(t *testing.T) {
	for name, ok := range map[string]bool{
		"only linked":     second(linkage.Sample{Linked: []bool{true, true}}.Category([]float64{0, 1}, 2)),
		"one category":    second(linkage.Sample{Linked: []bool{true, false}}.Category([]float64{1, 1}, 2)),
		"lengths":         second(linkage.Sample{Linked: []bool{true, false}}.Category([]float64{1}, 2)),
		"no freedom":      second(linkage.Sample{Linked: []bool{true, false}}.Category([]float64{1, 2}, 1)),
		"negative weight": second(linkage.Sample{Linked: []bool{true, false}, Weights: []float64{1, -1}}.Category([]float64{1, 2}, 2)),
		"one value":       second(linkage.Sample{Linked: []bool{true, false}}.Number([]float64{1, 1}, 5, 3)),
		"infinite":        second(linkage.Sample{Linked: []bool{true, false}}.Number([]float64{1, math.Inf(1)}, 5, 3)),
	} {
		if ok {
			t.Errorf("%s: a factor exists", name)
		}
	}
}

func second[T any](_ T, ok bool) bool { return ok }
