package geodesic

import "math"

// The tolerances of the solution (Karney 2013, section 5, and GeographicLib).
const (
	ulp        = 0x1p-52
	tiny       = 0x1p-511
	startLimit = 200 * ulp
	newtons    = 20
	bisections = 63
)

// An end of the line: the reduced latitude β, the azimuth α, the arc σ from the
// equator, each by sine and cosine, and d = sqrt(1 + e'²·sin²β).
type end struct {
	sinBeta, cosBeta   float64
	sinAlpha, cosAlpha float64
	sinSigma, cosSigma float64
	d                  float64
}

func newEnd(latitude float64) end {
	s, c := sineCosine(roundTiny(latitude), 0)
	e := end{}
	e.sinBeta, e.cosBeta = unit(s*axisRatio, c)
	// At the pole the cosine stays positive, so that the azimuth is defined.
	e.cosBeta = max(tiny, e.cosBeta)
	return e
}

// A problem is the inverse problem in canonical form: the first end is the one
// nearer to a pole, southern, and the second lies to the east.
type problem struct {
	one, two         end
	lambda           float64 // difference of longitude in radians
	sinLam, cosLam   float64
	supplement       float64 // 180 degrees minus the difference of longitude
	polar            bool
	swap, east, turn float64 // signs that lead back from the canonical form

	arc    float64 // σ12 in radians, or in degrees through arcDegrees
	meters float64
}

func newProblem(from, to Position) *problem {
	p := &problem{swap: 1, east: 1, turn: 1}
	difference, rest := angleDifference(from.Longitude, to.Longitude)
	p.east = math.Copysign(1, difference)
	difference, rest = difference*p.east, rest*p.east
	p.lambda = difference * (math.Pi / 180)
	if difference > 90 {
		s, c := sineCosine(180-difference, -rest)
		p.sinLam, p.cosLam = s, -c
	} else {
		p.sinLam, p.cosLam = sineCosine(difference, rest)
	}
	p.supplement = (180 - difference) - rest
	first, second := from.Latitude, to.Latitude
	if math.Abs(first) < math.Abs(second) {
		p.swap = -1
		p.east = -p.east
		first, second = second, first
	}
	p.turn = math.Copysign(1, -first)
	p.one, p.two = newEnd(first*p.turn), newEnd(second*p.turn)
	p.polar = first*p.turn == -90
	// Equal latitudes up to sign must have equal sines and cosines, or a tiny
	// difference would decide the azimuth.
	if p.one.cosBeta < -p.one.sinBeta {
		if p.two.cosBeta == p.one.cosBeta {
			p.two.sinBeta = math.Copysign(p.one.sinBeta, p.two.sinBeta)
		}
	} else if math.Abs(p.two.sinBeta) == -p.one.sinBeta {
		p.two.cosBeta = p.one.cosBeta
	}
	for _, e := range []*end{&p.one, &p.two} {
		e.d = math.Sqrt(1 + eccentricity2*e.sinBeta*e.sinBeta)
	}
	return p
}

// line leads the solution back from the canonical form.
func (p *problem) line() Line {
	one, two := p.one, p.two
	if p.swap < 0 {
		one, two = two, one
	}
	direction := func(e end) float64 {
		return degrees(e.sinAlpha*p.swap*p.east, e.cosAlpha*p.swap*p.turn)
	}
	return Line{
		Meters: p.meters + 0, Arc: p.arc * (180 / math.Pi),
		Azimuth1: direction(one), Azimuth2: direction(two),
	}
}

func (p *problem) solve() {
	if (p.polar || p.sinLam == 0) && p.meridian() {
		return
	}
	if p.one.sinBeta == 0 && p.supplement >= flattening*180 {
		p.equator()
		return
	}
	dMean, short := p.start()
	if short {
		p.meters = p.arc * polarRadius * dMean
		return
	}
	p.newton()
}

// meridian tries the line along the meridian, which is not the shortest one
// between nearly opposite points.
func (p *problem) meridian() bool {
	p.one.sinAlpha, p.one.cosAlpha = p.sinLam, p.cosLam
	p.two.sinAlpha, p.two.cosAlpha = 0, 1
	for _, e := range []*end{&p.one, &p.two} {
		e.sinSigma, e.cosSigma = e.sinBeta, e.cosAlpha*e.cosBeta
	}
	p.arc = p.arcBetween()
	length, reduced := p.lengths(third)
	if p.arc >= 1 && reduced < 0 {
		return false
	}
	if p.arc < 3*tiny || p.arc < ulp && (length < 0 || reduced < 0) {
		p.arc, length = 0, 0
	}
	p.meters = length * polarRadius
	return true
}

func (p *problem) equator() {
	for _, e := range []*end{&p.one, &p.two} {
		e.sinAlpha, e.cosAlpha = 1, 0
	}
	p.meters = equatorialRadius * p.lambda
	p.arc = p.lambda / axisRatio
}

func (p *problem) arcBetween() float64 {
	one, two := p.one, p.two
	return math.Atan2(max(0, one.cosSigma*two.sinSigma-one.sinSigma*two.cosSigma),
		one.cosSigma*two.cosSigma+one.sinSigma*two.sinSigma)
}

// lengths returns the length of the line and its reduced length, both over the
// polar radius (eqs. 7 and 38 to 40).
func (p *problem) lengths(e float64) (length, reduced float64) {
	one, two := p.one, p.two
	first, second := 1+a1(e), 1+a2(e)
	cOne, cTwo := c1(e), c2(e)
	b1 := sineSeries(two.sinSigma, two.cosSigma, cOne[:]) - sineSeries(one.sinSigma, one.cosSigma, cOne[:])
	b2 := sineSeries(two.sinSigma, two.cosSigma, cTwo[:]) - sineSeries(one.sinSigma, one.cosSigma, cTwo[:])
	length = first * (p.arc + b1)
	j := (a1(e)-a2(e))*p.arc + (first*b1 - second*b2)
	reduced = two.d*(one.cosSigma*two.sinSigma) - one.d*(one.sinSigma*two.cosSigma) - one.cosSigma*two.cosSigma*j
	return length, reduced
}
