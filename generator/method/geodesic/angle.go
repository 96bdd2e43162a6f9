package geodesic

import "math"

// Degrees are reduced before they become radians: multiples of a quarter turn
// then have exact sines and cosines.

// sineCosine returns the sine and cosine of x + rest degrees, where rest is a
// small remainder of the same quantity.
func sineCosine(x, rest float64) (sine, cosine float64) {
	quarter := math.RoundToEven(x / 90)
	reduced := math.Remainder(x, 90)
	// Remainder and RoundToEven agree on the quarter except at exact halves,
	// where both go to the even one.
	reduced = roundTiny(reduced+rest) * (math.Pi / 180)
	s, c := math.Sincos(reduced)
	switch int(math.Mod(quarter, 4)+4) % 4 {
	case 0:
		sine, cosine = s, c
	case 1:
		sine, cosine = c, -s
	case 2:
		sine, cosine = -s, -c
	default:
		sine, cosine = -c, s
	}
	if cosine == 0 {
		cosine = 0 // no negative zero
	}
	return sine, cosine
}

// roundTiny flushes angles below about 1e-17 degrees, which cannot be told from
// 0 beside the others, to a grid that holds 0.
func roundTiny(x float64) float64 {
	const grid = 1.0 / 16
	y := math.Abs(x)
	if y < grid {
		y = grid - (grid - y)
	}
	return math.Copysign(y, x)
}

// exactSum returns the rounded sum and the rest that it misses (Knuth's two-sum).
func exactSum(u, v float64) (sum, rest float64) {
	sum = u + v
	up := sum - v
	vpp := sum - up
	up -= u
	vpp -= v
	if sum == 0 {
		return sum, 0
	}
	return sum, -(up + vpp)
}

// angleDifference returns to - from reduced to -180..180 degrees, and the rest
// that the rounded difference misses.
func angleDifference(from, to float64) (difference, rest float64) {
	d, e := exactSum(math.Remainder(-from, 360), math.Remainder(to, 360))
	difference, f := exactSum(math.Remainder(d, 360), e)
	rest = f
	if difference == 0 || math.Abs(difference) == 180 {
		// The sign of a half turn is that of the unreduced difference.
		sign := to - from
		if rest != 0 {
			sign = -rest
		}
		difference = math.Copysign(difference, sign)
	}
	return difference, rest
}

// degrees returns the direction of (cosine, sine) in degrees, exact at the
// quarters.
func degrees(sine, cosine float64) float64 {
	quarter := 0
	if math.Abs(sine) > math.Abs(cosine) {
		sine, cosine = cosine, sine
		quarter = 2
	}
	if math.Signbit(cosine) {
		cosine = -cosine
		quarter++
	}
	angle := math.Atan2(sine, cosine) * (180 / math.Pi)
	switch quarter {
	case 1:
		return math.Copysign(180, sine) - angle
	case 2:
		return 90 - angle
	case 3:
		return -90 + angle
	}
	return angle
}

// unit scales a pair to length 1.
func unit(x, y float64) (float64, float64) {
	r := math.Hypot(x, y)
	return x / r, y / r
}
