package stats

import (
	"testing"

	"htsm/generator/head"
	"htsm/generator/table"
)

func TestRanksAreUndecidedWhereIntervalsOfNeighboursOverlap(t *testing.T) {
	type bounds struct{ low, high float64 }
	for name, c := range map[string]struct {
		rows []bounds
		kind head.RowKind
		want bool
	}{
		"apart":                        {[]bounds{{.5, .6}, {.3, .4}, {.1, .2}}, head.Plain, false},
		"neighbours overlap":           {[]bounds{{.5, .6}, {.3, .4}, {.2, .35}}, head.Plain, true},
		"touching":                     {[]bounds{{.5, .6}, {.4, .5}}, head.Plain, true},
		"a residual row is not ranked": {[]bounds{{.5, .6}, {.4, .55}}, head.Residual, false},
		"one row":                      {[]bounds{{.5, .6}}, head.Plain, false},
		"none":                         {nil, head.Plain, false},
	} {
		t.Run(name, func(t *testing.T) {
			x := &table.Table{}
			for i, b := range c.rows {
				row := head.Row{}
				if i == len(c.rows)-1 {
					row.Kind = c.kind
				}
				x.Rows = append(x.Rows, row)
				x.Cells = append(x.Cells, []table.Cell{{}, {Interval: table.Interval{Level: 95, Low: b.low, High: b.high}}})
			}
			if got := undecided(x, 1); got != c.want {
				t.Errorf("undecided: %v, want %v", got, c.want)
			}
		})
	}
}

func TestRanksWithoutIntervalsAreNotCalledUndecided(t *testing.T) {
	x := &table.Table{Rows: make([]head.Row, 2), Cells: [][]table.Cell{{{}, {}}, {{}, {}}}}
	if undecided(x, 1) {
		t.Error("rows without intervals overlap")
	}
}
