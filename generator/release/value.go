package release

import (
	"cmp"
	"math"
	"slices"

	"htsm/generator/num"
)

// A Status says what a [Value] is. The zero Status is Missing, so that a
// forgotten cell shows as missing rather than as zero.
type Status uint8

// The statuses.
const (
	Missing    Status = iota // No observation.
	Published                // The number is published.
	CountOnly                // The base is too small, or the variable too often unknown, for a ratio: "number of base" is published instead.
	Suppressed               // Withheld because too few units lie behind it.
	Undefined                // The definition gives no number, such as a change from zero.
	SmallPast                // The earlier count is too small for a relative change.
)

// A Flag is a remark on a value.
type Flag uint8

// The flags, to be combined.
const (
	Provisional Flag = 1 << iota // Reports are still expected.
	Revised                      // Differs from the last edition.
	Unreliable                   // The interval is too wide, or the cases too few, to rely on.
	Broken                       // A change over a break in the series.
)

// A Value is a number that may be published, or the reason why there is none.
// Only this package can make a Value other than the zero one, and a Value
// that is not published does not contain its number, its base, its interval
// or its test.
type Value struct {
	status   Status
	number   num.Decimal
	base     num.Decimal
	based    bool
	low      num.Decimal
	high     num.Decimal
	level    int
	tested   bool
	adjusted float64
	flags    Flag
}

// Status returns the status of v.
func (v Value) Status() Status { return v.status }

// Number returns the published number: of a Share or a Change in per cent, of
// CountOnly the numerator. It reports false if there is none.
func (v Value) Number() (num.Decimal, bool) {
	return v.number, v.status == Published || v.status == CountOnly
}

// Base returns the published base of a ratio, in units. It reports false if
// there is none.
func (v Value) Base() (num.Decimal, bool) { return v.base, v.based }

// Interval returns the confidence interval on the scale of Number and its
// level in per cent. It reports false if there is none.
func (v Value) Interval() (low, high num.Decimal, level int, ok bool) {
	return v.low, v.high, v.level, v.level > 0
}

// Adjusted returns the adjusted p of the test behind v, between 0 and 1. It
// reports false if there was no test.
func (v Value) Adjusted() (float64, bool) { return v.adjusted, v.tested }

// Chance returns the adjusted p of the test behind v as a value of its own,
// rounded up to four decimals, so that none reads as smaller than it is, and
// at least 0.0001. It is Undefined if there was no
// test, Suppressed where v is, and Missing where v is.
func (v Value) Chance() Value {
	switch {
	case v.tested:
		p, ok := num.FromFloat(math.Ceil(max(v.adjusted, leastChance)*10_000-1e-9)/10_000, 4)
		if !ok {
			return Value{status: Undefined}
		}
		return Value{status: Published, number: p}
	case v.status == Suppressed, v.status == Missing:
		return Value{status: v.status}
	}
	return Value{status: Undefined}
}

// UnderChance reports whether an adjusted p is smaller than [Value.Chance] can
// show, so that the number is an upper bound.
func UnderChance(p float64) bool { return p < leastChance }

// leastChance is the smallest p that is written as a number.
const leastChance = 0.0001

// Has reports whether v carries the flag f.
func (v Value) Has(f Flag) bool { return v.flags&f != 0 }

// Limits returns the limits of the interval as values of their own, for tables
// that show them in columns. They are Undefined if v has none, Suppressed where
// v is, and Missing where v is.
func (v Value) Limits() (low, high Value) {
	switch {
	case v.level > 0:
		return Value{status: Published, number: v.low}, Value{status: Published, number: v.high}
	case v.status == Suppressed, v.status == Missing:
		return Value{status: v.status}, Value{status: v.status}
	}
	return Value{status: Undefined}, Value{status: Undefined}
}

// Ranks returns the places of values among each other, 1 for the greatest
// number, as values of their own. Equal numbers stand in their order, each with
// a place of its own. A value without a published number has none: its rank is
// Suppressed or Missing where it is, else Undefined.
func Ranks(values []Value) []Value {
	out := make([]Value, len(values))
	var order []int
	for i, v := range values {
		switch v.status {
		case Published:
			order = append(order, i)
		case Suppressed, Missing:
			out[i] = Value{status: v.status}
		case CountOnly, Undefined, SmallPast:
			out[i] = Value{status: Undefined}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b].number.Float64(), values[a].number.Float64()) })
	for place, i := range order {
		out[i] = Value{status: Published, number: num.Int(int64(place + 1))}
	}
	return out
}

// Withheld returns the value that stands for any figure of a withheld table.
func Withheld() Value { return Value{status: Suppressed} }
