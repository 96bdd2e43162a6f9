package pattern_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/method/pattern"
)

// contains reports whether every item is in the set.
func contains(set, items []int) bool {
	for _, item := range items {
		if !slices.Contains(set, item) {
			return false
		}
	}
	return true
}

// subset returns the items of a number read as bits.
func subset(bits int) []int {
	var items []int
	for i := range 6 {
		if bits>>i&1 == 1 {
			items = append(items, i)
		}
	}
	return items
}

func TestFrequentFindsExactlyTheFrequentSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var transactions []pattern.Transaction
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			transactions = append(transactions, pattern.Transaction{
				Items: subset(rapid.IntRange(0, 63).Draw(t, "items")), Count: rapid.Int64Range(0, 9).Draw(t, "count"),
			})
		}
		least := rapid.Int64Range(1, 12).Draw(t, "least")
		longest := rapid.IntRange(0, 4).Draw(t, "longest")
		want := map[int]int64{}
		for bits := 1; bits < 64; bits++ {
			items, count := subset(bits), int64(0)
			for _, tr := range transactions {
				if contains(tr.Items, items) {
					count += tr.Count
				}
			}
			if count >= least && (longest == 0 || len(items) <= longest) {
				want[bits] = count
			}
		}
		got, err := pattern.Frequent(transactions, pattern.Options{MinCount: least, MaxLength: longest})
		if err != nil {
			t.Fatal(err)
		}
		found := map[int]int64{}
		for _, s := range got {
			bits, closed, maximal := 0, true, true
			for _, item := range s.Items {
				bits |= 1 << item
			}
			found[bits] = s.Count
			for other, count := range want {
				if other != bits && other&bits == bits {
					maximal = false
					closed = closed && count != s.Count
				}
			}
			if s.Closed != closed || s.Maximal != maximal {
				t.Errorf("%+v, want closed %v and maximal %v", s, closed, maximal)
			}
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOrderIsByCountThenSizeThenItems(t *testing.T) {
	got, err := pattern.Frequent([]pattern.Transaction{{Items: []int{2, 1}, Count: 3}, {Items: []int{7}, Count: 3}, {Items: []int{1}, Count: 1}}, pattern.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var order [][]int
	for _, s := range got {
		order = append(order, s.Items)
	}
	if diff := cmp.Diff([][]int{{1}, {2}, {7}, {1, 2}}, order); diff != "" {
		t.Error(diff)
	}
}

func TestSearchBeyondTheLimitIsAnError(t *testing.T) {
	dense := pattern.Transaction{Count: 20}
	for item := range 40 {
		dense.Items = append(dense.Items, item)
	}
	if _, err := pattern.Frequent([]pattern.Transaction{dense}, pattern.Options{Limit: 1000}); !errors.Is(err, pattern.ErrTooMany) {
		t.Errorf("err = %v, want ErrTooMany", err)
	}
	long := pattern.Sequence{Count: 20}
	for item := range 40 {
		long.Events = append(long.Events, []int{item})
	}
	if _, err := pattern.Subsequences([]pattern.Sequence{long}, 0, pattern.Options{Limit: 1000}); !errors.Is(err, pattern.ErrTooMany) {
		t.Errorf("err = %v, want ErrTooMany", err)
	}
}

func TestMalformedInputIsAnError(t *testing.T) {
	if _, err := pattern.Frequent([]pattern.Transaction{{Items: []int{-1}, Count: 1}}, pattern.Options{}); err == nil {
		t.Error("a negative item is accepted")
	}
	if _, err := pattern.Frequent([]pattern.Transaction{{Count: 1 << 53}, {Count: 1}}, pattern.Options{}); err == nil {
		t.Error("counts beyond 2^53 are accepted")
	}
	if _, err := pattern.Subsequences(nil, -1, pattern.Options{}); err == nil {
		t.Error("a negative gap is accepted")
	}
	if _, err := pattern.Rules([]pattern.Itemset{{Items: []int{1, 2}, Count: 2}}, 5, 0.5); err == nil {
		t.Error("rules from an incomplete collection are accepted")
	}
	if _, err := pattern.Rules([]pattern.Itemset{{Items: []int{1}, Count: 9}, {Items: []int{2}, Count: 9}, {Items: []int{1, 2}, Count: 9}}, 5, 0.5); err == nil {
		t.Error("more cases in a set than there are is accepted")
	}
}

func TestRuleOfACertainItem(t *testing.T) {
	sets, err := pattern.Frequent([]pattern.Transaction{{Items: []int{0, 1}, Count: 4}, {Items: []int{1}, Count: 6}}, pattern.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := pattern.Rules(sets, 10, 0.9)
	if err != nil || len(rules) != 1 {
		t.Fatalf("rules = %+v, %v", rules, err)
	}
	if r := rules[0]; r.Then != 1 || r.Confidence != 1 || r.P != 1 || r.Conviction != 1 || r.Leverage != 0 {
		t.Errorf("a rule to what always occurs = %+v", r)
	}
}

// occurs is the definition of a contained pattern.
func occurs(events, wanted [][]int, gap, last int) bool {
	if len(wanted) == 0 {
		return true
	}
	for p := last + 1; p < len(events); p++ {
		if last >= 0 && gap > 0 && p-last > gap {
			return false
		}
		if contains(events[p], wanted[0]) && occurs(events, wanted[1:], gap, p) {
			return true
		}
	}
	return false
}

func TestSubsequencesAreCountedByTheirDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sequences []pattern.Sequence
		for range rapid.IntRange(1, 5).Draw(t, "sequences") {
			s := pattern.Sequence{Count: rapid.Int64Range(0, 3).Draw(t, "count")}
			for range rapid.IntRange(0, 4).Draw(t, "events") {
				s.Events = append(s.Events, subset(rapid.IntRange(0, 7).Draw(t, "items")))
			}
			sequences = append(sequences, s)
		}
		gap := rapid.IntRange(0, 2).Draw(t, "gap")
		got, err := pattern.Subsequences(sequences, gap, pattern.Options{MinCount: 2, MaxLength: 3})
		if err != nil {
			t.Fatal(err)
		}
		frequent := 0
		for a := 1; a < 8; a++ {
			for b := range 8 {
				for c := range 8 {
					wanted := [][]int{subset(a)}
					if b > 0 {
						wanted = append(wanted, subset(b))
					} else if c > 0 {
						continue
					}
					if c > 0 {
						wanted = append(wanted, subset(c))
					}
					if len(slices.Concat(wanted...)) > 3 {
						continue
					}
					count := int64(0)
					for _, s := range sequences {
						if occurs(s.Events, wanted, gap, -1) {
							count += s.Count
						}
					}
					if count < 2 {
						continue
					}
					frequent++
					if !slices.ContainsFunc(got, func(p pattern.Subsequence) bool { return p.Count == count && cmp.Equal(p.Events, wanted) }) {
						t.Errorf("%v with the count %d is missing", wanted, count)
					}
				}
			}
		}
		if frequent != len(got) {
			t.Errorf("found %d patterns, want %d", len(got), frequent)
		}
	})
}
