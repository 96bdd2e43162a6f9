package xlsx

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/xuri/excelize/v2"

	"htsm/generator/head"
)

// A look is how a cell stands out. The zero look is running text.
type look uint8

const (
	textLook   look = iota
	titleLook       // Runs on over the columns beside it.
	foldedLook      // A title that is too long for that.
	markingLook
	strongLook
	linkLook
	headLook
	bodyLook // A cell of a table.
)

// A style is what decides how a cell is written. The zero style is running
// text.
type style struct {
	look   look
	kind   head.RowKind // Of the row, for body cells.
	format string       // A number format; empty for texts.
	end    bool         // Set at the far end, as numbers are.
	inset  bool         // Set off from the numbers beside it.
	quoted bool         // The text begins as a formula would.
}

// styleID returns the number of s in the workbook.
func (b *book) styleID(s style) (int, error) {
	if id, ok := b.styles[s]; ok {
		return id, nil
	}
	if s.quoted {
		return b.quoted(s)
	}
	id, err := b.file.NewStyle(b.excelStyle(s))
	if err != nil {
		return 0, fmt.Errorf("xlsx: style: %w", err)
	}
	b.styles[s] = id
	return id, nil
}

// quoted adds a copy of a style that keeps a text from becoming a formula when
// it is edited. Excelize has no field for it.
func (b *book) quoted(s style) (int, error) {
	plain := s
	plain.quoted = false
	base, err := b.styleID(plain)
	if err != nil {
		return 0, err
	}
	yes := true
	xf := b.file.Styles.CellXfs.Xf[base]
	xf.QuotePrefix = &yes
	id := len(b.file.Styles.CellXfs.Xf)
	b.file.Styles.CellXfs.Xf = append(b.file.Styles.CellXfs.Xf, xf)
	b.file.Styles.CellXfs.Count = id + 1
	b.styles[s] = id
	return id, nil
}

// Colours that keep a contrast of 4.5 to 1 on white.
const (
	inkColour  = "000000"
	greyColour = "595959"
	linkColour = "0B4F8A"
)

func (b *book) excelStyle(s style) *excelize.Style {
	out := &excelize.Style{
		Font:      &excelize.Font{Family: fontName, Size: fontSize, Color: inkColour},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
	}
	if s.format != "" {
		out.CustomNumFmt = &s.format
	}
	rightToLeft := b.doc.Meta.RightToLeft
	switch {
	case s.end, rightToLeft:
		out.Alignment.Horizontal = "right"
	case s.format != "":
		out.Alignment.Horizontal = "left" // The month of a row.
	}
	if s.inset {
		out.Alignment.Indent = 1
		if !rightToLeft {
			out.Alignment.Horizontal = "left" // Only then does the inset count.
		}
	}
	if rightToLeft && s.format == "" {
		out.Alignment.ReadingOrder = 2 // Right to left, whatever the first letter is.
	}
	switch s.look {
	case titleLook, foldedLook:
		out.Font.Bold, out.Font.Size = true, 15
		out.Alignment.WrapText = s.look == foldedLook
	case markingLook, strongLook:
		out.Font.Bold = true
	case linkLook:
		out.Font.Color, out.Font.Underline = linkColour, "single"
	case headLook:
		out.Font.Bold = true
		out.Alignment.Vertical = "bottom"
		out.Border = []excelize.Border{{Type: "bottom", Color: inkColour, Style: 2}}
	case bodyLook:
		b.body(out, s.kind)
	case textLook:
	}
	return out
}

// body dresses a cell of a table by the kind of its row.
func (b *book) body(out *excelize.Style, kind head.RowKind) {
	out.Border = []excelize.Border{{Type: "bottom", Color: "D0D0D0", Style: 1}}
	switch kind {
	case head.Total:
		out.Font.Bold = true
		out.Border = []excelize.Border{{Type: "top", Color: inkColour, Style: 1}, {Type: "bottom", Color: inkColour, Style: 1}}
	case head.Residual, head.Other:
		out.Font.Color = greyColour
	case head.Plain:
	}
}

// recolour gives the workbook the hues of the theme and the typeface of its
// cells, so that what its users add looks like what they find.
func (b *book) recolour() error {
	const name = "xl/theme/theme1.xml"
	stored, _ := b.file.Pkg.Load(name)
	content, ok := stored.([]byte)
	if !ok {
		return errors.New("xlsx: the workbook has no theme")
	}
	text := regexp.MustCompile(`latin typeface="[^"]*" panose="[^"]*"`).ReplaceAllString(string(content), `latin typeface="`+fontName+`"`)
	if b.options.Theme != nil {
		for i, hue := range b.options.Theme.Colours.Palette {
			accent := regexp.MustCompile(fmt.Sprintf(`(<a:accent%d><a:srgbClr val=)"[0-9A-F]{6}"`, i+1))
			text = accent.ReplaceAllString(text, `$1"`+hex(hue)+`"`)
		}
	}
	b.replace(name, []byte(text))
	return nil
}
