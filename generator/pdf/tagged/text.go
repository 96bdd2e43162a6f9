package tagged

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"htsm/generator/pdf/object"
	"htsm/generator/pdf/paragraph"
	"htsm/generator/typeface"
)

// Show paints a piece of a line with its left edge at x and its baseline at y
// in a colour, for the current owner.
func (d *Document) Show(piece paragraph.Piece, x, y float64, c Color) {
	if len(piece.Glyphs) == 0 {
		return
	}
	if e := d.owner.element; e != nil && !e.attrs.Unread && len(piece.Text) == 1 && piece.Text[0] == softHyphen {
		d.Within(d.NewElement(e, SpanRole, Attributes{Unread: true}), func() { d.Show(piece, x, y, c) })
		return
	}
	p := d.begin()
	p.setFill(c)
	g := glyphWriter{doc: d, buf: p.content, font: &p.state.font, size: &p.state.size}
	g.show(piece, "1 0 0 -1 "+object.Nums(x, y))
	p.content = g.buf
	if piece.RTL {
		// Some readers take the end of the reversed characters for that of the
		// sequence around.
		d.endSequence()
	}
}

// ShowTurned paints a piece of a line turned about its start at x, y by an
// angle in radians, upwards from the right.
func (d *Document) ShowTurned(piece paragraph.Piece, x, y, angle float64, c Color) {
	if len(piece.Glyphs) == 0 {
		return
	}
	p := d.begin()
	p.setFill(c)
	g := glyphWriter{doc: d, buf: p.content, font: &p.state.font, size: &p.state.size}
	sin, cos := math.Sincos(angle)
	g.show(piece, object.Nums(cos, -sin, -sin, -cos, x, y))
	p.content = g.buf
}

// softHyphen stands for the hyphen of a divided word: it is seen, but nobody
// reads or copies it (ISO 32000-1, 14.8.2.2.3 and 14.9.4).
const softHyphen = 0xAD

// glyphWriter spells pieces of text in a content stream.
type glyphWriter struct {
	doc  *Document
	buf  []byte
	font **fontUse // what the stream has set
	size *float64
	use  *fontUse
	open bool // inside a TJ string
}

// show writes a piece at a text matrix. Glyphs are placed to a thousandth of
// the type size: the stream moves the pen only where the font's own advances
// lead elsewhere.
func (g *glyphWriter) show(piece paragraph.Piece, matrix string) {
	g.use = g.doc.use(piece.Font)
	g.buf = append(g.buf, "BT\n"...)
	if *g.font != g.use || *g.size != piece.Size {
		g.buf = append(g.buf, "/"+g.use.name+" "+object.Num(piece.Size)+" Tf\n"...)
		*g.font, *g.size = g.use, piece.Size
	}
	g.buf = append(g.buf, matrix+" Tm\n"...)
	if piece.RTL {
		// Words follow each other in the order of reading; in each, characters
		// stand in the order of writing from the left, which is its reverse
		// (ISO 32000-1, 14.8.2.3.3). Viewers search and copy words written so.
		g.buf = append(g.buf, "/ReversedChars BMC\n"...)
	}
	unit := 1000 / piece.Size
	pen, rise := 0.0, 0.0
	g.doc.clusters = clusters(g.doc.clusters[:0], piece)
	for _, c := range g.doc.clusters {
		if c.starts {
			g.close()
		}
		want := c.at * unit
		var code uint16
		lift := 0.0
		// A rise would cut a word, whose parts would then be read from the left;
		// in right-to-left text the font holds raised marks instead.
		if len(c.glyphs) == 1 && !(piece.RTL && c.glyphs[0].DY != 0) {
			lift = c.glyphs[0].DY
			want += c.glyphs[0].DX * unit
			code = g.use.code(c.glyphs[0].ID, c.text)
		} else {
			code = g.use.cluster(c.glyphs, piece.Size, c.text)
		}
		if lift != rise {
			g.close()
			rise = lift
			g.buf = append(g.buf, object.Num(rise)+" Ts\n"...)
		}
		g.move(pen, want, &pen)
		g.put(code)
		pen += g.use.advance(code)
	}
	g.close()
	if rise != 0 {
		g.buf = append(g.buf, "0 Ts\n"...)
	}
	if piece.RTL {
		g.buf = append(g.buf, "EMC\n"...)
	}
	g.buf = append(g.buf, "ET\n"...)
}

// cluster is glyphs that stand for a text together, and where they start from
// the left edge of their piece, in points.
type cluster struct {
	glyphs []typeface.Glyph
	text   string
	at     float64
	starts bool // a word of a right-to-left piece, at its left
}

// clusters appends the clusters of a piece from left to right, but the words
// of a right-to-left piece in the order of reading. Where every character has
// a glyph of its own, such as a letter and its vowel marks, each is one.
func clusters(list []cluster, piece paragraph.Piece) []cluster {
	at := 0.0
	for i := 0; i < len(piece.Glyphs); {
		first := piece.Glyphs[i]
		end := i + 1
		for end < len(piece.Glyphs) && piece.Glyphs[end].Cluster == first.Cluster {
			end++
		}
		text := piece.Text[first.Cluster:min(first.Cluster+first.Runes, len(piece.Text))]
		if n := end - i; n > 1 && n == len(text) {
			for k := range n {
				r := text[k]
				if piece.RTL {
					r = text[n-1-k]
				}
				list = append(list, cluster{glyphs: piece.Glyphs[i+k : i+k+1], text: string(r), at: at})
				at += piece.Glyphs[i+k].Advance
			}
			i = end
			continue
		}
		list = append(list, cluster{glyphs: piece.Glyphs[i:end], text: string(text), at: at})
		for _, glyph := range piece.Glyphs[i:end] {
			at += glyph.Advance
		}
		i = end
	}
	if !piece.RTL {
		return list
	}
	ordered := make([]cluster, 0, len(list))
	for end := len(list); end > 0; {
		from := end - 1
		for from > 0 && strings.TrimSpace(list[from].text) != "" {
			from--
		}
		list[from].starts = true
		ordered = append(ordered, list[from:end]...)
		end = from
	}
	return ordered
}

// move adjusts the pen when it is off by more than rounding.
func (g *glyphWriter) move(pen, to float64, at *float64) {
	if math.Abs(pen-to) < 0.4 {
		return
	}
	if !g.open {
		g.buf = append(g.buf, "[<"...)
	}
	g.buf = append(g.buf, '>')
	g.buf = object.AppendNum(g.buf, pen-to)
	g.buf = append(g.buf, '<')
	g.open = true
	*at = to
}

func (g *glyphWriter) put(code uint16) {
	if !g.open {
		g.buf = append(g.buf, "[<"...)
		g.open = true
	}
	const digits = "0123456789ABCDEF"
	g.buf = append(g.buf, digits[code>>12], digits[code>>8&15], digits[code>>4&15], digits[code&15])
}

func (g *glyphWriter) close() {
	if g.open {
		g.buf = append(g.buf, ">] TJ\n"...)
		g.open = false
	}
}

func (c Color) operator(name string) string {
	return object.Nums(float64(c.R)/255, float64(c.G)/255, float64(c.B)/255) + " " + name + "\n"
}

func (p *page) setFill(c Color) {
	if !p.state.fillSet || p.state.fill != c {
		p.state.fill, p.state.fillSet = c, true
		p.content = append(p.content, c.operator("rg")...)
	}
}

func (p *page) setStroke(c Color, width float64) {
	if !p.state.strokeSet || p.state.stroke != c {
		p.state.stroke, p.state.strokeSet = c, true
		p.content = append(p.content, c.operator("RG")...)
	}
	if p.state.width != width {
		p.state.width = width
		p.content = append(p.content, object.Num(width)+" w\n"...)
	}
}

// FillRect paints a rectangle as decoration: it belongs to no element.
func (d *Document) FillRect(x, y, w, h float64, c Color) {
	d.AsArtifact(Layout, func() {
		p := d.begin()
		p.setFill(c)
		p.content = append(p.content, object.Nums(x, y, w, h)+" re f\n"...)
	})
}

// Line strokes a line as decoration. A dash of alternating lengths in points
// makes it broken.
func (d *Document) Line(x1, y1, x2, y2, width float64, c Color, dash ...float64) {
	d.AsArtifact(Layout, func() {
		p := d.begin()
		p.setStroke(c, width)
		if len(dash) > 0 && !slices.Contains(dash, 0) {
			p.content = fmt.Appendf(p.content, "[%s] 0 d ", object.Nums(dash...))
		}
		p.content = append(p.content, object.Nums(x1, y1)+" m "+object.Nums(x2, y2)+" l S\n"...)
		if len(dash) > 0 {
			p.content = append(p.content, "[] 0 d\n"...)
		}
	})
}
