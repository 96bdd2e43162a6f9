package pdf

import (
	"math"
	"strconv"
	"strings"

	"htsm/generator/pdf/paragraph"
	"htsm/generator/pdf/tagged"
	"htsm/generator/typeface"
)

// Marking is a band with a text in its middle, such as a TLP level.
type Marking struct {
	Text                   string
	Foreground, Background Color
}

func (c Marking) flow(b *builder) {
	style := b.style(b.look.Small, c.Foreground)
	style.bold, style.align, style.leading = true, AlignCenter, 1.7
	b.push(&block{
		part: &bandPart{textPart: newText(Text(c.Text), style), back: c.Background},
		tag:  b.tag(tagged.Paragraph, tagged.Attributes{}), after: 8,
	})
}

// bandPart is text on a band.
type bandPart struct {
	*textPart
	back Color
}

func (m *bandPart) paint(p *provider, x, y, width float64) {
	p.doc.FillRect(x, y, width, m.height(p, width), m.back.tagged())
	m.textPart.paint(p, x, y, width)
}

// split keeps bands whole.
func (m *bandPart) split(*provider, float64, float64, noteCost) (part, part, bool) {
	return nil, nil, false
}

func (m *bandPart) least(p *provider, width float64) float64 { return m.height(p, width) }

// Running is a line for headers and footers: texts at its start, in its
// middle and at its end, small, with a rule above or below.
type Running struct {
	Start, Middle, End string
	Page               func(page, pages int) string // replaces End with the page number, or Middle beside a Mark
	RuleAbove          bool                         // otherwise the rule is below
	Mark               *Marking                     // replaces End; all that stands on bare pages
}

func (c Running) flow(b *builder) {
	style := b.style(b.look.Small, b.look.Muted)
	style.leading = 1.35
	r := &runningPart{content: c, style: style, rule: b.look.Rule}
	if c.Mark != nil {
		mark := b.style(markSize, c.Mark.Foreground)
		mark.bold, mark.leading = true, 1.5
		r.mark = newText(Text(c.Mark.Text), mark)
	}
	bl := b.push(&block{part: r, tag: b.tag(tagged.Paragraph, tagged.Attributes{}), after: 16})
	if c.RuleAbove {
		bl.before, bl.after = 14, 0
	}
}

type runningPart struct {
	content Running
	style   textStyle
	rule    Color
	mark    *textPart // nil for none
	bare    bool      // only the mark is shown
}

// The measures of running lines, in points.
const (
	runningGap = 3  // between the text and the rule
	markSize   = 12 // the least that the Traffic Light Protocol 2.0 asks for
	markPad    = 6  // beside the text of a mark
)

// marked is a part that has something to show on bare pages.
type marked interface{ onBare() part }

// onBare returns the mark alone, nil without one.
func (r *runningPart) onBare() part {
	if r.mark == nil {
		return nil
	}
	alone := *r
	alone.bare = true
	return &alone
}

func (r *runningPart) height(p *provider, width float64) float64 {
	tallest := r.style.size * r.style.leading
	for _, s := range r.slots(p, width) {
		tallest = max(tallest, s.text.height(p, s.width))
	}
	if r.mark != nil {
		tallest = max(tallest, r.mark.height(p, r.markWidth(p, width)-2*markPad))
	}
	return tallest + runningGap
}

// markWidth is the width of the ground of the mark.
func (r *runningPart) markWidth(p *provider, width float64) float64 {
	return min(p.set.Measure(r.content.Mark.Text, typeface.Bold, r.mark.style.size)+0.5+2*markPad, width)
}

// slot is one of the texts of a line, with its distance from the start.
type slot struct {
	text        *textPart
	from, width float64
}

// slots returns the texts of the line in thirds or halves; beside a mark the
// first takes what the page number leaves.
func (r *runningPart) slots(p *provider, width float64) []slot {
	texts := []string{r.content.Start, r.content.Middle, r.content.End}
	if r.content.Page != nil {
		number := r.content.Page(max(1, p.page), max(1, p.pages))
		if texts[2] = number; r.mark != nil {
			texts[1] = number
		}
	}
	share := width * 0.32
	if texts[1] == "" {
		share = width * 0.49
	}
	list := []slot{{from: 0, width: share}, {from: (width - share) / 2, width: share}, {from: width - share, width: share}}
	if r.mark != nil {
		texts[2] = ""
		list[0].width = width - r.markWidth(p, width) - 2*markPad
		if texts[1] != "" {
			middle := min(p.textWidth(texts[1], r.style.size)+1, share)
			// In the middle of the page, or to the side of what is too long for that.
			start := p.textWidth(texts[0], r.style.size) + 1
			from := min(max((width-middle)/2, start+2*markPad), list[0].width-middle)
			list[1] = slot{from: from, width: middle}
			list[0].width = from - 2*markPad
		}
	}
	for i, s := range texts {
		style := r.style
		style.align = [...]Align{AlignStart, AlignCenter, AlignEnd}[i]
		list[i].text = newText(Text(s), style)
	}
	return list
}

func (r *runningPart) paint(p *provider, x, y, width float64) {
	tall := r.height(p, width)
	line, top := y+tall-0.25, y
	if r.content.RuleAbove {
		line, top = y+0.25, y+runningGap
	}
	if r.mark != nil {
		r.paintMark(p, x, top, width)
	}
	if r.bare {
		return
	}
	p.doc.Line(x, line, x+width, line, 0.5, r.rule.tagged())
	for _, s := range r.slots(p, width) {
		left, at := x+s.from, top
		if r.style.rtl {
			left = x + width - s.from - s.width
		}
		if r.mark != nil {
			at += (tall - runningGap - s.text.height(p, s.width)) / 2
		}
		s.text.paint(p, left, at, s.width)
	}
}

// paintMark sets the mark on its ground at the end of the line.
func (r *runningPart) paintMark(p *provider, x, y, width float64) {
	ground := r.markWidth(p, width)
	if !r.style.rtl {
		x += width - ground
	}
	p.doc.FillRect(x, y, ground, r.mark.height(p, ground-2*markPad), r.content.Mark.Background.tagged())
	r.mark.paint(p, x+markPad, y, ground-2*markPad)
}

func (r *runningPart) plain() []plainLine {
	var texts []string
	for _, s := range []string{r.content.Start, r.content.Middle, r.content.End} {
		if s != "" {
			texts = append(texts, s)
		}
	}
	if r.mark != nil {
		texts = append(texts, r.content.Mark.Text)
	}
	return []plainLine{{text: strings.Join(texts, " · "), size: r.style.size, rtl: r.style.rtl}}
}

// The measures of the mark of a copy, in points.
const (
	copyRise   = 16 // of its line above the edge of the page
	copySize   = 7.5
	serialPart = 0.72 // of the diagonal of the page that the serial takes
)

// markCopy marks the page of a recipient's copy: the serial behind it, from
// the lower left to the upper right, and the mark in its lower margin.
func (p *provider) markCopy(c *Copy) {
	if c == nil {
		return
	}
	width, height := p.config.Dimensions.Width*mm, p.config.Dimensions.Height*mm
	p.asArtifact(tagged.Watermark, func() {
		diagonal, angle := math.Hypot(width, height), math.Atan2(height, width)
		size := serialPart * diagonal / max(1, p.set.Measure(c.Serial, typeface.Bold, 1))
		from := (1 - serialPart) / 2
		sin, cos := math.Sincos(angle)
		// The middle of the letters, not their baseline, lies on the diagonal.
		x, y := from*width+sin*size*0.36, height-from*height+cos*size*0.36
		for _, l := range p.doc.Set([]paragraph.Span{{Text: c.Serial, Style: typeface.Bold, Size: size}}, paragraph.Form{}) {
			for _, piece := range l.Pieces {
				p.doc.ShowTurned(piece, x+piece.X*cos, y-piece.X*sin, angle, pale)
			}
		}
		style := newBuilder(p.look).style(copySize, p.look.Muted)
		style.align, style.leading = AlignCenter, 1
		newText(Text(c.Mark), style).paint(p, copyRise, height-copyRise-copySize, width-2*copyRise)
	})
}

// pale is a colour that text can be read on.
var pale = tagged.Color{R: 0xEE, G: 0xF0, B: 0xF3}

// Contents is the table of contents: entries with the page numbers of the
// places that they lead to.
type Contents struct{ Entries []Entry }

// Entry is a line of the contents.
type Entry struct {
	Level int // from 1
	Text  string
	To    string // the name of a heading, figure or table
	Alt   string // where the link leads, for those who cannot see it; Text by default
}

// The measures of the contents, in points.
const (
	entryIndent = 14
	numberWidth = 30
)

func (c Contents) flow(b *builder) {
	toc := b.tag(tagged.Contents, tagged.Attributes{})
	for _, e := range c.Entries {
		if e.Alt == "" {
			e.Alt = e.Text
		}
		style := b.style(b.look.Body, b.look.Ink)
		style.leading = 1.35
		style.bold = e.Level <= 1
		item := &tag{parent: toc, role: tagged.ContentsIt}
		link := &tag{parent: &tag{parent: item, role: tagged.Reference}, role: tagged.LinkRole, attrs: tagged.Attributes{Alt: e.Alt}}
		part := &entryPart{entry: e, text: newText(Text(e.Text), style), tag: link, rule: b.look.Muted}
		bl := b.push(&block{part: part, tag: link, after: 2})
		bl.start += float64(max(0, e.Level-1)) * entryIndent
		if e.Level <= 1 {
			bl.before = 7
		}
	}
	if n := len(b.out); n > 0 {
		b.out[n-1].after = 12
	}
}

// entryPart is a line of the contents.
type entryPart struct {
	entry Entry
	text  *textPart
	tag   *tag
	rule  Color
}

func (e *entryPart) height(p *provider, width float64) float64 {
	return e.text.height(p, width-numberWidth)
}

func (e *entryPart) paint(p *provider, x, y, width float64) {
	inner := width - numberWidth
	rtl := e.text.style.rtl
	left := x
	if rtl {
		left = x + numberWidth
	}
	lines := e.text.lines(p, inner)
	if len(lines) == 0 {
		return
	}
	tall := e.text.height(p, inner)
	e.text.paint(p, left, y, inner)
	last := lines[len(lines)-1]
	row := e.text.lineHeight(last)
	baseline := y + tall - row + (row-e.text.style.size)/2 + e.text.style.size*ascent
	number := newText(Text(strconv.Itoa(p.pageOf[e.entry.To])), e.text.style)
	number.style.align = AlignEnd
	numberLeft, from, to := x+inner, left+last.Width+5, x+width-numberWidth+8
	if rtl {
		numberLeft, from, to = x, x+numberWidth-8, left+inner-last.Width-5
	}
	if to > from {
		p.doc.Line(from, baseline, to, baseline, 0.5, e.rule.tagged(), 0.5, 2.5)
	}
	number.paint(p, numberLeft, y+tall-row, numberWidth)
	p.doc.LinkTo(x, y, width, tall, e.entry.To, e.entry.Alt, p.element(e.tag))
}

func (e *entryPart) plain() []plainLine { return e.text.plain() }
