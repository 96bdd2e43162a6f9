package xlsx

import (
	"strconv"
	"strings"

	"htsm/generator/doc"
)

// cover writes the sheet that says what the workbook is.
func (b *book) cover() error {
	m := b.doc.Meta
	p, err := b.sheet("Cover", m.Title, 100)
	if err != nil {
		return err
	}
	if err := p.line(m.Period, style{look: strongLook}); err != nil {
		return err
	}
	for _, line := range append([]string{m.Subtitle, m.Publisher}, m.Marking.Handling...) {
		if line == "" {
			continue
		}
		if err := p.line(line, style{}); err != nil {
			return err
		}
	}
	for _, f := range m.Facts {
		if err := p.label(f.Label, f.Text); err != nil {
			return err
		}
	}
	return p.extent(1)
}

// contents lists the other sheets, with links.
func (b *book) contents(p *page) error {
	t, err := p.begin([]string{b.doc.Words.SheetName, b.doc.Words.SheetTitle}, 0, 0)
	if err != nil {
		return err
	}
	for _, s := range b.sheets {
		if s.name == p.name {
			continue
		}
		p.row++
		if err := p.link(1, s.name, s.name); err != nil {
			return err
		}
		if err := p.text(2, s.title, style{}); err != nil {
			return err
		}
	}
	return t.end("contents", b.doc.Words.Contents, "")
}

// notes writes the notes of the document; without any there is no sheet.
func (b *book) notes() error {
	if len(b.doc.Notes) == 0 {
		return nil
	}
	w := b.doc.Words
	p, err := b.sheet("Notes", w.Notes, 20, 100)
	if err != nil {
		return err
	}
	t, err := p.begin([]string{strings.TrimSpace(strings.ReplaceAll(w.Note, "{number}", "")), w.NoteText}, 0, 0)
	if err != nil {
		return err
	}
	for _, n := range b.doc.Notes {
		p.row++
		if err := p.text(1, strings.ReplaceAll(w.Note, "{number}", strconv.Itoa(int(n.ID))), style{}); err != nil {
			return err
		}
		if err := p.text(2, doc.Plain(n.Text), style{}); err != nil {
			return err
		}
	}
	return t.end("notes", w.Notes, "")
}

// sources writes what the edition was made from; without any there is no
// sheet.
func (b *book) sources() error {
	if len(b.doc.Sources) == 0 {
		return nil
	}
	w := b.doc.Words
	p, err := b.sheet("Sources", w.Sources, 50, 35, 80)
	if err != nil {
		return err
	}
	t, err := p.begin([]string{w.Source, w.File, "SHA-256"}, 0, 0)
	if err != nil {
		return err
	}
	for _, s := range b.doc.Sources {
		p.row++
		for i, text := range []string{s.Name, s.File, s.SHA256} {
			if err := p.text(i+1, text, style{}); err != nil {
				return err
			}
		}
	}
	return t.end("sources", w.Sources, "")
}
