package stats

import (
	"context"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/table"
)

func distribution() *Statistic {
	return &Statistic{
		Name:  "distribution",
		Title: "Records by size",
		Text: "Counts records by a whole number: how many codes of a multi-response group they have, how many stops between the ends of a route, or the number in a column, such as the persons of an incident. " +
			"Numbers up to 9 stand alone, larger ones in classes that widen. Shares are of the records with the column known, with Wilson intervals (Wilson 1927). Units are records.",
		Example: "{is: distribution, of: control, where: {crime_type: THB}, window: rolling-12}",
		Chart:   "column",
		Shows:   []string{"share"},
		Needs: []Need{
			{Option: Of, Required: true, Types: sized(), Doc: "the column that gives the number"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Rounding, Doc: "how shares are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeDistribution,
	}
}

// sized lists the types of columns that have a size.
func sized() []contract.Type { return []contract.Type{contract.Codes, contract.Path, contract.Integer} }

func computeDistribution(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	all, _, _, total, err := in.sizings(ctx, &rows, sizeOfColumn(r.Of), r.Of.Name)
	if err != nil {
		return nil, err
	}
	t := in.newTable(&rows, r.Window.Span(in.Span))
	t.Stub = []head.Dimension{{Name: r.Of.Name, Word: sizeWord(r.Of)}}
	share := head.Measure{Quantity: head.Share, Rounding: r.Rounding}
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "share", Label: head.OfWord("column.share-answered"), Measure: share},
	}
	base := tally{units: all.records, records: all.records, squares: all.records}
	var parts []int
	for _, c := range classes(all.values) {
		n := all.count(c)
		parts = append(parts, len(t.Rows))
		t.Rows = append(t.Rows, c.row())
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(n), rows.share(tally{units: n, records: n, squares: n}, base)})
	}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total})
	t.Cells = append(t.Cells, []table.Cell{table.CountOf(all.records), rows.whole(base)})
	t.Sums = []table.Sum{sumColumn(0, len(t.Rows)-1, parts)}
	return t, in.basis(ctx, t, &rows, total, base)
}

// sizeWord returns the head of the column of sizes; empty for the title of the
// column itself.
func sizeWord(c *contract.Column) string {
	switch c.Type {
	case contract.Codes:
		return "column.codes-per-record"
	case contract.Path:
		return "column.stops-between"
	}
	return ""
}
