package compose

import (
	"slices"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// figure returns a numbered chart of a statistic, or a remark in its place if
// it is withheld or empty.
func (c *composer) figure(t *release.Table, show spec.Show) doc.Block {
	id := c.id("f", t.ID)
	label := c.say("label.figure", "number", c.labels[id])
	if b := c.instead(t, label, show); b != nil {
		return b
	}
	view := c.view(t, show)
	m := c.model(t, show, view)
	caption := c.caption(t, show.Title)
	f := &doc.Figure{ID: id, Label: label, Caption: []doc.Inline{&doc.Text{Text: caption}}, Chart: m, Source: c.source(t)}
	f.Alt = c.alternative(m, caption)
	f.Method = []string{c.say("statistic." + t.Statistic + ".text"), c.say("statistic." + t.Statistic + ".reading")}
	f.Notes = append(c.caveats(t, showsIntervals(m)), c.drawn(m, t, view)...)
	data := show
	data.Columns = nil
	for _, j := range slices.Concat(view.columns, view.beside) {
		data.Columns = append(data.Columns, spec.Text{Value: t.Cols[j].Key})
	}
	f.Data = c.grid(view.only(t), c.id("d", t.ID), data)
	f.Data.Caption = f.Caption
	f.Data.Unit = c.unit(t)
	f.Data.Source = f.Source
	f.Data.Legend = c.legend(f.Data)
	f.Data.Summary = c.l.Plural("summary.table", num.Int(int64(len(f.Data.Rows))), "title", caption, "columns", c.columnNames(f.Data))
	return f
}

// showsIntervals reports whether a chart draws intervals.
func showsIntervals(m *chart.Model) bool {
	switch m.Kind {
	case chart.Bar, chart.Line, chart.Column, chart.Slope, chart.Histogram, chart.Pyramid:
	case chart.Stacked, chart.Heat, chart.Flow, chart.Range, chart.Shares, chart.Map:
		return false
	}
	return slices.ContainsFunc(m.Series, func(s chart.Series) bool {
		return slices.ContainsFunc(s.Points, func(p chart.Point) bool {
			_, _, _, ok := p.Value.Interval()
			return ok
		})
	})
}

// A view is the part of a table that a chart shows.
type view struct {
	kind    chart.Kind
	rows    []int
	columns []int
	beside  []int // Columns that only the table of the figure shows.
}

// only returns the table with the rows of the view alone.
func (v view) only(t *release.Table) *release.Table {
	out := *t
	out.Rows, out.Cells = nil, nil
	for _, i := range v.rows {
		out.Rows = append(out.Rows, t.Rows[i])
		out.Cells = append(out.Cells, t.Cells[i])
	}
	return &out
}

// kinds maps the words of the spec language to kinds of charts.
func kindOf(word string) chart.Kind {
	switch word {
	case "column":
		return chart.Column
	case "stacked":
		return chart.Stacked
	case "line":
		return chart.Line
	case "heat":
		return chart.Heat
	case "flow":
		return chart.Flow
	case "range":
		return chart.Range
	case "share-stack":
		return chart.Shares
	case "slope":
		return chart.Slope
	case "histogram":
		return chart.Histogram
	case "pyramid":
		return chart.Pyramid
	case "map":
		return chart.Map
	}
	return chart.Bar
}

// view chooses the rows and columns of a chart: no totals among parts, no more
// series than the kind can show.
func (c *composer) view(t *release.Table, show spec.Show) view {
	word := show.As.Value
	if s, ok := stats.Lookup(t.Statistic); word == "" && ok {
		word = s.Chart
	}
	v := view{kind: kindOf(word), columns: c.shownColumns(t, show)}
	if len(show.Columns) == 0 {
		v.columns = usual(t, v.kind)
	}
	_, most := v.kind.SeriesLimits()
	switch {
	case v.kind == chart.Heat, v.kind == chart.Flow, v.kind == chart.Map, v.kind == chart.Shares: // Shares of some parts would be others.
	case len(v.columns) > most:
		v.columns, v.beside = v.columns[:most], v.columns[most:]
		if v.kind != chart.Pyramid {
			v.beside = nil
		}
	}
	if v.kind == chart.Slope && len(show.Columns) == 0 {
		chronological(t, v.columns)
	}
	for i, r := range t.Rows {
		if r.Kind == head.Total && len(t.Rows) > 1 {
			continue
		}
		if show.Rows.Set && int64(len(v.rows)) >= show.Rows.Value && r.Kind == head.Plain {
			continue
		}
		v.rows = append(v.rows, i)
	}
	limit := chart.MaxCategories
	if v.kind == chart.Heat {
		limit = most
	}
	if len(v.rows) > limit {
		v.rows = v.rows[:limit]
	}
	return v
}

// usual returns the columns that a chart of a kind shows unless the report
// says otherwise.
func usual(t *release.Table, kind chart.Kind) []int {
	var out []int
	if s, ok := stats.Lookup(t.Statistic); ok && s.Shows != nil && kindOf(s.Chart) == kind {
		return columnsOf(t, s.Shows)
	}
	for j, col := range t.Cols {
		if t.Statistic == "prevalence" && col.Measure.Quantity != head.Share {
			continue // Counts of groups of unequal size cannot be compared.
		}
		switch kind {
		case chart.Heat, chart.Flow, chart.Map, chart.Stacked, chart.Line, chart.Column, chart.Shares, chart.Slope, chart.Pyramid:
			if col.Kind != head.Total || len(t.Cols) == 1 {
				out = append(out, j)
			}
		case chart.Range:
			if col.Measure.Quantity == head.Amount {
				out = append(out, j)
			}
		case chart.Bar, chart.Histogram:
			if col.Measure.Quantity == head.Share && t.Statistic == "prevalence" || t.Statistic == "completeness" && col.Key == "completeness" {
				out = append(out, j)
			}
		}
	}
	if (kind == chart.Bar || kind == chart.Histogram) && len(out) == 0 {
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

// model returns the chart of a view.
func (c *composer) model(t *release.Table, show spec.Show, v view) *chart.Model {
	measure := t.Cols[v.columns[0]].Measure
	m := &chart.Model{
		Kind: v.kind, Title: c.title(t, show.Title), Measure: measure,
		Subtitle: c.unit(t), Value: c.axisTitle(t, v.columns[0]), Timeline: timeline(t),
	}
	switch v.kind {
	case chart.Flow:
		c.flow(m, t, v)
	case chart.Map:
		c.routes(m, t, v)
	case chart.Heat:
		c.heat(m, t, v)
	case chart.Shares:
		c.series(m, t, v)
		m.Value = c.say("chart.axis-share", "unit", c.unit(t))
		c.percent(m)
	case chart.Bar, chart.Column, chart.Stacked, chart.Line, chart.Range, chart.Slope, chart.Histogram, chart.Pyramid:
		c.series(m, t, v)
		c.axis(m)
	}
	if slices.ContainsFunc(v.rows, func(i int) bool {
		return slices.ContainsFunc(v.columns, func(j int) bool { return t.Cells[i][j].Status() == release.Suppressed })
	}) {
		m.Words = append(m.Words, c.say("chart.withheld", "symbol", c.say("symbol.suppressed")))
	}
	return m
}

// timeline reports whether the rows of a table are periods.
func timeline(t *release.Table) bool {
	return len(t.Rows) > 0 && len(t.Rows[0].Labels) == 1 && t.Rows[0].Labels[0].Kind == head.Time
}

// axisTitle returns the title of the value axis.
func (c *composer) axisTitle(t *release.Table, j int) string {
	switch m := t.Cols[j].Measure; m.Quantity {
	case head.Share:
		return c.say("chart.axis-share", "unit", c.unit(t))
	case head.Change:
		return c.say("chart.axis-change")
	case head.Amount:
		return c.say("chart.axis-amount", "currency", m.Currency)
	case head.Index:
		return c.say("chart.axis-index")
	case head.Points:
		return c.say("chart.axis-points")
	case head.Mean, head.Estimate, head.Probability:
		text, _ := c.label(t.Cols[j].Label)
		return text
	case head.Count, head.Difference:
	}
	return c.say("chart.axis-count", "unit", c.unit(t))
}

// rowLabel returns the label of a category: its innermost head, or the pair of
// heads of a leg.
func (c *composer) rowLabel(t *release.Table, i int) string {
	var parts []string
	for _, l := range t.Rows[i].Labels {
		if l.Kind == head.Finding {
			continue // The table says it.
		}
		parts = append(parts, c.short(l))
	}
	switch {
	case t.Statistic == "legs" || t.Statistic == "prices":
		return c.l.Path(parts)
	case len(parts) == 2:
		return c.say("list.pair", "first", parts[0], "second", parts[1])
	}
	return c.l.Join(parts)
}

// columnName returns what tells a column of a table from the others: the head
// over it where these differ, otherwise its own.
func (c *composer) columnName(t *release.Table, j int) string {
	group := func(k int) string {
		if g := t.Cols[k].Group; g.Kind != head.Word || g.Text != "" {
			return c.short(g)
		}
		return ""
	}
	for k := range t.Cols {
		if group(j) != "" && group(k) != group(j) {
			return group(j)
		}
	}
	return c.short(t.Cols[j].Label)
}

func muted(k head.RowKind) bool { return k == head.Residual || k == head.Other }

// series fills categories from rows and series from columns.
func (c *composer) series(m *chart.Model, t *release.Table, v view) {
	for _, i := range v.rows {
		m.Categories = append(m.Categories, chart.Category{Label: c.rowLabel(t, i), Muted: muted(t.Rows[i].Kind)})
	}
	for _, j := range v.columns {
		col := t.Cols[j]
		s := chart.Series{Name: c.columnName(t, j), Muted: muted(col.Kind)}
		for _, i := range v.rows {
			value := t.Cells[i][j]
			s.Points = append(s.Points, chart.Point{Value: value, Display: c.published(value, col.Measure)})
		}
		m.Series = append(m.Series, s)
	}
}

// heat fills categories from columns and series from rows.
func (c *composer) heat(m *chart.Model, t *release.Table, v view) {
	for _, j := range v.columns {
		m.Categories = append(m.Categories, chart.Category{Label: c.columnName(t, j), Muted: muted(t.Cols[j].Kind)})
	}
	for _, i := range v.rows {
		s := chart.Series{Name: c.rowLabel(t, i)}
		for _, j := range v.columns {
			value := t.Cells[i][j]
			s.Points = append(s.Points, chart.Point{Value: value, Display: c.published(value, t.Cols[j].Measure)})
		}
		m.Series = append(m.Series, s)
	}
}

// flow fills nodes and links from a matrix: rows flow to columns. What is not
// published, and zero, makes no link.
func (c *composer) flow(m *chart.Model, t *release.Table, v view) {
	from, to := map[int]int{}, map[int]int{}
	node := func(index map[int]int, at, layer int, label string, grey bool) int {
		if k, ok := index[at]; ok {
			return k
		}
		index[at] = len(m.Nodes)
		m.Nodes = append(m.Nodes, chart.Node{Label: label, Layer: layer, Muted: grey})
		return index[at]
	}
	for _, i := range v.rows {
		for _, j := range v.columns {
			value := t.Cells[i][j]
			if n, ok := value.Number(); !ok || n.Sign() <= 0 {
				continue
			}
			m.Links = append(m.Links, chart.Link{
				Source: node(from, i, 0, c.rowLabel(t, i), muted(t.Rows[i].Kind)),
				Target: node(to, j, 1, c.short(t.Cols[j].Label), muted(t.Cols[j].Kind)),
				Value:  value, Display: c.published(value, t.Cols[j].Measure),
			})
		}
	}
}
