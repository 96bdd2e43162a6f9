package plot

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"modernc.org/quickjs"

	"htsm/generator/asset"
	"htsm/generator/chart"
)

//go:embed testdata/browser.js
var browserSource string

// newBrowser returns a machine with ECharts and the driver, as a browser has
// them. It draws with draw and reads tips with tip.
func newBrowser(t testing.TB) *quickjs.VM {
	t.Helper()
	library, err := asset.Read("echarts.min.js")
	if err != nil {
		t.Fatal(err)
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := vm.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := vm.Eval(browserSource+"\n"+string(library)+"\n"+driverSource, quickjs.EvalGlobal); err != nil {
		t.Fatal(err)
	}
	return vm
}

// browserModel is drawn as the browser would.
func browserModel() *chart.Model {
	m := &chart.Model{
		Kind: chart.Bar, Title: "t", Value: "Cases", Axis: chart.Axis{Max: 1, Ticks: []chart.Tick{{At: 0, Text: "0"}, {At: 1, Text: "1"}}},
		Categories: []chart.Category{{Label: "{a|first} {b}"}, {Label: "second"}},
	}
	for _, name := range []string{"now", "then"} {
		m.Series = append(m.Series, chart.Series{Name: name, Points: []chart.Point{{Display: "[c]"}, {Display: "[x]"}}})
	}
	return m
}

func TestBrowserGetsTheSameTexts(t *testing.T) {
	p := newLayouter(t)
	f := Frame{ID: "c", Width: Page}
	option, err := p.Option(browserModel(), f)
	if err != nil {
		t.Fatal(err)
	}
	vm := newBrowser(t)
	drawn, err := vm.Call("draw", string(option))
	if err != nil {
		t.Fatal(err)
	}
	svg, err := p.SVG(browserModel(), f)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(drawn.(string), "<text"), strings.Count(string(svg), "<text"); got != want || want < 8 {
		t.Errorf("the browser draws %d texts, the press %d", got, want)
	}
	if !strings.Contains(drawn.(string), "{a|first} {b}") {
		t.Error("the browser reads a label as markup")
	}
	tip, err := vm.Call("tip", string(option), `{"seriesType":"bar","seriesIndex":1,"dataIndex":0}`)
	if want := "{a|first} {b}\nthen: [c]"; err != nil || tip != want {
		t.Errorf("the tip is %q, %v; want %q", tip, err, want)
	}
	tip, err = vm.Call("tip", string(option), `[{"seriesType":"line","seriesIndex":0,"dataIndex":0},{"seriesType":"line","seriesIndex":1,"dataIndex":0}]`)
	if want := "{a|first} {b}\nnow: [c]\nthen: [c]"; err != nil || tip != want {
		t.Errorf("the tip of two marks at one place is %q, %v; want %q", tip, err, want)
	}
}

// A reader may choose among series that stand side by side, not among parts
// of one whole.
func TestSeriesSideBySideHaveNames(t *testing.T) {
	p := newLayouter(t)
	for kind, want := range map[chart.Kind][]string{chart.Bar: {"now", "then"}, chart.Stacked: nil} {
		m := browserModel()
		m.Kind = kind
		data, err := p.Option(m, Frame{ID: "c"})
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			Tips struct{ Names []string }
		}
		if err := json.Unmarshal(data, &read); err != nil {
			t.Fatal(err)
		}
		slices.Sort(read.Tips.Names)
		if !slices.Equal(read.Tips.Names, want) {
			t.Errorf("%s offers the series %q, want %q", kind, read.Tips.Names, want)
		}
	}
}

func TestOptionHoldsNoCode(t *testing.T) {
	p := newLayouter(t)
	data, err := p.Option(browserModel(), Frame{ID: "c"})
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]json.RawMessage
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"first", "second", "now", "then", "[c]"} {
		if strings.Contains(string(tree["option"]), word) {
			t.Errorf("the part for ECharts holds the text %q of the data", word)
		}
	}
}
