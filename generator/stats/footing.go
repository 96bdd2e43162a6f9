package stats

import (
	"context"
	"slices"

	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

// A footing says whether two periods may be compared.
type footing struct {
	unread bool       // The earlier one begins before the extract.
	flags  table.Flag // Provisional and Broken, for the figures that compare them.
}

// sound reports whether a comparison may be tested.
func (f footing) sound() bool { return !f.unread && f.flags == 0 }

// footing returns what keeps two periods from being compared.
func (in *Input) footing(ctx context.Context, r *Request, earlier, later period.Span) (footing, error) {
	first, err := in.first(ctx, r)
	if err != nil {
		return footing{}, err
	}
	f := footing{unread: earlier.First < first}
	if in.provisional(later) {
		f.flags |= table.Provisional
	}
	if in.Contract.BreakIn(earlier.First, later.Last) {
		f.flags |= table.Broken
	}
	return f, nil
}

// unreadBefore completes a table that has its columns and compares with a period
// that begins before the extract: its total alone, and a remark.
func (in *Input) unreadBefore(ctx context.Context, t *table.Table, r *Request, earlier period.Span) (*table.Table, error) {
	groups, err := in.fetch(ctx, r, t.Span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	var total, known tally
	for _, g := range groups {
		total.add(g.tally)
		if len(in.plainValues(r.Of, g.keys[0])) > 0 {
			known.add(g.tally)
		}
	}
	cells := table.UnreadRow(len(t.Cols))
	if j := slices.IndexFunc(t.Cols, func(c head.Col) bool { return c.Key == "count" }); j >= 0 {
		cells[j] = table.CountOf(known.units)
	}
	t.Rows = []head.Row{{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total}}
	t.Cells = [][]table.Cell{cells}
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.unread-before", Labels: []head.Label{head.OfTime(earlier)}})
	return t, in.basis(ctx, t, r, total, known)
}

// otherReporters says of a table that compares shares that the periods do not
// have the same authorities, whose own shares are none of a shift.
func (in *Input) otherReporters(t *table.Table, earlier, later period.Span) {
	gone, come := in.Survey.onesided(earlier, later)
	if len(gone)+len(come) > 0 {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.other-reporters", Labels: in.named(earlier, gone, come)})
	}
}

// named returns the labels of a remark on authorities: the earlier period, then
// those that went and those that came.
func (in *Input) named(earlier period.Span, gone, come []string) []head.Label {
	reporter, _ := in.Contract.Column(in.Contract.Reporter)
	labels := []head.Label{head.OfTime(earlier)}
	for _, name := range slices.Concat(gone, come) {
		labels = append(labels, labelOf(reporter, name))
	}
	return labels
}
