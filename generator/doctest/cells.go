package doctest

import (
	"fmt"

	"pgregory.net/rapid"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// grid draws a raw table, releases it and writes it. The marks of notes are
// drawn in the order of reading. A counting table holds counts only, as charts
// need.
func (m *maker) grid(id string, counting bool) *doc.Table {
	raw := m.raw(counting)
	policy := release.Policy{
		Threshold: rapid.Int64Range(0, 20).Draw(m.t, "threshold"),
		RoundTo:   rapid.SampledFrom([]int64{0, 5}).Draw(m.t, "round to"),
	}
	b := m.hand.grid(id, policy.Apply(raw))
	for j := range b.Cols {
		b.Cols[j].Notes = m.marks()
	}
	for i := range b.Rows {
		for l := range b.Rows[i].Heads {
			b.Rows[i].Heads[l].Notes = m.marks()
		}
		for j := range b.Rows[i].Cells {
			b.Rows[i].Cells[j].Notes = m.marks()
		}
	}
	return b
}

func (m *maker) raw(counting bool) *table.Table {
	t := m.t
	raw := &table.Table{ID: "random", Unit: head.Unit(optional(t, "unit"))}
	for l := range rapid.IntRange(1, 2).Draw(t, "levels") {
		raw.Stub = append(raw.Stub, head.Dimension{Name: fmt.Sprintf("%s %d", phrase(t, "stub"), l)})
	}
	cols := rapid.IntRange(1, 4).Draw(t, "cols")
	grouped := rapid.Bool().Draw(t, "grouped")
	for j := range cols {
		c := head.Col{Key: fmt.Sprintf("col-%d", j), Label: head.OfRaw(phrase(t, "col"))}
		if grouped {
			c.Group = head.OfRaw(rapid.SampledFrom([]string{"", "2025", "2026"}).Draw(t, "group"))
		}
		if !counting {
			c.Measure = measure(t)
		}
		raw.Cols = append(raw.Cols, c)
	}
	least := 0
	if counting { // A chart has something to show.
		least = 1
	}
	for i := range rapid.IntRange(least, 5).Draw(t, "rows") {
		raw.Rows = append(raw.Rows, m.row(i, len(raw.Stub), head.Plain))
	}
	for _, kind := range []head.RowKind{head.Other, head.Residual, head.Total} {
		if rapid.Bool().Draw(t, "more") {
			raw.Rows = append(raw.Rows, m.row(len(raw.Rows), len(raw.Stub), kind))
		}
	}
	for range raw.Rows {
		line := make([]table.Cell, cols)
		for j := range line {
			line[j] = cell(t, raw.Cols[j].Measure)
		}
		raw.Cells = append(raw.Cells, line)
	}
	return raw
}

func (m *maker) row(i, levels int, kind head.RowKind) head.Row {
	r := head.Row{Key: fmt.Sprintf("%d/%s", i, phrase(m.t, "key")), Kind: kind}
	if kind != head.Plain {
		levels = 1
	}
	for range levels {
		r.Labels = append(r.Labels, head.OfRaw(phrase(m.t, "row")))
	}
	return r
}

func measure(t *rapid.T) head.Measure {
	return head.Measure{
		Quantity: head.Quantity(rapid.IntRange(int(head.Count), int(head.Probability)).Draw(t, "quantity")),
		Rounding: head.Rounding(rapid.IntRange(0, 1).Draw(t, "rounding")),
	}
}

// cell draws a cell that fits its measure.
func cell(t *rapid.T, m head.Measure) table.Cell {
	size := rapid.SampledFrom([]int64{10, 1_000, 3_000_000}).Draw(t, "size")
	n := rapid.Int64Range(0, size).Draw(t, "n")
	x := rapid.Int64Range(0, n).Draw(t, "x")
	c := table.CountOf(n)
	switch m.Quantity {
	case head.Share:
		c = table.ShareOf(x, n, 20)
	case head.Change:
		c = table.ChangeOf(n, x, 20)
	case head.Difference, head.Points:
		c = table.DifferenceOf(n, x)
	case head.Mean, head.Index, head.Estimate, head.Rate, head.Probability:
		c = table.RatioOf(x, n)
	}
	if rapid.IntRange(0, 9).Draw(t, "missing") == 9 {
		return table.Cell{}
	}
	c.Flags = table.Flag(rapid.IntRange(0, 7).Draw(t, "flags"))
	return c
}

// value draws one released value with its measure.
func (m *maker) value() (release.Value, head.Measure) {
	measure := measure(m.t)
	raw := &table.Table{
		Stub: []head.Dimension{{Name: "x"}}, Rows: []head.Row{{Key: "x"}},
		Cols:  []head.Col{{Key: "x", Measure: measure}},
		Cells: [][]table.Cell{{cell(m.t, measure)}},
	}
	policy := release.Policy{Threshold: rapid.Int64Range(0, 20).Draw(m.t, "threshold")}
	return policy.Apply(raw).Cells[0][0], measure
}
