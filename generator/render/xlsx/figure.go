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
	pageHeight = 440 // Less what stands above the chart, and a row that is cut.
	charWidth  = 9
)

// figure puts the chart of a figure beside its table, whose heads stand in a
// row counted from 1: a chart of Excel's own where Excel has the kind, else the
// picture.
func (p *page) figure(f *doc.Figure, t *doc.Table, heads int) error {
	frame := drawing.Frame{
		Col: len(p.widths), Row: 2, Inset: 16, Width: 880,
		Name: p.name + "_chart", Alt: f.Alt, Title: f.Label,
	}
	if err := checkText(f.Alt); err != nil {
		return err
	}
	if p.options.Theme == nil {
		return fmt.Errorf("xlsx: figure %s needs a theme", f.ID)
	}
	c, ok := p.native(f, t, heads)
	var err error
	if ok {
		frame.Height = chartHeight(c)
		err = p.addChart(c)
	} else {
		err = p.addPicture(f, &frame)
	}
	if err != nil {
		return fmt.Errorf("figure %s: %w", f.ID, err)
	}
	p.replace(fmt.Sprintf("xl/drawings/drawing%d.xml", p.charts+p.media), frame.Part())
	return p.printBeside(frame)
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
	case drawing.Lines:
		if c.NameEnds {
			return min(max(170+22*len(c.Series), 420), 900)
		}
	case drawing.Columns, drawing.Stack, drawing.Spans, drawing.Histogram:
	}
	return 500
}

// printBeside lets the table print on paper of its own, and the chart on the
// next sheet of it.
func (p *page) printBeside(frame drawing.Frame) error {
	width := 0.0
	for _, w := range p.widths {
		width += w * charWidth
	}
	scale := uint(min(100, 100*pageWidth/width, 100*pageWidth/float64(frame.Width+frame.Inset), 100*pageHeight/float64(frame.Height)))
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
