package plot

import (
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
		paint := strings.ToUpper(attribute(e, "fill") + " " + attribute(e, "stroke"))
		if attribute(e, "stroke") != "" {
			paint += " " + widthOr1(attribute(e, "stroke-width")) + " " + strings.ReplaceAll(attribute(e, "stroke-dasharray"), ",", " ")
		}
		switch e.Name.Local {
		case "circle":
			at := spot{decimal(attribute(e, "cx")), decimal(attribute(e, "cy"))}
			out = append(out, form{spots: []spot{at}, radius: decimal(attribute(e, "r")), paint: paint})
		case "path":
			for _, run := range pathSpots(t, attribute(e, "d"), attribute(e, "transform")) {
				if run.paint = paint; len(run.spots) > 1 || run.radius > 0 {
					out = append(out, run)
				}
			}
		}
	}
}

func widthOr1(text string) string {
	if text == "" {
		return "1"
	}
	return text
}

// pathSpots reads a path of lines, or of arcs around 0, 0, which is a circle.
func pathSpots(t testing.TB, d, transform string) []form {
	t.Helper()
	scale, move := 1.0, spot{}
	if inner, ok := strings.CutPrefix(transform, "matrix("); ok {
		parts := strings.Split(strings.TrimSuffix(inner, ")"), ",")
		scale, move = decimal(parts[0]), spot{decimal(parts[4]), decimal(parts[5])}
	}
	var out []form
	at := spot{}
	for _, step := range pathSteps(d) {
		switch step.name {
		case 'A':
			return []form{{spots: []spot{move}, radius: step.args[0] * scale}}
		case 'M', 'L':
			at = spot{step.args[0], step.args[1]}
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
		for end < len(d) && !strings.ContainsRune("MLlAZ", rune(d[end])) {
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
func drawnByECharts(t testing.TB, pool *pool, s *scene) []form {
	t.Helper()
	in, err := json.Marshal(s.payload())
	if err != nil {
		t.Fatal(err)
	}
	out, err := pool.draw(string(in))
	if err != nil {
		t.Fatal(err)
	}
	_, drawing, _ := strings.Cut(out, "\n")
	w := &markup{}
	if err := w.marks(drawing); err != nil {
		t.Fatal(err)
	}
	return shapesOf(t, "<svg>"+w.b.String()+"</svg>")
}

func TestPressDrawsWhatEChartsMakesOfTheOption(t *testing.T) {
	p := newLayouter(t)
	pool := newTestPool(t)
	for _, kind := range []chart.Kind{
		chart.Bar, chart.Column, chart.Stacked, chart.Line, chart.Shares, chart.Slope, chart.Histogram, chart.Pyramid,
	} {
		for seed := range 8 { // Each takes as long as a drawing.
			m := rapid.Custom(func(t *rapid.T) *chart.Model { return aChart(t, kind) }).Example(seed)
			f := Frame{ID: "c", Width: []float64{Phone, Page}[seed%2], RightToLeft: seed%3 == 0}
			s := p.lay(m, f)
			w := &markup{size: 12}
			for _, i := range s.drawn {
				i.svg(w)
			}
			checkShapes(t, fmt.Sprint(kind, " ", seed), shapesOf(t, "<svg>"+w.b.String()+"</svg>"), drawnByECharts(t, pool, s))
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
