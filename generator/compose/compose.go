// Package compose writes documents: a plan, released tables and narratives
// become a complete document in one language for one audience.
//
// It is where order, numbering, notes, titles and sentences are decided, and
// the last place where anything is. It computes no statistic and sees no raw
// figure. Invariant: the same inputs give the same document, and documents of
// one edition differ between languages in their words alone.
package compose

import (
	"fmt"
	"strings"

	"htsm/generator/codes"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/lang"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/record"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/theme"
)

// An Input is what a document is made of.
type Input struct {
	Plan     *plan.Plan
	Audience plan.Audience
	Locale   *lang.Locale
	Book     *codes.Book
	Theme    *theme.Theme
	Span     period.Span // The period of the edition.
	Value    string      // The value of for-each; empty for a single brief.
	Tables   []*release.Table
	// Revisions is what the last edition printed otherwise; its figures are
	// marked in Tables.
	Revisions record.Revisions
	// Narrative returns the file name and the text of a narrative in the
	// language of Locale, and whether it exists.
	Narrative func(name string) (file string, text []byte, ok bool)
	Edition   Edition
}

// An Edition is what a document says of its own making.
type Edition struct {
	Revision int
	Reason   string
	Dated    string // The date of the extract, ISO.
	CutOff   string // The last day whose entries are counted, ISO; empty: nothing of the extract is left out.
	Extract  string // The checksum of the extract.
	Rows     int64  // Rows read.
	Rejected int64  // Rows rejected.
	Version  string // The version of the program.
	Sources  []doc.Source
}

// Q is the false discovery rate that changes are held against.
const Q = 0.05

// Name returns the identifier of the report or, for one brief of many, that
// of the report with the value.
func Name(report, value string) string {
	if value == "" {
		return report
	}
	return report + "-" + slug(value)
}

// slug returns s in lower case with everything but ASCII letters and digits
// replaced by hyphens.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else {
			b.WriteByte('-')
		}
	}
	return b.String()
}

// Document composes a document. Problems of narratives are reported to diags;
// an error means that the document is not sound.
func Document(in Input, diags *diag.List) (*doc.Document, error) {
	in.Plan = withMethod(in.Plan)
	c := &composer{
		Input: in, l: in.Locale, diags: diags, tables: map[string]*release.Table{},
		noteIDs: map[string]doc.NoteID{}, labels: map[string]string{}, taken: map[string]int{},
	}
	for _, t := range in.Tables {
		c.tables[t.ID] = t
	}
	c.number(in.Plan.Report.Sections)
	c.numberAnnex(in.Plan.Report.Sections)
	c.taken = map[string]int{} // Counted again, in the same order, by body.
	d := &doc.Document{Words: c.words()}
	d.Meta = c.meta()
	if s := c.judgements(); s != nil {
		d.Body = append(d.Body, s)
	}
	d.Body = append(d.Body, c.glossary(c.body(in.Plan.Report.Sections, "s", ""))...)
	if s := c.annex(); s != nil {
		d.Body = append(d.Body, s)
	}
	if block := c.comparability(); block != nil {
		front := firstNumbered(d.Body)
		front.Blocks = append([]doc.Block{block}, front.Blocks...)
	}
	d.Notes = c.notes
	d.Sources = in.Edition.Sources
	if diags.HasErrors() {
		return d, nil
	}
	if err := d.Validate(); err != nil {
		return nil, fmt.Errorf("compose %s in %s: %w", in.Plan.Report.Name.Value, in.Locale.Tag(), err)
	}
	return d, nil
}

// firstNumbered returns the first section with a number, which every report has.
func firstNumbered(list []*doc.Section) *doc.Section {
	for _, s := range list {
		if s.Number != "" {
			return s
		}
	}
	return list[0]
}

type composer struct {
	Input
	l      *lang.Locale
	diags  *diag.List
	tables map[string]*release.Table

	notes   []doc.Note
	terms   []*doc.Term  // Of the narratives, in reading order.
	defined *doc.Section // Where terms are defined; nil before the method part.
	noteIDs map[string]doc.NoteID

	annexed           []deferredTable
	annexIDs          []string // Parallel to annexed, in the order of the report.
	nTables, nFigures int
	labels            map[string]string // The number of each table and figure by ID.
	taken             map[string]int    // How often an ID was asked for.
}

// id returns an identifier with a prefix that was not used before.
func (c *composer) id(prefix, name string) string {
	id := prefix + "-" + name
	c.taken[id]++
	if n := c.taken[id]; n > 1 {
		return fmt.Sprintf("%s-%d", id, n)
	}
	return id
}

// number gives every table and figure its number before anything is written,
// so that a narrative can point forwards.
func (c *composer) number(list []spec.Section) {
	for _, s := range list {
		method := false
		for _, show := range s.Show {
			switch show.Kind {
			case spec.ShowTable:
				if show.Annex.Value {
					continue
				}
				c.nTables++
				c.labels[c.id("t", show.Statistic.Value)] = fmt.Sprint(c.nTables)
			case spec.ShowChart:
				c.nFigures++
				c.labels[c.id("f", show.Statistic.Value)] = fmt.Sprint(c.nFigures)
			case spec.ShowRevisions:
				for _, t := range c.revisionTables(show) {
					c.nTables++
					c.labels[c.id("t", t.name)] = fmt.Sprint(c.nTables)
				}
			case spec.ShowMethod:
				method = true
			case spec.ShowKeyFigures, spec.ShowFindings:
			}
		}
		if method && release.TestsOf(c.Tables).Any() { // Subsections stand behind all that the section shows.
			c.nTables++
			c.labels[c.id("t", testsTable)] = fmt.Sprint(c.nTables)
		}
		c.number(s.Sections)
	}
}

// note returns the number of a note with a text, made on first use.
func (c *composer) note(text string) doc.NoteID {
	if id, ok := c.noteIDs[text]; ok {
		return id
	}
	id := doc.NoteID(len(c.notes) + 1)
	c.noteIDs[text] = id
	c.notes = append(c.notes, doc.Note{ID: id, Text: []doc.Inline{&doc.Text{Text: text}}})
	return id
}

// say returns a message with French spacing where the language has it.
func (c *composer) say(key string, args ...string) string { return c.l.Text(key, args...) }

// count returns n as the language writes it.
func (c *composer) count(n int64) string { return c.l.Number(num.Int(n)) }

// published returns a released value as the language writes it, for
// sentences: with the sign of per cent or the currency.
func (c *composer) published(v release.Value, m head.Measure) string {
	return c.display(v, func(d num.Decimal) string { return c.l.Value(m, d) })
}

// cell returns a released value as it stands in a table, where the head says
// the unit.
func (c *composer) cell(v release.Value, m head.Measure) string {
	return c.display(v, func(d num.Decimal) string {
		if m.Quantity == head.Change || m.Quantity == head.Difference || m.Quantity == head.Points {
			return c.l.Signed(d)
		}
		return c.l.Number(d)
	})
}

func (c *composer) display(v release.Value, write func(num.Decimal) string) string {
	n, _ := v.Number()
	switch v.Status() {
	case release.Published:
		return write(n)
	case release.CountOnly:
		base, _ := v.Base()
		return c.say("symbol.count-only", "x", c.l.Number(n), "n", c.l.Number(base))
	case release.Missing, release.Suppressed, release.Undefined, release.SmallPast:
		return c.say("symbol." + symbol(v.Status()))
	}
	panic("compose: unknown status")
}

// symbol returns the name of the symbol of a status without a number.
func symbol(s release.Status) string {
	switch s {
	case release.Missing:
		return "missing"
	case release.Suppressed:
		return "suppressed"
	case release.Undefined:
		return "undefined"
	case release.SmallPast:
		return "small-past"
	case release.Published, release.CountOnly:
	}
	panic("compose: a status with a number has no symbol")
}

// find returns the value that a reference points to, with its measure.
func (c *composer) find(ref plan.Ref) (v release.Value, m head.Measure, found lookup) {
	t, ok := c.tables[ref.Statistic]
	if !ok {
		return v, m, noStatistic
	}
	for j, col := range t.Cols {
		if col.Key != ref.Column {
			continue
		}
		if t.Withheld {
			return release.Withheld(), col.Measure, foundValue
		}
		for i, row := range t.Rows {
			if row.Key == ref.Row {
				return t.Cells[i][j], col.Measure, foundValue
			}
		}
		return v, col.Measure, noRow
	}
	return v, m, noColumn
}

// A lookup says whether a reference was found, and what was not.
type lookup uint8

const (
	foundValue lookup = iota
	noStatistic
	noColumn
	noRow
)
