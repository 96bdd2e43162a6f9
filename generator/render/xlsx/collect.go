package xlsx

import (
	"fmt"
	"strings"

	"htsm/generator/doc"
)

// An item is what stands on one data sheet.
type item struct {
	sheet  string // Table_1, Figure_2.
	title  string // Label and caption.
	source string
	table  *doc.Table
	figure *doc.Figure  // Nil for a table of its own.
	notes  []doc.NoteID // Those of the title.
}

// collect returns the tables and figures of d in the order of reading.
func collect(d *doc.Document) ([]item, error) {
	c := &collector{}
	for _, s := range d.Body {
		if err := c.section(s); err != nil {
			return nil, err
		}
	}
	return c.items, nil
}

type collector struct {
	items           []item
	tables, figures int
}

func (c *collector) section(s *doc.Section) error {
	if err := c.blocks(s.Blocks); err != nil {
		return err
	}
	for _, sub := range s.Sections {
		if err := c.section(sub); err != nil {
			return err
		}
	}
	return nil
}

func (c *collector) blocks(list []doc.Block) error {
	for _, b := range list {
		if err := b.Accept(c); err != nil {
			return err
		}
	}
	return nil
}

// Paragraph does nothing: prose belongs to the brief.
func (c *collector) Paragraph(*doc.Paragraph) error { return nil }

// KeyFigures does nothing: headline numbers stand in tables as well.
func (c *collector) KeyFigures(*doc.KeyFigures) error { return nil }

// List collects what stands in the items.
func (c *collector) List(b *doc.List) error {
	for _, body := range b.Items {
		if err := c.blocks(body); err != nil {
			return err
		}
	}
	return nil
}

// Quote collects what stands in the quotation.
func (c *collector) Quote(b *doc.Quote) error { return c.blocks(b.Body) }

// Callout collects what stands in the remark.
func (c *collector) Callout(b *doc.Callout) error { return c.blocks(b.Body) }

// Table collects a table.
func (c *collector) Table(b *doc.Table) error {
	c.tables++
	c.items = append(c.items, item{
		sheet: fmt.Sprintf("Table_%d", c.tables), title: caption(b.Label, b.Caption),
		source: b.Source, table: b, notes: append(marksOf(b.Caption), b.Notes...),
	})
	return nil
}

// Figure collects the data of a figure under its caption.
func (c *collector) Figure(b *doc.Figure) error {
	c.figures++
	if b.Data == nil {
		return fmt.Errorf("xlsx: figure %s has no data", b.ID)
	}
	notes := append(marksOf(b.Caption), b.Notes...)
	c.items = append(c.items, item{
		sheet: fmt.Sprintf("Figure_%d", c.figures), title: caption(b.Label, b.Caption),
		source: b.Source, table: b.Data, figure: b, notes: append(notes, b.Data.Notes...),
	})
	return nil
}

func caption(label string, text []doc.Inline) string {
	return strings.TrimSpace(label + " " + doc.Plain(text))
}

// marksOf returns the marks of notes in running text, in order.
func marksOf(list []doc.Inline) []doc.NoteID {
	m := &marks{}
	if err := m.all(list); err != nil {
		panic("xlsx: collecting marks failed: " + err.Error()) // This visitor never fails.
	}
	return m.list
}

type marks struct{ list []doc.NoteID }

func (m *marks) all(list []doc.Inline) error {
	for _, i := range list {
		if err := i.AcceptInline(m); err != nil {
			return err
		}
	}
	return nil
}

// NoteRef collects a mark.
func (m *marks) NoteRef(i *doc.NoteRef) error { m.list = append(m.list, i.Note); return nil }

// Text has no marks.
func (m *marks) Text(*doc.Text) error { return nil }

// Code has no marks.
func (m *marks) Code(*doc.Code) error { return nil }

// ValueRef has no marks.
func (m *marks) ValueRef(*doc.ValueRef) error { return nil }

// CrossRef has no marks.
func (m *marks) CrossRef(*doc.CrossRef) error { return nil }

// Emph collects the marks within.
func (m *marks) Emph(i *doc.Emph) error { return m.all(i.Body) }

// Strong collects the marks within.
func (m *marks) Strong(i *doc.Strong) error { return m.all(i.Body) }

// Link collects the marks within.
func (m *marks) Link(i *doc.Link) error { return m.all(i.Body) }

// Term collects the marks within.
func (m *marks) Term(i *doc.Term) error { return m.all(i.Body) }
