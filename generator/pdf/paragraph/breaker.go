package paragraph

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/segmenter"

	"htsm/generator/typeface"
)

// tolerance keeps rounding from breaking a line that fits exactly, in points.
const tolerance = 0.005

// breaker breaks one hard line.
type breaker struct {
	text    []rune
	runs    []typeface.Run
	form    Form
	hyphen  func(span int) typeface.Run                  // a hyphen in the style of a span
	divide  func(span int, word []rune, yield func(int)) // nil: words are not divided
	advance []float64                                    // of the cluster that starts at a character
	starts  []bool                                       // whether a cluster starts at a character
	divided map[int]bool                                 // whether a line that ends before a character ends with a hyphen
	ladder  int                                          // lines in a row that end with hyphens
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
func (b *breaker) wrap(seg *segmenter.Segmenter) [][2]int {
	n := len(b.text)
	if b.form.Width <= 0 {
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
		to, fits := b.fill(from, allowed)
		if !fits {
			if whole == nil {
				whole = b.graphemes(seg)
			}
			to = b.cut(from, to, whole)
		}
		to = b.withNumber(from, to, allowed)
		if b.divided[to] {
			b.ladder++
		} else {
			b.ladder = 0
		}
		lines = append(lines, [2]int{from, to})
		from = to
	}
	b.lengthen(lines, allowed)
	return lines
}

// The least width of the last line of running text, and that of the line above
// it when it has given a word away, as shares of the whole.
const (
	shortest = 0.12
	givable  = 0.66
)

// lengthen moves the last word of the line before the last one to that, when it
// would else be a scrap.
func (b *breaker) lengthen(lines [][2]int, allowed []bool) {
	n := len(lines)
	if n < 2 || b.divide == nil || b.form.Narrow || b.width(lines[n-1][0], lines[n-1][1]) >= shortest*b.form.Width {
		return
	}
	from, end := lines[n-2][0], lines[n-2][1]
	if b.divided[end] || b.text[end-1] == softHyphen {
		return
	}
	for at := end - 1; at > from; at-- {
		if !allowed[at] || b.text[at-1] == softHyphen {
			continue
		}
		if b.width(from, at) >= givable*b.form.Width {
			lines[n-2][1], lines[n-1][0] = at, at
		}
		return
	}
}

// longestNumber is the number of characters of a number that goes on the next
// line with the word that it counts.
const longestNumber = 3

// withNumber moves the end of a line of running text before a short number that
// would stand at its end, away from its word.
func (b *breaker) withNumber(from, to int, allowed []bool) int {
	if b.form.Narrow || to >= len(b.text) || !unicode.IsLetter(b.text[to]) || b.divided[to] {
		return to
	}
	at := to
	for at > from && breaksAfter(b.text[at-1]) {
		at--
	}
	end := at
	for at > from && unicode.IsDigit(b.text[at-1]) {
		at--
	}
	if n := end - at; n == 0 || n > longestNumber || !allowed[at] || b.width(from, at) < givable*b.form.Width {
		return to
	}
	return at
}

// width returns the width of characters, spaces at their end aside.
func (b *breaker) width(from, to int) float64 {
	for to > from && breaksAfter(b.text[to-1]) {
		to--
	}
	sum := 0.0
	for _, w := range b.advance[from:to] {
		sum += w
	}
	return sum
}

// fill returns the last allowed break that fits, or false with the first
// character that does not fit when a word is wider than the line.
func (b *breaker) fill(from int, allowed []bool) (int, bool) {
	used, last, full, most := 0.0, -1, 0.0, b.form.Width+tolerance
	inked := 0.0 // used, without spaces at the end
	for i := from; i < len(b.text); i++ {
		used += b.advance[i]
		space := breaksAfter(b.text[i])
		if used > most && !space && i > from {
			if at := b.division(from, last, i, full); at > 0 {
				b.divided[at] = true
				return at, true
			}
			if last > from {
				return last, true
			}
			return i, false
		}
		if !space {
			inked = used
		}
		if allowed[i+1] && (b.text[i] != softHyphen || used+b.hyphenWidth(i) <= most) {
			last, full = i+1, inked
		}
	}
	return len(b.text), true
}

// The part of the width that may stay free at the end of a line before a word
// is divided, and the lines in a row that may end with a hyphen.
const (
	raggedZone    = 0.10
	justifiedZone = 0.025
	longestLadder = 2
	longestWord   = 80 // what is longer is no word
)

// division returns where to divide the word that does not fit, so that the line
// from a character is fuller than when it ends at last, full of which would be
// used; 0 for nowhere. The last word of running text stays whole.
func (b *breaker) division(from, last, at int, full float64) int {
	zone := raggedZone
	if b.form.Justify {
		zone = justifiedZone
	}
	switch {
	case b.divide == nil, b.form.Narrow && last > from:
		return 0
	case b.form.Narrow:
	case b.ladder >= longestLadder || last > from && full >= b.form.Width*(1-zone):
		return 0
	}
	start, end := at, at
	for start > max(from, last, at-longestWord) && !breaksAfter(b.text[start-1]) {
		start--
	}
	for end < min(len(b.text), at+longestWord) && !breaksAfter(b.text[end]) {
		end++
	}
	if end == len(b.text) && !b.form.Narrow || end-start >= longestWord {
		return 0
	}
	if b.divided == nil {
		b.divided = map[int]bool{}
	}
	best, used, to := 0, 0.0, from
	span := b.spanAt(start)
	b.divide(span, b.text[start:end], func(i int) {
		place := start + i
		for ; to < place; to++ {
			used += b.advance[to]
		}
		if b.starts[place] && b.spanAt(place) == span && used+b.hyphenWidth(place-1) <= b.form.Width+tolerance {
			best = place
		}
	})
	return best
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
	if b.form.RTL {
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
	if to < len(b.text) && (b.text[to-1] == softHyphen || b.divided[to]) {
		run := b.hyphen(b.spanAt(to - 1))
		p := Piece{Span: run.Span, Start: to - 1, Font: run.Font, Text: []rune{softHyphen}, Size: run.Size, Glyphs: run.Glyphs, Width: b.hyphenWidth(to - 1)}
		line.Width += p.Width
		pieces = append(pieces, levelled{p, base})
	}
	reorder(pieces)
	if b.form.Justify && to < len(b.text) {
		line.Width += b.stretch(pieces, b.form.Width-line.Width, end)
	}
	x := 0.0
	if b.form.RTL {
		x = -spaces
	}
	for _, p := range pieces {
		p.X = x
		x += p.Width
		line.Pieces = append(line.Pieces, p.Piece)
	}
	return line
}

// widestSpace is what a line may be stretched by at each space, as a multiple of
// the type size: a line that needs more stays ragged.
const widestSpace = 0.6

// stretch widens the spaces before a character, so that the pieces of a line
// fill what is free, and returns by how much.
func (b *breaker) stretch(pieces []levelled, free float64, end int) float64 {
	count, size := 0, 0.0
	each := func(do func(*typeface.Glyph, *Piece)) {
		for i := range pieces {
			p := &pieces[i].Piece
			for k := range p.Glyphs {
				if g := &p.Glyphs[k]; g.Cluster < end && p.Text[g.Cluster] != softHyphen && stretches(p.Text[g.Cluster]) {
					do(g, p)
				}
			}
		}
	}
	each(func(_ *typeface.Glyph, p *Piece) { count++; size = max(size, p.Size) })
	if count == 0 || free <= 0 || free > float64(count)*size*widestSpace {
		return 0
	}
	share := free / float64(count)
	each(func(g *typeface.Glyph, p *Piece) { g.Advance += share; p.Width += share })
	return free
}

// stretches tells whether a space takes its share of what a line is stretched
// by; narrow and figure spaces do not.
func stretches(r rune) bool { return r == ' ' || r == 0xA0 }

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
	glyphs := within(run, from, to)
	p.Glyphs = make([]typeface.Glyph, 0, len(glyphs))
	for _, g := range glyphs {
		if invisible(b.text[g.Cluster]) && g.Runes == 1 && g.Advance == 0 {
			continue
		}
		p.Glyphs = append(p.Glyphs, g)
		p.Width += g.Advance
	}
	return p
}
