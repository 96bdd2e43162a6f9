// Package season divides a series into trend, season and remainder.
//
// It does not forecast and it does not test. Its invariant: the three parts sum
// to the series, value by value.
package season

import (
	"math"
	"slices"
)

// A Smoother is a local regression: the number of neighbours, the degree 0 or 1
// of the polynomial, and the distance of the points at which it is computed,
// between which it is interpolated.
type Smoother struct {
	Window, Degree, Jump int
}

// Options are those of STL.
type Options struct {
	// Period is the number of values in a cycle, at least 2.
	Period int
	// Seasonal smooths each season over the cycles, Trend the deseasonalized
	// series, LowPass what the seasons share.
	Seasonal, Trend, LowPass Smoother
	// Periodic replaces each season by its mean.
	Periodic bool
	// Inner is the number of passes, at least 1, and Outer that of robustness
	// passes, 0 for none.
	Inner, Outer int
}

// Default returns the usual options (Cleveland et al. 1990, section 3): windows
// from the period and the seasonal window, an odd number of at least 7, or 0 for
// a season that never changes; robust against outliers or not.
func Default(period, window int, robust bool) Options {
	o := Options{Period: period, Inner: 2}
	if robust {
		o.Inner, o.Outer = 1, 15
	}
	if window == 0 {
		// Wider than any series: the mean of the season.
		o.Periodic = true
		window = 1_000_001
	}
	smoother := func(window, degree int) Smoother {
		return Smoother{window, degree, (window + 9) / 10}
	}
	trend := math.Ceil(1.5 * float64(period) / (1 - 1.5/float64(window)))
	o.Seasonal = smoother(window, 0)
	o.Trend = smoother(int(trend)|1, 1)
	o.LowPass = smoother(period|1, 1)
	return o
}

func (o Options) valid(n int) bool {
	if o.Period < 2 || n < 2*o.Period || o.Inner < 1 || o.Inner > 100 || o.Outer < 0 || o.Outer > 100 {
		return false
	}
	for _, s := range []Smoother{o.Seasonal, o.Trend, o.LowPass} {
		if s.Window < 3 || s.Window%2 == 0 || s.Degree < 0 || s.Degree > 1 || s.Jump < 1 {
			return false
		}
	}
	return true
}

// A Decomposition holds the parts of a series.
type Decomposition struct {
	Trend, Seasonal, Remainder []float64
}

// STL decomposes a series by local regression (Cleveland, Cleveland, McRae &
// Terpenning 1990, J Off Stat 6:3-73). The robustness weights take the median of
// the absolute remainders itself. It reports false for a series of fewer than two
// cycles, a value that is not finite, or options out of range.
func STL(x []float64, o Options) (Decomposition, bool) {
	if !o.valid(len(x)) {
		return Decomposition{}, false
	}
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Decomposition{}, false
		}
	}
	d := Decomposition{Trend: make([]float64, len(x)), Seasonal: make([]float64, len(x))}
	var weights []float64
	for pass := 0; pass <= o.Outer; pass++ {
		d.pass(x, weights, o)
		if pass < o.Outer {
			weights = d.robustness(x)
		}
	}
	if o.Periodic {
		d.average(o.Period)
	}
	for i, v := range x {
		d.Remainder = append(d.Remainder, v-d.Seasonal[i]-d.Trend[i])
	}
	return d, true
}

// pass runs the inner loop (section 2.2 of the paper).
func (d *Decomposition) pass(x, weights []float64, o Options) {
	n := len(x)
	for range o.Inner {
		detrended := make([]float64, n)
		for i := range x {
			detrended[i] = x[i] - d.Trend[i]
		}
		cycles := o.smoothSeasons(detrended, weights)
		low := average(average(average(cycles, o.Period), o.Period), 3)
		shared := o.LowPass.smooth(low, nil)
		deseasonalized := make([]float64, n)
		for i := range x {
			d.Seasonal[i] = cycles[o.Period+i] - shared[i]
			deseasonalized[i] = x[i] - d.Seasonal[i]
		}
		d.Trend = o.Trend.smooth(deseasonalized, weights)
	}
}

// smoothSeasons smooths each season over the cycles and extends it by one cycle
// on both sides.
func (o Options) smoothSeasons(x, weights []float64) []float64 {
	extended := make([]float64, len(x)+2*o.Period)
	for season := range o.Period {
		var values, own []float64
		for i := season; i < len(x); i += o.Period {
			values = append(values, x[i])
			if weights != nil {
				own = append(own, weights[i])
			}
		}
		n, s := len(values), o.Seasonal
		smoothed := s.smooth(values, own)
		before, ok := s.at(values, own, 0, 1, min(s.Window, n))
		if !ok {
			before = smoothed[0]
		}
		after, ok := s.at(values, own, float64(n+1), max(1, n-s.Window+1), n)
		if !ok {
			after = smoothed[n-1]
		}
		for k, v := range slices.Concat([]float64{before}, smoothed, []float64{after}) {
			extended[k*o.Period+season] = v
		}
	}
	return extended
}

// robustness returns the bisquare weights of the remainders over six times their
// median (section 2.4).
func (d *Decomposition) robustness(x []float64) []float64 {
	off := make([]float64, len(x))
	for i, v := range x {
		off[i] = math.Abs(v - d.Trend[i] - d.Seasonal[i])
	}
	sorted := slices.Sorted(slices.Values(off))
	n := len(sorted)
	limit := 3 * (sorted[(n-1)/2] + sorted[n/2])
	weights := make([]float64, n)
	for i, r := range off {
		switch {
		case r <= 0.001*limit:
			weights[i] = 1
		case r <= 0.999*limit:
			u := r / limit
			weights[i] = (1 - u*u) * (1 - u*u)
		}
	}
	return weights
}

// average replaces each season by its mean over the cycles.
func (d *Decomposition) average(period int) {
	for season := range period {
		sum, n := 0.0, 0.0
		for i := season; i < len(d.Seasonal); i += period {
			sum += d.Seasonal[i]
			n++
		}
		for i := season; i < len(d.Seasonal); i += period {
			d.Seasonal[i] = sum / n
		}
	}
}

// SeasonalStrength returns how much of the variation beside the trend is season,
// from 0 to 1 (Wang, Smith & Hyndman 2006, Data Min Knowl Disc 13:335-364). It
// reports false when there is no such variation.
func (d Decomposition) SeasonalStrength() (float64, bool) { return strength(d.Remainder, d.Seasonal) }

// TrendStrength returns how much of the variation beside the season is trend,
// from 0 to 1. It reports false when there is no such variation.
func (d Decomposition) TrendStrength() (float64, bool) { return strength(d.Remainder, d.Trend) }

func strength(remainder, part []float64) (float64, bool) {
	both := make([]float64, len(part))
	for i := range part {
		both[i] = part[i] + remainder[i]
	}
	whole := variance(both)
	if !(whole > 0) {
		return 0, false
	}
	return max(0, 1-variance(remainder)/whole), true
}

func variance(x []float64) float64 {
	mean, squares := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		squares += (v - mean) * (v - mean)
	}
	return squares / float64(len(x)-1)
}
