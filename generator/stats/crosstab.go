package stats

import (
	"context"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/table"
)

func crosstab() *Statistic {
	return &Statistic{
		Name:  "crosstab",
		Title: "Counts of one column by another, with margins",
		Text: "Counts units for every pair of values of two columns, with the margins of both. " +
			"Unknown values have a row and a column of their own, so that the margins hold every unit in scope. " +
			"Where a column takes several codes a unit stands in each, and the margin counts it once.",
		Example: "{is: crosstab, by: age_group, across: sex}",
		Chart:   "heat",
		Needs: []Need{
			{Option: By, Required: true, Types: grouping(), Doc: "the column of row heads"},
			{Option: Across, Required: true, Types: grouping(), Doc: "the column of column heads"},
			{Option: Top, Doc: "rows and columns shown, 12 by default; the others are summed as all other"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
		},
		Compute: computeCrosstab,
	}
}

func computeCrosstab(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, r, span, r.By[0].Name, r.Across.Name)
	if err != nil {
		return nil, err
	}
	m := newMatrix(in, r.By[0], r.Across)
	for _, g := range groups {
		m.add(g.tally, valuesOf(r.By[0], g.keys[0]), valuesOf(r.Across, g.keys[1]))
	}
	t := in.newTable(r, span)
	t.Stub = dimensions(r.By[0])
	m.fill(t, r.top(12))
	if r.By[0].Type == contract.Codes || r.Across.Type == contract.Codes {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.multi-response"})
	}
	return t, in.basis(ctx, t, r, m.total, m.known)
}

// A matrix counts units by two columns.
type matrix struct {
	rows, cols *census
	cells      map[[2]string]tally
	byRow      map[string]tally
	byCol      map[string]tally
	total      tally
	known      tally
	overlap    bool
}

func newMatrix(in *Input, rows, cols *contract.Column) *matrix {
	return &matrix{
		rows: in.census(rows), cols: in.census(cols),
		cells: map[[2]string]tally{}, byRow: map[string]tally{}, byCol: map[string]tally{},
	}
}

// A value is one value of a column, or unknown.
type value struct {
	text  string
	known bool
}

// valuesOf returns the values that a raw cell stands for: one unknown for a
// null or an empty answer.
func valuesOf(c *contract.Column, raw engine.Text) []value {
	var out []value
	for _, v := range explode(c, raw) {
		out = append(out, value{v, true})
	}
	if len(out) == 0 {
		out = append(out, value{})
	}
	return out
}

func addTo[K comparable](m map[K]tally, k K, w tally) {
	sum := m[k]
	sum.add(w)
	m[k] = sum
}

func (m *matrix) add(w tally, rows, cols []value) {
	m.total.add(w)
	if rows[0].known && cols[0].known {
		m.known.add(w)
	}
	m.overlap = m.overlap || len(rows) > 1 || len(cols) > 1
	for _, r := range rows {
		c := m.rows.at(r.text, r.known)
		c.add(w)
		addTo(m.byRow, c.key, w)
		for _, k := range cols {
			addTo(m.cells, [2]string{c.key, m.cols.at(k.text, k.known).key}, w)
		}
	}
	for _, k := range cols {
		c := m.cols.at(k.text, k.known)
		c.add(w)
		addTo(m.byCol, c.key, w)
	}
}

// A band is a run of categories that share one row or column.
type band struct {
	key     string
	label   head.Label
	kind    head.RowKind
	members []string
}

// bands returns the categories shown one by one, then the rest as all other,
// then the residuals.
// Overlapping categories have no all other: their counts do not add up.
func bands(list []category, top int, overlap bool) []band {
	shown, rest := topOf(list, top)
	var out, last []band
	for _, c := range shown {
		b := band{key: c.key, label: c.label, kind: c.kind, members: []string{c.key}}
		if c.kind == head.Residual {
			last = append(last, b)
		} else {
			out = append(out, b)
		}
	}
	if len(rest) > 0 && !overlap {
		b := band{key: otherKey, label: head.OfWord("other"), kind: head.Other}
		for _, c := range rest {
			b.members = append(b.members, c.key)
		}
		out = append(out, b)
	}
	return append(out, last...)
}

// fill writes the matrix with its margins into t, and declares the sums that
// hold.
func (m *matrix) fill(t *table.Table, top int) {
	rows, cols := bands(m.rows.sorted(), top, m.overlap), bands(m.cols.sorted(), top, m.overlap)
	for _, c := range cols {
		t.Cols = append(t.Cols, head.Col{Key: c.key, Label: c.label, Kind: c.kind})
	}
	t.Cols = append(t.Cols, head.Col{Key: totalKey, Label: head.OfWord("total"), Kind: head.Total})
	for _, r := range rows {
		t.Rows = append(t.Rows, head.Row{Key: r.key, Labels: []head.Label{r.label}, Kind: r.kind})
		var line []table.Cell
		for _, c := range cols {
			line = append(line, table.CountOf(m.sum(r, c)))
		}
		t.Cells = append(t.Cells, append(line, table.CountOf(sumOf(m.byRow, r))))
	}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total})
	var line []table.Cell
	for _, c := range cols {
		line = append(line, table.CountOf(sumOf(m.byCol, c)))
	}
	t.Cells = append(t.Cells, append(line, table.CountOf(m.total.units)))
	t.Sums = margins(len(rows), len(cols))
	if m.overlap {
		t.Sums = holding(t, t.Sums)
	}
}

func (m *matrix) sum(r, c band) int64 {
	var n int64
	for _, a := range r.members {
		for _, b := range c.members {
			n += m.cells[[2]string{a, b}].units
		}
	}
	return n
}

func sumOf(by map[string]tally, b band) int64 {
	var n int64
	for _, k := range b.members {
		n += by[k].units
	}
	return n
}

// margins returns the sums of a matrix whose last row and column are totals.
func margins(rows, cols int) []table.Sum {
	var out []table.Sum
	for i := range rows + 1 {
		s := table.Sum{Total: table.Place{Row: i, Col: cols}}
		for j := range cols {
			s.Parts = append(s.Parts, table.Place{Row: i, Col: j})
		}
		out = append(out, s)
	}
	all := make([]int, rows)
	for i := range all {
		all[i] = i
	}
	for j := range cols + 1 {
		out = append(out, sumColumn(j, rows, all))
	}
	return out
}
