package compose

import (
	"fmt"
	"slices"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// body returns the sections of a report, numbered, with their narratives and
// what they show.
func (c *composer) body(list []spec.Section, id, number string) []*doc.Section {
	var out []*doc.Section
	for i, s := range list {
		n := fmt.Sprint(i + 1)
		sub := &doc.Section{ID: id + n, Number: number + n}
		title, ok := s.Title.In(c.l.Tag())
		sub.Title = c.l.Typography(title)
		if !ok && showsMethod([]spec.Section{s}) {
			sub.Title = c.say("section.method")
		}
		if s.Text.Value != "" {
			sub.Blocks = append(sub.Blocks, c.narrative(s.Text)...)
		}
		for _, show := range s.Show {
			sub.Blocks = append(sub.Blocks, c.show(show, sub)...)
		}
		sub.Sections = append(sub.Sections, c.body(s.Sections, sub.ID+"-", sub.Number+".")...)
		out = append(out, sub)
	}
	return out
}

// show returns the blocks of one show; the method part adds subsections.
func (c *composer) show(s spec.Show, section *doc.Section) []doc.Block {
	if s.Kind == spec.ShowFindings {
		return c.findings(s)
	}
	if s.Kind == spec.ShowMethod {
		section.Sections = append(section.Sections, c.method(section)...)
		return nil
	}
	if s.Kind == spec.ShowRevisions {
		return c.revisions(s)
	}
	t, ok := c.tables[s.Statistic.Value]
	if !ok {
		t = &release.Table{ID: s.Statistic.Value, Span: c.Span}
		if r, ok := c.Plan.Request(s.Statistic.Value); ok {
			t.Statistic, t.Unit = r.Statistic.Name, r.Unit
		}
	}
	t = c.withColumns(t, s)
	if s.Annex.Value {
		return []doc.Block{c.deferred(t, s)}
	}
	switch s.Kind {
	case spec.ShowTable:
		return []doc.Block{c.table(t, s)}
	case spec.ShowChart:
		return []doc.Block{c.figure(t, s)}
	case spec.ShowKeyFigures:
		return []doc.Block{c.keyFigures(t, s)}
	case spec.ShowMethod, spec.ShowFindings, spec.ShowRevisions:
	}
	panic("compose: unknown form of show")
}

// withColumns warns of columns that t does not have. If none is left to show
// it returns t without rows, in whose place a remark stands.
func (c *composer) withColumns(t *release.Table, s spec.Show) *release.Table {
	missing := 0
	for _, want := range s.Columns {
		if slices.ContainsFunc(t.Cols, func(col head.Col) bool { return col.Key == want.Value }) {
			continue
		}
		missing++
		if len(t.Cols) > 0 {
			var known []string
			for _, col := range t.Cols {
				known = append(known, col.Key)
			}
			c.diags.Warnf(want.Pos, "B015", diag.Nearest(want.Value, "columns of "+t.ID, known), "%s has no column %q in %s", t.ID, want.Value, c.Span)
		}
	}
	if missing == 0 || missing < len(s.Columns) {
		return t
	}
	empty := *t
	empty.Rows, empty.Cells = nil, nil
	return &empty
}
