package stats_test

import (
	"os"
	"strings"
	"testing"

	"htsm/generator/stats"
)

// TestTheManualOfStatisticsIsUpToDate holds the reference of the statistics in
// the manual against the program. UPDATE=1 rewrites it.
func TestTheManualOfStatisticsIsUpToDate(t *testing.T) {
	const file, open, end = "../../reports/README.md", "<!-- statistics -->\n", "<!-- /statistics -->"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), open)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s lacks the markers of the statistics", file)
	}
	want := "\n" + stats.Manual() + "\n"
	if old == want {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatalf("the statistics of %s are out of date: make golden", file)
	}
	if err := os.WriteFile(file, []byte(before+open+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
