package plot

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
)

// pyramid lays out two series back to back: the first to the left of zero, the
// second to the right, on one scale.
func (s *scene) pyramid(m *chart.Model) {
	const thick = 16
	r := s.rowsOf(m, thick)
	_, high := extent(m)
	a := area{h: r.pitch * float64(len(m.Categories))}
	s.sides(m, r, &a, high)
	along := scale{-high, high, a.x, a.x + a.w}
	if r.above {
		a.y = s.categoryTitle(m, 0, 0, start)
	} else {
		a.y = s.categoryTitle(m, r.column, 0, end)
	}
	a.y = s.sideHeads(m, along.at(0), a.y) + r.lead
	s.labelRows(m, r, a)
	both := *m
	both.Axis = s.bothWays(m, along)
	s.height = s.valuesBelow(&both, a, along)
	s.sideSeries(m, a, along, thick)
	for i := range m.Categories {
		y := a.y + (float64(i)+0.5)*r.pitch
		s.sideLabel(m.Series[0].Points[i], along, y, -1)
		s.sideLabel(m.Series[1].Points[i], along, y, 1)
	}
	s.finish()
}

// sides gives a its place so that no label at the end of a bar leaves the
// scene or runs into the labels of the rows.
func (s *scene) sides(m *chart.Model, r rows, a *area, high float64) {
	from := r.edge()
	var all []demand
	for j, side := range []float64{-1, 1} {
		for _, p := range m.Series[j].Points {
			_, top := reach(p)
			all = append(all, demand{(side*top + high) / (2 * high), s.set.width(clean(p.Display)) + pad, side < 0})
		}
	}
	left, width := share(s.width-from-1, s.width/4, all)
	a.x, a.w = from+left, width
}

// sideHeads writes the names of the series on both sides of x from y on, and
// returns where they end.
func (s *scene) sideHeads(m *chart.Model, x, y float64) float64 {
	left, right := s.set.wrap(m.Series[0].Name, x-pad), s.set.wrap(m.Series[1].Name, s.width-x-pad)
	most := max(len(left), len(right))
	for j, lines := range [][]string{left, right} {
		foot := y + (float64(most-len(lines))+0.5)*s.set.leading
		if j == 0 {
			s.stack(x-pad, foot, lines, end, s.colours.Text)
		} else {
			s.stack(x+pad, foot, lines, start, s.colours.Text)
		}
	}
	return y + float64(most)*s.set.leading + 2
}

// bothWays returns the axis of m from zero in both directions, with as many of
// its ticks as have room on one side.
func (s *scene) bothWays(m *chart.Model, along scale) chart.Axis {
	out := chart.Axis{Min: along.min, Max: along.max}
	kept := ticks(m, func(t chart.Tick) float64 { return along.at(t.At) }, func(t chart.Tick) float64 { return s.set.width(clean(t.Text)) + pad })
	for _, t := range slices.Backward(kept) {
		if t.At > 0 {
			out.Ticks = append(out.Ticks, chart.Tick{At: -t.At, Text: t.Text})
		}
	}
	out.Ticks = append(out.Ticks, kept...)
	return out
}

// sideLabel writes the value of a point at the end of its bar, and its
// interval. side is -1 to the left of zero and 1 to the right.
func (s *scene) sideLabel(p chart.Point, along scale, y, side float64) {
	_, tall := chart.Height(p.Value)
	if a, b, ok := interval(p); ok {
		s.whisker(spot{along.at(side * a), y}, spot{along.at(side * b), y})
	}
	_, high := reach(p)
	l := label{spot: spot{along.at(side*high) + side*(pad-1), y}, text: clean(p.Display), fill: s.colours.Text}
	if side < 0 {
		l.at = end
	}
	if !tall {
		l.fill = s.colours.Quiet
	}
	if l.text != "" {
		s.say(l)
	}
}

// sideSeries makes the bars an option: those of the first series go below
// zero, and those of a row stand on one line.
func (s *scene) sideSeries(m *chart.Model, a area, along scale, thick float64) {
	bar := charts.NewBar()
	bar.SetGlobalOptions(s.frame(a, along.min, along.max, len(m.Categories), true)...)
	for j, side := range []float64{-1, 1} {
		data := s.barData(m, j)
		for i, p := range m.Series[j].Points {
			if at, ok := chart.Height(p.Value); ok {
				data[i].Value = side * at
			}
		}
		bar.AddSeries("", data, charts.WithBarChartOpts(opts.BarChart{BarWidth: number(thick), BarGap: "-100%"}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: s.color(m, j).Hex()}))
	}
	s.pointTips(m, seriesOrder(m))
	s.takeRect(bar, &bar.RectChart)
}
