package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
)

// five is the worked example of the CTDC codebook: five persons, one of whom
// answered nothing and one of whom answered with none.
var five = [][]cell{
	{"THB", "debt;violence", "NGA>LBY>ITA", int64(2), on("2025-01-05"), on("2025-01-09")},
	{"THB", "debt", "NGA>ITA", int64(1), on("2025-01-31"), on("2025-02-02")},
	{"SOM", "", "AL>IT", nil, on("2025-02-01"), nil},
	{"THB", nil, nil, int64(4), nil, on("2025-03-01")},
	{"SOM", "violence;debts", "NGA>LBY>ITA", int64(7), on("2025-03-31"), on("2025-04-01")},
}

func month(y, m int) period.Month { return period.Of(y, m) }

// A shape is a query over five and its answer.
type shape struct {
	q    Query
	want []Row
}

func known(s string) Text { return Text{s, true} }

// row returns a row that only counts.
func row(n int64, keys ...Text) Row {
	return Row{Keys: append([]Text{}, keys...), Count: n, Sums: []int64{}, Distinct: []int64{}, Known: []int64{}}
}

func check(t *testing.T, shapes map[string]shape) {
	t.Helper()
	e := open(t, writeSnapshot(t, five), Options{})
	for name, c := range shapes {
		t.Run(name, func(t *testing.T) {
			got, err := e.Group(t.Context(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestGroupSortsByItsKeys(t *testing.T) {
	check(t, map[string]shape{
		"the zero query counts all rows": {Query{}, []Row{row(5)}},
		"a query without keys has one row even if nothing fits": {
			Query{Where: []Condition{{Column: "crime", Values: []string{"X"}}}}, []Row{row(0)},
		},
		"a query with keys has none": {
			Query{Where: []Condition{{Column: "crime"}}, Keys: []Key{{Column: "crime"}}}, nil,
		},
		"null comes first and apart from none": {
			Query{Keys: []Key{{Column: "means"}}},
			[]Row{row(1, Text{}), row(1, known("")), row(1, known("debt")), row(1, known("debt;violence")), row(1, known("violence;debts"))},
		},
		"months are written year-month": {
			Query{Keys: []Key{{Column: "detected_on", Month: true}}},
			[]Row{row(1, Text{}), row(2, known("2025-01")), row(1, known("2025-02")), row(1, known("2025-03"))},
		},
		"whole numbers and days are keys in the order of their values": {
			Query{Keys: []Key{{Column: "persons"}, {Column: "reported_on"}}},
			[]Row{
				row(1, Text{}, Text{}),
				row(1, known("1"), known("2025-02-02")), row(1, known("2"), known("2025-01-09")),
				row(1, known("4"), known("2025-03-01")), row(1, known("7"), known("2025-04-01")),
			},
		},
		"a null adds nothing to a sum and is no distinct value": {
			Query{Keys: []Key{{Column: "crime"}}, Sums: []string{"persons"}, Distinct: []string{"route", "persons"}, Known: []string{"reported_on", "means"}},
			[]Row{
				{Keys: []Text{known("SOM")}, Count: 2, Sums: []int64{7}, Distinct: []int64{2, 1}, Known: []int64{1, 2}},
				{Keys: []Text{known("THB")}, Count: 3, Sums: []int64{7}, Distinct: []int64{2, 3}, Known: []int64{3, 2}},
			},
		},
	})
}

func TestGroupKeepsTheRowsThatFulfilAllConditions(t *testing.T) {
	where := func(n int64, c ...Condition) shape { return shape{Query{Where: c}, []Row{row(n)}} }
	check(t, map[string]shape{
		"months include the first and the last day":  where(3, Condition{Column: "detected_on", Months: period.Span{First: month(2025, 1), Last: month(2025, 2)}}),
		"until keeps earlier days and null":          where(5, Condition{Column: "detected_on", Until: "9999-12-31"}),
		"until leaves out later days, not null":      where(1, Condition{Column: "detected_on", Until: "1900-01-01"}),
		"known leaves out null":                      where(4, Condition{Column: "means", Known: true}),
		"not known keeps null":                       where(1, Condition{Column: "means", Known: true, Not: true}),
		"each takes whole codes":                     where(2, Condition{Column: "means", Each: true, Values: []string{"debt"}}),
		"each takes stops":                           where(3, Condition{Column: "route", Each: true, Values: []string{"LBY", "AL"}}),
		"each never takes two codes or none for one": where(0, Condition{Column: "means", Each: true, Values: []string{"debt;violence", ""}}),
		"not each keeps null and none":               where(3, Condition{Column: "means", Each: true, Not: true, Values: []string{"debt"}}),
		"not in keeps null":                          where(3, Condition{Column: "route", Not: true, Values: []string{"NGA>LBY>ITA"}}),
		"no value keeps nothing":                     where(0, Condition{Column: "crime"}),
		"not one of no values keeps all":             where(5, Condition{Column: "crime", Not: true}),
		"numbers and days are compared as such": where(1,
			Condition{Column: "persons", Values: []string{"02", "7"}}, Condition{Column: "detected_on", Values: []string{"2025-01-05"}}),
	})
}

func TestBoundsAreTheFirstAndLastMonthAndTheLatestDay(t *testing.T) {
	e := open(t, writeSnapshot(t, five), Options{})
	span, latest, err := e.Bounds(t.Context(), "detected_on", "detected_on", "reported_on")
	if err != nil {
		t.Fatal(err)
	}
	if want := (period.Span{First: month(2025, 1), Last: month(2025, 3)}); span != want || latest != "2025-04-01" {
		t.Errorf("got %v, %q; want %v, 2025-04-01", span, latest, want)
	}
}

func TestBoundsOfNoDatesAreZero(t *testing.T) {
	e := open(t, writeSnapshot(t, [][]cell{{"THB", nil, nil, nil, nil, nil}}), Options{})
	span, latest, err := e.Bounds(t.Context(), "detected_on", "reported_on")
	if err != nil || span != (period.Span{}) || latest != "" {
		t.Errorf("got %v, %q, %v", span, latest, err)
	}
}
