package stats_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

var routed = strings.Replace(watched, "tool: {type: text}", `tool: {type: path, list: countries, separator: ">"}`, 1)

// The window is October to December 2026, 92 days as in 2025, the twelve
// months before it have 365: p is (92/457)^6 for the corridor that opened, and
// ½^9 for the one that closed.
func TestNewCorridorsAreThoseOnOneSideOfTheirWindowAlone(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2025-01", "2026-12", "ALB>ITA", "ITA", 3)
	rowsOf(&b, "2026-11", "2026-12", "GIN>ESP", "ESP", 3)
	rowsOf(&b, "2026-12", "2026-12", "MLI>ESP", "ESP", 2)
	rowsOf(&b, "2025-01", "2025-12", "IRQ>DEU", "DEU", 3)
	rowsOf(&b, "2024-06", "2024-06", "SYR>CYP", "CYP", 1)
	rowsOf(&b, "2026-10", "2026-10", "SYR>CYP", "CYP", 5)
	k := openWorld(t, "x", routed, []byte(b.String())).ask(t, "{is: new-corridors, of: tool}", "2026-12")
	near(t, "p of what opened", cellAt(t, k, "GIN>ESP", "count").Test.P, math.Pow(92.0/457, 6))
	near(t, "p of what closed", cellAt(t, k, "IRQ>DEU", "same-last-year").Test.P, math.Pow(0.5, 9))
	near(t, "p of what did neither", cellAt(t, k, "ALB>ITA", "count").Test.P, 1)
	if got := cellAt(t, k, "IRQ>DEU", "before").X; got != 9 {
		t.Errorf("%d records in the year before the window, want those of October to December 2025", got)
	}
	stats.Adjust([]*table.Table{k}, 0.05)
	want := map[string]string{"GIN>ESP": "new", "SYR>CYP": "re-emerging", "IRQ>DEU": "vanished"}
	if diff := cmp.Diff(want, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestNoCorridorIsNewWithoutAYearBefore(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2026-01", "2026-12", "ALB>ITA", "ITA", 3)
	rowsOf(&b, "2026-11", "2026-12", "GIN>ESP", "ESP", 30)
	k := openWorld(t, "x", routed, []byte(b.String())).ask(t, "{is: new-corridors, of: tool}", "2026-12")
	if got := findings(k); len(got) > 0 {
		t.Errorf("findings: %v", got)
	}
}

func TestNewCorridorsFindsWhatWasPlanted(t *testing.T) {
	w := plantedWorld(t)
	for _, c := range []struct{ at, row, want string }{
		{"2026-09", "SDN>TCD>LBY>GRC", "new"},
		{"2026-Q3", "SDN>TCD>LBY>GRC", "new"},
		{"2025-12", "IRQ>BLR>POL>DEU", "vanished"},
	} {
		k := w.ask(t, "{is: new-corridors, of: route}", c.at)
		stats.Adjust([]*table.Table{k}, 0.05)
		if got := findings(k)[c.row]; got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.at, c.row, got, c.want)
		}
	}
}

func nullCorridors(t testing.TB, seeds uint64) (tables, found int) {
	for seed := range seeds {
		w := inventedWorld(t, synth.Options{Records: 8000, Seed: 2000 + seed, From: period.Of(2023, 1), To: period.Of(2026, 10), Null: true})
		for _, at := range []string{"2025-06", "2026-01", "2026-06", "2026-10"} {
			k := w.ask(t, "{is: new-corridors, of: route}", at)
			stats.Adjust([]*table.Table{k}, 0.05)
			tables++
			if len(findings(k)) > 0 {
				found++
			}
		}
	}
	return tables, found
}

func TestNewCorridorsOfNothingFindsNoMoreThanChance(t *testing.T) {
	t.Parallel()
	if tables, found := nullCorridors(t, 4); found > tables/20+1 {
		t.Errorf("%d of %d tables have a finding", found, tables)
	}
}
