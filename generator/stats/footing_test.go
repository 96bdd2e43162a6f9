package stats_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// truncated returns an invented extract, and the same without what is before
// September 2024.
func truncated(t *testing.T) (whole, late *world) {
	t.Helper()
	contract, err := os.ReadFile("../../data/detections.contract.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(contract), "{min: 1000}", "{min: 1}", 1)
	var data bytes.Buffer
	if _, err := synth.Write(&data, synth.Options{Records: 2500, Seed: 7, From: period.Of(2023, 1), To: period.Of(2026, 10)}); err != nil {
		t.Fatal(err)
	}
	var kept []string
	for i, line := range strings.Split(data.String(), "\n") {
		if cells := strings.Split(line, ","); i == 0 || len(cells) > 4 && cells[4] >= "2024-09" {
			kept = append(kept, line)
		}
	}
	return openWorld(t, "detections", text, data.Bytes()), openWorld(t, "detections", text, []byte(strings.Join(kept, "\n")+"\n"))
}

func has(k *table.Table, word string) bool {
	return slices.ContainsFunc(k.Caveats, func(c table.Caveat) bool { return c.Word == word })
}

// The edition of August 2025 has twelve months in the short extract and none
// before them. Every figure of counts that the short extract gives is that of the
// long one, or a remark says that months of the period itself were not read:
// nothing is compared with zeros that are none.
func TestNoFigureRestsOnMonthsThatWereNotRead(t *testing.T) {
	t.Parallel()
	whole, late := truncated(t)
	exact := []head.Quantity{head.Count, head.Share, head.Change, head.Difference, head.Points, head.Rate, head.Mean}
	compared := 0
	for _, q := range catalogue(t) {
		if q.needs != "" {
			continue
		}
		for _, spec := range q.specs {
			long, short := whole.ask(t, spec, "2025-08"), late.ask(t, spec, "2025-08")
			if has(short, "caveat.unread-window") {
				continue
			}
			for i, r := range short.Rows {
				at := slices.IndexFunc(long.Rows, func(o head.Row) bool { return o.Key == r.Key })
				for j, col := range short.Cols {
					c := short.Cells[i][j]
					if c.State == table.Missing || at < 0 || j >= len(long.Cols) || !slices.Contains(exact, col.Measure.Quantity) {
						continue
					}
					compared++
					if want := long.Cells[at][slices.IndexFunc(long.Cols, func(o head.Col) bool { return o.Key == col.Key })]; c.State != want.State || c.Value != want.Value {
						t.Errorf("%s: row %s, column %s: %v of a state %d, but %v of %d where all was read", spec, r.Key, col.Key, c.Value, c.State, want.Value, want.State)
					}
				}
			}
		}
	}
	if compared < 500 {
		t.Errorf("%d figures were compared", compared)
	}
}

func TestShiftsFromAPeriodBeforeTheExtractAreRefused(t *testing.T) {
	late := openWorld(t, "x", watched, []byte("day,tool,country\n"+twoTools("2024-09", "2025-10", 60, 20)+twoTools("2025-11", "2026-01", 20, 60)))
	for _, spec := range []string{
		"{is: displacement, of: tool, window: rolling-3}", "{is: displacement, of: tool, by: country, window: rolling-3}",
		"{is: redistribution, of: tool, window: rolling-3}",
	} {
		for at, refused := range map[string]bool{"2025-08": true, "2025-10": true, "2025-11": false} {
			k := late.ask(t, spec, at)
			tests, _ := stats.Adjust([]*table.Table{k}, 0.05)
			if has(k, "caveat.unread-before") != refused || refused && len(k.Rows) != 1 || tests > 0 == refused {
				t.Errorf("%s of %s: %d tests, %d rows, caveats %v", spec, at, tests, len(k.Rows), k.Caveats)
			}
		}
	}
}

// breaking is the watched contract with a new form in the given month.
func breaking(day string) string {
	return watched + fmt.Sprintf("events:\n  - {date: %s, text: {en: A new form.}, breaks: true}\n", day)
}

func twoTools(from, to string, a, b int) string {
	var text strings.Builder
	rowsOf(&text, from, to, "a", "FRA", a)
	rowsOf(&text, from, to, "b", "FRA", b)
	return text.String()
}

func TestNothingIsTestedOverABreak(t *testing.T) {
	t.Parallel()
	data := []byte("day,tool,country\n" + twoTools("2024-01", "2026-05", 60, 20) + twoTools("2026-06", "2026-10", 20, 60))
	for contract, broken := range map[string]bool{watched: false, breaking("2026-06-15"): true, breaking("2023-06-15"): false} {
		w := openWorld(t, "x", contract, data)
		for _, c := range []struct {
			spec string
			row  string
			cols []string
		}{
			{"{is: volume, by: tool, compare: same-last-year}", "total", []string{"change-same-last-year"}},
			{"{is: volume, by: tool, compare: same-last-year}", "a", []string{"change-same-last-year"}},
			{"{is: displacement, of: tool}", "a", []string{"difference", "divergence"}},
			{"{is: displacement, of: tool}", "total", []string{"divergence"}},
			{"{is: redistribution, of: tool}", "a>b", []string{"moved", "loss", "gain"}},
		} {
			k := w.ask(t, c.spec, "2026-10")
			for _, col := range c.cols {
				if got := cellAt(t, k, c.row, col); got.Flags&table.Broken != 0 != broken {
					t.Errorf("%s, %s, %s: %+v, with a break: %v", c.spec, c.row, col, got, broken)
				}
			}
			tests, _ := stats.Adjust([]*table.Table{k}, 0.05)
			if tests > 0 == broken {
				t.Errorf("%s: %d tests, with a break: %v", c.spec, tests, broken)
			}
		}
	}
}

// Ten a month before the new form, thirty after it: held against what was before
// it, every month since would be an alarm.
func TestEmergenceJudgesByWhatIsSinceTheLastBreak(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2022-01", "2026-09", "a", "FRA", 10)
	rowsOf(&b, "2026-10", "2026-10", "a", "FRA", 30)
	rowsOf(&b, "2026-09", "2026-10", "b", "FRA", 3)
	rowsOf(&b, "2026-09", "2026-10", "b", "ITA", 3)
	for _, c := range []struct {
		contract string
		broken   bool
		want     map[string]string
		expected table.State
	}{
		{watched, false, map[string]string{"a": "emerging", "b": "new"}, table.Known},
		{breaking("2025-01-10"), false, map[string]string{"a": "emerging", "b": "new"}, table.Known},
		{breaking("2026-10-10"), true, map[string]string{}, table.Undefined},
	} {
		k := openWorld(t, "x", c.contract, []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2026-10")
		stats.Adjust([]*table.Table{k}, 0.05)
		if got := findings(k); !maps.Equal(got, c.want) {
			t.Errorf("findings %v, want %v", got, c.want)
		}
		if got := cellAt(t, k, "a", "count"); got.Flags&table.Broken != 0 != c.broken {
			t.Errorf("the count has the flags %d", got.Flags)
		}
		if got := cellAt(t, k, "a", "expected").State; got != c.expected {
			t.Errorf("the expected count has the state %d", got)
		}
		if has(k, "caveat.history-break") != (c.contract != watched) {
			t.Errorf("caveats %v", k.Caveats)
		}
	}
}

// Nine of twenty values unknown: the shares of the known may be of anything.
func TestShiftsAreNotNamedWhereTooManyAreUnknown(t *testing.T) {
	for unknown, silent := range map[int]bool{30: false, 70: true} {
		var b strings.Builder
		b.WriteString("day,tool,country\n")
		b.WriteString(twoTools("2025-10", "2025-10", 60, 20))
		b.WriteString(twoTools("2026-10", "2026-10", 20, 60))
		rowsOf(&b, "2025-01", "2026-10", "", "FRA", unknown)
		w := openWorld(t, "x", watched, []byte(b.String()))
		for _, spec := range []string{"{is: displacement, of: tool}", "{is: redistribution, of: tool}"} {
			k := w.ask(t, spec, "2026-10")
			tests, _ := stats.Adjust([]*table.Table{k}, 0.05)
			if tests == 0 != silent || len(findings(k)) == 0 != silent || has(k, "caveat.unknown-silent") != silent {
				t.Errorf("%s with %d unknown: %d tests, findings %v, caveats %v", spec, unknown, tests, findings(k), k.Caveats)
			}
		}
	}
}

func TestSharesOfOtherReportersAreRemarkedOn(t *testing.T) {
	w := dropOut(t, 20)
	for _, spec := range []string{"{is: displacement, of: tool, compare: previous}", "{is: redistribution, of: tool, compare: previous}"} {
		for at, want := range map[string]bool{"2026-10": true, "2026-09": false} {
			if got := has(w.ask(t, spec, at), "caveat.other-reporters"); got != want {
				t.Errorf("%s of %s: %v", spec, at, got)
			}
		}
	}
}

// Four years at twenty a month, then forty: a declared new form is no change of
// level, no unusual month, no trend and no season.
func TestNoHistoryReachesBackOverABreak(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2020-01", "2025-09", "a", "FRA", 20)
	rowsOf(&b, "2025-10", "2026-10", "a", "FRA", 40)
	for _, c := range []struct {
		spec  string
		short bool // Too little is left since the new form.
	}{
		{"{is: breaks}", true},
		{"{is: trend}", true},
		{"{is: seasonality}", true},
		{"{is: deseasonalised, window: rolling-12}", true},
		{"{is: forecast}", true},
		{"{is: unusual-months, window: rolling-24}", false},
	} {
		open := openWorld(t, "x", watched, []byte(b.String())).ask(t, c.spec, "2026-10")
		cut := openWorld(t, "x", breaking("2025-10-05"), []byte(b.String())).ask(t, c.spec, "2026-10")
		if has(open, "caveat.history-break") || has(open, "caveat.history-short") {
			t.Errorf("%s: caveats without a break: %v", c.spec, open.Caveats)
		}
		tests, _ := stats.Adjust([]*table.Table{cut}, 0.05)
		if tests > 0 || len(findings(cut)) > 0 || !has(cut, "caveat.history-break") || has(cut, "caveat.history-short") != c.short {
			t.Errorf("%s: %d tests, findings %v, caveats %v", c.spec, tests, findings(cut), cut.Caveats)
		}
	}
}
