package finding_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/finding"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// cell returns a count with a test.
func cell(n int64, p float64) table.Cell {
	c := table.CountOf(n)
	c.Test = table.Test{Done: true, P: p, Adjusted: p}
	return c
}

func row(key string, kind head.RowKind, state string, labels ...string) head.Row {
	r := head.Row{Key: key, Kind: kind}
	for _, l := range labels {
		r.Labels = append(r.Labels, head.OfRaw(l))
	}
	if state != "" {
		r.Labels = append(r.Labels, head.OfFinding("state."+state))
	}
	return r
}

func released(t *table.Table) *release.Table { return release.Policy{Threshold: 3}.Apply(t) }

// told names findings by kind, word and rows.
func told(list []finding.Finding) []string {
	var out []string
	for _, f := range list {
		s := [...]string{"signal", "shift", "change"}[f.Kind] + " " + f.State + " " + f.Table.Rows[f.Row].Key
		for _, i := range f.Losing {
			s += " -" + f.Table.Rows[i].Key
		}
		for _, i := range f.Gaining {
			s += " +" + f.Table.Rows[i].Key
		}
		for _, j := range f.Columns {
			s += " " + f.Table.Cols[j].Key
		}
		out = append(out, s)
	}
	return out
}

func signals(id string, rows []head.Row, cells ...table.Cell) *release.Table {
	t := &table.Table{ID: id, Statistic: id, Rows: rows, Cols: []head.Col{{Key: "count"}}}
	for _, c := range cells {
		t.Cells = append(t.Cells, []table.Cell{c})
	}
	return released(t)
}

func TestFindingsStandInTheOrderOfTheirEvidence(t *testing.T) {
	weak := signals("a", []head.Row{row("x", 0, "emerging", "x"), row("rule", 0, "new", "r")}, cell(9, 0.04), table.CountOf(5))
	strong := signals("b", []head.Row{row("y", 0, "vanished", "y"), row("z", 0, "none", "z")}, cell(9, 0.001), cell(9, 0.9))
	want := []string{"signal state.vanished y", "signal state.emerging x", "signal state.new rule"}
	if diff := cmp.Diff(want, told(finding.Of([]*release.Table{weak, strong}, 0.05))); diff != "" {
		t.Error(diff)
	}
}

func TestNoFindingComesFromASuppressedFigure(t *testing.T) {
	hidden := signals("a", []head.Row{row("x", 0, "emerging", "x")}, cell(2, 0.001))
	if got := finding.Of([]*release.Table{hidden}, 0.05); len(got) != 0 {
		t.Errorf("findings of a suppressed row: %v", told(got))
	}
}

func TestAWordThatSaysLessNeedsAllFiguresOfItsRow(t *testing.T) {
	raw := &table.Table{
		ID: "a", Statistic: "emergence", Rows: []head.Row{row("x", 0, "vanished", "x"), row("y", 0, "emerging", "y")},
		Cols:  []head.Col{{Key: "count"}, {Key: "silent-months"}},
		Cells: [][]table.Cell{{table.CountOf(0), cell(2, 0.01)}, {table.CountOf(30), cell(2, 0.01)}},
	}
	if diff := cmp.Diff([]string{"signal state.emerging y"}, told(finding.Of([]*release.Table{released(raw)}, 0.05))); diff != "" {
		t.Error(diff)
	}
}

func TestReportersAndDelaysAreNotFindings(t *testing.T) {
	for _, statistic := range []string{"coverage", "delay"} {
		if got := finding.Of([]*release.Table{signals(statistic, []head.Row{row("x", 0, "new", "x")}, table.CountOf(9))}, 0.05); len(got) != 0 {
			t.Errorf("%s gives findings: %v", statistic, told(got))
		}
	}
}

func change(p, low, high float64, flag table.Flag) table.Cell {
	c := table.ChangeOf(100, 150, 20)
	c.Interval = table.Interval{Level: 95, Low: low, High: high, Method: "rate-ratio"}
	c.Test = table.Test{Done: true, P: p, Adjusted: p}
	c.Flags = flag
	return c
}

func TestAChangeIsAFindingOnlyIfItHolds(t *testing.T) {
	cases := map[string]struct {
		cell table.Cell
		kind head.RowKind
		want int
	}{
		"test and interval agree":          {cell: change(0.01, 0.2, 0.8, 0), want: 1},
		"the adjusted p is above q":        {cell: change(0.06, 0.2, 0.8, 0)},
		"the interval holds zero":          {cell: change(0.01, -0.1, 0.8, 0)},
		"the period is provisional":        {cell: change(0.01, 0.2, 0.8, table.Provisional)},
		"there was no test":                {cell: table.ChangeOf(100, 150, 20)},
		"the earlier count is too small":   {cell: table.ChangeOf(10, 150, 20)},
		"the row says nothing, residual":   {cell: change(0.01, 0.2, 0.8, 0), kind: head.Residual},
		"the total changed by that much":   {cell: change(0.01, 0.2, 0.8, 0), kind: head.Total, want: 1},
		"the interval lies wholly beneath": {cell: change(0.01, -0.8, -0.2, 0), want: 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			raw := &table.Table{
				ID: "volume", Statistic: "volume", Rows: []head.Row{{Key: "x", Kind: c.kind, Labels: []head.Label{head.OfRaw("x")}}},
				Cols:  []head.Col{{Key: "count"}, {Key: "change-previous", Measure: head.Measure{Quantity: head.Change}}},
				Cells: [][]table.Cell{{table.CountOf(150), c.cell}},
			}
			if got := finding.Of([]*release.Table{released(raw)}, 0.05); len(got) != c.want {
				t.Errorf("%d findings, want %d", len(got), c.want)
			}
		})
	}
}

func TestAShiftGathersTheValuesOfItsGroup(t *testing.T) {
	raw := &table.Table{
		ID: "d", Statistic: "displacement",
		Rows: []head.Row{
			row("GIN", head.Total, "displaced", "Guinea", "total"),
			row("GIN/CMR", 0, "loses", "Guinea", "Central"),
			row("GIN/EMR", 0, "gains", "Guinea", "Eastern"),
			row("GIN/WMR", 0, "gains", "Guinea", "Western"),
			row("SYR", head.Total, "none", "Syria", "total"),
			row("SYR/CMR", 0, "none", "Syria", "Central"),
		},
		Cols: []head.Col{{Key: "count"}},
	}
	for _, p := range []float64{0.01, 0.02, 0.04, 0.03, 0.9, 0.9} {
		raw.Cells = append(raw.Cells, []table.Cell{cell(50, p)})
	}
	want := []string{"shift state.displaced GIN -GIN/CMR +GIN/WMR +GIN/EMR"}
	if diff := cmp.Diff(want, told(finding.Of([]*release.Table{released(raw)}, 0.05))); diff != "" {
		t.Error(diff)
	}
}

func TestAShiftWithoutGroupsIsAboutTheTotal(t *testing.T) {
	raw := &table.Table{
		ID: "d", Statistic: "displacement",
		Rows: []head.Row{row("CMR", 0, "loses", "Central"), row("WMR", 0, "none", "Western"), row("total", head.Total, "none", "total")},
		Cols: []head.Col{{Key: "count"}}, Cells: [][]table.Cell{{cell(50, 0.01)}, {cell(50, 0.2)}, {cell(100, 0.2)}},
	}
	if diff := cmp.Diff([]string{"shift  total -CMR"}, told(finding.Of([]*release.Table{released(raw)}, 0.05))); diff != "" {
		t.Error(diff)
	}
}
