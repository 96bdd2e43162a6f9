package parquet_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/render/csv"
	"htsm/generator/render/parquet"
	"htsm/generator/verify"
)

// write returns the file of a table and its description.
func write(t interface{ Fatal(...any) }, d *doc.Document, g doc.Grid) (data, description []byte) {
	description, err := csv.Metadata(d, g, g.ID+".csv")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := parquet.Render(&b, g.Table, description); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), description
}

func TestFileHoldsExactlyTheReleasedNumbersAndTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := doctest.Random(t)
		for _, g := range d.Grids() {
			data, description := write(t, d, g)
			if err := verify.Parquet(d, g.ID, data, description); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestHostileTextsComeBackAsTheyAre(t *testing.T) {
	d := doctest.Hostile()
	for _, g := range d.Grids() {
		data, description := write(t, d, g)
		if err := verify.Parquet(d, g.ID, data, description); err != nil {
			t.Error(err)
		}
	}
}

func TestSameTableGivesSameBytes(t *testing.T) {
	d := doctest.Sample()
	first, _ := write(t, d, d.Grids()[1])
	if again, _ := write(t, d, doctest.Sample().Grids()[1]); !bytes.Equal(first, again) {
		t.Error("two files of one table differ")
	}
}

func TestAnotherTableOrDescriptionIsFound(t *testing.T) {
	d := doctest.Sample()
	g := d.Grids()[1]
	data, description := write(t, d, g)
	if err := verify.Parquet(d, g.ID, data, []byte("{}")); err == nil || !strings.Contains(err.Error(), "description") {
		t.Errorf("another description gives %v", err)
	}
	g.Rows[0].Cells[0], g.Rows[1].Cells[0] = g.Rows[1].Cells[0], g.Rows[0].Cells[0]
	if err := verify.Parquet(d, g.ID, data, description); err == nil || !strings.Contains(err.Error(), "holds") {
		t.Errorf("two swapped numbers give %v", err)
	}
	if err := verify.Parquet(d, g.ID, data[:len(data)-20], description); err == nil {
		t.Error("half a file was read")
	}
}

func TestControlCharactersAndRaggedRowsAreErrors(t *testing.T) {
	for name, table := range map[string]*doc.Table{
		"a control character": {ID: "t-x", Stub: []string{"x"}, Rows: []doc.Row{{Key: "k", Heads: []doc.RowHead{{Text: "a\x00"}}}}},
		"a row too short":     {ID: "t-x", Stub: []string{"x"}, Rows: []doc.Row{{Key: "k"}}},
	} {
		if err := parquet.Render(io.Discard, table, nil); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	t := doctest.Sample().Grids()[1].Table
	for len(t.Rows) < 100_000 {
		t.Rows = append(t.Rows, t.Rows...)
	}
	for b.Loop() {
		if err := parquet.Render(io.Discard, t, nil); err != nil {
			b.Fatal(err)
		}
	}
}
