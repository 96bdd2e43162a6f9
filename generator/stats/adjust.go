package stats

import (
	"htsm/generator/method"
	"htsm/generator/table"
)

// Adjust adjusts the p-values of every test in the tables of one edition as
// one family, by Benjamini & Hochberg (1995), and returns the size of the
// family and how many tests stay at or below q.
func Adjust(tables []*table.Table, q float64) (tests, flagged int) {
	var p []float64
	each := func(do func(*table.Cell)) {
		for _, t := range tables {
			for i := range t.Cells {
				for j := range t.Cells[i] {
					if t.Cells[i][j].Test.Done {
						do(&t.Cells[i][j])
					}
				}
			}
		}
	}
	each(func(c *table.Cell) { p = append(p, c.Test.P) })
	adjusted, ok := method.AdjustBH(p)
	if !ok {
		return 0, 0
	}
	i := 0
	each(func(c *table.Cell) {
		c.Test.Adjusted = adjusted[i]
		i++
		if c.Test.Adjusted <= q {
			flagged++
		}
	})
	return len(p), flagged
}
