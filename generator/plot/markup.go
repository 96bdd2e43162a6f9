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

// marks copies the drawing that ECharts made: only its geometry in
// presentation attributes, with new identifiers that start with prefix. It
// refuses what a mark cannot be, text among it.
func (w *markup) marks(svg, prefix string) error {
	d := xml.NewDecoder(strings.NewReader(svg))
	ids := map[string]string{}
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
				if err := w.mark(t, prefix, ids); err != nil {
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

// blank reports whether an element can be left out: a style sheet, or a
// rectangle that shows nothing.
func blank(t xml.StartElement) bool {
	if t.Name.Local == "style" {
		return true
	}
	return t.Name.Local == "rect" && attribute(t, "fill") == "none" && attribute(t, "stroke") == ""
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (w *markup) mark(t xml.StartElement, prefix string, ids map[string]string) error {
	switch t.Name.Local {
	case "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clipPath":
	default:
		return fmt.Errorf("the drawing of the marks holds an element %q", t.Name.Local)
	}
	renamed := func(id string) string {
		if _, ok := ids[id]; !ok {
			ids[id] = fmt.Sprintf("%s-%d", prefix, len(ids)+1)
		}
		return ids[id]
	}
	w.open(t.Name.Local)
	for _, a := range t.Attr {
		switch name := a.Name.Local; name {
		case "id":
			w.attr(name, renamed(a.Value))
		case "clip-path":
			w.attr(name, "url(#"+renamed(strings.TrimSuffix(strings.TrimPrefix(a.Value, "url(#"), ")"))+")")
		case "d", "points", "transform", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2",
			"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
			"stroke-linejoin", "stroke-linecap", "stroke-miterlimit", "opacity":
			w.attr(name, a.Value)
		}
	}
	w.b.WriteString(">")
	return nil
}
