package stats_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// How many extracts the operating characteristics rest on. make bench takes a
// hundred with signals and two hundred without, and writes OPERATING.md.
var (
	seedsPlanted   = flag.Int("seeds", 4, "invented extracts with signals")
	seedsOfNothing = flag.Int("nulls", 8, "invented extracts without signals")
	writeOperating = flag.Bool("write", false, "write what was measured to OPERATING.md")
)

// falseRate is the share of false findings that an edition allows.
const falseRate = 0.05

// perMonth is how many records an invented extract has for each month.
const perMonth = 435

// An asked statistic is one that an edition asks for: one statistic. Its kind says under
// which head its tests and findings are counted.
type asked struct{ kind, statistic string }

// The questions that look for what is planted. All rows are asked for, so that
// every finding is counted.
const (
	askConcealment = "{is: emergence, of: concealment, top: 1000}"
	askPairs       = "{is: emergence, of: recruitment, across: control, where: {crime_type: THB, nationality: COL}, top: 1000}"
	askRoutes      = "{is: emergence, of: route, top: 1000}"
	askCorridors   = "{is: new-corridors, of: route, top: 1000}"
	askShifts      = "{is: displacement, of: eu_route, by: nationality, measure: rows, window: rolling-3, where: {crime_type: SOM, nationality: [GIN, SYR, TUN, MAR, AFG]}}"
	askPrices      = "{is: prices, of: leg_prices, where: {price_currency: EUR}, currency: EUR, compare: same-last-year, window: rolling-3, top: 1000}"
	askCoverage    = "{is: coverage}"
	askSeasons     = "{is: seasonality, measure: rows, where: {border_type: sea, crime_type: SOM}}"
)

// brief lists what one edition asks for: every statistic that makes tests. They
// are adjusted as one family.
func brief() []asked {
	return []asked{
		{"comparison of periods", "{is: volume, by: crime_type, compare: [previous, same-last-year, rolling-12, year-to-date]}"},
		{"comparison of periods", "{is: ranking, of: nationality, compare: [same-last-year]}"},
		{"emergence of codes", askConcealment},
		{"emergence of codes", "{is: emergence, of: transport, top: 1000}"},
		{"emergence of codes", "{is: emergence, of: nationality, top: 1000}"},
		{"emergence of codes", "{is: emergence, of: control, where: {crime_type: THB}, top: 1000}"},
		{"emergence of pairs", "{is: emergence, of: recruitment, across: control, where: {crime_type: THB}, top: 1000}"},
		{"emergence of pairs", askPairs},
		{"emergence of pairs", "{is: emergence, of: eu_route, across: nationality, where: {crime_type: SOM}, top: 1000}"},
		{"unusual months", "{is: unusual-months, by: crime_type, top: 1000}"},
		{"unusual months", "{is: unusual-months, by: eu_route, where: {crime_type: SOM}, top: 1000}"},
		{"emergence of routes", askRoutes},
		{"new corridors", askCorridors},
		{"displacement", askShifts},
		{"displacement", "{is: displacement, of: nationality, by: eu_route, measure: rows, window: rolling-3, where: {crime_type: SOM}}"},
		{"redistribution", "{is: redistribution, of: eu_route, by: nationality, measure: rows, window: rolling-3, where: {crime_type: SOM}, top: 1000}"},
		{"trend", "{is: trend, by: eu_route, measure: rows}"},
		{"changes of level", "{is: breaks, by: eu_route, top: 1000}"},
		{"prices", askPrices},
		{"seasonality", askSeasons},
		{"seasonality", "{is: seasonality, measure: rows}"},
	}
}

// An edition holds the tables of a brief after the adjustment, by question.
type edition struct {
	tables         []*table.Table
	tests, flagged int
}

// edition computes the brief of a month.
func (w *world) edition(t testing.TB, at string) edition {
	var e edition
	for _, q := range brief() {
		e.tables = append(e.tables, w.ask(t, q.statistic, at))
	}
	e.tests, e.flagged = stats.Adjust(e.tables, falseRate)
	return e
}

// claims returns what a table says that chance does not explain: its findings,
// and the changes whose adjusted test holds.
func claims(k *table.Table) map[string]string {
	out := findings(k)
	for i, row := range k.Cells {
		for j, c := range row {
			if strings.HasPrefix(k.Cols[j].Key, "change-") && c.Test.Done && c.Test.Adjusted <= falseRate {
				out[k.Rows[i].Key+"."+k.Cols[j].Key] = "changed"
			}
		}
	}
	return out
}

// extractOf returns the options of an invented extract. Every second one is
// long enough for the detector of five years.
func extractOf(seed int, null bool) synth.Options {
	o := synth.Options{Seed: uint64(100_000 + seed), From: period.Of(2023, 1), To: period.Of(2026, 10), Null: null}
	if seed%2 == 1 {
		o.From = period.Of(2020, 1)
	}
	o.Records = perMonth * int(o.To-o.From+1)
	return o
}

// eachSeed calls f for every seed, two at a time, and shows how far it is.
func eachSeed(t *testing.T, what string, seeds int, f func(t *testing.T, seed int)) {
	var mu sync.Mutex
	done := 0
	t.Run(what, func(t *testing.T) {
		for seed := range seeds {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				f(t, seed)
				mu.Lock()
				defer mu.Unlock()
				if done++; done%20 == 0 && seeds > 20 {
					fmt.Fprintf(os.Stderr, "%s: %d of %d extracts\n", what, done, seeds)
				}
			})
		}
	})
}

// TestOperatingCharacteristics finds what is planted in invented extracts, and
// nothing where nothing is.
func TestOperatingCharacteristics(t *testing.T) {
	planted, nothing := newRecall(), newFalseFindings()
	eachSeed(t, "planted", *seedsPlanted, func(t *testing.T, seed int) { planted.add(t, seed) })
	eachSeed(t, "nothing", *seedsOfNothing, func(t *testing.T, seed int) { nothing.add(t, seed) })
	planted.check(t)
	nothing.check(t)
	if *writeOperating && !t.Failed() {
		rewrite(t, "characteristics", planted.markdown()+"\n"+nothing.markdown())
	}
}

// rewrite puts a text between the markers of a part of OPERATING.md.
func rewrite(t *testing.T, part, text string) {
	t.Helper()
	before, _, after := operatingPart(t, part)
	must(t, os.WriteFile("OPERATING.md", []byte(before+"\n"+text+"\n"+after), 0o644))
}

// operatingPart cuts OPERATING.md at the markers of a part.
func operatingPart(t *testing.T, part string) (before, inside, after string) {
	t.Helper()
	data, err := os.ReadFile("OPERATING.md")
	must(t, err)
	open, end := "<!-- "+part+" -->\n", "<!-- /"+part+" -->"
	head, rest, ok := strings.Cut(string(data), open)
	inside, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("OPERATING.md lacks the markers of %s", part)
	}
	return head + open, inside, end + tail
}

// tableRows returns the cells of the rows of the tables in a Markdown text, but
// for their heads.
func tableRows(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		var cells []string
		for cell := range strings.SplitSeq(strings.Trim(strings.TrimSpace(line), "|"), "|") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		if strings.HasPrefix(cells[0], "---") {
			out = out[:len(out)-1] // What stands above is a head.
			continue
		}
		out = append(out, cells)
	}
	return out
}

// The committed tables rest on a hundred and two hundred extracts, name every
// signal and every kind of finding, and hold to what is promised.
func TestTheCommittedOperatingCharacteristicsAreComplete(t *testing.T) {
	_, text, _ := operatingPart(t, "characteristics")
	for _, want := range []string{"### 100 extracts with signals", "### 200 extracts without signals"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q: make bench", want)
		}
	}
	var names []string
	for _, row := range tableRows(text) {
		names = append(names, row[0])
	}
	var want []string
	for _, s := range synth.Signals() {
		want = append(want, s.Name)
	}
	want = append(want, "all of the edition")
	for _, q := range brief() {
		if !slices.Contains(want, q.kind) {
			want = append(want, q.kind)
		}
	}
	want = append(want, "all kinds")
	slices.Sort(names)
	slices.Sort(want)
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("rows of OPERATING.md (-want +got):\n%s", diff)
	}
}
