package xlsx

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png" // Pictures of charts are PNG.
	"math"

	"github.com/xuri/excelize/v2"

	"htsm/generator/doc"
	"htsm/generator/render/xlsx/drawing"
)

// Measures of a printed sheet: A4 across with the margins that excelize gives,
// in pixels of 96 to the inch, and how many of them a character takes.
const (
	a4         = 9
	pageWidth  = 985
	pageHeight = 500 // Less a row that is cut.
	charWidth  = 9
	// The characters that fit into a column whose width is not set.
	defaultWidth = 9
)

// figure puts the chart of a figure beside its table, whose heads stand in a
// row counted from 1: a chart of Excel's own where Excel has the kind, else the
// picture.
func (p *page) figure(f *doc.Figure, t *doc.Table, heads int) error {
	if err := checkText(f.Alt); err != nil {
		return err
	}
	if p.options.Theme == nil {
		return fmt.Errorf("xlsx: figure %s needs a theme", f.ID)
	}
	frame := drawing.Frame{
		Col: len(p.widths), Row: 2, Inset: 16, Width: 880,
		Name: p.name + "_chart", Alt: f.Alt, Title: f.Label,
	}
	frames := []drawing.Frame{frame}
	charts, ok := p.native(f, t, heads)
	var err error
	switch {
	case !ok:
		err = p.addPicture(f, &frames[0])
	case len(charts) == 1:
		wider := min(1.8, max(1, p.width()/pageWidth)) // Beside a wide table, which prints small.
		frames[0].Width = int(wider * float64(frame.Width))
		frames[0].Height = int(wider * float64(chartHeight(charts[0])))
		err = p.addChart(charts[0])
	default:
		if frames, err = small(frame, charts); err == nil {
			err = p.addCharts(charts)
		}
	}
	if err != nil {
		return fmt.Errorf("figure %s: %w", f.ID, err)
	}
	p.drawn++
	p.replace(fmt.Sprintf("xl/drawings/drawing%d.xml", p.drawn), drawing.Part(frames))
	return p.printBeside(frames)
}

// Measures of small charts, which stand in two columns, in pixels; no row of a
// sheet is lower than rowHeight, and no column of its own narrower than
// columnWidth.
const (
	smallWidth  = 424
	smallHeight = 112
	rowHeight   = 20
	columnWidth = 64
)

// small parts a frame into one for each chart. The first has the text
// alternative of the figure, the others the title of their chart.
func small(whole drawing.Frame, charts []*drawing.Chart) ([]drawing.Frame, error) {
	var out []drawing.Frame
	for k, c := range charts {
		f := whole
		f.Width, f.Height = smallWidth, smallHeight
		f.Row += k / 2 * (smallHeight/rowHeight + 1)
		f.Col += k % 2 * (smallWidth/columnWidth + 1)
		f.Name = fmt.Sprintf("%s_%d", whole.Name, k+1)
		if k > 0 {
			f.Alt = c.Title
		}
		if err := checkText(f.Alt); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// addCharts makes room for charts and puts them there.
func (p *page) addCharts(charts []*drawing.Chart) error {
	for _, c := range charts {
		if err := p.addChart(c); err != nil {
			return err
		}
	}
	return nil
}

// addChart makes room for a chart and puts it there.
func (p *page) addChart(c *drawing.Chart) error {
	err := p.file.AddChart(p.name, "A1", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: c.Series[0].Ref}}})
	if err != nil {
		return err
	}
	p.charts++
	p.replace(fmt.Sprintf("xl/charts/chart%d.xml", p.charts), c.Part())
	return nil
}

// addPicture puts the picture of a chart on the sheet, no larger than a chart.
func (p *page) addPicture(f *doc.Figure, frame *drawing.Frame) error {
	if p.options.Picture == nil {
		return fmt.Errorf("there is no picture of a %s chart", f.Chart.Kind)
	}
	data, err := p.options.Picture(f)
	if err != nil {
		return err
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if size.Width == 0 {
		return fmt.Errorf("the picture is empty")
	}
	err = p.file.AddPictureFromBytes(p.name, "A1", &excelize.Picture{Extension: ".png", File: data})
	if err != nil {
		return err
	}
	p.media++
	frame.Picture = true
	frame.Height = int(math.Round(float64(frame.Width) * float64(size.Height) / float64(size.Width)))
	return nil
}

// chartHeight returns a height that keeps labels apart.
func chartHeight(c *drawing.Chart) int {
	n := len(c.Series[0].Points)
	switch c.Form {
	case drawing.Bars:
		return min(max(170+n*(10+16*len(c.Series)), 380), 1200)
	case drawing.Shares, drawing.Pyramid:
		return min(max(170+n*28, 380), 1200)
	case drawing.Bubbles, drawing.Dots:
		return 580
	case drawing.Spark:
		return smallHeight
	case drawing.Lines, drawing.Ranks:
		if c.NameEnds {
			return min(max(170+22*len(c.Series), 420), 900)
		}
	case drawing.Columns, drawing.Stack, drawing.Spans, drawing.Histogram:
	}
	return 500
}

// printBeside lets the table print on paper of its own, and the chart on the
// next sheet of it.
func (p *page) printBeside(frames []drawing.Frame) error {
	width := p.width()
	frame, last := frames[0], frames[len(frames)-1]
	across, down := frame.Width, last.Height+(last.Row-frame.Row)*rowHeight
	if len(frames) > 1 {
		across += (smallWidth/columnWidth + 1) * charWidth * defaultWidth
	}
	scale := uint(min(100, 100*pageWidth/width, 100*pageWidth/float64(across+frame.Inset), 100*pageHeight/(float64(down)+p.above(frame.Row))))
	scale = max(scale, 10) // The least that Excel takes.
	no := false
	if err := p.file.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &no}); err != nil {
		return err
	}
	if err := p.file.SetPageLayout(p.name, &excelize.PageLayoutOptions{AdjustTo: &scale}); err != nil {
		return err
	}
	at, err := excelize.CoordinatesToCellName(frame.Col+1, 1)
	if err != nil {
		return err
	}
	return p.file.InsertPageBreak(p.name, at)
}

// above returns the height of the first rows, in pixels.
func (p *page) above(rows int) float64 {
	points := 0.0
	for _, r := range p.rows[:min(rows, len(p.rows))] {
		points += max(r.height, lineHeight)
	}
	return points * 4 / 3
}

// width returns the width of the columns of the table, in pixels.
func (p *page) width() float64 {
	width := 0.0
	for _, w := range p.widths {
		width += w * charWidth
	}
	return width
}
