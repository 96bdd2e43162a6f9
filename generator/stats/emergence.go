package stats

import (
	"cmp"
	"context"
	"math"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func emergence() *Statistic {
	return &Statistic{
		Name:  "emergence",
		Title: "New, emerging, re-emerging and vanished values and combinations",
		Text: "For each value of a column, for each frequent combination of two or three codes of a multi-response group, or for each pair with a value of a second column: the records of the period, the number that its own past leads to expect and the bound that chance passes in one quiet period of a hundred. " +
			"With five years of history or more the detector is the flexible method of Farrington (Noufaily et al. 2013, Stat Med 32:1206-1222, with settings for months and the error of its estimate in the bound; with fewer than thirty records in the comparable months the one of shorter histories must agree), " +
			"with two to four years a Bayesian prediction from the same months (Höhle 2007, Comput Stat 22:571-582; where these vary more than Poisson counts, the negative binomial distribution with their variance if that is wider), " +
			"below EARS C2 over twelve months (Hutwagner et al. 2003, J Urban Health 80:i89-i96). " +
			"Where the contract names a date of entry, every past period is counted as it was known after the delay of the period judged, in months, so that recent months need no correction. " +
			"A value is emerging if at least two records pass the bound and the test holds after adjustment over the edition (Benjamini & Hochberg 1995), and re-emerging if twelve empty months or more came before the last three; " +
			"new, by rule, if it first appears in the last three months, in at least two records of at least two reporting authorities, after a year or more of data; " +
			"vanished if the last complete months, three to twelve of them, have none although the same months of earlier years had: the exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940) gives the p-value, adjusted alike. " +
			"A combination of old codes is watched if it is closed (Pasquier et al. 1999, ICDT 99:398-416: no larger one has the same records) and stands in five records of the whole history or more. There are many of them, so that no rule makes one new: it is if it first appears in the last three months and the same exact test, of all its records lying there, holds. " +
			"A history begins with the last break in the series that the contract declares: where too little is left of it, nothing is tested. " +
			"Residual values are left out; at most 500 values, the most frequent ones, and 500 combinations are tested. Rows are sorted by finding, then by p-value. A p-value is that of the row's clearest test, rounded up; reporting authorities are those of the last three months. Units are records.",
		Example: "{is: emergence, of: recruitment, across: control, where: {crime_type: THB}, top: 10}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: traced(), Doc: "the column whose values are watched; routes are watched as a whole, the codes of a group also in combination"},
			{Option: Across, Types: traced(), Doc: "a second column: pairs of values are watched instead; the same column gives pairs of its codes"},
			{Option: Top, Doc: "rows shown, 15 by default"},
		},
		Compute: computeEmergence,
	}
}

// traced lists the types of columns whose values have a history.
func traced() []contract.Type {
	return []contract.Type{contract.Text, contract.Code, contract.Codes, contract.Path}
}

const (
	mostTested   = 500 // Values that a detector judges, and as many combinations; the most frequent ones.
	newRecords   = 2   // Records that make a new value.
	newReporters = 2   // Authorities that make a new value.
	recentMonths = 3   // Months in which the first records of a new value may lie.
	emptyMonths  = 12  // Months without a record before a value that re-emerges, and the longest silence tested.
	silentMonths = 3   // Complete months without a record that may be a silence.
)

// A signal is what the history of one value shows.
type signal struct {
	line      *line
	finding   string // The end of a message key.
	verdict   verdict
	silence   silence
	rise      table.Test // Of more records than expected, or of first ones.
	absence   table.Test // Of a silence.
	reporters int
	recent    int64 // Records of the last months, on which reporters rests.
}

// A silence is a run of complete months without a record up to now.
type silence struct {
	months int
	past   int64   // The records of the same months of earlier years.
	p      float64 // 1 where it is too short or too long for a test.
}

func computeEmergence(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	h, err := in.history(ctx, &rows, in.Span)
	if err != nil {
		return nil, err
	}
	list, err := in.signals(ctx, &rows, h)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b signal) int {
		return cmp.Or(
			cmp.Compare(rankOf(a.finding), rankOf(b.finding)), cmp.Compare(a.p(), b.p()),
			cmp.Compare(b.line.now(), a.line.now()), cmp.Compare(a.line.key, b.line.key),
		)
	})
	t := in.newTable(&rows, in.Span)
	t.Stub = historyStub(&rows)
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "expected", Label: head.OfWord("column.expected"), Measure: head.Measure{Quantity: head.Estimate}},
		{Key: "upper-bound", Label: head.OfWord("column.upper-bound"), Measure: head.Measure{Quantity: head.Estimate}},
		{Key: "ratio", Label: head.OfWord("column.observed-expected"), Measure: head.Measure{Quantity: head.Index}},
		{Key: "silent-months", Label: head.OfWord("column.silent-months"), Measure: head.Measure{Quantity: head.Estimate}},
	}
	t.Cols = append(t.Cols, evidenceColumns()...)
	t.Cols = append(t.Cols, head.Col{Key: "reporters", Label: head.OfWord("column.reporters"), Measure: head.Measure{Quantity: head.Estimate}})
	for i, s := range list {
		if i < r.top(15) {
			t.Rows = append(t.Rows, head.Row{Key: s.line.key, Labels: append(slices.Clone(s.line.labels), head.OfFinding("state."+s.finding))})
			t.Cells = append(t.Cells, in.signalCells(h, s))
			continue
		}
		t.Tests = append(t.Tests, done(s.rise, s.absence)...)
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: h.detector(h.blocks - 1).caveat()})
	if h.late {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.same-delay"})
	}
	t.Caveats = append(t.Caveats, in.sinceBreak(h.span)...)
	return t, in.basis(ctx, t, &rows, h.total, h.known)
}

// historyStub returns the heads of the values and of the finding.
func historyStub(r *Request) []head.Dimension {
	stub := dimensions(r.Of)
	if r.Across == r.Of {
		stub = append(stub, head.Dimension{Name: r.Of.Name + "_2", List: r.Of.List, Word: "column.pair"})
	} else if r.Across != nil {
		stub = append(stub, dimensions(r.Across)...)
	}
	return append(stub, head.Dimension{Name: "finding", Word: "column.finding"})
}

// rankOf says in which order the findings stand.
func rankOf(finding string) int {
	return slices.Index([]string{"new", "emerging", "re-emerging", "vanished", "none"}, finding)
}

// signals says what each line shows, in the order of the lines. Of values and
// of combinations the most frequent ones are tested.
func (in *Input) signals(ctx context.Context, r *Request, h *history) ([]signal, error) {
	var reporters map[string]int
	if in.Contract.Reporter != "" {
		var err error
		span := period.Span{First: h.block(h.blocks - h.recent()).First, Last: h.span.Last}
		if reporters, err = in.reportersIn(ctx, r, h.watch, span); err != nil {
			return nil, err
		}
	}
	var out []signal
	var tested [2]int
	for i := range h.lines {
		l, kind := &h.lines[i], 0
		if len(l.values) > 1 {
			kind = 1
		}
		tested[kind]++
		s := signal{line: l, finding: "none", silence: silence{p: 1}, reporters: reporters[l.key]}
		if in.Contract.Reporter == "" {
			s.reporters = newReporters // Every value has enough.
		}
		in.judge(h, &s, tested[kind] <= mostTested && !r.Exact)
		out = append(out, s)
	}
	return out, nil
}

// recent returns how many of the last blocks may hold the first records of a
// new value.
func (h *history) recent() int { return min(max(1, recentMonths/h.months), h.blocks) }

// judge says what a line shows. A value that is new has no past to be tested
// by; a combination of old codes is tested by where its records lie.
func (in *Input) judge(h *history, s *signal, tested bool) {
	l, before := s.line, h.blocks-h.recent()
	s.recent = l.seen(before, h.blocks)
	last := l.last(before)
	old := before*h.months >= emptyMonths // Long enough a past to tell what is new.
	first := old && last < 0 && l.now() > 0 && s.recent >= newRecords && s.reporters >= newReporters
	if first && len(l.values) == 1 {
		s.finding = "new"
		return
	}
	if s.silence.months = in.silentFor(h, l); tested {
		s.verdict = h.judge(l.counts, h.blocks-1)
		s.silence.past, s.silence.p = h.silentByChance(l, in.complete(h), s.silence.months)
		s.absence = table.Test{Done: true, P: s.silence.p, Adjusted: s.silence.p}
		if s.verdict.done {
			s.rise = table.Test{Done: true, P: s.verdict.p, Adjusted: s.verdict.p}
		}
	}
	switch {
	case tested && first:
		p := oneSided(h, before, h.blocks, 0, before, s.recent)
		s.rise = table.Test{Done: true, P: p, Adjusted: p}
		s.finding = supported(s.rise, "new")
	case s.verdict.alarm && s.verdict.p <= alarmLevel && l.now() >= newRecords:
		s.finding = "emerging"
		if last >= 0 && (before-1-last)*h.months >= emptyMonths {
			s.finding = "re-emerging"
		}
	case tested && s.silence.p <= alarmLevel:
		s.finding = "vanished"
	}
}

// p returns the smallest p-value of a signal, and 1 without a test.
func (s signal) p() float64 {
	p := 1.0
	for _, t := range done(s.rise, s.absence) {
		p = min(p, t.P)
	}
	return p
}

// complete returns how many blocks no report is expected for any more.
func (in *Input) complete(h *history) int {
	n := h.blocks
	for n > 0 && in.provisional(h.block(n-1)) {
		n--
	}
	return n
}

// silentFor returns the complete months without a record up to now, 0 where
// the months after them have one.
func (in *Input) silentFor(h *history, l *line) int {
	n := in.complete(h)
	if l.seen(n, h.blocks) > 0 {
		return 0
	}
	return (n - 1 - l.last(n)) * h.months
}

// silentByChance returns the records of the same months of earlier years and the
// chance that none of them would lie in the silent ones, if the rate by day had
// not changed: given their sum x in d days, (d / (d + silent days))^x. The run
// of silent months is as long as it happens to be: a longer one has a smaller
// chance, so that the p-value holds for the choice as well.
func (h *history) silentByChance(l *line, complete, months int) (records int64, p float64) {
	if months < silentMonths || months > emptyMonths || 12%h.months != 0 {
		return 0, 1
	}
	year := 12 / h.months
	var days, silent float64
	for i := complete - months/h.months; i < complete; i++ {
		silent += float64(h.block(i).Days())
		for j := i - year; j >= 0 && j >= i-4*year; j -= year {
			records += l.known[j]
			days += float64(h.block(j).Days())
		}
	}
	if records == 0 || days == 0 {
		return 0, 1
	}
	return records, math.Pow(days/(days+silent), float64(records))
}

func (in *Input) signalCells(h *history, s signal) []table.Cell {
	v, now := s.verdict, s.line.now()
	count := table.CountOf(now)
	count.Parts = h.crossed(s.line)
	if in.provisional(in.Span) {
		count.Flags |= table.Provisional
	}
	if h.broken && !v.done {
		count.Flags |= table.Broken
	}
	expected := estimateOf(v.expected, v.done, v.past)
	upper := estimateOf(v.upper, v.done, v.past)
	ratio := table.Cell{State: table.Undefined, X: now, Parts: append([]int64{v.past}, count.Parts...), Test: s.rise}
	if v.done && expected.Value.Num > 0 {
		ratio.State, ratio.Value = table.Known, over(now, expected.Value)
	}
	silent := table.Cell{State: table.Known, Value: num.Whole(int64(s.silence.months)), Parts: []int64{0, s.silence.past}, Test: s.absence}
	cells := []table.Cell{count, expected, upper, ratio, silent}
	cells = append(cells, evidence(slices.Concat(ratio.Parts, silent.Parts), s.rise, s.absence)...)
	return append(cells, table.Cell{State: table.Known, Value: num.Whole(int64(s.reporters)), X: s.recent, Parts: []int64{s.recent}})
}

// estimateOf returns the cell of an estimate that rests on so many units.
func estimateOf(x float64, done bool, units int64) table.Cell {
	c := table.Cell{State: table.Undefined, X: units, Parts: []int64{units}}
	if f, ok := estimated(x); done && ok {
		c.State, c.Value = table.Known, f
	}
	return c
}
