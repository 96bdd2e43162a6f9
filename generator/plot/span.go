package plot

import (
	"htsm/generator/chart"
	"htsm/generator/theme"
)

// The series of a Range.
const (
	lowEnd = iota
	middlePoint
	highEnd
)

// ranges lays out low, middle and high values, one row for each category: the
// middle value stands over its point, the others beside the ends.
func (s *scene) ranges(m *chart.Model) {
	const thick = 14
	r := s.rowsOf(m, thick+s.set.leading)
	y := s.legend(s.rangeKeys(m), 0)
	low, high := extent(m)
	a := area{h: r.pitch * float64(len(m.Categories))}
	s.rangeWidth(m, r, &a, low, high)
	if r.above {
		a.y = s.categoryTitle(m, 0, y, start) + r.lead
	} else {
		a.y = s.categoryTitle(m, r.column, y, end) + r.lead
	}
	along := scale{low, high, a.x, a.x + a.w}
	s.labelRows(m, r, a)
	s.height = s.valuesBelow(m, a, along)
	for i := range m.Categories {
		s.rangeRow(m, i, along, a.y+(float64(i)+0.5)*r.pitch, thick, r.edge())
	}
	s.finish()
}

// rangeKeys returns the legend: a tick for the ends, a dot for the middle.
func (s *scene) rangeKeys(m *chart.Model) []key {
	tick := func(x, y float64, fill theme.Color) []ink {
		return []ink{rectangle(x-1, y-6, 2, 12, fill)}
	}
	point := func(x, y float64, fill theme.Color) []ink {
		return []ink{dot{spot: spot{x, y}, radius: 4.5, fill: fill}}
	}
	var out []key
	for j, mark := range []func(float64, float64, theme.Color) []ink{tick, point, tick} {
		out = append(out, key{clean(m.Series[j].Name), s.colours.Hue(0), mark})
	}
	return out
}

// rangeWidth gives a its place so that the values beside the ends neither
// leave the scene nor touch the labels of the rows.
func (s *scene) rangeWidth(m *chart.Model, r rows, a *area, low, high float64) {
	from := r.edge()
	var all []demand
	for i := range m.Categories {
		part := func(j int) float64 {
			at, _ := chart.Height(m.Series[j].Points[i].Value)
			return (at - low) / (high - low)
		}
		first, last := rangeEnds(m, i)
		if first < 0 {
			all = append(all, demand{0, s.set.width(symbols(m, i)) + pad, false})
			continue
		}
		if _, ok := chart.Height(m.Series[middlePoint].Points[i].Value); ok {
			half := s.set.width(clean(m.Series[middlePoint].Points[i].Display)) / 2
			all = append(all, demand{part(middlePoint), half, true}, demand{part(middlePoint), half, false})
		}
		if first == lowEnd {
			w := s.set.width(clean(m.Series[lowEnd].Points[i].Display)) + pad
			all = append(all, demand{part(first), w, true})
		}
		all = append(all, demand{part(last), s.set.width(s.highText(m, i, last)) + pad, false})
	}
	left, width := share(s.width-from-1, s.width/4, all)
	a.x, a.w = from+left, width
}

// rangeEnds returns the first and the last series with a height in category
// i, or -1.
func rangeEnds(m *chart.Model, i int) (first, last int) {
	first, last = -1, -1
	for j, series := range m.Series {
		if _, ok := chart.Height(series.Points[i].Value); ok {
			if first < 0 {
				first = j
			}
			last = j
		}
	}
	return first, last
}

// highText returns the text after the high end of category i: its value and
// the symbols of the points without a height.
func (s *scene) highText(m *chart.Model, i, last int) string {
	text := symbols(m, i)
	if last == highEnd {
		text = m.Series[highEnd].Points[i].Display + " " + text
	}
	return clean(text)
}

// rangeRow draws the bar and the texts of one category.
func (s *scene) rangeRow(m *chart.Model, i int, along scale, mid, thick, edge float64) {
	y := mid + s.set.leading/2
	first, last := rangeEnds(m, i)
	if first < 0 {
		s.stack(along.from+pad, y, []string{symbols(m, i)}, start, s.colours.Quiet)
		return
	}
	at := func(j int) float64 {
		v, _ := chart.Height(m.Series[j].Points[i].Value)
		return along.at(v)
	}
	fill := s.colours.Past
	if m.Categories[i].Muted {
		fill = s.colours.Grid
	}
	s.back = append(s.back, rectangle(at(first), y-thick/4, at(last)-at(first), thick/2, fill))
	s.rangePoints(m, i, at, y, thick)
	if first == lowEnd {
		text := clean(m.Series[lowEnd].Points[i].Display)
		s.float(s.clearOfZero(at(first)-pad, text, along, edge), y, []string{text}, end, s.colours.Quiet)
	}
	s.float(at(last)+pad, y, []string{s.highText(m, i, last)}, start, s.colours.Quiet)
	if _, ok := chart.Height(m.Series[middlePoint].Points[i].Value); ok {
		text := clean(m.Series[middlePoint].Points[i].Display)
		half := s.set.width(text) / 2
		x := max(half, min(at(middlePoint), s.width-half))
		s.float(x, y-thick/2-s.set.leading/2+1, []string{text}, middle, s.colours.Text)
	}
}

// rangePoints draws the marks of category i: ticks at the ends, a dot in the
// middle.
func (s *scene) rangePoints(m *chart.Model, i int, at func(j int) float64, y, thick float64) {
	color := s.colours.Hue(0)
	if m.Categories[i].Muted {
		color = s.colours.Residual
	}
	for _, j := range []int{lowEnd, highEnd, middlePoint} {
		_, ok := height(m, i, j)
		switch {
		case !ok:
		case j == middlePoint:
			s.stand(dot{spot: spot{at(j), y}, radius: 5, fill: color}, tip(m, i, j))
		default:
			s.stand(rectangle(at(j)-1, y-thick/2, 2, thick, color), tip(m, i, j))
		}
	}
}

// clearOfZero returns where a text that ends at x ends best: before the line at
// zero, if that is near and there is room behind edge, so that the line does
// not cross it.
func (s *scene) clearOfZero(x float64, text string, along scale, edge float64) float64 {
	if along.min > 0 || along.max < 0 {
		return x
	}
	zero, w := along.at(0), s.set.width(text)
	if x > zero-3 && x-w < zero+3 && x-zero < w/2 && zero-4-w >= edge {
		return zero - 4
	}
	return x
}
