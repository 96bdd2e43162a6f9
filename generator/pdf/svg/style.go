package svg

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// style holds the inherited properties of an element.
type style struct {
	fill, stroke                string
	fillOpacity, strokeOpacity  float64
	evenOdd, clipEvenOdd        bool
	width, dashOffset, miter    float64
	dash                        []float64
	lineCap, lineJoin           uint8
	size                        float64
	bold, italic                bool
	anchor                      Anchor
	baseline                    string
	rtl, plaintext, hidden, fix bool // fix: lines keep their width when scaled
}

func initialStyle() style {
	return style{fill: "black", stroke: "none", fillOpacity: 1, strokeOpacity: 1, width: 1, miter: 4, size: 16}
}

// unsupported lists properties that change the picture in ways the Drawing
// cannot hold; any value but none is an error.
func unsupported() []string {
	return []string{"filter", "mask", "marker", "marker-start", "marker-mid", "marker-end", "letter-spacing", "word-spacing", "textLength", "text-decoration", "writing-mode"}
}

// with returns the style of an element inside the receiver's.
func (s style) with(n *node) (style, error) {
	for _, name := range unsupported() {
		if v := n.attr[name]; v != "" && v != "none" && v != "normal" && v != "0" {
			return s, fmt.Errorf("attribute %s=%q is not supported", name, v)
		}
	}
	c := cascade{attr: n.attr}
	c.text("fill", &s.fill)
	c.text("stroke", &s.stroke)
	c.text("dominant-baseline", &s.baseline)
	c.fraction("fill-opacity", &s.fillOpacity)
	c.fraction("stroke-opacity", &s.strokeOpacity)
	c.length("stroke-width", &s.width)
	c.length("stroke-dashoffset", &s.dashOffset)
	c.length("stroke-miterlimit", &s.miter)
	c.fontSize(&s.size)
	c.flag("fill-rule", "evenodd", &s.evenOdd)
	c.flag("clip-rule", "evenodd", &s.clipEvenOdd)
	c.flag("direction", "rtl", &s.rtl)
	c.flag("unicode-bidi", "plaintext", &s.plaintext)
	c.flag("vector-effect", "non-scaling-stroke", &s.fix)
	if v, ok := c.get("visibility"); ok {
		s.hidden = v != "visible"
	}
	if v, ok := c.get("stroke-dasharray"); ok {
		s.dash, c.err = dashes(v, c.err)
	}
	if v, ok := c.get("stroke-linecap"); ok {
		s.lineCap = c.choice(v, "butt", "round", "square")
	}
	if v, ok := c.get("stroke-linejoin"); ok {
		s.lineJoin = c.choice(v, "miter", "round", "bevel")
	}
	if v, ok := c.get("text-anchor"); ok {
		s.anchor = Anchor(c.choice(v, "start", "middle", "end"))
	}
	if v, ok := c.get("font-weight"); ok {
		weight, _ := strconv.Atoi(v)
		s.bold = v == "bold" || v == "bolder" || weight >= 600
	}
	if v, ok := c.get("font-style"); ok {
		s.italic = v == "italic" || strings.HasPrefix(v, "oblique")
	}
	return s, c.err
}

// cascade reads the properties of one element and keeps the first error.
type cascade struct {
	attr map[string]string
	err  error
}

func (c *cascade) get(name string) (string, bool) {
	v, ok := c.attr[name]
	return v, ok && v != "" && v != "inherit"
}

func (c *cascade) fail(name, value string) {
	if c.err == nil {
		c.err = fmt.Errorf("attribute %s=%q cannot be read", name, value)
	}
}

func (c *cascade) text(name string, to *string) {
	if v, ok := c.get(name); ok {
		*to = v
	}
}

func (c *cascade) flag(name, value string, to *bool) {
	if v, ok := c.get(name); ok {
		*to = v == value
	}
}

func (c *cascade) length(name string, to *float64) {
	if v, ok := c.get(name); ok {
		f, err := number(v)
		if err != nil {
			c.fail(name, v)
			return
		}
		*to = f
	}
}

func (c *cascade) fraction(name string, to *float64) {
	if v, ok := c.get(name); ok {
		f, err := fraction(v)
		if err != nil {
			c.fail(name, v)
			return
		}
		*to = f
	}
}

// fontSize reads px, pt, em and per cent.
func (c *cascade) fontSize(to *float64) {
	v, ok := c.get("font-size")
	if !ok {
		return
	}
	// In any order: a length has one unit.
	for suffix, factor := range map[string]float64{"em": *to, "%": *to / 100, "pt": 4. / 3} {
		if head, found := strings.CutSuffix(v, suffix); found {
			f, err := number(head)
			if err != nil {
				c.fail("font-size", v)
			}
			*to = f * factor
			return
		}
	}
	c.length("font-size", to)
}

func (c *cascade) choice(v string, names ...string) uint8 {
	for i, name := range names {
		if v == name {
			return uint8(i)
		}
	}
	c.fail("keyword", v)
	return 0
}

func dashes(v string, before error) ([]float64, error) {
	if v == "none" || before != nil {
		return nil, before
	}
	list, err := numbers(v)
	sum := 0.0
	for _, d := range list {
		if d < 0 {
			return nil, fmt.Errorf("attribute stroke-dasharray=%q is negative", v)
		}
		sum += d
	}
	if sum == 0 {
		return nil, err
	}
	return list, err
}

// fraction reads a number or a percentage and clamps it to 0..1.
func fraction(v string) (float64, error) {
	head, percent := strings.CutSuffix(v, "%")
	f, err := number(head)
	if percent {
		f /= 100
	}
	return math.Max(0, math.Min(1, f)), err
}

// color reads a colour; the second result is its opacity.
func color(v string) (Color, float64, error) {
	v = strings.ToLower(strings.TrimSpace(v))
	switch {
	case v == "transparent":
		return Color{}, 0, nil
	case v == "currentcolor":
		return Color{}, 1, nil
	case strings.HasPrefix(v, "#"):
		return hexColor(v)
	case strings.HasPrefix(v, "rgb"):
		return rgbColor(v)
	}
	if c, ok := colornames.Map[v]; ok {
		return Color{c.R, c.G, c.B}, 1, nil
	}
	return Color{}, 0, fmt.Errorf("colour %q is not known", v)
}

func hexColor(v string) (Color, float64, error) {
	digits := v[1:]
	if len(digits) == 3 || len(digits) == 4 {
		var b strings.Builder
		for _, c := range []byte(digits) {
			b.Write([]byte{c, c})
		}
		digits = b.String()
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	switch {
	case err == nil && len(digits) == 6:
		return Color{uint8(n >> 16), uint8(n >> 8), uint8(n)}, 1, nil
	case err == nil && len(digits) == 8:
		return Color{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8)}, float64(n&0xFF) / 255, nil
	}
	return Color{}, 0, fmt.Errorf("colour %q is not known", v)
}

func rgbColor(v string) (Color, float64, error) {
	_, args, ok := strings.Cut(v, "(")
	args, ok2 := strings.CutSuffix(args, ")")
	fields := strings.FieldsFunc(args, func(r rune) bool { return strings.ContainsRune(" ,/", r) })
	if !ok || !ok2 || len(fields) != 3 && len(fields) != 4 {
		return Color{}, 0, fmt.Errorf("colour %q is not known", v)
	}
	var channel [3]uint8
	for i := range channel {
		head, percent := strings.CutSuffix(fields[i], "%")
		f, err := number(head)
		if err != nil {
			return Color{}, 0, fmt.Errorf("colour %q: %w", v, err)
		}
		if percent {
			f *= 2.55
		}
		channel[i] = uint8(math.Round(math.Max(0, math.Min(255, f))))
	}
	alpha := 1.0
	if len(fields) == 4 {
		var err error
		if alpha, err = fraction(fields[3]); err != nil {
			return Color{}, 0, fmt.Errorf("colour %q: %w", v, err)
		}
	}
	return Color{channel[0], channel[1], channel[2]}, alpha, nil
}
