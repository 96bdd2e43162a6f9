package stats

import (
	"context"

	"htsm/generator/table"
)

func quantiles() *Statistic {
	return &Statistic{
		Name:  "quantiles",
		Title: "Mean, quartiles and ninth decile of a number",
		Text: "The mean, the quartiles and the ninth decile (definition 7 of Hyndman & Fan 1996, on exact integers) of a whole number over the records that have it: " +
			"how many codes of a multi-response group, how many stops between the ends of a route, or the number in a column, such as the persons of an incident. " +
			"Fewer than five records show no quartile, fewer than fifty no decile; the smallest and the largest value are single records and are not shown. Units are records.",
		Example: "{is: quantiles, of: persons, by: eu_route, window: rolling-12}",
		Chart:   "bar",
		Shows:   []string{"median"},
		Needs: []Need{
			{Option: Of, Required: true, Types: sized(), Doc: "the column that gives the number"},
			{Option: By, Types: grouping(), Doc: "a column of row heads; the first one counts"},
			{Option: Top, Doc: "rows shown, 10 by default"},
			{Option: Window, Doc: "months read"},
		},
		Compute: func(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
			return in.quantileTable(ctx, r, sizeOfColumn(r.Of), r.Of.Name)
		},
	}
}
