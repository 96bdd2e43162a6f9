package anomaly

import "htsm/generator/method/distribution"

// BayesOptions says which past periods are comparable.
type BayesOptions struct {
	// PerYear is the number of periods of a year.
	PerYear int
	// Years is the number of past years, HalfWindow the number of periods on
	// both sides of the same period in them.
	Years, HalfWindow int
	// CurrentYear adds the HalfWindow periods just before.
	CurrentYear bool
	// Alpha is the level of the bound, in (0, 1).
	Alpha float64
}

// A BayesResult judges one count.
type BayesResult struct {
	// References is the number of comparable periods and Sum that of their
	// events.
	References int
	Sum        int64
	// Upper is the smallest count whose predictive distribution function
	// reaches 1 - Alpha. Alarm says that the count is above it, so that P is at
	// most Alpha.
	Upper int64
	Alarm bool
	// P is the predictive probability of a count at least as high.
	P float64
}

// Bayes judges counts[at] by the predictive distribution of a Poisson count with
// Jeffreys's prior, which is negative binomial with size ½ + sum and probability
// n/(n+1) (Riebler 2004; Höhle 2007, Comput Stat 22:571-582). It suits small
// counts and a few years. It reports false when a comparable period lies before
// the series, there is none, or an option is out of range.
func Bayes(counts []int64, at int, o BayesOptions) (BayesResult, bool) {
	if o.Years < 0 || o.HalfWindow < 0 || o.PerYear <= 2*o.HalfWindow || !(o.Alpha > 0 && o.Alpha < 1) || !inSeries(counts, at) {
		return BayesResult{}, false
	}
	if o.Years > 0 && at-o.HalfWindow < o.Years*o.PerYear || o.CurrentYear && at < o.HalfWindow {
		return BayesResult{}, false
	}
	result := BayesResult{}
	add := func(from, to int) {
		for _, c := range counts[from:to] {
			result.Sum += c
			result.References++
		}
	}
	if o.CurrentYear {
		add(at-o.HalfWindow, at)
	}
	for year := 1; year <= o.Years; year++ {
		same := at - year*o.PerYear
		add(same-o.HalfWindow, same+o.HalfWindow+1)
	}
	if result.References == 0 {
		return BayesResult{}, false
	}
	size := 0.5 + float64(result.Sum)
	p := float64(result.References) / float64(result.References+1)
	upper, ok := distribution.NegBinomialQuantile(1-o.Alpha, size, p)
	if !ok {
		return BayesResult{}, false
	}
	result.Upper, result.Alarm = upper, counts[at] > upper
	result.P = distribution.NegBinomialUpper(counts[at], size, p)
	return result, true
}
