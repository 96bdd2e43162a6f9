// Package svg reads the SVG that charts are made of into a Drawing: shapes,
// texts and groups with every style, transform and reference resolved.
//
// It is not a browser: it runs no script, applies no style sheet and fetches
// nothing. Its invariant: what it cannot draw faithfully is an error, never
// left out in silence, and no input makes it panic or grow without bound.
package svg

// Drawing is a picture in user units with the origin at the top left and y
// pointing down.
type Drawing struct {
	Width, Height float64
	Items         []Item
}

// Item is a Shape, a Text or a Group.
type Item interface{ item() }

// Shape is a path to fill, then to stroke.
type Shape struct {
	Path    Path
	EvenOdd bool // the fill rule; otherwise non-zero winding
	Fill    Paint
	Stroke  Stroke
}

// Text is one line of text with one anchor.
type Text struct {
	Matrix Matrix  // from text units to drawing units
	X, Y   float64 // of the anchor; Y is the baseline
	Anchor Anchor
	RTL    bool // the base direction
	Parts  []Part
	Stroke Stroke // drawn beneath the fill, as a halo, in text units
}

// Part is a stretch of a Text in one style.
type Part struct {
	Text         string
	Size         float64
	Bold, Italic bool
	Fill         Paint
}

// Group is a list of items with a common clip and opacity.
type Group struct {
	Clip    []Path  // nil for none; otherwise the union of the paths
	EvenOdd bool    // the clip rule
	Opacity float64 // 0 to 1
	Items   []Item
}

func (*Shape) item() {}
func (*Text) item()  {}
func (*Group) item() {}

// Anchor says which point of a text its position is.
type Anchor uint8

// The anchors; the start is at the right of right-to-left text.
const (
	AnchorStart Anchor = iota
	AnchorMiddle
	AnchorEnd
)

// Color is an opaque sRGB colour.
type Color struct{ R, G, B uint8 }

// Paint is what fills a shape or a line. The zero value paints nothing.
type Paint struct {
	Kind     PaintKind
	Color    Color   // of a Solid paint
	Alpha    float64 // opacity of the whole paint, 0 to 1
	Gradient *Gradient
	Pattern  *Pattern
}

// PaintKind tells the paints apart.
type PaintKind uint8

// The kinds of paint.
const (
	None PaintKind = iota
	Solid
	Linear
	Radial
	Tiles
)

// Gradient is a linear or radial change of colour.
type Gradient struct {
	Matrix Matrix     // from gradient units to drawing units
	Coords [6]float64 // linear: x1 y1 x2 y2; radial: fx fy 0 cx cy r
	Stops  []Stop     // at least two, from offset 0 to offset 1
}

// Stop is a colour of a gradient.
type Stop struct {
	Offset float64
	Color  Color
	Alpha  float64
}

// Pattern is a tile repeated in both directions.
type Pattern struct {
	Matrix     Matrix // from tile units to drawing units
	X, Y, W, H float64
	Items      []Item
}

// Stroke is how a line is drawn; its Paint tells whether at all.
type Stroke struct {
	Paint      Paint
	Width      float64
	Dash       []float64
	DashOffset float64
	Cap, Join  uint8   // as in PDF: 0 butt or miter, 1 round, 2 square or bevel
	MiterLimit float64 // at least 1
}

// Path is a list of segments in drawing units.
type Path []Segment

// Segment is a step of a path: 'M' and 'L' use the first pair of P, 'C' all
// three, 'Z' none.
type Segment struct {
	Op byte
	P  [6]float64
}
