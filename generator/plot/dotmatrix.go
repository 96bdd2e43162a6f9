package plot

import (
	"math"

	"htsm/generator/chart"
)

// squareSizes are the sizes of a DotMatrix in px.
type squareSizes struct {
	side, gap float64
	line      int // Squares side by side, in fives.
}

// fives is how many squares stand together, so that they can be counted.
const fives = 5

// place returns where square k of a row begins.
func (q squareSizes) place(k int) spot {
	col := k % q.line
	return spot{float64(col)*(q.side+q.gap) + float64(col/fives)*2*q.gap, float64(k/q.line) * (q.side + q.gap)}
}

// size returns the room that n squares take.
func (q squareSizes) size(n int) (w, h float64) {
	if n == 0 {
		return 0, q.side
	}
	last := q.place(min(n, q.line) - 1)
	return last.x + q.side, q.place(n-1).y + q.side
}

// dotMatrix lays out one row of squares for each category: every square stands
// for as much as the axis is long, the last one for what is left over.
func (s *scene) dotMatrix(m *chart.Model) {
	q := squareSizes{13, 2, 4 * fives}
	r := s.rowsOf(m, q.side)
	y := s.axisTitle(m, 0)
	x := r.column + pad
	if r.above {
		x, y = aboveIndent, s.categoryTitle(m, 0, y, start)
	} else {
		y = s.categoryTitle(m, r.column, y, end)
	}
	value, most := 0.0, 1
	for i, p := range m.Series[0].Points {
		h, _ := height(m, i, 0)
		value, most = max(value, s.set.width(clean(p.Display))), max(most, squares(m, h))
	}
	room := max(40, s.width-x-value-2*pad)
	for wide, _ := q.size(q.line); wide > room && q.line > 2*fives; wide, _ = q.size(q.line) {
		q.line -= fives
	}
	if wide, _ := q.size(min(most, q.line)); wide > room {
		q.side, q.gap = q.side*room/wide, q.gap*room/wide
	}
	for i, c := range m.Categories {
		h, ok := height(m, i, 0)
		n := 0
		if ok {
			n = squares(m, h)
		}
		wide, tall := q.size(n)
		fill := s.colours.Text
		if c.Muted {
			fill = s.colours.Quiet
		}
		lines := r.labels[i]
		block := float64(len(lines)) * s.set.leading
		if r.above {
			s.stack(x, y+s.set.leading/2, lines, start, fill)
			y += block + 3
			block = 0
		}
		high := max(tall, block, s.set.leading)
		mid := y + high/2
		if !r.above {
			s.stack(r.column, mid-(block-s.set.leading)/2, lines, end, fill)
		}
		s.squares(m, i, n, q, spot{x, mid - tall/2})
		fill = s.colours.Text
		if !ok {
			fill = s.colours.Quiet
		}
		s.stack(x+wide+pad, mid, []string{clean(m.Series[0].Points[i].Display)}, start, fill)
		y += high + 10
	}
	s.height = y - 8
	s.finish()
}

// squares draws the n squares of category i from a place on.
func (s *scene) squares(m *chart.Model, i, n int, q squareSizes, from spot) {
	color := s.colours.Hue(0)
	if m.Categories[i].Muted {
		color = s.colours.Residual
	}
	h, _ := height(m, i, 0)
	for k := range n {
		at, part := q.place(k), min(1, h/m.Axis.Max-float64(k))
		s.stand(rectangle(from.x+at.x, from.y+at.y, q.side*part, q.side, color), tip(m, i, 0))
	}
}

// squares returns how many squares a number has, the last one perhaps a part.
func squares(m *chart.Model, h float64) int {
	return min(chart.MaxSquares, int(math.Ceil(h/m.Axis.Max-1e-9)))
}
