package plot

import (
	"math"

	"htsm/generator/chart"
	"htsm/generator/release"
	"htsm/generator/theme"
)

// A dial is a Radial with its sizes: zero stands in the middle, the end of the
// axis on the rim, the first category on top, the others clockwise.
type dial struct {
	middle spot
	radius float64
	along  scale // From numbers to distances from the middle.
	n      int
}

// at returns the place in category i at a distance from the middle.
func (d dial) at(i int, far float64) spot {
	angle := 2 * math.Pi * float64(i) / float64(d.n)
	return spot{d.middle.x + far*math.Sin(angle), d.middle.y - far*math.Cos(angle)}
}

// side returns 1 for a category on the right, -1 for one on the left, and 0 on
// top and at the foot.
func (d dial) side(i int) int {
	switch {
	case i == 0 || 2*i == d.n:
		return 0
	case 2*i < d.n:
		return 1
	}
	return -1
}

// radial lays out the months of a year around a circle: the last series, the
// latest year, as a strong line, those before it as pale ones. A line breaks
// where a number is missing, and does not go from December to January of one
// year.
func (s *scene) radial(m *chart.Model) {
	last := len(m.Series) - 1
	y := s.axisTitle(m, s.legend(s.radialKeys(m), 0))
	s.finish() // Time goes clockwise, whatever the direction of writing.
	_, high := extent(m)
	d := dial{n: len(m.Categories)}
	labels := s.rimTexts(m)
	wide, needs, ends := 0.0, [3]float64{}, [2]float64{}
	for i, e := range labels {
		switch side := d.side(i); {
		case side != 0:
			wide = max(wide, s.set.widest(e.lines))
			needs[side+1] += e.height(s.set.leading)
		case i == 0:
			ends[0] = e.height(s.set.leading)
		default:
			ends[1] = e.height(s.set.leading)
		}
	}
	d.radius = max(40, min(s.width/2-wide-10, 150))
	d.along = scale{0, high, 0, d.radius}
	tall := max(2*d.radius+4, needs[0], needs[2])
	d.middle = spot{s.width / 2, y + ends[0] + 10 + tall/2}
	s.height = d.middle.y + tall/2 + ends[1] + 10
	s.rings(m, d)
	s.rimLabels(m, labels, d, tall)
	for j := range m.Series {
		pen := stroke{color: s.colours.Past, width: 1.2}
		if j == last {
			pen = stroke{color: s.colours.Hue(0), width: 2.5}
		}
		s.wire(m, j, pen, func(i int, h float64) spot { return d.at(i, d.along.at(h)) })
	}
	for i := range m.Categories {
		if h, ok := height(m, i, last); ok {
			s.stand(dot{spot: d.at(i, d.along.at(h)), radius: 3, fill: s.colours.Hue(0)}, s.yearTip(m, i))
		}
	}
}

// rimTexts returns the labels of the categories, with the symbol of a number
// of the latest year that is withheld.
func (s *scene) rimTexts(m *chart.Model) []ending {
	out := make([]ending, len(m.Categories))
	for i, c := range m.Categories {
		text := c.Label
		if p := m.Series[len(m.Series)-1].Points[i]; p.Value.Status() == release.Suppressed {
			text += " " + p.Display
		}
		out[i] = ending{lines: s.set.wrap(text, 0.24*s.width), series: i}
	}
	return out
}

// rings draws the scale: circles at the ticks, with their texts on the left of
// the line to the top, and a line to each category.
func (s *scene) rings(m *chart.Model, d dial) {
	for i := range m.Categories {
		s.back = append(s.back, stroke{spots: []spot{d.middle, d.at(i, d.radius)}, color: s.colours.Grid, width: 1})
	}
	far := func(t chart.Tick) float64 { return d.along.at(t.At) }
	for _, t := range ticks(m, far, func(chart.Tick) float64 { return s.set.leading }) {
		if t.At <= 0 {
			continue
		}
		const steps = 72
		ring := make([]spot, steps+1)
		for k := range ring {
			angle := 2 * math.Pi * float64(k) / steps
			ring[k] = spot{d.middle.x + far(t)*math.Sin(angle), d.middle.y - far(t)*math.Cos(angle)}
		}
		s.back = append(s.back, stroke{spots: ring, color: s.colours.Grid, width: 1})
		s.float(d.middle.x-4, d.middle.y-far(t), []string{clean(t.Text)}, end, s.colours.Quiet)
	}
}

// rimLabels writes the labels around the circle, those of each side moved
// apart within tall px.
func (s *scene) rimLabels(m *chart.Model, labels []ending, d dial, tall float64) {
	var sides [3][]ending
	for i, e := range labels {
		e.from = d.at(i, d.radius)
		e.y = e.from.y
		block := float64(len(e.lines)-1) * s.set.leading
		switch side := d.side(i); {
		case side != 0:
			sides[side+1] = append(sides[side+1], e)
		case i == 0:
			s.stack(d.middle.x, d.middle.y-tall/2-12-block, e.lines, middle, s.colours.Text)
		default:
			s.stack(d.middle.x, d.middle.y+tall/2+14, e.lines, middle, s.colours.Text)
		}
	}
	for side, at := range []anchor{end, middle, start} { // Nothing stands on the middle one.
		spread(sides[side], s.set.leading, d.middle.y-tall/2, d.middle.y+tall/2)
		for _, e := range sides[side] {
			s.float(e.from.x+float64(side-1)*8, e.y-float64(len(e.lines)-1)*s.set.leading/2, e.lines, at, s.colours.Text)
		}
	}
}

// radialKeys returns the legend: the latest year and those before it.
func (s *scene) radialKeys(m *chart.Model) []key {
	last := len(m.Series) - 1
	past := clean(m.Series[0].Name)
	if last > 1 {
		past += "–" + clean(m.Series[last-1].Name)
	}
	line := func(width float64) func(x, y float64, fill theme.Color) []ink {
		return func(x, y float64, fill theme.Color) []ink {
			return []ink{stroke{spots: []spot{{x - 6, y}, {x + 7, y}}, color: fill, width: width}}
		}
	}
	return []key{{clean(m.Series[last].Name), s.colours.Hue(0), line(2.5)}, {past, s.colours.Past, line(1.2)}}
}
