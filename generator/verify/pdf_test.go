package verify_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/render/pdf"
	"htsm/generator/theme"
	"htsm/generator/typeface"
	"htsm/generator/verify"
	vpdf "htsm/generator/verify/pdf"
)

// drawing stands for the charts of figures.
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 200"><rect width="600" height="100"/><text x="9" y="150">12345</text></svg>`

func paper(t interface{ Fatal(...any) }, d *doc.Document) []byte {
	var diags diag.List
	looks, ok := theme.Read(os.DirFS("../../templates"), "theme.yaml", &diags)
	if !ok {
		t.Fatal("the theme cannot be read")
	}
	fonts, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := pdf.Render(&b, d, pdf.Options{Theme: looks, Fonts: fonts, Charts: func(*doc.Figure) ([]byte, error) { return []byte(drawing), nil }}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPaperOfTheSampleShowsItsFacts(t *testing.T) {
	d := doctest.Sample()
	if err := verify.PDF(d, paper(t, d)); err != nil {
		t.Error(err)
	}
}

// firstTable returns the first table of d with more than one column.
func firstTable(d *doc.Document) *doc.Table {
	for _, k := range d.Grids() {
		if k.Figure == nil && len(k.Table.Cols) > 1 {
			return k.Table
		}
	}
	return nil
}

// A disagreement is a document that states something else, and what must be
// said of its paper; nothing if it states the same facts.
type disagreement struct {
	change func(*doc.Document)
	want   string
}

func disagreements() map[string]disagreement {
	return map[string]disagreement{
		"two numbers of a column swapped": {func(d *doc.Document) {
			r := firstTable(d).Rows
			r[0].Cells[0], r[1].Cells[0] = r[1].Cells[0], r[0].Cells[0]
		}, "t-recruitment/sexual/f/count shows"},
		"two numbers of a row swapped": {func(d *doc.Document) {
			c := firstTable(d).Rows[0].Cells
			c[0], c[1] = c[1], c[0]
		}, "t-recruitment/sexual/f/share shows"},
		"a digit more": {func(d *doc.Document) {
			firstTable(d).Rows[0].Cells[0].Display += "0"
		}, "t-recruitment/sexual/f/count shows"},
		"two heads swapped": {func(d *doc.Document) {
			c := firstTable(d).Cols
			c[0].Text, c[1].Text = c[1].Text, c[0].Text
		}, "t-recruitment/head shows"},
		"two rows swapped": {func(d *doc.Document) {
			r := firstTable(d).Rows
			r[0], r[1] = r[1], r[0]
		}, "t-recruitment/sexual/f"},
		"a row less": {func(d *doc.Document) {
			t := firstTable(d)
			t.Rows = t.Rows[:len(t.Rows)-1]
		}, "t-recruitment has"},
		"a section less": {func(d *doc.Document) { d.Body = slices.Delete(d.Body, 4, 5) }, "s5/title"},
		"two sections swapped": {func(d *doc.Document) {
			d.Body[3], d.Body[4] = d.Body[4], d.Body[3]
		}, "s4/title"},
		"another number in a sentence": {func(d *doc.Document) {
			p := d.Body[0].Blocks[1].(*doc.Paragraph)
			p.Text[1].(*doc.ValueRef).Display = "1\u202f285"
		}, "s1/p1"},
		"a sentence more": {func(d *doc.Document) {
			b := d.Body[0]
			b.Blocks = append(b.Blocks, &doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: "Rien à signaler."}}})
		}, "Rien à signaler."},
		"another headline number": {func(d *doc.Document) {
			d.Body[0].Blocks[0].(*doc.KeyFigures).Items[0].Display = "999"
		}, "k-volume/0/value"},
		"another note": {func(d *doc.Document) {
			d.Notes[0].Text = []doc.Inline{&doc.Text{Text: "Autre chose."}}
		}, "note 1 shows"},
		"another drawing": {func(d *doc.Document) {
			d.Body[1].Blocks[1].(*doc.Figure).Alt = "Autre chose."
		}, "alternative"},
		"another marking": {func(d *doc.Document) { d.Meta.Marking.Text = "TLP:CLEAR" }, "page 1 does not show the marking"},
		"a link in the open": {func(d *doc.Document) {
			d.Notes[2].Text[1].(*doc.Link).URL = "https://example.org/"
		}, ""},
	}
}

func TestPaperThatDisagreesIsFound(t *testing.T) {
	for name, c := range disagreements() {
		t.Run(name, func(t *testing.T) {
			d := doctest.Sample()
			c.change(d)
			err := verify.PDF(doctest.Sample(), paper(t, d))
			if c.want == "" && err != nil {
				t.Errorf("got the error %v, want none: no fact was changed", err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got the error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestAFileThatFailsAStandardHasItsCode(t *testing.T) {
	access, archive := vpdf.Violation{Condition: vpdf.Condition{Access: "07-001"}}, vpdf.Violation{Condition: vpdf.Condition{Archive: "6.1.3-1"}}
	for _, c := range []struct {
		list []vpdf.Violation
		want diag.Code
	}{
		{[]vpdf.Violation{access, archive}, "V001"},
		{[]vpdf.Violation{archive}, "V002"},
	} {
		if got := (&verify.Nonconformity{Violations: c.list}).Code(); got != c.want {
			t.Errorf("%v has the code %s, want %s", c.list, got, c.want)
		}
	}
}

func TestPaperThatFailsAStandardIsFound(t *testing.T) {
	d := doctest.Sample()
	data := bytes.Replace(paper(t, d), []byte("<pdfaid:part>3"), []byte("<pdfaid:part>2"), 1)
	var failed *verify.Nonconformity
	if err := verify.PDF(d, data); !errors.As(err, &failed) || !strings.Contains(err.Error(), "PDF/A-3 6.6.4-2") {
		t.Errorf("got the error %v, want one of PDF/A-3 6.6.4-2", err)
	}
}

func FuzzPDF(f *testing.F) {
	d := doctest.Sample()
	f.Add(paper(f, d))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Any answer will do, as long as there is one: only texts of the sample
		// itself are sound.
		_ = verify.PDF(d, data)
	})
}

func BenchmarkPDF(b *testing.B) {
	d := doctest.Sample()
	data := paper(b, d)
	for b.Loop() {
		if err := verify.PDF(d, data); err != nil {
			b.Fatal(err)
		}
	}
}
