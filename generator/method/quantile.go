package method

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"
)

// Quantile returns the quantile of order numerator/denominator of a weighted
// sample as an exact fraction: the value of definition 7 of Hyndman & Fan (1996,
// Am Stat 50:361-365) for the sample in which values[i] occurs weights[i]
// times. With N the sum of the weights, it interpolates linearly between the
// order statistics on both sides of position (N-1)·numerator/denominator,
// counted from 0. The sample is never spelled out, so that a weight of 10^9
// costs no more than 1.
//
// Values are integers in their smallest unit, such as cents, in ascending
// order; equal neighbours are allowed. Nil weights count each value once;
// otherwise there is one weight for each value, a frequency of at least 0. A
// weight of 0 leaves its value out.
//
// It reports false unless there is at least one occurrence, the values ascend,
// the weights sum to at most 2^63-1, and 0 <= numerator <= denominator with
// denominator > 0. The fraction is the caller's: round it once, at print.
func Quantile(values, weights []int64, numerator, denominator int64) (*big.Rat, bool) {
	if denominator <= 0 || numerator < 0 || numerator > denominator || !slices.IsSorted(values) {
		return nil, false
	}
	if weights == nil {
		weights = slices.Repeat([]int64{1}, len(values))
	}
	total, ok := sum(weights)
	if !ok || total == 0 || len(weights) != len(values) {
		return nil, false
	}
	// The high word is below the denominator because numerator <= denominator.
	high, low := bits.Mul64(uint64(total-1), uint64(numerator))
	position, rest := bits.Div64(high, low, uint64(denominator))
	below, above := neighbours(values, weights, int64(position))
	result := new(big.Rat).SetInt64(below)
	if rest == 0 {
		return result, true
	}
	step := new(big.Int).Sub(big.NewInt(above), big.NewInt(below))
	step.Mul(step, new(big.Int).SetUint64(rest))
	return result.Add(result, new(big.Rat).SetFrac(step, big.NewInt(denominator))), true
}

// neighbours returns the order statistics at a position counted from 0 and at
// the next one, which at the end of the sample is the last itself.
func neighbours(values, weights []int64, position int64) (below, above int64) {
	passed := int64(0)
	found := false
	for i, w := range weights {
		if w == 0 {
			continue
		}
		if found {
			return below, values[i]
		}
		passed += w
		switch cmp.Compare(passed, position+1) {
		case 1:
			return values[i], values[i]
		case 0:
			below, above, found = values[i], values[i], true
		}
	}
	return below, above
}
