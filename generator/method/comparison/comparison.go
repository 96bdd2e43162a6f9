// Package comparison compares one period of a regular series of counts with
// its past: the period before, the same period of last year, the year before it
// as a whole, and the year to date. The days of each period are its exposure, so
// that a February is not a fall. It also brings rates of units with a different
// case mix to one standard.
//
// It does not detect anomalies (package anomaly does) and does not say whether
// a change may be called one: overdispersion and many tests are judged above.
// Its invariant: a comparison that the series is too short for is absent, never
// made of fewer periods.
package comparison

import (
	"math"
	"slices"

	"htsm/generator/method"
)

// A Period is one element of a regular series: a count of events and the days
// in which they could happen.
type Period struct {
	Count int64
	Days  int64
}

// A Change compares the count of a period with a reference.
type Change struct {
	// Reference is what the period is compared with.
	Reference Period
	// Defined says that the rates can be compared: not both counts are 0. The
	// other fields are 0 without it.
	Defined bool
	// Rates is the exact comparison of the two daily rates.
	Rates method.RateRatioResult
	// PercentRaw is the change of the count and PercentPerDay that of the daily
	// rate, in percent. Both are +Inf when the reference count is 0. Against a
	// baseline, PercentRaw is the change from its mean count.
	PercentRaw, PercentPerDay float64
}

// A Baseline is a Change against several periods taken together.
type Baseline struct {
	Change
	// Mean, Median and SD describe the counts of the single periods; SD has the
	// denominator n-1.
	Mean, Median, SD float64
	// VarianceMeanRatio is SD²/Mean, near 1 for Poisson counts. Far above 1 the
	// exact comparison claims too much. It is 0 when every count is 0.
	VarianceMeanRatio float64
}

// A Result holds the four comparisons of one period. A nil comparison does not
// exist because the series is too short.
type Result struct {
	Previous         *Change
	SamePeriod       *Change
	Baseline         *Baseline
	YearToDate       *Change
	YearToDateCounts Period
}

// Of compares series[at] with its past. The series has perYear periods a year
// without a gap, and series[at] is number inYear of its year, counted from 0.
// The year to date sums the periods of the year up to at and compares them with
// the same ones of the year before.
//
// It reports false unless at is in the series, 0 <= inYear < perYear,
// perYear >= 2, 0 < level < 1, and in every period the count is at least 0, small
// enough that a year stays below method.MaxCount, and the days are positive.
func Of(series []Period, at, perYear, inYear int, level float64) (Result, bool) {
	if at < 0 || at >= len(series) || perYear < 2 || inYear < 0 || inYear >= perYear || !(level > 0 && level < 1) {
		return Result{}, false
	}
	for _, p := range series {
		// The sum of a year is a count too.
		if p.Count < 0 || p.Days <= 0 || p.Count > method.MaxCount/int64(2*perYear) || p.Days > math.MaxInt32 {
			return Result{}, false
		}
	}
	var result Result
	current := series[at]
	if at >= 1 {
		result.Previous = change(current, series[at-1], level)
	}
	if at >= perYear {
		result.SamePeriod = change(current, series[at-perYear], level)
		result.Baseline = baseline(current, series[at-perYear:at], level)
	}
	if at >= inYear {
		result.YearToDateCounts = total(series[at-inYear : at+1])
	}
	if at >= inYear+perYear {
		result.YearToDate = change(result.YearToDateCounts, total(series[at-perYear-inYear:at-perYear+1]), level)
	}
	return result, true
}

func change(current, reference Period, level float64) *Change {
	rates, ok := method.RateRatio(current.Count, float64(current.Days), reference.Count, float64(reference.Days), level)
	if !ok {
		return &Change{Reference: reference}
	}
	return &Change{
		Reference:     reference,
		Defined:       true,
		Rates:         rates,
		PercentRaw:    100 * (float64(current.Count)/float64(reference.Count) - 1),
		PercentPerDay: 100 * (rates.Ratio - 1),
	}
}

func baseline(current Period, past []Period, level float64) *Baseline {
	b := &Baseline{Change: *change(current, total(past), level)}
	n := float64(len(past))
	b.Mean = float64(b.Reference.Count) / n
	if b.Defined {
		b.PercentRaw = 100 * (float64(current.Count)/b.Mean - 1)
	}
	squares := 0.0
	counts := make([]int64, len(past))
	for i, p := range past {
		counts[i] = p.Count
		squares += (float64(p.Count) - b.Mean) * (float64(p.Count) - b.Mean)
	}
	b.SD = math.Sqrt(squares / (n - 1))
	if b.Mean > 0 {
		b.VarianceMeanRatio = squares / (n - 1) / b.Mean
	}
	slices.Sort(counts)
	b.Median = float64(counts[(len(counts)-1)/2]+counts[len(counts)/2]) / 2
	return b
}

func total(periods []Period) Period {
	var sum Period
	for _, p := range periods {
		sum.Count += p.Count
		sum.Days += p.Days
	}
	return sum
}
