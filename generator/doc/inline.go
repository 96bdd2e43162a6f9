package doc

import (
	"strings"

	"htsm/generator/release"
)

// An Inline is a piece of running text. The set of inlines is closed: a new
// one needs a new method of [InlineVisitor].
type Inline interface {
	AcceptInline(InlineVisitor) error
	inline()
}

// An InlineVisitor has one method for each kind of inline.
type InlineVisitor interface {
	Text(*Text) error
	Emph(*Emph) error
	Strong(*Strong) error
	Code(*Code) error
	ValueRef(*ValueRef) error
	NoteRef(*NoteRef) error
	CrossRef(*CrossRef) error
	Link(*Link) error
	Term(*Term) error
}

// A Text is plain text. It may hold no-break spaces but no line breaks.
type Text struct{ Text string }

// An Emph is emphasised text.
type Emph struct{ Body []Inline }

// A Strong is strongly emphasised text.
type Strong struct{ Body []Inline }

// A Code is text in a fixed form: a file name, a column.
type Code struct{ Text string }

// A ValueRef is a number of the edition within a sentence. It shares its
// value with the table or the chart that shows it.
type ValueRef struct {
	Ref     string // The reference as written: "volume.total.count".
	Value   release.Value
	Display string
	Aside   bool // It explains a figure, such as a limit or a p, and stands in no table itself.
}

// A NoteRef is the mark of a note.
type NoteRef struct{ Note NoteID }

// A CrossRef points to a section, a table or a figure of the document.
type CrossRef struct {
	Target string // The ID of a Section, Table or Figure.
	Text   string // "table 2"
}

// A Link points out of the document.
type Link struct {
	URL  string // https only.
	Body []Inline
}

// A Term is a word with its definition. The definition is printed where the
// term leads to; formats that can show it beside the word as well do so.
type Term struct {
	Body       []Inline
	Definition string
	Target     string // The ID of the Section that prints the definition.
}

func (*Text) inline()     {}
func (*Emph) inline()     {}
func (*Strong) inline()   {}
func (*Code) inline()     {}
func (*ValueRef) inline() {}
func (*NoteRef) inline()  {}
func (*CrossRef) inline() {}
func (*Link) inline()     {}
func (*Term) inline()     {}

// AcceptInline calls v.Text.
func (i *Text) AcceptInline(v InlineVisitor) error { return v.Text(i) }

// AcceptInline calls v.Emph.
func (i *Emph) AcceptInline(v InlineVisitor) error { return v.Emph(i) }

// AcceptInline calls v.Strong.
func (i *Strong) AcceptInline(v InlineVisitor) error { return v.Strong(i) }

// AcceptInline calls v.Code.
func (i *Code) AcceptInline(v InlineVisitor) error { return v.Code(i) }

// AcceptInline calls v.ValueRef.
func (i *ValueRef) AcceptInline(v InlineVisitor) error { return v.ValueRef(i) }

// AcceptInline calls v.NoteRef.
func (i *NoteRef) AcceptInline(v InlineVisitor) error { return v.NoteRef(i) }

// AcceptInline calls v.CrossRef.
func (i *CrossRef) AcceptInline(v InlineVisitor) error { return v.CrossRef(i) }

// AcceptInline calls v.Link.
func (i *Link) AcceptInline(v InlineVisitor) error { return v.Link(i) }

// AcceptInline calls v.Term.
func (i *Term) AcceptInline(v InlineVisitor) error { return v.Term(i) }

// Plain returns the text of inlines without marks: what a reader would say
// aloud. Marks of notes are left out.
func Plain(list []Inline) string {
	var p plain
	p.all(list)
	return p.String()
}

type plain struct{ strings.Builder }

func (p *plain) all(list []Inline) error {
	for _, i := range list {
		if err := i.AcceptInline(p); err != nil {
			return err
		}
	}
	return nil
}

func (p *plain) write(s string) error       { _, err := p.WriteString(s); return err }
func (p *plain) Text(i *Text) error         { return p.write(i.Text) }
func (p *plain) Emph(i *Emph) error         { return p.all(i.Body) }
func (p *plain) Strong(i *Strong) error     { return p.all(i.Body) }
func (p *plain) Code(i *Code) error         { return p.write(i.Text) }
func (p *plain) ValueRef(i *ValueRef) error { return p.write(i.Display) }
func (p *plain) NoteRef(*NoteRef) error     { return nil }
func (p *plain) CrossRef(i *CrossRef) error { return p.write(i.Text) }
func (p *plain) Link(i *Link) error         { return p.all(i.Body) }
func (p *plain) Term(i *Term) error         { return p.all(i.Body) }
