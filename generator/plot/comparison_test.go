package plot_test

import (
	"slices"
	"strings"
	"testing"

	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/plot"
)

// comparisonSamples returns charts of shares, slopes, histograms and pyramids.
func comparisonSamples(out map[string]*chart.Model) {
	forms := categories("Exploitation sexuelle", "Travail forcé", "Criminalité forcée", "Mendicité", "Autre~", "Non précisé~")
	out["shares"] = &chart.Model{
		Kind: chart.Shares, Title: "Par sexe", Value: "Part des victimes (%)", Axis: axis(20, 5, " %"), Categories: forms,
		Series: []chart.Series{
			{Name: "Femmes", Points: shown(released(912, 201, 77, 54, 31, 12))},
			{Name: "Hommes", Points: shown(released(88, 640, 145, 61, 2, 0))},
			{Name: "Filles", Points: shown(released(240, 33, 28, 102, 9, 0))},
			{Name: "Garçons", Points: shown(released(21, 52, 190, 4, 12, 0))},
			{Name: "Non précisé", Muted: true, Points: shown(released(20, 31, 9, 12, 11, 40))},
		},
	}
	given := &chart.Model{
		Kind: chart.Shares, Value: "Part des victimes (%)", Axis: axis(20, 5, " %"), Measure: head.Measure{Quantity: head.Share},
		Categories: categories("2023", "2024", "2025"),
	}
	for j, name := range []string{"Mineurs", "Majeurs", "Autre", "Non précisé"} {
		values := [][]int64{{210, 305, 320}, {700, 500, 460}, {60, 100, 100}, {30, 95, 3}}[j]
		given.Series = append(given.Series, chart.Series{Name: name, Muted: j > 1, Points: shown(releasedShares(1000, values...))})
	}
	out["shares-given"] = given
	slopes(out)
	out["histogram"] = &chart.Model{
		Kind: chart.Histogram, Value: "Cas (nombre)", Axis: axis(20, 3, ""), Category: "Personnes par bateau",
		Categories: categories("1–9", "10–19", "20–29", "30–39", "40–49", "50–59", "60–79", "80 et plus", "Non précisé~"),
		Series:     []chart.Series{{Points: shown(released(2, 8, 21, 44, 57, 49, 20, 6, 12))}},
	}
	out["histogram-turned"] = &chart.Model{
		Kind: chart.Histogram, Value: "Part des victimes (%)", Axis: axis(10, 4, " %"),
		Categories: categories("Jeunes enfants, de la naissance à 5 ans", "Enfants de 6 à 11 ans", "Adolescents de 12 à 17 ans", "Jeunes adultes de 18 à 24 ans", "Adultes de 25 à 64 ans", "Personnes âgées de 65 ans et plus", "Âge non précisé~"),
		Series:     []chart.Series{{Points: shown(releasedShares(1000, 51, 122, 147, 296, 252, 3, 61))}},
	}
	out["pyramid"] = &chart.Model{
		Kind: chart.Pyramid, Value: "Victimes (nombre)", Axis: axis(200, 3, ""), Category: "Âge",
		Categories: categories("0–5", "6–11", "12–17", "18–24", "25–39", "40–59", "60 et plus", "Non précisé~"),
		Series: []chart.Series{
			{Name: "Femmes", Points: shown(released(12, 48, 240, 512, 430, 88, 3, 40))},
			{Name: "Hommes", Points: shown(released(9, 31, 120, 201, 288, 149, 22, missing))},
		},
	}
	long := *out["histogram-turned"]
	long.Kind = chart.Pyramid
	long.Series = []chart.Series{
		{Name: "Femmes et filles recrutées par une fausse promesse", Points: long.Series[0].Points},
		{Name: "Hommes", Points: shown(releasedShares(1000, 31, 62, 177, 206, 152, 33, 2))},
	}
	out["pyramid-long"] = &long
	for name, of := range map[string]string{"ar-shares": "shares", "ar-slope": "slope", "ar-histogram": "histogram", "ar-pyramid": "pyramid"} {
		m := *out[of]
		m.Value = "الكشوف (عدد)"
		m.Categories = slices.Clone(m.Categories)
		for i := range m.Categories {
			m.Categories[i].Label = []string{"إيطاليا", "اليونان", "إسبانيا", "قبرص (Κύπρος)", "مالطا", "بلغاريا", "كرواتيا", "أخرى", "غير محدد"}[i]
		}
		out[name] = &m
	}
}

func slopes(out map[string]*chart.Model) {
	out["slope"] = &chart.Model{
		Kind: chart.Slope, Value: "Détections (nombre)", Axis: axis(200, 4, ""),
		Categories: categories("Méditerranée centrale", "Balkans occidentaux", "Méditerranée orientale", "Frontière albano-grecque", "Route de la mer Noire", "Autres~", "Non précisé~"),
		Series: []chart.Series{
			{Name: "Octobre 2025", Points: shown(released(412, 398, 640, 120, 3, 122, 3))},
			{Name: "Octobre 2026", Points: shown(released(702, 201, 655, 118, 12, 60, missing))},
		},
	}
	many := &chart.Model{Kind: chart.Slope, Value: "Part des victimes (%)", Axis: axis(10, 4, " %"), Series: []chart.Series{{Name: "2024"}, {Name: "2025"}}}
	var before, after []int64
	for i, c := range strings.Fields("Italie Grèce Espagne Bulgarie Croatie Chypre Malte France Belgique Allemagne Autriche Pologne Roumanie Suède Finlande Portugal") {
		many.Categories = append(many.Categories, chart.Category{Label: c})
		before, after = append(before, int64(40+(i*i*37)%90)), append(after, int64(40+(i*53)%200))
	}
	many.Series[0].Points, many.Series[1].Points = shown(releasedShares(1000, before...)), shown(releasedShares(1000, after...))
	out["slope-many"] = many
	two := *out["slope"]
	two.Categories = categories("Traite des êtres humains, y compris les cas présumés", "Aide à l’immigration irrégulière")
	two.Value, two.Axis = "Part en ligne (%)", axis(10, 4, " %")
	two.Series = []chart.Series{
		{Name: "Moyenne des années précédentes", Points: shown(releasedShares(1000, 310, 120))},
		{Name: "2026", Points: shown(releasedShares(1000, 250, 260))},
	}
	out["slope-two"] = &two
}

func TestSharesFillTheirBarWhateverItsSize(t *testing.T) {
	p := newPlotter(t)
	m := &chart.Model{
		Kind: chart.Shares, Title: "t", Axis: axis(20, 5, " %"), Categories: categories("a", "b"),
		Series: []chart.Series{{Name: "s", Points: shown(released(100, 900))}, {Name: "u", Points: shown(released(300, 2700))}},
	}
	colours := options(t).Theme.Colours
	for k, hue := range []string{colours.Hue(0).Hex(), colours.Hue(1).Hex()} {
		bars := slices.DeleteFunc(filled(elements(t, draw(t, p, m, plot.Frame{ID: "c"})), hue), func(d string) bool { return widthOf(t, d) == 10 })
		if len(bars) != 2 { // The key of the legend is a small square.
			t.Fatalf("%d bars of %s, want 2", len(bars), hue)
		}
		a, b := widthOf(t, bars[0]), widthOf(t, bars[1])
		if a != b || a < []float64{140, 430}[k] {
			t.Errorf("the parts of bars with equal shares are %v and %v px long", a, b)
		}
	}
}

// filled returns the paths of one colour.
func filled(all []element, hue string) []string {
	var out []string
	for _, e := range all {
		if e.name == "path" && strings.EqualFold(e.attr["fill"], hue) {
			out = append(out, e.attr["d"])
		}
	}
	return out
}

func TestColumnsOfAHistogramTouch(t *testing.T) {
	p := newPlotter(t)
	m := &chart.Model{
		Kind: chart.Histogram, Title: "t", Axis: axis(50, 2, ""), Categories: categories("a", "b", "c", "d"),
		Series: []chart.Series{{Points: shown(released(100, 50, 70, 80))}},
	}
	bars := filled(elements(t, draw(t, p, m, plot.Frame{ID: "c"})), options(t).Theme.Colours.Hue(0).Hex())
	if len(bars) != 4 {
		t.Fatalf("%d columns, want 4: %q", len(bars), bars)
	}
	if w := widthOf(t, bars[0]); w < 150 {
		t.Errorf("a column of four is %v px wide in a chart of 640 px", w)
	}
}

func TestSidesOfAPyramidHaveOneScale(t *testing.T) {
	p := newPlotter(t)
	m := &chart.Model{
		Kind: chart.Pyramid, Title: "t", Axis: axis(50, 2, ""), Categories: categories("a"),
		Series: []chart.Series{{Name: "l", Points: shown(released(80))}, {Name: "r", Points: shown(released(80))}},
	}
	all, colours := elements(t, draw(t, p, m, plot.Frame{ID: "c"})), options(t).Theme.Colours
	left, right := filled(all, colours.Hue(0).Hex()), filled(all, colours.Hue(1).Hex())
	if len(left) != 1 || len(right) != 1 {
		t.Fatalf("the sides are %q and %q", left, right)
	}
	a, b := widthOf(t, left[0]), widthOf(t, right[0])
	if max(a, -a) != max(b, -b) || max(a, -a) < 150 {
		t.Errorf("equal counts are %v and %v px long", a, b)
	}
}
