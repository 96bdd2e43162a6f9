package plot

import (
	"htsm/generator/chart"
	"htsm/generator/theme"
)

// panels says how the small charts of a Multiples stand.
type panels struct {
	across int     // Side by side.
	wide   float64 // px from one to the next.
	apart  float64 // px between two.
	column float64 // The width of what stands on the left of each row of panels.
}

// multiples lays out one small chart for each series, all on one scale: lines
// over periods, bars over other categories.
func (s *scene) multiples(m *chart.Model) {
	y := s.axisTitle(m, 0)
	if m.Timeline {
		s.linePanels(m, y)
	} else {
		s.barPanels(m, s.categoryTitle(m, 0, y, start))
	}
	s.finish()
}

// panelColor returns the colour of series j among small charts: their titles
// tell them apart.
func (s *scene) panelColor(m *chart.Model, j int) theme.Color {
	if m.Series[j].Muted {
		return s.colours.Residual
	}
	return s.colours.Hue(0)
}

// linePanels lays out small lines from y on. The name of a series and its last
// value stand over its panel, the first and the last period below it.
func (s *scene) linePanels(m *chart.Model, y float64) {
	const least, tall = 132.0, 74.0
	p := panels{column: s.valueColumn(m), apart: 16}
	p.across = max(1, min(len(m.Series), int((s.width-p.column+p.apart)/(least+p.apart))))
	p.wide = (s.width - p.column - 1 + p.apart) / float64(p.across)
	low, high := extent(m)
	feet := s.feetOf(m, p.wide-p.apart)
	for from := 0; from < len(m.Series); from += p.across {
		to := min(from+p.across, len(m.Series))
		most := 1
		for j := from; j < to; j++ {
			most = max(most, len(s.set.wrap(endText(m, j), p.wide-p.apart)))
		}
		top := y + float64(most)*s.set.leading + 4
		for j := from; j < to; j++ {
			a := area{p.column + float64(j-from)*p.wide, top, p.wide - p.apart, tall}
			lines := s.set.wrap(endText(m, j), a.w)
			s.stack(a.x, top-4-(float64(len(lines))-0.5)*s.set.leading, lines, start, s.colours.Text)
			along := scale{low, high, a.y + a.h, a.y}
			if j == from {
				s.valuesBeside(m, a, along)
			} else {
				s.ruled(m, a, along)
			}
			s.linePanel(m, j, a, along)
			s.ends(m, a, feet)
		}
		y = top + tall + float64(max(len(feet[0]), len(feet[1])))*s.set.leading + 16
	}
	s.height = y - 10
}

// ruled draws the grid of a panel whose values stand at the left of the first.
func (s *scene) ruled(m *chart.Model, a area, along scale) {
	place := func(t chart.Tick) float64 { return along.at(t.At) }
	for _, t := range ticks(m, place, func(chart.Tick) float64 { return s.set.leading }) {
		color := s.colours.Grid
		if t.At == 0 {
			color = s.colours.Quiet
		}
		y := along.at(t.At)
		s.back = append(s.back, stroke{spots: []spot{{a.x, y}, {a.x + a.w, y}}, color: color, width: 1})
	}
}

// linePanel draws series j in a.
func (s *scene) linePanel(m *chart.Model, j int, a area, along scale) {
	color := s.panelColor(m, j)
	step := a.w / float64(len(m.Categories))
	at := func(i int, h float64) spot { return spot{a.x + (float64(i)+0.5)*step, along.at(h)} }
	s.bandOf(m, j, a, along, color)
	s.wire(m, j, stroke{color: color, width: 1.8}, at)
	last := lastTall(m.Series[j])
	for i := range m.Categories {
		if h, ok := height(m, i, j); ok {
			r := 1.0
			if i == last {
				r = 3
			}
			s.stand(dot{spot: at(i, h), radius: r, fill: color}, tip(m, i, j))
		}
	}
	s.gapSymbols(m, j, a)
}

// gapSymbols writes the symbols of the points of series j that have no height
// at the foot of a, where they do not run into each other.
func (s *scene) gapSymbols(m *chart.Model, j int, a area) {
	step := a.w / float64(len(m.Categories))
	free := a.x
	for i := range m.Categories {
		_, ok := height(m, i, j)
		text := clean(m.Series[j].Points[i].Display)
		half := s.set.width(text) / 2
		x := max(a.x+half, min(a.x+(float64(i)+0.5)*step, a.x+a.w-half))
		if ok || text == "" || x-half < free || half > a.w/2 {
			continue
		}
		free = x + half + 2
		s.say(label{
			spot: spot{x, a.y + a.h - s.set.leading/2 - 1}, text: text, at: middle, fill: s.colours.Quiet, halo: &s.colours.Paper,
		})
	}
}

// feetOf breaks the first and the last category for a panel that is wide px
// wide. Where both have no room in one line, the last stands alone.
func (s *scene) feetOf(m *chart.Model, wide float64) [2][]string {
	n := len(m.Categories)
	last := s.set.wrap(m.Categories[n-1].Label, wide)
	first := clean(m.Categories[0].Label)
	if n == 1 || len(last) > 1 || s.set.width(first)+s.set.widest(last)+8 > wide {
		return [2][]string{nil, last}
	}
	return [2][]string{{first}, last}
}

// ends writes the feet of a below it.
func (s *scene) ends(m *chart.Model, a area, feet [2][]string) {
	n := len(m.Categories)
	y := a.y + a.h + 4 + s.set.leading/2
	for _, i := range []int{0, n - 1} {
		x := a.x + (float64(i)+0.5)*a.w/float64(n)
		s.back = append(s.back, stroke{spots: []spot{{x, a.y + a.h}, {x, a.y + a.h + 4}}, color: s.colours.Rule, width: 1})
	}
	s.stack(a.x, y, feet[0], start, s.colours.Quiet)
	s.stack(a.x+a.w, y, feet[1], end, s.colours.Quiet)
}

// barPanels lays out small horizontal bars from y on: the labels of the rows
// stand on the left of each row of panels.
func (s *scene) barPanels(m *chart.Model, y float64) {
	const thick, least = 13.0, 48.0
	limit := 0.3 * s.width
	var labels [][]string
	var mids []float64 // Of the rows, from the top of a panel.
	p := panels{apart: 14}
	value, tall := 0.0, 0.0
	for i, c := range m.Categories {
		lines := s.set.wrap(c.Label, limit)
		labels = append(labels, lines)
		high := max(thick+7, float64(len(lines))*s.set.leading+5)
		mids, tall = append(mids, tall+high/2), tall+high
		p.column = max(p.column, s.set.widest(lines)+pad)
		for _, series := range m.Series {
			value = max(value, s.set.width(clean(series.Points[i].Display))+pad)
		}
	}
	low, high := extent(m)
	room := value // Beside the bars; on both sides for numbers below zero.
	if low < 0 {
		room *= 2
	}
	p.across = max(1, min(len(m.Series), 6, int((s.width-p.column+p.apart)/(least+room+p.apart))))
	p.wide = (s.width - p.column - 1 + p.apart) / float64(p.across)
	for from := 0; from < len(m.Series); from += p.across {
		to := min(from+p.across, len(m.Series))
		heads := 1
		for j := from; j < to; j++ {
			heads = max(heads, len(s.set.wrap(m.Series[j].Name, p.wide-p.apart)))
		}
		top := y + float64(heads)*s.set.leading + 5
		for i, lines := range labels {
			fill := s.colours.Text
			if m.Categories[i].Muted {
				fill = s.colours.Quiet
			}
			s.stack(p.column-pad, top+mids[i]-float64(len(lines)-1)*s.set.leading/2, lines, end, fill)
		}
		for j := from; j < to; j++ {
			a := area{p.column + float64(j-from)*p.wide, top, p.wide - p.apart, tall}
			lines := s.set.wrap(m.Series[j].Name, a.w)
			s.stack(a.x, top-5-(float64(len(lines))-0.5)*s.set.leading, lines, start, s.colours.Text)
			if low < 0 {
				a.x += value
			}
			s.barPanel(m, j, a, scale{low, high, a.x, a.x + p.wide - p.apart - room}, mids, thick)
		}
		y = top + tall + 14
	}
	s.height = y - 8
}

// barPanel draws series j in a, whose rows have their middles at mids.
func (s *scene) barPanel(m *chart.Model, j int, a area, along scale, mids []float64, thick float64) {
	zero := along.at(0)
	s.back = append(s.back, stroke{spots: []spot{{zero, a.y}, {zero, a.y + a.h}}, color: s.colours.Quiet, width: 1})
	for i, c := range m.Categories {
		mid := a.y + mids[i]
		point := m.Series[j].Points[i]
		if h, ok := chart.Height(point.Value); ok {
			color := s.panelColor(m, j)
			if c.Muted {
				color = s.colours.Residual
			}
			x := along.at(h)
			s.stand(rectangle(min(x, zero), mid-thick/2, max(x, zero)-min(x, zero), thick, color), tip(m, i, j))
		}
		s.endLabel(point, along, mid)
	}
}

// sparklines lays out a list: the name of each series, its line from the first
// to the last period on a scale of its own, and its last value.
func (s *scene) sparklines(m *chart.Model) {
	const tall, apart = 24.0, 12.0
	limit := 0.34 * s.width
	var labels, values [][]string
	column, value := 0.0, 0.0
	n := len(m.Categories)
	for _, series := range m.Series {
		name, last := s.set.wrap(series.Name, limit), s.set.wrap(series.Points[n-1].Display, 0.25*s.width)
		labels, values = append(labels, name), append(values, last)
		column, value = max(column, s.set.widest(name)), max(value, s.set.widest(last))
	}
	head := s.set.wrap(m.Categories[n-1].Label, 0.3*s.width)
	value = max(value, s.set.widest(head))
	a := area{x: column + apart, w: s.width - column - 2*apart - value}
	y := s.axisTitle(m, 0)
	top := y + float64(len(head))*s.set.leading
	s.stack(s.width-1, y+s.set.leading/2, head, end, s.colours.Quiet)
	if first := clean(m.Categories[0].Label); n > 1 && s.set.width(first) <= a.w {
		s.stack(a.x, top-s.set.leading/2, []string{first}, start, s.colours.Quiet)
	}
	if m.Category != "" && s.set.width(clean(m.Category)) <= column {
		s.stack(0, top-s.set.leading/2, []string{clean(m.Category)}, start, s.colours.Quiet)
	}
	y = top + 3
	for j, lines := range labels {
		high := max(tall+8, float64(len(lines))*s.set.leading+8, float64(len(values[j]))*s.set.leading+8)
		s.back = append(s.back, stroke{spots: []spot{{0, y}, {s.width, y}}, color: s.colours.Grid, width: 1})
		mid := y + high/2
		fill := s.colours.Text
		if m.Series[j].Muted {
			fill = s.colours.Quiet
		}
		s.stack(0, mid-float64(len(lines)-1)*s.set.leading/2, lines, start, fill)
		s.stack(s.width-1, mid-float64(len(values[j])-1)*s.set.leading/2, values[j], end, fill)
		a.y, a.h = mid-tall/2, tall
		s.sparkline(m, j, a)
		y += high
	}
	s.height = y + 2
	s.finish()
}

// sparkline draws series j in a, from zero to its greatest value.
func (s *scene) sparkline(m *chart.Model, j int, a area) {
	low, high := 0.0, 0.0
	for i := range m.Categories {
		if h, ok := height(m, i, j); ok {
			low, high = min(low, h), max(high, h)
		}
	}
	if low == high {
		high = 1
	}
	along := scale{low, high, a.y + a.h, a.y}
	step := a.w / float64(len(m.Categories))
	at := func(i int, h float64) spot { return spot{a.x + (float64(i)+0.5)*step, along.at(h)} }
	color := s.panelColor(m, j)
	base := along.at(0)
	s.back = append(s.back, stroke{spots: []spot{{a.x, base}, {a.x + a.w, base}}, color: s.colours.Rule, width: 0.8})
	s.wire(m, j, stroke{color: color, width: 1.5}, at)
	last := len(m.Categories) - 1
	for i := range m.Categories {
		h, ok := height(m, i, j)
		switch {
		case ok && i == last:
			s.stand(dot{spot: at(i, h), radius: 3, fill: color}, tip(m, i, j))
		case ok:
			s.stand(dot{spot: at(i, h), radius: 0.8, fill: color}, tip(m, i, j))
		case clean(m.Series[j].Points[i].Display) != "": // A gap is not zero.
			p := at(i, low)
			s.stand(stroke{spots: []spot{{p.x - 2, p.y - 5}, {p.x + 2, p.y - 1}}, color: s.colours.Quiet, width: 1.2}, tip(m, i, j))
			s.stand(stroke{spots: []spot{{p.x - 2, p.y - 1}, {p.x + 2, p.y - 5}}, color: s.colours.Quiet, width: 1.2}, "")
		}
	}
}
