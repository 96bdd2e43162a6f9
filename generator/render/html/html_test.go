package html_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
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
		if err := html.Render(io.Discard, doctest.Sample(), html.Options{Frame: html.Frame{Home: html.Link{Href: href}}}); err == nil {
			t.Errorf("the link %q was not refused", href)
		}
		for _, b := range []html.Block{
			html.Cards{{Report: html.Link{Href: href}}},
			html.Editions{{Files: []html.Link{{Href: href}}}},
			html.Links{{Link: html.Link{Href: href}}},
			html.Grid{Rows: [][]html.GridCell{{{Href: href}}}},
			html.Finder{Index: href},
		} {
			p := html.SitePage{Parts: []html.Part{{ID: "x", Blocks: []html.Block{b}}}}
			if err := html.RenderSite(io.Discard, p); err == nil {
				t.Errorf("a page of the site took the link %q in %s", href, b.Layout())
			}
		}
		o := html.FigureOptions{Take: []html.Link{{Href: href}}}
		if err := html.RenderFigure(io.Discard, doctest.Sample(), "f-trend", o); err == nil || !strings.Contains(err.Error(), "not relative") {
			t.Errorf("the page of a figure took the link %q: %v", href, err)
		}
	}
}

func TestPagesOfTheSiteListEditionsAndAreSound(t *testing.T) {
	var b bytes.Buffer
	if err := html.RenderSite(&b, sitePage("<script>alert(1)</script>\" onload=\"x")); err != nil {
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
	want := []string{"brief/2026-10/index.html Octobre 2026", "brief/2026-09/index.html Septembre 2026"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("editions (-want +got):\n%s", diff)
	}
}

func TestAnIdentifierStandsOnceInAPageOfTheSite(t *testing.T) {
	p := html.SitePage{Parts: []html.Part{{ID: "a"}, {ID: "a"}}}
	if err := html.RenderSite(io.Discard, p); err == nil {
		t.Error("two parts with one identifier were written")
	}
}

// The page of a figure states the facts of that figure and no other.
func TestThePageOfAFigureShowsExactlyItsFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		for _, g := range d.Grids() {
			if g.Figure == nil {
				continue
			}
			var b bytes.Buffer
			if err := html.RenderFigure(&b, d, g.Figure.ID, html.FigureOptions{Options: options(), Brief: html.Link{Text: "brief", Href: "index.html#" + g.Figure.ID}}); err != nil {
				t.Fatal(err)
			}
			root := parse(t, b.Bytes())
			for _, fault := range lint(root) {
				t.Error(fault)
			}
			var want []doc.Fact
			for _, f := range stated(d) {
				if strings.HasPrefix(f.Place, g.Figure.ID+"/") || strings.HasPrefix(f.Place, g.ID+"/") {
					want = append(want, f)
				}
			}
			got := slices.DeleteFunc(shown(root), func(f doc.Fact) bool { return strings.HasPrefix(f.Place, "note/") })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("the page disagrees with the figure (-figure +page):\n%s", diff)
			}
		}
	})
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
		Frame: frame(), Live: []string{"../assets/echarts.js"}, LiveOf: func(id string) string { return "charts/" + id },
		Downloads: []html.Link{{Text: "PDF", Href: "brief.pdf"}, {Text: "Excel", Href: "brief.xlsx"}},
		Files:     map[string][]html.Link{"t-recruitment": {{Text: "CSV", Href: "t-recruitment.csv"}}},
	}
}

func frame() html.Frame {
	return html.Frame{
		Styles: []string{"../assets/site.css"}, First: []string{"../assets/theme.js"}, Scripts: []string{"../assets/site.js"},
		Home: html.Link{Text: "Rapports", Href: "../index.html"}, Menu: []html.Link{{Text: "Définitions", Href: "../definitions.html", Current: true}},
		Trail:     []html.Link{{Text: "Rapports", Href: "../index.html"}},
		Local:     []html.Link{{Text: "Bulletin", Href: "index.html", Current: true}},
		Languages: []html.Link{{Text: "Français", Language: "fr", Href: "index.html", Current: true}, {Text: "English", Language: "en", Href: "../en/index.html"}},
		Default:   "../../index.html",
		Data:      []html.Link{{Text: "CSV", Href: "x.csv", Type: "text/csv"}},
		Notice:    &html.Notice{Text: "Une édition plus récente existe.", Link: html.Link{Text: "Octobre", Href: "../2026-10/index.html"}},
		Words: html.FrameWords{
			Skip: "Aller au texte", Languages: "Langues", Menu: "Navigation", Trail: "Vous êtes ici", Local: "Édition", Script: []html.Word{{Name: "zoom-in", Text: "Agrandir"}},
		},
	}
}

// sitePage returns a page with every kind of block, in which every text says
// the same thing.
func sitePage(text string) html.SitePage {
	file := []html.Link{{Text: text, Href: "brief/2026-10/brief.pdf"}}
	blocks := []html.Block{
		html.Prose{text},
		html.Commands{text},
		html.Definitions{{ID: "term", Term: text, Code: text, Text: text}},
		html.Cards{{Report: html.Link{Text: text, Href: "brief/index.html"}, Subtitle: text, Edition: html.Link{Text: text, Href: "brief/2026-10/index.html"}, Tag: text, Note: text, Files: file}},
		html.Editions{
			{Page: html.Link{Text: "Octobre 2026", Href: "brief/2026-10/index.html"}, Tag: text, Note: text, Latest: true, Files: file},
			{Page: html.Link{Text: "Septembre 2026", Href: "brief/2026-09/index.html"}},
		},
		html.Links{{Link: html.Link{Text: text, Href: "../en/index.html", Language: "en", Type: "text/html"}, Note: text}},
		html.Grid{Caption: text, Heads: []string{text, text}, Rows: [][]html.GridCell{{{Text: text, Href: "x.html"}, {Text: text, Code: true}}}},
		html.Finder{Label: text, Hint: text, Index: "search.js"},
	}
	return html.SitePage{
		Frame: frame(), Name: "home", Language: "fr", Title: text, Over: text, Intro: []string{text}, Marking: doc.Marking{Text: "TLP:AMBER"},
		Handling: text, Scripted: text, Parts: []html.Part{{ID: "all", Title: text, Intro: text, Blocks: blocks}},
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
