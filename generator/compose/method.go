package compose

import (
	"fmt"
	"slices"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// withMethod returns a plan whose report has the method part: behind its sections
// where none of them shows it, so that no edition is without the list of its
// tests and without the word that detections are not prevalence.
func withMethod(p *plan.Plan) *plan.Plan {
	if showsMethod(p.Report.Sections) {
		return p
	}
	report := *p.Report
	report.Sections = append(slices.Clone(report.Sections), spec.Section{Show: []spec.Show{{Kind: spec.ShowMethod}}})
	out := *p
	out.Report = &report
	return &out
}

func showsMethod(list []spec.Section) bool {
	return slices.ContainsFunc(list, func(s spec.Section) bool {
		return showsMethod(s.Sections) || slices.ContainsFunc(s.Show, func(show spec.Show) bool { return show.Kind == spec.ShowMethod })
	})
}

// method returns the subsections of the method part: definitions, data,
// protection of small counts, intervals and tests, reproduced figures.
func (c *composer) method(in *doc.Section) []*doc.Section {
	var out []*doc.Section
	add := func(key string, paragraphs ...string) {
		n := len(in.Sections) + len(out) + 1
		s := &doc.Section{ID: fmt.Sprintf("%s-%d", in.ID, n), Number: fmt.Sprintf("%s.%d", in.Number, n), Title: c.say(key)}
		for _, p := range paragraphs {
			s.Blocks = append(s.Blocks, &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: p}}})
		}
		out = append(out, s)
	}
	add("section.definitions")
	c.defined = out[0]
	c.defined.Blocks = c.definitions()
	add("section.quality", c.quality()...)
	add("section.disclosure", c.disclosure()...)
	add("section.tests", c.tests()...)
	if t := c.testsTable(); t != nil {
		last := out[len(out)-1]
		last.Blocks = append(last.Blocks, t)
	}
	if lines := c.reproduced(); len(lines) > 0 {
		add("section.reproduced", lines...)
	}
	add("section.limits", c.say("caveat.detections"), c.say("caveat.residuals"), c.say("method.rounding"), c.say("method.reproducible", "version", c.Edition.Version))
	return out
}

// definitions says what is counted and what each statistic of the report is.
func (c *composer) definitions() []doc.Block {
	out := []doc.Block{paragraph(c.say("method.unit", "unit", c.say("unit-name."+string(c.Plan.Contract.Unit))))}
	seen := map[string]bool{}
	for _, r := range c.Plan.Requests {
		name := r.Statistic.Name
		if seen[name] {
			continue
		}
		seen[name] = true
		out = append(out, c.definition(c.plain(c.say("statistic."+name+".title")), c.say("statistic."+name+".text")))
	}
	return out
}

// definition is a paragraph that says what a term means.
func (c *composer) definition(term []doc.Inline, text string) doc.Block {
	return &doc.Paragraph{Text: []doc.Inline{&doc.Strong{Body: term}, &doc.Text{Text: ". " + text}}}
}

// glossary prints the definitions of the terms of the narratives behind those
// of the statistics, each once, and leads the terms there. A report without a
// method part gets a section of definitions.
func (c *composer) glossary(body []*doc.Section) []*doc.Section {
	if len(c.terms) == 0 {
		return body
	}
	if c.defined == nil {
		c.defined = &doc.Section{ID: "definitions", Title: c.say("section.definitions")}
		body = append(body, c.defined)
	}
	type entry struct{ term, text string }
	seen := map[entry]bool{}
	for _, t := range c.terms {
		t.Target = c.defined.ID
		if e := (entry{doc.Plain(t.Body), t.Definition}); !seen[e] {
			seen[e] = true
			c.defined.Blocks = append(c.defined.Blocks, c.definition([]doc.Inline{&doc.Text{Text: e.term}}, e.text))
		}
	}
	return body
}

func (c *composer) quality() []string {
	k := c.Plan.Contract
	out := []string{c.say("method.vintage", "extract", c.extractTitle(), "date", c.dated(), "checksum", c.Edition.Extract)}
	out = append(out, c.l.Plural("method.rows", num.Int(c.Edition.Rows)), c.l.Plural("method.rejected", num.Int(c.Edition.Rejected)))
	if k.Date != "" {
		out = append(out, c.say("method.reference-date", "column", c.columnTitle(k.Date)))
	}
	if k.Measure == "" {
		out = append(out, c.say("method.measure-rows"))
	} else {
		out = append(out, c.say("method.measure-sum", "column", c.columnTitle(k.Measure)))
	}
	if text, ok := c.date(c.Edition.CutOff); ok {
		out = append(out, c.say("method.cut-off", "date", text))
	}
	if k.Reported == "" {
		return append(out, c.say("method.no-cut-off"))
	}
	out = append(out, c.say("method.provisional"))
	return out
}

func (c *composer) disclosure() []string {
	p := c.Audience.Policy
	if p.Threshold <= 1 {
		return []string{c.say("method.disclosure-none")}
	}
	out := []string{c.say("method.disclosure", "threshold", c.count(p.Threshold)), c.say("method.disclosure-secondary")}
	if p.RoundTo > 1 {
		out = append(out, c.say("method.disclosure-rounded", "base", c.count(p.RoundTo)))
	}
	return append(out, c.say("method.small-base", "minimum", c.count(stats.SmallestBase)))
}

func (c *composer) tests() []string {
	out := []string{c.say("method.intervals", "level", c.count(95))}
	total := release.TestsOf(c.Tables)
	if !total.Any() {
		return append(out, c.say("method.no-tests"))
	}
	flagged, q := c.published(total.After, head.Measure{}), c.decimal(Q)
	if n, ok := total.Run.Number(); ok {
		out = append(out, c.l.Plural("method.tests", n, "flagged", flagged, "q", q))
	} else {
		out = append(out, c.say("method.tests", "n", c.published(total.Run, head.Measure{}), "flagged", flagged, "q", q))
	}
	if n, ok := total.Withheld.Number(); !ok || n.Sign() > 0 {
		out = append(out, c.say("method.tests-note"))
	}
	return append(out, c.say("method.words-of-change"))
}

func (c *composer) reproduced() []string {
	var out []string
	for _, e := range c.Plan.Expect {
		span := e.Span
		if span == (period.Span{}) {
			span = c.Span
		}
		if e.Source != "" {
			value := e.Ref.String() + " (" + c.l.Period(span) + ")"
			out = append(out, c.say("method.reproduced", "value", value, "published", c.l.Number(e.Is), "source", e.Source))
		}
	}
	return out
}

// scope returns the filter of the report in words.
func (c *composer) scope() string {
	var parts []string
	for _, w := range c.Plan.Report.Where {
		var values []string
		col, ok := c.Plan.Contract.Column(w.Column.Value)
		for _, v := range w.Values {
			if ok && col.List != "" {
				values = append(values, c.codeLabel(col.List, v.Value))
			} else {
				values = append(values, v.Value)
			}
		}
		key := "cover.scope-condition"
		if w.Not {
			key = "cover.scope-without"
		}
		parts = append(parts, c.say(key, "column", c.columnTitle(w.Column.Value), "values", c.l.Join(values)))
	}
	if c.Value != "" {
		parts = append(parts, c.say("cover.scope-condition", "column", c.columnTitle(c.Plan.ForEach.Name), "values", c.valueLabel()))
	}
	if len(parts) == 0 {
		return c.say("cover.scope-all")
	}
	text := parts[0]
	for _, p := range parts[1:] {
		text += c.say("list.semicolon") + p
	}
	return text
}

// valueLabel returns the words of the value of for-each.
func (c *composer) valueLabel() string {
	if col := c.Plan.ForEach; col.List != "" {
		return c.codeLabel(col.List, c.Value)
	}
	return c.Value
}
