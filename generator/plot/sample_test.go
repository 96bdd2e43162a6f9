package plot_test

import (
	"fmt"
	"strconv"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// count stands for a count in a test; negative numbers are differences.
type count = int64

// missing stands for a count that nobody reported.
const missing count = -1 << 40

// released passes counts through the door; those from 1 to 4 come out
// suppressed.
func released(counts ...count) []release.Value {
	raw := &table.Table{Cols: make([]head.Col, 1)}
	for i, n := range counts {
		c := table.CountOf(n)
		if n == missing {
			c = table.Cell{}
		} else if n < 0 {
			c = table.DifferenceOf(-n, 0)
			raw.Cols[0].Measure.Quantity = head.Difference
		}
		raw.Rows = append(raw.Rows, head.Row{Key: fmt.Sprintf("%04d", i), Kind: head.Residual})
		raw.Cells = append(raw.Cells, []table.Cell{c})
	}
	return column(raw)
}

// releasedShares passes shares x of n with intervals of ± half a tenth of x
// through the door.
func releasedShares(n int64, xs ...int64) []release.Value {
	raw := &table.Table{Cols: []head.Col{{Measure: head.Measure{Quantity: head.Share}}}}
	for i, x := range xs {
		c := table.ShareOf(x, n, 20)
		at := float64(x) / float64(n)
		c.Interval = table.Interval{Level: 95, Low: at * 0.8, High: at * 1.15, Method: "wilson"}
		raw.Rows = append(raw.Rows, head.Row{Key: fmt.Sprintf("%04d", i), Kind: head.Residual})
		raw.Cells = append(raw.Cells, []table.Cell{c})
	}
	return column(raw)
}

func column(raw *table.Table) []release.Value {
	var out []release.Value
	for _, row := range (release.Policy{Threshold: 5}).Apply(raw).Cells {
		out = append(out, row[0])
	}
	return out
}

// shown returns points with the text that a French brief would print.
func shown(values []release.Value) []chart.Point {
	var out []chart.Point
	for _, v := range values {
		p := chart.Point{Value: v, Display: "[x]"}
		switch n, ok := v.Number(); {
		case ok:
			p.Display = strings.ReplaceAll(grouped(n.String()), ".", ",")
			if _, based := v.Base(); based && v.Status() == release.Published && n.Scale() > 0 {
				p.Display += " %"
			}
		case v.Status() == release.Suppressed:
			p.Display = "[c]"
		}
		out = append(out, p)
	}
	return out
}

// grouped sets no-break spaces between groups of three digits.
func grouped(s string) string {
	whole, frac, cut := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "\u202f" + whole[i:]
	}
	if cut {
		whole += "." + frac
	}
	return sign + whole
}

func categories(labels ...string) []chart.Category {
	var out []chart.Category
	for _, l := range labels {
		out = append(out, chart.Category{Label: strings.TrimSuffix(l, "~"), Muted: strings.HasSuffix(l, "~")})
	}
	return out
}

func axis(step float64, n int, unit string) chart.Axis {
	out := chart.Axis{Max: step * float64(n)}
	for i := range n + 1 {
		out.Ticks = append(out.Ticks, chart.Tick{At: step * float64(i), Text: grouped(strconv.FormatFloat(step*float64(i), 'f', -1, 64)) + unit})
	}
	return out
}

func months(n int) []string {
	names := []string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s %d", names[i%12], 2025+i/12))
	}
	return out
}

// wave returns n counts that rise and fall around level.
func wave(n int, level, seed int64) []count {
	var out []count
	x := seed
	for range n {
		x = (x*16807 + 11) % 2147483647
		out = append(out, level/2+x%level)
	}
	return out
}

// samples returns one or more charts of every kind as a brief would hold.
func samples() map[string]*chart.Model {
	out := map[string]*chart.Model{}
	barSamples(out)
	columnSamples(out)
	lineSamples(out)
	heatSamples(out)
	flowSamples(out)
	rangeSamples(out)
	comparisonSamples(out)
	mapSamples(out)
	arabicSamples(out)
	catalogueSamples(out)
	return out
}

func barSamples(out map[string]*chart.Model) {
	out["bar"] = &chart.Model{
		Kind: chart.Bar, Title: "Les itinéraires", Value: "Détections (nombre)", Axis: axis(20000, 4, ""),
		Categories: categories("Méditerranée centrale", "Balkans occidentaux", "Route de l’Afrique de l’Ouest", "Méditerranée orientale",
			"Méditerranée occidentale", "Frontière terrestre orientale", "Frontière albano-grecque", "Route de la mer Noire", "Autres~", "Non précisé~"),
		Series: []chart.Series{{Points: shown(released(66617, 21520, 46877, 69436, 17026, 13202, 5122, 3, 1520, 880))}},
	}
	out["bar-long"] = &chart.Model{
		Kind: chart.Bar, Title: "Le recrutement", Value: "Part des victimes dont le mode de recrutement est connu (%)", Axis: axis(10, 5, " %"),
		Categories: categories("Fausse promesse d’emploi, de mariage ou d’études transmise par une agence en ligne",
			"Enlèvement", "Abus d’une position de vulnérabilité, y compris par un membre de la famille ou un partenaire",
			"Dette", "Contrainte physique", "Autre~"),
		Series: []chart.Series{{Points: shown(releasedShares(1000, 431, 212, 187, 96, 52, 22))}},
	}
	out["bar-groups"] = &chart.Model{
		Kind: chart.Bar, Title: "Par sexe", Value: "Victimes (nombre)", Axis: axis(200, 5, ""),
		Categories: categories("Exploitation sexuelle", "Travail forcé", "Criminalité forcée", "Mendicité", "Autre~"),
		Series: []chart.Series{
			{Name: "Femmes", Points: shown(released(912, 201, 77, 54, 31))},
			{Name: "Hommes", Points: shown(released(88, 640, 145, 61, 2))},
			{Name: "Filles", Points: shown(released(240, 33, 28, 102, 9))},
			{Name: "Garçons", Points: shown(released(21, 52, 190, 4, 12))},
		},
	}
	out["bar-change"] = &chart.Model{
		Kind: chart.Bar, Title: "Évolution", Value: "Différence avec l’an dernier (nombre)",
		Axis:       chart.Axis{Min: -800, Max: 0, Ticks: []chart.Tick{{At: -800, Text: "−800"}, {At: -400, Text: "−400"}, {At: 0, Text: "0"}}},
		Categories: categories("Grèce", "Italie", "Espagne"),
		Series:     []chart.Series{{Points: shown(released(-640, -120, -31))}},
	}
}

func columnSamples(out map[string]*chart.Model) {
	out["column"] = &chart.Model{
		Kind: chart.Column, Title: "Par mois", Value: "Détections (nombre)", Axis: axis(500, 4, ""),
		Timeline: true, Categories: categories(months(12)...),
		Series: []chart.Series{
			{Name: "2024", Pale: true, Points: shown(released(wave(12, 1200, 3)...))},
			{Name: "2025", Points: shown(released(append(wave(10, 1100, 9), 3, missing)...))},
		},
	}
	out["column-one"] = &chart.Model{
		Kind: chart.Column, Value: "Cas (nombre)", Axis: axis(20, 3, ""), Category: "Âge",
		Categories: categories("0–5", "6–11", "12–15", "16–17", "18–24", "25–39", "40–59", "60 et plus", "Non précisé~"),
		Series:     []chart.Series{{Points: shown(released(2, 8, 21, 44, 57, 49, 20, 6, 12))}},
	}
	out["column-turned"] = &chart.Model{
		Kind: chart.Column, Value: "Cas (nombre)", Axis: axis(20, 3, ""),
		Categories: categories("Contrôle de police lors d’un déplacement", "Signalement par une organisation non gouvernementale", "Plainte de la victime", "Enquête d’initiative", "Signalement anonyme", "Inspection du travail"),
		Series:     []chart.Series{{Name: "2024", Pale: true, Points: shown(released(12, 8, 21, 44, 57, 49))}, {Name: "2025", Points: shown(released(22, 18, 11, 34, 27, 39))}},
	}
	out["column-shares"] = &chart.Model{
		Kind: chart.Column, Value: "Part des mineurs (%)", Axis: axis(10, 4, " %"),
		Categories: categories("2019", "2020", "2021", "2022", "2023", "2024", "2025"),
		Series:     []chart.Series{{Points: shown(releasedShares(1000, 231, 212, 187, 196, 252, 222, 289))}},
	}
	stacked := &chart.Model{
		Kind: chart.Stacked, Value: "Victimes (nombre)", Axis: axis(500, 4, ""), Timeline: true, Categories: categories(months(12)...),
	}
	for j, name := range []string{"Exploitation sexuelle", "Travail forcé", "Criminalité forcée", "Autres formes"} {
		points := released(wave(12, 600-130*int64(j), int64(5+j))...)
		stacked.Series = append(stacked.Series, chart.Series{Name: name, Points: shown(points)})
	}
	stacked.Series[3].Points[4] = shown(released(2))[0]
	out["stacked"] = stacked
	turned := *stacked
	turned.Timeline = false
	turned.Categories = categories("Fausse promesse d’emploi", "Enlèvement et séquestration", "Abus de vulnérabilité par un proche", "Servitude pour dette contractée", "Contrainte physique et menaces", "Autre~")
	turned.Series = nil
	for _, series := range stacked.Series {
		turned.Series = append(turned.Series, chart.Series{Name: series.Name, Points: series.Points[:6]})
	}
	out["stacked-turned"] = &turned
}

func lineSamples(out map[string]*chart.Model) {
	out["line"] = &chart.Model{
		Kind: chart.Line, Value: "Part du recrutement en ligne (%)", Axis: axis(10, 4, " %"), Timeline: true, Categories: categories(months(12)...),
		Series: []chart.Series{{Points: shown(releasedShares(1000, 131, 152, 147, 196, 3, 222, 209, 261, 255, 301, 289, 312))}},
	}
	many := &chart.Model{Kind: chart.Line, Value: "Détections (nombre)", Axis: axis(500, 4, ""), Timeline: true, Categories: categories(months(36)...)}
	for j, name := range []string{"Italie", "Grèce", "Espagne", "Bulgarie", "Croatie", "Chypre", "Malte"} {
		counts := wave(36, 300+150*int64(j), int64(5+j))
		if j == 2 {
			counts[8], counts[9], counts[20], counts[22] = missing, missing, 2, 2
		}
		many.Series = append(many.Series, chart.Series{Name: name, Points: shown(released(counts...))})
	}
	out["line-seven"] = many
	out["line-two"] = &chart.Model{
		Kind: chart.Line, Value: "Personnes (nombre)", Axis: axis(300, 4, ""), Timeline: true, Categories: categories(months(12)...), Category: "Mois",
		Series: []chart.Series{
			{Name: "Traite des êtres humains", Points: shown(released(wave(12, 500, 3)...))},
			{Name: "Aide à l’immigration irrégulière", Points: shown(released(append(wave(9, 520, 19), missing, 2, 330)...))},
			{Name: "Moyenne 2019–2024", Pale: true, Points: shown(released(wave(12, 490, 77)...))},
		},
	}
	out["line-legend"] = &chart.Model{
		Kind: chart.Line, Value: "Personnes (nombre)", Axis: axis(300, 4, ""), Categories: categories("2023", "2024", "2025"),
		Series: []chart.Series{
			{Name: "Fausse promesse d’emploi, de mariage ou d’études transmise par une agence internationale", Points: shown(released(wave(3, 500, 3)...))},
			{Name: "Anticonstitutionnellement-exterritorialisation", Points: shown(released(wave(3, 400, 5)...))},
			{Name: "Dette", Points: shown(released(wave(3, 300, 7)...))},
		},
	}
}

func heatSamples(out map[string]*chart.Model) {
	wide := &chart.Model{
		Kind: chart.Heat, Value: "Part des victimes (%)", Category: "Recrutement",
		Categories: categories("Fausse promesse d’emploi", "Abus d’une position de vulnérabilité, y compris familiale", "Enlèvement", "Dette", "Non précisé~"),
	}
	for j, name := range months(12) {
		values := releasedShares(1000, 310+int64(j)*17, 201-int64(j)*9, 3, 52+int64(j%5)*40, 12)
		wide.Series = append(wide.Series, chart.Series{Name: name, Points: shown(values)})
	}
	out["heat"] = wide
	small := &chart.Model{Kind: chart.Heat, Value: "Victimes (nombre)", Categories: categories("0–11", "12–17", "18–29", "30 et plus")}
	for j, name := range []string{"Femmes", "Hommes", "Non précisé"} {
		small.Series = append(small.Series, chart.Series{Name: name, Points: shown(released(402/int64(j+1), 120, 3, missing))})
	}
	out["heat-small"] = small
	out["heat-change"] = &chart.Model{
		Kind: chart.Heat, Value: "Différence (nombre)", Categories: categories("Italie", "Grèce"),
		Series: []chart.Series{{Name: "Mer", Points: shown(released(-300, 120))}, {Name: "Terre", Points: shown(released(20, -90))}},
	}
}

func flowSamples(out map[string]*chart.Model) {
	nodes := func(layer int, labels ...string) []chart.Node {
		var all []chart.Node
		for _, l := range labels {
			all = append(all, chart.Node{Label: strings.TrimSuffix(l, "~"), Layer: layer, Muted: strings.HasSuffix(l, "~")})
		}
		return all
	}
	flow := func(nodes []chart.Node, links ...[3]int64) *chart.Model {
		m := &chart.Model{Kind: chart.Flow, Title: "Les flux", Value: "Détections (nombre)", Nodes: nodes}
		for _, l := range links {
			p := shown(released(l[2]))[0]
			m.Links = append(m.Links, chart.Link{Source: int(l[0]), Target: int(l[1]), Value: p.Value, Display: p.Display})
		}
		return m
	}
	three := append(append(nodes(0, "Syrie", "Afghanistan", "Bangladesh", "Érythrée", "Autres~"),
		nodes(1, "Türkiye", "Libye", "Tunisie")...), nodes(2, "Grèce", "Italie", "Bulgarie", "Non précisé~")...)
	out["flow"] = flow(three, [3]int64{0, 5, 4000}, [3]int64{1, 5, 5510}, [3]int64{2, 6, 3800}, [3]int64{3, 6, 2200}, [3]int64{3, 7, 900}, [3]int64{4, 7, 400}, [3]int64{4, 6, 3},
		[3]int64{5, 8, 6000}, [3]int64{5, 10, 3210}, [3]int64{6, 9, 5700}, [3]int64{6, 11, 300}, [3]int64{7, 9, 1300})
	two := append(nodes(0, "République démocratique du Congo, y compris les provinces de l’Est", "Türkiye", "Libye", "Tunisie", "Égypte", "Maroc", "Sénégal", "Algérie", "Autres pays de départ~"),
		nodes(1, "Grèce continentale et îles de la mer Égée", "Italie", "Espagne (îles Canaries)", "Chypre")...)
	out["flow-two"] = flow(two, [3]int64{0, 10, 40}, [3]int64{1, 9, 5210}, [3]int64{2, 10, 4980}, [3]int64{3, 10, 2140}, [3]int64{4, 9, 900}, [3]int64{5, 11, 1800},
		[3]int64{6, 11, 2900}, [3]int64{7, 11, 700}, [3]int64{1, 12, 620}, [3]int64{8, 12, 50}, [3]int64{8, 10, 2})
}

func rangeSamples(out map[string]*chart.Model) {
	out["range"] = &chart.Model{
		Kind: chart.Range, Value: "Prix payé par personne (euros)", Axis: axis(2500, 4, ""),
		Categories: categories("Méditerranée centrale", "Balkans occidentaux", "Manche, par bateau pneumatique depuis la Côte d’Opale", "Frontière orientale", "Route arctique", "Non précisé~"),
		Series: []chart.Series{
			{Name: "Quartile inférieur", Points: shown(released(400, 2500, 1500, 20, 3, 900))},
			{Name: "Médiane", Points: shown(released(1200, 4500, 2000, 5000, 2, 1500))},
			{Name: "Quartile supérieur", Points: shown(released(3000, 8000, 3500, 3, 3, 2600))},
		},
	}
}

// arabicSamples are drawn from right to left.
func arabicSamples(out map[string]*chart.Model) {
	out["ar-bar"] = &chart.Model{
		Kind: chart.Bar, Title: "المسارات", Value: "الكشوف (عدد)", Axis: axis(20000, 4, ""),
		Categories: categories("وسط البحر المتوسط 2025", "غرب البلقان", "شرق البحر المتوسط (Türkiye)", "أخرى~"),
		Series:     []chart.Series{{Points: shown(released(66617, 21520, 69436, 3))}},
	}
	out["ar-column"] = &chart.Model{
		Kind: chart.Column, Value: "الكشوف (عدد)", Axis: axis(500, 4, ""), Timeline: true,
		Categories: categories("يناير 2025", "فبراير 2025", "مارس 2025", "أبريل 2025"),
		Series: []chart.Series{
			{Name: "2024", Pale: true, Points: shown(released(wave(4, 1200, 3)...))},
			{Name: "2025", Points: shown(released(wave(4, 900, 9)...))},
		},
	}
	out["ar-line"] = &chart.Model{
		Kind: chart.Line, Value: "الكشوف (عدد)", Axis: axis(500, 4, ""), Timeline: true,
		Categories: categories("يناير 2025", "فبراير 2025", "مارس 2025", "أبريل 2025"),
		Series: []chart.Series{
			{Name: "إيطاليا", Points: shown(released(wave(4, 1200, 3)...))},
			{Name: "اليونان", Points: shown(released(wave(4, 900, 9)...))},
		},
	}
	flow := *out["flow"]
	flow.Nodes = nil
	for i, n := range out["flow"].Nodes {
		n.Label = []string{"سوريا", "أفغانستان", "بنغلاديش", "إريتريا", "أخرى", "تركيا", "ليبيا", "تونس", "اليونان", "إيطاليا", "بلغاريا", "غير محدد"}[i]
		flow.Nodes = append(flow.Nodes, n)
	}
	out["ar-flow"] = &flow
	heat := *out["heat-small"]
	heat.Category = "العمر"
	out["ar-heat"] = &heat
	out["ar-range"] = out["range"]
}
