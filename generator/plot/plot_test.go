package plot_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"htsm/generator/chart"
	"htsm/generator/diag"
	"htsm/generator/plot"
	"htsm/generator/theme"
	"htsm/generator/typeface"
	"htsm/templates"
)

// ruler measures with the fonts of the house.
type ruler struct{ set *typeface.Set }

func (r ruler) Width(text string, bold bool, sizePx float64) float64 {
	style := typeface.Regular
	if bold {
		style = typeface.Bold
	}
	return r.set.Measure(text, style, sizePx)
}

func options(t testing.TB) plot.Options {
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
	return plot.Options{Theme: looks, Measurer: ruler{set}}
}

func newPlotter(t testing.TB) *plot.Plotter {
	t.Helper()
	p, err := plot.New(options(t))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// frameOf returns the frame of a sample.
func frameOf(name string, width float64) plot.Frame {
	return plot.Frame{
		Width: width, ID: "c-" + name, Title: "The chart " + name, Desc: "What it <shows>",
		RightToLeft: strings.HasPrefix(name, "ar-"),
	}
}

func draw(t testing.TB, p *plot.Plotter, m *chart.Model, f plot.Frame) string {
	t.Helper()
	svg, err := p.SVG(m, f)
	if err != nil {
		t.Fatal(err)
	}
	return string(svg)
}

// An element is one element of a drawing.
type element struct {
	name string
	attr map[string]string
	text string
}

// elements parses a drawing.
func elements(t testing.TB, svg string) []element {
	t.Helper()
	var out []element
	var open []int
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			e := element{name: x.Name.Local, attr: map[string]string{}}
			for _, a := range x.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			open = append(open, len(out))
			out = append(out, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				out[open[len(open)-1]].text += string(x)
			}
		}
	}
}

// texts returns what a reader sees, line by line.
func texts(t testing.TB, svg string) []string {
	t.Helper()
	var out []string
	for _, e := range elements(t, svg) {
		if e.name == "text" {
			out = append(out, strings.Trim(e.text, "\u202b\u202c"))
		}
	}
	return out
}

// run returns texts without spaces, so that a label broken into lines is found
// again.
func run(lines ...string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(strings.Join(lines, ""))
}

// TestEveryLabelAndValueIsShown looks for the texts of each sample. With the
// folder HTSM_CHARTS it leaves the drawings there, for the eye.
func TestEveryLabelAndValueIsShown(t *testing.T) {
	p := newPlotter(t)
	for name, m := range samples() {
		for _, width := range []float64{plot.Phone, plot.Page} {
			svg := draw(t, p, m, frameOf(name, width))
			checkPlain(t, name, svg)
			if dir := os.Getenv("HTSM_CHARTS"); dir != "" {
				file := filepath.Join(dir, fmt.Sprintf("%s-%v.svg", name, width))
				if err := os.WriteFile(file, []byte(svg), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			seen := run(texts(t, svg)...)
			for _, want := range mustShow(m) {
				if !strings.Contains(seen, run(want)) {
					t.Errorf("%s at %v px does not show %q", name, width, want)
				}
			}
		}
	}
}

// mustShow returns the texts that no chart may leave out. Months may be left
// out between others, and so may the values of columns, stacks, lines and
// links, which the table of the figure has.
func mustShow(m *chart.Model) []string {
	out := append([]string{m.Value, m.Category}, m.Words...)
	for _, c := range m.Categories {
		if !m.Timeline && m.Kind != chart.Heat {
			out = append(out, c.Label)
		}
	}
	for j, s := range m.Series {
		switch m.Kind {
		case chart.Heat:
		case chart.Years, chart.Cycle, chart.Radial: // The band and the line have the name of their ends.
			if j == 0 || j == len(m.Series)-1 {
				out = append(out, s.Name)
			}
		case chart.Bubble: // The axes have names of their own.
			if j == 2 {
				out = append(out, s.Name)
			}
		default:
			out = append(out, s.Name)
		}
		for _, p := range s.Points {
			if slices.Contains([]chart.Kind{chart.Bar, chart.Heat, chart.Range, chart.Slope, chart.Pyramid, chart.Funnel, chart.Dumbbell, chart.DotMatrix}, m.Kind) {
				out = append(out, p.Display)
			}
		}
	}
	for _, n := range m.Nodes {
		out = append(out, n.Label, n.Display)
	}
	return out
}

// checkPlain fails if a drawing holds anything but shapes and texts with
// presentation attributes, or if it is not named.
func checkPlain(t *testing.T, name, svg string) {
	t.Helper()
	allowed := []string{"svg", "title", "desc", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"}
	forbidden := []string{"style", "class", "href", "onload", "clip-path", "filter", "mask", "ecmeta_series_index", "pointer-events"}
	all := elements(t, svg)
	root := all[0]
	if root.attr["role"] != "img" || root.attr["aria-labelledby"] != "c-"+name+"-title c-"+name+"-desc" {
		t.Errorf("%s: the root has role %q and names %q", name, root.attr["role"], root.attr["aria-labelledby"])
	}
	if all[1].text != "The chart "+name || all[2].text != "What it <shows>" {
		t.Errorf("%s is read out as %q, %q", name, all[1].text, all[2].text)
	}
	for _, e := range all {
		if !slices.Contains(allowed, e.name) {
			t.Errorf("%s holds an element %s", name, e.name)
		}
		for _, a := range forbidden {
			if _, ok := e.attr[a]; ok {
				t.Errorf("%s: an element %s has the attribute %s", name, e.name, a)
			}
		}
		if id := e.attr["id"]; id != "" && !strings.HasPrefix(id, "c-"+name+"-") {
			t.Errorf("%s: the identifier %q does not start with that of the frame", name, id)
		}
	}
}

func TestSameBytesWhateverWasDrawnBefore(t *testing.T) {
	all := samples()
	names := slices.Sorted(maps.Keys(all))
	want := map[string]string{}
	first := newPlotter(t)
	for _, name := range names {
		want[name] = draw(t, first, all[name], frameOf(name, plot.Page))
	}
	second := newPlotter(t)
	slices.Reverse(names)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for _, name := range names {
				svg, err := second.SVG(all[name], frameOf(name, plot.Page))
				if err != nil || string(svg) != want[name] {
					t.Errorf("%s differs when it is drawn in another order by another plotter (%v)", name, err)
				}
			}
		})
	}
	group.Wait()
}

// A style sheet can only show a chart in the dark if it knows all its colours.
func TestChartsAreDrawnInColoursOfTheTheme(t *testing.T) {
	known := map[string]bool{"none": true, "transparent": true}
	for _, pair := range options(t).Theme.Pairs() {
		known[pair.Light.Hex()] = true
	}
	p := newPlotter(t)
	for name, m := range samples() {
		svg := draw(t, p, m, frameOf(name, plot.Phone))
		for _, use := range regexp.MustCompile(`(?:fill|stroke)="([^"]+)"`).FindAllStringSubmatch(svg, -1) {
			if !known[use[1]] {
				t.Errorf("%s is drawn in %s", name, use[1])
			}
		}
	}
}

func TestSuppressedPointHasNoMark(t *testing.T) {
	p := newPlotter(t)
	for _, kind := range []chart.Kind{
		chart.Bar, chart.Column, chart.Stacked, chart.Line, chart.Heat, chart.Shares, chart.Slope, chart.Histogram, chart.Pyramid,
	} {
		m := &chart.Model{Kind: kind, Title: "t", Axis: axis(10, 2, ""), Categories: categories("a", "b")}
		m.Series = []chart.Series{{Name: "s", Points: shown(released(3, 2))}}
		if kind == chart.Slope || kind == chart.Pyramid {
			m.Series = append(m.Series, m.Series[0])
		}
		if kind == chart.Shares {
			m.Axis = axis(20, 5, " %")
		}
		svg := draw(t, p, m, plot.Frame{ID: "c"})
		if hue := options(t).Theme.Colours.Hue(0).Hex(); strings.Contains(strings.ToUpper(svg), hue) && kind != chart.Line && kind != chart.Slope {
			t.Errorf("%s: a suppressed point has a mark", kind)
		}
		if got := texts(t, svg); !strings.Contains(strings.Join(got, " "), "[c]") {
			t.Errorf("%s does not show the symbol of a suppressed point: %q", kind, got)
		}
		option, err := p.Option(m, plot.Frame{ID: "c"})
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(option, []byte(`"value":3`)) || bytes.Contains(option, []byte(`"value":2`)) || bytes.Contains(option, []byte(`"value":-`)) {
			t.Errorf("%s: the option holds a suppressed number", kind)
		}
	}
}

func TestBarsEndWhereTheirLabelsStand(t *testing.T) {
	p := newPlotter(t)
	m := &chart.Model{
		Kind: chart.Bar, Title: "t", Axis: axis(50, 2, ""), Categories: categories("a", "b"),
		Series: []chart.Series{{Points: shown(released(100, 50))}},
	}
	var bars []string
	hue := options(t).Theme.Colours.Hue(0).Hex()
	for _, e := range elements(t, draw(t, p, m, plot.Frame{ID: "c"})) {
		if strings.EqualFold(e.attr["fill"], hue) {
			bars = append(bars, e.attr["d"])
		}
	}
	if len(bars) != 2 {
		t.Fatalf("%d bars, want 2: %q", len(bars), bars)
	}
	if a, b := widthOf(t, bars[0]), widthOf(t, bars[1]); a < 300 || b < a/2-1 || b > a/2+1 {
		t.Errorf("the bars of 100 and 50 are %v and %v px long", a, b)
	}
}

// widthOf returns the length of the first line of a path such as
// "M100 31.8L124.5 31.8L124.5 43.8Z", which is level, to a tenth of a px.
func widthOf(t *testing.T, d string) float64 {
	t.Helper()
	var x, y, to float64
	if _, err := fmt.Sscanf(d, "M%f %fL%f ", &x, &y, &to); err != nil {
		t.Fatalf("cannot read the path %q: %v", d, err)
	}
	return math.Round(10*(to-x)) / 10
}

func TestPlotterRefuses(t *testing.T) {
	p := newPlotter(t)
	good := samples()["bar"]
	for _, c := range []struct {
		name  string
		model *chart.Model
		frame plot.Frame
		want  string
	}{
		{"no chart", nil, plot.Frame{ID: "c"}, "no chart"},
		{"a narrow frame", good, plot.Frame{ID: "c", Width: 239}, "width"},
		{"a wide frame", good, plot.Frame{ID: "c", Width: 1601}, "width"},
		{"no identifier", good, plot.Frame{}, "identifier"},
		{"an identifier with a quote", good, plot.Frame{ID: `c"`}, "identifier"},
		{"a chart without categories", &chart.Model{Title: "t", Series: make([]chart.Series, 1)}, plot.Frame{ID: "c"}, "categories"},
		{"a chart without a name", naughtyModel(chart.Bar, ""), plot.Frame{ID: "c"}, "title"},
	} {
		if _, err := p.SVG(c.model, c.frame); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one about %q", c.name, err, c.want)
		}
	}
}

func TestNewAsksForLooksAndFonts(t *testing.T) {
	if _, err := plot.New(plot.Options{}); err == nil {
		t.Error("New works without theme and measurer")
	}
}

func BenchmarkSVG(b *testing.B) {
	p := newPlotter(b)
	for _, name := range []string{"bar", "bar-groups", "column", "stacked", "line", "line-seven", "heat", "flow", "range"} {
		m := samples()[name]
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				draw(b, p, m, frameOf(name, plot.Page))
			}
		})
	}
}
