package compose

import (
	"fmt"

	"htsm/generator/doc"
	"htsm/generator/finding"
	"htsm/generator/head"
	"htsm/generator/plan"
	"htsm/generator/prose"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// narrative returns the blocks of a narrative with its figures in place.
func (c *composer) narrative(name spec.Text) []doc.Block {
	file, text, ok := c.Narrative(name.Value)
	if !ok {
		c.diags.Errorf(name.Pos, "P003", "write "+file, "the narrative %q does not exist in the language %q", name.Value, c.l.Tag())
		return nil
	}
	n, ok := prose.Parse(file, text, c.l, c.diags)
	if !ok {
		return nil
	}
	c.checkRows(n)
	blocks, _ := n.Blocks(&resolver{c}, c.diags)
	prose.Claims(blocks, c.l, func(claim prose.Claim) []doc.Inline { return c.unsupported(n, claim) })
	return blocks
}

// unsupported returns the mark of a sentence that says that figures changed
// although no test of them supports it, and nothing for any other.
func (c *composer) unsupported(n *prose.Narrative, claim prose.Claim) []doc.Inline {
	supported, refuted := false, false
	for _, name := range claim.Refs {
		ref, ok := head.ParseRef(name)
		t := c.tables[ref.Statistic]
		if !ok || t == nil {
			continue
		}
		supported = supported || bears(t, ref, claim)
		refuted = refuted || claim.Denial != prose.Asserted && finding.Supports(t, ref.Row, ref.Column, claim.Direction == prose.Rise, Q)
	}
	if supported && !refuted {
		return nil
	}
	c.diags.Warnf(
		n.PosOf(claim.Refs[0]), "H005", "reword the sentence, or refer to a figure whose change holds",
		"%s: the word %q says that figures changed, but no test of them supports it in %s", c.Audience.Name, claim.Word, c.Span,
	)
	return []doc.Inline{&doc.Emph{Body: []doc.Inline{&doc.Text{Text: c.say("prose.unsupported")}}}}
}

// bears reports whether a figure bears a claim out. That something did not rise
// needs a fall that holds, as a test that finds no rise does not show that there
// was none; that there was no clear rise needs nothing but that none was found.
func bears(t *release.Table, ref head.Ref, claim prose.Claim) bool {
	rise := claim.Direction == prose.Rise
	switch claim.Denial {
	case prose.Asserted:
		return finding.Supports(t, ref.Row, ref.Column, rise, Q)
	case prose.Denied:
		return finding.Supports(t, ref.Row, ref.Column, !rise, Q)
	case prose.Unclear:
		return true
	}
	panic("compose: unknown denial")
}

// checkRows warns of references to rows that this edition does not have: the
// sentence then shows that there is no observation.
func (c *composer) checkRows(n *prose.Narrative) {
	for _, r := range n.References() {
		if r.Kind != prose.Value {
			continue
		}
		ref, ok := plan.ParseRef(r.Name)
		if !ok {
			continue
		}
		if _, _, found := c.find(ref); found == noRow {
			c.diags.Warnf(r.Pos, "B014", "the sentence shows "+c.say("symbol.missing")+"; look at the keys in the CSV file of the statistic", "%s has no row %q in %s", ref.Statistic, ref.Row, c.Span)
		}
	}
}

// A resolver answers the references of narratives from the document.
type resolver struct{ c *composer }

// Value returns the figure of a reference.
func (r *resolver) Value(name string) (release.Value, string, bool) {
	ref, ok := plan.ParseRef(name)
	if !ok {
		return release.Value{}, "", false
	}
	v, m, found := r.c.find(ref)
	if found == noStatistic || found == noColumn {
		return release.Value{}, "", false
	}
	return v, r.c.flagged(v, r.c.published(v, m)), true
}

// Target returns the identifier of what a reference points to and its words.
func (r *resolver) Target(kind prose.Kind, name string) (id, words string, ok bool) {
	switch kind {
	case prose.Table:
		if n, ok := r.c.labels["t-"+name]; ok {
			return r.c.place("t-"+name, name, spec.ShowTable), r.c.say("ref.table", "number", n), true
		}
	case prose.Figure:
		if n, ok := r.c.labels["f-"+name]; ok {
			return r.c.place("f-"+name, name, spec.ShowChart), r.c.say("ref.figure", "number", n), true
		}
	case prose.Section:
		return r.c.sectionTarget(r.c.Plan.Report.Sections, name, "s", "")
	case prose.Value:
	}
	return "", "", false
}

// place returns the identifier to point to for a table or a figure: its own,
// or that of its section where a remark stands in its place.
func (c *composer) place(id, statistic string, kind spec.ShowKind) string {
	if t, ok := c.tables[statistic]; ok && len(t.Rows) > 0 {
		return id
	}
	if s := holder(c.Plan.Report.Sections, statistic, kind, "s"); s != "" {
		return s
	}
	return id
}

// holder returns the identifier of the first section that shows a statistic.
func holder(list []spec.Section, statistic string, kind spec.ShowKind, id string) string {
	for i, s := range list {
		own := id + fmt.Sprint(i+1)
		for _, show := range s.Show {
			if show.Kind == kind && show.Statistic.Value == statistic {
				return own
			}
		}
		if found := holder(s.Sections, statistic, kind, own+"-"); found != "" {
			return found
		}
	}
	return ""
}

// sectionTarget finds a section by the name of its narrative, or the method
// part by "method".
func (c *composer) sectionTarget(list []spec.Section, name, id, number string) (at, words string, ok bool) {
	for i, s := range list {
		n := fmt.Sprint(i + 1)
		method := false
		for _, show := range s.Show {
			method = method || show.Kind == spec.ShowMethod
		}
		if s.Text.Value == name || method && name == "method" {
			return id + n, c.say("ref.section", "number", number+n), true
		}
		if at, words, ok := c.sectionTarget(s.Sections, name, id+n+"-", number+n+"."); ok {
			return at, words, true
		}
	}
	return "", "", false
}

// Term takes a term of a narrative.
func (r *resolver) Term(t *doc.Term) { r.c.terms = append(r.c.terms, t) }

// Note takes the text of a footnote.
func (r *resolver) Note(text []doc.Inline) doc.NoteID {
	id := doc.NoteID(len(r.c.notes) + 1)
	r.c.notes = append(r.c.notes, doc.Note{ID: id, Text: text})
	return id
}
