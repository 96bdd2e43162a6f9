package drawing

import "strconv"

// series returns a series. Its place in the order is counted from 0.
func (c *Chart) series(s *Series, place int) node {
	n := strconv.Itoa(place)
	kids := []node{
		val("c:idx", n), val("c:order", n),
		el("c:tx", name(s)),
	}
	switch c.Form {
	case Spark:
		kids = append(kids, el("c:spPr", line(s.Colour, 19050)), el("c:marker", val("c:symbol", "none")))
	case Lines, Ranks, Radar:
		// Shapes and dashes tell the lines apart without colours, too.
		shapes, dashes := [...]string{"circle", "square", "triangle", "diamond"}, [...]string{"solid", "dash", "sysDash", "dashDot"}
		kids = append(kids, el("c:spPr", dashed(s.Colour, 28575, dashes[place%len(dashes)])), c.marker(shapes[place%len(shapes)], "6", s.Colour))
	case Spans:
		shape := "dash"
		if place > 0 && place < len(c.Series)-1 {
			shape = "diamond"
		}
		kids = append(kids, el("c:spPr", noLine()), c.marker(shape, "9", s.Colour))
	case Bars, Columns, Stack, Shares, Histogram, Pyramid:
		edge := noLine()
		if c.Form == Histogram || c.Form == Stack || c.Form == Shares {
			edge = line(c.Look.Paper, 6350)
		}
		kids = append(kids, el("c:spPr", fill(s.Colour), edge), val("c:invertIfNegative", "0"))
	case Areas:
		kids = append(kids, el("c:spPr", fill(s.Colour), line(c.Look.Paper, 6350)))
	case Bubbles, Dots: // See disc.
	}
	kids = append(kids, c.points(s)...)
	kids = append(kids, c.endName(s), c.intervals(s), c.categories(), el("c:val", numbers(s)))
	switch c.Form {
	case Lines, Spans, Ranks, Spark:
		kids = append(kids, val("c:smooth", "0"))
	}
	return el("c:ser", kids...)
}

// name returns the reference to the name of a series, or the name itself.
func name(s *Series) node {
	if s.NameRef == "" {
		return leaf("c:v", s.Name)
	}
	return el("c:strRef", leaf("c:f", s.NameRef), texts([]string{s.Name}))
}

// points returns the points that differ from their series: by their colour, or
// as a gap. Excel takes a text for zero, so the lines to and from it are taken
// away.
func (c *Chart) points(s *Series) []node {
	var out []node
	for i, p := range s.Points {
		switch c.Form {
		case Lines, Ranks, Spark, Radar:
			gap, after := p.Number == "", i > 0 && s.Points[i-1].Number == ""
			if !gap && !after {
				continue
			}
			kids := []node{val("c:idx", strconv.Itoa(i))}
			if gap {
				kids = append(kids, el("c:marker", val("c:symbol", "none")))
			}
			out = append(out, el("c:dPt", append(kids, val("c:bubble3D", "0"), el("c:spPr", noLine()))...))
		case Spans:
			if p.Number == "" {
				out = append(out, el("c:dPt", val("c:idx", strconv.Itoa(i)),
					el("c:marker", val("c:symbol", "none")), val("c:bubble3D", "0")))
			}
		case Bars, Columns, Stack, Shares, Histogram, Pyramid:
			if p.Colour != "" && p.Number != "" {
				out = append(out, el("c:dPt", val("c:idx", strconv.Itoa(i)), val("c:invertIfNegative", "0"),
					val("c:bubble3D", "0"), el("c:spPr", fill(p.Colour))))
			}
		case Bubbles, Dots, Areas:
		}
	}
	return out
}

// endName writes the name of a line beside its last point, and that of a small
// line its value.
func (c *Chart) endName(s *Series) node {
	last := -1
	for i, p := range s.Points {
		if p.Number != "" {
			last = i
		}
	}
	if !c.NameEnds && c.Form != Spark || last < 0 {
		return node{}
	}
	side := "r"
	if c.RightToLeft {
		side = "l"
	}
	label := append([]node{
		val("c:idx", strconv.Itoa(last)), el("c:spPr", el("a:noFill"), noLine()),
		c.textStyle(1000, false, c.Look.Text), val("c:dLblPos", side),
	}, shown(c.Form == Spark, c.NameEnds)...)
	return el("c:dLbls", append([]node{el("c:dLbl", label...)}, shown(false, false)...)...)
}

// shown says what a label of a point holds.
func shown(value, name bool) []node {
	return []node{
		val("c:showLegendKey", "0"), val("c:showVal", bit(value)), val("c:showCatName", "0"),
		val("c:showSerName", bit(name)), val("c:showPercent", "0"), val("c:showBubbleSize", "0"),
	}
}

// disc returns the series of one disc with its name beside it. Its place in
// the order is counted from 0.
func (c *Chart) disc(s *Series, place int) node {
	n := strconv.Itoa(place)
	one := func(name string, m Measure) node {
		var list numbering
		list.add(0, m.Number)
		return el(name, el("c:numRef", leaf("c:f", m.Ref), list.under("c:numCache", m.Format, 1)))
	}
	side := "r"
	if c.RightToLeft {
		side = "l"
	}
	kids := []node{val("c:idx", n), val("c:order", n), el("c:tx", name(s))}
	if c.Form == Bubbles {
		kids = append(kids, el("c:spPr", el("a:solidFill", el("a:srgbClr", val("a:alpha", "62000")).with("val", s.Colour)), line(c.Look.Paper, 6350)), val("c:invertIfNegative", "0"))
	} else {
		kids = append(kids, el("c:spPr", noLine()), c.marker("circle", "9", s.Colour))
	}
	label := []node{el("c:spPr", el("a:noFill"), noLine()), c.textStyle(1000, false, c.Look.Text), val("c:dLblPos", side)}
	kids = append(kids, el("c:dLbls", append(label, shown(false, true)...)...), one("c:xVal", s.Place.Across), one("c:yVal", s.Place.Up))
	if c.Form == Bubbles {
		return el("c:ser", append(kids, one("c:bubbleSize", s.Place.Size), val("c:bubble3D", "0"))...)
	}
	return el("c:ser", append(kids, val("c:smooth", "0"))...)
}

// intervals returns the bars of the intervals, if any point has one.
func (c *Chart) intervals(s *Series) node {
	minus, plus := numbering{}, numbering{}
	for i, p := range s.Points {
		if p.Minus != "" && p.Plus != "" {
			minus.add(i, p.Minus)
			plus.add(i, p.Plus)
		}
	}
	if len(minus.list) == 0 {
		return node{}
	}
	side := func(name string, n numbering) node { return el(name, n.under("c:numLit", "General", len(s.Points))) }
	kids := []node{
		val("c:errBarType", "both"), val("c:errValType", "cust"), val("c:noEndCap", "0"),
		side("c:plus", plus), side("c:minus", minus), el("c:spPr", line(c.Look.Quiet, 9525)),
	}
	if c.Form == Lines {
		kids = append([]node{val("c:errDir", "y")}, kids...)
	}
	return el("c:errBars", kids...)
}

// categories returns the reference to the labels, with what they are.
func (c *Chart) categories() node {
	r := c.Categories
	switch {
	case r.Format != "":
		var n numbering
		for i, t := range r.Texts[0] {
			n.add(i, t)
		}
		return el("c:cat", el("c:numRef", leaf("c:f", r.Ref), n.under("c:numCache", r.Format, len(r.Texts[0]))))
	case len(r.Texts) == 1:
		return el("c:cat", el("c:strRef", leaf("c:f", r.Ref), texts(r.Texts[0])))
	}
	cache := []node{val("c:ptCount", strconv.Itoa(len(r.Texts[0])))}
	for k := len(r.Texts) - 1; k >= 0; k-- { // The innermost level comes first.
		cache = append(cache, el("c:lvl", entries(r.Texts[k])...))
	}
	return el("c:cat", el("c:multiLvlStrRef", leaf("c:f", r.Ref), el("c:multiLvlStrCache", cache...)))
}

// texts returns what the cells of a range hold.
func texts(list []string) node {
	return el("c:strCache", append([]node{val("c:ptCount", strconv.Itoa(len(list)))}, entries(list)...)...)
}

func entries(list []string) []node {
	var out []node
	for i, t := range list {
		out = append(out, el("c:pt", leaf("c:v", t)).with("idx", strconv.Itoa(i)))
	}
	return out
}

// numbers returns the reference to the cells of a series, with their numbers.
func numbers(s *Series) node {
	var n numbering
	for i, p := range s.Points {
		if p.Number != "" {
			n.add(i, p.Number)
		}
	}
	return el("c:numRef", leaf("c:f", s.Ref), n.under("c:numCache", s.Format, len(s.Points)))
}

// A numbering is a list of numbers with their places.
type numbering struct{ list []node }

func (n *numbering) add(place int, number string) {
	n.list = append(n.list, el("c:pt", leaf("c:v", number)).with("idx", strconv.Itoa(place)))
}

// under returns the list as an element of the given name, over count places.
func (n *numbering) under(name, format string, count int) node {
	return el(name, append([]node{leaf("c:formatCode", format), val("c:ptCount", strconv.Itoa(count))}, n.list...)...)
}
