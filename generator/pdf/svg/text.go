package svg

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// The heights of baselines above the alphabetic one, in type sizes: the
// middle of capitals and digits, the top and the bottom of the letters.
const (
	middleHeight = 0.357
	topHeight    = 0.76
	bottomHeight = -0.22
)

// text reads a text element. Each absolute position inside it starts a Text
// of its own.
func (r *reader) text(n *node, m Matrix, st style) ([]Item, error) {
	t := &textReader{r: r, m: m}
	if err := t.walk(n, st); err != nil {
		return nil, fmt.Errorf("element text: %w", err)
	}
	t.finish()
	return t.items, nil
}

type textReader struct {
	r       *reader
	m       Matrix
	items   []Item
	current *Text
	space   bool // the text so far ends with a space
}

func (t *textReader) walk(n *node, st style) error {
	if n.attr["x"] != "" || n.attr["y"] != "" || n.name == "text" {
		if err := t.start(n, st); err != nil {
			return err
		}
	}
	if err := t.shift(n, st); err != nil {
		return err
	}
	for _, k := range n.kids {
		switch k.name {
		case "":
			if err := t.part(k.text, n, st); err != nil {
				return err
			}
		case "tspan", "a":
			inner, err := st.with(k)
			if err != nil {
				return err
			}
			if err := t.walk(k, inner); err != nil {
				return err
			}
		case "title", "desc":
		default:
			return fmt.Errorf("element %s is not supported", k.name)
		}
	}
	return nil
}

// start begins a Text at an absolute position; a missing coordinate stays.
func (t *textReader) start(n *node, st style) error {
	x, y := 0.0, 0.0
	if t.current != nil {
		x, y = t.current.X, t.current.Y+baseline(st)
	}
	c := cascade{attr: n.attr}
	c.length("x", &x)
	c.length("y", &y)
	if c.err != nil {
		return c.err
	}
	t.finish()
	t.current = &Text{
		Matrix: t.m, X: x, Y: y - baseline(st), Anchor: st.anchor,
		RTL: st.rtl,
	}
	if st.plaintext {
		t.current.RTL = firstStrongRTL(n)
	}
	t.space = true
	return nil
}

// firstStrongRTL tells whether the first letter of an element reads from
// right to left, as unicode-bidi: plaintext asks.
func firstStrongRTL(n *node) bool {
	for _, r := range n.text {
		props, _ := bidi.LookupRune(r)
		switch props.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	for _, k := range n.kids {
		if firstStrongRTL(k) {
			return true
		}
	}
	return false
}

// baseline is the height of the dominant baseline above the alphabetic one.
func baseline(st style) float64 {
	switch st.baseline {
	case "central", "middle", "mathematical":
		return -middleHeight * st.size
	case "hanging", "text-before-edge", "text-top":
		return -topHeight * st.size
	case "ideographic", "text-after-edge", "text-bottom":
		return -bottomHeight * st.size
	}
	return 0
}

// shift applies dx and dy, in units or in type sizes.
func (t *textReader) shift(n *node, st style) error {
	for _, axis := range []struct {
		name string
		to   *float64
	}{{"dx", &t.current.X}, {"dy", &t.current.Y}} {
		name, to := axis.name, axis.to
		v := n.attr[name]
		if v == "" {
			continue
		}
		head, em := strings.CutSuffix(v, "em")
		f, err := number(head)
		if err != nil {
			return fmt.Errorf("attribute %s: %w", name, err)
		}
		if em {
			f *= st.size
		}
		if len(t.current.Parts) > 0 && f != 0 {
			return fmt.Errorf("attribute %s inside a line is not supported", name)
		}
		*to += f
	}
	return nil
}

// part appends text; runs of white space become one space.
func (t *textReader) part(s string, n *node, st style) error {
	if n.attr["space"] != "preserve" {
		s = t.collapse(s)
	} else {
		s = strings.Map(func(r rune) rune {
			if r == '\n' || r == '\t' || r == '\r' {
				return ' '
			}
			return r
		}, s)
	}
	if s == "" || st.size <= 0 || st.hidden {
		return nil
	}
	for _, v := range []string{st.fill, st.stroke} {
		if strings.HasPrefix(v, "url(") {
			return fmt.Errorf("paint %s is not supported for text", v)
		}
	}
	p := Part{Text: s, Size: st.size, Bold: st.bold, Italic: st.italic}
	var err error
	if p.Fill, err = t.r.paint(st.fill, st.fillOpacity, nil, t.m, st); err != nil {
		return fmt.Errorf("fill: %w", err)
	}
	if len(t.current.Parts) == 0 {
		line := st
		line.fix = true // the stroke is drawn in the units of the text
		if t.current.Stroke, err = t.r.stroke(nil, t.m, line); err != nil {
			return fmt.Errorf("stroke: %w", err)
		}
	}
	t.current.Parts = append(t.current.Parts, p)
	return nil
}

func (t *textReader) collapse(s string) string {
	var b strings.Builder
	for _, r := range s {
		white := r == ' ' || r == '\n' || r == '\t' || r == '\r'
		if white && t.space {
			continue
		}
		if white {
			r = ' '
		}
		t.space = white
		b.WriteRune(r)
	}
	return b.String()
}

// finish drops the space at the end and keeps the Text if anything is left.
func (t *textReader) finish() {
	if t.current == nil {
		return
	}
	parts := t.current.Parts
	if n := len(parts); n > 0 {
		parts[n-1].Text = strings.TrimRight(parts[n-1].Text, " ")
		if parts[n-1].Text == "" {
			parts = parts[:n-1]
		}
	}
	t.current.Parts = parts
	if len(parts) > 0 {
		t.items = append(t.items, t.current)
	}
}
