package stats

import (
	"cmp"
	"context"
	"math"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func newCorridors() *Statistic {
	return &Statistic{
		Name:  "new-corridors",
		Title: "Corridors that opened or closed",
		Text: "A complete ordered route is new if the window has at least three records of it and the twelve months before have none (re-emerging if there are earlier ones), " +
			"and vanished if the last complete months, as many as the window has, and those since have none although the same months of the year before had three or more. " +
			"Given all x records of both sides, the chance that they all lie on one is (d / (d + e))^x, with the days of the two sides: the exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940). " +
			"A corridor with records on both sides has the chance 1; every corridor of the two years is tested both ways, and a finding stands only if its test holds after adjustment over the edition (Benjamini & Hochberg 1995). " +
			"Where these twelve months were not read, or lie before a break in the series, nothing is called new. A stop that was not recorded makes another corridor. Units are records.",
		Example: "{is: new-corridors, of: route, window: rolling-3}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Path}, Doc: "the ordered route"},
			{Option: Window, Doc: "months read, the last three by default"},
			{Option: Top, Doc: "rows shown, 10 by default"},
		},
		Compute: computeNewCorridors,
	}
}

// newCorridor is the number of records that makes a corridor one.
const newCorridor = 3

// A turn is what two years show of one corridor.
type turn struct {
	line      *line
	window    int64 // Records in the window.
	before    int64 // In the twelve months before it.
	lastYear  int64 // In the months of the window one year earlier.
	closing   int64 // In the last complete months one year earlier.
	finding   string
	opens     float64 // The p-value of a corridor that opened,
	closes    float64 // and of one that closed.
	reporters int
	judged    bool // The twelve months before the window were read.
}

func (c turn) p() float64 { return min(c.opens, c.closes) }

func computeNewCorridors(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span := in.Span.Rolling(max(3, in.Span.Months()))
	if r.Window.Kind != Edition {
		span = r.Window.Span(in.Span)
	}
	h, err := in.history(ctx, &rows, period.Span{First: span.Last, Last: span.Last})
	if err != nil {
		return nil, err
	}
	list, err := in.turns(ctx, &rows, h, span)
	if err != nil {
		return nil, err
	}
	t := in.newTable(&rows, span)
	t.Stub = historyStub(&rows)
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "before", Label: head.OfWord("column.rolling-12-before")},
		{Key: "same-last-year", Label: head.OfWord("column.same-last-year")},
		{Key: "reporters", Label: head.OfWord("column.reporters"), Measure: head.Measure{Quantity: head.Estimate}},
	}
	for i, c := range list {
		opens := table.Test{Done: c.judged && !r.Exact, P: c.opens, Adjusted: c.opens}
		closes := table.Test{Done: c.judged && !r.Exact, P: c.closes, Adjusted: c.closes}
		if i >= r.top(10) {
			t.Tests = append(t.Tests, done(opens, closes)...)
			continue
		}
		count, before, lastYear := table.CountOf(c.window), table.CountOf(c.before), table.CountOf(c.lastYear)
		count.Test, lastYear.Test = opens, closes
		lastYear.Parts = append(lastYear.Parts, c.closing) // The p-value gives it away.
		if !c.judged {
			before, lastYear = table.Unread(), table.Unread()
			if h.broken {
				count.Flags |= table.Broken
			}
		}
		if in.provisional(span) {
			count.Flags |= table.Provisional
		}
		reporters := table.Cell{State: table.Known, Value: num.Whole(int64(c.reporters)), X: c.window, Parts: []int64{c.window}}
		t.Rows = append(t.Rows, head.Row{Key: c.line.key, Labels: append(slices.Clone(c.line.labels), head.OfFinding("state."+c.finding))})
		t.Cells = append(t.Cells, []table.Cell{count, before, lastYear, reporters})
	}
	t.Caveats = append(t.Caveats, in.sinceBreak(h.span)...)
	groups, err := in.fetch(ctx, &rows, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	var total, known tally
	for _, g := range groups {
		total.add(g.tally)
		if stopsOf(g.keys[0]) != nil {
			known.add(g.tally)
		}
	}
	return t, in.basis(ctx, t, &rows, total, known)
}

// turns judges every corridor with a record in the window or in the year
// before it, those with a finding first.
func (in *Input) turns(ctx context.Context, r *Request, h *history, span period.Span) ([]turn, error) {
	reporters, err := in.reportersIn(ctx, r, h.watch, span)
	if err != nil {
		return nil, err
	}
	var out []turn
	for i := range h.lines {
		c := in.turn(h, &h.lines[i], span.Months())
		c.reporters = reporters[c.line.key]
		if c.window+c.before+c.lastYear > 0 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b turn) int {
		return cmp.Or(
			cmp.Compare(rankOf(a.finding), rankOf(b.finding)), cmp.Compare(a.p(), b.p()),
			cmp.Compare(b.window, a.window), cmp.Compare(a.line.key, b.line.key),
		)
	})
	return out, nil
}

func (in *Input) turn(h *history, l *line, window int) turn {
	c := turn{line: l, finding: "none", opens: 1, closes: 1}
	n := h.blocks
	opened := n - window
	if opened < 12 {
		c.window = l.seen(max(opened, 0), n)
		return c // Too short a past to tell.
	}
	c.judged = true
	c.window, c.before, c.lastYear = l.seen(opened, n), l.seen(opened-12, opened), l.seen(opened-12, opened-12+min(window, 12))
	if c.before == 0 && c.window > 0 {
		c.opens = oneSided(h, opened, n, opened-12, opened, c.window)
	}
	if end := in.complete(h); end-window >= 12 && window <= 12 && l.seen(end-window, n) == 0 {
		c.closing = l.seen(end-window-12, end-12)
		c.closes = oneSided(h, end-window-12, end-12, end-window, end, c.closing)
	}
	switch {
	case c.opens < 1 && c.window >= newCorridor && l.last(opened) >= 0:
		c.finding = "re-emerging"
	case c.opens < 1 && c.window >= newCorridor:
		c.finding = "new"
	case c.closing >= newCorridor:
		c.finding = "vanished"
	}
	return c
}

// oneSided returns the chance that x records all lie in the blocks from..to-1
// and none in the blocks without..until-1, if their rate by day is the same.
func oneSided(h *history, from, to, without, until int, x int64) float64 {
	days := func(from, to int) float64 {
		return float64(period.Span{First: h.block(from).First, Last: h.block(to - 1).Last}.Days())
	}
	with := days(from, to)
	return math.Pow(with/(with+days(without, until)), float64(x))
}
