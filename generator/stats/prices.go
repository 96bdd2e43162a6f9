package stats

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/num"
	"htsm/generator/table"
)

func prices() *Statistic {
	return &Statistic{
		Name:  "prices",
		Title: "Price quantiles per leg",
		Text: "For each leg with prices: the number of prices and their quartiles (definition 7 of Hyndman & Fan 1996, on exact integers). " +
			"A leg with fewer than five prices shows none; the smallest and the largest price are never shown, since they are single observations. " +
			"Prices are taken as they stand, in one currency: filter the extract by its currency column. Units are prices, one a record and leg.",
		Example: "{is: prices, of: leg_prices, where: {price_currency: EUR}, currency: EUR, window: rolling-12, top: 10}",
		Chart:   "range",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Amounts}, Doc: "the prices, parallel to the legs of a route"},
			{Option: Currency, Required: true, Doc: "the ISO 4217 code of the prices"},
			{Option: Top, Doc: "legs shown, 10 by default"},
			{Option: Window, Doc: "months read"},
		},
		Compute: computePrices,
	}
}

// smallestSample is the number of prices under which no quantile is shown:
// with fewer, a quartile is next to a single observation.
const smallestSample = 5

func computePrices(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, &rows, span, r.Of.Along, r.Of.Name)
	if err != nil {
		return nil, err
	}
	path, ok := in.Contract.Column(r.Of.Along)
	if !ok {
		return nil, fmt.Errorf("statistic %s: the column %s does not exist", r.ID, r.Of.Along)
	}
	priced, total, known, err := pricesOf(groups)
	if err != nil {
		return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	t := in.newTable(&rows, span)
	t.Stub = legStub(path)
	amount := head.Measure{Quantity: head.Amount, Currency: r.Currency}
	t.Cols = []head.Col{
		{Key: "n", Label: head.OfWord("column.prices")},
		{Key: "p25", Label: head.OfWord("column.p25"), Measure: amount},
		{Key: "median", Label: head.OfWord("column.median"), Measure: amount},
		{Key: "p75", Label: head.OfWord("column.p75"), Measure: amount},
	}
	weights := map[leg]tally{}
	for l, list := range priced { // The order does not matter: ranked below.
		weights[l] = tally{units: int64(len(list))}
	}
	ranked := rankedLegs(weights)
	for _, l := range ranked[:min(len(ranked), r.top(10))] {
		t.Rows = append(t.Rows, legRow(path, l))
		t.Cells = append(t.Cells, priceCells(priced[l], r.Of.Scale))
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.no-conversion"})
	return t, in.basis(ctx, t, &rows, total, known)
}

// pricesOf returns the sorted prices of each leg, in units of the smallest
// fraction, and the records in all and with a price.
func pricesOf(groups []group) (priced map[leg][]int64, total, known tally, err error) {
	priced = map[leg][]int64{}
	for _, g := range groups {
		total.add(g.tally)
		stops := stopsOf(g.keys[0])
		if stops == nil || !g.keys[1].Valid {
			continue
		}
		any := false
		for i, cell := range strings.Split(g.keys[1].Value, ";") {
			if cell == "" || i+1 >= len(stops) {
				continue
			}
			price, err := strconv.ParseInt(cell, 10, 64)
			if err != nil {
				return nil, total, known, fmt.Errorf("read price: %w", err)
			}
			any = true
			l := leg{stops[i], stops[i+1]}
			for range g.records {
				priced[l] = append(priced[l], price)
			}
		}
		if any {
			known.add(g.tally)
		}
	}
	for _, list := range priced { // In any order: each is sorted.
		slices.SortFunc(list, cmp.Compare[int64])
	}
	return priced, total, known, nil
}

func priceCells(sorted []int64, scale uint8) []table.Cell {
	n := int64(len(sorted))
	cells := []table.Cell{table.CountOf(n)}
	for _, quarter := range []int64{1, 2, 3} {
		c := table.Cell{N: n, Parts: []int64{n}}
		if q, ok := quantile(sorted, quarter, scale); ok && n >= smallestSample {
			c.State, c.Value = table.Known, q
		} else {
			c.State = table.Undefined
		}
		cells = append(cells, c)
	}
	return cells
}

// quantile returns the quartile of sorted amounts as a fraction of whole
// currency units.
func quantile(sorted []int64, quarter int64, scale uint8) (num.Fraction, bool) {
	q, ok := method.Quantile(sorted, nil, quarter, 4)
	if !ok || !q.Num().IsInt64() || !q.Denom().IsInt64() {
		return num.Fraction{}, false
	}
	den := q.Denom().Int64()
	for range scale {
		den *= 10
	}
	return num.Fraction{Num: q.Num().Int64(), Den: den}, true
}
