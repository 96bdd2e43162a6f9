package anomaly

import "math"

// A Standardization brings counts to about mean 0 and variance 1.
type Standardization int

const (
	// Standard is (x-m)/sqrt(m). It is the zero value.
	Standard Standardization = iota
	// Rossi is (x-3m+2·sqrt(xm))/(2·sqrt(m)), nearer to normal for small means
	// (Rossi, Lampugnani & Marchi 1999, Stat Med 18:2111-2122).
	Rossi
	// Anscombe is 3/2·(x^⅔-m^⅔)/m^⅙.
	Anscombe
	// Raw takes counts as they are.
	Raw
)

// CUSUMOptions says how the chart works.
type CUSUMOptions struct {
	// Reference is the k that each step gives back, Decision the h at which an
	// alarm is raised; 1.04 and 2.26 are the values of Rossi et al.
	Reference, Decision float64
	// Mean is the mean in control; 0 means that of the counts before the chart.
	Mean            float64
	Standardization Standardization
}

// A CUSUMStep is the chart after one period.
type CUSUMStep struct {
	// Statistic is the cumulated sum, which an alarm does not reset.
	Statistic float64
	Alarm     bool
	// Upper is the count that would have raised an alarm, at least 0: rounded up
	// for Standard, as it is else. When the sum alone is so high that any count
	// raises an alarm, the value for Rossi is a root without meaning near 0.
	Upper float64
}

// CUSUM runs the one-sided cumulative sum of standardized counts from a period
// to the end of the series. It reports false when there is no period to chart or
// no positive mean, or an option is out of range.
func CUSUM(counts []int64, from int, o CUSUMOptions) ([]CUSUMStep, bool) {
	if !inSeries(counts, len(counts)-1) || from < 0 || from >= len(counts) || !(o.Reference >= 0) || !(o.Decision > 0) ||
		o.Standardization < Standard || o.Standardization > Raw || math.IsInf(o.Reference+o.Decision, 1) {
		return nil, false
	}
	mean := o.Mean
	if mean == 0 && from > 0 {
		for _, c := range counts[:from] {
			mean += float64(c)
		}
		mean /= float64(from)
	}
	if !(mean > 0) || math.IsInf(mean, 1) {
		return nil, false
	}
	steps := make([]CUSUMStep, 0, len(counts)-from)
	last := 0.0
	for _, c := range counts[from:] {
		step := CUSUMStep{Statistic: max(0, last+o.standardize(float64(c), mean)-o.Reference)}
		step.Alarm = step.Statistic >= o.Decision
		step.Upper = max(0, o.count(o.Decision+o.Reference-last, mean))
		last = step.Statistic
		steps = append(steps, step)
	}
	return steps, true
}

func (o CUSUMOptions) standardize(x, m float64) float64 {
	switch o.Standardization {
	case Rossi:
		return (x - 3*m + 2*math.Sqrt(x*m)) / (2 * math.Sqrt(m))
	case Anscombe:
		return 1.5 * (math.Pow(x, 2.0/3) - math.Pow(m, 2.0/3)) / math.Pow(m, 1.0/6)
	case Raw:
		return x
	default:
		return (x - m) / math.Sqrt(m)
	}
}

// count returns the count with the standardized value z.
func (o CUSUMOptions) count(z, m float64) float64 {
	switch o.Standardization {
	case Rossi:
		// With s = sqrt(x): s² + 2·sqrt(m)·s - 3m - 2z·sqrt(m) = 0.
		square := 4*m + 2*z*math.Sqrt(m)
		if square < 0 {
			return 0
		}
		s := math.Sqrt(square) - math.Sqrt(m)
		return s * s
	case Anscombe:
		return math.Pow(max(0, z*math.Pow(m, 1.0/6)/1.5+math.Pow(m, 2.0/3)), 1.5)
	case Raw:
		return z
	default:
		return math.Ceil(z*math.Sqrt(m) + m)
	}
}
