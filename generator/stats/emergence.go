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
		Title: "New, emerging, re-emerging and vanished values",
		Text: "For each value of a column, or each pair with a value of a second one: the records of the period, the number that its own past leads to expect and the bound that chance passes in one quiet period of a hundred. " +
			"With five years of history or more the detector is the flexible method of Farrington (Noufaily et al. 2013, Stat Med 32:1206-1222, with settings for months), " +
			"with two to four years a Bayesian prediction from the same months (Höhle 2007, Comput Stat 22:571-582; where these vary more than Poisson counts, the negative binomial distribution with their variance if that is wider), " +
			"below EARS C2 over twelve months (Hutwagner et al. 2003, J Urban Health 80:i89-i96). " +
			"Where the contract names a date of entry, every past period is counted as it was known after the delay of the period judged, in months, so that recent months need no correction. " +
			"A value is emerging if at least two records pass the bound and the test holds after adjustment over the edition (Benjamini & Hochberg 1995), and re-emerging if twelve empty months or more came before the last three; " +
			"new, by rule, if it first appears in the last three months, in at least two records of at least two reporting authorities, after a year or more of data; " +
			"vanished if the last complete months, three to twelve of them, have none although the same months of earlier years had: the exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940) gives the p-value, adjusted alike. " +
			"Residual values are left out; at most 500 values, the most frequent ones, are tested. Rows are sorted by finding, then by p-value. Units are records.",
		Example: "{is: emergence, of: recruitment, across: control, where: {crime_type: THB}, top: 10}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: traced(), Doc: "the column whose values are watched; routes are watched as a whole"},
			{Option: Across, Types: traced(), Doc: "a second column: pairs of values are watched; the same column gives pairs of its codes"},
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
	mostTested   = 500 // Values that a detector judges; the most frequent ones.
	newRecords   = 2   // Records that make a new value.
	newReporters = 2   // Authorities that make a new value.
	recentMonths = 3   // Months in which the first records of a new value may lie.
	emptyMonths  = 12  // Months without a record before a value that re-emerges, and the longest silence tested.
	silentMonths = 3   // Complete months without a record that may be a silence.
)

// A signal is what the history of one value shows.
type signal struct {
	line    *line
	finding string // The end of a message key.
	verdict verdict
	silence silence
	tested  bool
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
	reporters, err := in.reportersOf(ctx, &rows, h)
	if err != nil {
		return nil, err
	}
	var list []signal
	for i := range h.lines {
		list = append(list, in.signal(h, &h.lines[i], i < mostTested && !r.Exact, reporters[h.lines[i].key]))
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
	for i, s := range list {
		if i < r.top(15) {
			t.Rows = append(t.Rows, head.Row{Key: s.line.key, Labels: append(slices.Clone(s.line.labels), head.OfFinding("state."+s.finding))})
			t.Cells = append(t.Cells, in.signalCells(s))
			continue
		}
		t.Tests = append(t.Tests, s.tests()...)
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: h.detector().caveat()})
	if h.late {
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.same-delay"})
	}
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

// reportersOf counts the authorities that reported each value in the recent
// blocks. Without a column of authorities every value has enough.
func (in *Input) reportersOf(ctx context.Context, r *Request, h *history) (map[string]int, error) {
	if in.Contract.Reporter == "" {
		out := map[string]int{}
		for _, l := range h.lines {
			out[l.key] = newReporters
		}
		return out, nil
	}
	return in.reportersIn(ctx, r, period.Span{First: h.block(h.blocks - h.recent()).First, Last: h.span.Last})
}

// recent returns how many of the last blocks may hold the first records of a
// new value.
func (h *history) recent() int { return min(max(1, recentMonths/h.months), h.blocks) }

// signal says what a line shows. A value that is new has no past to be tested
// by.
func (in *Input) signal(h *history, l *line, tested bool, reporters int) signal {
	s := signal{line: l, finding: "none", silence: silence{p: 1}}
	before := h.blocks - h.recent()
	last := l.last(before)
	if h.span.Months()-h.recent()*h.months < emptyMonths {
		last = before // Too short a past to tell what is new.
	}
	if last < 0 && l.now() > 0 && l.seen(before, h.blocks) >= newRecords && reporters >= newReporters {
		s.finding = "new"
		return s
	}
	if s.silence.months = in.silentFor(h, l); tested {
		s.verdict = h.judge(l)
		s.silence.past, s.silence.p = h.silentByChance(l, in.complete(h), s.silence.months)
		s.tested = true
	}
	switch {
	case s.verdict.alarm && s.verdict.p <= alarmLevel && l.now() >= newRecords:
		s.finding = "emerging"
		if last >= 0 && (before-1-last)*h.months >= emptyMonths {
			s.finding = "re-emerging"
		}
	case s.tested && s.silence.p <= alarmLevel:
		s.finding = "vanished"
	}
	return s
}

// p returns the smallest p-value of a signal, and 1 without a test.
func (s signal) p() float64 {
	if s.verdict.done {
		return min(s.verdict.p, s.silence.p)
	}
	return s.silence.p
}

// tests returns the tests of a signal: of a rise, and of a silence.
func (s signal) tests() []table.Test {
	var out []table.Test
	if s.verdict.done {
		out = append(out, table.Test{Done: true, P: s.verdict.p, Adjusted: s.verdict.p})
	}
	if s.tested {
		out = append(out, table.Test{Done: true, P: s.silence.p, Adjusted: s.silence.p})
	}
	return out
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

func (in *Input) signalCells(s signal) []table.Cell {
	v, now := s.verdict, s.line.now()
	count := table.CountOf(now)
	if in.provisional(in.Span) {
		count.Flags |= table.Provisional
	}
	expected := estimateOf(v.expected, v.done, v.past)
	upper := estimateOf(v.upper, v.done, v.past)
	ratio := table.Cell{State: table.Undefined, X: now, Parts: []int64{now, v.past}}
	if v.done && expected.Value.Num > 0 {
		ratio.State, ratio.Value = table.Known, over(now, expected.Value)
	}
	if v.done {
		ratio.Test = table.Test{Done: true, P: v.p, Adjusted: v.p}
	}
	silent := table.Cell{State: table.Known, Value: num.Whole(int64(s.silence.months)), Parts: []int64{0, s.silence.past}}
	if s.tested {
		silent.Test = table.Test{Done: true, P: s.silence.p, Adjusted: s.silence.p}
	}
	return []table.Cell{count, expected, upper, ratio, silent}
}

// estimateOf returns the cell of an estimate that rests on so many units.
func estimateOf(x float64, done bool, units int64) table.Cell {
	c := table.Cell{State: table.Undefined, X: units, Parts: []int64{units}}
	if f, ok := estimated(x); done && ok {
		c.State, c.Value = table.Known, f
	}
	return c
}
