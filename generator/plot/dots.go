package plot

import (
	"cmp"
	"math"
	"slices"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// discs are the radii of discs whose areas are in proportion to numbers.
type discs struct{ most, largest float64 }

// radius returns the radius of the disc of h; the smallest can still be seen.
func (d discs) radius(h float64) float64 {
	if d.most <= 0 {
		return 1.5
	}
	return max(1.5, d.largest*math.Sqrt(max(h, 0)/d.most))
}

// dotMap lays out a map with discs. Every place has its label with its value:
// beside it, or beneath the map with a line to it. A place without a number
// has a small ring and its symbol. A map is never mirrored.
func (s *scene) dotMap(m *chart.Model, world []ring) {
	y := s.axisTitle(m, 0)
	s.finish()
	c := mapOf(m, s.width, y)
	s.height = c.plot.y + c.plot.h
	s.land(c, world)
	d := discs{largest: min(26, s.width/20)}
	for _, n := range m.Nodes {
		h, _ := chart.Height(n.Value)
		d.most = max(d.most, h)
	}
	places := make([]spot, len(m.Nodes))
	order := make([]int, len(m.Nodes))
	for i, n := range m.Nodes {
		places[i], order[i] = c.at(n.Lon, n.Lat), i
	}
	slices.SortStableFunc(order, func(a, b int) int { // Small discs lie on large ones.
		x, _ := chart.Height(m.Nodes[a].Value)
		y, _ := chart.Height(m.Nodes[b].Value)
		return cmp.Compare(y, x)
	})
	tags := nodeTags(m, places)
	sorted := make([]tag, len(tags))
	var taken []area
	for k, i := range order {
		n := m.Nodes[i]
		r := s.disc(n, places[i], d, tags[i].text)
		tags[i].far = r + 3
		sorted[k] = tags[i]
		r = min(r, 9) // A label may lie on a large disc if it must.
		taken = append(taken, area{places[i].x - r, places[i].y - r, 2 * r, 2 * r})
	}
	s.placeLabels(sorted, c.plot, taken, taken)
}

// disc draws the disc of a place and returns its radius.
func (s *scene) disc(n chart.Node, at spot, d discs, tip string) float64 {
	color := s.colours.Hue(0)
	if n.Muted {
		color = s.colours.Residual
	}
	h, ok := chart.Height(n.Value)
	if !ok {
		s.stand(dot{spot: at, radius: 3, fill: s.colours.Paper, edge: &s.colours.Quiet}, tip)
		return 3
	}
	r := d.radius(h)
	s.stand(dot{spot: at, radius: r, fill: color, opacity: 0.62, edge: &s.colours.Paper}, tip)
	return r
}

// bubbles lays out categories as discs on two axes: the first series along the
// horizontal one, the second along the vertical one, the third as their areas.
// Every category has its label; one without a place on an axis has it beneath
// the plot, with its values.
func (s *scene) bubbles(m *chart.Model) {
	y := 0.0
	if len(m.Series) > 2 && clean(m.Series[2].Name) != "" {
		y = s.legend([]key{{clean(m.Series[2].Name), s.colours.Hue(0), areas}}, 0)
	}
	y = s.axisTitle(m, y)
	x := s.valueColumn(m)
	a := area{x: x, y: y + s.set.leading/2, w: s.width - x - 8, h: max(s.tall(), 0.55*s.width)}
	low, high := extentOf(m.Axis, m.Series[1])
	up := scale{low, high, a.y + a.h, a.y}
	low, high = extentOf(m.Across, m.Series[0])
	across := scale{low, high, a.x, a.x + a.w}
	s.valuesBeside(m, a, up)
	flat := &chart.Model{Value: m.Category, Axis: m.Across}
	s.height = s.valuesBelow(flat, a, across)
	d := discs{largest: min(24, s.width/20)}
	for i := range m.Categories {
		if len(m.Series) > 2 {
			h, _ := height(m, i, 2)
			d.most = max(d.most, h)
		}
	}
	var tags []tag
	var taken []area
	for _, i := range s.bubbleOrder(m) {
		t, r := s.bubble(m, i, across, up, d)
		tags = append(tags, t)
		if !t.apart {
			taken = append(taken, area{t.at.x - r, t.at.y - r, 2 * r, 2 * r})
		}
	}
	s.placeLabels(tags, a, taken, taken)
	s.finish()
}

// areas marks the legend of discs whose areas mean something.
func areas(x, y float64, fill theme.Color) []ink {
	return []ink{dot{spot: spot{x - 4, y + 1.5}, radius: 2.2, fill: fill, opacity: 0.62}, dot{spot: spot{x + 3, y}, radius: 4, fill: fill, opacity: 0.62}}
}

// bubbleOrder returns the categories with the largest discs first.
func (s *scene) bubbleOrder(m *chart.Model) []int {
	var out []int
	for i := range m.Categories {
		out = append(out, i)
	}
	if len(m.Series) > 2 {
		slices.SortStableFunc(out, func(a, b int) int { return compareHeights(m.Series[2].Points[a], m.Series[2].Points[b]) })
	}
	return out
}

// bubble draws category i and returns its label and its radius.
func (s *scene) bubble(m *chart.Model, i int, across, up scale, d discs) (tag, float64) {
	c := m.Categories[i]
	text := clean(c.Label)
	for j, series := range m.Series {
		text += "\n" + clean(series.Name) + ": " + clean(m.Series[j].Points[i].Display)
	}
	x, first := height(m, i, 0)
	y, second := height(m, i, 1)
	t := tag{text: clean(c.Label), quiet: c.Muted}
	if !first || !second {
		t.apart, t.quiet = true, true
		t.text = clean(c.Label + " (" + clean(m.Series[0].Points[i].Display) + "; " + clean(m.Series[1].Points[i].Display) + ")")
		return t, 0
	}
	t.at = spot{across.at(x), up.at(y)}
	color := s.colours.Hue(0)
	if c.Muted {
		color = s.colours.Residual
	}
	mark, r := dot{spot: t.at, fill: color, opacity: 0.62, edge: &s.colours.Paper}, 5.0
	if len(m.Series) > 2 {
		h, ok := height(m, i, 2)
		if r = d.radius(h); !ok { // Its size is not known.
			r, mark.fill, mark.edge = 4, s.colours.Paper, &s.colours.Quiet
			t.text = clean(t.text + " " + m.Series[2].Points[i].Display)
		}
	}
	mark.radius = r
	s.stand(mark, text)
	t.far = r + 3
	return t, r
}

// extentOf returns the ends of an axis, moved outwards where a number of a
// series needs it.
func extentOf(axis chart.Axis, series chart.Series) (low, high float64) {
	low, high = axis.Min, axis.Max
	for _, p := range series.Points {
		if at, ok := chart.Height(p.Value); ok {
			low, high = min(low, at), max(high, at)
		}
	}
	return low, high
}
