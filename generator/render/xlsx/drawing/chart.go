// Package drawing writes the parts of a workbook that hold its drawings:
// charts that Excel draws and lets its users edit, and the frames that place a
// chart or a picture on a sheet.
//
// It knows no document, no sheet and no theme: it is told cells, numbers and
// colours. Excelize makes such parts too, but without the values that a
// preview shows, without intervals of their own and without colours of points
// (its version 2.11). Invariants: a chart shows only numbers that stand in the
// cells it refers to, and their intervals; a cell without a number is a gap.
// The order of elements is that of ISO/IEC 29500-1, 21.2.
package drawing

// A Form is how a chart looks. The zero Form is Bars.
type Form uint8

// The forms.
const (
	Bars      Form = iota // Horizontal, the first category on top.
	Columns               // Vertical, side by side.
	Stack                 // Vertical, one on the other.
	Shares                // Horizontal, each bar of the same length.
	Lines                 // A line for each series.
	Spans                 // From the first series to the last, a mark for each between.
	Histogram             // Vertical, without gaps.
	Pyramid               // Two series back to back, on horizontal bars.
	Ranks                 // Lines over ranks, the first rank on top.
	Spark                 // One line without axes, on a scale of its own, for a small frame.
	Bubbles               // A disc for each series, by its Place.
	Dots                  // The same, all of one size.
	Areas                 // One on the other, over the whole width; a number for every point.
	Radar                 // A line for each series around a circle.
)

// A Chart is a chart on cells of a sheet.
type Chart struct {
	Form            Form
	Title, Subtitle string // The Subtitle may be empty.
	Category, Value string // The titles of the axes; either may be empty.
	Language        string // A BCP 47 tag.
	RightToLeft     bool
	Categories      Range
	Series          []Series
	Axis            Axis
	Across          Axis // The horizontal axis of Bubbles and Dots, whose title is Category.
	Look            Look
	NameEnds        bool // Writes the name of a series at its end, in place of a legend.
}

// A Range is cells of a sheet with what they hold.
type Range struct {
	Ref    string     // Such as 'Table_1'!$B$5:$B$9.
	Texts  [][]string // For each column of the range the texts, outermost first.
	Format string     // The number format of dates; empty for texts. Of dates, Texts holds the numbers.
	Own    bool       // The Format is not that of the cells.
}

// A Series is one sequence of numbers.
type Series struct {
	NameRef, Name string // The NameRef is empty for a name that stands in no cell.
	Ref           string
	Format        string // The number format of the cells.
	Colour        string // RRGGBB.
	Points        []Point
	Place         Place // Of Bubbles and Dots, which have it in place of Points.
}

// A Place is where a disc stands and how large it is: the numbers of three
// cells. The Size of Dots has no Ref.
type Place struct{ Across, Up, Size Measure }

// A Measure is the number of one cell.
type Measure struct{ Ref, Number, Format string }

// A Point is a number of a series. The zero Point is a gap.
type Point struct {
	Number      string // As the cell writes it; empty for a gap.
	Minus, Plus string // How far the interval reaches down and up; empty for none.
	Colour      string // RRGGBB; empty for the colour of the series.
}

// An Axis is the axis of values. Step is the distance of its marks, 0 if the
// program that draws may choose.
type Axis struct {
	Min, Max, Step float64
	Format         string
}

// A Look holds the colours besides those of the series, as RRGGBB, and the
// name of the typeface.
type Look struct{ Text, Quiet, Grid, Paper, Font string }

// The identifiers of the axes.
const (
	categoryAxis = "500000001"
	valueAxis    = "500000002"
	mirrorLabels = "500000003"
	mirrorValues = "500000004"
)

// Part returns the part of the chart.
func (c *Chart) Part() []byte {
	return el("c:chartSpace",
		val("c:date1904", "0"),
		val("c:lang", c.Language),
		val("c:roundedCorners", "0"),
		el("c:chart",
			c.title(),
			val("c:autoTitleDeleted", "0"),
			el("c:plotArea", append(append([]node{el("c:layout")}, c.plots()...), c.axes()...)...),
			when(len(c.Series) > 1 && !c.NameEnds && !c.scattered(), el("c:legend",
				val("c:legendPos", "b"), val("c:overlay", "0"), c.textStyle(1000, false, c.Look.Text))),
			val("c:plotVisOnly", "1"),
			val("c:dispBlanksAs", "gap"),
		),
		el("c:spPr", fill(c.Look.Paper), el("a:ln", el("a:noFill"))),
		c.textStyle(1000, false, c.Look.Text),
		el("c:printSettings", el("c:headerFooter"),
			node{name: "c:pageMargins", attrs: []string{"b", "0.75", "l", "0.7", "r", "0.7", "t", "0.75", "header", "0.3", "footer", "0.3"}},
			el("c:pageSetup")),
	).with(
		"xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart",
		"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main",
		"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	).document()
}

// plots returns the series as the form shows them.
func (c *Chart) plots() []node {
	switch c.Form {
	case Lines, Spans, Ranks, Spark:
		return []node{c.lines()}
	case Areas:
		return []node{c.around("c:areaChart", val("c:grouping", "stacked"))}
	case Radar:
		return []node{c.around("c:radarChart", val("c:radarStyle", "marker"))}
	case Bubbles, Dots:
		return []node{c.discs()}
	case Pyramid:
		left, right := c.bars(c.Series[:1], 0, mirrorLabels, mirrorValues), c.bars(c.Series[1:], 1, categoryAxis, valueAxis)
		return []node{right, left}
	case Bars, Columns, Stack, Shares, Histogram:
	}
	return []node{c.bars(c.Series, 0, categoryAxis, valueAxis)}
}

// horizontal reports whether the values run sideways.
func (c *Chart) horizontal() bool { return c.Form == Bars || c.Form == Shares || c.Form == Pyramid }

// scattered reports whether both axes are of values.
func (c *Chart) scattered() bool { return c.Form == Bubbles || c.Form == Dots }

func (c *Chart) bars(series []Series, first int, labels, values string) node {
	direction, grouping, gap, overlap := "col", "clustered", "60", "0"
	if c.horizontal() {
		direction = "bar"
	}
	switch c.Form {
	case Stack:
		grouping, overlap = "stacked", "100"
	case Shares:
		grouping, overlap = "percentStacked", "100"
	case Histogram:
		gap = "0"
	case Pyramid:
		gap, overlap = "20", "100"
	case Bars, Columns, Lines, Spans, Ranks, Spark, Bubbles, Dots, Areas, Radar:
	}
	kids := []node{val("c:barDir", direction), val("c:grouping", grouping), val("c:varyColors", "0")}
	for i := range series {
		kids = append(kids, c.series(&series[i], first+i))
	}
	return el("c:barChart", append(kids,
		val("c:gapWidth", gap), val("c:overlap", overlap), val("c:axId", labels), val("c:axId", values))...)
}

// around returns the series with nothing but their style before them.
func (c *Chart) around(name string, style node) node {
	kids := []node{style, val("c:varyColors", "0")}
	for i := range c.Series {
		kids = append(kids, c.series(&c.Series[i], i))
	}
	return el(name, append(kids, val("c:axId", categoryAxis), val("c:axId", valueAxis))...)
}

func (c *Chart) lines() node {
	kids := []node{val("c:grouping", "standard"), val("c:varyColors", "0")}
	for i := range c.Series {
		kids = append(kids, c.series(&c.Series[i], i))
	}
	kids = append(kids,
		when(c.Form == Spans, el("c:hiLowLines", el("c:spPr", line(c.Series[0].Colour, 28575)))),
		val("c:marker", "1"), val("c:axId", categoryAxis), val("c:axId", valueAxis))
	return el("c:lineChart", kids...)
}

// discs returns the discs of a chart with two axes of values.
func (c *Chart) discs() node {
	name, kids := "c:bubbleChart", []node{val("c:varyColors", "0")}
	if c.Form == Dots {
		name, kids = "c:scatterChart", []node{val("c:scatterStyle", "lineMarker"), val("c:varyColors", "0")}
	}
	for i := range c.Series {
		kids = append(kids, c.disc(&c.Series[i], i))
	}
	if c.Form == Bubbles {
		kids = append(kids, val("c:bubbleScale", "40"), val("c:showNegBubbles", "0"), val("c:sizeRepresents", "area"))
	}
	return el(name, append(kids, val("c:axId", categoryAxis), val("c:axId", valueAxis))...)
}
