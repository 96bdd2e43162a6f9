package record

import (
	"slices"

	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/release"
)

// A Revision is a figure of an edition that the one before printed otherwise.
type Revision struct {
	Statistic string
	Unit      head.Unit
	Row       head.Row
	Col       head.Col
	At        period.Span // The period that the figure describes.
	release.Revision
}

// Revisions lists what an edition printed otherwise than the one before.
type Revisions struct {
	Edition period.Span // The edition that was held against; the zero Span if there is none.
	CutOff  string      // Its last day of entry, ISO; empty if unknown.
	List    []Revision
	// Unlisted is the number of revised figures that are marked but not
	// listed, because the difference would give a suppressed count away.
	Unlisted int
	Lapsed   []Finding // What the edition before flagged and this one does not.
}

// smallestBase is the smallest count from which a change in per cent is shown
// (NCHS data presentation standards for proportions, Parker et al. 2017).
const smallestBase = 20

// Compare holds the tables of an edition against the one before. It returns
// them with the figures marked that are different now, and the list of
// revisions. A nil Record leaves the tables as they are.
//
// Compared are numbers that are counted: counts, shares, means and amounts.
// Estimates and indices are made anew for each edition, and changes and
// differences follow from counts that are compared themselves. Figures whose
// row or column sums what a table leaves out are not compared.
func (r *Record) Compare(tables []*release.Table, definitions map[string]string, p release.Policy) ([]*release.Table, Revisions) {
	if r == nil {
		return tables, Revisions{}
	}
	out := Revisions{Edition: r.Edition, CutOff: r.CutOff}
	marked, small := slices.Clone(tables), map[count]bool{}
	for n, t := range tables {
		i := slices.IndexFunc(r.Statistics, func(s Statistic) bool { return s.ID == t.ID })
		if i < 0 || r.Statistics[i].Definition != definitions[t.ID] {
			continue
		}
		c := comparer{past: index(&r.Statistics[i]), now: t, policy: p, out: &out, small: small}
		marked[n] = c.compare()
	}
	out.withoutTotals(small)
	out.Lapsed = r.lapsed(marked, definitions)
	return marked, out
}

// A key names a figure whatever edition prints it.
type key struct {
	row, column string
	at          period.Span
}

// A memory is a statistic of a record by its figures.
type memory struct {
	figures map[key]Figure
	hidden  map[period.Span]bool // Periods of which a figure was suppressed.
}

func index(s *Statistic) memory {
	m := memory{figures: map[key]Figure{}, hidden: map[period.Span]bool{}}
	for _, row := range s.Rows {
		for j, f := range row.Figures {
			c := s.Columns[j]
			at := first(c.At, row.At, s.At)
			if f.Printed && f.Status == release.Suppressed {
				m.hidden[at] = true
			}
			if !f.Printed || row.Partial || c.Partial {
				continue
			}
			k := key{rowKey(row.Key, row.At), columnKey(c.Key, c.Of), at}
			// The figure of the period itself comes before one that looks back.
			if _, ok := m.figures[k]; !ok || c.Of == "" {
				m.figures[k] = f
			}
		}
	}
	return m
}

// rowKey returns the part of a figure's name that its row gives: a row that is a
// period has none of its own.
func rowKey(key string, at period.Span) string {
	if at != (period.Span{}) {
		return ""
	}
	return key
}

func columnKey(key, of string) string {
	if of == "" {
		return key
	}
	return of
}

func first(spans ...period.Span) period.Span {
	for _, s := range spans {
		if s != (period.Span{}) {
			return s
		}
	}
	return period.Span{}
}

// A comparer holds one table against its memory.
type comparer struct {
	past   memory
	now    *release.Table
	policy release.Policy
	out    *Revisions
	small  map[count]bool // What has a revision that is not listed.
}

func (c *comparer) compare() *release.Table {
	t := *c.now
	t.Cells = make([][]release.Value, len(c.now.Cells))
	hidden := c.hidden()
	for i, row := range c.now.Rows {
		t.Cells[i] = slices.Clone(c.now.Cells[i])
		for j, col := range c.now.Cols {
			if row.Kind == head.Other || col.Kind == head.Other || !counted(col.Measure.Quantity) {
				continue
			}
			of, at := printedAs(col)
			at = first(at, row.Period(), c.now.Span)
			before, ok := c.past.figures[key{rowKey(row.Key, row.Period()), columnKey(col.Key, of), at}]
			past := release.Printed{Number: before.Number, Base: before.Base, Based: before.Based}
			if !ok || before.Status != release.Published || !t.Cells[i][j].Differs(past) {
				continue
			}
			t.Cells[i][j] = t.Cells[i][j].Marked(release.Revised)
			revision, ok := c.policy.Revise(past, t.Cells[i][j], col.Measure, smallestBase)
			if !ok || hidden[at] || c.past.hidden[at] {
				c.out.Unlisted++
				c.small[count{t.Unit, at}] = true
				continue
			}
			c.out.List = append(c.out.List, Revision{Statistic: t.ID, Unit: t.Unit, Row: row, Col: col, At: at, Revision: revision})
		}
	}
	return &t
}

// A count is what totals of any statistic have in common.
type count struct {
	unit head.Unit
	at   period.Span
}

// withoutTotals takes the totals off the list whose parts are not all listed, in
// whatever statistic these stand: with the others, a total would give away what
// is not listed.
func (out *Revisions) withoutTotals(small map[count]bool) {
	listed := out.List
	out.List = nil
	for _, r := range listed {
		if small[count{r.Unit, r.At}] && r.total() {
			out.Unlisted++
			continue
		}
		out.List = append(out.List, r)
	}
}

// total reports whether a figure counts all units of its period.
func (r Revision) total() bool {
	parts := func(l head.Label) bool { return l.Kind != head.Time && l.Kind != head.Word && l.Kind != head.Finding }
	return r.Row.Kind == head.Total || r.Col.Kind == head.Total || !slices.ContainsFunc(r.Row.Labels, parts) && !parts(r.Col.Label) && !parts(r.Col.Group)
}

// hidden returns the periods of which a figure is suppressed now: the
// differences of the others could give away how it changed.
func (c *comparer) hidden() map[period.Span]bool {
	out := map[period.Span]bool{}
	for i, row := range c.now.Rows {
		for j, col := range c.now.Cols {
			if c.now.Cells[i][j].Status() == release.Suppressed {
				_, at := printedAs(col)
				out[first(at, row.Period(), c.now.Span)] = true
			}
		}
	}
	return out
}

func counted(q head.Quantity) bool {
	switch q {
	case head.Count, head.Share, head.Mean, head.Amount:
		return true
	case head.Change, head.Difference, head.Index, head.Estimate, head.Points, head.Probability:
	}
	return false
}

// lapsed returns the findings of r that tables no longer hold. Nothing is said
// of a row whose figures are withheld now, nor of a statistic that counts
// something else.
func (r *Record) lapsed(tables []*release.Table, definitions map[string]string) []Finding {
	var out []Finding
	now := FindingsOf(tables, r.Q)
	for _, f := range r.Findings {
		n := slices.IndexFunc(tables, func(t *release.Table) bool { return t.ID == f.Statistic })
		s := slices.IndexFunc(r.Statistics, func(s Statistic) bool { return s.ID == f.Statistic })
		if n < 0 || s < 0 || tables[n].Withheld || r.Statistics[s].Definition != definitions[f.Statistic] || withheld(tables[n], f.Row) {
			continue
		}
		same := func(x Finding) bool {
			return x.Statistic == f.Statistic && x.Row == f.Row && x.Word == f.Word && x.Column == f.Column && x.Rise == f.Rise
		}
		if !slices.ContainsFunc(now, same) {
			out = append(out, f)
		}
	}
	return out
}

// withheld reports whether a figure of a row is suppressed.
func withheld(t *release.Table, row string) bool {
	i := slices.IndexFunc(t.Rows, func(r head.Row) bool { return r.Key == row })
	return i >= 0 && slices.ContainsFunc(t.Cells[i], func(v release.Value) bool { return v.Status() == release.Suppressed })
}
