package html_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"
	"pgregory.net/rapid"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/render/html"
)

func TestPageShowsExactlyTheFactsOfTheDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		root := parse(t, render(t, d, options()))
		if diff := cmp.Diff(stated(d), shown(root)); diff != "" {
			t.Fatalf("the page disagrees with the document (-doc +page):\n%s", diff)
		}
	})
}

func TestPageIsSoundWhateverTheTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		root := parse(t, render(t, d, options()))
		for _, fault := range lint(root) {
			t.Error(fault)
		}
	})
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	first := render(t, doctest.Sample(), options())
	for range 5 {
		if !bytes.Equal(first, render(t, doctest.Sample(), options())) {
			t.Fatal("two renderings of one document differ")
		}
	}
}

func TestDataStandOpenWithoutCharts(t *testing.T) {
	page := string(render(t, doctest.Sample(), html.Options{}))
	if strings.Contains(page, "<svg") || strings.Contains(page, "<details>") {
		t.Error("a page without charts has a drawing or closed data")
	}
	if got, want := strings.Count(page, "<details open>"), 4; got != want {
		t.Errorf("%d figures have open data, want %d", got, want)
	}
}

func TestHostileDrawingsAreRefused(t *testing.T) {
	for _, svg := range []string{
		"", "text", `<svg><script>alert(1)</script></svg>`, `<svg onload="alert(1)"></svg>`,
		`<svg><g style="fill:red"/></svg>`, `<svg><style>*{}</style></svg>`,
		`<svg><foreignObject></foreignObject></svg>`, `<svg><a href="#x"></a></svg>`,
		`<svg><use href="https://example.org/x.svg#y"/></svg>`, `<svg><use xlink:href="data:x"/></svg>`,
		`<svg><rect fill="url(https://example.org/)"/></svg>`, `<svg><!-- x --></svg>`, `<svg`,
		`<svg><rect fill=red></svg>`, `<svg><g/onload="alert(1)"></svg>`, "<svg><g\nonload=\"alert(1)\"></svg>",
		`<svg><image href="x.png"/></svg>`, `<svg></svg><img src="x">`, `<svg><set attributeName="x"/></svg>`,
		`<svg id="s1"></svg>`, // An identifier of the document.
	} {
		o := html.Options{Charts: func(*doc.Figure) ([]byte, error) { return []byte(svg), nil }}
		if err := html.Render(io.Discard, doctest.Sample(), o); err == nil {
			t.Errorf("the drawing %q was not refused", svg)
		}
	}
}

func TestLinksOutOfTheSiteAreRefused(t *testing.T) {
	for _, href := range []string{"https://example.org/", "//example.org/x", "/etc/passwd", "javascript:alert(1)", `\\host\share`, "data:,x"} {
		if err := html.Render(io.Discard, doctest.Sample(), html.Options{Home: html.Link{Href: href}}); err == nil {
			t.Errorf("the link %q was not refused", href)
		}
		if err := html.RenderIndex(io.Discard, html.IndexPage{Languages: []html.Link{{Href: href}}}); err == nil {
			t.Errorf("the index took the link %q", href)
		}
	}
}

func TestIndexListsEditionsAndIsSound(t *testing.T) {
	var b bytes.Buffer
	if err := html.RenderIndex(&b, index()); err != nil {
		t.Fatal(err)
	}
	root := parse(t, b.Bytes())
	for _, fault := range lint(root) {
		t.Error(fault)
	}
	var got []string
	for n := range root.Descendants() {
		if n.Data == "a" && attr(n, "class") == "edition" {
			got = append(got, attr(n, "href")+" "+content(n))
		}
	}
	want := []string{"brief/2026-10/index.html Octobre 2026", "brief/2026-09/index.html Septembre 2026", "routes/2026-Q3/index.html 3e trimestre 2026"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("editions (-want +got):\n%s", diff)
	}
}

func BenchmarkRender(b *testing.B) {
	d, o := doctest.Sample(), options()
	for b.Loop() {
		if err := html.Render(io.Discard, d, o); err != nil {
			b.Fatal(err)
		}
	}
}

func options() html.Options {
	return html.Options{
		Charts: func(f *doc.Figure) ([]byte, error) {
			return fmt.Appendf(nil, `<svg id="svg_%s" viewBox="0 0 9 9"><text>&lt;script&gt; style="x"</text></svg>`, f.ID), nil
		},
		Styles: []string{"../assets/site.css"}, Scripts: []string{"../assets/site.js"},
		Home:      html.Link{Text: "Rapports", Href: "../index.html"},
		Languages: []html.Link{{Text: "Français", Language: "fr"}, {Text: "English", Language: "en", Href: "../en/index.html"}},
		Downloads: []html.Link{{Text: "PDF", Href: "brief.pdf"}, {Text: "Excel", Href: "brief.xlsx"}},
		Files:     map[string][]html.Link{"t-recruitment": {{Text: "CSV", Href: "t-recruitment.csv"}}},
	}
}

func index() html.IndexPage {
	return html.IndexPage{
		Language: "fr", Title: "Bulletins", Intro: "Modes opératoires et itinéraires.", Publisher: "Cellule d’analyse",
		Marking: doc.Marking{Text: "TLP:AMBER"}, Styles: []string{"../assets/site.css"},
		Languages: []html.Link{{Text: "Français", Language: "fr"}, {Text: "English", Language: "en", Href: "../en/index.html"}},
		Words:     html.IndexWords{Skip: "Aller au texte", Languages: "Langues", Empty: "Aucun rapport."},
		Reports: []html.Report{
			{ID: "brief", Title: "Bulletin mensuel", Subtitle: "Traite et trafic", Editions: []html.Edition{
				{Page: html.Link{Text: "Octobre 2026", Href: "brief/2026-10/index.html"}, Tag: "dernière édition", Note: "Données au 2 novembre 2026", Latest: true, Files: []html.Link{{Text: "PDF", Href: "brief/2026-10/brief.pdf"}, {Text: "Excel", Href: "brief/2026-10/brief.xlsx"}}},
				{Page: html.Link{Text: "Septembre 2026", Href: "brief/2026-09/index.html"}, Files: []html.Link{{Text: "PDF", Href: "brief/2026-09/brief.pdf"}}},
			}},
			{ID: "routes", Title: "Itinéraires", Editions: []html.Edition{{Page: html.Link{Text: "3e trimestre 2026", Href: "routes/2026-Q3/index.html"}}}},
		},
	}
}

type fataler interface {
	Helper()
	Fatal(args ...any)
}

func render(t fataler, d *doc.Document, o html.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := html.Render(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parse(t fataler, page []byte) *xhtml.Node {
	t.Helper()
	root, err := xhtml.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}
