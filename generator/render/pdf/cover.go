package pdf

import (
	"strconv"
	"strings"

	"htsm/generator/doc"
	press "htsm/generator/pdf"
	"htsm/generator/theme"
)

// running puts the marking on every page, and the title, the reference and the
// page number on every page but the cover.
func (k *writer) running(p *press.Press) error {
	m := k.doc.Meta
	mark := press.Marking{
		Text: m.Marking.Text, Foreground: colour(m.Marking.Foreground, theme.Color{R: 255, G: 255, B: 255}),
		Background: colour(m.Marking.Background, theme.Color{}),
	}
	if err := p.RegisterHeader(press.Rows(k.look, press.Running{Start: m.Title, Mark: &mark})...); err != nil {
		return err
	}
	page := func(n, of int) string {
		return strings.ReplaceAll(strings.ReplaceAll(k.doc.Words.Page, "{pages}", strconv.Itoa(of)), "{page}", strconv.Itoa(n))
	}
	return p.RegisterFooter(press.Rows(k.look, press.Running{Start: m.Reference, Page: page, RuleAbove: true, Mark: &mark})...)
}

// colour reads #RRGGBB.
func colour(hex string, otherwise theme.Color) press.Color {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 24)
	if err != nil || len(hex) != 7 {
		return press.Color(otherwise)
	}
	return press.Color{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}
}

// The white space of the cover, in points.
const (
	coverTop   = 96
	coverTitle = 14
	coverBox   = 96
	coverBar   = 6 // The height of the bar above the title.
)

// cover fills the first page.
func (k *writer) cover() {
	m, t := k.doc.Meta, k.options.Theme.Type
	k.add(press.Break{Bare: true}, press.Space{Height: coverTop},
		press.Rule{Width: coverTop, Height: coverBar, Color: k.look.Accent}, press.Space{Height: 2 * coverTitle})
	line := func(text string, style press.TextStyle, after float64) {
		if text != "" {
			k.add(press.Paragraph{Spans: press.Text(text), Style: style, After: after})
		}
	}
	line(m.Publisher, press.TextStyle{Size: t.Lead, Color: &k.quiet}, coverTitle)
	line(m.Title, press.TextStyle{Size: t.Cover, Bold: true, Color: &k.look.Accent}, coverTitle)
	line(m.Subtitle, press.TextStyle{Size: t.Head}, coverTitle)
	line(m.Period, press.TextStyle{Size: t.Head, Bold: true}, 0)
	if len(m.Facts) > 0 {
		k.add(press.Space{Height: coverBox}, k.box(m.Facts))
	}
	small := press.TextStyle{Size: t.Note}
	for _, text := range k.imprint() {
		line(text, small, 3)
	}
}

// box is the table of what the document is about.
func (k *writer) box(rows []doc.MetaRow) press.Content {
	b := press.Table{Columns: []press.Column{{Width: 0.28}, {Width: 0.72}}}
	for _, r := range rows {
		b.Body = append(b.Body, press.Row{Cells: []press.Cell{
			{Spans: []press.Span{{Text: r.Label, Color: &k.quiet}}, Head: true},
			{Spans: press.Text(r.Text)},
		}})
	}
	return b
}

// imprint lists the sentences beneath the box: how to handle the document, and
// what the box does not say of its reference, readers and revision.
func (k *writer) imprint() []string {
	m := k.doc.Meta
	list := append([]string{}, m.Marking.Handling...)
	for _, text := range []string{m.Distribution, m.CutOff, m.Reference, m.Reason} {
		said := text == ""
		for _, r := range m.Facts {
			said = said || says(r.Text, text) || len(r.Text) > 7 && says(text, r.Text)
		}
		if !said {
			list = append(list, text)
		}
	}
	return list
}

// says reports whether a text says what another says, perhaps among more.
func says(text, other string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(strings.TrimRight(other, ".")))
}

// contents fills the page of contents, with the sections down to the third
// level.
func (k *writer) contents() {
	k.add(press.Break{}, press.Heading{Level: 1, Spans: press.Text(k.doc.Words.Contents), NoBookmark: true})
	var entries []press.Entry
	var walk func(list []*doc.Section, level int)
	walk = func(list []*doc.Section, level int) {
		for _, s := range list {
			text := plainTitle(s)
			entries = append(entries, press.Entry{Level: level, Text: text, To: s.ID, Alt: text})
			if level < 3 {
				walk(s.Sections, level+1)
			}
		}
	}
	walk(k.doc.Body, 1)
	if len(k.doc.Sources) > 0 {
		entries = append(entries, press.Entry{Level: 1, Text: k.doc.Words.Sources, To: sourcesPlace, Alt: k.doc.Words.Sources})
	}
	k.add(press.Contents{Entries: entries}, press.Break{})
}

// sourcesPlace names the place of the list of sources; no section can have it
// as its ID, which is a slug.
const sourcesPlace = "/sources"

// sourcesTogether bounds the sources that stay on one page with their heading.
const sourcesTogether = 6

// sources lists what the edition was made of.
func (k *writer) sources() {
	if len(k.doc.Sources) == 0 {
		return
	}
	k.turn(false)
	k.add(press.Heading{Level: 1, Spans: press.Text(k.doc.Words.Sources), Name: sourcesPlace})
	small := k.options.Theme.Type.Note
	for i, s := range k.doc.Sources {
		together := i+1 < len(k.doc.Sources) && i < sourcesTogether
		k.add(press.Paragraph{Style: press.TextStyle{Size: small}, KeepNext: together, Spans: []press.Span{
			{Text: s.Name, Bold: true}, {Text: "\n" + s.File + "\n"}, {Text: s.SHA256, Color: &k.quiet},
		}})
	}
}

func plainTitle(s *doc.Section) string { return strings.TrimSpace(s.Number + " " + s.Title) }
