package pdf

import (
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/typeface"
)

// The measures of tables, in points.
const (
	cellPad     = 10.5 // Beside the text of a cell, both sides together.
	longestWord = 150  // A longer word is broken.
	stubWidth   = 120  // A head of a row may take more lines beyond it.
	nestIndent  = 24   // What each list, quote or callout takes away.
	mostColumns = 60
)

// room returns the width for a table.
func (k *writer) room(landscape bool) float64 {
	width := pageWidth
	if landscape {
		width = pageHeight
	}
	return width - 2*side - float64(k.depth)*nestIndent
}

// wide reports whether a table needs a landscape page and may have one.
func (k *writer) wide(b *doc.Table) bool {
	if k.depth > 0 {
		return false
	}
	stub, cols := k.extents(b)
	return stub+sum(cols) > k.room(false)
}

// runs divides the columns of a table into what fits beside the heads of the
// rows, between groups of columns where that is possible.
func (k *writer) runs(b *doc.Table) []run {
	room := k.room(k.landscape)
	stub, cols := k.extents(b)
	stub = min(stub, room/2)
	var out []run
	at := run{}
	used := stub
	for _, u := range units(b, cols, room-stub) {
		width := sum(cols[u.from:u.to])
		if at.to > at.from && (used+width > room || u.to-at.from > mostColumns) {
			out = append(out, at)
			at, used = run{u.from, u.from}, stub
		}
		at.to = u.to
		used += width
	}
	return append(out, at)
}

// units returns what stays together: groups that fit in a room, and single
// columns.
func units(b *doc.Table, cols []float64, room float64) []run {
	var out []run
	at := 0
	for _, g := range b.Groups {
		if end := at + g.Span; g.Text != "" && end-at <= mostColumns && sum(cols[at:end]) <= room {
			out = append(out, run{at, end})
			at = end
			continue
		}
		for range g.Span {
			out = append(out, run{at, at + 1})
			at++
		}
	}
	for ; at < len(cols); at++ {
		out = append(out, run{at, at + 1})
	}
	return out
}

// extents returns the width that the heads of the rows need together, and that
// of each column: no number is broken, and words are not broken where the
// page allows it.
func (k *writer) extents(b *doc.Table) (stub float64, cols []float64) {
	for l, text := range b.Stub {
		whole, word := 0.0, k.word(text, typeface.Bold)
		for _, r := range b.Rows {
			style := styleOf(r.Kind)
			whole = max(whole, k.measure(r.Heads[l].Text, style))
			word = max(word, k.word(r.Heads[l].Text, style))
		}
		stub += max(word, min(whole, stubWidth)) + cellPad
	}
	for j, c := range b.Cols {
		width := k.word(c.Text, typeface.Bold)
		for _, r := range b.Rows {
			style := styleOf(r.Kind)
			if c.Kind == head.Total {
				style = typeface.Bold
			}
			marks := 0.6 * float64(len(r.Cells[j].Notes)) * k.look.Small
			width = max(width, k.measure(r.Cells[j].Display, style)+marks)
		}
		cols = append(cols, width+cellPad)
	}
	return stub, cols
}

func styleOf(kind head.RowKind) typeface.Style {
	if kind == head.Total {
		return typeface.Bold
	}
	return typeface.Regular
}

func (k *writer) measure(text string, style typeface.Style) float64 {
	return k.options.Fonts.Measure(text, style, k.look.Small)
}

// word returns the width of the longest word of a text.
func (k *writer) word(text string, style typeface.Style) float64 {
	longest := 0.0
	for _, w := range strings.Split(text, " ") {
		longest = max(longest, k.measure(w, style))
	}
	return min(longest, longestWord)
}

func sum(list []float64) float64 {
	total := 0.0
	for _, x := range list {
		total += x
	}
	return total
}
