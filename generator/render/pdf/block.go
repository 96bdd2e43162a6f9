package pdf

import (
	"fmt"
	"slices"
	"strings"

	"htsm/generator/doc"
	press "htsm/generator/pdf"
)

// gap stands between a number or a label and what it belongs to.
const gap = "\u2002"

// part writes a section with its heading.
func (k *writer) part(s *doc.Section, level int) error {
	k.turn(k.startsWide(s))
	var title []press.Span
	if s.Number != "" {
		title = append(title, press.Span{Text: s.Number + gap})
	}
	k.add(press.Heading{Level: min(level, 6), Spans: append(title, press.Span{Text: s.Title}), Name: s.ID})
	if err := k.blocks(s.Blocks); err != nil {
		return err
	}
	for _, sub := range s.Sections {
		if err := k.part(sub, level+1); err != nil {
			return err
		}
	}
	return nil
}

// startsWide reports whether the first thing below the heading of a section is
// a table for a landscape page, so that the heading goes there too.
func (k *writer) startsWide(s *doc.Section) bool {
	for len(s.Blocks) == 0 && len(s.Sections) > 0 {
		s = s.Sections[0]
	}
	if len(s.Blocks) == 0 {
		return false
	}
	t, ok := s.Blocks[0].(*doc.Table)
	return ok && k.wide(t)
}

func (k *writer) blocks(list []doc.Block) error {
	for _, b := range list {
		if t, ok := b.(*doc.Table); !ok || !k.wide(t) {
			k.turn(false)
		}
		if err := b.Accept(k); err != nil {
			return err
		}
	}
	return nil
}

// Paragraph sets running text.
func (k *writer) Paragraph(b *doc.Paragraph) error {
	spans, err := k.inlines(b.Text)
	k.add(press.Paragraph{Spans: spans})
	return err
}

// List sets a list.
func (k *writer) List(b *doc.List) error {
	list := press.List{Ordered: b.Ordered}
	for _, item := range b.Items {
		inner, err := k.collect(func() error { return k.blocks(item) })
		if err != nil {
			return err
		}
		list.Items = append(list.Items, inner)
	}
	k.add(list)
	return nil
}

// Quote sets a quotation.
func (k *writer) Quote(b *doc.Quote) error {
	inner, err := k.collect(func() error { return k.blocks(b.Body) })
	k.add(press.Quote{Body: inner})
	return err
}

// Callout sets a boxed remark. The kinds differ in their bar and in their
// words, so that colour alone says nothing.
func (k *writer) Callout(b *doc.Callout) error {
	inner, err := k.collect(func() error { return k.blocks(b.Body) })
	if err != nil {
		return err
	}
	c := press.Callout{Body: inner}
	if b.Title != "" {
		c.Title = press.Text(b.Title)
	}
	switch colours := k.options.Theme.Colours; b.Kind {
	case doc.Information:
	case doc.Caution:
		bar := press.Color(colours.Loss)
		c.Bar = &bar
	case doc.Withheld:
		c.Bar = &k.quiet
	default:
		return fmt.Errorf("unknown kind of callout %d", b.Kind)
	}
	k.add(c)
	return nil
}

// KeyFigures sets headline numbers as cards.
func (k *writer) KeyFigures(b *doc.KeyFigures) error {
	cards := press.Cards{Name: b.ID}
	for _, f := range b.Items {
		c := press.Card{Label: press.Text(f.Label), Value: append(k.headline(f.Display), k.marks(f.Notes)...)}
		for _, line := range f.Details {
			c.Details = append(c.Details, press.Text(line))
		}
		cards.Cards = append(cards.Cards, c)
	}
	k.add(cards)
	return nil
}

// headline sets a headline number; the symbol behind it is quieter.
func (k *writer) headline(text string) []press.Span {
	at := strings.LastIndexAny(text, " \u00a0\u202f")
	if at <= 0 || !strings.HasSuffix(text, "]") || !strings.Contains(text[at:], "[") {
		return press.Text(text)
	}
	return []press.Span{{Text: text[:at]}, {Text: text[at:], Size: k.look.Small, Light: true, Color: &k.quiet}}
}

// Figure sets a chart with its caption and source. Its data are attached, and
// stand beneath it if the chart does not draw them all; their notes go to the
// caption.
func (k *writer) Figure(b *doc.Figure) error {
	caption, err := k.caption(b.Label, b.Caption, notesOf(b))
	if err != nil {
		return err
	}
	if b.Chart != nil {
		caption = append(caption, k.second(b.Chart.Subtitle)...)
	}
	source := k.labelled(k.doc.Words.Source, b.Source)
	if k.options.Charts == nil {
		if len(caption) > 0 {
			caption[0].Name = b.ID
		}
		k.add(press.Paragraph{Spans: caption, KeepNext: true}, press.Paragraph{Spans: press.Text(b.Alt)})
		if len(source) > 0 {
			k.add(press.Paragraph{Spans: source})
		}
		return k.rest(b)
	}
	drawing, err := k.options.Charts(b)
	if err != nil {
		return fmt.Errorf("draw %s: %w", b.ID, err)
	}
	k.add(press.Figure{SVG: drawing, Alt: b.Alt, Caption: caption, Source: source, Name: b.ID, File: k.file(b.Data)})
	return k.rest(b)
}

// rest sets the data of a figure whose chart does not draw them all.
func (k *writer) rest(b *doc.Figure) error {
	if !b.Rest || b.Data == nil {
		return nil
	}
	data := *b.Data
	data.Label = k.doc.Words.DataTable
	return k.Table(&data)
}

// notesOf returns the notes of a figure and of its data, each once.
func notesOf(b *doc.Figure) []doc.NoteID {
	list := slices.Clone(b.Notes)
	if b.Data != nil {
		list = append(list, b.Data.Notes...)
		for _, c := range b.Data.Cols {
			list = append(list, c.Notes...)
		}
		for _, r := range b.Data.Rows {
			for _, h := range r.Heads {
				list = append(list, h.Notes...)
			}
			for _, c := range r.Cells {
				list = append(list, c.Notes...)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// caption is the label of a figure or table, what it shows, and its marks in
// the order of their numbers, each once.
func (k *writer) caption(label string, text []doc.Inline, notes []doc.NoteID) ([]press.Span, error) {
	var out []press.Span
	if label != "" {
		out = append(out, press.Span{Text: label + gap, Color: &k.look.Accent})
	}
	notes = slices.Clone(notes)
	for n := len(text); n > 0; n-- {
		mark, ok := text[n-1].(*doc.NoteRef)
		if !ok {
			break
		}
		text, notes = text[:n-1], append(notes, mark.Note)
	}
	slices.Sort(notes)
	spans, err := k.inlines(text)
	if err != nil {
		return nil, err
	}
	return append(append(out, spans...), k.marks(slices.Compact(notes))...), nil
}

// second is a line below a caption.
func (k *writer) second(text string) []press.Span {
	if text == "" {
		return nil
	}
	return []press.Span{{Text: "\n" + text, Light: true, Size: k.look.Small, Color: &k.quiet}}
}

// labelled is a text behind the word for what it is.
func (k *writer) labelled(label, text string) []press.Span {
	if text == "" {
		return nil
	}
	return []press.Span{{Text: label, Bold: true}, {Text: gap + text}}
}
