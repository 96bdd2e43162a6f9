package tagged

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	"htsm/generator/pdf/object"
	"htsm/generator/typeface"
)

// fontUse is the part of a font that the document uses. A code of the
// embedded font is a shape together with the text it stands for, so that
// every code reads back exactly, whatever else the shape is used for.
type fontUse struct {
	font     *typeface.Font
	name     string // of the resource
	ref      object.Ref
	glyphs   map[glyphText]uint16
	clusters map[string]uint16
	list     []shape // by code, from 1
}

type glyphText struct {
	glyph uint16
	text  string
}

// shape is a glyph of the embedded font: one of the source, or several put
// together, such as a letter and its marks.
type shape struct {
	parts   []part
	advance float64 // in thousandths of the type size
	text    string
}

// part is a glyph of the source at an offset in font units.
type part struct {
	glyph  uint16
	dx, dy int16
}

// use returns the part of a font that the document uses so far.
func (d *Document) use(f *typeface.Font) *fontUse {
	u := d.fonts[f]
	if u == nil {
		u = &fontUse{font: f, name: fmt.Sprintf("F%d", len(d.fontList)+1), ref: d.out.Alloc(), glyphs: map[glyphText]uint16{}, clusters: map[string]uint16{}}
		d.fonts[f] = u
		d.fontList = append(d.fontList, u)
	}
	return u
}

// code returns the code of a glyph that stands for a text.
func (u *fontUse) code(glyph uint16, text string) uint16 {
	key := glyphText{glyph, text}
	c, ok := u.glyphs[key]
	if !ok {
		c = u.add(shape{parts: []part{{glyph: glyph}}, advance: u.font.Advance(glyph), text: text})
		u.glyphs[key] = c
	}
	return c
}

// cluster returns the code of several glyphs that stand for a text together.
// Positions are in points at the given type size.
func (u *fontUse) cluster(glyphs []typeface.Glyph, size float64, text string) uint16 {
	units := float64(u.font.UnitsPerEm()) / size
	s := shape{text: text}
	pen := 0.0
	key := []byte(text)
	for _, g := range glyphs {
		p := part{g.ID, int16(math.Round((pen + g.DX) * units)), int16(math.Round(g.DY * units))}
		s.parts = append(s.parts, p)
		pen += g.Advance
		key = fmt.Appendf(key, " %d %d %d", p.glyph, p.dx, p.dy)
	}
	s.advance = math.Round(pen * 1000 / size)
	c, ok := u.clusters[string(key)]
	if !ok {
		c = u.add(s)
		u.clusters[string(key)] = c
	}
	return c
}

func (u *fontUse) add(s shape) uint16 {
	u.list = append(u.list, s)
	return uint16(len(u.list))
}

// advance returns the width of a code in thousandths of the type size.
func (u *fontUse) advance(code uint16) float64 { return u.list[code-1].advance }

// emitFonts writes the subsets and the shared dictionary of fonts.
func (d *Document) emitFonts() {
	var dict strings.Builder
	for _, u := range d.fontList {
		if len(u.list) > 0xFFF0 {
			d.fail(fmt.Errorf("font %s has too many glyphs", u.font.Name()))
			return
		}
		d.emitFont(u)
		fmt.Fprintf(&dict, "/%s %s ", u.name, u.ref)
	}
	d.out.Set(d.fontsRef, "<< %s>>", dict.String())
}

func (d *Document) emitFont(u *fontUse) {
	data := subset(u.font, u.list)
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	name := object.Name(string(tag) + "+" + u.font.Name())
	file := d.out.AddStream(fmt.Sprintf("/Length1 %d", len(data)), data)
	m := u.font.Metrics()
	descriptor := d.out.Add("<< /Type /FontDescriptor /FontName %s /Flags 4 /FontBBox [%s] /ItalicAngle %s /Ascent %s /Descent %s /CapHeight %s /StemV 80 /FontFile2 %s >>",
		name, object.Nums(m.Box[:]...), object.Num(m.ItalicAngle), object.Num(m.Ascent), object.Num(m.Descent), object.Num(m.CapHeight), file)
	widths := make([]float64, len(u.list))
	for i, g := range u.list {
		widths[i] = g.advance
	}
	descendant := d.out.Add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont %s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %s /CIDToGIDMap /Identity /DW 0 /W [1 [%s]] >>",
		name, descriptor, object.Nums(widths...))
	d.out.Set(u.ref, "<< /Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
		name, descendant, d.out.AddStream("", u.toUnicode()))
}

// toUnicode writes the map from codes to text.
func (u *fontUse) toUnicode() []byte {
	var b []byte
	b = append(b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"...)
	const most = 100 // entries in a block, by the CMap specification
	for from := 0; from < len(u.list); from += most {
		block := u.list[from:min(from+most, len(u.list))]
		b = fmt.Appendf(b, "%d beginbfchar\n", len(block))
		for i, g := range block {
			b = fmt.Appendf(b, "<%04X> <", from+i+1)
			for _, unit := range utf16.Encode([]rune(g.text)) {
				b = fmt.Appendf(b, "%04X", unit)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
