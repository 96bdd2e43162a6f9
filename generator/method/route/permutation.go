package route

import (
	"math"

	"htsm/generator/method/distribution"
	"htsm/generator/method/random"
)

// MaxCases is the largest number of cases of both sides that PermutationP
// divides.
const MaxCases = 1 << 31

// enoughExtremes is how many divisions as far apart as the observed one settle
// that chance makes them often.
const enoughExtremes = 100

// PermutationP returns the share of random divisions of the cases of both sides
// into two sides of the same sizes whose divergence is at least the observed one,
// the observed division counted in (Phipson & Smyth 2010). After a hundred such
// divisions it stops and returns their share of those made so far, which is as
// valid a p-value (Besag & Clifford 1991, Biometrika 78:301-304) and never a small
// one unless rounds is large. It allows for the bias of the divergence in small
// samples. The divisions follow from the seed.
//
// It reports false unless both sides have as many categories and a positive sum
// of counts, rounds is at least 1, and there are at most MaxCases cases.
func PermutationP(a, b []int64, rounds int, seed uint64) (float64, bool) {
	observed, ok := Compare(numbers(a), numbers(b))
	if !ok || rounds < 1 || sum(a) > MaxCases-sum(b) {
		return 0, false
	}
	d := newDivision(a, b, random.Source(seed))
	// A division as far apart as the observed one must not miss it by rounding.
	limit := observed.Divergence * (1 - 1e-12)
	extremes := 0
	for made := 1; made <= rounds; made++ {
		d.draw()
		if d.divergence() >= limit {
			extremes++
		}
		if extremes == enoughExtremes {
			return float64(extremes) / float64(made), true
		}
	}
	return float64(extremes+1) / float64(rounds+1), true
}

// sum adds up counts, none of which is negative, up to just beyond MaxCases.
func sum(counts []int64) int64 {
	total := int64(0)
	for _, c := range counts {
		total = min(total+min(c, MaxCases+1), MaxCases+1)
	}
	return total
}

// A division deals the cases of all categories to two sides.
type division struct {
	source random.Source
	all    []int64 // The cases of each category.
	side   []int64 // Those of the first side.
	sizes  [2]int64
	logs   []float64 // The first logarithms of factorials.
}

// mostLogs bounds the logarithms that are kept.
const mostLogs = 1 << 16

func newDivision(a, b []int64, source random.Source) *division {
	d := &division{source: source, all: make([]int64, len(a)), side: make([]int64, len(a)), sizes: [2]int64{sum(a), sum(b)}}
	for i := range a {
		d.all[i] = a[i] + b[i]
	}
	d.logs = make([]float64, min(d.sizes[0]+d.sizes[1]+1, mostLogs))
	for n := range d.logs {
		d.logs[n] = distribution.LogFactorial(float64(n))
	}
	return d
}

// draw deals anew: the numbers of the categories on one side follow the
// multivariate hypergeometric distribution, one category after the other.
func (d *division) draw() {
	left, places := d.sizes[0]+d.sizes[1], d.sizes[0]
	for i, n := range d.all {
		d.side[i] = d.hypergeometric(places, n, left)
		places -= d.side[i]
		left -= n
	}
}

// hypergeometric draws how many of the marked cases are among the drawn ones of
// all, by inversion from the mode outwards, which takes about as many steps as
// the standard deviation has units (Kemp 1986, Commun Stat Simul Comput
// 15:583-600, for the binomial distribution).
func (d *division) hypergeometric(drawn, marked, all int64) int64 {
	low, high := max(0, drawn+marked-all), min(drawn, marked)
	if low == high {
		return low
	}
	// A double holds the product of two counts of 2³¹ to within one part in 2⁵³.
	mode := int64(float64(drawn+1) * float64(marked+1) / float64(all+2))
	mode = min(max(mode, low), high)
	p := math.Exp(d.logChoose(marked, mode) + d.logChoose(all-marked, drawn-mode) - d.logChoose(all, drawn))
	u := d.source.Uniform() - p
	above, below, up, down := p, p, mode, mode
	for u >= 0 && (up < high || down > low) {
		if up < high {
			above *= float64(marked-up) * float64(drawn-up) / (float64(up+1) * float64(all-marked-drawn+up+1))
			up++
			if u -= above; u < 0 {
				return up
			}
		}
		if down > low {
			below *= float64(down) * float64(all-marked-drawn+down) / (float64(marked-down+1) * float64(drawn-down+1))
			down--
			if u -= below; u < 0 {
				return down
			}
		}
	}
	return mode
}

func (d *division) logChoose(n, k int64) float64 {
	return d.logFactorial(n) - d.logFactorial(k) - d.logFactorial(n-k)
}

func (d *division) logFactorial(n int64) float64 {
	if n < int64(len(d.logs)) {
		return d.logs[n]
	}
	return distribution.LogFactorial(float64(n))
}

// divergence returns that of Jensen and Shannon between the two sides, as
// Compare does.
func (d *division) divergence() float64 {
	total := 0.0
	for i, n := range d.all {
		p := float64(d.side[i]) / float64(d.sizes[0])
		q := float64(n-d.side[i]) / float64(d.sizes[1])
		m := (p + q) / 2
		if p > 0 {
			total += p / 2 * math.Log(p/m)
		}
		if q > 0 {
			total += q / 2 * math.Log(q/m)
		}
	}
	return max(0, total)
}
