package method

import (
	"math"
	"math/bits"
	"slices"
)

// A Rounding says where an exact half goes.
type Rounding int

const (
	// HalfUp rounds an exact half up. It is the zero value and the rule of
	// published tables.
	HalfUp Rounding = iota
	// HalfEven rounds an exact half to the even neighbour.
	HalfEven
)

// Percent returns 100·x/n, rounded once from the exact ratio, in units of
// 10^-decimals percent: Percent(1, 8, 1, HalfUp) is 125, which prints as 12.5.
// It reports false unless 0 <= x <= n, n > 0, decimals lies in 0..15 and the
// rounding is one of the two.
func Percent(x, n int64, decimals int, rounding Rounding) (int64, bool) {
	if n <= 0 || x < 0 || x > n || decimals < 0 || decimals > 15 || rounding < HalfUp || rounding > HalfEven {
		return 0, false
	}
	scale := uint64(100)
	for range decimals {
		scale *= 10
	}
	// The high word is below n because x <= n, so the division cannot overflow.
	high, low := bits.Mul64(uint64(x), scale)
	quotient, remainder := bits.Div64(high, low, uint64(n))
	rest := uint64(n) - remainder
	switch {
	case remainder > rest:
		quotient++
	case remainder == rest && (rounding == HalfUp || quotient%2 == 1):
		quotient++
	}
	return int64(quotient), true
}

// LargestRemainder divides the given number of units among the parts in
// proportion and returns whole shares that sum to units exactly (Hare or
// Hamilton apportionment; Balinski & Young 1982, Fair Representation). Equal
// remainders are served in the order of the parts. The method is subject to the
// Alabama paradox: a part can lose a unit when units grow.
//
// It reports false unless every part is at least 0, their sum is positive and
// fits an int64, and units is at least 0.
func LargestRemainder(parts []int64, units int64) ([]int64, bool) {
	total, ok := sum(parts)
	if !ok || total == 0 || units < 0 {
		return nil, false
	}
	shares := make([]int64, len(parts))
	remainders := make([]uint64, len(parts))
	order := make([]int, len(parts))
	left := units
	for i, part := range parts {
		high, low := bits.Mul64(uint64(part), uint64(units))
		quotient, remainder := bits.Div64(high, low, uint64(total))
		shares[i], remainders[i], order[i] = int64(quotient), remainder, i
		left -= shares[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case remainders[a] > remainders[b]:
			return -1
		case remainders[a] < remainders[b]:
			return 1
		}
		return 0
	})
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares, true
}

// sum adds counts and reports false at a negative one or at an overflow.
func sum(counts []int64) (int64, bool) {
	total := int64(0)
	for _, c := range counts {
		if c < 0 || total > math.MaxInt64-c {
			return 0, false
		}
		total += c
	}
	return total, true
}
