package stats

import (
	"context"
	"fmt"

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
	groups, err := in.fetch(ctx, &rows, span)
	if err != nil {
		return nil, err
	}
	var total tally
	for _, g := range groups {
		total.add(g.tally)
	}
	t := in.newTable(&rows, span)
	t.Stub = []head.Dimension{{Name: "variable", Word: "column.variable"}}
	t.Cols = []head.Col{
		{Key: "known", Label: head.OfWord("column.known")},
		{Key: "missing", Label: head.OfWord("column.missing")},
		{Key: "completeness", Label: head.OfWord("column.completeness"), Measure: head.Measure{Quantity: head.Share}},
	}
	for _, c := range columns {
		known, err := in.known(ctx, &rows, c)
		if err != nil {
			return nil, err
		}
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

// known counts the records of a request with a value in a column.
func (in *Input) known(ctx context.Context, r *Request, c *contract.Column) (tally, error) {
	q := engine.Query{Where: append(in.conditions(r, r.Window.Span(in.Span)), engine.Condition{Column: c.Name, Known: true})}
	found, err := in.Engine.Group(ctx, q)
	if err != nil {
		return tally{}, fmt.Errorf("statistic %s: column %s: %w", r.ID, c.Name, err)
	}
	var out tally
	for _, row := range found {
		out.add(tally{units: row.Count, records: row.Count, squares: row.Count})
	}
	return out, nil
}
