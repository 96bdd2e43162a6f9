package stats_test

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// The examples of testdata go through the whole chain: contract, extract,
// engine, plan, statistic.
func TestStatisticsGiveTheTablesWorkedOutByHand(t *testing.T) {
	for name, e := range examples(t) {
		t.Run(name, func(t *testing.T) {
			c := e.open(t)
			if os.Getenv("UPDATE") == "1" {
				update(t, name, c, e)
				return
			}
			if len(e.want) == 0 {
				t.Fatal("the example wants no table")
			}
			for _, w := range e.want {
				got := c.table(t, w.id, w.period)
				if diff := cmp.Diff(w.text, dump(got)); diff != "" {
					t.Errorf("%s of %s (-want +got):\n%s", w.id, w.period, diff)
				}
				holds(t, got)
			}
		})
	}
}

// holds checks what is true of every table.
func holds(t testing.TB, k *table.Table) {
	t.Helper()
	if len(k.Cells) != len(k.Rows) {
		t.Fatalf("%s: %d rows of cells for %d heads", k.ID, len(k.Cells), len(k.Rows))
	}
	keys := map[string]bool{}
	last := head.Plain
	for i, r := range k.Rows {
		if keys[r.Key] {
			t.Errorf("%s: two rows have the key %q", k.ID, r.Key)
		}
		keys[r.Key] = true
		if len(k.Cells[i]) != len(k.Cols) {
			t.Fatalf("%s, row %s: %d cells for %d heads", k.ID, r.Key, len(k.Cells[i]), len(k.Cols))
		}
		if len(k.Stub) == 1 && last == head.Total {
			t.Errorf("%s: the row %q stands after the total", k.ID, r.Key)
		}
		last = r.Kind
		for j, c := range k.Cells[i] {
			givesAway(t, k, i, j, c)
		}
	}
	for _, c := range k.Cols {
		if keys["column "+c.Key] {
			t.Errorf("%s: two columns have the key %q", k.ID, c.Key)
		}
		keys["column "+c.Key] = true
	}
	sumsHold(t, k)
	if b := k.Basis; b.Answered+b.Unknown != b.Total || b.Answered < 0 || b.Unknown < 0 {
		t.Errorf("%s: the basis %+v does not add up", k.ID, b)
	}
}

// givesAway checks that a cell lists its numerator and its base among the
// counts that could be had back from it, that a ratio on no base has no value,
// and that an interval holds its value.
func givesAway(t testing.TB, k *table.Table, i, j int, c table.Cell) {
	t.Helper()
	at := k.ID + ", " + k.Rows[i].Key + ", " + k.Cols[j].Key
	// An amount is no count of units: only the number of prices stands behind it.
	if k.Cols[j].Measure.Quantity != head.Amount && !slices.Contains(c.Parts, c.X) {
		t.Errorf("%s: the parts %v do not hold the numerator %d", at, c.Parts, c.X)
	}
	if k.Cols[j].Measure.Quantity != head.Index && c.N != 0 && !slices.Contains(c.Parts, c.N) {
		t.Errorf("%s: the parts %v do not hold the base %d", at, c.Parts, c.N)
	}
	if c.State == table.Known && !c.Value.Defined() {
		t.Errorf("%s: a known value is undefined", at)
	}
	if c.State == table.Missing && c.Parts == nil {
		t.Errorf("%s: a cell was forgotten", at)
	}
	if v := c.Value.Float64(); c.Interval.Level != 0 && (v < c.Interval.Low-1e-9 || v > c.Interval.High+1e-9) {
		t.Errorf("%s: %v lies outside of its interval %+v", at, v, c.Interval)
	}
}

// sumsHold checks every sum that a table declares.
func sumsHold(t testing.TB, k *table.Table) {
	t.Helper()
	at := func(p table.Place) int64 {
		if q := k.Cols[p.Col].Measure.Quantity; q != head.Count {
			t.Errorf("%s: the sum of a column that holds no counts is declared: %s", k.ID, k.Cols[p.Col].Key)
		}
		return k.Cells[p.Row][p.Col].X
	}
	for _, s := range k.Sums {
		var sum int64
		for _, p := range s.Parts {
			sum += at(p)
		}
		if total := at(s.Total); sum != total {
			t.Errorf("%s: %s, %s is %d, but its parts add up to %d", k.ID, k.Rows[s.Total.Row].Key, k.Cols[s.Total.Col].Key, total, sum)
		}
	}
}

// withheldFrom releases a table for an audience that may see counts from the
// threshold up, and says whether all of it is withheld.
func withheldFrom(t *testing.T, k *table.Table, threshold int64) (*release.Table, bool) {
	t.Helper()
	out := release.Policy{Threshold: threshold}.Apply(k)
	return out, out.Withheld
}

// A margin that counts every victim once is still the sum of its row where
// only the row heads overlap. A small count alone in its row could be had back
// from it.
func TestMarginsOfMultiResponseTablesGiveSmallCountsAway(t *testing.T) {
	e := examples(t)["crosstab"]
	forms := e.open(t).table(t, "forms", "2026-10")
	rows := map[int]bool{}
	for _, s := range forms.Sums {
		if len(s.Parts) == len(forms.Cols)-1 && s.Total.Col == len(forms.Cols)-1 {
			rows[s.Total.Row] = true
		}
	}
	if len(rows) != len(forms.Rows) {
		t.Errorf("%d of %d rows declare that they add up", len(rows), len(forms.Rows))
	}
	if _, withheld := withheldFrom(t, forms, 2); !withheld {
		t.Error("the single victim of its row can be had by subtraction")
	}
}

// In a table of codes of which nobody has two, the total is the sum.
func TestTotalOfCodesThatDoNotOverlapGivesSmallCountsAway(t *testing.T) {
	e := parseExample(t, txtar.Parse([]byte(`
-- contract.yaml --
contract: x
title: {en: X}
source: {path: x.csv}
unit: victims
date: month
columns:
  month: {type: month}
  control: {type: codes, list: control, separator: ";"}
-- data.csv --
month,control
30 × 2026-10,threats
10 × 2026-10,debt_bondage
1 × 2026-10,false_promises
-- statistics.yaml --
ranking: {is: ranking, of: control}
volume: {is: volume, by: control}
series: {is: series, across: control, window: rolling-1}
`)))
	c := e.open(t)
	for _, id := range []string{"ranking", "volume", "series"} {
		k := c.table(t, id, "2026-10")
		holds(t, k)
		if _, withheld := withheldFrom(t, k, 3); !withheld {
			t.Errorf("%s: the count of 1 can be had by subtraction", id)
		}
	}
}

// The records with a variable known and those without add up to the records in
// scope, which are published: both are withheld if one is small.
func TestCompletenessHidesWhatItsComplementGivesAway(t *testing.T) {
	e := parseExample(t, txtar.Parse([]byte(`
-- contract.yaml --
contract: x
title: {en: X}
source: {path: x.csv}
unit: victims
date: month
columns:
  month: {type: month}
  sex: {type: code, list: sex}
  word: {type: text}
-- data.csv --
month,sex,word
28 × 2026-10,female,a
2 × 2026-10,,a
20 × 2026-10,male,
-- statistics.yaml --
quality: {is: completeness, by: [sex, word]}
`)))
	released, _ := withheldFrom(t, e.open(t).table(t, "quality", "2026-10"), 3)
	var got [][]release.Status
	for _, row := range released.Cells {
		var line []release.Status
		for _, v := range row {
			line = append(line, v.Status())
		}
		got = append(got, line)
	}
	hidden, shown := release.Suppressed, release.Published
	want := [][]release.Status{{shown, shown, shown}, {hidden, hidden, hidden}} // Hidden rows stand last.
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("word and sex (-want +got):\n%s", diff)
	}
}
