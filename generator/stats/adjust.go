package stats

import (
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/table"
)

// Adjust adjusts the p-values of every test in the tables of one edition as
// one family, by Benjamini & Hochberg (1995), and returns the size of the
// family and how many tests stay at or below q. A finding on a row whose tests
// all end above q is taken back, and columns of adjusted p-values are filled.
func Adjust(tables []*table.Table, q float64) (tests, flagged int) {
	var p []float64
	each := func(do func(*table.Test)) {
		for _, t := range tables {
			for i := range t.Cells {
				for j := range t.Cells[i] {
					if t.Cells[i][j].Test.Done {
						do(&t.Cells[i][j].Test)
					}
				}
			}
			for i := range t.Tests {
				do(&t.Tests[i])
			}
		}
	}
	each(func(t *table.Test) { p = append(p, t.P) })
	adjusted, ok := method.AdjustBH(p)
	if !ok {
		return 0, 0
	}
	i := 0
	each(func(t *table.Test) {
		t.Adjusted = adjusted[i]
		i++
		if t.Adjusted <= q {
			flagged++
		}
	})
	for _, t := range tables {
		takeBack(t, q)
		fillAdjusted(t)
	}
	return len(p), flagged
}

// takeBack takes the findings back that no test of their row supports. A
// finding on a row without a test follows from a rule and stands.
func takeBack(t *table.Table, q float64) {
	for i := range t.Rows {
		tested, holds := false, false
		for _, c := range t.Cells[i] {
			tested = tested || c.Test.Done
			holds = holds || c.Test.Done && c.Test.Adjusted <= q
		}
		for j, l := range t.Rows[i].Labels {
			if l.Kind == head.Finding && tested && !holds {
				t.Rows[i].Labels[j] = head.OfFinding("state.none")
			}
		}
	}
}

// supported returns the word of a finding if its test supports it before the
// tests of the edition are adjusted together, and "none" otherwise.
func supported(t table.Test, word string) string {
	const level = 0.05
	if t.Done && t.P <= level {
		return word
	}
	return "none"
}
