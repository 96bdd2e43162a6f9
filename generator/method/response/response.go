// Package response tabulates and tests multi-response variables, those in which
// a case may tick several items, such as means of control.
//
// It is not for single-response variables: use package association. Its
// invariant: the case is the unit. The shares of cases of the items sum to more
// than one by nature, and no test here takes responses for independent, as
// Pearson's chi-squared over responses would.
package response

import "math"

// A Sample holds the cases of a multi-response variable. Items[k] tells for
// every item whether case k ticked it; all rows are of one length. Counts[k]
// says how many cases are alike; nil counts each row once.
type Sample struct {
	Items  [][]bool
	Counts []int64
}

// An Item is the count of one item with its three shares.
type Item struct {
	Count int64
	// OfCases is the share of all cases, OfCasesWithAny that of the cases that
	// ticked at least one item, and OfResponses that of all ticks. The last two
	// are 0 when nothing is ticked.
	OfCases, OfCasesWithAny, OfResponses float64
}

// A Summary describes a sample.
type Summary struct {
	// Cases counts all cases, CasesWithAny those with at least one tick, and
	// Responses the ticks.
	Cases, CasesWithAny, Responses int64
	Items                          []Item
	// ByNumber[m] counts the cases with m ticks, from 0 to all items.
	ByNumber []int64
}

// Summarize tabulates a sample. It reports false for an empty sample, rows of
// different or no length, a negative count, or a total beyond 2^53.
func Summarize(s Sample) (Summary, bool) {
	total, ok := s.total()
	if !ok {
		return Summary{}, false
	}
	width := len(s.Items[0])
	result := Summary{Cases: total, Items: make([]Item, width), ByNumber: make([]int64, width+1)}
	for k, row := range s.Items {
		ticks := 0
		for j, ticked := range row {
			if ticked {
				ticks++
				result.Items[j].Count += s.count(k)
			}
		}
		result.ByNumber[ticks] += s.count(k)
		result.Responses += int64(ticks) * s.count(k)
	}
	result.CasesWithAny = total - result.ByNumber[0]
	for j := range result.Items {
		item := &result.Items[j]
		item.OfCases = float64(item.Count) / float64(total)
		if result.CasesWithAny > 0 {
			item.OfCasesWithAny = float64(item.Count) / float64(result.CasesWithAny)
			item.OfResponses = float64(item.Count) / float64(result.Responses)
		}
	}
	return result, true
}

func (s Sample) count(k int) int64 {
	if s.Counts == nil {
		return 1
	}
	return s.Counts[k]
}

// total returns the number of cases and whether the sample is well formed.
func (s Sample) total() (int64, bool) {
	if len(s.Items) == 0 || len(s.Items[0]) == 0 || s.Counts != nil && len(s.Counts) != len(s.Items) {
		return 0, false
	}
	total := int64(0)
	for k, row := range s.Items {
		c := s.count(k)
		if len(row) != len(s.Items[0]) || c < 0 || c > 1<<53-total {
			return 0, false
		}
		total += c
	}
	// Ticks are counted too and must not overflow either.
	return total, total > 0 && total <= math.MaxInt64/int64(len(s.Items[0]))
}
