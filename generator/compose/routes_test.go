package compose_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/codes"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/table"
)

const places = `list: places
title: {fr: Lieux, en: Places}
source: made up
codes:
  - {code: LBY, label: {fr: Libye, en: Libya}, at: {lat: 27, lon: 17.5}}
  - {code: ITA, label: {fr: Italie, en: Italy}, at: {lat: 43, lon: 12.5}}
  - {code: OOS, label: {fr: Ailleurs, en: Elsewhere}}
`

// journeys returns counts from places to places.
func journeys() *table.Table {
	place := func(code string) head.Label { return head.OfCode("places", code) }
	return &table.Table{
		ID: "volume", Statistic: "crosstab", Unit: "persons", Span: october(), Stub: []head.Dimension{{Name: "from", List: "places"}},
		Cols: []head.Col{{Key: "ITA", Label: place("ITA")}, {Key: "LBY", Label: place("LBY")}, {Key: "not-stated", Label: word("unknown"), Kind: head.Residual}},
		Rows: []head.Row{{Key: "LBY", Labels: []head.Label{place("LBY")}}, {Key: "ITA", Labels: []head.Label{place("ITA")}}, {Key: "OOS", Labels: []head.Label{place("OOS")}}},
		Cells: [][]table.Cell{
			{table.CountOf(5700), table.CountOf(40), table.CountOf(70)},
			{table.CountOf(30), table.CountOf(3), table.CountOf(0)},
			{table.CountOf(60), table.CountOf(80), table.CountOf(90)},
		},
	}
}

func TestMapDrawsPublishedFlowsBetweenPlacesAndSaysTheRest(t *testing.T) {
	report := strings.Replace(headline, "{key-figures: volume}", "{chart: volume, as: map}", 1)
	report = strings.Replace(report, "{is: volume, compare: previous}", crossed, 1)
	in := newDesk(t).input(t, report, "en", journeys())
	var diags diag.List
	in.Book = codes.Load(fstest.MapFS{"codes/places.yaml": {Data: []byte(places)}}, "codes", &diags)
	none(t, &diags)
	d := document(t, in)
	f, ok := d.Body[0].Blocks[0].(*doc.Figure)
	if !ok {
		t.Fatalf("the section holds %+v", d.Body[0].Blocks[0])
	}
	m := f.Chart
	if err := m.Validate(); err != nil {
		t.Fatal(err)
	}
	if len(m.Links) != 1 || m.Links[0].Display != "5,700" || m.Nodes[m.Links[0].Source].Label != "Libya" || m.Nodes[m.Links[0].Target].Lat != 43 {
		t.Errorf("the arrows are %+v between %+v", m.Links, m.Nodes)
	}
	text := dump(t, d)
	for _, want := range []string{"do not imply official endorsement", "Not drawn, but in the table: Elsewhere, Not specified, Libya → Libya and ", "Flow map: "} {
		if !strings.Contains(text+f.Alt, want) {
			t.Errorf("nothing says %q:\n%s\n%s", want, text, f.Alt)
		}
	}
}
