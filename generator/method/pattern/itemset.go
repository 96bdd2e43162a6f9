// Package pattern finds what occurs together often: sets of features in cases,
// rules between them, and ordered sub-sequences such as legs of a route.
//
// It makes no claim of significance beyond the p-value of a rule, which is for
// one rule and must be adjusted for their number. Its invariant: counts are
// exact and a result is complete; when the patterns are more than the caller's
// limit the result is an error and never a part. Every count that it returns is
// a cell that disclosure control has to see.
package pattern

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
)

// ErrTooMany says that there are more patterns than the limit allows: ask for
// a higher count or a smaller length.
var ErrTooMany = errors.New("too many frequent patterns")

// A Transaction is a set of features that Count cases have in common, no more
// and no less. Items need not be sorted and may repeat.
type Transaction struct {
	Items []int
	Count int64
}

// Options says which patterns are wanted.
type Options struct {
	// MinCount is the smallest count of a pattern; below 1 it is taken as 1.
	MinCount int64
	// MaxLength is the largest number of items of a pattern; 0 means any.
	MaxLength int
	// Limit is the largest number of patterns; 0 means DefaultLimit.
	Limit int
}

// DefaultLimit is the number of patterns that a search returns at most unless
// its options say otherwise.
const DefaultLimit = 1_000_000

func (o Options) limit() int {
	if o.Limit <= 0 {
		return DefaultLimit
	}
	return o.Limit
}

// An Itemset is a frequent set of items in ascending order.
type Itemset struct {
	Items []int
	Count int64
	// Closed says that no larger frequent set has the same count, Maximal that
	// there is no larger frequent set at all. Both are relative to the sets
	// found: at MaxLength every set is both.
	Closed, Maximal bool
}

// Frequent returns every non-empty set of items that at least MinCount cases
// contain, by the depth-first search of vertical bit sets (Zaki 2000, IEEE Trans
// Knowl Data Eng 12:372-390). The order is by descending count, then by size,
// then by the items. It returns an error wrapping ErrTooMany beyond the limit,
// and an error for a negative item or count or a sum of counts beyond 2^53.
func Frequent(transactions []Transaction, o Options) ([]Itemset, error) {
	counts, weights, err := count(transactions)
	if err != nil {
		return nil, fmt.Errorf("find frequent itemsets: %w", err)
	}
	m := miner{weights: weights, least: max(1, o.MinCount), longest: o.MaxLength, limit: o.limit()}
	first := vertical(transactions, counts, m.least)
	// Rare items first keep the branches small.
	slices.SortFunc(first, func(a, b column) int { return cmp.Or(cmp.Compare(a.count, b.count), cmp.Compare(a.item, b.item)) })
	m.countPairs(transactions, first)
	if err := m.extend(nil, first); err != nil {
		return nil, fmt.Errorf("find frequent itemsets: %w", err)
	}
	mark(m.found)
	slices.SortFunc(m.found, func(a, b Itemset) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(len(a.Items), len(b.Items)), slices.Compare(a.Items, b.Items))
	})
	return m.found, nil
}

// A column holds the transactions that contain an item, one bit each.
type column struct {
	item  int
	rows  []uint64
	count int64
}

// planes holds the counts of the transactions by binary digit: bit k of
// planes[b] is digit b of the count of transaction k.
type planes [][]uint64

// sum returns the count of the transactions in a bit set.
func (p planes) sum(rows []uint64) int64 {
	total := int64(0)
	for digit, plane := range p {
		ones := 0
		for w, word := range rows {
			ones += bits.OnesCount64(word & plane[w])
		}
		total += int64(ones) << digit
	}
	return total
}

// count returns the count of every item and the counts of the transactions as
// planes.
func count(transactions []Transaction) (map[int]int64, planes, error) {
	counts := make(map[int]int64)
	last := make(map[int]int)
	highest, total := int64(0), int64(0)
	for k, t := range transactions {
		if t.Count < 0 || t.Count > 1<<53-total {
			return nil, nil, fmt.Errorf("transaction %d has the count %d", k, t.Count)
		}
		total += t.Count
		highest = max(highest, t.Count)
		for _, item := range t.Items {
			if item < 0 {
				return nil, nil, fmt.Errorf("transaction %d has the item %d", k, item)
			}
			if last[item] != k+1 {
				last[item] = k + 1
				counts[item] += t.Count
			}
		}
	}
	weights := make(planes, bits.Len64(uint64(highest)))
	for digit := range weights {
		weights[digit] = make([]uint64, words(transactions))
		for k, t := range transactions {
			weights[digit][k/64] |= uint64(t.Count>>digit&1) << (k % 64)
		}
	}
	return counts, weights, nil
}

func words(transactions []Transaction) int { return (len(transactions) + 63) / 64 }

// vertical returns the columns of the frequent items by ascending item.
func vertical(transactions []Transaction, counts map[int]int64, least int64) []column {
	var columns []column
	for _, item := range slices.Sorted(maps.Keys(counts)) {
		if counts[item] >= least {
			columns = append(columns, column{item, make([]uint64, words(transactions)), counts[item]})
		}
	}
	for k, t := range transactions {
		for _, item := range t.Items {
			c, ok := slices.BinarySearchFunc(columns, item, func(c column, item int) int { return cmp.Compare(c.item, item) })
			if ok {
				columns[c].rows[k/64] |= 1 << (k % 64)
			}
		}
	}
	return columns
}

type miner struct {
	weights planes
	least   int64
	longest int
	limit   int
	// pairs[i][j] counts the transactions with the frequent items i > j, by
	// their rank; it is nil when there are too many items to count them all.
	pairs [][]int64
	found []Itemset
}

// mostPaired is the number of items whose pairs are counted in one pass.
const mostPaired = 2048

// countPairs spares sparse data nearly all intersections of two items.
func (m *miner) countPairs(transactions []Transaction, first []column) {
	if len(first) > mostPaired {
		return
	}
	rank := make(map[int]int, len(first))
	for i, c := range first {
		rank[c.item] = i
		m.pairs = append(m.pairs, make([]int64, i))
	}
	for _, t := range transactions {
		var ranks []int
		for _, item := range t.Items {
			if r, ok := rank[item]; ok {
				ranks = append(ranks, r)
			}
		}
		slices.Sort(ranks)
		ranks = slices.Compact(ranks)
		for i, high := range ranks {
			for _, low := range ranks[:i] {
				m.pairs[high][low] += t.Count
			}
		}
	}
}

// extend adds to the prefix each of the columns, which are already cut down to
// the transactions of the prefix, and goes deeper.
func (m *miner) extend(prefix []int, columns []column) error {
	for i, c := range columns {
		items := append(slices.Clone(prefix), c.item)
		if len(m.found) >= m.limit {
			return fmt.Errorf("%w: more than %d", ErrTooMany, m.limit)
		}
		m.found = append(m.found, Itemset{Items: slices.Sorted(slices.Values(items)), Count: c.count, Closed: true, Maximal: true})
		if len(items) == m.longest {
			continue
		}
		var deeper []column
		both := make([]uint64, len(c.rows))
		for j, other := range columns[i+1:] {
			if prefix == nil && m.pairs != nil && m.pairs[i+1+j][i] < m.least {
				continue
			}
			for w := range both {
				both[w] = c.rows[w] & other.rows[w]
			}
			if count := m.weights.sum(both); count >= m.least {
				deeper = append(deeper, column{item: other.item, rows: both, count: count})
				both = make([]uint64, len(c.rows))
			}
		}
		if err := m.extend(items, deeper); err != nil {
			return err
		}
	}
	return nil
}

// mark clears Closed and Maximal of every set that a set with one more item
// outdoes. One more item is enough: a larger set has all sets in between.
func mark(sets []Itemset) {
	place := places(sets)
	for _, s := range sets {
		for skip := range s.Items {
			smaller, ok := place[key(s.Items, skip)]
			if !ok {
				continue
			}
			sets[smaller].Maximal = false
			if sets[smaller].Count == s.Count {
				sets[smaller].Closed = false
			}
		}
	}
}

// places maps the key of every set to its index.
func places(sets []Itemset) map[string]int {
	place := make(map[string]int, len(sets))
	for i, s := range sets {
		place[key(s.Items, -1)] = i
	}
	return place
}

// key is one string for a sorted set without its element number skip.
func key(items []int, skip int) string {
	text := make([]byte, 0, 4*len(items))
	for i, item := range items {
		if i == skip {
			continue
		}
		for ; item >= 0x80; item >>= 7 {
			text = append(text, byte(item)|0x80)
		}
		text = append(text, byte(item))
	}
	return string(text)
}
