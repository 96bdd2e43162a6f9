// Package breakpoint divides a series at the places where its level changes.
//
// A break is a change between two values, not a cause: a new definition, a new
// reporter or a campaign looks the same. Its invariant: the division is the best
// of all divisions under the given cost and penalty, not a local one.
package breakpoint

import "math"

// A Cost says how badly one level describes a segment.
type Cost int

const (
	// Poisson is minus twice the log-likelihood of Poisson counts with one mean,
	// up to terms of the data. It is the zero value.
	Poisson Cost = iota
	// Mean is the sum of squared deviations from the mean: minus twice the
	// log-likelihood of normal values of variance 1.
	Mean
	// MeanVariance is minus twice the log-likelihood of normal values with a mean
	// and a variance of their own.
	MeanVariance
)

// MaxLength is the longest series that is divided.
const MaxLength = 20_000

// A Segment is a stretch of the series, from index First to Last, both included.
type Segment struct {
	First, Last int
	// Mean is that of the values and Variance their mean squared deviation.
	Mean, Variance float64
}

// Divide returns the segments of the division with the smallest sum of costs
// plus one penalty for each break, with at least shortest values in a segment,
// by the pruned search PELT (Killick, Fearnhead & Eckley 2012, JASA
// 107:1590-1598). Of equally good divisions it takes the one whose last segment
// is longest, and so on backwards.
//
// It reports false for a series shorter than shortest or longer than MaxLength, a
// shortest below 1 or, for MeanVariance, below 2, a value that is not finite, a
// negative one for Poisson, or a penalty that is negative or not finite.
func Divide(x []float64, cost Cost, penalty float64, shortest int) ([]Segment, bool) {
	if shortest < 1 || cost == MeanVariance && shortest < 2 || len(x) < shortest || len(x) > MaxLength ||
		!(penalty >= 0) || math.IsInf(penalty, 1) || cost < Poisson || cost > MeanVariance {
		return nil, false
	}
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) || cost == Poisson && v < 0 {
			return nil, false
		}
	}
	s := newSums(x)
	last := s.search(cost, penalty, shortest)
	var segments []Segment
	for end := len(x); end > 0; end = last[end] {
		mean, variance := s.moments(last[end], end)
		segments = append([]Segment{{last[end], end - 1, mean, variance}}, segments...)
	}
	return segments, true
}

// sums are the running sums of the values less their mean, and of the squares;
// taking the mean off first keeps the digits of the squares.
type sums struct {
	shift          float64
	value, squared []float64
}

func newSums(x []float64) sums {
	s := sums{value: make([]float64, len(x)+1), squared: make([]float64, len(x)+1)}
	for _, v := range x {
		s.shift += v / float64(len(x))
	}
	for i, v := range x {
		d := v - s.shift
		s.value[i+1] = s.value[i] + d
		s.squared[i+1] = s.squared[i] + d*d
	}
	return s
}

// moments returns the mean and the mean squared deviation of from..to-1.
func (s sums) moments(from, to int) (mean, variance float64) {
	n := float64(to - from)
	off := (s.value[to] - s.value[from]) / n
	return s.shift + off, max(0, (s.squared[to]-s.squared[from])/n-off*off)
}

// leastVariance keeps the likelihood of a segment of equal values finite.
const leastVariance = 1e-11

func (s sums) cost(cost Cost, from, to int) float64 {
	n := float64(to - from)
	mean, variance := s.moments(from, to)
	switch cost {
	case Mean:
		return n * variance
	case MeanVariance:
		return n * (math.Log(2*math.Pi) + math.Log(max(leastVariance, variance)) + 1)
	default:
		// A sum of zeros comes back as rounding noise around 0.
		if mean <= 1e-12*max(1, s.shift) {
			return 0
		}
		return -2 * n * mean * math.Log(mean)
	}
}

// search returns for every end where its last segment begins.
func (s sums) search(cost Cost, penalty float64, shortest int) []int {
	n := len(s.value) - 1
	best := make([]float64, n+1)
	last := make([]int, n+1)
	// dropped[k] is the end from which a beginning at k cannot win any more.
	dropped := make([]int, n+1)
	for i := range best {
		best[i] = math.Inf(1)
		dropped[i] = math.MaxInt
	}
	best[0] = -penalty
	candidates := []int{0}
	for end := shortest; end <= n; end++ {
		if k := end - shortest; k > 0 && !math.IsInf(best[k], 1) {
			candidates = append(candidates, k)
		}
		kept := candidates[:0]
		for _, k := range candidates {
			if end >= dropped[k] {
				continue
			}
			kept = append(kept, k)
			if total := best[k] + s.cost(cost, k, end) + penalty; total < best[end] {
				best[end], last[end] = total, k
			}
		}
		candidates = kept
		for _, k := range candidates {
			// A beginning that loses even without the next penalty stays behind,
			// once a segment from this end on can be long enough.
			if dropped[k] == math.MaxInt && best[k]+s.cost(cost, k, end) > best[end] {
				dropped[k] = end + shortest
			}
		}
	}
	return last
}
