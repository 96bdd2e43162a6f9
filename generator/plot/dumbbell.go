package plot

import (
	"htsm/generator/chart"
	"htsm/generator/theme"
)

// dumbbells lays out two values for each category as dots on one line: the
// earlier one pale, the later one strong, their values at the outer ends.
func (s *scene) dumbbells(m *chart.Model) {
	const thick = 14.0
	r := s.rowsOf(m, thick)
	var keys []key
	for j, series := range m.Series {
		keys = append(keys, key{clean(series.Name), s.bellColor(m, 0, j), func(x, y float64, fill theme.Color) []ink {
			return []ink{dot{spot: spot{x, y}, radius: 5, fill: fill}}
		}})
	}
	keys[0].fill, keys[1].fill = s.colours.Past, s.colours.Hue(0)
	y := s.legend(keys, 0)
	low, high := extent(m)
	from := r.edge()
	if r.above {
		y = s.categoryTitle(m, 0, y, start)
	} else {
		y = s.categoryTitle(m, r.column, y, end)
	}
	var all []demand
	part := func(v float64) float64 { return (v - low) / (high - low) }
	for i := range m.Categories {
		b := bellOf(m, i)
		all = append(all, demand{part(b.low), s.set.width(b.lowText) + 2*pad, true}, demand{part(b.high), s.set.width(b.highText) + 2*pad, false})
	}
	left, width := share(s.width-from-1, s.width/4, all)
	a := area{from + left, y + r.lead, width, r.pitch * float64(len(m.Categories))}
	along := scale{low, high, a.x, a.x + a.w}
	s.labelRows(m, r, a)
	s.height = s.valuesBelow(m, a, along)
	for i := range m.Categories {
		s.dumbbell(m, i, along, a.y+(float64(i)+0.5)*r.pitch, r.edge())
	}
	s.finish()
}

// A bell is what stands in one row of a Dumbbell: the ends of its line and the
// texts beside them.
type bell struct {
	tall, whole       bool // There is a number; there are two.
	low, high         float64
	lowText, highText string
}

func bellOf(m *chart.Model, i int) bell {
	texts := [2]string{clean(m.Series[0].Points[i].Display), clean(m.Series[1].Points[i].Display)}
	x, first := height(m, i, 0)
	y, second := height(m, i, 1)
	switch {
	case first && second && x <= y:
		return bell{true, true, x, y, texts[0], texts[1]}
	case first && second:
		return bell{true, true, y, x, texts[1], texts[0]}
	case first:
		return bell{true, false, x, x, texts[0], texts[1]}
	case second:
		return bell{true, false, y, y, texts[0], texts[1]}
	}
	return bell{highText: clean(texts[0] + " " + texts[1])}
}

// dumbbell draws the row of category i.
func (s *scene) dumbbell(m *chart.Model, i int, along scale, y, edge float64) {
	b := bellOf(m, i)
	if !b.tall {
		s.say(label{spot: spot{along.at(max(along.min, min(0, along.max))) + pad, y}, text: b.highText, fill: s.colours.Quiet})
		return
	}
	from, to := along.at(b.low), along.at(b.high)
	s.back = append(s.back, rectangle(from, y-1.5, to-from, 3, s.colours.Rule))
	for j := range m.Series {
		if h, ok := height(m, i, j); ok {
			s.stand(dot{spot: spot{along.at(h), y}, radius: 5, fill: s.bellColor(m, i, j)}, tip(m, i, j))
		}
	}
	fills := [2]theme.Color{s.colours.Text, s.colours.Text}
	if !b.whole { // The symbol of the earlier value stands on the left, that of the later one on the right.
		for j := range fills {
			if _, ok := height(m, i, j); !ok {
				fills[j] = s.colours.Quiet
			}
		}
	}
	s.float(s.clearOfZero(from-pad-3, b.lowText, along, edge), y, []string{b.lowText}, end, fills[0])
	s.float(to+pad+3, y, []string{b.highText}, start, fills[1])
}

// bellColor returns the colour of the dot of series j in category i.
func (s *scene) bellColor(m *chart.Model, i, j int) theme.Color {
	switch {
	case m.Categories[i].Muted && j == 0:
		return s.colours.Rule
	case m.Categories[i].Muted:
		return s.colours.Residual
	case j == 0:
		return s.colours.Past
	}
	return s.colours.Hue(0)
}
