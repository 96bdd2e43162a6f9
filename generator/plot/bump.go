package plot

import (
	"slices"

	"htsm/generator/chart"
)

// bump lays out the ranks of the series in each category, the first on top.
// Only published numbers have a rank; a series without one has a gap, and its
// label stands below the ranks if it is the last. Equal numbers stand in the
// order of the series.
func (s *scene) bump(m *chart.Model) {
	n, last := len(m.Series), len(m.Categories)-1
	limit := 0.36 * s.width
	order := ranking(m, last)
	lines := make([][]string, n)
	most, column := 1, 0.0
	for j := range m.Series {
		lines[j] = s.set.wrap(endText(m, j), limit)
		if lastTall(m.Series[j]) != last {
			lines[j] = s.set.wrap(m.Series[j].Name+" "+m.Series[j].Points[last].Display, limit)
		}
		most, column = max(most, len(lines[j])), max(column, s.set.widest(lines[j])+endGap)
	}
	left := s.valueColumn(m)
	y := s.axisTitle(m, 0)
	lane := max(26, float64(most)*s.set.leading+4)
	a := monthArea{area{x: left, y: y, w: s.width - left - column, h: lane * float64(n)}}
	for k, t := range m.Axis.Ticks {
		if k < n {
			s.say(label{spot: spot{a.x - pad, a.y + (float64(k)+0.5)*lane}, text: clean(t.Text), at: end, fill: s.colours.Quiet})
		}
	}
	s.height = s.labelColumns(m, a.area, a.y+a.h)
	ranks := make([][]int, len(m.Categories)) // By category, then by series; -1 for none.
	for i := range m.Categories {
		ranks[i] = make([]int, n)
		for rank, j := range ranking(m, i) {
			ranks[i][j] = -1
			if _, ok := height(m, i, j); ok {
				ranks[i][j] = rank
			}
		}
	}
	for j := range m.Series {
		s.climb(m, j, ranks, a, lane)
	}
	for rank, j := range order {
		mid := a.y + (float64(rank)+0.5)*lane
		fill := s.colours.Text
		if _, ok := height(m, last, j); !ok {
			fill = s.colours.Quiet
		}
		s.stack(a.x+a.w+endGap, mid-float64(len(lines[j])-1)*s.set.leading/2, lines[j], start, fill)
	}
	s.finish()
}

// ranking returns the series of m from the greatest number of category i to
// the smallest, then those without a number.
func ranking(m *chart.Model, i int) []int {
	out := seriesOrder(m)
	slices.SortStableFunc(out, func(a, b int) int { return compareHeights(m.Series[a].Points[i], m.Series[b].Points[i]) })
	return out
}

// climb draws the line of series j through its ranks. There are seven hues;
// the lines after the seventh have dashes.
func (s *scene) climb(m *chart.Model, j int, ranks [][]int, a monthArea, lane float64) {
	pen := stroke{color: s.color(m, j), width: 2.5}
	if j >= len(s.colours.Palette) {
		pen.dash = []float64{5, 3}
	}
	at := func(i int) spot { return spot{a.column(m, i), a.y + (float64(ranks[i][j])+0.5)*lane} }
	var run []spot
	flush := func() {
		if len(run) > 1 {
			line := pen
			line.spots = run
			s.stand(line, "")
		}
		run = nil
	}
	for i := range ranks {
		if ranks[i][j] < 0 {
			flush()
			continue
		}
		run = append(run, at(i))
	}
	flush()
	radius := max(2, min(5, a.w/float64(len(ranks))/4))
	for i := range ranks {
		if ranks[i][j] >= 0 {
			s.stand(dot{spot: at(i), radius: radius, fill: pen.color, edge: &s.colours.Paper}, tip(m, i, j))
		}
	}
}
