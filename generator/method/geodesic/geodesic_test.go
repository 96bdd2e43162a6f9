package geodesic_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/geodesic"
)

func drawPosition(t *rapid.T, label string) geodesic.Position {
	return geodesic.Position{
		Latitude:  rapid.Float64Range(-90, 90).Draw(t, label+" latitude"),
		Longitude: rapid.Float64Range(-540, 540).Draw(t, label+" longitude"),
	}
}

func TestDistanceIsSymmetricAndNearTheSphere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPosition(t, "a"), drawPosition(t, "b")
		there, ok := geodesic.Inverse(a, b)
		back, ok2 := geodesic.Inverse(b, a)
		sphere, ok3 := geodesic.Haversine(a, b)
		if !ok || !ok2 || !ok3 {
			t.Fatal("no distance")
		}
		if math.Abs(there.Meters-back.Meters) > 1e-7 {
			t.Errorf("%v there, %v back", there.Meters, back.Meters)
		}
		if math.Abs(there.Meters-sphere) > 0.0057*sphere+1e-6 {
			t.Errorf("ellipsoid %v, sphere %v", there.Meters, sphere)
		}
		for _, azimuth := range []float64{there.Azimuth1, there.Azimuth2} {
			if !(azimuth >= -180 && azimuth <= 180) {
				t.Errorf("azimuth %v", azimuth)
			}
		}
		turned, _ := geodesic.Inverse(a, geodesic.Position{Latitude: b.Latitude, Longitude: b.Longitude + 360})
		if math.Abs(turned.Meters-there.Meters) > 1e-6 {
			t.Errorf("%v and a turn later %v", there.Meters, turned.Meters)
		}
	})
}

func TestTriangleInequality(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawPosition(t, "a"), drawPosition(t, "b"), drawPosition(t, "c")
		ab, _ := geodesic.Inverse(a, b)
		bc, _ := geodesic.Inverse(b, c)
		ac, _ := geodesic.Inverse(a, c)
		if ac.Meters > ab.Meters+bc.Meters+1e-6 {
			t.Errorf("%v > %v + %v", ac.Meters, ab.Meters, bc.Meters)
		}
	})
}

// A quarter of the meridian, half of it and nearly opposite points on the
// equator: Karney 2013, table 5, and the tests of GeographicLib (GeodSolve33).
func TestRemarkableLines(t *testing.T) {
	at := func(latitude, longitude float64) geodesic.Position {
		return geodesic.Position{Latitude: latitude, Longitude: longitude}
	}
	for _, c := range []struct {
		name     string
		from, to geodesic.Position
		want     float64
	}{
		{"coincident", at(12, 34), at(12, 34), 0},
		{"coincident after a turn", at(12, 34), at(12, 394), 0},
		{"pole to equator", at(90, 0), at(0, 50), 10001965.729},
		{"pole to pole", at(90, 0), at(-90, 0), 20003931.459},
		{"along the equator", at(0, 0), at(0, 90), 10018754.171},
		{"nearly opposite on the equator", at(0, 0), at(0, 179.5), 19980861.909},
		{"opposite on the equator", at(0, 0), at(0, 180), 20003931.459},
		{"across the antimeridian", at(0, 179.5), at(0, -179.5), 111319.491},
		{"nearly opposite", at(-30, 0), at(29.9, 179.8), 19989832.828},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := geodesic.Inverse(c.from, c.to)
			if !ok || math.Abs(got.Meters-c.want) > 0.001 {
				t.Errorf("got %.3f m, want %.3f m", got.Meters, c.want)
			}
		})
	}
}

func TestPositionOffTheEarthIsRefused(t *testing.T) {
	good := geodesic.Position{}
	for _, bad := range []geodesic.Position{
		{Latitude: 90.001}, {Latitude: math.NaN()}, {Longitude: math.Inf(1)}, {Longitude: math.NaN()},
	} {
		if got, ok := geodesic.Inverse(good, bad); ok {
			t.Errorf("%v has the distance %v", bad, got)
		}
		if got, ok := geodesic.Haversine(bad, good); ok {
			t.Errorf("%v has the distance %v", bad, got)
		}
	}
}
