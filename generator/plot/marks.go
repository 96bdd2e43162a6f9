package plot

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
)

// A mark is a shape that stands for values and has its place in px. ECharts
// has nothing to lay out about it: the press writes it as it is, and the
// browser gets it as an item of a custom series, with what is said of it.
type mark struct {
	ink
	tip string // Empty for a mark that says nothing.
}

// stand adds a mark.
func (s *scene) stand(i ink, tip string) { s.marks = append(s.marks, mark{i, tip}) }

// takeMarks makes a custom series of the marks the option of the scene. Its
// axes are those of no data.
func (s *scene) takeMarks() {
	custom := charts.NewCustom()
	custom.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: 1}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: 1}),
		charts.WithAnimation(false),
	)
	data := make([]opts.CustomData, len(s.marks))
	tips := make([]string, len(s.marks))
	for i, m := range s.marks {
		data[i].Value, tips[i] = []int{i}, m.tip
	}
	custom.AddSeries("", data, func(one *charts.SingleSeries) { one.CoordSystem = "none" })
	s.tips.Series = [][]string{tips}
	s.take(custom)
}

// markGraphics returns the marks for the browser.
func (s *scene) markGraphics(f font) []graphic {
	var out []graphic
	for _, m := range s.marks {
		g := m.graphic(f)
		g.Silent = m.tip == ""
		out = append(out, g)
	}
	return out
}

// tip returns what is said of point i of series j.
func tip(m *chart.Model, i, j int) string {
	text := clean(m.Categories[i].Label) + "\n"
	if name := clean(m.Series[j].Name); len(m.Series) > 1 && name != "" {
		text += name + ": "
	}
	return text + clean(m.Series[j].Points[i].Display)
}

// height is [chart.Height] of point i of series j.
func height(m *chart.Model, i, j int) (float64, bool) {
	return chart.Height(m.Series[j].Points[i].Value)
}

// runs returns the places of the points of series j that follow each other
// without a gap. at gives the place of point i with its height.
func runs(m *chart.Model, j int, at func(i int, height float64) spot) [][]spot {
	var out [][]spot
	var run []spot
	for i := range m.Categories {
		h, ok := height(m, i, j)
		if ok {
			run = append(run, at(i, h))
		}
		if (!ok || i == len(m.Categories)-1) && len(run) > 0 {
			out, run = append(out, run), nil
		}
	}
	return out
}

// wire draws series j as a line that breaks at gaps; a point alone is a dot.
func (s *scene) wire(m *chart.Model, j int, pen stroke, at func(i int, height float64) spot) {
	for _, run := range runs(m, j, at) {
		if len(run) == 1 {
			s.stand(dot{spot: run[0], radius: pen.width, fill: pen.color}, "")
			continue
		}
		line := pen
		line.spots = run
		s.stand(line, "")
	}
}

// words writes what must be read with the marks beneath the chart, whose
// height does not hold it yet.
func (s *scene) words(m *chart.Model) {
	y := s.height + s.set.leading/2 + 2
	for _, text := range m.Words {
		for _, line := range s.set.wrap(text, s.width) {
			var l ink = label{spot: spot{0, y}, text: line, fill: s.colours.Quiet, rtl: s.rtl}
			if s.rtl {
				l = l.mirrored(s.width)
			}
			s.say(l)
			y += s.set.leading
		}
	}
	s.height += s.under
}

// wordsHeight returns the height that [scene.words] needs.
func (s *scene) wordsHeight(m *chart.Model) float64 {
	lines := 0
	for _, text := range m.Words {
		lines += len(s.set.wrap(text, s.width))
	}
	if lines == 0 {
		return 0
	}
	return float64(lines)*s.set.leading + 4
}
