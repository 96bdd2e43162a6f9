package stats

import (
	"math"

	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/table"
)

// evidenceColumns are the columns of the p-value of a row and of the same
// adjusted over the edition.
func evidenceColumns() []head.Col {
	p := head.Measure{Quantity: head.Probability}
	return []head.Col{
		{Key: "p", Label: head.OfWord("column.p"), Measure: p},
		{Key: adjustedKey, Label: head.OfWord("column.adjusted-p"), Measure: p},
	}
}

// adjustedKey is the key of the column that [Adjust] fills.
const adjustedKey = "adjusted-p"

// evidence returns the cells of these columns for a row with some tests, which
// stay with the figures that they are of. Without a test neither is defined.
// Whoever knows a p-value could have the counts behind it back.
func evidence(parts []int64, tests ...table.Test) []table.Cell {
	c := table.Cell{State: table.Undefined, X: parts[0], Parts: parts}
	tests = done(tests...)
	for i, t := range tests {
		if f := probability(t.P); i == 0 || f.Num < c.Value.Num {
			c.State, c.Value = table.Known, f
		}
	}
	return []table.Cell{c, c}
}

// done returns the tests that were done.
func done(tests ...table.Test) []table.Test {
	var out []table.Test
	for _, t := range tests {
		if t.Done {
			out = append(out, t)
		}
	}
	return out
}

// probability returns a p-value rounded up to four decimals, so that none reads
// as smaller than it is.
func probability(p float64) num.Fraction {
	const den = 10_000
	return num.Fraction{Num: int64(math.Ceil(min(max(p, 0), 1)*den - 1e-9)), Den: den}
}

// fillAdjusted writes the smallest adjusted p-value of each row where a table
// shows it.
func fillAdjusted(t *table.Table) {
	for j, col := range t.Cols {
		if col.Key != adjustedKey || col.Measure.Quantity != head.Probability {
			continue
		}
		for i := range t.Cells {
			p, tested := 1.0, false
			for _, c := range t.Cells[i] {
				if c.Test.Done {
					p, tested = min(p, c.Test.Adjusted), true
				}
			}
			if tested {
				t.Cells[i][j].State, t.Cells[i][j].Value = table.Known, probability(p)
			}
		}
	}
}
