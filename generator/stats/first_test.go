package stats_test

import (
	"strings"
	"testing"

	"htsm/generator/table"
)

// The extract of the example begins in January 2025.
func TestMonthsBeforeTheExtractAreMissingNotZero(t *testing.T) {
	c := examples(t)["series"].open(t)
	k := c.table(t, "months", "2025-03")
	for i, r := range k.Rows {
		want := table.Known
		if r.Key < "2025-01" {
			want = table.Missing
		}
		if got := k.Cells[i][0].State; got != want {
			t.Errorf("%s has the state %d", r.Key, got)
		}
	}
	if len(k.Rows) != 6 {
		t.Errorf("%d months", len(k.Rows))
	}
}

// The extract of the example begins in February 2022.
func TestNothingIsComparedWithWhatIsBeforeTheExtract(t *testing.T) {
	c := examples(t)["volume"].open(t)
	for at, want := range map[string]table.State{"2022-02": table.Missing, "2022-03": table.SmallPast} {
		k := c.table(t, "all", at)
		if got := k.Cells[0][2].State; got != want || k.Cells[0][0].State != table.Known {
			t.Errorf("%s: the change has the state %d", at, got)
		}
	}
}

func TestNoAuthorityIsNewWhereTheYearBeforeIsNotInTheExtract(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2025-01", "2026-01", "a", "FRA", 2)
	rowsOf(&b, "2025-12", "2026-01", "a", "ITA", 5)
	w := openWorld(t, "x", watched, []byte(b.String()))
	for at, want := range map[string]table.State{"2025-12": table.Missing, "2026-01": table.Known} {
		k := w.ask(t, "{is: coverage}", at)
		if got := findings(k)["ITA"]; got != "" {
			t.Errorf("%s: Italy is called %q", at, got)
		}
		for _, col := range []string{"before", "expected", "months"} {
			if got := cellAt(t, k, "total", col).State; got != want {
				t.Errorf("%s: %s has the state %d", at, col, got)
			}
		}
		if got := cellAt(t, k, "total", "reporting").State; got != table.Known {
			t.Errorf("%s: who reports has the state %d", at, got)
		}
	}
}
