package compose_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/codes"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

const news = `report: brief
title: Brief
extract: small
period: month
languages: [en, fr, es, ar]
marking: {tlp: GREEN}
audiences: {partners: {threshold: 3}}
statistics:
  signals: {is: emergence, of: crime}
  shift: {is: displacement, of: crime}
  volume: {is: volume, by: crime, compare: previous}
sections:
  - {title: News, show: [{findings: all}]}
  - {title: Tables, show: [{table: signals}]}
`

// p returns a cell with a test that was adjusted.
func p(c table.Cell, adjusted float64) table.Cell {
	c.Test = table.Test{Done: true, P: adjusted, Adjusted: adjusted}
	return c
}

func estimate(n, d int64, parts ...int64) table.Cell {
	return table.Cell{State: table.Known, Value: num.Fraction{Num: n, Den: d}, Parts: parts}
}

func found(r head.Row, word string) head.Row {
	r.Labels = append(slices.Clone(r.Labels), head.OfFinding("state."+word))
	return r
}

// signals returns an emergence with one row of each word.
func signals(words ...string) *table.Table {
	measure := head.Measure{Quantity: head.Estimate}
	t := &table.Table{
		ID: "signals", Statistic: "emergence", Unit: "records", Span: october(),
		Stub: []head.Dimension{{Name: "crime", List: "crimes"}, {Name: "finding", Word: "column.finding"}},
		Cols: []head.Col{
			{Key: "count", Label: word("column.count")},
			{Key: "expected", Label: word("column.expected"), Measure: measure},
			{Key: "upper-bound", Label: word("column.upper-bound"), Measure: measure},
			{Key: "ratio", Label: word("column.observed-expected"), Measure: head.Measure{Quantity: head.Index}},
			{Key: "silent-months", Label: word("column.silent-months"), Measure: measure},
		},
		Basis: table.Basis{Total: 160, Answered: 160, Reporters: 12, Window: october()},
	}
	for i, w := range words {
		row := found(crimeRow([]string{"THB", "SOM", "OTH"}[i]), w)
		cells := []table.Cell{
			table.CountOf(15), estimate(16, 5, 190), estimate(81, 10, 190), p(estimate(75, 16, 15, 190), 0.00004), p(estimate(0, 1, 0, 0), 0.9),
		}
		if w == "vanished" {
			cells = []table.Cell{table.CountOf(0), estimate(16, 5, 190), estimate(81, 10, 190), p(estimate(0, 1, 0, 190), 0.9), p(estimate(4, 1, 0, 40), 0.0123)}
		}
		t.Rows, t.Cells = append(t.Rows, row), append(t.Cells, cells)
	}
	return t
}

// shift returns a displacement from one value to another.
func shift() *table.Table {
	now, before := october(), period.Span{First: period.Of(2025, 10), Last: period.Of(2025, 10)}
	difference := func(n int64, low, high, adjusted float64) table.Cell {
		c := p(table.Cell{State: table.Known, Value: num.Fraction{Num: n, Den: 100}, X: 30, N: 100, Parts: []int64{60, 100, 30, 100}}, adjusted)
		c.Interval = table.Interval{Level: 95, Low: low, High: high, Method: "newcombe"}
		return c
	}
	share := head.Measure{Quantity: head.Share}
	return &table.Table{
		ID: "shift", Statistic: "displacement", Unit: "persons", Span: now,
		Stub: []head.Dimension{{Name: "crime", List: "crimes"}, {Name: "finding", Word: "column.finding"}},
		Cols: []head.Col{
			{Key: "before", Label: head.OfTime(before)},
			{Key: "count", Label: head.OfTime(now)},
			{Key: "share-before", Label: word("column.share-before"), Measure: share},
			{Key: "share", Label: word("column.share-answered"), Measure: share},
			{Key: "difference", Label: word("column.difference-shares"), Measure: head.Measure{Quantity: head.Points}},
			{Key: "divergence", Label: word("column.divergence"), Measure: head.Measure{Quantity: head.Index}},
		},
		Rows: []head.Row{found(crimeRow("THB"), "loses"), found(crimeRow("SOM"), "gains"), found(totalRow(), "displaced")},
		Cells: [][]table.Cell{
			{table.CountOf(60), table.CountOf(30), table.ShareOf(60, 100, 20), table.ShareOf(30, 100, 20), difference(-30, -0.42, -0.17, 0.002), estimate(1, 20, 60, 30)},
			{table.CountOf(40), table.CountOf(70), table.ShareOf(40, 100, 20), table.ShareOf(70, 100, 20), difference(30, 0.17, 0.42, 0.002), estimate(1, 25, 40, 70)},
			{table.CountOf(100), table.CountOf(100), table.ShareOf(100, 100, 20), table.ShareOf(100, 100, 20), {State: table.Undefined}, p(estimate(9, 100, 100, 100), 0.001)},
		},
		Basis: table.Basis{Total: 100, Answered: 100, Window: now},
	}
}

// A note is made where it is referred to: a sentence names a code that has one,
// and no table shows it.
func TestAnUnshownNoteIsNotCounted(t *testing.T) {
	d := newDesk(t)
	var diags diag.List
	noted := strings.Replace(file(t, "crimes.yaml"), "{code: THB, ", "{code: THB, note: note.kosovo, ", 1)
	d.book = codes.Load(fstest.MapFS{"data/codes/crimes.yaml": {Data: []byte(noted)}}, "data/codes", &diags)
	none(t, &diags)
	report := strings.Replace(news, "  - {title: Tables, show: [{table: signals}]}\n", "  - {title: Shift, show: [{table: shift}]}\n", 1)
	for _, text := range []string{report, strings.Replace(report, "table: shift", "table: signals", 1)} {
		out := document(t, d.input(t, text, "en", signals("new"), shift(), volume()))
		if err := out.Validate(); err != nil {
			t.Error(err)
		}
	}
	bare := strings.Replace(report, "  - {title: Shift, show: [{table: shift}]}\n", "", 1)
	for _, n := range document(t, d.input(t, bare, "en", signals("new"), shift(), volume())).Notes {
		if strings.Contains(doc.Plain(n.Text), "Kosovo") {
			t.Errorf("note %d is of a code that no table shows", n.ID)
		}
	}
}

// sentences returns the texts of the first section.
func sentences(t *testing.T, language string, raw ...*table.Table) []string {
	t.Helper()
	var out []string
	for _, f := range document(t, newDesk(t).input(t, news, language, raw...)).Facts() {
		if strings.HasPrefix(f.Place, "s1/p") {
			out = append(out, readable(f.Display))
		}
	}
	return out
}

// readable writes isolates as < and > and no-break spaces as ~.
func readable(s string) string {
	return strings.NewReplacer("\u2066", "<", "\u2069", ">", "\u00a0", "~", "\u202f", "~").Replace(s)
}

func TestFindingsAreToldInEveryLanguage(t *testing.T) {
	for language, want := range map[string]string{
		"en": "Trafficking in human beings (crime): emerging. 15 records in October 2026, where its own past leads to expect 3.2 and chance rarely passes 8.1 (adjusted p~≤~0.0001; 12 reporting authorities; signals of emergence: Crime, table 1).",
		"fr": "Traite des êtres humains (infraction)~: en émergence. 15 enregistrements en octobre 2026, alors que son propre passé laisse attendre 3,2 et que le hasard dépasse rarement 8,1 (p ajusté~≤~0,0001~; 12 autorités déclarantes~; signaux d’émergence~: Infraction, tableau 1).",
		"es": "Trafficking in human beings (crime): emergente. 15 registros en octubre de 2026, cuando su propio pasado hace esperar 3,2 y el azar rara vez supera 8,1 (p ajustado~≤~0,0001; 12 autoridades declarantes; señales de emergencia: crime, cuadro 1).",
		"ar": "<Trafficking in human beings> (<crime>): ناشئ. 15 سجلاً في تشرين الأول/أكتوبر 2026، في حين يُتوقع من ماضيه 3.2 ونادراً ما تتجاوز المصادفة 8.1 (قيمة p المعدَّلة <≤~0.0001>؛ 12 سلطة مبلِّغة؛ إشارات النشوء: <crime>، الجدول 1).",
	} {
		got := sentences(t, language, signals("emerging", "none"))
		if len(got) != 2 || got[1] != want {
			t.Errorf("%s:\n got %q\nwant %q", language, got, want)
		}
	}
}

func TestAVanishedValueIsToldWithItsSilence(t *testing.T) {
	got := sentences(t, "en", signals("vanished"))
	want := "Trafficking in human beings (crime): vanished. No record in 4 complete months, although the same months of earlier years had some (adjusted p~=~0.0123; 12 reporting authorities; signals of emergence: Crime, table 1)."
	if len(got) != 2 || got[1] != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestADisplacementIsToldFromWhereToWhere(t *testing.T) {
	got := sentences(t, "en", shift())
	want := "Displacement: Crime: displacement, Trafficking in human beings (60.0% → 30.0%, −30.0~pp; 95% CI −42.0~pp to −17.0~pp; adjusted p~=~0.0020) → Smuggling of migrants (40.0% → 70.0%, +30.0~pp; 95% CI +17.0~pp to +42.0~pp; adjusted p~=~0.0020), between October 2025 and October 2026 (divergence 0.09 bit; adjusted p~=~0.0010)."
	if len(got) != 2 || got[1] != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestChangesThatHoldAreToldWithBothCounts(t *testing.T) {
	got := sentences(t, "en", volume())
	want := []string{
		"Findings that stand after all tests of the edition were adjusted together, the strongest evidence first.",
		"Volume and change: increase of 74% on September 2026, from 92 to 160 (95% CI +34% to +127%; adjusted p~=~0.0010); 3 reporting authorities.",
		"Smuggling of migrants (crime): increase of 50% on September 2026, from 80 to 120 (95% CI +13% to +102%; adjusted p~=~0.0040); 3 reporting authorities; volume and change.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutFindingsTheFixedPhraseStands(t *testing.T) {
	for language, want := range map[string]string{"en": "No clear change", "fr": "Pas d’évolution nette", "es": "Sin variación clara", "ar": "لا تغير واضح"} {
		got := sentences(t, language, signals("none"))
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s: %q", language, got)
		}
		if strings.Contains(strings.Join(got, " "), "stable") {
			t.Errorf("%s calls it stable: %q", language, got)
		}
	}
}

// Every number of a sentence is bound to the cell that it comes from.
func TestFiguresOfFindingsAreBoundToTheirCells(t *testing.T) {
	d := document(t, newDesk(t).input(t, news, "en", signals("emerging"), shift(), volume()))
	list, ok := d.Body[0].Blocks[1].(*doc.List)
	if !ok {
		t.Fatalf("the section holds %T", d.Body[0].Blocks[1])
	}
	var refs []string
	for _, item := range list.Items {
		for _, i := range item[0].(*doc.Paragraph).Text {
			switch i := i.(type) {
			case *doc.ValueRef:
				refs = append(refs, i.Ref+"="+readable(i.Display))
			case *doc.Text:
				if strings.ContainsAny(i.Text, "13456789") && !strings.Contains(i.Text, "2026") && !strings.Contains(i.Text, "2025") && i.Text != "95" {
					t.Errorf("a number is typed in %q", i.Text)
				}
			}
		}
	}
	want := []string{"signals.THB.count=15", "signals.THB.expected=3.2", "signals.THB.upper-bound=8.1", "signals.THB.ratio.p=≤~0.0001", "signals.basis.reporters=12"}
	if diff := cmp.Diff(want, refs[:5]); diff != "" {
		t.Error(diff)
	}
}

func TestAFindingTellsNothingOfASuppressedFigure(t *testing.T) {
	few := signals("emerging")
	few.Cells[0][0] = table.CountOf(2)
	got := sentences(t, "en", few)
	if len(got) != 2 || !strings.HasPrefix(got[0], "No clear change") || got[1] != "Findings on figures that are withheld are not named." {
		t.Errorf("got %q", got)
	}
	past := signals("emerging") // The count may be shown, its past may not.
	past.Cells[0][1].Parts, past.Cells[0][2].Parts = []int64{2}, []int64{2}
	if got := sentences(t, "en", past); len(got) != 3 || !strings.Contains(got[1], "leads to expect [c] and chance rarely passes [c]") {
		t.Errorf("got %q", got)
	}
}

func TestProvisionalFiguresOfFindingsAreMarked(t *testing.T) {
	raw := signals("emerging")
	raw.Cells[0][0].Flags = table.Provisional
	got := sentences(t, "en", raw)
	if len(got) != 3 || !strings.Contains(got[1], "15~[p] records") || !strings.HasPrefix(got[2], "[p] provisional") {
		t.Errorf("got %q", got)
	}
}

func TestAShareThatMovedIsToldWithItsGroup(t *testing.T) {
	moved := p(table.Cell{State: table.Known, Value: num.Fraction{Num: 3, Den: 10}, N: 100, Parts: []int64{30, 100}}, 0.002)
	moved.Interval = table.Interval{Level: 95, Low: 0.2, High: 0.4, Method: "bootstrap"}
	raw := &table.Table{
		ID: "shift", Statistic: "redistribution", Unit: "persons", Span: october(),
		Stub:  []head.Dimension{{Name: "crime", List: "crimes"}, {Name: "means", Word: "column.shares-from"}, {Name: "means_2", Word: "column.shares-to"}, {Name: "finding", Word: "column.finding"}},
		Cols:  []head.Col{{Key: "moved", Label: word("column.share-moved"), Measure: head.Measure{Quantity: head.Points}}},
		Rows:  []head.Row{{Key: "THB/a>b", Labels: []head.Label{head.OfCode("crimes", "THB"), head.OfRaw("A"), head.OfRaw("B"), head.OfFinding("state.moved")}}},
		Cells: [][]table.Cell{{moved}},
	}
	got := sentences(t, "en", raw)
	want := "Trafficking in human beings (crime): shares moved, A → B: +30.0~pp of all in October 2026 (95% CI +20.0~pp to +40.0~pp; adjusted p~= 0.0020; shares that moved: Crime)."
	if len(got) != 2 || got[1] != strings.Replace(want, "= 0", "=~0", 1) {
		t.Errorf("got %q", got)
	}
}

// The medians of both periods stand in the sentence of a leg, and its two ends as
// a path.
func TestADearerLegIsToldWithBothMedians(t *testing.T) {
	earlier := period.Span{First: period.Of(2025, 10), Last: period.Of(2025, 10)}
	euros := head.Measure{Quantity: head.Amount, Currency: "EUR"}
	amount := func(n int64) table.Cell {
		return table.Cell{State: table.Known, Value: num.Whole(n), Parts: []int64{30}}
	}
	raw := &table.Table{
		ID: "signals", Statistic: "prices", Unit: "records", Span: october(),
		Stub: []head.Dimension{{Name: "from", List: "crimes", Word: "column.departure"}, {Name: "to", List: "crimes", Word: "column.arrival"}, {Name: "finding", Word: "column.finding"}},
		Cols: []head.Col{
			{Key: "n", Label: word("column.prices")},
			{Key: "median", Label: word("column.median"), Measure: euros},
			{Key: "median-before", Label: word("column.median-before"), Measure: euros, Of: "median", At: earlier},
			{Key: "superiority", Label: word("column.superiority"), Measure: head.Measure{Quantity: head.Index}},
		},
		Rows:  []head.Row{{Key: "THB>SOM", Labels: []head.Label{head.OfCode("crimes", "THB"), head.OfCode("crimes", "SOM"), head.OfFinding("state.dearer")}}},
		Cells: [][]table.Cell{{table.CountOf(30), amount(2400), amount(1500), p(estimate(81, 100, 30), 0.0012)}},
	}
	got := sentences(t, "en", raw)
	if len(got) != 2 || !strings.HasPrefix(got[1], "Trafficking → Smuggling of migrants: dearer. The median of the prices in October 2026 is EUR~2,400, and was EUR~1,500 in October 2025 (adjusted p~=~0.0012; ") {
		t.Errorf("got %q", got)
	}
}

// The sentence of a season names the highest month.
func TestASeasonIsToldWithItsHighestMonth(t *testing.T) {
	raw := &table.Table{
		ID: "signals", Statistic: "seasonality", Unit: "records", Span: october().Rolling(36),
		Stub: []head.Dimension{{Name: "month", Word: "column.month"}, {Name: "finding", Word: "column.finding"}},
		Cols: []head.Col{{Key: "index", Label: word("column.index"), Measure: head.Measure{Quantity: head.Estimate}}},
	}
	for i, n := range []int64{805, 1400, 1612, 1200} {
		key := string(rune('1' + i))
		raw.Rows = append(raw.Rows, head.Row{Key: key, Labels: []head.Label{word("month-of-year." + key), head.OfFinding("state.none")}})
		raw.Cells = append(raw.Cells, []table.Cell{estimate(n, 10, 500)})
	}
	raw.Rows = append(raw.Rows, head.Row{Key: "total", Labels: []head.Label{word("total"), head.OfFinding("state.seasonal")}, Kind: head.Total})
	raw.Cells = append(raw.Cells, []table.Cell{p(estimate(1000, 10, 2000), 0.003)})
	got := sentences(t, "en", raw)
	if len(got) != 2 || !strings.Contains(got[1], ": seasonal. The months of the year differ by more than chance, November 2023 – October 2026; the highest is March, with an index of 161.2 (adjusted p~=~0.0030; ") {
		t.Errorf("got %q", got)
	}
}
