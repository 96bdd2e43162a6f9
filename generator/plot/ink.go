package plot

import (
	"cmp"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"unicode"

	"htsm/generator/theme"
)

// A drawable has its place in px and can be written as SVG.
type drawable interface {
	// svg appends the element.
	svg(w *markup)
}

// Ink is what is drawn around the marks of the data: grid, labels, legends,
// intervals; and the marks that ECharts has no layout for. No label is dropped,
// clipped or rotated.
type ink interface {
	drawable
	// graphic returns the same as an element of ECharts' graphic component.
	graphic(f font) graphic
	// mirrored returns the ink as seen in a mirror at width/2.
	mirrored(width float64) ink
}

// An anchor says which end of a text stands at its place.
type anchor uint8

const (
	start anchor = iota
	middle
	end
)

// A spot is a place in px from the top left corner.
type spot struct{ x, y float64 }

// A label is one line of text; y is the middle of its capitals.
type label struct {
	spot
	text string
	at   anchor
	fill theme.Color
	bold bool
	halo *theme.Color // Drawn around the letters; nil for none.
	rtl  bool         // A sentence that is written from right to left whatever its first letter.
}

// A stroke is a line through several spots.
type stroke struct {
	spots []spot
	color theme.Color
	width float64
	dash  []float64
}

// A patch is a filled polygon.
type patch struct {
	spots   []spot
	fill    theme.Color
	opacity float64      // 0 means 1.
	edge    *theme.Color // Drawn around it; nil for none.
	rim     float64      // The width of the edge in px; 0 means thin.
}

// A dot is a filled circle.
type dot struct {
	spot
	radius  float64
	fill    theme.Color
	opacity float64      // 0 means 1.
	edge    *theme.Color // Drawn thinly around it; nil for none.
}

func rectangle(x, y, w, h float64, fill theme.Color) patch {
	return patch{spots: []spot{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, fill: fill}
}

// A font is what ECharts needs to know about type.
type font struct {
	family string
	size   float64
}

// A graphic is an element of ECharts' graphic component.
type graphic struct {
	Type   string        `json:"type"`
	X      float64       `json:"x"`
	Y      float64       `json:"y"`
	Z      int           `json:"z"`
	Silent bool          `json:"silent"`
	Shape  *graphicShape `json:"shape,omitempty"`
	Style  graphicStyle  `json:"style"`
}

type graphicShape struct {
	Points [][2]float64 `json:"points,omitempty"`
	R      float64      `json:"r,omitempty"`
}

type graphicStyle struct {
	Text      string    `json:"text,omitempty"`
	Font      string    `json:"font,omitempty"`
	Align     string    `json:"align,omitempty"`
	VAlign    string    `json:"verticalAlign,omitempty"`
	Fill      string    `json:"fill,omitempty"`
	Stroke    string    `json:"stroke,omitempty"`
	LineWidth float64   `json:"lineWidth,omitempty"`
	LineDash  []float64 `json:"lineDash,omitempty"`
	LineJoin  string    `json:"lineJoin,omitempty"`
	Opacity   float64   `json:"opacity,omitempty"`
}

// thinRim is the width of an edge that has none of its own, in px.
const thinRim = 0.8

// capMiddle is half the height of the capitals of Noto Sans, in ems.
const capMiddle = 0.357

func (l label) svg(w *markup) {
	w.open("text")
	w.number("x", l.x)
	w.number("y", l.y+capMiddle*w.size)
	if l.at != start {
		w.attr("text-anchor", [...]string{"start", "middle", "end"}[l.at])
	}
	if l.bold {
		w.attr("font-weight", "bold")
	}
	w.attr("fill", l.fill.Hex())
	if l.halo != nil {
		w.attr("stroke", l.halo.Hex())
		w.attr("stroke-width", "3")
		w.attr("stroke-linejoin", "round")
		w.attr("paint-order", "stroke")
	}
	w.text(l.embedded())
}

// embedded returns the text with controls of direction where it needs them.
func (l label) embedded() string {
	if l.rtl {
		return "\u202b" + l.text + "\u202c"
	}
	return embedded(l.text)
}

// embedded encloses a text whose first letter is written from right to left,
// so that its digits and signs stand in that order whatever surrounds it.
func embedded(text string) string {
	for _, r := range text {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana) && unicode.IsLetter(r) {
			return "\u202b" + text + "\u202c"
		}
		if unicode.IsLetter(r) {
			break
		}
	}
	return text
}

func (l label) graphic(f font) graphic {
	style := graphicStyle{
		Text: l.embedded(), Font: number(f.size) + "px '" + f.family + "'",
		Align: [...]string{"left", "center", "right"}[l.at], VAlign: "middle", Fill: l.fill.Hex(),
	}
	if l.bold {
		style.Font = "bold " + style.Font
	}
	if l.halo != nil {
		style.Stroke, style.LineWidth = l.halo.Hex(), 3
	}
	return graphic{Type: "text", X: round(l.x), Y: round(l.y), Style: style}
}

func (l label) mirrored(width float64) ink {
	l.x, l.at = width-l.x, [...]anchor{end, middle, start}[l.at]
	return l
}

func (s stroke) svg(w *markup) {
	w.open("path")
	w.attr("d", pathData(s.spots, false))
	w.attr("fill", "none")
	w.attr("stroke", s.color.Hex())
	if s.width != 1 {
		w.number("stroke-width", s.width)
	}
	if len(s.spots) > 2 {
		w.attr("stroke-linejoin", "bevel") // A sharp corner must not reach beyond its number.
	}
	if len(s.dash) > 0 {
		var parts []string
		for _, d := range s.dash {
			parts = append(parts, number(d))
		}
		w.attr("stroke-dasharray", strings.Join(parts, " "))
	}
	w.close()
}

func (s stroke) graphic(font) graphic {
	return graphic{
		Type: "polyline", Shape: &graphicShape{Points: points(s.spots)},
		Style: graphicStyle{Fill: "none", Stroke: s.color.Hex(), LineWidth: s.width, LineDash: s.dash, LineJoin: "bevel"},
	}
}

func (s stroke) mirrored(width float64) ink {
	s.spots = mirror(s.spots, width)
	return s
}

func (p patch) svg(w *markup) {
	w.open("path")
	w.attr("d", pathData(p.spots, true))
	w.paint(p.fill, p.opacity, p.edge, p.rim)
}

func (p patch) graphic(font) graphic {
	return graphic{Type: "polygon", Shape: &graphicShape{Points: points(p.spots)}, Style: paint(p.fill, p.opacity, p.edge, p.rim)}
}

// paint ends the open element, an area.
func (w *markup) paint(fill theme.Color, opacity float64, edge *theme.Color, rim float64) {
	w.attr("fill", fill.Hex())
	if opacity > 0 {
		w.number("fill-opacity", opacity)
	}
	if edge != nil {
		w.attr("stroke", edge.Hex())
		w.number("stroke-width", cmp.Or(rim, thinRim))
	}
	w.close()
}

func paint(fill theme.Color, opacity float64, edge *theme.Color, rim float64) graphicStyle {
	style := graphicStyle{Fill: fill.Hex(), Opacity: opacity}
	if edge != nil {
		style.Stroke, style.LineWidth = edge.Hex(), cmp.Or(rim, thinRim)
	}
	return style
}

func (p patch) mirrored(width float64) ink {
	p.spots = mirror(p.spots, width)
	return p
}

func (d dot) svg(w *markup) {
	w.open("circle")
	w.number("cx", d.x)
	w.number("cy", d.y)
	w.number("r", d.radius)
	w.paint(d.fill, d.opacity, d.edge, 0)
}

func (d dot) graphic(font) graphic {
	return graphic{
		Type: "circle", X: round(d.x), Y: round(d.y), Shape: &graphicShape{R: d.radius},
		Style: paint(d.fill, d.opacity, d.edge, 0),
	}
}

func (d dot) mirrored(width float64) ink {
	d.x = width - d.x
	return d
}

func mirror(spots []spot, width float64) []spot {
	out := make([]spot, len(spots))
	for i, s := range spots {
		out[i] = spot{width - s.x, s.y}
	}
	return out
}

func points(spots []spot) [][2]float64 {
	out := make([][2]float64, len(spots))
	for i, s := range spots {
		out[i] = [2]float64{round(s.x), round(s.y)}
	}
	return out
}

// fewSpots is the number of corners above which a path tells the way from each
// to the next, which takes half the letters of their places.
const fewSpots = 8

func pathData(spots []spot, closed bool) string {
	if len(spots) > fewSpots {
		return trail(spots, closed)
	}
	var b strings.Builder
	for i, s := range spots {
		if i == 0 {
			b.WriteByte('M')
		} else {
			b.WriteByte('L')
		}
		b.WriteString(number(s.x) + " " + number(s.y))
	}
	if closed {
		b.WriteByte('Z')
	}
	return b.String()
}

// trail returns the data of a path of many corners. It counts in hundredths,
// so that no error of rounding grows along the way.
func trail(spots []spot, closed bool) string {
	var b strings.Builder
	hundredths := func(x float64) int { return int(math.Round(round(x) * 100)) }
	part := func(n int) {
		text := strconv.FormatFloat(float64(n)/100, 'f', -1, 64)
		switch {
		case strings.HasPrefix(text, "-0."):
			text = "-" + text[2:]
		case strings.HasPrefix(text, "0."):
			text = text[1:]
		}
		if n >= 0 && !strings.HasSuffix(b.String(), "l") {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	x, y := hundredths(spots[0].x), hundredths(spots[0].y)
	b.WriteString("M" + number(spots[0].x) + " " + number(spots[0].y) + "l")
	for _, s := range spots[1:] {
		part(hundredths(s.x) - x)
		part(hundredths(s.y) - y)
		x, y = hundredths(s.x), hundredths(s.y)
	}
	if closed {
		b.WriteByte('Z')
	}
	return b.String()
}

// number writes x with at most two fraction digits.
func number(x float64) string { return strconv.FormatFloat(round(x), 'f', -1, 64) }

// A markup is SVG being written.
type markup struct {
	b    strings.Builder
	size float64 // Of type, in px.
	name string  // The open element.
}

func (w *markup) open(name string) {
	w.name = name
	w.b.WriteString("<" + name)
}

func (w *markup) attr(name, value string) {
	w.b.WriteString(" " + name + `="`)
	escape(&w.b, value)
	w.b.WriteByte('"')
}

func (w *markup) number(name string, value float64) { w.attr(name, number(value)) }

// close ends the open element, which has no content.
func (w *markup) close() { w.b.WriteString("/>\n") }

// text ends the open element with text as its content.
func (w *markup) text(s string) {
	w.b.WriteByte('>')
	escape(&w.b, s)
	w.b.WriteString("</" + w.name + ">\n")
}

// escape writes s as XML text. Package clean has seen to the characters.
func escape(b *strings.Builder, s string) {
	_ = xml.EscapeText(b, []byte(s)) // A Builder never fails.
}

// round moves x to the nearest hundredth, and never to minus zero.
func round(x float64) float64 { return math.Round(x*100)/100 + 0 }
