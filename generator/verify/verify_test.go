package verify_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/render/csv"
	"htsm/generator/render/html"
	"htsm/generator/render/xlsx"
	"htsm/generator/theme"
	"htsm/generator/verify"
)

func page(t interface{ Fatal(...any) }, d *doc.Document) []byte {
	var b bytes.Buffer
	if err := html.Render(&b, d, html.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func book(t interface{ Fatal(...any) }, d *doc.Document) []byte {
	var b bytes.Buffer
	if err := xlsx.Render(&b, d, bookOptions(t)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bookOptions returns the theme of the project, and a picture in place of the
// charts that Excel lacks.
func bookOptions(t interface{ Fatal(...any) }) xlsx.Options {
	var diags diag.List
	looks, ok := theme.Read(os.DirFS("../../templates"), "theme.yaml", &diags)
	if !ok {
		t.Fatal("the theme cannot be read")
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 30))); err != nil {
		t.Fatal(err)
	}
	return xlsx.Options{Theme: looks, Picture: func(*doc.Figure) ([]byte, error) { return b.Bytes(), nil }}
}

func TestEveryFormatShowsTheFactsOfRandomDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		if err := verify.HTML(d, page(t, d)); err != nil {
			t.Fatalf("html: %v", err)
		}
		if err := verify.XLSX(d, book(t, d)); err != nil {
			t.Fatalf("xlsx: %v", err)
		}
		for _, k := range d.Grids() {
			var b bytes.Buffer
			if err := csv.Render(&b, k.Table); err != nil {
				t.Fatal(err)
			}
			if err := verify.CSV(d, k.Table.ID, b.Bytes()); err != nil {
				t.Fatalf("csv: %v", err)
			}
		}
	})
}

func TestAChangedLineOfACSVFileIsFound(t *testing.T) {
	d := doctest.Sample()
	k := d.Grids()[0].Table
	var b bytes.Buffer
	if err := csv.Render(&b, k); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(b.String(), "\r\n")
	lines[1], lines[2] = lines[2], lines[1]
	if err := verify.CSV(d, k.ID, []byte(strings.Join(lines, ""))); err == nil {
		t.Error("two swapped lines were not found")
	}
	if err := verify.CSV(d, k.ID, []byte(strings.Join(lines[:2], ""))); err == nil {
		t.Error("missing lines were not found")
	}
}

// changed returns a copy of the sample with one cell that shows something
// else.
func changed(t *testing.T) (*doc.Document, *doc.Document) {
	t.Helper()
	a, b := doctest.Sample(), doctest.Sample()
	for _, s := range b.Body {
		for _, block := range s.Blocks {
			if k, ok := block.(*doc.Table); ok && len(k.Rows) > 1 {
				x, y := &k.Rows[0].Cells[0], &k.Rows[1].Cells[0]
				*x, *y = *y, *x
				return a, b
			}
		}
	}
	t.Fatal("the sample has no table")
	return nil, nil
}

func TestASwappedNumberIsFound(t *testing.T) {
	a, b := changed(t)
	if err := verify.HTML(a, page(t, b)); err == nil || !strings.Contains(err.Error(), "shows") {
		t.Errorf("html: %v", err)
	}
	if err := verify.XLSX(a, book(t, b)); err == nil || !strings.Contains(err.Error(), "holds") {
		t.Errorf("xlsx: %v", err)
	}
}

func TestAMissingAndAnAddedFactAreFound(t *testing.T) {
	whole, part := doctest.Sample(), doctest.Sample()
	part.Body = part.Body[:len(part.Body)-1]
	if err := verify.HTML(whole, page(t, part)); err == nil {
		t.Error("a missing section was not found")
	}
	if err := verify.HTML(part, page(t, whole)); err == nil {
		t.Error("an added section was not found")
	}
	if err := verify.XLSX(part, book(t, whole)); err == nil && fmt.Sprint(part.Facts()) != fmt.Sprint(whole.Facts()) {
		t.Log("the last section of the sample holds no table")
	}
}

const sums = "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0  a.txt\n"

func release(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out["internal/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestAReleaseIsHeldAgainstItself(t *testing.T) {
	manifest := `{"editions":[]}`
	manifestSum := "e2b6ba9fc8f2d4a5e3ad39e3ed9c3d0c9ad0fd1e0ca9d5a1c5d8f4f7a4d9d1a4"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"a file that is not listed", map[string]string{"a.txt": "aaa", "b.txt": "b", "SHA256SUMS": sums, "manifest.json": manifest}, "b.txt does not stand in SHA256SUMS"},
		{"a changed file", map[string]string{"a.txt": "aab", "SHA256SUMS": sums, "manifest.json": manifest}, "a.txt has another checksum"},
		{"a file that is gone", map[string]string{"SHA256SUMS": sums, "manifest.json": manifest}, "a.txt stands in SHA256SUMS but does not exist"},
		{"a broken link", map[string]string{"a.txt": "aaa", "x.html": `<a href="../b.txt">b</a>`, "SHA256SUMS": sums, "manifest.json": manifest}, "x.html points to ../b.txt"},
		{"no manifest", map[string]string{"a.txt": "aaa", "SHA256SUMS": sums}, "read manifest"},
		{"a broken list", map[string]string{"SHA256SUMS": "x\n", "manifest.json": manifest}, "is not a line of SHA256SUMS"},
		{"a manifest that disagrees", map[string]string{"a.txt": "aaa", "SHA256SUMS": sums, "manifest.json": `{"editions":[{"files":[{"path":"a.txt","sha256":"` + manifestSum + `"}]}]}`}, "disagree on a.txt"},
	} {
		if err := verify.Release(release(c.files)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}
