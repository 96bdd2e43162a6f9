package workbook

import (
	"regexp"
	"slices"
	"strings"

	"htsm/generator/doc"
)

// tableOf returns the table of the document that a sheet holds, by the order
// of the sheets.
func (l *linter) tableOf(s *Sheet) *doc.Table {
	grids := l.d.Grids()
	if i := slices.Index(l.tables(), s); i >= 0 && i < len(grids) {
		return grids[i].Table
	}
	return nil
}

// order checks what stands above a table: the sentence, the unit, the notes,
// the symbols, the sentence on empty cells, the source, and no empty row.
func (l *linter) order(s *Sheet) {
	if s.Table == nil {
		return
	}
	w := l.d.Words
	if s.At(2, 0).Text != w.OneTable {
		l.add(5, s, "the third row is %q", s.At(2, 0).Text)
	}
	rank := 0
	for row := 3; row < s.Table.Top; row++ {
		text := s.At(row, 0).Text
		at := rank
		switch {
		case text == "":
			l.add(5, s, "the row %d is empty", row+1)
		case strings.HasPrefix(text, w.Unit+" – ") && rank == 0:
			at = 1
		case strings.HasPrefix(text, w.Notes+" – ") && rank <= 2:
			at = 2
		case text == w.Legend && rank < 3:
			at = 3
		case text == w.NoBlanks, text == w.BlankNotes:
			at = 5
		case strings.HasPrefix(text, w.Source+" – ") && rank >= 5:
			at = 6
		case rank == 3, rank == 4:
			at = 4 // One symbol a line.
		default:
			l.add(5, s, "the row %d is out of order: %q", row+1, text)
		}
		if at < rank || at == rank && at != 4 {
			l.add(5, s, "the row %d is out of order: %q", row+1, text)
		}
		rank = max(rank, at)
	}
	if rank < 5 {
		l.add(5, s, "nothing is said on empty cells")
	}
}

var (
	digits     = regexp.MustCompile(`^[-+−]?[0-9][0-9 \x{00A0}\x{202F},.]*%?$`)
	numberOnly = regexp.MustCompile(`^[-+#,0.;%]+$`)
	dateFormat = regexp.MustCompile(`^(\[\$-[0-9A-F]+\])?(mmmm yyyy|yyyy-mm|yyyy-mm-dd)$`)
	symbol     = regexp.MustCompile(`\[[a-z]{1,5}\]`)
)

// body checks the cells of a table: numbers, dates, units and empty cells.
func (l *linter) body(s *Sheet) {
	t, of := s.Table, l.tableOf(s)
	if t == nil || of == nil || len(of.Rows) == 0 {
		return
	}
	values := len(of.Stub)
	notes := values + len(of.Cols) // The column of notes, if there is one.
	for row := t.Top + 1; row <= t.Bottom; row++ {
		for col := t.Left; col <= t.Right; col++ {
			c := s.At(row, col)
			format := l.styles.format(c.style)
			switch {
			case c.Text == "" && col != notes && col >= values:
				l.add(7, s, "the row %d has an empty cell", row+1)
			case c.Number && col < values && !dateFormat.MatchString(format):
				l.add(11, s, "the date in row %d has the format %q", row+1, format)
			case c.Number && col >= values && !numberOnly.MatchString(format):
				l.add(12, s, "the number in row %d has the format %q", row+1, format)
			case !c.Number && col >= values && col < notes && digits.MatchString(c.Text):
				l.add(10, s, "the row %d holds the number %s as a text", row+1, c.Text)
			case col >= values && col < notes && c.Text != "" && l.aligned(c) != "right":
				l.add(10, s, "a value in row %d does not stand on the right", row+1)
			}
		}
	}
	for j, c := range of.Cols {
		if head := s.At(t.Top, values+j).Text; of.Unit != "" && countable(c) && !strings.Contains(head, of.Unit) {
			l.add(12, s, "the head %q does not name the unit", head)
		}
	}
}

func (l *linter) aligned(c Cell) string {
	if c.style < 0 || c.style >= len(l.styles.Cells) {
		return ""
	}
	return l.styles.Cells[c.style].Alignment.Horizontal
}

// symbols checks that every symbol in the values and remarks of a table is
// explained above it.
func (l *linter) symbols(s *Sheet) {
	t, of := s.Table, l.tableOf(s)
	if t == nil || of == nil {
		return
	}
	said := map[string]bool{}
	for row := 3; row < t.Top; row++ {
		for _, found := range symbol.FindAllString(s.At(row, 0).Text, -1) {
			said[found] = true
		}
	}
	for row := t.Top + 1; row <= t.Bottom; row++ {
		for col := len(of.Stub); col < len(of.Stub)+len(of.Cols); col++ {
			if c := s.At(row, col); !c.Number {
				for _, found := range symbol.FindAllString(c.Text, -1) {
					if !said[found] {
						l.add(13, s, "the symbol %s in row %d is not explained", found, row+1)
					}
				}
			}
		}
	}
}
