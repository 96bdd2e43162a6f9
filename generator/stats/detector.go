package stats

import (
	"math"

	"htsm/generator/method/anomaly"
	tails "htsm/generator/method/distribution"
	"htsm/generator/num"
)

// alarmLevel is the chance of an alarm in a quiet period, before the tests of
// an edition are adjusted together.
const alarmLevel = 0.01

// A detector is a way to judge the last count of a history.
type detector uint8

// The detectors. The zero detector is none: the history is too short.
const (
	noDetector detector = iota
	ears
	bayes
	flexible
)

// caveat returns the message that says which detector was used.
func (d detector) caveat() string {
	return "caveat.detector-" + [...]string{"none", "ears", "bayes", "flexible"}[d]
}

// detector returns the detector that suits a history of so many blocks: the
// flexible Farrington method from five years on, a Bayesian prediction from
// the same months of two to four years, EARS C2 below. A simulation of monthly
// counts with season and overdispersion gave false alarms of at most 2.2, 8
// and 5 per cent at a level of 1 per cent.
func (h *history) detector(at int) detector {
	switch {
	case 12%h.months != 0:
		return noDetector
	case h.months == 1 && at > 60:
		return flexible
	case h.years(at) >= 2:
		return bayes
	case h.months == 1 && at >= 14:
		return ears
	}
	return noDetector
}

// around is how many months before and after the same month of past years
// compare with a month; longer periods compare with themselves alone.
func (h *history) around() int {
	if h.months == 1 {
		return 1
	}
	return 0
}

// years returns how many years before a block have the same period in full, at
// most four.
func (h *history) years(at int) int {
	return min(4, (at-h.around())/(12/h.months))
}

// A verdict judges a count by its past. The zero verdict is none.
type verdict struct {
	done     bool
	expected float64
	lower    float64 // The count below which one in a hundred quiet periods lies.
	upper    float64
	low      float64 // The probability of a count at most as high,
	p        float64 // and of one at least as high.
	alarm    bool    // The count is above the upper bound.
	past     int64   // The records of the past that the expectation rests on.
}

// judge judges one count by those before it.
func (h *history) judge(counts []int64, at int) verdict {
	switch h.detector(at) {
	case flexible:
		return h.byRegression(counts, at)
	case bayes:
		return h.byPrediction(counts, at)
	case ears:
		return byBaseline(counts, at)
	case noDetector:
	}
	return verdict{}
}

// fewRecords is the number of records in the comparable periods below which a
// regression with a trend and four seasons tells too little. Simulated months
// without a change and with a mean below 1 had p-values of at most 1e-5 ten to a
// hundred times too often.
const fewRecords = 30

// byRegression judges by Noufaily et al. (2013) with the settings for months.
// Where the comparable periods have few records, or no model can be fitted, the
// prediction from them must agree. Where there are too few recent records for a
// decision there is no alarm.
func (h *history) byRegression(counts []int64, at int) verdict {
	plain := h.byPrediction(counts, at)
	t, ok := anomaly.FarringtonFlexible(counts, nil, at, nil, anomaly.MonthlyOptions())
	if !ok || !finite(t.Expected, t.Upper, t.P) {
		return plain
	}
	v := verdict{done: true, expected: t.Expected, upper: t.Upper, p: t.P, alarm: t.Alarm, past: total(counts[:at])}
	v.low, v.lower = lowerTail(counts[at], t.Expected, t.Dispersion)
	if plain.done && plain.past < fewRecords {
		v.low, v.lower = max(v.low, plain.low), min(v.lower, plain.lower)
		v.p, v.upper, v.alarm = max(v.p, plain.p), max(v.upper, plain.upper), v.alarm && plain.alarm
	}
	return v
}

// lowerTail returns the probability of a count at most as high as one with a
// mean and a ratio of variance and mean, and the quantile of alarmLevel: of the
// negative binomial distribution, and that of Poisson without overdispersion.
func lowerTail(count int64, mean, ratio float64) (p, quantile float64) {
	var q int64
	var ok bool
	if ratio > 1 {
		p = tails.NegBinomialLower(count, mean/(ratio-1), 1/ratio)
		q, ok = tails.NegBinomialQuantile(alarmLevel, mean/(ratio-1), 1/ratio)
	} else {
		p = tails.PoissonLower(count, mean)
		q, ok = tails.PoissonQuantile(alarmLevel, mean)
	}
	if !ok {
		return 1, 0
	}
	return p, float64(q)
}

// suspectDispersion is the ratio of variance and mean of the comparable
// periods above which they are not taken as Poisson counts.
const suspectDispersion = 1.5

// byPrediction judges by the Bayesian prediction of anomaly.Bayes. Where the
// comparable periods vary more than Poisson counts, a tail is the larger one
// of it and of the negative binomial distribution with their mean and their
// variance (the plug-in bound of Noufaily et al. 2013).
func (h *history) byPrediction(counts []int64, at int) verdict {
	per := 12 / h.months
	o := anomaly.BayesOptions{PerYear: per, Years: h.years(at), HalfWindow: h.around(), Alpha: alarmLevel}
	b, ok := anomaly.Bayes(counts, at, o)
	if !ok {
		return verdict{}
	}
	size, n := 0.5+float64(b.Sum), float64(b.References)
	v := verdict{done: true, expected: size / n, upper: float64(b.Upper), p: b.P, alarm: b.Alarm, past: b.Sum}
	v.low, v.lower = lowerTail(counts[at], size/n, (n+1)/n)
	mean, ratio := h.dispersion(counts, at, per)
	if mean <= 0 || ratio <= suspectDispersion {
		return v
	}
	size, chance := mean/(ratio-1), 1/ratio
	v.p = max(v.p, tails.NegBinomialUpper(counts[at], size, chance))
	if upper, ok := tails.NegBinomialQuantile(1-alarmLevel, size, chance); ok {
		v.upper = max(v.upper, float64(upper))
	}
	v.alarm = float64(counts[at]) > v.upper
	low, lower := lowerTail(counts[at], mean, ratio)
	v.low, v.lower = max(v.low, low), min(v.lower, lower)
	return v
}

// dispersion returns the mean of the comparable periods and their ratio of
// variance and mean.
func (h *history) dispersion(counts []int64, at, per int) (mean, ratio float64) {
	var sum, squares, n float64
	for _, same := range anomaly.SamePeriods(at, per, h.years(at)) {
		for i := same - h.around(); i <= same+h.around(); i++ {
			c := float64(counts[i])
			sum, squares, n = sum+c, squares+c*c, n+1
		}
	}
	mean = sum / n
	if n < 2 || mean == 0 {
		return mean, 0
	}
	return mean, (squares - n*mean*mean) / (n - 1) / mean
}

// byBaseline judges by EARS C2 with twelve months. The p-values are those of
// one new value against the baseline, by Student's distribution, since the
// normal one of EARS takes twelve values for all there are.
func byBaseline(counts []int64, at int) verdict {
	const window = 12
	e, ok := anomaly.EARS(counts, at, anomaly.EARSOptions{Window: window, Alpha: alarmLevel, MinSD: 0.5})
	if !ok || !e.C2.HasStatistic || !finite(e.C2.Mean, e.C2.Upper, e.C2.Statistic) {
		return verdict{}
	}
	t := e.C2.Statistic / math.Sqrt(1+1.0/window)
	return verdict{
		done: true, expected: e.C2.Mean, upper: e.C2.Upper, lower: max(0, 2*e.C2.Mean-e.C2.Upper),
		p: tails.StudentUpper(t, window-1), low: tails.StudentUpper(-t, window-1),
		alarm: e.C2.Alarm, past: total(counts[at-2-window : at-2]),
	}
}

func total(counts []int64) int64 {
	var sum int64
	for _, c := range counts {
		sum += c
	}
	return sum
}

func finite(list ...float64) bool {
	for _, x := range list {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

// estimated returns an estimate as a fraction of a millionth, which is finer
// than any figure that is shown. It reports false if that is too large.
func estimated(x float64) (num.Fraction, bool) {
	const den = 1_000_000
	if !finite(x) || math.Abs(x) >= 1e12 {
		return num.Fraction{}, false
	}
	return num.Fraction{Num: int64(math.Round(x * den)), Den: den}, true
}

// over returns n divided by an estimate.
func over(n int64, f num.Fraction) num.Fraction {
	if n > math.MaxInt64/f.Den {
		return num.Fraction{}
	}
	return num.Fraction{Num: n * f.Den, Den: f.Num}
}
