package pdf

import (
	"fmt"

	"htsm/generator/pdf/paragraph"
	"htsm/generator/pdf/tagged"
)

// Note is a footnote. Spans refer to it by pointer: it stands at the foot of
// every page with a reference, which leads there. The structure has it once,
// behind the first reference: at the foot of later pages it is an artifact.
type Note struct {
	Label string // "1"; the same in the text and at the foot
	Spans []Span
	Alt   string // where the reference leads, for those who cannot see it; Label by default
	Back  string // where the label at the foot leads: back to the text; Label by default
}

// noteCost returns the height that notes would add to the foot of the page.
type noteCost func([]*Note) float64

// The measures of the foot, in points.
const (
	footRule = 13 // from the text to the first note, the rule included
	footLine = 8  // from the text to the rule
	footGap  = 2  // between notes
)

// noteState is what the provider knows of a note.
type noteState struct {
	number  int
	part    *textPart
	tag     *tag // of the Note element, once it is referred to
	printed bool // at the foot of a page
}

// note returns the state of a note, numbered in the order of first asking.
func (p *provider) note(n *Note) *noteState {
	s := p.notes[n]
	if s == nil {
		s = &noteState{number: len(p.notes) + 1}
		b := newBuilder(p.look)
		s.part = newText(n.Spans, b.running(b.style(b.look.Small, b.look.Ink)))
		s.part.style.leading = 1.3
		gap := max(10, p.textWidth(n.Label, b.look.Small)+5)
		s.part.label = &label{text: n.Label, gap: gap}
		p.notes[n] = s
	}
	return s
}

func (p *provider) textWidth(text string, size float64) float64 {
	return p.set.Measure(text, 0, size)
}

// notesHeight returns the height of notes at the foot, the rule included.
func (p *provider) notesHeight(notes []*Note, width float64) float64 {
	if len(notes) == 0 {
		return 0
	}
	height := float64(footRule)
	for _, n := range notes {
		height += p.note(n).part.height(p, width) + footGap
	}
	return height
}

// reference paints the label of a note in the text as a link to the note. The
// Note element takes its place behind the first reference.
func (p *provider) reference(s Span, piece paragraph.Piece, x, baseline float64, paint func()) {
	if len(piece.Glyphs) == 0 {
		return
	}
	state := p.note(s.Note)
	parent := p.owner
	reference := &tag{parent: parent, role: tagged.Reference}
	link := &tag{parent: reference, role: tagged.LinkRole, attrs: tagged.Attributes{Alt: s.Alt}}
	p.within(link, paint)
	p.doc.LinkTo(x, baseline-s.Rise-piece.Size, piece.Width, piece.Size*1.3, noteName(state, p.page), s.Alt, p.element(link))
	if state.tag == nil {
		p.doc.Dest(backName(state), baseline-piece.Size*2)
		state.tag = &tag{parent: parent, role: tagged.Note, attrs: tagged.Attributes{ID: fmt.Sprintf("note-%04d", state.number)}}
		p.doc.Attach(p.element(state.tag))
	}
}

func noteName(s *noteState, page int) string { return fmt.Sprintf("note:%d:%d", s.number, page) }
func backName(s *noteState) string           { return fmt.Sprintf("note-reference:%d", s.number) }

// paintNotes paints notes at the foot of a page from y on.
func (p *provider) paintNotes(notes []*Note, x, y, width float64) {
	rule := width / 4
	left := x
	if p.look.RTL {
		left = x + width - rule
	}
	p.doc.Line(left, y+footLine, left+rule, y+footLine, 0.5, p.look.Muted.tagged())
	y += footRule
	for _, n := range notes {
		p.paintNote(n, x, y, width)
		y += p.note(n).part.height(p, width) + footGap
	}
}

func (p *provider) paintNote(n *Note, x, y, width float64) {
	state := p.note(n)
	if state.tag == nil {
		p.fail(fmt.Errorf("note %q is on a page without its reference", n.Label))
		return
	}
	p.doc.Dest(noteName(state, p.page), y-2)
	if state.printed {
		p.asArtifact(tagged.Layout, func() { state.part.paint(p, x, y, width) })
		return
	}
	state.printed = true
	lbl := &tag{parent: state.tag, role: tagged.Label}
	link := &tag{parent: lbl, role: tagged.LinkRole, attrs: tagged.Attributes{Alt: n.Back}}
	state.part.label.tag = link
	back := n.Back
	if back == "" {
		back = n.Label
	}
	body := &tag{parent: state.tag, role: tagged.Paragraph}
	p.within(body, func() { state.part.paint(p, x, y, width) })
	gap := state.part.label.gap
	if state.part.style.rtl {
		x += width - gap
	}
	p.doc.LinkTo(x, y, gap, state.part.style.size*1.3, backName(state), back, p.element(link))
}
