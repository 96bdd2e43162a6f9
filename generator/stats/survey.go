package stats

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/engine"
	ladder "htsm/generator/method/delay"
	"htsm/generator/period"
)

// A Survey is what an extract as a whole tells every statistic, whatever it
// filters: when it begins, which authorities have records in which month, and how
// complete the newest months are. It is made once for the records that an edition counts and
// never changes. A nil Survey knows nothing.
type Survey struct {
	// reports holds the records of each month by authority; empty if the
	// contract names none.
	reports map[string]map[period.Month]int64
	begins  period.Month // The first month of the extract; 0 if there is none.
	// The months from first on, as long as the list is, with the share of their
	// records that is to be expected by now; empty where that cannot be told.
	first    period.Month
	complete []float64
}

// NewSurvey reads the extract behind e once, by authority, month and month of
// entry. The extract holds what was entered until the day asOf, ISO; the empty
// day stands for one that is not known, which leaves completeness unknown.
func NewSurvey(ctx context.Context, e engine.Engine, c *contract.Contract, asOf string) (*Survey, error) {
	s := &Survey{reports: map[string]map[period.Month]int64{}}
	if c.Date == "" {
		return s, nil
	}
	bounds, _, err := e.Bounds(ctx, c.Date)
	if err != nil {
		return nil, fmt.Errorf("survey of the extract: %w", err)
	}
	s.begins = bounds.First
	if c.Reporter == "" && c.Reported == "" {
		return s, nil
	}
	q := engine.Query{Keys: []engine.Key{{Column: c.Date, Month: true}}}
	for _, k := range []engine.Key{{Column: c.Reporter}, {Column: c.Reported, Month: true}} {
		if k.Column != "" {
			q.Keys = append(q.Keys, k)
		}
	}
	rows, err := e.Group(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("survey of the extract: %w", err)
	}
	var list []entries
	for _, row := range rows {
		if !row.Keys[0].Valid {
			continue
		}
		at, err := period.ParseMonth(row.Keys[0].Value)
		if err != nil {
			return nil, fmt.Errorf("survey of the extract: %w", err)
		}
		if name := row.Keys[1]; c.Reporter != "" && name.Valid {
			s.report(name.Value, at, row.Count)
		}
		if entered := row.Keys[len(row.Keys)-1]; c.Reported != "" && entered.Valid {
			month, err := period.ParseMonth(entered.Value)
			if err != nil {
				return nil, fmt.Errorf("survey of the extract: %w", err)
			}
			list = append(list, entries{event: at, entry: month, units: row.Count})
		}
	}
	return s, s.estimate(list, asOf)
}

func (s *Survey) report(name string, at period.Month, records int64) {
	if s.reports[name] == nil {
		s.reports[name] = map[period.Month]int64{}
	}
	s.reports[name][at] += records
}

// What the chain ladder needs before its completeness decides anything: each
// delay of up to a year seen in a year of months, and so many records that the
// standard error of a share of 80 per cent is two points.
const (
	ladderHistory = 2 * ladderDelays
	ladderRecords = 400
)

// estimate fills the completeness of the months by the chain ladder (Mack 1993,
// ASTIN Bull 23:213-225) over the months of entry that were over by a day. A
// month that is not over is left out with what was entered in it: the factors
// are those of whole months, so that the estimate errs on the side of too little.
func (s *Survey) estimate(list []entries, asOf string) error {
	if asOf == "" || len(list) == 0 {
		return nil
	}
	last, err := period.ParseMonth(asOf[:min(7, len(asOf))])
	if err != nil {
		return fmt.Errorf("day of the extract: %w", err)
	}
	if asOf != fmt.Sprintf("%v-%02d", last, last.Days()) {
		last--
	}
	list = slices.DeleteFunc(list, func(x entries) bool { return x.event > last || x.entry > last || x.event <= last-ladderMonths })
	if len(list) == 0 {
		return nil
	}
	first, records := last, int64(0)
	for _, x := range list {
		first, records = min(first, x.event), records+x.units
	}
	if int(last-first)+1 < ladderHistory || records < ladderRecords {
		return nil
	}
	done, ok := ladder.ChainLadder(triangle(list, period.Span{First: first, Last: last}))
	if !ok {
		return nil
	}
	s.first = first
	for _, p := range done.Periods {
		s.complete = append(s.complete, p.Completeness)
	}
	return nil
}

// settled returns the last month of which, as of all before it, so much is to be
// expected by now that it may be compared. It reports false where that cannot be
// told.
func (s *Survey) settled() (period.Month, bool) {
	if s == nil || len(s.complete) == 0 {
		return 0, false
	}
	last := s.first - 1
	for _, share := range s.complete {
		if share < completeFrom {
			break
		}
		last++
	}
	return last, true
}

// expected returns the share of the records of a month that is to be expected by
// now. It reports false where that cannot be told.
func (s *Survey) expected(m period.Month) (float64, bool) {
	if s == nil || m < s.first || int(m-s.first) >= len(s.complete) {
		return 0, false
	}
	return s.complete[m-s.first], true
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
