package plot

import (
	"math"
	"slices"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// A circle is a Chord with its sizes: for each node where its arc begins and
// ends, in radians clockwise from the top.
type circle struct {
	middle spot
	radius float64
	from   []float64
	to     []float64
	turn   float64 // Radians for one unit of a link.
}

// at returns the place at an angle and a distance from the middle.
func (c circle) at(angle, distance float64) spot {
	return spot{c.middle.x + distance*math.Sin(angle), c.middle.y - distance*math.Cos(angle)}
}

// chord lays out nodes as arcs of a circle, each as long as the links that end
// in it, and the links as ribbons. Labels stand to the left and to the right,
// moved apart where nodes lie close to each other. A link without a number is
// not drawn: the table of the figure has it.
func (s *scene) chord(m *chart.Model) {
	y := s.axisTitle(m, 0)
	limit, gap := 0.3*s.width, 26.0
	if s.width < narrow {
		limit, gap = 0.27*s.width, 14
	}
	c := circleOf(m)
	var sides [2][]ending // The right one and the left one.
	columns, needs := [2]float64{}, [2]float64{}
	for i, n := range m.Nodes {
		mid, side := (c.from[i]+c.to[i])/2, 0
		if mid > math.Pi {
			side = 1
		}
		e := ending{lines: s.set.wrap(n.Label, limit), series: i}
		columns[side] = max(columns[side], s.set.widest(e.lines)+gap)
		needs[side] += e.height(s.set.leading)
		sides[side] = append(sides[side], e)
	}
	room := s.width - columns[0] - columns[1]
	c.radius = min(room/2, 150)
	tall := max(2*c.radius+8, needs[0], needs[1])
	c.middle = spot{columns[1] + room/2, y + s.set.leading/2 + tall/2}
	s.height = c.middle.y + tall/2 + s.set.leading/2
	s.ribbons(m, c)
	for i, n := range m.Nodes {
		s.stand(c.arc(i, 7, s.chordColor(m, c, i)), clean(n.Label))
	}
	for side := range sides {
		s.chordLabels(m, c, sides[side], side, gap, tall)
	}
	s.finish()
}

// circleOf gives every node of m its arc: the places around the circle are in
// the order of the nodes, with equal gaps between them.
func circleOf(m *chart.Model) circle {
	c := circle{from: make([]float64, len(m.Nodes)), to: make([]float64, len(m.Nodes))}
	sums, total := make([]float64, len(m.Nodes)), 0.0
	for _, l := range m.Links {
		if h, ok := chart.Height(l.Value); ok {
			sums[l.Source] += h
			sums[l.Target] += h
			total += 2 * h
		}
	}
	gap := min(0.06, math.Pi/float64(2*len(m.Nodes)))
	if total > 0 {
		c.turn = (2*math.Pi - gap*float64(len(m.Nodes))) / total
	}
	at := gap / 2
	for i := range m.Nodes {
		c.from[i] = at
		c.to[i] = at + sums[i]*c.turn
		at = c.to[i] + gap
	}
	if total == 0 { // Places alone.
		for i := range m.Nodes {
			c.from[i] = 2 * math.Pi * (float64(i) + 0.5) / float64(len(m.Nodes))
			c.to[i] = c.from[i]
		}
	}
	return c
}

// arc returns the arc of node i, thick px wide.
func (c circle) arc(i int, thick float64, fill theme.Color) patch {
	from, to := c.from[i], max(c.to[i], c.from[i]+0.004)
	steps := max(2, int((to-from)/0.06))
	var outer, inner []spot
	for k := range steps + 1 {
		angle := from + (to-from)*float64(k)/float64(steps)
		outer, inner = append(outer, c.at(angle, c.radius)), append(inner, c.at(angle, c.radius-thick))
	}
	slices.Reverse(inner)
	return patch{spots: append(outer, inner...), fill: fill}
}

// ribbons draws the links, the widest first, so that narrow ones lie on them.
// The ends of the links of a node stand in the order of the places of their
// other ends, so that few ribbons cross.
func (s *scene) ribbons(m *chart.Model, c circle) {
	type end struct{ link, other int }
	begins := make([][2]float64, len(m.Links))
	for i := range m.Nodes {
		var ends []end
		for k, l := range m.Links {
			if h, ok := chart.Height(l.Value); !ok || h == 0 {
				continue
			}
			if l.Source == i {
				ends = append(ends, end{k, l.Target})
			} else if l.Target == i {
				ends = append(ends, end{k, l.Source})
			}
		}
		n := len(m.Nodes)
		slices.SortStableFunc(ends, func(a, b end) int { return (i-a.other+n)%n - (i-b.other+n)%n })
		at := c.from[i]
		for _, e := range ends {
			side := 0
			if m.Links[e.link].Target == i {
				side = 1
			}
			begins[e.link][side] = at
			h, _ := chart.Height(m.Links[e.link].Value)
			at += h * c.turn
		}
	}
	for _, k := range largestFirst(m) {
		l := m.Links[k]
		h, _ := chart.Height(l.Value)
		color := s.ribbonColor(m, c, l)
		shape := c.ribbon(begins[k][0], begins[k][1], h*c.turn)
		s.stand(patch{spots: shape, fill: color, opacity: 0.5, edge: &s.colours.Paper}, linkTip(m, l))
	}
}

// ribbonColor returns the colour of a link: that of the end with the longer arc,
// or of a residual.
func (s *scene) ribbonColor(m *chart.Model, c circle, l chart.Link) theme.Color {
	first, second := l.Source, l.Target
	if m.Nodes[second].Muted || !m.Nodes[first].Muted && c.rank(m, second) < c.rank(m, first) {
		first = second
	}
	return s.chordColor(m, c, first)
}

// ribbon returns the outline of a link between the arcs that start at a and b
// and are wide radians long.
func (c circle) ribbon(a, b, wide float64) []spot {
	const steps, inset = 16, 9.0
	r := c.radius - inset
	var out []spot
	arc := func(from float64) {
		n := max(1, int(wide/0.06))
		for k := range n + 1 {
			out = append(out, c.at(from+wide*float64(k)/float64(n), r))
		}
	}
	bend := func(from, to float64) { // A curve through the neighbourhood of the middle.
		p, q := c.at(from, r), c.at(to, r)
		for k := 1; k < steps; k++ {
			t := float64(k) / steps
			u, v, w := (1-t)*(1-t), 2*t*(1-t), t*t
			out = append(out, spot{u*p.x + v*c.middle.x + w*q.x, u*p.y + v*c.middle.y + w*q.y})
		}
	}
	arc(a)
	bend(a+wide, b)
	arc(b)
	bend(b+wide, a)
	return out
}

// chordColor returns the colour of node i: a hue of its own for the nodes with
// the longest arcs, while there are hues, and the pale tone for the others;
// grey for residuals.
func (s *scene) chordColor(m *chart.Model, c circle, i int) theme.Color {
	rank := c.rank(m, i)
	switch {
	case m.Nodes[i].Muted:
		return s.colours.Residual
	case rank < len(s.colours.Palette):
		return s.colours.Hue(rank)
	}
	return s.colours.Past
}

// rank returns the number of nodes with longer arcs than node i, residuals
// apart; of equal arcs the first is the longer one.
func (c circle) rank(m *chart.Model, i int) int {
	out, long := 0, c.to[i]-c.from[i]
	for k, n := range m.Nodes {
		if other := c.to[k] - c.from[k]; !n.Muted && k != i && (other > long || other == long && k < i) {
			out++
		}
	}
	return out
}

// chordLabels writes the labels of one side: 0 for the right, 1 for the left.
func (s *scene) chordLabels(m *chart.Model, c circle, all []ending, side int, gap, tall float64) {
	for i := range all {
		mid := (c.from[all[i].series] + c.to[all[i].series]) / 2
		all[i].from = c.at(mid, c.radius+1)
		all[i].y = all[i].from.y
	}
	spread(all, s.set.leading, c.middle.y-tall/2-s.set.leading/2, c.middle.y+tall/2+s.set.leading/2)
	x, out, at := c.middle.x+c.radius+gap, 1.0, start
	if side == 1 {
		x, out, at = c.middle.x-c.radius-gap, -1.0, end
	}
	for _, e := range all {
		fill := s.colours.Text
		if m.Nodes[e.series].Muted {
			fill = s.colours.Quiet
		}
		s.back = append(s.back, stroke{
			spots: []spot{e.from, {x - 8*out, e.y}, {x - 3*out, e.y}}, color: s.chordColor(m, c, e.series), width: 1,
		})
		s.stack(x, e.y-float64(len(e.lines)-1)*s.set.leading/2, e.lines, at, fill)
	}
}
