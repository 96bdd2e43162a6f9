package anomaly

import "math"

// RatioOptions says how the likelihood-ratio chart works.
type RatioOptions struct {
	// Dispersion is the α of the negative binomial variance μ + α·μ²; 0 is the
	// Poisson distribution.
	Dispersion float64
	// Threshold is the value of the statistic at which an alarm is raised.
	Threshold float64
	// Shift is the change of ln μ that is looked for; 0 looks for any rise, or
	// any fall if Fall is set (the generalized likelihood ratio).
	Shift float64
	Fall  bool
	// MinPeriods is the number of periods that an estimated shift must last; 0
	// means 1. It has no effect with a given Shift.
	MinPeriods int
}

// A RatioStep is the chart after one period.
type RatioStep struct {
	Statistic float64
	Alarm     bool
}

// RatioCUSUM charts the evidence for a lasting shift of the mean of counts
// against given means in control (Höhle & Paul 2008, Comput Stat Data Anal
// 52:4357-4368, sections 2.1 and 2.2). After an alarm it starts afresh with the
// next period. The alarm is raised at the threshold for an estimated shift and
// above it for a given one.
//
// It reports false unless there is a positive, finite mean for each count,
// counts are at least 0 and options are finite and not negative, Shift excepted.
func RatioCUSUM(counts []int64, means []float64, o RatioOptions) ([]RatioStep, bool) {
	if len(counts) == 0 || len(means) != len(counts) || !inSeries(counts, len(counts)-1) || o.MinPeriods < 0 ||
		!(o.Dispersion >= 0) || !(o.Threshold > 0) || math.IsInf(o.Dispersion+o.Threshold, 1) || math.IsNaN(o.Shift) || math.Abs(o.Shift) > 50 {
		return nil, false
	}
	for _, m := range means {
		if !(m > 0) || math.IsInf(m, 1) {
			return nil, false
		}
	}
	steps := make([]RatioStep, len(counts))
	start, last := 0, 0.0
	for n := range counts {
		if o.Shift != 0 {
			steps[n].Statistic = max(0, last+o.ratio(counts[n:n+1], means[n:n+1], o.Shift))
			steps[n].Alarm = steps[n].Statistic > o.Threshold
		} else {
			for k := start; k <= n-max(1, o.MinPeriods)+1; k++ {
				x, m := counts[k:n+1], means[k:n+1]
				steps[n].Statistic = max(steps[n].Statistic, o.ratio(x, m, o.shift(x, m)))
			}
			steps[n].Alarm = steps[n].Statistic >= o.Threshold
		}
		last = steps[n].Statistic
		if steps[n].Alarm {
			start, last = n+1, 0
		}
	}
	return steps, true
}

// ratio returns the log-likelihood ratio of a shift over some periods.
func (o RatioOptions) ratio(x []int64, m []float64, shift float64) float64 {
	sum := 0.0
	for i, c := range x {
		if o.Dispersion == 0 {
			sum += shift*float64(c) - m[i]*math.Expm1(shift)
			continue
		}
		a := o.Dispersion * m[i]
		sum += shift*float64(c) - (float64(c)+1/o.Dispersion)*math.Log1p(a*math.Expm1(shift)/(1+a))
	}
	return sum
}

// lowestShift stands for a mean of 0, the best fit to counts of 0.
const lowestShift = -18

// shift returns the most likely shift in the wanted direction, by Newton's
// method within a bracket: the score falls with the shift.
func (o RatioOptions) shift(x []int64, m []float64) float64 {
	low, high := 0.0, 50.0
	if o.Fall {
		low, high = lowestShift, 0
	}
	if score, _ := o.score(x, m, low); score <= 0 {
		return low
	}
	if score, _ := o.score(x, m, high); score >= 0 {
		return high
	}
	shift := (low + high) / 2
	if !o.Fall {
		shift = 0.5
	}
	for range 200 {
		score, information := o.score(x, m, shift)
		if score > 0 {
			low = shift
		} else {
			high = shift
		}
		next := shift + score/information
		if !(next > low && next < high) {
			next = (low + high) / 2
		}
		if math.Abs(next-shift) < 1e-13 {
			break
		}
		shift = next
	}
	return shift
}

// score returns the derivative of the log-likelihood by the shift and minus the
// second one.
func (o RatioOptions) score(x []int64, m []float64, shift float64) (score, information float64) {
	for i, c := range x {
		mean := m[i] * math.Exp(shift)
		below := 1 + o.Dispersion*mean
		score += (float64(c) - mean) / below
		information += mean * (1 + o.Dispersion*float64(c)) / (below * below)
	}
	return score, information
}
