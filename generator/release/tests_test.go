package release_test

import (
	"testing"

	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// judged returns a table of one column whose cells were tested, with a family
// of ten tests of which four and two are flagged, each of the shown ones among them.
func judged(counts ...int64) *table.Table {
	t := &table.Table{ID: "t", Cols: []head.Col{{Key: "count"}}, Family: table.Family{Run: 10, Before: 4, After: 2}}
	for i, n := range counts {
		c := table.CountOf(n)
		c.Test = table.Test{Done: true, P: 0.01, Adjusted: 0.02, Before: true, After: true}
		t.Rows, t.Cells = append(t.Rows, head.Row{Key: string(rune('a' + i))}), append(t.Cells, []table.Cell{c})
	}
	return t
}

// figures writes the values of tests, [c] for suppressed.
func figures(t release.Tests) [4]string {
	var out [4]string
	for i, v := range []release.Value{t.Run, t.Withheld, t.Before, t.After} {
		n, ok := v.Number()
		switch {
		case ok:
			out[i] = n.String()
		case v.Status() == release.Suppressed:
			out[i] = "[c]"
		}
	}
	return out
}

func TestNumbersOfTestsTellNothingOfASuppressedFigure(t *testing.T) {
	untested := judged(30, 2)
	untested.Cells[1][0].Test = table.Test{}
	sum := judged(30, 2, 32)
	sum.Sums = []table.Sum{{Total: table.Place{Row: 2}, Parts: []table.Place{{Row: 0}, {Row: 1}}}}
	for name, c := range map[string]struct {
		table     *table.Table
		threshold int64
		want      [4]string
	}{
		"all figures are shown":               {judged(30, 40), 11, [4]string{"10", "0", "4", "2"}},
		"a tested figure is suppressed":       {judged(30, 2), 11, [4]string{"10", "1", "3", "1"}},
		"only an untested one is suppressed":  {untested, 11, [4]string{"10", "0", "4", "2"}},
		"the table is withheld":               {sum, 11, [4]string{"10", "10", "[c]", "[c]"}},
		"the threshold shows what was tested": {judged(30, 25), 26, [4]string{"[c]", "[c]", "3", "1"}},
		"nothing may be published":            {judged(30, 40), 0, [4]string{"[c]", "[c]", "[c]", "[c]"}},
		"there was no test":                   {&table.Table{Cols: []head.Col{{Key: "count"}}}, 11, [4]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := release.Policy{Threshold: c.threshold}.Apply(c.table).Tests
			if figures(got) != c.want || got.Any() != (c.want != [4]string{}) {
				t.Errorf("got %q, want %q", figures(got), c.want)
			}
		})
	}
}

func TestTestsOfTablesAreSummed(t *testing.T) {
	p := release.Policy{Threshold: 11}
	sum := judged(30, 2, 32)
	sum.Sums = []table.Sum{{Total: table.Place{Row: 2}, Parts: []table.Place{{Row: 0}, {Row: 1}}}}
	open, secret, withheld := p.Apply(judged(30, 40)), p.Apply(judged(30, 2)), p.Apply(sum)
	telling := release.Policy{Threshold: 26}.Apply(judged(30, 25))
	for _, c := range []struct {
		name   string
		tables []*release.Table
		want   [4]string
	}{
		{"all shown", []*release.Table{open, open}, [4]string{"20", "0", "8", "4"}},
		{"one figure suppressed", []*release.Table{open, secret}, [4]string{"20", "1", "7", "3"}},
		{"one table withheld", []*release.Table{withheld, open}, [4]string{"20", "10", "4", "2"}},
		{"one number suppressed", []*release.Table{open, telling, open}, [4]string{"[c]", "[c]", "11", "5"}},
		{"no table", nil, [4]string{}},
	} {
		if got := figures(release.TestsOf(c.tables)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAnAdjustedPIsNeverShownSmallerThanItIs(t *testing.T) {
	for p, want := range map[float64]string{0.01234: "0.0124", 0.05: "0.0500", 1: "1.0000", 0.0000001: "0.0001", 0: "0.0001"} {
		raw := judged(30)
		raw.Cells[0][0].Test.Adjusted = p
		n, ok := release.Policy{Threshold: 3}.Apply(raw).Cells[0][0].Chance().Number()
		if !ok || n.String() != want {
			t.Errorf("%v is shown as %s, want %s", p, n, want)
		}
	}
	if v := (release.Value{}).Chance(); v.Status() != release.Missing {
		t.Errorf("a missing figure has a p with status %d", v.Status())
	}
}
