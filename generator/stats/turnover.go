package stats

import (
	"context"
	"fmt"
	"math"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/table"
)

func turnover() *Statistic {
	return &Statistic{
		Name:  "turnover",
		Title: "Estimated turnover of legs",
		Text: "For each leg with prices: the units that used it, each counted once for a leg, times the median price, and times the quartiles for a range. " +
			"It is a product of two figures of the extract, not an observation: it takes every unit as paying for the leg at the recorded prices, and says nothing of units that were not detected. " +
			"Prices are those whose currency, in the column across, is the one named; the units are all of the leg, whatever the currency. A leg with fewer than five prices shows no amount.",
		Example: "{is: turnover, of: leg_prices, across: price_currency, currency: EUR, window: rolling-12, top: 10}",
		Chart:   "range",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Amounts}, Doc: "the prices, parallel to the legs of a route"},
			{Option: Across, Required: true, Types: []contract.Type{contract.Code, contract.Text}, Doc: "the column with the currency"},
			{Option: Currency, Required: true, Doc: "the ISO 4217 code of the prices that are used"},
			{Option: Top, Doc: "legs shown, 10 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
		},
		Compute: computeTurnover,
	}
}

func computeTurnover(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	path, ok := in.Contract.Column(r.Of.Along)
	if !ok {
		return nil, fmt.Errorf("statistic %s: the column %s does not exist", r.ID, r.Of.Along)
	}
	groups, err := in.fetch(ctx, r, span, r.Of.Along, r.Of.Name, r.Across.Name)
	if err != nil {
		return nil, err
	}
	used := map[leg]tally{}
	var total, known tally
	for i, g := range groups {
		total.add(g.tally)
		stops := stopsOf(g.keys[0])
		if stops != nil {
			known.add(g.tally)
		}
		seen := map[leg]bool{}
		for k := range max(len(stops)-1, 0) {
			if l := (leg{stops[k], stops[k+1]}); !seen[l] {
				seen[l] = true
				addTo(used, l, g.tally)
			}
		}
		if g.keys[2].Value != r.Currency {
			groups[i].keys[1] = engine.Text{} // A price in another currency.
		}
	}
	priced, _, _, err := pricesOf(groups)
	if err != nil {
		return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	weights := map[leg]tally{}
	for l := range priced { // In any order: ranked below.
		weights[l] = used[l]
	}
	t := in.newTable(r, span)
	t.Stub = legStub(path)
	t.Cols = turnoverColumns(head.Measure{Quantity: head.Amount, Currency: r.Currency})
	ranked := rankedLegs(weights)
	for _, l := range ranked[:min(len(ranked), r.top(10))] {
		cells := []table.Cell{table.CountOf(used[l].units)}
		for j, c := range priceCells(priced[l], r.Of.Scale) {
			if j > 0 {
				c = times(c, used[l].units)
			}
			cells = append(cells, c)
		}
		t.Rows = append(t.Rows, legRow(path, l))
		t.Cells = append(t.Cells, cells)
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.turnover"}, table.Caveat{Word: "caveat.no-conversion"})
	return t, in.basis(ctx, t, r, total, known)
}

func turnoverColumns(amount head.Measure) []head.Col {
	return []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "n", Label: head.OfWord("column.prices")},
		{Key: "low", Label: head.OfWord("column.turnover-low"), Measure: amount},
		{Key: "estimate", Label: head.OfWord("column.turnover"), Measure: amount},
		{Key: "high", Label: head.OfWord("column.turnover-high"), Measure: amount},
	}
}

// times returns the cell of a price times so many units.
func times(c table.Cell, units int64) table.Cell {
	c.X = units
	c.Parts = append(c.Parts, units)
	if c.State != table.Known {
		return c
	}
	if units > 0 && c.Value.Num > math.MaxInt64/units {
		c.State = table.Undefined
		return c
	}
	c.Value = num.Fraction{Num: c.Value.Num * units, Den: c.Value.Den}
	return c
}
