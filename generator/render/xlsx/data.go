package xlsx

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
)

// data writes the sheet of one table.
func (b *book) data(it item) error {
	t := it.table
	heads, noted := b.heads(t), slices.ContainsFunc(t.Rows, hasMarks)
	if noted {
		heads = append(heads, b.doc.Words.Notes)
	}
	p, err := b.sheet(it.sheet, b.marked(it.title, it.notes), dataWidths(t, heads)...)
	if err != nil {
		return err
	}
	if err := p.preamble(it); err != nil {
		return err
	}
	r, err := p.begin(heads, len(t.Stub), len(t.Stub)+len(t.Cols))
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := p.dataRow(t, row, noted); err != nil {
			return fmt.Errorf("row %q: %w", row.Key, err)
		}
	}
	return r.end(t.ID, it.title, t.Summary)
}

// preamble writes what must be known before a table is read, one line each.
func (p *page) preamble(it item) error {
	w := p.doc.Words
	if err := p.line(w.OneTable, style{}); err != nil {
		return err
	}
	if err := p.label(w.Unit, it.table.Unit); err != nil {
		return err
	}
	if used := notesOf(it); len(used) > 0 {
		p.row++
		if err := p.link(1, w.Notes+" –"+p.marked("", used), "Notes"); err != nil {
			return err
		}
	}
	for i, line := range it.table.Legend {
		if i == 0 {
			if err := p.line(w.Legend, style{look: strongLook}); err != nil {
				return err
			}
		}
		if err := p.line(line, style{}); err != nil {
			return err
		}
	}
	return p.label(w.Source, it.source)
}

// notesOf returns the notes that a sheet refers to, sorted.
func notesOf(it item) []doc.NoteID {
	list := slices.Clone(it.notes)
	for _, c := range it.table.Cols {
		list = append(list, c.Notes...)
	}
	for _, r := range it.table.Rows {
		for _, h := range r.Heads {
			list = append(list, h.Notes...)
		}
		for _, c := range r.Cells {
			list = append(list, c.Notes...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func hasMarks(r doc.Row) bool {
	return slices.ContainsFunc(r.Heads, func(h doc.RowHead) bool { return len(h.Notes) > 0 }) ||
		slices.ContainsFunc(r.Cells, func(c doc.Cell) bool { return len(c.Notes) > 0 || flagged(c) })
}

// flagged reports whether the display of a cell says more than its number.
func flagged(c doc.Cell) bool {
	return c.Value.Status() == release.Published && c.Value.Has(release.Provisional|release.Revised|release.Unreliable)
}

// heads returns the heads of all columns of a table in one row: a head over
// several columns stands before each of theirs.
func (b *book) heads(t *doc.Table) []string {
	out := slices.Clone(t.Stub)
	group := make([]string, 0, len(t.Cols))
	for _, g := range t.Groups {
		for range g.Span {
			group = append(group, g.Text)
		}
	}
	for j, c := range t.Cols {
		text := c.Text
		if j < len(group) && group[j] != "" {
			text = group[j] + " – " + text
		}
		out = append(out, b.marked(text, c.Notes))
	}
	return out
}

func (p *page) dataRow(t *doc.Table, row doc.Row, noted bool) error {
	p.row++
	for l, h := range row.Heads {
		if err := p.text(l+1, h.Text, style{look: bodyLook, kind: row.Kind}); err != nil {
			return err
		}
	}
	for j, c := range row.Cells {
		if err := p.cell(len(t.Stub)+j+1, c, t.Cols[j].Measure, row.Kind); err != nil {
			return err
		}
	}
	if !noted {
		return nil
	}
	return p.text(len(t.Stub)+len(t.Cols)+1, p.rowMarks(t, row), style{look: bodyLook, kind: row.Kind})
}

// rowMarks returns the remarks on a row: the marks of its heads, then those of
// its cells behind the heads of their columns. A number that cannot be relied
// on stands there as it is displayed, with its symbol.
func (p *page) rowMarks(t *doc.Table, row doc.Row) string {
	var parts []string
	for _, h := range row.Heads {
		for _, id := range h.Notes {
			parts = append(parts, p.mark(id))
		}
	}
	for j, c := range row.Cells {
		text := t.Cols[j].Text
		if flagged(c) {
			text += " – " + c.Display
		}
		if len(c.Notes) > 0 || flagged(c) {
			parts = append(parts, p.marked(text, c.Notes))
		}
	}
	return strings.Join(parts, "; ")
}

// cell writes a published number as a number, and anything else as its
// display.
func (p *page) cell(col int, c doc.Cell, m head.Measure, kind head.RowKind) error {
	n, ok := c.Value.Number()
	if !ok || c.Value.Status() != release.Published {
		return p.text(col, c.Display, style{look: bodyLook, kind: kind, end: true})
	}
	x, err := number(n, m)
	if err != nil {
		return err
	}
	at, err := excelize.CoordinatesToCellName(col, p.row)
	if err != nil {
		return err
	}
	if err := p.file.SetCellFloat(p.name, at, x, -1, 64); err != nil {
		return err
	}
	return p.dress(at, style{look: bodyLook, kind: kind, end: true, format: numberFormat(m, n.Scale())})
}

// number returns what a cell holds for n: the number itself, and for per cent
// a hundredth of it, from the decimal digits and so without a rounding of its
// own.
func number(n num.Decimal, m head.Measure) (float64, error) {
	exponent := -int(n.Scale())
	if m.Quantity == head.Share || m.Quantity == head.Change {
		exponent -= 2
	}
	if n.Units() == math.MinInt64 || max(n.Units(), -n.Units()) >= 1e15 {
		return 0, fmt.Errorf("the number %s has more than %d digits", n, maxDigits)
	}
	return strconv.ParseFloat(fmt.Sprintf("%de%d", n.Units(), exponent), 64)
}

// dataWidths returns the widths of the columns of a table: heads wrap between
// words, rows do not wrap unless they are long.
func dataWidths(t *doc.Table, heads []string) []float64 {
	out := make([]float64, len(heads))
	for i, h := range heads {
		longest := 0.0
		for word := range strings.FieldsSeq(h) {
			longest = max(longest, 1.2*float64(utf8.RuneCountInString(word))) // Bold.
		}
		for _, r := range t.Rows {
			text := ""
			switch {
			case i < len(r.Heads):
				text = r.Heads[i].Text
			case i < len(r.Heads)+len(r.Cells):
				text = r.Cells[i-len(r.Heads)].Display
			}
			longest = max(longest, float64(utf8.RuneCountInString(text)))
		}
		narrow, wide := 12.0, 36.0
		switch {
		case i == 0:
			narrow, wide = 50, 60 // The lines above the table stand in it, too.
		case i == len(t.Stub)+len(t.Cols):
			narrow = wide // Notes.
		}
		out[i] = min(max(longest+3, narrow), wide)
	}
	return out
}
