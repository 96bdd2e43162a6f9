package geodesic

import "math"

// The ellipsoid of WGS84 and what follows from it.
const (
	equatorialRadius = 6378137.0
	flattening       = 1 / 298.257223563
	axisRatio        = 1 - flattening
	polarRadius      = equatorialRadius * axisRatio
	third            = flattening / (2 - flattening) // the third flattening n
	eccentricity2    = flattening * (2 - flattening) / (axisRatio * axisRatio)
)

// order is that of the series in the third flattening.
const order = 6

// polynomial takes the highest coefficient first.
func polynomial(x float64, coefficients ...float64) float64 {
	y := 0.0
	for _, c := range coefficients {
		y = y*x + c
	}
	return y
}

// sineSeries returns the sum of c[k]·sin(2kσ) for k = 1..len(c)-1, by
// Clenshaw's recurrence.
func sineSeries(sine, cosine float64, c []float64) float64 {
	factor := 2 * (cosine - sine) * (cosine + sine)
	y0, y1 := 0.0, 0.0
	for k := len(c) - 1; k >= 1; k-- {
		y0, y1 = factor*y0-y1+c[k], y0
	}
	return 2 * sine * cosine * y0
}

// a1 returns A1 - 1 (Karney 2013, eq. 17).
func a1(e float64) float64 {
	return (polynomial(e*e, 1, 4, 64, 0)/256 + e) / (1 - e)
}

// c1 returns the coefficients C1 (eq. 18).
func c1(e float64) [order + 1]float64 {
	e2 := e * e
	return powers(e, [order + 1]float64{
		1: polynomial(e2, -1, 6, -16) / 32,
		2: polynomial(e2, -9, 64, -128) / 2048,
		3: polynomial(e2, 9, -16) / 768,
		4: polynomial(e2, 3, -5) / 512,
		5: -7.0 / 1280,
		6: -7.0 / 2048,
	})
}

// a2 returns A2 - 1 (eq. 42).
func a2(e float64) float64 {
	return (polynomial(e*e, -11, -28, -192, 0)/256 - e) / (1 + e)
}

// c2 returns the coefficients C2 (eq. 43).
func c2(e float64) [order + 1]float64 {
	e2 := e * e
	return powers(e, [order + 1]float64{
		1: polynomial(e2, 1, 2, 16) / 32,
		2: polynomial(e2, 35, 64, 384) / 2048,
		3: polynomial(e2, 15, 80) / 768,
		4: polynomial(e2, 7, 35) / 512,
		5: 63.0 / 1280,
		6: 77.0 / 2048,
	})
}

// a3 returns A3 (eq. 24).
func a3(e float64) float64 {
	const n = third
	return polynomial(e,
		-3.0/128,
		polynomial(n, -2, -3)/64,
		polynomial(n, -1, -3, -1)/16,
		polynomial(n, 3, -1, -2)/8,
		polynomial(n, 1, -1)/2,
		1)
}

// c3 returns the coefficients C3 (eq. 25).
func c3(e float64) [order]float64 {
	const n = third
	c := powers(e, [order + 1]float64{
		1: polynomial(e, 3.0/128, polynomial(n, 2, 5)/128, polynomial(n, -1, 3, 3)/64, polynomial(n, -1, 0, 1)/8, polynomial(n, -1, 1)/4),
		2: polynomial(e, 5.0/256, polynomial(n, 1, 3)/128, polynomial(n, -3, -2, 3)/64, polynomial(n, 1, -3, 2)/32),
		3: polynomial(e, 7.0/512, polynomial(n, -10, 9)/384, polynomial(n, 5, -9, 5)/192),
		4: polynomial(e, 7.0/512, polynomial(n, -14, 7)/512),
		5: 21.0 / 2560,
	})
	return [order]float64(c[:order])
}

// powers multiplies coefficient k by e^k.
func powers(e float64, c [order + 1]float64) [order + 1]float64 {
	power := 1.0
	for k := 1; k <= order; k++ {
		power *= e
		c[k] *= power
	}
	return c
}

// expansion returns the parameter ε of the series from k² (eq. 16).
func expansion(k2 float64) float64 {
	return k2 / (2*(1+math.Sqrt(1+k2)) + k2)
}
