package release_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// counts returns a table of counts with one column and a total beneath, whose
// sum is declared.
func counts(list ...int64) *table.Table {
	t := &table.Table{ID: "t", Cols: []head.Col{{Key: "count"}}}
	var sum int64
	s := table.Sum{Total: table.Place{Row: len(list)}}
	for i, n := range list {
		sum += n
		t.Rows = append(t.Rows, head.Row{Key: fmt.Sprint(i)})
		t.Cells = append(t.Cells, []table.Cell{table.CountOf(n)})
		s.Parts = append(s.Parts, table.Place{Row: i})
	}
	t.Rows = append(t.Rows, head.Row{Key: "total", Kind: head.Total})
	t.Cells = append(t.Cells, []table.Cell{table.CountOf(sum)})
	t.Sums = []table.Sum{s}
	return t
}

func shown(v release.Value) string {
	if n, ok := v.Number(); ok {
		return n.String()
	}
	return [...]string{"x", "", "", "c", "z", "past"}[v.Status()]
}

func column(t *release.Table) string {
	var out []string
	for i, r := range t.Rows {
		out = append(out, r.Key+"="+shown(t.Cells[i][0]))
	}
	return strings.Join(out, " ")
}

func TestTheZeroPolicyPublishesNothing(t *testing.T) {
	out := release.Policy{}.Apply(counts(0, 5, 1000000))
	for _, row := range out.Cells {
		for _, v := range row {
			if n, ok := v.Number(); ok {
				t.Errorf("published %v", n)
			}
		}
	}
	if n, ok := out.Basis.Total.Number(); ok {
		t.Errorf("published the base %v", n)
	}
}

func TestCountsUnderTheThresholdAreSuppressedAndZeroIsNot(t *testing.T) {
	out := release.Policy{Threshold: 5}.Apply(counts(0, 3, 4, 5, 100))
	if got, want := column(out), "0=0 3=5 4=100 1=c 2=c total=112"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !out.Hidden || out.Withheld {
		t.Errorf("hidden %v, withheld %v", out.Hidden, out.Withheld)
	}
}

func TestATableIsWithheldWhereSubtractionGivesACountAway(t *testing.T) {
	for _, c := range []struct {
		name     string
		in       *table.Table
		withheld bool
	}{
		{"one suppressed count and the total", counts(3, 50, 60), true},
		{"two suppressed counts", counts(3, 4, 60), false},
		{"two suppressed counts that can only be 1", counts(1, 1, 60), true},
		{"two suppressed counts that can only be 4", counts(4, 4, 60), true},
		{"nothing suppressed", counts(30, 40, 60), false},
	} {
		out := release.Policy{Threshold: 5}.Apply(c.in)
		if out.Withheld != c.withheld {
			t.Errorf("%s: withheld %v, want %v", c.name, out.Withheld, c.withheld)
		}
		if out.Withheld && (len(out.Rows) > 0 || len(out.Cells) > 0) {
			t.Errorf("%s: a withheld table has rows", c.name)
		}
	}
}

func TestALinearCombinationOfMarginsGivesACountAway(t *testing.T) {
	// Both cells of the first row are suppressed and so is one of the second:
	// the column sums give one of the first row away.
	m := [][]int64{{3, 4, 7}, {2, 90, 92}, {5, 94, 99}}
	raw := &table.Table{ID: "t", Cols: []head.Col{{Key: "a"}, {Key: "b"}, {Key: "total"}}}
	for i, row := range m {
		raw.Rows = append(raw.Rows, head.Row{Key: fmt.Sprint(i)})
		var cells []table.Cell
		for _, n := range row {
			cells = append(cells, table.CountOf(n))
		}
		raw.Cells = append(raw.Cells, cells)
	}
	for i := range 3 {
		raw.Sums = append(raw.Sums,
			table.Sum{Total: table.Place{Row: i, Col: 2}, Parts: []table.Place{{Row: i, Col: 0}, {Row: i, Col: 1}}},
			table.Sum{Total: table.Place{Row: 2, Col: i}, Parts: []table.Place{{Row: 0, Col: i}, {Row: 1, Col: i}}})
	}
	if out := (release.Policy{Threshold: 5}).Apply(raw); !out.Withheld {
		t.Error("the table is published")
	}
}

func TestARatioIsSuppressedWithTheCountThatItGivesAway(t *testing.T) {
	raw := &table.Table{
		ID: "t", Cols: []head.Col{{Key: "share", Measure: head.Measure{Quantity: head.Share}}},
		Rows:  []head.Row{{Key: "a"}, {Key: "b"}, {Key: "c"}},
		Cells: [][]table.Cell{{table.ShareOf(2, 170, 20)}, {table.ShareOf(34, 170, 20)}, {table.ShareOf(3, 14, 20)}},
	}
	if got, want := column(release.Policy{Threshold: 5}.Apply(raw)), "b=20.0 a=c c=c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := column(release.Policy{Threshold: 1}.Apply(raw)), "a=1.2 b=20.0 c=3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDecimalsFollowTheSmallestBaseOfTheColumn(t *testing.T) {
	one := func(x, n int64) *table.Table {
		return &table.Table{
			ID: "t", Cols: []head.Col{{Key: "share", Measure: head.Measure{Quantity: head.Share}}},
			Rows: []head.Row{{Key: "a"}}, Cells: [][]table.Cell{{table.ShareOf(x, n, 20)}},
		}
	}
	if got := column(release.Policy{Threshold: 1}.Apply(one(33, 99))); got != "a=33" {
		t.Errorf("base 99: %s", got)
	}
	if got := column(release.Policy{Threshold: 1}.Apply(one(33, 100))); got != "a=33.0" {
		t.Errorf("base 100: %s", got)
	}
}

func TestPublishedRoundingWritesTwoSignificantDigits(t *testing.T) {
	for _, c := range []struct {
		earlier, later int64
		want           string
	}{
		{118962, 23485, "a=-80"}, {1000, 1094, "a=9.4"}, {1000, 1099, "a=9.9"}, {10000, 10996, "a=10"}, {1000, 1001, "a=0.1"}, {1000, 905, "a=-9.5"},
	} {
		raw := &table.Table{
			ID: "t", Cols: []head.Col{{Key: "change", Measure: head.Measure{Quantity: head.Change, Rounding: head.Published}}},
			Rows: []head.Row{{Key: "a"}}, Cells: [][]table.Cell{{table.ChangeOf(c.earlier, c.later, 20)}},
		}
		if got := column(release.Policy{Threshold: 1}.Apply(raw)); got != c.want {
			t.Errorf("%d to %d: got %s, want %s", c.earlier, c.later, got, c.want)
		}
	}
}

func TestRoundingToABaseRoundsCountsAndComputesRatiosFromThem(t *testing.T) {
	raw := &table.Table{
		ID: "t", Cols: []head.Col{{Key: "count"}, {Key: "share", Measure: head.Measure{Quantity: head.Share}}},
		Rows: []head.Row{{Key: "a"}}, Cells: [][]table.Cell{{table.CountOf(52), table.ShareOf(52, 203, 20)}},
	}
	out := release.Policy{Threshold: 5, RoundTo: 5}.Apply(raw)
	if a, b := shown(out.Cells[0][0]), shown(out.Cells[0][1]); a != "50" || b != "24.4" { // 50 / 205.
		t.Errorf("got %s and %s", a, b)
	}
}

func TestNoChangeIsShownFromZeroNorFromASmallCount(t *testing.T) {
	raw := &table.Table{
		ID: "t", Cols: []head.Col{{Key: "change", Measure: head.Measure{Quantity: head.Change}}},
		Rows:  []head.Row{{Key: "a"}, {Key: "b"}},
		Cells: [][]table.Cell{{table.ChangeOf(0, 50, 20)}, {table.ChangeOf(19, 50, 20)}},
	}
	if got := column(release.Policy{Threshold: 1}.Apply(raw)); got != "a=z b=past" {
		t.Errorf("got %s", got)
	}
}

// TestNothingOfASuppressedCountIsLeft looks at the memory of the released
// table: a suppressed value equals any other suppressed value.
func TestNothingOfASuppressedCountIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		threshold := rapid.Int64Range(2, 20).Draw(t, "threshold")
		list := rapid.SliceOfN(rapid.Int64Range(0, 40), 1, 8).Draw(t, "counts")
		out := release.Policy{Threshold: threshold}.Apply(counts(list...))
		var suppressed *release.Value
		for i, row := range out.Cells {
			for j := range row {
				v := row[j]
				if v.Status() != release.Suppressed {
					if n, ok := v.Number(); !ok || n.Units() != 0 && n.Units() < threshold {
						t.Fatalf("row %s shows %s under the threshold %d", out.Rows[i].Key, shown(v), threshold)
					}
					continue
				}
				if suppressed != nil && *suppressed != v {
					t.Fatal("two suppressed values differ")
				}
				suppressed = &v
			}
		}
	})
}

// TestNoCountCanBeHadByAnyReaderWhoAddsUp enumerates every table that agrees
// with what is published: no suppressed count may be the same in all of them.
func TestNoCountCanBeHadByAnyReaderWhoAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		threshold := rapid.Int64Range(2, 5).Draw(t, "threshold")
		list := rapid.SliceOfN(rapid.Int64Range(0, 9), 2, 5).Draw(t, "counts")
		out := release.Policy{Threshold: threshold}.Apply(counts(list...))
		if out.Withheld {
			return
		}
		total, known := int64(-1), int64(0)
		hidden := 0
		for i, r := range out.Rows {
			n, ok := out.Cells[i][0].Number()
			switch {
			case r.Key == "total" && ok:
				total = n.Units()
			case ok:
				known += n.Units()
			case r.Key != "total":
				hidden++
			}
		}
		if hidden == 0 || total < 0 {
			return
		}
		if ways := distinctFirst(hidden, total-known, threshold); ways < 2 {
			t.Fatalf("%v under %d: the first suppressed count can only be one number", list, threshold)
		}
	})
}

// distinctFirst counts the values that the first of n numbers in 1..limit-1
// can take where all of them add up to sum.
func distinctFirst(n int, sum, limit int64) int {
	ways := 0
	for first := int64(1); first < limit; first++ {
		rest := sum - first
		if rest >= int64(n-1) && rest <= int64(n-1)*(limit-1) {
			ways++
		}
	}
	return ways
}

func TestASmallBaseOfAColumnCannotBeHadFromTheAnswered(t *testing.T) {
	raw := counts(50, 60)
	raw.Basis = table.Basis{Total: 120, Answered: 110, Unknown: 10, Parts: []int64{107, 3}}
	out := release.Policy{Threshold: 5}.Apply(raw)
	if a, b := shown(out.Basis.Answered), shown(out.Basis.Total); a != "c" || b != "c" {
		t.Errorf("answered %s of %s", a, b)
	}
	raw.Basis.Parts = []int64{100, 10}
	out = release.Policy{Threshold: 5}.Apply(raw)
	if a, b := shown(out.Basis.Answered), shown(out.Basis.Total); a != "110" || b != "120" {
		t.Errorf("answered %s of %s", a, b)
	}
}

func TestLimitsSayWhyThereIsNone(t *testing.T) {
	with := table.ShareOf(50, 200, 20)
	with.Interval = table.Interval{Level: 95, Low: 0.19, High: 0.32, Method: "wilson"}
	raw := &table.Table{
		ID: "t", Cols: []head.Col{{Key: "share", Measure: head.Measure{Quantity: head.Share}}},
		Rows:  []head.Row{{Key: "a"}, {Key: "b"}, {Key: "c"}, {Key: "d"}},
		Cells: [][]table.Cell{{with}, {table.ShareOf(200, 200, 20)}, {table.ShareOf(2, 200, 20)}, {{}}},
	}
	out := release.Policy{Threshold: 5}.Apply(raw)
	want := map[string]string{"a": "19.0 32.0", "b": "z z", "c": "c c", "d": "x x"}
	for i, r := range out.Rows {
		low, high := out.Cells[i][0].Limits()
		if got := shown(low) + " " + shown(high); got != want[r.Key] {
			t.Errorf("%s: got %s, want %s", r.Key, got, want[r.Key])
		}
	}
}

func TestAValueDoesNotEncodeItself(t *testing.T) {
	out := release.Policy{Threshold: 5}.Apply(counts(3, 4, 1234))
	data, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "1234") || strings.Contains(string(data), ":3") {
		t.Errorf("the encoding holds numbers: %s", data)
	}
}

func TestRatioOnASmallBaseShowsItsCounts(t *testing.T) {
	for n, want := range map[int64]release.Status{19: release.CountOnly, 20: release.Published} {
		raw := &table.Table{
			Rows: []head.Row{{Key: "x"}}, Cols: []head.Col{{Key: "share", Measure: head.Measure{Quantity: head.Share}}},
			Cells: [][]table.Cell{{table.ShareOf(12, n, 20)}},
		}
		v := release.Policy{Threshold: 3}.Apply(raw).Cells[0][0]
		x, _ := v.Number()
		base, _ := v.Base()
		if v.Status() != want || base.Units() != n || want == release.CountOnly && x.Units() != 12 {
			t.Errorf("12 of %d: status %d, %s of %s", n, v.Status(), x, base)
		}
	}
}

func TestARemarkThatGivesASmallCountAwayIsNotMade(t *testing.T) {
	for name, c := range map[string]struct {
		parts   []int64
		basis   table.Basis
		remarks int
	}{
		"nothing is small":      {[]int64{100, 60, 40}, table.Basis{Total: 100, Answered: 60, Unknown: 40}, 1},
		"the part is small":     {[]int64{100, 60, 40, 2}, table.Basis{Total: 100, Answered: 60, Unknown: 40}, 0},
		"the unknown are few":   {[]int64{100, 60, 40}, table.Basis{Total: 100, Answered: 97, Unknown: 3}, 0},
		"a base is small":       {[]int64{100, 60, 40}, table.Basis{Total: 100, Answered: 60, Unknown: 40, Parts: []int64{58, 2}}, 0},
		"it gives nothing away": {nil, table.Basis{Total: 100, Answered: 97, Unknown: 3}, 1},
	} {
		raw := &table.Table{Basis: c.basis, Caveats: []table.Caveat{{Word: "w", Shares: []table.Cell{table.ShareOf(60, 100, 0)}, Parts: c.parts}}}
		got := release.Policy{Threshold: 5}.Apply(raw).Caveats
		if len(got) != c.remarks {
			t.Errorf("%s: %d remarks", name, len(got))
		}
		if len(got) == 1 {
			if n, ok := got[0].Shares[0].Number(); !ok || n.String() != "60.0" {
				t.Errorf("%s: share %v", name, n)
			}
		}
	}
}

// A rank tells nothing of a number that is not published: it is counted among
// those that are.
func TestRanksAreThoseOfPublishedNumbersAlone(t *testing.T) {
	raw := counts(7, 3, 100, 7, 50)
	raw.Rows, raw.Cells, raw.Sums = raw.Rows[:5], raw.Cells[:5], nil // A withheld count could be had back from a total.
	out := release.Policy{Threshold: 5}.Apply(raw)
	var values []release.Value
	for _, row := range out.Cells {
		values = append(values, row[0])
	}
	var got []string
	for _, v := range append(release.Ranks(values), release.Ranks([]release.Value{{}})...) {
		got = append(got, shown(v))
	}
	if want := "3 1 4 2 c x"; strings.Join(got, " ") != want {
		t.Errorf("ranks %q, want %q", strings.Join(got, " "), want)
	}
}
