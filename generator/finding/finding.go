// Package finding says what released figures allow to be said: which of them
// are new or changed, in the order of the evidence.
//
// It takes the words that statistics put into their tables, such as
// "emerging", and the changes whose test and interval agree. It computes no
// statistic, writes no sentence (package compose does) and knows no words.
// Invariant: a finding rests on released values alone, so that it tells
// nothing of a figure that is suppressed.
package finding

import (
	"cmp"
	"slices"
	"strings"

	"htsm/generator/head"
	"htsm/generator/release"
)

// A Kind says what a [Finding] is.
type Kind uint8

// The kinds of findings. The zero Kind is Signal.
const (
	Signal Kind = iota // A row that its statistic calls new, emerging, vanished or the like.
	Shift              // A group whose shares moved from some values to others.
	Change             // A row with relative changes that hold.
)

// A Finding is something new or changed that the figures of one table show.
type Finding struct {
	Kind  Kind
	Table *release.Table
	State string // Of Signal and Shift: the message key, such as "state.emerging".
	Row   int    // The row that it is about; of a Shift that of the group.
	// Losing and Gaining are the rows of a Shift whose shares moved by more
	// than chance, the strongest evidence first.
	Losing, Gaining []int
	Columns         []int   // Of a Change: the columns of the changes that hold.
	Tested          bool    // A finding without a test follows from a rule.
	P               float64 // The smallest adjusted p behind it; 0 without a test.
}

// Of returns the findings of tables at a false discovery rate q: those with a
// test first, the smallest adjusted p before the others; those of the same
// evidence in the order of tables and rows.
func Of(tables []*release.Table, q float64) []Finding {
	var out []Finding
	for _, t := range tables {
		switch t.Statistic {
		case "coverage", "delay": // They judge the data, not what the data show.
		case "displacement":
			out = append(out, shifts(t)...)
		default:
			out = append(out, signals(t)...)
			out = append(out, changes(t, q)...)
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		switch {
		case a.Tested && b.Tested:
			return cmp.Compare(a.P, b.P)
		case a.Tested:
			return -1
		case b.Tested:
			return 1
		}
		return 0
	})
	return out
}

// Established reports whether a change may be named at a false discovery rate
// q: its adjusted p is at most q and its interval excludes zero. The periods
// must be comparable besides, which [Comparable] tells.
func Established(v release.Value, q float64) bool {
	p, tested := v.Adjusted()
	low, high, _, ok := v.Interval()
	return tested && ok && p <= q && (low.Sign() > 0 || high.Sign() < 0)
}

// Comparable reports whether the periods of a change in row i and column j may be
// compared: both are complete, nothing breaks the series between them, and where
// authorities came or went, a change that holds shows on the same authorities
// too. What these reported may be suppressed, because it is little apart from the
// others: then it is no reason.
func Comparable(t *release.Table, i, j int, q float64) bool {
	v := t.Cells[i][j]
	if v.Has(release.Provisional) || v.Has(release.Broken) {
		return false
	}
	same, ok := SameReporters(t, i, t.Cols[j].Key)
	if !ok || same.Status() == release.Suppressed || !Established(v, q) {
		return true
	}
	all, _, _, _ := v.Interval()
	low, high, _, ok := same.Interval()
	return ok && (all.Sign() > 0 && low.Sign() > 0 || all.Sign() <= 0 && high.Sign() < 0)
}

// SameReporters returns the change of row i on the authorities of both periods,
// beside the change with the given key. It reports false where all reported in
// both.
func SameReporters(t *release.Table, i int, key string) (release.Value, bool) {
	comparison, ok := strings.CutPrefix(key, "change-")
	j := slices.IndexFunc(t.Cols, func(col head.Col) bool { return col.Key == "same-reporters-"+comparison })
	if !ok || j < 0 {
		return release.Value{}, false
	}
	return t.Cells[i][j], true
}

// Stated returns the finding that a row states: the key of its message, such
// as "state.emerging". It reports false for a row that states none or whose
// finding is withheld.
func Stated(r head.Row) (key string, ok bool) {
	for _, l := range r.Labels {
		if l.Kind == head.Finding {
			return l.Text, l.Text != "state.none" && l.Text != "state.withheld"
		}
	}
	return "", false
}

// signals returns the findings that the rows of a table state.
func signals(t *release.Table) []Finding {
	var out []Finding
	for i, r := range t.Rows {
		if key, ok := Stated(r); ok {
			f := Finding{Table: t, State: key, Row: i}
			f.weigh(i)
			out = append(out, f)
		}
	}
	return out
}

// weigh takes the tests of a row as evidence.
func (f *Finding) weigh(row int) {
	for _, v := range f.Table.Cells[row] {
		if p, ok := v.Adjusted(); ok && (!f.Tested || p < f.P) {
			f.Tested, f.P = true, p
		}
	}
}

// changes returns the rows of a table with changes that hold.
func changes(t *release.Table, q float64) []Finding {
	var out []Finding
	for i, r := range t.Rows {
		if r.Kind != head.Plain && r.Kind != head.Total {
			continue
		}
		f := Finding{Kind: Change, Table: t, Row: i}
		for j, col := range t.Cols {
			v := t.Cells[i][j]
			if !strings.HasPrefix(col.Key, "change-") || !Comparable(t, i, j, q) || !Established(v, q) {
				continue
			}
			f.Columns = append(f.Columns, j)
			if p, _ := v.Adjusted(); !f.Tested || p < f.P {
				f.Tested, f.P = true, p
			}
		}
		if len(f.Columns) > 0 && !stated(r) {
			out = append(out, f)
		}
	}
	return out
}

func stated(r head.Row) bool { _, ok := Stated(r); return ok }

// shifts returns the groups of a displacement whose shares moved. The row of a
// group stands above those of its values; without groups the total stands
// beneath the values.
func shifts(t *release.Table) []Finding {
	var out []Finding
	for first := 0; first < len(t.Rows); {
		last := first + 1
		for last < len(t.Rows) && group(t.Rows[last]) == group(t.Rows[first]) {
			last++
		}
		if f := shift(t, first, last); f.State != "" || len(f.Losing)+len(f.Gaining) > 0 {
			out = append(out, f)
		}
		first = last
	}
	return out
}

// group returns the key of the group that a row of a displacement belongs to.
func group(r head.Row) string {
	if len(r.Labels) < 3 {
		return ""
	}
	key, _, _ := strings.Cut(r.Key, "/")
	return key
}

// shift returns the finding of the rows first to last-1.
func shift(t *release.Table, first, last int) Finding {
	f := Finding{Kind: Shift, Table: t, Row: first}
	evidence := map[int]float64{}
	for i := first; i < last; i++ {
		if t.Rows[i].Kind == head.Total {
			f.Row = i
		}
		key, ok := Stated(t.Rows[i])
		if !ok {
			continue
		}
		f.weigh(i)
		only := Finding{Table: t}
		only.weigh(i)
		evidence[i] = only.P
		switch key {
		case "state.loses":
			f.Losing = append(f.Losing, i)
		case "state.gains":
			f.Gaining = append(f.Gaining, i)
		default:
			f.State = key
		}
	}
	for _, rows := range [][]int{f.Losing, f.Gaining} {
		slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(evidence[a], evidence[b]) })
	}
	return f
}
