package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/johnfercher/maroto/v2"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	press "htsm/generator/pdf"
)

// pattern matches a fact as pdftotext prints it: white space stands or not,
// and marks of notes stand between, but not within numbers.
func pattern(text string) *regexp.Regexp {
	var b strings.Builder
	runes := []rune(strings.Join(strings.Fields(text), ""))
	for i, r := range runes {
		b.WriteString(regexp.QuoteMeta(string(r)))
		if i+1 < len(runes) && !unicode.IsDigit(r) && !unicode.IsDigit(runes[i+1]) {
			b.WriteString(`(?:\s*[1-9])*`)
		}
		b.WriteString(`\s*`)
	}
	return regexp.MustCompile(b.String())
}

// onPaper returns the facts of d that stand in the text of its pages, in order:
// not the data of figures, not the marking and not the notes, which stand where
// pages end.
func onPaper(d *doc.Document) (out []doc.Fact) {
	data := map[string]bool{}
	for _, k := range d.Grids() {
		data[k.Table.ID] = k.Figure != nil
	}
	for _, f := range d.Facts() {
		id, _, _ := strings.Cut(f.Place, "/")
		if !data[id] && f.Place != "marking" && id != "note" {
			out = append(out, f)
		}
	}
	return out
}

func TestTheTextOfTheSampleHoldsEveryFactInOrder(t *testing.T) {
	d := doctest.Sample()
	text := tool(t, rendered(t, d, options(t)), "pdftotext", "-raw", "FILE", "-")
	at := 0
	last := map[string]string{}
	for _, f := range onPaper(d) {
		found := pattern(f.Display).FindStringIndex(text[at:])
		level := f.Place[:strings.Index(f.Place, "/")+1] + f.Place[strings.LastIndex(f.Place, "/")+1:]
		switch {
		case found != nil && found[0] < 1500:
			at += found[1]
		case last[level] == f.Display && strings.Contains(level, "/head"):
			continue // The head of the row above stands for both rows.
		default:
			t.Fatalf("%s: %q does not stand behind %q", f.Place, f.Display, text[max(0, at-60):at])
		}
		last[level] = f.Display
	}
	for _, n := range d.Notes {
		if !pattern(doc.Plain(n.Text)).MatchString(text) {
			t.Errorf("note %d is missing", n.ID)
		}
	}
}

func TestEveryPageShowsTheMarkingAndItsNumber(t *testing.T) {
	d := doctest.Sample()
	text := tool(t, rendered(t, d, options(t)), "pdftotext", "-raw", "FILE", "-")
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	for i, page := range pages {
		if strings.Count(page, d.Meta.Marking.Text) != 2 {
			t.Errorf("page %d shows the marking %d times, want 2", i+1, strings.Count(page, d.Meta.Marking.Text))
		}
		if want := fmt.Sprintf("Page %d sur %d", i+1, len(pages)); i > 0 && !strings.Contains(page, want) {
			t.Errorf("page %d does not say %q", i+1, want)
		}
		if i > 0 && !strings.Contains(page, d.Meta.Reference) {
			t.Errorf("page %d does not show the reference", i+1)
		}
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	o := options(t)
	if !bytes.Equal(rendered(t, doctest.Sample(), o), rendered(t, doctest.Sample(), o)) {
		t.Error("two renderings of the sample differ")
	}
}

func TestTheFileIsSound(t *testing.T) {
	out := tool(t, rendered(t, doctest.Sample(), options(t)), "qpdf", "--check", "FILE")
	if strings.Contains(out, "WARNING") {
		t.Error(out)
	}
}

func TestTheTreeAlsoRunsUnderMarotosOwnWriter(t *testing.T) {
	k := newWriter(doctest.Sample(), options(t))
	contents, err := k.document()
	if err != nil {
		t.Fatal(err)
	}
	m := maroto.New()
	m.AddRows(press.Rows(k.look, contents...)...)
	file, err := m.Generate()
	if err != nil {
		t.Fatal(err)
	}
	text := tool(t, file.GetBytes(), "pdftotext", "FILE", "-")
	if !strings.Contains(text, "Moyens de contr") {
		t.Error("the headings are missing")
	}
}

func TestWhatCannotBePrintedIsAnError(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*doc.Document)
		want   string
	}{
		"a character without a glyph": {func(d *doc.Document) { d.Meta.Title = "\U00010900" }, "U+10900"},
		"a link that is not https": {func(d *doc.Document) {
			d.Notes[0].Text = []doc.Inline{&doc.Link{URL: "http://example.org", Body: []doc.Inline{&doc.Text{Text: "x"}}}}
		}, "not https"},
		"a date that is none":        {func(d *doc.Document) { d.Meta.Dated = "November" }, "date"},
		"a row that does not fit":    {func(d *doc.Document) { table(d).Rows[0].Cells = nil }, "t-recruitment"},
		"a reference to nothing":     {func(d *doc.Document) { table(d).Caption = []doc.Inline{&doc.CrossRef{Target: "nowhere", Text: "x"}} }, "nowhere"},
		"a callout of another world": {func(d *doc.Document) { d.Body[0].Blocks = append(d.Body[0].Blocks, &doc.Callout{Kind: 9}) }, "callout"},
	} {
		t.Run(name, func(t *testing.T) {
			d := doctest.Sample()
			c.change(d)
			var b bytes.Buffer
			err := Render(&b, d, options(t))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got the error %v, want one with %q", err, c.want)
			}
			if b.Len() > 0 {
				t.Error("something was written")
			}
		})
	}
}

// table returns the first table of d that is not the data of a figure.
func table(d *doc.Document) *doc.Table {
	for _, k := range d.Grids() {
		if k.Figure == nil {
			return k.Table
		}
	}
	return nil
}

func TestMarksStandBehindNumbersInBothDirections(t *testing.T) {
	for rightToLeft, want := range map[bool][]string{
		false: {"", "\u202f", ""},
		true:  {"\u200f", "", "\u202f\u200f", ""}, // A letter from right to left before each.
	} {
		k := &writer{doc: &doc.Document{Meta: doc.Meta{RightToLeft: rightToLeft}}}
		var got []string
		for _, s := range k.marks([]doc.NoteID{1, 2}) {
			got = append(got, s.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("right to left %v: the texts between marks are %q, want %q", rightToLeft, got, want)
		}
	}
}

func BenchmarkSample(b *testing.B) {
	d, o := doctest.Sample(), options(b)
	rendered(b, d, o) // Draws the charts.
	for b.Loop() {
		rendered(b, d, o)
	}
}

func TestTheDataOfEveryTableAreAttached(t *testing.T) {
	d := doctest.Sample()
	o := options(t)
	o.Data = func(t *doc.Table) ([]byte, error) { return []byte("key,kind\r\n" + t.ID + ",row\r\n"), nil }
	data := rendered(t, d, o)
	grids := d.Grids()
	list := tool(t, data, "pdfdetach", "-list", "FILE")
	if !strings.HasPrefix(list, fmt.Sprintf("%d embedded files", len(grids))) {
		t.Errorf("the document has %d tables and data of figures, but these files are attached:\n%s", len(grids), list)
	}
	objects := tool(t, data, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	if n := strings.Count(objects, "/AFRelationship /Data"); n != len(grids) {
		t.Errorf("%d files are data of the document, want %d", n, len(grids))
	}
	// Each stands beside the document and beside the element that shows it.
	if n := strings.Count(objects, "/AF ["); n != len(grids)+1 {
		t.Errorf("%d objects name attached files, want %d", n, len(grids)+1)
	}
	for _, g := range grids {
		got := tool(t, data, "pdfdetach", "-savefile", g.ID+".csv", "-o", "/dev/stdout", "FILE")
		if want := "key,kind\r\n" + g.ID + ",row\r\n"; got != want {
			t.Errorf("%s.csv holds %q, want %q", g.ID, got, want)
		}
	}
}

func TestDataThatCannotBeHadAreAnError(t *testing.T) {
	o := options(t)
	o.Data = func(*doc.Table) ([]byte, error) { return nil, fmt.Errorf("no disk") }
	if err := Render(&bytes.Buffer{}, doctest.Sample(), o); err == nil || !strings.Contains(err.Error(), "no disk") {
		t.Errorf("got the error %v, want one that says there is no disk", err)
	}
}
