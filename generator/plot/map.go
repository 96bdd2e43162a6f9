package plot

import (
	"cmp"
	"math"
	"slices"

	"htsm/generator/chart"
	"htsm/generator/theme"
)

// A chartMap is a part of the world on the scene: longitude runs along x and
// latitude along y, in one scale at the middle latitude.
type chartMap struct {
	degrees area // From the least longitude and latitude.
	plot    area
}

func (c chartMap) at(lon, lat float64) spot {
	return spot{
		c.plot.x + (lon-c.degrees.x)/c.degrees.w*c.plot.w,
		c.plot.y + (c.degrees.y+c.degrees.h-lat)/c.degrees.h*c.plot.h,
	}
}

// routes lays out a map with arrows. A map is never mirrored. Every place has
// its label: beside it, or beneath the map with a line to it where there is no
// room. The largest arrows have their values where these meet nothing; the
// table of the figure has all.
func (s *scene) routes(m *chart.Model, world []ring) {
	y := s.axisTitle(m, 0)
	s.finish()
	c := mapOf(m, s.width, y)
	s.height = c.plot.y + c.plot.h
	s.land(c, world)
	places := make([]spot, len(m.Nodes))
	var taken []area
	for i, n := range m.Nodes {
		places[i] = c.at(n.Lon, n.Lat)
		taken = append(taken, area{places[i].x - 4, places[i].y - 4, 8, 8})
	}
	order := largestFirst(m)
	arrows := map[int][]spot{}
	for _, k := range order {
		arrows[k] = s.arrow(m, k, order, places)
	}
	tips := make([]string, len(m.Nodes))
	for i, n := range m.Nodes {
		tips[i] = clean(n.Label)
	}
	for _, l := range m.Links {
		tips[l.Source] += "\n" + linkTip(m, l)
		tips[l.Target] += "\n" + linkTip(m, l)
	}
	for i, at := range places {
		s.stand(dot{spot: at, radius: 3, fill: s.colours.Text}, tips[i])
	}
	crossed := slices.Clone(taken) // And the middles of arrows, which a label avoids if it can.
	for k := range m.Links {
		for _, p := range arrows[k] {
			crossed = append(crossed, area{p.x - 3, p.y - 3, 6, 6})
		}
	}
	taken = s.placeLabels(nodeTags(m, places), c.plot, taken, crossed)
	s.arrowValues(m, c, order, arrows, taken)
}

// linkTip returns what is said of a link.
func linkTip(m *chart.Model, l chart.Link) string {
	return clean(m.Nodes[l.Source].Label) + " → " + clean(m.Nodes[l.Target].Label) + ": " + clean(l.Display)
}

// nodeTags returns the labels of the nodes of m, with their values if they
// have any.
func nodeTags(m *chart.Model, places []spot) []tag {
	var out []tag
	for i, n := range m.Nodes {
		out = append(out, tag{text: clean(n.Label + " " + n.Display), at: places[i], far: 7, quiet: n.Muted})
	}
	return out
}

// mapOf returns the part of the world that holds all places with a margin, in
// a shape that is neither flat nor high, below y.
func mapOf(m *chart.Model, width, y float64) chartMap {
	const least, margin = 24.0, 0.12 // Degrees, and a part of the extent.
	west, east, south, north := 180.0, -180.0, 90.0, -90.0
	for _, n := range m.Nodes {
		west, east = min(west, n.Lon), max(east, n.Lon)
		south, north = min(south, n.Lat), max(north, n.Lat)
	}
	widen := func(low, high, least float64) (float64, float64) {
		d := max((high-low)*margin, (least-high+low)/2)
		return low - d, high + d
	}
	west, east = widen(west, east, least)
	south, north = widen(south, north, least)
	stretch := math.Cos(min(60, math.Abs(south+north)/2) * math.Pi / 180)
	shape := (north - south) / ((east - west) * stretch)
	if lowest := 0.62; shape < lowest {
		south, north = widen(south, north, lowest*(east-west)*stretch)
	}
	if highest := 0.9; shape > highest {
		west, east = widen(west, east, (north-south)/stretch/highest)
	}
	out := chartMap{degrees: area{west, south, east - west, north - south}}
	out.plot = area{0, y, width, width * (north - south) / ((east - west) * stretch)}
	return out
}

// land draws the countries of the map.
func (s *scene) land(c chartMap, world []ring) {
	for _, one := range world {
		var seen ring
		for _, p := range one.clipped(c.degrees) {
			at := c.at(p.x, p.y)
			seen = append(seen, spot{math.Round(at.x*10) / 10, math.Round(at.y*10) / 10})
		}
		if seen = seen.simplified(1.5); len(seen) < 4 {
			continue
		}
		s.back = append(s.back, patch{spots: seen, fill: s.colours.Grid, edge: &s.colours.Paper})
	}
}

// largestFirst returns the positions of the links that are drawn, from the
// largest to the smallest, so that small arrows lie on large ones.
func largestFirst(m *chart.Model) []int {
	var out []int
	for k, l := range m.Links {
		if at, ok := chart.Height(l.Value); ok && at > 0 {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, _ := chart.Height(m.Links[a].Value)
		y, _ := chart.Height(m.Links[b].Value)
		return cmp.Compare(y, x)
	})
	return out
}

// arrow draws link k as a bent arrow and returns places along its middle.
// Arrows there and back bend to different sides.
func (s *scene) arrow(m *chart.Model, k int, order []int, places []spot) []spot {
	const steps = 20
	l := m.Links[k]
	most, _ := chart.Height(m.Links[order[0]].Value)
	at, _ := chart.Height(l.Value)
	wide := max(1.2, min(14, s.width/40)*at/most)
	from, to := places[l.Source], places[l.Target]
	dx, dy := to.x-from.x, to.y-from.y
	length := math.Hypot(dx, dy)
	if length < 3 { // The scale does not tell the two places apart.
		return nil
	}
	gap := min(6, length/4)
	bend := spot{(from.x+to.x)/2 + dy*0.18, (from.y+to.y)/2 - dx*0.18}
	curve := func(t float64) (at, normal spot) {
		a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
		at = spot{a*from.x + b*bend.x + c*to.x, a*from.y + b*bend.y + c*to.y}
		tx, ty := (1-t)*(bend.x-from.x)+t*(to.x-bend.x), (1-t)*(bend.y-from.y)+t*(to.y-bend.y)
		n := max(math.Hypot(tx, ty), 1e-9)
		return at, spot{-ty / n, tx / n}
	}
	first, last := gap/length, 1-gap/length
	neck := max(last-(5+wide)/length, (first+last)/2)
	var left, right, middle []spot
	for i := range steps + 1 {
		p, n := curve(first + (neck-first)*float64(i)/steps)
		left = append(left, spot{p.x + n.x*wide/2, p.y + n.y*wide/2})
		right = append(right, spot{p.x - n.x*wide/2, p.y - n.y*wide/2})
		middle = append(middle, p)
	}
	p, n := curve(neck)
	tip, _ := curve(last)
	barb := wide/2 + 3
	left = append(left, spot{p.x + n.x*barb, p.y + n.y*barb}, tip, spot{p.x - n.x*barb, p.y - n.y*barb})
	slices.Reverse(right)
	s.stand(patch{spots: append(left, right...), fill: s.arrowColor(m, k), opacity: 0.8}, linkTip(m, l))
	return middle
}

// arrowColor returns the colour of link k.
func (s *scene) arrowColor(m *chart.Model, k int) theme.Color {
	if m.Nodes[m.Links[k].Source].Muted || m.Nodes[m.Links[k].Target].Muted {
		return s.colours.Residual
	}
	return s.colours.Hue(0)
}
