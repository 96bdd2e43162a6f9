package doctest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"htsm/generator/chart"
	"htsm/generator/doc"
)

// maxNotes bounds the notes of a random document.
const maxNotes = 6

// Random draws a valid document. Its texts are often hostile; its tables have
// groups, totals, residuals, suppressed and missing figures, notes, and now
// and then no rows at all.
func Random(t *rapid.T) *doc.Document {
	m := &maker{t: t, hand: rapid.SampledFrom([]hand{french(), english(), arabic()}).Draw(t, "hand")}
	d := &doc.Document{Meta: m.meta(), Words: words()}
	for i := range rapid.IntRange(1, 3).Draw(t, "sections") {
		d.Body = append(d.Body, m.section(fmt.Sprint(i+1), 1))
	}
	for i := range m.notes {
		d.Notes = append(d.Notes, doc.Note{ID: doc.NoteID(i + 1), Text: m.inlines(2, false)})
	}
	for _, ref := range m.refs {
		ref.Target = rapid.SampledFrom(m.ids).Draw(t, "target")
	}
	for _, term := range m.terms {
		term.Target = d.Body[0].ID
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "sources") {
		d.Sources = append(d.Sources, doc.Source{
			Name: phrase(t, "source name"), File: fmt.Sprintf("extract-%d.csv", i), SHA256: fmt.Sprintf("%064x", i+1),
		})
	}
	if err := d.Validate(); err != nil {
		t.Fatalf("doctest made a document that is not valid: %v", err)
	}
	return d
}

// A maker draws the parts of one document, in the order of reading, so that
// notes are numbered as they are met.
type maker struct {
	t     *rapid.T
	hand  hand
	notes int
	count int // Tables, figures and rows of key figures so far.
	ids   []string
	refs  []*doc.CrossRef
	terms []*doc.Term
}

func (m *maker) meta() doc.Meta {
	t := m.t
	tag := rapid.SampledFrom([]string{"fr", "en", "es", "ar"}).Draw(t, "language")
	meta := doc.Meta{
		Report: "brief", Edition: "2026-10", Audience: "partners", Language: tag, RightToLeft: tag == "ar",
		Title: phrase(t, "title"), Subtitle: optional(t, "subtitle"), Period: phrase(t, "period"),
		CutOff: optional(t, "cut-off"), Dated: "2026-11-02", Publisher: optional(t, "publisher"),
		Contact: doc.Contact{Name: optional(t, "contact"), Email: rapid.SampledFrom([]string{"", "unit@police.example"}).Draw(t, "e-mail")}, Next: optional(t, "next"),
		Reference: phrase(t, "reference"), Distribution: optional(t, "distribution"),
		Marking: doc.Marking{Text: "TLP:AMBER", Foreground: "#FFC000", Background: "#000000"},
	}
	if rapid.Bool().Draw(t, "handling") {
		meta.Marking.Handling = []string{phrase(t, "handling")}
	}
	if meta.Revision = rapid.IntRange(0, 1).Draw(t, "revision"); meta.Revision > 0 {
		meta.Reason = phrase(t, "reason")
	}
	for range rapid.IntRange(0, 3).Draw(t, "meta rows") {
		meta.Facts = append(meta.Facts, doc.MetaRow{Label: phrase(t, "label"), Text: phrase(t, "text")})
	}
	return meta
}

func (m *maker) section(number string, depth int) *doc.Section {
	s := &doc.Section{ID: "s" + strings.ReplaceAll(number, ".", "-"), Number: number, Title: phrase(m.t, "section title")}
	if rapid.IntRange(0, 4).Draw(m.t, "unnumbered") == 4 {
		s.Number = ""
	}
	m.ids = append(m.ids, s.ID)
	s.Blocks = m.blocks(rapid.IntRange(0, 4).Draw(m.t, "blocks"), 0)
	if depth < 3 {
		for i := range rapid.IntRange(0, 2-depth/2).Draw(m.t, "subsections") {
			s.Sections = append(s.Sections, m.section(fmt.Sprintf("%s.%d", number, i+1), depth+1))
		}
	}
	return s
}

// blocks draws n blocks; at depth 2 and below they hold no others.
func (m *maker) blocks(n, depth int) (out []doc.Block) {
	kinds := 7
	if depth >= 2 {
		kinds = 1
	}
	for range n {
		switch rapid.IntRange(0, kinds-1).Draw(m.t, "block") {
		case 0:
			out = append(out, &doc.Paragraph{Text: m.inlines(4, true)})
		case 1:
			l := &doc.List{Ordered: rapid.Bool().Draw(m.t, "ordered")}
			for range rapid.IntRange(1, 3).Draw(m.t, "items") {
				l.Items = append(l.Items, m.blocks(rapid.IntRange(1, 2).Draw(m.t, "in item"), depth+1))
			}
			out = append(out, l)
		case 2:
			out = append(out, &doc.Quote{Body: m.blocks(1, depth+1)})
		case 3:
			out = append(out, &doc.Callout{
				Kind:  doc.CalloutKind(rapid.IntRange(0, 2).Draw(m.t, "callout")),
				Title: optional(m.t, "callout title"), Body: m.blocks(1, depth+1),
			})
		case 4:
			out = append(out, m.keyFigures())
		case 5:
			out = append(out, m.table())
		case 6:
			out = append(out, m.figure())
		}
	}
	return out
}

// inlines draws a run of text; it begins and ends with a phrase.
func (m *maker) inlines(n int, marks bool) []doc.Inline {
	out := []doc.Inline{&doc.Text{Text: phrase(m.t, "text")}}
	for range rapid.IntRange(0, n).Draw(m.t, "inlines") {
		out = append(out, &doc.Text{Text: " "}, m.inline(marks))
	}
	return append(out, &doc.Text{Text: "."})
}

func (m *maker) inline(marks bool) doc.Inline {
	t := m.t
	body := func() []doc.Inline { return []doc.Inline{&doc.Text{Text: phrase(t, "body")}} }
	switch rapid.IntRange(0, 8).Draw(t, "inline") {
	case 0:
		return &doc.Emph{Body: append(body(), &doc.Strong{Body: body()})}
	case 1:
		return &doc.Strong{Body: body()}
	case 2:
		return &doc.Code{Text: phrase(t, "code")}
	case 3:
		v, measure := m.value()
		return &doc.ValueRef{Ref: "volume.total.count", Value: v, Display: m.hand.value(v, measure)}
	case 4:
		if marks {
			if id := m.note(); id > 0 {
				return &doc.NoteRef{Note: id}
			}
		}
	case 5:
		ref := &doc.CrossRef{Text: phrase(t, "reference")}
		m.refs = append(m.refs, ref)
		return ref
	case 6:
		return &doc.Link{URL: "https://example.org/?a=1&b=\"'<>", Body: body()}
	case 7:
		term := &doc.Term{Body: body(), Definition: phrase(t, "definition")}
		m.terms = append(m.terms, term)
		return term
	}
	return &doc.Text{Text: phrase(t, "text")}
}

// note draws the mark of the next note or of an earlier one, and 0 now and
// then.
func (m *maker) note() doc.NoteID {
	n := rapid.IntRange(0, min(m.notes+1, maxNotes)).Draw(m.t, "note")
	m.notes = max(m.notes, n)
	return doc.NoteID(n)
}

func (m *maker) marks() []doc.NoteID {
	if rapid.IntRange(0, 5).Draw(m.t, "marked") < 5 {
		return nil
	}
	if id := m.note(); id > 0 {
		return []doc.NoteID{id}
	}
	return nil
}

// id names the next table, figure or row of key figures.
func (m *maker) id(prefix string) string {
	m.count++
	id := fmt.Sprintf("%s-%d", prefix, m.count)
	m.ids = append(m.ids, id)
	return id
}

func (m *maker) keyFigures() *doc.KeyFigures {
	b := &doc.KeyFigures{ID: m.id("k")}
	for range rapid.IntRange(1, 4).Draw(m.t, "key figures") {
		v, measure := m.value()
		k := doc.KeyFigure{Label: phrase(m.t, "label"), Value: v, Display: m.hand.value(v, measure)}
		for range rapid.IntRange(0, 2).Draw(m.t, "details") {
			k.Details = append(k.Details, phrase(m.t, "detail"))
		}
		k.Notes = m.marks()
		b.Items = append(b.Items, k)
	}
	return b
}

func (m *maker) table() *doc.Table {
	id := m.id("t")
	caption := m.inlines(1, true)
	b := m.grid(id, false)
	b.Label, b.Caption = fmt.Sprintf("Tableau %d", m.count), caption
	b.Summary, b.Source = optional(m.t, "summary"), optional(m.t, "source")
	b.Notes = m.marks()
	return b
}

func (m *maker) figure() *doc.Figure {
	id := m.id("f")
	b := &doc.Figure{ID: id, Label: fmt.Sprintf("Figure %d", m.count), Caption: m.inlines(1, true)}
	b.Notes = m.marks()
	b.Data = m.grid(id+"-data", true)
	b.Chart = rapid.SampledFrom(m.charts(b.Data)).Draw(m.t, "chart")
	b.Chart.Title, b.Chart.Subtitle = phrase(m.t, "chart title"), optional(m.t, "chart subtitle")
	if b.Rest = rapid.IntRange(0, 3).Draw(m.t, "undrawn") == 0; b.Rest {
		b.Data.Caption = []doc.Inline{&doc.Text{Text: phrase(m.t, "data caption")}}
	}
	b.Alt, b.Source = phrase(m.t, "alt"), optional(m.t, "source")
	return b
}

// charts returns a chart of every kind that can draw a table.
func (m *maker) charts(t *doc.Table) []*chart.Model {
	var out []*chart.Model
	for _, kind := range chart.Kinds() {
		if c := m.hand.plotted(kind, t); c.Validate() == nil {
			out = append(out, c)
		}
	}
	return out
}
