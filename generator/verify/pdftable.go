package verify

import (
	"htsm/generator/doc"
	"htsm/generator/verify/pdf"
)

// The limits of a table that is read.
const (
	maxPDFRows    = 1 << 15
	maxPDFColumns = 1 << 8
)

// tableNode compares a table. One that has no caption among the facts, such as
// the box on the cover, holds texts of the frame.
func (c *pdfComparison) tableNode(n *pdf.Node) {
	for _, caption := range n.Below("Caption") {
		c.take(c.say(caption, c.note), false)
	}
	heads, rows := spread(n.Below("THead")), spread(n.Below("TBody"))
	if c.table == nil {
		for _, row := range append(heads, rows...) {
			for j, cell := range row {
				if cell != nil && (j == 0 || row[j-1] != cell) {
					c.take(c.say(cell, c.note), false)
				}
			}
		}
		return
	}
	t := c.table
	if len(heads) == 0 && len(t.Rows) == 0 {
		heads, rows = rows, nil // A part of heads cannot stand without a part of rows.
	}
	if len(heads) == 0 {
		c.diff.add("%s has no heads", t.ID)
		c.table = nil
		return
	}
	c.gridOf(t, heads[len(heads)-1], rows)
}

// gridOf compares the columns of a table that one table of the file holds.
func (c *pdfComparison) gridOf(t *doc.Table, heads []*pdf.Node, rows [][]*pdf.Node) {
	stub, from := len(t.Stub), c.next
	to := from + len(heads) - stub
	if to > len(t.Cols) || to < from || to == from && len(t.Cols) > 0 || len(rows) != len(t.Rows) {
		c.diff.add("%s has %d columns from column %d and %d rows, want %d of %d", t.ID, len(heads)-stub, from, len(rows), len(t.Rows), len(t.Cols))
		c.table = nil
		return
	}
	c.cell(heads, stub-1, t.Stub[stub-1], t.ID+"/stub")
	for j := from; j < to; j++ {
		c.cell(heads, stub+j-from, t.Cols[j].Text, t.ID+"/head")
	}
	for i, r := range t.Rows {
		row := rows[i]
		for l, h := range r.Heads {
			c.cell(row, l, h.Text, t.ID+"/"+r.Key)
		}
		for j := from; j < to; j++ {
			c.cell(row, stub+j-from, r.Cells[j].Display, t.ID+"/"+r.Key+"/"+t.Cols[j].Key)
		}
	}
	if c.next = to; to == len(t.Cols) {
		c.table = nil
	}
}

// cell compares one cell. What an empty text is to stand in may be part of the
// cell before it.
func (c *pdfComparison) cell(row []*pdf.Node, at int, want, place string) {
	if want == "" && at > 0 && at < len(row) && row[at] == row[at-1] {
		return
	}
	if at >= len(row) || row[at] == nil {
		c.diff.add("%s is missing", place)
		return
	}
	if at > 0 && row[at] == row[at-1] {
		c.diff.add("%s is part of the cell before it", place)
		return
	}
	if got := c.say(row[at], c.keep); !same(got, want) {
		c.diff.add("%s shows %q, want %q", place, clip(got), clip(want))
	}
}

// keep takes a note of a cell, which is read once for each row that it spans.
func (c *pdfComparison) keep(n *pdf.Node) {
	if !c.met[n] {
		c.met[n] = true
		c.note(n)
	}
}

// spread returns the cells of the rows below elements, a cell in each place
// that it covers.
func spread(parents []*pdf.Node) [][]*pdf.Node {
	var out [][]*pdf.Node
	for _, p := range parents {
		rows := p.Below("TR")
		base := len(out)
		if base+len(rows) > maxPDFRows {
			return out
		}
		out = append(out, make([][]*pdf.Node, len(rows))...)
		for i, row := range rows {
			j := 0
			for _, n := range row.Children() {
				if n.Role != "TH" && n.Role != "TD" {
					continue
				}
				for at(out, base+i, j) != nil {
					j++
				}
				cover(out[base+i:], j, n)
			}
		}
	}
	return out
}

// cover puts a cell in the places that it covers and no other does: from
// column j of the first row on.
func cover(rows [][]*pdf.Node, j int, n *pdf.Node) {
	for i := range min(n.RowSpan, len(rows)) {
		for k := j; k < min(j+n.ColSpan, maxPDFColumns) && at(rows, i, k) == nil; k++ {
			for len(rows[i]) <= k {
				rows[i] = append(rows[i], nil)
			}
			rows[i][k] = n
		}
	}
}

func at(grid [][]*pdf.Node, i, j int) *pdf.Node {
	if i < len(grid) && j < len(grid[i]) {
		return grid[i][j]
	}
	return nil
}
