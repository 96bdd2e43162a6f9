package doctest_test

import (
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/head"
	"htsm/generator/release"
)

func TestRandomDocumentsAreValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := doctest.Random(t).Validate(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestRandomDrawsChartsOfEveryKindThatCanBeDrawn(t *testing.T) {
	seen := map[chart.Kind]bool{}
	for seed := range 400 {
		d := rapid.Custom(doctest.Random).Example(seed)
		for _, g := range d.Grids() {
			if g.Figure == nil {
				continue
			}
			if err := g.Figure.Chart.Validate(); err != nil {
				t.Fatal(err)
			}
			seen[g.Figure.Chart.Kind] = true
		}
	}
	for _, kind := range chart.Kinds() {
		if !seen[kind] {
			t.Errorf("no random document shows a %s", kind)
		}
	}
}

func TestSampleIsValidAndShowsEveryKindOfFigure(t *testing.T) {
	d := doctest.Sample()
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	kinds, statuses := map[head.RowKind]bool{}, map[release.Status]bool{}
	for _, s := range d.Body {
		for _, b := range s.Blocks {
			if table, ok := b.(*doc.Table); ok {
				for _, r := range table.Rows {
					kinds[r.Kind] = true
					for _, c := range r.Cells {
						statuses[c.Value.Status()] = true
					}
				}
			}
		}
	}
	if len(kinds) != 4 {
		t.Errorf("the tables of the sample have %d kinds of rows, want 4", len(kinds))
	}
	for _, want := range []release.Status{release.Published, release.Suppressed, release.SmallPast} {
		if !statuses[want] {
			t.Errorf("the tables of the sample have no value of status %d", want)
		}
	}
}
