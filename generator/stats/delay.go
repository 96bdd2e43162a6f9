package stats

import (
	"context"
	"fmt"
	"math"

	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/method"
	ladder "htsm/generator/method/delay"
	tails "htsm/generator/method/distribution"
	"htsm/generator/period"
	"htsm/generator/table"
)

func delay() *Statistic {
	return &Statistic{
		Name:  "delay",
		Title: "Months completed for late reports",
		Text: "For each month: the units recorded so far, the share of the final count that is to be expected by now, and the corrected count, by the chain ladder over months of the event and months of delay, " +
			"with the interval of the errors of Mack (1993, ASTIN Bull 23:213-225) taken as those of a lognormal distribution of what is outstanding. " +
			"It reads up to four years and delays of up to a year; later reports count as of a year. What is recorded is never changed, and nothing else in a report uses the corrected counts. " +
			"A month of which less than 80 per cent is to be expected by now is called incomplete. The pattern of delays is taken not to have changed, and the extract to be one of the end of a month. The contract must name the date of entry.",
		Example: "{is: delay, window: rolling-12, measure: rows}",
		Chart:   "column",
		Needs: []Need{
			{Option: Window, Doc: "months shown, the last 12 by default"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeDelay,
	}
}

const (
	ladderMonths = 48  // Months that the factors are taken from.
	ladderDelays = 12  // The longest delay that is told apart.
	completeFrom = 0.8 // The share from which a month is called complete enough.
)

func computeDelay(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	window := r.Window
	if window.Kind == Edition {
		window = WindowOf{Kind: Rolling, Months: max(12, in.Span.Months())}
	}
	span := window.Span(in.Span)
	shown, err := in.monthly(ctx, r, span, nil)
	if err != nil {
		return nil, err
	}
	begin, err := in.first(ctx, r)
	if err != nil {
		return nil, err
	}
	known, first, err := in.ladder(ctx, r)
	if err != nil {
		return nil, err
	}
	done, ok := ladder.ChainLadder(known)
	t := in.newTable(r, span)
	t.Stub = []head.Dimension{{Name: "month", Word: "column.month"}, {Name: "finding", Word: "column.finding"}}
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.recorded")},
		{Key: "completeness", Label: head.OfWord("column.expected-by-now"), Measure: head.Measure{Quantity: head.Share}},
		{Key: "corrected", Label: head.OfWord("column.corrected"), Measure: head.Measure{Quantity: head.Estimate}},
	}
	for i, w := range shown.total {
		at := span.First + period.Month(i)
		cells := []table.Cell{table.CountOf(w.units), estimateOf(0, false, w.units), estimateOf(0, false, w.units)}
		if in.provisional(period.Span{First: at, Last: at}) {
			cells[0].Flags |= table.Provisional
		}
		row, finding := monthRow(at), "none"
		if j := int(at - first); ok && j >= 0 && j < len(done.Periods) {
			p := done.Periods[j]
			cells[1], cells[2] = estimateOf(p.Completeness, true, w.units), r.corrected(p, w.units)
			if p.Completeness < completeFrom {
				finding = "incomplete"
			}
		}
		if at < begin {
			cells = table.UnreadRow(len(t.Cols))
		}
		row.Labels = append(row.Labels, head.OfFinding("state."+finding))
		t.Rows = append(t.Rows, row)
		t.Cells = append(t.Cells, cells)
	}
	return t, in.basis(ctx, t, r, shown.all, shown.all)
}

// ladder returns the cumulative units by month of the event and months of
// delay, as far as they are known, and the first month. It is empty if the
// contract names no date of entry.
func (in *Input) ladder(ctx context.Context, r *Request) ([][]float64, period.Month, error) {
	if in.Contract.Reported == "" || in.Latest == 0 {
		return nil, 0, nil
	}
	bounds, _, err := in.Engine.Bounds(ctx, in.Contract.Date)
	if err != nil {
		return nil, 0, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	span := period.Span{First: max(bounds.First, in.Latest-ladderMonths+1), Last: in.Latest}
	if span.Last < span.First {
		return nil, 0, nil
	}
	q := engine.Query{Where: in.conditions(r, span), Keys: []engine.Key{{Column: in.Contract.Date, Month: true}, {Column: in.Contract.Reported, Month: true}}}
	groups, err := in.ask(ctx, r, q, 2)
	if err != nil {
		return nil, 0, err
	}
	var list []entries
	for _, g := range groups {
		if !g.keys[0].Valid || !g.keys[1].Valid {
			continue
		}
		event, err := period.ParseMonth(g.keys[0].Value)
		if err != nil {
			return nil, 0, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		entry, err := period.ParseMonth(g.keys[1].Value)
		if err != nil {
			return nil, 0, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		list = append(list, entries{event: event, entry: entry, units: g.units})
	}
	return triangle(list, span), span.First, nil
}

// entries are units of one month that were entered in another one.
type entries struct {
	event, entry period.Month
	units        int64
}

// triangle returns the cumulative units by month of the event, those of a span,
// and months of delay, as far as they are known at its end.
func triangle(list []entries, span period.Span) [][]float64 {
	rows := make([][]float64, span.Months())
	for i := range rows {
		rows[i] = make([]float64, min(ladderDelays, len(rows)-1-i)+1)
	}
	for _, x := range list {
		i := int(x.event - span.First)
		rows[i][min(max(int(x.entry-x.event), 0), len(rows[i])-1)] += float64(x.units)
	}
	for _, row := range rows {
		for j := 1; j < len(row); j++ {
			row[j] += row[j-1]
		}
	}
	return rows
}

// corrected returns the cell of a month with what is outstanding. Its interval
// is that of a lognormal distribution with the estimate and its error (Mack
// 1993, section 4).
func (r *Request) corrected(p ladder.Period, units int64) table.Cell {
	c := estimateOf(float64(units)+p.Outstanding, true, units)
	if r.Exact || p.Outstanding <= 0 || !finite(p.Error) || p.Error <= 0 {
		return c
	}
	spread := math.Log1p(p.Error * p.Error / (p.Outstanding * p.Outstanding))
	z := -tails.NormalQuantile((1 - r.level()) / 2)
	middle := math.Log(p.Outstanding) - spread/2
	i := method.Interval{
		Low:  float64(units) + math.Exp(middle-z*math.Sqrt(spread)),
		High: float64(units) + math.Exp(middle+z*math.Sqrt(spread)),
	}
	if v := c.Value.Float64(); finite(i.Low, i.High) && i.Low <= v && v <= i.High {
		c.Interval = table.Interval{Level: percent(r.level()), Low: i.Low, High: i.High, Method: "mack"}
	}
	return c
}
