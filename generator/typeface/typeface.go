// Package typeface holds the fonts of a document: it loads the embedded files
// once, chooses a font for each character, and shapes text into positioned
// glyphs.
//
// It is not for layout: it breaks no lines, draws nothing and knows no PDF or
// SVG. Its invariant: a Set never changes after Load, so that any number of
// goroutines may measure with one Set at once, and a text has one width
// wherever it is asked for.
package typeface

import (
	"fmt"
	"sync"

	"htsm/generator/asset"
)

// Style is one of the four cuts of the typeface. The zero value is Regular;
// Bold and Italic combine.
type Style uint8

// The cuts of the typeface.
const (
	Regular    Style = 0
	Bold       Style = 1
	Italic     Style = 2
	BoldItalic Style = Bold | Italic
)

const styles = 4

// Set is the complete typeface: for each style an ordered list of fonts, the
// later ones for the characters that the earlier ones lack (Arabic, then
// symbols). Its zero value is unusable; Load makes one.
type Set struct {
	chains [styles][]*Font
	pool   sync.Pool // of *measurer: shaping state is not for two goroutines
	// Shapers that documents share one after the other.
	shapers sync.Pool
}

// chainFiles names the embedded fonts of each style in order of preference.
func chainFiles() [styles][]string {
	const math = "NotoSansMath-Regular"
	return [styles][]string{
		Regular:    {"NotoSans-Regular", "NotoSansArabic-Regular", math},
		Bold:       {"NotoSans-Bold", "NotoSansArabic-Bold", math},
		Italic:     {"NotoSans-Italic", "NotoSansArabic-Regular", math},
		BoldItalic: {"NotoSans-BoldItalic", "NotoSansArabic-Bold", math},
	}
}

// Load reads and parses the embedded fonts. It takes some tens of
// milliseconds; a program loads one Set and shares it. The error names the
// font that is missing or broken.
func Load() (*Set, error) {
	set := &Set{}
	parsed := map[string]*Font{}
	for style, names := range chainFiles() {
		for _, name := range names {
			f := parsed[name]
			if f == nil {
				data, err := asset.Read(name + ".ttf")
				if err != nil {
					return nil, fmt.Errorf("load fonts: %w", err)
				}
				if f, err = parse(name, data); err != nil {
					return nil, fmt.Errorf("load font %s: %w", name, err)
				}
				parsed[name] = f
			}
			set.chains[style] = append(set.chains[style], f)
		}
	}
	set.pool.New = func() any { return newMeasurer(set) }
	set.shapers.New = func() any { return set.NewShaper() }
	return set, nil
}

// Covers tells whether some font of the style has a glyph for the character.
// Characters that are never drawn, such as a zero-width joiner, may be absent
// and still set correctly.
func (s *Set) Covers(r rune, style Style) bool {
	for _, f := range s.chains[style&BoldItalic] {
		if _, ok := f.font.NominalGlyph(r); ok {
			return true
		}
	}
	return false
}

// Borrow returns shaping state for one goroutine, which may come with what it
// remembers from earlier texts; Return takes it back when nobody uses it, or
// what it returned, any more.
func (s *Set) Borrow() *Shaper {
	if sh, ok := s.shapers.Get().(*Shaper); ok {
		return sh
	}
	return s.NewShaper()
}

// Return takes back what Borrow gave.
func (s *Set) Return(sh *Shaper) { s.shapers.Put(sh) }

// Measure returns the advance width in points of one line of text in the
// given style and size in points. The text is shaped as it will be drawn,
// with kerning, ligatures and joined letters; line breaks and control
// characters have no width. It is safe for concurrent use and remembers
// recent answers.
func (s *Set) Measure(text string, style Style, sizePt float64) float64 {
	m, ok := s.pool.Get().(*measurer)
	if !ok {
		m = newMeasurer(s)
	}
	defer s.pool.Put(m)
	return m.em(text, style) * sizePt
}

// measurer is the shaping state of one goroutine with a memory of widths.
type measurer struct {
	shaper *Shaper
	widths map[measured]float64
}

type measured struct {
	text  string
	style Style
}

// maxRemembered bounds the memory of a measurer; a full one starts anew.
const maxRemembered = 8192

func newMeasurer(s *Set) *measurer {
	return &measurer{shaper: s.NewShaper(), widths: map[measured]float64{}}
}

// em returns the width in units of the type size.
func (m *measurer) em(text string, style Style) float64 {
	key := measured{text, style & BoldItalic}
	if w, ok := m.widths[key]; ok {
		return w
	}
	runes := Clean([]rune(text))
	width := 0.0
	spans := []Span{{End: len(runes), Style: style, Size: 1}}
	for _, run := range m.shaper.Shape(runes, spans, false) {
		for _, g := range run.Glyphs {
			width += g.Advance
		}
	}
	if len(m.widths) >= maxRemembered {
		clear(m.widths)
	}
	m.widths[key] = width
	return width
}

// Clean returns the text without the characters that can have no place in a
// line: line and paragraph breaks and other control characters. A tabulator
// becomes a space. The result shares no memory with the argument.
func Clean(text []rune) []rune {
	out := make([]rune, 0, len(text))
	for _, r := range text {
		switch {
		case r == '\t':
			out = append(out, ' ')
		case r < 0x20, r >= 0x7F && r < 0xA0, r == 0x2028, r == 0x2029:
		default:
			out = append(out, r)
		}
	}
	return out
}
