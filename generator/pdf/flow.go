package pdf

import (
	"strings"

	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"htsm/generator/pdf/tagged"
)

// Content is a piece of a document's flow: Paragraph, Heading, List, Callout,
// Quote, Table, Figure, Cards, Contents, Marking, Running, Space, Rule or Break.
// The set is closed.
type Content interface {
	// flow appends the rows of the content.
	flow(b *builder)
}

// Rows turns contents into rows of a maroto tree, for AddRows,
// RegisterHeader or RegisterFooter of a Press or of any other core.Maroto.
// Under another provider than that of a Press they are set plainly: one style
// a line, drawings by their alternative text.
func Rows(look Look, contents ...Content) []core.Row {
	b := newBuilder(look)
	b.add(contents...)
	rows := make([]core.Row, len(b.out))
	for i, bl := range b.out {
		rows[i] = bl
	}
	return rows
}

// Stack is a component that sets contents below each other in a maroto
// column. Page breaks in it have no effect; notes in it are errors, since only
// the flow has feet of pages.
func Stack(look Look, contents ...Content) core.Component {
	b := newBuilder(look)
	b.add(contents...)
	return &component{blocks: b.out}
}

// builder turns contents into blocks.
type builder struct {
	look       Look
	parent     *tag
	start, end float64 // indents in points, from the side where text starts and ends
	frame      *frame
	label      *label // for the first text of a list item
	out        []*block
}

func newBuilder(look Look) *builder { return &builder{look: look.complete()} }

func (b *builder) add(contents ...Content) {
	for _, c := range contents {
		if c != nil {
			c.flow(b)
		}
	}
}

// push appends a block with the builder's indents and frame.
func (b *builder) push(bl *block) *block {
	bl.start, bl.end, bl.frame, bl.rtl = b.start, b.end, b.frame, b.look.RTL
	b.out = append(b.out, bl)
	return bl
}

// tag is an element of the structure tree before there is a document: the
// provider makes the element when it is first painted.
type tag struct {
	parent *tag
	role   tagged.Role
	attrs  tagged.Attributes
}

func (b *builder) tag(role tagged.Role, attrs tagged.Attributes) *tag {
	return &tag{parent: b.parent, role: role, attrs: attrs}
}

// frame is the box behind the blocks of a callout or quote.
type frame struct {
	bar, panel *Color
}

// The measures of frames, in points.
const (
	frameBar   = 2.5
	frameInset = 12
	framePad   = 8
)

// part is what a block shows. Measures are points.
type part interface {
	// height returns the height at a width.
	height(p *provider, width float64) float64
	// paint draws at the top left corner x, y of the page.
	paint(p *provider, x, y, width float64)
	// plain returns the text for other providers, in the order of reading.
	plain() []plainLine
}

// splitter is a part that may go on on the next page.
type splitter interface {
	// split returns the beginning that fits in a height, notes included, and
	// the rest; false when no beginning fits.
	split(p *provider, width, height float64, notes noteCost) (head, tail part, ok bool)
	// least returns the height of the smallest beginning.
	least(p *provider, width float64) float64
}

// shrinker is a part that can be set smaller, to a limit.
type shrinker interface {
	// shrunk returns the part in a height; false when it would be too small.
	shrunk(p *provider, width, height float64) (part, bool)
	// least returns the smallest height.
	least(p *provider, width float64) float64
}

// noted is a part with references to notes.
type noted interface{ notes() []*Note }

// anchored is a part with named places.
type anchored interface{ anchors() []string }

// block is a row of the flow: a part and how it behaves on pages.
type block struct {
	part          part
	tag           *tag
	before, after float64 // least distance to the neighbours
	keepNext      bool
	start, end    float64
	measure       float64 // the greatest width of the part; 0: any
	rtl           bool
	frame         *frame
	turn          *Break // the block starts a page
	head          part   // repeated above the block on a new page
	err           error
	config        *entity.Config
	inner         core.Row
}

// row is the block as maroto's own row, column and component.
func (b *block) row() core.Row {
	if b.inner == nil {
		b.inner = row.New().Add(col.New().Add(&component{blocks: []*block{b}}))
		if b.config != nil {
			b.inner.SetConfig(b.config)
		}
	}
	return b.inner
}

// SetConfig implements core.Row.
func (b *block) SetConfig(config *entity.Config) {
	b.config = config
	b.row().SetConfig(config)
}

// GetStructure implements core.Row.
func (b *block) GetStructure() *node.Node[core.Structure] { return b.row().GetStructure() }

// Add implements core.Row; a block has one column and takes no other.
func (b *block) Add(...core.Col) core.Row { return b }

// GetColumns implements core.Row.
func (b *block) GetColumns() []core.Col { return b.row().GetColumns() }

// WithStyle implements core.Row.
func (b *block) WithStyle(style *props.Cell) core.Row {
	b.row().WithStyle(style)
	return b
}

// GetHeight implements core.Row.
func (b *block) GetHeight(p core.Provider, cell *entity.Cell) float64 {
	return b.row().GetHeight(p, cell)
}

// Render implements core.Row.
func (b *block) Render(p core.Provider, cell entity.Cell) { b.row().Render(p, cell) }

// width returns the width of the part and its left edge on a line.
func (b *block) width(x, width float64) (left, inner float64) {
	left, inner = b.outer(x, width)
	if spare := inner - b.measure; b.measure > 0 && spare > 0 {
		inner = b.measure
		if b.rtl {
			left += spare
		}
	}
	return left, inner
}

// outer is width without regard to what reads well.
func (b *block) outer(x, width float64) (left, inner float64) {
	left = x + b.start
	if b.rtl {
		left = x + b.end
	}
	return left, width - b.start - b.end
}

func (b *block) height(p *provider, width float64) float64 {
	if b.part == nil {
		return 0
	}
	_, inner := b.width(0, width)
	return b.part.height(p, inner)
}

// paint draws the block's part for its element.
func (b *block) paint(p *provider, x, y, width float64) {
	if b.part == nil {
		return
	}
	left, inner := b.width(x, width)
	p.within(b.tag, func() { b.part.paint(p, left, y, inner) })
}

// component sets blocks below each other in a column.
type component struct {
	blocks []*block
	config *entity.Config
}

// SetConfig implements core.Component.
func (c *component) SetConfig(config *entity.Config) { c.config = config }

// GetStructure implements core.Component.
func (c *component) GetStructure() *node.Node[core.Structure] {
	text := ""
	for _, b := range c.blocks {
		if b.part == nil {
			continue
		}
		for _, line := range b.part.plain() {
			text += line.text + "\n"
		}
	}
	return node.New(core.Structure{Type: "content", Value: text})
}

// GetHeight implements core.Component.
func (c *component) GetHeight(p core.Provider, cell *entity.Cell) float64 {
	own, ok := p.(*provider)
	if !ok {
		return c.plainHeight(p, cell)
	}
	height := 0.0
	for _, b := range c.blocks {
		height += b.before + b.height(own, cell.Width*mm) + b.after
	}
	return height / mm
}

// Render implements core.Component.
func (c *component) Render(p core.Provider, cell *entity.Cell) {
	own, ok := p.(*provider)
	if !ok {
		c.renderPlain(p, cell)
		return
	}
	x, y, w, _ := own.place(cell)
	for _, b := range c.blocks {
		own.fail(b.err)
		y += b.before
		b.paint(own, x, y, w)
		y += b.height(own, w) + b.after
	}
}

// plainLine is a text in one style, for providers that know no more.
type plainLine struct {
	text string
	size float64
	bold bool
	rtl  bool
}

// plainGap is the space below a plain line, in millimetres.
const plainGap = 1

func (c *component) plainHeight(p core.Provider, cell *entity.Cell) float64 {
	height := 0.0
	for _, b := range c.blocks {
		if b.part == nil {
			continue
		}
		for _, line := range b.part.plain() {
			height += c.lineHeight(p, line, cell.Width)
		}
	}
	return height
}

// prop is the style of a line as maroto's.
func (c *component) prop(line plainLine) *props.Text {
	prop := &props.Text{Size: line.size, Align: align.Left}
	if line.bold {
		prop.Style = fontstyle.Bold
	}
	if line.rtl {
		prop.Align = align.Right
	}
	if c.config != nil && c.config.DefaultFont != nil {
		prop.MakeValid(c.config.DefaultFont)
	}
	return prop
}

func (c *component) lineHeight(p core.Provider, line plainLine, width float64) float64 {
	prop := c.prop(line)
	lines := p.GetLinesQuantity(basic(line.text), prop, width)
	font := p.GetFontHeight(&props.Font{Family: prop.Family, Style: prop.Style, Size: prop.Size})
	return float64(max(1, lines))*(font+prop.VerticalPadding) + plainGap
}

func (c *component) renderPlain(p core.Provider, cell *entity.Cell) {
	at := *cell
	for _, b := range c.blocks {
		if b.part == nil {
			continue
		}
		for _, line := range b.part.plain() {
			at.Height = c.lineHeight(p, line, cell.Width)
			p.AddText(basic(line.text), &at, c.prop(line))
			at.Y += at.Height
		}
	}
}

// basic replaces characters outside the basic plane, on which other providers
// panic, and drops line breaks, which they do not know.
func basic(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xFFFF:
			return 0xFFFD
		case r == '\n':
			return ' '
		}
		return r
	}, s)
}

// plainText is the text of spans without their styles.
func plainText(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(strings.ReplaceAll(s.Text, "\u2060", ""))
	}
	return b.String()
}
