package forecast

import (
	"math"

	"htsm/generator/method/distribution"
)

// ETS is an exponential-smoothing state-space model with given parameters and
// start (Hyndman, Koehler, Ord & Snyder 2008, Forecasting with Exponential
// Smoothing, tables 2.2 and 2.3), with additive or multiplicative errors, no or
// an additive trend, damped or not, and any seasonality.
type ETS struct {
	// MultiplicativeError makes the errors relative.
	MultiplicativeError bool
	// Trended adds a trend, with Damping in (0, 1]; 0 means 1, not damped.
	Trended bool
	Damping float64
	// Seasonality is that of Season.
	Seasonality Seasonality
	// Alpha, Beta and Gamma are the weights of the error in the level, the trend
	// and the season; Beta is that of the book, not divided by Alpha.
	Alpha, Beta, Gamma float64
	// Level, Trend and Season are the state before the first value; Season holds
	// one cycle, the newest first.
	Level, Trend float64
	Season       []float64
}

// A Filtered is a series seen through a model.
type Filtered struct {
	// LogLikelihood leaves out the constant, -n/2·ln Σe² - Σ ln|μ| (eq. 5.3 of
	// the book; the last sum for multiplicative errors only).
	LogLikelihood float64
	// AICc counts the parameters, the start and the variance.
	AICc float64
	// Variance is Σe² over the values less the parameters and the start.
	Variance float64
	// End is the model after the last value.
	End ETS
}

func (m ETS) valid() bool {
	if !(m.Alpha > 0 && m.Alpha <= 2) || !(m.Damping >= 0 && m.Damping <= 1) || !m.Trended && (m.Beta != 0 || m.Trend != 0 || m.Damping != 0) {
		return false
	}
	return finite([]float64{m.Beta, m.Gamma, m.Level, m.Trend}) && finite(m.Season) &&
		m.Seasonality >= NoSeason && m.Seasonality <= Multiplicative && (m.Seasonality == NoSeason) == (len(m.Season) == 0)
}

func (m ETS) damping() float64 {
	if m.Damping == 0 {
		return 1
	}
	return m.Damping
}

// parameters counts smoothing parameters and free start values: one seasonal
// factor follows from the others.
func (m ETS) parameters() int {
	n := 2
	if m.Trended {
		n += 2
		if m.damping() != 1 {
			n++
		}
	}
	if m.Seasonality != NoSeason {
		n += len(m.Season)
	}
	return n
}

// Filter passes a series through the model. It reports false when the model is
// malformed, there are no more values than parameters and two, or a state or the
// likelihood is not finite, as with a relative error at a mean of 0.
func (m ETS) Filter(x []float64) (Filtered, bool) {
	np := m.parameters()
	n := float64(len(x))
	if !m.valid() || !finite(x) || len(x) <= np+2 {
		return Filtered{}, false
	}
	state := m
	state.Season = append([]float64{}, m.Season...)
	squares, logs := 0.0, 0.0
	for _, v := range x {
		mean := state.mean()
		e := v - mean
		if m.MultiplicativeError {
			e /= mean
			logs += math.Log(math.Abs(mean))
		}
		squares += e * e
		state.update(v)
	}
	result := Filtered{LogLikelihood: -n/2*math.Log(squares) - logs, Variance: squares / (n - float64(np)), End: state}
	k := float64(np + 1)
	result.AICc = -2*result.LogLikelihood + 2*k + 2*k*(k+1)/(n-k-1)
	return result, finite([]float64{result.LogLikelihood, result.Variance, state.Level, state.Trend}) && finite(state.Season)
}

// mean returns the forecast of the next value.
func (m ETS) mean() float64 {
	base := m.Level + m.damping()*m.Trend
	switch m.Seasonality {
	case Additive:
		return base + m.Season[len(m.Season)-1]
	case Multiplicative:
		return base * m.Season[len(m.Season)-1]
	}
	return base
}

// update takes in a value. In component form the rules are the same for both
// kinds of error.
func (m *ETS) update(v float64) {
	base := m.Level + m.damping()*m.Trend
	own, season := v, v
	last := len(m.Season) - 1
	switch m.Seasonality {
	case Additive:
		own, season = v-m.Season[last], v-base
	case Multiplicative:
		own, season = v/m.Season[last], v/base
	}
	if last >= 0 {
		newest := m.Season[last] + m.Gamma*(season-m.Season[last])
		copy(m.Season[1:], m.Season[:last])
		m.Season[0] = newest
	}
	m.Level = base + m.Alpha*(own-base)
	if m.Trended {
		m.Trend = m.damping()*m.Trend + m.Beta*(own-base)
	}
}

// Forecast continues the series for h steps. Intervals exist unless a multiplicative
// season goes with additive errors, by the variances of tables 6.1 and 6.2 of the
// book, those of the second for relative errors, and of section 6.3 for a
// multiplicative season; without them intervals is false and Low and High are
// the mean. The last result is false for h below 1, unless 0 < level < 1, or where
// a limit is not finite.
func (f Filtered) Forecast(h int, level float64) (points []Point, intervals, ok bool) {
	if h < 1 || h > maxSteps || !(level > 0 && level < 1) || !f.End.valid() {
		return nil, false, false
	}
	m := f.End
	if m.Seasonality == Multiplicative && m.MultiplicativeError {
		return f.seasonal(h, level)
	}
	intervals = m.Seasonality != Multiplicative
	means, weights := m.ahead(h)
	z := -distribution.NormalQuantile((1 - level) / 2)
	// With relative errors the size of an error goes with its mean: square holds
	// the second moments of the means to come.
	square := make([]float64, h)
	for step, mean := range means {
		square[step] = mean * mean
		variance := f.Variance
		for j := range step {
			c := weights[j] * weights[j]
			square[step] += f.Variance * c * square[step-1-j]
			variance += f.Variance * c
		}
		if m.MultiplicativeError {
			variance = (1+f.Variance)*square[step] - mean*mean
		}
		point := Point{mean, mean, mean}
		if intervals {
			half := z * math.Sqrt(max(0, variance))
			point.Low, point.High = mean-half, mean+half
		}
		if !finite([]float64{point.Low, point.High}) {
			return nil, false, false
		}
		points = append(points, point)
	}
	return points, intervals, true
}

// seasonal is Forecast for relative errors and a multiplicative season.
func (f Filtered) seasonal(h int, level float64) (points []Point, intervals, ok bool) {
	z := -distribution.NormalQuantile((1 - level) / 2)
	means, variances := f.End.seasonalMoments(h, f.Variance)
	for i, mean := range means {
		half := z * math.Sqrt(max(0, variances[i]))
		if !finite([]float64{mean, half}) {
			return nil, false, false
		}
		points = append(points, Point{mean, mean - half, mean + half})
	}
	return points, true, true
}

// ahead returns the means of h steps and the weights of an error in the means 1,
// 2, … steps later.
func (m ETS) ahead(h int) (means, weights []float64) {
	damping, damped := 1.0, 0.0
	for step := 1; step <= h; step++ {
		damping *= m.damping()
		damped += damping
		mean := m.Level + damped*m.Trend
		weight := m.Alpha + m.Beta*damped
		if period := len(m.Season); period > 0 {
			season := m.Season[period-1-(step-1)%period]
			if m.Seasonality == Additive {
				mean += season
			} else {
				mean *= season
			}
			if step%period == 0 {
				weight += m.Gamma
			}
		}
		means, weights = append(means, mean), append(weights, weight)
	}
	return means, weights
}
