// Package geodesic measures the straight line on the Earth between two points,
// such as the ends of a leg of a route.
//
// It knows no map, no road and no place name: the line understates the distance
// that anyone travels. Its invariant: positions are degrees on the WGS84
// ellipsoid, distances are metres, and every pair of points on Earth has a
// distance, the nearly opposite ones included.
package geodesic

import "math"

// A Position is a point on the WGS84 ellipsoid: latitude in -90..90 degrees,
// north positive, and longitude in degrees, east positive, of any period.
type Position struct {
	Latitude, Longitude float64
}

func (p Position) valid() bool {
	return math.Abs(p.Latitude) <= 90 && !math.IsNaN(p.Longitude) && !math.IsInf(p.Longitude, 0)
}

// A Line is the shortest line between two positions.
type Line struct {
	// Meters is its length and Arc the length on the auxiliary sphere in
	// degrees.
	Meters, Arc float64
	// Azimuth1 and Azimuth2 are the directions at the two ends, from the first
	// to the second, in degrees from north, east positive, in -180..180. For
	// coincident points, opposite points and poles they are a convention.
	Azimuth1, Azimuth2 float64
}

// Inverse returns the shortest line between two positions, with an error of
// about 15 nanometres (Karney 2013, Algorithms for geodesics, J Geodesy
// 87:43-55; series of order 6). It reports false for a latitude beyond the poles
// or a longitude that is not finite.
func Inverse(from, to Position) (Line, bool) {
	if !from.valid() || !to.valid() {
		return Line{}, false
	}
	p := newProblem(from, to)
	p.solve()
	return p.line(), true
}

// MeanRadius is the mean radius of the Earth in metres, (2a+b)/3 of WGS84
// rounded to a decimetre.
const MeanRadius = 6371008.8

// Haversine returns the length in metres of the great circle between two
// positions on the sphere of the mean radius (Sinnott 1984). It is off the
// ellipsoid by up to 0.56 %. It reports false where Inverse does.
func Haversine(from, to Position) (float64, bool) {
	if !from.valid() || !to.valid() {
		return 0, false
	}
	const radian = math.Pi / 180
	difference, _ := angleDifference(from.Longitude, to.Longitude)
	north := math.Sin((to.Latitude - from.Latitude) * radian / 2)
	east := math.Sin(difference * radian / 2)
	h := north*north + math.Cos(from.Latitude*radian)*math.Cos(to.Latitude*radian)*east*east
	return 2 * MeanRadius * math.Asin(math.Sqrt(min(1, h))), true
}
