package forecast

import (
	"math"

	"htsm/generator/method/distribution"
)

// A Seasonality says how the season enters.
type Seasonality int

const (
	// NoSeason is the zero value.
	NoSeason Seasonality = iota
	// Additive adds the season to the level.
	Additive
	// Multiplicative multiplies the level by the season.
	Multiplicative
)

// HoltWinters holds the parameters and the start of a Holt-Winters filter (Holt
// 1957; Winters 1960, Management Science 6:324-342).
type HoltWinters struct {
	Seasonality Seasonality
	// Alpha, Beta and Gamma smooth the level, the trend and the season, each in
	// [0, 1].
	Alpha, Beta, Gamma float64
	// NoTrend leaves the trend out.
	NoTrend bool
	// Level and Trend are the state before the first value that is filtered;
	// Season holds the factors of one cycle from there on, and is empty without
	// a season.
	Level, Trend float64
	Season       []float64
	// Skip is the number of values that the start was made of and that are not
	// filtered.
	Skip int
}

// A Smoothed is a filtered series.
type Smoothed struct {
	// Fitted are the one-step forecasts of the values after Skip and Squares the
	// sum of the squared errors.
	Fitted  []float64
	Squares float64
	// Variance is that of the errors, about their mean.
	Variance float64
	// End is the filter after the last value.
	End HoltWinters
}

// Smooth filters a series. It reports false when fewer than two values are left
// after Skip, a parameter or the start is out of range or not finite, the season
// is empty or there is one without a seasonality, or a multiplicative filter
// meets a level or season of 0.
func (f HoltWinters) Smooth(x []float64) (Smoothed, bool) {
	if !f.valid() || f.Skip < 0 || len(x)-f.Skip < 2 || !finite(x) {
		return Smoothed{}, false
	}
	result := Smoothed{}
	state := f
	state.Season = append([]float64{}, f.Season...)
	var errors []float64
	mean := 0.0
	for i, v := range x[f.Skip:] {
		place := 0
		season := 0.0
		if f.Seasonality != NoSeason {
			place = i % len(f.Season)
			season = state.Season[place]
		}
		base := state.Level + state.Trend
		fitted, level := base, v
		switch f.Seasonality {
		case Additive:
			fitted, level = base+season, v-season
		case Multiplicative:
			fitted, level = base*season, v/season
		}
		next := f.Alpha*level + (1-f.Alpha)*base
		if !f.NoTrend {
			state.Trend = f.Beta*(next-state.Level) + (1-f.Beta)*state.Trend
		}
		state.Level = next
		switch f.Seasonality {
		case Additive:
			state.Season[place] = f.Gamma*(v-next) + (1-f.Gamma)*season
		case Multiplicative:
			state.Season[place] = f.Gamma*(v/next) + (1-f.Gamma)*season
		}
		result.Fitted = append(result.Fitted, fitted)
		errors = append(errors, v-fitted)
		result.Squares += (v - fitted) * (v - fitted)
		mean += (v - fitted) / float64(len(x)-f.Skip)
	}
	for _, e := range errors {
		result.Variance += (e - mean) * (e - mean) / float64(len(errors)-1)
	}
	if n := len(state.Season); n > 0 {
		// The next value takes the first factor.
		turn := (len(x) - f.Skip) % n
		state.Season = append(state.Season[turn:], state.Season[:turn]...)
	}
	result.End = state
	return result, finite([]float64{result.Squares, result.Variance, state.Level, state.Trend}) && finite(state.Season)
}

func (f HoltWinters) valid() bool {
	for _, p := range []float64{f.Alpha, f.Beta, f.Gamma} {
		if !(p >= 0 && p <= 1) {
			return false
		}
	}
	if f.NoTrend && (f.Trend != 0 || f.Beta != 0) {
		return false
	}
	return f.Seasonality >= NoSeason && f.Seasonality <= Multiplicative &&
		(f.Seasonality == NoSeason) == (len(f.Season) == 0) && finite([]float64{f.Level, f.Trend}) && finite(f.Season)
}

// Forecast continues a filtered series for h steps. The intervals are those of
// the equivalent linear process, multiplied through by the seasonal factors
// (Yar & Chatfield 1990, Int J Forecast 6:127-137; Chatfield & Yar 1991). It
// reports false for h below 1, unless 0 < level < 1, or where a limit is not
// finite.
func (s Smoothed) Forecast(h int, level float64) ([]Point, bool) {
	if h < 1 || h > maxSteps || !(level > 0 && level < 1) || len(s.Fitted) == 0 {
		return nil, false
	}
	f := s.End
	z := -distribution.NormalQuantile((1 - level) / 2)
	period := max(1, len(f.Season))
	factor := func(step int) float64 {
		if f.Seasonality != Multiplicative {
			return 1
		}
		return f.Season[(step-1)%period]
	}
	points := make([]Point, 0, h)
	for step := 1; step <= h; step++ {
		mean := f.Level + float64(step)*f.Trend
		switch f.Seasonality {
		case Additive:
			mean += f.Season[(step-1)%period]
		case Multiplicative:
			mean *= factor(step)
		}
		sum := 1.0
		for j := 1; j < step; j++ {
			psi := f.Alpha * (1 + float64(j)*f.Beta)
			if f.Seasonality != NoSeason && j%period == 0 {
				psi += f.Gamma * (1 - f.Alpha)
			}
			psi *= factor(step) / factor(step-j)
			sum += psi * psi
		}
		half := z * math.Sqrt(s.Variance*sum)
		points = append(points, Point{mean, mean - half, mean + half})
		if !finite([]float64{mean, half}) {
			return nil, false
		}
	}
	return points, true
}
