package pipeline

import (
	"io/fs"

	"htsm/generator/diag"
	"htsm/generator/lang"
	"htsm/generator/plan"
	"htsm/generator/prose"
	"htsm/generator/spec"
)

// checkNarratives reads every narrative of a plan in every language, so that
// its faults are found before a single row is read.
func (h *house) checkNarratives(p *plan.Plan, diags *diag.List) {
	seen := map[string]bool{}
	for _, a := range p.Audiences {
		for _, language := range a.Languages {
			l, ok := h.languages.Locale(language)
			if ok && !seen[language] {
				seen[language] = true
				h.checkSections(p, p.Report.Sections, l, diags)
			}
		}
	}
}

func (h *house) checkSections(p *plan.Plan, list []spec.Section, l *lang.Locale, diags *diag.List) {
	for _, s := range list {
		if s.Text.Value != "" {
			h.checkNarrative(p, narrativePath(p.Report.Name.Value, s.Text.Value, l.Tag()), l, diags)
		}
		h.checkSections(p, s.Sections, l, diags)
	}
}

// checkNarrative checks the form of one narrative, and that the statistics it
// refers to exist. Whether a statistic has the row and the column is known
// only when it was computed.
func (h *house) checkNarrative(p *plan.Plan, file string, l *lang.Locale, diags *diag.List) {
	text, err := fs.ReadFile(h.Project, file)
	if err != nil {
		return // Package plan has reported that it does not exist.
	}
	// Warnings come again when the document is composed.
	var found diag.List
	n, ok := prose.Parse(file, text, l, &found)
	if !ok {
		diags.Add(found.All()...)
		return
	}
	var known []string
	for _, r := range p.Requests {
		known = append(known, r.ID)
	}
	for _, r := range n.References() {
		if r.Kind != prose.Value {
			continue
		}
		ref, ok := plan.ParseRef(r.Name)
		if !ok {
			diags.Errorf(r.Pos, "P009", "write statistic.row.column, such as volume.total.count", "%q is not a reference to a figure", r.Name)
			continue
		}
		if _, ok := p.Request(ref.Statistic); !ok {
			diags.Errorf(r.Pos, "P012", diag.Nearest(ref.Statistic, "statistics of this report", known), "the report has no statistic %q", ref.Statistic)
		}
	}
}
