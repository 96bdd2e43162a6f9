package drawing

import "strconv"

// emu is how many units of the format a pixel of 96 to the inch has.
const emu = 9525

// A Frame places one chart or one picture on a sheet.
type Frame struct {
	Col, Row      int    // The cell of its upper corner, counted from 0.
	Inset         int    // How far it stands from the edges of that cell, in pixels.
	Width, Height int    // In pixels of 96 to the inch.
	Name          string // As a list of objects shows it.
	Alt           string // The text alternative.
	Title         string // The title of the text alternative.
	Picture       bool   // A picture; else a chart.
}

// Part returns the part of a drawing that holds frames, the first of the
// relation rId1.
func Part(frames []Frame) []byte {
	var kids []node
	for i := range frames {
		kids = append(kids, frames[i].anchor(i+1))
	}
	return el("xdr:wsDr", kids...).with(
		"xmlns:xdr", "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
		"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main",
		"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
		"xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart",
	).document()
}

// anchor returns the frame of the object with a number, from 1.
func (f *Frame) anchor(number int) node {
	from := el("xdr:from",
		leaf("xdr:col", strconv.Itoa(f.Col)), leaf("xdr:colOff", strconv.Itoa(f.Inset*emu)),
		leaf("xdr:row", strconv.Itoa(f.Row)), leaf("xdr:rowOff", strconv.Itoa(f.Inset*emu)))
	size := []string{"cx", strconv.Itoa(f.Width * emu), "cy", strconv.Itoa(f.Height * emu)}
	object := f.chart(number)
	if f.Picture {
		object = f.picture(number, size)
	}
	return el("xdr:oneCellAnchor", from, node{name: "xdr:ext", attrs: size}, object, el("xdr:clientData"))
}

func (f *Frame) called(number int) node {
	return node{name: "xdr:cNvPr", attrs: []string{"id", strconv.Itoa(number + 1), "name", f.Name, "descr", f.Alt, "title", f.Title}}
}

func (f *Frame) chart(number int) node {
	none := []string{"x", "0", "y", "0"}
	return el("xdr:graphicFrame",
		el("xdr:nvGraphicFramePr", f.called(number), el("xdr:cNvGraphicFramePr")),
		el("xdr:xfrm", node{name: "a:off", attrs: none}, node{name: "a:ext", attrs: []string{"cx", "0", "cy", "0"}}),
		el("a:graphic", el("a:graphicData", node{name: "c:chart", attrs: []string{"r:id", relation(number)}}).
			with("uri", "http://schemas.openxmlformats.org/drawingml/2006/chart")),
	).with("macro", "")
}

func (f *Frame) picture(number int, size []string) node {
	return el("xdr:pic",
		el("xdr:nvPicPr", f.called(number), el("xdr:cNvPicPr", node{name: "a:picLocks", attrs: []string{"noChangeAspect", "1"}})),
		el("xdr:blipFill", node{name: "a:blip", attrs: []string{"r:embed", relation(number)}}, el("a:stretch", el("a:fillRect"))),
		el("xdr:spPr",
			el("a:xfrm", node{name: "a:off", attrs: []string{"x", "0", "y", "0"}}, node{name: "a:ext", attrs: size}),
			el("a:prstGeom", el("a:avLst")).with("prst", "rect")))
}

func relation(number int) string { return "rId" + strconv.Itoa(number) }
