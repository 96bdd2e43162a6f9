package pdf

import (
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"
)

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
