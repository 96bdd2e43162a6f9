package xlsx

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/render/xlsx/drawing"
	"htsm/generator/theme"
)

// form returns how Excel draws a kind of chart. It reports false for a kind
// that Excel lacks, or that would need the cells of the table to be coloured,
// which readers with a screen reader or without colours do not have; such a
// chart is a picture.
func form(k chart.Kind) (drawing.Form, bool) {
	switch k {
	case chart.Bar, chart.Funnel:
		return drawing.Bars, true
	case chart.Column:
		return drawing.Columns, true
	case chart.Stacked:
		return drawing.Stack, true
	case chart.Line, chart.Slope, chart.Multiples, chart.Years, chart.Cycle:
		return drawing.Lines, true
	case chart.Range, chart.Dumbbell:
		return drawing.Spans, true
	case chart.Shares:
		return drawing.Shares, true
	case chart.Histogram:
		return drawing.Histogram, true
	case chart.Pyramid:
		return drawing.Pyramid, true
	case chart.Bump:
		return drawing.Ranks, true
	case chart.Sparklines:
		return drawing.Spark, true
	case chart.Bubble:
		return drawing.Bubbles, true
	case chart.Area:
		return drawing.Areas, true
	case chart.Radial:
		return drawing.Radar, true
	}
	return 0, false // Heat, Flow, Chord, DotMatrix and the maps.
}

// A plotted table is a table on a sheet with the columns that a chart shows.
type plotted struct {
	*page
	model   *chart.Model
	table   *doc.Table
	heads   int   // The row of heads, counted from 1.
	columns []int // For each series of the model.
	first   int   // The first row that is drawn.
	rows    int   // How many.
}

// native returns the charts of a figure on the cells of its table: one, or one
// for each series of sparklines. It reports false if Excel has no such chart, or
// if the points do not all stand in the table.
func (p *page) native(f *doc.Figure, t *doc.Table, heads int) ([]*drawing.Chart, bool) {
	m := f.Chart
	shape, ok := form(m.Kind)
	if !ok || m.Validate() != nil {
		return nil, false
	}
	at := &plotted{page: p, model: m, table: t, heads: heads, rows: len(m.Categories)}
	colours := &p.options.Theme.Colours
	c := &drawing.Chart{
		Form: shape, Title: m.Title, Subtitle: m.Subtitle, Category: m.Category, Value: m.Value,
		Language: p.doc.Meta.Language, RightToLeft: p.doc.Meta.RightToLeft, Axis: axisOf(m),
		Look: drawing.Look{
			Text: hex(colours.Text), Quiet: hex(colours.Quiet), Grid: hex(colours.Grid), Paper: hex(colours.Paper), Font: fontName,
		},
	}
	if c.Title == "" {
		c.Title = doc.Plain(f.Caption)
	}
	return at.fill(c)
}

// fill fills a chart in the way of its kind.
func (at *plotted) fill(c *drawing.Chart) ([]*drawing.Chart, bool) {
	m, one := at.model, []*drawing.Chart{c}
	switch m.Kind {
	case chart.Years, chart.Cycle, chart.Radial:
		return one, at.years(c)
	case chart.Bump:
		return one, at.ranks(c)
	}
	if at.find(); at.columns == nil {
		return nil, false
	}
	switch m.Kind {
	case chart.Slope:
		return one, at.slope(c)
	case chart.Bubble:
		return one, at.bubbles(c)
	case chart.Sparklines:
		at.plain(c)
		return at.sparks(c), true
	}
	at.plain(c)
	return one, m.Kind != chart.Area || whole(c)
}

// whole reports whether every point has a number. Excel draws an area down to
// zero where a number is withheld.
func whole(c *drawing.Chart) bool {
	for _, s := range c.Series {
		if slices.ContainsFunc(s.Points, func(p drawing.Point) bool { return p.Number == "" }) {
			return false
		}
	}
	return true
}

// find finds the columns of the series. Periods before those that the chart
// draws stand above them in the table.
func (at *plotted) find() {
	for _, at.first = range []int{max(len(at.table.Rows)-at.rows, 0), 0} {
		if at.columns = columnsOf(at.model, at.table, at.first); at.columns != nil {
			return
		}
	}
}

// plain fills a chart with a series for each column.
func (at *plotted) plain(c *drawing.Chart) {
	m, t, colours := at.model, at.table, &at.options.Theme.Colours
	c.Categories = at.labels()
	hue := 0
	for k, s := range m.Series {
		col := len(t.Stub) + at.columns[k]
		out := drawing.Series{
			NameRef: at.ref(col, at.heads, col, at.heads), Name: at.headText(col),
			Ref:    at.cells(col),
			Colour: seriesColour(colours, s, &hue),
		}
		if m.Kind == chart.Range {
			out.Colour = hex(colours.Palette[0]) // Three places of one thing.
		}
		for i := range at.rows {
			out.Points = append(out.Points, at.point(i, k))
			if m.Categories[i].Muted && len(m.Series) == 1 {
				out.Points[i].Colour = hex(colours.Residual)
			}
		}
		out.Format = at.format(k)
		c.Series = append(c.Series, out)
	}
}

// cells returns the reference to the rows of a column that are drawn.
func (at *plotted) cells(col int) string {
	row := at.heads + 1 + at.first
	return at.ref(col, row, col, row+at.rows-1)
}

// columnsOf returns the column of the table for each series of a chart, or nil
// if a series does not stand there whole from a row on.
func columnsOf(m *chart.Model, t *doc.Table, first int) []int {
	if len(m.Series) == 0 || len(m.Categories) == 0 || len(m.Categories) > len(t.Rows) {
		return nil
	}
	var out []int
	for _, s := range m.Series {
		found := -1
		for j := range t.Cols {
			if !slices.Contains(out, j) && holds(t, j, first, s.Points) {
				found = j
				break
			}
		}
		if found < 0 {
			return nil
		}
		out = append(out, found)
	}
	return out
}

// holds reports whether the rows of a column hold points from a row on.
func holds(t *doc.Table, column, first int, points []chart.Point) bool {
	for i, p := range points {
		if t.Rows[first+i].Cells[column].Value != p.Value {
			return false
		}
	}
	return true
}

// slope fills a chart with a line for each category, from its earlier value to
// its later one, and reports whether these stand side by side.
func (at *plotted) slope(c *drawing.Chart) bool {
	first, last := at.columns[0], at.columns[1]
	if last != first+1 || at.rows > 40 {
		return false
	}
	colours, from, to := &at.options.Theme.Colours, len(at.table.Stub)+first, len(at.table.Stub)+last
	c.NameEnds, c.Category = true, ""
	c.Categories = drawing.Range{Ref: at.ref(from, at.heads, to, at.heads), Texts: [][]string{{at.headText(from), at.headText(to)}}}
	hue := 0
	for i, category := range at.model.Categories {
		row := at.heads + 1 + at.first + i
		c.Series = append(c.Series, drawing.Series{
			NameRef: at.ref(0, row, len(at.table.Stub)-1, row), Name: strings.Join(at.rowTexts(i), " "),
			Ref: at.ref(from, row, to, row), Format: at.format(0),
			Colour: seriesColour(colours, chart.Series{Muted: category.Muted}, &hue),
			Points: []drawing.Point{at.point(i, 0), at.point(i, 1)},
		})
	}
	return true
}

// seriesColour returns the colour of a series and counts the hues that are
// used.
func seriesColour(c *theme.Colours, s chart.Series, hue *int) string {
	switch {
	case s.Muted:
		return hex(c.Residual)
	case s.Pale:
		return hex(c.Past)
	}
	*hue++
	return hex(c.Palette[(*hue-1)%len(c.Palette)])
}

// point returns the value of a series in a row.
func (at *plotted) point(i, k int) drawing.Point {
	v, m := at.model.Series[k].Points[i].Value, at.table.Cols[at.columns[k]].Measure
	if _, ok := chart.Height(v); !ok {
		return drawing.Point{}
	}
	n, _ := v.Number()
	text, err := number(n, m)
	if err != nil {
		return drawing.Point{}
	}
	p := drawing.Point{Number: text}
	if low, high, _, ok := v.Interval(); ok && intervals(at.model.Kind) {
		p.Minus, p.Plus = distance(low, n, m), distance(n, high, m)
	}
	return p
}

// intervals reports whether a kind of chart has room for intervals.
func intervals(k chart.Kind) bool {
	switch k {
	case chart.Bar, chart.Column, chart.Line, chart.Histogram:
		return true
	}
	return false
}

// distance returns how far it is from a to b, as the cells of a measure are
// written.
func distance(a, b num.Decimal, m head.Measure) string {
	scale := max(a.Scale(), b.Scale())
	units := func(d num.Decimal) int64 {
		n := d.Units()
		for range scale - d.Scale() {
			n *= 10
		}
		return n
	}
	shift := int(scale)
	if m.Quantity == head.Share || m.Quantity == head.Change {
		shift += 2
	}
	return decimal(max(units(b)-units(a), 0), shift)
}

// format returns the number format of the first number of a series.
func (at *plotted) format(k int) string {
	m := at.table.Cols[at.columns[k]].Measure
	for _, p := range at.model.Series[k].Points {
		if n, ok := p.Value.Number(); ok {
			return numberFormat(m, n.Scale())
		}
	}
	return numberFormat(m, 0)
}

// labels returns the heads of the rows: dates if all of them are, otherwise
// texts.
func (at *plotted) labels() drawing.Range {
	levels := len(at.table.Stub)
	row := at.heads + 1 + at.first
	out := drawing.Range{Ref: at.ref(0, row, levels-1, row+at.rows-1), Texts: make([][]string, levels)}
	dates := levels == 1
	for i := range at.rows {
		_, ok := month(at.table.Rows[at.first+i].Heads[0])
		dates = dates && ok
		for l, text := range at.rowTexts(i) {
			out.Texts[l] = append(out.Texts[l], text)
		}
	}
	if dates {
		out.Format = monthFormat(at.doc.Meta.Language)
		for i := range at.rows {
			out.Texts[0][i], _ = month(at.table.Rows[at.first+i].Heads[0])
		}
	}
	return out
}

func (at *plotted) rowTexts(i int) []string {
	var out []string
	for _, h := range at.table.Rows[at.first+i].Heads {
		out = append(out, h.Text)
	}
	return out
}

// headText returns what stands in the row of heads.
func (at *plotted) headText(col int) string { return at.page.rows[at.heads-1].cells[col].text }

// ref returns the reference to cells, columns counted from 0 and rows from 1.
func (at *plotted) ref(col, row, lastCol, lastRow int) string {
	name := func(c, r int) string {
		letters, err := excelize.ColumnNumberToName(c + 1)
		if err != nil {
			panic("xlsx: a chart on a column that no sheet has: " + err.Error()) // The size of the table was checked.
		}
		return fmt.Sprintf("$%s$%d", letters, r)
	}
	out := "'" + at.name + "'!" + name(col, row)
	if col == lastCol && row == lastRow {
		return out
	}
	return out + ":" + name(lastCol, lastRow)
}

// axisOf returns the axis of values on the scale of the cells.
func axisOf(m *chart.Model) drawing.Axis { return axisIn(m.Axis, m.Measure) }

// axisIn returns an axis of values of a measure.
func axisIn(axis chart.Axis, measure head.Measure) drawing.Axis {
	a := drawing.Axis{Min: axis.Min, Max: axis.Max}
	ticks := axis.Ticks
	if n := len(ticks); n > 1 {
		step := (ticks[n-1].At - ticks[0].At) / float64(n-1)
		even := true
		for i, t := range ticks {
			even = even && math.Abs(t.At-ticks[0].At-float64(i)*step) < step/1000
		}
		if even && math.Abs(ticks[0].At-a.Min) < step/1000 {
			a.Step = step
		}
	}
	scale := uint8(0)
	for x := a.Step; scale < 4 && math.Abs(x-math.Round(x)) > 1e-9; x *= 10 {
		scale++
	}
	a.Format = numberFormat(measure, scale)
	if measure.Quantity == head.Share || measure.Quantity == head.Change {
		a.Min, a.Max, a.Step = hundredth(a.Min), hundredth(a.Max), hundredth(a.Step)
	}
	return a
}

// hundredth divides by 100 without digits that the number does not have.
func hundredth(x float64) float64 { return math.Round(x*1e6) / 1e8 }

// hex returns a colour as the format writes it.
func hex(c theme.Color) string { return strings.TrimPrefix(c.Hex(), "#") }
