package pdf

import (
	"strconv"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
	press "htsm/generator/pdf"
	"htsm/generator/release"
)

// Table sets a table. In one that is too wide for an upright page words of heads
// are divided; if that is not enough it stands on a landscape page, unless it
// has few rows; one that is too wide for that goes on in further tables with
// the same heads of rows. Nothing is made smaller than the size of notes.
func (k *writer) Table(b *doc.Table) error {
	k.turn(k.wide(b))
	caption, err := k.caption(b.Label, b.Caption, b.Notes)
	if err != nil {
		return err
	}
	if b.Unit != "" {
		caption = append(caption, k.second(k.doc.Words.Unit)...)
		caption = append(caption, press.Span{Text: gap + b.Unit, Light: true, Size: k.look.Small})
	}
	runs := k.runs(b)
	for n, run := range runs {
		t := press.Table{Caption: caption, Together: together, File: k.file(b)}
		if n == 0 {
			t.Name, t.Summary = b.ID, b.Summary
		} else {
			t.Caption = []press.Span{{Text: partOf(k.doc, b, n+1, len(runs)), Color: &k.look.Accent}}
		}
		if n == len(runs)-1 {
			t.Source = k.beneath(b)
		}
		if b.Label != "" {
			t.Again = []press.Span{{Text: strings.ReplaceAll(k.doc.Words.Again, "{label}", b.Label), Color: &k.look.Accent}}
		}
		k.grid(&t, b, run)
		k.add(t)
	}
	return nil
}

// partOf is the caption of a further table: "Table 3 (part 2 of 4)".
func partOf(d *doc.Document, b *doc.Table, part, parts int) string {
	words := strings.NewReplacer("{parts}", strconv.Itoa(parts), "{part}", strconv.Itoa(part)).Replace(d.Words.Part)
	return b.Label + " (" + words + ")"
}

// together is the number of rows that a table shows at least before it goes on
// on the next page, and there.
const together = 3

// beneath is what stands under a table: its source and its symbols.
func (k *writer) beneath(b *doc.Table) []press.Span {
	out := k.labelled(k.doc.Words.Source, b.Source)
	for i, line := range b.Legend {
		switch {
		case i > 0:
			out = append(out, press.Span{Text: " · "})
		default:
			if len(out) > 0 {
				out = append(out, press.Span{Text: "\n"})
			}
			out = append(out, press.Span{Text: k.doc.Words.Legend, Bold: true}, press.Span{Text: gap})
		}
		out = append(out, press.Span{Text: line})
	}
	return out
}

// A run is a range of the columns of a table.
type run struct{ from, to int }

// grid fills a table with the heads and the cells of a run of columns.
func (k *writer) grid(t *press.Table, b *doc.Table, r run) {
	for i, width := range k.widths(b, r) {
		c := press.Column{Width: width}
		if i >= len(b.Stub) {
			c.Align = press.AlignNumber
		}
		t.Columns = append(t.Columns, c)
	}
	t.Head = k.heads(b, r)
	spans := spansOf(b)
	for i, row := range b.Rows {
		out := press.Row{Kind: kindOf(row.Kind)}
		out.Cells = k.stub(b, i, spans)
		for j := r.from; j < r.to; j++ {
			out.Cells = append(out.Cells, k.cell(b.Cols[j], row.Cells[j]))
		}
		t.Body = append(t.Body, out)
	}
}

// heads returns the rows of heads above a run of columns: two where columns
// have something in common.
func (k *writer) heads(b *doc.Table, r run) [][]press.Cell {
	var out [][]press.Cell
	if groups := groupsOf(b, r); groups != nil {
		top := make([]press.Cell, len(b.Stub))
		for _, g := range groups {
			if g.Text == "" {
				top = append(top, make([]press.Cell, g.Span)...)
				continue
			}
			top = append(top, press.Cell{Spans: press.Text(g.Text), ColSpan: g.Span, Align: press.AlignCenter})
		}
		out = append(out, top)
	}
	var row []press.Cell
	for _, s := range b.Stub {
		row = append(row, press.Cell{Spans: press.Text(s)})
	}
	for _, c := range b.Cols[r.from:r.to] {
		row = append(row, press.Cell{Spans: append(press.Text(c.Text), k.marks(c.Notes)...)})
	}
	return append(out, row)
}

// groupsOf returns the groups of a run of columns; nil if none has a text.
func groupsOf(b *doc.Table, r run) []doc.Group {
	var out []doc.Group
	named := false
	at := 0
	for _, g := range b.Groups {
		from, to := max(at, r.from), min(at+g.Span, r.to)
		at += g.Span
		if from < to {
			out = append(out, doc.Group{Text: g.Text, Span: to - from})
			named = named || g.Text != ""
		}
	}
	if !named {
		return nil
	}
	return out
}

// longestSpan bounds the rows that one head binds together: they cannot stand
// on two pages.
const longestSpan = 8

// spansOf returns, for each row and level of heads, over how many rows the
// head stands: 0 if one above covers it.
func spansOf(b *doc.Table) [][]int {
	out := make([][]int, len(b.Rows))
	for i := range out {
		out[i] = make([]int, len(b.Stub))
		out[i][len(b.Stub)-1] = 1
	}
	for l := range len(b.Stub) - 1 {
		for i := 0; i < len(b.Rows); {
			end := i + 1
			for end < len(b.Rows) && end-i < longestSpan && repeats(b, end, l) && (l == 0 || out[end][l-1] == 0) {
				end++
			}
			out[i][l] = end - i
			i = end
		}
	}
	return out
}

// repeats reports whether the head of row i on level l repeats the row above,
// with all heads before it.
func repeats(b *doc.Table, i, l int) bool {
	row, above := b.Rows[i], b.Rows[i-1]
	if row.Kind != above.Kind || row.Heads[l].Text == "" || len(row.Heads[l].Notes) > 0 {
		return false
	}
	for level := range l + 1 {
		if row.Heads[level].Text != above.Heads[level].Text {
			return false
		}
	}
	return true
}

// stub returns the heads of row i. A head stands over the empty ones behind
// it.
func (k *writer) stub(b *doc.Table, i int, spans [][]int) []press.Cell {
	heads := b.Rows[i].Heads
	last := len(heads) - 1
	for last > 0 && heads[last].Text == "" && len(heads[last].Notes) == 0 && spans[i][last-1] == 1 {
		last--
	}
	var out []press.Cell
	for l := 0; l <= last; l++ {
		if spans[i][l] == 0 {
			continue
		}
		c := press.Cell{Spans: append(press.Text(heads[l].Text), k.marks(heads[l].Notes)...), RowSpan: spans[i][l], Head: true}
		if l == last {
			c.ColSpan = len(heads) - last
		}
		out = append(out, c)
	}
	return out
}

// cell sets a value; symbols are quieter than numbers.
func (k *writer) cell(col doc.Col, c doc.Cell) press.Cell {
	s := press.Span{Text: c.Display, Bold: col.Kind == head.Total}
	if status := c.Value.Status(); status != release.Published && status != release.CountOnly || col.Kind == head.Other || col.Kind == head.Residual {
		s.Color = &k.quiet
	}
	return press.Cell{Spans: append([]press.Span{s}, k.marks(c.Notes)...)}
}

func kindOf(kind head.RowKind) press.RowKind {
	switch kind {
	case head.Total:
		return press.RowTotal
	case head.Other, head.Residual:
		return press.RowMuted
	default:
		return press.RowPlain
	}
}
