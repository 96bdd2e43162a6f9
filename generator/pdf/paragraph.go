package pdf

import (
	"fmt"

	"htsm/generator/pdf/tagged"
)

func (b *builder) styled(s TextStyle, size float64, color Color) textStyle {
	style := b.style(size, color)
	if s.Size > 0 {
		style.size = s.Size
		if s.Size > b.look.Headings[2] {
			style.leading = 1.2 // large type needs less space between lines
		}
	}
	if s.Color != nil {
		style.color = *s.Color
	}
	style.bold, style.italic, style.align = s.Bold, s.Italic, s.Align
	return style
}

// Paragraph is rich text.
type Paragraph struct {
	Spans    []Span
	Style    TextStyle
	After    float64 // space below in points; 0 means 6, less than 0 none
	KeepNext bool    // stays on the page of what follows
}

func (c Paragraph) flow(b *builder) {
	style := b.styled(c.Style, b.look.Body, b.look.Ink)
	running := c.Style.Size <= b.look.Body && c.Style.Align == AlignInherit
	if running {
		style = b.running(style)
	}
	bl := b.text(c.Spans, style, b.tag(tagged.Paragraph, tagged.Attributes{}), spaceBelow(c.After, 6))
	bl.keepNext = c.KeepNext
	if running {
		bl.measure = b.look.Measure
	}
}

// running is the style of text that is read line by line.
func (b *builder) running(style textStyle) textStyle {
	style.divide, style.justify = true, b.look.Justify
	return style
}

func spaceBelow(given, normal float64) float64 {
	switch {
	case given == 0:
		return normal
	case given < 0:
		return 0
	}
	return given
}

// text pushes a block of rich text; the first one of a list item takes the
// item's label.
func (b *builder) text(spans []Span, style textStyle, t *tag, after float64) *block {
	part := newText(spans, style)
	part.label, b.label = b.label, nil
	return b.push(&block{part: part, tag: t, after: after})
}

// Heading is a heading of level 1 to 6 with a bookmark. Levels may not be
// skipped going down.
type Heading struct {
	Level      int
	Spans      []Span
	Name       string // names the place for links and contents
	NoBookmark bool
}

func (c Heading) flow(b *builder) {
	level := min(max(c.Level, 1), 6)
	roles := [...]tagged.Role{tagged.H1, tagged.H2, tagged.H3, tagged.H4, tagged.H5, tagged.H6}
	style := b.style(b.look.Headings[level-1], b.look.Accent)
	style.bold, style.leading = true, 1.25
	if level > 4 {
		style.color = b.look.Ink
	}
	part := &headingPart{textPart: newText(c.Spans, style), level: level, name: c.Name, bookmark: !c.NoBookmark}
	bl := b.push(&block{part: part, tag: b.tag(roles[level-1], tagged.Attributes{}), keepNext: true})
	bl.before = [...]float64{26, 20, 16, 12, 12, 12}[level-1]
	bl.after = [...]float64{10, 7, 5, 4, 4, 4}[level-1]
	if c.Level != level {
		bl.err = fmt.Errorf("heading of level %d", c.Level)
	}
}

// headingPart is text that names its place.
type headingPart struct {
	*textPart
	level    int
	name     string
	bookmark bool
}

func (h *headingPart) paint(p *provider, x, y, width float64) {
	p.heading(h, y)
	h.textPart.paint(p, x, y, width)
}

func (h *headingPart) anchors() []string {
	names := h.textPart.anchors()
	if h.name != "" {
		names = append(names, h.name)
	}
	return names
}

// split keeps headings whole.
func (h *headingPart) split(*provider, float64, float64, noteCost) (part, part, bool) {
	return nil, nil, false
}

func (h *headingPart) least(p *provider, width float64) float64 { return h.height(p, width) }

// List is an ordered or unordered list.
type List struct {
	Ordered bool
	Label   func(n int) string // of the item n from 1; nil means • or "n."
	Items   []Item
}

// Item is the contents of a list item: text first, then perhaps more text or
// lists.
type Item []Content

// listIndent is where the text of items starts, in points.
const listIndent = 16

func (c List) flow(b *builder) {
	numbering := "Disc"
	if c.Ordered {
		numbering = "Decimal"
	}
	outer := *b
	list := b.tag(tagged.List, tagged.Attributes{Numbering: numbering})
	for i, item := range c.Items {
		li := &tag{parent: list, role: tagged.ListItem}
		text := "•"
		if c.Ordered {
			text = fmt.Sprintf("%d.", i+1)
		}
		if c.Label != nil {
			text = c.Label(i + 1)
		}
		inner := builder{look: b.look, frame: b.frame, end: b.end, start: b.start + listIndent}
		inner.parent = &tag{parent: li, role: tagged.ListBody}
		// The label stands in the indent, which the first text gives back.
		inner.label = &label{text: text, tag: &tag{parent: li, role: tagged.Label}, gap: listIndent}
		inner.add(item...)
		for k, bl := range inner.out {
			if t, ok := bl.part.(*textPart); ok && k == 0 && t.label != nil {
				bl.start -= listIndent
			}
			if bl.after > 3 {
				bl.after = 3
			}
		}
		outer.out = append(outer.out, inner.out...)
	}
	if n := len(outer.out); n > len(b.out) {
		outer.out[n-1].after = 6
	}
	b.out, b.label = outer.out, nil
}

// Callout is a box with a bar at its start.
type Callout struct {
	Title []Span // set bold; may be empty
	Body  []Content
	Bar   *Color // nil means the accent of the look
	Panel *Color // nil means the panel of the look
}

func (c Callout) flow(b *builder) {
	f := &frame{bar: &b.look.Accent, panel: &b.look.Panel}
	if c.Bar != nil {
		f.bar = c.Bar
	}
	if c.Panel != nil {
		f.panel = c.Panel
	}
	b.framed(f, tagged.Division, func(inner *builder) {
		if len(c.Title) > 0 {
			style := inner.style(b.look.Body, *f.bar)
			style.bold = true
			inner.text(c.Title, style, inner.tag(tagged.Paragraph, tagged.Attributes{}), 3).keepNext = true
		}
		inner.add(c.Body...)
	})
}

// Quote is what someone else said, with a bar at its start.
type Quote struct{ Body []Content }

func (c Quote) flow(b *builder) {
	b.framed(&frame{bar: &b.look.Rule}, tagged.Quotation, func(inner *builder) { inner.add(c.Body...) })
}

// framed adds contents inside a frame. A frame in a frame is drawn as its
// inner part only.
func (b *builder) framed(f *frame, role tagged.Role, fill func(*builder)) {
	inner := &builder{look: b.look, frame: f, start: b.start + frameInset, end: b.end + frameInset}
	inner.parent = b.tag(role, tagged.Attributes{})
	if f.panel == nil {
		inner.end = b.end
	}
	fill(inner)
	n := len(inner.out)
	if n == 0 {
		return
	}
	inner.out[0].before, inner.out[n-1].after = 8, 10
	if n > 1 {
		inner.out[0].keepNext = true
		inner.out[n-2].keepNext = true
	}
	b.out = append(b.out, inner.out...)
}

// Space is vertical space. It is kept at the top of a page and ends with the
// page at its bottom.
type Space struct{ Height float64 } // in points

func (c Space) flow(b *builder) { b.push(&block{part: spacePart(c.Height)}) }

type spacePart float64

func (s spacePart) height(*provider, float64) float64          { return float64(s) }
func (s spacePart) paint(*provider, float64, float64, float64) {}
func (s spacePart) plain() []plainLine                         { return nil }

// Rule is a bar at the side where text starts; it is decoration.
type Rule struct {
	Width, Height float64 // in points
	Color         Color
}

func (c Rule) flow(b *builder) { b.push(&block{part: &rulePart{c, b.look.RTL}}) }

type rulePart struct {
	rule Rule
	rtl  bool
}

func (r *rulePart) height(*provider, float64) float64 { return r.rule.Height }
func (r *rulePart) plain() []plainLine                { return nil }

func (r *rulePart) paint(p *provider, x, y, width float64) {
	if r.rtl {
		x += width - r.rule.Width
	}
	p.asArtifact(tagged.Layout, func() { p.doc.FillRect(x, y, r.rule.Width, r.rule.Height, r.rule.Color.tagged()) })
}

// Break starts a page. What it says holds until the next Break.
type Break struct {
	Bare      bool // no header and footer but their marks
	Landscape bool // width and height change places
	// Soft lets what follows fill a landscape page that is begun: the Break
	// holds from the page after it.
	Soft bool
}

func (c Break) flow(b *builder) { b.push(&block{turn: &c}) }
