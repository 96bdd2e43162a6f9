package stats_test

import (
	"testing"

	"htsm/generator/head"
	"htsm/generator/stats"
	"htsm/generator/table"
)

// withTests returns a table with one row for each p, and tests of figures that
// it leaves out.
func withTests(shown, hidden []float64) *table.Table {
	t := &table.Table{Cols: []head.Col{{Key: "count"}}}
	for _, p := range shown {
		c := table.CountOf(9)
		c.Test = table.Test{Done: true, P: p}
		t.Rows, t.Cells = append(t.Rows, head.Row{}), append(t.Cells, []table.Cell{c})
	}
	for _, p := range hidden {
		t.Tests = append(t.Tests, table.Test{Done: true, P: p})
	}
	return t
}

// Of ten tests with these p, Benjamini & Hochberg (1995) flag the first three
// at 0.05, and five are at most 0.05 by themselves.
func TestAdjustCountsTheTestsOfEachTable(t *testing.T) {
	a := withTests([]float64{0.001, 0.04, 0.9}, []float64{0.002})
	b := withTests([]float64{0.003, 0.05}, []float64{0.3, 0.4, 0.5, 0.6})
	none := withTests(nil, nil)
	for range 2 { // Counted anew each time.
		if run, flagged := stats.Adjust([]*table.Table{a, none, b}, 0.05); run != 10 || flagged != 3 {
			t.Errorf("%d tests, %d flagged; want 10 and 3", run, flagged)
		}
	}
	for _, c := range []struct {
		name string
		got  table.Family
		want table.Family
	}{
		{"first", a.Family, table.Family{Run: 4, Before: 3, After: 2}},
		{"without tests", none.Family, table.Family{}},
		{"second", b.Family, table.Family{Run: 6, Before: 2, After: 1}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
}
