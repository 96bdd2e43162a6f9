// Package synth invents an extract of detections of trafficking in human
// beings (THB) and smuggling of migrants (SOM), for samples, tests and
// measurements of speed.
//
// Nobody and nothing in it is real: no person, no case, no number of any
// authority. It is not for statistics about the world, and not for filling
// gaps in real data. Invariant: the same [Options] give the same bytes on
// every platform, in memory that does not grow with the number of records.
//
// One row is one detection of a group of persons of one nationality; sex and
// age group are those of most of the group. Rows are sorted by report date,
// then by record number. A detection is reported up to 150 days late; what is
// reported after the last day of the last month is not in the extract, so the
// last months are incomplete, as they are in life.
//
// # Signals
//
// Some things are planted for statistics to find; [Signals] returns them as
// data and Options.Null leaves them out:
//
//   - online-debt-bondage: from 2026-06 about half of the THB detections of
//     Colombian nationals combine recruitment by online advertisement with
//     debt bondage.
//   - motorhomes: a new code of concealment, used from 2026-08.
//   - libya-to-algeria: from 2026-05 most Guinean nationals come by Algeria to
//     Spain instead of Libya to Italy; their number does not change.
//   - belarus-corridor: a corridor that stops in 2025-09.
//   - crete-corridor: a corridor that starts in 2026-07.
//   - summer-at-sea: smuggling by sea peaks from July to September.
//   - aegean-price: the price of one leg rises by 6 % of its base a month from
//     2026-01.
//   - late-reporter: one country reports from 2025-03 only, so totals jump
//     without a change in the world.
//
// Without Null, the months also differ by up to 8 % for each route, more than
// chance alone would make them.
package synth

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"htsm/generator/period"
)

// Options say what to write. The zero Options are invalid: records and months
// have no default.
type Options struct {
	Records  int // 1 to 1 000 000 000.
	Seed     uint64
	From, To period.Month // The months of the event dates, at most 100 years.
	Null     bool         // Plants no signal: every month is like every other, but for chance.
}

// A Summary says what was written.
type Summary struct {
	Records     int64
	Trafficking int64 // The records of crime type THB.
	Persons     int64
	Bytes       int64
	Extracted   string // The last day of the last month, ISO: the date of the extract.
}

const (
	maxRecords = 1_000_000_000
	maxMonths  = 1200
)

func (o Options) check() error {
	switch {
	case o.Records < 1 || o.Records > maxRecords:
		return fmt.Errorf("%d records: must be 1 to %d", o.Records, maxRecords)
	case o.From < period.Of(1000, 1) || o.To > period.Of(9999, 12):
		return errors.New("the months must lie in the years 1000 to 9999")
	case o.From > o.To:
		return fmt.Errorf("the first month, %v, is after the last, %v", o.From, o.To)
	case int(o.To-o.From) >= maxMonths:
		return fmt.Errorf("%d months: must be at most %d", int(o.To-o.From)+1, maxMonths)
	}
	return nil
}

// Write writes the extract as CSV: UTF-8, a header row, commas, line feeds.
// No cell holds a comma, a quote or a line feed, so none is quoted. It
// returns an error if the options are invalid or w fails.
func Write(w io.Writer, o Options) (Summary, error) {
	if err := o.check(); err != nil {
		return Summary{}, fmt.Errorf("invent extract: %w", err)
	}
	c := newCalendar(o)
	a := newAuthor(o, c)
	out := bufio.NewWriterSize(w, 1<<18)
	a.summary.Extracted = c.days[len(c.days)-1]
	b := appendHeader(out.AvailableBuffer())
	a.summary.Bytes += int64(len(b))
	if _, err := out.Write(b); err != nil {
		return Summary{}, fmt.Errorf("write extract: %w", err)
	}
	err := c.each(newDice(o.Seed, streamOfDays), o.Records, func(reported, records int) error {
		for range records {
			a.draw(reported)
			b := a.appendRow(out.AvailableBuffer())
			a.summary.Bytes += int64(len(b))
			if _, err := out.Write(b); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return Summary{}, fmt.Errorf("write extract: %w", err)
	}
	return a.summary, nil
}

// The streams of chance are kept apart, so that a change to one does not move
// the others.
const (
	streamOfDays    = 1
	streamOfRecords = 2
	streamOfMonths  = 3
)
