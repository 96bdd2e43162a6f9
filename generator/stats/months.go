package stats

import (
	"context"
	"fmt"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

// A monthly holds the weights of each month of a span, in all and for each
// value of a column.
type monthly struct {
	span   period.Span
	total  []tally
	values *census // Nil without a column.
	by     map[string][]tally
	all    tally
	known  tally
}

// monthly reads the months of a span, by a column unless it is nil.
func (in *Input) monthly(ctx context.Context, r *Request, span period.Span, by *contract.Column) (*monthly, error) {
	m := &monthly{span: span, total: make([]tally, span.Months()), by: map[string][]tally{}}
	var columns []string
	if by != nil {
		columns, m.values = []string{by.Name}, in.census(by)
	}
	groups, err := in.fetchMonths(ctx, r, span, columns...)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		at, err := period.ParseMonth(g.keys[len(g.keys)-1].Value)
		if err != nil {
			return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		i := int(at - span.First)
		m.total[i].add(g.tally)
		m.all.add(g.tally)
		if by == nil {
			m.known.add(g.tally)
			continue
		}
		values := valuesOf(by, g.keys[0])
		if values[0].known {
			m.known.add(g.tally)
		}
		for _, v := range values {
			c := m.values.at(v.text, v.known)
			c.add(g.tally)
			if m.by[c.key] == nil {
				m.by[c.key] = make([]tally, span.Months())
			}
			m.by[c.key][i].add(g.tally)
		}
	}
	return m, nil
}

// sum returns the months of all members of a band.
func (m *monthly) sum(b band) []tally {
	out := make([]tally, m.span.Months())
	for _, key := range b.members {
		for i, w := range m.by[key] {
			out[i].add(w)
		}
	}
	return out
}

// wholeYears returns the last whole years of twelve complete months each that
// lie in the extract and end by a month, at most so many; none if there are
// fewer than the least.
func (in *Input) wholeYears(ctx context.Context, r *Request, end period.Month, least, most int) (period.Span, bool, error) {
	span, err := in.completeMonths(ctx, r, end)
	if err != nil {
		return span, false, err
	}
	years := min(span.Months()/12, most)
	return span.Rolling(12 * years), years >= least, nil
}

// first returns the first month of the extract, whatever the filter of a
// request: what lies before it was not read, and is not 0. It is 0 if the
// contract names no date or there are no records.
func (in *Input) first(ctx context.Context, r *Request) (period.Month, error) {
	if in.Contract.Date == "" {
		return 0, nil
	}
	bounds, _, err := in.Engine.Bounds(ctx, in.Contract.Date)
	if err != nil {
		return 0, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	return bounds.First, nil
}

// completeMonths returns the months from the first one of the extract, or from the
// last break in the series by end, to the last one by end for which no report is
// expected any more, at most ten years.
func (in *Input) completeMonths(ctx context.Context, r *Request, end period.Month) (period.Span, error) {
	bounds, _, err := in.Engine.Bounds(ctx, in.Contract.Date)
	if err != nil {
		return bounds, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	last := min(end, bounds.Last)
	for last >= bounds.First && in.provisional(period.Span{First: last, Last: last}) {
		last--
	}
	start := max(bounds.First, in.Contract.LastBreak(end))
	return period.Span{First: max(start, last-longestHistory+1), Last: last}, nil
}

// sinceBreak returns the remark on a history that begins with a break in the
// series after the first month of the extract, if it does.
func (in *Input) sinceBreak(history period.Span) []table.Caveat {
	at := in.Contract.LastBreak(in.Span.Last)
	if at == 0 || history.First < at || in.Survey != nil && at <= in.Survey.begins {
		return nil
	}
	return []table.Caveat{{Word: "caveat.history-break", Labels: []head.Label{head.OfTime(period.Span{First: at, Last: at})}}}
}

// monthRow returns the head of the row of a month.
func monthRow(m period.Month) head.Row {
	return head.Row{Key: m.String(), Labels: []head.Label{head.OfTime(period.Span{First: m, Last: m})}}
}

// units returns the units of each month.
func units(list []tally) []float64 {
	var out []float64
	for _, w := range list {
		out = append(out, float64(w.units))
	}
	return slices.Clip(out)
}
