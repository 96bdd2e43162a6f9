package xlsx

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
)

// data writes the sheet of one table, with its chart beside it.
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
	if err := p.preamble(it, noted); err != nil {
		return err
	}
	r, err := p.begin(heads, len(t.Stub), len(t.Stub)+len(t.Cols))
	if err != nil {
		return err
	}
	if err := checkSize(len(p.rows)+len(t.Rows), len(heads)); err != nil {
		return err
	}
	for _, err := range p.tableRows(t, noted) { // Nothing is written before all of it is known to fit.
		if err != nil {
			return err
		}
	}
	p.body = p.tableRows(t, noted)
	if it.figure != nil {
		if err := p.figure(it.figure, t, len(p.rows)); err != nil {
			return err
		}
	}
	return r.end(t.ID, it.title, t.Summary, len(t.Rows))
}

// preamble writes what must be known before a table is read, one line each.
func (p *page) preamble(it item, noted bool) error {
	w := p.doc.Words
	if err := p.line(w.OneTable, style{}); err != nil {
		return err
	}
	if err := p.label(w.Unit, it.table.Unit); err != nil {
		return err
	}
	if used := notesOf(it); len(used) > 0 {
		if err := p.line(w.Notes+" –"+p.marked("", used), style{}); err != nil {
			return err
		}
		if err := p.link(0, "Notes"); err != nil {
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
	blanks := w.NoBlanks
	if noted {
		blanks = w.BlankNotes
	}
	if err := p.line(blanks, style{}); err != nil {
		return err
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
	return c.Value.Status() == release.Published && c.Value.Has(release.Provisional|release.Revised|release.Unreliable|release.Broken)
}

// heads returns the heads of all columns of a table in one row: a head over
// several columns stands before each of theirs, and what is counted behind
// that of a count.
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
		if q := c.Measure.Quantity; (q == head.Count || q == head.Difference) && t.Unit != "" && !strings.Contains(text, t.Unit) {
			text = strings.NewReplacer("{head}", text, "{unit}", t.Unit).Replace(b.doc.Words.HeadUnit)
		}
		out = append(out, b.marked(text, c.Notes))
	}
	return out
}

// tableRows makes the rows of a table one after the other. The cells of a row
// last until the next one is made.
func (p *page) tableRows(t *doc.Table, noted bool) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		formats := make([]formats, len(t.Cols))
		cells := make([]cell, 0, len(t.Stub)+len(t.Cols)+1)
		for _, from := range t.Rows {
			r := row{cells: cells[:0]}
			if err := p.tableRow(&r, t, from, noted, formats); err != nil {
				yield(row{}, fmt.Errorf("row %q: %w", from.Key, err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (p *page) tableRow(r *row, t *doc.Table, from doc.Row, noted bool, known []formats) error {
	for l, h := range from.Heads {
		s := style{look: bodyLook, kind: from.Kind}
		if serial, ok := month(h); ok {
			s.format = monthFormat(p.doc.Meta.Language)
			id, err := p.styleID(s)
			if err != nil {
				return err
			}
			r.cells = append(r.cells, cell{number: serial, style: id})
			continue
		}
		if err := p.text(r, l, h.Text, s); err != nil {
			return err
		}
	}
	for j, c := range from.Cells {
		s := style{look: bodyLook, kind: from.Kind, end: true}
		n, ok := c.Value.Number()
		if !ok || c.Value.Status() != release.Published {
			if err := p.text(r, len(t.Stub)+j, c.Display, s); err != nil {
				return err
			}
			continue
		}
		text, err := number(n, t.Cols[j].Measure)
		if err != nil {
			return err
		}
		s.format = known[j].of(t.Cols[j].Measure, n.Scale())
		id, err := p.styleID(s)
		if err != nil {
			return err
		}
		r.cells = append(r.cells, cell{number: text, style: id})
	}
	if !noted {
		return nil
	}
	return p.text(r, len(t.Stub)+len(t.Cols), p.rowMarks(t, from), style{look: bodyLook, kind: from.Kind, inset: true})
}

// rowMarks returns the remarks on a row: the marks of its heads, then those of
// its cells behind the heads of their columns. A number that cannot be relied
// on stands there as it is displayed, with its symbol; a symbol that all
// numbers of the row share stands there alone.
func (p *page) rowMarks(t *doc.Table, row doc.Row) string {
	var parts []string
	for _, h := range row.Heads {
		for _, id := range h.Notes {
			parts = append(parts, p.mark(id))
		}
	}
	shared := sharedSymbol(row)
	if shared != "" {
		parts = append(parts, shared)
	}
	for j, c := range row.Cells {
		text, alone := t.Cols[j].Text, flagged(c) && shared == ""
		if alone {
			text += " – " + c.Display
		}
		if len(c.Notes) > 0 || alone {
			parts = append(parts, p.marked(text, c.Notes))
		}
	}
	return strings.Join(parts, "; ")
}

// sharedSymbol returns the symbol in square brackets that ends the display of
// every number of a row, or nothing.
func sharedSymbol(row doc.Row) string {
	shared := ""
	for _, c := range row.Cells {
		if c.Value.Status() != release.Published {
			continue
		}
		at := strings.LastIndexByte(c.Display, '[')
		if at < 0 || !flagged(c) || !strings.HasSuffix(c.Display, "]") || strings.Count(c.Display, "[") > 1 {
			return ""
		}
		if shared != "" && shared != c.Display[at:] {
			return ""
		}
		shared = c.Display[at:]
	}
	return shared
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
			if float64(len(text)) > longest {
				longest = max(longest, float64(utf8.RuneCountInString(text)))
			}
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
