package pipeline_test

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/period"
	"htsm/generator/pipeline"
	"htsm/generator/typeface"
)

// A drawn chart is one SVG document of a page.
type drawnChart struct {
	id    string // Of the figure; with "_n" for narrow screens.
	box   [4]float64
	texts []drawnText
	paths []map[string]string
	discs int
}

type drawnText struct {
	text        string
	x, y, width float64 // The left end, the middle of the capitals.
}

var svgForm = regexp.MustCompile(`(?s)<svg xmlns=.*?</svg>`)

// chartsOf returns the charts of a page.
func chartsOf(t *testing.T, fonts *typeface.Set, page string) map[string]drawnChart {
	t.Helper()
	out := map[string]drawnChart{}
	for _, svg := range svgForm.FindAllString(page, -1) {
		if c := readChart(t, fonts, svg); c.id != "" {
			out[c.id] = c
		}
	}
	return out
}

func readChart(t *testing.T, fonts *typeface.Set, svg string) drawnChart {
	t.Helper()
	var c drawnChart
	var open *drawnText
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return c
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			attr := map[string]string{}
			for _, a := range x.Attr {
				attr[a.Name.Local] = a.Value
			}
			switch x.Name.Local {
			case "svg":
				if _, err := fmt.Sscan(attr["viewBox"], &c.box[0], &c.box[1], &c.box[2], &c.box[3]); err != nil {
					t.Fatal(err)
				}
			case "title":
				c.id = strings.TrimSuffix(attr["id"], "-title")
			case "path":
				c.paths = append(c.paths, attr)
			case "circle":
				c.discs++
			case "text":
				at := drawnText{x: number(attr["x"]), y: number(attr["y"]) - 4.3, width: map[string]float64{"middle": 0.5, "end": 1}[attr["text-anchor"]]}
				c.texts, open = append(c.texts, at), &at
			}
		case xml.CharData:
			if open != nil {
				last := &c.texts[len(c.texts)-1]
				part := last.width
				last.text = strings.Trim(string(x), "\u202b\u202c")
				last.width = fonts.Measure(last.text, typeface.Regular, 12)
				last.x -= part * last.width
				open = nil
			}
		}
	}
}

func number(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64)
	return x
}

// checkTexts fails if a text leaves the chart or runs into another.
func (c drawnChart) checkTexts(t *testing.T, where string) {
	t.Helper()
	for i, a := range c.texts {
		if a.x < c.box[0] || a.x+a.width > c.box[0]+c.box[2] || a.y-6 < c.box[1] || a.y+7 > c.box[1]+c.box[3] {
			t.Errorf("%s: %q at %.1f, %.1f, %.1f wide, leaves the picture %v", where, a.text, a.x, a.y, a.width, c.box)
		}
		for _, b := range c.texts[:i] {
			if a.x+0.5 < b.x+b.width && b.x+0.5 < a.x+a.width && math.Abs(a.y-b.y) < 11.5 {
				t.Errorf("%s: %q at %.1f, %.1f meets %q at %.1f, %.1f", where, a.text, a.x, a.y, b.text, b.x, b.y)
			}
		}
	}
}

// rectangles returns how many upright boxes in the colour of a mark there are:
// those of legends, of 10 px, are none.
func (c drawnChart) rectangles() int {
	n := 0
	for _, p := range c.paths {
		var s [8]float64
		if _, err := fmt.Sscanf(p["d"], "M%f %fL%f %fL%f %fL%f %fZ", &s[0], &s[1], &s[2], &s[3], &s[4], &s[5], &s[6], &s[7]); err != nil {
			continue
		}
		legend := math.Abs(math.Abs(s[2]-s[0])-10) < 0.02 && math.Abs(math.Abs(s[5]-s[3])-10) < 0.02
		if s[1] == s[3] && s[2] == s[4] && s[5] == s[7] && !legend && !slices.Contains([]string{"#FFFFFF", "#E4E7EC", "#ECEEF1"}, p["fill"]) {
			n++
		}
	}
	return n
}

// with returns how many paths have an attribute with a value.
func (c drawnChart) with(name, value string) int {
	n := 0
	for _, p := range c.paths {
		if p[name] == value {
			n++
		}
	}
	return n
}

// numbersOf returns the published numbers of the data of a figure, row by row,
// without its totals and its limits; of a map without what has no place on it.
func numbersOf(t *testing.T, data, kind string) [][]float64 {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(data, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var values []int
	for j, name := range all[0] {
		if strings.HasSuffix(kind, "map") && j > 0 && strings.HasPrefix(all[0][j-1], "all-other") {
			continue
		}
		if j > 0 && strings.HasSuffix(name, "_flag") && !strings.HasSuffix(all[0][j-1], "-low") && !strings.HasSuffix(all[0][j-1], "-high") {
			values = append(values, j-1)
		}
	}
	var out [][]float64
	for _, row := range all[1:] {
		if row[1] == "total" || strings.HasSuffix(kind, "map") && row[1] != "row" {
			continue
		}
		var numbers []float64
		for _, j := range values {
			if x, err := strconv.ParseFloat(row[j], 64); err == nil {
				numbers = append(numbers, x)
			}
		}
		out = append(out, numbers)
	}
	return out
}

// marksFor returns the marks that the data of a chart of a kind ask for and
// those that are drawn, and false for kinds whose marks do not stand for one
// number each.
func marksFor(kind string, c drawnChart, rows [][]float64) (want, got int, ok bool) {
	all, positive, squares := 0, 0, 0.0
	for _, row := range rows {
		for _, x := range row {
			all++
			squares += x
			if x > 0 {
				positive++
			}
		}
	}
	switch kind {
	case "bar", "column", "stacked", "share-stack", "histogram", "pyramid", "heat", "funnel":
		return all, c.rectangles(), true
	case "dot-matrix": // One for each unit here.
		return int(squares), c.rectangles(), true
	case "slope", "multiples", "sparklines", "dot-map":
		return all, c.discs, true
	case "dumbbell", "bubble": // And the legend.
		return map[string]int{"dumbbell": all, "bubble": len(rows)}[kind] + 2, c.discs, true
	case "cycle":
		return all + 1, c.discs, true
	case "range":
		return len(rows) + 1, c.discs, true
	case "flow":
		return positive, c.with("fill-opacity", "0.45"), true
	case "chord":
		return positive, c.with("fill-opacity", "0.5"), true
	case "map":
		return positive, c.with("fill-opacity", "0.8"), true
	}
	return 0, 0, false
}

// gallery returns a project with the sample extract, the reports of testdata
// and an extract that breaks charts.
func gallery(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS(project())
	for _, pattern := range []string{"data/*.yaml", "data/*.csv", "data/codes/*.yaml"} {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: data}
		}
	}
	for _, name := range []string{"gallery", "naughty"} {
		data, err := os.ReadFile("testdata/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		files["reports/"+name+".yaml"] = &fstest.MapFile{Data: data}
	}
	naughty(files)
	return files
}

// longLabels holds, by language, what a label of the list of hard cases is.
var longLabels = map[string]string{
	"fr": "Fausse promesse d’emploi, de mariage ou d’études transmise par une agence de recrutement en ligne, y compris les cas présumés (%d)",
	"en": "False promise of work, marriage or studies passed on by an online recruitment agency, presumed cases included (%d)",
	"es": "Falsa promesa de trabajo, matrimonio o estudios transmitida por una agencia de contratación en línea, incluidos los casos presuntos (%d)",
	"ar": "وعود كاذبة بالعمل أو الزواج أو الدراسة تنقلها وكالة توظيف عبر الإنترنت، بما في ذلك الحالات المفترضة (%d)",
}

// naughty adds an extract of forty kinds with long labels, a huge one among
// small ones, and half a year without a record.
func naughty(files fstest.MapFS) {
	var list, rows strings.Builder
	list.WriteString("list: kinds\ntitle: {fr: Cas, en: Cases, es: Casos, ar: حالات}\nsource: invented for a test\ncodes:\n")
	rows.WriteString("day,kind,part,persons\n")
	for k := 1; k <= 40; k++ {
		fmt.Fprintf(&list, "  - code: k%d\n    label:\n", k)
		for _, language := range []string{"fr", "en", "es", "ar"} {
			label := fmt.Sprintf(longLabels[language], k)
			if k == 2 { // A word that no line holds.
				label = strings.ReplaceAll(label, " ", "")
			}
			fmt.Fprintf(&list, "      %s: %q\n", language, label)
		}
		for month := range 36 {
			if month >= 12 && month < 18 {
				continue
			}
			persons := 2 + (k*7+month*5)%37 + max(0, 30-month)*(k%3)
			if k == 1 && month == 35 {
				persons = 987654
			}
			at := period.Of(2023, 11) + period.Month(month)
			fmt.Fprintf(&rows, "%s-15,k%d,%s,%d\n", at, k, []string{"a", "b"}[(k+month)%2], persons)
		}
	}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	files["data/codes/kinds.yaml"] = file(list.String())
	files["data/codes/parts.yaml"] = file("list: parts\ntitle: {fr: Part, en: Part, es: Parte, ar: جزء}\nsource: invented for a test\ncodes:\n" +
		"  - {code: a, label: {fr: A, en: A, es: A, ar: أ}}\n  - {code: b, label: {fr: B, en: B, es: B, ar: ب}}\n  - {code: c, label: {fr: C, en: C, es: C, ar: ج}}\n")
	files["data/naughty.csv"] = file(rows.String())
	title := func(word string) string { return fmt.Sprintf("{fr: %[1]s, en: %[1]s, es: %[1]s, ar: %[1]s}", word) }
	files["data/naughty.contract.yaml"] = file("contract: naughty\ntitle: " + title("N") + "\nsource: {path: naughty.csv}\nunit: persons\nmeasure: persons\ndate: day\ncolumns:\n" +
		"  day: {title: " + title("D") + ", type: date, required: true}\n  kind: {title: " + title("K") + ", type: code, list: kinds}\n" +
		"  part: {title: " + title("P") + ", type: code, list: parts}\n  persons: {title: " + title("N") + ", type: integer, min: 1, required: true}\n")
}

var shown = regexp.MustCompile(`\{chart: ([a-z-]+), as: ([a-z-]+)`)

// wanted returns the figures of a report with their kinds, in order.
func wanted(files fstest.MapFS, report string) (ids, kinds []string) {
	seen := map[string]int{}
	for _, m := range shown.FindAllStringSubmatch(string(files["reports/"+report+".yaml"].Data), -1) {
		seen[m[1]]++
		id := "f-" + m[1]
		if n := seen[m[1]]; n > 1 {
			id += fmt.Sprint("-", n)
		}
		ids, kinds = append(ids, id), append(kinds, m[2])
	}
	return ids, kinds
}

func TestEveryKindOfChartIsSoundInEveryLanguage(t *testing.T) {
	fonts, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	files := gallery(t)
	month := period.Of(2026, 10)
	r, site := build(t, files, pipeline.Order{Months: period.Span{First: month, Last: month}, Reports: []string{"gallery", "naughty"}})
	if len(r.Built) != 8 || len(r.Failed) > 0 {
		t.Fatalf("built %v, failed %v: %v", r.Built, r.Failed, r.Problems)
	}
	all := tree(t, site)
	for _, language := range []string{"fr", "en", "es", "ar"} {
		for _, report := range []string{"gallery", "naughty"} {
			folder := path.Join("/all", language, report, "2026-10")
			charts := chartsOf(t, fonts, all[folder+"/index.html"])
			ids, kinds := wanted(files, report)
			for i, id := range ids {
				for _, width := range []string{"", "_n"} {
					where := fmt.Sprintf("%s %s %s%s, %s", language, report, id, width, kinds[i])
					c, ok := charts[id+width]
					if !ok {
						t.Errorf("%s is not there", where)
						continue
					}
					c.checkTexts(t, where)
					rows := numbersOf(t, all[folder+"/data/d"+strings.TrimPrefix(id, "f")+".csv"], kinds[i])
					something := slices.ContainsFunc(rows, func(row []float64) bool { return slices.ContainsFunc(row, func(x float64) bool { return x > 0 }) })
					if shapes := len(c.paths) + c.discs; len(c.texts) < 2 || something && shapes < 2 { // One is the ground.
						t.Errorf("%s is empty: %d texts, %d shapes", where, len(c.texts), shapes)
					}
					if want, got, ok := marksFor(kinds[i], c, rows); ok && want != got && report == "gallery" {
						t.Errorf("%s: %d marks for %d numbers", where, got, want)
					}
				}
			}
		}
	}
}
