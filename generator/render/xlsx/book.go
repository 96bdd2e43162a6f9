package xlsx

import (
	"fmt"
	"io"
	"sort"
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

// A book is a workbook that is being written. Excelize writes its frame; what
// it writes too plainly or by more memory than need be is put in its place when
// the file is packed: the rows of the sheets, tables, charts and drawings.
type book struct {
	doc     *doc.Document
	options Options
	file    *excelize.File
	styles  map[style]int
	sheets  []*page
	tables  map[string]bool   // The names of marked-up tables so far, in lower case.
	parts   map[string][]byte // Parts that stand in place of those of excelize.
	media   int               // Pictures so far.
	charts  int
	drawn   int // Sheets with a drawing so far.
}

func newBook(w io.Writer, d *doc.Document, o Options) (*book, error) {
	if _, err := time.Parse(time.DateOnly, d.Meta.Dated); err != nil {
		return nil, fmt.Errorf("xlsx: the date of the document: %w", err)
	}
	b := &book{
		doc: d, options: o, file: excelize.NewFile(), styles: map[style]int{},
		tables: map[string]bool{}, parts: map[string][]byte{},
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { // That writer would keep the whole file in memory.
		return &archive{w: w, book: b, parts: map[string][]byte{}}
	})
	if err := b.file.SetDefaultFont(fontName); err != nil {
		return nil, fmt.Errorf("xlsx: font: %w", err)
	}
	size := float64(fontSize)
	b.file.Styles.Fonts.Font[0].Sz.Val = &size
	return b, nil
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
	p := &page{book: b, name: name, title: title, widths: widths}
	b.sheets = append(b.sheets, p)
	if err := p.layout(); err != nil {
		return nil, fmt.Errorf("xlsx: sheet %s: %w", name, err)
	}
	look, room := titleLook, 0.0
	for _, w := range widths {
		room += w
	}
	if 1.4*float64(utf8.RuneCountInString(title)) > room { // In larger, bold type.
		look = foldedLook
	}
	if err := p.line(title, style{look: look}); err != nil {
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
	no := false
	if err := p.file.SetSheetView(p.name, 0, &excelize.ViewOptions{RightToLeft: &m.RightToLeft, ShowGridLines: &no}); err != nil {
		return err
	}
	if err := p.fitToPage(); err != nil {
		return err
	}
	number := strings.NewReplacer("&", "&&", "{page}", "&P", "{pages}", "&N").Replace(p.doc.Words.Page)
	if m.RightToLeft {
		number = rightToLeftFooter(number)
	}
	return p.file.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{
		OddHeader: `&C&"` + fontName + `,Bold"` + ampersands(m.Marking.Text),
		OddFooter: "&L" + ampersands(m.Reference) + "&R" + number,
	})
}

// fitToPage lets a sheet print as wide as the paper, on any number of pages.
func (p *page) fitToPage() error {
	yes, paper, across, down, orientation := true, a4, 1, 0, "landscape"
	if err := p.file.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return p.file.SetPageLayout(p.name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &across, FitToHeight: &down,
	})
}

// ampersands escapes a text for a print header.
func ampersands(s string) string { return escapeX(strings.ReplaceAll(s, "&", "&&")) }

// rightToLeftFooter sets marks of direction around the fields of a footer,
// which programs place from left to right otherwise, and spaces that they do
// not swallow.
func rightToLeftFooter(s string) string {
	const mark = "\u200f"
	return mark + strings.NewReplacer("&P", mark+"&P"+mark, "&N", mark+"&N"+mark, " ", "\u00a0").Replace(s) + mark
}

// pageOf returns the sheet whose part has a name.
func (b *book) pageOf(part string) *page {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(part, "xl/worksheets/sheet"), ".xml"))
	if err != nil || n < 1 || n > len(b.sheets) {
		return nil
	}
	return b.sheets[n-1]
}

// replace puts a part in the place of that of excelize.
func (b *book) replace(name string, content []byte) { b.parts[name] = content }

// sortTypes puts the types of the parts in an order: excelize lists them as
// they come out of a map.
func (b *book) sortTypes() {
	list := b.file.ContentTypes.Defaults
	sort.Slice(list, func(i, j int) bool { return list[i].Extension < list[j].Extension })
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
