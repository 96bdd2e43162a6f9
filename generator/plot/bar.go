package plot

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// Rows are the categories of a horizontal chart.
type rows struct {
	labels [][]string // The lines of each label.
	above  bool       // Labels stand above their marks, not beside.
	column float64    // The width of the labels beside; 0 if above.
	pitch  float64    // px from row to row.
	lead   float64    // px before the first row, for a label above it.
	mark   float64    // The height of the marks of one row.
}

// aboveIndent keeps labels above their marks clear of the line at zero.
const aboveIndent = 4

// rowsOf breaks the labels of m for rows whose marks are markHeight high.
func (s *scene) rowsOf(m *chart.Model, markHeight float64) rows {
	limit := 0.4 * s.width
	widest := 0.0
	for _, c := range m.Categories {
		widest = max(widest, s.set.width(clean(c.Label)))
	}
	crowded := widest > limit && m.Kind != chart.Histogram
	if m.Kind == chart.Range || m.Kind == chart.Dumbbell { // They have texts on both sides of their marks.
		crowded = true
	}
	r := rows{above: s.width < narrow && crowded, mark: markHeight}
	if r.above {
		limit = s.width - aboveIndent
	}
	most := 1
	for _, c := range m.Categories {
		lines := s.set.wrap(c.Label, limit)
		most = max(most, len(lines))
		r.labels = append(r.labels, lines)
		if !r.above {
			r.column = max(r.column, s.set.widest(lines))
		}
	}
	block := float64(most) * s.set.leading
	if r.above {
		r.pitch = block + markHeight + 16
		r.lead = max(0, block+4-(r.pitch-markHeight)/2)
		return r
	}
	r.pitch = max(markHeight+10, block+9)
	return r
}

// edge returns where the room for marks and their values begins.
func (r rows) edge() float64 {
	if r.above {
		return 1
	}
	return r.column + pad + 2
}

// labelRows writes the labels of rows in a.
func (s *scene) labelRows(m *chart.Model, r rows, a area) {
	for i, lines := range r.labels {
		fill := s.colours.Text
		if m.Categories[i].Muted {
			fill = s.colours.Quiet
		}
		mid := a.y + (float64(i)+0.5)*r.pitch
		block := float64(len(lines)-1) * s.set.leading
		if r.above {
			s.float(aboveIndent, mid-r.mark/2-3-s.set.leading/2-block, lines, start, fill)
			continue
		}
		s.stack(r.column, mid-block/2, lines, end, fill)
	}
}

// bars lays out horizontal bars, side by side or stacked.
func (s *scene) bars(m *chart.Model) {
	thick, apart, k := 16.0, 0.0, float64(len(m.Series))
	stacked := stacks(m.Kind)
	switch {
	case stacked:
		thick, k = 18, 1
	case k > 1:
		thick, apart = 12, 2
	}
	r := s.rowsOf(m, k*thick+(k-1)*apart)
	if k == 1 && !r.above {
		thick = min(22, max(thick, 0.45*r.pitch))
		if m.Kind == chart.Histogram {
			thick = r.pitch
		}
		r.mark = thick
	}
	y := 0.0
	if len(m.Series) > 1 {
		y = s.legend(s.seriesKeys(m), 0)
	}
	a := area{h: r.pitch * float64(len(m.Categories))}
	low, high := extent(m)
	s.spread(m, r, &a, low, high)
	if r.above {
		a.y = s.categoryTitle(m, 0, y, start) + r.lead
	} else {
		a.y = s.categoryTitle(m, r.column, y, end) + r.lead
	}
	along := scale{low, high, a.x, a.x + a.w}
	s.labelRows(m, r, a)
	s.height = s.valuesBelow(m, a, along)
	s.barSeries(m, a, along, thick, apart)
	if m.Kind == chart.Histogram {
		s.cutRows(m, a, along, thick)
	}
	for i := range m.Categories {
		mid := a.y + (float64(i)+0.5)*r.pitch
		if stacked {
			s.rowSegments(m, i, along, mid)
			continue
		}
		for j, series := range m.Series {
			s.endLabel(series.Points[i], along, mid-r.mark/2+(float64(j)+0.5)*thick+float64(j)*apart)
		}
	}
	s.finish()
}

// rowSegments writes the values of row i into the segments that have room,
// and after the last the symbols of those that have no height.
func (s *scene) rowSegments(m *chart.Model, i int, along scale, y float64) {
	sum := 0.0
	for j, series := range m.Series {
		at, ok := segment(m, i, j)
		if !ok {
			continue
		}
		from, to := along.at(sum), along.at(sum+at)
		sum += at
		if text := clean(series.Points[i].Display); text != "" && s.set.width(text) <= to-from-4 {
			s.say(label{spot: spot{(from + to) / 2, y}, text: text, at: middle, fill: s.colours.On(s.barColor(m, i, j))})
		}
	}
	if text := symbols(m, i); text != "" {
		s.say(label{spot: spot{along.at(sum) + pad - 1, y}, text: text, fill: s.colours.Quiet})
	}
}

// spread gives the bars of a the largest width at which no label at the end of
// a bar leaves the scene or runs into the labels of the rows.
func (s *scene) spread(m *chart.Model, r rows, a *area, low, high float64) {
	from := r.edge()
	var all []demand
	part := func(v float64) float64 { return (v - low) / (high - low) }
	for i := range m.Categories {
		if stacks(m.Kind) {
			all = append(all, demand{part(high), s.set.width(symbols(m, i)) + pad, false})
			continue
		}
		for _, series := range m.Series {
			p := series.Points[i]
			w := s.set.width(clean(p.Display)) + pad
			if bottom, top := reach(p); bottom < 0 {
				all = append(all, demand{part(bottom), w, true})
			} else {
				all = append(all, demand{part(top), w, false})
			}
		}
	}
	left, width := share(s.width-from-1, s.width/4, all)
	a.x, a.w = from+left, width
}

// reach returns how far the drawing of a point goes from zero: its bar and its
// interval.
func reach(p chart.Point) (low, high float64) {
	at, ok := chart.Height(p.Value)
	if !ok {
		return 0, 0
	}
	low, high = min(at, 0), max(at, 0)
	if a, b, ok := interval(p); ok {
		low, high = min(low, a), max(high, b)
	}
	return low, high
}

// endLabel writes the value of a point at the end of its bar, and its
// interval.
func (s *scene) endLabel(p chart.Point, along scale, y float64) {
	at, tall := chart.Height(p.Value)
	if a, b, ok := interval(p); ok {
		s.whisker(spot{along.at(a), y}, spot{along.at(b), y})
	}
	low, high := reach(p)
	l := label{spot: spot{along.at(high) + pad - 1, y}, text: clean(p.Display), fill: s.colours.Text}
	if at < 0 {
		l.x, l.at = along.at(low)-pad+1, end
	}
	if !tall {
		l.fill = s.colours.Quiet
	}
	if l.text != "" {
		s.say(l)
	}
}

// barSeries makes the bars an option.
func (s *scene) barSeries(m *chart.Model, a area, along scale, thick, apart float64) {
	bar := charts.NewBar()
	bar.SetGlobalOptions(s.frame(a, along.min, along.max, len(m.Categories), true)...)
	s.addBars(bar, m, seriesOrder(m), thick, apart)
	s.takeRect(bar, &bar.RectChart)
}

// barData returns the bars of series j. A point without a height has none.
func (s *scene) barData(m *chart.Model, j int) []opts.BarData {
	out := make([]opts.BarData, len(m.Categories))
	for i := range m.Categories {
		at, ok := segment(m, i, j)
		if !ok {
			out[i].Value = "-"
			continue
		}
		out[i].Value = at
		if m.Categories[i].Muted {
			out[i].ItemStyle = &opts.ItemStyle{Color: s.barColor(m, i, j).Hex()}
			if stacks(m.Kind) || m.Kind == chart.Histogram {
				out[i].ItemStyle.BorderColor, out[i].ItemStyle.BorderWidth = s.colours.Paper.Hex(), 1
			}
		}
	}
	return out
}

// barColor returns the colour of the bar of series j in category i: the hue of
// the series, or a grey, lighter from series to series.
func (s *scene) barColor(m *chart.Model, i, j int) theme.Color {
	if !m.Categories[i].Muted {
		return s.color(m, j)
	}
	if m.Series[j].Pale {
		return s.colours.Rule
	}
	return s.colours.Fading(j, len(m.Series))
}
