package plot

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// counts passes counts through the door; those from 1 to 4 come out suppressed.
func counts(list ...int64) []chart.Point {
	raw := &table.Table{Cols: make([]head.Col, 1)}
	for _, n := range list {
		raw.Rows = append(raw.Rows, head.Row{Kind: head.Residual})
		raw.Cells = append(raw.Cells, []table.Cell{table.CountOf(n)})
	}
	var out []chart.Point
	for _, row := range (release.Policy{Threshold: 5}).Apply(raw).Cells {
		out = append(out, chart.Point{Value: row[0], Display: displayOf(row[0])})
	}
	return out
}

// small returns a chart of the kind from counts, a list for each series.
func small(kind chart.Kind, lists ...[]int64) *chart.Model {
	m := &chart.Model{Kind: kind, Title: "t", Axis: chart.Axis{Max: 100, Ticks: []chart.Tick{{At: 0, Text: "0"}}}, Across: chart.Axis{Max: 100}}
	for i := range lists[0] {
		m.Categories = append(m.Categories, chart.Category{Label: string(rune('a' + i))})
	}
	for j, list := range lists {
		m.Series = append(m.Series, chart.Series{Name: string(rune('A' + j)), Points: counts(list...)})
	}
	return m
}

// marksOf returns the marks of one form.
func marksOf[T ink](s *scene) []T {
	var out []T
	for _, k := range s.marks {
		if i, ok := k.ink.(T); ok {
			out = append(out, i)
		}
	}
	return out
}

func TestBumpRanksPublishedNumbersAlone(t *testing.T) {
	m := small(chart.Bump, []int64{50, 3, 20}, []int64{40, 90, 2}, []int64{60, 10, 30})
	s := newLayouter(t).lay(m, Frame{Width: Page})
	var at [3][3]float64 // By category, then by series; 0 for none.
	dots := marksOf[dot](s)
	for _, k := range s.marks {
		d, ok := k.ink.(dot)
		if !ok {
			continue
		}
		i, j := int(k.tip[0]-'a'), int(k.tip[2]-'A')
		at[i][j] = d.y
	}
	if len(dots) != 7 {
		t.Errorf("%d dots for 7 published numbers", len(dots))
	}
	if !(at[0][2] < at[0][0] && at[0][0] < at[0][1]) {
		t.Errorf("60, 50 and 40 stand at %v", at[0])
	}
	if at[1][1] != at[0][2] || at[1][0] != 0 {
		t.Errorf("the first of b stands at %v, that of a at %v; what is withheld at %v", at[1][1], at[0][2], at[1][0])
	}
}

func TestBandOfYearsIsOpenWhereAYearIsWithheld(t *testing.T) {
	whole := small(chart.Years, []int64{50, 60, 70, 80}, []int64{40, 50, 60, 70}, []int64{45, 55, 65, 75})
	hole := small(chart.Years, []int64{50, 60, 70, 80}, []int64{40, 3, 60, 70}, []int64{45, 55, 65, 75})
	bands := func(m *chart.Model) (out []int) {
		for _, i := range newLayouter(t).lay(m, Frame{Width: Page}).back {
			if p, ok := i.(patch); ok && p.opacity == 0.55 {
				out = append(out, len(p.spots))
			}
		}
		return out
	}
	if got := bands(whole); !slices.Equal(got, []int{8}) {
		t.Errorf("the band of four months has %v corners, want 8 in one piece", got)
	}
	if got := bands(hole); !slices.Equal(got, []int{4, 4}) {
		t.Errorf("with a month withheld the band has %v corners, want a month alone and two together", got)
	}
}

func TestMedianIsTheMiddle(t *testing.T) {
	for _, c := range []struct {
		rising []float64
		want   float64
	}{{[]float64{3}, 3}, {[]float64{1, 2}, 1.5}, {[]float64{1, 2, 9}, 2}, {[]float64{1, 2, 4, 9}, 3}} {
		if got := median(c.rising); got != c.want {
			t.Errorf("median(%v) = %v, want %v", c.rising, got, c.want)
		}
	}
}

func TestStagesOfAFunnelAreAsWideAsTheirNumbers(t *testing.T) {
	s := newLayouter(t).lay(small(chart.Funnel, []int64{100, 50, 3, 25}), Frame{Width: Page})
	var widths []float64
	for _, p := range marksOf[patch](s) {
		widths = append(widths, p.spots[1].x-p.spots[0].x)
	}
	if len(widths) != 3 || math.Abs(widths[0]/widths[1]-2) > 1e-9 || math.Abs(widths[0]/widths[2]-4) > 1e-9 {
		t.Errorf("100, 50, [c] and 25 are %v px wide", widths)
	}
}

func TestAreasOfDiscsAreInProportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(1, 1e6).Draw(t, "a"), rapid.Float64Range(1, 1e6).Draw(t, "b")
		d := discs{most: max(a, b), largest: 26}
		if r := d.radius(min(a, b)); r > 1.5 && math.Abs(math.Pow(r/d.radius(max(a, b)), 2)-min(a, b)/max(a, b)) > 1e-9 {
			t.Errorf("radii of %v and %v: %v and %v", a, b, d.radius(a), d.radius(b))
		}
	})
}

func TestArcsOfAChordAreAsLongAsTheirLinks(t *testing.T) {
	m := &chart.Model{Kind: chart.Chord, Nodes: make([]chart.Node, 3)}
	for i, p := range counts(60, 40, 2) {
		m.Links = append(m.Links, chart.Link{Source: i, Target: (i + 1) % 3, Value: p.Value})
	}
	c := circleOf(m)
	for i, want := range []float64{60, 100, 40} {
		if got := (c.to[i] - c.from[i]) / c.turn; math.Abs(got-want) > 1e-9 {
			t.Errorf("the arc of node %d stands for %v, want %v", i, got, want)
		}
	}
	if c.to[2] > 2*math.Pi {
		t.Errorf("the arcs end at %v", c.to[2])
	}
}

func TestBarsOfSmallMultiplesShareOneScaleFromZero(t *testing.T) {
	s := newLayouter(t).lay(small(chart.Multiples, []int64{80, 40}, []int64{20, 3}), Frame{Width: Page})
	var widths []float64
	for _, p := range marksOf[patch](s) {
		widths = append(widths, p.spots[1].x-p.spots[0].x)
	}
	if len(widths) != 3 || math.Abs(widths[0]/widths[1]-2) > 1e-9 || math.Abs(widths[0]/widths[2]-4) > 1e-9 {
		t.Errorf("80, 40 and 20 are %v px long", widths)
	}
}

func TestSquaresAddUpToTheirNumbers(t *testing.T) {
	m := small(chart.DotMatrix, []int64{75, 20, 0, 3})
	m.Axis.Max = 10
	s := newLayouter(t).lay(m, Frame{Width: Page})
	sums := map[byte]float64{}
	side := 0.0
	for _, k := range s.marks {
		p := k.ink.(patch)
		side = max(side, p.spots[1].x-p.spots[0].x)
		sums[k.tip[0]] += p.spots[1].x - p.spots[0].x
	}
	if len(s.marks) != 10 || math.Abs(sums['a']/side-7.5) > 1e-9 || math.Abs(sums['b']/side-2) > 1e-9 || sums['c'] != 0 || sums['d'] != 0 {
		t.Errorf("%d squares; 75, 20, 0 and [c] in tens have sides of %v, one is %v", len(s.marks), sums, side)
	}
}

func TestAreasStandOnEachOtherAndBreakAtGaps(t *testing.T) {
	s := newLayouter(t).lay(small(chart.Area, []int64{50, 40, 3, 20}, []int64{30, 20, 20, 20}), Frame{Width: Page})
	bands := marksOf[patch](s)
	if len(bands) != 4 { // Two parts before the gap, two after it.
		t.Fatalf("%d bands, want 4", len(bands))
	}
	first, second := bands[0].spots, bands[1].spots // Upper edges from the left, then lower ones from the right.
	if first[0].y != second[3].y || first[1].y != second[2].y {
		t.Errorf("the second band stands at %v, the first ends at %v", second, first)
	}
	if low, high := first[3].y-first[0].y, second[3].y-second[0].y; math.Abs(low/high-5.0/3) > 1e-9 {
		t.Errorf("50 and 30 are %v and %v px high", low, high)
	}
}

func TestCircleStartsOnTopAndGoesClockwise(t *testing.T) {
	s := newLayouter(t).lay(small(chart.Radial, []int64{10, 10, 10, 10}, []int64{50, 50, 50, 50}), Frame{Width: Page})
	dots := marksOf[dot](s)
	if len(dots) != 4 {
		t.Fatalf("%d dots for four months", len(dots))
	}
	if !(dots[0].y < dots[1].y && dots[1].x > dots[0].x && dots[2].y > dots[1].y && dots[3].x < dots[0].x) {
		t.Errorf("the months stand at %v", dots)
	}
	for _, line := range marksOf[stroke](s) {
		if len(line.spots) != 4 {
			t.Errorf("a year has %d places: December must not lead to January", len(line.spots))
		}
	}
}

func TestWithheldPointHasASymbolAndNoMark(t *testing.T) {
	for _, kind := range []chart.Kind{
		chart.Years, chart.Cycle, chart.Multiples, chart.Sparklines, chart.Bump, chart.Funnel, chart.Bubble, chart.Dumbbell,
		chart.Area, chart.Radial, chart.DotMatrix,
	} {
		m := small(kind, []int64{3, 2})
		if least, _ := kind.SeriesLimits(); least == 2 {
			m.Series = append(m.Series, m.Series[0])
		}
		m.Timeline = kind != chart.Multiples
		s := newLayouter(t).lay(m, Frame{Width: Page})
		shown := ""
		for _, b := range boxesOf(s) {
			shown += b.text + " "
		}
		if !strings.Contains(shown, "[c]") {
			t.Errorf("%s does not show the symbol: %q", kind, shown)
		}
		for _, k := range s.marks {
			if line, ok := k.ink.(stroke); !ok || kind != chart.Sparklines || line.color != s.colours.Quiet {
				t.Errorf("%s draws %+v for what is withheld", kind, k)
			}
		}
	}
}

func TestBrowserDrawsTheMarksOfThePress(t *testing.T) {
	p := newLayouter(t)
	vm := newBrowser(t)
	for _, kind := range []chart.Kind{chart.Bump, chart.Funnel, chart.Multiples, chart.Cycle} {
		m := small(kind, []int64{80, 40, 31}, []int64{20, 3, 60})
		m.Categories[0].Label = "<b>{a|one}"
		if _, most := kind.SeriesLimits(); most == 1 {
			m.Series = m.Series[:1]
		}
		option, err := p.Option(m, Frame{ID: "c"})
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(option) || strings.Contains(string(option), "<") {
			t.Errorf("%s: the option cannot stand in a page", kind)
		}
		drawn, err := vm.Call("draw", string(option))
		if err != nil {
			t.Fatal(err)
		}
		svg, err := p.SVG(m, Frame{ID: "c"})
		if err != nil {
			t.Fatal(err)
		}
		shapes := func(svg string) int {
			return strings.Count(svg, "<path") + strings.Count(svg, "<circle") + strings.Count(svg, "<poly")
		}
		if got, want := shapes(drawn.(string)), shapes(string(svg))-1; got != want { // The ground is the page's.
			t.Errorf("%s: the browser draws %d shapes, the press %d", kind, got, want)
		}
		i := slices.IndexFunc(p.lay(m, Frame{Width: Page}).marks, func(k mark) bool { return k.tip != "" })
		text, err := vm.Call("tip", string(option), fmt.Sprintf(`{"seriesType":"custom","seriesIndex":0,"dataIndex":%d}`, i))
		if err != nil || !strings.HasPrefix(text.(string), "<b>{a|one}\n") {
			t.Errorf("%s: the tip of mark %d is %q, %v", kind, i, text, err)
		}
	}
}
