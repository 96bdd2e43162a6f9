package stats_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/stats"
	"htsm/generator/table"
)

func TestOrderOfRecordsNeverChangesATable(t *testing.T) {
	t.Parallel()
	for name, e := range examples(t) {
		t.Run(name, func(t *testing.T) {
			straight := e.open(t)
			shuffled := *e
			shuffled.records = slices.Clone(e.records)
			body := shuffled.records[1:]
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
			mixed := shuffled.open(t)
			for _, w := range e.want {
				want, got := straight.table(t, w.id, w.period), mixed.table(t, w.id, w.period)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s of %s (-in order +shuffled):\n%s", w.id, w.period, diff)
				}
			}
		})
	}
}

// everything asks for every statistic in many ways.
const everything = `
-- contract.yaml --
contract: x
title: {en: X}
source: {path: x.csv}
unit: persons
measure: persons
date: day
reported: entered
reporter: country
columns:
  day: {type: date}
  entered: {type: date}
  country: {type: code, list: countries}
  crime: {type: code, list: crime-types}
  sex: {type: code, list: sex}
  age: {type: code, list: age-groups}
  word: {type: text}
  control: {type: codes, list: control, separator: ";"}
  route: {type: path, list: countries, separator: ">"}
  prices: {type: amounts, along: route, separator: ";"}
  persons: {type: integer}
  vessels: {type: integer}
-- statistics.yaml --
v0: {is: volume, compare: [previous, same-last-year, rolling-12, year-to-date]}
v1: {is: volume, by: word, top: 2, compare: [previous]}
v2: {is: volume, by: [crime, age, word], top: 1, compare: [same-last-year]}
v3: {is: volume, by: [sex, control], top: 2}
v4: {is: volume, by: [control, sex], measure: rows}
r1: {is: ranking, of: word, top: 2, compare: [year-to-date]}
r2: {is: ranking, of: control, top: 2}
r3: {is: ranking, of: age, top: 3, measure: vessels}
s1: {is: series, across: word, top: 1, window: rolling-5}
s2: {is: series, across: control, top: 1, window: year-to-date}
s3: {is: series, across: crime, measure: rows}
q: {is: completeness, window: rolling-3}
p1: {is: prevalence, of: control, across: control, window: rolling-6}
p2: {is: prevalence, of: sex, across: age, measure: rows}
p3: {is: prevalence, of: control, top: 1, minimum: 30}
k: {is: co-occurrence, of: control, window: rolling-12}
x1: {is: crosstab, by: age, across: word, top: 2}
x2: {is: crosstab, by: control, across: sex, top: 2}
x3: {is: crosstab, by: control, across: control}
o: {is: origin-destination, of: route, top: 2}
c: {is: corridors, of: route, top: 3, window: rolling-4}
l: {is: legs, of: route, top: 4}
a: {is: prices, of: prices, currency: EUR, window: year-to-date}
t1: {is: ratio, of: persons, per: vessels, by: word}
t2: {is: ratio, of: persons, per: vessels, by: control}
`

// randomRecords draws an extract of everything.
func randomRecords(random *rand.Rand, n int) []string {
	out := []string{"day,entered,country,crime,sex,age,word,control,route,prices,persons,vessels"}
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	stops := []string{"SYR", "TUR", "GRC", "ITA"}
	some := func(list []string, most int, separator string) (string, int) {
		var chosen []string
		for range random.IntN(most + 1) {
			chosen = append(chosen, pick(list...))
		}
		return strings.Join(chosen, separator), len(chosen)
	}
	for range n {
		month := 1 + random.IntN(18)
		day := fmt.Sprintf("%d-%02d-%02d", 2025+(month-1)/12, (month-1)%12+1, 1+random.IntN(28))
		control, _ := some([]string{"threats", "debt_bondage", "false_promises", "other", "not_specified"}, 3, ";")
		route, k := some(stops, 4, ">")
		prices := make([]string, max(k-1, 0))
		for i := range prices {
			prices[i] = pick("", "10", "20.50", "7")
		}
		out = append(out, strings.Join([]string{
			day, "2026-06-30", pick("ITA", "GRC"), pick("THB", "SOM"), pick("", "female", "male", "unknown"),
			pick("", "0-11", "18-24", "45+", "unknown"), pick("", "total", "all-other", "not-stated", "a", "b"), control,
			route, strings.Join(prices, ";"), pick("", "0", "1", "1", "2", "9"), pick("", "0", "1", "3"),
		}, ","))
	}
	return out
}

// Extracts drawn from a seed go through every statistic.
func TestTablesOfRandomExtractsHoldTogether(t *testing.T) {
	for seed, n := range []int{0, 1, 7, 60, 400} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			e := parseExample(t, txtar.Parse([]byte(everything)))
			e.records = randomRecords(rand.New(rand.NewPCG(uint64(seed), 7)), n)
			if n == 0 { // An extract without a record of the period.
				e.records = append(e.records, "2020-01-01,2026-06-30,ITA,THB,,,,,,,1,")
			}
			c := e.open(t)
			var all []*table.Table
			for _, r := range c.plan.Requests {
				k := c.table(t, r.ID, "2026-05")
				holds(t, k)
				totalIsBasis(t, k)
				all = append(all, k)
			}
			adjustedAsOneFamily(t, all)
		})
	}
}

// totalIsBasis checks that the grand total of a table of counts is the number
// of units in scope, and for routes of those with a known route.
func totalIsBasis(t *testing.T, k *table.Table) {
	t.Helper()
	last := len(k.Rows) - 1
	col := slices.IndexFunc(k.Cols, func(c head.Col) bool { return c.Key == "count" || c.Key == "total" })
	switch k.Statistic {
	case "volume", "ranking", "crosstab":
		if got := k.Cells[last][col].X; got != k.Basis.Total {
			t.Errorf("%s: the total is %d of %d in all", k.ID, got, k.Basis.Total)
		}
	case "corridors", "origin-destination":
		if got := k.Cells[last][col].X; got != k.Basis.Answered {
			t.Errorf("%s: the total is %d of %d known", k.ID, got, k.Basis.Answered)
		}
	case "series":
		var sum int64
		for i := range k.Rows {
			sum += k.Cells[i][len(k.Cols)-1].X
		}
		if sum != k.Basis.Total {
			t.Errorf("%s: the months add up to %d of %d", k.ID, sum, k.Basis.Total)
		}
	}
}

// adjustedAsOneFamily checks that Adjust treats the tests of all tables as one
// family.
func adjustedAsOneFamily(t *testing.T, all []*table.Table) {
	t.Helper()
	cells := func() (out []table.Test) {
		for _, k := range all {
			for _, row := range k.Cells {
				for _, c := range row {
					if c.Test.Done {
						out = append(out, c.Test)
					} else if c.Test != (table.Test{}) {
						t.Errorf("%s: a test that was not done has a result", k.ID)
					}
				}
			}
		}
		return out
	}
	var p []float64
	for _, test := range cells() {
		p = append(p, test.P)
	}
	want, ok := method.AdjustBH(p)
	if !ok {
		t.Fatalf("the p-values %v cannot be adjusted", p)
	}
	tests, flagged := stats.Adjust(all, 0.05)
	small := 0
	for i, test := range cells() {
		if test.Adjusted != want[i] || test.P != p[i] {
			t.Errorf("test %d: %+v, want %v adjusted to %v", i, test, p[i], want[i])
		}
		if want[i] <= 0.05 {
			small++
		}
	}
	if tests != len(p) || flagged != small {
		t.Errorf("%d tests, %d flagged; want %d and %d", tests, flagged, len(p), small)
	}
}

// By hand (Benjamini & Hochberg 1995): of four tests with p 0.01, 0.04, 0.03
// and 0.5 the adjusted values are 4·0.01/1 = 0.04, 4·0.04/3 = 0.0533, the
// smaller of 4·0.03/2 = 0.06 and the 0.0533 above it, and 0.5.
func TestTestsOfAllTablesAreAdjustedTogether(t *testing.T) {
	done := func(p float64) table.Cell { return table.Cell{Test: table.Test{Done: true, P: p, Adjusted: p}} }
	a := &table.Table{Cells: [][]table.Cell{{done(0.01), {}}, {done(0.04), done(0.03)}}}
	b := &table.Table{Cells: [][]table.Cell{{done(0.5)}}}
	tests, flagged := stats.Adjust([]*table.Table{a, b}, 0.05)
	if tests != 4 || flagged != 1 {
		t.Errorf("%d tests, %d flagged; want 4 and 1", tests, flagged)
	}
	got := []float64{a.Cells[0][0].Test.Adjusted, a.Cells[1][0].Test.Adjusted, a.Cells[1][1].Test.Adjusted, b.Cells[0][0].Test.Adjusted}
	for i, want := range []float64{0.04, 0.16 / 3, 0.16 / 3, 0.5} {
		if d := got[i] - want; d > 1e-12 || d < -1e-12 {
			t.Errorf("test %d is adjusted to %v, want %v", i, got[i], want)
		}
	}
	if a.Cells[0][1].Test.Done {
		t.Error("a cell without a test got one")
	}
	if tests, flagged := stats.Adjust(nil, 0.05); tests != 0 || flagged != 0 {
		t.Errorf("no tables have %d tests, %d flagged", tests, flagged)
	}
}

func TestRegistryListsEveryStatisticOnce(t *testing.T) {
	var names []string
	for _, s := range stats.All() {
		names = append(names, s.Name)
		if got, ok := stats.Lookup(s.Name); !ok || got.Name != s.Name {
			t.Errorf("%s cannot be looked up", s.Name)
		}
		if s.Title == "" || s.Text == "" || s.Example == "" || s.Chart == "" || s.Compute == nil {
			t.Errorf("%s is not complete", s.Name)
		}
	}
	if slices.Sort(names); len(names) == 0 || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("the statistics are %v", names)
	}
	if _, ok := stats.Lookup("oracle"); ok {
		t.Error("a statistic that does not exist was found")
	}
}
