package plot

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"modernc.org/quickjs"
	"pgregory.net/rapid"

	"htsm/generator/chart"
)

// A form is one mark as a reader sees it: its corners, or the middle and the
// radius of a circle, and its paint.
type form struct {
	spots  []spot
	radius float64
	paint  string
}

// shapesOf returns the shapes of a drawing, level by level as they are drawn.
func shapesOf(t testing.TB, svg string) []form {
	t.Helper()
	var out []form
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range e.Attr {
			attr[a.Name.Local] = a.Value
		}
		paint := strings.ToUpper(attr["fill"]+" "+attr["stroke"]) + " " + attr["fill-opacity"]
		if attr["stroke"] != "" {
			paint += " " + cmp.Or(attr["stroke-width"], "1") + " " + strings.ReplaceAll(attr["stroke-dasharray"], ",", " ")
		}
		switch e.Name.Local {
		case "svg", "g":
		case "rect":
			if attr["fill"] != "none" || attr["stroke"] != "" {
				t.Fatalf("the drawing has a rectangle of %s", paint)
			}
		case "style", "defs":
			if err := d.Skip(); err != nil {
				t.Fatal(err)
			}
		case "circle":
			at := spot{decimal(attr["cx"]), decimal(attr["cy"])}
			out = append(out, form{spots: []spot{at}, radius: decimal(attr["r"]), paint: paint})
		case "path":
			for _, run := range pathSpots(t, attr["d"], attr["transform"]) {
				if run.paint = paint; len(run.spots) > 1 || run.radius > 0 {
					out = append(out, run)
				}
			}
		default:
			t.Fatalf("the drawing has an element %s", e.Name.Local)
		}
	}
}

// pathSpots reads a path of lines and curves, or of arcs around 0, 0, which is
// a circle.
func pathSpots(t testing.TB, d, transform string) []form {
	t.Helper()
	scale, move := 1.0, spot{}
	if inner, ok := strings.CutPrefix(transform, "matrix("); ok {
		parts := strings.Split(strings.TrimSuffix(inner, ")"), ",")
		scale, move = decimal(parts[0]), spot{decimal(parts[4]), decimal(parts[5])}
	} else if inner, ok := strings.CutPrefix(transform, "translate("); ok {
		x, y, _ := strings.Cut(strings.TrimSuffix(inner, ")"), " ")
		move = spot{decimal(x), decimal(y)}
	}
	var out []form
	at := spot{}
	for _, step := range pathSteps(d) {
		switch step.name {
		case 'A':
			return []form{{spots: []spot{move}, radius: step.args[0] * scale}}
		case 'M', 'L', 'C':
			for k := 0; k < len(step.args)-2; k += 2 {
				last := &out[len(out)-1]
				last.spots = append(last.spots, spot{step.args[k] + move.x, step.args[k+1] + move.y})
			}
			at = spot{step.args[len(step.args)-2], step.args[len(step.args)-1]}
		case 'l':
			at = spot{at.x + step.args[0], at.y + step.args[1]}
		case 'Z':
			continue
		default:
			t.Fatalf("the path %q has a step %c", d, step.name)
		}
		if step.name == 'M' {
			out = append(out, form{})
		}
		last := &out[len(out)-1]
		last.spots = append(last.spots, spot{at.x*scale + move.x, at.y*scale + move.y})
	}
	return out
}

type pathStep struct {
	name byte
	args []float64
}

func pathSteps(d string) []pathStep {
	var out []pathStep
	for i := 0; i < len(d); {
		end := i + 1
		for end < len(d) && !strings.ContainsRune("MLlACZ", rune(d[end])) {
			end++
		}
		step := pathStep{name: d[i]}
		for _, field := range strings.Fields(d[i+1 : end]) {
			x, _ := strconv.ParseFloat(field, 64)
			step.args = append(step.args, x)
		}
		out, i = append(out, step), end
	}
	return out
}

// checkShapes fails if two drawings differ by more than a sixth of a px, which
// is more than ECharts' rounding to a tenth makes of corners given as steps.
func checkShapes(t interface{ Errorf(string, ...any) }, name string, got, want []form) {
	if len(got) != len(want) {
		t.Errorf("%s: %d marks, ECharts draws %d", name, len(got), len(want))
		return
	}
	for i, a := range got {
		b := want[i]
		if a.paint != b.paint || len(a.spots) != len(b.spots) || math.Abs(a.radius-b.radius) > 0.01 {
			t.Errorf("%s: mark %d is %v, ECharts draws %v", name, i, a, b)
			return
		}
		for k := range a.spots {
			if math.Hypot(a.spots[k].x-b.spots[k].x, a.spots[k].y-b.spots[k].y) > 0.17 {
				t.Errorf("%s: corner %d of mark %d is at %v, that of ECharts at %v", name, k, i, a.spots[k], b.spots[k])
				return
			}
		}
	}
}

// drawnByECharts returns the marks that ECharts makes of the option of a scene.
func drawnByECharts(t testing.TB, browser *quickjs.VM, s *scene) []form {
	t.Helper()
	in, err := json.Marshal(s.payload())
	if err != nil {
		t.Fatal(err)
	}
	drawing, err := browser.Call("draw", string(in))
	if err != nil {
		t.Fatal(err)
	}
	return shapesOf(t, drawing.(string))
}

func TestPressDrawsWhatEChartsMakesOfTheOption(t *testing.T) {
	p := newLayouter(t)
	browser := newBrowser(t)
	for _, kind := range []chart.Kind{
		chart.Bar, chart.Column, chart.Stacked, chart.Line, chart.Shares, chart.Slope, chart.Histogram, chart.Pyramid, chart.Flow,
	} {
		for seed := range 8 { // Each takes as long as a drawing of ECharts.
			m := rapid.Custom(func(t *rapid.T) *chart.Model {
				if kind == chart.Flow {
					return aFlow(t)
				}
				return aChart(t, kind)
			}).Example(seed)
			s := p.lay(m, Frame{ID: "c", Width: []float64{Phone, Page}[seed%2], RightToLeft: seed%3 == 0})
			w := &markup{size: 12}
			for _, i := range s.drawn {
				i.svg(w)
			}
			checkShapes(t, fmt.Sprint(kind, " ", seed), shapesOf(t, "<svg>"+w.b.String()+"</svg>"), drawnByECharts(t, browser, s))
		}
	}
}

func TestOptionsWithAxesAreReadWhole(t *testing.T) {
	bar := charts.NewBar()
	s := &scene{width: 300, rtl: true}
	bar.SetGlobalOptions(s.frame(area{10, 20, 200, 60}, -5, 15, 3, true)...)
	bar.AddSeries("", make([]opts.BarData, 3))
	got := planeOf(&bar.RectChart)
	want := plane{across: true, low: -5, high: 15, from: 290, to: 90, first: 20, band: 20, bands: 3}
	if got != want {
		t.Errorf("the plane is %+v, want %+v", got, want)
	}
}
