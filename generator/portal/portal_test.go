package portal_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"htsm/generator/catalogue"
	"htsm/generator/codes"
	"htsm/generator/diag"
	"htsm/generator/lang"
	"htsm/generator/portal"
	"htsm/generator/publish"
	"htsm/generator/theme"
	"htsm/site"
	"htsm/templates"
)

func house(t *testing.T) *portal.House {
	t.Helper()
	var diags diag.List
	h := &portal.House{Languages: lang.Load(templates.FS, "lang", &diags), Book: codes.Load(os.DirFS("../.."), "data/codes", &diags)}
	h.Theme, _ = theme.Read(templates.FS, "theme.yaml", &diags)
	if diags.HasErrors() {
		t.Fatal(diags.All())
	}
	var err error
	if h.Assets, err = portal.LoadAssets(h.Theme, site.FS); err != nil {
		t.Fatal(err)
	}
	return h
}

// edition returns an edition whose texts all are text.
func edition(language, report, period, text string) *publish.Edition {
	e := &publish.Edition{
		Audience: "partners", Language: language, Report: report, Period: period, Title: text, Subtitle: text, PeriodIn: text, CutOff: text,
		Dated: "2026-11-02", Publisher: text, Contact: publish.Contact{Name: text, Email: "unit@police.example", Phone: "+32 2 555 01 00"}, Next: text, Marking: "TLP:GREEN", Reason: text, Revision: 1,
	}
	for _, name := range []string{"index.html", "quality.html", "provenance.html", "f-trend.html", catalogue.Name, report + "-" + period + "-" + language + ".pdf", report + "-" + period + "-" + language + ".xlsx"} {
		e.Files = append(e.Files, publish.File{Path: path.Join(e.Dir(), name), SHA256: strings.Repeat("0", 64), Bytes: 9})
	}
	return e
}

func sample(t *testing.T, text string) *portal.Site {
	s := &portal.Site{House: house(t), Audience: "partners", Address: "https://briefs.example/", Contents: map[string]*catalogue.Contents{}}
	s.Editions = []*publish.Edition{
		edition("ar", "brief", "2026-10", text), edition("en", "brief", "2026-10", text), edition("es", "brief", "2026-10", text), edition("fr", "brief", "2026-10", text),
		edition("en", "brief", "2026-09", text), edition("fr", "focus", "2026-Q3", text),
	}
	s.Contents["en/brief/2026-10"] = &catalogue.Contents{
		Exhibits: []catalogue.Exhibit{{ID: "f-trend", Label: text, Caption: text, Text: text, Heads: []string{text, "needlehead"}, Page: "f-trend.html"}},
		Passages: []catalogue.Passage{{ID: "s1", Title: text, Text: text}},
	}
	return s
}

func pages(t *testing.T, s *portal.Site) map[string][]byte {
	t.Helper()
	list, err := s.Pages()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range list {
		if out[f.Path] != nil {
			t.Errorf("%s is written twice", f.Path)
		}
		out[f.Path] = f.Data
	}
	return out
}

func TestEveryPageExistsInEveryLanguageAndEveryLinkHolds(t *testing.T) {
	s := sample(t, "Text")
	all := pages(t, s)
	for _, tag := range []string{"ar", "en", "es", "fr"} {
		for _, name := range []string{"index", "search", "definitions", "revisions", "about", "404", "brief/index"} {
			if all[tag+"/"+name+".html"] == nil {
				t.Errorf("%s lacks the page %s", tag, name)
			}
		}
	}
	known := map[string]bool{"SHA256SUMS": true, "manifest.json": true} // Package publish writes them.
	for name := range all {
		known[name] = true
	}
	for _, e := range s.Editions {
		for _, f := range e.Files {
			known[f.Path] = true
		}
	}
	for name, data := range all {
		if path.Ext(name) != ".html" {
			continue
		}
		ids := map[string]bool{"": true}
		for n := range parse(t, data).Descendants() {
			ids[attribute(n, "id")] = true
		}
		for n := range parse(t, data).Descendants() {
			for _, key := range []string{"href", "src", "data-index"} {
				target, fragment, _ := strings.Cut(attribute(n, key), "#")
				if target != "" && target != "mailto:unit@police.example" && !known[path.Join(path.Dir(name), target)] {
					t.Errorf("%s leads to %s, which does not exist", name, target)
				}
				if target == "" && !ids[fragment] {
					t.Errorf("%s leads to #%s, which does not exist", name, fragment)
				}
			}
		}
	}
}

// A switch of the language keeps the place: the page in one language names the
// same page in all others, and each of them names it back.
func TestPagesNameThemselvesInAllLanguages(t *testing.T) {
	all := pages(t, sample(t, "Text"))
	for name, want := range map[string][]string{
		"en/index.html": {"ar", "en", "es", "fr", "x-default"}, "fr/definitions.html": {"ar", "en", "es", "fr", "x-default"},
		"en/brief/index.html": {"ar", "en", "es", "fr", "x-default"}, "fr/focus/index.html": {"fr", "x-default"},
	} {
		var got []string
		for n := range parse(t, all[name]).Descendants() {
			if tag := attribute(n, "hreflang"); n.Data == "link" {
				if tag != "" {
					got = append(got, tag)
				}
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s is named in %v, want %v", name, got, want)
		}
	}
}

func TestAHomePageNamesReportsThatItsLanguageLacks(t *testing.T) {
	all := pages(t, sample(t, "Text"))
	if !strings.Contains(string(all["en/index.html"]), `href="../fr/focus/index.html" lang="fr"`) {
		t.Error("the English home page does not lead to the French report")
	}
	if strings.Contains(string(all["fr/index.html"]), `id="elsewhere"`) {
		t.Error("the French home page, which lacks nothing, lists reports of other languages")
	}
}

// The folder "latest" leads a reader to the newest edition, and gives a script
// its files under names that never change, each with the address to cite.
func TestTheLatestEditionHasAnAddressThatStays(t *testing.T) {
	s := sample(t, "Text")
	all := pages(t, s)
	page := string(all["en/brief/latest/index.html"])
	for _, want := range []string{`<link rel="canonical" href="../2026-10/index.html">`, `content="0; url=../2026-10/index.html"`, `<a href="../2026-10/index.html">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if !strings.Contains(string(all["en/brief/index.html"]), `<link rel="latest-version" href="latest/index.html">`) {
		t.Error("the page of the report does not name the latest edition")
	}
	var got struct {
		Edition, Page string
		Files         []struct{ Path, Of, Type, SHA256 string }
	}
	if err := json.Unmarshal(all["en/brief/latest/edition.json"], &got); err != nil {
		t.Fatal(err)
	}
	if got.Edition != "2026-10" || got.Page != "../2026-10/index.html" || len(got.Files) != 2 {
		t.Fatalf("edition.json says %+v", got)
	}
	if f := got.Files[0]; f.Path != "brief-en.pdf" || f.Of != "../2026-10/brief-2026-10-en.pdf" || f.Type != "application/pdf" || len(f.SHA256) != 64 {
		t.Errorf("edition.json lists %+v", f)
	}
	list, err := s.Pages()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(list, func(a publish.Artifact) bool {
		return a.Path == "en/brief/latest/brief-en.pdf" && a.Of == "en/brief/2026-10/brief-2026-10-en.pdf"
	}) {
		t.Error("the PDF of the newest edition has no second name")
	}
}

func TestTheRevisionsPageIsALogOfWhatWasReplaced(t *testing.T) {
	s := sample(t, "Text")
	e := s.Editions[1]
	e.Revision = 2
	e.Superseded = []publish.Superseded{
		{Revision: 0, Dir: "en/brief/2026-10-r0", Reason: "late reports", Replaced: "2026-11-10", Changed: []publish.Change{{Statistic: "trend", Figures: 4}, {Statistic: "other", Figures: 1}}},
		{Revision: 1, Dir: "en/brief/2026-10-r1", Reason: "a title was wrong", Replaced: "2026-11-12"},
	}
	e.Title = "Brief"
	all := pages(t, s)
	page := string(all["en/revisions.html"])
	for _, want := range []string{
		`<a href="brief/2026-10-r0/index.html">First issue</a>`, `<a href="brief/2026-10-r1/index.html">Revision 1</a>`, "late reports", "a title was wrong",
		"Text (4), other (1)", "None: words only", "12 November 2026",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
	if strings.Index(page, "a title was wrong") > strings.LastIndex(page, "late reports") {
		t.Error("the log does not begin with the newest revision")
	}
	if !strings.Contains(string(all["en/brief/index.html"]), `href="2026-10-r1/index.html">Revision 1</a>`) {
		t.Error("the page of the report does not lead to the former revisions")
	}
}

func TestHostileTextsStayTexts(t *testing.T) {
	hostile := `<script>alert(1)</script><img src=x onerror=alert(2)>"'` + "`{{.}}javascript:alert(3)\u2028"
	for name, data := range pages(t, sample(t, hostile)) {
		switch path.Ext(name) {
		case ".html":
			for n := range parse(t, data).Descendants() {
				own := n.Data == "script" && attribute(n, "src") == ""
				if own || n.Data == "img" || attribute(n, "onerror") != "" || strings.HasPrefix(attribute(n, "href"), "javascript:") {
					t.Errorf("%s holds the element %s", name, n.Data)
				}
			}
		case ".jsonld":
			if !json.Valid(data) {
				t.Errorf("%s is not JSON", name)
			}
		case ".js":
			if strings.HasPrefix(path.Base(name), "search-index") && bytes.ContainsAny(data, "<\u2028") {
				t.Errorf("%s holds markup", name)
			}
		}
	}
}

func TestTheSearchKnowsHeadsCodesAndDefinitions(t *testing.T) {
	index := string(pages(t, sample(t, "Text"))["en/search-index.js"])
	for _, word := range []string{"needlehead", "prevalence", "grc", "debt"} {
		if !strings.Contains(index, `"`+word+`"`) {
			t.Errorf("the index lacks %q", word)
		}
	}
}

func TestSameSiteGivesSameBytes(t *testing.T) {
	first, second := pages(t, sample(t, "Text")), pages(t, sample(t, "Text"))
	for name, data := range first {
		if !bytes.Equal(data, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestASitemapNeedsAnAddress(t *testing.T) {
	s := sample(t, "Text")
	if m := string(pages(t, s)["sitemap.xml"]); !strings.Contains(m, "<loc>https://briefs.example/partners/en/brief/2026-10/index.html</loc>") {
		t.Errorf("the map of the site is %.300s", m)
	}
	s.Address = ""
	if pages(t, s)["sitemap.xml"] != nil {
		t.Error("there is a map of a site without an address")
	}
}

func TestTheCatalogueListsEveryFileOfDataWithItsChecksum(t *testing.T) {
	var c struct {
		Datasets []struct {
			ID    string `json:"@id"`
			Files []struct {
				URL struct {
					ID string `json:"@id"`
				} `json:"dcat:downloadURL"`
				Media string `json:"dcat:mediaType"`
			} `json:"dcat:distribution"`
		} `json:"dcat:dataset"`
	}
	if err := json.Unmarshal(pages(t, sample(t, "Text"))["catalogue.jsonld"], &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Datasets) != 3 || c.Datasets[0].ID != "#brief/2026-10" {
		t.Fatalf("the catalogue lists %+v", c.Datasets)
	}
	first := c.Datasets[0].Files[0]
	if len(c.Datasets[0].Files) != 12 || first.URL.ID != "ar/brief/2026-10/contents.json" || first.Media != "application/json" {
		t.Errorf("the first edition has %d files, the first %+v", len(c.Datasets[0].Files), first)
	}
}

func TestReadersLearnWhomToAskAndWhenTheNextEditionComes(t *testing.T) {
	s := sample(t, "Text")
	for _, e := range s.Editions {
		e.Contact.Name, e.Next = "THB desk", "November 2026, on 15 December 2026"
	}
	all := pages(t, s)
	for name, want := range map[string]string{
		"ar/about.html":       `<dt>THB desk</dt>`,
		"en/about.html":       `<a dir="ltr" href="mailto:unit@police.example">unit@police.example</a> <bdi dir="ltr">&#43;32 2 555 01 00</bdi>`,
		"en/brief/index.html": `Next edition: November 2026, on 15 December 2026`,
		"catalogue.jsonld":    `"@id": "tel:+3225550100"`,
		"fr/brief/index.html": `Prochaine édition`,
	} {
		if page := all[name]; !bytes.Contains(page, []byte(want)) {
			t.Errorf("%s lacks %s", name, want)
		}
	}
	if n := bytes.Count(all["fr/about.html"], []byte("mailto:")); n != 1 {
		t.Errorf("two reports of one contact give it %d times", n)
	}
}

func parse(t *testing.T, page []byte) *xhtml.Node {
	t.Helper()
	root, err := xhtml.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *xhtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
