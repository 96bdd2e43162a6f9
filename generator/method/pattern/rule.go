package pattern

import (
	"cmp"
	"fmt"
	"slices"

	"htsm/generator/method/association"
)

// A Rule says that cases with all of If tend to have Then.
type Rule struct {
	If   []int
	Then int
	// Table crosses If, as the first feature, with Then over all cases; its
	// methods give lift, phi, the odds ratio and the like.
	Table association.Fourfold
	// Support is the share of all cases with both sides, Coverage that with If,
	// and Confidence the share of the cases with If that have Then.
	Support, Coverage, Confidence float64
	// Leverage is Support minus its expectation under independence
	// (Piatetsky-Shapiro 1991). Conviction is the expected share of exceptions
	// over the observed one (Brin et al. 1997), +Inf without exceptions.
	Leverage, Conviction float64
	// P is the one-sided p-value of Fisher's exact test against independence,
	// for this rule alone.
	P float64
}

// Rules returns the rules with one item on the right side that reach a
// confidence, from a complete collection of frequent sets over n cases as
// Frequent returns it (Agrawal, Imielinski & Swami 1993). The order is by
// descending lift, then by descending count, then by the items.
//
// It returns an error when a subset of a set is missing, a count is above n, or
// the confidence is not in [0, 1].
func Rules(sets []Itemset, n int64, confidence float64) ([]Rule, error) {
	if !(confidence >= 0 && confidence <= 1) {
		return nil, fmt.Errorf("find rules: confidence %v is not in [0, 1]", confidence)
	}
	place := places(sets)
	var rules []Rule
	for _, s := range sets {
		if len(s.Items) < 2 {
			continue
		}
		for i, then := range s.Items {
			left, okLeft := place[key(s.Items, i)]
			right, okRight := place[key([]int{then}, -1)]
			if !okLeft || !okRight {
				return nil, fmt.Errorf("find rules: a subset of %v is missing", s.Items)
			}
			if float64(s.Count)/float64(sets[left].Count) < confidence {
				continue
			}
			rule, err := newRule(sets[left], sets[right], s.Count, n)
			if err != nil {
				return nil, fmt.Errorf("find rules: %w", err)
			}
			rules = append(rules, rule)
		}
	}
	lift := func(r Rule) float64 { v, _ := r.Table.Lift(); return v }
	slices.SortFunc(rules, func(a, b Rule) int {
		return cmp.Or(cmp.Compare(lift(b), lift(a)), cmp.Compare(b.Table.Both, a.Table.Both),
			slices.Compare(a.If, b.If), cmp.Compare(a.Then, b.Then))
	})
	return rules, nil
}

func newRule(left, right Itemset, both, n int64) (Rule, error) {
	table := association.Fourfold{
		Both: both, FirstOnly: left.Count - both, SecondOnly: right.Count - both,
		Neither: n - left.Count - right.Count + both,
	}
	p, ok := table.Greater()
	if !ok {
		return Rule{}, fmt.Errorf("counts %d and %d with %d in common do not fit %d cases", left.Count, right.Count, both, n)
	}
	cases, given := float64(n), float64(left.Count)
	rule := Rule{
		If: left.Items, Then: right.Items[0], Table: table, P: p,
		Support: float64(both) / cases, Coverage: given / cases, Confidence: float64(both) / given,
	}
	rule.Leverage = rule.Support - rule.Coverage*float64(right.Count)/cases
	// With a right side that always occurs there is nothing to except: 0/0.
	rule.Conviction = 1
	if right.Count < n {
		rule.Conviction = given * float64(n-right.Count) / (cases * float64(left.Count-both))
	}
	return rule, nil
}
