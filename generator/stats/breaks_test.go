package stats_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
	"htsm/generator/table"
)

// monthsOf writes a number of records in each month from 2020 on.
func monthsOf(counts []int) []byte {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for i, n := range counts {
		m := (period.Of(2020, 1) + period.Month(i)).String()
		rowsOf(&b, m, m, "a", "FRA", n)
	}
	return []byte(b.String())
}

// Twenty a month with a summer of thirty, and from July 2022 on twice as many.
func TestBreaksFindTheMonthOfANewLevelAndNotTheSeason(t *testing.T) {
	var counts []int
	for i := range 60 {
		n := 20 + i%3
		if i%12 >= 5 && i%12 <= 7 {
			n += 10
		}
		if i >= 30 {
			n *= 2
		}
		counts = append(counts, n)
	}
	k := openWorld(t, "x", watched, monthsOf(counts)).ask(t, "{is: breaks}", "2024-12")
	if diff := cmp.Diff(map[string]string{"total/2022-07": "higher"}, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := cellAt(t, k, "total/2022-07", "ratio").Value.Float64(); math.Abs(got-2) > 0.15 {
		t.Errorf("the level is %v times as high", got)
	}
}

// A level that does not change has no break, with counts that vary by chance.
func TestBreaksOfAnEvenSeriesAreFew(t *testing.T) {
	t.Parallel()
	found := 0
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 5))
		var counts []int
		for range 60 {
			n := 0
			for x := random.ExpFloat64(); x < 20; x += random.ExpFloat64() {
				n++ // A Poisson count of mean 20.
			}
			counts = append(counts, n)
		}
		found += len(findings(openWorld(t, "x", watched, monthsOf(counts)).ask(t, "{is: breaks}", "2024-12")))
	}
	if found > 2 {
		t.Errorf("%d breaks in 20 even series", found)
	}
}

// A season with a noise of chance is forecast better than by the month of last
// year, which holds the noise twice.
func TestForecastIsPrintedWhereItEarnedIt(t *testing.T) {
	t.Parallel()
	printed := 0
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 9))
		var counts []int
		for i := range 84 {
			mean := 60 * math.Exp(0.5*math.Sin(2*math.Pi*float64(i)/12))
			counts = append(counts, max(0, int(math.Round(mean+math.Sqrt(mean)*random.NormFloat64()))))
		}
		k := openWorld(t, "x", watched, monthsOf(counts)).ask(t, "{is: forecast}", "2026-12")
		if len(k.Rows) != 3 || k.Rows[0].Key != "2027-01" {
			t.Fatalf("rows %v", k.Rows)
		}
		if e := cellAt(t, k, "2027-01", "error").Value.Float64(); e >= 1 || e < 0.4 {
			t.Errorf("scaled error %v", e)
		}
		c, coverage := cellAt(t, k, "2027-01", "forecast"), cellAt(t, k, "2027-01", "coverage").Value.Float64()
		earned := coverage >= 0.90 && coverage <= 0.98
		if (c.State == table.Known) != earned {
			t.Errorf("with a coverage of %v the forecast is %+v", coverage, c)
		}
		if c.State != table.Known {
			continue
		}
		printed++
		if v := c.Value.Float64(); v < 45 || v > 80 || c.Interval.Low >= v || c.Interval.High <= v {
			t.Errorf("January is forecast as %v in %+v, and has a mean of 60", v, c.Interval)
		}
	}
	if printed == 0 {
		t.Error("no forecast was printed")
	}
}

// A walk is no better known than by its last value, and has no season.
func TestForecastOfWhatCannotBeForecastIsNotPrinted(t *testing.T) {
	var counts []int
	for i := range 60 {
		counts = append(counts, []int{5, 90, 17, 60, 3, 44, 71}[i*i%7])
		if i >= 40 {
			counts[i] += 400 * (i % 2)
		}
	}
	k := openWorld(t, "x", watched, monthsOf(counts)).ask(t, "{is: forecast}", "2024-12")
	if c := cellAt(t, k, "2025-01", "forecast"); c.State != table.Undefined || len(k.Caveats) == 0 || k.Caveats[0].Word != "caveat.no-forecast" {
		t.Errorf("%+v, %v", c, k.Caveats)
	}
	if short := openWorld(t, "x", watched, monthsOf(counts[:50])).ask(t, "{is: forecast}", "2024-02"); short.Caveats[0].Word != "caveat.history-short" {
		t.Errorf("%v", short.Caveats)
	}
}
