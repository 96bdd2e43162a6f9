package stats

import (
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/table"
)

// Adjust adjusts the p-values of every test in the tables of one edition as
// one family, by Benjamini & Hochberg (1995), and returns the size of the
// family and how many tests stay at or below q. A finding on a row whose tests
// all end above q is taken back, the family of each table is counted, and columns of adjusted p-values are filled.
func Adjust(tables []*table.Table, q float64) (tests, flagged int) {
	var p []float64
	var all []*table.Test
	var of []*table.Table // Parallel to all.
	for _, t := range tables {
		for _, test := range testsOf(t) {
			p, all, of = append(p, test.P), append(all, test), append(of, t)
		}
		t.Family = table.Family{}
	}
	adjusted, ok := method.AdjustBH(p)
	if !ok {
		return 0, 0
	}
	for i, test := range all {
		test.Adjusted = adjusted[i]
		family := &of[i].Family
		family.Run++
		test.Before, test.After = test.P <= SingleLevel, test.Adjusted <= q
		if test.Before {
			family.Before++
		}
		if test.After {
			family.After++
			flagged++
		}
	}
	for _, t := range tables {
		takeBack(t, q)
		fillAdjusted(t)
	}
	return len(p), flagged
}

// SingleLevel is the p at which a test would be flagged if it were the only one.
const SingleLevel = 0.05

// testsOf returns the tests of a table that count in the family: those behind
// its cells and those of figures that it leaves out.
func testsOf(t *table.Table) []*table.Test {
	var out []*table.Test
	for i := range t.Cells {
		for j := range t.Cells[i] {
			if t.Cells[i][j].Test.Done {
				out = append(out, &t.Cells[i][j].Test)
			}
		}
	}
	for i := range t.Tests {
		out = append(out, &t.Tests[i])
	}
	return out
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
	if t.Done && t.P <= SingleLevel {
		return word
	}
	return "none"
}
