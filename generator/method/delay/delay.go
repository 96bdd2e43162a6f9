// Package delay completes the newest periods of a series whose events are
// recorded late.
//
// It needs what was known when, a triangle of counts by period and delay, and it
// assumes that the pattern of delays has not changed. Its invariant: what has
// been recorded is never changed, only what is outstanding is estimated, and a
// corrected count is always given with its error.
package delay

import "math"

// A Completion is a triangle completed by the chain ladder.
type Completion struct {
	// Factors[k] is the growth from delay k to k+1 over all periods, and
	// ToUltimate[k] the growth from delay k to the last one.
	Factors, ToUltimate []float64
	Periods             []Period
	// Outstanding is the sum over the periods and Error its standard error, which
	// takes in that the periods share their factors.
	Outstanding, Error float64
}

// A Period is one row of the triangle.
type Period struct {
	// Recorded is the newest count and Completeness the share of the final count
	// that is to be expected by then.
	Recorded, Completeness float64
	// Ultimate is the corrected count, Outstanding what is still to come and
	// Error its standard error (Mack 1993).
	Ultimate, Outstanding, Error float64
}

// The largest triangle.
const (
	MaxPeriods = 2000
	MaxDelays  = 500
)

// ChainLadder completes a triangle of cumulative counts: one row a period, the
// oldest first, one column a delay, and only what is known so far, so that a row
// is never longer than the one before it. The errors are those of Mack (1993,
// ASTIN Bull 23:213-225); where a delay has been seen once, its variance is
// extrapolated by his rule.
//
// It reports false for fewer than two rows or delays, more than MaxPeriods or
// MaxDelays, a row that is empty or longer than the one before, a count that is
// negative or not finite, or a delay before or at which nothing is recorded.
func ChainLadder(cumulative [][]float64) (Completion, bool) {
	if !regular(cumulative) {
		return Completion{}, false
	}
	delays := len(cumulative[0])
	c := Completion{Factors: make([]float64, delays-1), ToUltimate: make([]float64, delays-1)}
	exposure, variance := make([]float64, delays-1), make([]float64, delays-1)
	for k := range c.Factors {
		grown, pairs := 0.0, 0
		for _, row := range cumulative {
			if len(row) > k+1 {
				exposure[k] += row[k]
				grown += row[k+1]
				pairs++
			}
		}
		c.Factors[k] = grown / exposure[k]
		if !(exposure[k] > 0) || !(c.Factors[k] > 0) || math.IsInf(grown, 1) {
			return Completion{}, false
		}
		variance[k] = spread(cumulative, k, c.Factors[k], pairs, variance)
	}
	product := 1.0
	for k := delays - 2; k >= 0; k-- {
		product *= c.Factors[k]
		c.ToUltimate[k] = product
	}
	c.complete(cumulative, exposure, variance)
	return c, true
}

func regular(cumulative [][]float64) bool {
	if len(cumulative) < 2 || len(cumulative) > MaxPeriods || len(cumulative[0]) < 2 || len(cumulative[0]) > MaxDelays {
		return false
	}
	for i, row := range cumulative {
		if len(row) == 0 || i > 0 && len(row) > len(cumulative[i-1]) {
			return false
		}
		for _, v := range row {
			if !(v >= 0) || math.IsInf(v, 1) {
				return false
			}
		}
	}
	return true
}

// spread returns σ² of delay k (Mack 1993, section 3). A single pair takes the
// smallest of the two before and of their geometric continuation.
func spread(cumulative [][]float64, k int, factor float64, pairs int, before []float64) float64 {
	if pairs < 2 {
		switch {
		case k >= 2 && before[k-2] > 0:
			return min(before[k-1]*before[k-1]/before[k-2], before[k-2], before[k-1])
		case k >= 1:
			return before[k-1]
		}
		return 0
	}
	sum := 0.0
	for _, row := range cumulative {
		if len(row) > k+1 && row[k] > 0 {
			off := row[k+1]/row[k] - factor
			sum += row[k] * off * off
		}
	}
	return sum / float64(pairs-1)
}

// complete projects every row to the last delay, with the errors of theorem 3
// and its corollary.
func (c *Completion) complete(cumulative [][]float64, exposure, variance []float64) {
	delays := len(c.Factors) + 1
	total := 0.0
	younger := make([]float64, len(cumulative)+1)
	for i, row := range cumulative {
		known := len(row) - 1
		p := Period{Recorded: row[known], Ultimate: row[known], Completeness: 1}
		if known < delays-1 {
			p.Ultimate *= c.ToUltimate[known]
			p.Completeness = 1 / c.ToUltimate[known]
		}
		p.Outstanding = p.Ultimate - p.Recorded
		c.Periods = append(c.Periods, p)
		c.Outstanding += p.Outstanding
		younger[i] = p.Ultimate
	}
	for i := len(cumulative) - 1; i >= 0; i-- {
		younger[i] += younger[i+1]
	}
	for i, row := range cumulative {
		p := &c.Periods[i]
		reached := p.Recorded
		own, shared := 0.0, 0.0
		for k := len(row) - 1; k < delays-1; k++ {
			relative := variance[k] / (c.Factors[k] * c.Factors[k])
			if reached > 0 {
				own += relative / reached
			}
			shared += relative / exposure[k]
			reached *= c.Factors[k]
		}
		square := p.Ultimate * p.Ultimate * (own + shared)
		p.Error = math.Sqrt(square)
		total += square + 2*p.Ultimate*younger[i+1]*shared
	}
	c.Error = math.Sqrt(total)
}
