package compose

import (
	"slices"

	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// A view is the part of a table that a chart shows.
type view struct {
	kind    chart.Kind
	rows    []int
	columns []int
	beside  []int // Columns that only the table of the figure shows.
	unseen  []int // Rows that only the table of the figure shows.

	smallest int // Links that only the table of the figure shows.
}

// only returns the table with the rows of the view alone, drawn or not.
func (v view) only(t *release.Table) *release.Table {
	out := *t
	out.Rows, out.Cells = nil, nil
	for _, i := range slices.Sorted(slices.Values(slices.Concat(v.rows, v.unseen))) {
		out.Rows = append(out.Rows, t.Rows[i])
		out.Cells = append(out.Cells, t.Cells[i])
	}
	return &out
}

// view chooses the rows and columns of a chart: no totals among parts, and no
// more series and categories than the kind can show. What the table of the
// figure has and the chart has not, a note says.
func (c *composer) view(t *release.Table, show spec.Show) view {
	kind, ok := chart.KindOf(show.As.Value)
	if s, found := stats.Lookup(t.Statistic); !ok && found {
		kind, _ = chart.KindOf(s.Chart)
	}
	if kind == chart.Area && !timeline(t) { // Nothing leads from one row to the next.
		kind = chart.Stacked
	}
	v := view{kind: kind, columns: c.shownColumns(t, show)}
	if len(show.Columns) == 0 {
		v.columns = usual(t, v.kind)
	}
	v.narrow(t, len(show.Columns) > 0)
	for i, r := range t.Rows {
		if r.Kind == head.Total && len(t.Rows) > 1 {
			continue
		}
		if show.Rows.Set && int64(len(v.rows)) >= show.Rows.Value && r.Kind == head.Plain {
			continue
		}
		v.rows = append(v.rows, i)
	}
	v.shorten(t)
	return v
}

// narrow leaves no more columns in a view than the kind can show.
func (v *view) narrow(t *release.Table, chosen bool) {
	_, most := v.kind.SeriesLimits()
	switch v.kind {
	case chart.Flow, chart.Map, chart.Chord, chart.Shares, chart.Stacked, chart.Area: // Some parts of a whole would be another whole.
		return
	case chart.Heat:
		most = chart.MaxCategories
	case chart.Years, chart.Cycle, chart.Radial, chart.DotMap:
		most = 1
	case chart.Slope, chart.Dumbbell:
		if !chosen {
			chronological(t, v.columns)
		}
	case chart.Bump:
		if !timeline(t) { // The columns are the categories.
			most = v.kind.CategoryLimit()
			if !chosen {
				chronological(t, v.columns)
			}
			break
		}
		ranked := slices.DeleteFunc(slices.Clone(v.columns), func(j int) bool { return muted(t.Cols[j].Kind) })
		v.beside = slices.DeleteFunc(v.columns, func(j int) bool { return slices.Contains(ranked, j) })
		v.columns = ranked
	}
	if len(v.columns) > most {
		v.columns, v.beside = v.columns[:most], slices.Concat(v.columns[most:], v.beside)
	}
}

// shorten leaves no more rows in a view than the kind can show: of periods the
// latest, otherwise the first.
func (v *view) shorten(t *release.Table) {
	limit := v.kind.CategoryLimit()
	switch v.kind {
	case chart.Heat:
		_, limit = v.kind.SeriesLimits()
	case chart.Flow, chart.Map, chart.Chord: // Their links are limited.
		return
	case chart.DotMap:
		limit = chart.MaxNodes
	case chart.Years, chart.Cycle, chart.Radial: // Their years are limited.
		limit = chart.MaxCategories
	case chart.Bump:
		if timeline(t) {
			break
		}
		_, limit = v.kind.SeriesLimits()
		ranked := slices.DeleteFunc(slices.Clone(v.rows), func(i int) bool { return muted(t.Rows[i].Kind) })
		v.unseen = slices.DeleteFunc(v.rows, func(i int) bool { return slices.Contains(ranked, i) })
		v.rows = ranked
	}
	over := len(v.rows) - limit
	switch {
	case over <= 0:
	case timeline(t):
		v.rows, v.unseen = v.rows[over:], slices.Concat(v.rows[:over], v.unseen)
	default:
		v.rows, v.unseen = v.rows[:limit], slices.Concat(v.rows[limit:], v.unseen)
	}
}

// usual returns the columns that a chart of a kind shows unless the report
// says otherwise.
func usual(t *release.Table, kind chart.Kind) []int {
	var out []int
	if s, ok := stats.Lookup(t.Statistic); ok && s.Shows != nil && s.Chart == kind.String() {
		return columnsOf(t, s.Shows)
	}
	switch kind {
	case chart.Range:
		if quartiles := columnsOf(t, []string{"p25", "median", "p75"}); len(quartiles) == 3 {
			return quartiles
		}
	case chart.Years, chart.Cycle, chart.Radial:
		if j := slices.IndexFunc(t.Cols, func(col head.Col) bool { return col.Kind == head.Total }); j >= 0 {
			return []int{j}
		}
		return []int{0}
	case chart.Bubble:
		out := make([]int, len(t.Cols))
		for j := range out {
			out[j] = j
		}
		return out
	}
	for j, col := range t.Cols {
		if t.Statistic == "prevalence" && col.Measure.Quantity != head.Share {
			continue // Counts of groups of unequal size cannot be compared.
		}
		switch kind {
		case chart.Heat, chart.Flow, chart.Map, chart.Chord, chart.Stacked, chart.Line, chart.Column, chart.Shares, chart.Slope, chart.Pyramid,
			chart.Multiples, chart.Sparklines, chart.Bump, chart.Dumbbell, chart.Area:
			if col.Kind != head.Total || len(t.Cols) == 1 {
				out = append(out, j)
			}
		case chart.Range:
			if col.Measure.Quantity == head.Amount {
				out = append(out, j)
			}
		case chart.Bar, chart.Histogram, chart.Funnel, chart.DotMap, chart.DotMatrix:
			if col.Measure.Quantity == head.Share && t.Statistic == "prevalence" || t.Statistic == "completeness" && col.Key == "completeness" {
				out = append(out, j)
			}
		}
	}
	if len(out) == 0 {
		return []int{0}
	}
	return sameMeasure(t, out)
}

// columnsOf returns the positions of the columns with the given keys, and the
// first column if there is none.
func columnsOf(t *release.Table, keys []string) []int {
	var out []int
	for j, col := range t.Cols {
		if slices.Contains(keys, col.Key) {
			out = append(out, j)
		}
	}
	if len(out) == 0 {
		return []int{0}
	}
	return out
}

// sameMeasure keeps the columns that can share an axis with the first.
func sameMeasure(t *release.Table, columns []int) []int {
	return slices.DeleteFunc(columns, func(j int) bool { return t.Cols[j].Measure != t.Cols[columns[0]].Measure })
}
