// Package theme holds the looks that paper, screen and sheet share: colours,
// type sizes and spacing.
//
// It is not for layout and knows no output format. It is read from one file,
// templates/theme.yaml. Invariant: every theme is complete and passed its
// checks of contrast and of difference between hues, so that a renderer never
// looks for a better colour.
package theme

import (
	"fmt"
	"io/fs"
	"math"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

// A Theme is a complete set of looks. The zero Theme is not usable; [Read]
// and [Decode] make one.
type Theme struct {
	Colours Colours
	Dark    Colours // On a dark screen; TLP is unset, because markings keep their colours.
	Type    Type
	Space   Space
}

// Colours are the colours of everything but the data of another house.
type Colours struct {
	Paper    Color   // What everything stands on.
	Text     Color   // Running text; at least 7:1 on Paper.
	Quiet    Color   // Notes, axis texts, units; at least 4.5:1 on Paper.
	Accent   Color   // Links and the signature rule; at least 4.5:1 on Paper.
	Rule     Color   // Lines of tables.
	Grid     Color   // Lines behind data.
	Band     Color   // The ground of callouts and of the heads of long tables.
	Residual Color   // Categories that are not ranked; at least 3:1 on Paper.
	Past     Color   // The past beside the present.
	Absent   Color   // The ground of a cell without a number.
	Palette  []Color // Hues of series in order of use, at most MaxHues; each at least 3:1 on Paper.
	Ramp     Ramp    // Shades of one hue, from nothing to much.
	Loss     Color   // The end of the shades for numbers below zero, which start where Ramp does.
	TLP      TLP
}

// MaxHues is the largest number of hues that a reader can tell apart.
const MaxHues = 7

// A Ramp is a quiet passage from one colour to another.
type Ramp struct{ From, To Color }

// At returns the shade at t, from 0 to 1; values outside are moved to the
// nearer end.
func (r Ramp) At(t float64) Color { return mix(r.From, r.To, t) }

// Shades is the number of steps from the shade of nothing to that of much.
const Shades = 40

// Shade returns the colour of a number that is the part t of the largest:
// from 0 to 1 along Ramp, from 0 to -1 towards Loss, in steps of 1/[Shades].
func (c Colours) Shade(t float64) Color {
	t = math.Round(t*Shades) / Shades
	if t < 0 {
		return Ramp{c.Ramp.From, c.Loss}.At(-t)
	}
	return c.Ramp.At(t)
}

// TLP are the colours of the Traffic Light Protocol 2.0 (FIRST, 2022): a text
// colour for each label, all on Ground.
type TLP struct {
	Ground, Red, Amber, Green, Clear Color
}

// Of returns the ground and the ink of a level without the letters TLP, such
// as "AMBER+STRICT". A level that is not known gets the ink of the strictest.
func (t TLP) Of(level string) (ground, ink Color) {
	switch level {
	case "AMBER", "AMBER+STRICT":
		return t.Ground, t.Amber
	case "GREEN":
		return t.Ground, t.Green
	case "CLEAR":
		return t.Ground, t.Clear
	}
	return t.Ground, t.Red
}

// Type is the scale of type sizes, in points on paper. On screen 1 pt is
// 4/3 px.
type Type struct {
	Family string // The name of the typeface.
	Note   float64
	Body   float64
	Lead   float64
	Head   float64
	Title  float64
	Cover  float64
	// Justify sets running text on paper to both sides. The zero value leaves
	// it ragged.
	Justify bool
}

// Space is the scale of distances, in points on paper.
type Space struct {
	Hair  float64 // Between a mark and its label.
	Small float64 // Between lines that belong together.
	Base  float64 // Between paragraphs.
	Large float64 // Around figures and tables.
	Vast  float64 // Between chapters.
}

// Read reads the theme at path below fsys. It reports every fault to diags
// and returns false if there is one.
func Read(fsys fs.FS, path string, diags *diag.List) (*Theme, bool) {
	file, ok := posyaml.Read(fsys, path, diags)
	if !ok {
		return nil, false
	}
	return Decode(file, diags)
}

// Decode reads a theme from a parsed file, as [Read] does.
func Decode(file posyaml.File, diags *diag.List) (*Theme, bool) {
	t, ok := posyaml.Decode(file, themeType(), diags)
	if !ok {
		return nil, false
	}
	for _, fault := range t.faults() {
		diags.Errorf(diag.Pos{File: file.Path}, "T001", "make the colour darker, or let the sizes grow", "%s", fault)
		ok = false
	}
	return &t, ok
}

// faults says in what way t breaks the promises of its fields.
func (t *Theme) faults() []string {
	out := append(t.Colours.faults(""), t.Dark.faults(" in the dark")...)
	sizes := []float64{t.Type.Note, t.Type.Body, t.Type.Lead, t.Type.Head, t.Type.Title, t.Type.Cover}
	for i := 1; i < len(sizes); i++ {
		if sizes[i] <= sizes[i-1] {
			out = append(out, "the sizes of type do not grow from note to cover")
			break
		}
	}
	return out
}

func (c Colours) faults(where string) []string {
	var out []string
	atLeast := func(name string, x Color, ratio float64) {
		if got := Contrast(x, c.Paper); got < ratio {
			out = append(out, fmt.Sprintf("the colour %s has a contrast of %.2f on paper%s; the least is %.1f", name, got, where, ratio))
		}
	}
	atLeast("text", c.Text, 7)
	atLeast("quiet", c.Quiet, 4.5)
	atLeast("accent", c.Accent, 4.5)
	atLeast("residual", c.Residual, 3)
	for i, hue := range c.Palette {
		atLeast(fmt.Sprintf("%d of the palette", i+1), hue, 3)
	}
	return out
}
