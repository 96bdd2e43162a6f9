package stats_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/stats"
	"htsm/generator/table"
)

const pricedContract = `contract: x
title: {en: X}
source: {path: x.csv}
unit: records
date: day
columns:
  day: {type: date}
  way: {type: path, list: countries, separator: ">"}
  prices: {type: amounts, along: way, separator: ";", scale: 2}
`

const askLegPrices = "{is: prices, of: prices, currency: EUR, compare: same-last-year}"

// pricedWorld has prices of legs in October 2025 and 2026.
func pricedWorld(t *testing.T, more string, before, after map[string][]int) *world {
	t.Helper()
	var b strings.Builder
	b.WriteString("day,way,prices\n")
	for day, legs := range map[string]map[string][]int{"2025-10-01": before, "2026-10-01": after} { // In any order: rows are sorted by no one.
		for way, prices := range legs {
			for _, p := range prices {
				fmt.Fprintf(&b, "%s,%s,%d\n", day, way, p)
			}
		}
	}
	return openWorld(t, "x", pricedContract+more, []byte(b.String()))
}

// Twelve prices that all lie above twelve earlier ones have the chance
// 2 / (24 choose 12). A leg that is not dearer by its median has no finding.
func TestALegIsDearerOnlyByItsRanksAndItsMedian(t *testing.T) {
	low, high := []int{10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}, []int{30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41}
	k := pricedWorld(t, "", map[string][]int{"SYR>TUR": low, "TUR>GRC": high, "GRC>ITA": low, "TUR>BGR": low},
		map[string][]int{"SYR>TUR": high, "TUR>GRC": low, "GRC>ITA": {9, 10, 12, 13, 15, 16, 17, 17, 18, 19, 21, 22}, "TUR>BGR": {30, 31, 32, 33}}).
		ask(t, askLegPrices, "2026-10")
	holds(t, k)
	near(t, "p", cellAt(t, k, "SYR>TUR", "superiority").Test.P, 2.0/2704156)
	near(t, "superiority", cellAt(t, k, "TUR>GRC", "superiority").Value.Float64(), 0)
	if c := cellAt(t, k, "TUR>BGR", "superiority"); c.State != table.Undefined || c.Test.Done {
		t.Errorf("four prices are compared: %+v", c)
	}
	stats.Adjust([]*table.Table{k}, 0.05)
	if diff := cmp.Diff(map[string]string{"SYR>TUR": "dearer", "TUR>GRC": "cheaper"}, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// Over a break of the series, and before the extract, nothing is tested.
func TestPricesAreNotComparedWhereTheyCannotBe(t *testing.T) {
	low, high := []int{10, 11, 12, 13, 14, 15, 16, 17}, []int{30, 31, 32, 33, 34, 35, 36, 37}
	broken := pricedWorld(t, "events: [{date: 2026-03-01, text: {en: A new form}, breaks: true}]\n", map[string][]int{"SYR>TUR": low}, map[string][]int{"SYR>TUR": high}).
		ask(t, askLegPrices, "2026-10")
	if c := cellAt(t, broken, "SYR>TUR", "superiority"); c.Test.Done || c.Flags&table.Broken == 0 || c.State != table.Known {
		t.Errorf("over a break: %+v", c)
	}
	unread := pricedWorld(t, "", nil, map[string][]int{"SYR>TUR": high}).ask(t, askLegPrices, "2026-10")
	if c := cellAt(t, unread, "SYR>TUR", "median-before"); c.State != table.Missing || len(findings(unread)) > 0 {
		t.Errorf("before the extract: %+v", c)
	}
}

// The tests of legs that the table leaves out count in the family all the same.
func TestLegsLeftOutAreTestedToo(t *testing.T) {
	low, high := []int{10, 11, 12, 13, 14, 15}, []int{30, 31, 32, 33, 34, 35}
	k := pricedWorld(t, "", map[string][]int{"SYR>TUR": low, "TUR>GRC": high}, map[string][]int{"SYR>TUR": high, "TUR>GRC": low}).
		ask(t, strings.Replace(askLegPrices, "{", "{top: 1, ", 1), "2026-10")
	if tests, _ := stats.Adjust([]*table.Table{k}, 0.05); tests != 2 || len(k.Rows) != 1 {
		t.Errorf("%d tests of %d rows", tests, len(k.Rows))
	}
}
