package stats

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/num"
	"htsm/generator/table"
)

// A sizing is the distribution of a whole number over records, such as the
// number of codes of a group or the days between two dates.
type sizing struct {
	values  []int64 // Ascending, without repetition.
	weights []int64 // Records with each value.
	records int64
	sum     int64
}

func (s *sizing) add(size, records int64) {
	at, found := slices.BinarySearch(s.values, size)
	if !found {
		s.values, s.weights = slices.Insert(s.values, at, size), slices.Insert(s.weights, at, 0)
	}
	s.weights[at] += records
	s.records += records
	s.sum += size * records
}

// A measurer reads the size of a record from its raw values. It reports false
// for a record without one.
type measurer func(keys []engine.Text) (int64, bool, error)

// sizeOfColumn measures a column: how many codes or stops between the ends it
// holds, or the number itself. An answered group without a code counts 0.
func sizeOfColumn(c *contract.Column) measurer {
	return func(keys []engine.Text) (int64, bool, error) {
		raw := keys[0]
		if !raw.Valid {
			return 0, false, nil
		}
		switch c.Type {
		case contract.Codes:
			return int64(len(explode(c, raw))), true, nil
		case contract.Path:
			stops := stopsOf(raw)
			return int64(len(stops)) - 2, stops != nil, nil
		}
		n, err := strconv.ParseInt(raw.Value, 10, 64)
		return n, err == nil && n < 1<<40 && n > -1<<40, err
	}
}

// sizeOfSpan measures the days from the second to the first of two dates; a
// date before the other has none.
func sizeOfSpan(keys []engine.Text) (int64, bool, error) {
	if !keys[0].Valid || !keys[1].Valid {
		return 0, false, nil
	}
	var at [2]time.Time
	for i := range at {
		var err error
		if at[i], err = time.Parse(time.DateOnly, keys[i].Value); err != nil {
			return 0, false, fmt.Errorf("read date: %w", err)
		}
	}
	days := int64(at[0].Sub(at[1]).Hours() / 24)
	return days, days >= 0, nil
}

// sizings reads the sizes of all records in scope and by the first column of
// row heads.
func (in *Input) sizings(ctx context.Context, r *Request, size measurer, columns ...string) (all *sizing, by map[string]*sizing, heads *census, total tally, err error) {
	span := r.Window.Span(in.Span)
	all, by = &sizing{}, map[string]*sizing{}
	if c := r.by(); c != nil {
		columns, heads = append(columns, c.Name), in.census(c)
	}
	groups, err := in.fetch(ctx, r, span, columns...)
	if err != nil {
		return nil, nil, nil, total, err
	}
	for _, g := range groups {
		total.add(g.tally)
		n, ok, err := size(g.keys)
		if err != nil {
			return nil, nil, nil, total, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		if !ok {
			continue
		}
		all.add(n, g.records)
		if heads == nil {
			continue
		}
		for _, v := range valuesOf(r.by(), g.keys[len(g.keys)-1]) {
			c := heads.at(v.text, v.known)
			c.add(g.tally)
			if by[c.key] == nil {
				by[c.key] = &sizing{}
			}
			by[c.key].add(n, g.records)
		}
	}
	return all, by, heads, total, nil
}

// quantileTable returns the table of the mean and the quantiles of sizes.
func (in *Input) quantileTable(ctx context.Context, r *Request, size measurer, columns ...string) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	all, by, heads, total, err := in.sizings(ctx, &rows, size, columns...)
	if err != nil {
		return nil, err
	}
	t := in.newTable(&rows, r.Window.Span(in.Span))
	t.Stub = []head.Dimension{{Name: "variable", Word: "column.variable"}}
	if r.by() != nil {
		t.Stub = dimensions(r.by())
	}
	estimate := head.Measure{Quantity: head.Estimate}
	t.Cols = []head.Col{
		{Key: "n", Label: head.OfWord("column.answered")},
		{Key: "mean", Label: head.OfWord("column.mean"), Measure: head.Measure{Quantity: head.Mean}},
		{Key: "p25", Label: head.OfWord("column.p25"), Measure: estimate},
		{Key: "median", Label: head.OfWord("column.median"), Measure: estimate},
		{Key: "p75", Label: head.OfWord("column.p75"), Measure: estimate},
		{Key: "p90", Label: head.OfWord("column.p90"), Measure: estimate},
	}
	var parts []int
	if heads != nil {
		// Overlapping heads have no all other, and neither have quantiles.
		shown, _ := topOf(heads.sorted(), r.top(10))
		for _, c := range shown {
			parts = append(parts, len(t.Rows))
			t.Rows = append(t.Rows, head.Row{Key: c.key, Labels: []head.Label{c.label}, Kind: c.kind})
			t.Cells = append(t.Cells, by[c.key].cells())
		}
		if len(shown) < len(heads.list) || r.by().Type == contract.Codes {
			parts = nil
		}
	}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total})
	t.Cells = append(t.Cells, all.cells())
	if len(parts) > 0 {
		t.Sums = []table.Sum{sumColumn(0, len(t.Rows)-1, parts)}
	}
	return t, in.basis(ctx, t, &rows, total, tally{units: all.records})
}

// cells returns the records, the mean, the quartiles and the ninth decile. A
// quantile needs as many records beyond it as keep it from being one of them.
func (s *sizing) cells() []table.Cell {
	mean := table.RatioOf(s.sum, s.records)
	mean.Parts = []int64{s.records}
	mean.X, mean.N = s.records, 0
	if s.records < smallestSample {
		mean.State = table.Undefined
	}
	cells := []table.Cell{table.CountOf(s.records), mean}
	for _, q := range [][3]int64{{1, 4, smallestSample}, {1, 2, smallestSample}, {3, 4, smallestSample}, {9, 10, 10 * smallestSample}} {
		c := table.Cell{State: table.Undefined, X: s.records, Parts: []int64{s.records}}
		if f, ok := s.quantile(q[0], q[1]); ok && s.records >= q[2] {
			c.State, c.Value = table.Known, f
		}
		cells = append(cells, c)
	}
	return cells
}

// quantile returns a quantile by definition 7 of Hyndman & Fan (1996) as a
// fraction that is not over 1, so that it is written with one decimal.
func (s *sizing) quantile(numerator, denominator int64) (num.Fraction, bool) {
	q, ok := method.Quantile(s.values, s.weights, numerator, denominator)
	if !ok || !q.Num().IsInt64() || !q.Denom().IsInt64() {
		return num.Fraction{}, false
	}
	f := num.Fraction{Num: q.Num().Int64(), Den: q.Denom().Int64()}
	if f.Den == 1 {
		f = num.Fraction{Num: 10 * f.Num, Den: 10}
	}
	return f, true
}

// A class is a run of sizes that share a row.
type class struct{ low, high int64 }

// classes returns runs of sizes that cover the values: every size by itself
// for small ones, then runs that widen.
func classes(values []int64) []class {
	if len(values) == 0 {
		return nil
	}
	first, last := values[0], values[len(values)-1]
	bounds := []int64{0, 1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, widest}
	if last <= 9 {
		bounds = []int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	}
	var out []class
	if first < 0 {
		out = append(out, class{first, min(last, -1)})
	}
	for i, b := range bounds {
		c := class{b, max(b, last)}
		if i+1 < len(bounds) {
			c.high = bounds[i+1] - 1
		}
		if c.low <= last && c.high >= first {
			out = append(out, c)
		}
	}
	return out
}

// widest is the size from which on all share one class.
const widest = 1000

// row returns the head of a class: "5", "5–9", "≥ 1000".
func (c class) row() head.Row {
	text := fmt.Sprintf("%d–%d", c.low, c.high)
	switch {
	case c.low < 0:
		text = "< 0"
	case c.low == widest:
		text = "≥ " + strconv.Itoa(widest)
	case c.low == c.high:
		text = strconv.FormatInt(c.low, 10)
	}
	return head.Row{Key: strconv.FormatInt(c.low, 10), Labels: []head.Label{head.OfRaw(text)}}
}

// count returns the records of a class.
func (s *sizing) count(c class) int64 {
	var n int64
	from, _ := slices.BinarySearchFunc(s.values, c.low, cmp.Compare[int64])
	for i := from; i < len(s.values) && s.values[i] <= c.high; i++ {
		n += s.weights[i]
	}
	return n
}
