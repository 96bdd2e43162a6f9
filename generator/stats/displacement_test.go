package stats_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/method"
	"htsm/generator/period"
	"htsm/generator/release"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// From 60 and 40 of 100 to 30 and 70 of 100. Worked out with logarithms to
// base 2 against the mixture 45 : 55, Newcombe's formula with Wilson limits,
// and Fisher's test by adding up binomial coefficients.
func TestDisplacementIsTheDifferenceOfSharesWithItsDivergence(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2025-10", "2025-10", "east", "FRA", 60)
	rowsOf(&b, "2025-10", "2025-10", "west", "FRA", 40)
	rowsOf(&b, "2026-10", "2026-10", "east", "FRA", 30)
	rowsOf(&b, "2026-10", "2026-10", "west", "FRA", 70)
	rowsOf(&b, "2026-10", "2026-10", "", "FRA", 5)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: displacement, of: tool}", "2026-10")
	east := cellAt(t, k, "east", "difference")
	near(t, "difference", east.Value.Float64(), -0.3)
	near(t, "low", east.Interval.Low, -0.42156239)
	near(t, "high", east.Interval.High, -0.16292179)
	near(t, "p", east.Test.P, 3.3045929893e-05)
	if i, _ := method.NewcombeDifference(30, 100, 60, 100, 0.95); i.Low-east.Interval.Low > 1e-12 || east.Interval.High-i.High > 1e-12 {
		t.Errorf("the interval %+v is not Newcombe's %+v", east.Interval, i)
	}
	near(t, "part of the divergence", cellAt(t, k, "east", "divergence").Value.Float64(), 0.036767)
	near(t, "divergence", cellAt(t, k, "total", "divergence").Value.Float64(), 0.066654)
	if k.Basis.Total != 105 || k.Basis.Answered != 100 {
		t.Errorf("basis %+v", k.Basis)
	}
	stats.Adjust([]*table.Table{k}, 0.05)
	want := map[string]string{"east": "loses", "west": "gains", "total": "displaced"}
	if diff := cmp.Diff(want, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// Ten persons in each record are not ten observations: the interval is wider
// and the test is one of records.
func TestDisplacementOfPersonsInGroupsRestsOnTheirRecords(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,persons\n")
	for at, n := range map[string]int{"2025-10-01,east": 6, "2025-10-01,west": 4, "2026-10-01,east": 3, "2026-10-01,west": 7} {
		b.WriteString(strings.Repeat(at+",10\n", n))
	}
	contract := strings.NewReplacer("unit: records", "unit: persons\nmeasure: persons", "reporter: country\n", "", "country: {type: code, list: countries}", "persons: {type: integer}").Replace(watched)
	k := openWorld(t, "x", contract, []byte(b.String())).ask(t, "{is: displacement, of: tool}", "2026-10")
	east := cellAt(t, k, "east", "difference")
	single, _ := method.NewcombeDifference(3, 10, 6, 10, 0.95)
	near(t, "low", east.Interval.Low, single.Low)
	near(t, "high", east.Interval.High, single.High)
	if east.Test.P < 0.1 || cellAt(t, k, "total", "divergence").Test.P < 0.1 {
		t.Errorf("ten records a side are held to differ: %v", east.Test)
	}
}

func TestDisplacementFindsWhatWasPlanted(t *testing.T) {
	w := plantedWorld(t)
	k := w.ask(t, "{is: displacement, of: eu_route, by: nationality, window: rolling-3, where: {crime_type: SOM, nationality: [GIN, SYR, TUN]}}", "2026-08")
	stats.Adjust([]*table.Table{k}, 0.05)
	got := findings(k)
	for row, want := range map[string]string{"GIN": "displaced", "GIN/WMR": "gains", "GIN/CMR": "loses", "TUN": ""} {
		if got[row] != want {
			t.Errorf("%s: %q, want %q", row, got[row], want)
		}
	}
	again := w.ask(t, "{is: displacement, of: eu_route, by: nationality, window: rolling-3, where: {crime_type: SOM, nationality: [GIN, SYR, TUN]}}", "2026-08")
	stats.Adjust([]*table.Table{again}, 0.05)
	if diff := cmp.Diff(k, again); diff != "" {
		t.Errorf("the permutations differ from one run to the next:\n%s", diff)
	}
}

// nullShifts returns the permutation tests of extracts without a signal, those
// with p at most 0.05, and the tables with a finding.
func nullShifts(t testing.TB, seeds uint64) (tests, low, tables, found int) {
	for seed := range seeds {
		w := inventedWorld(t, synth.Options{Records: 8000, Seed: 3000 + seed, From: period.Of(2023, 1), To: period.Of(2026, 10), Null: true})
		for _, at := range []string{"2025-06", "2026-06"} {
			k := w.ask(t, "{is: displacement, of: eu_route, by: nationality, measure: rows, window: rolling-6}", at)
			stats.Adjust([]*table.Table{k}, 0.05)
			tables++
			if len(findings(k)) > 0 {
				found++
			}
			for _, row := range k.Cells {
				if c := row[len(row)-1].Test; c.Done {
					tests++
					if c.P <= 0.05 {
						low++
					}
				}
			}
		}
	}
	return tests, low, tables, found
}

func TestDisplacementOfNothingFindsNoMoreThanChance(t *testing.T) {
	t.Parallel()
	tests, low, tables, found := nullShifts(t, 5)
	if tests < 30 || float64(low)/float64(tests) > 0.12 { // 1 in 20, within chance.
		t.Errorf("%d of %d tests have p at most 0.05", low, tests)
	}
	if found > tables/20+1 {
		t.Errorf("%d of %d tables have a finding", found, tables)
	}
}

// Route c has 3 units before and 40 after: shown, the 3 could be had by
// subtraction by whoever sees the total. It is summed with the smallest other
// route, and nothing of the table has to be hidden; d is new, and stands alone.
func TestDisplacementSumsSmallCountsSoThatNoneMustBeHidden(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for _, at := range []string{"2025-10", "2026-10"} {
		rowsOf(&b, at, at, "a", "FRA", 60)
		rowsOf(&b, at, at, "b", "FRA", 30)
		rowsOf(&b, at, at, "e", "FRA", 20)
	}
	rowsOf(&b, "2025-10", "2025-10", "c", "FRA", 3)
	rowsOf(&b, "2026-10", "2026-10", "c", "FRA", 40)
	rowsOf(&b, "2026-10", "2026-10", "d", "FRA", 25)
	rowsOf(&b, "2025-10", "2026-10", "a", "ESP", 1) // Too few to compare.
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: displacement, of: tool, by: country}", "2026-10")
	if diff := cmp.Diff("FRA=113 FRA/d=0 FRA/a=60 FRA/b=30 FRA/all-other=23", counted(k)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if out := (release.Policy{Threshold: 11}).Apply(k); out.Hidden || out.Withheld {
		t.Error("a figure is hidden")
	}
	if len(k.Tests) != 2 { // Of c and of e, which stand under all other.
		t.Errorf("%d tests of values that are not shown", len(k.Tests))
	}
}

// The interval of the divergence is drawn with a seed of its own; a change of
// 30 points of 100 units lies well above 0.
func TestDisplacementHasTheIntervalOfItsDivergence(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2025-10", "2025-10", "east", "FRA", 60)
	rowsOf(&b, "2025-10", "2025-10", "west", "FRA", 40)
	rowsOf(&b, "2026-10", "2026-10", "east", "FRA", 30)
	rowsOf(&b, "2026-10", "2026-10", "west", "FRA", 70)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: displacement, of: tool}", "2026-10")
	got := cellAt(t, k, "total", "divergence").Interval
	if got.Method != "bootstrap" || got.Low < 0.005 || got.Low > 0.03 || got.High < 0.12 || got.High > 0.2 {
		t.Errorf("interval %+v", got)
	}
}
