package stats

import (
	"context"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/table"
)

func ranking() *Statistic {
	return &Statistic{
		Name:  "ranking",
		Title: "Top values of a column, with all other",
		Text: "Ranks the values of a column by their count. What is not shown is summed as \"all other\"; " +
			"residual codes and unknown values are never ranked and stand last. " +
			"The share is of all units in scope, the unknown included, so that the column adds up to 100 per cent; " +
			"comparisons add the earlier count and the change as in volume, with that on the same authorities where some came or went. A share has a Wilson interval (Wilson 1927), " +
			"at the effective base of Kish (1965) where records hold several units.",
		Example: "{is: ranking, of: nationality, top: 10, compare: [same-last-year]}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: grouping(), Doc: "the column that is ranked"},
			{Option: Top, Doc: "rows shown, 10 by default"},
			{Option: Compare, Doc: "earlier periods to compare with"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares and changes are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeRanking,
	}
}

func computeRanking(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	c, err := in.compare(ctx, r, withOf(r))
	if err != nil {
		return nil, err
	}
	span, tree := r.Window.Span(in.Span), c.tree
	inner := *r
	inner.Top = r.top(10)
	t := in.newTable(r, span)
	t.Stub = dimensions(r.Of)
	share := head.Col{Key: "share", Label: head.OfWord("column.share"), Measure: head.Measure{Quantity: head.Share, Rounding: r.Rounding}}
	columns := c.columns(r, span)
	t.Cols = append([]head.Col{columns[0], share}, columns[1:]...)
	tree.fill(t, &inner, func(v []tally) []table.Cell {
		cells := in.volumeCells(r, c, v)
		return append([]table.Cell{cells[0], r.share(v[0], tree.total[0])}, cells[1:]...)
	})
	t.Cells[len(t.Cells)-1][1] = r.whole(tree.total[0])
	in.close(c, t, r)
	known := knownOf(tree)
	if tree.overlap {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.multi-response"})
	}
	ordered := func(row head.Row) bool {
		_, ok := in.Codes.Rank(r.Of.List, row.Key)
		return ok
	}
	if !slices.ContainsFunc(t.Rows, ordered) && undecided(t, 1) {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.rank-uncertain"})
	}
	return t, in.basis(ctx, t, r, tree.total[0], known)
}

// undecided reports whether the intervals of two ranked rows that follow each
// other overlap in a column.
func undecided(t *table.Table, col int) bool {
	var above table.Interval
	for i, row := range t.Rows {
		if row.Kind != head.Plain {
			continue
		}
		now := t.Cells[i][col].Interval
		if above.Level > 0 && now.Level > 0 && now.High >= above.Low {
			return true
		}
		above = now
	}
	return false
}

// knownOf returns the weight of the rows with a value, in the first span.
func knownOf(t *tree) tally {
	known := t.total[0]
	if n, ok := t.root.children[unknownKey]; ok {
		known.units -= n.weights[0].units
		known.records -= n.weights[0].records
		known.squares -= n.weights[0].squares
	}
	return known
}

// withOf returns the ranked column as the only level of row heads.
func withOf(r *Request) []*contract.Column { return []*contract.Column{r.Of} }
