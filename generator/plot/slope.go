package plot

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// slope lays out two posts and a line from one to the other for each category.
// Labels stand beside both posts, moved apart where values lie close to each
// other; the chart is as tall as they need. A narrow chart names the
// categories at the later post alone.
func (s *scene) slope(m *chart.Model) {
	limits, gap := [2]float64{0.3 * s.width, 0.3 * s.width}, 24.0
	if s.width < narrow {
		gap = endGap
		limits = [2]float64{0.22 * s.width, 0.5 * s.width}
	}
	var labels [2][]ending
	var columns [2]float64
	tall := s.tall()
	for side := range labels {
		for i := range m.Categories {
			lines := s.set.wrap(s.slopeText(m, i, side), limits[side])
			columns[side] = max(columns[side], s.set.widest(lines)+gap)
			labels[side] = append(labels[side], ending{lines: lines, series: i})
		}
		need := 0.0
		for _, e := range labels[side] {
			need += e.height(s.set.leading)
		}
		tall = max(tall, need)
	}
	a := area{x: columns[0], w: s.width - columns[0] - columns[1], h: tall}
	y := s.axisTitle(m, 0)
	y = s.categoryTitle(m, 0, y, start)
	a.y = s.slopeHeads(m, a, y) + s.set.leading
	s.height = a.y + a.h + s.set.leading
	low, high := slopeExtent(m)
	along := scale{low, high, a.y + a.h, a.y}
	for _, x := range []float64{a.x, a.x + a.w} {
		s.back = append(s.back, stroke{spots: []spot{{x, a.y}, {x, a.y + a.h}}, color: s.colours.Rule, width: 1})
	}
	if _, hues := slopeRank(m, 0); hues { // Many bands would hide their lines.
		for i := range m.Categories {
			s.slopeBand(m, i, a, along)
		}
	}
	s.slopeSeries(m, a, along)
	for side := range labels {
		s.slopeLabels(m, labels[side], side, gap, a, along)
	}
	s.finish()
}

// slopeExtent returns the ends of the posts: zero, and as far as values and
// intervals go, for no tick has to be held.
func slopeExtent(m *chart.Model) (low, high float64) {
	all := *m
	all.Axis = chart.Axis{}
	if low, high = extent(&all); low == high {
		return m.Axis.Min, m.Axis.Max
	}
	return low, high
}

// slopeText returns the label of category i: on the left before the post,
// on the right after it.
func (s *scene) slopeText(m *chart.Model, i, side int) string {
	name, value := clean(m.Categories[i].Label), clean(m.Series[side].Points[i].Display)
	switch {
	case side == 1:
		return clean(value + " " + name)
	case s.width < narrow:
		return value
	}
	return clean(name + " " + value)
}

// slopeHeads writes the names of both series over their posts from y on, and
// returns where they end.
func (s *scene) slopeHeads(m *chart.Model, a area, y float64) float64 {
	limit := s.width/2 - pad
	left, right := s.set.wrap(m.Series[0].Name, limit), s.set.wrap(m.Series[1].Name, limit)
	from := max(a.x, s.set.widest(left))
	to := min(max(a.x+a.w, from+pad), s.width-s.set.widest(right))
	most := float64(max(len(left), len(right)))
	s.stack(from, y+(most-float64(len(left))+0.5)*s.set.leading, left, end, s.colours.Quiet)
	s.stack(to, y+(most-float64(len(right))+0.5)*s.set.leading, right, start, s.colours.Quiet)
	return y + most*s.set.leading
}

// slopeRank returns how many strong lines stand before that of category i,
// and whether there are hues for all of them.
func slopeRank(m *chart.Model, i int) (rank int, hues bool) {
	strong := 0
	for k, c := range m.Categories {
		if !c.Muted {
			if k < i {
				rank++
			}
			strong++
		}
	}
	return rank, strong <= theme.MaxHues
}

// slopeColor returns the colour of the line of category i: a hue of its own
// while there are hues, else one for all; grey for residuals.
func (s *scene) slopeColor(m *chart.Model, i int) theme.Color {
	rank, hues := slopeRank(m, i)
	switch {
	case m.Categories[i].Muted:
		return s.colours.Residual
	case hues:
		return s.colours.Hue(rank)
	}
	return s.colours.Hue(0)
}

// slopeBand draws the intervals of category i: a pale band between two, a
// whisker at one alone.
func (s *scene) slopeBand(m *chart.Model, i int, a area, along scale) {
	var upper, lower []spot
	for j, x := range []float64{a.x, a.x + a.w} {
		if low, high, ok := interval(m.Series[j].Points[i]); ok {
			upper, lower = append(upper, spot{x, along.at(high)}), append(lower, spot{x, along.at(low)})
		}
	}
	switch len(upper) {
	case 1:
		s.whisker(lower[0], upper[0])
	case 2:
		s.back = append(s.back, patch{spots: []spot{upper[0], upper[1], lower[1], lower[0]}, fill: s.slopeColor(m, i), opacity: 0.12})
	}
}

// slopeLabels writes the labels of one side. A point without a height has its
// label at the foot and no mark.
func (s *scene) slopeLabels(m *chart.Model, all []ending, side int, gap float64, a area, along scale) {
	x, out, at := a.x, -1.0, end
	if side == 1 {
		x, out, at = a.x+a.w, 1, start
	}
	tall := func(e ending) (float64, bool) { return chart.Height(m.Series[side].Points[e.series].Value) }
	for i := range all {
		all[i].from = spot{x, a.y + a.h}
		if v, ok := tall(all[i]); ok {
			all[i].from.y = along.at(v)
		}
		all[i].y = all[i].from.y
	}
	spread(all, s.set.leading, a.y-s.set.leading/2, a.y+a.h+s.set.leading/2)
	for _, e := range all {
		fill := s.colours.Text
		if _, ok := tall(e); ok {
			s.back = append(s.back, stroke{
				spots: []spot{{x + 4*out, e.from.y}, {x + (gap-4)*out, e.y}}, color: s.slopeColor(m, e.series), width: 1,
			})
		} else {
			fill = s.colours.Quiet
		}
		if m.Categories[e.series].Muted {
			fill = s.colours.Quiet
		}
		s.stack(x+gap*out, e.y-float64(len(e.lines)-1)*s.set.leading/2, e.lines, at, fill)
	}
}

// slopeSeries makes the lines an option, whose two categories stand a quarter
// of its grid from the edges.
func (s *scene) slopeSeries(m *chart.Model, a area, along scale) {
	line := charts.NewLine()
	grid := area{a.x - a.w/2, a.y, 2 * a.w, a.h}
	line.SetGlobalOptions(s.frame(grid, along.min, along.max, len(m.Series), false)...)
	for i, c := range m.Categories {
		data := make([]opts.LineData, len(m.Series))
		var tips []string
		for j, series := range m.Series {
			data[j] = opts.LineData{Value: "-", Symbol: "none"}
			if at, ok := chart.Height(series.Points[i].Value); ok {
				data[j] = opts.LineData{Value: at, Symbol: "circle", SymbolSize: 7}
			}
			tips = append(tips, clean(c.Label)+"\n"+clean(series.Name)+": "+clean(series.Points[i].Display))
		}
		s.tips.Series = append(s.tips.Series, tips)
		style := "solid"
		if rank, hues := slopeRank(m, i); hues && !c.Muted {
			style = lineType(rank)
		}
		color := s.slopeColor(m, i).Hex()
		line.AddSeries("", data,
			charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), ConnectNulls: opts.Bool(false)}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: color, Width: 2, Type: style}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: color}))
	}
	s.takeRect(line, &line.RectChart)
}
