package doctest

import (
	"math"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
)

// plotted returns the chart of a table: its rows are the categories and its
// columns the series, as many as the kind takes. Kinds with nodes take the
// first column and the first two levels of row heads.
func (h hand) plotted(kind chart.Kind, t *doc.Table) *chart.Model {
	m := &chart.Model{Kind: kind, Category: t.Stub[0], Value: t.Unit}
	if len(t.Cols) > 0 {
		m.Measure = t.Cols[0].Measure
	}
	m.Words = t.Legend[:min(len(t.Legend), chart.MaxWords)]
	switch kind {
	case chart.DotMap:
		places(m, t)
		return m
	case chart.Flow, chart.Map, chart.Chord:
		flow(m, t)
		return m
	}
	top := 0.0
	for _, r := range t.Rows[:min(len(t.Rows), kind.CategoryLimit())] {
		m.Categories = append(m.Categories, chart.Category{Label: r.Heads[0].Text, Muted: r.Kind != head.Plain})
	}
	_, most := kind.SeriesLimits()
	for j, c := range t.Cols[:min(len(t.Cols), most)] {
		s := chart.Series{Name: c.Text}
		for i := range m.Categories {
			cell := t.Rows[i].Cells[j]
			s.Points = append(s.Points, chart.Point{Value: cell.Value, Display: cell.Display})
			if n, ok := cell.Value.Number(); ok && cell.Value.Status() == release.Published {
				top = max(top, n.Float64())
			}
		}
		m.Series = append(m.Series, s)
	}
	m.Axis = h.axis(top, m.Measure)
	if kind == chart.Shares {
		m.Axis = h.axis(100, m.Measure)
	}
	m.Across = m.Axis
	return m
}

// places fills the places of a map from rows: every one has a point of its own.
func places(m *chart.Model, t *doc.Table) {
	for i, r := range t.Rows {
		m.Nodes = append(m.Nodes, chart.Node{
			Label: r.Heads[0].Text, Muted: r.Kind != head.Plain, Lat: float64(30 + i), Lon: float64(7 * i),
			Value: r.Cells[0].Value, Display: r.Cells[0].Display,
		})
	}
}

// axis returns an axis from 0 to at least top in at most six ticks.
func (h hand) axis(top float64, m head.Measure) chart.Axis {
	top = max(top, 1)
	step := math.Pow(10, math.Floor(math.Log10(top)))
	for _, f := range []float64{0.2, 0.5, 1, 2} {
		if top/(step*f) <= 5 {
			step *= f
			break
		}
	}
	step = max(step, 1)
	a := chart.Axis{}
	for at := 0.0; ; at += step {
		d, _ := num.FromFloat(at, 0)
		label := h.number(d, false)
		if m.Quantity == head.Share {
			label += h.percent
		}
		a.Ticks = append(a.Ticks, chart.Tick{At: at, Text: label})
		a.Max = at
		if at >= top {
			return a
		}
	}
}

// flow fills nodes and links from rows whose heads are origin and destination.
func flow(m *chart.Model, t *doc.Table) {
	index := map[string]int{}
	node := func(label string, layer int, muted bool) int {
		key := string(rune('0'+layer)) + label
		if _, ok := index[key]; !ok {
			index[key] = len(m.Nodes)
			n := chart.Node{Label: label, Muted: muted, Lat: float64(30 + len(m.Nodes)), Lon: float64(7 * len(m.Nodes))}
			if m.Kind == chart.Flow {
				n.Layer = layer
			}
			m.Nodes = append(m.Nodes, n)
		}
		return index[key]
	}
	for _, r := range t.Rows {
		if r.Kind == head.Total {
			continue
		}
		muted := r.Kind != head.Plain
		last := r.Heads[len(r.Heads)-1].Text
		m.Links = append(m.Links, chart.Link{
			Source: node(r.Heads[0].Text, 0, muted), Target: node(last, 1, muted),
			Value: r.Cells[0].Value, Display: r.Cells[0].Display,
		})
	}
}
