package xlsx_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/big"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/render/xlsx"
	"htsm/generator/theme"
	lint "htsm/generator/verify/workbook"
)

func TestWorkbookShowsTheFactsOfTheDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		w := render(t, d)
		got := facts(t, w, d)
		var want []doc.Fact
		for _, f := range d.Facts() {
			if inWorkbook(f.Place, d) && f.Display != "" {
				want = append(want, f)
			}
		}
		if diff := cmp.Diff(sorted(want), sorted(got)); diff != "" {
			t.Fatalf("the workbook disagrees with the document (-doc +xlsx):\n%s", diff)
		}
	})
}

func TestWorkbookIsSoundWhateverTheTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		b, err := lint.Read(bytesOf(t, d))
		if err != nil {
			t.Fatal(err)
		}
		for _, finding := range b.Lint(d) {
			t.Error(finding)
		}
	})
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	first := bytesOf(t, doctest.Sample())
	for range 5 {
		if !bytes.Equal(first, bytesOf(t, doctest.Sample())) {
			t.Fatal("two renderings of one document differ")
		}
	}
}

func TestSheetsFollowTheOrderOfReading(t *testing.T) {
	var got []string
	for _, s := range render(t, doctest.Sample()).sheets {
		got = append(got, s.name)
	}
	want := []string{"Cover", "Contents", "Notes", "Figure_1", "Table_1", "Figure_2", "Table_2", "Figure_3", "Figure_4", "Sources"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
}

func TestNumberFormatsFollowMeasureAndScale(t *testing.T) {
	w := render(t, doctest.Sample())
	codes, _, err := w.formats()
	if err != nil {
		t.Fatal(err)
	}
	table1 := w.sheets[4]
	first, _ := rowsOf(table1.table.Ref)
	for col, want := range map[int][2]string{3: {"588", "#,##0"}, 4: {"0.458", "0.0%"}, 5: {"0.09", "+0%;-0%;0%"}} {
		c := table1.cells[at(col, first+1)]
		if got := [2]string{c.number, codes[c.style]}; got != want {
			t.Errorf("column %d holds %q, want %q", col, got, want)
		}
	}
}

func TestPropertiesComeFromTheDocument(t *testing.T) {
	w := render(t, doctest.Sample())
	core, custom := string(w.parts["docProps/core.xml"]), string(w.parts["docProps/custom.xml"])
	for _, want := range []string{"2026-11-02T00:00:00Z", "Traite des êtres humains", "<dc:language>fr<", "HTSM-2026-10-fr-partners"} {
		if !strings.Contains(core, want) {
			t.Errorf("the properties lack %q: %s", want, core)
		}
	}
	for _, want := range []string{"TLP:AMBER", "partners", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"} {
		if !strings.Contains(custom, want) {
			t.Errorf("the custom properties lack %q: %s", want, custom)
		}
	}
	for name, part := range w.parts {
		if bytes.Contains(part, []byte("xuri")) || bytes.Contains(part, []byte("2006-09-16")) {
			t.Errorf("%s holds a default of the library", name)
		}
	}
}

func TestTextsThatDoNotFitAreErrors(t *testing.T) {
	for name, text := range map[string]string{
		"too long":           strings.Repeat("x", 32768),
		"too long in UTF-16": strings.Repeat("𝔘", 16384),
		"control character":  "a\x0bb", "line break": "a\nb", "not UTF-8": "a\xffb", "no character": "a\uffffb",
		"too long once escaped": strings.Repeat("_x0041_", 32767/7),
	} {
		d := doctest.Sample()
		d.Notes[0].Text = []doc.Inline{&doc.Text{Text: text}}
		var b bytes.Buffer
		if err := xlsx.Render(&b, d, options(t)); err == nil {
			t.Errorf("%s: no error", name)
		}
		if b.Len() > 0 {
			t.Errorf("%s: something was written", name)
		}
	}
	d := doctest.Sample()
	d.Notes[0].Text = []doc.Inline{&doc.Text{Text: strings.Repeat("x", 32767)}}
	if err := xlsx.Render(io.Discard, d, options(t)); err != nil {
		t.Errorf("a text of 32767 characters: %v", err)
	}
}

func TestTextsLikeEscapesComeBackAsTheyAre(t *testing.T) {
	for _, text := range []string{"_x0041_", "_x0041_x0042_", "_xD800_", "_x005F_x0041_", "_x005f_", "__x000D__", "_x00e9_é", "_x12_"} {
		d := doctest.Sample()
		d.Notes[0].Text = []doc.Inline{&doc.Text{Text: text}}
		d.Meta.Title = text
		w := render(t, d)
		if got := [2]string{w.sheets[0].cells["A1"].text, w.sheets[2].cells["B4"].text}; got != [2]string{text, text} {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}

func TestArabicSheetsRunFromRightToLeft(t *testing.T) {
	d := doctest.Sample()
	for _, want := range []bool{false, true} {
		d.Meta.RightToLeft = want
		for _, s := range render(t, d).sheets {
			if got := strings.Contains(s.raw, `rightToLeft="true"`); got != want {
				t.Errorf("sheet %s: right to left is %v, want %v", s.name, got, want)
			}
		}
	}
}

func TestDocumentsWithoutADateAreErrors(t *testing.T) {
	d := doctest.Sample()
	d.Meta.Dated = "2 novembre 2026"
	if err := xlsx.Render(io.Discard, d, options(t)); err == nil {
		t.Error("a date that is not ISO was taken")
	}
}

func TestTextsLikeFormulasStayTexts(t *testing.T) {
	d := doctest.Sample()
	payload := "=cmd|' /C calc'!A0"
	d.Notes[0].Text = []doc.Inline{&doc.Text{Text: payload}}
	w := render(t, d) // The reader refuses formulas.
	_, quoted, err := w.formats()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range w.sheets[2].cells {
		if (c.text == payload) != quoted[c.style] && c.text != "" {
			t.Errorf("the text %q has quotePrefix %v", c.text, quoted[c.style])
		}
	}
}

func BenchmarkRender(b *testing.B) {
	d, o := doctest.Sample(), options(b)
	for b.Loop() {
		if err := xlsx.Render(io.Discard, d, o); err != nil {
			b.Fatal(err)
		}
	}
}

type fataler interface {
	Helper()
	Fatal(args ...any)
}

// options returns the theme of the project, and a picture in place of charts
// that Excel lacks.
func options(t fataler) xlsx.Options {
	t.Helper()
	var diags diag.List
	looks, ok := theme.Read(os.DirFS("../../../templates"), "theme.yaml", &diags)
	if !ok {
		t.Fatal("the theme cannot be read")
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 30))); err != nil {
		t.Fatal(err)
	}
	return xlsx.Options{Theme: looks, Picture: func(*doc.Figure) ([]byte, error) { return b.Bytes(), nil }}
}

func bytesOf(t fataler, d *doc.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Render(&b, d, options(t)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func render(t fataler, d *doc.Document) *workbook {
	t.Helper()
	w, err := read(bytesOf(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// inWorkbook reports whether the fact of a place belongs to the annex.
func inWorkbook(place string, d *doc.Document) bool {
	switch {
	case place == "title", place == "marking", place == "period", strings.HasPrefix(place, "note/"):
		return true
	}
	for _, t := range d.Grids() {
		if strings.HasPrefix(place, t.ID+"/") || t.Figure != nil && strings.HasPrefix(place, t.Figure.ID+"/") {
			return true
		}
	}
	return false
}

func sorted(list []doc.Fact) []doc.Fact {
	return slices.SortedFunc(slices.Values(list), func(a, b doc.Fact) int {
		return strings.Compare(a.Place+"\x00"+a.Display, b.Place+"\x00"+b.Display)
	})
}

// facts reads the facts of a workbook. The display of a number is not in the
// file, so a number that equals the released one counts as its display.
func facts(t *rapid.T, w *workbook, d *doc.Document) (out []doc.Fact) {
	add := func(place, display string) {
		if display != "" {
			out = append(out, doc.Fact{Place: place, Display: display})
		}
	}
	cover := w.sheets[0].cells
	add("title", cover["A1"].text)
	add("marking", cover["A2"].text)
	add("period", cover["A3"].text)
	sheets := w.sheets[2:]
	if len(d.Notes) > 0 {
		first, last := rowsOf(sheets[0].table.Ref)
		for row := first + 1; row <= last; row++ {
			add(fmt.Sprintf("note/%d", row-first), sheets[0].cells[at(2, row)].text)
		}
		sheets = sheets[1:]
	}
	for k, item := range d.Grids() {
		sheetFacts(t, sheets[k], item, add)
	}
	return out
}

var (
	marks    = regexp.MustCompile(`( \[Note \d+\])+$`)
	numbered = regexp.MustCompile(` \(\d+\)$`) // What makes a repeated head another one.
)

func sheetFacts(t *rapid.T, s sheet, item doc.Grid, add func(place, display string)) {
	b := item.Table
	caption := b.ID
	if item.Figure != nil {
		caption = item.Figure.ID
	}
	add(caption+"/caption", marks.ReplaceAllString(s.cells["A1"].text, ""))
	first, _ := rowsOf(s.table.Ref)
	lines := map[string]bool{}
	for row := range first {
		text := s.cells[at(1, row)].text
		lines[text] = true
		if source, ok := strings.CutPrefix(text, "Source – "); ok && row == first-1 {
			add(caption+"/source", source)
		}
	}
	for i, line := range b.Legend {
		if lines[line] && item.Figure == nil {
			add(fmt.Sprintf("%s/legend%d", b.ID, i+1), line)
		}
	}
	group := []string{}
	for _, g := range b.Groups {
		group = append(group, slices.Repeat([]string{g.Text}, g.Span)...)
	}
	for j, c := range b.Cols {
		bare := func(head string) string {
			head = marks.ReplaceAllString(head, "")
			if b.Unit != "" && !strings.HasSuffix(c.Text, "("+b.Unit+")") {
				head = strings.TrimSuffix(head, " ("+b.Unit+")")
			}
			return head
		}
		whole := s.cells[at(len(b.Stub)+j+1, first)].text
		head := bare(numbered.ReplaceAllString(whole, ""))
		if !strings.HasSuffix(head, c.Text) {
			head = bare(whole) // The head itself ends like the number of a repeated one.
		}
		if len(group) > 0 && group[j] != "" {
			head = strings.TrimPrefix(head, group[j]+" – ")
		}
		add(fmt.Sprintf("%s/head/%d", b.ID, j), head)
	}
	for i, r := range b.Rows {
		for l := range r.Heads {
			add(fmt.Sprintf("%s/%s/head%d", b.ID, r.Key, l), s.cells[at(l+1, first+1+i)].text)
		}
		for j, c := range r.Cells {
			got := s.cells[at(len(b.Stub)+j+1, first+1+i)]
			add(b.ID+"/"+r.Key+"/"+b.Cols[j].Key, shown(t, got, c, b.Cols[j].Measure))
		}
	}
}

// shown returns the display of a cell of the document if the cell of the
// sheet holds the same number, and else what the sheet holds.
func shown(t *rapid.T, got cell, want doc.Cell, m head.Measure) string {
	n, ok := want.Value.Number()
	if !ok || want.Value.Status() != release.Published {
		return got.text
	}
	x, ok := new(big.Rat).SetString(got.number)
	if !ok {
		t.Fatalf("the cell of %s holds no number: %v", want.Display, got)
	}
	if m.Quantity == head.Share || m.Quantity == head.Change {
		x.Mul(x, big.NewRat(100, 1))
	}
	if y, _ := new(big.Rat).SetString(n.String()); x.Cmp(y) != 0 {
		return got.number
	}
	return want.Display
}
