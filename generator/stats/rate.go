package stats

import (
	"context"
	"math"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/population"
	"htsm/generator/table"
)

func rate() *Statistic {
	return &Statistic{
		Name:  "rate",
		Title: "Rates per million inhabitants",
		Text: "The units of each code of a column over its inhabitants, per million and year. The contract names the list of populations. " +
			"Each month of the window counts its inhabitants with its part of the year, by days, so that a rate of one month is comparable with that of a year; months without a figure make the rate of the code undefined. " +
			"The interval is Garwood's (Garwood 1936, Biometrika 28:437-442); where records hold several units it is that of the number of records, stretched by their sizes (Dobson et al. 1991, Stat Med 10:457-462). " +
			"A rate on fewer than 20 records is marked as unreliable. Populations are taken as exact.",
		Example: "{is: rate, by: reporting_country, where: {crime_type: THB}, window: rolling-12}",
		Chart:   "bar",
		Shows:   []string{"rate"},
		Needs: []Need{
			{Option: By, Required: true, Types: []contract.Type{contract.Code}, People: true, Doc: "a column whose populations the contract names"},
			{Option: Top, Doc: "rows shown, 15 by default; the others are summed as all other"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeRate,
	}
}

// An exposed band is one with its inhabitants.
type exposed struct {
	people num.Fraction // Person-years, a whole number over yearParts.
	mean   int64        // Inhabitants on average.
	known  bool
}

func computeRate(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, r, span, r.by().Name)
	if err != nil {
		return nil, err
	}
	heads := in.census(r.by())
	var total, known tally
	for _, g := range groups {
		total.add(g.tally)
		heads.at(g.keys[0].Value, g.keys[0].Valid).add(g.tally)
		if g.keys[0].Valid {
			known.add(g.tally)
		}
	}
	t := in.newTable(r, span)
	t.Stub = dimensions(r.by())
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "rate", Label: head.OfWord("column.rate"), Measure: head.Measure{Quantity: head.Rate}},
		{Key: "inhabitants", Label: head.OfWord("column.inhabitants"), Measure: head.Measure{Quantity: head.Estimate}},
	}
	list := in.Populations[r.by().Name]
	sums := map[string]tally{}
	for _, c := range heads.list {
		sums[c.key] = c.tally
	}
	var parts []int
	for _, b := range bands(heads.sorted(), r.top(15), false) {
		var w tally
		var e exposed
		for i, key := range b.members {
			w.add(sums[key])
			one := exposure(list, key, span)
			if b.kind == head.Residual {
				one.known = false
			}
			e = e.with(one, i == 0)
		}
		parts = append(parts, len(t.Rows))
		t.Rows = append(t.Rows, head.Row{Key: b.key, Labels: []head.Label{b.label}, Kind: b.kind})
		t.Cells = append(t.Cells, r.rateCells(w, e))
	}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total})
	t.Cells = append(t.Cells, r.rateCells(total, exposed{}))
	t.Sums = []table.Sum{sumColumn(0, len(t.Rows)-1, parts)}
	if in.provisional(span) {
		for i := range t.Cells {
			t.Cells[i][1].Flags |= table.Provisional
		}
	}
	return t, in.basis(ctx, t, r, total, known)
}

// yearParts divides every year, common or leap, into whole days: 365 × 366.
const yearParts = 365 * 366

// exposure returns the inhabitants of a code over a span: each month with its
// part of the year.
func exposure(list *population.List, code string, span period.Span) exposed {
	var e exposed
	if list == nil {
		return e
	}
	var parts int64 // Parts of years.
	for m := span.First; m <= span.Last; m++ {
		people, ok := list.At(code, m)
		if !ok {
			return exposed{}
		}
		year := period.Span{First: period.Of(m.Year(), 1), Last: period.Of(m.Year(), 12)}.Days()
		part := int64(m.Days()) * (yearParts / int64(year))
		if people > (math.MaxInt64-e.people.Num)/part {
			return exposed{}
		}
		e.people.Num += people * part
		parts += part
	}
	e.people.Den, e.known = yearParts, true
	e.mean = int64(math.Round(float64(e.people.Num) / float64(parts)))
	return e
}

// with returns the inhabitants of two codes together; first says that there is
// none before.
func (e exposed) with(o exposed, first bool) exposed {
	if first {
		return o
	}
	if !e.known || !o.known || e.people.Num > math.MaxInt64-o.people.Num {
		return exposed{}
	}
	return exposed{people: num.Fraction{Num: e.people.Num + o.people.Num, Den: yearParts}, mean: e.mean + o.mean, known: true}
}

// rateCells returns count, rate and inhabitants. The list of populations is
// public: the rate gives the count away and nothing else.
func (r *Request) rateCells(w tally, e exposed) []table.Cell {
	rate := table.Cell{State: table.Undefined, X: w.units, Parts: []int64{w.units}}
	people := table.Cell{State: table.Undefined, Parts: []int64{0}}
	if !e.known {
		return []table.Cell{table.CountOf(w.units), rate, people}
	}
	people.State, people.Value = table.Known, num.Whole(e.mean)
	const million = 1_000_000
	if w.units > math.MaxInt64/(million*yearParts) {
		return []table.Cell{table.CountOf(w.units), rate, people}
	}
	rate.State, rate.Value = table.Known, num.Fraction{Num: w.units * million * yearParts, Den: e.people.Num}
	if w.records < reliableEvents {
		rate.Flags |= table.Unreliable
	}
	if r.Exact {
		return []table.Cell{table.CountOf(w.units), rate, people}
	}
	millions := float64(e.people.Num) / (million * yearParts)
	if w.single() {
		if i, ok := method.Garwood(w.units, millions, r.level()); ok {
			rate.Interval = table.Interval{Level: percent(r.level()), Low: i.Low, High: i.High, Method: "garwood"}
		}
	} else if i, ok := method.ClusteredSum(w.records, w.clustered(), millions, r.level()); ok {
		rate.Interval = table.Interval{Level: percent(r.level()), Low: i.Low, High: i.High, Method: "garwood-clustered"}
	}
	return []table.Cell{table.CountOf(w.units), rate, people}
}
