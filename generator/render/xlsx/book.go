package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"htsm/generator/doc"
)

// The kind of type: Arial stands on every machine that has a spreadsheet.
const (
	fontName   = "Arial"
	fontSize   = 12
	lineHeight = 17.0 // Points.
	maxHeight  = 409.0
)

// A book is a workbook that is being written.
type book struct {
	doc    *doc.Document
	file   *excelize.File
	styles map[style]int
	sheets []listed
	tables map[string]bool // The names of marked-up tables so far, in lower case.
}

// A listed sheet stands in the list of sheets.
type listed struct{ name, title string }

func newBook(d *doc.Document) (*book, error) {
	if _, err := time.Parse(time.DateOnly, d.Meta.Dated); err != nil {
		return nil, fmt.Errorf("xlsx: the date of the document: %w", err)
	}
	f := excelize.NewFile()
	f.SetZipWriter(newArchive)
	if err := f.SetDefaultFont(fontName); err != nil {
		return nil, fmt.Errorf("xlsx: font: %w", err)
	}
	size := float64(fontSize)
	f.Styles.Fonts.Font[0].Sz.Val = &size
	return &book{doc: d, file: f, styles: map[style]int{}, tables: map[string]bool{}}, nil
}

// A page is one sheet that is being written from its first row down.
type page struct {
	*book
	name   string
	row    int             // The last row written.
	widths []float64       // Of the columns, in characters.
	height map[int]float64 // Of the rows written, in points.
}

// sheet starts a sheet with its title and its marking. The widths are those of
// its columns in characters. The first sheet takes the one that a new workbook
// has.
func (b *book) sheet(name, title string, widths ...float64) (*page, error) {
	if len(b.sheets) == 0 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return nil, fmt.Errorf("xlsx: sheet %s: %w", name, err)
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, fmt.Errorf("xlsx: sheet %s: %w", name, err)
	}
	b.sheets = append(b.sheets, listed{name, title})
	p := &page{book: b, name: name, widths: widths, height: map[int]float64{}}
	if err := p.layout(); err != nil {
		return nil, fmt.Errorf("xlsx: sheet %s: %w", name, err)
	}
	if err := p.line(title, style{look: titleLook}); err != nil {
		return nil, err
	}
	return p, p.line(b.doc.Meta.Marking.Text, style{look: markingLook})
}

// layout sets how the sheet is seen and printed.
func (p *page) layout() error {
	m := p.doc.Meta
	for i, width := range p.widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := p.file.SetColWidth(p.name, name, name, width); err != nil {
			return err
		}
	}
	yes, no, paper, across, down := true, false, 9, 1, 0 // A4, one page across, any number down.
	orientation := "landscape"
	if err := p.file.SetSheetView(p.name, 0, &excelize.ViewOptions{RightToLeft: &m.RightToLeft, ShowGridLines: &no}); err != nil {
		return err
	}
	if err := p.file.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	err := p.file.SetPageLayout(p.name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &across, FitToHeight: &down,
	})
	if err != nil {
		return err
	}
	number := strings.NewReplacer("&", "&&", "{page}", "&P", "{pages}", "&N").Replace(p.doc.Words.Page)
	return p.file.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{
		OddHeader: `&C&"` + fontName + `,Bold"` + ampersands(m.Marking.Text),
		OddFooter: "&L" + ampersands(m.Reference) + "&R" + number,
	})
}

// ampersands escapes a text for a print header.
func ampersands(s string) string { return escapeX(strings.ReplaceAll(s, "&", "&&")) }

// line writes a text into the first column of the next row.
func (p *page) line(text string, s style) error {
	p.row++
	return p.text(1, text, s)
}

// label writes "label – text" into the next row, and nothing if text is empty.
func (p *page) label(label, text string) error {
	if text == "" {
		return nil
	}
	return p.line(label+" – "+text, style{})
}

// text writes a text into the current row. It is never a formula; where it
// begins as one, it stays a text even if it is edited.
func (p *page) text(col int, text string, s style) error {
	if err := checkText(text); err != nil {
		return err
	}
	at, err := excelize.CoordinatesToCellName(col, p.row)
	if err != nil {
		return err
	}
	s.quoted = text != "" && strings.ContainsRune("=+-@", rune(text[0]))
	if err := p.file.SetCellStr(p.name, at, escapeX(text)); err != nil {
		return err
	}
	if err := p.fit(col, text, s.look); err != nil {
		return err
	}
	return p.dress(at, s)
}

// fit makes the current row high enough for a text. Programs do not agree on
// who does that, so the height stands in the file.
func (p *page) fit(col int, text string, l look) error {
	need := lineHeight
	switch l {
	case titleLook:
		need = 1.5 * lineHeight // One line in larger type.
	case headLook:
		need = lineHeight*float64(lines(text, p.widths[col-1]*0.85)) + lineHeight/2 // Bold, and air above.
	case textLook, markingLook, strongLook, linkLook, bodyLook:
		need = lineHeight * float64(lines(text, p.widths[col-1]))
	}
	need = min(need, maxHeight)
	if need <= p.height[p.row] {
		return nil
	}
	p.height[p.row] = need
	return p.file.SetRowHeight(p.name, p.row, need)
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

// link writes a text that leads to a sheet.
func (p *page) link(col int, text, sheet string) error {
	if err := p.text(col, text, style{look: linkLook}); err != nil {
		return err
	}
	at, err := excelize.CoordinatesToCellName(col, p.row)
	if err != nil {
		return err
	}
	display := escapeX(text)
	return p.file.SetCellHyperLink(p.name, at, "'"+sheet+"'!A1", "Location", excelize.HyperlinkOpts{Display: &display})
}

func (p *page) dress(at string, s style) error {
	id, err := p.styleID(s)
	if err != nil {
		return err
	}
	return p.file.SetCellStyle(p.name, at, at, id)
}

// mark returns the mark of a note, such as "[Note 2]".
func (b *book) mark(id doc.NoteID) string {
	return "[" + strings.ReplaceAll(b.doc.Words.Note, "{number}", strconv.Itoa(int(id))) + "]"
}

// marked returns a text with marks of notes behind it.
func (b *book) marked(text string, list []doc.NoteID) string {
	for _, id := range list {
		text += " " + b.mark(id)
	}
	return text
}
