package typeface

import (
	"sort"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Span gives a stretch of text its look: from the end of the span before it
// to End, an index of characters.
type Span struct {
	End      int
	Style    Style
	Size     float64 // type size in points
	Language string  // BCP 47 tag; empty for none
}

// Glyph is one shaped glyph.
type Glyph struct {
	ID      uint16  // 0 means that no font has the character
	Cluster int     // index of the first character that the glyph stands for
	Runes   int     // how many characters its cluster has
	Count   int     // how many glyphs its cluster has
	Advance float64 // to the next glyph, in points
	DX, DY  float64 // offset of the glyph from the pen in points, up positive
}

// Run is a stretch of text with one font, one span and one direction.
type Run struct {
	Font       *Font
	Span       int
	Start, End int     // indices of characters
	Size       float64 // type size in points
	Level      uint8   // embedding level of UAX #9; odd runs read right to left
	Glyphs     []Glyph // from left to right
}

// Shaper shapes text with the fonts of a Set. It keeps state between calls
// and is for one goroutine at a time.
type Shaper struct {
	set     *Set
	faces   map[*Font]*font.Face
	fonts   map[*font.Face]*Font
	segment shaping.Segmenter
	shape   shaping.HarfbuzzShaper
	short   map[shaped][]Run
}

// shaped is a short text in one style.
type shaped struct {
	text     string
	style    Style
	size     float64
	language string
	rtl      bool
}

// The texts that a shaper remembers, in characters, and how many of them: cells,
// labels and running lines come again and again.
const (
	shortText    = 48
	maxShortOnes = 8192
)

// NewShaper returns shaping state for one goroutine.
func (s *Set) NewShaper() *Shaper {
	sh := &Shaper{set: s, faces: map[*Font]*font.Face{}, fonts: map[*font.Face]*Font{}, short: map[shaped][]Run{}}
	for _, chain := range s.chains {
		for _, f := range chain {
			if sh.faces[f] == nil {
				face := font.NewFace(f.font)
				sh.faces[f], sh.fonts[face] = face, f
			}
		}
	}
	sh.shape.SetFontCacheSize(len(sh.faces))
	return sh
}

// Shape turns one paragraph without line breaks (see Clean) into runs in
// logical order. The spans must be in order and cover the text; rtl is the
// base direction of the paragraph. The text is never copied into the result:
// glyphs refer to it by index. The result is not to be changed: it may be given
// again.
func (sh *Shaper) Shape(text []rune, spans []Span, rtl bool) []Run {
	if len(spans) != 1 || len(text) > shortText || spans[0].End < len(text) {
		return sh.runs(text, spans, rtl)
	}
	s := spans[0]
	key := shaped{string(text), s.Style, s.Size, s.Language, rtl}
	runs, ok := sh.short[key]
	if !ok {
		if len(sh.short) >= maxShortOnes {
			clear(sh.short)
		}
		runs = sh.runs(text, spans, rtl)
		sh.short[key] = runs
	}
	return runs
}

func (sh *Shaper) runs(text []rune, spans []Span, rtl bool) []Run {
	levels := Levels(text, rtl)
	var runs []Run
	start := 0
	for i, span := range spans {
		end := min(span.End, len(text))
		for start < end {
			stop := start + 1
			for stop < end && levels[stop] == levels[start] {
				stop++
			}
			runs = sh.appendRuns(runs, text, start, stop, levels[start], i, span)
			start = stop
		}
	}
	return runs
}

// appendRuns shapes text of one level and one span, which may still need
// several scripts and fonts.
func (sh *Shaper) appendRuns(runs []Run, text []rune, start, end int, level uint8, index int, span Span) []Run {
	direction := di.DirectionLTR
	if level%2 == 1 {
		direction = di.DirectionRTL
	}
	input := shaping.Input{
		Text: text, RunStart: start, RunEnd: end, Direction: direction,
		Language: language.NewLanguage(span.Language),
	}
	first := len(runs)
	for _, part := range sh.segment.Split(input, chain{sh, span.Style}) {
		f := sh.fonts[part.Face]
		if f == nil {
			f = sh.set.chains[span.Style&BoldItalic][0]
			part.Face = sh.faces[f]
		}
		// Shaped in whole font units: positions are exact at every size.
		part.Size = fixed.I(f.UnitsPerEm())
		part.Direction = direction
		out := sh.shape.ShapeNoExtents(part)
		runs = append(runs, Run{
			Font: f, Span: index, Start: part.RunStart, End: part.RunEnd, Level: level, Size: span.Size,
			Glyphs: glyphs(out, f, span.Size),
		})
	}
	sort.Slice(runs[first:], func(a, b int) bool { return runs[first+a].Start < runs[first+b].Start })
	return runs
}

func glyphs(out shaping.Output, f *Font, size float64) []Glyph {
	scale := size / float64(f.UnitsPerEm()) / 64
	list := make([]Glyph, len(out.Glyphs))
	for i, g := range out.Glyphs {
		id := uint16(0)
		if g.GlyphID <= 0xFFFF {
			id = uint16(g.GlyphID)
		}
		list[i] = Glyph{
			ID: id, Cluster: g.TextIndex(), Runes: g.RunesCount(), Count: g.GlyphsCount(),
			Advance: float64(g.Advance) * scale,
			DX:      float64(g.XOffset) * scale, DY: float64(g.YOffset) * scale,
		}
	}
	return list
}

// chain resolves a character to the first font of a style that has it.
type chain struct {
	shaper *Shaper
	style  Style
}

// ResolveFace implements shaping.Fontmap. A character that no font has gets
// the first font, whose glyph 0 then marks it as missing.
func (c chain) ResolveFace(r rune) *font.Face {
	fonts := c.shaper.set.chains[c.style&BoldItalic]
	for _, f := range fonts {
		if _, ok := f.font.NominalGlyph(r); ok {
			return c.shaper.faces[f]
		}
	}
	return c.shaper.faces[fonts[0]]
}
