package plot

import (
	"math"
	"slices"

	"htsm/generator/chart"
)

// meets reports whether two areas have a place in common.
func (a area) meets(b area) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

// within reports whether a lies in b.
func (a area) within(b area) bool {
	return a.x >= b.x && a.y >= b.y && a.x+a.w <= b.x+b.w && a.y+a.h <= b.y+b.h
}

// box returns the room of lines of text whose left end is at x and whose
// middle is at y.
func (s *scene) box(x, y float64, lines []string) area {
	h := float64(len(lines)) * s.set.leading
	return area{x, y - h/2, s.set.widest(lines), h}
}

// placeLabels writes the labels of all places, those of large countries or
// small alike: beside the place, farther away with a line, or beneath the map.
// It returns what is taken afterwards.
func (s *scene) placeLabels(m *chart.Model, c chartMap, places []spot, arrows map[int][]spot, taken []area) []area {
	crossed := slices.Clone(taken) // And the middles of arrows, which a label avoids if it can.
	for k := range m.Links {
		for _, p := range arrows[k] {
			crossed = append(crossed, area{p.x - 3, p.y - 3, 6, 6})
		}
	}
	under := c.plot.y + c.plot.h + s.set.leading/2
	x, rowHigh := 0.0, 0.0
	for i, n := range m.Nodes {
		lines := s.set.wrap(n.Label, 0.3*s.width)
		fill := s.colours.Text
		if n.Muted {
			fill = s.colours.Quiet
		}
		at, ok := s.freePlace(places[i], lines, c.plot, crossed)
		if !ok {
			at, ok = s.freePlace(places[i], lines, c.plot, taken)
		}
		if !ok {
			w, h := s.set.widest(lines), float64(len(lines))*s.set.leading
			if x > 0 && x+w > s.width {
				x, under, rowHigh = 0, under+rowHigh+2, 0
			}
			at = area{x, under, w, h}
			x, rowHigh = x+w+12, max(rowHigh, h)
			s.height = max(s.height, under+rowHigh)
		}
		taken, crossed = append(taken, at), append(crossed, at)
		s.leader(places[i], at)
		s.float(at.x, at.y+s.set.leading/2, lines, start, fill)
	}
	return taken
}

// freePlace returns the nearest place for lines around p that is within the
// plot and meets nothing: right, left, above, below, then ever farther away.
func (s *scene) freePlace(p spot, lines []string, plot area, taken []area) (area, bool) {
	w, h := s.set.widest(lines), float64(len(lines))*s.set.leading
	for _, far := range []float64{7, 12, 18, 26, 36, 48, 62} {
		for _, turn := range []float64{0, 180, 270, 90, 315, 45, 225, 135, 337, 23, 203, 157} {
			dx, dy := math.Cos(turn*math.Pi/180), math.Sin(turn*math.Pi/180)
			at := area{p.x + dx*far - w/2 + dx*w/2, p.y + dy*far - h/2 + dy*h/2, w, h}
			if at.within(plot) && !slices.ContainsFunc(taken, at.meets) {
				return at, true
			}
		}
	}
	return area{}, false
}

// leader draws a line from a place to its label if the label stands apart.
func (s *scene) leader(p spot, at area) {
	end := spot{max(at.x, min(p.x, at.x+at.w)), max(at.y, min(p.y, at.y+at.h))}
	if math.Hypot(end.x-p.x, end.y-p.y) > 14 {
		s.back = append(s.back, stroke{spots: []spot{p, end}, color: s.colours.Quiet, width: 0.8})
	}
}

// arrowValues writes the values of the largest arrows upon them, where they
// meet no label.
func (s *scene) arrowValues(m *chart.Model, c chartMap, order []int, arrows map[int][]spot, taken []area) {
	const most = 8
	for _, k := range order[:min(most, len(order))] {
		lines := []string{clean(m.Links[k].Display)}
		if lines[0] == "" || len(arrows[k]) == 0 {
			continue
		}
		n := len(arrows[k])
		for _, i := range []int{n / 2, n * 2 / 5, n * 3 / 5, n / 3, n * 2 / 3, n / 4} {
			p := arrows[k][i]
			w := s.set.widest(lines)
			at := s.box(p.x-w/2, p.y, lines)
			if at.within(c.plot) && !slices.ContainsFunc(taken, at.meets) {
				taken = append(taken, at)
				s.float(p.x, p.y, lines, middle, s.colours.Text)
				break
			}
		}
	}
}
