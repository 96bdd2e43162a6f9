package theme_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/diag"
	"htsm/generator/theme"
)

// house reads the theme of this repository.
func house(t *testing.T) *theme.Theme {
	t.Helper()
	var diags diag.List
	out, ok := theme.Read(os.DirFS("../../templates"), "theme.yaml", &diags)
	if !ok {
		t.Fatalf("the theme has faults: %v", diags.All())
	}
	return out
}

func TestHouseThemeHasTheAgreedScaleOfType(t *testing.T) {
	got := house(t).Type
	want := theme.Type{Family: "Noto Sans", Note: 9, Body: 10, Lead: 12, Head: 15, Title: 20, Cover: 28}
	if got != want {
		t.Errorf("type = %+v, want %+v", got, want)
	}
}

func TestTLPColoursAreThoseOfTheStandard(t *testing.T) {
	tlp := house(t).Colours.TLP
	for _, c := range []struct {
		name string
		got  theme.Color
		want string
	}{
		{"ground", tlp.Ground, "#000000"},
		{"red", tlp.Red, "#FF2B2B"},
		{"amber", tlp.Amber, "#FFC000"},
		{"green", tlp.Green, "#33FF00"},
		{"clear", tlp.Clear, "#FFFFFF"},
	} {
		if c.got.Hex() != c.want {
			t.Errorf("TLP %s = %s, want %s", c.name, c.got.Hex(), c.want)
		}
	}
}

func TestTextReadsOnEveryGroundOfTheHouse(t *testing.T) {
	c := house(t).Colours
	for name, ground := range map[string]theme.Color{"paper": c.Paper, "band": c.Band, "absent": c.Absent} {
		for what, ink := range map[string]theme.Color{"text": c.Text, "quiet": c.Quiet, "accent": c.Accent} {
			if got := theme.Contrast(ink, ground); got < 4.5 {
				t.Errorf("contrast of %s on %s is %.2f, want at least 4.5", what, name, got)
			}
		}
	}
	for name, ink := range map[string]theme.Color{"red": c.TLP.Red, "amber": c.TLP.Amber, "green": c.TLP.Green, "clear": c.TLP.Clear} {
		if got := theme.Contrast(ink, c.TLP.Ground); got < 4.5 {
			t.Errorf("contrast of TLP %s is %.2f, want at least 4.5", name, got)
		}
	}
}

func TestTextReadsOnEveryShadeAndHue(t *testing.T) {
	c := house(t).Colours
	check := func(ground theme.Color) {
		t.Helper()
		if got := theme.Contrast(c.On(ground), ground); got < 4.5 {
			t.Errorf("contrast on %s is %.2f, want at least 4.5", ground.Hex(), got)
		}
	}
	for i := range 201 {
		check(c.Shade(float64(i-100) / 100))
	}
	for _, hue := range c.Palette {
		check(hue)
	}
}

// The matrices simulate full colour blindness on linear sRGB (Machado,
// Oliveira and Fernandes 2009, table for severity 1.0).
var blindness = map[string][3][3]float64{
	"none":         {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func TestHuesDifferForEveryKindOfSight(t *testing.T) {
	const least = 9.0 // In hundredths of OKLab; 2 is just visible side by side.
	palette := house(t).Colours.Palette
	for sight, m := range blindness {
		for i := range palette {
			for j := range i {
				if got := distance(oklab(m, palette[i]), oklab(m, palette[j])); got < least {
					t.Errorf("%s: hues %d and %d are %.1f apart, want at least %.1f", sight, j+1, i+1, got, least)
				}
			}
		}
	}
}

func TestHuesDifferOnADarkScreen(t *testing.T) {
	const least = 9.0
	palette := house(t).Dark.Palette
	for sight, m := range blindness {
		for i := range palette {
			for j := range i {
				if got := distance(oklab(m, palette[i]), oklab(m, palette[j])); got < least {
					t.Errorf("%s: hues %d and %d are %.1f apart, want at least %.1f", sight, j+1, i+1, got, least)
				}
			}
		}
	}
}

// What stands on a ground in a chart reads in the dark too, and a chart shows
// the same order of shades.
func TestChartsReadInTheDark(t *testing.T) {
	house := house(t)
	dark := map[theme.Color]theme.Color{}
	for _, p := range house.Pairs() {
		if _, ok := dark[p.Light]; ok {
			t.Errorf("%s has two colours in the dark", p.Light.Hex())
		}
		dark[p.Light] = p.Dark
	}
	c := house.Colours
	grounds := append(slices.Clone(c.Palette), c.Residual, c.Past, c.Rule, c.Absent)
	for i := -theme.Shades; i <= theme.Shades; i++ {
		grounds = append(grounds, c.Shade(float64(i)/theme.Shades))
	}
	for n := 1; n <= theme.MaxHues; n++ {
		for i := range n {
			grounds = append(grounds, c.Fading(i, n))
		}
	}
	for _, ground := range grounds {
		ink, ok := dark[c.On(ground)]
		under, known := dark[ground]
		if !ok || !known {
			t.Errorf("%s or the ink on it has no colour in the dark", ground.Hex())
		} else if got := theme.Contrast(ink, under); got < 4.5 {
			t.Errorf("contrast on %s, which is %s in the dark, is %.2f, want at least 4.5", ground.Hex(), under.Hex(), got)
		}
	}
	for i, hue := range c.Palette {
		if dark[hue] != house.Dark.Palette[i] {
			t.Errorf("hue %d is %s in the dark, not that of the theme", i+1, dark[hue].Hex())
		}
	}
	for _, sign := range []float64{-1, 1} {
		for i := range theme.Shades {
			a, b := dark[c.Shade(sign*float64(i)/theme.Shades)], dark[c.Shade(sign*float64(i+1)/theme.Shades)]
			if a.Luminance() > b.Luminance()+0.005 {
				t.Errorf("the shade of %d/%d is darker than the one before it", i+1, theme.Shades)
			}
		}
	}
	for what, ink := range map[string]theme.Color{"text": c.Text, "quiet": c.Quiet} {
		for _, ground := range []theme.Color{c.Paper, c.Absent, c.Band, c.Grid} {
			if got := theme.Contrast(dark[ink], dark[ground]); got < 4.5 {
				t.Errorf("contrast of %s on %s in the dark is %.2f", what, ground.Hex(), got)
			}
		}
	}
}

func TestHuesDifferInGreyPrint(t *testing.T) {
	const least = 5.0 // Steps of CIE L*, from 0 to 100.
	c := house(t).Colours
	var steps []float64
	for _, hue := range c.Palette {
		steps = append(steps, lightness(hue))
	}
	slices.Sort(steps)
	for i := 1; i < len(steps); i++ {
		if got := steps[i] - steps[i-1]; got < least {
			t.Errorf("two hues are %.1f apart in lightness, want at least %.1f", got, least)
		}
	}
	if got := lightness(c.Past) - lightness(c.Hue(0)); got < 30 {
		t.Errorf("the past is %.1f lighter than the present, want at least 30", got)
	}
}

func TestShadesDarkenAwayFromZero(t *testing.T) {
	c := house(t).Colours
	for _, sign := range []float64{-1, 1} {
		for i := range 20 {
			a, b := c.Shade(sign*float64(i)/20), c.Shade(sign*float64(i+1)/20)
			if a.Luminance() <= b.Luminance() {
				t.Errorf("the shades do not darken from %s to %s", a.Hex(), b.Hex())
			}
		}
	}
	if got := c.Shade(2); got != c.Ramp.To {
		t.Errorf("Shade(2) = %s, want the end %s", got.Hex(), c.Ramp.To.Hex())
	}
	if got := c.Shade(-2); got != c.Loss {
		t.Errorf("Shade(-2) = %s, want the end %s", got.Hex(), c.Loss.Hex())
	}
}

func TestHueStartsAgainBeyondThePalette(t *testing.T) {
	c := house(t).Colours
	if c.Hue(theme.MaxHues) != c.Hue(0) {
		t.Error("the hue after the last is not the first")
	}
}

func TestReadReportsWhatIsWrong(t *testing.T) {
	good, err := os.ReadFile("../../templates/theme.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, now, want string }{
		{"a colour by name", `text: "#1B1F27"`, `text: black`, "not a colour"},
		{"pale text", `text: "#1B1F27"`, `text: "#777777"`, "the colour text has a contrast of"},
		{"dim text in the dark", `text: "#E6E8EC"`, `text: "#555555"`, "on paper in the dark"},
		{"a pale hue", `first: "#234E99"`, `first: "#FFEE00"`, "1 of the palette"},
		{"sizes that shrink", "body: 10", "body: 8", "do not grow"},
		{"a size that is missing", "  cover: 28\n", "", "cover"},
		{"an unknown field", "note: 9", "note: 9\n  tiny: 2", "tiny"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := strings.Replace(string(good), c.old, c.now, 1)
			if src == string(good) {
				t.Fatalf("the theme does not contain %q", c.old)
			}
			var diags diag.List
			_, ok := theme.Read(fstest.MapFS{"theme.yaml": {Data: []byte(src)}}, "theme.yaml", &diags)
			if ok {
				t.Fatal("Read accepts the theme")
			}
			var all []string
			for _, d := range diags.All() {
				all = append(all, d.String())
			}
			if got := strings.Join(all, "\n"); !strings.Contains(got, c.want) {
				t.Errorf("Read reports %q, want a mention of %q", got, c.want)
			}
		})
	}
}

func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// lightness returns CIE L*.
func lightness(c theme.Color) float64 { return 116*math.Cbrt(c.Luminance()) - 16 }

// oklab returns the colour as seen through m in OKLab (Ottosson 2020).
func oklab(m [3][3]float64, c theme.Color) [3]float64 {
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var rgb [3]float64
	for i := range rgb {
		for j := range in {
			rgb[i] += m[i][j] * in[j]
		}
		rgb[i] = min(max(rgb[i], 0), 1)
	}
	r, g, b := rgb[0], rgb[1], rgb[2]
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	n := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return [3]float64{
		0.2104542553*l + 0.7936177850*n - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*n + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*n - 0.8086757660*s,
	}
}

func distance(a, b [3]float64) float64 {
	return 100 * math.Sqrt((a[0]-b[0])*(a[0]-b[0])+(a[1]-b[1])*(a[1]-b[1])+(a[2]-b[2])*(a[2]-b[2]))
}
