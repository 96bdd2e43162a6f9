package compose

import (
	"fmt"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// Quality composes the document that tells how good the data of an edition
// are: what became of the records, how complete the columns are, why records
// were rejected, and what that means for reading the brief. The tables are
// those of [stats.Profile], released for the audience.
func Quality(in Input) (*doc.Document, error) {
	c := &composer{
		Input: in, l: in.Locale, diags: &diag.List{}, tables: map[string]*release.Table{},
		noteIDs: map[string]doc.NoteID{}, labels: map[string]string{}, taken: map[string]int{},
	}
	for _, t := range in.Tables {
		c.tables[t.ID] = t
	}
	d := &doc.Document{Words: c.words(), Meta: c.meta()}
	d.Meta.Subtitle = d.Meta.Title
	d.Meta.Title = c.say("site.quality")
	d.Body = []*doc.Section{
		c.profile(1, "quality.records", stats.ProfileRecords, c.say("quality.records-text")),
		c.profile(2, "quality.columns", stats.ProfileColumns, c.say("quality.columns-text")),
		c.profile(3, "quality.rejects", stats.ProfileRejects, c.say("quality.rejects-text"), c.say("quality.rejects-none")),
		c.remarks(4, "quality.meaning", append(c.quality(), c.say("quality.meaning-text"), c.say("caveat.detections"), c.say("caveat.residuals"))),
	}
	d.Notes, d.Sources = c.notes, in.Edition.Sources
	if err := d.Validate(); err != nil {
		return nil, fmt.Errorf("compose data quality of %s in %s: %w", in.Plan.Report.Name.Value, in.Locale.Tag(), err)
	}
	return d, nil
}

// remarks returns a section of paragraphs.
func (c *composer) remarks(n int, title string, paragraphs []string) *doc.Section {
	s := &doc.Section{ID: fmt.Sprintf("s%d", n), Number: fmt.Sprint(n), Title: c.say(title)}
	for _, p := range paragraphs {
		s.Blocks = append(s.Blocks, &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: p}}})
	}
	return s
}

// profile returns a section with a table of the profile. A table without rows
// is replaced by the last of the paragraphs, which otherwise is left out if
// there are two.
func (c *composer) profile(n int, title, id string, paragraphs ...string) *doc.Section {
	t := c.tables[id]
	if t == nil || len(t.Rows) == 0 && !t.Withheld {
		return c.remarks(n, title, paragraphs[len(paragraphs)-1:])
	}
	s := c.remarks(n, title, paragraphs[:1])
	label := c.say("label.table", "number", c.count(int64(n)))
	if t.Withheld {
		s.Blocks = append(s.Blocks, c.withheld(label+c.say("list.comma")+s.Title))
		return s
	}
	k := c.grid(t, "t-"+id, spec.Show{})
	k.Label, k.Unit, k.Source = label, c.unit(t), c.source(t)
	k.Caption = []doc.Inline{&doc.Text{Text: s.Title}}
	k.Notes, k.Legend = c.caveats(t, false), c.legend(k)
	k.Summary = c.l.Plural("summary.table", num.Int(int64(len(k.Rows))), "title", s.Title, "columns", c.columnNames(k))
	s.Blocks = append(s.Blocks, k)
	return s
}
