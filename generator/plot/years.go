package plot

import (
	"cmp"
	"math"
	"slices"

	"htsm/generator/chart"
	"htsm/generator/release"
	"htsm/generator/theme"
)

// years lays out the months of a year: the last series, the latest year, as a
// line with its intervals, on the band from the smallest to the greatest value
// of the years before and the line of their median. Where a value of those
// years is withheld the band is open: it would be too narrow.
func (s *scene) years(m *chart.Model) {
	last := len(m.Series) - 1
	a, along := s.monthPlot(m, s.yearKeys(m))
	at := func(i int, h float64) spot { return spot{a.column(m, i), along.at(h)} }
	var upper, lower, mid []spot
	flush := func() {
		if len(upper) > 0 {
			if len(upper) == 1 { // A month alone is as wide as a mark.
				upper, lower = widened(upper[0]), widened(lower[0])
			}
			slices.Reverse(lower)
			s.back = append(s.back, patch{spots: append(upper, lower...), fill: s.colours.Past, opacity: 0.55})
		}
		if len(mid) > 1 {
			s.back = append(s.back, stroke{spots: mid, color: s.colours.Residual, width: 1.5, dash: []float64{4, 3}})
		}
		upper, lower, mid = nil, nil, nil
	}
	for i := range m.Categories {
		past := heights(m, i, last)
		if len(past) == 0 || withheld(m, i, last) {
			flush()
			continue
		}
		upper, lower = append(upper, at(i, past[len(past)-1])), append(lower, at(i, past[0]))
		mid = append(mid, at(i, median(past)))
	}
	flush()
	color := s.colours.Hue(0)
	s.band(m, last, a.area, along)
	s.wire(m, last, stroke{color: color, width: 2.5}, at)
	for i := range m.Categories {
		if h, ok := height(m, i, last); ok {
			p := at(i, h)
			s.stand(dot{spot: p, radius: 3, fill: color}, s.yearTip(m, i))
		}
	}
	if i := lastTall(m.Series[last]); i >= 0 {
		h, _ := height(m, i, last)
		s.valueAt(m, i, last, at(i, h))
	}
	s.monthSymbols(m, a, last)
	s.finish()
}

// yearTip says the values of month i of all years, the latest first.
func (s *scene) yearTip(m *chart.Model, i int) string {
	text := clean(m.Categories[i].Label)
	for _, series := range slices.Backward(m.Series) {
		text += "\n" + clean(series.Name) + ": " + clean(series.Points[i].Display)
	}
	return text
}

// valueAt writes the value of a point above it.
func (s *scene) valueAt(m *chart.Model, i, j int, p spot) {
	text := clean(m.Series[j].Points[i].Display)
	half := s.set.width(text) / 2
	x := max(half, min(p.x, s.width-half))
	s.say(label{spot: spot{x, p.y - s.set.leading*0.8}, text: text, at: middle, fill: s.colours.Text, bold: false, halo: &s.colours.Paper})
}

// widened returns a short level line through p.
func widened(p spot) []spot { return []spot{{p.x - 3, p.y}, {p.x + 3, p.y}} }

// heights returns the heights of category i in the first n series, rising.
func heights(m *chart.Model, i, n int) []float64 {
	var out []float64
	for j := range n {
		if h, ok := height(m, i, j); ok {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return out
}

// median returns the middle of rising numbers, of which there is one at least.
func median(rising []float64) float64 {
	n := len(rising)
	return (rising[(n-1)/2] + rising[n/2]) / 2
}

// withheld reports whether a point of category i in the first n series is
// suppressed.
func withheld(m *chart.Model, i, n int) bool {
	return slices.ContainsFunc(m.Series[:n], func(series chart.Series) bool {
		return series.Points[i].Value.Status() == release.Suppressed
	})
}

// yearKeys returns the legend of years: the latest, the band and its middle.
func (s *scene) yearKeys(m *chart.Model) []key {
	last := len(m.Series) - 1
	past := clean(m.Series[0].Name)
	if last > 1 {
		past += "–" + clean(m.Series[last-1].Name)
	}
	return []key{
		{clean(m.Series[last].Name), s.colours.Hue(0), func(x, y float64, fill theme.Color) []ink {
			return []ink{stroke{spots: []spot{{x - 6, y}, {x + 7, y}}, color: fill, width: 2.5}, dot{spot: spot{x, y}, radius: 3, fill: fill}}
		}},
		{past, s.colours.Past, func(x, y float64, fill theme.Color) []ink {
			return []ink{
				patch{spots: rectangle(x-6, y-5, 13, 10, fill).spots, fill: fill, opacity: 0.55},
				stroke{spots: []spot{{x - 6, y}, {x + 7, y}}, color: s.colours.Residual, width: 1.5, dash: []float64{4, 3}},
			}
		}},
	}
}

// A monthArea is the plot of a chart over the months of a year.
type monthArea struct{ area }

// column returns the middle of the column of category i.
func (a monthArea) column(m *chart.Model, i int) float64 {
	return a.x + (float64(i)+0.5)*a.w/float64(len(m.Categories))
}

// monthPlot writes legend, axes and labels of a chart over the months of a
// year and returns its plot.
func (s *scene) monthPlot(m *chart.Model, keys []key) (monthArea, scale) {
	y := s.legend(keys, 0)
	y = s.axisTitle(m, y)
	x := s.valueColumn(m)
	a := monthArea{area{x: x, y: y + s.set.leading, w: s.width - x - 1, h: s.tall()}}
	low, high := extent(m)
	along := scale{low, high, a.y + a.h, a.y}
	s.valuesBeside(m, a.area, along)
	s.height = s.labelColumns(m, a.area, a.y+a.h)
	return a, along
}

// monthSymbols writes, at the foot of the columns, the symbols of values that
// are withheld: of series j, or of any for j below zero.
func (s *scene) monthSymbols(m *chart.Model, a monthArea, j int) {
	free := 0.0
	for i := range m.Categories {
		text := ""
		for k, series := range m.Series {
			if p := series.Points[i]; p.Value.Status() == release.Suppressed && (j < 0 || j == k) {
				text = clean(p.Display)
			}
		}
		half := s.set.width(text) / 2
		x := a.column(m, i)
		if text == "" || x-half < free || x+half > s.width {
			continue
		}
		free = x + half + 2
		s.say(label{
			spot: spot{x, a.y + a.h - s.set.leading/2 - 1}, text: text, at: middle, fill: s.colours.Quiet, halo: &s.colours.Paper,
		})
	}
}

// cycle lays out, for each month of the year, the values of the years in order
// and their median as a level line. The latest year is a strong dot.
func (s *scene) cycle(m *chart.Model) {
	last := len(m.Series) - 1
	a, along := s.monthPlot(m, s.cycleKeys(m))
	wide := a.w / float64(len(m.Categories)) * 0.8
	for i := range m.Categories {
		x := a.column(m, i)
		if i > 0 {
			at := x - wide/1.6
			s.back = append(s.back, stroke{spots: []spot{{at, a.y}, {at, a.y + a.h}}, color: s.colours.Grid, width: 1})
		}
		if all := heights(m, i, last+1); len(all) > 1 {
			y := along.at(median(all))
			s.back = append(s.back, stroke{spots: []spot{{x - wide/2, y}, {x + wide/2, y}}, color: s.colours.Residual, width: 1.5})
		}
		var run []spot
		flush := func() {
			if len(run) > 1 {
				s.stand(stroke{spots: run, color: s.colours.Hue(0), width: 1.2}, "")
			}
			run = nil
		}
		for j := range m.Series {
			h, ok := height(m, i, j)
			if !ok {
				flush()
				continue
			}
			run = append(run, spot{x + wide*((float64(j)+0.5)/float64(last+1)-0.5), along.at(h)})
		}
		flush()
		for j := range m.Series {
			if h, ok := height(m, i, j); ok {
				p := spot{x + wide*((float64(j)+0.5)/float64(last+1)-0.5), along.at(h)}
				s.stand(dot{spot: p, radius: s.cycleRadius(wide, last, j), fill: s.colours.Hue(0)}, tip(m, i, j))
			}
		}
	}
	s.monthSymbols(m, a, -1)
	s.finish()
}

// cycleRadius returns the size of the dot of year j, the latest of which is
// last, in a column that is wide px wide.
func (s *scene) cycleRadius(wide float64, last, j int) float64 {
	room := wide / float64(last+1) / 2
	if j == last {
		return max(2.5, min(3.5, room))
	}
	return max(1, min(1.8, room))
}

// cycleKeys returns the legend of a cycle: the line of the years, the latest
// of them.
func (s *scene) cycleKeys(m *chart.Model) []key {
	last := len(m.Series) - 1
	return []key{
		{clean(m.Series[0].Name) + "–" + clean(m.Series[last].Name), s.colours.Hue(0), func(x, y float64, fill theme.Color) []ink {
			return []ink{stroke{spots: []spot{{x - 6, y + 3}, {x - 1, y - 3}, {x + 3, y + 1}, {x + 7, y - 4}}, color: fill, width: 1.2}}
		}},
		{clean(m.Series[last].Name), s.colours.Hue(0), func(x, y float64, fill theme.Color) []ink {
			return []ink{dot{spot: spot{x, y}, radius: 3.5, fill: fill}}
		}},
	}
}

// compareHeights compares heights for sorting, the greatest first; what has
// none comes last.
func compareHeights(a, b chart.Point) int {
	x, ok := chart.Height(a.Value)
	if !ok {
		x = math.Inf(-1)
	}
	y, ok := chart.Height(b.Value)
	if !ok {
		y = math.Inf(-1)
	}
	return cmp.Compare(y, x)
}
