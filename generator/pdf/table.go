package pdf

import (
	"errors"
	"fmt"
	"slices"

	"htsm/generator/pdf/tagged"
)

// Table is a table with horizontal rules. Its head is repeated on every page,
// its first and last rows stay together, and it starts at the side
// where text starts: in a right-to-left look the first column is at the
// right.
type Table struct {
	Caption []Span // above; may be empty
	Columns []Column
	Head    [][]Cell // rows of the head; all cells are column heads
	Body    []Row
	Source  []Span // below, small
	Summary string // what it holds, for those who cannot see it
	// Together is the number of rows that stay together at either end of the
	// table; 0 means 2. A table of at most twice as many stays on one page if
	// it fits there.
	Together int
	// Again stands above the head where the table goes on on a new page; it may
	// be empty. Like the repeated head it is an artifact.
	Again []Span
	Name  string // names the place of the table
	File  string // the name of the attachment with its data; may be empty
}

// Column is the width and alignment of a column.
type Column struct {
	Width float64 // share of the table's width; 0 fits the contents
	Align Align   // of its cells, AlignStart by default
}

// Row is a row of a table's body.
type Row struct {
	Kind  RowKind
	Cells []Cell
}

// RowKind is how a row stands out.
type RowKind uint8

// The kinds of rows.
const (
	RowPlain RowKind = iota
	RowTotal         // bold, with a rule above
	RowMuted         // grey: residuals
	RowGroup         // bold: a heading of the rows below, with which it stays
)

// Cell is a cell of a table. It stands in the first column of its row that no
// cell before it covers; columns left over are empty. The only cell of a group
// row covers them all.
type Cell struct {
	Spans   []Span
	ColSpan int   // 0 means 1
	RowSpan int   // 0 means 1; a span ends with its head or body
	Align   Align // AlignInherit takes the column's
	Head    bool  // heads its row
}

// maxColumns bounds the columns of a table that can be read on a page.
const maxColumns = 64

var errColumns = errors.New("a table needs 1 to 64 columns")

func (c Table) flow(b *builder) {
	if len(c.Columns) == 0 || len(c.Columns) > maxColumns {
		b.push(&block{err: errColumns})
		return
	}
	table := b.tag(tagged.Table, tagged.Attributes{Summary: c.Summary, File: c.File})
	if len(c.Caption) > 0 {
		style := b.style(b.look.Body, b.look.Ink)
		style.bold, style.leading = true, 1.3
		caption := b.push(&block{part: newText(c.Caption, style), tag: &tag{parent: table, role: tagged.Caption}, before: 12, after: 5, keepNext: true})
		caption.part = &namedPart{part: caption.part, name: c.Name}
	} else if c.Name != "" {
		b.push(&block{part: &namedPart{part: spacePart(0), name: c.Name}, tag: table, keepNext: true})
	}
	model := &tableModel{columns: c.Columns, rtl: b.look.RTL, rule: b.look.Rule, ink: b.look.Ink, inner: b.style(b.look.Small, b.look.Ink)}
	part := tagged.TableHead
	if len(c.Body) == 0 {
		part = tagged.TableBody // A head cannot stand without a body.
	}
	head, err := model.grid(c.Head, nil, b, &tag{parent: table, role: part})
	var body []*gridPart
	if err == nil {
		body, err = model.bodyGrids(c.Body, b, &tag{parent: table, role: tagged.TableBody})
	}
	if err != nil {
		b.push(&block{err: fmt.Errorf("table %q: %w", plainText(c.Caption), err)})
		return
	}
	again := &againPart{head: head}
	if head != nil {
		head.head = true
		model.grids = append(model.grids, head)
		b.push(&block{part: head, tag: table, keepNext: true})
		if len(c.Again) > 0 {
			style := b.style(b.look.Body, b.look.Ink)
			style.bold, style.leading = true, 1.3
			again.caption = newText(c.Again, style)
		}
	}
	model.grids = append(model.grids, body...)
	together := max(2, c.Together)
	for i, g := range body {
		g.last = i == len(body)-1
		bl := b.push(&block{part: g, tag: table})
		if head != nil {
			bl.head = again
		}
		// A group stays with its first row.
		bl.keepNext = !g.last && (i < together-1 || i >= len(body)-together || g.rows[0].kind == RowGroup)
	}
	last := b.out[len(b.out)-1]
	last.after = 12
	if len(c.Source) > 0 {
		last.after, last.keepNext = 4, true
		b.source(c.Source, tagged.Paragraph)
	}
}

// againPart is what stands above the rows of a table that goes on.
type againPart struct {
	caption *textPart // nil for none
	head    *gridPart
}

func (a *againPart) above(p *provider, width float64) float64 {
	if a.caption == nil {
		return 0
	}
	return a.caption.height(p, width) + againGap
}

// againGap is between a repeated caption and the head, in points.
const againGap = 5

func (a *againPart) height(p *provider, width float64) float64 {
	return a.above(p, width) + a.head.height(p, width)
}

func (a *againPart) paint(p *provider, x, y, width float64) {
	if a.caption != nil {
		a.caption.paint(p, x, y, width)
	}
	a.head.paint(p, x, y+a.above(p, width), width)
}

func (a *againPart) plain() []plainLine { return a.head.plain() }

func (a *againPart) notes() []*Note { return a.head.notes() }

// source pushes the small text below a table.
func (b *builder) source(spans []Span, role tagged.Role) {
	style := b.style(b.look.Small, b.look.Muted)
	style.leading = 1.3
	b.text(spans, style, b.tag(role, tagged.Attributes{}), 12)
}

// namedPart names the place of a part.
type namedPart struct {
	part
	name string
}

func (n *namedPart) paint(p *provider, x, y, width float64) {
	if n.name != "" && !p.artifact {
		p.doc.Dest(n.name, y-4)
	}
	n.part.paint(p, x, y, width)
}

func (n *namedPart) shrunk(p *provider, width, height float64) (part, bool) {
	s, ok := n.part.(shrinker)
	if !ok {
		return nil, false
	}
	small, ok := s.shrunk(p, width, height)
	return &namedPart{part: small, name: n.name}, ok
}

func (n *namedPart) least(p *provider, width float64) float64 {
	if s, ok := n.part.(shrinker); ok {
		return s.least(p, width)
	}
	return n.part.height(p, width)
}

func (n *namedPart) anchors() []string {
	var names []string
	if a, ok := n.part.(anchored); ok {
		names = a.anchors()
	}
	if n.name != "" {
		names = append(names, n.name)
	}
	return names
}

func (n *namedPart) notes() []*Note { return notesOf(n.part) }

// tableModel is what all rows of a table share.
type tableModel struct {
	columns   []Column
	rtl       bool
	rule, ink Color
	inner     textStyle
	grids     []*gridPart
	width     float64   // for which edges was made
	edges     []float64 // of the columns, from the start of the table
}

// gridCell is a cell in its place.
type gridCell struct {
	text     *textPart
	row, col int
	rows     int
	cols     int
	tag      *tag
}

type gridRow struct {
	kind  RowKind
	tag   *tag
	cells []*gridCell // that start in the row
}

// gridPart is one or more rows that cells bind together.
type gridPart struct {
	model   *tableModel
	rows    []gridRow
	head    bool
	last    bool // of the body
	width   float64
	heights []float64
}

// bodyGrids makes one part of each row, or of rows that cells bind together.
func (m *tableModel) bodyGrids(body []Row, b *builder, parent *tag) ([]*gridPart, error) {
	var parts []*gridPart
	for i := 0; i < len(body); {
		end := i + 1
		for k := i; k < end && k < len(body); k++ {
			for _, c := range body[k].Cells {
				end = max(end, min(len(body), k+max(1, c.RowSpan)))
			}
		}
		var cells [][]Cell
		var kinds []RowKind
		for _, r := range body[i:end] {
			cells = append(cells, r.Cells)
			kinds = append(kinds, r.Kind)
		}
		g, err := m.grid(cells, kinds, b, parent)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		parts = append(parts, g)
		i = end
	}
	return parts, nil
}

// grid puts the cells of rows in their places. Without kinds they are those
// of a head.
func (m *tableModel) grid(rows [][]Cell, kinds []RowKind, b *builder, parent *tag) (*gridPart, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	g := &gridPart{model: m, width: -1}
	taken := make([][]bool, len(rows))
	for i := range taken {
		taken[i] = make([]bool, len(m.columns))
	}
	for i, cells := range rows {
		row := gridRow{tag: &tag{parent: parent, role: tagged.TableRow}}
		if kinds != nil {
			row.kind = kinds[i]
		}
		col := 0
		for _, c := range cells {
			for col < len(m.columns) && taken[i][col] {
				col++
			}
			if row.kind == RowGroup && len(cells) == 1 && c.ColSpan == 0 {
				c.ColSpan = len(m.columns)
			}
			cell := &gridCell{row: i, col: col, rows: min(max(1, c.RowSpan), len(rows)-i), cols: max(1, c.ColSpan)}
			if col+cell.cols > len(m.columns) {
				return nil, fmt.Errorf("cell %q is beyond column %d", plainText(c.Spans), len(m.columns))
			}
			for r := i; r < i+cell.rows; r++ {
				for k := col; k < col+cell.cols; k++ {
					taken[r][k] = true
				}
			}
			m.fill(cell, c, row, kinds == nil, b)
			row.cells = append(row.cells, cell)
			col += cell.cols
		}
		// Rows must be complete for those who walk the table by cells.
		for col = range m.columns {
			if !taken[i][col] {
				cell := &gridCell{row: i, col: col, rows: 1, cols: 1}
				m.fill(cell, Cell{}, row, kinds == nil, b)
				row.cells = append(row.cells, cell)
			}
		}
		slices.SortFunc(row.cells, func(a, b *gridCell) int { return a.col - b.col })
		g.rows = append(g.rows, row)
	}
	return g, nil
}

// fill gives a cell its text and element.
func (m *tableModel) fill(cell *gridCell, c Cell, row gridRow, head bool, b *builder) {
	style := m.inner
	style.leading = 1.3
	style.align = c.Align
	if c.Align == AlignInherit {
		style.align = m.columns[cell.col].Align
		if head && cell.cols > 1 {
			style.align = AlignCenter
		}
	}
	style.divide, style.narrow = head, true
	style.bold = head || row.kind == RowTotal || row.kind == RowGroup
	if row.kind == RowMuted {
		style.color = b.look.Muted
	}
	attrs := tagged.Attributes{ColSpan: cell.cols, RowSpan: cell.rows}
	role := tagged.DataCell
	switch {
	case head:
		role, attrs.Scope = tagged.HeadCell, "Column"
	case c.Head || row.kind == RowGroup:
		role, attrs.Scope = tagged.HeadCell, "Row"
	}
	cell.tag = &tag{parent: row.tag, role: role, attrs: attrs}
	cell.text = newText(c.Spans, style)
}
