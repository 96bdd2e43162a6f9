package stats

import (
	"cmp"
	"context"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/method/bootstrap"
	"htsm/generator/method/latent"
	"htsm/generator/table"
)

func profiles() *Statistic {
	return &Statistic{
		Name:  "profiles",
		Title: "Groups of records that explain which codes come together",
		Text: "Groups the records that answered a multi-response group by the codes that they have: latent classes of yes and no for the most frequent codes (Goodman 1974, Biometrika 61:215-231; Linzer & Lewis 2011, J Stat Softw 42(10)). " +
			"Of the models with two to eight classes, the one with the lowest criterion of Schwarz (1978, Ann Stat 6:461-464) is taken, if it is lower than that of one class and every class holds as many records as the smallest base; otherwise there are no profiles. Each model is the best of twenty random starts with a seed that follows from the counts (short runs of EM, Biernacki, Celeux & Govaert 2003, Comput Stat Data Anal 41:561-575). " +
			"A record counts in its most probable profile. For each profile: its records and their share of all; within it, the records with each code, their share, and the lift: that share divided by the share of the code in all records. " +
			"The stability of a profile is the mean Jaccard similarity of its records with the most similar profile of models fitted to 50 bootstrap samples (Hennig 2007, Comput Stat Data Anal 52:258-271): a profile under 0.6 should not be read, from 0.75 up it is stable. A remark tells the entropy R² of the model: 1 where the codes tell the profile of each record, 0 where they tell nothing of it. " +
			"Records with residual codes alone are left out. A profile summarises a table and is no type of offender or victim. Units are records.",
		Example: "{is: profiles, of: control, where: {crime_type: THB}, window: rolling-36, top: 12}",
		Chart:   "bar",
		Shows:   []string{"share"},
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Codes}, Doc: "the multi-response group"},
			{Option: Top, Doc: "codes that make the profiles, the most frequent ones, 8 by default, at most 12"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a percentage, and records of the smallest profile"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeProfiles,
	}
}

const (
	mostProfiles    = 8
	mostProfiled    = 12 // Codes: more make more patterns than records.
	usualCodes      = 8
	stabilitySample = 50  // Bootstrap samples.
	smallestSide    = 10  // Counts up to it are small for the strictest audience.
	profileStarts   = 20  // Of a model.
	profileSteps    = 500 // Of the best start.
)

// Cost: many times the plain group-by, since some sixty models are fitted,
// eight or less to the records and fifty to samples of them. That is three seconds
// of the processor for twelve codes over 100 000 records and fourteen over a million,
// which have more patterns of codes; eight codes take a tenth of it.
func computeProfiles(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, &rows, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	p := in.patterns(&rows, groups)
	t := in.newTable(&rows, span)
	t.Stub = []head.Dimension{{Name: "profile", Word: "column.profile"}, {Name: r.Of.Name, List: r.Of.List}}
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "share", Label: head.OfWord("column.share-profile"), Measure: head.Measure{Quantity: head.Share}},
		{Key: "lift", Label: head.OfWord("column.lift"), Measure: head.Measure{Quantity: head.Index}},
		{Key: "stability", Label: head.OfWord("column.stability"), Measure: head.Measure{Quantity: head.Index}},
	}
	if m, ok := p.model(rows.smallest()); ok {
		p.fill(t, &rows, m)
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.multi-response"})
	} else {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.no-profiles"})
	}
	p.total(t, &rows)
	return t, in.basis(ctx, t, &rows, p.all, p.base)
}

// patterns are the records by the codes that they have.
type patterns struct {
	codes     []category // The most frequent first.
	list      []latent.Pattern
	all, base tally
	seed      uint64
}

// patterns gathers the records of groups of a multi-response group. A record
// with residual codes alone did not answer.
func (in *Input) patterns(r *Request, groups []group) *patterns {
	p := &patterns{}
	census := in.census(r.Of)
	counts := map[string]tally{}
	for _, g := range groups {
		p.all.add(g.tally)
		values, answered := in.profiled(r.Of, g.keys[0])
		if !answered {
			continue
		}
		p.base.add(g.tally)
		for _, v := range values {
			census.at(v, true).add(g.tally)
		}
		slices.Sort(values)
		addTo(counts, strings.Join(values, ";"), g.tally)
	}
	p.codes = slices.Clone(census.list)
	slices.SortFunc(p.codes, func(a, b category) int {
		return cmp.Or(cmp.Compare(b.units, a.units), cmp.Compare(a.key, b.key))
	})
	p.codes = p.codes[:min(len(p.codes), mostProfiled, r.top(usualCodes))]
	merged := map[string]int64{}
	for key, w := range counts { // In any order: sums.
		values, pattern := strings.Split(key, ";"), make([]byte, len(p.codes))
		for i, c := range p.codes {
			if slices.Contains(values, c.value) {
				pattern[i] = 1
			}
		}
		merged[string(pattern)] += w.records
	}
	for key, n := range merged { // In any order: sorted below.
		q := latent.Pattern{Count: n}
		for _, b := range []byte(key) {
			q.Codes = append(q.Codes, int(b))
		}
		p.list = append(p.list, q)
	}
	slices.SortFunc(p.list, func(a, b latent.Pattern) int { return slices.Compare(a.Codes, b.Codes) })
	seed := fnv.New64a()
	for _, q := range p.list {
		seed.Write(binary.LittleEndian.AppendUint64(nil, uint64(q.Count)))
	}
	p.seed = seed.Sum64()
	return p
}

// profiled returns the codes of a record that say something, and whether it
// answered.
func (in *Input) profiled(c *contract.Column, raw engine.Text) (values []string, answered bool) {
	all := explode(c, raw)
	values = slices.DeleteFunc(slices.Clone(all), func(v string) bool { return in.residual(c, v) })
	return values, raw.Valid && (len(all) == 0 || len(values) > 0)
}

// A profiling is a model with the profile of each pattern.
type profiling struct {
	latent.Model
	of        []int // Parallel to the patterns.
	sizes     []int64
	stability []float64
}

// model returns the model whose criterion is the lowest. It reports false where
// none has several profiles that are large enough.
func (p *patterns) model(smallest int64) (profiling, bool) {
	if len(p.codes) < 2 || p.base.records < 2*smallest {
		return profiling{}, false
	}
	var best profiling
	one, ok := latent.Fit(p.list, p.options(1, p.seed))
	lowest, worse := one.BIC, 0
	for classes := 2; ok && classes <= mostProfiles && worse < 2; classes++ {
		m, fitted := latent.Fit(p.list, p.options(classes, p.seed))
		if !fitted || m.BIC >= lowest {
			worse++ // The criterion falls, then rises.
			continue
		}
		if found := p.profile(m); slices.Min(found.sizes) >= smallest {
			best, lowest, worse = found, m.BIC, 0
		} else {
			worse++
		}
	}
	if len(best.sizes) < 2 {
		return profiling{}, false
	}
	best.stability = p.stability(best)
	return best, true
}

func (p *patterns) options(classes int, seed uint64) latent.Options {
	return latent.Options{Classes: classes, Starts: profileStarts, Trial: 10, Steps: profileSteps, Tolerance: 1e-9, Seed: seed}
}

// profile puts each pattern into its most probable class.
func (p *patterns) profile(m latent.Model) profiling {
	out := profiling{Model: m, sizes: make([]int64, len(m.Shares))}
	for _, q := range p.list {
		c := m.Class(q.Codes)
		out.of = append(out.of, c)
		out.sizes[c] += q.Count
	}
	return out
}

// stability returns for each profile the mean Jaccard similarity of its records
// with the most similar profile of models of bootstrap samples.
func (p *patterns) stability(m profiling) []float64 {
	sums, samples := make([]float64, len(m.sizes)), 0
	var weights []float64
	for _, q := range p.list {
		weights = append(weights, float64(q.Count))
	}
	sampler, ok := bootstrap.NewResampler(weights, min(bootstrap.MaxSize, p.base.records), p.seed)
	if !ok {
		return sums
	}
	for range stabilitySample {
		sample := slices.Clone(p.list)
		for i, n := range sampler.Draw() {
			sample[i].Count = n
		}
		o := p.options(len(m.sizes), p.seed+uint64(samples)+1)
		o.Starts, o.Steps, o.Tolerance = profileStarts/4, profileSteps/4, 1e-7
		fitted, ok := latent.Fit(sample, o)
		if !ok {
			continue
		}
		samples++
		for c, s := range p.similar(m, p.profile(fitted)) {
			sums[c] += s
		}
	}
	for c := range sums {
		sums[c] /= float64(max(1, samples))
	}
	return sums
}

// similar returns the Jaccard similarity of each profile with the most similar
// one of another profiling of the same records.
func (p *patterns) similar(m, other profiling) []float64 {
	both := make([][]int64, len(m.sizes))
	for c := range both {
		both[c] = make([]int64, len(other.sizes))
	}
	for i, q := range p.list {
		both[m.of[i]][other.of[i]] += q.Count
	}
	out := make([]float64, len(m.sizes))
	for c, row := range both {
		for d, n := range row {
			if either := m.sizes[c] + other.sizes[d] - n; either > 0 {
				out[c] = max(out[c], float64(n)/float64(either))
			}
		}
	}
	return out
}

// fill appends the rows of the profiles, the largest first, each followed by its
// codes in the order of all records.
func (p *patterns) fill(t *table.Table, r *Request, m profiling) {
	order := make([]int, len(m.sizes))
	for c := range order {
		order[c] = c
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(m.sizes[b], m.sizes[a]) })
	counts := make([][]int64, len(p.codes)) // By code and profile.
	for i := range counts {
		counts[i] = make([]int64, len(m.sizes))
		for k, q := range p.list {
			counts[i][m.of[k]] += q.Count * int64(q.Codes[i])
		}
	}
	for n, c := range order {
		number, size := strconv.Itoa(n+1), single(m.sizes[c])
		name := head.OfWord("profile." + number)
		t.Rows = append(t.Rows, head.Row{Key: number, Labels: []head.Label{name}, Kind: head.Total})
		none := table.Cell{State: table.Undefined, X: size.units, Parts: []int64{size.units}}
		stable := none
		if f, ok := estimated(m.stability[c]); ok {
			stable.State, stable.Value = table.Known, f
		}
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(size.units), r.share(size, p.base), none, stable})
		for i, code := range p.codes {
			cells := p.codeCells(r, counts[i][c], size, code.tally)
			if besides(counts[i], c) {
				// With the other counts of the code in this table and their sum in
				// another, the one small count could be had.
				for j := range cells {
					cells[j].Parts = append(cells[j].Parts, slices.DeleteFunc(slices.Clone(counts[i]), func(n int64) bool { return n == 0 || n > smallestSide })...)
				}
			}
			t.Rows = append(t.Rows, head.Row{Key: number + "/" + code.key, Labels: []head.Label{name, code.label}})
			t.Cells = append(t.Cells, cells)
		}
	}
	t.Sums = []table.Sum{{Total: table.Place{Row: len(t.Rows)}}} // The total is still to come.
	for i, row := range t.Rows {
		if row.Kind == head.Total {
			t.Sums[0].Parts = append(t.Sums[0].Parts, table.Place{Row: i})
		}
	}
	entropy, ok := estimated(max(0, m.EntropyR2))
	if ok {
		c := table.Cell{State: table.Known, Value: entropy, X: p.base.units, N: p.base.units, Parts: []int64{p.base.units}}
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.profiles", Shares: []table.Cell{c}})
	}
}

// besides reports whether the count of a profile must be hidden together with the
// only small one: it is the smallest of those that are not small.
func besides(counts []int64, at int) bool {
	small, second := 0, -1
	for c, n := range counts {
		switch {
		case n > 0 && n <= smallestSide:
			small++
		case n > 0 && (second < 0 || n < counts[second]):
			second = c
		}
	}
	return small == 1 && second == at
}

func single(n int64) tally { return tally{units: n, records: n, squares: n} }

// codeCells returns count, share and lift of a code within a profile.
func (p *patterns) codeCells(r *Request, n int64, size, all tally) []table.Cell {
	lift := table.Cell{State: table.Undefined, X: n, N: size.units, Parts: []int64{n, size.units, all.units, p.base.units}}
	if min(size.units, p.base.units) >= r.smallest() && all.units > 0 {
		if f, ok := estimated(float64(n) / float64(size.units) * float64(p.base.units) / float64(all.units)); ok {
			lift.State, lift.Value = table.Known, f
		}
	}
	none := table.Cell{State: table.Undefined, X: n, Parts: []int64{n}}
	return []table.Cell{table.CountOf(n), r.share(single(n), size), lift, none}
}

// total appends the row of all records.
func (p *patterns) total(t *table.Table, r *Request) {
	none := table.Cell{State: table.Undefined, X: p.base.units, Parts: []int64{p.base.units}}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total})
	t.Cells = append(t.Cells, []table.Cell{table.CountOf(p.base.units), r.whole(p.base), none, none})
}
