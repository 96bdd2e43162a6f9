package svg

import "fmt"

// outline returns the path of a shape element in its own units.
func outline(n *node) (Path, error) {
	switch n.name {
	case "path":
		return parsePath(n.attr["d"])
	case "rect":
		return rect(n)
	case "circle":
		x, y, err := pair(n, "cx", "cy")
		r, _, err2 := pair(n, "r", "r")
		return ellipse(x, y, r, r), first(err, err2)
	case "ellipse":
		x, y, err := pair(n, "cx", "cy")
		rx, ry, err2 := pair(n, "rx", "ry")
		return ellipse(x, y, rx, ry), first(err, err2)
	case "line":
		x1, y1, err := pair(n, "x1", "y1")
		x2, y2, err2 := pair(n, "x2", "y2")
		return Path{{'M', [6]float64{x1, y1}}, {'L', [6]float64{x2, y2}}}, first(err, err2)
	case "polyline", "polygon":
		return poly(n)
	}
	return nil, fmt.Errorf("element %s is not supported", n.name)
}

func first(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func poly(n *node) (Path, error) {
	f, err := numbers(n.attr["points"])
	if err != nil || len(f) < 2 {
		return nil, err
	}
	var p Path
	for i := 0; i+1 < len(f); i += 2 {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		p = append(p, Segment{op, [6]float64{f[i], f[i+1]}})
	}
	if n.name == "polygon" {
		p = append(p, Segment{Op: 'Z'})
	}
	return p, nil
}

func rect(n *node) (Path, error) {
	x, y, err := pair(n, "x", "y")
	w, h, err2 := pair(n, "width", "height")
	rx, ry, err3 := pair(n, "rx", "ry")
	if err := first(err, first(err2, err3)); err != nil || w <= 0 || h <= 0 {
		return nil, err
	}
	if n.attr["rx"] == "" {
		rx = ry
	}
	if n.attr["ry"] == "" {
		ry = rx
	}
	rx, ry = min(rx, w/2), min(ry, h/2)
	if rx <= 0 || ry <= 0 {
		return Path{
			{'M', [6]float64{x, y}},
			{'L', [6]float64{x + w, y}},
			{'L', [6]float64{x + w, y + h}},
			{'L', [6]float64{x, y + h}},
			{Op: 'Z'},
		}, nil
	}
	p := Path{{'M', [6]float64{x + rx, y}}}
	corner := func(x0, y0, x1, y1, x2, y2 float64) {
		p = append(p, Segment{'L', [6]float64{x0, y0}}, quarter(x0, y0, x1, y1, x2, y2))
	}
	corner(x+w-rx, y, x+w, y, x+w, y+ry)
	corner(x+w, y+h-ry, x+w, y+h, x+w-rx, y+h)
	corner(x+rx, y+h, x, y+h, x, y+h-ry)
	corner(x, y+ry, x, y, x+rx, y)
	return append(p, Segment{Op: 'Z'}), nil
}

// quarter is a quarter of an ellipse from one point to another around the
// corner of their box.
func quarter(x0, y0, cornerX, cornerY, x1, y1 float64) Segment {
	const k = 0.5522847498
	return Segment{'C', [6]float64{
		x0 + (cornerX-x0)*k, y0 + (cornerY-y0)*k, x1 + (cornerX-x1)*k, y1 + (cornerY-y1)*k, x1, y1,
	}}
}

func ellipse(cx, cy, rx, ry float64) Path {
	if rx <= 0 || ry <= 0 {
		return nil
	}
	return Path{
		{'M', [6]float64{cx + rx, cy}},
		quarter(cx+rx, cy, cx+rx, cy+ry, cx, cy+ry),
		quarter(cx, cy+ry, cx-rx, cy+ry, cx-rx, cy),
		quarter(cx-rx, cy, cx-rx, cy-ry, cx, cy-ry),
		quarter(cx, cy-ry, cx+rx, cy-ry, cx+rx, cy),
		{Op: 'Z'},
	}
}
