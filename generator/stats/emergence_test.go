package stats_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// A watched world has one text column, tool, and authorities of two countries.
const watched = `contract: x
title: {en: X}
source: {path: x.csv}
unit: records
date: day
reporter: country
columns:
  day: {type: date}
  tool: {type: text}
  country: {type: code, list: countries}
`

// rowsOf writes n records of a tool in each month of a span.
func rowsOf(b *strings.Builder, from, to, tool, country string, n int) {
	first, _ := period.ParseMonth(from)
	last, _ := period.ParseMonth(to)
	for m := first; m <= last; m++ {
		for range n {
			fmt.Fprintf(b, "%v-01,%s,%s\n", m, tool, country)
		}
	}
}

// near compares a figure with one that was computed apart from the program and
// written with seven digits; estimates are held to a millionth.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if d := math.Abs(got - want); d > 1e-6*math.Abs(want) && (want < 0.05 || d > 1e-6) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// The p-values were computed apart from the program: the negative binomial
// tails by adding up its masses from logarithms of gamma functions, that of the
// silence as (2/3)^32, since 32 records lie in September to December of 2024
// and 2025, 244 days, and none in the 122 days of 2026.
func TestEmergenceComparesEachValueWithTheSameMonthsOfItsPast(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2024-01", "2026-11", "steady", "FRA", 3)
	rowsOf(&b, "2026-12", "2026-12", "steady", "FRA", 12)
	rowsOf(&b, "2026-12", "2026-12", "first", "FRA", 1)
	rowsOf(&b, "2026-12", "2026-12", "first", "ESP", 1)
	rowsOf(&b, "2026-12", "2026-12", "lone", "ESP", 2)
	rowsOf(&b, "2024-01", "2026-08", "gone", "FRA", 4)
	rowsOf(&b, "2024-01", "2024-12", "back", "FRA", 1)
	rowsOf(&b, "2026-12", "2026-12", "back", "FRA", 5)
	rowsOf(&b, "2024-01", "2026-12", "quiet", "FRA", 2)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2026-12")
	for _, c := range []struct {
		row                string
		expected, upper, p float64
	}{
		{"steady", 18.5 / 6, 8, 4.176610637e-4}, {"lone", 0.5 / 6, 1, 0.0080498931},
	} {
		near(t, c.row+" expected", cellAt(t, k, c.row, "expected").Value.Float64(), c.expected)
		near(t, c.row+" bound", cellAt(t, k, c.row, "upper-bound").Value.Float64(), c.upper)
		near(t, c.row+" p", cellAt(t, k, c.row, "ratio").Test.P, c.p)
	}
	near(t, "p of the silence", cellAt(t, k, "gone", "silent-months").Test.P, math.Pow(2.0/3, 32))
	if got := cellAt(t, k, "gone", "silent-months").Value; got.Num != 4 {
		t.Errorf("gone is silent for %v months", got)
	}
	tests, flagged := stats.Adjust([]*table.Table{k}, 0.05)
	if tests != 10 || flagged != 4 { // Two for each value but the new one.
		t.Errorf("%d tests, %d flagged", tests, flagged)
	}
	want := map[string]string{"first": "new", "steady": "emerging", "lone": "emerging", "back": "re-emerging", "gone": "vanished"}
	if diff := cmp.Diff(want, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// A finding that the adjusted test does not support is taken back; one that
// follows from a rule stands.
func TestAdjustmentTakesFindingsBack(t *testing.T) {
	finding := func(word string) head.Row {
		return head.Row{Key: word, Labels: []head.Label{head.OfFinding("state." + word)}}
	}
	tested := func(p float64) []table.Cell { return []table.Cell{{Test: table.Test{Done: true, P: p}}} }
	k := &table.Table{
		Rows:  []head.Row{finding("emerging"), finding("vanished"), finding("new")},
		Cells: [][]table.Cell{tested(0.009), tested(0.00001), {{}}},
	}
	for range 10 {
		k.Tests = append(k.Tests, table.Test{Done: true, P: 1})
	}
	tests, flagged := stats.Adjust([]*table.Table{k}, 0.05)
	if tests != 12 || flagged != 1 { // 0.009 × 12 / 2 is above 0.05.
		t.Errorf("%d tests, %d flagged", tests, flagged)
	}
	if diff := cmp.Diff(map[string]string{"vanished": "vanished", "new": "new"}, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// Baseline 1, 2, 3 four times over: mean 2, standard deviation 0.852803, bound
// 2 + 2.326348 × 0.852803; the tail of Student's distribution with 11 degrees
// of freedom beyond 7 / 0.852803 / √(13/12) by Simpson's rule.
func TestEmergenceWithAYearAndAHalfUsesEARS(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for i := range 14 {
		m := (period.Of(2025, 11) + period.Month(i)).String()
		rowsOf(&b, m, m, "a", "FRA", 1+i%3)
	}
	rowsOf(&b, "2027-01", "2027-01", "a", "FRA", 9)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2027-01")
	near(t, "expected", cellAt(t, k, "a", "expected").Value.Float64(), 2)
	near(t, "bound", cellAt(t, k, "a", "upper-bound").Value.Float64(), 3.983917)
	near(t, "p", cellAt(t, k, "a", "ratio").Test.P, 3.74173697e-6)
	if k.Caveats[0].Word != "caveat.detector-ears" {
		t.Errorf("caveats: %v", k.Caveats)
	}
}

func TestTheDetectorFollowsTheLengthOfTheHistory(t *testing.T) {
	for from, want := range map[string]string{
		"2020-12": "flexible", "2021-12": "bayes", "2024-11": "bayes", "2025-03": "ears", "2026-06": "none",
	} {
		var b strings.Builder
		b.WriteString("day,tool,country\n")
		rowsOf(&b, from, "2026-12", "a", "FRA", 4)
		k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2026-12")
		if got := k.Caveats[0].Word; got != "caveat.detector-"+want {
			t.Errorf("from %s: %s, want %s", from, got, want)
		}
		if done := cellAt(t, k, "a", "ratio").Test.Done; done != (want != "none") {
			t.Errorf("from %s: tested %v", from, done)
		}
	}
}

// Ten records a month, of which four are entered in the month itself. The last
// month is known by those four alone: compared with ten it would look like a
// fall, and a true rise would be missed.
func TestEmergenceComparesMonthsAfterTheSameDelay(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,entered,tool\n")
	for m := period.Of(2024, 1); m <= period.Of(2026, 12); m++ {
		for i := range 10 {
			entered := m
			if i >= 4 {
				entered++
			}
			if entered <= period.Of(2026, 12) {
				fmt.Fprintf(&b, "%v-01,%v-20,a\n", m, entered)
			}
		}
	}
	contract := strings.NewReplacer("reporter: country", "reported: entered", "country: {type: code, list: countries}", "entered: {type: date}").Replace(watched)
	k := openWorld(t, "x", contract, []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2026-12")
	near(t, "expected", cellAt(t, k, "a", "expected").Value.Float64(), (0.5+6*4)/6)
	if got := cellAt(t, k, "a", "count"); got.X != 4 || got.Flags&table.Provisional == 0 {
		t.Errorf("count: %+v", got)
	}
}

func plantedWorld(t testing.TB) *world {
	return inventedWorld(t, synth.Options{Records: 20_000, Seed: 7, From: period.Of(2023, 1), To: period.Of(2026, 10)})
}

func TestEmergenceFindsWhatWasPlanted(t *testing.T) {
	w := plantedWorld(t)
	for _, c := range []struct{ statistic, at, row, want string }{
		{"{is: emergence, of: concealment}", "2026-08", "motorhome", "new"},
		{"{is: emergence, of: concealment}", "2026-10", "motorhome", "new"},
		{"{is: emergence, of: recruitment, across: control, where: {crime_type: THB, nationality: COL}}", "2026-08", "online_ad/debt_bondage", "emerging"},
		{"{is: emergence, of: recruitment, across: control, where: {crime_type: THB, nationality: COL}}", "2026-10", "online_ad/debt_bondage", "emerging"},
		{"{is: emergence, of: route}", "2026-03", "IRQ>BLR>POL>DEU", "vanished"},
		{"{is: emergence, of: route}", "2026-08", "SDN>TCD>LBY>GRC", "emerging"},
		{"{is: emergence, of: eu_route, where: {nationality: GIN}}", "2026-08", "WMR", "emerging"},
	} {
		k := w.ask(t, c.statistic, c.at)
		stats.Adjust([]*table.Table{k}, 0.05)
		if got := findings(k)[c.row]; got != c.want {
			t.Errorf("%s of %s: %s is %q, want %q", c.statistic, c.at, c.row, got, c.want)
		}
	}
}

// nullFindings asks for emergence of extracts without a signal and returns the
// tests, those with p at most the level of alarms, and the tables with a
// finding.
func nullFindings(t testing.TB, seeds uint64) (tests, low, tables, found int) {
	for seed := range seeds {
		from := period.Of(2023, 1)
		if seed%2 == 1 {
			from = period.Of(2020, 1) // Long enough for the other detector.
		}
		w := inventedWorld(t, synth.Options{Records: 8000, Seed: 1000 + seed, From: from, To: period.Of(2026, 10), Null: true})
		for _, of := range []string{"concealment", "nationality", "route", "recruitment, across: control, where: {crime_type: THB}"} {
			for _, at := range []string{"2026-03", "2026-10"} {
				k := w.ask(t, "{is: emergence, top: 1000, of: "+of+"}", at)
				stats.Adjust([]*table.Table{k}, 0.05)
				tables++
				if len(findings(k)) > 0 {
					found++
				}
				for _, row := range k.Cells {
					for _, c := range row {
						if c.Test.Done {
							tests++
						}
						if c.Test.Done && c.Test.P <= 0.01 {
							low++
						}
					}
				}
			}
		}
	}
	return tests, low, tables, found
}

// Half of the tests look for a silence, of which discrete counts leave few to
// be found by chance, so that the rate lies below the level.
func TestEmergenceOfNothingFindsNoMoreThanChance(t *testing.T) {
	t.Parallel()
	tests, low, tables, found := nullFindings(t, 4)
	if rate := float64(low) / float64(tests); tests < 1000 || rate > 0.012 {
		t.Errorf("%d of %d tests have p at most 0.01", low, tests)
	}
	if found > tables/20+1 {
		t.Errorf("%d of %d tables have a finding", found, tables)
	}
}

// The same column twice gives each pair of its codes once, whatever their
// order in a record.
func TestEmergenceWatchesPairsOfOneColumn(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2024-01", "2026-12", "threats;debt_bondage", "FRA", 1)
	rowsOf(&b, "2026-12", "2026-12", "debt_bondage;threats", "FRA", 2)
	rowsOf(&b, "2026-12", "2026-12", "threats", "FRA", 4)
	contract := strings.Replace(watched, "tool: {type: text}", `tool: {type: codes, list: control, separator: ";"}`, 1)
	k := openWorld(t, "x", contract, []byte(b.String())).ask(t, "{is: emergence, of: tool, across: tool}", "2026-12")
	if diff := cmp.Diff("debt_bondage/threats=3", counted(k)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if len(k.Stub) != 3 || len(k.Rows[0].Labels) != 3 {
		t.Errorf("%d heads for %d labels", len(k.Stub), len(k.Rows[0].Labels))
	}
}

// Four records in the first three years, one of them in the comparable months: a negative
// binomial distribution of size 1.5 and probability 12/13 has three or more with
// a chance of 9.665e-4, however near to none the regression comes by their trend.
func TestARegressionDoesNotJudgeRareValuesAlone(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2020-01", "2026-10", "common", "FRA", 9)
	for _, m := range []string{"2020-03", "2020-10", "2021-06", "2022-10"} {
		rowsOf(&b, m, m, "rare", "FRA", 1)
	}
	rowsOf(&b, "2026-10", "2026-10", "rare", "FRA", 3)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2026-10")
	near(t, "p", cellAt(t, k, "rare", "ratio").Test.P, 0.0009664978578382)
}
