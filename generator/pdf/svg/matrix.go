package svg

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Matrix is an affine map: x' = m0 x + m2 y + m4, y' = m1 x + m3 y + m5.
type Matrix [6]float64

// Identity maps every point to itself.
func Identity() Matrix { return Matrix{1, 0, 0, 1, 0, 0} }

// Mul returns the map that applies n first and then m.
func (m Matrix) Mul(n Matrix) Matrix {
	return Matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

// Apply maps a point.
func (m Matrix) Apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// Scale returns the mean factor by which the map changes lengths.
func (m Matrix) Scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// apply maps every point of a path.
func (p Path) apply(m Matrix) Path {
	out := make(Path, len(p))
	for i, s := range p {
		out[i].Op = s.Op
		for k := 0; k < 6; k += 2 {
			out[i].P[k], out[i].P[k+1] = m.Apply(s.P[k], s.P[k+1])
		}
	}
	return out
}

// Bounds returns the box of the path's points, control points included; all
// zero for a path without points.
func (p Path) Bounds() (x0, y0, x1, y1 float64) {
	first := true
	add := func(x, y float64) {
		if first {
			x0, y0, x1, y1 = x, y, x, y
			first = false
			return
		}
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	for _, s := range p {
		switch s.Op {
		case 'M', 'L':
			add(s.P[0], s.P[1])
		case 'C':
			add(s.P[0], s.P[1])
			add(s.P[2], s.P[3])
			add(s.P[4], s.P[5])
		}
	}
	return x0, y0, x1, y1
}

// transform reads a transform attribute.
func transform(s string) (Matrix, error) {
	m := Identity()
	for rest := strings.TrimSpace(s); rest != ""; {
		name, tail, ok := strings.Cut(rest, "(")
		if !ok {
			return m, fmt.Errorf("transform %q", s)
		}
		args, after, ok := strings.Cut(tail, ")")
		if !ok {
			return m, fmt.Errorf("transform %q", s)
		}
		f, err := numbers(args)
		if err != nil {
			return m, fmt.Errorf("transform %q: %w", s, err)
		}
		step, ok := transformStep(strings.TrimSpace(name), f)
		if !ok {
			return m, fmt.Errorf("transform %q", s)
		}
		m = m.Mul(step)
		rest = strings.TrimLeft(after, " ,\t\r\n")
	}
	return m, nil
}

func transformStep(name string, f []float64) (Matrix, bool) {
	switch {
	case name == "matrix" && len(f) == 6:
		return Matrix{f[0], f[1], f[2], f[3], f[4], f[5]}, true
	case name == "translate" && len(f) == 1:
		return Matrix{1, 0, 0, 1, f[0], 0}, true
	case name == "translate" && len(f) == 2:
		return Matrix{1, 0, 0, 1, f[0], f[1]}, true
	case name == "scale" && len(f) == 1:
		return Matrix{f[0], 0, 0, f[0], 0, 0}, true
	case name == "scale" && len(f) == 2:
		return Matrix{f[0], 0, 0, f[1], 0, 0}, true
	case name == "skewX" && len(f) == 1:
		return Matrix{1, 0, math.Tan(f[0] * math.Pi / 180), 1, 0, 0}, true
	case name == "skewY" && len(f) == 1:
		return Matrix{1, math.Tan(f[0] * math.Pi / 180), 0, 1, 0, 0}, true
	case name == "rotate" && (len(f) == 1 || len(f) == 3):
		sin, cos := math.Sincos(f[0] * math.Pi / 180)
		r := Matrix{cos, sin, -sin, cos, 0, 0}
		if len(f) == 3 {
			r = Matrix{1, 0, 0, 1, f[1], f[2]}.Mul(r).Mul(Matrix{1, 0, 0, 1, -f[1], -f[2]})
		}
		return r, true
	}
	return Matrix{}, false
}

// numbers reads a list of numbers separated by spaces or commas.
func numbers(s string) ([]float64, error) {
	var out []float64
	for _, field := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) }) {
		f, err := number(field)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// maxCoordinate bounds every number: a drawing beyond it is a mistake, and
// sums of such numbers stay finite.
const maxCoordinate = 1e7

var errNumber = errors.New("not a number in range")

func number(s string) (float64, error) {
	f, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > maxCoordinate {
		return 0, fmt.Errorf("%q: %w", s, errNumber)
	}
	return f, nil
}
