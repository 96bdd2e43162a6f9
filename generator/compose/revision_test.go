package compose_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/compose"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/record"
	"htsm/generator/release"
)

const revised = `report: brief
title: Brief
extract: small
period: month
languages: [en, fr, es, ar]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 3}}
statistics:
  signals: {is: emergence, of: crime}
  volume: {is: volume, by: crime, compare: previous}
sections:
  - {title: News, show: [{findings: all}]}
  - {title: Tables, show: [{table: volume}, {revisions: all}]}
`

func september() period.Span { return october().Previous() }

// past returns what the edition of September printed otherwise: a count and a
// share, two more that are not listed, and a finding that did not persist.
func past(t *testing.T, in compose.Input) record.Revisions {
	t.Helper()
	out := record.Revisions{Edition: september(), CutOff: "2026-09-30", Unlisted: 2}
	add := func(before release.Printed, now release.Value, m head.Measure) {
		r, ok := in.Audience.Policy.Revise(before, now.Marked(release.Revised), m, 20)
		if !ok {
			t.Fatal("the figure was not revised")
		}
		out.List = append(out.List, record.Revision{Statistic: "volume", Unit: "persons", Row: crimeRow("THB"), Col: head.Col{Key: "count", Label: word("column.count"), Measure: m}, At: september(), Revision: r})
	}
	add(release.Printed{Number: num.Int(100)}, in.Tables[0].Cells[0][0], head.Measure{})
	share := in.Audience.Policy.Apply(means()).Cells[0][1]
	add(release.Printed{Number: num.Int(30), Base: num.Int(100), Based: true}, share, head.Measure{Quantity: head.Share})
	out.Lapsed = []record.Finding{
		{Statistic: "signals", Row: "SOM", Labels: []head.Label{head.OfCode("crimes", "SOM")}, Word: "state.emerging"},
		{Statistic: "volume", Row: "THB", Labels: []head.Label{head.OfCode("crimes", "THB")}, Column: "change-previous", Rise: true},
	}
	return out
}

func gridOf(t *testing.T, d *doc.Document, id string) *doc.Table {
	t.Helper()
	for _, g := range d.Grids() {
		if g.ID == id {
			return g.Table
		}
	}
	t.Fatalf("there is no table %s", id)
	return nil
}

func TestRevisionsAreListedInTablesOfOneMeasureEach(t *testing.T) {
	in := newDesk(t).input(t, revised, "en", volume(), signals("none"))
	in.Revisions = past(t, in)
	d := document(t, in)
	var got []string
	for _, id := range []string{"t-revisions", "t-revisions-share"} {
		k := gridOf(t, d, id)
		for _, r := range k.Rows {
			line := []string{k.Label, r.Heads[1].Text, r.Heads[2].Text}
			for _, c := range r.Cells {
				line = append(line, c.Display)
			}
			got = append(got, readable(strings.Join(line, " | ")))
		}
		if k.Of != "" {
			t.Errorf("%s is taken for a statistic of its own", id)
		}
	}
	want := []string{
		"Table 2 | September 2026 | Trafficking in human beings | 100 | 120~[r] | +20 | +20.0",
		"Table 3 | September 2026 | Trafficking in human beings | 30 | 50.0~[r] | +20.0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func texts(d *doc.Document) string {
	var out []string
	for _, f := range d.Facts() {
		out = append(out, readable(f.Display))
	}
	return strings.Join(out, "\n")
}

func TestRevisionsSayWithWhatWasCompared(t *testing.T) {
	desk := newDesk(t)
	in := desk.input(t, revised, "en", volume(), signals("none"))
	none, all := in, in
	none.Revisions = record.Revisions{Edition: september()}
	all.Revisions = past(t, in)
	for name, c := range map[string]struct {
		in   compose.Input
		want []string
	}{
		"the first edition": {in, []string{"There is no earlier edition of this report whose figures could be compared."}},
		"nothing revised":   {none, []string{"No figure printed in the edition of September 2026 is different now."}},
		"figures revised": {all, []string{
			"2 figures printed in the edition of September 2026 (records entered until 30 September 2026) are different now",
			"2 revised figures are marked but not listed",
			"Flagged in the edition of September 2026, but no longer:",
			"Smuggling of migrants: emerging",
			"Trafficking in human beings: Change on previous period",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			text := texts(document(t, c.in))
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in\n%s", want, text)
				}
			}
		})
	}
}

func TestRevisionsStandInEveryLanguage(t *testing.T) {
	desk := newDesk(t)
	for _, language := range []string{"en", "fr", "es", "ar"} {
		in := desk.input(t, revised, language, volume(), signals("none"))
		in.Revisions = past(t, in)
		if n := len(gridOf(t, document(t, in), "t-revisions").Cols); n != 4 {
			t.Errorf("%s: %d columns", language, n)
		}
	}
}

func TestTheCutOffStandsOnTheCover(t *testing.T) {
	in := newDesk(t).input(t, revised, "en", volume(), signals("none"))
	in.Edition.CutOff = "2026-10-15"
	d := document(t, in)
	if got, want := readable(d.Meta.CutOff), "Data as at 15 October 2026"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if d.Meta.Dated != "2026-10-31" {
		t.Errorf("the files are dated %s, want the date of the extract", d.Meta.Dated)
	}
}
