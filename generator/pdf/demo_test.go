package pdf_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"htsm/generator/pdf"
	"htsm/generator/pdf/hyphen"
	"htsm/generator/typeface"
)

var loadSet = sync.OnceValues(typeface.Load)

func fonts(t testing.TB) *typeface.Set {
	t.Helper()
	set, err := loadSet()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func options(t testing.TB, language string, rtl bool) pdf.Options {
	words, err := hyphen.Load()
	if err != nil {
		t.Fatal(err)
	}
	return pdf.Options{
		Fonts: fonts(t), Words: words, Look: pdf.DefaultLook(language, rtl),
		Title: "Bulletin mensuel", Author: "htsm", Producer: "htsm", Created: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC),
	}
}

func press(t testing.TB) *pdf.Press { return pdf.New(options(t, "fr", false)) }

func generate(t testing.TB, m *pdf.Press) []byte {
	t.Helper()
	doc, err := m.Generate()
	if err != nil {
		t.Fatal(err)
	}
	return doc.GetBytes()
}

func chart(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("svg", "testdata", name+".svg"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const lorem = "En janvier 2026, les services ont signalé 1\u202f234 détections, soit 12,4\u202f% de plus qu’un an plus tôt, dont 58\u202f% sur l’itinéraire de la Méditerranée centrale. Les réseaux recourent davantage aux faux documents et aux embarcations rapides, y compris de nuit, avec un équipage réduit."

func paragraph(text string) pdf.Paragraph { return pdf.Paragraph{Spans: pdf.Text(text)} }

// routes is a table with every kind of row and a head of two rows.
func routes(rows int) pdf.Table {
	t := pdf.Table{
		Caption: pdf.Text("Tableau 1 — Détections par itinéraire et par mode opératoire"),
		Columns: []pdf.Column{{}, {}, {Align: pdf.AlignNumber}, {Align: pdf.AlignNumber}, {Align: pdf.AlignNumber}},
		Head: [][]pdf.Cell{
			{{Spans: pdf.Text("Itinéraire"), RowSpan: 2}, {Spans: pdf.Text("Mode opératoire"), RowSpan: 2}, {Spans: pdf.Text("Personnes"), ColSpan: 2}, {Spans: pdf.Text("Écart (%)"), RowSpan: 2}},
			{{Spans: pdf.Text("2025")}, {Spans: pdf.Text("2026")}},
		},
		Source: pdf.Text("Source : extraction du système d’information, état au 31 janvier 2026. Comptes arrondis à 3."),
		Name:   "table-1",
	}
	for i := range rows {
		mo := "Véhicule aménagé"
		if i%5 == 4 {
			mo = "Faux documents d’identité combinés à un visa obtenu frauduleusement auprès d’un poste consulaire"
		}
		t.Body = append(t.Body, pdf.Row{Cells: []pdf.Cell{
			{Spans: pdf.Text(fmt.Sprintf("Itinéraire %d", i+1)), Head: true},
			{Spans: pdf.Text(mo)},
			{Spans: pdf.Text(fmt.Sprintf("%d\u202f%03d", i%9+1, i*7%1000))},
			{Spans: pdf.Text(fmt.Sprint(i * 37 % 900))},
			{Spans: pdf.Text(fmt.Sprintf("+%d,%d", i%7, i%10))},
		}})
	}
	t.Body = append(t.Body,
		pdf.Row{Kind: pdf.RowMuted, Cells: []pdf.Cell{{Spans: pdf.Text("Inconnu"), Head: true}, {Spans: pdf.Text("…")}, {Spans: pdf.Text("12")}, {Spans: pdf.Text("9")}, {Spans: pdf.Text("–")}}},
		pdf.Row{Kind: pdf.RowTotal, Cells: []pdf.Cell{{Spans: pdf.Text("Total"), Head: true, ColSpan: 2}, {Spans: pdf.Text("9\u202f876")}, {Spans: pdf.Text("10\u202f234")}, {Spans: pdf.Text("+3,6")}}},
	)
	return t
}

// brief is a document with everything that the package offers.
func brief(t testing.TB) *pdf.Press {
	m := press(t)
	look := pdf.DefaultLook("fr", false)
	marking := pdf.Marking{Text: "TLP:AMBER — HTSM / DIFFUSION RESTREINTE", Foreground: pdf.Color{R: 0xFF, G: 0xC0}, Background: pdf.Color{}}
	if err := m.RegisterHeader(pdf.Rows(look, marking, pdf.Running{Start: "Bulletin mensuel TEH–TIM", End: "Janvier 2026"})...); err != nil {
		t.Fatal(err)
	}
	number := func(page, pages int) string { return fmt.Sprintf("page %d / %d", page, pages) }
	if err := m.RegisterFooter(pdf.Rows(look, pdf.Running{Start: "HTSM/2026/001", Page: number, RuleAbove: true})...); err != nil {
		t.Fatal(err)
	}
	accent := pdf.Color{G: 0x33, B: 0x66}
	m.Add(
		pdf.Break{Bare: true}, marking, pdf.Space{Height: 180},
		pdf.Paragraph{Spans: pdf.Text("Traite des êtres humains et trafic illicite de migrants"), Style: pdf.TextStyle{Size: 28, Bold: true, Color: &accent}},
		pdf.Paragraph{Spans: pdf.Text("Bulletin mensuel — janvier 2026"), Style: pdf.TextStyle{Size: 15}},
		pdf.Break{},
		pdf.Heading{Level: 1, Spans: pdf.Text("Sommaire"), NoBookmark: true},
		pdf.Contents{Entries: []pdf.Entry{
			{Level: 1, Text: "1. Synthèse", To: "s1", Alt: "Aller à la section 1"},
			{Level: 2, Text: "1.1 Chiffres clés", To: "s11", Alt: "Aller à la section 1.1"},
			{Level: 1, Text: "2. Itinéraires", To: "s2", Alt: "Aller à la section 2"},
			{Level: 1, Text: "3. Modes opératoires", To: "s3", Alt: "Aller à la section 3"},
		}},
		pdf.Break{},
		pdf.Heading{Level: 1, Spans: pdf.Text("1. Synthèse"), Name: "s1"},
	)
	note := &pdf.Note{Label: "1", Spans: pdf.Text("Source : extraction du système d’information, état au 31 janvier 2026. Une personne peut être comptée plusieurs fois."), Alt: "Note 1", Back: "Retour à l’appel de note 1"}
	rich := pdf.Paragraph{Spans: []pdf.Span{
		{Text: "En janvier 2026, "},
		{Text: "1\u202f234 détections", Bold: true},
		{Text: " ont été signalées (+12,4\u202f% ▲), dont ≥\u202f58\u202f% en "},
		{Text: "Méditerranée centrale", Italic: true},
		{Note: note},
		{Text: ". Voir le "},
		{Text: "tableau 1", To: "table-1", Alt: "Aller au tableau 1"},
		{Text: " et "},
		{Text: "la méthode", Link: "https://example.org/methode", Alt: "La méthode sur example.org"},
		{Text: ", colonne "},
		{Text: "route_code", Code: true},
		{Text: " ; en arabe : "},
		{Text: "كشف المحللون", Language: "ar"},
		{Text: "."},
	}}
	m.Add(rich, paragraph(lorem), paragraph(lorem),
		pdf.List{Items: []pdf.Item{
			{
				paragraph("Premier constat : recours accru aux embarcations rapides, y compris de nuit, avec un équipage réduit et une navigation sans transpondeur."),
				pdf.List{Ordered: true, Items: []pdf.Item{{paragraph("départs groupés")}, {paragraph("traversées de jour")}}},
			},
			{paragraph("Deuxième constat : abus de visas.")},
		}},
		pdf.Heading{Level: 2, Spans: pdf.Text("1.1 Chiffres clés"), Name: "s11"},
		pdf.Cards{Cards: []pdf.Card{
			{Label: pdf.Text("Détections"), Value: pdf.Text("1\u202f234"), Detail: pdf.Text("+12,4\u202f% ▲ sur un an")},
			{Label: pdf.Text("Victimes identifiées"), Value: pdf.Text("187"), Detail: pdf.Text("−3,1\u202f% ▼ sur un an")},
			{Label: pdf.Text("Arrestations"), Value: pdf.Text("96"), Detail: pdf.Text("stable")},
			{Label: pdf.Text("Pays signalants"), Value: pdf.Text("23"), Detail: pdf.Text("sur 27")},
		}},
		pdf.Callout{Title: pdf.Text("À retenir"), Body: []pdf.Content{paragraph(lorem), paragraph("Les comptes inférieurs à 3 sont supprimés.")}},
		pdf.Quote{Body: []pdf.Content{paragraph("« Les passeurs changent d’itinéraire en quelques jours. »")}},
		pdf.Heading{Level: 1, Spans: pdf.Text("2. Itinéraires"), Name: "s2"},
		paragraph(lorem),
		pdf.Figure{SVG: chart(t, "bar"), Alt: "Détections mensuelles par itinéraire en 2025.", Caption: pdf.Text("Figure 1 — La Méditerranée centrale domine"), Source: pdf.Text("Source : extraction du 31 janvier 2026, n = 9\u202f876.")},
		routes(34),
		pdf.Heading{Level: 1, Spans: pdf.Text("3. Modes opératoires"), Name: "s3"},
		paragraph(lorem),
		pdf.Figure{SVG: chart(t, "sankey"), Alt: "Flux d’origine, de transit et de destination.", Caption: pdf.Text("Figure 2 — Flux")},
	)
	return m
}

// TestDemo makes documents to look at: HTSM_PDF_OUT names the folder for them.
func TestDemo(t *testing.T) {
	data := generate(t, brief(t))
	dir := os.Getenv("HTSM_PDF_OUT")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, "demo.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes in %s", len(data), path)
	if len(data) > 100_000 {
		t.Errorf("a brief of 6 pages has %d bytes: fonts or drawings are not shared", len(data))
	}
	if err := os.WriteFile(filepath.Join(dir, "demo-ar.pdf"), generate(t, arabic(t)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// arabic is a document that reads from right to left, with pages of both
// orientations.
func arabic(t testing.TB) *pdf.Press {
	m := pdf.New(options(t, "ar", true))
	look := pdf.DefaultLook("ar", true)
	if err := m.RegisterFooter(pdf.Rows(look, pdf.Running{Start: "HTSM/2026/001", Page: func(page, pages int) string { return fmt.Sprintf("صفحة %d من %d", page, pages) }, RuleAbove: true})...); err != nil {
		t.Fatal(err)
	}
	text := "كشف المحللون عن 1234 حالة في عام 2025 (زيادة 12.4٪) على طريق Balkans الغربية. تستخدم الشبكات الإجرامية وثائق مزورة وزوارق سريعة لنقل المهاجرين، ولا سيما الأطفال."
	note := &pdf.Note{Label: "1", Spans: pdf.Text("المصدر: نظام المعلومات."), Alt: "الحاشية 1", Back: "العودة"}
	m.Add(
		pdf.Heading{Level: 1, Spans: pdf.Text("ملخص"), Name: "s1"},
		pdf.Contents{Entries: []pdf.Entry{{Level: 1, Text: "ملخص", To: "s1", Alt: "ملخص"}, {Level: 2, Text: "الطرق", To: "s2", Alt: "الطرق"}}},
		pdf.Paragraph{Spans: []pdf.Span{{Text: text}, {Note: note}, {Text: " انظر "}, {Text: "INTERPOL", Link: "https://www.interpol.int", Alt: "interpol.int"}, {Text: "."}}},
		pdf.List{Ordered: true, Items: []pdf.Item{{paragraph("الاتجاه الأول: زيادة استخدام الزوارق السريعة.")}, {paragraph("الاتجاه الثاني: إساءة استخدام التأشيرات (فئة C).")}}},
		pdf.Cards{Cards: []pdf.Card{{Label: pdf.Text("الحالات"), Value: pdf.Text("1234"), Detail: pdf.Text("زيادة")}, {Label: pdf.Text("الضحايا"), Value: pdf.Text("187")}}},
		pdf.Callout{Title: pdf.Text("للتذكير"), Body: []pdf.Content{paragraph(text)}},
		pdf.Quote{Body: []pdf.Content{paragraph(text)}},
		pdf.Heading{Level: 2, Spans: pdf.Text("الطرق"), Name: "s2"},
		pdf.Table{
			Caption: pdf.Text("الجدول 1 — الطرق"),
			Columns: []pdf.Column{{}, {}, {Align: pdf.AlignNumber}},
			Head:    [][]pdf.Cell{{{Spans: pdf.Text("الطريق")}, {Spans: pdf.Text("أسلوب العمل")}, {Spans: pdf.Text("الحالات")}}},
			Body: []pdf.Row{
				{Cells: []pdf.Cell{{Spans: pdf.Text("البلقان الغربية"), Head: true}, {Spans: pdf.Text("مركبة معدّلة")}, {Spans: pdf.Text("1\u202f234")}}},
				{Cells: []pdf.Cell{{Spans: pdf.Text("وسط البحر المتوسط"), Head: true}, {Spans: pdf.Text("قارب")}, {Spans: pdf.Text("567")}}},
				{Kind: pdf.RowTotal, Cells: []pdf.Cell{{Spans: pdf.Text("المجموع"), ColSpan: 2, Head: true}, {Spans: pdf.Text("1\u202f801")}}},
			},
		},
		pdf.Break{Landscape: true},
		pdf.Figure{SVG: chart(t, "bar"), Alt: "الحالات الشهرية", Caption: pdf.Text("الشكل 1"), Width: 400},
		paragraph(strings.Repeat(text+" ", 4)),
		pdf.Break{},
		paragraph("fin"),
	)
	return m
}
