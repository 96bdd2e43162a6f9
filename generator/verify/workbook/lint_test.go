package workbook_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/render/xlsx"
	"htsm/generator/theme"
	"htsm/generator/verify/workbook"
)

// sample returns a document whose figures are charts of Excel's own and a
// picture, with months as heads and a symbol in a cell.
func sample() *doc.Document {
	d := doctest.Sample()
	for _, k := range d.Grids() {
		k.Unit = "victimes"
		if k.Figure != nil {
			k.Figure.Chart.Value = "Victimes"
		}
		for i := range k.Rows {
			if len(k.Rows[i].Heads) == 1 && k.ID == d.Grids()[0].ID {
				k.Rows[i].Heads[0].Month = fmt.Sprintf("2026-%02d", i%12+1)
			}
		}
	}
	return d
}

func write(t testing.TB, d *doc.Document) []byte {
	t.Helper()
	var diags diag.List
	looks, ok := theme.Read(os.DirFS("../../../templates"), "theme.yaml", &diags)
	if !ok {
		t.Fatal("the theme cannot be read")
	}
	var picture, b bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 64, 30))); err != nil {
		t.Fatal(err)
	}
	o := xlsx.Options{Theme: looks, Picture: func(*doc.Figure) ([]byte, error) { return picture.Bytes(), nil }}
	if err := xlsx.Render(&b, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A harm changes a workbook: in the part it puts a text in place of the first
// match of an expression, in which $1 stands for its first group. Without an expression the text is a part of its own.
type harm struct{ part, old, text string }

func (h harm) on(t *testing.T, file []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	add := func(name string, content []byte) {
		w, err := out.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	done := false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == h.part {
			old := regexp.MustCompile(h.old)
			if at := old.FindSubmatchIndex(content); at != nil {
				done = true
				text := old.Expand(nil, []byte(h.text), content, at)
				content = slices.Concat(content[:at[0]], text, content[at[1]:])
			}
		}
		add(f.Name, content)
	}
	if h.old == "" {
		add(h.part, []byte(h.text))
		done = true
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if !done {
		t.Fatalf("%s does not hold %q", h.part, h.old)
	}
	return b.Bytes()
}

func TestTheSampleKeepsTheChecklist(t *testing.T) {
	d := sample()
	b, err := workbook.Read(write(t, d))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range b.Lint(d) {
		t.Error(f)
	}
}

// Sheets of the sample: 1 Cover, 2 Contents, 3 Notes, 4 Figure_1 with months,
// 5 Table_1 with symbols, 6 Figure_2, which is a picture.
func TestABrokenWorkbookBreaksItsLine(t *testing.T) {
	const (
		sheet = "xl/worksheets/sheet%d.xml"
		core  = "docProps/core.xml"
	)
	on := func(n int) string { return fmt.Sprintf(sheet, n) }
	for _, c := range []struct {
		line int
		name string
		harm harm
	}{
		{1, "no cover in front", harm{"xl/workbook.xml", `name="Cover"`, `name="Front"`}},
		{1, "a cover without its period", harm{on(1), `Octobre 2026<`, `Mai 2026<`}},
		{1, "a cover without a way to the notes", harm{on(1), `location="[^"]*Notes[^"]*"`, `location="'Cover'!A1"`}},
		{2, "a list without a sheet", harm{on(2), `>Table_1<`, `>Table_9<`}},
		{2, "a list with another title", harm{on(2), `>Tableau 1 `, `>Tableau 9 `}},
		{2, "a link to another sheet", harm{on(2), `location="[^"]*Table_1[^"]*"`, `location="'Notes'!A1"`}},
		{3, "another note", harm{on(3), `Données provisoires`, `Données définitives`}},
		{3, "a mark without a note", harm{on(5), `\[Note 1\]`, `[Note 9]`}},
		{4, "a table that starts later", harm{"xl/tables/table4.xml", ` ref="A(\d+):`, ` ref="B$1:`}},
		{4, "text beneath a table", harm{on(5), `</sheetData>`, `<row r="99"><c r="A99" t="inlineStr"><is><t>x</t></is></c></row></sheetData>`}},
		{4, "text beside the lines above", harm{on(5), `</c></row><row r="2"`, `</c><c r="F1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"`}},
		{5, "no sentence on the table", harm{on(5), `Cette feuille contient un seul tableau`, `Cette feuille`}},
		{5, "an empty row", harm{on(5), `>Unité – victimes<`, `><`}},
		{5, "the lines in disorder", harm{on(5), `>Unité – victimes<`, `>Source – moi<`}},
		{6, "a table without a meaning", harm{"xl/tables/table4.xml", ` name="[^"]*"`, ` name="Table1"`}},
		{6, "a head that is not the cell", harm{"xl/tables/table4.xml", `id="1" name="`, `id="1" name="x`}},
		{7, "merged cells", harm{on(5), `</sheetData>`, `</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>`}},
		{7, "a hidden sheet", harm{"xl/workbook.xml", `name="Table_1"`, `name="Table_1" state="veryHidden"`}},
		{7, "a hidden row", harm{on(5), `<row r="3"`, `<row r="3" hidden="1"`}},
		{7, "a hidden column", harm{on(5), `<col `, `<col hidden="1" `}},
		{7, "an empty cell", harm{on(5), `<v>588</v>`, ``}},
		{8, "a filter", harm{on(5), `</sheetData>`, `</sheetData><autoFilter ref="A1:B2"/>`}},
		{8, "a frozen pane", harm{on(5), `(<sheetView [^>]*>)`, `<sheetView workbookViewId="0"><pane state="frozen"/>`}},
		{9, "no marking on a sheet", harm{on(5), `>TLP:AMBER<`, `>TLP:CLEAR<`}},
		{9, "no marking in print", harm{on(5), `<oddHeader>[^<]*<`, `<oddHeader>x<`}},
		{9, "coloured cells", harm{on(5), `</sheetData>`, `</sheetData><conditionalFormatting sqref="A1"/>`}},
		{9, "filled cells", harm{"xl/styles.xml", `(?s)</fills>(.*)fillId="0"`, `<fill><patternFill patternType="solid"/></fill></fills>${1}fillId="2"`}},
		{10, "a number as a text", harm{on(5), `"><v>588</v>`, `" t="inlineStr"><is><t>588</t></is>`}},
		{11, "a date without a form", harm{"xl/styles.xml", `formatCode="\[\$-40C\]mmmm yyyy"`, `formatCode="0"`}},
		{12, "a head without its unit", harm{on(5), ` \(victimes\)<`, `<`}},
		{12, "a unit in the cells", harm{"xl/styles.xml", `formatCode="0\.0%"`, `formatCode="0.0% &quot;parts&quot;"`}},
		{13, "a symbol that nobody explains", harm{on(5), `>\[c\] : [^<]*<`, `>autre : secret<`}},
		{14, "a bad name of a sheet", harm{"xl/workbook.xml", `name="Table_1"`, `name="Table 1"`}},
		{14, "a reserved name of a sheet", harm{"xl/workbook.xml", `name="Sources"`, `name="History"`}},
		{15, "small type", harm{"xl/styles.xml", `(?s)^(.*)<sz val="12"`, `$1<sz val="9"`}},
		{15, "pale type", harm{"xl/styles.xml", `rgb="FF595959"`, `rgb="FFBBBBBB"`}},
		{15, "portrait paper", harm{on(5), `orientation="landscape"`, `orientation="portrait"`}},
		{16, "another title", harm{core, `<dc:title>`, `<dc:title>x`}},
		{16, "the library as the author", harm{core, `<dc:creator>[^<]*`, `<dc:creator>xuri`}},
		{16, "another date", harm{core, `2026-11-02T`, `2006-09-16T`}},
		{17, "no marking among the properties", harm{"docProps/custom.xml", `TLP:AMBER`, `TLP:CLEAR`}},
		{17, "another checksum", harm{"docProps/custom.xml", `9f86d081`, `00000000`}},
		{18, "a workbook that opens elsewhere", harm{"xl/workbook.xml", `<workbookView`, `<workbookView activeTab="3"`}},
		{18, "two selected sheets", harm{on(5), `<sheetView `, `<sheetView tabSelected="1" `}},
		{19, "a chart without a text alternative", harm{"xl/drawings/drawing1.xml", `descr="[^"]*"`, `descr=""`}},
		{19, "a chart on another sheet", harm{"xl/charts/chart1.xml", `<c:val><c:numRef><c:f>[^!]*`, `<c:val><c:numRef><c:f>'Notes'`}},
		{19, "a chart that shows another number", harm{"xl/charts/chart1.xml", `(<c:numCache><c:formatCode>#,##0</c:formatCode><c:ptCount val="\d+"/><c:pt idx="0"><c:v>)\d+`, `<c:numCache><c:formatCode>#,##0</c:formatCode><c:ptCount val="7"/><c:pt idx="0"><c:v>7`}},
		{19, "a chart without a title", harm{"xl/charts/chart1.xml", `<c:title>.*?</c:title><c:autoTitle`, `<c:autoTitle`}},
		{19, "a chart without titles of its axes", harm{"xl/charts/chart1.xml", `<a:t>Victimes</a:t>`, ``}},
		{19, "a picture that is none", harm{"xl/media/image1.png", `^\x{FFFD}?.PNG`, `GIF8`}},
		{20, "a link to nowhere", harm{on(5), `location="[^"]*"`, `location="'Nowhere'!A1"`}},
		{21, "the wrong direction", harm{on(5), `<sheetView `, `<sheetView rightToLeft="1" `}},
		{23, "a macro", harm{"xl/vbaProject.bin", ``, `x`}},
		{23, "a way out", harm{"xl/worksheets/_rels/sheet5.xml.rels", `<Relationship `, `<Relationship Id="rId77" Type="x/hyperlink" Target="https://example.org" TargetMode="External"/><Relationship `}},
		{24, "a text too long", harm{on(5), `>Unité – victimes<`, `>Unité – ` + strings.Repeat("x", 32768) + `<`}},
	} {
		t.Run(fmt.Sprintf("%d %s", c.line, c.name), func(t *testing.T) {
			d := sample()
			b, err := workbook.Read(c.harm.on(t, write(t, d)))
			if err != nil {
				t.Fatal(err)
			}
			found := b.Lint(d)
			for _, f := range found {
				if f.Line == c.line {
					return
				}
			}
			t.Errorf("the line %d finds nothing: %v", c.line, found)
		})
	}
}

func TestAFormulaIsAnError(t *testing.T) {
	bad := harm{"xl/worksheets/sheet5.xml", `<v>588</v>`, `<f>1+1</f><v>2</v>`}.on(t, write(t, sample()))
	if _, err := workbook.Read(bad); err == nil || !strings.Contains(err.Error(), "formula") {
		t.Errorf("the error is %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(write(f, doctest.Sample()))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if b, err := workbook.Read(data); err == nil {
			b.Lint(doctest.Sample()) // It must come back, whatever the workbook.
		}
	})
}
