package compose_test

import (
	"testing"

	"htsm/generator/doc"
)

const annexed = `report: brief
title: Brief
extract: small
period: month
languages: [en]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 3}}
statistics:
  volume: {is: volume, by: crime, compare: previous}
  means: {is: prevalence, of: means}
  secret: {is: ranking, of: crime}
sections:
  - {title: First, show: [{table: volume, annex: true}, {table: means}]}
  - {title: Second, show: [{table: secret, annex: true}, {table: volume}]}
`

func TestTablesOfTheAnnexStandAtTheEndAndAreNumberedLast(t *testing.T) {
	d := document(t, newDesk(t).input(t, annexed, "en", volume(), means(), secret()))
	last := d.Body[len(d.Body)-1]
	if last.ID != "annex" || last.Number != "" || last.Title != "Annex" {
		t.Fatalf("the last section is %s %q", last.ID, last.Title)
	}
	facts := map[string]string{}
	for _, f := range d.Facts() {
		facts[f.Place] = f.Display
	}
	for place, want := range map[string]string{
		"s1/p1":              "In full in the annex: table 3.",
		"t-means/caption":    "Table 1 Prevalence of means, October 2026",
		"s2/p1":              "In full in the annex: table 4.",
		"t-volume-2/caption": "Table 3 Volume and change, October 2026",
		"t-volume/caption":   "Table 2 Volume and change, October 2026",
	} {
		if got := facts[place]; got != want {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
	table, ok := last.Blocks[0].(*doc.Table)
	if !ok || table.Label != "Table 3" || len(table.Rows) != 3 {
		t.Errorf("the annex starts with %+v", last.Blocks[0])
	}
	if _, ok := last.Blocks[1].(*doc.Callout); !ok {
		t.Errorf("instead of a withheld table stands %T", last.Blocks[1])
	}
}
