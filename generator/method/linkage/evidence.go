// Package linkage weighs the evidence that two cases belong together: how far
// apart they are in space and time, and a likelihood ratio learnt from pairs that
// are known.
//
// It ranks pairs for a person to look at. It never joins cases. Its invariant: a
// missing value is no evidence, for or against.
package linkage

import (
	"math"

	"htsm/generator/method"
)

// Apart returns the expected distance of two points in time that are only known
// to lie in two intervals, uniform in each, in the unit of the intervals (Porter
// 2016, Am Stat 70:152-165). It reports false when an interval runs backwards or
// is not finite.
func Apart(a, b method.Interval) (float64, bool) {
	if !forward(a) || !forward(b) {
		return 0, false
	}
	// Cut both at each other's ends: two pieces are then the same or apart.
	sum := 0.0
	for _, p := range pieces(a, b) {
		for _, q := range pieces(b, a) {
			distance := math.Abs((p.Low+p.High)/2 - (q.Low+q.High)/2)
			if p == q {
				distance = (p.High - p.Low) / 3
			}
			sum += weight(p, a) * weight(q, b) * distance
		}
	}
	return sum, true
}

func forward(a method.Interval) bool {
	return a.Low <= a.High && !math.IsInf(a.Low, 0) && !math.IsInf(a.High, 0)
}

// pieces cuts a at the ends of b inside of it.
func pieces(a, b method.Interval) []method.Interval {
	if a.Low == a.High {
		return []method.Interval{a}
	}
	var list []method.Interval
	low := a.Low
	for _, cut := range []float64{b.Low, b.High} {
		if cut > low && cut < a.High {
			list = append(list, method.Interval{Low: low, High: cut})
			low = cut
		}
	}
	return append(list, method.Interval{Low: low, High: a.High})
}

func weight(piece, whole method.Interval) float64 {
	if whole.Low == whole.High {
		return 1
	}
	return (piece.High - piece.Low) / (whole.High - whole.Low)
}

// ApartOnCircle returns the expected distance around a circle, such as the hours
// of a day or the days of a week, of two points that are uniform in two intervals.
// An interval as long as the circle leaves the whole circle possible, and the
// distance is a quarter of it. It reports false when an interval runs backwards
// or is not finite, or the circle is not positive and finite.
func ApartOnCircle(a, b method.Interval, circle float64) (float64, bool) {
	if !forward(a) || !forward(b) || !(circle > 0) || math.IsInf(circle, 1) {
		return 0, false
	}
	first, second := a.High-a.Low, b.High-b.Low
	if first >= circle || second >= circle {
		return circle / 4, true
	}
	// Shorter than this, an interval is a point: the differences below would lose
	// their digits.
	point := circle * 1e-7
	from := math.Mod(a.Low, circle) - math.Mod(b.Low, circle)
	c := ring(circle)
	switch {
	case first < point && second < point:
		return c.distance(from), true
	case first < point:
		return (c.once(from) - c.once(from-second)) / second, true
	case second < point:
		return (c.once(from+first) - c.once(from)) / first, true
	}
	sum := c.twice(from+first) - c.twice(from) - c.twice(from+first-second) + c.twice(from-second)
	return min(circle/2, max(0, sum/first/second)), true
}

// A ring is a circle by its length: the distance of two points on it as a
// function of their difference, and its integrals from 0.
type ring float64

func (c ring) distance(t float64) float64 {
	t = math.Abs(math.Remainder(t, float64(c)))
	return t
}

// once is the integral of distance, an odd function.
func (c ring) once(t float64) float64 {
	length := float64(c)
	turns := math.Floor(math.Abs(t) / length)
	rest := math.Abs(t) - turns*length
	sum := turns * length * length / 4
	if rest <= length/2 {
		sum += rest * rest / 2
	} else {
		sum += length*length/4 - (length-rest)*(length-rest)/2
	}
	return math.Copysign(sum, t)
}

// twice is the integral of once, an even function.
func (c ring) twice(t float64) float64 {
	length := float64(c)
	turns := math.Floor(math.Abs(t) / length)
	rest := math.Abs(t) - turns*length
	// A whole turn adds length³/8 to what the turns before have reached.
	sum := length * length * length / 8 * turns * turns
	sum += turns * length * length / 4 * rest
	if rest <= length/2 {
		return sum + rest*rest*rest/6
	}
	left := length - rest
	return sum + length*length*length/8 - length*length/4*left + left*left*left/6
}
