// Package engine is the embedded analytical database and the small set of
// query shapes that the statistics ask of it.
//
// It is the only place with SQL. Every query has one shape:
//
//	SELECT keys, count(*), sum(…), count(DISTINCT …), count(…)
//	FROM snapshot WHERE condition AND … GROUP BY keys ORDER BY keys
//
// A key is a column or the calendar month of a date. A column that joins
// several codes or stops is grouped by as it stands: exploding codes, pairs,
// legs and paths happens in Go on the few distinct combinations that a [Query]
// returns. Exact quantiles come the same way, from the column itself as a key.
// There is no SQL outside this package, no free text in a statement and no
// floating-point number in an answer.
//
// Another engine is another file that implements [Engine]. Invariant: answers
// are integers in a total order, the same on every run and with any number of
// threads.
package engine

import (
	"context"

	"htsm/generator/period"
)

// An Engine answers queries over one snapshot. It may be used by several
// goroutines at once.
type Engine interface {
	// Group groups the rows that fulfil all conditions of q by its keys. The
	// result is sorted by the keys: null first, texts by their bytes, numbers
	// and dates by their value. A query without keys has exactly one row, one
	// with keys none if no row fits. A column that does not exist or has the
	// wrong type, and a sum beyond 64 bits, are errors that name the column.
	Group(ctx context.Context, q Query) ([]Row, error)
	// Bounds returns the first and the last month of the reference date, and
	// the latest day of any of the date columns named, ISO ("" if none).
	Bounds(ctx context.Context, date string, latest ...string) (period.Span, string, error)
	// Close frees the engine.
	Close() error
}

// A Query is a group-by. The zero Query counts all rows.
type Query struct {
	Where    []Condition
	Keys     []Key
	Sums     []string // Integer columns; a null counts as 0.
	Distinct []string // Columns whose distinct known values are counted.
	Known    []string // Columns whose rows with a value are counted.
}

// A Key is a column to group by.
type Key struct {
	Column string
	// Month groups a date column by calendar month, written 2026-10.
	Month bool
}

// A Condition keeps rows. Exactly one of its forms applies: Months if it is
// not the zero span, Until if it is not empty, Known if it is set, otherwise
// Values.
type Condition struct {
	Column string
	Months period.Span // The date in Column lies in these months.
	Until  string      // The date in Column is this day or an earlier one, ISO, or null.
	Known  bool        // The value of Column is not null.
	Values []string    // The value of Column is one of these.
	Each   bool        // The column holds codes or stops joined by ";" or ">"; one of them is in Values.
	Not    bool        // Turns Values or Known around; a null never is in Values.
}

// A Text is a nullable string. The zero Text is null.
type Text struct {
	Value string
	Valid bool
}

// A Row is one group.
type Row struct {
	Keys     []Text // Parallel to Query.Keys.
	Count    int64
	Sums     []int64 // Parallel to Query.Sums.
	Distinct []int64 // Parallel to Query.Distinct.
	Known    []int64 // Parallel to Query.Known.
}
