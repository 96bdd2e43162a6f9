package xlsx_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"htsm/generator/chart"
	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/release"
)

// drawnAs returns the first chart of the sample, drawn as another kind, and
// whether there is one of Excel's own.
func drawnAs(t *testing.T, kind chart.Kind, change func(*chart.Model)) (string, bool) {
	t.Helper()
	d := doctest.Sample()
	f := d.Grids()[0].Figure
	f.Chart.Kind = kind
	least, _ := kind.SeriesLimits()
	first := f.Chart.Series[0]
	f.Chart.Series = nil
	f.Data.Cols = f.Data.Cols[:1]
	for i := range f.Data.Rows {
		f.Data.Rows[i].Cells = f.Data.Rows[i].Cells[:1]
	}
	for k := range max(least, 1) {
		f.Chart.Series = append(f.Chart.Series, first)
		if k > 0 {
			col := f.Data.Cols[0]
			col.Key = fmt.Sprintf("%s-%d", col.Key, k)
			f.Data.Cols = append(f.Data.Cols, col)
			for i := range f.Data.Rows {
				f.Data.Rows[i].Cells = append(f.Data.Rows[i].Cells, f.Data.Rows[i].Cells[0])
			}
		}
	}
	if kind == chart.Shares {
		f.Chart.Axis = chart.Axis{Max: 100}
	}
	change(f.Chart)
	w := render(t, d)
	drawing := string(w.parts["xl/drawings/drawing1.xml"])
	return string(w.parts["xl/charts/chart1.xml"]), strings.Contains(drawing, "graphicFrame")
}

func TestKindsThatExcelHasAreItsOwnCharts(t *testing.T) {
	for kind, want := range map[chart.Kind]string{
		chart.Bar: `barDir val="bar"`, chart.Column: `barDir val="col"`, chart.Stacked: `grouping val="stacked"`,
		chart.Line: `<c:lineChart>`, chart.Range: `<c:hiLowLines>`, chart.Shares: `grouping val="percentStacked"`,
		chart.Slope: `showSerName val="1"`, chart.Histogram: `gapWidth val="0"`, chart.Pyramid: `500000004`,
		chart.Area: `<c:areaChart><c:grouping val="stacked"/>`, chart.Dumbbell: `<c:hiLowLines>`, chart.Bubble: `<c:scatterChart>`, chart.Sparklines: `<c:lineChart>`,
	} {
		part, native := drawnAs(t, kind, func(*chart.Model) {})
		if !native || !strings.Contains(part, want) {
			t.Errorf("%s: native is %v, and the chart lacks %q: %.300s", kind, native, want, part)
		}
	}
}

func TestRanksRunDownFromTheFirst(t *testing.T) {
	part, native := drawnAs(t, chart.Bump, func(m *chart.Model) {
		for k := range m.Series {
			m.Series[k].Ranks = m.Series[k].Points // The columns hold the ranks, too.
		}
	})
	if !native || !strings.Contains(part, `<c:valAx><c:axId val="500000002"/><c:scaling><c:orientation val="maxMin"/>`) || !strings.Contains(part, `showSerName val="1"`) {
		t.Errorf("native is %v: %.300s", native, part)
	}
}

// A disc stands where the cells of its row say.
func TestDiscsReferToTheCellsOfTheirRow(t *testing.T) {
	part, native := drawnAs(t, chart.Range, func(m *chart.Model) { m.Kind = chart.Bubble })
	if !native || !strings.Contains(part, "<c:bubbleChart>") {
		t.Fatalf("native is %v: %.300s", native, part)
	}
	first, _, _ := strings.Cut(part, "</c:ser>")
	sheet := regexp.MustCompile(`<c:f>([^<]*)</c:f>`).FindAllStringSubmatch(first, -1)
	row := sheet[0][1][strings.LastIndex(sheet[0][1], "$"):]
	for k, want := range []string{"$A" + row, "$B" + row, "$C" + row, "$D" + row} {
		if !strings.HasSuffix(sheet[k][1], want) {
			t.Errorf("the reference %d is %s, not to %s", k, sheet[k][1], want)
		}
	}
}

func TestSparklinesAreOneChartForEachSeries(t *testing.T) {
	d := doctest.Sample()
	f := d.Grids()[0].Figure
	f.Chart.Kind = chart.Sparklines
	w := render(t, d)
	drawing := string(w.parts["xl/drawings/drawing1.xml"])
	if n := strings.Count(drawing, "<xdr:graphicFrame"); n != len(f.Chart.Series) || n < 2 {
		t.Fatalf("%d charts for %d series", n, len(f.Chart.Series))
	}
	if strings.Contains(drawing, `descr=""`) || !strings.Contains(drawing, `r:id="rId2"`) {
		t.Errorf("a chart has no text alternative or no part of its own: %.600s", drawing)
	}
	for k := range f.Chart.Series {
		part := string(w.parts[fmt.Sprintf("xl/charts/chart%d.xml", k+1)])
		if strings.Count(part, "<c:ser>") != 1 || strings.Contains(part, "<c:max ") || strings.Count(part, `<c:delete val="1"/>`) != 2 {
			t.Errorf("chart %d is not one line on a scale of its own without axes", k+1)
		}
	}
}

func TestAnyOtherKindIsAPicture(t *testing.T) {
	for _, kind := range []chart.Kind{chart.Heat, chart.Bump, 99} {
		if _, native := drawnAs(t, kind, func(*chart.Model) {}); native {
			t.Errorf("%s is a chart of Excel's own", kind)
		}
	}
}

// ofYears returns the sample with a first chart of two years of months, the
// last of which ends early.
func ofYears(kind chart.Kind) *doc.Document {
	d := doctest.Sample()
	f := d.Grids()[0].Figure
	m, cells := f.Chart, f.Data.Rows
	m.Kind, m.Categories, m.Series, f.Data.Rows = kind, make([]chart.Category, 12), nil, nil
	for year := 2025; year <= 2026; year++ {
		s := chart.Series{Name: strconv.Itoa(year), Points: make([]chart.Point, 12), Pale: year == 2025}
		for i := range 12 {
			if year == 2026 && i >= 10 {
				break
			}
			row := cells[(i+year)%len(cells)]
			row.Heads = []doc.RowHead{{Text: fmt.Sprintf("%d/%d", i+1, year), Month: fmt.Sprintf("%d-%02d", year, i+1)}}
			f.Data.Rows = append(f.Data.Rows, row)
			s.Points[i] = chart.Point{Value: row.Cells[0].Value, Display: row.Cells[0].Display}
		}
		m.Series = append(m.Series, s)
	}
	return d
}

func TestYearsAreLinesOverTheRowsOfTheirMonths(t *testing.T) {
	for _, kind := range []chart.Kind{chart.Years, chart.Cycle, chart.Radial} {
		w := render(t, ofYears(kind))
		part := string(w.parts["xl/charts/chart1.xml"])
		for _, want := range []string{
			`<c:tx><c:v>2025</c:v></c:tx>`, `<c:ptCount val="12"/>`, `<c:tx><c:v>2026</c:v></c:tx>`, `<c:ptCount val="10"/>`,
			`formatCode="[$-40C]mmm" sourceLinked="0"`,
		} {
			if !strings.Contains(part, want) {
				t.Errorf("%s: the chart lacks %s", kind, want)
			}
		}
		if strings.Count(part, "<c:val><c:numRef>") != 2 {
			t.Errorf("%s: the chart holds numbers that stand in no cell", kind)
		}
	}
}

func TestYearsThatDoNotStandWholeInTheTableAreAPicture(t *testing.T) {
	for name, change := range map[string]func(*doc.Figure){
		"begins in February":  func(f *doc.Figure) { f.Data.Rows = f.Data.Rows[1:] },
		"lacks a month":       func(f *doc.Figure) { f.Data.Rows = slices.Delete(f.Data.Rows, 4, 5) },
		"shows other numbers": func(f *doc.Figure) { f.Chart.Series[1].Points[3].Value = release.Withheld() },
	} {
		d := ofYears(chart.Years)
		change(d.Grids()[0].Figure)
		if strings.Contains(string(render(t, d).parts["xl/drawings/drawing1.xml"]), "graphicFrame") {
			t.Errorf("a year that %s is a chart of Excel's own", name)
		}
	}
}

func TestAChartOfOtherNumbersThanItsTableIsAPicture(t *testing.T) {
	_, native := drawnAs(t, chart.Line, func(m *chart.Model) {
		p := m.Series[0].Points
		p[0], p[1] = p[1], p[0]
	})
	if native {
		t.Error("the chart refers to cells that hold other numbers")
	}
}

// Excel draws an area down to zero where a number is withheld.
func TestAreasWithAGapAreAPicture(t *testing.T) {
	for _, withhold := range []bool{false, true} {
		d := doctest.Sample()
		f := d.Grids()[0].Figure
		f.Chart.Kind = chart.Area
		if withhold {
			cell := d.Grids()[1].Rows[5].Cells[0]
			f.Data.Rows[2].Cells[0] = cell
			f.Chart.Series[0].Points[2] = chart.Point{Value: cell.Value, Display: cell.Display}
		}
		if native := strings.Contains(string(render(t, d).parts["xl/drawings/drawing1.xml"]), "graphicFrame"); native == withhold {
			t.Errorf("withheld is %v, and the chart of Excel's own %v", withhold, native)
		}
	}
}

func TestWithheldValuesAreGaps(t *testing.T) {
	d := doctest.Sample()
	f := d.Grids()[0].Figure
	f.Chart.Kind = chart.Line
	withheld := d.Grids()[1].Rows[5].Cells[0] // A suppressed count.
	f.Data.Rows[2].Cells[0] = withheld
	f.Chart.Series[0].Points[2] = chart.Point{Value: withheld.Value, Display: withheld.Display}
	part := string(render(t, d).parts["xl/charts/chart1.xml"])
	first, _, _ := strings.Cut(part, "</c:ser>")
	_, cache, _ := strings.Cut(first, "<c:numCache>")
	if strings.Contains(cache, `<c:pt idx="2">`) || !strings.Contains(cache, `<c:pt idx="3">`) {
		t.Errorf("the chart keeps a number for a withheld value: %s", cache)
	}
	for _, point := range []string{`<c:dPt><c:idx val="2"/><c:marker><c:symbol val="none"/>`, `<c:dPt><c:idx val="3"/>`} {
		if !strings.Contains(first, point) {
			t.Errorf("the line runs on over the gap: %s is missing", point)
		}
	}
}
