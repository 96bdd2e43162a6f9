package stats

import (
	"cmp"
	"context"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"

	"htsm/generator/head"
	"htsm/generator/method/bootstrap"
	"htsm/generator/method/route"
	"htsm/generator/period"
	"htsm/generator/table"
)

const (
	shiftGroups = 5      // Values of By that are compared.
	shiftValues = 5      // Values whose shares are shown.
	standing    = 11     // Units that a value may stand alone with: the k of the strictest audiences (CTDC, k-anonymity of 11).
	rounds      = 99_999 // Permutations: the smallest p-value must survive an edition of some thousand tests.
	samples     = 999    // Of a bootstrap.
)

// A pair holds the weights of one value in the earlier and the later period.
type pair [2]tally

func (p *pair) add(o pair) {
	for i := range p {
		p[i].add(o[i])
	}
}

// stands reports whether neither count of a pair is a small one.
func (p pair) stands() bool {
	small := func(t tally) bool { return t.units > 0 && t.units < standing }
	return !small(p[0]) && !small(p[1])
}

// A shifted distribution is that of one group in both periods.
type shifted struct {
	group *category // Nil without By.
	bands []band
	pairs []pair // By band.
	every []pair // By value, shown or not: tests must not rest on what was chosen.
	sum   pair
}

// A selection says which values of a group stand for themselves.
type selection struct {
	values int
	bySize bool // The largest ones, whatever they did; else those that contribute most to the divergence.
}

// A shifting gathers the weights of both periods by group and value.
type shifting struct {
	in           *Input
	r            *Request
	by           *census // Nil without By.
	groups       map[string]*shiftGroup
	total, known tally // Of the later period.
}

type shiftGroup struct {
	values *census
	pairs  map[string]pair
}

// shifts returns the distributions to compare, the largest groups first, with
// the weight of the later period in all and with a value. Groups that cannot be
// compared are left out.
func (in *Input) shifts(ctx context.Context, r *Request, spans [2]period.Span, chosen selection) (total, known tally, list []shifted, err error) {
	s := &shifting{in: in, r: r, groups: map[string]*shiftGroup{}}
	columns := []string{r.Of.Name}
	if len(r.By) > 0 {
		columns = append(columns, r.By[0].Name)
		s.by = in.census(r.By[0])
	}
	for i, span := range spans {
		rows, err := in.fetch(ctx, r, span, columns...)
		if err != nil {
			return total, known, nil, err
		}
		for _, g := range rows {
			s.add(i, g)
		}
	}
	if s.by == nil {
		if m, ok := s.groups[""]; ok {
			list = append(list, newShifted(nil, m, chosen))
		}
		return s.total, s.known, list, nil
	}
	for _, c := range s.by.sorted() {
		one := newShifted(&c, s.groups[c.key], chosen)
		if len(list) < shiftGroups && len(one.bands) > 1 && min(one.sum[0].units, one.sum[1].units) >= max(standing, r.smallest()) {
			list = append(list, one)
		}
	}
	return s.total, s.known, list, nil
}

// add counts the rows of a group of one period.
func (s *shifting) add(period int, g group) {
	values := s.in.plainValues(s.r.Of, g.keys[0])
	if period == 1 {
		s.total.add(g.tally)
		if len(values) > 0 {
			s.known.add(g.tally)
		}
	}
	if len(values) == 0 {
		return
	}
	key := ""
	if s.by != nil {
		if len(s.in.plainValues(s.r.By[0], g.keys[1])) == 0 {
			return
		}
		c := s.by.at(g.keys[1].Value, true)
		c.add(g.tally)
		key = c.key
	}
	m, ok := s.groups[key]
	if !ok {
		m = &shiftGroup{s.in.census(s.r.Of), map[string]pair{}}
		s.groups[key] = m
	}
	c := m.values.at(values[0], true)
	c.label = labelOfValue(s.r.Of, values[0])
	c.add(g.tally)
	p := m.pairs[c.key]
	p[period].add(g.tally)
	m.pairs[c.key] = p
}

// newShifted sums the pairs of one group into the bands that are shown: the
// values that are chosen, and all other. Values with a
// small count are summed there, with others as long as the sum itself is small,
// so that nothing has to be hidden.
func newShifted(of *category, m *shiftGroup, chosen selection) shifted {
	s := shifted{group: of}
	list := m.values.sorted()
	for _, c := range list {
		s.every = append(s.every, m.pairs[c.key])
		s.sum.add(m.pairs[c.key])
	}
	s.pairs = s.every
	contribution := map[string]float64{}
	if shift, ok := route.Compare(s.weights()); ok && !chosen.bySize {
		for i, c := range list {
			contribution[c.key] = shift.Contribution[i]
		}
	}
	slices.SortStableFunc(list, func(a, b category) int { return cmp.Compare(contribution[b.key], contribution[a.key]) })
	s.pairs = nil
	other := band{key: otherKey, label: head.OfWord("other"), kind: head.Other}
	var rest pair
	for _, c := range list {
		p := m.pairs[c.key]
		if !p.stands() || len(s.bands) == chosen.values {
			other.members = append(other.members, c.key)
			rest.add(p)
			continue
		}
		s.bands, s.pairs = append(s.bands, band{key: c.key, label: c.label, kind: c.kind, members: []string{c.key}}), append(s.pairs, p)
	}
	for !rest.stands() && len(s.bands) > 0 {
		i := s.companion(rest)
		other.members = append(other.members, s.bands[i].members...)
		rest.add(s.pairs[i])
		s.bands, s.pairs = slices.Delete(s.bands, i, i+1), slices.Delete(s.pairs, i, i+1)
	}
	if len(other.members) > 0 {
		s.bands, s.pairs = append(s.bands, other), append(s.pairs, rest)
	}
	return s
}

// untold returns the tests of the values that are summed in all other.
func (s shifted) untold(r *Request) []table.Test {
	shown := map[pair]int{}
	for i, p := range s.pairs {
		if s.bands[i].kind == head.Plain {
			shown[p]++
		}
	}
	var out []table.Test
	for _, p := range s.every {
		if shown[p]--; shown[p] < 0 {
			out = append(out, done(r.difference(p, s.sum).Test)...)
		}
	}
	return out
}

// companion returns the place of the band that is summed with a rest whose
// count is small: the one of the least contribution that makes it stand, or of
// the least at all.
func (s shifted) companion(rest pair) int {
	for i, p := range slices.Backward(s.pairs) {
		p.add(rest)
		if p.stands() {
			return i
		}
	}
	return len(s.pairs) - 1
}

// weights returns the units of the earlier and of the later period.
func (s shifted) weights() (before, after []float64) {
	for _, p := range s.pairs {
		before, after = append(before, float64(p[0].units)), append(after, float64(p[1].units))
	}
	return before, after
}

// seed returns a seed that follows from the records of the values.
func (s shifted) seed() uint64 {
	seed := fnv.New64a()
	for _, p := range s.every {
		var b [16]byte
		binary.LittleEndian.PutUint64(b[:8], uint64(p[0].records))
		binary.LittleEndian.PutUint64(b[8:], uint64(p[1].records))
		seed.Write(b[:])
	}
	return seed.Sum64()
}

// permuted tests whether the records of two distributions differ by more than
// chance. It takes all values apart: bands that were chosen for their difference
// would differ more often.
func (s shifted) permuted() table.Test {
	var before, after []int64
	for _, p := range s.every {
		before, after = append(before, p[0].records), append(after, p[1].records)
	}
	p, ok := route.PermutationP(before, after, rounds, s.seed())
	if !ok {
		return table.Test{}
	}
	return table.Test{Done: true, P: p, Adjusted: p}
}

// effective returns the number of independent units that give a share of these
// units the same variance (Kish 1965), at least 1.
func effective(t tally) int64 {
	if t.squares == 0 {
		return 1
	}
	return max(1, min(bootstrap.MaxSize, int64(math.Round(float64(t.units)*float64(t.units)/float64(t.squares)))))
}

// resampled calls each with the weights of both periods in one sample after the
// other, drawn at the effective base. It reports whether there are any.
func (s shifted) resampled(each func(before, after []float64)) bool {
	a, b := s.weights()
	seed := s.seed()
	first, ok1 := bootstrap.NewResampler(a, effective(s.sum[0]), seed)
	second, ok2 := bootstrap.NewResampler(b, effective(s.sum[1]), seed+1)
	if !ok1 || !ok2 {
		return false
	}
	for range samples {
		before, after := first.Draw(), second.Draw()
		for i := range a {
			a[i], b[i] = float64(before[i]), float64(after[i])
		}
		each(a, b)
	}
	return true
}

// interval returns the bootstrap interval of the divergence in bits; none where
// chance alone would make it larger.
func (s shifted) interval(level, bits float64) table.Interval {
	var replicates []float64
	ok := s.resampled(func(before, after []float64) {
		if shift, ok := route.Compare(before, after); ok {
			replicates = append(replicates, shift.Bits())
		}
	})
	a, b := s.weights()
	first, second, okInfluence := route.Influences(a, b)
	if !ok || !okInfluence {
		return table.Interval{}
	}
	for i := range first {
		first[i] /= float64(s.sum[0].units)
		second[i] /= float64(s.sum[1].units)
	}
	return bootstrapped(bits, replicates, slices.Concat(first, second), slices.Concat(a, b), level)
}

// bootstrapped returns the BCa interval of an estimate, or none: also where the
// estimate lies outside of it, as a biased one may.
func bootstrapped(estimate float64, replicates, influences, weights []float64, level float64) table.Interval {
	i, ok := bootstrap.BCa(estimate, replicates, influences, weights, level)
	if !ok || estimate < i.Low || estimate > i.High {
		return table.Interval{}
	}
	return table.Interval{Level: percent(level), Low: i.Low, High: i.High, Method: "bootstrap"}
}
