package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"htsm/generator/pdf"
)

// copied makes a document of a cover, a bare page and a landscape page.
func copied(t *testing.T, c *pdf.Copy) []byte {
	t.Helper()
	o := options(t, "fr", false)
	o.Copy = c
	o.Attachments = []pdf.Attachment{{Name: "t.csv", MIME: "text/csv", Description: "Données", Data: []byte("a;b\n"), Modified: o.Created}}
	m := pdf.New(o)
	if err := m.RegisterFooter(pdf.Rows(o.Look, pdf.Running{Start: "Référence", RuleAbove: true})...); err != nil {
		t.Fatal(err)
	}
	m.Add(pdf.Break{Bare: true}, paragraph("Couverture"), pdf.Break{}, pdf.Heading{Level: 1, Spans: pdf.Text("Titre")}, paragraph(lorem),
		pdf.Break{Landscape: true}, paragraph(lorem))
	return generate(t, m)
}

func copyOf() *pdf.Copy {
	return &pdf.Copy{Mark: "Exemplaire de la Guardia Civil – nº 7K3M-9QXZ", Serial: "7K3M-9QXZ", Rights: "Exemplaire personnel 7K3M-9QXZ"}
}

// zeros is a source of random bytes for tests.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestACopyShowsItsMarkOnEveryPageAndChangesNothingElse(t *testing.T) {
	plain, marked := copied(t, nil), copied(t, copyOf())
	words := func(data []byte, page int) string {
		n := fmt.Sprint(page)
		return tool(t, data, "pdftotext", "-raw", "-f", n, "-l", n, "FILE", "-")
	}
	for page := 1; page <= 3; page++ {
		text := words(marked, page)
		for _, want := range []string{"Exemplaire de la Guardia Civil – nº 7K3M-9QXZ", "7K3M-9QXZ"} {
			if !strings.Contains(text, want) {
				t.Errorf("page %d does not show %q:\n%s", page, want, text)
			}
		}
	}
	structure := func(data []byte) string { return tool(t, data, "pdfinfo", "-struct-text", "FILE") }
	if structure(plain) != structure(marked) {
		t.Errorf("the mark is part of the structure:\n%s", structure(marked))
	}
	objects := tool(t, marked, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	for _, want := range []string{
		"/Subtype /Watermark", "<pdfaid:part>3</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>",
		"<dc:identifier>7K3M-9QXZ</dc:identifier>", "<dc:rights>", "Exemplaire personnel 7K3M-9QXZ",
	} {
		if !strings.Contains(objects, want) {
			t.Errorf("the copy lacks %s", want)
		}
	}
	if !bytes.Equal(marked, copied(t, copyOf())) {
		t.Error("two copies for the same recipient differ")
	}
}

func TestAnEncryptedCopyOpensWithItsPasswordAndClaimsNoArchiving(t *testing.T) {
	c := copyOf()
	c.Password, c.Random = "correct horse battery", zeros{}
	data := copied(t, c)
	said := tool(t, data, "qpdf", "--check", "--password="+c.Password, "FILE")
	if !strings.Contains(said, "R = 6") || strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	if text := tool(t, data, "pdftotext", "-upw", c.Password, "FILE", "-"); !strings.Contains(text, "Référence") {
		t.Errorf("the text reads %q", text)
	}
	objects := tool(t, data, "qpdf", "--qdf", "--object-streams=disable", "--decrypt", "--password="+c.Password, "FILE", "-")
	if strings.Contains(objects, "pdfaid:part>") || !strings.Contains(objects, "<pdfuaid:part>1</pdfuaid:part>") || !strings.Contains(objects, "/ExtensionLevel 8") {
		t.Error("the metadata claim PDF/A, or do not claim PDF/UA, or the extension is missing")
	}
	// Strings in dictionaries of streams would be read as if they were encrypted.
	if !strings.Contains(objects, "/ModDate (D:20260201000000Z)") {
		t.Error("the date of the attachment cannot be read")
	}
	for _, secret := range []string{"Référence", "Guardia", "Bulletin", "pdfuaid"} {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%q stands in the file as it is", secret)
		}
	}
}

func TestACopyThatCannotBeLockedIsAnError(t *testing.T) {
	for name, change := range map[string]func(*pdf.Copy){
		"a weak password":         func(c *pdf.Copy) { c.Password = "short" },
		"no random bytes":         func(c *pdf.Copy) { c.Random = nil },
		"broken source":           func(c *pdf.Copy) { c.Random = io.MultiReader() },
		"a mark that no font has": func(c *pdf.Copy) { c.Mark = "你" },
	} {
		c := copyOf()
		c.Password, c.Random = "correct horse battery", zeros{}
		change(c)
		o := options(t, "fr", false)
		o.Copy = c
		m := pdf.New(o)
		m.Add(paragraph("Texte"))
		if _, err := m.Generate(); err == nil {
			t.Errorf("%s: there is no error", name)
		}
	}
}
