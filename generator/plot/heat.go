package plot

import (
	"math"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// A matrix is a heat map before it has a place: heads and cells.
type matrix struct {
	rows, cols []chart.Category
	cell       func(row, col int) chart.Point
	corner     string // The title of the rows.
	over       string // The title of the columns.
}

func (m matrix) turned() matrix {
	return matrix{m.cols, m.rows, func(row, col int) chart.Point { return m.cell(col, row) }, m.over, m.corner}
}

// A sheet is a matrix with its sizes in px. A matrix that is too wide is cut
// into panels of columns, one below the other.
type sheet struct {
	matrix
	perPanel int
	panels   int
	column   float64 // The width of the row heads.
	colWidth float64
	rowHigh  float64
	heads    [][]string // The lines of the column heads.
	labels   [][]string // The lines of the row heads.
	headRows int        // The height of the column heads, in rows.
}

// heat lays out a heat map.
func (s *scene) heat(m *chart.Model) {
	var names []chart.Category
	for _, series := range m.Series {
		names = append(names, chart.Category{Label: series.Name})
	}
	upright := matrix{m.Categories, names, func(row, col int) chart.Point { return m.Series[col].Points[row] }, clean(m.Category), ""}
	t := s.bestSheet(upright)
	y := s.axisTitle(m, 0)
	if t.over != "" {
		lines := s.set.wrap(t.over, s.width-t.column)
		s.stack(t.column, y+s.set.leading/2, lines, start, s.colours.Quiet)
		y += float64(len(lines)) * s.set.leading
	}
	bands := t.panels * (t.headRows + len(t.rows))
	a := area{x: t.column, y: y, w: t.colWidth * float64(t.perPanel), h: t.rowHigh * float64(bands)}
	s.height = a.y + a.h + 2
	s.heatHeads(t, a)
	s.cells(m, t, a)
	s.finish()
}

// bestSheet returns the first layout whose cells hold their texts: upright,
// turned, then upright in more and more panels.
func (s *scene) bestSheet(m matrix) sheet {
	t, ok := s.sheetOf(m, len(m.cols))
	if ok {
		return t
	}
	if turned, ok := s.sheetOf(m.turned(), len(m.rows)); ok {
		return turned
	}
	for panels := 2; panels <= len(m.cols); panels++ {
		per := (len(m.cols) + panels - 1) / panels
		if t, ok = s.sheetOf(m, per); ok {
			return t
		}
	}
	return t
}

// sheetOf gives m its sizes with perPanel columns side by side. It reports
// false if a text does not fit.
func (s *scene) sheetOf(m matrix, perPanel int) (sheet, bool) {
	const widestColumn = 120
	t := sheet{matrix: m, perPanel: perPanel, panels: (len(m.cols) + perPanel - 1) / perPanel}
	limit := 0.36 * s.width
	most := 1
	for _, r := range m.rows {
		lines := s.set.wrap(r.Label, limit)
		t.labels = append(t.labels, lines)
		t.column = max(t.column, s.set.widest(lines))
		most = max(most, len(lines))
	}
	t.column = max(t.column, min(limit, s.set.width(m.corner))) + pad
	t.colWidth = min(widestColumn, (s.width-t.column-2)/float64(perPanel))
	t.rowHigh = max(24, float64(most)*s.set.leading+6)
	fits := true
	for i := range m.rows {
		for j := range m.cols {
			fits = fits && s.set.width(clean(m.cell(i, j).Display)) <= t.colWidth-4
		}
	}
	headLines := max(1, len(s.set.wrap(m.corner, t.column-pad)))
	for _, c := range m.cols {
		lines := s.set.wrap(c.Label, t.colWidth-4)
		t.heads = append(t.heads, lines)
		headLines = max(headLines, len(lines))
		fits = fits && s.set.longestWord(c.Label) <= t.colWidth-4 && len(lines) <= 6
	}
	t.headRows = int(math.Ceil((float64(headLines)*s.set.leading + 6) / t.rowHigh))
	return t, fits
}

// at returns the place of a cell: its column within the panel and its band
// from the top of the sheet.
func (t sheet) at(row, col int) (x, band int) {
	panel := col / t.perPanel
	return col % t.perPanel, panel*(t.headRows+len(t.rows)) + t.headRows + row
}

// heatHeads writes the heads of rows and columns, for each panel anew.
func (s *scene) heatHeads(t sheet, a area) {
	for panel := range t.panels {
		top := a.y + float64(panel*(t.headRows+len(t.rows)))*t.rowHigh
		foot := top + float64(t.headRows)*t.rowHigh - 4 - s.set.leading/2
		if t.corner != "" {
			lines := s.set.wrap(t.corner, t.column-pad)
			s.stack(t.column-pad, foot-float64(len(lines)-1)*s.set.leading, lines, end, s.colours.Quiet)
		}
		for j := panel * t.perPanel; j < min((panel+1)*t.perPanel, len(t.cols)); j++ {
			x := a.x + (float64(j%t.perPanel)+0.5)*t.colWidth
			fill := s.colours.Text
			if t.cols[j].Muted {
				fill = s.colours.Quiet
			}
			s.stack(x, foot-float64(len(t.heads[j])-1)*s.set.leading, t.heads[j], middle, fill)
		}
		for i, lines := range t.labels {
			fill := s.colours.Text
			if t.rows[i].Muted {
				fill = s.colours.Quiet
			}
			mid := top + (float64(t.headRows+i)+0.5)*t.rowHigh
			s.stack(t.column-pad, mid-float64(len(lines)-1)*s.set.leading/2, lines, end, fill)
		}
	}
}

// cells draws the cells with a number as marks, the others as grey ground, and
// writes the texts of all.
func (s *scene) cells(m *chart.Model, t sheet, a area) {
	largest := 0.0
	for _, series := range m.Series {
		for _, p := range series.Points {
			at, _ := chart.Height(p.Value)
			largest = max(largest, math.Abs(at))
		}
	}
	for i := range t.rows {
		for j := range t.cols {
			p := t.cell(i, j)
			col, band := t.at(i, j)
			x, y := a.x+float64(col)*t.colWidth, a.y+float64(band)*t.rowHigh
			box := func(fill theme.Color) patch { return rectangle(x+0.75, y+0.75, t.colWidth-1.5, t.rowHigh-1.5, fill) }
			fill := s.colours.Quiet
			if at, ok := chart.Height(p.Value); ok {
				ground := s.colours.Shade(0)
				if largest > 0 {
					ground = s.colours.Shade(at / largest)
				}
				fill = s.colours.On(ground)
				s.stand(box(ground), clean(t.rows[i].Label)+"\n"+clean(t.cols[j].Label)+": "+clean(p.Display))
			} else {
				s.back = append(s.back, box(s.colours.Absent))
			}
			s.stack(x+t.colWidth/2, y+t.rowHigh/2, []string{clean(p.Display)}, middle, fill)
		}
	}
}
