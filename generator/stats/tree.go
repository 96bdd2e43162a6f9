package stats

import (
	"strings"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/table"
)

// A tree holds weights by nested row heads. Each leaf carries one tally for
// each of the spans read.
type tree struct {
	in      *Input
	columns []*contract.Column
	root    *node
	width   int
	total   []tally
	overlap bool // A row can stand under several heads: counts do not add up.
}

type node struct {
	weights  []tally
	census   *census
	children map[string]*node
}

func newTree(in *Input, columns []*contract.Column, width int) *tree {
	t := &tree{in: in, columns: columns, width: width, total: make([]tally, width)}
	t.root = t.newNode(0)
	for _, c := range columns {
		t.overlap = t.overlap || c.Type == contract.Codes
	}
	return t
}

func (t *tree) newNode(depth int) *node {
	n := &node{weights: make([]tally, t.width), children: map[string]*node{}}
	if depth < len(t.columns) {
		n.census = t.in.census(t.columns[depth])
	}
	return n
}

// add puts a group under its heads, in slot i.
func (t *tree) add(g group, i int) {
	t.total[i].add(g.tally)
	t.put(t.root, 0, g, i)
}

func (t *tree) put(n *node, depth int, g group, i int) {
	n.weights[i].add(g.tally)
	if depth == len(t.columns) {
		return
	}
	values := explode(t.columns[depth], g.keys[depth])
	if len(values) == 0 {
		t.child(n, depth, engine.Text{}, g, i)
	}
	for _, v := range values {
		t.child(n, depth, engine.Text{Value: v, Valid: true}, g, i)
	}
}

func (t *tree) child(n *node, depth int, value engine.Text, g group, i int) {
	c := n.census.at(value.Value, value.Valid)
	if i == 0 {
		c.add(g.tally) // Ranked by the first span.
	}
	next, ok := n.children[c.key]
	if !ok {
		next = t.newNode(depth + 1)
		n.children[c.key] = next
	}
	t.put(next, depth+1, g, i)
}

// A span of rows of the table being filled.
type filling struct {
	table *table.Table
	cells func([]tally) []table.Cell
	top   int
	tree  *tree
	sums  [][]int // For each total row: its position, then those of its parts.
}

// fill appends the rows of the tree to t, with a total, and its sums. With
// more than one level of heads, each outer head has a total of its own.
func (t *tree) fill(out *table.Table, r *Request, cells func([]tally) []table.Cell) {
	f := &filling{table: out, cells: cells, top: r.Top, tree: t}
	if len(t.columns) == 0 {
		f.row(head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total}, t.total)
		return
	}
	parts := f.level(t.root, 0, nil, nil)
	total := f.row(head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total}, t.total)
	f.sums = append(f.sums, append([]int{total}, parts...))
	f.addSums()
	if t.overlap {
		out.Sums = holding(out, out.Sums)
	}
}

// level appends the rows below n and returns the positions of those that add
// up to n.
func (f *filling) level(n *node, depth int, keys []string, labels []head.Label) (parts []int) {
	list := n.census.sorted()
	shown := list
	var rest []category
	if f.top > 0 && depth == len(f.tree.columns)-1 {
		shown, rest = topOf(list, f.top)
	}
	emit := func(c category) {
		k, l := append(keys[:len(keys):len(keys)], c.key), append(labels[:len(labels):len(labels)], c.label)
		child := n.children[c.key]
		if depth+1 == len(f.tree.columns) {
			parts = append(parts, f.row(head.Row{Key: strings.Join(k, "/"), Labels: l, Kind: c.kind}, child.weights))
			return
		}
		at := f.row(head.Row{Key: strings.Join(k, "/"), Labels: l, Kind: head.Total}, child.weights)
		parts = append(parts, at)
		f.sums = append(f.sums, append([]int{at}, f.level(child, depth+1, k, l)...))
	}
	for _, c := range shown {
		if c.kind == head.Plain {
			emit(c)
		}
	}
	if len(rest) > 0 && !f.tree.overlap { // Overlapping counts have no sum.
		other := make([]tally, f.tree.width)
		for _, c := range rest {
			for i, w := range n.children[c.key].weights {
				other[i].add(w)
			}
		}
		k := append(keys[:len(keys):len(keys)], otherKey)
		l := append(labels[:len(labels):len(labels)], head.OfWord("other"))
		parts = append(parts, f.row(head.Row{Key: strings.Join(k, "/"), Labels: l, Kind: head.Other}, other))
	}
	for _, c := range shown {
		if c.kind == head.Residual {
			emit(c)
		}
	}
	return parts
}

// topOf splits categories into those shown and the rest: the first n plain
// ones are shown, and every residual. A rest of one is shown as itself.
func topOf(list []category, n int) (shown, rest []category) {
	plain := 0
	for _, c := range list {
		if c.kind == head.Plain {
			plain++
		}
	}
	if plain <= n+1 {
		return list, nil
	}
	seen := 0
	for _, c := range list {
		if c.kind == head.Plain {
			seen++
			if seen > n {
				rest = append(rest, c)
				continue
			}
		}
		shown = append(shown, c)
	}
	return shown, rest
}

func (f *filling) row(r head.Row, weights []tally) int {
	f.table.Rows = append(f.table.Rows, r)
	f.table.Cells = append(f.table.Cells, f.cells(weights))
	return len(f.table.Rows) - 1
}

// addSums declares that each total is the sum of its parts, in every column of
// counts.
func (f *filling) addSums() {
	for _, s := range f.sums {
		for j, c := range f.table.Cols {
			if c.Measure.Quantity == head.Count {
				f.table.Sums = append(f.table.Sums, sumColumn(j, s[0], s[1:]))
			}
		}
	}
}
