package stats

import (
	"context"
	"math"
	"slices"

	"htsm/generator/head"
	"htsm/generator/method/forecast"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func forecasts() *Statistic {
	return &Statistic{
		Name:  "forecast",
		Title: "The months to come, where the past can be forecast",
		Text: "Continues the records of the complete months of up to ten years, five at least, by exponential smoothing with level and season of the logarithms (ETS A,N,A; Hyndman et al. 2008, Forecasting with Exponential Smoothing). " +
			"The weights are those of a grid with the highest likelihood in the months before the trial; the trial forecasts each of the last 24 months, or 36 of seven years and more, from those before it. " +
			"A forecast is printed only if it earns it there: the mean absolute error is below that of the forecast with the same month of last year (scaled error below 1; Hyndman & Koehler 2006, Int J Forecast 22:679-688), and the 95 % intervals held 90 to 98 % of the months. Otherwise the table shows error and coverage alone. " +
			"It continues the past and knows of no event. Units are records.",
		Example: "{is: forecast, where: {border_type: sea}}",
		Chart:   "column",
		Shows:   []string{"forecast"},
		Needs: []Need{
			{Option: Top, Doc: "months forecast, 3 by default, at most 12"},
		},
		Compute: computeForecast,
	}
}

const (
	forecastYears  = 5
	forecastLevel  = 0.95
	leastCoverage  = 0.90
	mostCoverage   = 0.98
	shortTrial     = 24 // Months that are forecast on trial,
	longTrial      = 36
	longTrialYears = 7 // and the years from which they are more.
)

// A trial says how a model forecast the last months from those before them.
type trial struct {
	model    forecast.ETS
	err      float64 // Scaled: below 1 is better than the same month of last year.
	coverage float64
	inside   int64
	months   int64
	ok       bool
}

// earned reports whether a forecast may be printed.
func (t trial) earned() bool {
	return t.ok && t.err < 1 && t.coverage >= leastCoverage && t.coverage <= mostCoverage
}

func computeForecast(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span, err := in.completeMonths(ctx, &rows, in.Span.Last)
	if err != nil {
		return nil, err
	}
	if span.Months() < 12*forecastYears {
		return in.tooShort(ctx, &rows)
	}
	m, err := in.monthly(ctx, &rows, span, nil)
	if err != nil {
		return nil, err
	}
	var counts []float64
	for _, w := range m.total {
		counts = append(counts, float64(w.records))
	}
	try := tried(counts)
	t := in.newTable(&rows, span)
	t.Stub = []head.Dimension{{Name: "month", Word: "column.month"}}
	t.Cols = []head.Col{
		{Key: "forecast", Label: head.OfWord("column.forecast"), Measure: head.Measure{Quantity: head.Estimate}},
		{Key: "same-last-year", Label: head.OfWord("column.same-last-year")},
		{Key: "error", Label: head.OfWord("column.scaled-error"), Measure: head.Measure{Quantity: head.Index}},
		{Key: "coverage", Label: head.OfWord("column.coverage"), Measure: head.Measure{Quantity: head.Share}},
	}
	steps := min(12, r.top(3))
	points := try.forecast(counts, steps)
	for h := range steps {
		at := span.Last + 1 + period.Month(h)
		before := m.total[len(m.total)-12+h].records
		cell := table.Cell{State: table.Undefined, X: before, Parts: []int64{before}}
		if points != nil {
			cell = fromLog(points[h].Mean, before)
			low, high := max(0, math.Exp(points[h].Low)-0.5), math.Exp(points[h].High)-0.5
			cell.Interval = table.Interval{Level: percent(forecastLevel), Low: low, High: high, Method: "forecast"}
		}
		t.Rows = append(t.Rows, monthRow(at))
		t.Cells = append(t.Cells, append([]table.Cell{cell, table.CountOf(before)}, try.cells()...))
	}
	if points == nil {
		t.Caveats = []table.Caveat{{Word: "caveat.no-forecast"}}
	}
	t.Caveats = append(t.Caveats, in.sinceBreak(span)...)
	return t, in.basis(ctx, t, &rows, m.all, m.all)
}

// cells returns the error and the coverage of a trial: figures of a model, of
// which no count can be had back.
func (t trial) cells() []table.Cell {
	none := table.Cell{State: table.Undefined, Parts: []int64{0}}
	if !t.ok {
		return []table.Cell{none, none}
	}
	scaled, coverage := none, none
	if f, ok := estimated(t.err); ok {
		scaled.State, scaled.Value = table.Known, f
	}
	coverage.State, coverage.Value = table.Known, num.Fraction{Num: t.inside, Den: t.months}
	return []table.Cell{scaled, coverage}
}

// forecast returns the logarithms of the months to come, nil if the model has
// not earned it.
func (t trial) forecast(counts []float64, steps int) []forecast.Point {
	if !t.earned() {
		return nil
	}
	f, ok := t.model.Filter(logarithms(counts))
	if !ok {
		return nil
	}
	points, intervals, ok := f.Forecast(steps, forecastLevel)
	if !ok || !intervals {
		return nil
	}
	return points
}

// tried fits a model to the months before the trial and forecasts each month of
// the trial from those before it.
func tried(counts []float64) trial {
	months := shortTrial
	if len(counts) >= 12*longTrialYears {
		months = longTrial
	}
	logs, first := logarithms(counts), len(counts)-months
	t := trial{months: int64(months)}
	best := math.Inf(-1)
	for _, alpha := range []float64{0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8} {
		for _, gamma := range []float64{0, 0.05, 0.1, 0.2} {
			m := started(logs, alpha, gamma)
			if f, ok := m.Filter(logs[:first]); ok && f.LogLikelihood > best {
				t.model, t.ok, best = m, true, f.LogLikelihood
			}
		}
	}
	var errors, naive float64
	for at := first; t.ok && at < len(counts); at++ {
		f, ok := t.model.Filter(logs[:at])
		points, _, okPoints := f.Forecast(1, forecastLevel)
		if t.ok = ok && okPoints; !t.ok {
			break
		}
		if logs[at] >= points[0].Low && logs[at] <= points[0].High {
			t.inside++
		}
		errors += math.Abs(counts[at] - max(0, math.Exp(points[0].Mean)-0.5))
		naive += math.Abs(counts[at] - counts[at-12])
	}
	t.ok = t.ok && naive > 0
	t.err, t.coverage = errors/naive, float64(t.inside)/float64(months)
	return t
}

// started returns a model that begins with the level and the season of the
// first year.
func started(logs []float64, alpha, gamma float64) forecast.ETS {
	m := forecast.ETS{Seasonality: forecast.Additive, Alpha: alpha, Gamma: gamma}
	for _, x := range logs[:12] {
		m.Level += x / 12
	}
	for _, x := range logs[:12] {
		m.Season = append(m.Season, x-m.Level)
	}
	slices.Reverse(m.Season) // The newest month comes first.
	return m
}

func logarithms(counts []float64) []float64 {
	var out []float64
	for _, x := range counts {
		out = append(out, math.Log(x+0.5))
	}
	return out
}
