package catalogue_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/catalogue"
	"htsm/generator/doc"
	"htsm/generator/doctest"
)

func contents(d *doc.Document) *catalogue.Contents {
	return catalogue.Of(d, func(id string) string { return "index.html#" + id }, func(id string) []catalogue.File {
		return []catalogue.File{{Href: "data/" + id + ".csv", Type: catalogue.MediaType(".csv")}}
	})
}

func TestContentsAreReadAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := contents(doctest.Random(t))
		data, err := c.JSON()
		if err != nil {
			t.Fatal(err)
		}
		got, err := catalogue.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		again, err := got.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(data), string(again)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestContentsListEveryTableAndFigureOnce(t *testing.T) {
	d := doctest.Sample()
	c := contents(d)
	if len(c.Exhibits) != len(d.Grids()) {
		t.Fatalf("%d exhibits for %d tables and figures", len(c.Exhibits), len(d.Grids()))
	}
	for i, g := range d.Grids() {
		x := c.Exhibits[i]
		if g.Figure != nil && (x.ID != g.Figure.ID || x.Label != g.Figure.Label || x.Text != g.Figure.Alt) {
			t.Errorf("the figure %s stands as %+v", g.Figure.ID, x)
		}
		if x.Caption == "" || x.Page != "index.html#"+x.ID || len(x.Heads) == 0 {
			t.Errorf("%+v", x)
		}
	}
}

// Cells stay where they are protected: a cell whose text stands nowhere else
// in the document is not in the contents.
func TestContentsHoldNoCell(t *testing.T) {
	d := doctest.Sample()
	for _, g := range d.Grids() {
		for i := range g.Rows {
			for j := range g.Rows[i].Cells {
				g.Rows[i].Cells[j].Display = "SECRETCELL"
			}
		}
	}
	data, err := contents(d).JSON()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "SECRETCELL") {
		t.Error("the contents hold a cell")
	}
}

func TestFilesHaveTheirMediaTypes(t *testing.T) {
	for name, want := range map[string]string{
		"a.csv": "text/csv", "a.SVG": "image/svg+xml", "a.parquet": "application/vnd.apache.parquet", "a.pdf": "application/pdf", "a": "application/octet-stream",
	} {
		if got := catalogue.MediaType(name); got != want {
			t.Errorf("%s has the type %s, want %s", name, got, want)
		}
	}
}
