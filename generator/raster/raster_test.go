package raster_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"htsm/generator/raster"
	"htsm/generator/typeface"
)

func fonts(t testing.TB) *typeface.Set {
	t.Helper()
	set, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// draw returns a drawing of 20 by 20 units at two pixels a unit.
func draw(t *testing.T, body string) image.Image {
	t.Helper()
	data, err := raster.PNG([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">`+body+`</svg>`), fonts(t), 2)
	if err != nil {
		t.Fatal(err)
	}
	out, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if out.Bounds() != image.Rect(0, 0, 40, 40) {
		t.Fatalf("the picture is %v", out.Bounds())
	}
	return out
}

var (
	white = color.RGBA{255, 255, 255, 255}
	red   = color.RGBA{255, 0, 0, 255}
)

func TestDrawsWhatTheDrawingSays(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want map[image.Point]color.RGBA
	}{
		"nothing":              {"", map[image.Point]color.RGBA{{0, 0}: white, {39, 39}: white}},
		"a filled shape":       {`<rect x="5" y="5" width="10" height="10" fill="#f00"/>`, map[image.Point]color.RGBA{{20, 20}: red, {8, 20}: white, {31, 20}: white}},
		"a shape half seen":    {`<rect width="20" height="20" fill="#f00" fill-opacity="0.5"/>`, map[image.Point]color.RGBA{{20, 20}: {255, 127, 127, 255}}},
		"a ring":               {`<path fill="#f00" d="M2 2L18 2L18 18L2 18Z M6 6L6 14L14 14L14 6Z"/>`, map[image.Point]color.RGBA{{8, 8}: red, {20, 20}: white}},
		"a line":               {`<path d="M0 10L20 10" fill="none" stroke="#f00" stroke-width="4"/>`, map[image.Point]color.RGBA{{20, 20}: red, {20, 17}: red, {20, 13}: white}},
		"a mitred corner":      {`<path d="M4 16L4 4L16 4" fill="none" stroke="#f00" stroke-width="4"/>`, map[image.Point]color.RGBA{{5, 5}: red, {24, 24}: white}},
		"a bevelled corner":    {`<path d="M4 16L4 4L16 4" fill="none" stroke="#f00" stroke-width="4" stroke-linejoin="bevel"/>`, map[image.Point]color.RGBA{{4, 4}: white, {8, 12}: red}},
		"round ends":           {`<path d="M10 10L12 10" fill="none" stroke="#f00" stroke-width="8" stroke-linecap="round"/>`, map[image.Point]color.RGBA{{14, 20}: red, {12, 12}: white}},
		"square ends":          {`<path d="M10 10L12 10" fill="none" stroke="#f00" stroke-width="8" stroke-linecap="square"/>`, map[image.Point]color.RGBA{{13, 13}: red}},
		"dashes":               {`<path d="M0 10L20 10" fill="none" stroke="#f00" stroke-width="4" stroke-dasharray="5"/>`, map[image.Point]color.RGBA{{5, 20}: red, {15, 20}: white, {25, 20}: red, {35, 20}: white}},
		"a line that turns on": {`<path d="M2 10L18 10L2 10" fill="none" stroke="#f00" stroke-width="4"/>`, map[image.Point]color.RGBA{{20, 20}: red}},
		"a closed line":        {`<path d="M4 4L16 4L16 16L4 16Z" fill="none" stroke="#f00" stroke-width="4"/>`, map[image.Point]color.RGBA{{5, 5}: red, {8, 20}: red, {20, 20}: white}},
		"a clip":               {`<defs><clipPath id="c"><path d="M0 0L10 0L10 20L0 20Z"/></clipPath></defs><g clip-path="url(#c)"><rect width="20" height="20" fill="#f00"/></g>`, map[image.Point]color.RGBA{{10, 20}: red, {30, 20}: white}},
		"a group half seen":    {`<g opacity="0.5"><rect width="20" height="20" fill="#f00"/><rect width="20" height="20" fill="#f00"/></g>`, map[image.Point]color.RGBA{{20, 20}: {255, 127, 127, 255}}},
	} {
		got := draw(t, c.body)
		for at, want := range c.want {
			r, g, b, _ := got.At(at.X, at.Y).RGBA()
			near := func(x uint32, y uint8) bool { d := int(x>>8) - int(y); return -2 <= d && d <= 2 }
			if !near(r, want.R) || !near(g, want.G) || !near(b, want.B) {
				t.Errorf("%s: the pixel %v is %d %d %d, want %v", name, at, r>>8, g>>8, b>>8, want)
			}
		}
	}
}

// ink returns the part of the pixels that are not white, and its middle.
func ink(m image.Image) (part, middle float64) {
	n, sum := 0, 0
	for y := range 40 {
		for x := range 40 {
			if r, _, _, _ := m.At(x, y).RGBA(); r < 0x8000 {
				n++
				sum += x
			}
		}
	}
	if n == 0 {
		return 0, 0
	}
	return float64(n) / 1600, float64(sum) / float64(n)
}

func TestLettersStandWhereTheirAnchorSays(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		lo, hi float64
	}{
		"from the start":         {`<text x="0" y="14" font-size="12">ill</text>`, 0, 16},
		"around the middle":      {`<text x="10" y="14" font-size="12" text-anchor="middle">ill</text>`, 17, 23},
		"to the end":             {`<text x="20" y="14" font-size="12" text-anchor="end">ill</text>`, 25, 40},
		"from the right, Arabic": {`<text x="20" y="14" font-size="12" direction="rtl">لا</text>`, 25, 40},
	} {
		part, middle := ink(draw(t, c.text))
		if part < 0.02 || middle < c.lo || middle > c.hi {
			t.Errorf("%s: the ink covers %.3f around %.1f, want around %v to %v", name, part, middle, c.lo, c.hi)
		}
	}
}

func TestAHaloStandsBeneathItsLetters(t *testing.T) {
	plain, _ := ink(draw(t, `<text x="2" y="14" font-size="12">H</text>`))
	ringed, _ := ink(draw(t, `<text x="2" y="14" font-size="12" stroke="#000" stroke-width="3" paint-order="stroke">H</text>`))
	if ringed < plain*1.3 {
		t.Errorf("the letter covers %.3f with a halo and %.3f without", ringed, plain)
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	set := fonts(t)
	for name, c := range map[string]struct{ svg, want string }{
		"a gradient":        {`<svg width="9" height="9"><defs><linearGradient id="g"><stop offset="0"/><stop offset="1" stop-color="red"/></linearGradient></defs><rect width="9" height="9" fill="url(#g)"/></svg>`, "gradient"},
		"a strange letter":  {`<svg width="9" height="9"><text>` + "\U000131A0" + `</text></svg>`, "no font has"},
		"a huge drawing":    {`<svg width="90000" height="9"></svg>`, "pixels"},
		"no drawing":        {`<svg width="0" height="9"></svg>`, ""},
		"an even-odd shape": {`<svg width="9" height="9"><path fill-rule="evenodd" d="M0 0L9 9L0 9Z"/></svg>`, "even-odd"},
	} {
		if _, err := raster.PNG([]byte(c.svg), set, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func FuzzPNG(f *testing.F) {
	set := fonts(f)
	f.Add([]byte(`<svg width="9" height="9"><path d="M0 0C1 2 3 4 5 6Z" stroke="red" stroke-dasharray="1 2"/><text>x</text></svg>`))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = raster.PNG(data, set, 0.01) // It must come back, whatever the drawing.
	})
}

func BenchmarkPNG(b *testing.B) {
	set := fonts(b)
	drawing := []byte(`<svg width="640" height="300">` + strings.Repeat(`<path d="M10 10C200 300 300 10 600 200" fill="none" stroke="red" stroke-width="3"/><text x="10" y="100">Trafficking in human beings</text>`, 100) + `</svg>`)
	for b.Loop() {
		if _, err := raster.PNG(drawing, set, 3); err != nil {
			b.Fatal(err)
		}
	}
}
