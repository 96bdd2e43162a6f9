package stats_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/method"
	"htsm/generator/table"
)

const sizedContract = `contract: x
title: {en: X}
source: {path: x.csv}
unit: persons
measure: persons
date: day
reporter: country
columns:
  day: {type: date}
  left: {type: date}
  came: {type: date}
  control: {type: codes, list: control, separator: ";"}
  way: {type: path, list: countries, separator: ">"}
  country: {type: code, list: countries}
  persons: {type: integer}
`

// sizedWorld holds 25 records: the control of 5 is not known, 8 have one code,
// 8 have two and 4 have three.
func sizedWorld(t *testing.T) *world {
	var b strings.Builder
	b.WriteString("day,left,came,control,way,country,persons\n")
	codes := func(i int) string {
		switch {
		case i < 5:
			return ""
		case i < 13:
			return "threats"
		case i < 21:
			return "threats;debt_bondage"
		}
		return "threats;debt_bondage;physical_abuse"
	}
	ways := []string{"SYR>DEU", "SYR>TUR>DEU", "SYR>TUR>GRC>DEU", "", "SYR"}
	persons := []int{1, 1, 2, 7, 40}
	for i := range 25 {
		// 0, 10, 20, 30 and 40 days; the last five left after they came.
		came := []string{"2026-03-01", "2026-03-11", "2026-03-21", "2026-03-31", "2026-04-10"}[i%5]
		if i >= 20 {
			came = "2026-02-01"
		}
		fmt.Fprintf(&b, "2026-10-05,2026-03-01,%s,%s,%s,%s,%d\n", came, codes(i), ways[i%5], []string{"FRA", "ESP"}[i/20], persons[i%5])
	}
	return openWorld(t, "x", sizedContract, []byte(b.String()))
}

// counted lists the rows of a table with their counts.
func counted(k *table.Table) string {
	var out []string
	for i, r := range k.Rows {
		out = append(out, fmt.Sprint(r.Key, "=", k.Cells[i][0].X))
	}
	return strings.Join(out, " ")
}

func TestDistributionCountsRecordsBySize(t *testing.T) {
	w := sizedWorld(t)
	for statistic, want := range map[string]string{
		"{is: distribution, of: control}": "1=8 2=8 3=4 total=20",
		"{is: distribution, of: way}":     "0=5 1=5 2=5 total=15",
		"{is: distribution, of: persons}": "1=10 2=5 3=0 4=0 5=5 10=0 20=5 total=25",
	} {
		if diff := cmp.Diff(want, counted(w.ask(t, statistic, "2026-10"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", statistic, diff)
		}
	}
	k := w.ask(t, "{is: distribution, of: control}", "2026-10")
	share := cellAt(t, k, "1", "share")
	if i, _ := method.Wilson(8, 20, 0.95); share.X != 8 || share.N != 20 || share.Interval.Low != i.Low {
		t.Errorf("share %+v", share)
	}
	if k.Basis.Unknown != 5 || k.Unit != "records" {
		t.Errorf("basis %+v of %s", k.Basis, k.Unit)
	}
}

// One code 8 times, two 8 times, three 4 times: 36 codes over 20 records; the
// quartiles lie at positions 4.75, 9.5 and 14.25 counted from 0.
func TestQuantilesAreThoseOfTheRecords(t *testing.T) {
	w := sizedWorld(t)
	k := w.ask(t, "{is: quantiles, of: control}", "2026-10")
	for col, want := range map[string]float64{"mean": 1.8, "p25": 1, "median": 2, "p75": 2} {
		near(t, col, cellAt(t, k, "total", col).Value.Float64(), want)
	}
	if c := cellAt(t, k, "total", "p90"); c.State != table.Undefined {
		t.Errorf("a decile of twenty records: %+v", c)
	}
	k = w.ask(t, "{is: quantiles, of: persons, by: country}", "2026-10")
	near(t, "median", cellAt(t, k, "FRA", "median").Value.Float64(), 2)
	near(t, "mean", cellAt(t, k, "ESP", "mean").Value.Float64(), 10.2)
}

func TestDurationCountsDaysAndLeavesWrongOrdersOut(t *testing.T) {
	k := sizedWorld(t).ask(t, "{is: duration, of: came, per: left}", "2026-10")
	for col, want := range map[string]float64{"mean": 20, "p25": 10, "median": 20, "p75": 30} {
		near(t, col, cellAt(t, k, "total", col).Value.Float64(), want)
	}
	if k.Basis.Answered != 20 {
		t.Errorf("basis %+v", k.Basis)
	}
}

func TestFewRecordsShowNoQuantile(t *testing.T) {
	k := openWorld(t, "x", sizedContract, []byte("day,left,came,control,way,country,persons\n"+strings.Repeat("2026-10-05,,,,,FRA,3\n", 4))).
		ask(t, "{is: quantiles, of: persons}", "2026-10")
	for _, col := range []string{"mean", "p25", "median", "p75", "p90"} {
		if c := cellAt(t, k, "total", col); c.State != table.Undefined {
			t.Errorf("%s of four records: %+v", col, c)
		}
	}
}

// Shares of 50, 30, 15 and 5 per cent: squares 0.25 + 0.09 + 0.0225 + 0.0025.
// Counts of 20, 2 and three times 1 lead to expect 5 + 3·2 / (2·2).
func TestConcentrationMeasuresHowCountsSpread(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for i, n := range []int{50, 30, 15, 5} {
		rowsOf(&b, "2026-10", "2026-10", fmt.Sprint("v", i), "FRA", n)
	}
	for i, n := range []int{20, 2, 1, 1, 1} {
		rowsOf(&b, "2026-10", "2026-10", fmt.Sprint("w", i), "ESP", n)
	}
	rowsOf(&b, "2026-10", "2026-10", "z", "DEU", 19)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: concentration, of: tool, by: country}", "2026-10")
	near(t, "concentration", cellAt(t, k, "FRA", "concentration").Value.Float64(), 0.365)
	near(t, "share", cellAt(t, k, "FRA", "top-3").Value.Float64(), 0.95)
	entropy := 0.0
	for _, p := range []float64{0.5, 0.3, 0.15, 0.05} {
		entropy -= p * math.Log(p)
	}
	near(t, "effective", cellAt(t, k, "FRA", "effective").Value.Float64(), math.Exp(entropy))
	near(t, "expected", cellAt(t, k, "FRA", "expected-values").Value.Float64(), 4)
	near(t, "expected", cellAt(t, k, "ESP", "expected-values").Value.Float64(), 6.5)
	if c := cellAt(t, k, "DEU", "concentration"); c.State != table.Undefined {
		t.Errorf("the concentration of nineteen: %+v", c)
	}
	if got := cellAt(t, k, "total", "n").X; got != 144 {
		t.Errorf("%d in all", got)
	}
}

// 60, 30 and 10 of 100: the sum of squares is 0.46. Its standard error is
// 2 sqrt(Σ p (p - 0.46)² / 100) = 0.0361, by the delta method.
func TestConcentrationHasABootstrapInterval(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for tool, n := range map[string]int{"a": 60, "b": 30, "c": 10} {
		rowsOf(&b, "2026-10", "2026-10", tool, "FRA", n)
	}
	w := openWorld(t, "x", watched, []byte(b.String()))
	k := w.ask(t, "{is: concentration, of: tool}", "2026-10")
	c := cellAt(t, k, "total", "concentration")
	if width := c.Interval.High - c.Interval.Low; c.Interval.Method != "bootstrap" || math.Abs(width/(2*1.96*0.0361)-1) > 0.2 {
		t.Errorf("interval %+v", c.Interval)
	}
	e := cellAt(t, k, "total", "effective")
	if v := e.Value.Float64(); e.Interval.Low >= v || e.Interval.High <= v || e.Interval.High > 3 {
		t.Errorf("effective number %v with interval %+v", v, e.Interval)
	}
	if again := cellAt(t, w.ask(t, "{is: concentration, of: tool}", "2026-10"), "total", "concentration"); again.Interval != c.Interval {
		t.Error("the same counts give another interval")
	}
}
