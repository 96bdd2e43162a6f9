package compose_test

import (
	"slices"
	"strings"
	"testing"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/table"
)

// matrix returns counts by two columns, the last of which is a residual.
func matrix() *table.Table {
	k := &table.Table{
		ID: "volume", Statistic: "crosstab", Unit: "persons", Span: october(), Stub: []head.Dimension{{Name: "crime", List: "crimes"}},
		Cols: []head.Col{
			{Key: "THB", Label: head.OfCode("crimes", "THB")},
			{Key: "SOM", Label: head.OfCode("crimes", "SOM")},
			{Key: "not-stated", Label: word("unknown"), Kind: head.Residual},
			{Key: "total", Label: word("total"), Kind: head.Total},
		},
		Rows: []head.Row{crimeRow("THB"), crimeRow("SOM"), {Key: "not-stated", Labels: []head.Label{word("unknown")}, Kind: head.Residual}, totalRow()},
	}
	for _, counts := range [][]int64{{40, 30, 10, 80}, {20, 60, 0, 80}, {5, 6, 7, 18}, {65, 96, 17, 178}} {
		var row []table.Cell
		for _, n := range counts {
			row = append(row, table.CountOf(n))
		}
		k.Cells = append(k.Cells, row)
	}
	return k
}

// figureOf returns the only figure of a report that shows a table as a chart,
// and the text of the document.
func figureOf(t *testing.T, statistic, show string, k *table.Table) (*doc.Figure, string) {
	t.Helper()
	report := strings.Replace(headline, "{key-figures: volume}", "{chart: volume, "+show+"}", 1)
	report = strings.Replace(report, "{is: volume, compare: previous}", statistic, 1)
	d := document(t, newDesk(t).input(t, report, "en", k))
	f, ok := d.Body[0].Blocks[0].(*doc.Figure)
	if !ok {
		t.Fatalf("the section holds %+v", d.Body[0].Blocks[0])
	}
	if err := f.Chart.Validate(); err != nil {
		t.Fatal(err)
	}
	return f, dump(t, d)
}

const crossed = "{is: crosstab, by: crime, across: crime}"

func namesOf(f *doc.Figure) []string {
	var out []string
	for _, s := range f.Chart.Series {
		out = append(out, s.Name)
	}
	return out
}

func TestChartOfSharesShowsAllPartsAndNoTotal(t *testing.T) {
	f, text := figureOf(t, crossed, "as: share-stack", matrix())
	var ticks []string
	for _, k := range f.Chart.Axis.Ticks {
		ticks = append(ticks, k.Text)
	}
	if got := strings.Join(ticks, " "); got != "0% 20% 40% 60% 80% 100%" {
		t.Errorf("the ticks are %s", got)
	}
	if len(f.Chart.Series) != 3 || !f.Chart.Series[2].Muted || f.Chart.Series[0].Muted {
		t.Errorf("the series are %+v", namesOf(f))
	}
	if len(f.Chart.Categories) != 3 || f.Chart.Series[0].Points[0].Display != "40" {
		t.Errorf("the labels are no displays of counts: %+v", f.Chart.Series[0].Points)
	}
	if !strings.HasPrefix(f.Alt, "Chart of shares: ") || !strings.Contains(f.Alt, "3 bars") {
		t.Errorf("the text alternative is %q", f.Alt)
	}
	if strings.Contains(text, "fill the bar") {
		t.Error("a note speaks of withheld parts of which there are none")
	}
}

func TestChartOfSharesSaysThatPartsAreWithheld(t *testing.T) {
	k := matrix()
	k.Cells[1][0], k.Cells[1][3] = table.CountOf(2), table.CountOf(62)
	if _, text := figureOf(t, crossed, "as: share-stack", k); !strings.Contains(text, "Where a part of a bar is withheld or missing") {
		t.Errorf("no note says that the bars of withheld parts are no shares:\n%s", text)
	}
}

func TestPyramidLeavesNoColumnUnsaid(t *testing.T) {
	f, text := figureOf(t, crossed, "as: pyramid", matrix())
	if len(f.Chart.Series) != 2 || len(f.Data.Cols) != 3 {
		t.Errorf("the chart has the series %q, its table %d columns", namesOf(f), len(f.Data.Cols))
	}
	if !strings.Contains(text, "Not drawn, but in the table: ") || !strings.HasPrefix(f.Alt, "Pyramid chart: ") {
		t.Errorf("nothing says what is not drawn:\n%s", text)
	}
}

func TestSlopeGoesFromTheEarlierToTheLater(t *testing.T) {
	k := volumeOf([]head.Row{crimeRow("THB"), crimeRow("SOM")},
		[]table.Cell{table.CountOf(120), table.CountOf(90), table.ChangeOf(90, 120, 20)},
		[]table.Cell{table.CountOf(30), table.CountOf(3), table.ChangeOf(3, 30, 20)})
	for show, want := range map[string]string{"as: slope": "90", "as: slope, columns: [count, previous-before]": "120"} {
		f, _ := figureOf(t, "{is: volume, by: crime, compare: previous}", show, k)
		if len(f.Chart.Series) != 2 || f.Chart.Series[0].Points[0].Display != want {
			t.Errorf("%s: the slope starts with %+v, want %s", show, f.Chart.Series[0], want)
		}
		if !strings.HasPrefix(f.Alt, "Slope chart: ") || !strings.Contains(f.Alt, "withheld") {
			t.Errorf("the text alternative is %q", f.Alt)
		}
	}
}

func TestHistogramKeepsTheOrderOfItsClasses(t *testing.T) {
	k := volumeOf([]head.Row{crimeRow("SOM"), crimeRow("THB")},
		[]table.Cell{table.CountOf(30), table.CountOf(90), table.ChangeOf(90, 30, 20)},
		[]table.Cell{table.CountOf(120), table.CountOf(9), table.ChangeOf(9, 120, 20)})
	f, _ := figureOf(t, "{is: volume, by: crime, compare: previous}", "as: histogram", k)
	var shown []string
	for _, p := range f.Chart.Series[0].Points {
		shown = append(shown, p.Display)
	}
	if len(f.Chart.Series) != 1 || !slices.Equal(shown, []string{"30", "120"}) || !strings.HasPrefix(f.Alt, "Histogram: ") {
		t.Errorf("%d series, %q, %q", len(f.Chart.Series), shown, f.Alt)
	}
}
