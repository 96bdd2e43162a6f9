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
		lengthen(d, fewRows+2)
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
		if got := strings.Contains(text, "Tableau 1 (partie 2 sur "); got != c.continued {
			t.Errorf("%d columns: the table goes on: %v, want %v", c.columns, got, c.continued)
		}
	}
}

// lengthen gives the first table of d n rows.
func lengthen(d *doc.Document, n int) {
	b := table(d)
	rows := b.Rows
	b.Rows = nil
	for i := range n {
		r := rows[i%len(rows)]
		r.Key = fmt.Sprint(i)
		b.Rows = append(b.Rows, r)
	}
}

// A landscape page for a few rows would stay empty.
func TestAWideTableOfFewRowsIsPartedOnAnUprightPage(t *testing.T) {
	d := widened(12)
	table(d).Rows = table(d).Rows[:3]
	data := rendered(t, d, options(t))
	if err := verify.PDF(d, data); err != nil {
		t.Error(err)
	}
	if _, landscape := boxes(t, data); landscape > 0 {
		t.Errorf("there are %d landscape pages", landscape)
	}
	if text := tool(t, data, "pdftotext", "-raw", "FILE", "-"); !strings.Contains(text, "Tableau 1 (partie 2 sur ") {
		t.Error("the table does not go on")
	}
}

// Words of heads are divided before the page is turned.
func TestWordsOfHeadsAreDividedWhereThatKeepsThePageUpright(t *testing.T) {
	d := widened(6)
	lengthen(d, fewRows+2)
	b := table(d)
	b.Groups = nil
	for j := range b.Cols {
		b.Cols[j].Text = "Renseignements"
	}
	k := newWriter(d, options(t))
	if got := k.stance(b); got != tight {
		t.Errorf("the table has the stance %d, want %d", got, tight)
	}
	data := rendered(t, d, options(t))
	if err := verify.PDF(d, data); err != nil {
		t.Error(err)
	}
	if _, landscape := boxes(t, data); landscape > 0 {
		t.Errorf("there are %d landscape pages", landscape)
	}
	k.options.Words = nil
	if got := k.stance(b); got != landscapePage {
		t.Errorf("without division the table has the stance %d, want %d", got, landscapePage)
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
