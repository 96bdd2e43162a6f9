package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/render/xlsx/drawing"
)

// ranks fills a chart with a line for each series over the cells of its ranks.
// It reports false if these do not stand in the table: in a column for each
// series, or in a row of the columns for each.
func (at *plotted) ranks(c *drawing.Chart) bool {
	m := at.model
	c.NameEnds, c.Category = true, ""
	n := len(m.Series)
	c.Axis = drawing.Axis{Max: float64(n + 1), Step: 1, Format: fmt.Sprintf(`[=0]"";[>%d]"";0`, n)} // Air above the first rank and below the last.
	if at.find(); at.columns != nil {
		ranked := *m
		ranked.Series = slices.Clone(m.Series)
		for k, s := range m.Series {
			ranked.Series[k].Points = s.Ranks
		}
		named := at.columns
		if at.model = &ranked; slices.ContainsFunc(m.Series, func(s chart.Series) bool { return s.Ranks == nil }) {
			return false
		}
		if at.find(); at.columns == nil {
			return false
		}
		at.plain(c)
		for k := range c.Series {
			col := len(at.table.Stub) + named[k]
			c.Series[k].NameRef, c.Series[k].Name = at.ref(col, at.heads, col, at.heads), at.headText(col)
		}
		return true
	}
	return at.turnedRanks(c)
}

// turnedRanks fills a chart with a line for each row over the columns of ranks.
func (at *plotted) turnedRanks(c *drawing.Chart) bool {
	m, t := at.model, at.table
	first := len(t.Cols) - len(m.Categories)
	if first < 0 || len(m.Series) > len(t.Rows) {
		return false
	}
	from, to := len(t.Stub)+first, len(t.Stub)+len(t.Cols)-1
	c.Categories = drawing.Range{Ref: at.ref(from, at.heads, to, at.heads), Texts: make([][]string, 1)}
	for col := from; col <= to; col++ {
		c.Categories.Texts[0] = append(c.Categories.Texts[0], at.headText(col))
	}
	hue := 0
	for k, s := range m.Series {
		row := at.heads + 1 + k
		out := drawing.Series{
			NameRef: at.ref(0, row, len(t.Stub)-1, row), Name: strings.Join(at.rowTexts(k), " "), Ref: at.ref(from, row, to, row),
			Colour: seriesColour(&at.options.Theme.Colours, s, &hue), Format: numberFormat(t.Cols[first].Measure, 0),
		}
		for i, p := range s.Ranks {
			if t.Rows[k].Cells[first+i].Value != p.Value {
				return false
			}
			out.Points = append(out.Points, drawing.Point{Number: numberOf(t.Rows[k].Cells[first+i], t.Cols[first+i].Measure)})
		}
		if len(out.Points) != len(m.Categories) {
			return false
		}
		c.Series = append(c.Series, out)
	}
	return true
}

// numberOf returns what a cell with a height holds, and nothing for any other.
func numberOf(cell doc.Cell, m head.Measure) string {
	if _, ok := chart.Height(cell.Value); !ok {
		return ""
	}
	n, _ := cell.Value.Number()
	text, err := number(n, m)
	if err != nil {
		return ""
	}
	return text
}

// sparks parts a chart of lines into one for each line, each on a scale of its
// own, in the order of the series.
func (at *plotted) sparks(c *drawing.Chart) []*drawing.Chart {
	var out []*drawing.Chart
	for _, s := range c.Series {
		one := *c
		one.Title, one.Subtitle, one.Category, one.Value = s.Name, "", "", ""
		one.Axis, one.Series = drawing.Axis{Format: c.Axis.Format}, []drawing.Series{s}
		one.Series[0].Colour = hex(at.options.Theme.Colours.Palette[0])
		out = append(out, &one)
	}
	return out
}

// bubbles fills a chart with a disc for each row that has a number on both
// axes and, where there are sizes, a size. The others stand in the table. It
// reports false if there is none.
func (at *plotted) bubbles(c *drawing.Chart) bool {
	m, t := at.model, at.table
	measures := make([]head.Measure, len(at.columns))
	for k, j := range at.columns {
		measures[k] = t.Cols[j].Measure
	}
	c.Across, c.Axis = axisIn(m.Across, measures[0]), axisIn(m.Axis, measures[1])
	if len(m.Series) < 3 {
		c.Form = drawing.Dots
	}
	colours := &at.options.Theme.Colours
	for i, category := range m.Categories {
		places := make([]drawing.Measure, 3)
		whole := true
		for k, j := range at.columns {
			col, row := len(t.Stub)+j, at.heads+1+at.first+i
			places[k] = drawing.Measure{Ref: at.ref(col, row, col, row), Number: numberOf(t.Rows[at.first+i].Cells[j], measures[k]), Format: at.format(k)}
			whole = whole && places[k].Number != ""
		}
		if !whole {
			continue
		}
		row := at.heads + 1 + at.first + i
		s := drawing.Series{
			NameRef: at.ref(0, row, len(t.Stub)-1, row), Name: strings.Join(at.rowTexts(i), " "), Colour: hex(colours.Palette[0]),
			Place: drawing.Place{Across: places[0], Up: places[1], Size: places[2]},
		}
		if category.Muted {
			s.Colour = hex(colours.Residual)
		}
		s.Ref = s.Place.Up.Ref
		c.Series = append(c.Series, s)
	}
	return len(c.Series) > 0
}
