package doc

import (
	"htsm/generator/head"
	"htsm/generator/release"
)

// A Printed is a released figure that a document shows, with its place among
// the statistics of the report.
type Printed struct {
	Ref   head.Ref
	Value release.Value
}

// Printed returns every figure of a statistic that d shows in a table, a
// figure, a headline number or a sentence, in reading order. One that is shown
// twice comes twice.
func (d *Document) Printed() []Printed {
	p := &printed{}
	for _, s := range d.Body {
		p.section(s)
	}
	for _, n := range d.Notes {
		p.text(n.Text)
	}
	return p.list
}

type printed struct{ list []Printed }

func (p *printed) section(s *Section) {
	p.blocks(s.Blocks)
	for _, sub := range s.Sections {
		p.section(sub)
	}
}

func (p *printed) blocks(list []Block) {
	for _, b := range list {
		if err := b.Accept(p); err != nil {
			panic("doc: collecting figures failed: " + err.Error()) // This visitor never fails.
		}
	}
}

func (p *printed) text(list []Inline) {
	for _, i := range list {
		if err := i.AcceptInline(p); err != nil {
			panic("doc: collecting figures failed: " + err.Error()) // This visitor never fails.
		}
	}
}

func (p *printed) ref(ref string, v release.Value) {
	if r, ok := head.ParseRef(ref); ok {
		p.list = append(p.list, Printed{r, v})
	}
}

func (p *printed) grid(t *Table) {
	if t == nil || t.Of == "" {
		return
	}
	for _, r := range t.Rows {
		for j, c := range r.Cells {
			if of := t.Cols[j].Of; of != "" {
				p.list = append(p.list, Printed{head.Ref{Statistic: t.Of, Row: r.Key, Column: of}, c.Value})
			}
		}
	}
}

func (p *printed) Paragraph(b *Paragraph) error { p.text(b.Text); return nil }

func (p *printed) List(b *List) error {
	for _, item := range b.Items {
		p.blocks(item)
	}
	return nil
}

func (p *printed) Table(b *Table) error { p.text(b.Caption); p.grid(b); return nil }

func (p *printed) Figure(b *Figure) error { p.text(b.Caption); p.grid(b.Data); return nil }

func (p *printed) KeyFigures(b *KeyFigures) error {
	for _, k := range b.Items {
		p.ref(k.Ref, k.Value)
	}
	return nil
}

func (p *printed) Callout(b *Callout) error { p.blocks(b.Body); return nil }

func (p *printed) Quote(b *Quote) error { p.blocks(b.Body); return nil }

func (p *printed) Text(*Text) error       { return nil }
func (p *printed) Emph(i *Emph) error     { p.text(i.Body); return nil }
func (p *printed) Strong(i *Strong) error { p.text(i.Body); return nil }
func (p *printed) Code(*Code) error       { return nil }
func (p *printed) ValueRef(i *ValueRef) error {
	if !i.Aside {
		p.ref(i.Ref, i.Value)
	}
	return nil
}
func (p *printed) NoteRef(*NoteRef) error   { return nil }
func (p *printed) CrossRef(*CrossRef) error { return nil }
func (p *printed) Link(i *Link) error       { p.text(i.Body); return nil }
func (p *printed) Term(i *Term) error       { p.text(i.Body); return nil }
