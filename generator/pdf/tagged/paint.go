package tagged

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"htsm/generator/pdf/object"
	"htsm/generator/pdf/svg"
)

// paint sets the colour or pattern of fills or strokes.
func (p *painter) paint(paint svg.Paint, stroke bool) {
	color, space, pattern := "rg", "cs", "scn"
	if stroke {
		color, space, pattern = "RG", "CS", "SCN"
	}
	name := ""
	switch paint.Kind {
	case svg.Solid:
		c := paint.Color
		p.write(Color{c.R, c.G, c.B}.operator(color))
		return
	case svg.Linear, svg.Radial:
		name = p.gradient(paint)
	case svg.Tiles:
		name = p.tiles(paint.Pattern)
	default:
		return
	}
	p.write("/Pattern " + space + " /" + name + " " + pattern + "\n")
}

// fades tells whether the opacity of a paint changes along it.
func fades(paint svg.Paint) bool {
	return paint.Gradient != nil && slices.ContainsFunc(paint.Gradient.Stops, func(s svg.Stop) bool { return s.Alpha < 1 })
}

// gradient writes a shading pattern and returns its name. A fading gradient
// also sets a soft mask of the same shape.
func (p *painter) gradient(paint svg.Paint) string {
	name := fmt.Sprintf("P%d", len(p.patterns)+1)
	named(&p.patterns, name, p.doc.out.Add("%s", shading(paint, "DeviceRGB", func(s svg.Stop) string {
		return object.Nums(float64(s.Color.R)/255, float64(s.Color.G)/255, float64(s.Color.B)/255)
	})))
	if fades(paint) {
		gray := p.doc.out.Add("%s", shading(paint, "DeviceGray", func(s svg.Stop) string { return object.Num(s.Alpha) }))
		box := object.Nums(p.box[:]...)
		size := object.Nums(p.box[0], p.box[1], p.box[2]-p.box[0], p.box[3]-p.box[1])
		mask := p.doc.out.AddStream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [%s] /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Pattern << /A %s >> >>", box, gray),
			[]byte("/Pattern cs /A scn "+size+" re f\n"))
		p.state("M", fmt.Sprintf("<< /Type /ExtGState /SMask << /Type /Mask /S /Luminosity /G %s >> >>", mask))
	}
	return name
}

// shading spells a shading pattern with the components of its stops.
func shading(paint svg.Paint, space string, components func(svg.Stop) string) string {
	g := paint.Gradient
	var functions, bounds, encode []string
	for i := 1; i < len(g.Stops); i++ {
		functions = append(functions, fmt.Sprintf("<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [%s] /C1 [%s] >>", components(g.Stops[i-1]), components(g.Stops[i])))
		if i < len(g.Stops)-1 {
			bounds = append(bounds, object.Num(g.Stops[i].Offset))
		}
		encode = append(encode, "0 1")
	}
	function := functions[0]
	if len(functions) > 1 {
		function = fmt.Sprintf("<< /FunctionType 3 /Domain [0 1] /Functions [%s] /Bounds [%s] /Encode [%s] >>",
			strings.Join(functions, " "), strings.Join(bounds, " "), strings.Join(encode, " "))
	}
	kind, coords := 2, g.Coords[:4]
	if paint.Kind == svg.Radial {
		kind, coords = 3, g.Coords[:]
	}
	return fmt.Sprintf("<< /Type /Pattern /PatternType 2 /Matrix [%s] /Shading << /ShadingType %d /Coords [%s] /ColorSpace /%s /Extend [true true] /Function %s >> >>",
		exact(g.Matrix), kind, object.Nums(coords...), space, function)
}

// exact spells a matrix that may scale a unit square: three decimals are too
// few.
func exact(m svg.Matrix) string {
	var parts []string
	for _, f := range m {
		parts = append(parts, strconv.FormatFloat(f, 'f', 6, 64))
	}
	return strings.Join(parts, " ")
}

// tiles writes a tiling pattern and returns its name.
func (p *painter) tiles(pattern *svg.Pattern) string {
	box := [4]float64{pattern.X, pattern.Y, pattern.X + pattern.W, pattern.Y + pattern.H}
	inner := p.inside(box)
	inner.items(pattern.Items)
	name := fmt.Sprintf("P%d", len(p.patterns)+1)
	named(&p.patterns, name, p.doc.out.AddStream(fmt.Sprintf("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [%s] /XStep %s /YStep %s /Matrix [%s] /Resources << %s >>",
		object.Nums(box[:]...), object.Num(pattern.W), object.Num(pattern.H), exact(pattern.Matrix), inner.resources()), inner.buf))
	return name
}
