package stats

import (
	"errors"
	"slices"
	"strings"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/method/pattern"
)

const (
	combinedRecords = 5   // Records of the whole history that make a combination frequent: fewer than five could hardly pass the tests of an edition.
	mostCombined    = 3   // Codes of a combination.
	combinationSign = "+" // Between the codes of a key.
)

// A watch tells which values the records of a group count for. It remembers
// the raw values that it has seen.
type watch struct {
	in   *Input
	r    *Request
	sets map[string][]observation // The combinations that are watched, by their first code.
	seen map[[2]engine.Text][]observation
}

// An observation is a value, a pair of values or a combination of codes that a
// record has.
type observation struct {
	key    string
	labels []head.Label
	values []string
}

// watch prepares what is observed in the groups of a history, whose first keys
// are those of [Input.subject].
func (in *Input) watch(r *Request, groups []group) (*watch, error) {
	w := &watch{in: in, r: r, seen: map[[2]engine.Text][]observation{}}
	if r.Of.Type != contract.Codes || r.Across != nil {
		return w, nil
	}
	var err error
	w.sets, err = in.combinations(r.Of, groups)
	return w, err
}

// observed returns what the records of a group count for.
func (w *watch) observed(keys []engine.Text) []observation {
	raw := [2]engine.Text{keys[0]}
	if w.r.Across != nil && w.r.Across != w.r.Of {
		raw[1] = keys[1]
	}
	out, ok := w.seen[raw]
	if ok {
		return out
	}
	values := w.in.plainValues(w.r.Of, raw[0])
	switch {
	case w.r.Across == nil:
		for _, v := range values {
			out = append(out, observation{keyOf(v), []head.Label{labelOfValue(w.r.Of, v)}, []string{v}})
		}
		out = append(out, w.combined(values)...)
	case w.r.Across == w.r.Of:
		out = w.pairs(values, values)
	default:
		out = w.pairs(values, w.in.plainValues(w.r.Across, raw[1]))
	}
	w.seen[raw] = out
	return out
}

// pairs returns the pairs of a value of Of and one of Across, for one column
// each pair once.
func (w *watch) pairs(first, second []string) []observation {
	var out []observation
	for _, a := range first {
		for _, b := range second {
			if w.r.Across == w.r.Of && a >= b {
				continue
			}
			out = append(out, observation{
				keyOf(a) + "/" + keyOf(b), []head.Label{labelOfValue(w.r.Of, a), labelOfValue(w.r.Across, b)}, []string{a, b},
			})
		}
	}
	return out
}

// combined returns the combinations that a record with the given codes has.
func (w *watch) combined(values []string) []observation {
	var out []observation
	for _, first := range values {
		for _, o := range w.sets[first] {
			if !slices.ContainsFunc(o.values[1:], func(v string) bool { return !slices.Contains(values, v) }) {
				out = append(out, o)
			}
		}
	}
	return out
}

// combinations returns the closed combinations of two or three codes with at
// least combinedRecords records in a history, by their first code: sets of which
// no larger one has the same records (Pasquier et al. 1999, ICDT 99:398-416). The
// mostTested most frequent ones are kept. Where there are too many to be found,
// the least number of records is doubled until there are not.
func (in *Input) combinations(c *contract.Column, groups []group) (map[string][]observation, error) {
	records := map[string]int64{}
	for _, g := range groups {
		if g.keys[0].Valid {
			records[g.keys[0].Value] += g.records
		}
	}
	var codes []string
	answers := map[string][]string{}
	for raw := range records { // In any order: sorted below.
		answers[raw] = slices.DeleteFunc(in.plainValues(c, engine.Text{Value: raw, Valid: true}), func(v string) bool { return strings.Contains(v, combinationSign) })
		codes = append(codes, answers[raw]...)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	var list []pattern.Transaction
	for raw, n := range records { // In any order: the sets that are found have an order of their own.
		t := pattern.Transaction{Count: n}
		for _, v := range answers[raw] {
			i, _ := slices.BinarySearch(codes, v)
			t.Items = append(t.Items, i)
		}
		list = append(list, t)
	}
	found, err := frequent(list)
	if err != nil {
		return nil, err
	}
	out, kept := map[string][]observation{}, 0
	for _, s := range found {
		if n := len(s.Items); n < 2 || n > mostCombined || !s.Closed || kept == mostTested {
			continue
		}
		kept++
		var values []string
		for _, i := range s.Items {
			values = append(values, codes[i])
		}
		o := observation{strings.Join(values, combinationSign), []head.Label{head.OfSet(c.List, values...)}, values}
		out[values[0]] = append(out[values[0]], o)
	}
	return out, nil
}

// frequent returns the sets of items that come often. Sets of one code more
// than is wanted tell which of the others are closed.
func frequent(list []pattern.Transaction) ([]pattern.Itemset, error) {
	const most = 50_000
	for least := int64(combinedRecords); ; least *= 2 {
		found, err := pattern.Frequent(list, pattern.Options{MinCount: least, MaxLength: mostCombined + 1, Limit: most})
		if !errors.Is(err, pattern.ErrTooMany) {
			return found, err
		}
	}
}

// crossed returns the records of the last block in each cell of the table that
// crosses the codes of a combination with one another: what the count of the
// combination and those of its codes give away together.
func (h *history) crossed(l *line) []int64 {
	if len(l.values) < 2 || h.watch.sets == nil {
		return []int64{l.now()}
	}
	cells := make([]int64, 1<<len(l.values))
	for raw, n := range h.recorded { // In any order: sums.
		values := h.watch.in.plainValues(h.watch.r.Of, engine.Text{Value: raw, Valid: true})
		place := 0
		for i, v := range l.values {
			if slices.Contains(values, v) {
				place |= 1 << i
			}
		}
		cells[place] += n
	}
	return append([]int64{l.now()}, cells...)
}
