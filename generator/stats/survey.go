package stats

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/period"
)

// A Survey is what an extract as a whole tells every statistic, whatever it
// filters: which authorities have records in which month. It is made once for
// the records that an edition counts and never changes. A nil Survey knows
// nothing.
type Survey struct {
	// reports holds the records of each month by authority; empty if the
	// contract names none.
	reports map[string]map[period.Month]int64
}

// NewSurvey reads the extract behind e once, by authority and month.
func NewSurvey(ctx context.Context, e engine.Engine, c *contract.Contract) (*Survey, error) {
	s := &Survey{reports: map[string]map[period.Month]int64{}}
	if c.Date == "" || c.Reporter == "" {
		return s, nil
	}
	rows, err := e.Group(ctx, engine.Query{Keys: []engine.Key{{Column: c.Reporter}, {Column: c.Date, Month: true}}})
	if err != nil {
		return nil, fmt.Errorf("survey of the extract: %w", err)
	}
	for _, row := range rows {
		if !row.Keys[0].Valid || !row.Keys[1].Valid {
			continue
		}
		m, err := period.ParseMonth(row.Keys[1].Value)
		if err != nil {
			return nil, fmt.Errorf("survey of the extract: %w", err)
		}
		name := row.Keys[0].Value
		if s.reports[name] == nil {
			s.reports[name] = map[period.Month]int64{}
		}
		s.reports[name][m] += row.Count
	}
	return s, nil
}

// strayLevel is the chance under which records that lie in one of two periods
// alone are no accident.
const strayLevel = 0.05

// onesided returns the authorities, sorted, that went out of the extract or came
// into it between two periods: those with records in the earlier or in the later
// one alone, so many that this is no accident. Given all x records, the chance
// that they lie in one of two periods is (d / (d + e))^x, with the days of both
// (Przyborowski & Wilenski 1940): an authority that reports now and then has
// neither gone nor come.
func (s *Survey) onesided(earlier, later period.Span) (before, after []string) {
	if s == nil {
		return nil, nil
	}
	for _, name := range slices.Sorted(maps.Keys(s.reports)) {
		var past, now int64
		for m, n := range s.reports[name] { // In any order: a sum.
			if earlier.Contains(m) {
				past += n
			}
			if later.Contains(m) {
				now += n
			}
		}
		with, without := float64(later.Days()), float64(earlier.Days())
		if now == 0 {
			with, without = without, with
		}
		switch stray := math.Pow(with/(with+without), float64(past+now)) > strayLevel; {
		case stray:
		case now == 0:
			before = append(before, name)
		case past == 0:
			after = append(after, name)
		}
	}
	return before, after
}
