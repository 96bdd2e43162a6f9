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
	Picture       bool   // A picture, the relation rId1; else a chart, rId1 as well.
}

// Part returns the part of a drawing that holds the frame alone.
func (f *Frame) Part() []byte {
	at := func(col, row int) node {
		return el("xdr:from",
			leaf("xdr:col", strconv.Itoa(col)), leaf("xdr:colOff", strconv.Itoa(f.Inset*emu)),
			leaf("xdr:row", strconv.Itoa(row)), leaf("xdr:rowOff", strconv.Itoa(f.Inset*emu)))
	}
	size := []string{"cx", strconv.Itoa(f.Width * emu), "cy", strconv.Itoa(f.Height * emu)}
	object := f.chart()
	if f.Picture {
		object = f.picture(size)
	}
	return el("xdr:wsDr",
		el("xdr:oneCellAnchor", at(f.Col, f.Row), node{name: "xdr:ext", attrs: size}, object, el("xdr:clientData")),
	).with(
		"xmlns:xdr", "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
		"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main",
		"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
		"xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart",
	).document()
}

func (f *Frame) called() node {
	return node{name: "xdr:cNvPr", attrs: []string{"id", "2", "name", f.Name, "descr", f.Alt, "title", f.Title}}
}

func (f *Frame) chart() node {
	none := []string{"x", "0", "y", "0"}
	return el("xdr:graphicFrame",
		el("xdr:nvGraphicFramePr", f.called(), el("xdr:cNvGraphicFramePr")),
		el("xdr:xfrm", node{name: "a:off", attrs: none}, node{name: "a:ext", attrs: []string{"cx", "0", "cy", "0"}}),
		el("a:graphic", el("a:graphicData", node{name: "c:chart", attrs: []string{"r:id", "rId1"}}).
			with("uri", "http://schemas.openxmlformats.org/drawingml/2006/chart")),
	).with("macro", "")
}

func (f *Frame) picture(size []string) node {
	return el("xdr:pic",
		el("xdr:nvPicPr", f.called(), el("xdr:cNvPicPr", node{name: "a:picLocks", attrs: []string{"noChangeAspect", "1"}})),
		el("xdr:blipFill", node{name: "a:blip", attrs: []string{"r:embed", "rId1"}}, el("a:stretch", el("a:fillRect"))),
		el("xdr:spPr",
			el("a:xfrm", node{name: "a:off", attrs: []string{"x", "0", "y", "0"}}, node{name: "a:ext", attrs: size}),
			el("a:prstGeom", el("a:avLst")).with("prst", "rect")))
}
