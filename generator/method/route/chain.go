package route

import (
	"math"

	"htsm/generator/method"
)

// A Chain is a first-order Markov chain estimated from counts of transitions
// (Anderson & Goodman 1957, Ann Math Stat 28:89-110).
type Chain struct {
	// Probability[i][j] is the share of the transitions from i that lead to j; a
	// state without transitions has a row of 0.
	Probability [][]float64
	// Error is Probability over the root of its count, 0 for a count of 0: the
	// usual approximation, which Limits, the Wilson intervals by row, better.
	Error  [][]float64
	Limits [][]method.Interval
	// LogLikelihood is that of the transitions.
	LogLikelihood float64
	// Stationary is the share of time in each state in the long run. It is nil
	// when the chain can end in more than one part of the states.
	Stationary []float64
}

// Estimate estimates a chain from counts[i][j], the transitions from i to j. It
// reports false unless counts is a square of counts with a positive sum, of at
// most MaxStops states, and 0 < level < 1.
func Estimate(counts [][]int64, level float64) (Chain, bool) {
	n := len(counts)
	if n == 0 || n > MaxStops || !(level > 0 && level < 1) {
		return Chain{}, false
	}
	sum := int64(0)
	for _, row := range counts {
		if len(row) != n {
			return Chain{}, false
		}
		for _, c := range row {
			if c < 0 || c > 1<<53-sum {
				return Chain{}, false
			}
			sum += c
		}
	}
	if sum == 0 {
		return Chain{}, false
	}
	chain := Chain{Probability: rows(counts)}
	for i, row := range counts {
		total := int64(0)
		for _, c := range row {
			total += c
		}
		errors, limits := make([]float64, n), make([]method.Interval, n)
		for j, c := range row {
			// A row without transitions leaves anything possible.
			limits[j] = method.Interval{Low: 0, High: 1}
			if wilson, ok := method.Wilson(c, total, level); ok {
				limits[j] = wilson
			}
			if c > 0 {
				errors[j] = chain.Probability[i][j] / math.Sqrt(float64(c))
				chain.LogLikelihood += float64(c) * math.Log(chain.Probability[i][j])
			}
		}
		chain.Error = append(chain.Error, errors)
		chain.Limits = append(chain.Limits, limits)
	}
	chain.Stationary = stationary(chain.Probability)
	return chain, true
}

// stationary returns the long-run shares by the elimination of Grassmann, Taksar
// & Heyman (1985, Oper Res 33:1107-1116), which subtracts nothing. It is nil
// unless the states have exactly one closed class.
func stationary(p [][]float64) []float64 {
	closed := closedClass(p)
	if closed == nil {
		return nil
	}
	n := len(closed)
	a := make([][]float64, n)
	for i, v := range closed {
		for _, w := range closed {
			a[i] = append(a[i], p[v][w])
		}
	}
	for k := n - 1; k > 0; k-- {
		leave := 0.0
		for j := range k {
			leave += a[k][j]
		}
		for i := range k {
			a[i][k] /= leave
			for j := range k {
				a[i][j] += a[i][k] * a[k][j]
			}
		}
	}
	weights := make([]float64, n)
	weights[0] = 1
	total := 1.0
	for k := 1; k < n; k++ {
		for i := range k {
			weights[k] += weights[i] * a[i][k]
		}
		total += weights[k]
	}
	result := make([]float64, len(p))
	for i, v := range closed {
		result[v] = weights[i] / total
	}
	return result
}

// closedClass returns the states of the only part that a chain cannot leave, or
// nil when there are several. The states that every state reaches are such a
// part, and without them there is more than one.
func closedClass(p [][]float64) []int {
	n := len(p)
	visits := make([]int, n)
	for start := range n {
		seen := make([]bool, n)
		seen[start] = true
		for stack := []int{start}; len(stack) > 0; {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			visits[v]++
			for w, q := range p[v] {
				if q > 0 && !seen[w] {
					seen[w] = true
					stack = append(stack, w)
				}
			}
		}
	}
	var closed []int
	for v, count := range visits {
		if count == n {
			closed = append(closed, v)
		}
	}
	return closed
}
