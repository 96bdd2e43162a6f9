package plot

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

const (
	pad    = 6.0 // px between a mark and its label, and at the edges.
	narrow = 480 // px; below, labels stand above their bars.
)

// A validated is a chart of go-echarts.
type validated interface {
	Validate()
	JSON() map[string]any
}

// take makes c the option of the scene. The components that hold text are
// left out: text is ink.
func (s *scene) take(c validated) {
	c.Validate()
	s.option = c.JSON()
	for _, name := range []string{"title", "legend", "tooltip", "toolbox", "color"} {
		delete(s.option, name)
	}
}

// frame returns the options of a Cartesian chart in a, whose value axis goes
// from low to high over n categories. The axes show nothing: they are ink.
func (s *scene) frame(a area, low, high float64, n int, horizontal bool) []charts.GlobalOpts {
	names := make([]int, n)
	for i := range names {
		names[i] = i
	}
	values := opts.XAxis{Type: "value", Show: opts.Bool(false), Min: low, Max: high}
	categories := opts.XAxis{Type: "category", Show: opts.Bool(false), Data: names}
	x, y := categories, values
	if horizontal {
		x, y = values, categories
		y.Inverse = opts.Bool(true)
	}
	x.Inverse = opts.Bool(s.rtl)
	left := a.x
	if s.rtl {
		left = s.width - a.x - a.w
	}
	return []charts.GlobalOpts{
		charts.WithXAxisOpts(x),
		charts.WithYAxisOpts(opts.YAxis{
			Type: y.Type, Show: y.Show, Min: y.Min, Max: y.Max, Data: y.Data, Inverse: y.Inverse,
		}),
		charts.WithGridOpts(opts.Grid{Left: number(left), Top: number(a.y), Width: number(a.w), Height: number(a.h)}),
		charts.WithAnimation(false),
	}
}

// categoryTitle writes the title of the category axis from y on, so that it
// ends or starts at x where it can, and returns y for what follows.
func (s *scene) categoryTitle(m *chart.Model, x, y float64, at anchor) float64 {
	if clean(m.Category) == "" {
		return y
	}
	lines := s.set.wrap(m.Category, s.width)
	if at == end {
		x = max(x, s.set.widest(lines))
	}
	s.stack(x, y+s.set.leading/2, lines, at, s.colours.Quiet)
	return y + float64(len(lines))*s.set.leading + pad/2
}

// A demand is a text beside a place of a horizontal value axis: part is the
// place as a part of the axis, width that of the text with its distance.
type demand struct {
	part, width float64
	left        bool
}

// share returns the widest plot, at least least, and the room to the left of
// it, with which all texts stay within room px.
func share(room, least float64, all []demand) (left, width float64) {
	need := func(width float64) (left, total float64) {
		for _, d := range all {
			if d.left {
				left = max(left, d.width-d.part*width)
			}
		}
		total = width
		for _, d := range all {
			if !d.left {
				total = max(total, d.part*width+d.width)
			}
		}
		return left, left + total
	}
	low, high := least, room
	for high-low > 0.1 {
		mid := (low + high) / 2
		if _, total := need(mid); total <= room {
			low = mid
		} else {
			high = mid
		}
	}
	left, _ = need(low)
	return left, low
}

// finish mirrors the ink of a chart that is read from right to left.
func (s *scene) finish() {
	if !s.rtl {
		return
	}
	for _, list := range [][]ink{s.back, s.front} {
		for i := range list {
			list[i] = list[i].mirrored(s.width)
		}
	}
	for i := range s.marks {
		s.marks[i].ink = s.marks[i].mirrored(s.width)
	}
}

// ticks returns the ticks of m whose texts leave each other room: all, or
// every second, third and so on. at is the place of the text of a tick, need
// the room that it takes there.
func ticks(m *chart.Model, at, need func(chart.Tick) float64) []chart.Tick {
	all := m.Axis.Ticks
	for step := 1; step < len(all); step++ {
		var kept []chart.Tick
		roomy := true
		for i := 0; i < len(all); i += step {
			if len(kept) > 0 {
				last := kept[len(kept)-1]
				roomy = roomy && math.Abs(at(all[i])-at(last)) >= (need(all[i])+need(last))/2
			}
			kept = append(kept, all[i])
		}
		if roomy {
			return kept
		}
	}
	return all[:min(1, len(all))]
}

// valuesBelow draws the grid of a horizontal chart in a, its tick texts below
// and the title of the value axis under them, and returns where that ends.
func (s *scene) valuesBelow(m *chart.Model, a area, along scale) float64 {
	bottom := a.y + a.h
	y := bottom + s.set.leading*0.8
	width := func(t chart.Tick) float64 { return s.set.width(clean(t.Text)) }
	place := func(t chart.Tick) float64 { // So that the edge of the scene does not cut the text.
		return max(width(t)/2, min(along.at(t.At), s.width-width(t)/2))
	}
	shown := ticks(m, place, func(t chart.Tick) float64 { return width(t) + pad })
	for _, t := range shown {
		x := along.at(t.At)
		s.back = append(s.back, stroke{spots: []spot{{x, a.y}, {x, bottom}}, color: s.colours.Grid, width: 1})
		s.stack(place(t), y, []string{clean(t.Text)}, middle, s.colours.Quiet)
	}
	if along.min <= 0 && along.max >= 0 {
		zero := along.at(0)
		s.back = append(s.back, stroke{spots: []spot{{zero, a.y}, {zero, bottom}}, color: s.colours.Quiet, width: 1})
	}
	if len(shown) == 0 {
		y = bottom
	}
	if m.Value != "" {
		lines := s.set.wrap(m.Value, s.width-a.x)
		s.stack(a.x, y+s.set.leading, lines, start, s.colours.Quiet)
		y += float64(len(lines)) * s.set.leading
	}
	return y + s.set.leading*0.6
}

// valueColumn returns the width of the tick texts beside a vertical chart.
func (s *scene) valueColumn(m *chart.Model) float64 {
	out := 0.0
	for _, t := range m.Axis.Ticks {
		out = max(out, s.set.width(clean(t.Text)))
	}
	if out == 0 {
		return 0
	}
	return out + pad
}

// valuesBeside draws the grid of a vertical chart in a, with its tick texts on
// the left.
func (s *scene) valuesBeside(m *chart.Model, a area, along scale) {
	place := func(t chart.Tick) float64 { return along.at(t.At) }
	for _, t := range ticks(m, place, func(chart.Tick) float64 { return s.set.leading }) {
		y := along.at(t.At)
		if t.At != 0 {
			s.back = append(s.back, stroke{spots: []spot{{a.x, y}, {a.x + a.w, y}}, color: s.colours.Grid, width: 1})
		}
		s.say(label{spot: spot{a.x - pad, y}, text: clean(t.Text), at: end, fill: s.colours.Quiet})
	}
	base := along.at(max(along.min, min(0, along.max)))
	s.say(stroke{spots: []spot{{a.x, base}, {a.x + a.w, base}}, color: s.colours.Quiet, width: 1})
}

// axisTitle writes the title of the value axis above a vertical chart from y
// on, and returns where it ends.
func (s *scene) axisTitle(m *chart.Model, y float64) float64 {
	if m.Value == "" {
		return y
	}
	lines := s.set.wrap(m.Value, s.width)
	s.stack(0, y+s.set.leading/2, lines, start, s.colours.Quiet)
	return y + float64(len(lines))*s.set.leading + pad
}

// A key is one entry of a legend.
type key struct {
	name string
	fill theme.Color
	mark func(x, y float64, fill theme.Color) []ink
}

// square marks the legend of areas.
func square(x, y float64, fill theme.Color) []ink {
	return []ink{rectangle(x-5, y-5, 10, 10, fill)}
}

// legend writes keys in lines from y on and returns where it ends.
func (s *scene) legend(keys []key, y float64) float64 {
	const markWidth, apart = 16, 18
	x := 0.0
	line := y + s.set.leading/2
	for _, k := range keys {
		lines := s.set.wrap(k.name, s.width-markWidth)
		w := markWidth + s.set.widest(lines)
		if x > 0 && (x+w > s.width || len(lines) > 1) {
			x, line = 0, line+s.set.leading+2
		}
		s.say(k.mark(x+5, line, k.fill)...)
		s.stack(x+markWidth, line, lines, start, s.colours.Text)
		if len(lines) > 1 {
			line += float64(len(lines)) * s.set.leading
			x = 0
			continue
		}
		x += w + apart
	}
	if x == 0 {
		line -= s.set.leading // The last entry closed its line.
	}
	return line + s.set.leading/2 + pad
}

// seriesKeys returns the legend of the series of m.
func (s *scene) seriesKeys(m *chart.Model) []key {
	var out []key
	for i, series := range m.Series {
		out = append(out, key{clean(series.Name), s.color(m, i), square})
	}
	return out
}

// whisker draws a confidence interval as a line with caps between a and b,
// which differ in one coordinate, on a light edge that shows it on dark bars.
func (s *scene) whisker(a, b spot) {
	const tip = 3
	dx, dy := 0.0, float64(tip)
	if a.x == b.x {
		dx, dy = tip, 0
	}
	s.say(stroke{spots: []spot{a, b}, color: s.colours.Paper, width: 3})
	for _, line := range [][]spot{{a, b}, {{a.x - dx, a.y - dy}, {a.x + dx, a.y + dy}}, {{b.x - dx, b.y - dy}, {b.x + dx, b.y + dy}}} {
		s.say(stroke{spots: line, color: s.colours.Text, width: 1.2})
	}
}
