package drawing

import "strconv"

// axes returns the axes in pairs, the category first.
func (c *Chart) axes() []node {
	switch {
	case c.scattered():
		return []node{c.across(), c.values(valueAxis, categoryAxis, false)}
	case c.Form == Spark:
		return []node{c.labels(categoryAxis, valueAxis, true), c.values(valueAxis, categoryAxis, true)}
	case c.Form != Pyramid:
		return []node{c.labels(categoryAxis, valueAxis, false), c.values(valueAxis, categoryAxis, false)}
	}
	return []node{
		c.labels(categoryAxis, valueAxis, false), c.values(valueAxis, categoryAxis, false),
		c.labels(mirrorLabels, mirrorValues, true), c.values(mirrorValues, mirrorLabels, true),
	}
}

// labels returns an axis of categories; one that mirrors another is not seen.
func (c *Chart) labels(id, values string, mirror bool) node {
	place, orientation := "b", "minMax"
	if c.horizontal() {
		place, orientation = "l", "maxMin"
	} else if c.RightToLeft {
		orientation = "maxMin"
	}
	if c.horizontal() && c.RightToLeft {
		place = "r"
	}
	if c.Form == Pyramid {
		orientation = "minMax" // The oldest on top.
	}
	where := "low"
	if c.Form == Pyramid && c.RightToLeft {
		where = "high"
	}
	return el("c:catAx",
		val("c:axId", id),
		el("c:scaling", val("c:orientation", orientation)),
		val("c:delete", bit(mirror)),
		val("c:axPos", place),
		c.axisTitle(c.Category, c.horizontal(), mirror),
		node{name: "c:numFmt", attrs: []string{"formatCode", c.labelFormat(), "sourceLinked", bit(c.Categories.Format != "" && !c.Categories.Own)}},
		val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", where),
		el("c:spPr", line(c.Look.Quiet, 9525)),
		c.textStyle(1000, false, c.Look.Text),
		val("c:crossAx", values), val("c:crosses", "autoZero"),
		val("c:auto", "0"), val("c:lblAlgn", "ctr"), val("c:lblOffset", "100"),
		when(c.horizontal(), val("c:tickLblSkip", "1")), // There is room for each.
		val("c:noMultiLvlLbl", "0"),
	)
}

func (c *Chart) labelFormat() string {
	if c.Categories.Format != "" {
		return c.Categories.Format
	}
	return "General"
}

// values returns an axis of values. That of the left side of a pyramid runs
// the other way and is not seen; both go as far below zero as above.
func (c *Chart) values(id, labels string, mirror bool) node {
	place, orientation, crosses := "l", "minMax", "autoZero"
	low, high, format := c.Axis.Min, c.Axis.Max, c.Axis.Format
	switch {
	case c.Form == Pyramid:
		place, low, format = "b", -high, format+";"+format // Both sides without a sign.
	case c.horizontal():
		place, crosses = "b", "max" // The categories run down, and the values stand beneath.
	case c.Form == Ranks:
		orientation = "maxMin"
		if c.RightToLeft {
			place = "r"
		}
	case c.RightToLeft:
		place = "r"
	}
	if c.horizontal() && c.RightToLeft != mirror {
		orientation = "maxMin"
	}
	if c.Form == Shares {
		low, high, format = 0, 1, "0%"
	}
	step := c.Axis.Step
	if c.Form == Shares {
		step = 0.2
	}
	between := "between"
	if c.scattered() || c.Form == Areas {
		between = "midCat"
	}
	return el("c:valAx",
		val("c:axId", id),
		el("c:scaling", append([]node{val("c:orientation", orientation)}, extent(low, high)...)...),
		val("c:delete", bit(mirror)),
		val("c:axPos", place),
		when(!mirror, el("c:majorGridlines", el("c:spPr", line(c.Look.Grid, 6350)))),
		c.axisTitle(c.Value, !c.horizontal(), mirror),
		node{name: "c:numFmt", attrs: []string{"formatCode", format, "sourceLinked", "0"}},
		val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", "nextTo"),
		el("c:spPr", noLine()),
		c.textStyle(1000, false, c.Look.Text),
		val("c:crossAx", labels), val("c:crosses", crosses), val("c:crossBetween", between),
		when(step > 0, val("c:majorUnit", decimal(step))),
	)
}

// extent returns the ends of an axis; without any the program that draws
// chooses them.
func extent(low, high float64) []node {
	if low == high {
		return nil
	}
	return []node{val("c:max", decimal(high)), val("c:min", decimal(low))}
}

// across returns the horizontal axis of values of a chart that has two.
func (c *Chart) across() node {
	orientation := "minMax"
	if c.RightToLeft {
		orientation = "maxMin"
	}
	return el("c:valAx",
		val("c:axId", categoryAxis),
		el("c:scaling", append([]node{val("c:orientation", orientation)}, extent(c.Across.Min, c.Across.Max)...)...),
		val("c:delete", "0"),
		val("c:axPos", "b"),
		el("c:majorGridlines", el("c:spPr", line(c.Look.Grid, 6350))),
		c.axisTitle(c.Category, false, false),
		node{name: "c:numFmt", attrs: []string{"formatCode", c.Across.Format, "sourceLinked", "0"}},
		val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", "low"),
		el("c:spPr", noLine()),
		c.textStyle(1000, false, c.Look.Text),
		val("c:crossAx", valueAxis), val("c:crosses", "min"), val("c:crossBetween", "midCat"),
		when(c.Across.Step > 0, val("c:majorUnit", decimal(c.Across.Step))),
	)
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// axisTitle returns the title of an axis, turned where it stands upright.
func (c *Chart) axisTitle(text string, upright, hidden bool) node {
	if text == "" || hidden {
		return node{}
	}
	turn := []string{}
	if upright {
		turn = []string{"rot", "-5400000", "vert", "horz"}
	}
	return el("c:title",
		el("c:tx", el("c:rich", node{name: "a:bodyPr", attrs: turn}, el("a:lstStyle"), c.paragraph(text, 1000, false, c.Look.Quiet))),
		val("c:overlay", "0"))
}

// title returns the title of the chart, with what is measured beneath.
func (c *Chart) title() node {
	return el("c:title",
		el("c:tx", el("c:rich", el("a:bodyPr"), el("a:lstStyle"),
			c.paragraph(c.Title, 1400, true, c.Look.Text),
			when(c.Subtitle != "", c.paragraph(c.Subtitle, 1100, false, c.Look.Quiet)))),
		val("c:overlay", "0"))
}

// paragraph returns a text; size is in hundredths of a point.
func (c *Chart) paragraph(text string, size int, bold bool, colour string) node {
	return el("a:p", c.direction(el("a:defRPr")),
		el("a:r", c.letters("a:rPr", size, bold, colour).with("lang", c.Language), leaf("a:t", text)))
}

func (c *Chart) direction(kids ...node) node {
	p := el("a:pPr", kids...)
	if c.RightToLeft {
		p = p.with("rtl", "1")
	}
	return p
}

// textStyle returns how texts look unless they say otherwise.
func (c *Chart) textStyle(size int, bold bool, colour string) node {
	return el("c:txPr", el("a:bodyPr"), el("a:lstStyle"),
		el("a:p", c.direction(c.letters("a:defRPr", size, bold, colour)), node{name: "a:endParaRPr", attrs: []string{"lang", c.Language}}))
}

func (c *Chart) letters(name string, size int, bold bool, colour string) node {
	face := []string{"typeface", c.Look.Font}
	return el(name, fill(colour), node{name: "a:latin", attrs: face}, node{name: "a:cs", attrs: face}).
		with("sz", strconv.Itoa(size), "b", bit(bold))
}

// marker returns the mark of a point.
func (c *Chart) marker(shape, size, colour string) node {
	return el("c:marker", val("c:symbol", shape), val("c:size", size), el("c:spPr", fill(colour), line(colour, 6350)))
}

func fill(colour string) node { return el("a:solidFill", val("a:srgbClr", colour)) }

// line returns a line; its width is in EMU, of which a point has 12,700.
func line(colour string, width int) node { return dashed(colour, width, "solid") }

func dashed(colour string, width int, dash string) node {
	return el("a:ln", fill(colour), val("a:prstDash", dash), el("a:round")).with("w", strconv.Itoa(width))
}

func noLine() node { return el("a:ln", el("a:noFill")) }
