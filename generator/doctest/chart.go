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
// columns the series. A Flow takes the first column and the first two levels
// of row heads.
func (h hand) plotted(kind chart.Kind, t *doc.Table) *chart.Model {
	m := &chart.Model{Kind: kind, Category: t.Stub[0], Value: t.Unit}
	if len(t.Cols) > 0 {
		m.Measure = t.Cols[0].Measure
	}
	if kind == chart.Flow {
		flow(m, t)
		return m
	}
	top := 0.0
	for _, r := range t.Rows {
		m.Categories = append(m.Categories, chart.Category{Label: r.Heads[0].Text, Muted: r.Kind != head.Plain})
	}
	for j, c := range t.Cols {
		s := chart.Series{Name: c.Text}
		for _, r := range t.Rows {
			s.Points = append(s.Points, chart.Point{Value: r.Cells[j].Value, Display: r.Cells[j].Display})
			if n, ok := r.Cells[j].Value.Number(); ok && r.Cells[j].Value.Status() == release.Published {
				top = max(top, n.Float64())
			}
		}
		m.Series = append(m.Series, s)
	}
	m.Axis = h.axis(top, m.Measure)
	m.Words = t.Legend
	return m
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
			m.Nodes = append(m.Nodes, chart.Node{Label: label, Layer: layer, Muted: muted})
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
