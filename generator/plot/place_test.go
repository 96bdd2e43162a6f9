package plot

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/chart"
)

// aMap draws a map of places anywhere, many of them close together.
func aMap(t *rapid.T) *chart.Model {
	m := &chart.Model{Kind: chart.Map, Title: "t", Value: aLabel(t, "value")}
	span := rapid.SampledFrom([]float64{2, 30, 100}).Draw(t, "span")
	n := rapid.IntRange(2, 40).Draw(t, "places")
	for range n {
		m.Nodes = append(m.Nodes, chart.Node{
			Label: aLabel(t, "place"), Muted: rapid.Bool().Draw(t, "muted"),
			Lat: rapid.Float64Range(-span/2, span/2).Draw(t, "lat"), Lon: rapid.Float64Range(-span, span).Draw(t, "lon"),
		})
	}
	for _, v := range values(t, rapid.IntRange(1, 30).Draw(t, "links"), false) {
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		to := (from + rapid.IntRange(1, n-1).Draw(t, "to")) % n
		m.Links = append(m.Links, chart.Link{Source: from, Target: to, Value: v, Display: displayOf(v)})
	}
	return m
}

func TestNoLabelOfAMapIsCutOrMeetsAnother(t *testing.T) {
	p := newLayouter(t)
	rapid.Check(t, func(t *rapid.T) {
		m := aMap(t)
		if err := m.Validate(); err != nil {
			t.Fatal(err)
		}
		width := rapid.SampledFrom([]float64{320, Phone, Page}).Draw(t, "width")
		checkBoxes(t, p.lay(m, Frame{Width: width, RightToLeft: rapid.Bool().Draw(t, "rtl")}))
	})
}

func TestNoLabelOfADotMapIsCutOrMeetsAnother(t *testing.T) {
	p := newLayouter(t)
	rapid.Check(t, func(t *rapid.T) {
		m := aMap(t)
		m.Kind, m.Links = chart.DotMap, nil
		for i, v := range values(t, len(m.Nodes), false) {
			m.Nodes[i].Value, m.Nodes[i].Display = v, displayOf(v)
		}
		if err := m.Validate(); err != nil {
			t.Fatal(err)
		}
		width := rapid.SampledFrom([]float64{320, Phone, Page}).Draw(t, "width")
		checkBoxes(t, p.lay(m, Frame{Width: width, RightToLeft: rapid.Bool().Draw(t, "rtl")}))
	})
}

func TestNoLabelOfAChordIsCutOrMeetsAnother(t *testing.T) {
	p := newLayouter(t)
	rapid.Check(t, func(t *rapid.T) {
		m := aMap(t)
		m.Kind = chart.Chord
		m.Nodes = m.Nodes[:min(len(m.Nodes), chart.MaxChord)]
		m.Links = slices.DeleteFunc(m.Links, func(l chart.Link) bool { return max(l.Source, l.Target) >= len(m.Nodes) })
		if err := m.Validate(); err != nil {
			t.Skip(err)
		}
		width := rapid.SampledFrom([]float64{320, Phone, Page}).Draw(t, "width")
		s := p.lay(m, Frame{Width: width, RightToLeft: rapid.Bool().Draw(t, "rtl")})
		checkBoxes(t, s)
		for _, k := range s.marks { // No arc and no ribbon leaves the scene.
			for _, at := range k.ink.(patch).spots {
				if at.x < -1 || at.x > s.width+1 || at.y < -1 || at.y > s.height+1 || math.IsNaN(at.x+at.y) {
					t.Errorf("a mark stands at %v", at)
				}
			}
		}
	})
}

func TestMapHoldsAllPlacesAndShowsNorthUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aMap(t)
		c := mapOf(m, Page, 20)
		if shape := c.plot.h / c.plot.w; shape < 0.6 || shape > 0.91 {
			t.Errorf("the map is %.0f × %.0f px", c.plot.w, c.plot.h)
		}
		for _, n := range m.Nodes {
			at := c.at(n.Lon, n.Lat)
			if !(area{at.x, at.y, 0, 0}).within(c.plot) {
				t.Errorf("the place at %v, %v stands at %v, outside %v", n.Lat, n.Lon, at, c.plot)
			}
		}
		if north, south := c.at(0, 1), c.at(0, -1); north.y >= south.y {
			t.Error("north is not up")
		}
	})
}

func TestWorldIsReadWhole(t *testing.T) {
	world, err := readWorld()
	if err != nil {
		t.Fatal(err)
	}
	whole := area{-180.01, -90.01, 360.02, 180.02}
	for i, one := range world {
		if len(one) < 4 || math.Hypot(one[0].x-one[len(one)-1].x, one[0].y-one[len(one)-1].y) > 1e-6 {
			t.Errorf("ring %d with %d points is not closed", i, len(one))
		}
		for _, s := range one {
			if !(area{s.x, s.y, 0, 0}).within(whole) {
				t.Fatalf("ring %d leaves the earth at %v", i, s)
			}
		}
	}
	if len(world) < 177 {
		t.Errorf("%d rings for 177 countries", len(world))
	}
}

func TestClippedRingStaysWithinTheFrame(t *testing.T) {
	frame := area{-10, 30, 40, 30}
	for _, one := range newLayouter(t).world {
		for _, s := range one.clipped(frame) {
			if !(area{s.x, s.y, 0, 0}).within(area{frame.x - 1e-9, frame.y - 1e-9, frame.w + 2e-9, frame.h + 2e-9}) {
				t.Fatalf("%v is outside %v", s, frame)
			}
		}
	}
}
