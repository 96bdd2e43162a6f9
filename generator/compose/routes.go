package compose

import (
	"slices"

	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/release"
)

// routes fills places and arrows from a matrix of codes: rows flow to columns.
// What is not published, what is zero, what has no point on the map and what
// ends where it starts makes no arrow.
func (c *composer) routes(m *chart.Model, t *release.Table, v view) {
	index := map[string]int{}
	node := func(l head.Label) int {
		key := l.List + ":" + l.Codes[0]
		if k, ok := index[key]; ok {
			return k
		}
		lat, lon, _ := c.point(l)
		index[key] = len(m.Nodes)
		m.Nodes = append(m.Nodes, chart.Node{Label: c.short(l), Lat: lat, Lon: lon})
		return index[key]
	}
	for _, i := range v.rows {
		for _, j := range v.columns {
			from, to, value := t.Rows[i].Labels[0], t.Cols[j].Label, t.Cells[i][j]
			if n, ok := value.Number(); !ok || n.Sign() <= 0 || !c.placed(from) || !c.placed(to) || from.Codes[0] == to.Codes[0] {
				continue
			}
			m.Links = append(m.Links, chart.Link{
				Source: node(from), Target: node(to), Value: value, Display: c.published(value, t.Cols[j].Measure),
			})
		}
	}
}

// point returns the point of a code on the map, and whether it has one.
func (c *composer) point(l head.Label) (lat, lon float64, ok bool) {
	if l.Kind != head.Code || len(l.Codes) != 1 {
		return 0, 0, false
	}
	list, ok := c.Book.List(l.List)
	if !ok {
		return 0, 0, false
	}
	k, ok := list.Code(l.Codes[0])
	return k.Lat, k.Lon, ok && (k.Lat != 0 || k.Lon != 0)
}

func (c *composer) placed(l head.Label) bool {
	_, _, ok := c.point(l)
	return ok
}

// unplaced returns the names of the rows and columns of a map that have no
// point on it.
func (c *composer) unplaced(t *release.Table, v view) []string {
	var out []string
	add := func(l head.Label) {
		if name := c.short(l); !c.placed(l) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, i := range v.rows {
		add(t.Rows[i].Labels[0])
	}
	for _, j := range v.columns {
		add(t.Cols[j].Label)
	}
	return out
}

// loops returns the names of what goes from a place to itself, or joins a code
// with itself, with a published number.
func (c *composer) loops(t *release.Table, v view) []string {
	var out []string
	for _, i := range v.rows {
		for _, j := range v.columns {
			from, to := t.Rows[i].Labels[0], t.Cols[j].Label
			if n, ok := t.Cells[i][j].Number(); ok && n.Sign() > 0 && len(t.Rows[i].Labels) == 1 && loop(from, to) {
				out = append(out, c.l.Path([]string{c.short(from), c.short(to)}))
			}
		}
	}
	return out
}
