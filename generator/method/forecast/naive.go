// Package forecast continues a series of counts or amounts: the seasonal naive
// forecast that every other has to beat, Holt-Winters smoothing and
// exponential-smoothing state-space models, both with given parameters.
//
// It optimizes nothing: parameters and start values come from the caller, so
// that the same input gives the same forecast everywhere. Its invariant: every
// forecast has an interval or says that it has none.
package forecast

import (
	"math"

	"htsm/generator/method/distribution"
)

// A Point is the forecast of one step. Low and High are its interval; both are
// equal to Mean where a model has no interval, which its result says.
type Point struct {
	Mean, Low, High float64
}

// A Naive is a seasonal naive forecast.
type Naive struct {
	Points []Point
	// Sigma is the root of the mean squared change from cycle to cycle.
	Sigma float64
}

// SeasonalNaive repeats the last cycle for h steps, with normal intervals that
// widen with every cycle (Hyndman & Athanasopoulos 2021, Forecasting: Principles
// and Practice, sections 5.2 and 5.5). It reports false for a series of one cycle
// or less, a value that is not finite, a period or h below 1, or unless
// 0 < level < 1.
func SeasonalNaive(x []float64, period, h int, level float64) (Naive, bool) {
	if period < 1 || h < 1 || h > maxSteps || len(x) <= period || !finite(x) || !(level > 0 && level < 1) {
		return Naive{}, false
	}
	result := Naive{Sigma: naiveSigma(x, period)}
	z := -distribution.NormalQuantile((1 - level) / 2)
	for step := range h {
		mean := x[len(x)-period+step%period]
		half := z * result.Sigma * math.Sqrt(float64(step/period+1))
		result.Points = append(result.Points, Point{mean, mean - half, mean + half})
	}
	return result, true
}

// maxSteps is the furthest step that is forecast.
const maxSteps = 1000

func naiveSigma(x []float64, period int) float64 {
	squares := 0.0
	for i := period; i < len(x); i++ {
		squares += (x[i] - x[i-period]) * (x[i] - x[i-period])
	}
	return math.Sqrt(squares / float64(len(x)-period))
}

// A Record tells how the seasonal naive forecast did in the past.
type Record struct {
	// Origins is the number of one-step forecasts.
	Origins int
	// Coverage is the share of values within their interval: print it beside the
	// nominal level.
	Coverage float64
	// MeanError is the mean absolute error, ScaledError the same over the mean
	// absolute change from cycle to cycle in the whole series (MASE; Hyndman &
	// Koehler 2006, Int J Forecast 22:679-688); 0 when there is no change.
	MeanError, ScaledError float64
}

// Rolling forecasts each value after the first ones from those before it. It
// reports false where SeasonalNaive does for the first values, or when no value
// is left.
func Rolling(x []float64, period, first int, level float64) (Record, bool) {
	if period < 1 || first <= period || first >= len(x) || !finite(x) || !(level > 0 && level < 1) {
		return Record{}, false
	}
	record := Record{Origins: len(x) - first}
	z := -distribution.NormalQuantile((1 - level) / 2)
	squares := 0.0
	for i := period; i < len(x); i++ {
		off := x[i] - x[i-period]
		if i >= first {
			sigma := math.Sqrt(squares / float64(i-period))
			if math.Abs(off) <= z*sigma {
				record.Coverage += 1 / float64(record.Origins)
			}
			record.MeanError += math.Abs(off) / float64(record.Origins)
		}
		squares += off * off
		record.ScaledError += math.Abs(off) / float64(len(x)-period)
	}
	if record.ScaledError > 0 {
		record.ScaledError = record.MeanError / record.ScaledError
	}
	return record, true
}

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
