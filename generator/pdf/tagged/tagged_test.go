package tagged_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"htsm/generator/pdf/paragraph"
	"htsm/generator/pdf/svg"
	"htsm/generator/pdf/tagged"
	"htsm/generator/typeface"
)

var loadSet = sync.OnceValues(typeface.Load)

func newDocument(t testing.TB) *tagged.Document {
	t.Helper()
	set, err := loadSet()
	if err != nil {
		t.Fatal(err)
	}
	return tagged.New(set, nil, tagged.Metadata{Title: "Title", Language: "fr", Producer: "htsm", Created: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)})
}

// show paints a line of text for an element.
func show(d *tagged.Document, role tagged.Role, text string, x, y float64) *tagged.Element {
	e := d.NewElement(d.Root(), role, tagged.Attributes{})
	d.Within(e, func() { put(d, text, x, y) })
	return e
}

func put(d *tagged.Document, text string, x, y float64) {
	for _, line := range d.Set([]paragraph.Span{{Text: text, Size: 10}}, paragraph.Form{}) {
		for _, p := range line.Pieces {
			d.Show(p, x+p.X, y, tagged.Color{})
		}
	}
}

func finish(t testing.TB, d *tagged.Document) []byte {
	t.Helper()
	data, err := d.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// tool runs a command on the document and returns what it prints.
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

// objects returns the file with every stream spelled out.
func objects(t testing.TB, data []byte) string {
	t.Helper()
	return tool(t, data, "qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", "FILE", "-")
}

func TestTheFileIsSoundAndTheTextReadsBack(t *testing.T) {
	d := newDocument(t)
	d.AddPage(200, 100)
	show(d, tagged.Paragraph, "Efficace, fiançailles, Đường, 1\u202f234\u00a0cas ≥ ▲", 10, 20)
	show(d, tagged.Paragraph, "AVAW To. “Test”", 10, 40)
	data := finish(t, d)
	tool(t, data, "qpdf", "--check", "FILE")
	got := tool(t, data, "pdftotext", "-layout", "-enc", "UTF-8", "FILE", "-")
	for _, want := range []string{"Efficace, fiançailles, Đường, 1 234 cas ≥ ▲", "AVAW To. “Test”"} {
		if !strings.Contains(got, want) {
			t.Errorf("text %q lacks %q", got, want)
		}
	}
}

func TestArabicReadsBackLetterByLetter(t *testing.T) {
	d := newDocument(t)
	d.AddPage(300, 100)
	e := d.NewElement(d.Root(), tagged.Paragraph, tagged.Attributes{})
	d.Within(e, func() {
		for _, line := range d.Set([]paragraph.Span{{Text: "بيت النص حالة", Size: 10, Language: "ar"}}, paragraph.Form{RTL: true}) {
			for _, p := range line.Pieces {
				d.Show(p, 10+p.X, 40, tagged.Color{})
			}
		}
	})
	got := tool(t, finish(t, d), "pdftotext", "-enc", "UTF-8", "FILE", "-")
	for _, word := range []string{"بيت", "النص", "حالة"} {
		if !strings.Contains(got, word) {
			t.Errorf("text %q lacks %q", got, word)
		}
	}
}

func TestNothingIsPaintedWithoutAnOwner(t *testing.T) {
	d := newDocument(t)
	d.AddPage(200, 100)
	put(d, "loose", 10, 10) // no element: an artifact
	show(d, tagged.H1, "Head", 10, 30)
	d.FillRect(0, 0, 10, 10, tagged.Color{R: 255})
	text := objects(t, finish(t, d))
	content := text[strings.Index(text, "1 0 0 -1 0 100 cm"):]
	content = content[:strings.Index(content, "endstream")]
	depth := 0
	for _, line := range strings.Split(content, "\n") {
		switch {
		case strings.HasSuffix(line, "BDC"):
			depth++
		case line == "EMC":
			depth--
		case strings.HasSuffix(line, " Tj"), strings.HasSuffix(line, " TJ"), strings.HasSuffix(line, " f"), strings.HasSuffix(line, " S"):
			if depth == 0 {
				t.Errorf("painted outside a marked sequence: %s", line)
			}
		}
	}
	for _, want := range []string{"/H1 << /MCID 0 >> BDC", "/Artifact << /Type /Layout >> BDC"} {
		if !strings.Contains(content, want) {
			t.Errorf("content lacks %q", want)
		}
	}
}

func TestElementsTakeTheirPlaceWhenTheyArePainted(t *testing.T) {
	d := newDocument(t)
	d.AddPage(200, 100)
	p := d.NewElement(d.Root(), tagged.Paragraph, tagged.Attributes{})
	note := d.NewElement(p, tagged.Note, tagged.Attributes{ID: "note-1"})
	d.Within(p, func() { put(d, "before", 10, 10) })
	d.Attach(note)
	d.Within(p, func() { put(d, "after", 50, 10) })
	show(d, tagged.H2, "Next", 10, 30)
	d.Within(note, func() { put(d, "note", 10, 90) })
	d.NewElement(p, tagged.SpanRole, tagged.Attributes{}) // never painted
	got := tool(t, finish(t, d), "pdfinfo", "-struct-text", "FILE")
	order := []string{"P (block)", "before", "Note", "note", "after", "H2", "Next"}
	at := 0
	for _, s := range order {
		i := strings.Index(got[at:], s)
		if i < 0 {
			t.Fatalf("structure lacks %q in its place:\n%s", s, got)
		}
		at += i
	}
	if strings.Contains(got, "Span") {
		t.Errorf("an element without content is in the tree:\n%s", got)
	}
}

func TestErrorsSurfaceWhenTheDocumentIsFinished(t *testing.T) {
	tests := []struct {
		name, want string
		do         func(*tagged.Document)
	}{
		{"no page", "needs a page", func(*tagged.Document) {}},
		{"missing glyph", "你", func(d *tagged.Document) { d.AddPage(9, 9); put(d, "你", 0, 0) }},
		{"link to nowhere", `"x"`, func(d *tagged.Document) { d.AddPage(9, 9); d.LinkTo(0, 0, 1, 1, "x", "c", nil) }},
		{"bookmark to nowhere", `"x"`, func(d *tagged.Document) { d.AddPage(9, 9); d.Bookmark(1, "t", "x") }},
		{"place named twice", `"x"`, func(d *tagged.Document) { d.AddPage(9, 9); d.Dest("x", 0); d.Dest("x", 1) }},
		{"painting before a page", "before the first page", func(d *tagged.Document) { put(d, "a", 0, 0) }},
		{"identifier twice", `"n"`, func(d *tagged.Document) {
			d.AddPage(9, 9)
			for range 2 {
				d.Attach(d.NewElement(d.Root(), tagged.Note, tagged.Attributes{ID: "n"}))
			}
		}},
		{"attachment twice", `"a.csv"`, func(d *tagged.Document) {
			d.AddPage(9, 9)
			d.AttachFile(tagged.Attachment{Name: "a.csv"})
			d.AttachFile(tagged.Attachment{Name: "a.csv"})
		}},
		{"data that are not attached", `"b.csv"`, func(d *tagged.Document) {
			d.AddPage(9, 9)
			d.Attach(d.NewElement(d.Root(), tagged.Table, tagged.Attributes{File: "b.csv"}))
		}},
		{"broken image", "read image", func(d *tagged.Document) {
			d.AddPage(9, 9)
			_, err := d.Image([]byte("x"))
			d.Fail(err)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDocument(t)
			tt.do(d)
			if _, err := d.Finish(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %s", err, tt.want)
			}
		})
	}
}

// everything uses each part of the writer once.
func everything(t testing.TB) []byte {
	d := newDocument(t)
	d.AddPage(200, 300)
	show(d, tagged.H1, "Head", 10, 20)
	d.Dest("top", 5)
	d.Bookmark(1, "Head", "top")
	link := d.NewElement(d.Root(), tagged.LinkRole, tagged.Attributes{Alt: "to the top"})
	d.Within(link, func() { put(d, "link", 10, 40) })
	d.LinkTo(10, 30, 20, 12, "top", "to the top", link)
	drawing, err := svg.Read([]byte(`<svg width="100" height="100"><defs>
		<linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity="0"/></linearGradient>
		<pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="2" fill="green"/></pattern>
		<clipPath id="c"><rect width="50" height="50"/></clipPath></defs>
		<rect width="40" height="40" fill="url(#g)"/><rect x="50" width="40" height="40" fill="url(#p)" stroke="black" stroke-dasharray="2 1"/>
		<g clip-path="url(#c)" opacity="0.5"><circle cx="50" cy="50" r="20"/></g>
		<text x="50" y="80" text-anchor="middle" font-size="10" stroke="white" stroke-width="2">Axe ≥ 5</text></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	figure := d.NewElement(d.Root(), tagged.Figure, tagged.Attributes{Alt: "A chart", Box: [4]float64{10, 60, 100, 100}})
	v := d.Vector(drawing)
	d.Within(figure, func() { d.Place(v, 10, 60, 100, 100) })
	d.AttachFile(tagged.Attachment{Name: "d.csv", MIME: "text/csv", Description: "Data", Relationship: tagged.Data, Data: []byte("a;b\n")})
	return finish(t, d)
}

func TestTheSameCallsGiveTheSameBytes(t *testing.T) {
	if !bytes.Equal(everything(t), everything(t)) {
		t.Error("two documents of the same calls differ")
	}
}

func TestAllPartsAreWritten(t *testing.T) {
	data := everything(t)
	tool(t, data, "qpdf", "--check", "FILE")
	text := objects(t, data)
	for _, want := range []string{
		"/PatternType 1", "/PatternType 2", "/ShadingType 2", "/S /Luminosity", "/ca 0.5", "/AFRelationship /Data",
		"/Subtype /Link", "/Contents (to the top)", "/GTS_PDFA1", "/Tabs /S", "/DisplayDocTitle true", "/Marked true",
		"<pdfaid:part>3</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>", "/Alt (A chart)", "/BBox [", "/FontFile2",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	if strings.Contains(text, "/ID ()") || !bytes.Contains(data, []byte("/ID [<")) {
		t.Error("the file has no identifier")
	}
	got := tool(t, data, "pdffonts", "FILE")
	if strings.Count(got, "CID TrueType") == 0 || strings.Contains(got, " no  no ") {
		t.Errorf("fonts are not embedded as subsets:\n%s", got)
	}
}
