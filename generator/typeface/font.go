package typeface

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Font is one TrueType file. It is read-only and safe for concurrent use.
type Font struct {
	name    string
	font    *font.Font
	tables  map[string][]byte
	runes   map[uint16]rune // the smallest character of each glyph
	advance []uint16        // by glyph, in font units
	metrics Metrics
}

// Metrics are the measures of a font that a PDF descriptor asks for, in
// thousandths of the type size.
type Metrics struct {
	Ascent, Descent, CapHeight float64
	ItalicAngle                float64    // in degrees, negative leaning right
	Box                        [4]float64 // left, bottom, right, top
}

// Name returns the PostScript-like name of the file, such as
// "NotoSans-Regular".
func (f *Font) Name() string { return f.name }

// Metrics returns the font-wide measures.
func (f *Font) Metrics() Metrics { return f.metrics }

// UnitsPerEm returns the number of font units in the type size.
func (f *Font) UnitsPerEm() int { return int(f.font.Upem()) }

// Table returns the raw bytes of a table such as "glyf", nil when the font
// has none. The caller must not change them.
func (f *Font) Table(tag string) []byte { return f.tables[tag] }

// Advance returns the advance width of a glyph in thousandths of the type
// size; 0 for a glyph that the font does not have.
func (f *Font) Advance(glyph uint16) float64 {
	if int(glyph) >= len(f.advance) {
		return 0
	}
	return float64(f.advance[glyph]) * 1000 / float64(f.font.Upem())
}

// Rune returns the smallest character that the font maps to the glyph, false
// when no character maps to it directly.
func (f *Font) Rune(glyph uint16) (rune, bool) {
	r, ok := f.runes[glyph]
	return r, ok
}

// A Step is a step of the outline of a glyph, in font units with y pointing up:
// 'M' moves to and 'L' draws to the first pair of P, 'C' draws a curve with all
// three.
type Step struct {
	Op byte
	P  [6]float64
}

// Outline returns the outline of a glyph; nothing for one that is blank or that
// the font does not have.
func (f *Font) Outline(glyph uint16) []Step {
	shape, ok := font.NewFace(f.font).GlyphData(font.GID(glyph)).(font.GlyphOutline)
	if !ok {
		return nil
	}
	var out []Step
	x, y := 0.0, 0.0
	for _, s := range shape.Segments {
		at := func(i int) (float64, float64) { return float64(s.Args[i].X), float64(s.Args[i].Y) }
		step := Step{Op: 'L'}
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			step.Op = 'M'
			step.P[0], step.P[1] = at(0)
		case opentype.SegmentOpLineTo:
			step.P[0], step.P[1] = at(0)
		case opentype.SegmentOpQuadTo: // As a curve with two handles.
			cx, cy := at(0)
			ex, ey := at(1)
			step = Step{'C', [6]float64{x + (cx-x)*2/3, y + (cy-y)*2/3, ex + (cx-ex)*2/3, ey + (cy-ey)*2/3, ex, ey}}
		case opentype.SegmentOpCubeTo:
			step.Op = 'C'
			for i := range 3 {
				step.P[2*i], step.P[2*i+1] = at(i)
			}
		}
		x, y = step.P[0], step.P[1]
		if step.Op == 'C' {
			x, y = step.P[4], step.P[5]
		}
		out = append(out, step)
	}
	return out
}

// parse reads a TrueType font and keeps the tables that shaping and
// subsetting need.
func parse(name string, data []byte) (*Font, error) {
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	loader, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read tables: %w", err)
	}
	gsub, _ := loader.RawTable(opentype.MustNewTag("GSUB"))
	gpos, _ := loader.RawTable(opentype.MustNewTag("GPOS"))
	if err := listCoverage(face.Font, gsub, gpos); err != nil {
		return nil, err
	}
	f := &Font{name: name, font: face.Font, tables: map[string][]byte{}, runes: map[uint16]rune{}}
	for _, tag := range []string{"head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep", "glyf", "loca", "OS/2", "post"} {
		if table, err := loader.RawTable(opentype.MustNewTag(tag)); err == nil {
			f.tables[tag] = table
		}
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	f.mapRunes()
	f.readAdvances()
	f.readMetrics()
	return f, nil
}

// check refuses fonts whose tables the package could not index safely.
func (f *Font) check() error {
	for _, t := range []struct {
		tag  string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"loca", 4}, {"glyf", 1}, {"OS/2", 90}, {"post", 8}} {
		if len(f.tables[t.tag]) < t.size {
			return fmt.Errorf("table %s is missing or short: only TrueType outlines are supported", t.tag)
		}
	}
	glyphs := int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	width := 2
	if binary.BigEndian.Uint16(f.tables["head"][50:]) == 1 {
		width = 4
	}
	if len(f.tables["loca"]) < (glyphs+1)*width {
		return errors.New("table loca is short")
	}
	long := int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	if long == 0 || long > glyphs || len(f.tables["hmtx"]) < 4*long+2*(glyphs-long) {
		return errors.New("table hmtx does not agree with hhea and maxp")
	}
	return nil
}

func (f *Font) mapRunes() {
	it := f.font.Cmap.Iter()
	for it.Next() {
		r, g := it.Char()
		if g > 0xFFFF {
			continue
		}
		if old, ok := f.runes[uint16(g)]; !ok || r < old {
			f.runes[uint16(g)] = r
		}
	}
}

func (f *Font) readAdvances() {
	glyphs := int(binary.BigEndian.Uint16(f.tables["maxp"][4:]))
	long := int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	f.advance = make([]uint16, glyphs)
	for g := range f.advance {
		f.advance[g] = binary.BigEndian.Uint16(f.tables["hmtx"][4*min(g, long-1):])
	}
}

func (f *Font) readMetrics() {
	scale := 1000 / float64(f.font.Upem())
	at := func(tag string, offset int) float64 {
		return float64(int16(binary.BigEndian.Uint16(f.tables[tag][offset:]))) * scale
	}
	f.metrics = Metrics{
		Ascent:      at("hhea", 4),
		Descent:     at("hhea", 6),
		CapHeight:   at("OS/2", 88),
		ItalicAngle: float64(int32(binary.BigEndian.Uint32(f.tables["post"][4:]))) / 65536,
		Box:         [4]float64{at("head", 36), at("head", 38), at("head", 40), at("head", 42)},
	}
}
