package svg_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"htsm/generator/pdf/svg"
)

// read wraps elements in a document of 100 by 100 units.
func read(t *testing.T, body string) *svg.Drawing {
	t.Helper()
	d, err := svg.Read([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">` + body + `</svg>`))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// spell writes a path in a short form, rounded.
func spell(p svg.Path) string {
	var parts []string
	for _, s := range p {
		n := map[byte]int{'M': 2, 'L': 2, 'C': 6, 'Z': 0}[s.Op]
		part := string(s.Op)
		for i, f := range s.P[:n] {
			if i > 0 {
				part += " "
			}
			part += fmt.Sprint(math.Round(f*10)/10 + 0)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ")
}

func TestElementsBecomePaths(t *testing.T) {
	tests := []struct{ name, element, want string }{
		{"line", `<line x1="1" y1="2" x2="3" y2="4" stroke="red"/>`, "M1 2 L3 4"},
		{"polyline", `<polyline points="1,2 3,4 5 6"/>`, "M1 2 L3 4 L5 6"},
		{"polygon", `<polygon points="1,2 3,4 5,6"/>`, "M1 2 L3 4 L5 6 Z"},
		{"rect", `<rect x="1" y="2" width="10" height="20"/>`, "M1 2 L11 2 L11 22 L1 22 Z"},
		{"rounded rect", `<rect width="10" height="20" rx="5"/>`, "M5 0 L5 0 C7.8 0 10 2.2 10 5 L10 15 C10 17.8 7.8 20 5 20 L5 20 C2.2 20 0 17.8 0 15 L0 5 C0 2.2 2.2 0 5 0 Z"},
		{"circle", `<circle cx="10" cy="10" r="10"/>`, "M20 10 C20 15.5 15.5 20 10 20 C4.5 20 0 15.5 0 10 C0 4.5 4.5 0 10 0 C15.5 0 20 4.5 20 10 Z"},
		{"ellipse", `<ellipse cx="0" cy="0" rx="10" ry="5"/>`, "M10 0 C10 2.8 5.5 5 0 5 C-5.5 5 -10 2.8 -10 0 C-10 -2.8 -5.5 -5 0 -5 C5.5 -5 10 -2.8 10 0 Z"},
		{"path with relative and short commands", `<path d="m1 2l3 0h4v5zM0 0H9V9"/>`, "M1 2 L4 2 L8 2 L8 7 Z M0 0 L9 0 L9 9"},
		{"numbers that run together", `<path d="M.5.5L-1-1e1 2,3"/>`, "M0.5 0.5 L-1 -10 L2 3"},
		{"smooth curve", `<path d="M0 0C0 10 10 10 10 0S20-10 20 0"/>`, "M0 0 C0 10 10 10 10 0 C10 -10 20 -10 20 0"},
		{"quadratic", `<path d="M0 0Q15 30 30 0T60 0"/>`, "M0 0 C10 20 20 20 30 0 C40 -20 50 -20 60 0"},
		{"half circle arc", `<path d="M-10 0A10 10 0 0 1 10 0"/>`, "M-10 0 C-10 -5.5 -5.5 -10 0 -10 C5.5 -10 10 -5.5 10 0"},
		{"arc flags without spaces", `<path d="M-10 0a10 10 0 0120 0"/>`, "M-10 0 C-10 -5.5 -5.5 -10 0 -10 C5.5 -10 10 -5.5 10 0"},
		{"arc with too small radii grows", `<path d="M-10 0A1 1 0 0 1 10 0"/>`, "M-10 0 C-10 -5.5 -5.5 -10 0 -10 C5.5 -10 10 -5.5 10 0"},
		{"transform", `<g transform="translate(10 20)"><path transform="scale(2) rotate(90)" d="M1 0L0 1"/></g>`, "M10 22 L8 20"},
		{"matrix and skew", `<path transform="matrix(1 0 0 1 5 5) skewX(45)" d="M0 0L0 10"/>`, "M5 5 L15 15"},
		{"use", `<defs><path id="a" d="M0 0L1 1"/></defs><use href="#a" x="5" y="6"/>`, "M5 6 L6 7"},
		{"use of a symbol", `<symbol id="s"><path d="M0 0L1 1"/></symbol><use xlink:href="#s"/>`, "M0 0 L1 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			items := read(t, tt.element).Items
			if len(items) != 1 {
				t.Fatalf("%d items", len(items))
			}
			shape, ok := items[0].(*svg.Shape)
			if !ok {
				t.Fatalf("item is a %T", items[0])
			}
			if got := spell(shape.Path); got != tt.want {
				t.Errorf("path %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestStylesCascadeAndTheStyleAttributeWins(t *testing.T) {
	d := read(t, `<g fill="#f00" stroke="blue" stroke-width="2" fill-opacity=".5">
		<rect width="1" height="1" style="fill:rgba(0,255,0,.5);stroke:none"/>
		<rect width="1" height="1" transform="scale(3)" stroke-dasharray="1 2" stroke-linecap="round"/></g>`)
	want := []svg.Item{
		&svg.Shape{Fill: svg.Paint{Kind: svg.Solid, Color: svg.Color{G: 255}, Alpha: .25}},
		&svg.Shape{
			Fill: svg.Paint{Kind: svg.Solid, Color: svg.Color{R: 255}, Alpha: .5},
			Stroke: svg.Stroke{
				Paint: svg.Paint{Kind: svg.Solid, Color: svg.Color{B: 255}, Alpha: 1},
				Width: 6, Dash: []float64{3, 6}, Cap: 1, MiterLimit: 4,
			},
		},
	}
	if diff := cmp.Diff(want, d.Items, cmpopts.IgnoreFields(svg.Shape{}, "Path")); diff != "" {
		t.Error(diff)
	}
}

func TestColours(t *testing.T) {
	for in, want := range map[string]svg.Paint{
		"#abc":                  {Kind: svg.Solid, Color: svg.Color{R: 0xAA, G: 0xBB, B: 0xCC}, Alpha: 1},
		"#01020380":             {Kind: svg.Solid, Color: svg.Color{R: 1, G: 2, B: 3}, Alpha: 128. / 255},
		"rgb(1, 2, 3)":          {Kind: svg.Solid, Color: svg.Color{R: 1, G: 2, B: 3}, Alpha: 1},
		"rgb(100% 0% 0% / 50%)": {Kind: svg.Solid, Color: svg.Color{R: 255}, Alpha: .5},
		"steelblue":             {Kind: svg.Solid, Color: svg.Color{R: 0x46, G: 0x82, B: 0xB4}, Alpha: 1},
	} {
		shape := read(t, `<rect width="1" height="1" fill="`+in+`"/>`).Items[0].(*svg.Shape)
		if diff := cmp.Diff(want, shape.Fill); diff != "" {
			t.Errorf("%s: %s", in, diff)
		}
	}
	for _, none := range []string{"none", "transparent", "rgba(1,2,3,0)"} {
		if items := read(t, `<rect width="1" height="1" fill="`+none+`"/>`).Items; len(items) != 0 {
			t.Errorf("%s paints %d items", none, len(items))
		}
	}
}

func TestGroupsKeepClipAndOpacity(t *testing.T) {
	d := read(t, `<clipPath id="c"><rect width="5" height="5"/></clipPath><g clip-path="url(#c)" opacity="0.5"><circle r="3"/></g>`)
	g, ok := d.Items[0].(*svg.Group)
	if !ok || len(g.Items) != 1 || g.Opacity != .5 || len(g.Clip) != 1 {
		t.Fatalf("item %+v, want a group with a clip, half opaque", d.Items[0])
	}
	if got := spell(g.Clip[0]); got != "M0 0 L5 0 L5 5 L0 5 Z" {
		t.Errorf("clip %s", got)
	}
}

func TestGradientsAndPatterns(t *testing.T) {
	d := read(t, `<defs>
		<linearGradient id="l" x1="0" y1="0" x2="0" y2="1"><stop offset="0%" stop-color="red"/><stop offset="1" stop-color="#00f" stop-opacity="0"/></linearGradient>
		<radialGradient id="r" gradientUnits="userSpaceOnUse" cx="5" cy="6" r="7"><stop offset=".5" stop-color="red"/></radialGradient>
		<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 0L4 4" stroke="red"/></pattern></defs>
		<rect x="10" width="20" height="30" fill="url(#l)"/><rect width="1" height="1" fill="url(#r)"/><rect width="9" height="9" fill="url('#p')"/>`)
	fill := func(i int) svg.Paint { return d.Items[i].(*svg.Shape).Fill }
	linear := svg.Paint{Kind: svg.Linear, Alpha: 1, Gradient: &svg.Gradient{
		Matrix: svg.Matrix{20, 0, 0, 30, 10, 0}, Coords: [6]float64{0, 0, 0, 1},
		Stops: []svg.Stop{{Color: svg.Color{R: 255}, Alpha: 1}, {Offset: 1, Color: svg.Color{B: 255}}},
	}}
	if diff := cmp.Diff(linear, fill(0)); diff != "" {
		t.Error(diff)
	}
	radial := svg.Paint{Kind: svg.Radial, Alpha: 1, Gradient: &svg.Gradient{
		Matrix: svg.Identity(), Coords: [6]float64{5, 6, 0, 5, 6, 7},
		Stops: []svg.Stop{{Color: svg.Color{R: 255}, Alpha: 1}, {Offset: .5, Color: svg.Color{R: 255}, Alpha: 1}, {Offset: 1, Color: svg.Color{R: 255}, Alpha: 1}},
	}}
	if diff := cmp.Diff(radial, fill(1)); diff != "" {
		t.Error(diff)
	}
	if p := fill(2); p.Kind != svg.Tiles || p.Pattern.W != 4 || len(p.Pattern.Items) != 1 {
		t.Errorf("pattern %+v", p)
	}
}

func TestTextsKeepAnchorBaselineStyleAndDirection(t *testing.T) {
	d := read(t, `<text x="10" y="20" text-anchor="end" dominant-baseline="central" style="font: bold 10px sans-serif" fill="#333"> a  <tspan font-style="italic">b</tspan><tspan x="5" dy="1.5em" direction="rtl">c</tspan></text>`)
	ink := svg.Paint{Kind: svg.Solid, Color: svg.Color{R: 0x33, G: 0x33, B: 0x33}, Alpha: 1}
	want := []svg.Item{
		&svg.Text{
			Matrix: svg.Identity(), X: 10, Y: 23.57, Anchor: svg.AnchorEnd,
			Parts: []svg.Part{{Text: "a ", Size: 10, Bold: true, Fill: ink}, {Text: "b", Size: 10, Bold: true, Italic: true, Fill: ink}},
		},
		&svg.Text{
			Matrix: svg.Identity(), X: 5, Y: 38.57, Anchor: svg.AnchorEnd, RTL: true,
			Parts: []svg.Part{{Text: "c", Size: 10, Bold: true, Fill: ink}},
		},
	}
	if diff := cmp.Diff(want, d.Items, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Error(diff)
	}
	plaintext := read(t, `<text style="unicode-bidi:plaintext">12 كشف</text>`).Items[0].(*svg.Text)
	if !plaintext.RTL {
		t.Error("unicode-bidi: plaintext does not take the direction of the first letter")
	}
}

func TestTheViewBoxScalesTheDrawing(t *testing.T) {
	d, err := svg.Read([]byte(`<svg width="200px" height="100" viewBox="10 0 50 50"><rect x="10" width="50" height="50"/></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := spell(d.Items[0].(*svg.Shape).Path); got != "M50 0 L150 0 L150 100 L50 100 Z" || d.Width != 200 {
		t.Errorf("path %s in a drawing %v wide", got, d.Width)
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"unknown element", `<foreignObject/>`, "element foreignObject is not supported"},
		{"image", `<image href="x.png"/>`, "element image is not supported"},
		{"style sheet", `<style>rect{fill:red}</style>`, "element style is not supported"},
		{"script", `<script>alert(1)</script>`, "element script is not supported"},
		{"nested svg", `<svg/>`, "element svg inside svg"},
		{"filter", `<rect width="1" height="1" filter="url(#f)"/>`, "filter"},
		{"mask", `<g mask="url(#m)"/>`, "mask"},
		{"colour", `<rect width="1" height="1" fill="sea"/>`, `colour "sea" is not known`},
		{"missing paint", `<rect width="1" height="1" fill="url(#no)"/>`, "url(#no) does not exist"},
		{"missing clip", `<g clip-path="url(#no)"><rect width="1" height="1"/></g>`, "url(#no) does not exist"},
		{"missing use", `<use href="#no"/>`, `"#no" does not exist`},
		{"circle of uses", `<g id="a"><use href="#a"/></g>`, "circle"},
		{"path", `<path d="M0 0 X1"/>`, "path command"},
		{"path without move", `<path d="L1 1"/>`, "starts with"},
		{"short arc", `<path d="M0 0A1 1 0 0"/>`, "arc flag"},
		{"huge number", `<path d="M0 1e300"/>`, "not a number in range"},
		{"transform", `<g transform="turn(1)"/>`, "transform"},
		{"units", `<rect width="1cm" height="1"/>`, "width"},
		{"text outside", `hello`, "outside a text element"},
		{"gradient of text", `<linearGradient id="g"><stop/></linearGradient><text fill="url(#g)">x</text>`, "not supported for text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := svg.Read([]byte(`<svg width="10" height="10">` + tt.body + `</svg>`))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
	for _, document := range []string{"", "<html/>", "<svg>", "<svg/>", `<svg width="0" height="1"/>`, `<svg width="1" height="1"><g></svg>`} {
		if _, err := svg.Read([]byte(document)); err == nil {
			t.Errorf("%q: no error", document)
		}
	}
}

func TestReferencesCannotMultiplyWithoutBound(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<svg width="1" height="1"><g id="g0"/>`)
	for i := range 14 {
		fmt.Fprintf(&b, `<g id="g%d">%s</g>`, i+1, strings.Repeat(fmt.Sprintf(`<use href="#g%d"/>`, i), 10))
	}
	b.WriteString(`</svg>`)
	if _, err := svg.Read([]byte(b.String())); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("error %v, want a limit", err)
	}
}

func TestChartsOfECharts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.svg")
	if err != nil || len(files) == 0 {
		t.Fatal("no charts in testdata")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := svg.Read(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(d.Items) == 0 {
			t.Errorf("%s: nothing drawn", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.svg")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 8000 {
			f.Add(data)
		}
	}
	f.Add([]byte(`<svg width="1" height="1"><pattern id="p" width="1" height="1"><rect width="1" height="1" fill="url(#p)"/></pattern><rect width="1" height="1" fill="url(#p)"/></svg>`))
	f.Add([]byte(`<svg width="1" height="1"><text><tspan x="1">a</tspan></text><path d="M0 0a0 0 0 00 1 1"/></svg>`))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = svg.Read(data)
	})
}
