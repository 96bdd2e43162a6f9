package stats

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/period"
)

// longestHistory bounds the months that a history goes back.
const longestHistory = 120

// A history holds the records of each value by blocks of months as long as
// the period of the edition, which is the last block.
//
// Every block is counted twice: as it is known now, and as it was known after
// the delay at which the last block is known now. Reports are still expected
// for the last block, so that only the second counts compare with it.
type history struct {
	span     period.Span // From the first block to the last.
	months   int         // In a block.
	blocks   int
	late     bool // Later reports are told from earlier ones.
	broken   bool // It begins with a break in the series: what is before does not compare.
	lines    []line
	watch    *watch
	recorded map[string]int64 // Records of the last block by the raw value of Of.
	total    tally            // Records of the last block.
	known    tally            // Of these, with a value.
}

// A line is the history of one value, or of one pair of values.
type line struct {
	key    string
	labels []head.Label
	values []string // Those of Of that come together; one, or a pair's two.
	counts []int64  // By block, as known after the delay.
	known  []int64  // By block, as known now.
}

// seen returns the records of the blocks from..to-1 as known now.
func (l *line) seen(from, to int) int64 {
	var n int64
	for _, c := range l.known[from:to] {
		n += c
	}
	return n
}

// now returns the records of the last block.
func (l *line) now() int64 { return l.known[len(l.known)-1] }

// last returns the last block before the given one with a record, or -1.
func (l *line) last(before int) int {
	for i := before - 1; i >= 0; i-- {
		if l.known[i] > 0 {
			return i
		}
	}
	return -1
}

// block returns the span of a block.
func (h *history) block(i int) period.Span {
	first := h.span.First + period.Month(i*h.months)
	return period.Span{First: first, Last: first + period.Month(h.months) - 1}
}

// history reads the records of each value of Of, or of each pair with a value
// of Across, from the first month of the extract or from the last break in the series on; of a multi-response group
// alone also of each combination of its codes that comes often. Residual values
// are left out: they say nothing.
func (in *Input) history(ctx context.Context, r *Request, span period.Span) (*history, error) {
	bounds, _, err := in.Engine.Bounds(ctx, in.Contract.Date)
	if err != nil {
		return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	h := &history{months: span.Months(), blocks: 1, recorded: map[string]int64{}}
	start := max(bounds.First, in.Contract.LastBreak(span.Last))
	h.broken = start > bounds.First
	for first := span.First; first-period.Month(h.months) >= start && (h.blocks+1)*h.months <= longestHistory; h.blocks++ {
		first -= period.Month(h.months)
	}
	h.span = period.Span{First: span.Last - period.Month(h.blocks*h.months) + 1, Last: span.Last}
	h.late = in.Contract.Reported != "" && in.Latest > 0
	groups, err := in.fetchReported(ctx, r, h.span)
	if err != nil {
		return nil, err
	}
	if h.watch, err = in.watch(r, groups); err != nil {
		return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
	}
	index := map[string]int{}
	for _, g := range groups {
		at, soon, err := in.blockOf(h, g.keys[len(g.keys)-2:])
		if err != nil {
			return nil, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		if at == h.blocks-1 {
			h.total.add(g.tally)
			if g.keys[0].Valid {
				h.known.add(g.tally)
				h.recorded[g.keys[0].Value] += g.records
			}
		}
		for _, v := range h.watch.observed(g.keys) {
			i, seen := index[v.key]
			if !seen {
				i = len(h.lines)
				index[v.key] = i
				h.lines = append(h.lines, line{key: v.key, labels: v.labels, values: v.values, counts: make([]int64, h.blocks), known: make([]int64, h.blocks)})
			}
			h.lines[i].known[at] += g.records
			if soon {
				h.lines[i].counts[at] += g.records
			}
		}
	}
	slices.SortFunc(h.lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(b.seen(0, h.blocks), a.seen(0, h.blocks)), cmp.Compare(a.key, b.key))
	})
	return h, nil
}

// fetchReported groups the records of a span by the columns of r, by the month
// of the reference date and by that of the date of entry, which is null if the
// contract names none.
func (in *Input) fetchReported(ctx context.Context, r *Request, span period.Span) ([]group, error) {
	q := engine.Query{Where: in.conditions(r, span), Keys: in.subject(r)}
	q.Keys = append(q.Keys, engine.Key{Column: in.Contract.Date, Month: true})
	if in.Contract.Reported == "" {
		groups, err := in.ask(ctx, r, q, len(q.Keys))
		for i := range groups {
			groups[i].keys = append(groups[i].keys, engine.Text{})
		}
		return groups, err
	}
	q.Keys = append(q.Keys, engine.Key{Column: in.Contract.Reported, Month: true})
	return in.ask(ctx, r, q, len(q.Keys))
}

// subject returns the keys of the columns that a history is about.
func (in *Input) subject(r *Request) []engine.Key {
	keys := []engine.Key{{Column: r.Of.Name}}
	if r.Across != nil && r.Across != r.Of {
		keys = append(keys, engine.Key{Column: r.Across.Name})
	}
	return keys
}

// blockOf returns the block of a record by the months of its date and of its
// entry, and whether it was known after the delay of the last block.
func (in *Input) blockOf(h *history, months []engine.Text) (at int, soon bool, err error) {
	m, err := period.ParseMonth(months[0].Value)
	if err != nil {
		return 0, false, fmt.Errorf("month of a record: %w", err)
	}
	at = int(m-h.span.First) / h.months
	if !h.late || !months[1].Valid {
		return at, true, nil
	}
	entered, err := period.ParseMonth(months[1].Value)
	if err != nil {
		return 0, false, fmt.Errorf("month of entry of a record: %w", err)
	}
	return at, entered-h.block(at).Last <= max(in.Latest-h.span.Last, 0), nil
}

// reportersIn counts the authorities that reported each value in a span; none
// if the contract names no column of them.
func (in *Input) reportersIn(ctx context.Context, r *Request, w *watch, span period.Span) (map[string]int, error) {
	out := map[string]int{}
	if in.Contract.Reporter == "" {
		return out, nil
	}
	keys := append(in.subject(r), engine.Key{Column: in.Contract.Reporter})
	groups, err := in.ask(ctx, r, engine.Query{Where: in.conditions(r, span), Keys: keys}, len(keys))
	if err != nil {
		return nil, fmt.Errorf("reporters: %w", err)
	}
	seen := map[[2]string]bool{}
	for _, g := range groups {
		reporter := g.keys[len(g.keys)-1]
		for _, v := range w.observed(g.keys) {
			if k := [2]string{v.key, reporter.Value}; reporter.Valid && !seen[k] {
				seen[k] = true
				out[v.key]++
			}
		}
	}
	return out, nil
}

// plainValues returns the values of a raw cell that say something: codes, a
// value, or a whole route of two stops or more.
func (in *Input) plainValues(c *contract.Column, raw engine.Text) []string {
	if c.Type == contract.Path && stopsOf(raw) == nil {
		return nil
	}
	return slices.DeleteFunc(explode(c, raw), func(v string) bool { return in.residual(c, v) })
}

// labelOfValue is labelOf for columns that may be routes.
func labelOfValue(c *contract.Column, value string) head.Label {
	if c.Type == contract.Path {
		return head.OfPath(c.List, strings.Split(value, ">")...)
	}
	return labelOf(c, value)
}
