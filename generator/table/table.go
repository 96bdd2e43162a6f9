// Package table defines the raw result of a statistic: a cube of exact
// figures that may still identify people.
//
// Tables live left of the door: only package release may turn them into
// something that can be published. The package computes nothing and knows no
// words. Invariant: every figure lists the counts that could be had back from
// it, so that disclosure control never has to guess them.
package table

import (
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
)

// A Table is the result of one statistic for one period.
type Table struct {
	ID        string // The name that the report gives to the statistic.
	Statistic string // The kind of statistic, such as "volume".
	Unit      head.Unit
	Span      period.Span      // The period that the figures describe.
	Stub      []head.Dimension // What the row heads are, outermost first.
	Rows      []head.Row
	Cols      []head.Col
	Cells     [][]Cell // len(Rows) × len(Cols).
	Sums      []Sum
	Caveats   []Caveat
	Basis     Basis
	Family    Family
	Tests     []Test // Behind figures that the table leaves out: they belong to the family all the same.
}

// A State says whether a cell has a value, and why not. The zero State is
// Missing, so that a forgotten cell shows as missing rather than as zero.
type State uint8

// The states.
const (
	Missing    State = iota // No observation.
	Known                   // Value holds.
	Undefined               // The definition gives no value, such as a change from zero.
	SmallBase               // The base is too small for a ratio: X and N may be shown instead.
	SmallPast               // The earlier count is too small for a relative change.
	Unanswered              // The variable is unknown for too many units for a share: X and N may be shown instead.
)

// A Flag is a remark on one cell.
type Flag uint8

// The flags, to be combined.
const (
	Provisional Flag = 1 << iota // Reports are still expected.
	Revised                      // Differs from the last edition.
	Unreliable                   // The interval is too wide, or the cases too few, to rely on.
	Broken                       // A change over a break in the series.
)

// A Cell is one figure with its context.
type Cell struct {
	State State
	Value num.Fraction // Exact. Share and Change are fractions of 1.
	X, N  int64        // Numerator and base in units; N is 0 for a count.
	// Parts are the counts of units that a reader could have back from the
	// value. If one of them is small, the value must not be shown.
	Parts    []int64
	Interval Interval
	Test     Test
	Flags    Flag
}

// An Interval is a confidence interval on the scale of Value. The zero
// Interval stands for none.
type Interval struct {
	Level     int // Per cent, such as 95; 0 means that there is no interval.
	Low, High float64
	Method    string // The key of the method, such as "wilson".
}

// A Test is a significance test behind a figure. The zero Test stands for
// none.
type Test struct {
	Done     bool
	P        float64
	Adjusted float64 // P adjusted over the family of all tests of the edition.
	Before   bool    // Flagged by P alone.
	After    bool    // Flagged by Adjusted.
}

// A Family counts the tests behind the figures of a table, those included that
// it leaves out.
type Family struct {
	Run    int64
	Before int64 // Of these, flagged by their own p.
	After  int64 // Of these, flagged after adjustment over the edition.
}

// A Place is the position of a cell in its table.
type Place struct{ Row, Col int }

// A Sum says that one cell is the sum of others. All of them are cells of
// counts.
type Sum struct {
	Total Place
	Parts []Place
}

// A Caveat is a remark that must stand beside the table: a message key with
// the labels, the counts and the shares that it names, in this order.
type Caveat struct {
	Word   string
	Counts []int64
	Labels []head.Label
	Shares []Cell // Of these only the value is told.
	// Parts are the counts of units that a reader could have back from the
	// remark. If one of them is small, the remark must not be made.
	Parts []int64
}

// A Basis says what a table rests on, in units unless said otherwise.
type Basis struct {
	Total     int64       // In scope: in the period and under the filter.
	Answered  int64       // Of these, with the variable known.
	Unknown   int64       // Total - Answered.
	Reporters int64       // Distinct reporting authorities; 0 if the contract names none.
	Window    period.Span // The months read.
	// Parts are the bases of the columns where these differ and add up to
	// Answered. If one of them is small, Answered must not be shown.
	Parts []int64
}

// CountOf returns the cell of a count.
func CountOf(n int64) Cell {
	return Cell{State: Known, Value: num.Whole(n), X: n, Parts: []int64{n}}
}

// Unread returns the cell of what lies outside the extract: Missing, with the
// parts that tell it from a cell that was forgotten.
func Unread() Cell { return Cell{Parts: []int64{0}} }

// UnreadRow returns n cells of what lies outside the extract.
func UnreadRow(n int) []Cell {
	out := make([]Cell, n)
	for i := range out {
		out[i] = Unread()
	}
	return out
}

// ShareOf returns the cell of the share x / n. Below the smallest base the
// cell is SmallBase; n = 0 is Undefined.
func ShareOf(x, n, smallest int64) Cell {
	c := Cell{State: Known, Value: num.Fraction{Num: x, Den: n}, X: x, N: n, Parts: []int64{x, n}}
	switch {
	case n == 0:
		c.State = Undefined
	case n < smallest:
		c.State = SmallBase
	}
	return c
}

// ChangeOf returns the cell of the relative change from the earlier to the
// later count. From 0 it is Undefined, from fewer than the smallest base it is
// SmallPast.
func ChangeOf(earlier, later, smallest int64) Cell {
	c := Cell{
		State: Known, Value: num.Fraction{Num: later - earlier, Den: earlier},
		X: later, N: earlier, Parts: []int64{earlier, later},
	}
	switch {
	case earlier == 0:
		c.State = Undefined
	case earlier < smallest:
		c.State = SmallPast
	}
	return c
}

// DifferenceOf returns the cell of the difference later - earlier.
func DifferenceOf(earlier, later int64) Cell {
	return Cell{State: Known, Value: num.Whole(later - earlier), X: later, N: earlier, Parts: []int64{earlier, later}}
}

// RatioOf returns the cell of the ratio of two sums; n = 0 is Undefined.
func RatioOf(x, n int64) Cell {
	c := Cell{State: Known, Value: num.Fraction{Num: x, Den: n}, X: x, N: n, Parts: []int64{x, n}}
	if n == 0 {
		c.State = Undefined
	}
	return c
}
