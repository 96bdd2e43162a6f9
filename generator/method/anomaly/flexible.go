package anomaly

import (
	"math"

	"htsm/generator/method/distribution"
)

// A Bound is the way to an upper bound in FarringtonFlexible.
type Bound int

const (
	// Plugin takes the quantile of the negative binomial distribution with the
	// estimated mean and dispersion, Poisson without overdispersion. It is the
	// zero value.
	Plugin Bound = iota
	// Power is the bound on the scale of the power ⅔ of the method of 1996.
	Power
	// UpperMean is Plugin with the upper limit of the mean at the same level.
	UpperMean
	// Predictive is Plugin with the variance of the estimated mean added to that
	// of the count: Plugin takes the mean for known, and its far tail, which
	// decides after an adjustment for many tests, is too thin. In simulated months
	// without a change the p-values of Plugin were at most 1e-5 two to five times
	// too often with means of 3 to 50 records, those of Predictive 0.4 to 1.1
	// times as often as they may. With means below 1 neither holds: the few
	// records of a trend and four seasons tell too little.
	Predictive
)

// FlexibleOptions are those of FarringtonFlexible.
type FlexibleOptions struct {
	FarringtonOptions
	// Seasons is the number of season levels, the window being one of them; 0
	// and 1 use the windows alone.
	Seasons int
	// Excluded is the number of periods before the judged one that are left out,
	// so that the start of an outbreak does not raise its own expectation.
	Excluded int
	// Outlier is the standardized Anscombe residual above which a past count is
	// weighted down; 0 means 2.58.
	Outlier float64
	// TrendP is the p-value below which a trend is kept; 0 means 0.05, and more
	// than 1 keeps it always.
	TrendP float64
	Bound  Bound
}

// MonthlyOptions returns the settings for monthly counts with five years of
// history: windows of three months, four seasons, the last three months left
// out, and a predictive bound at 1 %.
func MonthlyOptions() FlexibleOptions {
	return FlexibleOptions{
		FarringtonOptions: FarringtonOptions{
			PerYear: 12, Years: 5, HalfWindow: 1, Alpha: 0.01, Trend: true, MinCases: 5, Recent: 4,
		},
		Seasons: 4, Excluded: 3, TrendP: 2, Bound: Predictive,
	}
}

// SamePeriods returns the indices of the same period in 1..years years before
// at, the nearest first, for a series of perYear periods a year.
func SamePeriods(at, perYear, years int) []int {
	var same []int
	for year := 1; year <= years; year++ {
		same = append(same, at-year*perYear)
	}
	return same
}

// FarringtonFlexible judges counts[at] by the improved method of Noufaily et al.
// (2013, Stat Med 32:1206-1222): all periods since the first window enter the
// regression, with a factor for the season, and the bound is a quantile of the
// negative binomial distribution. The standard error of the prediction and the
// test of the trend come from the weighted fit itself.
//
// times holds the time of each period in any unit, nil for 0, 1, 2, …; same
// holds the indices of the same period in past years, the nearest first and
// Years of them, nil for SamePeriods. It reports false when the first window
// begins before the series, there are more seasons than periods between two
// windows, no model can be fitted, or an option is out of range.
func FarringtonFlexible(counts []int64, times []float64, at int, same []int, o FlexibleOptions) (Threshold, bool) {
	if o.Outlier == 0 {
		o.Outlier = 2.58
	}
	if o.TrendP == 0 {
		o.TrendP = 0.05
	}
	if same == nil {
		same = SamePeriods(at, o.PerYear, o.Years)
	}
	if !o.valid() || !inSeries(counts, at) || o.Seasons < 0 || o.Excluded < 0 || !(o.Outlier > 0) || !(o.TrendP > 0) ||
		o.Bound < Plugin || o.Bound > Predictive || len(same) != o.Years || times != nil && len(times) != len(counts) {
		return Threshold{}, false
	}
	groups, ok := o.groups(at, same)
	if !ok {
		return Threshold{}, false
	}
	time := func(t int) float64 {
		if times == nil {
			return float64(t)
		}
		return times[t]
	}
	p := past{now: max(1, o.Seasons)}
	for t, g := range groups[:max(0, at-o.Excluded)] {
		if g > 0 {
			p.counts = append(p.counts, float64(counts[t]))
			p.times = append(p.times, time(t)-time(at))
			p.groups = append(p.groups, g)
		}
	}
	if len(p.counts) == 0 {
		return Threshold{}, false
	}
	outlier := o.Outlier
	if o.NoReweighting {
		outlier = 0
	}
	m, ok := p.choose(o.Trend, o.Years, o.TrendP, outlier)
	if !ok {
		return Threshold{}, false
	}
	result, ok := o.bound(m, counts[at])
	if result.Withheld = o.withheld(counts, at); result.Withheld {
		result.Alarm = false
	}
	return result, ok
}

// groups returns the season of each period up to at, 0 for those that do not
// enter (Noufaily et al. 2013, section 4.1). The windows are the last season;
// what lies between two windows is divided into the others, the first of them
// taking what is left over.
func (o FlexibleOptions) groups(at int, same []int) ([]int, bool) {
	last := max(1, o.Seasons)
	groups := make([]int, at+1)
	for t := max(0, at-o.HalfWindow); t <= at; t++ {
		groups[t] = last
	}
	next := at
	for _, center := range same {
		if center-o.HalfWindow < 0 || center+o.HalfWindow >= next-o.HalfWindow {
			return nil, false
		}
		for t := center - o.HalfWindow; t <= center+o.HalfWindow; t++ {
			groups[t] = last
		}
		between := next - center - 2*o.HalfWindow - 1
		if last > 1 {
			if between < last-1 {
				return nil, false
			}
			t := center + o.HalfWindow + 1
			for season := 1; season < last; season++ {
				length := between / (last - 1)
				if season <= between%(last-1) {
					length++
				}
				for range length {
					groups[t] = season
					t++
				}
			}
		}
		next = center
	}
	return groups, true
}

// widest bounds the variance of the logarithm of a mean that means anything.
const widest = 20

// bound returns the threshold of a fitted model.
func (o FlexibleOptions) bound(m model, count int64) (Threshold, bool) {
	if o.Bound == Power {
		return powerThreshold(m, m.dispersion, o.Alpha, count, o.Scale)
	}
	result := Threshold{Expected: math.Exp(m.eta), Dispersion: m.phi(), Trend: m.trend, HasTrend: m.hasTrend}
	mean := result.Expected
	switch o.Bound {
	case UpperMean:
		mean = math.Exp(m.eta - distribution.NormalQuantile(o.Alpha)*math.Sqrt(m.dispersion*m.variance))
	case Predictive:
		// The estimate of the mean has a lognormal distribution.
		result.Dispersion += mean * math.Expm1(min(m.phi()*m.variance, widest))
	case Plugin, Power:
	}
	if !(mean > 0) || math.IsInf(mean, 1) {
		return Threshold{}, false
	}
	var upper int64
	var ok bool
	if phi := result.Dispersion; phi > 1 {
		size := mean / (phi - 1)
		upper, ok = distribution.NegBinomialQuantile(1-o.Alpha, size, 1/phi)
		result.P = distribution.NegBinomialUpper(count, size, 1/phi)
	} else {
		upper, ok = distribution.PoissonQuantile(1-o.Alpha, mean)
		result.P = distribution.PoissonUpper(count, mean)
	}
	result.Upper = float64(upper)
	result.Alarm = count > upper
	return result, ok
}
