package anomaly

import (
	"math"
	"slices"

	"htsm/generator/method/distribution"
)

// A Threshold judges one count by a Farrington method.
type Threshold struct {
	// Expected is the mean that the past leads to expect and Upper the bound.
	Expected, Upper float64
	// P is the probability of a count at least as high.
	P float64
	// Dispersion is the estimated overdispersion, at least 1; with the bound
	// Predictive it is that of the prediction.
	Dispersion float64
	// Trend is the change of the logarithm of the mean per unit of time, for
	// HasTrend: the trend is significant and does not predict more than the past
	// has seen.
	Trend    float64
	HasTrend bool
	// Withheld says that there were too few recent events for a decision. Then
	// there is no alarm, whatever the bound.
	Withheld bool
	// Alarm says that the count is above the bound.
	Alarm bool
}

// Score returns how far the count is on the way from the expectation to the
// bound; above 1 it is beyond. It reports false when the bound is not above the
// expectation.
func (t Threshold) Score(count int64) (float64, bool) {
	if !(t.Upper > t.Expected) {
		return 0, false
	}
	return (float64(count) - t.Expected) / (t.Upper - t.Expected), true
}

// A Transformation is the power of the count that is taken to be normal.
type Transformation int

const (
	// TwoThirds takes the skewness away. It is the zero value.
	TwoThirds Transformation = iota
	// Root keeps the variance the same.
	Root
	// Identity leaves counts as they are.
	Identity
)

// spread returns the exponent of a transformation and the standard deviation of
// the transformed prediction of a mean, of which the variance is tau times the
// mean (Farrington et al. 1996, section 3.4).
func (t Transformation) spread(mean, tau float64) (exponent, sd float64) {
	switch t {
	case Root:
		return 0.5, math.Sqrt(tau / 4)
	case Identity:
		return 1, math.Sqrt(mean * tau)
	default:
		return 2.0 / 3, math.Sqrt(4.0 / 9 * math.Cbrt(mean) * tau)
	}
}

// FarringtonOptions are those that both methods share.
type FarringtonOptions struct {
	// PerYear is the number of periods of a year.
	PerYear int
	// Years is the number of past years and HalfWindow the number of periods on
	// both sides of the same period in each of them.
	Years, HalfWindow int
	// Alpha is the level of the bound, in (0, 1).
	Alpha float64
	// Trend asks for a linear trend, which is kept only with three years or more.
	Trend bool
	// Scale is that on which the bound of Farrington, or the bound Power, is built.
	Scale Transformation
	// NoReweighting leaves past outbreaks their full weight.
	NoReweighting bool
	// MinCases in the last Recent periods, the judged one included, are needed
	// for a decision; Recent of 0 means 1.
	MinCases int64
	Recent   int
}

func (o FarringtonOptions) valid() bool {
	return o.PerYear > 2*o.HalfWindow && o.HalfWindow >= 0 && o.Years > 0 && o.Alpha > 0 && o.Alpha < 1 &&
		o.Scale >= TwoThirds && o.Scale <= Identity && o.MinCases >= 0 && o.Recent >= 0
}

// withheld reports whether the last periods have too few events.
func (o FarringtonOptions) withheld(counts []int64, at int) bool {
	sum := int64(0)
	for _, c := range counts[max(0, at+1-max(1, o.Recent)) : at+1] {
		sum += c
	}
	return sum < o.MinCases
}

// Farrington judges counts[at] by the method of Farrington, Andrews, Beale &
// Catchpole (1996, J R Stat Soc A 159:547-563): a quasi-Poisson regression on
// the windows around the same period of past years, with a linear trend if
// significant at 5 %, past outbreaks weighted down, and a two-sided bound at
// 1-Alpha/2 on the scale of a power of the counts. Parts of windows before the series are
// left out. It reports false when no model can be fitted or an option is out of
// range.
func Farrington(counts []int64, at int, o FarringtonOptions) (Threshold, bool) {
	if !o.valid() || !inSeries(counts, at) {
		return Threshold{}, false
	}
	p := past{}
	for year := o.Years; year >= 1; year-- {
		same := at - year*o.PerYear
		for t := max(0, same-o.HalfWindow); t <= same+o.HalfWindow; t++ {
			p.counts = append(p.counts, float64(counts[t]))
			p.times = append(p.times, float64(t-at))
			p.groups = append(p.groups, 0)
		}
	}
	if len(p.counts) == 0 {
		return Threshold{}, false
	}
	outlier := 1.0
	if o.NoReweighting {
		outlier = 0
	}
	m, ok := p.choose(o.Trend, o.Years, 0.05, outlier)
	if !ok {
		return Threshold{}, false
	}
	// The error of the prediction takes the dispersion kept at 1 or more.
	result, ok := powerThreshold(m, m.phi(), o.Alpha/2, counts[at], o.Scale)
	if result.Withheld = o.withheld(counts, at); result.Withheld {
		result.Alarm = false
	}
	return result, ok
}

// choose fits with a trend and keeps it when it is significant, there are at
// least three years, and the prediction is not above every count of the past.
func (p past) choose(trend bool, years int, significance, outlier float64) (model, bool) {
	m, ok := p.fit(trend, outlier)
	if !ok || !m.hasTrend {
		return m, ok
	}
	if years >= 3 && m.trendP < significance && math.Exp(m.eta) <= slices.Max(p.counts) {
		return m, true
	}
	return p.fit(false, outlier)
}

// powerThreshold is the bound of Farrington et al. 1996, section 3.4: normal on
// the scale of a power.
func powerThreshold(m model, dispersion, tail float64, count int64, scale Transformation) (Threshold, bool) {
	mean := math.Exp(m.eta)
	se2 := mean * mean * dispersion * m.variance
	exponent, spread := scale.spread(mean, m.phi()+se2/mean)
	center := math.Pow(mean, exponent)
	result := Threshold{Expected: mean, Dispersion: m.phi(), Trend: m.trend, HasTrend: m.hasTrend}
	result.Upper = math.Pow(center-distribution.NormalQuantile(tail)*spread, 1/exponent)
	result.P = distribution.NormalUpper((math.Pow(float64(count), exponent) - center) / spread)
	result.Alarm = float64(count) > result.Upper
	return result, mean > 0 && !math.IsNaN(result.Upper) && !math.IsInf(result.Upper, 0) && !math.IsNaN(result.P)
}
