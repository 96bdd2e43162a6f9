package pdf

import (
	"fmt"

	"htsm/generator/pdf/svg"
	"htsm/generator/pdf/tagged"
)

// Figure is a drawing with its caption above and its source below, all on one
// page. A drawing too tall for a page is made smaller, and so is, to three
// quarters at most, one that would else leave much of a page empty.
type Figure struct {
	SVG     []byte
	Alt     string // required: the text that stands for the drawing
	Caption []Span
	Source  []Span
	Width   float64 // of the drawing in points; 0 means that of the text
	Name    string  // names the place of the figure
	File    string  // the name of the attachment with its data; may be empty
}

func (c Figure) flow(b *builder) {
	drawing, err := svg.Read(c.SVG)
	if err != nil {
		b.push(&block{err: fmt.Errorf("figure %q: %w", c.Alt, err)})
		return
	}
	if c.Alt == "" {
		b.push(&block{err: fmt.Errorf("figure %q has no alternative text", plainText(c.Caption))})
		return
	}
	group := b.tag(tagged.Division, tagged.Attributes{})
	f := &figurePart{drawing: drawing, alt: c.Alt, file: c.File, width: c.Width, rtl: b.look.RTL, group: group, size: b.look.Small}
	if len(c.Caption) > 0 {
		style := b.style(b.look.Body, b.look.Ink)
		style.bold, style.leading = true, 1.3
		f.caption, f.captionTag = newText(c.Caption, style), &tag{parent: group, role: tagged.Caption}
	}
	if len(c.Source) > 0 {
		style := b.style(b.look.Small, b.look.Muted)
		style.leading = 1.3
		f.source, f.sourceTag = newText(c.Source, style), &tag{parent: group, role: tagged.Paragraph}
	}
	b.push(&block{part: &namedPart{part: f, name: c.Name}, tag: group, before: 12, after: 14})
}

// figurePart is a drawing with the texts around it.
type figurePart struct {
	drawing               *svg.Drawing
	alt, file             string
	width, size           float64
	scale                 float64 // of the drawing; 0 means 1
	rtl                   bool
	group                 *tag
	caption, source       *textPart
	captionTag, sourceTag *tag
}

// figureGap is between a drawing and its texts, in points.
const figureGap = 4

// sizes returns the heights of the texts and the size of the drawing.
func (f *figurePart) sizes(p *provider, width float64) (above, below, w, h float64) {
	if f.caption != nil {
		above = f.caption.height(p, width) + figureGap
	}
	if f.source != nil {
		below = f.source.height(p, width) + figureGap
	}
	w = min(width, p.upright) // On a landscape page it would take all its height.
	if f.width > 0 {
		w = min(width, f.width)
	}
	if f.scale > 0 {
		w *= f.scale
	}
	h = w * f.drawing.Height / f.drawing.Width
	if room := p.room - above - below - p.notesHeight(f.notes(), width); h > room && room > 0 {
		w, h = w*room/h, room
	}
	return above, below, w, h
}

func (f *figurePart) height(p *provider, width float64) float64 {
	above, below, _, h := f.sizes(p, width)
	return above + h + below
}

// smallest is the least scale of a drawing: its texts can still be read.
const smallest = 0.75

func (f *figurePart) shrunk(p *provider, width, height float64) (part, bool) {
	small := *f
	small.scale = 0
	above, below, _, h := small.sizes(p, width)
	small.scale = (height - above - below) / h
	return &small, small.scale >= smallest && small.scale < 1
}

func (f *figurePart) least(p *provider, width float64) float64 {
	whole := *f
	whole.scale = 0
	above, below, _, h := whole.sizes(p, width)
	return above + h*smallest + below
}

// figureOf returns the drawing of a part, if it has one.
func figureOf(p part) *figurePart {
	if n, ok := p.(*namedPart); ok {
		p = n.part
	}
	f, _ := p.(*figurePart)
	return f
}

func (f *figurePart) paint(p *provider, x, y, width float64) {
	above, _, w, h := f.sizes(p, width)
	if f.caption != nil {
		p.within(f.captionTag, func() { f.caption.paint(p, x, y, width) })
	}
	left := x
	if f.rtl {
		left = x + width - w
	}
	y += above
	figure := &tag{parent: f.group, role: tagged.Figure, attrs: tagged.Attributes{Alt: f.alt, File: f.file, Box: [4]float64{left, y, w, h}}}
	p.within(figure, func() { p.doc.Place(p.vector(f.drawing), left, y, w, h) })
	if f.source != nil {
		p.within(f.sourceTag, func() { f.source.paint(p, x, y+h+figureGap, width) })
	}
}

func (f *figurePart) texts() []*textPart {
	var list []*textPart
	for _, t := range []*textPart{f.caption, f.source} {
		if t != nil {
			list = append(list, t)
		}
	}
	return list
}

func (f *figurePart) notes() []*Note {
	var list []*Note
	for _, t := range f.texts() {
		list = append(list, t.notes()...)
	}
	return list
}

func (f *figurePart) anchors() []string {
	var list []string
	for _, t := range f.texts() {
		list = append(list, t.anchors()...)
	}
	return list
}

func (f *figurePart) plain() []plainLine {
	var lines []plainLine
	if f.caption != nil {
		lines = append(lines, f.caption.plain()...)
	}
	lines = append(lines, plainLine{text: f.alt, size: f.size, rtl: f.rtl})
	if f.source != nil {
		lines = append(lines, f.source.plain()...)
	}
	return lines
}

// Cards are key figures beside each other, at most four in a row.
type Cards struct {
	Cards []Card
	Name  string // names the place of the first card
}

// Card is a key figure.
type Card struct {
	Label   []Span   // what it counts
	Value   []Span   // the figure, large
	Detail  []Span   // how it compares; may be empty
	Details [][]Span // what else there is to say, each beside those of the other cards
}

// The measures of cards.
const (
	cardsInRow = 4
	cardGap    = 14
	cardPad    = 6
	cardBar    = 1.5
	cardSpace  = 2 // below each text
)

func (c Cards) flow(b *builder) {
	rows := (len(c.Cards) + cardsInRow - 1) / cardsInRow
	if rows == 0 {
		return
	}
	columns := (len(c.Cards) + rows - 1) / rows // even rows rather than one card alone
	name := c.Name
	for cards := c.Cards; len(cards) > 0; {
		n := min(columns, len(cards))
		part := &cardsPart{rtl: b.look.RTL, bar: b.look.Accent, columns: columns}
		for _, card := range cards[:n] {
			part.cards = append(part.cards, b.card(card))
		}
		b.push(&block{part: &namedPart{part: part, name: name}, before: 8, after: 12, keepNext: n < len(cards)})
		cards, name = cards[n:], ""
	}
}

// cardText is the label, the value and the details of a card with their
// elements.
type cardText struct {
	texts []*textPart
	tags  []*tag
}

func (b *builder) card(c Card) cardText {
	group := b.tag(tagged.Division, tagged.Attributes{})
	label, value, detail := b.style(b.look.Small, b.look.Muted), b.style(b.look.Figure, b.look.Accent), b.style(b.look.Small, b.look.Ink)
	label.leading, detail.leading = 1.25, 1.25
	value.bold, value.leading = true, 1.2
	var t cardText
	add := func(spans []Span, style textStyle) {
		t.texts = append(t.texts, newText(spans, style))
		t.tags = append(t.tags, &tag{parent: group, role: tagged.Paragraph})
	}
	add(c.Label, label)
	add(c.Value, value)
	add(c.Detail, detail)
	for _, spans := range c.Details {
		add(spans, detail)
	}
	return t
}

// cardsPart is a row of cards.
type cardsPart struct {
	cards   []cardText
	columns int
	rtl     bool
	bar     Color
}

func (c *cardsPart) columnWidth(width float64) float64 {
	return (width - cardGap*float64(c.columns-1)) / float64(c.columns)
}

// tiers returns where the texts of all cards start below the top, so that
// their values stand on one line, and where the longest ends.
func (c *cardsPart) tiers(p *provider, width float64) []float64 {
	at := []float64{cardPad}
	for _, card := range c.cards {
		for k, t := range card.texts {
			if len(at) == k+1 {
				at = append(at, 0)
			}
			if tall := t.height(p, width); tall > 0 {
				at[k+1] = max(at[k+1], tall+cardSpace)
			}
		}
	}
	for k := 1; k < len(at); k++ {
		at[k] += at[k-1]
	}
	return at
}

func (c *cardsPart) height(p *provider, width float64) float64 {
	tiers := c.tiers(p, c.columnWidth(width))
	return tiers[len(tiers)-1]
}

func (c *cardsPart) paint(p *provider, x, y, width float64) {
	w := c.columnWidth(width)
	tiers := c.tiers(p, w)
	for i, card := range c.cards {
		left := x + float64(i)*(w+cardGap)
		if c.rtl {
			left = x + width - w - float64(i)*(w+cardGap)
		}
		p.doc.FillRect(left, y, w, cardBar, c.bar.tagged())
		for k, t := range card.texts {
			p.within(card.tags[k], func() { t.paint(p, left, y+tiers[k], w) })
		}
	}
}

func (c *cardsPart) notes() []*Note {
	var list []*Note
	for _, card := range c.cards {
		for _, t := range card.texts {
			list = append(list, t.notes()...)
		}
	}
	return list
}

func (c *cardsPart) plain() []plainLine {
	var lines []plainLine
	for _, card := range c.cards {
		for _, t := range card.texts {
			lines = append(lines, t.plain()...)
		}
	}
	return lines
}
