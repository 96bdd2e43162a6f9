package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"htsm/generator/doc"
)

// The kind of type: Arial stands on every machine that has a spreadsheet.
const (
	fontName = "Arial"
	fontSize = 12
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
	name string
	row  int // The last row written.
}

// sheet starts a sheet with its title and its marking. The first one takes the
// sheet that a new workbook has.
func (b *book) sheet(name, title string) (*page, error) {
	if len(b.sheets) == 0 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return nil, fmt.Errorf("xlsx: sheet %s: %w", name, err)
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, fmt.Errorf("xlsx: sheet %s: %w", name, err)
	}
	b.sheets = append(b.sheets, listed{name, title})
	p := &page{book: b, name: name}
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
	return p.dress(at, s)
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

// widths sets the widths of the columns in characters, from the first on.
func (p *page) widths(list ...float64) error {
	for i, w := range list {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := p.file.SetColWidth(p.name, name, name, w); err != nil {
			return err
		}
	}
	return nil
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
