package geodesic

import "math"

// start guesses the azimuth at the first end (section 5 of Karney 2013). For a
// short line it solves the problem on a sphere and reports true, with the mean
// factor of the radius.
func (p *problem) start() (dMean float64, short bool) {
	one, two := &p.one, &p.two
	sinDifference := two.sinBeta*one.cosBeta - two.cosBeta*one.sinBeta
	cosDifference := two.cosBeta*one.cosBeta + two.sinBeta*one.sinBeta
	sinSum := two.sinBeta*one.cosBeta + two.cosBeta*one.sinBeta
	near := cosDifference >= 0 && sinDifference < 0.5 && two.cosBeta*p.lambda < 0.5
	sinOmega, cosOmega := p.sinLam, p.cosLam
	if near {
		sum := one.sinBeta + two.sinBeta
		mean := sum * sum
		sum = one.cosBeta + two.cosBeta
		mean /= mean + sum*sum
		dMean = math.Sqrt(1 + eccentricity2*mean)
		sinOmega, cosOmega = math.Sincos(p.lambda / (axisRatio * dMean))
	}
	one.sinAlpha = two.cosBeta * sinOmega
	if cosOmega >= 0 {
		one.cosAlpha = sinDifference + two.cosBeta*one.sinBeta*sinOmega*sinOmega/(1+cosOmega)
	} else {
		one.cosAlpha = sinSum - two.cosBeta*one.sinBeta*sinOmega*sinOmega/(1-cosOmega)
	}
	sinArc := math.Hypot(one.sinAlpha, one.cosAlpha)
	cosArc := one.sinBeta*two.sinBeta + one.cosBeta*two.cosBeta*cosOmega
	// Below this arc the spherical solution is exact to rounding.
	shortArc := 0.1 * math.Sqrt(ulp) / math.Sqrt(max(0.001, flattening)*min(1, 1-flattening/2)/2)
	switch {
	case near && sinArc < shortArc:
		two.sinAlpha = one.cosBeta * sinOmega
		bend := 1 - cosOmega
		if cosOmega >= 0 {
			bend = sinOmega * sinOmega / (1 + cosOmega)
		}
		two.cosAlpha = sinDifference - one.cosBeta*two.sinBeta*bend
		two.sinAlpha, two.cosAlpha = unit(two.sinAlpha, two.cosAlpha)
		p.arc = math.Atan2(sinArc, cosArc)
		short = true
	case cosArc < 0 && sinArc < 6*third*math.Pi*one.cosBeta*one.cosBeta:
		p.startOpposite(sinSum)
	}
	if one.sinAlpha > 0 {
		one.sinAlpha, one.cosAlpha = unit(one.sinAlpha, one.cosAlpha)
	} else {
		one.sinAlpha, one.cosAlpha = 1, 0
	}
	return dMean, short
}

// startOpposite guesses the azimuth of a line between nearly opposite points
// from the astroid of eq. 55.
func (p *problem) startOpposite(sinSum float64) {
	one, two := &p.one, &p.two
	beyond := math.Atan2(-p.sinLam, -p.cosLam)
	e := expansion(one.sinBeta * one.sinBeta * eccentricity2)
	lambdaScale := flattening * one.cosBeta * a3(e) * math.Pi
	betaScale := lambdaScale * one.cosBeta
	x, y := beyond/lambdaScale, sinSum/betaScale
	if y > -startLimit && x > -1-1000*math.Sqrt(ulp) {
		one.sinAlpha = min(1, -x)
		one.cosAlpha = -math.Sqrt(1 - one.sinAlpha*one.sinAlpha)
		return
	}
	k := astroid(x, y)
	omega := lambdaScale * (-x * k / (1 + k))
	sinOmega, cosOmega := math.Sin(omega), -math.Cos(omega)
	one.sinAlpha = two.cosBeta * sinOmega
	one.cosAlpha = sinSum - two.cosBeta*one.sinBeta*sinOmega*sinOmega/(1-cosOmega)
}

// astroid returns the positive root of k⁴+2k³-(x²+y²-1)k²-2y²k-y² (eq. 55), 0
// where there is none.
func astroid(x, y float64) float64 {
	p, q := x*x, y*y
	r := (p + q - 1) / 6
	if q == 0 && r <= 0 {
		return 0
	}
	s := p * q / 4
	r2 := r * r
	r3 := r * r2
	discriminant := s * (s + 2*r3)
	u := r
	if discriminant >= 0 {
		t3 := s + r3
		t3 += math.Copysign(math.Sqrt(discriminant), t3)
		t := math.Cbrt(t3)
		u += t
		if t != 0 {
			u += r2 / t
		}
	} else {
		u += 2 * r * math.Cos(math.Atan2(math.Sqrt(-discriminant), -(s+r3))/3)
	}
	v := math.Sqrt(u*u + q)
	uv := u + v
	if u < 0 {
		uv = q / (v - u)
	}
	w := (uv - q) / (2 * v)
	return uv / (math.Sqrt(uv+w*w) + w)
}

// newton improves the azimuth at the first end until the line ends at the right
// longitude. A bracket guards it; when a step leaves the bracket or Newton's
// method is slow, bisection takes over.
func (p *problem) newton() {
	one := &p.one
	lowSin, lowCos := tiny, 1.0
	highSin, highCos := tiny, -1.0
	slow, done := false, false
	var e float64
	for step := 0; step < newtons+bisections; step++ {
		var off, slope float64
		off, slope, e = p.longitude()
		limit := ulp
		if slow {
			limit = 8 * ulp
		}
		if done || !(math.Abs(off) >= limit) {
			break
		}
		switch {
		case off > 0 && (step > newtons || one.cosAlpha/one.sinAlpha > highCos/highSin):
			highSin, highCos = one.sinAlpha, one.cosAlpha
		case off < 0 && (step > newtons || one.cosAlpha/one.sinAlpha < lowCos/lowSin):
			lowSin, lowCos = one.sinAlpha, one.cosAlpha
		}
		if step+1 < newtons && slope > 0 {
			turn := -off / slope
			s, c := math.Sincos(turn)
			if sine := one.sinAlpha*c + one.cosAlpha*s; math.Abs(turn) < math.Pi && sine > 0 {
				one.sinAlpha, one.cosAlpha = unit(sine, one.cosAlpha*c-one.sinAlpha*s)
				slow = math.Abs(off) <= 16*ulp
				continue
			}
		}
		one.sinAlpha, one.cosAlpha = unit((lowSin+highSin)/2, (lowCos+highCos)/2)
		slow = false
		done = math.Abs(lowSin-one.sinAlpha)+(lowCos-one.cosAlpha) < ulp ||
			math.Abs(one.sinAlpha-highSin)+(one.cosAlpha-highCos) < ulp
	}
	length, _ := p.lengths(e)
	p.meters = length * polarRadius
}

// longitude follows the line from the first end with its azimuth to the
// latitude of the second. It returns by how much the longitude there misses the
// wanted one, the derivative of that by the azimuth, and the parameter of the
// series (section 4).
func (p *problem) longitude() (off, slope, e float64) {
	one, two := &p.one, &p.two
	if one.sinBeta == 0 && one.cosAlpha == 0 {
		// Break the degeneracy of the equator.
		one.cosAlpha = -tiny
	}
	sin0 := one.sinAlpha * one.cosBeta
	cos0 := math.Hypot(one.cosAlpha, one.sinAlpha*one.sinBeta)
	sinOmega1, cosOmega1 := sin0*one.sinBeta, one.cosAlpha*one.cosBeta
	one.sinSigma, one.cosSigma = unit(one.sinBeta, cosOmega1)

	two.sinAlpha = one.sinAlpha
	if two.cosBeta != one.cosBeta {
		two.sinAlpha = sin0 / two.cosBeta
	}
	two.cosAlpha = math.Abs(one.cosAlpha)
	if two.cosBeta != one.cosBeta || math.Abs(two.sinBeta) != -one.sinBeta {
		step := (one.sinBeta - two.sinBeta) * (one.sinBeta + two.sinBeta)
		if one.cosBeta < -one.sinBeta {
			step = (two.cosBeta - one.cosBeta) * (one.cosBeta + two.cosBeta)
		}
		two.cosAlpha = math.Sqrt(cosOmega1*cosOmega1+step) / two.cosBeta
	}
	sinOmega2, cosOmega2 := sin0*two.sinBeta, two.cosAlpha*two.cosBeta
	two.sinSigma, two.cosSigma = unit(two.sinBeta, cosOmega2)

	p.arc = p.arcBetween()
	sinOmega := max(0, cosOmega1*sinOmega2-sinOmega1*cosOmega2)
	cosOmega := cosOmega1*cosOmega2 + sinOmega1*sinOmega2
	eta := math.Atan2(sinOmega*p.cosLam-cosOmega*p.sinLam, cosOmega*p.cosLam+sinOmega*p.sinLam)
	e = expansion(cos0 * cos0 * eccentricity2)
	c := c3(e)
	b := sineSeries(two.sinSigma, two.cosSigma, c[:]) - sineSeries(one.sinSigma, one.cosSigma, c[:])
	off = eta - flattening*a3(e)*sin0*(p.arc+b)
	if two.cosAlpha == 0 {
		return off, -2 * axisRatio * one.d / one.sinBeta, e
	}
	_, reduced := p.lengths(e)
	return off, reduced * axisRatio / (two.cosAlpha * two.cosBeta), e
}
