package plot

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// An ending is the label at the end of a line.
type ending struct {
	lines  []string
	series int
	from   spot    // The last point of the line.
	y      float64 // The middle of the label.
}

// height returns the height of the label with a little air.
func (e ending) height(leading float64) float64 { return float64(len(e.lines))*leading + 2 }

// lines lays out a line chart.
func (s *scene) lines(m *chart.Model) {
	x := s.valueColumn(m)
	column := s.endColumn(m)
	direct := column > 0 && float64(s.endLines(m, column))*s.set.leading+2*float64(len(m.Series)) <= s.tall()
	y := 0.0
	if !direct && len(m.Series) > 1 {
		y = s.legend(s.lineKeys(m), 0)
	}
	if !direct {
		column = 0
	}
	y = s.axisTitle(m, y)
	a := area{x: x, y: y + s.set.leading/2, w: s.width - x - column - 1, h: s.tall()}
	low, high := extent(m)
	along := scale{low, high, a.y + a.h, a.y}
	s.valuesBeside(m, a, along)
	s.height = s.labelColumns(m, a, a.y+a.h)
	for j := range m.Series {
		s.band(m, j, a, along)
	}
	s.gaps(m, a, along)
	s.lineSeries(m, a, along)
	if direct {
		s.endings(m, a, along, column)
	}
	s.pointTips(m, seriesOrder(m))
	s.finish()
}

// endText returns what stands at the end of the line of series j: its name and
// its last value.
func endText(m *chart.Model, j int) string {
	text := clean(m.Series[j].Name)
	if i := lastTall(m.Series[j]); i >= 0 {
		text += " " + clean(m.Series[j].Points[i].Display)
	}
	return clean(text)
}

// lastTall returns the position of the last point with a height, or -1.
func lastTall(series chart.Series) int {
	for i := len(series.Points) - 1; i >= 0; i-- {
		if _, ok := chart.Height(series.Points[i].Value); ok {
			return i
		}
	}
	return -1
}

const endGap = 14 // px between the plot and the labels at the ends of lines.

// endColumn returns the width to give to the labels at the ends of lines.
func (s *scene) endColumn(m *chart.Model) float64 {
	limit := 0.28 * s.width
	widest := 0.0
	for j := range m.Series {
		text := endText(m, j)
		if s.set.longestWord(text) > limit {
			return 0
		}
		widest = max(widest, s.set.widest(s.set.wrap(text, limit)))
	}
	if widest == 0 {
		return 0
	}
	return widest + endGap
}

func (s *scene) endLines(m *chart.Model, column float64) int {
	n := 0
	for j := range m.Series {
		n += len(s.set.wrap(endText(m, j), column-endGap+0.5))
	}
	return n
}

// endings writes the labels at the ends of the lines, moved apart where lines
// end close to each other.
func (s *scene) endings(m *chart.Model, a area, along scale, column float64) {
	band := a.w / float64(len(m.Categories))
	var all []ending
	for j, series := range m.Series {
		e := ending{lines: s.set.wrap(endText(m, j), column-endGap+0.5), series: j, from: spot{a.x + a.w, a.y + a.h}}
		if i := lastTall(series); i >= 0 {
			at, _ := chart.Height(series.Points[i].Value)
			e.from = spot{a.x + (float64(i)+0.5)*band, along.at(at)}
		}
		e.y = e.from.y
		all = append(all, e)
	}
	spread(all, s.set.leading, a.y-s.set.leading/2, a.y+a.h+s.set.leading/2)
	x := a.x + a.w + endGap
	for _, e := range all {
		color := s.color(m, e.series)
		s.back = append(s.back, stroke{
			spots: []spot{{e.from.x + 4, e.from.y}, {max(e.from.x+4, a.x+a.w), e.from.y}, {x - 4, e.y}}, color: color, width: 1,
		})
		s.say(symbolInk(m, e.series, e.from.x, e.from.y, color)...)
		s.stack(x, e.y-float64(len(e.lines)-1)*s.set.leading/2, e.lines, start, s.colours.Text)
	}
}

// spread moves labels so that none overlaps another and all stand between top
// and bottom, as little as it can: from the top down, then from the bottom up.
func spread(all []ending, leading, top, bottom float64) {
	slices.SortStableFunc(all, func(a, b ending) int {
		switch {
		case a.y < b.y:
			return -1
		case a.y > b.y:
			return 1
		}
		return 0
	})
	edge := top
	for i := range all {
		half := all[i].height(leading) / 2
		all[i].y = max(all[i].y, edge+half)
		edge = all[i].y + half
	}
	edge = bottom
	for i := len(all) - 1; i >= 0; i-- {
		half := all[i].height(leading) / 2
		all[i].y = min(all[i].y, edge-half)
		edge = all[i].y - half
	}
}

// band draws the intervals of series j: a pale band along runs of points, a
// whisker at a point alone.
func (s *scene) band(m *chart.Model, j int, a area, along scale) {
	s.bandOf(m, j, a, along, s.color(m, j))
}

// bandOf is band in a colour of its own.
func (s *scene) bandOf(m *chart.Model, j int, a area, along scale, fill theme.Color) {
	step := a.w / float64(len(m.Categories))
	var upper, lower []spot
	flush := func() {
		if len(upper) == 1 {
			s.whisker(lower[0], upper[0])
		} else if len(upper) > 1 {
			slices.Reverse(lower)
			s.back = append(s.back, patch{spots: append(upper, lower...), fill: fill, opacity: 0.16})
		}
		upper, lower = nil, nil
	}
	for i, p := range m.Series[j].Points {
		low, high, ok := interval(p)
		if !ok {
			flush()
			continue
		}
		x := a.x + (float64(i)+0.5)*step
		upper, lower = append(upper, spot{x, along.at(high)}), append(lower, spot{x, along.at(low)})
	}
	flush()
}

// gaps writes the symbols of points without a height at the foot of the plot,
// where they do not run into each other.
func (s *scene) gaps(m *chart.Model, a area, along scale) {
	step := a.w / float64(len(m.Categories))
	free := a.x
	for i := range m.Categories {
		text := symbols(m, i)
		half := s.set.width(text) / 2
		x := a.x + (float64(i)+0.5)*step
		if text == "" || x-half < free || x+half > s.width {
			continue
		}
		free = x + half + 2
		s.say(label{
			spot: spot{x, a.y + a.h - s.set.leading/2 - 1}, text: text, at: middle, fill: s.colours.Quiet, halo: &s.colours.Paper,
		})
	}
}

// shape returns the symbol of the points of series j in the words of ECharts.
func shape(j int) string { return [...]string{"circle", "rect", "triangle", "diamond"}[j%4] }

// lineType returns the dash of the line of series j.
func lineType(j int) string { return [...]string{"solid", "dashed"}[j%2] }

// symbolInk draws the symbol of series j larger than ECharts does, for the end
// of a line and for the legend.
func symbolInk(m *chart.Model, j int, x, y float64, fill theme.Color) []ink {
	const r = 4
	switch shape(j) {
	case "rect":
		return []ink{rectangle(x-3.5, y-3.5, 7, 7, fill)}
	case "triangle":
		return []ink{patch{spots: []spot{{x, y - r - 0.5}, {x + r + 0.5, y + 3.5}, {x - r - 0.5, y + 3.5}}, fill: fill}}
	case "diamond":
		return []ink{patch{spots: []spot{{x, y - r - 1}, {x + r + 1, y}, {x, y + r + 1}, {x - r - 1, y}}, fill: fill}}
	}
	return []ink{dot{spot: spot{x, y}, radius: r, fill: fill}}
}

// lineKeys returns the legend of the lines of m.
func (s *scene) lineKeys(m *chart.Model) []key {
	var out []key
	for j, series := range m.Series {
		out = append(out, key{clean(series.Name), s.color(m, j), func(x, y float64, fill theme.Color) []ink {
			line := stroke{spots: []spot{{x - 6, y}, {x + 7, y}}, color: fill, width: 2}
			if lineType(j) == "dashed" {
				line.dash = []float64{4, 2}
			}
			return append([]ink{line}, symbolInk(m, j, x, y, fill)...)
		}})
	}
	return out
}

// lineSeries makes the lines an option. A point without a height is a gap; a
// point between two gaps, and every point of a short series, has a symbol.
func (s *scene) lineSeries(m *chart.Model, a area, along scale) {
	line := charts.NewLine()
	line.SetGlobalOptions(s.frame(a, along.min, along.max, len(m.Categories), false)...)
	for j, series := range m.Series {
		data := make([]opts.LineData, len(series.Points))
		tall := func(i int) bool {
			if i < 0 || i >= len(series.Points) {
				return false
			}
			_, ok := chart.Height(series.Points[i].Value)
			return ok
		}
		for i, p := range series.Points {
			data[i] = opts.LineData{Value: "-", Symbol: "none"}
			if at, ok := chart.Height(p.Value); ok {
				data[i].Value = at
				if len(data) <= 13 || !tall(i-1) && !tall(i+1) {
					data[i].Symbol, data[i].SymbolSize = shape(j), 5
				}
			}
		}
		width := float32(2)
		if series.Pale {
			width = 1.5
		}
		color := s.color(m, j).Hex()
		line.AddSeries("", data,
			charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), ConnectNulls: opts.Bool(false)}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: color, Width: width, Type: lineType(j)}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: color}))
	}
	s.takeRect(line, &line.RectChart)
}
