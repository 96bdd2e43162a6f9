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
	"htsm/generator/method/rank"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func prices() *Statistic {
	return &Statistic{
		Name:  "prices",
		Title: "Price quantiles per leg",
		Text: "For each leg with prices: the number of prices and their quartiles (definition 7 of Hyndman & Fan 1996, on exact integers). " +
			"A leg with fewer than five prices shows none; the smallest and the largest price are never shown, since they are single observations. " +
			"Prices are taken as they stand, in one currency: filter the extract by its currency column. Units are prices, one a record and leg. " +
			"With compare: the number of prices and the median of an earlier period, and the superiority, the chance that a price of the later period is above one of the earlier, ties counting one half. " +
			"A test of ranks tells whether it differs from one half (Mann & Whitney 1947, Ann Math Stat 18:50-60): every order is counted up to 40 prices (Streitberg & Röhmel 1986), above that by the normal approximation with corrections for ties and continuity. It is made from five prices on both sides; it counts in the family of the edition. " +
			"A leg is called dearer or cheaper only if its test holds and its median moved the same way. Periods for which reports are still expected, and those that a break of the series divides, are not tested. A change may follow from other routes that share the leg.",
		Example: "{is: prices, of: leg_prices, where: {price_currency: EUR}, currency: EUR, window: rolling-12, top: 10}",
		Chart:   "range",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Amounts}, Doc: "the prices, parallel to the legs of a route"},
			{Option: Currency, Required: true, Doc: "the ISO 4217 code of the prices"},
			{Option: Compare, Doc: "the earlier period to compare with; the first one counts"},
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
	span, earlier := r.Window.Span(in.Span), period.Span{}
	if len(r.Compare) > 0 {
		span, earlier = r.Compare[0].pair(span)
	}
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
	before, err := in.earlierPrices(ctx, &rows, t, earlier)
	if err != nil {
		return nil, err
	}
	for i, l := range rankedLegs(weights) {
		row, cells := legRow(path, l), priceCells(priced[l], r.Of.Scale)
		if before != nil {
			compared, finding := before.cells(priced[l], l, r.Of.Scale)
			if i >= r.top(10) {
				t.Tests = append(t.Tests, done(compared[2].Test)...)
				continue
			}
			row.Labels, cells = append(row.Labels, finding), append(cells, compared...)
		}
		if i < r.top(10) {
			t.Rows, t.Cells = append(t.Rows, row), append(t.Cells, cells)
		}
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.no-conversion"})
	return t, in.basis(ctx, t, &rows, total, known)
}

// pastPrices are the prices of an earlier period.
type pastPrices struct {
	priced map[leg][]int64
	unread bool       // The period begins before the extract.
	tested bool       // The periods can be compared.
	flag   table.Flag // Of what compares them.
}

// earlierPrices reads the prices of the period that a request compares with, and
// appends their columns. It is nil without a comparison.
func (in *Input) earlierPrices(ctx context.Context, r *Request, t *table.Table, earlier period.Span) (*pastPrices, error) {
	if earlier == (period.Span{}) {
		return nil, nil
	}
	first, err := in.first(ctx, r)
	if err != nil {
		return nil, err
	}
	p := &pastPrices{unread: earlier.First < first, tested: !in.provisional(t.Span) && !r.Exact}
	if in.Contract.BreakIn(earlier.First, t.Span.Last) {
		p.tested, p.flag = false, table.Broken
	}
	t.Stub = append(t.Stub, head.Dimension{Name: "finding", Word: "column.finding"})
	t.Cols = append(
		t.Cols,
		head.Col{Key: "n-before", Label: head.OfWord("column.prices-before"), Of: "n", At: earlier},
		head.Col{Key: "median-before", Label: head.OfWord("column.median-before"), Measure: head.Measure{Quantity: head.Amount, Currency: r.Currency}, Of: "median", At: earlier},
		head.Col{Key: "superiority", Label: head.OfWord("column.superiority"), Measure: head.Measure{Quantity: head.Index}},
	)
	t.Cols = append(t.Cols, evidenceColumns()...)
	if p.unread {
		return p, nil
	}
	groups, err := in.fetch(ctx, r, earlier, r.Of.Along, r.Of.Name)
	if err != nil {
		return nil, err
	}
	if p.priced, _, _, err = pricesOf(groups); err != nil {
		return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	return p, nil
}

// cells returns what compares the prices of a leg with those of the past, and the
// finding.
func (p *pastPrices) cells(now []int64, l leg, scale uint8) ([]table.Cell, head.Label) {
	if p.unread {
		return table.UnreadRow(5), head.OfFinding("state.none")
	}
	past := p.priced[l]
	usual := priceCells(past, scale)
	parts := []int64{int64(len(now)), int64(len(past))}
	superiority := table.Cell{State: table.Undefined, X: parts[0], Parts: parts, Flags: p.flag}
	finding := "none"
	if shift, ok := rank.MannWhitney(now, past); ok && min(len(now), len(past)) >= smallestSample {
		if f, fits := estimated(shift.Superiority); fits {
			superiority.State, superiority.Value = table.Known, f
		}
		if p.tested {
			superiority.Test = table.Test{Done: true, P: shift.P, Adjusted: shift.P}
		}
		a, okA := quantile(now, 2, scale)
		b, okB := quantile(past, 2, scale)
		switch {
		case !okA || !okB:
		case shift.Superiority > 0.5 && a.Float64() > b.Float64():
			finding = supported(superiority.Test, "dearer")
		case shift.Superiority < 0.5 && a.Float64() < b.Float64():
			finding = supported(superiority.Test, "cheaper")
		}
	}
	cells := append([]table.Cell{usual[0], usual[2], superiority}, evidence(parts, superiority.Test)...)
	return cells, head.OfFinding("state." + finding)
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
