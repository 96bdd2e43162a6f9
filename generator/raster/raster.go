// Package raster draws the SVG of a chart as PNG, for programs that show no
// SVG.
//
// It draws what package pdf/svg reads, with the outlines of the embedded
// fonts, so that a picture looks the same wherever it is opened. Invariant:
// what it cannot draw is an error, never left out; the same drawing gives the
// same bytes.
package raster

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/vector"

	"htsm/generator/pdf/paragraph"
	"htsm/generator/pdf/svg"
	"htsm/generator/typeface"
)

// maxSide bounds the sides of a picture, in pixels.
const maxSide = 16_000

// PNG draws an SVG with scale pixels to a unit of the drawing, on white, with a
// palette of at most 256 colours. It returns an error if the SVG holds what
// package svg does not read, a gradient, a pattern, or a character that no font
// has, or if a side would have more than 16,000 pixels.
func PNG(data []byte, fonts *typeface.Set, scale float64) ([]byte, error) {
	drawing, err := svg.Read(data)
	if err != nil {
		return nil, fmt.Errorf("raster: %w", err)
	}
	w, h := math.Ceil(drawing.Width*scale), math.Ceil(drawing.Height*scale)
	if !(w >= 1 && h >= 1 && w <= maxSide && h <= maxSide) {
		return nil, fmt.Errorf("raster: a picture of %v by %v pixels", w, h)
	}
	out := image.NewRGBA(image.Rect(0, 0, int(w), int(h)))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	p := &painter{out: out, scale: scale, setter: paragraph.NewSetter(fonts, nil)}
	defer p.setter.Close()
	if err := p.items(drawing.Items); err != nil {
		return nil, fmt.Errorf("raster: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, indexed(out)); err != nil {
		return nil, fmt.Errorf("raster: %w", err)
	}
	return b.Bytes(), nil
}

// A painter draws on one picture.
type painter struct {
	out    *image.RGBA
	scale  float64
	setter *paragraph.Setter
	brush  vector.Rasterizer
}

func (p *painter) items(list []svg.Item) error {
	for _, item := range list {
		var err error
		switch v := item.(type) {
		case *svg.Shape:
			err = p.shape(v)
		case *svg.Text:
			err = p.text(v)
		case *svg.Group:
			err = p.group(v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// group draws items on a layer of their own, which is then cut to the clip and
// laid over the picture.
func (p *painter) group(g *svg.Group) error {
	if g.Clip == nil && g.Opacity >= 1 {
		return p.items(g.Items)
	}
	if g.EvenOdd {
		return errors.New("a clip by the even-odd rule")
	}
	layer := &painter{out: image.NewRGBA(p.out.Bounds()), scale: p.scale, setter: p.setter}
	if err := layer.items(g.Items); err != nil {
		return err
	}
	mask := image.NewAlpha(p.out.Bounds())
	cover := image.NewUniform(color.Alpha{A: uint8(math.Round(255 * g.Opacity))})
	if g.Clip == nil {
		draw.Draw(mask, mask.Bounds(), cover, image.Point{}, draw.Src)
	}
	for _, c := range g.Clip {
		p.brush.Reset(mask.Bounds().Dx(), mask.Bounds().Dy())
		p.trace(flatten(c, p.scale), 0, 0)
		p.brush.Draw(mask, mask.Bounds(), cover, image.Point{})
	}
	draw.DrawMask(p.out, p.out.Bounds(), layer.out, image.Point{}, mask, image.Point{}, draw.Over)
	return nil
}

func (p *painter) shape(s *svg.Shape) error {
	if s.Fill.Kind != svg.None {
		if s.EvenOdd {
			return errors.New("a shape filled by the even-odd rule")
		}
		if err := p.fill(flatten(s.Path, p.scale), s.Fill); err != nil {
			return err
		}
	}
	if s.Stroke.Paint.Kind == svg.None {
		return nil
	}
	return p.fill(outline(flatten(s.Path, p.scale), s.Stroke, p.scale), s.Stroke.Paint)
}

// text sets one line with its anchor, the halo beneath the fill.
func (p *painter) text(t *svg.Text) error {
	spans := make([]paragraph.Span, len(t.Parts))
	for i, part := range t.Parts {
		style := typeface.Regular
		if part.Bold {
			style |= typeface.Bold
		}
		if part.Italic {
			style |= typeface.Italic
		}
		spans[i] = paragraph.Span{Text: part.Text, Style: style, Size: part.Size}
	}
	lines, err := p.setter.Set(spans, paragraph.Form{RTL: t.RTL})
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return nil
	}
	x := t.X
	switch {
	case t.Anchor == svg.AnchorMiddle:
		x -= lines[0].Width / 2
	case (t.Anchor == svg.AnchorEnd) != t.RTL:
		x -= lines[0].Width
	}
	if t.Stroke.Paint.Kind != svg.None {
		halo := svg.Stroke{Width: t.Stroke.Width * t.Matrix.Scale(), Join: 1}
		for _, piece := range lines[0].Pieces {
			if err := p.fill(outline(p.letters(t, piece, x), halo, p.scale), t.Stroke.Paint); err != nil {
				return err
			}
		}
	}
	for _, piece := range lines[0].Pieces {
		if err := p.fill(p.letters(t, piece, x), t.Parts[piece.Span].Fill); err != nil {
			return err
		}
	}
	return nil
}

// letters returns the outlines of a piece of a text.
func (p *painter) letters(t *svg.Text, piece paragraph.Piece, x float64) []contour {
	var path svg.Path
	pen := x + piece.X
	for _, g := range piece.Glyphs {
		unit := piece.Size / float64(piece.Font.UnitsPerEm())
		m := t.Matrix.Mul(svg.Matrix{unit, 0, 0, -unit, pen + g.DX, t.Y - g.DY})
		for _, s := range piece.Font.Outline(g.ID) {
			step := svg.Segment{Op: s.Op}
			for k := 0; k < 6; k += 2 {
				step.P[k], step.P[k+1] = m.Apply(s.P[k], s.P[k+1])
			}
			path = append(path, step)
		}
		pen += g.Advance
	}
	return flatten(path, p.scale)
}

// fill paints the inside of contours, whichever way they turn.
func (p *painter) fill(list []contour, paint svg.Paint) error {
	switch paint.Kind {
	case svg.None:
		return nil
	case svg.Solid:
	case svg.Linear, svg.Radial, svg.Tiles:
		return errors.New("a gradient or a pattern")
	}
	box := bounds(list).Intersect(p.out.Bounds())
	if box.Empty() {
		return nil
	}
	p.brush.Reset(box.Dx(), box.Dy())
	p.trace(list, float64(box.Min.X), float64(box.Min.Y))
	ink := image.NewUniform(color.NRGBA{paint.Color.R, paint.Color.G, paint.Color.B, uint8(math.Round(255 * paint.Alpha))})
	p.brush.Draw(p.out, box, ink, image.Point{})
	return nil
}

// trace hands contours to the brush, moved by the corner of its box.
func (p *painter) trace(list []contour, x, y float64) {
	for _, c := range list {
		if len(c.points) < 2 {
			continue
		}
		p.brush.MoveTo(float32(c.points[0].x-x), float32(c.points[0].y-y))
		for _, at := range c.points[1:] {
			p.brush.LineTo(float32(at.x-x), float32(at.y-y))
		}
		p.brush.ClosePath()
	}
}
