package compose

import (
	"htsm/generator/doc"
	"htsm/generator/finding"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// comparedMonths is how far back an event bears on the comparisons of an
// edition: the twelve months before the last twelve.
const comparedMonths = 24

// comparability returns a remark on what keeps the periods of the edition from
// being compared, or nil if nothing is known to: events of the contract, and
// authorities that began or ceased to report.
func (c *composer) comparability() doc.Block {
	var lines []string
	for _, e := range c.Plan.Contract.Events {
		if e.Month > c.Span.Last || e.Month <= c.Span.Last-comparedMonths {
			continue
		}
		text, ok := e.Text[c.l.Tag()]
		date, dated := c.l.Date(e.Date)
		if !ok || !dated {
			continue
		}
		key := "comparability.event"
		if e.Breaks {
			key = "comparability.break"
		}
		lines = append(lines, c.say(key, "date", date, "text", c.l.Typography(text)))
	}
	for _, t := range c.Tables {
		if t.Statistic != "coverage" {
			continue
		}
		for _, state := range []string{"new", "silent"} {
			if names := c.authorities(t, "state."+state); len(names) > 0 {
				lines = append(lines, c.say("comparability."+state, "names", c.l.Join(names)))
			}
		}
	}
	for _, t := range c.Tables {
		lines = append(lines, c.likeForLike(t)...)
	}
	if len(lines) == 0 {
		return nil
	}
	out := &doc.Callout{Kind: doc.Caution, Title: c.say("comparability.title")}
	for _, l := range lines {
		out.Body = append(out.Body, &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: l}}})
	}
	return out
}

// likeForLike returns a line for each comparison of a volume whose periods do not
// have the same authorities but could be compared otherwise: the change of all, and
// that of those which reported in both.
func (c *composer) likeForLike(t *release.Table) []string {
	var out []string
	r, ok := c.Plan.Request(t.ID)
	if t.Statistic != "volume" || !ok {
		return nil
	}
	for i, row := range t.Rows {
		if row.Key != "total" {
			continue
		}
		for _, k := range r.Compare {
			same, ok := finding.SameReporters(t, i, "change-"+k.Key())
			if !ok || same.Has(release.Provisional) || same.Has(release.Broken) {
				continue // No percentage of periods that cannot be compared.
			}
			measure := head.Measure{Quantity: head.Change}
			out = append(out, c.say(
				"comparability.same-reporters", "title", c.title(t, spec.Words{}), "versus", c.l.Versus(c.earlier(t.Span, k)),
				"all", c.flagged(cellOf(t, i, "change-"+k.Key()), c.published(cellOf(t, i, "change-"+k.Key()), measure)),
				"same", c.flagged(same, c.published(same, measure)),
			))
		}
	}
	return out
}

// authorities returns the names of the rows of a coverage with a finding.
func (c *composer) authorities(t *release.Table, state string) []string {
	var out []string
	for _, r := range t.Rows {
		for _, l := range r.Labels {
			if l.Kind == head.Finding && l.Text == state {
				name := c.name(r.Labels[0])
				out = append(out, name)
			}
		}
	}
	return out
}
