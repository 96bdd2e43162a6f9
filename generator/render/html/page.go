package html

import (
	"fmt"
	stdhtml "html"
	"strconv"

	"htsm/generator/doc"
)

// A page collects the markup of the text. Markup is written by raw and open
// only, texts of the document by text and by the values of open.
type page struct {
	doc     *doc.Document
	options Options
	brief   string // The page with the whole document; empty on that page itself.
	buf     []byte
	place   string // The section that is being written, as in [doc.Document.Facts].
	count   int    // The texts of that section so far.
	ids     map[string]bool
	refs    map[doc.NoteID]int // How often each note was marked.
	err     error              // The first identifier that stands twice.
}

// take returns what has been written and starts afresh.
func (p *page) take() string {
	s := string(p.buf)
	p.buf = p.buf[:0]
	return s
}

func (p *page) raw(s string)  { p.buf = append(p.buf, s...) }
func (p *page) text(s string) { p.raw(stdhtml.EscapeString(s)) }

// open writes a start tag with attributes given as names and values. An
// attribute with an empty value is left out.
func (p *page) open(name string, attrs ...string) {
	p.raw("<")
	p.raw(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		if attrs[i] == "id" {
			p.claim(attrs[i+1])
		}
		p.raw(" ")
		p.raw(attrs[i])
		p.raw(`="`)
		p.text(attrs[i+1])
		p.raw(`"`)
	}
	p.raw(">")
}

// element writes an element that holds a text.
func (p *page) element(name, text string, attrs ...string) {
	p.open(name, attrs...)
	p.text(text)
	p.close(name)
}

func (p *page) close(name string) {
	p.raw("</")
	p.raw(name)
	p.raw(">")
}

// claim notes that an identifier is used.
func (p *page) claim(id string) {
	if p.ids[id] && p.err == nil {
		p.err = fmt.Errorf("the identifier %q stands twice", id)
	}
	p.ids[id] = true
}

// next returns the place of the next text of the section.
func (p *page) next() string {
	p.count++
	return p.place + "/p" + strconv.Itoa(p.count)
}

func (p *page) section(s *doc.Section, level int) error {
	p.open("section", "class", "part", "id", s.ID)
	tag := "h" + strconv.Itoa(min(level, 6))
	p.open(tag, "data-fact", s.ID+"/title")
	p.open("a", "href", "#"+s.ID)
	if s.Number != "" {
		p.element("span", s.Number, "class", "number")
		p.raw(" ")
	}
	p.text(s.Title)
	p.raw("</a>")
	p.close(tag)
	p.raw("\n")
	p.place, p.count = s.ID, 0
	if err := p.blocks(s.Blocks); err != nil {
		return err
	}
	for _, sub := range s.Sections {
		if err := p.section(sub, level+1); err != nil {
			return err
		}
	}
	p.raw("</section>\n")
	return p.err
}

func (p *page) blocks(list []doc.Block) error {
	for _, b := range list {
		if err := b.Accept(p); err != nil {
			return err
		}
	}
	return nil
}

// endnotes writes the items of the list of notes that are referred to. In a
// whole document that is all of them.
func (p *page) endnotes() error {
	for _, n := range p.doc.Notes {
		if p.refs[n.ID] == 0 {
			continue
		}
		id := strconv.Itoa(int(n.ID))
		p.open("li", "id", "note_"+id, "value", id)
		p.open("span", "data-fact", "note/"+id)
		if err := p.inlines(n.Text); err != nil {
			return fmt.Errorf("html: note %s: %w", id, err)
		}
		p.raw("</span>")
		for k := range p.refs[n.ID] {
			label := p.doc.Words.BackToText
			if p.refs[n.ID] > 1 {
				label += " " + strconv.Itoa(k+1)
			}
			p.raw(" ")
			p.element("a", "↑", "class", "back-link", "role", "doc-backlink",
				"href", "#ref_"+id+"_"+strconv.Itoa(k+1), "aria-label", label)
		}
		p.raw("</li>\n")
	}
	return p.err
}
