package pdf

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/release"
	"htsm/generator/verify"
)

// widened returns the sample with a table of n columns in groups of four after
// the first, in the language of d.
func widened(n int) *doc.Document {
	d := doctest.Sample()
	t := table(d)
	cols, rows := t.Cols, t.Rows
	t.Cols, t.Rows, t.Groups = nil, nil, nil
	for j := range n {
		c := cols[j%len(cols)]
		c.Key = fmt.Sprintf("c%d", j)
		t.Cols = append(t.Cols, c)
		if j%4 == 0 {
			t.Groups = append(t.Groups, doc.Group{Text: fmt.Sprintf("Groupe %d", j/4+1)})
		}
		t.Groups[len(t.Groups)-1].Span++
	}
	for _, r := range rows {
		old := r.Cells
		r.Cells = nil
		for j := range n {
			c := old[j%len(cols)]
			if c.Value.Status() == release.Published {
				c.Display = fmt.Sprintf("%s\u00a0%d", c.Display, j)
			}
			r.Cells = append(r.Cells, c)
		}
		t.Rows = append(t.Rows, r)
	}
	return d
}

// boxes counts the pages of each orientation.
func boxes(t *testing.T, data []byte) (upright, landscape int) {
	t.Helper()
	for line := range strings.Lines(tool(t, data, "pdfinfo", "-l", "99", "FILE")) {
		switch {
		case strings.Contains(line, "size:") && strings.Contains(line, "595.276 x 841.89"):
			upright++
		case strings.Contains(line, "size:") && strings.Contains(line, "841.89 x 595.276"):
			landscape++
		}
	}
	return upright, landscape
}

func TestATableThatIsTooWideTurnsThePageAndThenGoesOnBesideItsHeads(t *testing.T) {
	for _, c := range []struct {
		columns, landscape int
		continued          bool
	}{{3, 0, false}, {8, 1, false}, {40, 2, true}, {200, 8, true}} {
		d := widened(c.columns)
		data := rendered(t, d, options(t))
		if dir := os.Getenv("LOOK"); dir != "" {
			os.WriteFile(fmt.Sprintf("%s/wide%d.pdf", dir, c.columns), data, 0o644)
		}
		if err := verify.PDF(d, data); err != nil {
			t.Errorf("%d columns: %v", c.columns, err)
		}
		upright, landscape := boxes(t, data)
		if upright < 4 || (landscape > 0) != (c.landscape > 0) || landscape < c.landscape {
			t.Errorf("%d columns: there are %d upright and %d landscape pages, want %d landscape", c.columns, upright, landscape, c.landscape)
		}
		text := tool(t, data, "pdftotext", "-raw", "FILE", "-")
		if got := strings.Contains(text, "Tableau 1 (2/"); got != c.continued {
			t.Errorf("%d columns: the table goes on: %v, want %v", c.columns, got, c.continued)
		}
	}
}

func TestNothingIsClipped(t *testing.T) {
	for _, n := range []int{3, 40} {
		data := rendered(t, widened(n), options(t))
		// Every word lies within the margins of its page.
		out := tool(t, data, "pdftotext", "-bbox", "FILE", "-")
		width := 0.0
		for line := range strings.Lines(out) {
			var x0, y0, x1, y1, h float64
			line = strings.TrimSpace(line)
			if _, err := fmt.Sscanf(line, `<page width="%f" height="%f">`, &width, &h); err == nil {
				continue
			}
			if _, err := fmt.Sscanf(line, `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f">`, &x0, &y0, &x1, &y1); err == nil && (x0 < side-1 || x1 > width-side+1) {
				t.Fatalf("%d columns: %s is outside of the margins of a page of width %.0f", n, line, width)
			}
		}
		if width == 0 {
			t.Fatal("pdftotext shows no pages")
		}
	}
}

func TestALargeTableIsBuilt(t *testing.T) {
	d := doctest.Sample()
	b := table(d)
	rows := b.Rows
	b.Rows = nil
	for i := range 2000 {
		r := rows[i%5]
		r.Key = fmt.Sprint(i)
		b.Rows = append(b.Rows, r)
	}
	var out bytes.Buffer
	if err := Render(&out, d, options(t)); err != nil {
		t.Fatal(err)
	}
	if err := verify.PDF(d, out.Bytes()); err != nil {
		t.Error(err)
	}
}
