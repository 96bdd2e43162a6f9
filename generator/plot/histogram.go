package plot

import "htsm/generator/chart"

// The classes of a histogram touch each other; a residual is no class, so a
// strip of paper cuts it off from them.
const cut = 8 // px

// cutColumns cuts the first residual of an upright histogram off.
func (s *scene) cutColumns(m *chart.Model, a area, along scale, band float64) {
	if i, at, ok := residual(m); ok {
		top, base := along.at(max(at, 0)), along.at(min(at, 0))
		s.say(rectangle(a.x+float64(i)*band-1, top-1, cut, base-top, s.colours.Paper))
	}
}

// cutRows cuts the first residual of a turned histogram off.
func (s *scene) cutRows(m *chart.Model, a area, along scale, pitch float64) {
	if i, at, ok := residual(m); ok {
		from, to := along.at(min(at, 0)), along.at(max(at, 0))
		s.say(rectangle(from+1, a.y+float64(i)*pitch-1, to-from, cut/2, s.colours.Paper))
	}
}

// residual returns the first residual after a class, and its height.
func residual(m *chart.Model) (i int, at float64, ok bool) {
	for i, c := range m.Categories {
		if c.Muted && i > 0 {
			at, ok := chart.Height(m.Series[0].Points[i].Value)
			return i, at, ok
		}
	}
	return 0, 0, false
}
