package pdf_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/code"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/line"
	"github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/components/text"
	"github.com/johnfercher/maroto/v2/pkg/consts/border"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"htsm/generator/pdf"
)

// tool runs a command on a document and returns what it prints; FILE in the
// arguments is the document.
func tool(t testing.TB, data []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	path := filepath.Join(t.TempDir(), "t.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", path)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// read returns the text of each page in the order of its content.
func read(t testing.TB, data []byte) []string {
	t.Helper()
	text := tool(t, data, "pdftotext", "-raw", "-enc", "UTF-8", "FILE", "-")
	return strings.Split(strings.TrimSuffix(text, "\f"), "\f")
}

// tree returns the structure tree with its texts.
func tree(t testing.TB, data []byte) string {
	t.Helper()
	return tool(t, data, "pdfinfo", "-struct-text", "FILE")
}

// inOrder fails unless all strings occur one behind the other.
func inOrder(t testing.TB, text string, wants ...string) {
	t.Helper()
	at := 0
	for _, want := range wants {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%q is not in its place; after it:\n%.600s", want, text[at:])
		}
		at += i + len(want)
	}
}

func TestTheFileIsSound(t *testing.T) {
	for name, m := range map[string]*pdf.Press{"french": brief(t), "arabic": arabic(t)} {
		out := tool(t, generate(t, m), "qpdf", "--check", "FILE")
		if !strings.Contains(out, "No syntax or stream encoding errors found") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestTheSameContentsGiveTheSameBytes(t *testing.T) {
	m := brief(t)
	first := generate(t, m)
	if !bytes.Equal(first, generate(t, m)) {
		t.Error("the same document differs when it is generated again")
	}
	if !bytes.Equal(first, generate(t, brief(t))) {
		t.Error("a document put together again differs")
	}
}

func TestDocumentsOfManyGoroutinesAreTheSame(t *testing.T) {
	want := generate(t, brief(t))
	var wg sync.WaitGroup
	for range 4 {
		m := brief(t)
		wg.Go(func() {
			doc, err := m.Generate()
			if err != nil || !bytes.Equal(want, doc.GetBytes()) {
				t.Errorf("a document made beside others differs (%v)", err)
			}
		})
	}
	wg.Wait()
}

func TestPagesReadInOrder(t *testing.T) {
	pages := read(t, generate(t, brief(t)))
	if len(pages) < 5 {
		t.Fatalf("%d pages", len(pages))
	}
	if strings.Contains(pages[0], "HTSM/2026/001") {
		t.Error("the cover has a footer")
	}
	inOrder(t, pages[1], "Sommaire", "1. Synthèse", "3", "1.1 Chiffres clés", "3", "2. Itinéraires", "page 2 / ")
	inOrder(t, pages[2], "1. Synthèse", "1 234 détections", "Méditerranée centrale", "•", "Premier constat", "1.", "départs groupés", "2.", "Deuxième constat",
		"Détections", "1 234", "Victimes identifiées", "187", "À retenir", "Les passeurs", "2. Itinéraires", "Source : extraction du système")
}

func TestTheContentsShowThePagesOfTheirEntries(t *testing.T) {
	pages := read(t, generate(t, brief(t)))
	entries := regexp.MustCompile(`(?m)^(.+?) ?(\d+)$`).FindAllStringSubmatch(pages[1], -1)
	if len(entries) < 4 {
		t.Fatalf("entries %q", entries)
	}
	for _, e := range entries[:4] {
		title := strings.TrimSpace(e[1])
		n := int(e[2][0] - '0')
		if !strings.Contains(pages[n-1], title) {
			t.Errorf("%q is said to be on page %d, which reads:\n%.200s", title, n, pages[n-1])
		}
	}
}

func TestTheStructureTreeHoldsTheMeaning(t *testing.T) {
	m := press(t)
	look := pdf.DefaultLook("fr", false)
	if err := m.RegisterHeader(pdf.Rows(look, pdf.Marking{Text: "TLP:RED"}, pdf.Running{Start: "En-tête"})...); err != nil {
		t.Fatal(err)
	}
	note := &pdf.Note{Label: "7", Spans: pdf.Text("au pied"), Alt: "Note 7", Back: "Retour"}
	m.Add(
		pdf.Heading{Level: 1, Spans: pdf.Text("Titre"), Name: "t"},
		pdf.Contents{Entries: []pdf.Entry{{Level: 1, Text: "Titre", To: "t", Alt: "Aller"}}},
		pdf.Paragraph{Spans: []pdf.Span{{Text: "avant"}, {Note: note}, {Text: " puis "}, {Text: "lien", To: "t", Alt: "Aller"}, {Text: " "}, {Text: "code", Code: true}, {Text: " "}, {Text: "كشف", Language: "ar"}, {Text: " après"}}},
		pdf.List{Items: []pdf.Item{{paragraph("un"), pdf.List{Ordered: true, Items: []pdf.Item{{paragraph("deux")}}}}}},
		pdf.Cards{Cards: []pdf.Card{{Label: pdf.Text("Cas"), Value: pdf.Text("12")}}},
		pdf.Callout{Title: pdf.Text("Retenir"), Body: []pdf.Content{paragraph("ceci")}},
		pdf.Quote{Body: []pdf.Content{paragraph("cité")}},
		pdf.Figure{SVG: []byte(`<svg width="10" height="1"><rect width="9" height="1"/></svg>`), Alt: "Un graphique", Caption: pdf.Text("Légende"), Source: pdf.Text("Origine")},
		routes(2),
	)
	inOrder(t, tree(t, generate(t, m)),
		"H1 (block)", `"Titre"`, "TOC", "TOCI", "Reference", "Link", `"Titre"`,
		"P (block)", `"avant"`, "Reference", "Link", `"7"`, "Note <note-0001>", "Lbl", "Link", `"7"`, "P (block)", `"au pied"`, `" puis "`,
		"Link", `"lien"`, "Code", `"code"`, "Span", `"فشك"`, `" après"`, // the tool prints letters as they stand on the page
		"L (block)", "/ListNumbering /Disc", "LI (block)", "Lbl", `"•"`, "LBody", "P (block)", `"un"`, "L (block)", "/ListNumbering /Decimal", "LI (block)", "Lbl", `"1."`, "LBody", `"deux"`,
		"Div", `"Cas"`, `"12"`, "Div", `"Retenir"`, `"ceci"`, "BlockQuote", `"cité"`,
		"Div", "Caption", `"Légende"`, "Figure", `"Origine"`,
		"Table (block)", "Caption", "THead", "TR", "TH", "/Scope /Column", "/RowSpan 2", `"Itinéraire"`, "/ColSpan 2", `"Personnes"`, "TBody", "TR", "TH", "/Scope /Row", `"Itinéraire 1"`, "TD", `"Véhicule aménagé"`, "TR", "TH", `"Itinéraire 2"`, `"Total"`,
	)
}

func TestTheStructureHasANoteOnceAndEachPageWithAMarkShowsIt(t *testing.T) {
	m := press(t)
	note := &pdf.Note{Label: "7", Spans: pdf.Text("au pied"), Alt: "Note 7", Back: "Retour"}
	marked := pdf.Paragraph{Spans: []pdf.Span{{Text: "avant"}, {Note: note}, {Text: " après"}}}
	m.Add(pdf.Heading{Level: 1, Spans: pdf.Text("Titre")}, marked, pdf.Break{}, marked)
	data := generate(t, m)
	if n := strings.Count(tree(t, data), "Note <note-"); n != 1 {
		t.Errorf("the structure has the note %d times", n)
	}
	for _, page := range []string{"1", "2"} {
		if text := tool(t, data, "pdftotext", "-f", page, "-l", page, "FILE", "-"); !strings.Contains(text, "au pied") {
			t.Errorf("page %s refers to the note but does not show it:\n%s", page, text)
		}
	}
}

func TestHeadersFootersAndRepeatedHeadsAreArtifacts(t *testing.T) {
	m := press(t)
	if err := m.RegisterHeader(pdf.Rows(pdf.DefaultLook("fr", false), pdf.Marking{Text: "TLP:RED"})...); err != nil {
		t.Fatal(err)
	}
	m.Add(pdf.Space{Height: 600}, routes(9))
	data := generate(t, m)
	got := tree(t, data)
	if n := strings.Count(got, `"Mode opératoire"`); n != 1 || len(read(t, data)) < 2 {
		t.Errorf("the head of the table is in the tree %d times", n)
	}
	if strings.Contains(got, "TLP:RED") {
		t.Error("the header is in the tree")
	}
}

func TestHeadsOfTablesAreRepeated(t *testing.T) {
	m := press(t)
	m.Add(routes(120))
	pages := read(t, generate(t, m))
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		if !strings.HasPrefix(strings.TrimPrefix(p, "Tableau 1 — Détections par itinéraire et par mode opératoire\n"), "Itinéraire Mode opératoire") &&
			!strings.Contains(p[:200], "Mode opératoire") {
			t.Errorf("page %d starts without the head:\n%.120s", i+1, p)
		}
	}
}

func TestFactsOfTheFile(t *testing.T) {
	o := options(t, "fr", false)
	o.Attachments = []pdf.Attachment{{Name: "données.csv", MIME: "text/csv", Description: "Données", Data: []byte("a;b\n")}}
	m := pdf.New(o)
	m.Add(pdf.Heading{Level: 1, Spans: pdf.Text("Titre")}, paragraph(lorem), pdf.Break{Landscape: true}, paragraph(lorem))
	data := generate(t, m)
	text := tool(t, data, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	for _, want := range []string{"/MarkInfo <<", "/Lang (fr)", "/Tabs /S", "/DisplayDocTitle true", "/GTS_PDFA1", "/AFRelationship /Unspecified", "/Outlines", "<pdfuaid:part>1</pdfuaid:part>"} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	info := tool(t, data, "pdfinfo", "-f", "1", "-l", "2", "FILE")
	inOrder(t, info, "Title:", "Bulletin mensuel", "Tagged:          yes", "Page    1 size:  595.276 x 841.89", "Page    2 size:  841.89 x 595.276")
	fonts := tool(t, data, "pdffonts", "FILE")
	for _, l := range strings.Split(strings.TrimSpace(fonts), "\n")[2:] {
		if !strings.Contains(l, "yes yes yes") {
			t.Errorf("font is not embedded, subset and mapped to text: %s", l)
		}
	}
}

func TestWhatCannotBeSetIsAnError(t *testing.T) {
	tests := []struct {
		name, want string
		contents   []pdf.Content
	}{
		{"missing glyph", "你", []pdf.Content{paragraph("a 你 b")}},
		{"emoji in a table", "😀", []pdf.Content{pdf.Table{Columns: []pdf.Column{{}}, Body: []pdf.Row{{Cells: []pdf.Cell{{Spans: pdf.Text("😀")}}}}}}},
		{"control character", "U+0007", []pdf.Content{pdf.Heading{Level: 1, Spans: pdf.Text("a\x07")}}},
		{"link to nowhere", `"nowhere"`, []pdf.Content{pdf.Paragraph{Spans: []pdf.Span{{Text: "x", To: "nowhere"}}}}},
		{"contents to nowhere", `"nowhere"`, []pdf.Content{pdf.Contents{Entries: []pdf.Entry{{Text: "x", To: "nowhere"}}}}},
		{"heading level skipped", "level 3 follows level 1", []pdf.Content{pdf.Heading{Level: 1, Spans: pdf.Text("a")}, pdf.Heading{Level: 3, Spans: pdf.Text("b")}}},
		{"heading level out of range", "level 7", []pdf.Content{pdf.Heading{Level: 7, Spans: pdf.Text("a")}}},
		{"place named twice", `"a"`, []pdf.Content{pdf.Paragraph{Spans: []pdf.Span{{Text: "x", Name: "a"}, {Text: "y", Name: "a"}}}}},
		{"broken drawing", "element video", []pdf.Content{pdf.Figure{SVG: []byte(`<svg width="1" height="1"><video/></svg>`), Alt: "a"}}},
		{"drawing without text", "alternative text", []pdf.Content{pdf.Figure{SVG: []byte(`<svg width="1" height="1"/>`)}}},
		{"table without columns", "columns", []pdf.Content{pdf.Table{}}},
		{"cell beyond the columns", `cell "b"`, []pdf.Content{pdf.Table{Columns: []pdf.Column{{}}, Body: []pdf.Row{{Cells: []pdf.Cell{{Spans: pdf.Text("a")}, {Spans: pdf.Text("b")}}}}}}},
		{"note taller than a page", "points of a page", []pdf.Content{pdf.Paragraph{Spans: []pdf.Span{{Text: "x"}, {Note: &pdf.Note{Label: "1", Spans: pdf.Text(strings.Repeat(lorem, 40))}}}}}},
		{"head taller than a page", "points of a page", []pdf.Content{pdf.Table{Columns: []pdf.Column{{}}, Head: [][]pdf.Cell{{{Spans: pdf.Text(strings.Repeat(lorem, 40))}}}, Body: []pdf.Row{{Cells: []pdf.Cell{{Spans: pdf.Text("a")}}}}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := press(t)
			m.Add(tt.contents...)
			doc, err := m.Generate()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v (document %v), want one with %s", err, doc != nil, tt.want)
			}
		})
	}
	if _, err := pdf.New(pdf.Options{}).Generate(); err == nil {
		t.Error("no fonts: no error")
	}
	if _, err := pdf.New(pdf.Options{Fonts: fonts(t)}).Generate(); err == nil {
		t.Error("no title: no error")
	}
}

func TestArabicDocumentsReadFromTheRight(t *testing.T) {
	data := generate(t, arabic(t))
	text := tool(t, data, "pdftotext", "-enc", "UTF-8", "FILE", "-")
	for _, want := range []string{"ملخص", "كشف المحللون عن", "Balkans", "INTERPOL", "البلقان الغربية", "مركبة معدّلة", "صفحة"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	boxes := tool(t, data, "pdftotext", "-bbox", "-l", "1", "FILE", "-")
	x := func(word string) string {
		letters := []rune(word)
		slices.Reverse(letters) // the tool prints words as they stand on the page
		word = string(letters)
		m := regexp.MustCompile(`xMin="([0-9.]+)"[^>]*>` + word + `<`).FindStringSubmatch(boxes)
		if m == nil {
			t.Fatalf("%q is not a word of the page", word)
		}
		return m[1]
	}
	if first, last := x("الطريق"), x("الحالات"); len(first) < len(last) || len(first) == len(last) && first < last {
		t.Errorf("the first column starts at %s, the last at %s: not mirrored", first, last)
	}
}

func TestMarotosOwnComponentsStandBetweenContents(t *testing.T) {
	m := press(t)
	m.Add(pdf.Heading{Level: 1, Spans: pdf.Text("Titre")})
	m.AddRow(20, code.NewQrCol(3, "https://example.org"), text.NewCol(9, "texte de maroto ≥ 5", props.Text{Size: 11, Top: 2}))
	m.AddRows(row.New(10).WithStyle(&props.Cell{BackgroundColor: &props.Color{Red: 230, Green: 230, Blue: 250}, BorderType: border.Full}).Add(line.NewCol(12)))
	m.AddAutoRow(col.New(6).Add(pdf.Stack(pdf.DefaultLook("fr", false), paragraph("à gauche"))), col.New(6).Add(pdf.Stack(pdf.DefaultLook("fr", false), paragraph("à droite"))))
	m.AddPages(page.New().Add(text.NewRow(10, "autre page")))
	data := generate(t, m)
	pages := read(t, data)
	if len(pages) != 2 {
		t.Fatalf("%d pages, want 2", len(pages))
	}
	inOrder(t, pages[0], "Titre", "texte de maroto ≥ 5", "à gauche", "à droite")
	inOrder(t, tree(t, data), "H1", "P (block)", "texte de maroto", "à gauche", "à droite", "P (block)", "autre page")
}

func TestTheSameTreeRunsUnderStockMaroto(t *testing.T) {
	m := maroto.New()
	look := pdf.DefaultLook("fr", false)
	if err := m.RegisterHeader(pdf.Rows(look, pdf.Marking{Text: "TLP:GREEN"}, pdf.Running{Start: "Bulletin", End: "Janvier"})...); err != nil {
		t.Fatal(err)
	}
	m.AddRows(pdf.Rows(look,
		pdf.Heading{Level: 1, Spans: pdf.Text("Titre")},
		pdf.Contents{Entries: []pdf.Entry{{Text: "Titre", To: "x"}}},
		paragraph(strings.Repeat(lorem, 3)+"😀"),
		pdf.List{Items: []pdf.Item{{paragraph("constat")}}},
		pdf.Cards{Cards: []pdf.Card{{Label: pdf.Text("Cas"), Value: pdf.Text("12")}}},
		pdf.Callout{Title: pdf.Text("Retenir"), Body: []pdf.Content{paragraph("ceci")}},
		pdf.Figure{SVG: chart(t, "bar"), Alt: "Description du graphique"},
		pdf.Break{}, pdf.Space{Height: 20}, routes(40),
	)...)
	doc, err := m.Generate()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(read(t, doc.GetBytes()), "\n")
	inOrder(t, text, "TLP:GREEN", "Titre", "En janvier 2026", "constat", "Cas", "12", "Retenir", "ceci", "Description du graphique", "Itinéraire 1 |", "Total")
}

func TestThePressIsAMaroto(t *testing.T) {
	m := press(t)
	m.Add(pdf.Heading{Level: 1, Spans: pdf.Text("Titre")}, paragraph("texte"))
	if !m.FitlnCurrentPage(100) || m.FitlnCurrentPage(280) {
		t.Error("a page of A4 has room for 100 mm more but not for 280")
	}
	var values []string
	for _, n := range m.GetStructure().GetNexts() {
		for _, c := range n.GetNexts() {
			for _, k := range c.GetNexts() {
				if s, ok := k.GetData().Value.(string); ok {
					values = append(values, s)
				}
			}
		}
	}
	if got := strings.Join(values, ""); got != "Titre\ntexte\n" {
		t.Errorf("structure %q", got)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", "\n", "\n\n\n", " ", "\t\r\n", strings.Repeat("x", 10000), strings.Repeat("كشف", 3000), "😀", "\x00\x07\x1b", "\xff\xfe",
		"\u202e\u2066\u2067", "a\u00adb", "ﷺ", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓", "<svg/>", "{{ total }}", strings.Repeat("mot ", 3000), strings.Repeat("\n", 500),
	} {
		f.Add(s)
	}
	set := fonts(f)
	f.Fuzz(func(t *testing.T, s string) {
		for _, rtl := range []bool{false, true} {
			m := pdf.New(pdf.Options{Fonts: set, Title: "t" + s, Look: pdf.DefaultLook("fr", rtl)})
			note := &pdf.Note{Label: "1", Spans: pdf.Text(s)}
			m.Add(
				pdf.Heading{Level: 1, Spans: pdf.Text(s)},
				pdf.Contents{Entries: []pdf.Entry{{Level: 1, Text: s, To: "n", Alt: s}}},
				pdf.Paragraph{Spans: []pdf.Span{{Text: s, Name: "n"}, {Text: "x" + s, Link: s, Alt: s}, {Note: note}, {Text: s, Code: true}}},
				pdf.List{Items: []pdf.Item{{pdf.Paragraph{Spans: pdf.Text(s)}}}},
				pdf.Cards{Cards: []pdf.Card{{Label: pdf.Text(s), Value: pdf.Text(s)}}},
				pdf.Callout{Title: pdf.Text(s), Body: []pdf.Content{pdf.Paragraph{Spans: pdf.Text(s)}}},
				pdf.Table{Caption: pdf.Text(s), Columns: []pdf.Column{{}, {}}, Head: [][]pdf.Cell{{{Spans: pdf.Text("a")}}}, Body: []pdf.Row{{Cells: []pdf.Cell{{Spans: pdf.Text(s)}, {Spans: pdf.Text(s)}}}}},
			)
			if doc, err := m.Generate(); err == nil && !bytes.HasPrefix(doc.GetBytes(), []byte("%PDF-1.7")) {
				t.Error("neither a document nor an error")
			}
		}
	})
}

// BenchmarkBrief makes a brief of 12 pages: text, tables and charts.
func BenchmarkBrief(b *testing.B) {
	figure := pdf.Figure{SVG: chart(b, "bar"), Alt: "Détections", Caption: pdf.Text("Figure")}
	flows := pdf.Figure{SVG: chart(b, "sankey"), Alt: "Flux", Caption: pdf.Text("Figure")}
	build := func() *pdf.Press {
		m := brief(b)
		table := routes(30)
		table.Name = ""
		for range 4 {
			m.Add(paragraph(strings.Repeat(lorem, 3)), figure, flows, table)
		}
		return m
	}
	pages := regexp.MustCompile(`Pages: +(\d+)`).FindStringSubmatch(tool(b, generate(b, build()), "pdfinfo", "FILE"))
	b.Logf("%s pages", pages[1])
	size := 0
	for b.Loop() {
		size = len(generate(b, build()))
	}
	b.ReportMetric(float64(size), "bytes/doc")
}

func TestADividedWordIsWholeForThoseWhoListen(t *testing.T) {
	o := options(t, "fr", false)
	o.Look.Measure = 90
	m := pdf.New(o)
	m.Add(paragraph("Les itinéraires particulièrement inhabituels, internationalement signalés."))
	data := generate(t, m)
	if raw := tool(t, data, "pdftotext", "-raw", "FILE", "-"); strings.Contains(raw, "\u00ad") || len(strings.Fields(raw)) < 8 {
		t.Errorf("no word is divided, or its hyphen is read: %q", raw)
	}
	said := strings.Join(regexp.MustCompile(`"([^"]*)"`).FindAllString(tree(t, data), -1), "")
	if want := "Les itinéraires particulièrement inhabituels, internationalement signalés."; strings.ReplaceAll(said, `"`, "") != want {
		t.Errorf("the structure reads %q, want %q", said, want)
	}
	objects := tool(t, data, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	if !strings.Contains(objects, "/ActualText") {
		t.Error("the hyphens have no text of their own")
	}
}

func TestRunningTextKeepsItsMeasureAndTablesTheirWidth(t *testing.T) {
	for _, rtl := range []bool{false, true} {
		o := options(t, map[bool]string{false: "fr", true: "ar"}[rtl], rtl)
		o.Look.Measure = 200
		m := pdf.New(o)
		text := lorem
		if rtl {
			text = strings.Repeat("تستخدم الشبكات الإجرامية وثائق مزورة ", 9)
		}
		m.Add(paragraph(text))
		right, left := 0.0, 1000.0
		boxes := tool(t, generate(t, m), "pdftotext", "-bbox", "FILE", "-")
		for _, found := range regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="[0-9.]+" xMax="([0-9.]+)"`).FindAllStringSubmatch(boxes, -1) {
			from, err1 := strconv.ParseFloat(found[1], 64)
			to, err2 := strconv.ParseFloat(found[2], 64)
			if err1 != nil || err2 != nil {
				t.Fatal(found)
			}
			left, right = min(left, from), max(right, to)
		}
		if width := right - left; width > 201 || width < 150 {
			t.Errorf("right to left %v: the text is %v wide", rtl, width)
		}
		if edge := 595.276 - 57; rtl && (right < edge-2 || right > edge+1) || !rtl && (left < 56 || left > 59) {
			t.Errorf("right to left %v: the text stands from %v to %v", rtl, left, right)
		}
	}
}
