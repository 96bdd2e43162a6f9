package pdf

import (
	"fmt"
	"image"
	"os"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/datamatrix"
	"github.com/boombuler/barcode/qr"
	"github.com/johnfercher/maroto/v2/pkg/consts/extension"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"htsm/generator/pdf/svg"
	"htsm/generator/pdf/tagged"
)

// Images and codes of maroto's own components are painted as decoration: the
// components have no alternative text to give.

// fit places a vector in a cell as maroto's rectangle says.
func (p *provider) fit(v *tagged.Vector, c *entity.Cell, prop *props.Rect) {
	x, y, w, h := p.place(c)
	scale := min(w/v.Width, h/v.Height) * prop.Percent / 100
	vw, vh := v.Width*scale, v.Height*scale
	if prop.Center {
		x, y = x+(w-vw)/2, y+(h-vh)/2
	} else {
		x, y = x+prop.Left*mm, y+prop.Top*mm
	}
	p.doc.AsArtifact(tagged.Layout, func() { p.doc.Place(v, x, y, vw, vh) })
}

// AddImageFromBytes draws a PNG or JPEG image.
func (p *provider) AddImageFromBytes(data []byte, c *entity.Cell, prop *props.Rect, _ extension.Type) {
	v, err := p.doc.Image(data)
	if err != nil {
		p.fail(err)
		return
	}
	p.fit(v, c, prop)
}

// AddImageFromFile draws a PNG or JPEG file.
func (p *provider) AddImageFromFile(file string, c *entity.Cell, prop *props.Rect) {
	data, err := os.ReadFile(file)
	if err != nil {
		p.fail(fmt.Errorf("read image: %w", err))
		return
	}
	p.AddImageFromBytes(data, c, prop, "")
}

// AddBackgroundImageFromBytes draws an image behind a page.
func (p *provider) AddBackgroundImageFromBytes(data []byte, c *entity.Cell, prop *props.Rect, ext extension.Type) {
	p.AddImageFromBytes(data, c, prop, ext)
}

// GetDimensionsByImageByte returns the size of an image in pixels.
func (p *provider) GetDimensionsByImageByte(data []byte, _ extension.Type) (*entity.Dimensions, error) {
	v, err := p.doc.Image(data)
	if err != nil {
		return nil, err
	}
	return &entity.Dimensions{Width: v.Width, Height: v.Height}, nil
}

// GetDimensionsByImage returns the size of an image file in pixels.
func (p *provider) GetDimensionsByImage(file string) (*entity.Dimensions, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read image: %w", err)
	}
	return p.GetDimensionsByImageByte(data, "")
}

// modules draws the dark squares of a code.
func modules(img image.Image) *svg.Drawing {
	b := img.Bounds()
	var path svg.Path
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r != 0 {
				continue
			}
			left, top := float64(x-b.Min.X), float64(y-b.Min.Y)
			path = append(path,
				svg.Segment{Op: 'M', P: [6]float64{left, top}}, svg.Segment{Op: 'L', P: [6]float64{left + 1, top}},
				svg.Segment{Op: 'L', P: [6]float64{left + 1, top + 1}}, svg.Segment{Op: 'L', P: [6]float64{left, top + 1}},
				svg.Segment{Op: 'Z'})
		}
	}
	return &svg.Drawing{
		Width: float64(b.Dx()), Height: float64(b.Dy()),
		Items: []svg.Item{&svg.Shape{Path: path, Fill: svg.Paint{Kind: svg.Solid, Alpha: 1}}},
	}
}

// addCode draws a code unless it could not be made.
func (p *provider) addCode(img image.Image, err error, c *entity.Cell, prop *props.Rect) {
	if err != nil {
		p.fail(fmt.Errorf("make code: %w", err))
		return
	}
	p.fit(p.doc.Vector(modules(img)), c, prop)
}

// AddQrCode draws a QR code.
func (p *provider) AddQrCode(code string, c *entity.Cell, prop *props.Rect) {
	img, err := qr.Encode(code, qr.M, qr.Auto)
	p.addCode(img, err, c, prop)
}

// AddMatrixCode draws a Data Matrix code.
func (p *provider) AddMatrixCode(code string, c *entity.Cell, prop *props.Rect) {
	img, err := datamatrix.Encode(code)
	p.addCode(img, err, c, prop)
}

// AddBarCode draws a Code 128 bar code.
func (p *provider) AddBarCode(code string, c *entity.Cell, prop *props.Barcode) {
	img, err := code128.Encode(code)
	if err != nil {
		p.fail(fmt.Errorf("make code: %w", err))
		return
	}
	v := p.doc.Vector(modules(img))
	x, y, w, h := p.place(c)
	vw, vh := w*prop.Percent/100, h*prop.Percent/100
	if prop.Center {
		x, y = x+(w-vw)/2, y+(h-vh)/2
	}
	p.doc.AsArtifact(tagged.Layout, func() { p.doc.Place(v, x, y, vw, vh) })
}

// codeSize is the size that square codes report, in millimetres.
const codeSize = 30

// GetDimensionsByMatrixCode returns the natural size of a Data Matrix code.
func (p *provider) GetDimensionsByMatrixCode(string) (*entity.Dimensions, error) {
	return &entity.Dimensions{Width: codeSize, Height: codeSize}, nil
}

// GetDimensionsByQrCode returns the natural size of a QR code.
func (p *provider) GetDimensionsByQrCode(string) (*entity.Dimensions, error) {
	return &entity.Dimensions{Width: codeSize, Height: codeSize}, nil
}
