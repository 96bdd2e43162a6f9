package compose

import (
	"fmt"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/period"
)

// meta returns what stands on the cover and in the properties of every format.
func (c *composer) meta() doc.Meta {
	r := c.Plan.Report
	title, _ := r.Title.In(c.l.Tag())
	subtitle, _ := r.Subtitle.In(c.l.Tag())
	publisher, _ := r.Publisher.In(c.l.Tag())
	name := Name(r.Name.Value, c.Value)
	m := doc.Meta{
		Report: name, Edition: c.Span.String(), Audience: c.Audience.Name,
		Language: c.l.Tag(), RightToLeft: c.l.RightToLeft(),
		Title: c.l.Typography(title), Subtitle: c.l.Typography(subtitle), Period: c.l.Period(c.Span),
		CutOff: c.say("cover.cut-off-text", "date", c.cutOff()), Dated: c.Edition.Dated,
		Publisher: c.l.Typography(publisher), Contact: c.contact(), Next: c.next(), Reference: c.reference(name), Distribution: c.distribution(),
		Marking: c.marking(), Revision: c.Edition.Revision, Reason: c.Edition.Reason,
	}
	if c.Value != "" {
		brief := c.say("cover.brief-for", "value", c.valueLabel())
		if m.Subtitle != "" {
			brief = m.Subtitle + c.say("list.semicolon") + brief
		}
		m.Subtitle = brief
	}
	m.Facts = c.coverRows(m)
	return m
}

// reference returns the reference of the document: report, edition, audience,
// language and revision.
func (c *composer) reference(name string) string {
	ref := strings.ToUpper(strings.Join([]string{name, c.Span.String(), c.Audience.Name, c.l.Tag()}, "/"))
	if c.Edition.Revision > 0 {
		ref += fmt.Sprintf("/R%d", c.Edition.Revision)
	}
	return ref
}

func (c *composer) distribution() string {
	if text, ok := c.Audience.Title.In(c.l.Tag()); ok {
		return c.l.Typography(text)
	}
	return c.Audience.Name
}

// marking returns the marking that stands on every page.
func (c *composer) marking() doc.Marking {
	r := c.Plan.Report
	m := doc.Marking{Text: "TLP:" + c.Audience.TLP}
	ground, ink := c.Theme.Colours.TLP.Of(c.Audience.TLP)
	m.Background, m.Foreground = ground.Hex(), ink.Hex()
	m.Handling = append(m.Handling, c.say("tlp."+c.Audience.TLP))
	for _, h := range r.Marking.Handling {
		m.Handling = append(m.Handling, c.say("handling."+h.Value))
	}
	if text, ok := r.Marking.Conditions.In(c.l.Tag()); ok {
		m.Handling = append(m.Handling, c.l.Typography(text))
	}
	if r.Marking.Consent.Value != "" {
		m.Handling = append(m.Handling, c.say("handling.consent", "consent", c.l.Typography(r.Marking.Consent.Value)))
	}
	return m
}

// coverRows returns the lines of the box on the cover.
func (c *composer) coverRows(m doc.Meta) []doc.MetaRow {
	row := func(key, text string) doc.MetaRow { return doc.MetaRow{Label: c.say(key), Text: text} }
	out := []doc.MetaRow{
		row("cover.period", m.Period),
		row("cover.cut-off", c.cutOff()),
		row("cover.extract", c.extractTitle()),
		row("cover.unit", c.say("unit-name."+string(c.Plan.Contract.Unit))),
		row("cover.scope", c.scope()),
	}
	if p := c.Audience.Policy; p.Threshold > 1 {
		out = append(out, row("cover.disclosure", c.say("cover.disclosure-text", "threshold", c.count(p.Threshold))))
	} else {
		out = append(out, row("cover.disclosure", c.say("cover.disclosure-none")))
	}
	out = append(out, row("cover.distribution", m.Distribution), row("cover.reference", m.Reference))
	if m.Contact.Name != "" {
		out = append(out, row("cover.contact", c.contactLine(m.Contact)))
	}
	if m.Next != "" {
		out = append(out, row("cover.next", m.Next))
	}
	if m.Revision == 0 {
		return append(out, row("cover.revision", c.say("cover.first-issue")))
	}
	return append(out,
		row("cover.revision", c.say("cover.revision-text", "number", c.count(int64(m.Revision)))),
		row("cover.reason", m.Reason))
}

// contact returns whom readers ask, and nobody if the report names nobody.
func (c *composer) contact() doc.Contact {
	r := c.Plan.Report.Contact
	name, _ := r.Name.In(c.l.Tag())
	return doc.Contact{Name: c.l.Typography(name), Email: r.Email.Value, Phone: r.Phone.Value}
}

// contactLine returns a contact in one line.
func (c *composer) contactLine(k doc.Contact) string {
	line := k.Name
	for _, way := range []string{k.Email, k.Phone} {
		if way != "" {
			line += c.say("list.semicolon") + c.l.Isolate(way)
		}
	}
	return line
}

// next returns when the next edition comes out.
func (c *composer) next() string {
	covers, day, month, ok := c.Plan.Report.Next.On(c.Span)
	if !ok {
		return ""
	}
	if date, ok := c.date(day); ok {
		return c.say("cover.next-on", "period", c.l.Period(covers), "date", date)
	}
	return c.say("cover.next-in", "period", c.l.Period(covers), "month", c.l.Period(period.Span{First: month, Last: month}))
}

// words returns the texts of the frame that a format puts around the document.
func (c *composer) words() doc.Words {
	return doc.Words{
		Contents: c.say("frame.contents"), Page: c.say("frame.page", "page", "{page}", "pages", "{pages}"),
		Notes: c.say("frame.notes"), Note: c.say("frame.note", "number", "{number}"), BackToText: c.say("frame.back-to-text"),
		Part:      c.say("frame.part", "part", "{part}", "parts", "{parts}"),
		Again:     c.say("frame.again", "label", "{label}"),
		DataTable: c.say("frame.data-table"), Download: c.say("frame.download"), Source: c.say("frame.source"),
		Cover: c.say("frame.cover"), Tables: c.say("frame.tables"), SheetName: c.say("frame.sheet-name"),
		SheetTitle: c.say("frame.sheet-title"), NoteText: c.say("frame.note-text"), OneTable: c.say("frame.one-table"),
		Legend: c.say("frame.legend"), Languages: c.say("frame.languages"), Skip: c.say("frame.skip"),
		Sources: c.say("frame.sources"), File: c.say("frame.file"), Unit: c.say("frame.unit"),
		HeadUnit: c.say("head.with-unit", "head", "{head}", "unit", "{unit}"),
		NoBlanks: c.say("frame.blank-cells"), BlankNotes: c.say("frame.blank-notes"),
	}
}
