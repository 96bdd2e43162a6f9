package bootstrap

import (
	"math"

	"htsm/generator/method"
	"htsm/generator/method/distribution"
	"htsm/generator/method/random"
)

// MaxSize is the largest number of cases of a sample that a Resampler draws.
const MaxSize = 1 << 31

// A Resampler draws samples of cases with replacement and tells how many fall
// into each category: the bootstrap of a distribution (Efron 1979, Ann Stat
// 7:1-26). Only NewResampler makes one; what it draws follows from its seed.
type Resampler struct {
	source random.Source
	chance []float64 // Of each category, among itself and those after it.
	size   int64
	counts []int64
}

// NewResampler returns a Resampler of samples of a size from categories with
// the given weights. It reports false unless the weights are at least 0 with a
// positive and finite sum, and the size is from 1 to MaxSize.
func NewResampler(weights []float64, size int64, seed uint64) (*Resampler, bool) {
	rest := 0.0
	for _, w := range weights {
		if !(w >= 0) {
			return nil, false
		}
		rest += w
	}
	if !(rest > 0) || math.IsInf(rest, 1) || size < 1 || size > MaxSize {
		return nil, false
	}
	r := &Resampler{source: random.Source(seed), size: size, counts: make([]int64, len(weights))}
	last := 0
	for i, w := range weights {
		if w > 0 {
			last = i
		}
	}
	for i, w := range weights {
		chance := 0.0
		switch {
		case i == last:
			chance = 1 // Whatever rounding has left of the rest.
		case rest > 0:
			chance = min(1, w/rest)
		}
		r.chance = append(r.chance, chance)
		rest -= w
	}
	return r, true
}

// Draw returns the counts of the next sample, which sum to its size. They are
// valid until the next call.
func (r *Resampler) Draw() []int64 {
	left := r.size
	for i, p := range r.chance {
		r.counts[i] = r.binomial(left, p)
		left -= r.counts[i]
	}
	return r.counts
}

// binomial draws by inversion from the mode outwards, which takes about as many
// steps as the standard deviation has units (Kemp 1986, Commun Stat Simul
// Comput 15:805-813).
func (r *Resampler) binomial(n int64, p float64) int64 {
	switch {
	case n == 0 || p <= 0:
		return 0
	case p >= 1:
		return n
	}
	mode := min(n, int64(float64(n+1)*p))
	mass := distribution.BinomialMass(mode, n, p)
	odds := p / (1 - p)
	u := r.source.Uniform() - mass
	above, below, up, down := mass, mass, mode, mode
	for u >= 0 && (up < n || down > 0) {
		if up < n {
			above *= odds * float64(n-up) / float64(up+1)
			up++
			if u -= above; u < 0 {
				return up
			}
		}
		if down > 0 {
			below *= float64(down) / (odds * float64(n-down+1))
			down--
			if u -= below; u < 0 {
				return down
			}
		}
	}
	return mode
}

// BCa returns the interval of that name of an estimate from its replicates, for
// cases that come in categories: all weights[i] cases of category i have the
// influence influences[i], which may be scaled by any common factor (Efron
// 1987, JASA 82:171-185). In several samples each influence is divided by the
// size of its sample (Davison & Hinkley 1997, eq. 5.28). Without influences,
// nil, the interval is corrected for bias alone. It reports false where Of does.
func BCa(estimate float64, replicates, influences, weights []float64, level float64) (method.Interval, bool) {
	if len(influences) != len(weights) || !finite(influences) || !finite(weights) {
		return method.Interval{}, false
	}
	squares, cubes := 0.0, 0.0
	for i, l := range influences {
		squares += weights[i] * l * l
		cubes += weights[i] * l * l * l
	}
	a := 0.0
	if squares > 0 {
		a = cubes / (6 * math.Pow(squares, 1.5))
	}
	result, ok := intervals(estimate, replicates, a, level)
	return result.BCa, ok
}
