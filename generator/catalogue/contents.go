// Package catalogue says for machines what the editions of an audience hold:
// the contents of one edition, and the catalogue of all.
//
// The contents stand beside the edition as JSON and are all that pages made
// later, such as the search, know of it. The package reads documents and
// writes no page. Invariant: it holds titles, texts and heads of what a
// document shows, and not one cell of a table.
package catalogue

import (
	"encoding/json"
	"fmt"
	"strings"

	"htsm/generator/doc"
)

// Name is the name of the contents in the folder of an edition.
const Name = "contents.json"

// Contents are what one edition in one language holds.
type Contents struct {
	Report    string    `json:"report"`
	Edition   string    `json:"edition"`
	Language  string    `json:"language"`
	Reference string    `json:"reference"`
	Title     string    `json:"title"`
	Subtitle  string    `json:"subtitle,omitempty"`
	Period    string    `json:"period"` // In words of the language.
	Publisher string    `json:"publisher,omitempty"`
	Contact   Contact   `json:"contact,omitzero"`
	Next      string    `json:"next,omitempty"` // When the next edition comes out, in words.
	Marking   string    `json:"marking"`
	Dated     string    `json:"dated"` // The date of the extract, ISO.
	Revision  int       `json:"revision"`
	Exhibits  []Exhibit `json:"exhibits"`
	Passages  []Passage `json:"passages"`
}

// A Contact is whom readers ask.
type Contact = doc.Contact

// An Exhibit is a table or a figure.
type Exhibit struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`   // "Figure 2"
	Caption string   `json:"caption"` // Without the label.
	Text    string   `json:"text"`    // What is to be seen: the text alternative or the summary.
	Unit    string   `json:"unit,omitempty"`
	Source  string   `json:"source,omitempty"`
	Heads   []string `json:"heads"` // The heads of its columns and rows, each once.
	Page    string   `json:"page"`  // Its address, relative to the edition.
	Files   []File   `json:"files"`
}

// A File is an exhibit or an edition in another format.
type File struct {
	Href string `json:"href"` // Relative to the edition.
	Type string `json:"type"` // The media type.
}

// A Passage is a section with its texts.
type Passage struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Of returns the contents of d. The function files returns the downloads of a
// table or figure by its ID; page returns its address.
func Of(d *doc.Document, page func(id string) string, files func(id string) []File) *Contents {
	m := d.Meta
	c := &Contents{
		Report: m.Report, Edition: m.Edition, Language: m.Language, Reference: m.Reference, Title: m.Title, Subtitle: m.Subtitle,
		Period: m.Period, Publisher: m.Publisher, Contact: m.Contact, Next: m.Next, Marking: m.Marking.Text, Dated: m.Dated, Revision: m.Revision,
	}
	for _, g := range d.Grids() {
		x := Exhibit{ID: g.ID, Label: g.Label, Caption: doc.Plain(g.Caption), Text: g.Summary, Unit: g.Unit, Source: g.Source, Heads: heads(g.Table)}
		if f := g.Figure; f != nil {
			x.ID, x.Label, x.Caption, x.Text = f.ID, f.Label, doc.Plain(f.Caption), f.Alt
		}
		x.Page, x.Files = page(x.ID), files(x.ID)
		c.Exhibits = append(c.Exhibits, x)
	}
	r := &reader{}
	for _, s := range d.Body {
		r.section(s)
	}
	c.Passages = r.list
	return c
}

// heads returns the heads of the columns and rows of a table, each once.
func heads(t *doc.Table) []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(text string) {
		if !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	for _, s := range t.Stub {
		add(s)
	}
	for _, g := range t.Groups {
		add(g.Text)
	}
	for _, c := range t.Cols {
		add(c.Text)
	}
	for _, r := range t.Rows {
		for _, h := range r.Heads {
			add(h.Text)
		}
	}
	return out
}

// JSON returns the contents as they stand beside the edition.
func (c *Contents) JSON() ([]byte, error) {
	data, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write contents: %w", err)
	}
	return append(data, '\n'), nil
}

// Read reads what [Contents.JSON] wrote.
func Read(data []byte) (*Contents, error) {
	c := &Contents{}
	if err := json.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("read contents: %w", err)
	}
	return c, nil
}

// A reader collects the texts of sections; tables and figures are exhibits.
type reader struct {
	list []Passage
	text []string
}

func (r *reader) section(s *doc.Section) {
	r.text = nil
	r.blocks(s.Blocks)
	r.list = append(r.list, Passage{ID: s.ID, Title: s.Title, Text: strings.Join(r.text, " ")})
	for _, sub := range s.Sections {
		r.section(sub)
	}
}

func (r *reader) blocks(list []doc.Block) {
	for _, b := range list {
		if err := b.Accept(r); err != nil {
			panic("catalogue: reading texts failed: " + err.Error()) // This visitor never fails.
		}
	}
}

// Paragraph takes its text.
func (r *reader) Paragraph(b *doc.Paragraph) error {
	r.text = append(r.text, doc.Plain(b.Text))
	return nil
}

// List takes the texts of its items.
func (r *reader) List(b *doc.List) error {
	for _, item := range b.Items {
		r.blocks(item)
	}
	return nil
}

// Quote takes its texts.
func (r *reader) Quote(b *doc.Quote) error { r.blocks(b.Body); return nil }

// Callout takes its title and its texts.
func (r *reader) Callout(b *doc.Callout) error {
	if b.Title != "" {
		r.text = append(r.text, b.Title)
	}
	r.blocks(b.Body)
	return nil
}

// KeyFigures takes the labels, not the figures.
func (r *reader) KeyFigures(b *doc.KeyFigures) error {
	for _, k := range b.Items {
		r.text = append(r.text, k.Label)
	}
	return nil
}

// Table takes nothing.
func (r *reader) Table(*doc.Table) error { return nil }

// Figure takes nothing.
func (r *reader) Figure(*doc.Figure) error { return nil }
