package theme

import (
	"fmt"
	"math"
)

// A Color is an opaque colour in sRGB. The zero Color is black.
type Color struct{ R, G, B uint8 }

// Hex returns the colour as "#RRGGBB".
func (c Color) Hex() string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// Luminance returns the relative luminance of c, from 0 for black to 1 for
// white (WCAG 2.2, "relative luminance").
func (c Color) Luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Contrast returns the contrast ratio of two colours, from 1 to 21, in either
// order (WCAG 2.2, "contrast ratio").
func Contrast(a, b Color) float64 {
	la, lb := a.Luminance(), b.Luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// pale is the least luminance of a ground that is nearer to paper than to ink.
const pale = 0.4

// On returns a colour for text on the ground, with a contrast of at least 4.5:
// Paper if it has that, Text on pale grounds, or black. On white paper one of
// them always has it.
func (c Colours) On(ground Color) Color {
	switch {
	case Contrast(c.Paper, ground) >= 4.5:
		return c.Paper
	case ground.Luminance() >= pale:
		return c.Text
	}
	return Color{}
}

// Hue returns the colour of series i, counted from 0. Beyond the palette it
// starts again; charts do not go there.
func (c Colours) Hue(i int) Color { return c.Palette[i%len(c.Palette)] }

func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func mix(a, b Color, t float64) Color {
	t = min(max(t, 0), 1)
	part := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + t*(float64(y)-float64(x)))) }
	return Color{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B)}
}
