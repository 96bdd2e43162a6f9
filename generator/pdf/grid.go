package pdf

import "strings"

// The measures of tables, in points.
const (
	cellPadX    = 5.0 // beside the text of a cell, between columns
	cellPadY    = 2.6
	ruleThin    = 0.35
	ruleHead    = 0.7
	widthSample = 400 // rows whose contents decide the widths of columns
)

// layout finds the edges of the columns for a width.
func (m *tableModel) layout(p *provider, width float64) []float64 {
	if m.edges != nil && m.width == width {
		return m.edges
	}
	n := len(m.columns)
	natural, least := make([]float64, n), make([]float64, n)
	for i, g := range m.grids {
		if i > widthSample {
			break
		}
		for _, row := range g.rows {
			for _, c := range row.cells {
				if c.cols > 1 || m.columns[c.col].Width > 0 {
					continue
				}
				whole, word := m.contents(p, c)
				natural[c.col], least[c.col] = max(natural[c.col], whole), max(least[c.col], word)
			}
		}
	}
	shares := m.distribute(natural, least, width)
	m.edges = make([]float64, n+1)
	for i, s := range shares {
		m.edges[i+1] = m.edges[i] + s
	}
	m.width = width
	return m.edges
}

// contents returns the width of a cell's text on one line, and that of its
// longest word, padding included.
func (m *tableModel) contents(p *provider, c *gridCell) (whole, word float64) {
	for _, s := range c.text.spans {
		for w := range strings.FieldsFuncSeq(s.Text, func(r rune) bool { return r == ' ' || r == '\n' }) {
			word = max(word, p.set.Measure(w, c.text.cut(s), s.Size))
		}
	}
	whole = c.text.natural(p)
	// A word is broken rather than letting one column take the page.
	return whole + 2*cellPadX + 0.5, min(word, 150) + 2*cellPadX + 0.5
}

// distribute shares the width of the table among its columns.
func (m *tableModel) distribute(natural, least []float64, width float64) []float64 {
	shares := make([]float64, len(natural))
	free := width
	fixed := 0.0
	for _, c := range m.columns {
		fixed += max(0, c.Width)
	}
	wanted, needed := 0.0, 0.0
	auto := 0
	for i, c := range m.columns {
		if c.Width > 0 {
			continue
		}
		auto++
		natural[i] = max(natural[i], 2*cellPadX)
		wanted += natural[i]
		needed += least[i]
	}
	if fixed > 0 {
		// Shares of the whole width, or of what the others leave.
		room := width
		if auto > 0 {
			room = min(width*min(fixed, 1), width-needed)
		}
		for i, c := range m.columns {
			if c.Width > 0 {
				shares[i] = max(0, room) * c.Width / fixed
				free -= shares[i]
			}
		}
	}
	if wanted > free && needed < free {
		narrow(natural, least, m.columns, free)
		wanted = free
	}
	for i, c := range m.columns {
		switch {
		case c.Width > 0:
		case wanted <= free:
			shares[i] = natural[i]
		default: // words are broken
			shares[i] = least[i] * free / needed
		}
	}
	if wanted < free {
		m.spread(shares, free-wanted)
	}
	return shares
}

// spread gives room to spare to the columns of text in proportion to their
// widths; numbers stay close to each other unless there is nothing else.
func (m *tableModel) spread(shares []float64, spare float64) {
	for _, numbers := range []bool{false, true} {
		sum := 0.0
		for i, c := range m.columns {
			if c.Width <= 0 && (numbers || c.Align != AlignNumber) {
				sum += shares[i]
			}
		}
		if sum <= 0 {
			continue
		}
		for i, c := range m.columns {
			if c.Width <= 0 && (numbers || c.Align != AlignNumber) {
				shares[i] += spare * shares[i] / sum
			}
		}
		return
	}
}

// narrow lowers the widest columns to a common width, but not below their
// longest words, until all fit: short columns keep theirs.
func narrow(natural, least []float64, columns []Column, free float64) {
	low, high := 0.0, free
	sum := func(limit float64) float64 {
		total := 0.0
		for i, c := range columns {
			if c.Width <= 0 {
				total += min(natural[i], max(least[i], limit))
			}
		}
		return total
	}
	const steps = 40 // halves the doubt to less than any unit of drawing
	for range steps {
		if limit := (low + high) / 2; sum(limit) > free {
			high = limit
		} else {
			low = limit
		}
	}
	for i := range natural {
		natural[i] = min(natural[i], max(least[i], low))
	}
}

// box returns the left edge and width of a cell's text.
func (g *gridPart) box(c *gridCell, edges []float64, x, width float64) (left, inner float64) {
	from, to := edges[c.col], edges[c.col+c.cols]
	padStart, padEnd := cellPadX, cellPadX
	if c.col == 0 {
		padStart = 0 // the text stands at the margin
	}
	if c.col+c.cols == len(g.model.columns) {
		padEnd = 0
	}
	inner = max(1, to-from-padStart-padEnd)
	if g.model.rtl {
		return x + width - to + padEnd, inner
	}
	return x + from + padStart, inner
}

// measure finds the heights of the rows: cells over several rows stretch
// their last one.
func (g *gridPart) measure(p *provider, width float64) []float64 {
	if g.heights != nil && g.width == width {
		return g.heights
	}
	edges := g.model.layout(p, width)
	heights := make([]float64, len(g.rows))
	for span := 1; span <= len(g.rows); span++ {
		for i, row := range g.rows {
			for _, c := range row.cells {
				if c.rows != span {
					continue
				}
				_, inner := g.box(c, edges, 0, width)
				need := max(c.text.height(p, inner), c.text.style.size*c.text.style.leading) + 2*cellPadY
				for k := i; k < i+span-1; k++ {
					need -= heights[k]
				}
				heights[i+span-1] = max(heights[i+span-1], need)
			}
		}
	}
	g.width, g.heights = width, heights
	return heights
}

func (g *gridPart) height(p *provider, width float64) float64 {
	sum := 0.0
	for _, h := range g.measure(p, width) {
		sum += h
	}
	return sum
}

func (g *gridPart) paint(p *provider, x, y, width float64) {
	heights := g.measure(p, width)
	edges := g.model.layout(p, width)
	ink, rule := g.model.ink.tagged(), g.model.rule.tagged()
	if g.head {
		p.doc.Line(x, y, x+width, y, ruleHead, ink)
	}
	for i, row := range g.rows {
		if row.kind == RowTotal && !g.head {
			p.doc.Line(x, y, x+width, y, ruleHead, ink)
		}
		if !p.artifact {
			p.doc.Attach(p.element(row.tag))
		}
		for _, c := range row.cells {
			tall := 0.0
			for k := i; k < i+c.rows; k++ {
				tall += heights[k]
			}
			g.paintCell(p, c, edges, x, y, width, tall)
		}
		y += heights[i]
		if i+1 < len(g.rows) {
			g.between(p, i, edges, x, y, width)
		}
	}
	switch {
	case g.head || g.last:
		p.doc.Line(x, y, x+width, y, ruleHead, ink)
	default:
		p.doc.Line(x, y, x+width, y, ruleThin, rule)
	}
}

// paintCell sets a cell's text: heads at the bottom of their row, bodies at
// its top.
func (g *gridPart) paintCell(p *provider, c *gridCell, edges []float64, x, y, width, tall float64) {
	left, inner := g.box(c, edges, x, width)
	if g.head {
		y += tall - 2*cellPadY - c.text.height(p, inner)
	}
	if !p.artifact {
		p.doc.Attach(p.element(c.tag))
	}
	p.within(c.tag, func() { c.text.paint(p, left, y+cellPadY, inner) })
}

// between rules the columns below row i where a cell starts: under a head
// that covers several columns, and between rows that cells bind together.
func (g *gridPart) between(p *provider, i int, edges []float64, x, y, width float64) {
	for _, c := range g.rows[i+1].cells {
		if g.head && !g.covered(i, c.col) {
			continue
		}
		from, to := edges[c.col], edges[c.col+c.cols]
		left, right := x+from, x+to
		if g.model.rtl {
			left, right = x+width-to, x+width-from
		}
		p.doc.Line(left, y, right, y, ruleThin, g.model.rule.tagged())
	}
}

// covered tells whether a cell over several columns ends above row i+1 in a
// column.
func (g *gridPart) covered(i, col int) bool {
	for k := 0; k <= i; k++ {
		for _, c := range g.rows[k].cells {
			if c.cols > 1 && k+c.rows == i+1 && col >= c.col && col < c.col+c.cols {
				return true
			}
		}
	}
	return false
}

// cut divides a row that is taller than a page between lines of its cells.
// Rows that cells bind together cannot be divided.
func (g *gridPart) cut(p *provider, width, height float64) (part, part, bool) {
	if g.head || len(g.rows) != 1 || height < 4*cellPadY {
		return nil, nil, false
	}
	edges := g.model.layout(p, width)
	head, tail := *g, *g
	head.heights, tail.heights, head.last = nil, nil, false
	head.rows, tail.rows = []gridRow{g.rows[0]}, []gridRow{g.rows[0]}
	head.rows[0].cells, tail.rows[0].cells = nil, nil
	moved := false
	for _, c := range g.rows[0].cells {
		_, inner := g.box(c, edges, 0, width)
		first, rest := *c, *c
		a, b := c.text.cutAt(p, inner, height-2*cellPadY)
		first.text, rest.text = a, b
		moved = moved || a.height(p, inner) > 0
		head.rows[0].cells = append(head.rows[0].cells, &first)
		tail.rows[0].cells = append(tail.rows[0].cells, &rest)
	}
	return &head, &tail, moved
}

// cutAt divides a text after the lines that fit in a height.
func (t *textPart) cutAt(p *provider, width, height float64) (head, tail *textPart) {
	lines := t.lines(p, width)
	n := 0
	for used := 0.0; n < len(lines); n++ {
		if used += t.lineHeight(lines[n]); used > height {
			break
		}
	}
	a, b := *t, *t
	a.to, b.from, b.to = t.from+n, t.from+n, t.from+len(lines)
	a.empty, b.empty = n == 0, n == len(lines)
	return &a, &b
}

func (g *gridPart) notes() []*Note {
	var list []*Note
	for _, row := range g.rows {
		for _, c := range row.cells {
			list = append(list, c.text.notes()...)
		}
	}
	return list
}

func (g *gridPart) anchors() []string {
	var list []string
	for _, row := range g.rows {
		for _, c := range row.cells {
			list = append(list, c.text.anchors()...)
		}
	}
	return list
}

func (g *gridPart) plain() []plainLine {
	var lines []plainLine
	for _, row := range g.rows {
		text := ""
		for i, c := range row.cells {
			if i > 0 {
				text += " | "
			}
			text += plainText(c.text.spans)
		}
		lines = append(lines, plainLine{text: text, size: g.model.inner.size, bold: g.head || row.kind == RowTotal || row.kind == RowGroup, rtl: g.model.rtl})
	}
	return lines
}
