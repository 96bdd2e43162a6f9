package plot

import (
	"slices"

	"htsm/generator/chart"
)

// areas lays out the parts of a whole over ordered categories as bands upon
// each other. Where a part has no number the whole is not known: the bands
// have a gap, and the symbol stands at its foot. The names of the parts stand
// in a legend in the order of the bands.
func (s *scene) areas(m *chart.Model) {
	keys := s.seriesKeys(m)
	y := s.legend(keys, 0)
	y = s.axisTitle(m, y)
	x := s.valueColumn(m)
	a := monthArea{area{x: x, y: y + s.set.leading/2, w: s.width - x - 1, h: s.tall()}}
	low, high := extent(m)
	along := scale{low, high, a.y + a.h, a.y}
	s.valuesBeside(m, a.area, along)
	s.height = s.labelColumns(m, a.area, a.y+a.h)
	for _, run := range wholeRuns(m) {
		s.bands(m, run, a, along)
	}
	s.gaps(m, a.area, along)
	s.finish()
}

// wholeRuns returns the categories that follow each other and of which every
// part has a number.
func wholeRuns(m *chart.Model) [][]int {
	var out [][]int
	var run []int
	for i := range m.Categories {
		whole := symbols(m, i) == ""
		for j := range m.Series {
			_, ok := height(m, i, j)
			whole = whole && ok
		}
		if whole {
			run = append(run, i)
		}
		if (!whole || i == len(m.Categories)-1) && len(run) > 0 {
			out, run = append(out, run), nil
		}
	}
	return out
}

// bands draws the parts of the categories of a run. A category alone has bands
// as wide as half its place.
func (s *scene) bands(m *chart.Model, run []int, a monthArea, along scale) {
	sums := make([]float64, len(run))
	for j, series := range m.Series {
		var upper, lower []spot
		for k, i := range run {
			h, _ := height(m, i, j)
			x := a.column(m, i)
			lower = append(lower, spot{x, along.at(sums[k])})
			sums[k] += h
			upper = append(upper, spot{x, along.at(sums[k])})
		}
		if len(run) == 1 {
			half := a.w / float64(len(m.Categories)) / 4
			upper = []spot{{upper[0].x - half, upper[0].y}, {upper[0].x + half, upper[0].y}}
			lower = []spot{{lower[0].x - half, lower[0].y}, {lower[0].x + half, lower[0].y}}
		}
		last := run[len(run)-1]
		text := clean(m.Categories[run[0]].Label) + " – " + clean(m.Categories[last].Label) + "\n" + clean(series.Name) + ": " +
			clean(series.Points[run[0]].Display) + " – " + clean(series.Points[last].Display)
		slices.Reverse(lower)
		s.stand(patch{spots: append(upper, lower...), fill: s.color(m, j), edge: &s.colours.Paper, rim: 1}, text)
	}
}
