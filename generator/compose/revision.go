package compose

import (
	"slices"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/record"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// A revisionTable is the part of the revisions that stands in one table: those
// of one quantity, so that every column has one unit.
type revisionTable struct {
	name string // The end of its identifier.
	list []record.Revision
}

// revisionTables returns the tables of the revisions of a show, in a fixed
// order; those without a revision are left out.
func (c *composer) revisionTables(s spec.Show) []revisionTable {
	var out []revisionTable
	for _, t := range []struct {
		name     string
		quantity head.Quantity
	}{{"revisions", head.Count}, {"revisions-share", head.Share}, {"revisions-mean", head.Mean}, {"revisions-amount", head.Amount}} {
		part := revisionTable{name: t.name}
		for _, r := range c.Revisions.List {
			if r.Col.Measure.Quantity == t.quantity && (s.Statistic.Value == "all" || s.Statistic.Value == r.Statistic) {
				part.list = append(part.list, r)
			}
		}
		if len(part.list) > 0 {
			out = append(out, part)
		}
	}
	return out
}

// revisions returns what the last edition printed otherwise: sentences that
// say with what was compared, and the tables.
func (c *composer) revisions(s spec.Show) []doc.Block {
	past := c.Revisions
	if past.Edition == (period.Span{}) {
		return []doc.Block{paragraph(c.say("revision.first"))}
	}
	edition := c.l.Period(past.Edition)
	if last, ok := c.date(past.CutOff); ok {
		edition = c.say("revision.edition", "edition", edition, "date", last)
	}
	tables, n := c.revisionTables(s), 0
	for _, t := range tables {
		n += len(t.list)
	}
	var out []doc.Block
	switch {
	case n > 0:
		out = append(out, paragraph(c.l.Plural("revision.listed", num.Int(int64(n)), "edition", edition)))
	case past.Unlisted == 0:
		out = append(out, paragraph(c.say("revision.none", "edition", edition)))
	}
	if past.Unlisted > 0 && s.Statistic.Value == "all" {
		out = append(out, paragraph(c.l.Plural("revision.unlisted", num.Int(int64(past.Unlisted)))))
	}
	for _, t := range tables {
		out = append(out, c.revisionTable(t))
	}
	return out
}

func paragraph(text string) doc.Block {
	return &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: text}}}
}

// revisionTable returns one numbered table of revisions.
func (c *composer) revisionTable(part revisionTable) doc.Block {
	id := c.id("t", part.name)
	title := c.say("revision.title")
	measure := part.list[0].Col.Measure
	out := &doc.Table{
		ID: id, Label: c.say("label.table", "number", c.labels[id]), Caption: []doc.Inline{&doc.Text{Text: title}},
		Stub:   []string{c.say("column.statistic"), c.say("column.period"), c.say("column.variable")},
		Source: c.say("source.extract", "extract", c.extractTitle(), "date", c.dated()),
	}
	for _, col := range revisionColumns(measure) {
		text := c.columnWords(col)
		out.Cols = append(out.Cols, doc.Col{Key: col.Key, Text: text, Measure: col.Measure})
	}
	for _, r := range part.list {
		row := doc.Row{
			Key:   strings.Join([]string{r.Statistic, r.Row.Key, r.Col.Key}, "/"),
			Heads: []doc.RowHead{{Text: c.title(c.tables[r.Statistic], spec.Words{})}, {Text: c.l.Period(r.At)}, {Text: c.revised(r)}},
		}
		for j, v := range []release.Value{r.Before, r.Now, r.Difference, r.Change}[:len(out.Cols)] {
			row.Cells = append(row.Cells, doc.Cell{Value: v, Display: c.flagged(v, c.cell(v, out.Cols[j].Measure))})
		}
		out.Rows = append(out.Rows, row)
	}
	out.Legend = c.legend(out)
	out.Summary = c.l.Plural("summary.table", num.Int(int64(len(out.Rows))), "title", title, "columns", c.columnNames(out))
	return out
}

// revisionColumns returns the columns of a table of revisions of figures of one
// measure. A ratio has no change in per cent.
func revisionColumns(m head.Measure) []head.Col {
	difference := head.Measure{Quantity: head.Difference}
	if m.Quantity == head.Share {
		difference.Quantity = head.Points
	}
	out := []head.Col{
		{Key: "before", Label: head.OfWord("column.printed-before"), Measure: m},
		{Key: "now", Label: head.OfWord("column.printed-now"), Measure: m},
		{Key: "difference", Label: head.OfWord("column.revision"), Measure: difference},
	}
	if m.Quantity == head.Count || m.Quantity == head.Amount {
		out = append(out, head.Col{Key: "change", Label: head.OfWord("column.revision-change"), Measure: head.Measure{Quantity: head.Change}})
	}
	return out
}

// revised returns what a revised figure is about: the heads of its row and its
// column, without the period and the words that all figures of its table share.
func (c *composer) revised(r record.Revision) string {
	var parts []string
	add := func(l head.Label) {
		if text := c.name(l); text != "" {
			parts = append(parts, text)
		}
	}
	for _, l := range r.Row.Labels {
		if l.Kind != head.Time && l.Kind != head.Finding {
			add(l)
		}
	}
	if g := r.Col.Group; g.Kind != head.Word || g.Text != "" {
		add(g)
	}
	if l := r.Col.Label; l.Kind != head.Time && r.Col.Of == "" && (l.Kind != head.Word || r.Col.Kind == head.Total || len(parts) == 0) {
		add(l)
	}
	if len(parts) == 0 {
		return c.say("total")
	}
	out := parts[0]
	for _, p := range parts[1:] {
		out = c.say("list.pair", "first", out, "second", p)
	}
	return out
}

// lapsed returns what the last edition flagged in tables and this one does not,
// or nothing.
func (c *composer) lapsed(tables []*release.Table) []doc.Block {
	list := &doc.List{}
	for _, f := range c.Revisions.Lapsed {
		i := slices.IndexFunc(tables, func(t *release.Table) bool { return t.ID == f.Statistic })
		if i < 0 {
			continue
		}
		what := head.OfWord(f.Word)
		if f.Word == "" {
			j := slices.IndexFunc(tables[i].Cols, func(col head.Col) bool { return col.Key == f.Column })
			if j < 0 {
				continue
			}
			what = tables[i].Cols[j].Label
		}
		parts := []string{c.title(tables[i], spec.Words{})}
		for _, l := range f.Labels {
			text := c.name(l)
			parts = append(parts, text)
		}
		state := c.name(what)
		list.Items = append(list.Items, []doc.Block{paragraph(c.say("list.colon", "label", strings.Join(parts, c.say("list.comma")), "text", state))})
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []doc.Block{paragraph(c.say("revision.lapsed", "edition", c.l.Period(c.Revisions.Edition))), list}
}

// date returns an ISO day in words, and whether there is one.
func (c *composer) date(iso string) (string, bool) {
	if iso == "" {
		return "", false
	}
	return c.l.Date(iso)
}

// cutOff returns the last day of entry of the edition in words: the date of the
// extract if nothing that it holds was left out.
func (c *composer) cutOff() string {
	if text, ok := c.date(c.Edition.CutOff); ok {
		return text
	}
	return c.dated()
}
