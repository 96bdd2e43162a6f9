// Package trend tests a series for a monotone trend and estimates its slope
// without assuming a line or a distribution.
//
// It is not for short or strongly autocorrelated series: autocorrelation
// inflates significance, and months are compared within their season. Its
// invariant: only the order and the differences of the values count, so that one
// outlier cannot make a trend.
package trend

import (
	"math"
	"slices"

	"htsm/generator/method"
	"htsm/generator/method/distribution"
)

// MaxLength is the longest series that is tested; the slopes between all pairs
// of its values are held at once.
const MaxLength = 4000

// A Test is a Mann-Kendall test.
type Test struct {
	// S is the number of rises minus the number of falls over all pairs and
	// Variance its variance without a trend, corrected for ties.
	S        int64
	Variance float64
	// Z has the continuity correction; P is its two-sided p-value. PlainP is the
	// one without correction.
	Z, P, PlainP float64
	// Tau is Kendall's correlation with time, corrected for ties of the values.
	Tau float64
	// Slope is the median slope (Sen 1968, JASA 63:1379-1389): per step in
	// MannKendall and per year in Seasonal.
	Slope float64
}

// MannKendall tests a series for a monotone trend (Mann 1945, Econometrica
// 13:245-259; Kendall 1975). The interval is that of the slope, by the ranks
// (N∓C)/2 among the N slopes (Gilbert 1987, Statistical Methods for Environmental
// Pollution Monitoring, section 16.5; ranks rounded half to even). It reports
// false for fewer than three values or more than MaxLength, a value that is not
// finite, all values equal, or unless 0 < level < 1.
func MannKendall(x []float64, level float64) (Test, method.Interval, bool) {
	if !(level > 0 && level < 1) || !usable(x) {
		return Test{}, method.Interval{}, false
	}
	part, slopes := score(x)
	test, ok := part.test(slopes)
	if !ok {
		return Test{}, method.Interval{}, false
	}
	c := -distribution.NormalQuantile((1-level)/2) * math.Sqrt(test.Variance)
	n := float64(len(slopes))
	at := func(rank float64) float64 {
		return slopes[int(min(n, max(1, math.RoundToEven(rank))))-1]
	}
	return test, method.Interval{Low: at((n - c) / 2), High: at((n+c)/2 + 1)}, true
}

// Seasonal tests a series of the given period season by season and adds the
// results, the seasons taken as independent (Hirsch, Slack & Smith 1982, Water
// Resour Res 18:107-121). It reports false for a period below 2, and where
// MannKendall does.
func Seasonal(x []float64, period int) (Test, bool) {
	if period < 2 || !usable(x) {
		return Test{}, false
	}
	var all sums
	var slopes []float64
	for season := range min(period, len(x)) {
		var values []float64
		for i := season; i < len(x); i += period {
			values = append(values, x[i])
		}
		part, own := score(values)
		all.s += part.s
		all.variance += part.variance
		all.pairs += part.pairs
		slopes = append(slopes, own...)
	}
	slices.Sort(slopes)
	return all.test(slopes)
}

func usable(x []float64) bool {
	if len(x) < 3 || len(x) > MaxLength {
		return false
	}
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// sums are what a series contributes to a test.
type sums struct {
	s        int64
	variance float64
	// pairs is the largest possible S, corrected for ties.
	pairs float64
}

// score compares all pairs and returns the sorted slopes per step.
func score(x []float64) (sums, []float64) {
	n := float64(len(x))
	part := sums{variance: n * (n - 1) * (2*n + 5)}
	slopes := make([]float64, 0, len(x)*(len(x)-1)/2)
	for i, a := range x {
		for j, b := range x[i+1:] {
			switch {
			case b > a:
				part.s++
			case b < a:
				part.s--
			}
			slopes = append(slopes, (b-a)/float64(j+1))
		}
	}
	slices.Sort(slopes)
	tied := 0.0
	sorted := slices.Sorted(slices.Values(x))
	for i := 0; i < len(sorted); {
		k := i
		for k < len(sorted) && sorted[k] == sorted[i] {
			k++
		}
		t := float64(k - i)
		part.variance -= t * (t - 1) * (2*t + 5)
		tied += t * (t - 1) / 2
		i = k
	}
	part.variance /= 18
	part.pairs = math.Sqrt(n*(n-1)/2-tied) * math.Sqrt(n*(n-1)/2)
	return part, slopes
}

func (p sums) test(slopes []float64) (Test, bool) {
	if !(p.variance > 0) || !(p.pairs > 0) || len(slopes) == 0 {
		return Test{}, false
	}
	sd := math.Sqrt(p.variance)
	s := float64(p.s)
	test := Test{S: p.s, Variance: p.variance, Tau: s / p.pairs, PlainP: 2 * distribution.NormalUpper(math.Abs(s)/sd)}
	switch {
	case s > 0:
		test.Z = (s - 1) / sd
	case s < 0:
		test.Z = (s + 1) / sd
	}
	test.P = 2 * distribution.NormalUpper(math.Abs(test.Z))
	middle := len(slopes) / 2
	test.Slope = slopes[middle]
	if len(slopes)%2 == 0 {
		test.Slope = (slopes[middle-1] + slopes[middle]) / 2
	}
	return test, true
}
