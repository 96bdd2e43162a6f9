package pdf

import (
	"slices"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/typeface"
)

// The measures of tables, in points.
const (
	cellPad     = 10.5 // Beside the text of a cell, both sides together.
	longestWord = 150  // A longer word is broken.
	narrowStub  = 110  // A head of a row may take more lines beyond it.
	wideStub    = 320  // Even where there is room.
	nestIndent  = 24   // What each list, quote or callout takes away.
	mostColumns = 60
)

// An extent is the width of a column: what it needs, so that no number is
// broken and no word where the page allows it, and what reads well.
type extent struct{ least, want float64 }

// room returns the width for a table.
func (k *writer) room(landscape bool) float64 {
	width := pageWidth
	if landscape {
		width = pageHeight
	}
	return width - 2*side - float64(k.depth)*nestIndent
}

// A stance is how a table is made to fit its page.
type stance uint8

const (
	upright       stance = iota // As it is.
	tight                       // Upright, with words of heads divided.
	landscapePage               // Alone among landscape pages.
	parted                      // Upright, in several tables with the same heads of rows.
)

// fewRows bounds the rows of a table that is parted rather than given a
// landscape page, most of which would stay empty.
const fewRows = 6

// stance returns how a table fits best. In lists, quotes and callouts there are
// no landscape pages.
func (k *writer) stance(b *doc.Table) stance {
	fits := func(room float64, narrow bool) bool {
		stub, cols := k.extents(b, narrow)
		return least(stub)+least(cols) <= room
	}
	switch {
	case fits(k.room(false), false):
		return upright
	case fits(k.room(false), true):
		return tight
	case k.depth > 0 || len(b.Rows) <= fewRows:
		return parted
	}
	return landscapePage
}

// wide reports whether a table stands on a landscape page.
func (k *writer) wide(b *doc.Table) bool { return k.stance(b) == landscapePage }

// runs divides the columns of a table into what fits beside the heads of the
// rows, between groups of columns where that is possible.
func (k *writer) runs(b *doc.Table) []run {
	room := k.room(k.landscape)
	heads, cols := k.extents(b, k.stance(b) == tight)
	stub := min(least(heads), room/2)
	var out []run
	at := run{}
	used := stub
	for _, u := range units(b, cols, room-stub) {
		width := least(cols[u.from:u.to])
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
func units(b *doc.Table, cols []extent, room float64) []run {
	var out []run
	at := 0
	for _, g := range b.Groups {
		if end := at + g.Span; g.Text != "" && end-at <= mostColumns && least(cols[at:end]) <= room {
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

// widths shares the room among the heads of the rows and a run of columns.
// What is left when each has its least goes to the heads of rows or to those of
// columns, whichever makes the table shorter, until they have what reads well,
// then to the others; the rest goes to the heads of the rows: numbers stay close
// to each other.
func (k *writer) widths(b *doc.Table, r run) []float64 {
	stub, cols := k.extents(b, k.stance(b) == tight)
	all := append(slices.Clone(stub), cols[r.from:r.to]...)
	n := len(stub)
	share := func(rowsFirst bool) []float64 {
		out := make([]float64, len(all))
		for i, e := range all {
			out[i] = e.least
		}
		free := max(0, k.room(k.landscape)-least(all))
		if rowsFirst {
			free = widen(out[:n], stub, free)
		}
		free = k.shorten(b, r, out[n:], free)
		free = widen(out[:n], stub, free)
		free = widen(out, all, free)
		for i := range n {
			out[i] += free / float64(n)
		}
		return out
	}
	rows, heads := share(true), share(false)
	if k.lines(b, r, rows) < k.lines(b, r, heads) {
		return rows
	}
	return heads
}

// The lines of a head that are good enough, and by how much a column is widened
// to find fewer.
const (
	fewLines = 2
	headStep = 3
)

// shorten widens the columns with the longest heads, all together, until their
// heads have a line less, and again, as far as the room goes; it returns what is
// left.
func (k *writer) shorten(b *doc.Table, r run, widths []float64, free float64) float64 {
	for {
		counts := make([]int, len(widths))
		most := 0
		for i, c := range b.Cols[r.from:r.to] {
			counts[i] = k.broken(c.Text, typeface.Bold, widths[i]-cellPad)
			most = max(most, counts[i])
		}
		if most <= fewLines {
			return free
		}
		wider, cost := slices.Clone(widths), 0.0
		for i, c := range b.Cols[r.from:r.to] {
			for counts[i] == most && cost <= free {
				wider[i] += headStep
				cost += headStep
				counts[i] = k.broken(c.Text, typeface.Bold, wider[i]-cellPad)
			}
		}
		if cost > free {
			return free
		}
		copy(widths, wider)
		free -= cost
	}
}

// widen brings columns nearer to the widths that they want, all by the same
// share, and returns what is left of the room.
func widen(widths []float64, columns []extent, free float64) float64 {
	wanted := 0.0
	for i, e := range columns {
		wanted += max(0, e.want-widths[i])
	}
	part := min(1, free/max(wanted, 1))
	for i, e := range columns {
		widths[i] += max(0, e.want-widths[i]) * part
	}
	return free - wanted*part
}

// sampled is the number of rows that decide where the room of a table goes.
const sampled = 100

// lines returns the number of lines of a table with columns of some widths.
func (k *writer) lines(b *doc.Table, r run, widths []float64) int {
	sum := 0
	for i, c := range b.Cols[r.from:r.to] {
		sum = max(sum, k.broken(c.Text, typeface.Bold, widths[len(b.Stub)+i]-cellPad))
	}
	for _, row := range b.Rows[:min(sampled, len(b.Rows))] {
		most := 1
		for l, h := range row.Heads {
			most = max(most, k.broken(h.Text, styleOf(row.Kind), widths[l]-cellPad))
		}
		sum += most
	}
	return sum
}

// broken returns the number of lines of a text in a width.
func (k *writer) broken(text string, style typeface.Style, width float64) int {
	if k.measure(text, style) <= width {
		return 1
	}
	lines, used, space := 1, 0.0, k.measure(" ", style)
	for w := range strings.SplitSeq(text, " ") {
		wide := k.measure(w, style)
		if used > 0 && used+space+wide > width {
			lines, used = lines+1, 0
		}
		used += wide + space
	}
	return lines
}

// extents returns the widths of the columns of the stub and of the others. In a
// narrow table words of heads are divided.
func (k *writer) extents(b *doc.Table, narrow bool) (stub, cols []extent) {
	word := k.word
	if narrow {
		word = k.fragment
	}
	for l, text := range b.Stub {
		whole, longest := 0.0, word(text, typeface.Bold)
		for _, r := range b.Rows {
			style := styleOf(r.Kind)
			whole = max(whole, k.measure(r.Heads[l].Text, style))
			longest = max(longest, k.word(r.Heads[l].Text, style))
		}
		e := extent{least: max(longest, min(whole, narrowStub)) + cellPad}
		e.want = max(e.least, min(max(whole, k.measure(text, typeface.Bold)), wideStub)+cellPad)
		stub = append(stub, e)
	}
	for j, c := range b.Cols {
		marks := 0.6 * float64(len(c.Notes)) * k.look.Small
		whole := k.measure(c.Text, typeface.Bold) + marks
		e := extent{least: word(c.Text, typeface.Bold)}
		for _, r := range b.Rows {
			style := styleOf(r.Kind)
			if c.Kind == head.Total {
				style = typeface.Bold
			}
			marks := 0.6 * float64(len(r.Cells[j].Notes)) * k.look.Small
			e.least = max(e.least, k.measure(r.Cells[j].Display, style)+marks)
		}
		e.want = max(e.least, min(whole, whole/2+30)) // Two lines are good enough.
		cols = append(cols, extent{e.least + cellPad, e.want + cellPad})
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

// fragment returns the width of the widest part of a word of a text, when its
// words are divided.
func (k *writer) fragment(text string, style typeface.Style) float64 {
	widest := 0.0
	for _, w := range strings.Split(text, " ") {
		runes := []rune(w)
		from := 0
		k.options.Words.Divide(k.doc.Meta.Language, runes, true, func(to int) {
			widest = max(widest, k.measure(string(runes[from:to])+"\u2010", style))
			from = to
		})
		widest = max(widest, k.measure(string(runes[from:]), style))
	}
	return min(widest, longestWord)
}

func least(list []extent) float64 {
	total := 0.0
	for _, e := range list {
		total += e.least
	}
	return total
}
