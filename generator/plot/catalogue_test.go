package plot_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"htsm/generator/chart"
	"htsm/generator/head"
)

var monthNames = strings.Fields("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.")

// catalogueSamples returns charts of the kinds that lay their marks out
// themselves, as a brief would hold.
func catalogueSamples(out map[string]*chart.Model) {
	yearSamples(out)
	panelSamples(out)
	placeSamples(out)
	pairSamples(out)
	arabicCatalogue(out)
}

func yearSamples(out map[string]*chart.Model) {
	years := &chart.Model{
		Kind: chart.Years, Value: "Détections (nombre)", Axis: axis(500, 4, ""), Timeline: true, Categories: categories(monthNames...),
		Words: []string{"Bande : de la plus petite à la plus grande valeur des années antérieures ; tirets : leur médiane.", "[c] masqué ; n'est pas zéro"},
	}
	for y := range 6 {
		counts := wave(12, 700+60*int64(y), int64(3+y))
		for i := range counts {
			counts[i] = counts[i]/2 + []int64{200, 220, 310, 420, 560, 640, 720, 700, 610, 480, 330, 240}[i]
		}
		if y == 5 {
			counts[2], counts[10], counts[11] = 3, missing, missing
		}
		if y == 3 {
			counts[5] = 2
		}
		years.Series = append(years.Series, chart.Series{Name: strconv.Itoa(2021 + y), Pale: y < 5, Points: shown(released(counts...))})
	}
	out["years"] = years
	cycle := *years
	cycle.Kind, cycle.Words = chart.Cycle, []string{"Pour chaque mois, les années dans l'ordre ; trait : leur médiane."}
	out["cycle"] = &cycle
	radial := *years
	radial.Kind, radial.Words = chart.Radial, []string{"[c] masqué ; n'est pas zéro"}
	out["radial"] = &radial
}

func panelSamples(out map[string]*chart.Model) {
	lines := &chart.Model{Kind: chart.Multiples, Value: "Détections (nombre)", Axis: axis(500, 4, ""), Timeline: true, Categories: categories(months(24)...)}
	for j, name := range []string{"Méditerranée centrale", "Balkans occidentaux", "Route de l’Afrique de l’Ouest, y compris les îles Canaries", "Méditerranée orientale", "Frontière terrestre orientale", "Manche", "Autres"} {
		counts := wave(24, 200+180*int64(j%5), int64(5+j))
		if j == 2 {
			counts[8], counts[9], counts[20] = missing, 3, 2
		}
		lines.Series = append(lines.Series, chart.Series{Name: name, Muted: name == "Autres", Points: shown(released(counts...))})
	}
	out["multiples"] = lines
	bars := &chart.Model{
		Kind: chart.Multiples, Value: "Victimes (nombre)", Axis: axis(200, 5, ""), Category: "Forme",
		Categories: categories("Exploitation sexuelle", "Travail forcé", "Criminalité forcée, y compris le vol et la vente de stupéfiants", "Mendicité", "Autre~", "Non précisé~"),
	}
	for j, name := range []string{"Femmes", "Hommes", "Filles", "Garçons", "Non précisé"} {
		bars.Series = append(bars.Series, chart.Series{Name: name, Muted: j == 4, Points: shown(released(912/int64(j+1), 201, 77, 4, 31*int64(j), 12))})
	}
	out["multiples-bars"] = bars
	sparks := *lines
	sparks.Kind, sparks.Category = chart.Sparklines, "Itinéraire"
	sparks.Series = slices.Clone(lines.Series)
	sparks.Series[4].Points = slices.Clone(sparks.Series[4].Points)
	sparks.Series[4].Points[23] = shown(released(2))[0]
	sparks.Words = []string{"Chaque ligne a sa propre échelle à partir de zéro."}
	out["sparklines"] = &sparks
	areas := *lines
	areas.Kind, areas.Axis = chart.Area, axis(1000, 5, "")
	out["area"] = &areas
	matrix := *bars
	matrix.Kind, matrix.Axis, matrix.Series = chart.DotMatrix, chart.Axis{Max: 20}, []chart.Series{{Points: bars.Series[0].Points}}
	matrix.Words = []string{"Chaque carré représente 20 victimes."}
	out["dot-matrix"] = &matrix
	bump := &chart.Model{Kind: chart.Bump, Value: "Rang par nombre de détections", Timeline: true, Categories: categories("2021", "2022", "2023", "2024", "2025", "2026")}
	for j, name := range strings.Fields("Italie Grèce Espagne Bulgarie Croatie Chypre Malte France") {
		counts := wave(6, 900, int64(5+j*j))
		if j == 3 {
			counts[5] = 2
		}
		if j == 5 {
			counts[1] = 3
		}
		bump.Series = append(bump.Series, chart.Series{Name: name, Points: shown(released(counts...))})
		bump.Axis.Ticks = append(bump.Axis.Ticks, chart.Tick{At: float64(j + 1), Text: strconv.Itoa(j + 1)})
	}
	out["bump"] = bump
	out["funnel"] = &chart.Model{
		Kind: chart.Funnel, Value: "Personnes (nombre)", Words: []string{"Les étapes ne suivent pas les mêmes personnes : ce n'est pas une cohorte."},
		Categories: categories("Victimes identifiées", "Personnes suspectées", "Personnes poursuivies devant une juridiction", "Personnes condamnées", "Peines définitives", "Non précisé~"),
		Series:     []chart.Series{{Points: shown(released(10793, 8471, 5120, 309, 3, 210))}},
	}
}

func placeSamples(out map[string]*chart.Model) {
	m := &chart.Model{Kind: chart.DotMap, Value: "Détections (nombre)"}
	for i, n := range []chart.Node{
		{Label: "Lampedusa", Lat: 35.5, Lon: 12.6},
		{Label: "Lesbos", Lat: 39.1, Lon: 26.5},
		{Label: "Ceuta", Lat: 35.9, Lon: -5.3},
		{Label: "Melilla", Lat: 35.3, Lon: -2.9},
		{Label: "Las Palmas", Lat: 28.1, Lon: -15.4},
		{Label: "Kapıkule – Kapitan Andreevo", Lat: 41.7, Lon: 26.4},
		{Label: "Calais", Lat: 50.9, Lon: 1.9},
		{Label: "Vintimille", Lat: 43.8, Lon: 7.6},
		{Label: "Trieste", Lat: 45.6, Lon: 13.8},
		{Label: "Samos", Lat: 37.7, Lon: 26.9},
		{Label: "Terespol", Lat: 52.1, Lon: 23.6},
	} {
		p := shown(released([]int64{9120, 5200, 410, 380, 4100, 2210, 3, 880, 1200, 1900, 61}[i]))[0]
		n.Value, n.Display = p.Value, p.Display
		m.Nodes = append(m.Nodes, n)
	}
	out["dot-map"] = m
	bubble := &chart.Model{
		Kind: chart.Bubble, Value: "Part des mineurs (%)", Category: "Détections (nombre)", Axis: axis(10, 4, " %"), Across: axis(2000, 5, ""),
		Categories: categories("Italie", "Grèce", "Espagne", "Bulgarie", "Croatie", "Chypre", "République de Moldova", "France", "Non précisé~"),
		Series: []chart.Series{
			{Name: "Détections", Points: shown(released(9120, 5200, 4410, 1380, 1400, 3, 1450, 7200, 900))},
			{Name: "Part des mineurs", Points: shown(releasedShares(1000, 251, 122, 147, 296, 302, 100, 61, 3, 180))},
			{Name: "Cas", Points: shown(released(912, 520, 610, 138, 210, 40, 90, 3, 120))},
		},
	}
	out["bubble"] = bubble
}

func pairSamples(out map[string]*chart.Model) {
	chord := func(labels []string, links ...[3]int64) *chart.Model {
		m := &chart.Model{Kind: chart.Chord, Value: "Victimes (nombre)"}
		for _, l := range labels {
			m.Nodes = append(m.Nodes, chart.Node{Label: strings.TrimSuffix(l, "~"), Muted: strings.HasSuffix(l, "~")})
		}
		for _, l := range links {
			p := shown(released(l[2]))[0]
			m.Links = append(m.Links, chart.Link{Source: int(l[0]), Target: int(l[1]), Value: p.Value, Display: p.Display})
		}
		return m
	}
	out["chord"] = chord([]string{"Servitude pour dettes", "Menaces", "Violences physiques", "Confiscation des documents", "Isolement", "Abus de vulnérabilité, y compris par un proche", "Autre~"},
		[3]int64{0, 1, 310}, [3]int64{0, 3, 402}, [3]int64{1, 2, 288}, [3]int64{2, 4, 120}, [3]int64{3, 4, 96}, [3]int64{1, 5, 77}, [3]int64{0, 4, 3}, [3]int64{5, 6, 30})
	var many []string
	var links [][3]int64
	for i := range 16 {
		many = append(many, "Code "+strconv.Itoa(i+1))
		links = append(links, [3]int64{int64(i), int64((i*5 + 3) % 16), int64(20 + i*9)}, [3]int64{int64(i), int64((i + 7) % 16), int64(12 + i*3)})
	}
	out["chord-many"] = chord(many, links...)
	out["dumbbell"] = &chart.Model{
		Kind: chart.Dumbbell, Value: "Détections (nombre)", Axis: axis(200, 4, ""), Category: "Itinéraire",
		Categories: categories("Méditerranée centrale", "Balkans occidentaux", "Manche, par bateau pneumatique depuis la Côte d’Opale", "Frontière albano-grecque", "Route de la mer Noire", "Frontière orientale", "Autres~"),
		Series: []chart.Series{
			{Name: "Octobre 2025", Pale: true, Points: shown(released(412, 398, 640, 120, 3, 3, 122))},
			{Name: "Octobre 2026", Points: shown(released(702, 201, 640, 118, 12, 2, 60))},
		},
	}
}

// arabicCatalogue is drawn from right to left.
func arabicCatalogue(out map[string]*chart.Model) {
	places := strings.Split("وسط البحر المتوسط|غرب البلقان|شرق البحر المتوسط (Türkiye)|قبرص|مالطا|بلغاريا|كرواتيا|أخرى|فرنسا|تونس|ليبيا|مصر", "|")
	arabicMonths := strings.Fields("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر")
	for _, name := range slices.Sorted(maps.Keys(out)) {
		m := *out[name]
		if m.Kind < chart.Years || m.Measure.Quantity != head.Count {
			continue
		}
		m.Value = "الكشوف (عدد)"
		m.Categories, m.Series, m.Nodes = slices.Clone(m.Categories), slices.Clone(m.Series), slices.Clone(m.Nodes)
		for i := range m.Categories {
			if labels := arabicMonths; m.Kind == chart.Years || m.Kind == chart.Cycle || m.Kind == chart.Radial {
				m.Categories[i].Label = labels[i]
			} else if !m.Timeline {
				m.Categories[i].Label = places[i]
			}
		}
		if m.Kind == chart.Multiples || m.Kind == chart.Sparklines || m.Kind == chart.Bump || m.Kind == chart.Area {
			for j := range m.Series {
				m.Series[j].Name = places[j]
			}
		}
		for i := range m.Nodes {
			m.Nodes[i].Label = places[i%len(places)]
		}
		m.Words = nil
		if len(out[name].Words) > 0 {
			m.Words = []string{"[c] محجوب؛ وليس صفراً"}
		}
		out["ar-"+name] = &m
	}
}
