package compose_test

import (
	"fmt"
	"strings"
	"testing"

	"htsm/generator/doc"
)

// dump writes a document as text: the cover, then each block, then the notes.
func dump(t testing.TB, d *doc.Document) string {
	t.Helper()
	p := &printer{}
	m := d.Meta
	p.line("%s | %s | %s | %s", m.Title, m.Period, m.CutOff, m.Reference)
	p.line("%s | %s", m.Marking.Text, strings.Join(m.Marking.Handling, " "))
	for _, r := range m.Facts {
		p.line("%s: %s", r.Label, r.Text)
	}
	p.sections(t, d.Body)
	for _, n := range d.Notes {
		p.line("note %d: %s", n.ID, doc.Plain(n.Text))
	}
	return p.String()
}

type printer struct {
	strings.Builder
	indent string
}

func (p *printer) line(format string, args ...any) {
	fmt.Fprintf(p, "%s%s\n", p.indent, fmt.Sprintf(format, args...))
}

func (p *printer) sections(t testing.TB, list []*doc.Section) {
	for _, s := range list {
		p.line("== %s %s (%s)", s.Number, s.Title, s.ID)
		p.blocks(t, s.Blocks)
		p.sections(t, s.Sections)
	}
}

func (p *printer) blocks(t testing.TB, list []doc.Block) {
	t.Helper()
	for _, b := range list {
		if err := b.Accept(p); err != nil {
			t.Fatal(err)
		}
	}
}

func (p *printer) Paragraph(b *doc.Paragraph) error { p.line("%s", doc.Plain(b.Text)); return nil }
func (p *printer) List(*doc.List) error             { p.line("a list"); return nil }
func (p *printer) Quote(*doc.Quote) error           { p.line("a quotation"); return nil }

func (p *printer) Callout(b *doc.Callout) error {
	p.line("callout %d: %s", b.Kind, b.Title)
	for _, k := range b.Body {
		if err := k.Accept(p); err != nil {
			return err
		}
	}
	return nil
}

func (p *printer) KeyFigures(b *doc.KeyFigures) error {
	for _, k := range b.Items {
		p.line("key figure %s: %s %s", k.Label, k.Display, strings.Join(k.Details, " / "))
	}
	return nil
}

func (p *printer) Figure(b *doc.Figure) error {
	p.line("%s (%s) %s %v", b.Label, b.ID, doc.Plain(b.Caption), b.Notes)
	p.line("  alt: %s", b.Alt)
	p.line("  source: %s", b.Source)
	p.line("  %s, %s, %s", b.Chart.Kind, b.Chart.Value, b.Chart.Subtitle)
	for _, s := range b.Chart.Series {
		line := s.Name
		for i, k := range s.Points {
			line += fmt.Sprintf(" | %s %s", b.Chart.Categories[i].Label, k.Display)
		}
		p.line("  %s", line)
	}
	ticks := ""
	for _, k := range b.Chart.Axis.Ticks {
		ticks += " " + k.Text
	}
	p.line("  ticks:%s; %s", ticks, strings.Join(b.Chart.Words, " "))
	return p.grid(b.Data)
}

func (p *printer) Table(b *doc.Table) error {
	p.line("%s (%s) %s %v", b.Label, b.ID, doc.Plain(b.Caption), b.Notes)
	p.line("  summary: %s", b.Summary)
	p.line("  source: %s", b.Source)
	return p.grid(b)
}

func (p *printer) grid(b *doc.Table) error {
	heads := strings.Join(b.Stub, ", ")
	for _, c := range b.Cols {
		heads += " | " + c.Text
	}
	p.line("  %s", heads)
	for _, r := range b.Rows {
		var line []string
		for _, h := range r.Heads {
			line = append(line, h.Text)
		}
		text := strings.Join(line, ", ")
		for _, c := range r.Cells {
			text += " | " + c.Display
		}
		p.line("  %s", text)
	}
	for _, l := range b.Legend {
		p.line("  legend: %s", l)
	}
	return nil
}

// A noteOrder collects the numbers of notes in the order of first reference.
type noteOrder struct{ first []int }

func (o *noteOrder) add(list []doc.NoteID) {
	for _, n := range list {
		seen := false
		for _, k := range o.first {
			seen = seen || k == int(n)
		}
		if !seen {
			o.first = append(o.first, int(n))
		}
	}
}

func (o *noteOrder) Paragraph(b *doc.Paragraph) error {
	for _, i := range b.Text {
		if n, ok := i.(*doc.NoteRef); ok {
			o.add([]doc.NoteID{n.Note})
		}
	}
	return nil
}

func (o *noteOrder) List(*doc.List) error       { return nil }
func (o *noteOrder) Quote(*doc.Quote) error     { return nil }
func (o *noteOrder) Callout(*doc.Callout) error { return nil }

func (o *noteOrder) KeyFigures(b *doc.KeyFigures) error {
	for _, k := range b.Items {
		o.add(k.Notes)
	}
	return nil
}

func (o *noteOrder) Figure(b *doc.Figure) error { o.add(b.Notes); return nil }

func (o *noteOrder) Table(b *doc.Table) error {
	for _, c := range b.Cols {
		o.add(c.Notes)
	}
	for _, r := range b.Rows {
		for _, h := range r.Heads {
			o.add(h.Notes)
		}
	}
	o.add(b.Notes)
	return nil
}
