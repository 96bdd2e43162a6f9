package svg

import (
	"fmt"
	"strings"
)

// paint resolves a fill or stroke property. The path, in the element's own
// units, gives the box that gradients may refer to.
func (r *reader) paint(v string, opacity float64, path Path, m Matrix, st style) (Paint, error) {
	if v == "none" || opacity == 0 {
		return Paint{}, nil
	}
	if !strings.HasPrefix(v, "url(") {
		c, alpha, err := color(v)
		if err != nil || alpha == 0 {
			return Paint{}, err
		}
		return Paint{Kind: Solid, Color: c, Alpha: opacity * alpha}, nil
	}
	target := r.reference(v)
	if target == nil {
		return Paint{}, fmt.Errorf("%s does not exist", v)
	}
	switch target.name {
	case "linearGradient", "radialGradient":
		return r.gradient(target, opacity, path, m)
	case "pattern":
		return r.pattern(target, opacity, path, m, st)
	}
	return Paint{}, fmt.Errorf("%s is an element %s", v, target.name)
}

// unitBox returns the map from the unit square to the box of the path; false
// when the box has no area.
func unitBox(path Path) (Matrix, bool) {
	x0, y0, x1, y1 := path.Bounds()
	return Matrix{x1 - x0, 0, 0, y1 - y0, x0, y0}, x1 > x0 && y1 > y0
}

// inherited follows the references of a gradient to gradients, which may hold
// the stops or attributes that it lacks.
func (r *reader) inherited(n *node) []*node {
	chain := []*node{n}
	for len(chain) < maxUse && n.attr["href"] != "" {
		if n = r.reference(n.attr["href"]); n == nil {
			break
		}
		chain = append(chain, n)
	}
	return chain
}

func lookup(chain []*node, name, otherwise string) string {
	for _, n := range chain {
		if v := n.attr[name]; v != "" {
			return v
		}
	}
	return otherwise
}

func (r *reader) gradient(n *node, opacity float64, path Path, m Matrix) (Paint, error) {
	chain := r.inherited(n)
	stops, err := stopsOf(chain)
	if err != nil {
		return Paint{}, fmt.Errorf("gradient: %w", err)
	}
	if len(stops) == 0 {
		return Paint{}, nil
	}
	last := stops[len(stops)-1]
	solid := Paint{Kind: Solid, Color: last.Color, Alpha: last.Alpha * opacity}
	if lookup(chain, "spreadMethod", "pad") != "pad" {
		return Paint{}, fmt.Errorf("gradient: spreadMethod %q is not supported", lookup(chain, "spreadMethod", "pad"))
	}
	if lookup(chain, "gradientUnits", "objectBoundingBox") != "userSpaceOnUse" {
		box, ok := unitBox(path)
		if !ok {
			return solid, nil
		}
		m = m.Mul(box)
	}
	step, err := transform(lookup(chain, "gradientTransform", ""))
	if err != nil {
		return Paint{}, fmt.Errorf("gradient: %w", err)
	}
	g := &Gradient{Matrix: m.Mul(step), Stops: stops}
	kind := Linear
	names, defaults := []string{"x1", "y1", "x2", "y2"}, []string{"0", "0", "1", "0"}
	if n.name == "radialGradient" {
		kind = Radial
		names, defaults = []string{"cx", "cy", "r", "fx", "fy"}, []string{"0.5", "0.5", "0.5", "", ""}
		defaults[3], defaults[4] = lookup(chain, "cx", "0.5"), lookup(chain, "cy", "0.5")
	}
	var f [5]float64
	for i, name := range names {
		v := lookup(chain, name, defaults[i])
		head, percent := strings.CutSuffix(v, "%")
		if f[i], err = number(head); err != nil {
			return Paint{}, fmt.Errorf("gradient: %s: %w", name, err)
		}
		if percent {
			f[i] /= 100
		}
	}
	if kind == Linear {
		g.Coords = [6]float64{f[0], f[1], f[2], f[3]}
		if f[0] == f[2] && f[1] == f[3] {
			return solid, nil
		}
	} else {
		g.Coords = [6]float64{f[3], f[4], 0, f[0], f[1], f[2]}
		if f[2] <= 0 {
			return solid, nil
		}
	}
	return Paint{Kind: kind, Alpha: opacity, Gradient: g}, nil
}

// stopsOf reads the stops of the first gradient of the chain that has any,
// in rising order from 0 to 1.
func stopsOf(chain []*node) ([]Stop, error) {
	var stops []Stop
	for _, n := range chain {
		for _, k := range n.kids {
			if k.name != "stop" {
				continue
			}
			s := Stop{Alpha: 1}
			c := cascade{attr: k.attr}
			c.fraction("offset", &s.Offset)
			c.fraction("stop-opacity", &s.Alpha)
			if c.err != nil {
				return nil, c.err
			}
			v := k.attr["stop-color"]
			if v == "" {
				v = "black"
			}
			colour, alpha, err := color(v)
			if err != nil {
				return nil, err
			}
			s.Color, s.Alpha = colour, s.Alpha*alpha
			if len(stops) > 0 {
				s.Offset = max(s.Offset, stops[len(stops)-1].Offset)
			}
			stops = append(stops, s)
		}
		if len(stops) > 0 {
			break
		}
	}
	if len(stops) == 0 {
		return nil, nil
	}
	if s := stops[0]; s.Offset > 0 {
		s.Offset = 0
		stops = append([]Stop{s}, stops...)
	}
	if s := stops[len(stops)-1]; s.Offset < 1 || len(stops) == 1 {
		s.Offset = 1
		stops = append(stops, s)
	}
	return stops, nil
}

// pattern resolves a tile. Patterns in patterns are refused.
func (r *reader) pattern(n *node, opacity float64, path Path, m Matrix, st style) (Paint, error) {
	if r.uses > 0 && r.uses >= maxUse {
		return Paint{}, fmt.Errorf("pattern: references go too deep")
	}
	r.uses += maxUse / 2
	defer func() { r.uses -= maxUse / 2 }()
	c := cascade{attr: n.attr}
	p := &Pattern{}
	c.length("x", &p.X)
	c.length("y", &p.Y)
	c.length("width", &p.W)
	c.length("height", &p.H)
	if c.err != nil {
		return Paint{}, fmt.Errorf("pattern: %w", c.err)
	}
	if n.attr["patternContentUnits"] == "objectBoundingBox" || n.attr["viewBox"] != "" {
		return Paint{}, fmt.Errorf("pattern: viewBox and patternContentUnits are not supported")
	}
	if n.attr["patternUnits"] != "userSpaceOnUse" {
		box, ok := unitBox(path)
		if !ok {
			return Paint{}, nil
		}
		p.X, p.Y = box[4]+p.X*box[0], box[5]+p.Y*box[3]
		p.W, p.H = p.W*box[0], p.H*box[3]
	}
	if p.W <= 0 || p.H <= 0 {
		return Paint{}, nil
	}
	step, err := transform(n.attr["patternTransform"])
	if err != nil {
		return Paint{}, fmt.Errorf("pattern: %w", err)
	}
	p.Matrix = m.Mul(step)
	inner := initialStyle()
	inner.rtl = st.rtl
	if p.Items, err = r.children(n, Identity(), inner); err != nil {
		return Paint{}, fmt.Errorf("pattern: %w", err)
	}
	return Paint{Kind: Tiles, Alpha: opacity, Pattern: p}, nil
}

// stroke resolves the line style of an element.
func (r *reader) stroke(path Path, m Matrix, st style) (Stroke, error) {
	if st.width <= 0 {
		return Stroke{}, nil
	}
	paint, err := r.paint(st.stroke, st.strokeOpacity, path, m, st)
	if err != nil || paint.Kind == None {
		return Stroke{}, err
	}
	scale := m.Scale()
	if st.fix {
		scale = 1
	}
	s := Stroke{
		Paint: paint, Width: st.width * scale, DashOffset: st.dashOffset * scale,
		Cap: st.lineCap, Join: st.lineJoin, MiterLimit: max(1, st.miter),
	}
	for _, d := range st.dash {
		s.Dash = append(s.Dash, d*scale)
	}
	return s, nil
}
