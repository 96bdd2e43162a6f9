package svg

import (
	"fmt"
	"math"
)

// maxSegments bounds a single path.
const maxSegments = 500_000

// pathReader reads the d attribute of a path.
type pathReader struct {
	s              string
	at             int
	out            Path
	x, y           float64 // current point
	startX, startY float64 // of the subpath
	ctrlX, ctrlY   float64 // last control point, for S and T
	previous       byte
	err            error
}

// parsePath reads path data. Numbers may run into each other as SVG allows.
func parsePath(d string) (Path, error) {
	r := &pathReader{s: d}
	cmd := byte(0)
	for r.skip(); r.at < len(r.s) && r.err == nil; r.skip() {
		c := r.s[r.at]
		switch {
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			cmd = c
			r.at++
		case cmd == 'M':
			cmd = 'L'
		case cmd == 'm':
			cmd = 'l'
		case cmd == 0 || cmd == 'Z' || cmd == 'z':
			return nil, fmt.Errorf("path data at character %d", r.at)
		}
		if len(r.out) == 0 && cmd != 'M' && cmd != 'm' {
			return nil, fmt.Errorf("path data starts with %q", cmd)
		}
		r.command(cmd)
		if len(r.out) > maxSegments {
			return nil, fmt.Errorf("path of more than %d segments", maxSegments)
		}
	}
	return r.out, r.err
}

func (r *pathReader) skip() {
	for r.at < len(r.s) {
		switch r.s[r.at] {
		case ' ', ',', '\n', '\t', '\r':
			r.at++
		default:
			return
		}
	}
}

func (r *pathReader) number() float64 {
	r.skip()
	start, dot, exponent := r.at, false, false
	if r.at < len(r.s) && (r.s[r.at] == '-' || r.s[r.at] == '+') {
		r.at++
	}
	for ; r.at < len(r.s); r.at++ {
		c := r.s[r.at]
		switch {
		case c >= '0' && c <= '9':
			continue
		case c == '.' && !dot && !exponent:
			dot = true
			continue
		case (c == 'e' || c == 'E') && !exponent && r.at > start:
			exponent = true
			if r.at+1 < len(r.s) && (r.s[r.at+1] == '-' || r.s[r.at+1] == '+') {
				r.at++
			}
			continue
		}
		break
	}
	f, err := number(r.s[start:r.at])
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("path data at character %d: %w", start, err)
	}
	return f
}

// flag reads the single digit of an arc flag.
func (r *pathReader) flag() bool {
	r.skip()
	if r.at >= len(r.s) || r.s[r.at] != '0' && r.s[r.at] != '1' {
		if r.err == nil {
			r.err = fmt.Errorf("path data at character %d: arc flag", r.at)
		}
		return false
	}
	r.at++
	return r.s[r.at-1] == '1'
}

// command reads the numbers of one command and appends its segments.
func (r *pathReader) command(cmd byte) {
	ox, oy := 0.0, 0.0
	if cmd >= 'a' {
		ox, oy = r.x, r.y
	}
	upper := cmd &^ 0x20
	switch upper {
	case 'M':
		r.x, r.y = r.number()+ox, r.number()+oy
		r.startX, r.startY = r.x, r.y
		r.out = append(r.out, Segment{'M', [6]float64{r.x, r.y}})
	case 'L':
		r.x, r.y = r.number()+ox, r.number()+oy
		r.line()
	case 'H':
		r.x = r.number() + ox
		r.line()
	case 'V':
		r.y = r.number() + oy
		r.line()
	case 'C':
		r.curve(r.number()+ox, r.number()+oy, r.number()+ox, r.number()+oy, r.number()+ox, r.number()+oy)
	case 'S':
		x1, y1 := r.reflected('C', 'S')
		r.curve(x1, y1, r.number()+ox, r.number()+oy, r.number()+ox, r.number()+oy)
	case 'Q':
		r.quadratic(r.number()+ox, r.number()+oy, r.number()+ox, r.number()+oy)
	case 'T':
		qx, qy := r.reflected('Q', 'T')
		r.quadratic(qx, qy, r.number()+ox, r.number()+oy)
	case 'A':
		rx, ry, turn := r.number(), r.number(), r.number()
		large, sweep := r.flag(), r.flag()
		x, y := r.number()+ox, r.number()+oy
		curve := arc(r.x, r.y, rx, ry, turn, large, sweep, x, y)
		if !curve.bounded() && r.err == nil {
			r.err = fmt.Errorf("path data at character %d: an arc that leaves the drawing: %w", r.at, errNumber)
		}
		r.out = append(r.out, curve...)
		r.x, r.y = x, y
	case 'Z':
		r.out = append(r.out, Segment{Op: 'Z'})
		r.x, r.y = r.startX, r.startY
	default:
		r.err = fmt.Errorf("path command %q", cmd)
	}
	r.previous = upper
}

func (r *pathReader) line() {
	r.out = append(r.out, Segment{'L', [6]float64{r.x, r.y}})
}

func (r *pathReader) curve(x1, y1, x2, y2, x, y float64) {
	r.out = append(r.out, Segment{'C', [6]float64{x1, y1, x2, y2, x, y}})
	r.ctrlX, r.ctrlY, r.x, r.y = x2, y2, x, y
}

// quadratic raises the degree of a quadratic curve.
func (r *pathReader) quadratic(qx, qy, x, y float64) {
	r.curve(r.x+2./3*(qx-r.x), r.y+2./3*(qy-r.y), x+2./3*(qx-x), y+2./3*(qy-y), x, y)
	r.ctrlX, r.ctrlY = qx, qy
}

// reflected returns the control point mirrored at the current point when the
// command before was one of two.
func (r *pathReader) reflected(a, b byte) (float64, float64) {
	if r.previous == a || r.previous == b {
		return 2*r.x - r.ctrlX, 2*r.y - r.ctrlY
	}
	return r.x, r.y
}

// bounded reports whether every coordinate is in range: an ellipse that is much
// longer than wide grows without limit with the distance of its ends.
func (p Path) bounded() bool {
	for _, s := range p {
		for _, x := range s.P {
			if !(math.Abs(x) <= maxCoordinate) {
				return false
			}
		}
	}
	return true
}

// arc turns an elliptical arc into Bézier curves of at most a quarter turn
// (SVG 1.1, appendix F.6).
func arc(x1, y1, rx, ry, turn float64, large, sweep bool, x2, y2 float64) Path {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if x1 == x2 && y1 == y2 {
		return nil
	}
	if rx < 1e-9 || ry < 1e-9 {
		return Path{{'L', [6]float64{x2, y2}}}
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	dx, dy := (x1-x2)/2, (y1-y2)/2
	xp, yp := cos*dx+sin*dy, -sin*dx+cos*dy
	if l := xp*xp/(rx*rx) + yp*yp/(ry*ry); l > 1 {
		rx, ry = rx*math.Sqrt(l), ry*math.Sqrt(l)
	}
	q := math.Sqrt(math.Max(0, (rx*rx*ry*ry-rx*rx*yp*yp-ry*ry*xp*xp)/(rx*rx*yp*yp+ry*ry*xp*xp)))
	if large == sweep {
		q = -q
	}
	cxp, cyp := q*rx*yp/ry, -q*ry*xp/rx
	cx, cy := cos*cxp-sin*cyp+(x1+x2)/2, sin*cxp+cos*cyp+(y1+y2)/2
	from := math.Atan2((yp-cyp)/ry, (xp-cxp)/rx)
	delta := math.Atan2((-yp-cyp)/ry, (-xp-cxp)/rx) - from
	if sweep && delta < 0 {
		delta += 2 * math.Pi
	} else if !sweep && delta > 0 {
		delta -= 2 * math.Pi
	}
	n := max(1, int(math.Ceil(math.Abs(delta)/(math.Pi/2)-1e-9)))
	step := delta / float64(n)
	k := 4. / 3 * math.Tan(step/4)
	point := func(x, y float64) (float64, float64) { return cx + cos*rx*x - sin*ry*y, cy + sin*rx*x + cos*ry*y }
	out := make(Path, 0, n)
	for i := range n {
		sa, ca := math.Sincos(from + float64(i)*step)
		sb, cb := math.Sincos(from + float64(i+1)*step)
		ax, ay := point(ca-k*sa, sa+k*ca)
		bx, by := point(cb+k*sb, sb-k*cb)
		ex, ey := point(cb, sb)
		out = append(out, Segment{'C', [6]float64{ax, ay, bx, by, ex, ey}})
	}
	return out
}
