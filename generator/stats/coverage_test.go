package stats_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCoverageCountsAuthoritiesOfThoseExpected(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2025-10", "2026-10", "a", "FRA", 2)
	rowsOf(&b, "2026-01", "2026-03", "a", "ESP", 1)
	rowsOf(&b, "2026-10", "2026-10", "a", "ITA", 5)
	rowsOf(&b, "2024-01", "2024-12", "a", "DEU", 5)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: coverage}", "2026-10")
	if diff := cmp.Diff("ITA=5 ESP=0 FRA=2 total=7", counted(k)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"ITA": "new", "ESP": "silent"}, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	for col, want := range map[string]float64{"reporting": 2, "expected": 2, "before": 27} {
		near(t, col, cellAt(t, k, "total", col).Value.Float64(), want)
	}
	near(t, "months", cellAt(t, k, "ESP", "months").Value.Float64(), 3)
}

func TestCoverageFindsTheLateReporter(t *testing.T) {
	w := plantedWorld(t)
	if got := findings(w.ask(t, "{is: coverage}", "2025-03")); got["BGR"] != "new" {
		t.Errorf("findings: %v", got)
	}
	if got := findings(w.ask(t, "{is: coverage}", "2025-05")); got["BGR"] != "" {
		t.Errorf("findings: %v", got)
	}
}
