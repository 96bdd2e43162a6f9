package stats_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/table"
)

// lateWorld is an extract of some months up to December 2026, of each of which as
// many records are entered after 0, 1, 2 … months as counts says, on the given
// day of the month.
func lateWorld(t *testing.T, months, day int, counts ...int) *world {
	t.Helper()
	var b strings.Builder
	b.WriteString("day,entered,tool\n")
	last := period.Of(2026, 12)
	for m := last - period.Month(months) + 1; m <= last; m++ {
		for delay, n := range counts {
			entered := m + period.Month(delay)
			for range n {
				if entered <= last {
					fmt.Fprintf(&b, "%v-01,%v-%02d,a\n", m, entered, min(day, entered.Days()))
				}
			}
		}
	}
	return openWorld(t, "x", lateContract, []byte(b.String()))
}

// provisionals returns the months of the last half year that are provisional.
func provisionals(t *testing.T, w *world) string {
	t.Helper()
	k := w.ask(t, "{is: series, window: rolling-6}", "2026-12")
	var out []string
	for i, r := range k.Rows {
		if k.Cells[i][0].Flags&table.Provisional != 0 {
			out = append(out, r.Key)
		}
	}
	return strings.Join(out, " ")
}

func TestMonthsUnder80PerCentAreProvisional(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		months, day int
		counts      []int
		want        string
	}{
		{"slow", 36, 31, []int{30, 20, 20, 20, 10}, "2026-10 2026-11 2026-12"},
		{"at the limit", 36, 31, []int{60, 20, 20}, "2026-12"},
		{"quick", 36, 31, []int{90, 10}, ""},
		{"the last month is not over", 36, 15, []int{60, 10, 30}, "2026-10 2026-11 2026-12"},
		{"too few months for the estimate", 23, 31, []int{90, 10}, "2026-11 2026-12"},
		{"too few records for the estimate", 36, 31, []int{9, 1}, "2026-11 2026-12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := provisionals(t, lateWorld(t, c.months, c.day, c.counts...)); got != c.want {
				t.Errorf("provisional: %q, want %q", got, c.want)
			}
		})
	}
}

func TestWithoutASurveyTheLastTwoMonthsAreProvisional(t *testing.T) {
	w := lateWorld(t, 36, 31, 90, 10)
	w.input.Survey = nil
	if got := provisionals(t, w); got != "2026-11 2026-12" {
		t.Errorf("provisional: %q", got)
	}
}

func TestAProvisionalMonthIsNotTestedAndSaysHowCompleteItIs(t *testing.T) {
	w := lateWorld(t, 36, 31, 50, 25, 25)
	for at, late := range map[string]bool{"2026-12": true, "2026-11": true, "2026-10": false} {
		k := w.ask(t, "{is: volume, compare: [same-last-year]}", at)
		change := cellAt(t, k, "total", "change-same-last-year")
		if change.Test.Done == late || change.Flags&table.Provisional != 0 != late {
			t.Errorf("%s: %+v", at, change)
		}
		i := slices.IndexFunc(k.Caveats, func(c table.Caveat) bool { return c.Word == "caveat.provisional-estimated" })
		if i >= 0 != late {
			t.Errorf("%s: the caveats are %v", at, k.Caveats)
		}
		if late {
			want := map[string]float64{"2026-12": 0.5, "2026-11": 0.75}[at]
			near(t, at+" completeness", k.Caveats[i].Shares[0].Value.Float64(), want)
		}
	}
	year := w.ask(t, "{is: volume, window: rolling-12}", "2026-12")
	if got, want := year.Caveats[0].Labels[0].Span, (period.Span{First: period.Of(2026, 11), Last: period.Of(2026, 12)}); got != want {
		t.Errorf("the provisional months are %v, want %v", got, want)
	}
}

func TestNoStatisticTestsAProvisionalPeriod(t *testing.T) {
	w := lateWorld(t, 36, 31, 40, 20, 40)
	for _, statistic := range []string{
		"{is: volume, by: tool, compare: [previous, same-last-year, rolling-12, year-to-date]}",
		"{is: ranking, of: tool, compare: [previous]}",
	} {
		k := w.ask(t, statistic, "2026-12")
		if tests, _ := stats.Adjust([]*table.Table{k}, 0.05); tests != 0 {
			t.Errorf("%s: %d tests", statistic, tests)
		}
	}
}
