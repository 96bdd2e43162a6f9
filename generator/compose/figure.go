package compose

import (
	"slices"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/spec"
)

// figure returns a numbered chart of a statistic, or a remark in its place if
// it is withheld or empty.
func (c *composer) figure(t *release.Table, show spec.Show) doc.Block {
	id := c.id("f", t.ID)
	label := c.say("label.figure", "number", c.labels[id])
	if b := c.instead(t, label, show); b != nil {
		return b
	}
	m, view := c.drawable(t, show)
	caption := c.caption(t, show.Title)
	f := &doc.Figure{ID: id, Label: label, Caption: []doc.Inline{&doc.Text{Text: caption}}, Chart: m, Source: c.source(t)}
	f.Alt = c.alternative(m, caption)
	f.Method = []string{c.say("statistic." + t.Statistic + ".text"), c.say("statistic." + t.Statistic + ".reading")}
	f.Notes = append(c.caveats(t, showsIntervals(m)), c.drawn(m)...)
	rest := c.undrawn(m, t, view)
	f.Notes, f.Rest = append(f.Notes, rest...), len(rest) > 0
	data := show
	data.Columns = nil
	for _, j := range slices.Concat(view.columns, view.beside) {
		data.Columns = append(data.Columns, spec.Text{Value: t.Cols[j].Key})
	}
	f.Data = c.grid(view.only(t), c.id("d", t.ID), data)
	if m.Kind == chart.Bump {
		c.withRanks(f.Data, t, m, view)
	}
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
	case chart.Bar, chart.Line, chart.Column, chart.Slope, chart.Histogram, chart.Pyramid, chart.Years, chart.Multiples:
	default:
		return false
	}
	return slices.ContainsFunc(m.Series, func(s chart.Series) bool {
		return slices.ContainsFunc(s.Points, func(p chart.Point) bool {
			_, _, _, ok := p.Value.Interval()
			return ok
		})
	})
}

// drawable returns the chart of a statistic and what it shows. Where so little
// is published that the kind has nothing to draw, or there are more parts than
// it can tell apart, it is a simpler kind; too few columns in the report stay a
// fault.
func (c *composer) drawable(t *release.Table, show spec.Show) (*chart.Model, view) {
	v := c.view(t, show)
	m := c.model(t, show, &v)
	for m.Validate() != nil {
		simpler, ok := simplerThan(m.Kind, t)
		if least, _ := m.Kind.SeriesLimits(); !ok || len(show.Columns) > 0 && len(show.Columns) < least && !m.Kind.Seasonal() {
			break
		}
		show.As.Value = simpler.String()
		v = c.view(t, show)
		m = c.model(t, show, &v)
	}
	return m, v
}

// simplerThan returns a kind that needs less than k, and false if k needs
// little.
func simplerThan(k chart.Kind, t *release.Table) (chart.Kind, bool) {
	switch k {
	case chart.Flow, chart.Map, chart.Chord:
		if len(t.Rows) > 0 && len(t.Rows[0].Labels) == 1 {
			return chart.Heat, true
		}
		return chart.Bar, true
	case chart.DotMap, chart.DotMatrix, chart.Bubble, chart.Dumbbell, chart.Slope, chart.Funnel, chart.Range, chart.Pyramid:
		return chart.Bar, true
	case chart.Shares:
		return chart.Heat, true
	case chart.Years, chart.Cycle, chart.Radial, chart.Area, chart.Bump, chart.Sparklines, chart.Multiples, chart.Stacked:
		return chart.Line, true
	}
	return k, false
}

// model returns the chart of a view. Rows that it turns out not to draw become
// unseen.
func (c *composer) model(t *release.Table, show spec.Show, v *view) *chart.Model {
	measure := t.Cols[v.columns[0]].Measure
	m := &chart.Model{
		Kind: v.kind, Title: c.title(t, show.Title), Measure: measure,
		Subtitle: c.unit(t), Value: c.axisTitle(t, v.columns[0]), Timeline: timeline(t),
	}
	if v.kind == chart.Range && measure.Quantity == head.Estimate { // The column says which quartile it is.
		m.Value = c.title(t, show.Title)
	}
	switch v.kind {
	case chart.Flow:
		c.flow(m, t, *v)
		keepLargest(m, v)
	case chart.Map:
		c.routes(m, t, *v)
		keepLargest(m, v)
	case chart.Chord:
		c.pairs(m, t, *v)
		keepLargest(m, v)
	case chart.DotMap:
		c.discs(m, t, *v)
	case chart.Heat:
		c.heat(m, t, *v)
	case chart.Shares:
		c.series(m, t, *v)
		m.Value = c.say("chart.axis-share", "unit", c.unit(t))
		c.percent(m)
	case chart.Years, chart.Cycle, chart.Radial:
		c.years(m, t, v)
		c.axis(m)
	case chart.DotMatrix:
		c.series(m, t, *v)
		c.squares(m)
	case chart.Bump:
		c.ranks(m, t, *v)
	case chart.Bubble:
		c.bubbles(m, t, *v)
	default:
		c.series(m, t, *v)
		c.axis(m)
	}
	m.Words = append(m.Words, c.explanations(m)...)
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
	case head.Mean, head.Estimate, head.Rate, head.Probability:
		text := c.name(t.Cols[j].Label)
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
