package stats_test

import (
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
