package compose_test

import (
	"strings"
	"testing"

	"htsm/generator/compose"
	"htsm/generator/contract"
	"htsm/generator/doc"
	"htsm/generator/finding"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/release"
	"htsm/generator/table"
)

func event(date string, month period.Month, breaks bool) contract.Event {
	return contract.Event{Date: date, Month: month, Text: map[string]string{"en": "A new form."}, Breaks: breaks}
}

// front returns the texts of the remark on comparability, if there is one.
func front(t *testing.T, d *desk, raw ...*table.Table) []string {
	t.Helper()
	k := document(t, d.input(t, methodOnly, "en", raw...))
	if len(k.Body[0].Blocks) == 0 {
		return nil
	}
	box, ok := k.Body[0].Blocks[0].(*doc.Callout)
	if !ok || box.Title != "Comparability" {
		return nil
	}
	var out []string
	for _, b := range box.Body {
		out = append(out, doc.Plain(b.(*doc.Paragraph).Text))
	}
	return out
}

func TestWhatKeepsPeriodsApartStandsAtTheFront(t *testing.T) {
	coverage := &table.Table{
		ID: "signals", Statistic: "coverage", Unit: "records", Span: october(),
		Stub:  []head.Dimension{{Name: "crime", List: "crimes"}, {Name: "finding", Word: "column.finding"}},
		Cols:  []head.Col{{Key: "count", Label: word("column.count")}},
		Rows:  []head.Row{found(crimeRow("THB"), "new"), found(crimeRow("SOM"), "silent"), found(crimeRow("OTH"), "none")},
		Cells: [][]table.Cell{{table.CountOf(9)}, {table.CountOf(0)}, {table.CountOf(9)}},
	}
	d := newDesk(t)
	d.contract.Events = []contract.Event{
		event("2024-10-31", period.Of(2024, 10), true), // More than two years ago.
		event("2025-03-01", period.Of(2025, 3), false),
		event("2026-09-15", period.Of(2026, 9), true),
		event("2026-11-01", period.Of(2026, 11), true), // Still to come.
	}
	want := []string{
		"1 March 2025: A new form.",
		"15 September 2026: A new form. Periods before and after it are not compared.",
		"New reporting authorities: Trafficking in human beings.",
		"Authorities without a report in the period: Smuggling of migrants.",
	}
	got := front(t, d, coverage)
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
	if got := front(t, newDesk(t), volume()); got != nil {
		t.Errorf("there is a remark without a reason: %q", got)
	}
}

func TestAChangeOverABreakHasNoWords(t *testing.T) {
	change := tested(80, 120, 0.13, 1.02, 0.001)
	change.Flags = table.Broken
	k := volumeOf([]head.Row{totalRow()}, []table.Cell{table.CountOf(120), table.CountOf(80), change})
	figures := document(t, newDesk(t).input(t, headline, "en", k)).Body[0].Blocks[0].(*doc.KeyFigures)
	if got, want := figures.Items[0].Details[1], "120, after 80 in September 2026; the periods cannot be compared"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := sentences(t, "en", k); len(got) != 1 {
		t.Errorf("the change is told: %q", got)
	}
}

func TestALineThatShowsItsCountAddsTheEarlierOneAlone(t *testing.T) {
	change := tested(800, 900, 0.05, 0.2, 0.001)
	change.Flags = table.Provisional
	k := volumeOf([]head.Row{totalRow()}, []table.Cell{table.CountOf(120), table.CountOf(900), table.CountOf(800), change})
	k.Cols = []head.Col{
		k.Cols[0],
		{Key: "rolling-12", Label: word("column.rolling-12")},
		{Key: "rolling-12-before", Label: word("column.rolling-12-before")},
		{Key: "change-rolling-12", Label: word("column.change-rolling-12"), Measure: head.Measure{Quantity: head.Change}},
	}
	spec := strings.Replace(headline, "compare: previous", "compare: rolling-12", 1)
	figures := document(t, newDesk(t).input(t, spec, "en", k)).Body[0].Blocks[0].(*doc.KeyFigures)
	want := "Last 12 months: 900 (after 800 in November 2024 – October 2025; the periods cannot be compared)"
	if got := figures.Items[0].Details[len(figures.Items[0].Details)-1]; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// onPanel is a volume whose authorities are not the same in both periods, with the
// change on those of both.
func onPanel(low, high float64, apart ...int64) *table.Table {
	same := tested(80, 90, low, high, 1)
	same.Test = table.Test{}
	same.Parts = append(same.Parts, apart...)
	k := volumeOf([]head.Row{totalRow()}, []table.Cell{table.CountOf(160), table.CountOf(92), tested(92, 160, 0.3, 1.2, 0.001), same})
	k.Cols = append(k.Cols, head.Col{Key: "same-reporters-previous", Label: word("column.same-reporters-previous"), Measure: head.Measure{Quantity: head.Change}})
	k.Caveats = []table.Caveat{{
		Word:   "caveat.same-reporters",
		Labels: []head.Label{head.OfTime(october().Previous()), head.OfRaw("North"), head.OfRaw("South"), head.OfRaw("West")},
	}}
	return k
}

func TestAChangeAmongOtherReportersIsNamedOnlyIfItShowsOnTheSameOnes(t *testing.T) {
	for _, c := range []struct {
		name      string
		low, high float64
		apart     []int64
		want      string
		told      int
	}{
		{"confirmed", 0.02, 0.3, nil, "increase of 74% on September 2026; on the same reporting authorities +13% (95% CI +2% to +30%)", 1},
		{"not confirmed", -0.1, 0.3, nil, "160, after 92 in September 2026; the periods cannot be compared; on the same reporting authorities +13% (95% CI −10% to +30%)", 0},
		{"suppressed", -0.1, 0.3, []int64{1}, "increase of 74% on September 2026", 1},
	} {
		k := onPanel(c.low, c.high, c.apart...)
		figures := document(t, newDesk(t).input(t, headline, "en", k)).Body[0].Blocks
		got := figures[len(figures)-1].(*doc.KeyFigures).Items[0].Details[1]
		if strings.ReplaceAll(got, "\u00a0", " ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if n := len(finding.Of([]*release.Table{release.Policy{Threshold: 3}.Apply(k)}, compose.Q)); n != c.told {
			t.Errorf("%s: %d findings", c.name, n)
		}
	}
}

func TestNoPercentageOfAProvisionalPeriodStandsOnTheSameReporters(t *testing.T) {
	k := onPanel(0.02, 0.3)
	k.Cells[0][2].Flags, k.Cells[0][3].Flags = table.Provisional, table.Provisional
	if got := front(t, newDesk(t), k); got != nil {
		t.Errorf("the front says %q", got)
	}
	got := document(t, newDesk(t).input(t, headline, "en", k)).Body[0].Blocks[0].(*doc.KeyFigures).Items[0].Details[1]
	if want := "160, after 92 in September 2026; the periods cannot be compared"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhoCameOrWentStandsAtTheFrontAndBesideTheTable(t *testing.T) {
	want := "Volume and change: +74% on September 2026; on the authorities that reported in both periods +13%."
	got := front(t, newDesk(t), onPanel(0.02, 0.3))
	if len(got) != 1 || strings.ReplaceAll(got[0], "\u00a0", " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	const remark = "North, South and West reported in one of the two periods only"
	for place, text := range facts(t, onPanel(0.02, 0.3), means()) {
		if strings.HasPrefix(place, "note/") && strings.Contains(text, remark) {
			return
		}
	}
	t.Error("no note names the authorities")
}
