package release_test

import (
	"testing"

	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/release"
	"htsm/generator/table"
)

// A word such as emerging says that a count is at least 2: beside a suppressed
// count it would narrow it down.
func TestAFindingGoesWithTheFigureThatItRestsOn(t *testing.T) {
	raw := counts(2, 30, 1)
	for i := range raw.Rows {
		raw.Rows[i].Labels = []head.Label{head.OfRaw("r"), head.OfFinding("state.emerging")}
	}
	out := release.Policy{Threshold: 3}.Apply(raw)
	got := map[string]string{}
	for _, r := range out.Rows {
		got[r.Key] = r.Labels[1].Text
	}
	for key, want := range map[string]string{"0": "state.withheld", "1": "state.emerging", "2": "state.withheld", "total": "state.emerging"} {
		if got[key] != want {
			t.Errorf("row %s: %s, want %s", key, got[key], want)
		}
	}
	if raw.Rows[0].Labels[1].Text != "state.emerging" {
		t.Error("the raw table was changed")
	}
}

func TestEstimatesAndPointsAreRoundedOnce(t *testing.T) {
	one := func(q head.Quantity, f num.Fraction, n, roundTo int64) string {
		raw := &table.Table{
			ID: "t", Cols: []head.Col{{Key: "x", Measure: head.Measure{Quantity: q}}}, Rows: []head.Row{{Key: "a"}},
			Cells: [][]table.Cell{{{State: table.Known, Value: f, X: n, N: n, Parts: []int64{n}}}},
		}
		return column(release.Policy{Threshold: 3, RoundTo: roundTo}.Apply(raw))
	}
	for _, c := range []struct {
		name    string
		q       head.Quantity
		value   num.Fraction
		n       int64
		roundTo int64
		want    string
	}{
		{"an estimate has one decimal", head.Estimate, num.Fraction{Num: 12_340_000, Den: 1_000_000}, 50, 0, "a=12.3"},
		{"a whole estimate has none", head.Estimate, num.Whole(4), 50, 0, "a=4"},
		{"an estimate is no count that is rounded to a base", head.Estimate, num.Whole(4), 50, 5, "a=4"},
		{"points on a large base have one decimal", head.Points, num.Fraction{Num: -123, Den: 1000}, 100, 0, "a=-12.3"},
		{"points on a small base have none", head.Points, num.Fraction{Num: -123, Den: 1000}, 99, 0, "a=-12"},
		{"points do not follow from rounded counts", head.Points, num.Fraction{Num: -123, Den: 1000}, 100, 5, "a=z"},
		{"an estimate on a small count is suppressed", head.Estimate, num.Whole(4), 2, 0, "a=c"},
	} {
		if got := one(c.q, c.value, c.n, c.roundTo); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
