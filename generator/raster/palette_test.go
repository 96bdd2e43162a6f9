package raster

import (
	"image"
	"image/color"
	"testing"
)

// strip returns a picture of one row with the given colours.
func strip(colours ...color.RGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, len(colours), 1))
	for x, c := range colours {
		m.SetRGBA(x, 0, c)
	}
	return m
}

func TestFewColoursStayAsTheyAre(t *testing.T) {
	var all []color.RGBA
	for i := range 256 {
		all = append(all, color.RGBA{uint8(i), uint8(255 - i), uint8(i * 7), 255})
	}
	in := strip(all...)
	out := indexed(in)
	for x := range all {
		if got := out.At(x, 0).(color.RGBA); got != all[x] {
			t.Errorf("pixel %d is %v, want %v", x, got, all[x])
		}
	}
}

func TestOfManyColoursTheFrequentStayAndTheOthersAreNear(t *testing.T) {
	red := color.RGBA{200, 0, 0, 255}
	var all []color.RGBA
	for i := range 300 {
		all = append(all, color.RGBA{uint8(i % 256), uint8(i / 256), 77, 255}, red)
	}
	out := indexed(strip(all...))
	if len(out.Palette) != 256 {
		t.Fatalf("the palette has %d colours, want 256", len(out.Palette))
	}
	for x, want := range all {
		got := out.At(x, 0).(color.RGBA)
		switch {
		case want == red && got != red:
			t.Fatalf("the most frequent colour became %v", got)
		case distance(rgb(got), rgb(want)) > 45*45+1:
			t.Errorf("pixel %d is %v, want something near %v", x, got, want)
		}
	}
}

func TestADifferentOrderOfPixelsGivesTheSamePalette(t *testing.T) {
	a, b, c := color.RGBA{1, 2, 3, 255}, color.RGBA{3, 2, 1, 255}, color.RGBA{9, 9, 9, 255}
	one, other := indexed(strip(a, b, c, c)), indexed(strip(c, b, c, a))
	for i := range one.Palette {
		if one.Palette[i] != other.Palette[i] {
			t.Errorf("colour %d is %v and %v", i, one.Palette[i], other.Palette[i])
		}
	}
}

func rgb(c color.RGBA) uint32 {
	return uint32(c.R)<<16 | uint32(c.G)<<8 | uint32(c.B)
}
