// Package pdf renders a document as a brief on paper: a tagged PDF file with a
// cover, contents, bookmarks and footnotes.
//
// The package lays out; it formats no number, translates no word, numbers
// nothing and skips nothing. It builds a tree of maroto out of package
// generator/pdf, which sets and tags it. Invariant: each fact of
// [doc.Document.Facts] stands in the file once, as text, in the same order,
// with these exceptions: the marking stands on every page; notes stand at the
// foot of the page that refers to them; of a figure the drawing and its text
// alternative stand for its data; a head of a row that repeats the one above it
// is one cell over both rows; a table too wide for a page goes on in further
// tables with the same heads of rows. The data of
// tables and figures are attached, tied to the elements that show them.
package pdf

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"htsm/generator/doc"
	press "htsm/generator/pdf"
	"htsm/generator/pdf/hyphen"
	"htsm/generator/theme"
	"htsm/generator/typeface"
)

// Options are what a document does not know of its paper.
type Options struct {
	Theme *theme.Theme  // Required.
	Fonts *typeface.Set // Required.
	Words *hyphen.Book  // Where words may be divided; nil: nowhere.
	// Charts returns the drawing of a figure as an SVG element. Nil prints
	// the text alternative instead of the drawing.
	Charts func(*doc.Figure) ([]byte, error)
	// Data returns the CSV file of a table, or of the data of a figure, which
	// is attached to the document under the name ID.csv. Nil attaches nothing.
	Data      func(*doc.Table) ([]byte, error)
	Generator string // The name and version of the program.
	Copy      *Copy  // What marks a recipient's copy; nil for everybody's.
}

// Copy makes the file the copy of one recipient.
type Copy = press.Copy

// Render writes d as a PDF file to w. It returns an error if d is not valid or
// has no date, if a chart cannot be drawn, if a link is not https, if no font
// has a character of the document, or if something that must stay whole is
// larger than a page; then nothing has been written.
func Render(w io.Writer, d *doc.Document, o Options) error {
	if o.Theme == nil || o.Fonts == nil {
		return errors.New("pdf: the theme or the fonts are missing")
	}
	if err := d.Validate(); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	dated, err := time.Parse(time.DateOnly, d.Meta.Dated)
	if err != nil {
		return fmt.Errorf("pdf: the date of the document: %w", err)
	}
	k := newWriter(d, o)
	contents, err := k.document()
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	files, err := k.files(dated)
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	m := d.Meta
	p := press.New(press.Options{
		Fonts: o.Fonts, Words: o.Words, Look: k.look, Width: pageWidth, Height: pageHeight,
		Margins: press.Margins{Top: edge, Right: side, Bottom: edge, Left: side},
		Title:   m.Title, Author: m.Publisher, Subject: m.Subtitle,
		Keywords: strings.Join([]string{m.Period, m.Reference, m.Marking.Text}, ", "),
		Producer: o.Generator, Created: dated, Attachments: files, Copy: o.Copy,
	})
	if err := k.running(p); err != nil {
		return err
	}
	p.Add(contents...)
	file, err := p.Generate()
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	if _, err := w.Write(file.GetBytes()); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// The page, in points: ISO 216 A4.
const (
	pageWidth  = 595.276
	pageHeight = 841.89
	side       = 57
	edge       = 40
	lineEms    = 42 // The length of lines of running text, in type sizes: some 75 letters.
)

// A writer turns the parts of one document into contents of the page.
type writer struct {
	doc       *doc.Document
	options   Options
	look      press.Look
	quiet     press.Color
	notes     map[doc.NoteID]*press.Note
	out       []press.Content
	depth     int // Of lists, quotes and callouts around.
	landscape bool
}

func newWriter(d *doc.Document, o Options) *writer {
	return &writer{
		doc: d, options: o, look: lookOf(d, o.Theme), quiet: press.Color(o.Theme.Colours.Quiet),
		notes: map[doc.NoteID]*press.Note{},
	}
}

func lookOf(d *doc.Document, t *theme.Theme) press.Look {
	c, s := t.Colours, t.Type
	return press.Look{
		Language: d.Meta.Language, RTL: d.Meta.RightToLeft,
		Body: s.Body, Small: s.Note, Figure: s.Title, Leading: 1.45,
		Measure: lineEms * s.Body, Justify: s.Justify,
		Headings: [6]float64{s.Title, s.Head, s.Lead, s.Body, s.Body, s.Body},
		Ink:      press.Color(c.Text), Muted: press.Color(c.Quiet), Accent: press.Color(c.Accent),
		Rule: press.Color(c.Rule), Panel: press.Color(c.Band), Link: press.Color(c.Accent),
	}
}

// document returns the contents of the whole file.
func (k *writer) document() ([]press.Content, error) {
	for _, n := range k.doc.Notes {
		spans, err := k.inlines(n.Text)
		if err != nil {
			return nil, fmt.Errorf("note %d: %w", n.ID, err)
		}
		number := strconv.Itoa(int(n.ID))
		k.notes[n.ID] = &press.Note{
			Label: number, Spans: spans, Back: k.doc.Words.BackToText,
			Alt: strings.ReplaceAll(k.doc.Words.Note, "{number}", number),
		}
	}
	k.cover()
	k.contents()
	for _, s := range k.doc.Body {
		if err := k.part(s, 1); err != nil {
			return nil, fmt.Errorf("section %s: %w", s.ID, err)
		}
	}
	k.sources()
	return k.out, nil
}

// files returns the attachments: the data of every table and figure.
func (k *writer) files(dated time.Time) ([]press.Attachment, error) {
	if k.options.Data == nil {
		return nil, nil
	}
	var out []press.Attachment
	for _, g := range k.doc.Grids() {
		data, err := k.options.Data(g.Table)
		if err != nil {
			return nil, fmt.Errorf("data of %s: %w", g.ID, err)
		}
		label, caption := g.Label, g.Caption
		if g.Figure != nil {
			label, caption = g.Figure.Label, g.Figure.Caption
		}
		out = append(out, press.Attachment{
			Name: k.file(g.Table), MIME: "text/csv", Description: strings.TrimSpace(label + " " + doc.Plain(caption)),
			Relationship: press.RelationData, Data: data, Modified: dated,
		})
	}
	return out, nil
}

// file returns the name of the attachment of a table; empty if nothing is
// attached.
func (k *writer) file(t *doc.Table) string {
	if t == nil || k.options.Data == nil {
		return ""
	}
	return t.ID + ".csv"
}

func (k *writer) add(list ...press.Content) { k.out = append(k.out, list...) }

// turn makes what follows stand on upright or landscape pages.
func (k *writer) turn(landscape bool) {
	if k.landscape != landscape && k.depth == 0 {
		k.add(press.Break{Landscape: landscape, Soft: true})
		k.landscape = landscape
	}
}

// collect returns the contents that fill adds, for what holds blocks.
func (k *writer) collect(fill func() error) ([]press.Content, error) {
	before := k.out
	k.out = nil
	k.depth++
	err := fill()
	k.depth--
	inner := k.out
	k.out = before
	return inner, err
}
