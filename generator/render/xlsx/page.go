package xlsx

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A page is one sheet that is being written from its first row down.
type page struct {
	*book
	name, title string
	widths      []float64 // Of the columns, in characters.
	rows        []row
	body        iter.Seq2[row, error] // The rows of a table, made as they are written; nil for none.
}

// A row is a row of a sheet, with its cells from the first column on. The
// height is in points; 0 is that of one line.
type row struct {
	height float64
	cells  []cell
}

// A cell holds a text or a number. The zero cell is not written.
type cell struct {
	text   string
	number string // As the file has it; empty for a text.
	style  int
}

// line writes a text into the first column of the next row.
func (p *page) line(text string, s style) error { return p.add([]string{text}, s) }

// label writes "label – text" into the next row, and nothing if text is empty.
func (p *page) label(label, text string) error {
	if text == "" {
		return nil
	}
	return p.line(label+" – "+text, style{})
}

// add writes texts of one style into the columns of the next row.
func (p *page) add(texts []string, s style) error {
	var r row
	for i, text := range texts {
		if err := p.text(&r, i, text, s); err != nil {
			return err
		}
	}
	p.rows = append(p.rows, r)
	return nil
}

// text puts a text behind the cells of a row, into the column counted from 0.
// It is never a formula; where it begins as one, it stays a text even if it is
// edited.
func (p *page) text(r *row, col int, text string, s style) error {
	if err := checkText(text); err != nil {
		return err
	}
	s.quoted = text != "" && strings.ContainsRune("=+-@", rune(text[0]))
	id, err := p.styleID(s)
	if err != nil {
		return err
	}
	r.cells = append(r.cells, cell{text: text, style: id})
	r.fit(text, s.look, p.widths[col])
	return nil
}

// fit makes a row high enough for a text in a column of a width. Programs do
// not agree on who does that, so the height stands in the file.
func (r *row) fit(text string, l look, width float64) {
	need := lineHeight
	switch l {
	case titleLook:
		need = 1.5 * lineHeight // One line in larger type.
	case foldedLook:
		need = 1.3 * lineHeight * float64(lines(text, width*0.7))
	case headLook:
		need = lineHeight*float64(lines(text, width*0.85)) + lineHeight/2 // Bold, and air above.
	case textLook, markingLook, strongLook, linkLook, bodyLook:
		if float64(len(text)) > width { // Of short texts there is no need to count.
			need = lineHeight * float64(lines(text, width))
		}
	}
	r.height = max(r.height, min(need, maxHeight))
}

// lines returns how many lines a text takes in a column, at most.
func lines(text string, width float64) int {
	n, used := 1, 0.0
	for word := range strings.FieldsSeq(text) {
		length := float64(utf8.RuneCountInString(word))
		if used > 0 && used+1+length > width {
			n++
			used = 0
		}
		for ; length > width; length -= width {
			n++
		}
		used += length + 1
	}
	return n
}

// link lets the column, counted from 0, of the last row lead to a sheet.
func (p *page) link(col int, sheet string) error {
	at, err := excelize.CoordinatesToCellName(col+1, len(p.rows))
	if err != nil {
		return err
	}
	c := &p.rows[len(p.rows)-1].cells[col]
	if c.style, err = p.styleID(style{look: linkLook}); err != nil {
		return err
	}
	display := escapeX(c.text)
	return p.file.SetCellHyperLink(p.name, at, "'"+sheet+"'!A1", "Location", excelize.HyperlinkOpts{Display: &display})
}

// extent notes the range of cells that the sheet uses, which some readers rely
// on.
func (p *page) extent(cols, rows int) error {
	to, err := excelize.CoordinatesToCellName(cols, rows)
	if err != nil {
		return err
	}
	return p.file.SetSheetDimension(p.name, "A1:"+to)
}
