package release_test

import (
	"testing"

	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// judged returns a table of one column whose cells were tested, with a family
// of ten tests of which four and two are flagged.
func judged(counts ...int64) *table.Table {
	t := &table.Table{ID: "t", Cols: []head.Col{{Key: "count"}}, Family: table.Family{Run: 10, Before: 4, After: 2}}
	for i, n := range counts {
		c := table.CountOf(n)
		c.Test = table.Test{Done: true, P: 0.5, Adjusted: 0.5}
		t.Rows, t.Cells = append(t.Rows, head.Row{Key: string(rune('a' + i))}), append(t.Cells, []table.Cell{c})
	}
	return t
}

// figures writes the values of tests, [c] for suppressed.
func figures(t release.Tests) [3]string {
	var out [3]string
	for i, v := range []release.Value{t.Run, t.Before, t.After} {
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
		want      [3]string
	}{
		"all figures are shown":               {judged(30, 40), 11, [3]string{"10", "4", "2"}},
		"a tested figure is suppressed":       {judged(30, 2), 11, [3]string{"10", "[c]", "[c]"}},
		"only an untested one is suppressed":  {untested, 11, [3]string{"10", "4", "2"}},
		"the table is withheld":               {sum, 11, [3]string{"[c]", "[c]", "[c]"}},
		"the threshold shows what was tested": {judged(30, 25), 26, [3]string{"[c]", "[c]", "[c]"}},
		"nothing may be published":            {judged(30, 40), 0, [3]string{"[c]", "[c]", "[c]"}},
		"there was no test":                   {&table.Table{Cols: []head.Col{{Key: "count"}}}, 11, [3]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := release.Policy{Threshold: c.threshold}.Apply(c.table).Tests
			if figures(got) != c.want || got.Any() != (c.want != [3]string{}) {
				t.Errorf("got %q, want %q", figures(got), c.want)
			}
		})
	}
}

// With one part suppressed the sum would give it away.
func TestASumOfTestsIsSuppressedWithItsParts(t *testing.T) {
	p := release.Policy{Threshold: 11}
	open, secret := p.Apply(judged(30, 40)), p.Apply(judged(30, 2))
	if got, want := figures(release.TestsOf([]*release.Table{open, open})), [3]string{"20", "8", "4"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := figures(release.TestsOf([]*release.Table{open, secret})), [3]string{"20", "[c]", "[c]"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if release.TestsOf(nil).Any() {
		t.Error("there are tests without tables")
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
