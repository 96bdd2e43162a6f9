package paragraph

import (
	"slices"

	"github.com/go-text/typesetting/segmenter"

	"htsm/generator/typeface"
)

// tolerance keeps rounding from breaking a line that fits exactly, in points.
const tolerance = 0.005

// breaker breaks one hard line.
type breaker struct {
	text    []rune
	runs    []typeface.Run
	rtl     bool
	hyphen  func(span int) typeface.Run // a hyphen in the style of a span
	advance []float64                   // of the cluster that starts at a character
	starts  []bool                      // whether a cluster starts at a character
}

// measure finds the clusters and their widths.
func (b *breaker) measure() {
	b.advance = make([]float64, len(b.text))
	b.starts = make([]bool, len(b.text)+1)
	b.starts[len(b.text)] = true
	for _, run := range b.runs {
		for _, g := range run.Glyphs {
			b.advance[g.Cluster] += g.Advance
			b.starts[g.Cluster] = true
		}
	}
}

// wrap returns the ranges of characters of the lines.
func (b *breaker) wrap(seg *segmenter.Segmenter, width float64) [][2]int {
	n := len(b.text)
	if width <= 0 {
		return [][2]int{{0, n}}
	}
	seg.Init(b.text)
	allowed := make([]bool, n+1)
	for it := seg.LineIterator(); it.Next(); {
		line := it.Line()
		end := line.Offset + len(line.Text)
		allowed[end] = b.starts[end]
	}
	var whole []bool // grapheme boundaries, found only when a word must be cut
	var lines [][2]int
	for from := 0; from < n; {
		to, fits := b.fill(from, width, allowed)
		if !fits {
			if whole == nil {
				whole = b.graphemes(seg)
			}
			to = b.cut(from, to, whole)
		}
		lines = append(lines, [2]int{from, to})
		from = to
	}
	return lines
}

// fill returns the last allowed break that fits, or false with the first
// character that does not fit when a word is wider than the line.
func (b *breaker) fill(from int, width float64, allowed []bool) (int, bool) {
	used, last := 0.0, -1
	for i := from; i < len(b.text); i++ {
		used += b.advance[i]
		if used > width+tolerance && !breaksAfter(b.text[i]) && i > from {
			if last > from {
				return last, true
			}
			return i, false
		}
		if allowed[i+1] && (b.text[i] != softHyphen || used+b.hyphenWidth(i) <= width+tolerance) {
			last = i + 1
		}
	}
	return len(b.text), true
}

// softHyphen is shown only where a line ends with it.
const softHyphen = 0xAD

// spanAt returns the span of a character.
func (b *breaker) spanAt(i int) int {
	at, _ := slices.BinarySearchFunc(b.runs, i, func(r typeface.Run, at int) int { return r.End - at - 1 })
	return b.runs[min(at, len(b.runs)-1)].Span
}

func (b *breaker) hyphenWidth(i int) float64 {
	width := 0.0
	for _, g := range b.hyphen(b.spanAt(i)).Glyphs {
		width += g.Advance
	}
	return width
}

// cut moves a break inside a word back to the boundary of a character as a
// reader sees it, and past at least one.
func (b *breaker) cut(from, to int, whole []bool) int {
	for i := to; i > from; i-- {
		if whole[i] && b.starts[i] {
			return i
		}
	}
	for i := to + 1; i < len(b.text); i++ {
		if whole[i] && b.starts[i] {
			return i
		}
	}
	return len(b.text)
}

func (b *breaker) graphemes(seg *segmenter.Segmenter) []bool {
	whole := make([]bool, len(b.text)+1)
	for it := seg.GraphemeIterator(); it.Next(); {
		g := it.Grapheme()
		whole[g.Offset+len(g.Text)] = true
	}
	return whole
}

type levelled struct {
	Piece
	level uint8
}

// line builds the line of the characters from..to in visual order.
func (b *breaker) line(from, to int) Line {
	end := to
	for end > from && breaksAfter(b.text[end-1]) {
		end--
	}
	base := uint8(0)
	if b.rtl {
		base = 1
	}
	var pieces []levelled
	line := Line{}
	spaces := 0.0
	first, _ := slices.BinarySearchFunc(b.runs, from, func(r typeface.Run, at int) int { return r.End - at - 1 })
	for _, run := range b.runs[first:] {
		start, stop := max(run.Start, from), min(run.End, to)
		if start >= stop {
			break
		}
		if start < end {
			p := b.piece(run, start, min(stop, end))
			line.Width += p.Width
			line.Size = max(line.Size, p.Size)
			pieces = append(pieces, levelled{p, run.Level})
		}
		if stop > end { // rule L1: spaces at the end take the base level
			p := b.piece(run, max(start, end), stop)
			spaces += p.Width
			line.Size = max(line.Size, p.Size)
			pieces = append(pieces, levelled{p, base})
		}
	}
	if to < len(b.text) && b.text[to-1] == softHyphen {
		run := b.hyphen(b.spanAt(to - 1))
		p := Piece{Span: run.Span, Start: to - 1, Font: run.Font, Text: []rune{softHyphen}, Size: run.Size, Glyphs: run.Glyphs, Width: b.hyphenWidth(to - 1)}
		line.Width += p.Width
		pieces = append(pieces, levelled{p, base})
	}
	reorder(pieces)
	x := 0.0
	if b.rtl {
		x = -spaces
	}
	for _, p := range pieces {
		p.X = x
		x += p.Width
		line.Pieces = append(line.Pieces, p.Piece)
	}
	return line
}

// within returns the glyphs of a range of characters. Clusters rise from left
// to right in a run, or fall when it reads right to left.
func within(run typeface.Run, from, to int) []typeface.Glyph {
	first, last := from, to-1
	compare := func(g typeface.Glyph, at int) int { return g.Cluster - at }
	if run.Level%2 == 1 {
		first, last = to-1, from
		compare = func(g typeface.Glyph, at int) int { return at - g.Cluster }
	}
	start, _ := slices.BinarySearchFunc(run.Glyphs, first, compare)
	end, found := slices.BinarySearchFunc(run.Glyphs, last, compare)
	for found && end < len(run.Glyphs) && run.Glyphs[end].Cluster == last {
		end++
	}
	return run.Glyphs[start:end]
}

// piece takes the glyphs of a range of characters out of a run. Glyphs of
// invisible characters are dropped.
func (b *breaker) piece(run typeface.Run, from, to int) Piece {
	p := Piece{Span: run.Span, Start: from, Font: run.Font, RTL: run.Level%2 == 1, Text: b.text, Size: run.Size}
	for _, g := range within(run, from, to) {
		if invisible(b.text[g.Cluster]) && g.Runes == 1 && g.Advance == 0 {
			continue
		}
		p.Glyphs = append(p.Glyphs, g)
		p.Width += g.Advance
	}
	return p
}
