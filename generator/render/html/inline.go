package html

import (
	"fmt"
	"strconv"
	"strings"

	"htsm/generator/doc"
)

func (p *page) inlines(list []doc.Inline) error {
	for _, i := range list {
		if err := i.AcceptInline(p); err != nil {
			return err
		}
	}
	return nil
}

// wrap writes inlines within an element.
func (p *page) wrap(name string, body []doc.Inline, attrs ...string) error {
	p.open(name, attrs...)
	if err := p.inlines(body); err != nil {
		return err
	}
	p.close(name)
	return nil
}

// Text writes plain text.
func (p *page) Text(i *doc.Text) error { p.text(i.Text); return nil }

// Emph writes emphasised text.
func (p *page) Emph(i *doc.Emph) error { return p.wrap("em", i.Body) }

// Strong writes strongly emphasised text.
func (p *page) Strong(i *doc.Strong) error { return p.wrap("strong", i.Body) }

// Code writes a text in a fixed form, always from left to right.
func (p *page) Code(i *doc.Code) error {
	p.element("code", i.Text, "dir", "ltr")
	return nil
}

// ValueRef writes a number of the edition.
func (p *page) ValueRef(i *doc.ValueRef) error {
	p.element("span", i.Display, "class", "value")
	return nil
}

// NoteRef writes the mark of a note.
func (p *page) NoteRef(i *doc.NoteRef) error {
	p.mark(i.Note)
	return nil
}

// CrossRef writes a link within the document.
func (p *page) CrossRef(i *doc.CrossRef) error {
	p.element("a", i.Text, "href", p.brief+"#"+i.Target)
	return nil
}

// Link writes a link out of the site. It refuses any scheme but https.
func (p *page) Link(i *doc.Link) error {
	if !strings.HasPrefix(i.URL, "https://") {
		return fmt.Errorf("a link points to %q, which is not https", i.URL)
	}
	return p.wrap("a", i.Body, "class", "external", "href", i.URL, "rel", "external noreferrer noopener")
}

// Term writes a word that leads to its definition.
func (p *page) Term(i *doc.Term) error {
	return p.wrap("a", i.Body, "class", "term", "title", i.Definition, "href", p.brief+"#"+i.Target)
}

// marks writes the marks of notes behind a text.
func (p *page) marks(list []doc.NoteID) {
	for _, id := range list {
		p.mark(id)
	}
}

func (p *page) mark(id doc.NoteID) {
	p.refs[id]++
	n := strconv.Itoa(int(id))
	p.raw(`<sup class="mark">`)
	p.element("a", n, "id", "ref_"+n+"_"+strconv.Itoa(p.refs[id]), "href", "#note_"+n,
		"role", "doc-noteref", "aria-label", strings.ReplaceAll(p.doc.Words.Note, "{number}", n))
	p.raw("</sup>")
}
