package raster

import (
	"image"
	"math"
	"slices"

	"htsm/generator/pdf/svg"
)

// A point is a place in pixels.
type point struct{ x, y float64 }

func (p point) add(q point, by float64) point { return point{p.x + q.x*by, p.y + q.y*by} }

// A contour is a run of straight lines.
type contour struct {
	points []point
	closed bool
}

// flatten turns a path into straight lines that nowhere stand off from it by
// more than a tenth of a pixel or so.
func flatten(path svg.Path, scale float64) []contour {
	var out []contour
	var c contour
	end := func() {
		if len(c.points) > 0 {
			out = append(out, c)
		}
		c = contour{}
	}
	at := func(x, y float64) point { return point{x * scale, y * scale} }
	for _, s := range path {
		switch s.Op {
		case 'M':
			end()
			c.points = append(c.points, at(s.P[0], s.P[1]))
		case 'L':
			c.points = append(c.points, at(s.P[0], s.P[1]))
		case 'C':
			if len(c.points) > 0 {
				c.points = curve(c.points, at(s.P[0], s.P[1]), at(s.P[2], s.P[3]), at(s.P[4], s.P[5]))
			}
		case 'Z':
			if len(c.points) > 0 {
				first := c.points[0]
				c.closed = true
				end()
				c.points = append(c.points, first) // A line may go on from here.
			}
		}
	}
	if len(c.points) > 1 {
		end()
	}
	return out
}

// curve adds a Bézier curve from the last point.
func curve(to []point, b, c, d point) []point {
	a := to[len(to)-1]
	length := math.Hypot(b.x-a.x, b.y-a.y) + math.Hypot(c.x-b.x, c.y-b.y) + math.Hypot(d.x-c.x, d.y-c.y)
	n := int(min(max(math.Sqrt(length)*1.5, 3), 200))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		w := [4]float64{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t}
		to = append(to, point{w[0]*a.x + w[1]*b.x + w[2]*c.x + w[3]*d.x, w[0]*a.y + w[1]*b.y + w[2]*c.y + w[3]*d.y})
	}
	return to
}

// bounds returns the pixels that contours touch.
func bounds(list []contour) image.Rectangle {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, c := range list {
		for _, p := range c.points {
			low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	if !(low.x <= high.x && low.y <= high.y) {
		return image.Rectangle{}
	}
	pixel := func(x float64) int { return int(min(max(x, -maxSide), 2*maxSide)) }
	return image.Rect(pixel(math.Floor(low.x)), pixel(math.Floor(low.y)), pixel(math.Ceil(high.x)), pixel(math.Ceil(high.y)))
}

// outline returns the areas that a line covers, all turning the same way so
// that they add up.
func outline(list []contour, s svg.Stroke, scale float64) []contour {
	half := s.Width * scale / 2
	var out []contour
	for _, c := range list {
		for _, d := range dashes(c, s, scale) {
			out = d.stroke(out, half, s)
		}
	}
	return out
}

// dashes cuts a contour.
func dashes(c contour, s svg.Stroke, scale float64) []contour {
	total := 0.0
	for _, d := range s.Dash {
		total += d * scale
	}
	if total <= 0.01 {
		return []contour{c}
	}
	pattern := s.Dash
	if len(pattern)%2 == 1 {
		pattern = slices.Concat(pattern, pattern)
		total *= 2
	}
	k, left := 0, math.Mod(math.Mod(s.DashOffset*scale, total)+total, total)
	for left >= pattern[k]*scale {
		left -= pattern[k] * scale
		k = (k + 1) % len(pattern)
	}
	left = pattern[k]*scale - left
	points := c.points
	if c.closed {
		points = append(slices.Clone(points), points[0])
	}
	var out []contour
	run := []point{points[0]}
	for i := 1; i < len(points); i++ {
		from, to := points[i-1], points[i]
		length := math.Hypot(to.x-from.x, to.y-from.y)
		done := 0.0
		for length-done > left {
			done += left
			at := from.add(point{to.x - from.x, to.y - from.y}, done/length)
			if k%2 == 0 {
				out = append(out, contour{points: append(run, at)})
			}
			run, k = []point{at}, (k+1)%len(pattern)
			left = max(pattern[k]*scale, 1e-3)
		}
		left -= length - done
		run = append(run, to)
	}
	if k%2 == 0 && len(run) > 1 {
		out = append(out, contour{points: run})
	}
	return out
}

// stroke adds the areas of one contour: a strip for each line, and what joins
// and ends them.
func (c contour) stroke(out []contour, half float64, s svg.Stroke) []contour {
	points := slices.CompactFunc(slices.Clone(c.points), func(a, b point) bool { return math.Hypot(a.x-b.x, a.y-b.y) < 1e-6 })
	if c.closed && len(points) > 1 {
		if first, last := points[0], points[len(points)-1]; math.Hypot(first.x-last.x, first.y-last.y) > 1e-6 {
			points = append(points, first)
		}
	}
	if len(points) < 2 {
		if s.Cap == 1 && len(points) == 1 {
			out = append(out, disc(points[0], half))
		}
		return out
	}
	n := len(points)
	for i := 1; i < n; i++ {
		from, to := points[i-1], points[i]
		along := direction(from, to)
		if s.Cap == 2 && !c.closed {
			if i == 1 {
				from = from.add(along, -half)
			}
			if i == n-1 {
				to = to.add(along, half)
			}
		}
		side := point{-along.y, along.x}
		out = append(out, turned(from.add(side, half), to.add(side, half), to.add(side, -half), from.add(side, -half)))
		switch {
		case i < n-1:
			out = join(out, points[i-1], points[i], points[i+1], half, s)
		case c.closed:
			out = join(out, points[i-1], points[i], points[1], half, s)
		}
	}
	if s.Cap == 1 && !c.closed {
		out = append(out, disc(points[0], half), disc(points[n-1], half))
	}
	return out
}

// join fills the outer corner between two lines.
func join(out []contour, a, b, c point, half float64, s svg.Stroke) []contour {
	if half < 0.3 {
		return out // Not to be seen.
	}
	if s.Join == 1 {
		return append(out, disc(b, half))
	}
	u, v := direction(a, b), direction(b, c)
	cross := u.x*v.y - u.y*v.x
	if math.Abs(cross) < 1e-9 {
		return out
	}
	sign := 1.0
	if cross > 0 {
		sign = -1
	}
	p, q := b.add(point{-u.y, u.x}, sign*half), b.add(point{-v.y, v.x}, sign*half)
	cos := u.x*v.x + u.y*v.y
	miter := math.Sqrt(2 / (1 + cos)) // The reciprocal of the sine of half the angle.
	if s.Join == 0 && cos > -0.999 && miter <= max(s.MiterLimit, 1) {
		mid := point{(p.x+q.x)/2 - b.x, (p.y+q.y)/2 - b.y}
		length := math.Hypot(mid.x, mid.y)
		return append(out, turned(b, p, b.add(mid, half*miter/length), q))
	}
	return append(out, turned(b, p, q))
}

func direction(a, b point) point {
	length := math.Hypot(b.x-a.x, b.y-a.y)
	return point{(b.x - a.x) / length, (b.y - a.y) / length}
}

// disc returns a circle.
func disc(at point, radius float64) contour {
	n := int(min(max(4*math.Sqrt(radius)+6, 8), 64))
	var points []point
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		points = append(points, point{at.x + radius*cos, at.y + radius*sin})
	}
	return turned(points...)
}

// turned returns an area whose contour turns the one way.
func turned(points ...point) contour {
	area := 0.0
	for i, p := range points {
		q := points[(i+1)%len(points)]
		area += p.x*q.y - q.x*p.y
	}
	if area < 0 {
		slices.Reverse(points)
	}
	return contour{points: points, closed: true}
}
