package stats

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"htsm/generator/engine"
	"htsm/generator/period"
)

// A group is a combination of raw values with its weight.
type group struct {
	keys []engine.Text
	tally
}

// fetch groups the rows of a span by columns. The raw values of codes and
// paths are not exploded.
func (in *Input) fetch(ctx context.Context, r *Request, span period.Span, columns ...string) ([]group, error) {
	q := engine.Query{Where: in.conditions(r, span)}
	for _, c := range columns {
		q.Keys = append(q.Keys, engine.Key{Column: c})
	}
	return in.ask(ctx, r, q, len(columns))
}

// fetchMonths is fetch with the month of the reference date as last key.
func (in *Input) fetchMonths(ctx context.Context, r *Request, span period.Span, columns ...string) ([]group, error) {
	q := engine.Query{Where: in.conditions(r, span)}
	for _, c := range columns {
		q.Keys = append(q.Keys, engine.Key{Column: c})
	}
	q.Keys = append(q.Keys, engine.Key{Column: in.Contract.Date, Month: true})
	return in.ask(ctx, r, q, len(columns)+1)
}

// fetchSpans is fetch for several spans, each of which may have several groups
// of the same values. Spans that fill the months from the first to the last of
// them are read at once.
func (in *Input) fetchSpans(ctx context.Context, r *Request, spans []period.Span, columns ...string) ([][]group, error) {
	hull, months := spans[0], 0
	for i, s := range spans {
		if slices.Index(spans, s) == i {
			months += s.Months()
		}
		hull = period.Span{First: min(hull.First, s.First), Last: max(hull.Last, s.Last)}
	}
	out := make([][]group, len(spans))
	if in.Contract.Date == "" || hull.Months() > months {
		for i, s := range spans {
			var err error
			if first := slices.Index(spans, s); first < i {
				out[i] = out[first]
			} else if out[i], err = in.fetch(ctx, r, s, columns...); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	groups, err := in.fetchMonths(ctx, r, hull, columns...)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		m, err := period.ParseMonth(g.keys[len(columns)].Value)
		if err != nil {
			return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		g.keys = g.keys[:len(columns)]
		for i, s := range spans {
			if s.Contains(m) {
				out[i] = append(out[i], g)
			}
		}
	}
	return out, nil
}

func (in *Input) conditions(r *Request, span period.Span) []engine.Condition {
	out := slices.Clone(r.Where)
	if in.Contract.Date != "" {
		out = append(out, engine.Condition{Column: in.Contract.Date, Months: span})
	}
	return out
}

// ask runs q with the size of a record as last key, so that sums of squares
// come with the sums, and merges the groups that differ in it alone.
func (in *Input) ask(ctx context.Context, r *Request, q engine.Query, keys int) ([]group, error) {
	if r.Measure != "" {
		q.Keys = append(q.Keys, engine.Key{Column: r.Measure})
	}
	rows, err := in.Engine.Group(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	var out []group
	for _, row := range rows {
		g := group{keys: row.Keys[:keys], tally: tally{units: row.Count, records: row.Count, squares: row.Count}}
		if r.Measure != "" {
			size, err := sizeOf(row.Keys[keys])
			if err != nil {
				return nil, fmt.Errorf("statistic %s: measure %s: %w", r.ID, r.Measure, err)
			}
			g.units, g.squares = size*row.Count, size*size*row.Count
		}
		if n := len(out); n > 0 && slices.Equal(out[n-1].keys, g.keys) {
			out[n-1].add(g.tally)
			continue
		}
		out = append(out, g)
	}
	return out, nil
}

// sizeOf reads the size of a record; an unknown size counts nothing.
func sizeOf(t engine.Text) (int64, error) {
	if !t.Valid {
		return 0, nil
	}
	return strconv.ParseInt(t.Value, 10, 64)
}
