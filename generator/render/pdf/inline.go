package pdf

import (
	"fmt"
	"regexp"
	"strings"

	"htsm/generator/doc"
	press "htsm/generator/pdf"
)

// An inliner turns running text into spans.
type inliner struct {
	writer *writer
	style  press.Span // Of the text around: weight, slant and link.
	out    []press.Span
}

func (k *writer) inlines(list []doc.Inline) ([]press.Span, error) {
	i := &inliner{writer: k}
	if err := i.all(list); err != nil {
		return nil, err
	}
	return i.out, nil
}

func (i *inliner) all(list []doc.Inline) error {
	for _, x := range list {
		if err := x.AcceptInline(i); err != nil {
			return err
		}
	}
	return nil
}

func (i *inliner) span(text string) {
	s := i.style
	s.Text = text
	i.out = append(i.out, s)
}

// within sets inlines in a changed style.
func (i *inliner) within(body []doc.Inline, change func(*press.Span)) error {
	before := i.style
	change(&i.style)
	err := i.all(body)
	i.style = before
	return err
}

// Text sets plain text. In French the letters of ordinals are raised.
func (i *inliner) Text(x *doc.Text) error {
	rest := x.Text
	if strings.HasPrefix(i.writer.doc.Meta.Language, "fr") {
		for _, m := range ordinal.FindAllStringSubmatchIndex(x.Text, -1) {
			from, to := m[2]-len(x.Text)+len(rest), m[3]-len(x.Text)+len(rest)
			i.span(rest[:from])
			s := i.style
			s.Text, s.Size, s.Rise = rest[from:to], i.writer.look.Body*ordinalSize, i.writer.look.Body*ordinalRise
			i.out = append(i.out, s)
			rest = rest[to:]
		}
	}
	if rest != "" || x.Text == "" {
		i.span(rest)
	}
	return nil
}

// ordinal finds the letters of a French ordinal: 1er, 1re, 2e.
var ordinal = regexp.MustCompile(`\b[0-9]+(ers?|res?|es?)\b`)

// The letters of ordinals, as multiples of the size of running text.
const (
	ordinalSize = 0.66
	ordinalRise = 0.33
)

// Emph sets emphasised text in italics.
func (i *inliner) Emph(x *doc.Emph) error {
	return i.within(x.Body, func(s *press.Span) { s.Italic = true })
}

// Strong sets strongly emphasised text in bold.
func (i *inliner) Strong(x *doc.Strong) error {
	return i.within(x.Body, func(s *press.Span) { s.Bold = true })
}

// Code sets a text in a fixed form on a panel.
func (i *inliner) Code(x *doc.Code) error {
	s := i.style
	s.Text, s.Code = x.Text, true
	i.out = append(i.out, s)
	return nil
}

// ValueRef sets a number of the edition.
func (i *inliner) ValueRef(x *doc.ValueRef) error { i.span(x.Display); return nil }

// NoteRef sets the mark of a note.
func (i *inliner) NoteRef(x *doc.NoteRef) error {
	i.out = append(i.out, i.writer.marks([]doc.NoteID{x.Note})...)
	return nil
}

// CrossRef sets a link within the document.
func (i *inliner) CrossRef(x *doc.CrossRef) error {
	s := i.style
	s.Text, s.Link, s.To, s.Alt = x.Text, "", x.Target, x.Text
	i.out = append(i.out, s)
	return nil
}

// Link sets a link out of the document. It refuses any scheme but https.
func (i *inliner) Link(x *doc.Link) error {
	if !strings.HasPrefix(x.URL, "https://") {
		return fmt.Errorf("a link points to %q, which is not https", x.URL)
	}
	return i.within(x.Body, func(s *press.Span) { s.Link, s.Alt = x.URL, doc.Plain(x.Body) })
}

// Term sets a word as a link to its definition. A link out of the document
// around it goes first.
func (i *inliner) Term(x *doc.Term) error {
	return i.within(x.Body, func(s *press.Span) {
		if s.Link == "" {
			s.To, s.Alt = x.Target, x.Definition
		}
	})
}

// marks returns the marks of notes, with narrow spaces between them: 1 and 2
// must not read as 12. In text from right to left an invisible letter before
// each keeps it behind a number, which would otherwise draw it to its right.
func (k *writer) marks(list []doc.NoteID) []press.Span {
	var out []press.Span
	for _, id := range list {
		between := ""
		if len(out) > 0 {
			between = "\u202f"
		}
		if k.doc.Meta.RightToLeft {
			between += "\u200f"
		}
		if between != "" {
			out = append(out, press.Span{Text: between})
		}
		out = append(out, press.Span{Note: k.notes[id]})
	}
	return out
}
