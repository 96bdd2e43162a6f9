package stats_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"htsm/generator/method/distribution"
	"htsm/generator/table"
)

// A falseCount counts the tests and findings of one kind where nothing is to be
// found.
type falseCount struct {
	tests    int
	low      int // With p at most 1 %.
	claims   int
	editions int // With a finding.
}

// falseFindings gathers what is found where nothing is.
type falseFindings struct {
	mu    sync.Mutex
	all   falseCount
	seeds int
	kinds map[string]*falseCount
	texts []string
}

func newFalseFindings() *falseFindings {
	f := &falseFindings{kinds: map[string]*falseCount{}}
	for _, q := range brief() {
		f.kinds[q.kind] = &falseCount{}
	}
	return f
}

// add counts one edition; of every four, two are of a complete month and two of
// the month of the extract.
func (f *falseFindings) add(t *testing.T, seed int) {
	at := editionOf
	if seed/2%2 == 1 {
		at = "2026-10"
	}
	e := inventedWorld(t, extractOf(1000+seed, true)).edition(t, at)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seeds++
	seen := map[string]bool{}
	for i, q := range brief() {
		var c falseCount
		eachTest(e.tables[i], func(x table.Test) {
			c.tests++
			if x.P <= 0.01 {
				c.low++
			}
		})
		found := claims(e.tables[i])
		for _, row := range slices.Sorted(maps.Keys(found)) {
			f.texts = append(f.texts, fmt.Sprintf("extract %d, %s, %s: %s is %s", seed, at, q.statistic, row, found[row]))
		}
		c.claims = len(found)
		if c.claims > 0 && !seen[q.kind] {
			seen[q.kind], c.editions = true, 1
		}
		f.kinds[q.kind].add(c)
		f.all.add(falseCount{c.tests, c.low, c.claims, 0})
	}
	f.all.editions += min(len(seen), 1)
}

func (c *falseCount) add(o falseCount) {
	c.tests, c.low, c.claims, c.editions = c.tests+o.tests, c.low+o.low, c.claims+o.claims, c.editions+o.editions
}

// eachTest calls do for every test of a table.
func eachTest(k *table.Table, do func(table.Test)) {
	for _, row := range k.Cells {
		for _, c := range row {
			if c.Test.Done {
				do(c.Test)
			}
		}
	}
	for _, x := range k.Tests {
		if x.Done {
			do(x)
		}
	}
}

// check allows as many editions with a finding as chance gives one run in a
// thousand if the rate is the nominal one.
func (f *falseFindings) check(t *testing.T) {
	t.Helper()
	allowed := 0
	for 1-distribution.BinomialLower(int64(allowed), int64(f.seeds), falseRate) > 0.001 {
		allowed++
	}
	if f.all.editions > allowed {
		t.Errorf("%d of %d editions of nothing have a finding, at most %d may:\n%s", f.all.editions, f.seeds, allowed, strings.Join(f.texts, "\n"))
	}
	if low := float64(f.all.low) / float64(max(1, f.all.tests)); f.seeds > 0 && low > 0.012 {
		t.Errorf("%v of all tests of nothing have p at most 0.01", low)
	}
	if *writeOperating {
		fmt.Fprintln(os.Stderr, strings.Join(f.texts, "\n"))
	}
}

func (f *falseFindings) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %d extracts without signals\n\n| kind | tests | p ≤ 1 %% | false findings | per 10 000 tests | editions with any | share of editions |\n| --- | --: | --: | --: | --: | --: | --: |\n", f.seeds)
	row := func(kind string, c falseCount) {
		fmt.Fprintf(&b, "| %s | %d | %.2f %% | %d | %.2f | %d | %s |\n", kind, c.tests, 100*float64(c.low)/float64(max(1, c.tests)), c.claims, 1e4*float64(c.claims)/float64(max(1, c.tests)), c.editions, share(c.editions, f.seeds))
	}
	for _, kind := range slices.Sorted(maps.Keys(f.kinds)) {
		row(kind, *f.kinds[kind])
	}
	row("all kinds", f.all)
	return b.String()
}
