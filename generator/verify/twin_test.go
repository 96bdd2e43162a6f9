package verify_test

import (
	"strings"
	"testing"

	"htsm/generator/doctest"
	"htsm/generator/render/csv"
	"htsm/generator/verify"
)

func TestEveryTableNeedsItsFilesForMachines(t *testing.T) {
	d := doctest.Sample()
	var names []string
	for _, g := range d.Grids() {
		for _, ending := range []string{".csv", ".csv-metadata.json", ".parquet"} {
			names = append(names, "data/"+g.ID+ending)
		}
	}
	if err := verify.Twins(d, "data", names); err != nil {
		t.Error(err)
	}
	for i, missing := range names {
		rest := append(append([]string{}, names[:i]...), names[i+1:]...)
		if err := verify.Twins(d, "data", rest); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("without %s the error is %v", missing, err)
		}
	}
}

func TestADescriptionOfAnotherFileIsFound(t *testing.T) {
	d := doctest.Sample()
	g, other := d.Grids()[1], d.Grids()[0]
	file := func(of int) []byte {
		var b strings.Builder
		if err := csv.Render(&b, d.Grids()[of].Table); err != nil {
			t.Fatal(err)
		}
		return []byte(b.String())
	}
	description, err := csv.Metadata(d, g, g.ID+".csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := verify.Description(g.ID+".csv", file(1), description); err != nil {
		t.Error(err)
	}
	if err := verify.Description(other.ID+".csv", file(1), description); err == nil {
		t.Error("another name was not found")
	}
	if err := verify.Description(g.ID+".csv", file(0), description); err == nil {
		t.Error("other columns were not found")
	}
}
