package pdf

import (
	"errors"
	"fmt"
	"image"
	"os"

	"github.com/boombuler/barcode/qr"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/border"
	"github.com/johnfercher/maroto/v2/pkg/consts/extension"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/linestyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/orientation"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"htsm/generator/pdf/svg"
	"htsm/generator/pdf/tagged"
	"htsm/generator/typeface"
)

// mm is a millimetre, maroto's unit, in points.
const mm = 72 / 25.4

// provider draws maroto's tree in a tagged document: it implements
// core.Provider for maroto's own components and offers more to those of this
// package.
type provider struct {
	doc      *tagged.Document
	set      *typeface.Set
	look     Look
	config   *entity.Config // of the current page
	x, y     float64        // maroto's cursor in millimetres
	owner    *tag           // of what is painted
	artifact bool           // what is painted belongs to no element
	elements map[*tag]*tagged.Element
	notes    map[*Note]*noteState
	spots    map[spot]bool // named places that are set
	vectors  map[*svg.Drawing]*tagged.Vector
	pageOf   map[string]int // page numbers of names, once pages are made up
	page     int            // being painted, from 1
	pages    int
	room     float64 // height for contents on a page with header and footer
	upright  float64 // width for contents on an upright page
	level    int     // of the heading before
	headings int
	err      error
}

var _ core.Provider = (*provider)(nil)

func newProvider(o Options, look Look, config *entity.Config) *provider {
	meta := tagged.Metadata{
		Title: o.Title, Author: o.Author, Subject: o.Subject, Keywords: o.Keywords,
		Language: look.Language, Producer: o.Producer, Created: o.Created,
	}
	if o.Copy != nil {
		meta.Identifier, meta.Rights = o.Copy.Serial, o.Copy.Rights
	}
	return &provider{
		doc: tagged.New(o.Fonts, o.Words, meta),
		set: o.Fonts, look: look, config: config,
		elements: map[*tag]*tagged.Element{}, notes: map[*Note]*noteState{},
		spots: map[spot]bool{}, vectors: map[*svg.Drawing]*tagged.Vector{},
	}
}

// fail keeps the first error.
func (p *provider) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// element returns the element of a tag, making it and its parents when they
// are new.
func (p *provider) element(t *tag) *tagged.Element {
	if t == nil {
		return p.doc.Root()
	}
	e := p.elements[t]
	if e == nil {
		e = p.doc.NewElement(p.element(t.parent), t.role, t.attrs)
		p.elements[t] = e
	}
	return e
}

// within paints for a tag; nil leaves the owner as it is.
func (p *provider) within(t *tag, paint func()) {
	if t == nil || p.artifact {
		paint()
		return
	}
	before := p.owner
	p.owner = t
	p.doc.Within(p.element(t), paint)
	p.owner = before
}

// asArtifact paints what belongs to no element: headers, footers, repeated
// heads of tables.
func (p *provider) asArtifact(kind tagged.Artifact, paint func()) {
	before := p.artifact
	p.artifact = true
	p.doc.AsArtifact(kind, paint)
	p.artifact = before
}

// link makes a rectangle the link that a span asks for.
func (p *provider) link(s Span, x, y, w, h float64, t *tag) {
	if s.To != "" {
		p.doc.LinkTo(x, y, w, h, s.To, s.Alt, p.element(t))
		return
	}
	p.doc.LinkURI(x, y, w, h, s.Link, s.Alt, p.element(t))
}

// heading names the place of a heading and adds its bookmark.
func (p *provider) heading(h *headingPart, y float64) {
	if p.artifact {
		return
	}
	if h.level > p.level+1 {
		p.fail(fmt.Errorf("heading %q of level %d follows level %d", plainText(h.spans), h.level, p.level))
	}
	p.level = h.level
	name := h.name
	if name == "" {
		p.headings++
		name = fmt.Sprintf("heading:%d", p.headings)
	}
	p.doc.Dest(name, y-4)
	if h.bookmark {
		p.doc.Bookmark(h.level, plainText(h.spans), name)
	}
}

// vector returns a drawing made ready for the document.
func (p *provider) vector(d *svg.Drawing) *tagged.Vector {
	v := p.vectors[d]
	if v == nil {
		v = p.doc.Vector(d)
		p.vectors[d] = v
	}
	return v
}

// startPage begins a page and sets maroto's cursor to its top.
func (p *provider) startPage(config *entity.Config) {
	p.config = config
	p.page++
	p.doc.AddPage(config.Dimensions.Width*mm, config.Dimensions.Height*mm)
	p.x, p.y = config.Margins.Left, config.Margins.Top
}

// place returns a cell of maroto in points on the page.
func (p *provider) place(c *entity.Cell) (x, y, w, h float64) {
	return (c.X + p.config.Margins.Left) * mm, (c.Y + p.config.Margins.Top) * mm, c.Width * mm, c.Height * mm
}

func colorOf(c *props.Color) Color {
	if c == nil {
		return Color{}
	}
	return Color{uint8(c.Red), uint8(c.Green), uint8(c.Blue)}
}

// CreateRow moves the cursor below a row.
func (p *provider) CreateRow(height float64) {
	p.x = p.config.Margins.Left
	p.y += height
}

// CreateCol draws the background and borders of a cell and moves the cursor
// past it.
func (p *provider) CreateCol(width, height float64, _ *entity.Config, prop *props.Cell) {
	x, y, w, h := p.x*mm, p.y*mm, width*mm, height*mm
	p.x += width
	if prop == nil {
		return
	}
	if prop.BackgroundColor != nil {
		p.doc.FillRect(x, y, w, h, colorOf(prop.BackgroundColor).tagged())
	}
	thickness := prop.BorderThickness * mm
	if thickness == 0 {
		thickness = linestyle.DefaultLineThickness * mm
	}
	for _, side := range []struct {
		kind           border.Type
		x1, y1, x2, y2 float64
	}{
		{border.Left, x, y, x, y + h},
		{border.Right, x + w, y, x + w, y + h},
		{border.Top, x, y, x + w, y},
		{border.Bottom, x, y + h, x + w, y + h},
	} {
		if prop.BorderType&side.kind != 0 {
			p.doc.Line(side.x1, side.y1, side.x2, side.y2, thickness, colorOf(prop.BorderColor).tagged(), dash(prop.LineStyle)...)
		}
	}
}

func dash(style linestyle.Type) []float64 {
	if style == linestyle.Dashed {
		return []float64{2, 2}
	}
	return nil
}

// AddLine draws a line across a cell.
func (p *provider) AddLine(c *entity.Cell, prop *props.Line) {
	x, y, w, h := p.place(c)
	thickness := prop.Thickness * mm
	if prop.Orientation == orientation.Vertical {
		at, margin := x+w*prop.OffsetPercent/100, h*(1-prop.SizePercent/100)/2
		p.doc.Line(at, y+margin, at, y+h-margin, thickness, colorOf(prop.Color).tagged(), dash(prop.Style)...)
		return
	}
	at, margin := y+h*prop.OffsetPercent/100, w*(1-prop.SizePercent/100)/2
	p.doc.Line(x+margin, at, x+w-margin, at, thickness, colorOf(prop.Color).tagged(), dash(prop.Style)...)
}

// textOf makes maroto's text one of this package.
func (p *provider) textOf(text string, prop *props.Text) *textPart {
	b := newBuilder(p.look)
	style := b.style(prop.Size, colorOf(prop.Color))
	style.leading = 1 + prop.VerticalPadding*mm/max(1, prop.Size)
	style.bold = prop.Style == fontstyle.Bold || prop.Style == fontstyle.BoldItalic
	style.italic = prop.Style == fontstyle.Italic || prop.Style == fontstyle.BoldItalic
	switch prop.Align {
	case align.Center:
		style.align = AlignCenter
	case align.Right:
		style.align = AlignNumber
	case align.Left:
		style.align = AlignStart
	}
	span := Span{Text: text}
	if prop.Hyperlink != nil {
		span.Link, span.Alt = *prop.Hyperlink, *prop.Hyperlink
	}
	return newText([]Span{span}, style)
}

// AddText sets maroto's text in a cell.
func (p *provider) AddText(text string, c *entity.Cell, prop *props.Text) {
	x, y, w, _ := p.place(c)
	p.textOf(text, prop).paint(p, x+prop.Left*mm, y+prop.Top*mm, w-(prop.Left+prop.Right)*mm)
}

// GetFontHeight returns the type size in millimetres.
func (p *provider) GetFontHeight(font *props.Font) float64 { return font.Size / mm }

// GetLinesQuantity returns the number of lines that a text needs.
func (p *provider) GetLinesQuantity(text string, prop *props.Text, width float64) int {
	return len(p.textOf(text, prop).lines(p, width*mm))
}

// GenerateBytes finishes the document.
func (p *provider) GenerateBytes() ([]byte, error) {
	if p.err != nil {
		return nil, p.err
	}
	return p.doc.Finish()
}

var errProtection = errors.New("protection is asked for by Options.Copy")

// SetProtection reports that maroto's protection, which is weak, is not
// supported.
func (p *provider) SetProtection(protection *entity.Protection) {
	if protection != nil {
		p.fail(errProtection)
	}
}

// SetCompression does nothing: documents are always compressed.
func (p *provider) SetCompression(bool) {}

// SetMetadata does nothing: the metadata are those of the Options.
func (p *provider) SetMetadata(*entity.Metadata) {}

// Images and codes of maroto's own components are painted as decoration: the
// components have no alternative text to give.

// fit places a vector in a cell as maroto's rectangle says.
func (p *provider) fit(v *tagged.Vector, c *entity.Cell, prop *props.Rect) {
	x, y, w, h := p.place(c)
	scale := min(w/v.Width, h/v.Height) * prop.Percent / 100
	vw, vh := v.Width*scale, v.Height*scale
	if prop.Center {
		x, y = x+(w-vw)/2, y+(h-vh)/2
	} else {
		x, y = x+prop.Left*mm, y+prop.Top*mm
	}
	p.doc.AsArtifact(tagged.Layout, func() { p.doc.Place(v, x, y, vw, vh) })
}

// AddImageFromBytes draws a PNG or JPEG image.
func (p *provider) AddImageFromBytes(data []byte, c *entity.Cell, prop *props.Rect, _ extension.Type) {
	v, err := p.doc.Image(data)
	if err != nil {
		p.fail(err)
		return
	}
	p.fit(v, c, prop)
}

// AddImageFromFile draws a PNG or JPEG file.
func (p *provider) AddImageFromFile(file string, c *entity.Cell, prop *props.Rect) {
	data, err := os.ReadFile(file)
	if err != nil {
		p.fail(fmt.Errorf("read image: %w", err))
		return
	}
	p.AddImageFromBytes(data, c, prop, "")
}

// AddBackgroundImageFromBytes draws an image behind a page.
func (p *provider) AddBackgroundImageFromBytes(data []byte, c *entity.Cell, prop *props.Rect, ext extension.Type) {
	p.AddImageFromBytes(data, c, prop, ext)
}

// GetDimensionsByImageByte returns the size of an image in pixels.
func (p *provider) GetDimensionsByImageByte(data []byte, _ extension.Type) (*entity.Dimensions, error) {
	v, err := p.doc.Image(data)
	if err != nil {
		return nil, err
	}
	return &entity.Dimensions{Width: v.Width, Height: v.Height}, nil
}

// GetDimensionsByImage returns the size of an image file in pixels.
func (p *provider) GetDimensionsByImage(file string) (*entity.Dimensions, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read image: %w", err)
	}
	return p.GetDimensionsByImageByte(data, "")
}

// modules draws the dark squares of a code.
func modules(img image.Image) *svg.Drawing {
	b := img.Bounds()
	var path svg.Path
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r != 0 {
				continue
			}
			left, top := float64(x-b.Min.X), float64(y-b.Min.Y)
			path = append(path,
				svg.Segment{Op: 'M', P: [6]float64{left, top}}, svg.Segment{Op: 'L', P: [6]float64{left + 1, top}},
				svg.Segment{Op: 'L', P: [6]float64{left + 1, top + 1}}, svg.Segment{Op: 'L', P: [6]float64{left, top + 1}},
				svg.Segment{Op: 'Z'})
		}
	}
	return &svg.Drawing{
		Width: float64(b.Dx()), Height: float64(b.Dy()),
		Items: []svg.Item{&svg.Shape{Path: path, Fill: svg.Paint{Kind: svg.Solid, Alpha: 1}}},
	}
}

// AddQrCode draws a QR code.
func (p *provider) AddQrCode(code string, c *entity.Cell, prop *props.Rect) {
	img, err := qr.Encode(code, qr.M, qr.Auto)
	if err != nil {
		p.fail(fmt.Errorf("make code: %w", err))
		return
	}
	p.fit(p.doc.Vector(modules(img)), c, prop)
}

var errCode = errors.New("only QR codes are supported")

// AddMatrixCode reports that the code is not supported.
func (p *provider) AddMatrixCode(string, *entity.Cell, *props.Rect) { p.fail(errCode) }

// AddBarCode reports that the code is not supported.
func (p *provider) AddBarCode(string, *entity.Cell, *props.Barcode) { p.fail(errCode) }

// GetDimensionsByMatrixCode reports that the code is not supported.
func (p *provider) GetDimensionsByMatrixCode(string) (*entity.Dimensions, error) {
	return nil, errCode
}

// codeSize is the size that codes report, in millimetres.
const codeSize = 30

// GetDimensionsByQrCode returns the natural size of a QR code.
func (p *provider) GetDimensionsByQrCode(string) (*entity.Dimensions, error) {
	return &entity.Dimensions{Width: codeSize, Height: codeSize}, nil
}
