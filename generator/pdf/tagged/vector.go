package tagged

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"htsm/generator/pdf/object"
	"htsm/generator/pdf/paragraph"
	"htsm/generator/pdf/svg"
	"htsm/generator/typeface"
)

// Vector is a drawing or image made ready to be placed on pages.
type Vector struct {
	name          string
	ref           object.Ref
	Width, Height float64 // in its own units
}

// Vector writes a drawing once; Place puts it on pages.
func (d *Document) Vector(drawing *svg.Drawing) *Vector {
	p := &painter{doc: d, box: [4]float64{0, 0, drawing.Width, drawing.Height}}
	p.items(drawing.Items)
	v := &Vector{name: fmt.Sprintf("V%d", len(d.vectors)+1), ref: p.form(), Width: drawing.Width, Height: drawing.Height}
	d.vectors = append(d.vectors, v)
	return v
}

// Place paints a vector in a box of the current page, for the current owner.
func (d *Document) Place(v *Vector, x, y, w, h float64) {
	p := d.begin()
	p.content = fmt.Appendf(p.content, "q %s cm /%s Do Q\n", object.Nums(w/v.Width, 0, 0, h/v.Height, x, y), v.name)
}

// painter spells the items of a drawing in the content stream of a form. The
// form has the axes of the drawing: y points down there as on the page.
type painter struct {
	doc       *Document
	buf       []byte
	box       [4]float64 // x0 y0 x1 y1
	states    map[string]object.Ref
	patterns  map[string]object.Ref
	forms     map[string]object.Ref
	textState struct {
		font *fontUse
		size float64
	}
}

// form writes what was painted as a form object.
func (p *painter) form() object.Ref {
	return p.doc.out.AddStream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [%s] /Group << /S /Transparency /CS /DeviceRGB >> /Resources << %s >>",
		object.Nums(p.box[:]...), p.resources()), p.buf)
}

func (p *painter) resources() string {
	var b strings.Builder
	for _, r := range []struct {
		kind string
		refs map[string]object.Ref
	}{{"ExtGState", p.states}, {"Pattern", p.patterns}, {"XObject", p.forms}} {
		if len(r.refs) == 0 {
			continue
		}
		b.WriteString("/" + r.kind + " << ")
		for _, name := range slices.Sorted(maps.Keys(r.refs)) {
			fmt.Fprintf(&b, "/%s %s ", name, r.refs[name])
		}
		b.WriteString(">> ")
	}
	return b.String() + "/Font " + p.doc.fontsRef.String()
}

// inside returns a painter for a form or tile inside this one.
func (p *painter) inside(box [4]float64) *painter { return &painter{doc: p.doc, box: box} }

func named(m *map[string]object.Ref, name string, ref object.Ref) {
	if *m == nil {
		*m = map[string]object.Ref{}
	}
	(*m)[name] = ref
}

func (p *painter) items(items []svg.Item) {
	for _, item := range items {
		switch v := item.(type) {
		case *svg.Shape:
			p.shape(v)
		case *svg.Text:
			p.text(v)
		case *svg.Group:
			p.group(v)
		}
	}
}

func (p *painter) write(s string) { p.buf = append(p.buf, s...) }

func (p *painter) group(g *svg.Group) {
	p.write("q\n")
	if g.Clip != nil {
		if !slices.ContainsFunc(g.Clip, func(c svg.Path) bool { return len(c) > 0 }) {
			p.write("0 0 0 0 re\n") // an empty clip hides all
		}
		for _, c := range g.Clip {
			p.path(c)
		}
		if g.EvenOdd {
			p.write("W* n\n")
		} else {
			p.write("W n\n")
		}
	}
	if g.Opacity < 1 {
		inner := p.inside(p.box)
		inner.items(g.Items)
		name := fmt.Sprintf("X%d", len(p.forms)+1)
		named(&p.forms, name, inner.form())
		p.alpha(g.Opacity, g.Opacity)
		p.write("/" + name + " Do\n")
	} else {
		p.textState.font = nil
		p.items(g.Items)
	}
	p.write("Q\n")
	p.textState.font = nil
}

// alpha sets the opacities of fills and strokes.
func (p *painter) alpha(fill, stroke float64) {
	if fill >= 0.999 && stroke >= 0.999 {
		return
	}
	p.state("A", fmt.Sprintf("<< /Type /ExtGState /ca %s /CA %s >>", object.Num(fill), object.Num(stroke)))
}

// state sets an extended graphics state; equal ones are written once.
func (p *painter) state(prefix, body string) {
	ref, ok := p.doc.states[body]
	if !ok {
		ref = p.doc.out.Add("%s", body)
		p.doc.states[body] = ref
	}
	name := fmt.Sprintf("%s%d", prefix, ref)
	named(&p.states, name, ref)
	p.write("/" + name + " gs\n")
}

func (p *painter) shape(s *svg.Shape) {
	fill, stroke := s.Fill.Kind != svg.None, s.Stroke.Paint.Kind != svg.None
	if !fill && !stroke {
		return
	}
	// A soft mask covers fill and stroke alike: shapes whose paints fade are
	// painted in two steps.
	if fill && stroke && (fades(s.Fill) || fades(s.Stroke.Paint)) {
		p.shape(&svg.Shape{Path: s.Path, EvenOdd: s.EvenOdd, Fill: s.Fill})
		p.shape(&svg.Shape{Path: s.Path, Stroke: s.Stroke})
		return
	}
	p.write("q\n")
	p.alpha(alphaOf(s.Fill), alphaOf(s.Stroke.Paint))
	if fill {
		p.paint(s.Fill, false)
	}
	if stroke {
		p.paint(s.Stroke.Paint, true)
		p.line(s.Stroke)
	}
	p.path(s.Path)
	op := map[[2]bool]string{{true, true}: "B", {true, false}: "f", {false, true}: "S"}[[2]bool{fill, stroke}]
	if s.EvenOdd && fill {
		op += "*"
	}
	p.write(op + "\nQ\n")
}

func alphaOf(paint svg.Paint) float64 {
	if paint.Kind == svg.None {
		return 1
	}
	return paint.Alpha
}

// line sets the line style.
func (p *painter) line(s svg.Stroke) {
	p.write(object.Num(s.Width) + " w\n")
	if len(s.Dash) > 0 {
		p.write("[" + object.Nums(s.Dash...) + "] " + object.Num(s.DashOffset) + " d\n")
	}
	if s.Cap != 0 {
		p.buf = fmt.Appendf(p.buf, "%d J\n", s.Cap)
	}
	if s.Join != 0 {
		p.buf = fmt.Appendf(p.buf, "%d j\n", s.Join)
	}
	if s.Join == 0 {
		p.write(object.Num(s.MiterLimit) + " M\n")
	}
}

func (p *painter) path(path svg.Path) {
	for _, s := range path {
		n := 0
		op := " l\n"
		switch s.Op {
		case 'M':
			n, op = 2, " m\n"
		case 'L':
			n = 2
		case 'C':
			n, op = 6, " c\n"
		default:
			op = "h\n"
		}
		for i, f := range s.P[:n] {
			if i > 0 {
				p.buf = append(p.buf, ' ')
			}
			p.buf = object.AppendNum(p.buf, f)
		}
		p.write(op)
	}
}

// text sets one line with its anchor, the halo beneath the fill.
func (p *painter) text(t *svg.Text) {
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
	lines := p.doc.Set(spans, paragraph.Form{RTL: t.RTL})
	if len(lines) == 0 {
		return
	}
	x := t.X
	switch {
	case t.Anchor == svg.AnchorMiddle:
		x -= lines[0].Width / 2
	case (t.Anchor == svg.AnchorEnd) != t.RTL:
		x -= lines[0].Width
	}
	p.write("q\n")
	p.textState.font = nil
	if t.Stroke.Paint.Kind == svg.Solid {
		p.alpha(1, t.Stroke.Paint.Alpha)
		p.paint(t.Stroke.Paint, true)
		p.line(svg.Stroke{Width: t.Stroke.Width, Join: 1})
		p.write("1 Tr\n")
		p.pieces(lines[0].Pieces, t, x, false)
		p.write("0 Tr\nQ\nq\n")
		p.textState.font = nil
	}
	p.pieces(lines[0].Pieces, t, x, true)
	p.write("Q\n")
	p.textState.font = nil
}

func (p *painter) pieces(pieces []paragraph.Piece, t *svg.Text, x float64, fill bool) {
	alpha := 1.0
	for _, piece := range pieces {
		if len(piece.Glyphs) == 0 {
			continue
		}
		if paint := t.Parts[piece.Span].Fill; fill {
			if paint.Kind == svg.None {
				continue
			}
			if paint.Alpha != alpha {
				alpha = paint.Alpha
				p.state("A", fmt.Sprintf("<< /Type /ExtGState /ca %s /CA %s >>", object.Num(alpha), object.Num(alpha)))
			}
			p.paint(paint, false)
		}
		m := t.Matrix.Mul(svg.Matrix{1, 0, 0, -1, x + piece.X, t.Y})
		g := glyphWriter{doc: p.doc, buf: p.buf, font: &p.textState.font, size: &p.textState.size}
		g.show(piece, object.Nums(m[:]...))
		p.buf = g.buf
	}
}
