package stats

import (
	"context"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/table"
)

func prevalence() *Statistic {
	return &Statistic{
		Name:  "prevalence",
		Title: "Prevalence of the codes of a multi-response group",
		Text: "For each code: the units that have it, and their share of the units that answered the group at all " +
			"(CTDC codebook v2, section 6: an unanswered record is not in the base, a blank within an answered group counts as no). " +
			"Shares may add up to more than 100 per cent. Intervals are Wilson's (Wilson 1927), at the effective base of Kish (1965) where records hold several units. " +
			"With across, each value of a second column has its own base.",
		Example: "{is: prevalence, of: recruitment, where: {crime_type: THB}, top: 10}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Codes, contract.Code}, Doc: "the multi-response group"},
			{Option: Across, Types: grouping(), Doc: "a column whose values are compared side by side"},
			{Option: Top, Doc: "codes shown, all by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computePrevalence,
	}
}

// A sample is the answered units of one column of a prevalence table.
type sample struct {
	label head.Label
	key   string
	kind  head.RowKind
	total tally // In scope.
	base  tally // Answered.
	codes map[string]tally
}

func computePrevalence(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	columns := []string{r.Of.Name}
	if r.Across != nil {
		columns = append(columns, r.Across.Name)
	}
	groups, err := in.fetch(ctx, r, span, columns...)
	if err != nil {
		return nil, err
	}
	all, samples := in.samples(r, groups)
	t := in.newTable(r, span)
	t.Stub = dimensions(r.Of)
	for _, s := range samples {
		group, suffix := head.Label{}, ""
		if r.Across != nil {
			group, suffix = s.label, ":"+s.key
		}
		t.Cols = append(t.Cols,
			head.Col{Key: "count" + suffix, Group: group, Label: head.OfWord("column.count"), Kind: s.kind},
			head.Col{Key: "share" + suffix, Group: group, Label: head.OfWord("column.share-answered"), Kind: s.kind, Measure: head.Measure{Quantity: head.Share, Rounding: r.Rounding}})
	}
	for _, c := range in.answers(r, all) {
		t.Rows = append(t.Rows, head.Row{Key: c.key, Labels: []head.Label{c.label}, Kind: c.kind})
		var cells []table.Cell
		for _, s := range samples {
			w := s.codes[c.value]
			cells = append(cells, table.CountOf(w.units), r.share(w, s.base))
		}
		t.Cells = append(t.Cells, cells)
	}
	if r.Of.Type == contract.Codes {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.multi-response"})
	}
	if err := in.basis(ctx, t, r, all.total, all.base); err != nil {
		return nil, err
	}
	if r.Across != nil {
		for _, s := range samples {
			t.Basis.Parts = append(t.Basis.Parts, s.base.units)
		}
	}
	return t, nil
}

// samples returns the sample of all rows and those of the columns shown:
// that of all rows, or one for each value of Across.
func (in *Input) samples(r *Request, groups []group) (all *sample, shown []*sample) {
	all = &sample{codes: map[string]tally{}}
	if r.Across == nil {
		for _, g := range groups {
			all.add(r.Of, g)
		}
		return all, []*sample{all}
	}
	across := in.census(r.Across)
	by := map[string]*sample{}
	for _, g := range groups {
		all.add(r.Of, g)
		values := explode(r.Across, g.keys[1])
		for _, v := range values {
			c := across.at(v, true)
			c.add(g.tally)
			sampleAt(by, c).add(r.Of, g)
		}
		if len(values) == 0 {
			c := across.at("", false)
			c.add(g.tally)
			sampleAt(by, c).add(r.Of, g)
		}
	}
	for _, c := range across.sorted() {
		shown = append(shown, by[c.key])
	}
	return all, shown
}

func sampleAt(by map[string]*sample, c *category) *sample {
	s, ok := by[c.key]
	if !ok {
		s = &sample{label: c.label, key: c.key, kind: c.kind, codes: map[string]tally{}}
		by[c.key] = s
	}
	return s
}

// add counts a group. A null did not answer; an empty text answered none.
func (s *sample) add(of *contract.Column, g group) {
	s.total.add(g.tally)
	if !g.keys[0].Valid {
		return
	}
	s.base.add(g.tally)
	for _, code := range explode(of, g.keys[0]) {
		addTo(s.codes, code, g.tally)
	}
}

// answers returns the codes to show, ranked by the sample of all rows.
func (in *Input) answers(r *Request, all *sample) []category {
	c := in.census(r.Of)
	for code, w := range all.codes { // The order does not matter: sorted below.
		c.at(code, true).add(w)
	}
	list := c.sorted()
	if r.Top <= 0 {
		return list
	}
	// The codes left out are not summed: a unit may have several of them.
	shown, _ := topOf(list, r.Top)
	return shown
}
