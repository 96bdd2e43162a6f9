package plot

import (
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
)

// columns lays out vertical bars, side by side or stacked. A chart whose
// labels have no room below the columns is turned, unless they are periods.
func (s *scene) columns(m *chart.Model) {
	y := 0.0
	if len(m.Series) > 1 {
		y = s.legend(s.seriesKeys(m), 0)
	}
	if s.turns(m) {
		s.front = nil
		s.bars(m)
		return
	}
	y = s.axisTitle(m, y)
	x := s.valueColumn(m)
	a := area{x: x, y: y + s.set.leading, w: s.width - x - 1, h: s.tall()}
	low, high := extent(m)
	along := scale{low, high, a.y + a.h, a.y}
	s.valuesBeside(m, a, along)
	base := a.y + a.h
	if low < 0 {
		base += s.set.leading // For the values below the columns.
	}
	s.height = s.labelColumns(m, a, base)
	band := a.w / float64(len(m.Categories))
	if m.Kind == chart.Stacked {
		thick := min(56, 0.72*band)
		s.columnSeries(m, a, along, thick, 0)
		s.segmentLabels(m, a, along, thick)
	} else if m.Kind == chart.Histogram {
		s.columnSeries(m, a, along, band, 0)
		s.cutColumns(m, a, along, band)
		s.topLabels(m, a, along, band)
	} else {
		k := float64(len(m.Series))
		thick := min(48/k+8, (0.76*band-(k-1))/k)
		s.columnSeries(m, a, along, thick, 1)
		s.topLabels(m, a, along, thick)
	}
	s.finish()
}

// tall returns the height of the plot of a vertical chart.
func (s *scene) tall() float64 {
	if s.width < narrow {
		return 0.6 * s.width
	}
	return min(0.4*s.width, 320)
}

// turns reports whether the labels of m do not fit below their columns and
// none of them may be left out.
func (s *scene) turns(m *chart.Model) bool {
	x := s.valueColumn(m)
	_, ok := s.feet(m, area{x: x, w: s.width - x - 1}, 1)
	return !m.Timeline && !ok
}

// A foot is a label below a column: its lines and their middle.
type foot struct {
	category int
	x        float64
	lines    []string
}

// feet sets every step-th label of a, counted from the last, in lines as wide
// as its share of the plot. It reports whether no word is broken, no label has
// more than three lines and none meets the next.
func (s *scene) feet(m *chart.Model, a area, step int) ([]foot, bool) {
	n := len(m.Categories)
	band := a.w / float64(n)
	var kept []int
	for i := (n - 1) % step; i < n; i += step {
		kept = append(kept, i)
	}
	lines := s.columnLines(m, kept, min(s.width, max(band*float64(step)-4, 8)))
	var out []foot
	ok, free := true, 0.0
	for _, i := range kept {
		half := s.set.widest(lines[i]) / 2
		x := max(half, min(a.x+(float64(i)+0.5)*band, s.width-half))
		ok = ok && x-half >= free && len(lines[i]) <= 3 && s.set.longestWord(m.Categories[i].Label) <= 2*half+0.1
		free = x + half + 4
		out = append(out, foot{i, x, lines[i]})
	}
	return out, ok
}

// labelColumns writes the labels below the columns of a, which ends at base:
// all of them or every second, third and so on, always the last. It returns
// where they end. A second line that repeats the one before, such as the year,
// is written once.
func (s *scene) labelColumns(m *chart.Model, a area, base float64) float64 {
	var all []foot
	for _, step := range []int{1, 2, 3, 4, 6, 12, 24, 36, 60, chart.MaxCategories} { // Parts and multiples of a year.
		var ok bool
		if all, ok = s.feet(m, a, step); ok {
			break
		}
	}
	most := 1
	two := true
	for _, f := range all {
		most = max(most, len(f.lines))
		two = two && len(f.lines) == 2
	}
	band := a.w / float64(len(m.Categories))
	last := ""
	for _, f := range all {
		x := a.x + (float64(f.category)+0.5)*band
		s.back = append(s.back, stroke{spots: []spot{{x, base}, {x, base + 4}}, color: s.colours.Rule, width: 1})
		fill := s.colours.Text
		if m.Categories[f.category].Muted {
			fill = s.colours.Quiet
		}
		lines := f.lines
		if two && lines[1] == last {
			lines = lines[:1]
		} else if two {
			last = lines[1]
		}
		s.stack(f.x, base+8+s.set.leading/2, lines, middle, fill)
	}
	y := base + 8 + float64(most)*s.set.leading
	return s.categoryTitle(m, a.x+a.w, y, end) + 3
}

// columnLines breaks the kept labels into lines of at most limit px. If each
// of them can be set in two lines, such as month and year, and one has to be,
// all are.
func (s *scene) columnLines(m *chart.Model, kept []int, limit float64) map[int][]string {
	set := func(limit float64) (out map[int][]string, least, most int) {
		out, least = map[int][]string{}, len(m.Categories)*chart.MaxLabel
		for _, i := range kept {
			out[i] = s.set.wrap(m.Categories[i].Label, limit)
			least, most = min(least, len(out[i])), max(most, len(out[i]))
		}
		return out, least, most
	}
	lines, least, most := set(limit)
	if most != 2 || least == 2 {
		return lines
	}
	word := 0.0
	for _, i := range kept {
		word = max(word, s.set.longestWord(m.Categories[i].Label))
	}
	if tried, least, most := set(word + 0.5); least == 2 && most == 2 {
		return tried
	}
	return lines
}

// columnSeries makes the columns an option.
func (s *scene) columnSeries(m *chart.Model, a area, along scale, thick, apart float64) {
	bar := charts.NewBar()
	bar.SetGlobalOptions(s.frame(a, along.min, along.max, len(m.Categories), false)...)
	order := seriesOrder(m)
	if s.rtl && m.Kind == chart.Column {
		slices.Reverse(order) // ECharts goes from left to right.
	}
	s.addBars(bar, m, order, thick, apart)
	s.takeRect(bar, &bar.RectChart)
}

// addBars adds the series of m to a bar chart of either direction.
func (s *scene) addBars(bar *charts.Bar, m *chart.Model, order []int, thick, apart float64) {
	shape := opts.BarChart{BarWidth: number(thick), BarGap: number(100*apart/thick) + "%"}
	for _, j := range order {
		item := opts.ItemStyle{Color: s.color(m, j).Hex()}
		if stacks(m.Kind) {
			shape.Stack = "all"
		}
		if stacks(m.Kind) || m.Kind == chart.Histogram {
			item.BorderColor, item.BorderWidth = s.colours.Paper.Hex(), 1
		}
		bar.AddSeries("", s.barData(m, j), charts.WithBarChartOpts(shape), charts.WithItemStyleOpts(item))
	}
	s.pointTips(m, order)
}

// seriesOrder returns the positions of the series of m.
func seriesOrder(m *chart.Model) []int {
	out := make([]int, len(m.Series))
	for i := range out {
		out[i] = i
	}
	return out
}

// topLabels writes the values over the columns: all of them if there is room,
// else those of the one strong series, else the symbols of what has no height,
// where they do not meet, and the last value of a series alone.
func (s *scene) topLabels(m *chart.Model, a area, along scale, thick float64) {
	n, k := len(m.Categories), float64(len(m.Series))
	band := a.w / float64(n)
	all, strong := true, strongSeries(m) == 1
	for _, series := range m.Series {
		for _, p := range series.Points {
			w := s.set.width(clean(p.Display)) + 3
			all = all && (w <= thick+1 || len(m.Series) == 1 && w <= band)
			strong = strong && (series.Pale || w <= band)
		}
	}
	free := a.x - pad // Where the next of a few symbols may start.
	for i := range m.Categories {
		for j, series := range m.Series {
			p := series.Points[i]
			x := a.x + (float64(i)+0.5)*band + (float64(j)-(k-1)/2)*(thick+1)
			half := s.set.width(clean(p.Display)) / 2
			_, tall := chart.Height(p.Value)
			wanted := tall && k == 1 && i == n-1 && x-half >= free
			switch {
			case all:
				wanted = true
			case strong:
				wanted = !series.Pale
			case !tall && x-half >= free:
				wanted, free = true, x+half+2
			}
			s.topLabel(p, along, x, wanted)
		}
	}
}

// strongSeries returns the number of series that are not pale.
func strongSeries(m *chart.Model) int {
	out := 0
	for _, series := range m.Series {
		if !series.Pale {
			out++
		}
	}
	return out
}

// topLabel draws the interval of a point and, if wanted, its value.
func (s *scene) topLabel(p chart.Point, along scale, x float64, wanted bool) {
	at, tall := chart.Height(p.Value)
	if a, b, ok := interval(p); ok {
		s.whisker(spot{x, along.at(a)}, spot{x, along.at(b)})
	}
	text := clean(p.Display)
	if !wanted || text == "" {
		return
	}
	low, high := reach(p)
	y := along.at(high) - s.set.leading/2 - 1
	if at < 0 {
		y = along.at(low) + s.set.leading/2 + 1
	}
	fill := s.colours.Text
	if !tall {
		fill = s.colours.Quiet
	}
	half := s.set.width(text) / 2
	s.say(label{spot: spot{min(x, s.width-half), y}, text: text, at: middle, fill: fill, halo: &s.colours.Paper})
}

// segmentLabels writes the values into the segments that have room, and over
// each column the symbols of the segments that have no height.
func (s *scene) segmentLabels(m *chart.Model, a area, along scale, thick float64) {
	band := a.w / float64(len(m.Categories))
	for i := range m.Categories {
		x := a.x + (float64(i)+0.5)*band
		sum := 0.0
		for j, series := range m.Series {
			p := series.Points[i]
			at, ok := chart.Height(p.Value)
			if !ok {
				continue
			}
			from, to := along.at(sum), along.at(sum+at)
			sum += at
			text := clean(p.Display)
			if from-to < s.set.leading || s.set.width(text) > thick-2 || text == "" {
				continue
			}
			s.say(label{spot: spot{x, (from + to) / 2}, text: text, at: middle, fill: s.colours.On(s.barColor(m, i, j))})
		}
		if text := symbols(m, i); text != "" && s.set.width(text) <= band {
			s.say(label{spot: spot{x, along.at(sum) - s.set.leading/2 - 1}, text: text, at: middle, fill: s.colours.Quiet})
		}
	}
}

// symbols returns the different texts of the points of category i that have
// no height.
func symbols(m *chart.Model, i int) string {
	var out []string
	for _, series := range m.Series {
		p := series.Points[i]
		text := clean(p.Display)
		if _, ok := chart.Height(p.Value); !ok && text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, " ")
}
