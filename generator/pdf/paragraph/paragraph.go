// Package paragraph sets text of several styles in lines: it shapes, orders
// mixed directions, breaks lines by UAX #14 within a width, divides words and
// stretches lines.
//
// It is not for drawing and knows nothing of pages. Its invariant: every
// character of the text is in exactly one line, a line is never wider than
// asked unless a single character is, and no text makes it fail other than by
// naming a character that cannot be set.
package paragraph

import (
	"fmt"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/segmenter"

	"htsm/generator/pdf/hyphen"
	"htsm/generator/typeface"
)

// Span is a stretch of text in one style. A line feed in the text is a forced
// break.
type Span struct {
	Text     string
	Style    typeface.Style
	Size     float64 // type size in points
	Language string  // BCP 47 tag, empty for none
}

// Line is one line of a paragraph.
type Line struct {
	Pieces []Piece // from left to right
	Width  float64 // in points, without spaces at the end of the line
	Size   float64 // the largest type size in it, in points
	Forced bool    // a forced break or the end of the paragraph follows
}

// Piece is a part of a line with one font, one span and one direction.
type Piece struct {
	Span   int     // index of its span
	Start  int     // index in Text of its first character
	X      float64 // from the left edge of the line, in points
	Width  float64
	Size   float64
	Font   *typeface.Font
	RTL    bool
	Glyphs []typeface.Glyph // from left to right
	Text   []rune           // what the Cluster of a glyph is an index of
}

// MissingError reports a character that cannot be set: no font has it, or it
// is a control character.
type MissingError struct {
	Rune rune
	Near string // the text around it
}

// Error names the character with its code.
func (e *MissingError) Error() string {
	if unicode.IsPrint(e.Rune) {
		return fmt.Sprintf("no font has the character %c (%U) in %q", e.Rune, e.Rune, e.Near)
	}
	return fmt.Sprintf("the character %U cannot be set in %q", e.Rune, e.Near)
}

// Form is how a paragraph is set. The zero Form sets each forced line whole.
type Form struct {
	Width   float64 // No line is wider; 0 or less: only forced breaks end lines.
	RTL     bool    // The base direction.
	Divide  bool    // Words may be divided where lines would else end early.
	Narrow  bool    // With Divide: only a word wider than the line is divided, also the last one or one with a capital.
	Justify bool    // Lines are stretched to the width, but for those before forced breaks.
}

// Setter sets paragraphs. It keeps shaping state and is for one goroutine.
type Setter struct {
	fonts  *typeface.Set
	shaper *typeface.Shaper
	breaks segmenter.Segmenter
	words  *hyphen.Book
	short  map[order][]Line
}

// order is a short text in one style with its form.
type order struct {
	span Span
	form Form
}

// The texts that a setter remembers, in bytes, and how many of them: most cells
// of tables say what others say.
const (
	shortText    = 48
	maxShortOnes = 4096
)

// NewSetter returns a Setter for the typeface. Without a book no word is
// divided.
func NewSetter(set *typeface.Set, words *hyphen.Book) *Setter {
	return &Setter{fonts: set, shaper: set.Borrow(), words: words, short: map[order][]Line{}}
}

// Close ends the use of the Setter: other Setters of the typeface may take over
// its shaping state.
func (s *Setter) Close() {
	if s.shaper != nil {
		s.fonts.Return(s.shaper)
		s.shaper = nil
	}
}

// Set lays the spans out in lines. Empty text has no lines. When a character
// cannot be set, the error is a *MissingError for the first one, and the lines
// are still complete, with glyph 0 in its place. The lines are not to be changed:
// they may be given again.
func (s *Setter) Set(spans []Span, form Form) ([]Line, error) {
	if len(spans) != 1 || len(spans[0].Text) > shortText {
		return s.lines(spans, form)
	}
	key := order{spans[0], form}
	if lines, ok := s.short[key]; ok {
		return lines, nil
	}
	lines, err := s.lines(spans, form)
	if err == nil {
		if len(s.short) >= maxShortOnes {
			clear(s.short)
		}
		s.short[key] = lines
	}
	return lines, err
}

func (s *Setter) lines(spans []Span, form Form) ([]Line, error) {
	var lines []Line
	var missing error
	for _, h := range hardLines(spans) {
		if h.missing != nil && missing == nil {
			missing = h.missing
		}
		runs := s.shaper.Shape(h.text, h.spans, form.RTL)
		if err := unset(h.text, runs); err != nil && missing == nil {
			missing = err
		}
		if len(h.text) == 0 {
			lines = append(lines, Line{Size: h.size, Forced: true})
			continue
		}
		b := &breaker{text: h.text, runs: runs, form: form, hyphen: func(span int) typeface.Run { return s.hyphen(h.spans[span], span) }}
		if form.Divide && !form.RTL {
			b.divide = func(span int, word []rune, yield func(int)) {
				s.words.Divide(h.spans[span].Language, word, form.Narrow, yield)
			}
		}
		b.measure()
		for _, r := range b.wrap(&s.breaks) {
			lines = append(lines, b.line(r[0], r[1]))
		}
		lines[len(lines)-1].Forced = true
	}
	return lines, missing
}

// hyphen shapes the hyphen of a broken word in the style of a span.
func (s *Setter) hyphen(span typeface.Span, index int) typeface.Run {
	span.End = 1
	run := s.shaper.Shape([]rune{0x2010}, []typeface.Span{span}, false)[0]
	run.Span = index
	return run
}

// hardLine is the text between two forced breaks.
type hardLine struct {
	text    []rune
	spans   []typeface.Span
	size    float64
	missing error
}

// hardLines splits the spans at forced breaks. Control characters, which
// would upset the algorithms behind, give way to the replacement character.
func hardLines(spans []Span) []hardLine {
	var list []hardLine
	current := hardLine{}
	started := false
	for i, span := range spans {
		current.spans = append(current.spans, typeface.Span{})
		runes := []rune(span.Text)
		started = started || len(runes) > 0
		for k, r := range runes {
			switch {
			case r == '\r' && k+1 < len(runes) && runes[k+1] == '\n':
			case breaksLine(r):
				current.close(spans, i)
				list = append(list, current)
				current = hardLine{spans: make([]typeface.Span, i+1)}
			case r == '\t':
				current.text = append(current.text, ' ')
			case unicode.IsControl(r):
				if current.missing == nil {
					current.missing = &MissingError{r, near(runes, k)}
				}
				current.text = append(current.text, unicode.ReplacementChar)
			default:
				current.text = append(current.text, r)
			}
		}
		current.close(spans, i)
	}
	if !started {
		return nil
	}
	return append(list, current)
}

// close ends the stretch of span i in the line.
func (h *hardLine) close(spans []Span, i int) {
	s := spans[i]
	h.spans[i] = typeface.Span{End: len(h.text), Style: s.Style, Size: s.Size, Language: s.Language}
	h.size = s.Size
}

func breaksLine(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// unset returns an error for the first character that got no glyph.
func unset(text []rune, runs []typeface.Run) error {
	first := -1
	for _, run := range runs {
		for _, g := range run.Glyphs {
			if g.ID == 0 && !invisible(text[g.Cluster]) && (first < 0 || g.Cluster < first) {
				first = g.Cluster
			}
		}
	}
	if first < 0 {
		return nil
	}
	return &MissingError{text[first], near(text, first)}
}

// near returns the text around a character, for messages.
func near(text []rune, i int) string {
	return string(text[max(0, i-20):min(len(text), i+20)])
}

// invisible tells whether the character is set without a mark of its own:
// joiners, direction marks, soft hyphens, variation selectors.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0xFEFF, r == 0x180E:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// breaksAfter tells whether a space is dropped at the end of a line.
func breaksAfter(r rune) bool {
	return r == ' ' || r >= 0x2000 && r <= 0x200B && r != 0x2007 || r == 0x205F || r == 0x3000
}

// reorder puts pieces in visual order by their levels (UAX #9, rule L2).
func reorder(pieces []levelled) {
	top, lowest := uint8(0), uint8(255)
	for _, p := range pieces {
		top = max(top, p.level)
		if p.level%2 == 1 {
			lowest = min(lowest, p.level)
		}
	}
	for level := top; level >= lowest && level > 0; level-- {
		for i := 0; i < len(pieces); i++ {
			if pieces[i].level < level {
				continue
			}
			end := i
			for end < len(pieces) && pieces[end].level >= level {
				end++
			}
			slices.Reverse(pieces[i:end])
			i = end
		}
	}
}
