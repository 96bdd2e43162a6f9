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

// A tag is the label of a place.
type tag struct {
	text  string
	at    spot
	far   float64 // The least distance to the place.
	quiet bool
	apart bool // There is no such place: the label stands beneath the plot.
}

// placeLabels writes the labels of all places, large or small alike: beside
// the place, farther away with a line, or beneath what the scene holds so far.
// Labels meet nothing of taken and, where they can, nothing of crossed, and
// their lines no label; beneath, a line that would is left out. It returns what is taken afterwards.
func (s *scene) placeLabels(tags []tag, plot area, taken, crossed []area) []area {
	under := s.height + s.set.leading/2
	x, rowHigh := 0.0, 0.0
	var written []area
	var lines [][2]spot
	for _, t := range tags {
		text := s.set.wrap(t.text, 0.3*s.width)
		fill := s.colours.Text
		if t.quiet {
			fill = s.colours.Quiet
		}
		var at area
		ok := false
		if !t.apart {
			at, ok = s.freePlace(t, text, plot, func(at area) bool {
				line := [2]spot{t.at, t.at}
				if end, far := t.line(at); far {
					line[1] = end
				}
				return !slices.ContainsFunc(crossed, at.meets) && !slices.ContainsFunc(written, func(a area) bool { return a.struck(line) }) &&
					!slices.ContainsFunc(lines, at.struck)
			})
		}
		for _, filled := range [][]area{crossed, taken} {
			if !ok && !t.apart {
				at, ok = s.freePlace(t, text, plot, func(at area) bool { return !slices.ContainsFunc(filled, at.meets) })
			}
		}
		if !ok {
			w, h := s.set.widest(text), float64(len(text))*s.set.leading
			if x > 0 && x+w > s.width {
				x, under, rowHigh = 0, under+rowHigh+2, 0
			}
			at = area{x, under, w, h}
			x, rowHigh = x+w+12, max(rowHigh, h)
			s.height = max(s.height, under+rowHigh)
		}
		end, far := t.line(at)
		far = far && !t.apart
		if !ok && slices.ContainsFunc(written, func(a area) bool { return a.struck([2]spot{t.at, end}) }) {
			far = false // Beneath many others a label stands alone: its line would strike theirs out.
		}
		taken, crossed, written = append(taken, at), append(crossed, at), append(written, at)
		if far {
			lines = append(lines, [2]spot{t.at, end})
			s.back = append(s.back, stroke{spots: []spot{t.at, end}, color: s.colours.Quiet, width: 0.8})
		}
		s.float(at.x, at.y+s.set.leading/2, text, start, fill)
	}
	return taken
}

// struck reports whether a line runs through an area.
func (a area) struck(line [2]spot) bool {
	dx, dy := line[1].x-line[0].x, line[1].y-line[0].y
	steps := math.Ceil(math.Hypot(dx, dy) / 3)
	for k := 1.0; k < steps; k++ {
		x, y := line[0].x+dx*k/steps, line[0].y+dy*k/steps
		if x > a.x && x < a.x+a.w && y > a.y && y < a.y+a.h {
			return true
		}
	}
	return false
}

// freePlace returns the nearest place for lines around a tag that is within
// the plot and free: right, left, above, below, then ever farther away.
func (s *scene) freePlace(t tag, lines []string, plot area, free func(area) bool) (area, bool) {
	w, h := s.set.widest(lines), float64(len(lines))*s.set.leading
	for _, more := range []float64{0, 5, 11, 19, 29, 41, 55, 72, 92} {
		far := t.far + more
		for _, turn := range []float64{0, 180, 270, 90, 315, 45, 225, 135, 337, 23, 203, 157} {
			dx, dy := math.Cos(turn*math.Pi/180), math.Sin(turn*math.Pi/180)
			at := area{t.at.x + dx*far - w/2 + dx*w/2, t.at.y + dy*far - h/2 + dy*h/2, w, h}
			if at.within(plot) && free(at) {
				return at, true
			}
		}
	}
	return area{}, false
}

// line returns where the line from the place to its label ends, and whether
// the label stands so far apart that it needs one.
func (t tag) line(at area) (end spot, far bool) {
	end = spot{max(at.x, min(t.at.x, at.x+at.w)), max(at.y, min(t.at.y, at.y+at.h))}
	return end, math.Hypot(end.x-t.at.x, end.y-t.at.y) > t.far+7
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
