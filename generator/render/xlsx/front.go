package xlsx

import (
	"strconv"
	"strings"

	"htsm/generator/doc"
)

// cover writes the sheet that says what the workbook is. It leads to the list
// of the sheets and to the notes.
func (b *book) cover() error {
	m, w := b.doc.Meta, b.doc.Words
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
	links := [][2]string{{w.Contents, "Contents"}}
	if len(b.doc.Notes) > 0 {
		links = append(links, [2]string{w.Notes, "Notes"})
	}
	for _, l := range links {
		if err := p.line(l[0], style{}); err != nil {
			return err
		}
		if err := p.link(0, l[1]); err != nil {
			return err
		}
	}
	return p.extent(1, len(p.rows))
}

// contents lists the other sheets, with links.
func (b *book) contents(p *page) error {
	t, err := p.begin([]string{b.doc.Words.SheetName, b.doc.Words.SheetTitle}, 0, 0)
	if err != nil {
		return err
	}
	for _, s := range b.sheets {
		if s == p {
			continue
		}
		if err := p.add([]string{s.name, s.title}, style{}); err != nil {
			return err
		}
		if err := p.link(0, s.name); err != nil {
			return err
		}
	}
	return t.end("contents", b.doc.Words.Contents, "", 0)
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
		mark := strings.ReplaceAll(w.Note, "{number}", strconv.Itoa(int(n.ID)))
		if err := p.add([]string{mark, doc.Plain(n.Text)}, style{}); err != nil {
			return err
		}
	}
	return t.end("notes", w.Notes, "", 0)
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
		if err := p.add([]string{s.Name, s.File, s.SHA256}, style{}); err != nil {
			return err
		}
	}
	return t.end("sources", w.Sources, "", 0)
}
