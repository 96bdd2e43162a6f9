package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/release"
	"htsm/generator/render/xlsx/drawing"
)

// years fills a chart over the months of the year with a line for each year,
// on the rows of its months. It reports false if a year does not begin with
// January in the table, or lacks months before its last one.
func (at *plotted) years(c *drawing.Chart) bool {
	if len(at.table.Stub) != 1 {
		return false
	}
	for j := range at.table.Cols {
		if c.Series, c.Categories = nil, (drawing.Range{}); at.yearsOf(c, j) {
			return c.Categories.Ref != ""
		}
	}
	return false
}

// yearsOf fills a chart with the years of a column, and reports whether all of
// them stand there.
func (at *plotted) yearsOf(c *drawing.Chart, column int) bool {
	at.columns = slices.Repeat([]int{column}, len(at.model.Series))
	hue, col := 0, len(at.table.Stub)+column
	for k, s := range at.model.Series {
		start, months := monthsOf(at.table, column, s)
		if months == 0 {
			return false
		}
		row := at.heads + 1 + start
		out := drawing.Series{
			Name: s.Name, Ref: at.ref(col, row, col, row+months-1), Format: at.format(k),
			Colour: seriesColour(&at.options.Theme.Colours, s, &hue),
		}
		for i := range months {
			out.Points = append(out.Points, at.point(i, k))
		}
		c.Series = append(c.Series, out)
		if months == 12 && c.Categories.Ref == "" {
			c.Categories = at.monthNames(start)
		}
	}
	return true
}

// monthsOf returns the row of the January of a series that is a year, and how
// many months from there stand in the column; 0 if the table holds other ones.
func monthsOf(t *doc.Table, column int, s chart.Series) (start, months int) {
	start = slices.IndexFunc(t.Rows, func(r doc.Row) bool { return r.Heads[0].Month == s.Name+"-01" })
	if start < 0 {
		return 0, 0
	}
	for i, p := range s.Points {
		row := start + i
		if row < len(t.Rows) && t.Rows[row].Heads[0].Month == fmt.Sprintf("%s-%02d", s.Name, i+1) {
			if months < i || t.Rows[row].Cells[column].Value != p.Value {
				return 0, 0
			}
			months++
		} else if p.Value != (release.Value{}) {
			return 0, 0
		}
	}
	return start, months
}

// monthNames returns the heads of the twelve rows from a January, as names of
// months without their year.
func (at *plotted) monthNames(january int) drawing.Range {
	row := at.heads + 1 + january
	out := drawing.Range{Ref: at.ref(0, row, 0, row+11), Texts: make([][]string, 1), Own: true}
	out.Format = strings.NewReplacer("mmmm yyyy", "mmm", "yyyy-mm", "mm").Replace(monthFormat(at.doc.Meta.Language))
	for i := range 12 {
		serial, _ := month(at.table.Rows[january+i].Heads[0])
		out.Texts[0] = append(out.Texts[0], serial)
	}
	return out
}
