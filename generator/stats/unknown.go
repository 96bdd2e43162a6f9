package stats

import (
	"slices"

	"htsm/generator/head"
	"htsm/generator/table"
)

// The parts of all units with the variable unknown above which shares are given
// with their worst-case bounds, and above which there are none, per cent.
const (
	boundedFrom  = 10
	noSharesFrom = 40
)

// unknown says of a table with shares what the units are worth whose variable
// is not known. Nothing tells that they are like the others: above a tenth of
// all units the bounds stand beside the table between which a share lies
// whatever they are (Horowitz & Manski 1995, Econometrica 63:281-302), and
// above two fifths no share is given.
func unknown(t *table.Table) {
	b := t.Basis
	if b.Unknown*100 <= b.Total*boundedFrom || !hasShares(t) {
		return
	}
	parts := []int64{b.Unknown, b.Answered, b.Total}
	if b.Unknown*100 > b.Total*noSharesFrom {
		countsOnly(t, parts)
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.unknown-many", Counts: []int64{b.Unknown, b.Total}, Parts: parts})
		if silenced(t) {
			t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.unknown-silent", Parts: parts})
		}
		return
	}
	i, j := largestShare(t)
	if i < 0 {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.unknown-part", Counts: []int64{b.Unknown, b.Total}, Parts: parts})
		return
	}
	c := t.Cells[i][j]
	parts = slices.Concat(parts, c.Parts)
	low, high := table.ShareOf(c.X, b.Total, 0), table.ShareOf(c.X+b.Unknown, b.Total, 0)
	low.Parts, high.Parts = parts, parts
	t.Caveats = append(t.Caveats, table.Caveat{
		Word: "caveat.unknown-bounds", Labels: t.Rows[i].Labels, Counts: []int64{b.Unknown, b.Total},
		Shares: []table.Cell{low, high}, Parts: parts,
	})
}

func hasShares(t *table.Table) bool {
	return slices.ContainsFunc(t.Cells, func(row []table.Cell) bool {
		for j, c := range row {
			if q := t.Cols[j].Measure.Quantity; (q == head.Share || q == head.Points) && c.State == table.Known {
				return true
			}
		}
		return false
	})
}

// countsOnly puts counts in the place of shares, but for the part that is
// unknown and the whole, which are what they are, and takes away what follows from
// shares: differences, indices and tests. Whoever sees that there are
// no shares knows something of the number of the unknown.
func countsOnly(t *table.Table, parts []int64) {
	for i, row := range t.Cells {
		for j := range row {
			c := &t.Cells[i][j]
			if c.State != table.Known || t.Rows[i].Key == unknownKey || t.Rows[i].Kind == head.Total && c.X == c.N {
				continue
			}
			switch t.Cols[j].Measure.Quantity {
			case head.Share:
				c.State, c.Interval, c.Flags = table.Unanswered, table.Interval{}, c.Flags&^table.Unreliable
			case head.Points, head.Index, head.Probability:
				c.State, c.Interval, c.Test = table.Undefined, table.Interval{}, table.Test{}
			default:
				continue
			}
			c.Parts = slices.Concat(c.Parts, parts)
		}
	}
}

// silenced takes back what a table of shifts says of the shares that it does not
// give: its findings and its tests. It reports whether it has any to take back.
func silenced(t *table.Table) bool {
	shifts := slices.ContainsFunc(t.Cols, func(c head.Col) bool { return c.Measure.Quantity == head.Points })
	found := false
	for i := range t.Rows {
		for j, l := range t.Rows[i].Labels {
			if shifts && l.Kind == head.Finding {
				t.Rows[i].Labels[j], found = head.OfFinding("state.none"), true
			}
		}
	}
	if shifts {
		t.Tests = nil
	}
	return found
}

// largestShare returns the place of the largest share of all units or of all
// whose variable is known, among the rows with one head; -1 if there is none. Every other share may be off by as many points.
func largestShare(t *table.Table) (row, col int) {
	row, col = -1, -1
	for i, cells := range t.Cells {
		if t.Rows[i].Kind != head.Plain || len(t.Rows[i].Labels) != 1 {
			continue
		}
		for j, c := range cells {
			if t.Cols[j].Measure.Quantity != head.Share || t.Cols[j].Key == "cumulative-share" || c.State != table.Known || c.N != t.Basis.Total && c.N != t.Basis.Answered {
				continue
			}
			if row < 0 || c.X > t.Cells[row][col].X {
				row, col = i, j
			}
		}
	}
	return row, col
}
