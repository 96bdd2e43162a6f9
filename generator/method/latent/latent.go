// Package latent fits latent class models: groups of cases that explain how
// categorical features go together.
//
// A class is a summary of a table and not a type of offender. The likelihood has
// many tops; several starts and the criteria of the fit are part of the answer.
// Its invariant: the seed is given, starts and steps are limited, and classes are
// ordered by their share, so that the same input gives the same model.
package latent

import (
	"cmp"
	"math"
	"slices"

	"htsm/generator/method/random"
)

// A Pattern is a combination of codes, one for each item, from 0, that Count
// cases have in common.
type Pattern struct {
	Codes []int
	Count int64
}

// Options say how a model is sought. Zero values are replaced by the defaults
// that stand beside them.
type Options struct {
	// Classes is the number of classes, at least 1.
	Classes int
	// Starts is the number of random starts (30) and Seed their seed.
	Starts int
	Seed   uint64
	// Steps is the largest number of steps from a start (20000).
	Steps int
	// Trial, where above 0, is the number of steps from each start after which
	// only the most likely state climbs on (short runs of EM, Biernacki, Celeux &
	// Govaert 2003, Comput Stat Data Anal 41:561-575).
	Trial int
	// Tolerance is the relative growth of the likelihood at which a climb ends
	// (1e-13).
	Tolerance float64
}

// A Model is a fitted latent class model.
type Model struct {
	// Shares are those of the classes, in descending order.
	Shares []float64
	// Probability[j][c][m] is the probability of code m of item j in class c.
	Probability [][][]float64
	// LogLikelihood is the largest found.
	LogLikelihood float64
	// N is the number of cases, Parameters that of the model, and DF the degrees
	// of freedom left.
	N, Parameters, DF int64
	// AIC and BIC are the criteria of Akaike and Schwarz: less is better.
	AIC, BIC float64
	// G2 and X2 compare observed and expected counts of the patterns.
	G2, X2 float64
	// EntropyR2 is the part of the uncertainty about the class of a case, given the
	// shares, that its codes take away, at most 1; it is 1 for a single class.
	EntropyR2 float64
}

// The largest problem.
const (
	MaxClasses  = 20
	MaxPatterns = 100_000
	MaxCode     = 999
)

// Fit fits a model by the EM algorithm (Goodman 1974, Biometrika 61:215-231;
// Linzer & Lewis 2011, J Stat Softw 42(10)), from several starts of which the best
// is kept. The number of codes of an item is one more than the highest seen. It
// reports false when patterns are none, too many, of different lengths or without
// cases, a code is not in 0..MaxCode or a count negative, or the number of classes
// is not in 1..MaxClasses.
func Fit(patterns []Pattern, o Options) (Model, bool) {
	if o.Starts <= 0 {
		o.Starts = 30
	}
	if o.Steps <= 0 {
		o.Steps = 20_000
	}
	if o.Tolerance <= 0 {
		o.Tolerance = 1e-13
	}
	table, ok := newTable(patterns)
	if !ok || o.Classes < 1 || o.Classes > MaxClasses {
		return Model{}, false
	}
	if o.Classes == 1 {
		// One class has a single answer.
		o.Starts = 1
	}
	source := random.Source(o.Seed)
	best := state{likelihood: math.Inf(-1)}
	first := o.Steps
	if o.Trial > 0 {
		first = min(first, o.Trial)
	}
	for range o.Starts {
		s := table.start(o.Classes, &source)
		s.climb(table, first, o.Tolerance)
		if s.likelihood > best.likelihood {
			best = s
		}
	}
	if first < o.Steps && !math.IsInf(best.likelihood, -1) {
		best.climb(table, o.Steps-first, o.Tolerance)
	}
	if math.IsInf(best.likelihood, -1) {
		return Model{}, false
	}
	best.order()
	return table.describe(best), true
}

// A table holds the distinct patterns.
type table struct {
	patterns []Pattern
	n        float64
	// codes is the number of codes of each item.
	codes []int
}

func newTable(patterns []Pattern) (table, bool) {
	if len(patterns) == 0 || len(patterns) > MaxPatterns || len(patterns[0].Codes) == 0 {
		return table{}, false
	}
	t := table{codes: make([]int, len(patterns[0].Codes))}
	var sorted []Pattern
	for _, p := range patterns {
		if len(p.Codes) != len(t.codes) || p.Count < 0 || p.Count > 1<<40 {
			return table{}, false
		}
		for j, code := range p.Codes {
			if code < 0 || code > MaxCode {
				return table{}, false
			}
			t.codes[j] = max(t.codes[j], code+1)
		}
		if p.Count > 0 {
			sorted = append(sorted, p)
			t.n += float64(p.Count)
		}
	}
	slices.SortFunc(sorted, func(a, b Pattern) int { return slices.Compare(a.Codes, b.Codes) })
	for _, p := range sorted {
		if last := len(t.patterns) - 1; last >= 0 && slices.Equal(t.patterns[last].Codes, p.Codes) {
			t.patterns[last].Count += p.Count
		} else {
			t.patterns = append(t.patterns, p)
		}
	}
	return t, t.n > 0
}

// A state is a point of the search: shares by class and probabilities by item,
// class and code.
type state struct {
	shares      []float64
	probability [][][]float64
	likelihood  float64
}

func (t table) start(classes int, source *random.Source) state {
	s := state{shares: make([]float64, classes), probability: make([][][]float64, len(t.codes))}
	for c := range s.shares {
		s.shares[c] = 1 / float64(classes)
	}
	for j, codes := range t.codes {
		for range classes {
			row, sum := make([]float64, codes), 0.0
			for m := range row {
				row[m] = 0.05 + source.Uniform()
				sum += row[m]
			}
			for m := range row {
				row[m] /= sum
			}
			s.probability[j] = append(s.probability[j], row)
		}
	}
	return s
}

// weights returns the joint probability of a pattern with each class and their
// sum.
func (s state) weights(p Pattern, into []float64) float64 {
	total := 0.0
	for c, share := range s.shares {
		into[c] = share
		for j, code := range p.Codes {
			into[c] *= s.probability[j][c][code]
		}
		total += into[c]
	}
	return total
}

// climb steps until the likelihood no longer grows by the given part.
func (s *state) climb(t table, steps int, tolerance float64) {
	s.likelihood = math.Inf(-1)
	for range steps {
		likelihood := s.step(t)
		if math.IsNaN(likelihood) {
			s.likelihood = math.Inf(-1)
			return
		}
		grown := likelihood - s.likelihood
		s.likelihood = likelihood
		if grown < tolerance*math.Abs(likelihood) {
			return
		}
	}
}

// step replaces the state by its expectation over the classes and returns the
// log-likelihood before.
func (s *state) step(t table) float64 {
	classes := len(s.shares)
	next := state{shares: make([]float64, classes), probability: make([][][]float64, len(t.codes))}
	for j, codes := range t.codes {
		for range classes {
			next.probability[j] = append(next.probability[j], make([]float64, codes))
		}
	}
	likelihood := 0.0
	weights := make([]float64, classes)
	for _, p := range t.patterns {
		total := s.weights(p, weights)
		count := float64(p.Count)
		likelihood += count * math.Log(total)
		for c, w := range weights {
			part := count * w / total
			next.shares[c] += part
			for j, code := range p.Codes {
				next.probability[j][c][code] += part
			}
		}
	}
	for j := range next.probability {
		for c, row := range next.probability[j] {
			for m := range row {
				if next.shares[c] > 0 {
					row[m] /= next.shares[c]
				} else {
					row[m] = s.probability[j][c][m]
				}
			}
		}
	}
	for c := range next.shares {
		next.shares[c] /= t.n
	}
	s.shares, s.probability = next.shares, next.probability
	return likelihood
}

// Class returns the class to which a pattern most probably belongs, the first of
// equals. A code that no class has says nothing; a code that a class never has
// speaks strongly against it but not more than that, so that a pattern which the
// model has not seen has a class too.
func (m Model) Class(codes []int) int {
	const least = 1e-9
	best, most := 0, math.Inf(-1)
	for c, share := range m.Shares {
		weight := math.Log(max(share, least))
		for j, code := range codes {
			if j < len(m.Probability) && code >= 0 && code < len(m.Probability[j][c]) {
				weight += math.Log(max(m.Probability[j][c][code], least))
			}
		}
		if weight > most {
			best, most = c, weight
		}
	}
	return best
}

// order puts the largest class first; equal shares keep their order.
func (s *state) order() {
	order := make([]int, len(s.shares))
	for c := range order {
		order[c] = c
	}
	shares := s.shares
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(shares[b], shares[a]) })
	sorted := state{likelihood: s.likelihood, probability: make([][][]float64, len(s.probability))}
	for _, c := range order {
		sorted.shares = append(sorted.shares, s.shares[c])
		for j := range s.probability {
			sorted.probability[j] = append(sorted.probability[j], s.probability[j][c])
		}
	}
	*s = sorted
}

// describe computes the criteria of a fit.
func (t table) describe(s state) Model {
	classes := float64(len(s.shares))
	free, cells := classes-1, 1.0
	for _, codes := range t.codes {
		free += classes * float64(codes-1)
		cells *= float64(codes)
	}
	m := Model{
		Shares: s.shares, Probability: s.probability, LogLikelihood: s.likelihood, N: int64(t.n),
		Parameters: int64(free), DF: int64(min(cells-1, t.n) - free), EntropyR2: 1,
		AIC: -2*s.likelihood + 2*free, BIC: -2*s.likelihood + math.Log(t.n)*free,
	}
	weights := make([]float64, len(s.shares))
	entropy, covered := 0.0, 0.0
	for _, p := range t.patterns {
		total := s.weights(p, weights)
		count, expected := float64(p.Count), total*t.n
		m.G2 += 2 * count * math.Log(count/expected)
		m.X2 += (count - expected) * (count - expected) / expected
		covered += expected
		for _, w := range weights {
			if share := w / total; share > 0 {
				entropy -= count * share * math.Log(share)
			}
		}
	}
	// Patterns that nobody has contribute what is expected of them.
	m.X2 += max(0, t.n-covered)
	prior := 0.0
	for _, share := range s.shares {
		if share > 0 {
			prior -= t.n * share * math.Log(share)
		}
	}
	if classes > 1 && prior > 0 {
		m.EntropyR2 = 1 - entropy/prior
	}
	return m
}
