package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"htsm/generator/doctest"
)

// payloads returns those that can be printed: no font of the project has
// full-width signs, so that a build with them stops.
func payloads() []string {
	return slices.DeleteFunc(doctest.Payloads(), func(s string) bool { return strings.ContainsAny(s, "＝＋－＠") })
}

// payloadProject builds the small project with the payloads of public lists as
// labels of codes, as values of the data and as titles, and returns the folder
// of an audience that sees all of them.
func payloadProject(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	must(t, fillIn(dir, filepath.Join("testdata", "script", "project")))
	p := project{dir}
	list := payloads()
	quoted := func(i int) string {
		text, err := json.Marshal(list[i%len(list)]) // A JSON text is a YAML text.
		must(t, err)
		return string(text)
	}
	var codes, rows strings.Builder
	w := csv.NewWriter(&rows)
	for i, payload := range list {
		fmt.Fprintf(&codes, "\n  - {code: p%d, label: {fr: %s, en: %s}}", i, quoted(i), quoted(i))
		must(t, w.Write([]string{fmt.Sprintf("P%d", i), "2026-10-02", "2026-10-03", payload, "THB", "male", fmt.Sprintf("p%d", i), "3"}))
	}
	w.Flush()
	p.edit(t, "data/codes/means.yaml", "codes:", "codes:"+codes.String())
	p.write(t, "data/small.csv", readFile(t, filepath.Join(dir, "data", "small.csv"))+rows.String())
	spec := "reports/brief.yaml"
	p.edit(t, spec, "title: {fr: Petit bulletin, en: Small brief}",
		fmt.Sprintf("title: %s\nsubtitle: %s\npublisher: %s\ncontact: {name: %s, phone: +32 2 555 01 00}", quoted(0), quoted(32), quoted(14), quoted(41)))
	for i, section := range []string{"{fr: Synthèse, en: Summary}", "{fr: Profil, en: Profile}", "{fr: Méthode, en: Method}"} {
		p.edit(t, spec, section, quoted(33+i))
	}
	p.edit(t, spec, "sexes: {is: ranking, of: sex}", "sexes: {is: ranking, of: country, title: "+quoted(3)+"}")
	p.edit(t, spec, "means: {is: prevalence, of: means}", "means: {is: prevalence, of: means, title: "+quoted(36)+"}")
	p.edit(t, spec, "- {table: sexes}", "- {table: sexes}\n      - {table: means}")
	p.build(t, int(done), "--period", "2026-10", "--address", "https://briefs.example")
	public, err := filepath.EvalSymlinks(filepath.Join(dir, "out", "internal"))
	must(t, err)
	return public
}

// Whatever attacks a program that takes a text for more than a text stands as a
// text in every file that is published, whatever reads it: each kind of file is
// held here, and a new kind fails until it is.
func TestPayloadsAreInertInEveryOutput(t *testing.T) {
	public := payloadProject(t)
	held := map[string]int{}
	err := filepath.WalkDir(public, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		must(t, err)
		kind := filepath.Ext(name)
		held[kind]++
		place, err := filepath.Rel(public, name)
		must(t, err)
		own := strings.HasPrefix(place, "assets"+string(filepath.Separator)) // Written by nobody's data.
		switch kind {
		case ".html":
			inertPage(t, place, data)
		case ".xlsx":
			inertWorkbook(t, place, data)
		case ".csv":
			inertCSV(t, place, data)
		case ".json", ".jsonld":
			if !json.Valid(data) {
				t.Errorf("%s is not JSON", place)
			}
		case ".xml", ".svg":
			inertMarkup(t, place, data)
		case ".js":
			if !own && bytes.ContainsAny(data, "<\u2028\u2029") {
				t.Errorf("%s holds what ends a script", place)
			}
		case ".parquet": // Read back before it is published, value by value.
			if !bytes.HasPrefix(data, []byte("PAR1")) {
				t.Errorf("%s is not Parquet", place)
			}
		case ".png":
			if !bytes.HasPrefix(data, []byte("\x89PNG\r\n")) {
				t.Errorf("%s is no picture", place)
			}
		case ".pdf", ".css", ".woff2", ".txt", "": // For PDF see below; the others are the site's own.
		default:
			t.Errorf("%s: nothing says that files of this kind are inert", place)
		}
		return nil
	})
	must(t, err)
	for _, kind := range []string{".html", ".xlsx", ".csv", ".json", ".jsonld", ".xml", ".svg", ".js", ".parquet", ".pdf"} {
		if held[kind] == 0 {
			t.Errorf("no %s file was held", kind)
		}
	}
	t.Run("every payload is shown", func(t *testing.T) { shown(t, public) })
	t.Run("pdf", func(t *testing.T) { inertPDF(t, public) })
}

// elements are those that the pages are made of.
var elements = strings.Fields(`html head meta title link body template a abbr article aside b bdi blockquote br button caption code col colgroup data dd details
	dfn div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header input kbd label legend li main nav noscript ol output p pre q
	samp script section small span strong sub summary sup table tbody td tfoot th thead time tr ul wbr img svg g path rect circle line text tspan
	polyline polygon desc defs clippath use marker select option search ellipse mark`)

func inertPage(t *testing.T, place string, data []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	must(t, err)
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s holds the comment %.60q", place, n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(elements, strings.ToLower(n.Data)) {
			t.Errorf("%s holds the element %s", place, n.Data)
		}
		source := false
		for _, a := range n.Attr {
			source = source || a.Key == "src"
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				t.Errorf("%s has the attribute %s=%.60q", place, a.Key, a.Val)
			case a.Key == "href", a.Key == "src", a.Key == "action":
				if scheme, _, ok := strings.Cut(a.Val, ":"); ok && scheme != "https" && scheme != "mailto" {
					t.Errorf("%s leads to %.60q", place, a.Val)
				}
			}
		}
		if n.Data == "script" && !source && n.FirstChild != nil {
			t.Errorf("%s holds the script %.60q", place, n.FirstChild.Data)
		}
	}
}

func inertWorkbook(t *testing.T, place string, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		part, err := io.ReadAll(r)
		must(t, err)
		if strings.HasSuffix(f.Name, ".png") {
			continue
		}
		for _, name := range elementsOf(t, place+": "+f.Name, part) {
			if strings.HasPrefix(f.Name, "xl/worksheets/sheet") && (name == "f" || name == "oleObject" || name == "script") {
				t.Errorf("%s: %s holds the element %s", place, f.Name, name)
			}
		}
		if strings.HasSuffix(f.Name, ".rels") && bytes.Contains(part, []byte(`"External"`)) {
			t.Errorf("%s: %s leads out of the workbook", place, f.Name)
		}
	}
}

// elementsOf returns the names of the elements of a document, which has no
// entities and instructions of its own.
func elementsOf(t *testing.T, place string, data []byte) (names []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Errorf("%s: %v", place, err)
			return names
		}
		switch x := token.(type) {
		case xml.StartElement:
			names = append(names, x.Name.Local)
			for _, a := range x.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") && !strings.HasPrefix(a.Value, "https://briefs.example/") && !relative(a.Value) {
					t.Errorf("%s: the attribute %s is %.60q", place, a.Name.Local, a.Value)
				}
			}
		case xml.Directive, xml.Comment:
			t.Errorf("%s holds %.60v", place, x)
		case xml.ProcInst:
			if x.Target != "xml" {
				t.Errorf("%s holds the instruction %s", place, x.Target)
			}
		}
	}
}

// relative reports whether an address stays in its folder.
func relative(address string) bool {
	return !strings.ContainsAny(address, ":\\") && !strings.HasPrefix(address, "/")
}

func inertMarkup(t *testing.T, place string, data []byte) {
	t.Helper()
	for _, name := range elementsOf(t, place, data) {
		switch name {
		case "script", "foreignObject", "iframe", "image", "img", "animate", "set", "include", "style", "f":
			t.Errorf("%s holds the element %s", place, name)
		}
	}
}

func inertCSV(t *testing.T, place string, data []byte) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	must(t, err)
	for i, record := range records {
		for _, field := range record {
			if _, err := strconv.ParseFloat(field, 64); err != nil && strings.ContainsAny(first(strings.TrimLeft(field, " \u00a0\t\r")), "=+-@＝＋－＠") {
				t.Errorf("%s: record %d holds %.60q", place, i+1, field)
			}
		}
	}
}

// first returns the first character of a text, a space if there is none.
func first(s string) string {
	for _, r := range s {
		return string(r)
	}
	return " "
}

// shown checks that the page of the edition shows every payload as its text, so
// that nothing was left out to make it inert.
func shown(t *testing.T, public string) {
	root, err := html.Parse(strings.NewReader(readFile(t, filepath.Join(public, "en", "brief", "2026-10", "index.html"))))
	must(t, err)
	texts := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			texts[strings.TrimSpace(n.Data)] = true
		}
	}
	for _, payload := range payloads() {
		if !texts[strings.TrimSpace(payload)] {
			t.Errorf("the page does not show %q", payload)
		}
	}
}

// active matches the names under which a PDF keeps what runs or leaves the
// file (ISO 32000-1, 12.6.4).
var active = regexp.MustCompile(`/(JS|JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|RichMedia|Movie|Sound|Rendition|OpenAction|AA|XFA|AcroForm)\b`)

func inertPDF(t *testing.T, public string) {
	tool, err := exec.LookPath("qpdf")
	if err != nil {
		missing(t, "the objects of a PDF are listed by qpdf: %v", err)
	}
	for _, language := range []string{"fr", "en"} {
		files, err := filepath.Glob(filepath.Join(public, language, "brief", "2026-10", "*.pdf"))
		must(t, err)
		for _, file := range files {
			out, err := exec.CommandContext(t.Context(), tool, "--json=2", file).Output()
			must(t, err)
			if bytes.Contains(out, []byte(`"/JS`)) || active.Match(out) {
				t.Errorf("%s holds what runs: %s", filepath.Base(file), active.Find(out))
			}
			for _, uri := range regexp.MustCompile(`"/URI": "u:([^"]*)"`).FindAllSubmatch(out, -1) {
				if !bytes.HasPrefix(uri[1], []byte("https://")) {
					t.Errorf("%s leads to %.60q", filepath.Base(file), uri[1])
				}
			}
		}
		if len(files) == 0 {
			t.Errorf("there is no PDF in %s", language)
		}
	}
}
