package compose_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/chart"
	"htsm/generator/codes"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

// monthly returns counts of n months up to October 2026 for the given columns
// and their total; the count of month i of column j is 100 + 10i + j.
func monthly(n int, columns ...string) *table.Table {
	last := period.Of(2026, 10)
	k := &table.Table{
		ID: "volume", Statistic: "series", Unit: "persons", Span: period.Span{First: last - period.Month(n) + 1, Last: last},
		Stub: []head.Dimension{{Name: "month", Word: "column.month"}},
	}
	for _, key := range columns {
		k.Cols = append(k.Cols, head.Col{Key: key, Label: head.OfRaw(key)})
	}
	k.Cols = append(k.Cols, head.Col{Key: "total", Label: word("total"), Kind: head.Total})
	for i := range n {
		m := last - period.Month(n-1-i)
		k.Rows = append(k.Rows, head.Row{Key: m.String(), Labels: []head.Label{head.OfTime(period.Span{First: m, Last: m})}})
		var cells []table.Cell
		for j := range k.Cols {
			cells = append(cells, table.CountOf(int64(100+10*i+j)))
		}
		k.Cells = append(k.Cells, cells)
	}
	return k
}

const byMonth = "{is: series, across: crime, window: rolling-24}"

func TestYearsPutTheLatestOnTheFiveBefore(t *testing.T) {
	f, text := figureOf(t, byMonth, "as: years", monthly(94, "THB", "SOM")) // From January 2019.
	m := f.Chart
	if names := strings.Join(namesOf(f), " "); names != "2021 2022 2023 2024 2025 2026" || m.Series[5].Pale || !m.Series[4].Pale {
		t.Errorf("the years are %s", names)
	}
	if len(m.Categories) != 12 || m.Categories[0].Label != "Jan" {
		t.Errorf("the months are %+v", m.Categories)
	}
	if got := m.Series[5].Points[9].Display; got != "1,032" {
		t.Errorf("October 2026 shows %s, want the total 1,032", got)
	}
	if _, ok := m.Series[5].Points[10].Value.Number(); ok {
		t.Error("November 2026 has a number before it came")
	}
	if len(f.Data.Rows) != 94 || !strings.Contains(text, "Not drawn, but in the table: the first 24 rows.") {
		t.Errorf("the table has %d rows:\n%s", len(f.Data.Rows), text)
	}
	if !strings.Contains(strings.Join(m.Words, " "), "lowest to the highest value of 2021") || !strings.HasPrefix(f.Alt, "Latest year and earlier years: ") {
		t.Errorf("the chart is explained by %q and %q", m.Words, f.Alt)
	}
}

// A year of which only the last months are there would stand in the band as if
// it were whole.
func TestABandIsOfWholeYears(t *testing.T) {
	for months, want := range map[int]string{36: "2024 2025 2026", 34: "2024 2025 2026", 22: "2025 2026", 14: "2025 2026"} {
		f, _ := figureOf(t, byMonth, "as: years", monthly(months, "THB", "SOM"))
		if names := strings.Join(namesOf(f), " "); names != want {
			t.Errorf("of %d months up to October 2026 the years %s are drawn, want %s", months, names, want)
		}
	}
	if f, _ := figureOf(t, byMonth, "as: cycle", monthly(36, "THB", "SOM")); len(f.Chart.Series) != 4 {
		t.Errorf("a cycle leaves out months: %v", namesOf(f))
	}
}

func TestYearsOfOneYearAreALine(t *testing.T) {
	f, _ := figureOf(t, byMonth, "as: years", monthly(10, "THB", "SOM"))
	if f.Chart.Kind != chart.Line || !strings.HasPrefix(f.Alt, "Line chart: ") {
		t.Errorf("ten months are drawn as %s: %s", f.Chart.Kind, f.Alt)
	}
}

func TestCycleShowsTheYearsOfEachMonth(t *testing.T) {
	f, _ := figureOf(t, byMonth, "as: cycle, columns: [THB]", monthly(94, "THB", "SOM"))
	if len(f.Chart.Series) != 8 || f.Chart.Series[0].Points[0].Display != "100" {
		t.Errorf("%d years, the first begins with %+v", len(f.Chart.Series), f.Chart.Series[0].Points[0])
	}
}

func TestSmallChartsShowEverySeries(t *testing.T) {
	for _, c := range []struct {
		show, alt string
		words     bool
	}{
		{"as: multiples", "Small charts on one scale: ", false},
		{"as: sparklines", "List of sparklines: ", true},
	} {
		f, _ := figureOf(t, byMonth, c.show, monthly(24, "THB", "SOM", "other"))
		if len(f.Chart.Series) != 3 || !f.Chart.Timeline || len(f.Chart.Words) > 0 != c.words || !strings.HasPrefix(f.Alt, c.alt) || !strings.Contains(f.Alt, "3 ") {
			t.Errorf("%s: series %q, words %q, %q", c.show, namesOf(f), f.Chart.Words, f.Alt)
		}
	}
}

func TestBumpRanksPeriodsInRowsAndInColumns(t *testing.T) {
	k := monthly(30, "THB", "SOM", "unknown")
	k.Cols[2].Kind = head.Residual
	f, text := figureOf(t, byMonth, "as: bump", k)
	if len(f.Chart.Series) != 2 || len(f.Chart.Categories) != 24 || len(f.Chart.Axis.Ticks) != 2 {
		t.Errorf("%d series over %d months", len(f.Chart.Series), len(f.Chart.Categories))
	}
	for _, want := range []string{"Not drawn, but in the table: unknown, May 24, ", "Oct 24."} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q:\n%s", want, text)
		}
	}
	last := f.Data.Rows[29]
	if got := last.Cells[4].Display + " " + last.Cells[3].Display; got != "1 2" || f.Data.Cols[3].Text != "Rank: THB" || f.Data.Rows[0].Cells[3].Display != "[x]" {
		t.Errorf("the ranks of the last month are %s, under %q; a month that is not drawn has the rank %s", got, f.Data.Cols[3].Text, f.Data.Rows[0].Cells[3].Display)
	}
	if got := f.Chart.Categories[23].Label; !strings.Contains(got, "Oct") {
		t.Errorf("the last month is %s", got)
	}
	earlier := volumeOf([]head.Row{crimeRow("THB"), crimeRow("SOM")},
		[]table.Cell{table.CountOf(120), table.CountOf(90), table.ChangeOf(90, 120, 20)},
		[]table.Cell{table.CountOf(30), table.CountOf(3), table.ChangeOf(3, 30, 20)})
	f, _ = figureOf(t, "{is: volume, by: crime, compare: previous}", "as: bump", earlier)
	if len(f.Chart.Series) != 2 || len(f.Chart.Categories) != 2 || f.Chart.Series[0].Points[0].Display != "90" || len(f.Chart.Words) != 2 {
		t.Errorf("%+v over %+v, %q", f.Chart.Series, f.Chart.Categories, f.Chart.Words)
	}
	for i, want := range []string{"1 1", "[c] 2"} {
		cells := f.Data.Rows[i].Cells
		if got := cells[len(cells)-2].Display + " " + cells[len(cells)-1].Display; got != want {
			t.Errorf("the ranks of row %d are %s, want %s", i, got, want)
		}
	}
}

func TestFunnelSaysThatItIsNoCohort(t *testing.T) {
	k := volumeOf([]head.Row{crimeRow("SOM"), crimeRow("THB")},
		[]table.Cell{table.CountOf(300), table.CountOf(90), table.ChangeOf(90, 300, 20)},
		[]table.Cell{table.CountOf(120), table.CountOf(9), table.ChangeOf(9, 120, 20)})
	f, _ := figureOf(t, "{is: volume, by: crime, compare: previous}", "as: funnel", k)
	if !strings.Contains(strings.Join(f.Chart.Words, " "), "do not follow a cohort") {
		t.Errorf("the funnel is explained by %q", f.Chart.Words)
	}
	if !strings.Contains(f.Alt, ": 300.") || !strings.Contains(f.Alt, ": 120.") {
		t.Errorf("the text alternative leaves out a stage: %s", f.Alt)
	}
}

func TestDumbbellGoesFromTheEarlierToTheLater(t *testing.T) {
	k := volumeOf([]head.Row{crimeRow("THB"), crimeRow("SOM")},
		[]table.Cell{table.CountOf(120), table.CountOf(90), table.ChangeOf(90, 120, 20)},
		[]table.Cell{table.CountOf(30), table.CountOf(70), table.ChangeOf(70, 30, 20)})
	f, _ := figureOf(t, "{is: volume, by: crime, compare: previous}", "as: dumbbell", k)
	if len(f.Chart.Series) != 2 || f.Chart.Series[0].Points[0].Display != "90" || !strings.HasPrefix(f.Alt, "Dumbbell chart") {
		t.Errorf("%+v, %q", f.Chart.Series, f.Alt)
	}
}

func TestBubblesHaveAMeasureForEachAxis(t *testing.T) {
	k := volumeOf([]head.Row{crimeRow("THB"), crimeRow("SOM")},
		[]table.Cell{table.CountOf(120), table.CountOf(90), table.ChangeOf(90, 120, 20)},
		[]table.Cell{table.CountOf(300), table.CountOf(70), table.ChangeOf(70, 300, 20)})
	f, _ := figureOf(t, "{is: volume, by: crime, compare: previous}", "as: bubble, columns: [count, change-previous, previous-before]", k)
	m := f.Chart
	if m.Kind != chart.Bubble || m.Across.Max < 300 || m.Axis.Max < 328 || !strings.Contains(m.Value, "%") || m.Category == m.Value {
		t.Errorf("the axes go to %v (%s) and %v (%s)", m.Across.Max, m.Category, m.Axis.Max, m.Value)
	}
}

// placed composes a figure over a table of places.
func placed(t *testing.T, show string, k *table.Table) (*doc.Figure, string) {
	t.Helper()
	report := strings.Replace(headline, "{key-figures: volume}", "{chart: volume, "+show+"}", 1)
	report = strings.Replace(report, "{is: volume, compare: previous}", crossed, 1)
	in := newDesk(t).input(t, report, "en", k)
	var diags diag.List
	in.Book = codes.Load(fstest.MapFS{"codes/places.yaml": {Data: []byte(places)}}, "codes", &diags)
	none(t, &diags)
	d := document(t, in)
	f, ok := d.Body[0].Blocks[0].(*doc.Figure)
	if !ok {
		t.Fatalf("the section holds %+v", d.Body[0].Blocks[0])
	}
	if err := f.Chart.Validate(); err != nil {
		t.Fatal(err)
	}
	return f, dump(t, d)
}

func TestChordJoinsTheSameCodeOfRowsAndColumns(t *testing.T) {
	f, text := placed(t, "as: chord", journeys())
	m := f.Chart
	var nodes []string
	for _, n := range m.Nodes {
		nodes = append(nodes, n.Label)
	}
	if got := strings.Join(nodes, ", "); got != "Libya, Italy, Not specified, Elsewhere" || len(m.Links) != 5 {
		t.Errorf("the nodes are %s, the links %+v", got, m.Links)
	}
	if !m.Nodes[2].Muted || !strings.Contains(text, "Not drawn, but in the table: Libya → Libya and Italy → Italy") {
		t.Errorf("the residual is %+v, the notes are in\n%s", m.Nodes[2], text)
	}
}

func TestDiscsStandOnThePlacesThatHaveAPoint(t *testing.T) {
	f, text := placed(t, "as: dot-map, columns: [LBY]", journeys())
	m := f.Chart
	if len(m.Nodes) != 2 || m.Nodes[1].Label != "Italy" || m.Nodes[1].Display != "[c]" || m.Nodes[0].Display != "40" {
		t.Errorf("the discs are %+v", m.Nodes)
	}
	for _, want := range []string{"Not drawn, but in the table: Elsewhere", "do not imply official endorsement", "[c] withheld"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q:\n%s", want, text)
		}
	}
}

func TestFlowsWithNothingPublishedAreAGrid(t *testing.T) {
	for _, kind := range []string{"flow", "map", "chord"} {
		k := journeys()
		for i := range k.Cells {
			for j := range k.Cells[i] {
				k.Cells[i][j] = table.CountOf(2)
			}
		}
		if f, _ := placed(t, "as: "+kind, k); f.Chart.Kind != chart.Heat {
			t.Errorf("a %s without a published number is drawn as %s", kind, f.Chart.Kind)
		}
	}
}

func TestTheLargestFlowsAreDrawnAndTheOthersSaid(t *testing.T) {
	k := &table.Table{ID: "volume", Statistic: "crosstab", Unit: "persons", Span: october(), Stub: []head.Dimension{{Name: "from"}}}
	for i := range 14 {
		k.Cols = append(k.Cols, head.Col{Key: fmt.Sprint("c", i), Label: head.OfRaw(fmt.Sprint("to ", i))})
		k.Rows = append(k.Rows, head.Row{Key: fmt.Sprint("r", i), Labels: []head.Label{head.OfRaw(fmt.Sprint("from ", i))}})
		var cells []table.Cell
		for j := range 14 {
			cells = append(cells, table.CountOf(int64(10+14*i+j)))
		}
		k.Cells = append(k.Cells, cells)
	}
	f, text := placed(t, "as: flow", k)
	if len(f.Chart.Links) != chart.MaxLinks || len(f.Data.Rows) != 14 || !strings.Contains(text, "Not drawn, but in the table: the 46 smallest flows or links.") {
		t.Errorf("%d links:\n%s", len(f.Chart.Links), text)
	}
	for _, l := range f.Chart.Links {
		if at, _ := chart.Height(l.Value); at < 56 {
			t.Errorf("the flow of %v is drawn in place of a larger one", at)
		}
	}
	f, _ = placed(t, "as: chord", k)
	if len(f.Chart.Nodes) > chart.MaxChord {
		t.Errorf("the circle has %d nodes", len(f.Chart.Nodes))
	}
}

func TestStackKeepsItsResidualsAndIsALineWithTooManyParts(t *testing.T) {
	names := strings.Fields("a b c d e f g other unknown")
	k := monthly(12, names...)
	k.Cols[7].Kind, k.Cols[8].Kind = head.Other, head.Residual
	f, _ := figureOf(t, byMonth, "as: stacked", k)
	if f.Chart.Kind != chart.Stacked || len(f.Chart.Series) != 9 || !f.Chart.Series[8].Muted {
		t.Errorf("a stack of seven parts and two residuals is a %s of %q", f.Chart.Kind, namesOf(f))
	}
	k.Cols[7].Kind = head.Plain
	f, text := figureOf(t, byMonth, "as: stacked", k)
	if f.Chart.Kind != chart.Line || len(f.Chart.Series) != 7 || !strings.Contains(text, "Not drawn, but in the table: other and unknown.") {
		t.Errorf("a stack of eight parts is a %s of %q", f.Chart.Kind, namesOf(f))
	}
}

func TestAreasNeedPeriods(t *testing.T) {
	f, _ := figureOf(t, byMonth, "as: area", monthly(24, "THB", "SOM"))
	top := 0.0
	for _, s := range f.Chart.Series {
		h, _ := chart.Height(s.Points[23].Value)
		top += h
	}
	if f.Chart.Kind != chart.Area || len(f.Chart.Series) != 2 || f.Chart.Axis.Max < top || !strings.HasPrefix(f.Alt, "Stacked area chart: ") {
		t.Errorf("%s of %q up to %v: %s", f.Chart.Kind, namesOf(f), f.Chart.Axis.Max, f.Alt)
	}
	k := monthly(2, "THB", "SOM")
	k.Rows = []head.Row{crimeRow("SOM"), crimeRow("THB")}
	k.Stub = []head.Dimension{{Name: "crime"}}
	if f, _ = figureOf(t, "{is: volume, by: crime}", "as: area", k); f.Chart.Kind != chart.Stacked {
		t.Errorf("rows without an order are drawn as %s", f.Chart.Kind)
	}
}

func TestRadialShowsTheYearsOnOneCircle(t *testing.T) {
	f, _ := figureOf(t, byMonth, "as: radial, columns: [THB]", monthly(94, "THB", "SOM"))
	if f.Chart.Kind != chart.Radial || len(f.Chart.Categories) != 12 || !strings.Contains(f.Alt, "around a circle") {
		t.Errorf("%s of %d months: %s", f.Chart.Kind, len(f.Chart.Categories), f.Alt)
	}
}

func TestSquaresStandForARoundNumberThatIsSaid(t *testing.T) {
	for _, c := range []struct {
		counts [2]int64
		max    float64
		says   string
	}{
		{[2]int64{12, 7}, 1, "Each square stands for 1;"},
		{[2]int64{75, 7}, 2, "Each square stands for 2;"},
		{[2]int64{66617, 3}, 2000, "Each square stands for 2,000;"},
		{[2]int64{0, 0}, 1, "Each square stands for 1;"},
	} {
		k := volumeOf([]head.Row{crimeRow("SOM"), crimeRow("THB")},
			[]table.Cell{table.CountOf(c.counts[0]), table.CountOf(9), table.ChangeOf(9, c.counts[0], 20)},
			[]table.Cell{table.CountOf(c.counts[1]), table.CountOf(9), table.ChangeOf(9, c.counts[1], 20)})
		f, _ := figureOf(t, "{is: volume, by: crime, compare: previous}", "as: dot-matrix, columns: [count]", k)
		if f.Chart.Kind != chart.DotMatrix || f.Chart.Axis.Max != c.max || !strings.Contains(strings.Join(f.Chart.Words, " "), c.says) {
			t.Errorf("%v: a square of a %s stands for %v: %q", c.counts, f.Chart.Kind, f.Chart.Axis.Max, f.Chart.Words)
		}
	}
}

func TestTableOfWhatIsNotDrawnStandsWithTheChart(t *testing.T) {
	if f, _ := figureOf(t, byMonth, "as: years", monthly(94, "THB")); !f.Rest {
		t.Error("the table of a chart that leaves years out need not be printed")
	}
	if f, _ := figureOf(t, byMonth, "as: years", monthly(58, "THB")); f.Rest {
		t.Error("the table of a chart that draws all must be printed")
	}
}
