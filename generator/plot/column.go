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
	s.height = s.labelColumns(m, a)
	band := a.w / float64(len(m.Categories))
	if m.Kind == chart.Stacked {
		thick := min(56, 0.72*band)
		s.columnSeries(m, a, along, thick, 0)
		s.segmentLabels(m, a, along, thick)
	} else {
		k := float64(len(m.Series))
		thick := min(48/k+8, (0.76*band-(k-1))/k)
		s.columnSeries(m, a, along, thick, 1)
		s.topLabels(m, a, along, thick)
	}
	s.pointTips(m)
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
	band := (s.width - s.valueColumn(m)) / float64(len(m.Categories))
	return !m.Timeline && !s.fits(m, band, 1)
}

// fits reports whether every step-th label, counted from the last, can be set
// in at most three lines without breaking a word.
func (s *scene) fits(m *chart.Model, band float64, step int) bool {
	room := band*float64(step) - 4
	for i := len(m.Categories) - 1; i >= 0; i -= step {
		text := m.Categories[i].Label
		if s.set.longestWord(text) > room || len(s.set.wrap(text, room)) > 3 {
			return false
		}
	}
	return true
}

// labelColumns writes the labels below the columns of a, all of them or every
// second, third and so on, always the last, and returns where they end. A
// second line that repeats the one before, such as the year, is written once.
func (s *scene) labelColumns(m *chart.Model, a area) float64 {
	n := len(m.Categories)
	band := a.w / float64(n)
	step := 1
	for _, step = range []int{1, 2, 3, 4, 6, 12, 24, 36, 60, 120} { // Parts and multiples of a year.
		if step >= n || s.fits(m, band, step) {
			break
		}
	}
	var kept []int
	for i := (n - 1) % step; i < n; i += step {
		kept = append(kept, i)
	}
	lines, two := s.columnLines(m, kept, max(band*float64(step)-4, 8))
	most := 1
	for _, i := range kept {
		most = max(most, len(lines[i]))
	}
	base := a.y + a.h
	last := ""
	for _, i := range kept {
		x := a.x + (float64(i)+0.5)*band
		s.back = append(s.back, stroke{spots: []spot{{x, base}, {x, base + 4}}, color: s.colours.Rule, width: 1})
		fill := s.colours.Text
		if m.Categories[i].Muted {
			fill = s.colours.Quiet
		}
		shown := lines[i]
		if two && shown[1] == last {
			shown = shown[:1]
		} else if two {
			last = shown[1]
		}
		for k, text := range shown {
			half := s.set.width(text) / 2
			s.say(label{
				spot: spot{min(x, s.width-half), base + 8 + (float64(k)+0.5)*s.set.leading},
				text: text, at: middle, fill: fill,
			})
		}
	}
	y := base + 8 + float64(most)*s.set.leading
	return s.categoryTitle(m, a.x+a.w, y, end) + 3
}

// columnLines breaks the kept labels into lines of at most limit px. If each
// of them can be set in two lines, such as month and year, and one has to be,
// all are, and it reports true.
func (s *scene) columnLines(m *chart.Model, kept []int, limit float64) (lines map[int][]string, two bool) {
	set := func(limit float64) (map[int][]string, int, int) {
		out, least, most := map[int][]string{}, 99, 0
		for _, i := range kept {
			out[i] = s.set.wrap(m.Categories[i].Label, limit)
			least, most = min(least, len(out[i])), max(most, len(out[i]))
		}
		return out, least, most
	}
	lines, least, most := set(limit)
	if most != 2 || least == 2 {
		return lines, least == 2 && most == 2
	}
	word := 0.0
	for _, i := range kept {
		word = max(word, s.set.longestWord(m.Categories[i].Label))
	}
	if tried, least, most := set(word + 0.5); least == 2 && most == 2 {
		return tried, true
	}
	return lines, false
}

// columnSeries hands the columns to ECharts.
func (s *scene) columnSeries(m *chart.Model, a area, along scale, thick, apart float64) {
	bar := charts.NewBar()
	bar.SetGlobalOptions(s.frame(a, along.min, along.max, len(m.Categories), false)...)
	s.addBars(bar, m, thick, apart)
	s.take(bar)
}

// addBars adds the series of m to a bar chart of either direction.
func (s *scene) addBars(bar *charts.Bar, m *chart.Model, thick, apart float64) {
	shape := opts.BarChart{BarWidth: number(thick), BarGap: number(100*apart/thick) + "%"}
	for _, j := range s.order(m) {
		item := opts.ItemStyle{Color: s.color(m, j).Hex()}
		if m.Kind == chart.Stacked {
			shape.Stack = "all"
			item.BorderColor, item.BorderWidth = s.colours.Paper.Hex(), 1
		}
		bar.AddSeries("", s.barData(m, j), charts.WithBarChartOpts(shape), charts.WithItemStyleOpts(item))
	}
}

// order returns the positions of the series of m in the order in which
// ECharts, which goes from left to right, has to draw them.
func (s *scene) order(m *chart.Model) []int {
	out := make([]int, len(m.Series))
	for i := range out {
		out[i] = i
	}
	if s.rtl && m.Kind == chart.Column {
		slices.Reverse(out)
	}
	return out
}

// topLabels writes the values over the columns: all of them if there is room,
// else those of the strong series, else only the symbols of what has no
// height and the last value.
func (s *scene) topLabels(m *chart.Model, a area, along scale, thick float64) {
	n := len(m.Categories)
	band := a.w / float64(n)
	all, strong := true, true
	for _, series := range m.Series {
		for _, p := range series.Points {
			w := s.set.width(clean(p.Display)) + 3
			all = all && (w <= thick+1 || len(m.Series) == 1 && w <= band)
			strong = strong && (series.Pale || w <= band)
		}
	}
	strong = strong && s.strongSeries(m) == 1
	k := float64(len(m.Series))
	for j, series := range m.Series {
		for i, p := range series.Points {
			_, tall := chart.Height(p.Value)
			last := !series.Pale && i == n-1
			wanted := all || strong && !series.Pale || !tall && s.set.width(clean(p.Display)) <= max(thick, band/k)+1 || last && k == 1
			x := a.x + (float64(i)+0.5)*band + (float64(j)-(k-1)/2)*(thick+1)
			s.topLabel(p, along, x, wanted)
		}
	}
}

func (s *scene) strongSeries(m *chart.Model) int {
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
