package plot

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"modernc.org/quickjs"

	"htsm/generator/chart"
)

// newTestPool returns a pool with one machine.
func newTestPool(t *testing.T) *pool {
	t.Helper()
	p, err := newPool(1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func startMachine(t *testing.T, p *pool) *quickjs.VM {
	t.Helper()
	vm, err := p.start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := vm.Close(); err != nil {
			t.Error(err)
		}
	})
	return vm
}

func TestMachineHasNoWayOut(t *testing.T) {
	vm := startMachine(t, newTestPool(t))
	for _, name := range []string{"require", "process", "std", "os", "fetch", "XMLHttpRequest", "WebSocket", "Worker", "document", "window"} {
		got, err := vm.Eval("typeof "+name, quickjs.EvalGlobal)
		if err != nil || got != "undefined" {
			t.Errorf("typeof %s = %v, %v", name, got, err)
		}
	}
	if _, err := vm.Eval(`var seen = "nothing"; import("/etc/hostname").then(function () { seen = "a file"; }, function () { seen = "refused"; });`, quickjs.EvalGlobal); err != nil {
		t.Fatal(err)
	}
	if _, err := vm.ExecutePendingJobs(); err != nil {
		t.Fatal(err)
	}
	if got, err := vm.Eval("seen", quickjs.EvalGlobal); err != nil || got != "refused" {
		t.Errorf("a module from a file: %v, %v; want it refused", got, err)
	}
}

func TestMachineStopsWhatTakesTooLong(t *testing.T) {
	vm := startMachine(t, newTestPool(t))
	if err := vm.SetEvalTimeout(50 * time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if _, err := vm.Eval("for (;;) {}", quickjs.EvalGlobal); err == nil {
		t.Error("an endless loop ended without an error")
	}
}

func TestMachineStopsWhatTakesTooMuch(t *testing.T) {
	vm := startMachine(t, newTestPool(t))
	if _, err := vm.Eval("var hoard = []; for (;;) hoard.push(new Uint8Array(1 << 24).fill(1));", quickjs.EvalGlobal); err == nil {
		t.Error("a hoard of memory ended without an error")
	}
}

func TestPoolGoesOnAfterAFailure(t *testing.T) {
	p := newTestPool(t)
	if _, err := p.draw("no JSON"); err == nil {
		t.Fatal("a payload that is no JSON was drawn")
	}
	out, err := p.draw(`{"width":100,"height":100,"option":{"series":[]}}`)
	if err != nil || !strings.Contains(out, "<svg") {
		t.Errorf("after a failure the pool draws %.40q, %v", out, err)
	}
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
	p.pool = newTestPool(t)
	f := Frame{ID: "c", Width: Page}
	option, err := p.Option(browserModel(), f)
	if err != nil {
		t.Fatal(err)
	}
	vm := startMachine(t, p.pool)
	if _, err := vm.Eval(`function browser(json) {
		var payload = JSON.parse(json);
		var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: payload.width, height: payload.height });
		chart.setOption(htsmOption(payload, true));
		return chart.renderToSVGString();
	}
	function tip(json, mark) { return htsmOption(JSON.parse(json), true).tooltip.formatter(JSON.parse(mark)); }`, quickjs.EvalGlobal); err != nil {
		t.Fatal(err)
	}
	drawn, err := vm.Call("browser", string(option))
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
	p.pool = newTestPool(t)
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
