package plot_test

import (
	"strings"
	"testing"

	"htsm/generator/chart"
	"htsm/generator/plot"
)

// mapSamples returns maps as a brief would hold.
func mapSamples(out map[string]*chart.Model) {
	m := &chart.Model{
		Kind: chart.Map, Title: "Les flux", Value: "Détections (nombre)",
		Nodes: []chart.Node{
			{Label: "Syrie", Lat: 35, Lon: 38.5},
			{Label: "Afghanistan", Lat: 34, Lon: 66},
			{Label: "Bangladesh", Lat: 24, Lon: 90},
			{Label: "Érythrée", Lat: 15.5, Lon: 38.5},
			{Label: "Türkiye", Lat: 39, Lon: 35},
			{Label: "Libye", Lat: 27, Lon: 17.5},
			{Label: "Tunisie", Lat: 34, Lon: 9.5},
			{Label: "Sénégal", Lat: 14.5, Lon: -14.5},
			{Label: "Grèce", Lat: 39.5, Lon: 22},
			{Label: "Italie", Lat: 43, Lon: 12.5},
			{Label: "Bulgarie", Lat: 43, Lon: 25.5},
			{Label: "Espagne", Lat: 40, Lon: -3.5},
			{Label: "Chypre", Lat: 35, Lon: 33},
		},
	}
	for _, l := range [][3]int64{{0, 4, 4000}, {1, 4, 5510}, {2, 5, 3800}, {3, 5, 2200}, {4, 8, 6000}, {4, 10, 3210}, {5, 9, 5700}, {6, 9, 1300}, {7, 11, 2900}, {0, 12, 400}, {9, 6, 40}, {3, 6, 2}} {
		p := shown(released(l[2]))[0]
		m.Links = append(m.Links, chart.Link{Source: int(l[0]), Target: int(l[1]), Value: p.Value, Display: p.Display})
	}
	out["map"] = m
	arabic := *m
	arabic.Value, arabic.Nodes = "الكشوف (عدد)", nil
	for i, n := range m.Nodes {
		n.Label = strings.Fields("سوريا أفغانستان بنغلاديش إريتريا تركيا ليبيا تونس السنغال اليونان إيطاليا بلغاريا إسبانيا قبرص")[i]
		arabic.Nodes = append(arabic.Nodes, n)
	}
	out["ar-map"] = &arabic
	near := *m
	near.Nodes, near.Links = m.Nodes[8:11], nil
	for _, l := range [][3]int64{{0, 1, 300}, {1, 0, 120}, {2, 1, 60}} {
		p := shown(released(l[2]))[0]
		near.Links = append(near.Links, chart.Link{Source: int(l[0]), Target: int(l[1]), Value: p.Value, Display: p.Display})
	}
	out["map-near"] = &near
}

func TestArrowsAreAsManyAsPublishedFlows(t *testing.T) {
	p := newPlotter(t)
	m := samples()["map"]
	arrows := filled(elements(t, draw(t, p, m, plot.Frame{ID: "c"})), options(t).Theme.Colours.Hue(0).Hex())
	if want := len(m.Links) - 1; len(arrows) != want {
		t.Errorf("%d arrows for %d flows with a number", len(arrows), want)
	}
}

func TestMapIsNotMirrored(t *testing.T) {
	p := newPlotter(t)
	m := samples()["map"]
	places := func(rtl bool) (out []string) {
		for _, e := range elements(t, draw(t, p, m, plot.Frame{ID: "c", RightToLeft: rtl})) {
			if e.name == "circle" {
				out = append(out, e.attr["cx"])
			}
		}
		return out
	}
	if a, b := strings.Join(places(false), ";"), strings.Join(places(true), ";"); a != b || a == "" {
		t.Errorf("the places move from %s to %s", a, b)
	}
}
