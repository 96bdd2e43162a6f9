package svg

import (
	"errors"
	"fmt"
	"strings"
)

// maxVisits bounds what references may multiply one drawing to.
const maxVisits = 400_000

// maxUse bounds the depth of references to references.
const maxUse = 16

// reader turns a tree into items.
type reader struct {
	defs   map[string]*node
	visits int
	uses   int // depth of references
}

// Read reads an SVG document. The error names the element or attribute that
// cannot be drawn.
func Read(data []byte) (*Drawing, error) {
	root, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("read svg: %w", err)
	}
	r := &reader{defs: map[string]*node{}}
	r.index(root)
	width, height, m, err := viewport(root)
	if err != nil {
		return nil, fmt.Errorf("read svg: %w", err)
	}
	st, err := initialStyle().with(root)
	if err != nil {
		return nil, fmt.Errorf("read svg: %w", err)
	}
	items, err := r.children(root, m, st)
	if err != nil {
		return nil, fmt.Errorf("read svg: %w", err)
	}
	return &Drawing{Width: width, Height: height, Items: items}, nil
}

// viewport returns the size of the drawing and the map from the view box.
func viewport(root *node) (w, h float64, m Matrix, err error) {
	box, err := numbers(root.attr["viewBox"])
	if err != nil || len(box) != 0 && len(box) != 4 {
		return 0, 0, m, errors.New("attribute viewBox cannot be read")
	}
	size := func(name string, otherwise float64) float64 {
		v := root.attr[name]
		if v == "" || strings.HasSuffix(v, "%") {
			return otherwise
		}
		f, e := number(v)
		if e != nil {
			err = fmt.Errorf("attribute %s: %w", name, e)
		}
		return f
	}
	if len(box) == 0 {
		box = []float64{0, 0, size("width", 0), size("height", 0)}
	}
	w, h = size("width", box[2]), size("height", box[3])
	if err == nil && (w <= 0 || h <= 0 || box[2] <= 0 || box[3] <= 0) {
		err = errors.New("the drawing has no size")
	}
	if err != nil {
		return 0, 0, m, err
	}
	// preserveAspectRatio xMidYMid meet, the default of SVG.
	scale := min(w/box[2], h/box[3])
	m = Matrix{scale, 0, 0, scale, (w-box[2]*scale)/2 - box[0]*scale, (h-box[3]*scale)/2 - box[1]*scale}
	return w, h, m, nil
}

func (r *reader) index(n *node) {
	if id := n.attr["id"]; id != "" && r.defs[id] == nil {
		r.defs[id] = n
	}
	for _, k := range n.kids {
		r.index(k)
	}
}

// reference resolves url(#id) or #id.
func (r *reader) reference(v string) *node {
	v = strings.TrimSuffix(strings.TrimPrefix(v, "url("), ")")
	return r.defs[strings.TrimPrefix(strings.Trim(v, `"'`), "#")]
}

func (r *reader) children(n *node, m Matrix, st style) ([]Item, error) {
	var items []Item
	for _, k := range n.kids {
		more, err := r.element(k, m, st)
		if err != nil {
			return nil, err
		}
		items = append(items, more...)
	}
	return items, nil
}

// element reads one element with its clip and opacity.
func (r *reader) element(n *node, m Matrix, st style) ([]Item, error) {
	if r.visits++; r.visits > maxVisits {
		return nil, fmt.Errorf("more than %d elements by references", maxVisits)
	}
	switch n.name {
	case "defs", "title", "desc", "metadata", "clipPath", "linearGradient", "radialGradient", "pattern", "symbol":
		return nil, nil
	case "style":
		return nil, hoverOnly(n)
	case "":
		if strings.TrimSpace(n.text) != "" {
			return nil, fmt.Errorf("text %.20q outside a text element", n.text)
		}
		return nil, nil
	}
	if n.attr["display"] == "none" {
		return nil, nil
	}
	st, err := st.with(n)
	if err != nil {
		return nil, fmt.Errorf("element %s: %w", n.name, err)
	}
	step, err := transform(n.attr["transform"])
	if err != nil {
		return nil, fmt.Errorf("element %s: %w", n.name, err)
	}
	m = m.Mul(step)
	items, err := r.content(n, m, st)
	if err != nil || len(items) == 0 {
		return items, err
	}
	return r.group(n, m, st, items)
}

// hoverOnly accepts the style sheet that ECharts adds for the pointer, which
// paper does not have, and refuses any other.
func hoverOnly(n *node) error {
	for _, k := range n.kids {
		for rule := range strings.SplitSeq(k.text, "}") {
			selector, _, found := strings.Cut(rule, "{")
			if strings.TrimSpace(rule) != "" && (!found || !strings.Contains(selector, ":hover")) {
				return fmt.Errorf("element style is not supported: %.40q", strings.TrimSpace(rule))
			}
		}
	}
	return nil
}

// content reads what an element draws, before clip and opacity.
func (r *reader) content(n *node, m Matrix, st style) ([]Item, error) {
	switch n.name {
	case "g", "a", "switch":
		return r.children(n, m, st)
	case "svg":
		return nil, errors.New("element svg inside svg is not supported")
	case "use":
		return r.use(n, m, st)
	case "text":
		return r.text(n, m, st)
	}
	path, err := outline(n)
	if err != nil {
		return nil, fmt.Errorf("element %s: %w", n.name, err)
	}
	if st.hidden || len(path) == 0 {
		return nil, nil
	}
	shape := &Shape{Path: path.apply(m), EvenOdd: st.evenOdd}
	if shape.Fill, err = r.paint(st.fill, st.fillOpacity, path, m, st); err != nil {
		return nil, fmt.Errorf("element %s: fill: %w", n.name, err)
	}
	if n.name == "line" {
		shape.Fill = Paint{}
	}
	if shape.Stroke, err = r.stroke(path, m, st); err != nil {
		return nil, fmt.Errorf("element %s: stroke: %w", n.name, err)
	}
	if shape.Fill.Kind == None && shape.Stroke.Paint.Kind == None {
		return nil, nil
	}
	return []Item{shape}, nil
}

// group wraps items in what clip-path and opacity ask for.
func (r *reader) group(n *node, m Matrix, st style, items []Item) ([]Item, error) {
	opacity := 1.0
	if v := n.attr["opacity"]; v != "" {
		var err error
		if opacity, err = fraction(v); err != nil {
			return nil, fmt.Errorf("element %s: opacity: %w", n.name, err)
		}
	}
	if opacity == 0 {
		return nil, nil
	}
	v := n.attr["clip-path"]
	if (v == "" || v == "none") && opacity == 1 {
		return items, nil
	}
	g := &Group{Opacity: opacity, EvenOdd: st.clipEvenOdd, Items: items}
	if v != "" && v != "none" {
		clip := r.reference(v)
		if clip == nil || clip.name != "clipPath" {
			return nil, fmt.Errorf("element %s: clip path %s does not exist", n.name, v)
		}
		if err := r.clip(g, clip, m); err != nil {
			return nil, fmt.Errorf("clip path %s: %w", v, err)
		}
	}
	return []Item{g}, nil
}

func (r *reader) clip(g *Group, clip *node, m Matrix) error {
	if clip.attr["clipPathUnits"] == "objectBoundingBox" {
		return errors.New("clipPathUnits objectBoundingBox is not supported")
	}
	step, err := transform(clip.attr["transform"])
	if err != nil {
		return err
	}
	m = m.Mul(step)
	g.Clip = []Path{}
	for _, k := range clip.kids {
		if k.name == "" {
			continue
		}
		path, err := outline(k)
		if err != nil {
			return err
		}
		step, err := transform(k.attr["transform"])
		if err != nil {
			return err
		}
		if k.attr["clip-rule"] == "evenodd" {
			g.EvenOdd = true
		}
		g.Clip = append(g.Clip, path.apply(m.Mul(step)))
	}
	return nil
}

// use draws a referenced element at a place.
func (r *reader) use(n *node, m Matrix, st style) ([]Item, error) {
	target := r.reference(n.attr["href"])
	if target == nil {
		return nil, fmt.Errorf("element use: %q does not exist", n.attr["href"])
	}
	r.uses++
	defer func() { r.uses-- }()
	if r.uses > maxUse {
		return nil, errors.New("element use: references go in a circle or too deep")
	}
	x, y, err := pair(n, "x", "y")
	if err != nil {
		return nil, fmt.Errorf("element use: %w", err)
	}
	m = m.Mul(Matrix{1, 0, 0, 1, x, y})
	if target.name == "symbol" {
		if target.attr["viewBox"] != "" {
			return nil, errors.New("element symbol: viewBox is not supported")
		}
		return r.children(target, m, st)
	}
	return r.element(target, m, st)
}

func pair(n *node, a, b string) (x, y float64, err error) {
	c := cascade{attr: n.attr}
	c.length(a, &x)
	c.length(b, &y)
	return x, y, c.err
}
