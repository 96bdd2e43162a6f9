package plot

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

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

// marks copies the drawing that ECharts made: shapes and their presentation
// attributes only. Clipping is left out, for no mark leaves its plot, and with
// it every identifier. It refuses what a mark cannot be, text among it.
func (w *markup) marks(svg string) error {
	d := xml.NewDecoder(strings.NewReader(svg))
	depth, skip := 0, 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the drawing: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch {
			case depth == 1: // The frame is ours.
			case skip > 0 || blank(t):
				skip++
			default:
				if err := w.mark(t); err != nil {
					return err
				}
			}
		case xml.EndElement:
			depth--
			switch {
			case skip > 0:
				skip--
			case depth > 0:
				w.b.WriteString("</" + t.Name.Local + ">\n")
			}
		case xml.CharData:
			if skip == 0 && strings.TrimSpace(string(t)) != "" {
				return errors.New("the drawing of the marks holds text")
			}
		}
	}
}

// blank reports whether an element can be left out: a style sheet, a clip, or
// a rectangle that shows nothing.
func blank(t xml.StartElement) bool {
	switch t.Name.Local {
	case "style", "defs", "clipPath":
		return true
	case "rect":
		return attribute(t, "fill") == "none" && attribute(t, "stroke") == ""
	}
	return false
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// mark writes the start of an element.
func (w *markup) mark(t xml.StartElement) error {
	switch t.Name.Local {
	case "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
	default:
		return fmt.Errorf("the drawing of the marks holds an element %q", t.Name.Local)
	}
	w.open(t.Name.Local)
	for _, a := range t.Attr {
		switch name := a.Name.Local; name {
		case "d", "points", "transform", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2",
			"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
			"stroke-linejoin", "stroke-linecap", "stroke-miterlimit", "opacity":
			if strings.Contains(a.Value, "url(") {
				return fmt.Errorf("the drawing of the marks refers to %q", a.Value)
			}
			w.attr(name, a.Value)
		}
	}
	w.b.WriteString(">")
	return nil
}
