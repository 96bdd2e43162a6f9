package stats

import (
	"context"
	"fmt"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/table"
)

func completeness() *Statistic {
	return &Statistic{
		Name:  "completeness",
		Title: "Completeness of the variables",
		Text: "For each column that may be published: the records with the variable known, and their share of the records in scope, " +
			"with a Wilson interval (Wilson 1927). A record whose cell holds only residual codes counts as answered. Units are records.",
		Example: "{is: completeness, window: rolling-12}",
		Chart:   "bar",
		Needs: []Need{
			{Option: By, Types: everyType(), Many: true, Doc: "the columns to report on; all publishable ones by default"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeCompleteness,
	}
}

func everyType() []contract.Type {
	return []contract.Type{
		contract.Text, contract.Code, contract.Codes, contract.Path, contract.Integer, contract.Decimal,
		contract.Amounts, contract.Date, contract.Month, contract.Year,
	}
}

func computeCompleteness(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	columns := r.By
	if len(columns) == 0 {
		for i, c := range in.Contract.Columns {
			if !c.Identifying {
				columns = append(columns, &in.Contract.Columns[i])
			}
		}
	}
	span := r.Window.Span(in.Span)
	total, known, err := in.knownIn(ctx, &rows, columns)
	if err != nil {
		return nil, err
	}
	t := in.newTable(&rows, span)
	t.Stub = []head.Dimension{{Name: "variable", Word: "column.variable"}}
	t.Cols = []head.Col{
		{Key: "known", Label: head.OfWord("column.known")},
		{Key: "missing", Label: head.OfWord("column.missing")},
		{Key: "completeness", Label: head.OfWord("column.completeness"), Measure: head.Measure{Quantity: head.Share}},
	}
	for i, c := range columns {
		known := known[i]
		t.Rows = append(t.Rows, head.Row{Key: c.Name, Labels: []head.Label{head.OfColumn(c.Name)}})
		missing := total.units - known.units
		cells := []table.Cell{table.CountOf(known.units), table.CountOf(missing), rows.share(known, total)}
		for i := range cells { // The total stands in the basis: known and missing give each other away.
			cells[i].Parts = append(cells[i].Parts, known.units, missing)
		}
		t.Cells = append(t.Cells, cells)
	}
	return t, in.basis(ctx, t, &rows, total, total)
}

// askedTogether is how many columns one query counts.
const askedTogether = 32

// knownIn counts the records of a request, and those with a value in each of
// some columns.
func (in *Input) knownIn(ctx context.Context, r *Request, columns []*contract.Column) (total tally, known []tally, err error) {
	each := func(n int64) tally { return tally{units: n, records: n, squares: n} }
	parts := slices.Collect(slices.Chunk(columns, askedTogether))
	if len(parts) == 0 {
		parts = append(parts, nil) // The records are counted all the same.
	}
	for _, some := range parts {
		q := engine.Query{Where: in.conditions(r, r.Window.Span(in.Span)), Known: names(some)}
		rows, err := in.Engine.Group(ctx, q)
		if err != nil {
			return total, nil, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		total = each(rows[0].Count)
		for _, n := range rows[0].Known {
			known = append(known, each(n))
		}
	}
	return total, known, nil
}
