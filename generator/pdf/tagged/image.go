package tagged

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // decodes JPEG files
	_ "image/png"  // decodes PNG files

	"htsm/generator/pdf/object"
)

// maxPixels bounds the memory of a decoded image.
const maxPixels = 40 << 20

var errPixels = errors.New("the image has too many pixels")

// Image reads a PNG or JPEG file once; Place puts it on pages. Its size is in
// pixels.
func (d *Document) Image(data []byte) (*Vector, error) {
	key := sha256.Sum256(data)
	if v := d.images[key]; v != nil {
		return v, nil
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read image: %w", err)
	}
	if config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height {
		return nil, fmt.Errorf("read image: %w", errPixels)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read image: %w", err)
	}
	colors, alphas, opaque := pixels(img)
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	mask := ""
	if !opaque {
		mask = " /SMask " + d.imageObject(w, h, "DeviceGray", alphas, "").String()
	}
	ref := d.imageObject(w, h, "DeviceRGB", colors, mask)
	p := &painter{doc: d, box: [4]float64{0, 0, float64(w), float64(h)}, forms: map[string]object.Ref{"I": ref}}
	// Images stand upright where y points up.
	p.write("q " + object.Nums(float64(w), 0, 0, -float64(h), 0, float64(h)) + " cm /I Do Q\n")
	v := &Vector{name: fmt.Sprintf("V%d", len(d.vectors)+1), ref: p.form(), Width: float64(w), Height: float64(h)}
	d.vectors = append(d.vectors, v)
	d.images[key] = v
	return v, nil
}

func (d *Document) imageObject(w, h int, space string, data []byte, extra string) object.Ref {
	return d.out.AddStream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8%s", w, h, space, extra), data)
}

// pixels splits an image into colours and opacities.
func pixels(img image.Image) (colors, alphas []byte, opaque bool) {
	b := img.Bounds()
	opaque = true
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, a := img.At(x, y).RGBA()
			if a > 0 && a < 0xFFFF {
				r, g, bl = r*0xFFFF/a, g*0xFFFF/a, bl*0xFFFF/a
			}
			opaque = opaque && a == 0xFFFF
			colors = append(colors, byte(r>>8), byte(g>>8), byte(bl>>8))
			alphas = append(alphas, byte(a>>8))
		}
	}
	return colors, alphas, opaque
}
