package doc

import (
	"fmt"
	"strings"
)

// A Fact is one statement of a document: the text shown at a place. Places are
// paths such as "t-volume/THB/count", "f-volume/2026-10/count", "s2/title".
type Fact struct{ Place, Display string }

// Facts returns every fact of d in reading order: title, sections, blocks,
// then notes. A rendering of d in any format must show exactly these facts.
func (d *Document) Facts() []Fact {
	f := &facts{}
	f.add("title", d.Meta.Title)
	f.add("marking", d.Meta.Marking.Text)
	f.add("period", d.Meta.Period)
	for _, s := range d.Body {
		f.section(s)
	}
	for _, n := range d.Notes {
		f.add(fmt.Sprintf("note/%d", n.ID), Plain(n.Text))
	}
	return f.list
}

type facts struct {
	list  []Fact
	place string // The section and block that are being walked.
	count int
}

func (f *facts) add(place, display string) { f.list = append(f.list, Fact{place, display}) }

func (f *facts) section(s *Section) {
	f.add(s.ID+"/title", strings.TrimSpace(s.Number+" "+s.Title))
	f.place, f.count = s.ID, 0
	f.blocks(s.Blocks)
	for _, sub := range s.Sections {
		f.section(sub)
	}
}

func (f *facts) blocks(list []Block) {
	for _, b := range list {
		if err := b.Accept(f); err != nil {
			panic("doc: collecting facts failed: " + err.Error()) // This visitor never fails.
		}
	}
}

// text adds the next text of the current section.
func (f *facts) text(list []Inline) {
	f.count++
	f.add(fmt.Sprintf("%s/p%d", f.place, f.count), Plain(list))
}

func (f *facts) Paragraph(b *Paragraph) error { f.text(b.Text); return nil }

func (f *facts) List(b *List) error {
	for _, item := range b.Items {
		f.blocks(item)
	}
	return nil
}

func (f *facts) Quote(b *Quote) error { f.blocks(b.Body); return nil }

func (f *facts) Callout(b *Callout) error {
	if b.Title != "" {
		f.text([]Inline{&Text{b.Title}})
	}
	f.blocks(b.Body)
	return nil
}

func (f *facts) KeyFigures(b *KeyFigures) error {
	for i, k := range b.Items {
		place := fmt.Sprintf("%s/%d", b.ID, i)
		f.add(place+"/label", k.Label)
		f.add(place+"/value", k.Display)
		for j, line := range k.Details {
			f.add(fmt.Sprintf("%s/detail%d", place, j+1), line)
		}
	}
	return nil
}

func (f *facts) Figure(b *Figure) error {
	f.add(b.ID+"/caption", strings.TrimSpace(b.Label+" "+Plain(b.Caption)))
	f.add(b.ID+"/source", b.Source)
	if b.Data != nil {
		f.grid(b.Data)
	}
	return nil
}

func (f *facts) Table(b *Table) error {
	f.add(b.ID+"/caption", strings.TrimSpace(b.Label+" "+Plain(b.Caption)))
	f.grid(b)
	f.add(b.ID+"/source", b.Source)
	for i, line := range b.Legend {
		f.add(fmt.Sprintf("%s/legend%d", b.ID, i+1), line)
	}
	return nil
}

func (f *facts) grid(b *Table) {
	for j, c := range b.Cols {
		f.add(fmt.Sprintf("%s/head/%d", b.ID, j), c.Text)
	}
	for _, r := range b.Rows {
		for l, h := range r.Heads {
			f.add(fmt.Sprintf("%s/%s/head%d", b.ID, r.Key, l), h.Text)
		}
		for j, c := range r.Cells {
			f.add(fmt.Sprintf("%s/%s/%s", b.ID, r.Key, b.Cols[j].Key), c.Display)
		}
	}
}
