package method_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method"
)

var shareIntervals = map[string]func(int64, int64, float64) (method.Interval, bool){
	"Wilson": method.Wilson, "ClopperPearson": method.ClopperPearson,
	"AgrestiCoull": method.AgrestiCoull, "Jeffreys": method.Jeffreys,
}

func TestShareIntervalContainsTheShareAndMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 2_000_000).Draw(t, "n")
		x := rapid.Int64Range(0, n).Draw(t, "x")
		level := rapid.Float64Range(0.5, 0.999).Draw(t, "level")
		p := float64(x) / float64(n)
		for name, interval := range shareIntervals {
			got, ok := interval(x, n, level)
			mirror, ok2 := interval(n-x, n, level)
			if !ok || !ok2 {
				t.Fatalf("%s(%d, %d, %v) does not exist", name, x, n, level)
			}
			if !(got.Low <= p && p <= got.High) {
				t.Errorf("%s(%d, %d, %v) = %v misses %v", name, x, n, level, got, p)
			}
			if math.Abs(got.Low-(1-mirror.High)) > 1e-9 || math.Abs(got.High-(1-mirror.Low)) > 1e-9 {
				t.Errorf("%s(%d, %d) = %v, mirrored %v", name, x, n, got, mirror)
			}
		}
	})
}

func TestShareIntervalGrowsWithTheLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 10_000).Draw(t, "n")
		x := rapid.Int64Range(0, n).Draw(t, "x")
		for name, interval := range shareIntervals {
			if name == "AgrestiCoull" {
				continue // its centre moves with the level
			}
			narrow, _ := interval(x, n, 0.8)
			wide, _ := interval(x, n, 0.95)
			if wide.Low > narrow.Low || wide.High < narrow.High {
				t.Errorf("%s(%d, %d): 95 %% %v inside 80 %% %v", name, x, n, wide, narrow)
			}
		}
	})
}

func TestIntervalOutsideOfItsDomainDoesNotExist(t *testing.T) {
	for name, interval := range shareIntervals {
		for _, c := range []struct {
			x, n  int64
			level float64
		}{{0, 0, 0.95}, {-1, 5, 0.95}, {6, 5, 0.95}, {1, 5, 0}, {1, 5, 1}, {1, 5, math.NaN()}} {
			if got, ok := interval(c.x, c.n, c.level); ok {
				t.Errorf("%s(%d, %d, %v) = %v, want none", name, c.x, c.n, c.level, got)
			}
		}
	}
	for _, exposure := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if got, ok := method.Garwood(3, exposure, 0.95); ok {
			t.Errorf("Garwood(3, %v) = %v, want none", exposure, got)
		}
	}
	if _, ok := method.ShareWithUnknown(0, 5, 5, 0.95); ok {
		t.Error("a share without a known case exists")
	}
}

func TestNewcombeContainsTheDifferenceAndTurnsRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n1, n2 := rapid.Int64Range(1, 5000).Draw(t, "n1"), rapid.Int64Range(1, 5000).Draw(t, "n2")
		x1, x2 := rapid.Int64Range(0, n1).Draw(t, "x1"), rapid.Int64Range(0, n2).Draw(t, "x2")
		got, _ := method.NewcombeDifference(x1, n1, x2, n2, 0.95)
		back, ok := method.NewcombeDifference(x2, n2, x1, n1, 0.95)
		d := float64(x1)/float64(n1) - float64(x2)/float64(n2)
		if !ok || got.Low > d || got.High < d || got.Low < -1 || got.High > 1 {
			t.Errorf("difference %v has the interval %v", d, got)
		}
		if math.Abs(got.Low+back.High) > 1e-12 || math.Abs(got.High+back.Low) > 1e-12 {
			t.Errorf("%v does not turn round into %v", got, back)
		}
	})
}

func TestGarwoodContainsTheRateAndScalesWithExposure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Int64Range(0, 3_000_000).Draw(t, "x")
		exposure := rapid.Float64Range(0.01, 1e6).Draw(t, "exposure")
		unit, ok := method.Garwood(x, 1, 0.95)
		got, ok2 := method.Garwood(x, exposure, 0.95)
		if !ok || !ok2 || got.Low > float64(x)/exposure || got.High < float64(x)/exposure {
			t.Fatalf("Garwood(%d, %v) = %v, %v", x, exposure, got, ok2)
		}
		if math.Abs(unit.High/exposure-got.High) > 1e-12*got.High {
			t.Errorf("%v over %v is not %v", unit, exposure, got)
		}
	})
}

// The coverage of the exact intervals is counted over every outcome.
func TestExactIntervalsCoverAtLeastTheirLevel(t *testing.T) {
	const n = 30
	for _, p := range []float64{0.01, 0.1, 0.37, 0.5, 0.93} {
		covered, mass := 0.0, math.Pow(1-p, n)
		for x := int64(0); x <= n; x++ {
			interval, _ := method.ClopperPearson(x, n, 0.95)
			if interval.Low <= p && p <= interval.High {
				covered += mass
			}
			mass *= float64(n-x) / float64(x+1) * p / (1 - p)
		}
		if covered < 0.95 {
			t.Errorf("Clopper-Pearson covers %v with probability %v", p, covered)
		}
	}
}
