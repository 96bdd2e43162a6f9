package verify

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/verify/workbook"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// around returns the number of sheets before the first table (cover, contents
// and, if there are any, notes) and after the last one (sources, if any).
func around(d *doc.Document) (before, after int) {
	before = 2
	if len(d.Notes) > 0 {
		before++
	}
	if len(d.Sources) > 0 {
		after++
	}
	return before, after
}

// XLSX reads a workbook back: after the sheets in front, the k-th sheet must
// hold the k-th table of d, its heads and its cells: a published number as
// that number, anything else as its text. The workbook must keep the checklist
// of package workbook.
func XLSX(d *doc.Document, data []byte) error {
	book, err := workbook.Read(data)
	if err != nil {
		return fmt.Errorf("read workbook: %w", err)
	}
	tables := d.Grids()
	before, after := around(d)
	if len(book.Sheets) != before+len(tables)+after {
		return fmt.Errorf("there are %d sheets for %d tables", len(book.Sheets), len(tables))
	}
	var diff differences
	cover := book.Sheets[0]
	for i, want := range []string{d.Meta.Title, d.Meta.Marking.Text, d.Meta.Period} {
		if got := cover.At(i, 0); got.Text != want {
			diff.add("the cover shows %q, want %q", got.Text, want)
		}
	}
	for k, t := range tables {
		compareSheet(book.Sheets[before+k], t.Table, &diff)
	}
	for _, f := range book.Lint(d) {
		diff.add("%s", f)
	}
	return diff.err()
}

// compareSheet compares what stands beneath the heads of the marked-up table
// of a sheet.
func compareSheet(s *workbook.Sheet, t *doc.Table, d *differences) {
	if s.Table == nil {
		d.add("%s: the sheet has no table", t.ID)
		return
	}
	heads, top := len(t.Stub), s.Table.Top
	for j, c := range t.Cols {
		if got := s.At(top, heads+j); !strings.Contains(got.Text, c.Text) && !strings.Contains(c.Text, got.Text) {
			d.add("%s: column %s has the head %q, want %q", t.ID, c.Key, got.Text, c.Text)
		}
	}
	for i, r := range t.Rows {
		for j, h := range r.Heads {
			if got, want := valueOf(s.At(top+1+i, j)), wantHead(h); got != want {
				d.add("%s: row %s has the head %v, want %v", t.ID, r.Key, got, want)
			}
		}
		for j, c := range r.Cells {
			if got, want := valueOf(s.At(top+1+i, heads+j)), wantCell(t.Cols[j], c); got != want {
				d.add("%s/%s/%s holds %v, want %v", t.ID, r.Key, t.Cols[j].Key, got, want)
			}
		}
	}
	if extra := s.At(top+1+len(t.Rows), 0); extra.Text != "" {
		d.add("%s: %q stands beneath the table", t.ID, extra.Text)
	}
}

// A cell is what a cell of a sheet holds: a number or a text.
type cell struct {
	number bool
	text   string // Of a number, its shortest decimal form.
}

func valueOf(c workbook.Cell) cell { return cell{c.Number, c.Text} }

// wantCell returns what a workbook must hold for a cell of a document.
func wantCell(col doc.Col, c doc.Cell) cell {
	n, ok := c.Value.Number()
	if !ok || c.Value.Status() != release.Published {
		return cell{text: c.Display}
	}
	return cell{number: true, text: workbook.Shortest(machine(col.Measure, n))}
}

// wantHead returns what a workbook must hold for the head of a row: of a month
// its first day, counted from the end of 1899.
func wantHead(h doc.RowHead) cell {
	day, err := time.Parse("2006-01", h.Month)
	if err != nil {
		return cell{text: h.Text}
	}
	return cell{number: true, text: workbook.Shortest(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)}
}

// machine returns a number as a workbook holds it: shares and changes as
// fractions of 1.
func machine(m head.Measure, n num.Decimal) float64 {
	if m.Quantity == head.Share || m.Quantity == head.Change {
		return n.Float64() / 100
	}
	return n.Float64()
}
