package pdf

import (
	"slices"
	"strings"

	"htsm/generator/pdf/paragraph"
	"htsm/generator/pdf/tagged"
	"htsm/generator/typeface"
)

// textStyle is the complete style of a text.
type textStyle struct {
	size, leading float64
	color         Color
	bold, italic  bool
	align         Align
	rtl           bool
	language      string
	link, panel   Color
	divide        bool // words may be divided
	narrow        bool // but only words wider than the line
	justify       bool
}

func (b *builder) style(size float64, color Color) textStyle {
	l := b.look
	return textStyle{size: size, leading: l.Leading, color: color, rtl: l.RTL, language: l.Language, link: l.Link, panel: l.Panel}
}

// label stands beside the first line of a list item or note.
type label struct {
	text string
	tag  *tag
	gap  float64 // from the label's start to that of the text
}

// textPart is rich text in lines. Parts that a page break has split share
// everything but the range of lines.
type textPart struct {
	spans []Span
	style textStyle
	label *label
	set   *textLines
	from  int
	to    int  // 0: all lines
	empty bool // no line at all, whatever from and to say
}

// textLines is the layout of a text at a width, made when first asked for.
type textLines struct {
	width float64
	lines []paragraph.Line
	whole []paragraph.Line // without a width, when it was asked for
	tags  map[int]*tag     // of spans that have elements of their own
}

// spot is a span of a text: its pieces name one place.
type spot struct {
	text *textLines
	span int
}

func newText(spans []Span, style textStyle) *textPart {
	return &textPart{spans: expand(spans, style), style: style, set: &textLines{width: -1}}
}

// Superscripts of note references, as multiples of the type size.
const (
	referenceSize = 0.66
	referenceRise = 0.36
)

// expand completes spans that refer to notes: the label, raised, and never at
// the start of a line.
func expand(spans []Span, style textStyle) []Span {
	out := make([]Span, len(spans))
	for i, s := range spans {
		if s.Size <= 0 {
			s.Size = style.size
		}
		if s.Note != nil {
			s.Text = "\u2060" + s.Note.Label
			s.Rise += s.Size * referenceRise
			s.Size *= referenceSize
			s.Alt = s.Note.Alt
		}
		if s.Alt == "" {
			s.Alt = strings.TrimPrefix(s.Text, "\u2060")
		}
		out[i] = s
	}
	return out
}

// lines lays the text out at a width.
func (t *textPart) lines(p *provider, width float64) []paragraph.Line {
	if t.set.width != width {
		t.set.width = width
		if t.set.whole != nil && widest(t.set.whole) <= width {
			t.set.lines = t.set.whole
		} else {
			t.set.lines = p.doc.Set(t.setting(), paragraph.Form{Width: max(1, width), RTL: t.style.rtl, Divide: t.style.divide, Narrow: t.style.narrow, Justify: t.style.justify})
		}
	}
	return t.shown()
}

// natural returns the width of the text when only forced breaks end lines.
func (t *textPart) natural(p *provider) float64 {
	if t.set.whole == nil {
		t.set.whole = p.doc.Set(t.setting(), paragraph.Form{RTL: t.style.rtl})
	}
	return widest(t.set.whole)
}

func widest(lines []paragraph.Line) float64 {
	width := 0.0
	for _, l := range lines {
		width = max(width, l.Width)
	}
	return width
}

// setting is the spans with their complete styles.
func (t *textPart) setting() []paragraph.Span {
	spans := make([]paragraph.Span, len(t.spans))
	for i, s := range t.spans {
		spans[i] = paragraph.Span{Text: s.Text, Style: t.cut(s), Size: s.Size, Language: t.style.language}
		if s.Language != "" {
			spans[i].Language = s.Language
		}
	}
	return spans
}

// shown returns the lines of the part, once they are laid out.
func (t *textPart) shown() []paragraph.Line {
	switch {
	case t.empty:
		return nil
	case t.to == 0:
		return t.set.lines[min(t.from, len(t.set.lines)):]
	}
	to := min(t.to, len(t.set.lines))
	return t.set.lines[min(t.from, to):to]
}

// cut chooses the cut of the typeface for a span.
func (t *textPart) cut(s Span) typeface.Style {
	style := typeface.Regular
	if s.Bold || t.style.bold && !s.Light {
		style |= typeface.Bold
	}
	if s.Italic || t.style.italic {
		style |= typeface.Italic
	}
	return style
}

// lineHeight returns the height of a line: raised small text does not spread
// lines.
func (t *textPart) lineHeight(l paragraph.Line) float64 {
	return max(t.style.size, l.Size) * t.style.leading
}

func (t *textPart) height(p *provider, width float64) float64 {
	sum := 0.0
	for _, l := range t.lines(p, t.inner(width)) {
		sum += t.lineHeight(l)
	}
	return sum
}

// inner is the width beside the label.
func (t *textPart) inner(width float64) float64 {
	if t.label != nil {
		return width - t.label.gap
	}
	return width
}

// The part of the line height above the baseline that leaves text optically
// in the middle: half the extra space, then the height of the letters.
const ascent = 0.8

func (t *textPart) paint(p *provider, x, y, width float64) {
	inner := t.inner(width)
	lines := t.lines(p, inner)
	if t.label != nil && !t.style.rtl {
		x += t.label.gap
	}
	for i, l := range lines {
		h := t.lineHeight(l)
		size := max(t.style.size, l.Size)
		baseline := y + (h-size)/2 + size*ascent
		if i == 0 && t.from == 0 && t.label != nil {
			t.paintLabel(p, x, baseline, inner)
		}
		t.paintLine(p, l, x, baseline, inner)
		y += h
	}
	if len(lines) == 0 && t.from == 0 && t.label != nil {
		t.paintLabel(p, x, y+t.style.size, inner)
	}
}

// paintLabel sets the label in the gap beside the text.
func (t *textPart) paintLabel(p *provider, x, baseline, width float64) {
	text := newText(Text(t.label.text), t.style)
	lines := text.lines(p, 1000)
	if len(lines) == 0 {
		return
	}
	left := x - t.label.gap
	if t.style.rtl {
		left = x + width + t.label.gap - lines[0].Width
	}
	p.within(t.label.tag, func() { text.paintLine(p, lines[0], left, baseline, lines[0].Width) })
}

// offset is where a line starts between the sides.
func (t *textPart) offset(l paragraph.Line, width float64) float64 {
	right := false
	switch t.style.align {
	case AlignCenter:
		return (width - l.Width) / 2
	case AlignNumber:
		right = true
	case AlignEnd:
		right = !t.style.rtl
	default:
		right = t.style.rtl
	}
	if right {
		return width - l.Width
	}
	return 0
}

func (t *textPart) paintLine(p *provider, l paragraph.Line, x, baseline, width float64) {
	x += t.offset(l, width)
	// Content is tagged in the order of reading, wherever it stands.
	pieces := slices.Clone(l.Pieces)
	slices.SortStableFunc(pieces, func(a, b paragraph.Piece) int { return a.Start - b.Start })
	for _, piece := range pieces {
		t.paintPiece(p, piece, x+piece.X, baseline)
	}
}

// paintPiece paints a piece for its own element and makes it a link.
func (t *textPart) paintPiece(p *provider, piece paragraph.Piece, x, baseline float64) {
	s := t.spans[piece.Span]
	color := t.style.color
	linked := s.Link != "" || s.To != ""
	if linked || s.Note != nil {
		color = t.style.link
	}
	if s.Color != nil {
		color = *s.Color
	}
	if p.artifact {
		p.doc.Show(piece, x, baseline-s.Rise, color.tagged())
		return
	}
	if at := (spot{t.set, piece.Span}); s.Name != "" && !p.spots[at] {
		p.spots[at] = true
		p.doc.Dest(s.Name, baseline-piece.Size)
	}
	if s.Code {
		p.doc.FillRect(x-1, baseline-piece.Size*0.85, piece.Width+2, piece.Size*1.15, t.style.panel.tagged())
	}
	paint := func() { p.doc.Show(piece, x, baseline-s.Rise, color.tagged()) }
	switch {
	case s.Note != nil:
		p.reference(s, piece, x, baseline, paint)
	case linked:
		link := t.spanTag(p, piece.Span, tagged.LinkRole, tagged.Attributes{Alt: s.Alt, Language: s.Language})
		p.within(link, paint)
		if len(piece.Glyphs) > 0 {
			p.doc.Line(x, baseline+1.3, x+piece.Width, baseline+1.3, 0.4, color.tagged())
			p.link(s, x, baseline-piece.Size*0.85, piece.Width, piece.Size*1.1, link)
		}
	case s.Code:
		p.within(t.spanTag(p, piece.Span, tagged.Code, tagged.Attributes{Language: s.Language}), paint)
	case s.Language != "":
		p.within(t.spanTag(p, piece.Span, tagged.SpanRole, tagged.Attributes{Language: s.Language}), paint)
	default:
		paint()
	}
}

// spanTag returns the element of a span, the same for all its pieces.
func (t *textPart) spanTag(p *provider, span int, role tagged.Role, attrs tagged.Attributes) *tag {
	if t.set.tags == nil {
		t.set.tags = map[int]*tag{}
	}
	if t.set.tags[span] == nil {
		t.set.tags[span] = &tag{parent: p.owner, role: role, attrs: attrs}
	}
	return t.set.tags[span]
}

// fewest is the number of lines that stay together at a page break.
const fewest = 2

func (t *textPart) split(p *provider, width, height float64, cost noteCost) (part, part, bool) {
	lines := t.lines(p, t.inner(width))
	fits := 0
	used := 0.0
	for i, l := range lines {
		used += t.lineHeight(l)
		if used+cost(t.notesOf(lines[:i+1])) > height {
			break
		}
		fits = i + 1
	}
	if fits == len(lines) {
		return nil, nil, false
	}
	fits = min(fits, len(lines)-fewest)
	if fits < fewest {
		return nil, nil, false
	}
	head, tail := *t, *t
	head.to = t.from + fits
	tail.from = t.from + fits
	return &head, &tail, true
}

func (t *textPart) least(p *provider, width float64) float64 {
	lines := t.lines(p, t.inner(width))
	n := fewest
	if len(lines) < 2*fewest {
		n = len(lines)
	}
	sum := 0.0
	for _, l := range lines[:n] {
		sum += t.lineHeight(l)
	}
	return sum
}

// notesOf returns the notes that lines refer to.
func (t *textPart) notesOf(lines []paragraph.Line) []*Note {
	var list []*Note
	for _, l := range lines {
		for _, piece := range l.Pieces {
			if n := t.spans[piece.Span].Note; n != nil && len(piece.Glyphs) > 0 {
				list = append(list, n)
			}
		}
	}
	return list
}

func (t *textPart) notes() []*Note {
	if t.set.width >= 0 {
		return t.notesOf(t.shown())
	}
	var list []*Note
	for _, s := range t.spans {
		if s.Note != nil {
			list = append(list, s.Note)
		}
	}
	return list
}

func (t *textPart) anchors() []string {
	var names []string
	for i, s := range t.spans {
		if s.Name != "" && t.shows(i) {
			names = append(names, s.Name)
		}
	}
	return names
}

// shows tells whether a piece of the span is in the part's lines.
func (t *textPart) shows(span int) bool {
	for _, l := range t.shown() {
		for _, piece := range l.Pieces {
			if piece.Span == span {
				return true
			}
		}
	}
	return false
}

func (t *textPart) plain() []plainLine {
	text := plainText(t.spans)
	if t.label != nil {
		text = t.label.text + " " + text
	}
	return []plainLine{{text: text, size: t.style.size, bold: t.style.bold, rtl: t.style.rtl}}
}
