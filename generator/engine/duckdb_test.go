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

func TestGroupAnswersEveryShape(t *testing.T) {
	e := open(t, writeSnapshot(t, five), Options{})
	text := func(s string) Text { return Text{s, true} }
	row := func(n int64, keys ...Text) Row {
		return Row{Keys: append([]Text{}, keys...), Count: n, Sums: []int64{}, Distinct: []int64{}}
	}
	for name, c := range map[string]struct {
		q    Query
		want []Row
	}{
		"the zero query counts all rows": {Query{}, []Row{row(5)}},
		"a query without keys has one row even if nothing fits": {
			Query{Where: []Condition{{Column: "crime", Values: []string{"X"}}}}, []Row{row(0)},
		},
		"a query with keys has none": {
			Query{Where: []Condition{{Column: "crime"}}, Keys: []Key{{Column: "crime"}}}, nil,
		},
		"null comes first and apart from none": {
			Query{Keys: []Key{{Column: "means"}}},
			[]Row{row(1, Text{}), row(1, text("")), row(1, text("debt")), row(1, text("debt;violence")), row(1, text("violence;debts"))},
		},
		"months are written year-month": {
			Query{Keys: []Key{{Column: "detected_on", Month: true}}},
			[]Row{row(1, Text{}), row(2, text("2025-01")), row(1, text("2025-02")), row(1, text("2025-03"))},
		},
		"whole numbers and days are keys in the order of their values": {
			Query{Keys: []Key{{Column: "persons"}, {Column: "reported_on"}}},
			[]Row{
				row(1, Text{}, Text{}),
				row(1, text("1"), text("2025-02-02")), row(1, text("2"), text("2025-01-09")),
				row(1, text("4"), text("2025-03-01")), row(1, text("7"), text("2025-04-01")),
			},
		},
		"months include the first and the last day": {
			Query{Where: []Condition{{Column: "detected_on", Months: period.Span{First: month(2025, 1), Last: month(2025, 2)}}}}, []Row{row(3)},
		},
		"known leaves out null": {Query{Where: []Condition{{Column: "means", Known: true}}}, []Row{row(4)}},
		"not known keeps null":  {Query{Where: []Condition{{Column: "means", Known: true, Not: true}}}, []Row{row(1)}},
		"each takes whole codes": {
			Query{Where: []Condition{{Column: "means", Each: true, Values: []string{"debt"}}}}, []Row{row(2)},
		},
		"each takes stops": {
			Query{Where: []Condition{{Column: "route", Each: true, Values: []string{"LBY", "AL"}}}}, []Row{row(3)},
		},
		"each never takes two codes or none for one": {
			Query{Where: []Condition{{Column: "means", Each: true, Values: []string{"debt;violence", ""}}}}, []Row{row(0)},
		},
		"not each keeps null and none": {
			Query{Where: []Condition{{Column: "means", Each: true, Not: true, Values: []string{"debt"}}}}, []Row{row(3)},
		},
		"not in keeps null": {
			Query{Where: []Condition{{Column: "route", Not: true, Values: []string{"NGA>LBY>ITA"}}}}, []Row{row(3)},
		},
		"values of numbers and days are compared as such": {
			Query{Where: []Condition{
				{Column: "persons", Values: []string{"02", "7"}}, {Column: "detected_on", Values: []string{"2025-01-05"}},
			}}, []Row{row(1)},
		},
		"a null adds nothing to a sum and is no distinct value": {
			Query{Keys: []Key{{Column: "crime"}}, Sums: []string{"persons"}, Distinct: []string{"route", "persons"}},
			[]Row{
				{Keys: []Text{text("SOM")}, Count: 2, Sums: []int64{7}, Distinct: []int64{2, 1}},
				{Keys: []Text{text("THB")}, Count: 3, Sums: []int64{7}, Distinct: []int64{2, 3}},
			},
		},
	} {
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
