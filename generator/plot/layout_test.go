package plot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/chart"
	"htsm/generator/diag"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
	"htsm/generator/theme"
	"htsm/generator/typeface"
	"htsm/templates"
)

type houseRuler struct{ set *typeface.Set }

func (r houseRuler) Width(text string, bold bool, sizePx float64) float64 {
	style := typeface.Regular
	if bold {
		style = typeface.Bold
	}
	return r.set.Measure(text, style, sizePx)
}

// newLayouter returns a Plotter.
func newLayouter(t testing.TB) *Plotter {
	t.Helper()
	set, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	looks, ok := theme.Read(templates.FS, "theme.yaml", &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	world, err := readWorld()
	if err != nil {
		t.Fatal(err)
	}
	return &Plotter{theme: looks, set: typesetter{houseRuler{set}, 12, 15}, world: world}
}

// A textBox is the place of a label from the top of its capitals to the foot
// of its descenders.
type textBox struct {
	area
	text string
}

func boxesOf(s *scene) []textBox {
	var out []textBox
	for _, i := range s.front {
		l, ok := i.(label)
		if !ok {
			continue
		}
		w := s.set.width(l.text)
		x := l.x - [...]float64{0, w / 2, w}[l.at]
		out = append(out, textBox{area{x, l.y - 5, w, 12}, l.text})
	}
	return out
}

// checkBoxes fails if a label leaves the scene or meets another.
func checkBoxes(t interface{ Errorf(string, ...any) }, s *scene) {
	boxes := boxesOf(s)
	for i, b := range boxes {
		if b.x < -0.6 || b.x+b.w > s.width+0.6 || b.y < -2 || b.y+b.h > s.height+2 {
			t.Errorf("%q at %.1f,%.1f, %.1f wide, leaves the scene of %.0f × %.0f", b.text, b.x, b.y, b.w, s.width, s.height)
		}
		for _, c := range boxes[:i] {
			if b.x+0.5 < c.x+c.w && c.x+0.5 < b.x+b.w && b.y+0.5 < c.y+c.h && c.y+0.5 < b.y+b.h {
				t.Errorf("%q at %.1f,%.1f meets %q at %.1f,%.1f", b.text, b.x, b.y, c.text, c.x, c.y)
			}
		}
	}
}

// values draws n released values: suppressed, missing, small and large, below
// zero if signed.
func values(t *rapid.T, n int, signed bool) []release.Value {
	raw := &table.Table{Cols: make([]head.Col, 1)}
	if signed {
		raw.Cols[0].Measure.Quantity = head.Difference
	}
	for i := range n {
		x := rapid.OneOf(rapid.Int64Range(0, 30), rapid.Int64Range(0, 100_000)).Draw(t, "count")
		c := table.CountOf(x)
		if signed && rapid.Bool().Draw(t, "negative") {
			c = table.DifferenceOf(x, 0)
		}
		if rapid.IntRange(0, 9).Draw(t, "missing") == 0 {
			c = table.Cell{}
		}
		raw.Rows = append(raw.Rows, head.Row{Key: fmt.Sprint(i), Kind: head.Residual})
		raw.Cells = append(raw.Cells, []table.Cell{c})
	}
	var out []release.Value
	for _, row := range (release.Policy{Threshold: 5}).Apply(raw).Cells {
		out = append(out, row[0])
	}
	return out
}

func displayOf(v release.Value) string {
	switch n, ok := v.Number(); {
	case ok:
		return n.String()
	case v.Status() == release.Suppressed:
		return "[c]"
	}
	return "[x]"
}

// aLabel draws a label from one letter to more than 80 characters, with words
// up to 30 letters.
func aLabel(t *rapid.T, name string) string {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcdeilmnoprstuéàçWM0123456789")), 1, 30, -1)
	short := rapid.StringOfN(rapid.RuneFrom([]rune("abcdeilmnoprstuWM")), 1, 9, -1)
	words := rapid.SliceOfN(rapid.OneOf(short, short, short, word), 1, 12).Draw(t, name)
	return strings.Join(words, " ")
}

// aChart draws a chart of the kind with nasty labels and numbers.
func aChart(t *rapid.T, kind chart.Kind) *chart.Model {
	most := map[chart.Kind]int{
		chart.Bar: 30, chart.Column: 16, chart.Stacked: 14, chart.Line: 40, chart.Heat: 12, chart.Range: 20,
		chart.Shares: 20, chart.Slope: 25, chart.Histogram: 16, chart.Pyramid: 20,
		chart.Years: 12, chart.Cycle: 12, chart.Multiples: 30, chart.Sparklines: 40, chart.Bump: 24, chart.Funnel: 12,
		chart.Bubble: 30, chart.Dumbbell: 20, chart.Area: 40, chart.Radial: 12, chart.DotMatrix: 20,
	}[kind]
	n := rapid.IntRange(1, most).Draw(t, "categories")
	least, series := kind.SeriesLimits()
	k := rapid.IntRange(least, min(series, map[bool]int{false: 12, true: 7}[kind == chart.Shares || kind == chart.Stacked || kind == chart.Area])).Draw(t, "series")
	if kind == chart.Sparklines || kind == chart.Multiples {
		k = rapid.IntRange(least, min(series, chart.MaxPoints/n)).Draw(t, "panels")
	}
	m := &chart.Model{Kind: kind, Title: "t", Value: aLabel(t, "value"), Timeline: rapid.Bool().Draw(t, "timeline")}
	if rapid.Bool().Draw(t, "titled") {
		m.Category = aLabel(t, "category")
	}
	for range n {
		m.Categories = append(m.Categories, chart.Category{Label: aLabel(t, "label"), Muted: rapid.Bool().Draw(t, "muted")})
	}
	signed := kind != chart.Stacked && kind != chart.Shares && kind != chart.Pyramid && kind != chart.Funnel && kind != chart.Bubble && kind < chart.Area && rapid.Bool().Draw(t, "signed")
	for range k {
		one := chart.Series{Name: aLabel(t, "name"), Pale: rapid.Bool().Draw(t, "pale")}
		for _, v := range values(t, n, signed) {
			one.Points = append(one.Points, chart.Point{Value: v, Display: displayOf(v)})
		}
		m.Series = append(m.Series, one)
	}
	if kind == chart.Range {
		rise(m)
	}
	m.Axis = chart.Axis{Max: 1, Ticks: []chart.Tick{{At: 0, Text: "0"}}}
	low, high := extent(m)
	if kind == chart.Shares {
		low, high = 0, 100
	}
	if low == high {
		high = low + 1
	}
	m.Axis.Min, m.Axis.Max = low, high
	for i := 1; i <= 5; i++ {
		at := high * float64(i) / 5
		m.Axis.Ticks = append(m.Axis.Ticks, chart.Tick{At: at, Text: fmt.Sprintf("%.0f", at)})
	}
	if m.Across = m.Axis; kind == chart.DotMatrix {
		m.Axis.Max, m.Axis.Ticks = high/float64(rapid.IntRange(1, chart.MaxSquares).Draw(t, "squares")), nil
	}
	if rapid.Bool().Draw(t, "explained") {
		m.Words = []string{aLabel(t, "words"), aLabel(t, "more words")}
	}
	return m
}

// rise sorts the values of each category, as a Range wants them.
func rise(m *chart.Model) {
	for i := range m.Categories {
		var tall []int
		var points []chart.Point
		for j, series := range m.Series {
			if _, ok := chart.Height(series.Points[i].Value); ok {
				tall = append(tall, j)
				points = append(points, series.Points[i])
			}
		}
		slices.SortFunc(points, func(a, b chart.Point) int {
			x, _ := chart.Height(a.Value)
			y, _ := chart.Height(b.Value)
			return cmp.Compare(x, y)
		})
		for k, j := range tall {
			m.Series[j].Points[i] = points[k]
		}
	}
}

func TestNoLabelIsCutOrMeetsAnother(t *testing.T) {
	p := newLayouter(t)
	for _, kind := range chart.Kinds() {
		if kind.HasNodes() {
			continue // They have tests of their own.
		}
		t.Run(kind.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := aChart(t, kind)
				if err := m.Validate(); err != nil {
					t.Fatal(err)
				}
				width := rapid.SampledFrom([]float64{320, Phone, Page, 900}).Draw(t, "width")
				s := p.lay(m, Frame{Width: width, RightToLeft: rapid.Bool().Draw(t, "rtl")})
				checkBoxes(t, s)
			})
		})
	}
}

// aFlow draws a flow of two to four layers, most nodes of which have a link.
func aFlow(t *rapid.T) *chart.Model {
	m := &chart.Model{Kind: chart.Flow, Title: "t", Value: aLabel(t, "value")}
	layers := rapid.IntRange(2, 4).Draw(t, "layers")
	var at [][]int
	for layer := range layers {
		at = append(at, nil)
		for range rapid.IntRange(1, 9).Draw(t, "nodes") {
			at[layer] = append(at[layer], len(m.Nodes))
			m.Nodes = append(m.Nodes, chart.Node{Label: aLabel(t, "node"), Layer: layer, Muted: rapid.Bool().Draw(t, "muted")})
		}
	}
	n := rapid.IntRange(1, 20).Draw(t, "links")
	for _, v := range values(t, n, false) {
		from := rapid.IntRange(0, layers-2).Draw(t, "from")
		to := rapid.IntRange(from+1, layers-1).Draw(t, "to")
		m.Links = append(m.Links, chart.Link{
			Source: rapid.SampledFrom(at[from]).Draw(t, "source"), Target: rapid.SampledFrom(at[to]).Draw(t, "target"),
			Value: v, Display: displayOf(v),
		})
	}
	return m
}

func TestNoLabelOfAFlowIsCutOrMeetsAnother(t *testing.T) {
	p := newLayouter(t)
	rapid.Check(t, func(t *rapid.T) {
		f := Frame{ID: "c", Width: rapid.SampledFrom([]float64{320, Phone, Page, 900}).Draw(t, "width"), RightToLeft: rapid.Bool().Draw(t, "rtl")}
		checkBoxes(t, p.lay(aFlow(t), f))
	})
}
