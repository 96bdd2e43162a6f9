package stats

import (
	"context"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/table"
)

func duration() *Statistic {
	return &Statistic{
		Name:  "duration",
		Title: "Days between two dates",
		Text: "The mean, the quartiles and the ninth decile of the days from one date to another, such as from departure to arrival or from the event to its report, over the records with both; as in quantiles. " +
			"Records whose dates stand in the wrong order count as unknown. The delay of reports is short for recent events, of which only the early reports are in the extract. Units are records.",
		Example: "{is: duration, of: report_date, per: event_date, by: reporting_country, window: rolling-12}",
		Chart:   "bar",
		Shows:   []string{"median"},
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Date}, Doc: "the later date"},
			{Option: Per, Required: true, Types: []contract.Type{contract.Date}, Doc: "the earlier date"},
			{Option: By, Types: grouping(), Doc: "a column of row heads; the first one counts"},
			{Option: Top, Doc: "rows shown, 10 by default"},
			{Option: Window, Doc: "months read"},
		},
		Compute: func(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
			t, err := in.quantileTable(ctx, r, sizeOfSpan, r.Of.Name, r.Per.Name)
			if err != nil {
				return nil, err
			}
			for j := range t.Cols[1:] {
				t.Cols[j+1].Group = head.OfWord("column.days")
			}
			return t, nil
		},
	}
}
