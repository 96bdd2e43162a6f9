package stats_test

import (
	"slices"
	"strings"
	"testing"

	"htsm/generator/head"
	"htsm/generator/release"
	"htsm/generator/table"
)

// dropOut is an extract of three authorities: France reports on, Italy ceases
// with September, Germany has two stray records.
func dropOut(t *testing.T, italyOfB int) *world {
	t.Helper()
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2025-10", "2026-09", "a", "FRA", 40)
	rowsOf(&b, "2025-10", "2026-09", "b", "FRA", 30)
	rowsOf(&b, "2026-10", "2026-10", "a", "FRA", 50)
	rowsOf(&b, "2026-10", "2026-10", "b", "FRA", 30)
	rowsOf(&b, "2025-10", "2026-09", "a", "ITA", 60)
	rowsOf(&b, "2026-09", "2026-09", "b", "ITA", italyOfB)
	rowsOf(&b, "2026-09", "2026-09", "a", "DEU", 2)
	return openWorld(t, "x", watched, []byte(b.String()))
}

func columnKeys(k *table.Table) []string {
	var out []string
	for _, c := range k.Cols {
		out = append(out, c.Key)
	}
	return out
}

func TestAChangeIsAlsoGivenOnTheSameReporters(t *testing.T) {
	w := dropOut(t, 20)
	for _, statistic := range []string{"{is: volume, by: tool, compare: [previous]}", "{is: ranking, of: tool, compare: [previous]}"} {
		k := w.ask(t, statistic, "2026-10")
		for row, want := range map[string][2]int64{"a": {42, 50}, "b": {30, 30}, "total": {72, 80}} {
			c := cellAt(t, k, row, "same-reporters-previous")
			if c.N != want[0] || c.X != want[1] || c.Test.Done || c.Interval.Level == 0 {
				t.Errorf("%s, row %s: %+v, want %v", statistic, row, c, want)
			}
		}
		if c := cellAt(t, k, "total", "change-previous"); c.N != 152 || c.X != 80 || !c.Test.Done {
			t.Errorf("%s: the change of all is %+v", statistic, c)
		}
		var names []string
		for _, c := range k.Caveats {
			if c.Word == "caveat.same-reporters" {
				for _, l := range c.Labels[1:] {
					names = append(names, l.Codes...)
				}
			}
		}
		if !slices.Equal(names, []string{"ITA"}) {
			t.Errorf("%s: the remark names %v", statistic, names)
		}
	}
}

func TestAReporterThatCameInIsLeftOutOfTheLaterPeriod(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2025-09", "2026-10", "a", "FRA", 40)
	rowsOf(&b, "2026-10", "2026-10", "a", "ITA", 25)
	w := openWorld(t, "x", watched, []byte(b.String()))
	k := w.ask(t, "{is: volume, compare: [previous, same-last-year]}", "2026-10")
	for _, col := range []string{"same-reporters-previous", "same-reporters-same-last-year"} {
		if c := cellAt(t, k, "total", col); c.N != 40 || c.X != 40 {
			t.Errorf("%s: %d after %d", col, c.X, c.N)
		}
	}
}

func TestNoPanelStandsWhereTheReportersAreTheSame(t *testing.T) {
	w := dropOut(t, 20)
	for _, k := range []*table.Table{
		w.ask(t, "{is: volume, compare: [previous]}", "2026-09"),
		w.ask(t, "{is: volume, compare: [previous], where: {country: FRA}}", "2026-10"),
		w.ask(t, "{is: volume, compare: [same-last-year]}", "2025-12"), // The year before was not read.
	} {
		if keys := columnKeys(k); slices.ContainsFunc(keys, func(s string) bool { return strings.HasPrefix(s, "same-reporters") }) {
			t.Errorf("%s has the columns %v", k.Span, keys)
		}
	}
}

// A single reporter's two records of b would follow from the total, from the
// figure on the same reporters and from the other row: none of the rows may be
// told. That of all rows tells what the reporter has in all, which is no small
// count.
func TestWhatOneReporterReportedCannotBeHadByDifference(t *testing.T) {
	for _, c := range []struct {
		italyOfB    int
		rows, total release.Status
	}{
		{0, release.Published, release.Published},
		{2, release.Suppressed, release.Published},
		{11, release.Published, release.Published},
	} {
		k := dropOut(t, c.italyOfB).ask(t, "{is: volume, by: tool, compare: [previous]}", "2026-10")
		out := release.Policy{Threshold: 11}.Apply(k)
		j := slices.Index(columnKeys(k), "same-reporters-previous")
		for i, r := range out.Rows {
			want := c.rows
			if r.Kind == head.Total {
				want = c.total
			}
			if got := out.Cells[i][j].Status(); got != want {
				t.Errorf("%d records: row %s has the status %d, want %d", c.italyOfB, r.Key, got, want)
			}
			if got := out.Cells[i][j-1].Status(); got != release.Published {
				t.Errorf("%d records: the change of all of row %s has the status %d", c.italyOfB, r.Key, got)
			}
		}
	}
}

func TestATotalThatWouldTellASmallReporterIsHidden(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2026-08", "2026-10", "a", "FRA", 40)
	rowsOf(&b, "2026-08", "2026-09", "a", "ITA", 60)
	rowsOf(&b, "2026-08", "2026-09", "a", "ESP", 7)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: volume, compare: [previous]}", "2026-10")
	j := slices.Index(columnKeys(k), "same-reporters-previous")
	for threshold, want := range map[int64]release.Status{3: release.Published, 11: release.Suppressed} {
		if got := (release.Policy{Threshold: threshold}).Apply(k).Cells[0][j].Status(); got != want {
			t.Errorf("threshold %d: the status is %d, want %d", threshold, got, want)
		}
	}
}
