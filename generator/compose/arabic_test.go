package compose_test

import (
	"strings"
	"testing"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/table"
)

const arabicReport = `report: brief
title: {ar: مذكرة}
extract: small
period: month
languages: [ar]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 3}}
statistics:
  volume: {is: volume, by: crime, compare: previous}
  means: {is: prevalence, of: means}
sections:
  - title: {ar: الخلاصة}
    text: summary
    show: [{key-figures: volume}, {table: volume}, {chart: volume, as: bar, columns: [count, previous-before]}, {chart: means, as: bar}]
`

// Signs, shares and Latin codes are set apart wherever a reader meets them;
// markings are not, as they are compared letter by letter.
func TestArabicDocumentsKeepTheOrderOfFigures(t *testing.T) {
	d := newDesk(t)
	d.narratives["summary.ar"] = "عدد الأشخاص {{ volume.total.count }} والتغير {{ volume.total.change-previous }}.\n"
	rise := table.CountOf(4000)
	v := volumeOf([]head.Row{crimeRow("SOM"), totalRow()},
		[]table.Cell{rise, table.CountOf(80), tested(80, 4000, 0.13, 60, 0.004)},
		[]table.Cell{rise, table.CountOf(5000), tested(5000, 4000, -0.3, -0.1, 0.001)},
	)
	k := document(t, d.input(t, arabicReport, "ar", v, means()))
	if !k.Meta.RightToLeft || k.Meta.Marking.Text != "TLP:GREEN" {
		t.Errorf("right to left %v, marking %q", k.Meta.RightToLeft, k.Meta.Marking.Text)
	}
	facts := map[string]string{}
	for _, f := range k.Facts() {
		facts[f.Place] = f.Display
	}
	for place, want := range map[string]string{
		"t-volume/total/count":           "4,000",
		"t-volume/total/change-previous": "\u2066−20\u2069",
		"s1/p1":                          "عدد الأشخاص 4,000 والتغير \u2066−20%\u2069.",
	} {
		if facts[place] != want {
			t.Errorf("%s is %q, want %q", place, facts[place], want)
		}
	}
	for _, b := range k.Body[0].Blocks {
		if f, ok := b.(*doc.Figure); ok {
			facts[f.ID+"/alternative"] = f.Alt
		}
	}
	if !strings.Contains(facts["f-volume/alternative"], "السلاسل: العدد والفترة السابقة.") {
		t.Errorf("the alternative of two series is %q", facts["f-volume/alternative"])
	}
	for place, text := range facts {
		if strings.Contains(text, ", ") || strings.Contains(text, "; ") {
			t.Errorf("%s, %q, has a Latin comma or semicolon", place, text)
		}
	}
}
