package comparison_test

import (
	"math"
	"testing"

	"htsm/generator/method"
	"htsm/generator/method/comparison"
)

func TestComparisonOfAShortSeriesIsAbsent(t *testing.T) {
	series := []comparison.Period{{Count: 5, Days: 31}, {Count: 7, Days: 28}, {Count: 0, Days: 31}}
	got, ok := comparison.Of(series, 1, 12, 1, 0.95)
	if !ok || got.Previous == nil || got.SamePeriod != nil || got.Baseline != nil || got.YearToDate != nil {
		t.Errorf("got %+v", got)
	}
	if got.YearToDateCounts != (comparison.Period{Count: 12, Days: 59}) {
		t.Errorf("year to date = %+v", got.YearToDateCounts)
	}
	quiet := make([]comparison.Period, 13)
	for i := range quiet {
		quiet[i].Days = 30
	}
	if got, ok := comparison.Of(quiet, 12, 12, 0, 0.95); !ok || got.Previous.Defined || got.Baseline.Defined || got.Baseline.PercentRaw != 0 {
		t.Errorf("0 against 0 gives %+v", got)
	}
	if _, ok := comparison.Of(series, 3, 12, 1, 0.95); ok {
		t.Error("a period after the series is compared")
	}
	if _, ok := comparison.Of([]comparison.Period{{Count: 1}}, 0, 12, 0, 0.95); ok {
		t.Error("a period without days is compared")
	}
}

func TestDaysAreTheExposure(t *testing.T) {
	// As many a day in February as in January: no change.
	got, ok := comparison.Of([]comparison.Period{{Count: 310, Days: 31}, {Count: 280, Days: 28}}, 1, 12, 1, 0.95)
	if !ok || got.Previous == nil {
		t.Fatalf("%+v, %v", got, ok)
	}
	if p := got.Previous; math.Abs(p.PercentPerDay) > 1e-9 || math.Abs(p.PercentRaw+100*30.0/310) > 1e-9 || p.Rates.P < 0.9 {
		t.Errorf("%+v", p)
	}
}

func TestBaselineDescribesItsPeriods(t *testing.T) {
	var series []comparison.Period
	for _, count := range []int64{2, 4, 6, 8, 5} {
		series = append(series, comparison.Period{Count: count, Days: 90})
	}
	got, ok := comparison.Of(series, 4, 4, 0, 0.95)
	if !ok || got.Baseline == nil || got.SamePeriod == nil || got.YearToDate == nil {
		t.Fatalf("%+v, %v", got, ok)
	}
	b := got.Baseline
	if b.Mean != 5 || b.Median != 5 || math.Abs(b.SD-math.Sqrt(20.0/3)) > 1e-12 || math.Abs(b.VarianceMeanRatio-4.0/3) > 1e-12 || b.PercentRaw != 0 {
		t.Errorf("%+v", b)
	}
	if got.YearToDate.Reference != series[0] || math.Abs(got.YearToDate.PercentRaw-150) > 1e-9 {
		t.Errorf("%+v", got.YearToDate)
	}
}

func TestStandardizedRateOfOneStratumIsTheCrudeRate(t *testing.T) {
	got, ok := comparison.Standardize([]comparison.Stratum{{Count: 12, Population: 400, Standard: 7}}, 0.95)
	exact, _ := method.Garwood(12, 400, 0.95)
	if !ok || got.Adjusted != got.Crude || math.Abs(got.Interval.Low-exact.Low) > 1e-12 || math.Abs(got.Interval.High-exact.High) > 1e-12 {
		t.Errorf("got %+v, want the Garwood interval %v", got, exact)
	}
	empty, ok := comparison.Standardize([]comparison.Stratum{{Count: 0, Population: 400, Standard: 7}}, 0.95)
	if !ok || empty.Interval.Low != 0 || !(empty.Interval.High > 0) {
		t.Errorf("without events: %+v", empty)
	}
	if _, ok := comparison.Standardize(nil, 0.95); ok {
		t.Error("a rate without strata exists")
	}
}
