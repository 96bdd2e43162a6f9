package stats_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"htsm/generator/method"
	"htsm/generator/table"
)

// editionOf is the month of the edition that is looked at: every signal but that
// of the late reporter can be seen in it, and its month is complete.
const editionOf = "2026-08"

// A search says where a signal is to be found.
type search struct {
	signal    string
	statistic string
	at        string
	want      map[string]string // The findings by row.
}

func searches() []search {
	return []search{
		{"online-debt-bondage", askPairs, editionOf, map[string]string{"online_ad/debt_bondage": "emerging"}},
		{"motorhomes", askConcealment, editionOf, map[string]string{"motorhome": "new"}},
		{"libya-to-algeria", askShifts, editionOf, map[string]string{"GIN": "displaced", "GIN/WMR": "gains", "GIN/CMR": "loses"}},
		{"belarus-corridor", askRoutes, editionOf, map[string]string{"IRQ>BLR>POL>DEU": "vanished"}},
		{"crete-corridor", askCorridors, editionOf, map[string]string{"SDN>TCD>LBY>GRC": "new"}},
		{"aegean-price", askPrices, editionOf, map[string]string{"TUR>GRC": "dearer"}},
		{"summer-at-sea", askSeasons, editionOf, map[string]string{"total": "seasonal", "7": "highest", "8": "highest", "9": "highest"}},
		{"late-reporter", askCoverage, "2025-03", map[string]string{"BGR": "new"}},
	}
}

// A claim is one finding with what it rests on.
type claim struct {
	seed                 int
	statistic, row, word string
	rests                balance
}

// A balance holds the records of a row and those to be expected of its past.
type balance struct{ records, expected float64 }

// A recall gathers what was found of what was planted.
type recall struct {
	mu     sync.Mutex
	seeds  int
	found  map[string]int     // By signal, the extracts in which all of it was found.
	claims []claim            // All findings of all editions.
	pooled map[string]balance // By statistic and row, over all editions.
}

func newRecall() *recall {
	return &recall{found: map[string]int{}, pooled: map[string]balance{}}
}

// add looks for the signals in one extract.
func (r *recall) add(t *testing.T, seed int) {
	w := inventedWorld(t, extractOf(seed, false))
	tables, words := map[string]*table.Table{}, map[string]map[string]string{}
	for i, k := range w.edition(t, editionOf).tables {
		tables[brief()[i].statistic], words[brief()[i].statistic] = k, findings(k)
	}
	maps.Copy(words[askSeasons], highest(tables[askSeasons]))
	words[askCoverage] = findings(w.ask(t, askCoverage, "2025-03"))
	maps.DeleteFunc(words[askCoverage], func(_, word string) bool { return word != "new" }) // Silence is a fact.
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seeds++
	for _, s := range searches() {
		if shows(words[s.statistic], s.want) {
			r.found[s.signal]++
		}
	}
	for _, statistic := range slices.Sorted(maps.Keys(words)) {
		rests := map[string]balance{}
		if k := tables[statistic]; k != nil {
			rests = balances(k)
		}
		for key, b := range rests { // In any order: sums of whole numbers and their like.
			sum := r.pooled[statistic+key]
			r.pooled[statistic+key] = balance{sum.records + b.records, sum.expected + b.expected}
		}
		for _, row := range slices.Sorted(maps.Keys(words[statistic])) {
			word := words[statistic][row]
			r.claims = append(r.claims, claim{seed, statistic, row, word, rests[sideOf(row, word)]})
		}
	}
}

// shows reports whether all wanted findings are among those found.
func shows(found, want map[string]string) bool {
	for row, word := range want {
		if found[row] != word && (word != "emerging" || found[row] != "re-emerging") {
			return false
		}
	}
	return true
}

// sideOf returns the key of what a finding rests on: a corridor that closed is
// compared with another past than one that opened.
func sideOf(row, word string) string {
	if word == "vanished" {
		return row + " gone"
	}
	return row
}

// balances returns what the rows of a table rest on.
func balances(k *table.Table) map[string]balance {
	out := map[string]balance{}
	at := func(i int, col string) table.Cell { return k.Cells[i][columnOf(k, col)] }
	for i, row := range k.Rows {
		var b, gone balance
		switch k.Statistic {
		case "emergence", "unusual-months":
			b = balance{float64(at(i, "count").X), 0}
			if e := at(i, "expected"); e.State == table.Known {
				b.expected = e.Value.Float64()
			}
			gone = b
		case "new-corridors":
			n := float64(at(i, "count").X)
			b, gone = balance{n, float64(at(i, "before").X) / 4}, balance{n, float64(at(i, "same-last-year").X)}
		case "displacement":
			if before, now := at(i, "share-before"), at(i, "share"); before.N > 0 {
				b = balance{float64(now.X), float64(before.X) * float64(now.N) / float64(before.N)}
			}
		case "redistribution":
			gain, loss := at(i, "gain"), at(i, "loss")
			gained, lost := past(gain), past(loss)
			b = balance{float64(gain.X) + lost, gained + float64(loss.X)}
		case "seasonality":
			if row.Key == "total" { // The season that is planted is that of July to September.
				summer := at(6, "count").X + at(7, "count").X + at(8, "count").X
				b = balance{float64(summer), float64(at(i, "count").X) * 92 / 365.25}
			}
		case "prices":
			if s := at(i, "superiority"); s.State == table.Known { // Of its prices, those above one of the year before.
				b = balance{float64(s.X) * s.Value.Float64(), float64(s.X) / 2}
			}
		}
		out[row.Key], out[sideOf(row.Key, "vanished")] = b, gone
	}
	return out
}

// past returns the records that a share would have if it had not changed, from
// the cell of its difference.
func past(difference table.Cell) float64 {
	if len(difference.Parts) < 4 || difference.Parts[1] == 0 {
		return 0
	}
	return float64(difference.Parts[0]) * float64(difference.N) / float64(difference.Parts[1])
}

func columnOf(k *table.Table, key string) int {
	for j, c := range k.Cols {
		if c.Key == key {
			return j
		}
	}
	panic("no column " + key)
}

// highest returns the three months with the highest index, if their intervals
// lie above the mean.
func highest(k *table.Table) map[string]string {
	index := columnOf(k, "index")
	order := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	slices.SortFunc(order, func(a, b int) int { return int(k.Cells[b][index].X - k.Cells[a][index].X) })
	out := map[string]string{}
	for _, i := range order[:3] {
		if k.Cells[i][index].Interval.Low > 100 {
			out[k.Rows[i].Key] = "highest"
		}
	}
	return out
}

// real reports whether a finding shows something that was planted, itself or a
// consequence: the finding is searched for, or in all other extracts together
// its row is off its expectation in that direction, by a twentieth and by more
// than three standard errors of counts that vary three times as much as chance
// alone would make them. What chance makes in one extract does not repeat itself
// in the others.
func (r *recall) real(c claim) bool {
	for _, s := range searches() {
		if s.statistic == c.statistic && s.want[c.row] == c.word {
			return true
		}
	}
	if c.word == "displaced" {
		for key := range r.pooled { // In any order: one is enough.
			if strings.HasPrefix(key, c.statistic+c.row+"/") && r.off(key, balance{}) != 0 {
				return true
			}
		}
		return false
	}
	side := r.off(c.statistic+sideOf(c.row, c.word), c.rests)
	if slices.Contains([]string{"vanished", "loses", "unusually-low", "cheaper"}, c.word) {
		return side < 0
	}
	return side > 0
}

// off returns 1 if the extracts, but for one, have more records of a row than
// expected, -1 if fewer and 0 if neither is clear.
func (r *recall) off(key string, but balance) int {
	b := r.pooled[key]
	b.records, b.expected = b.records-but.records, b.expected-but.expected
	z := (b.records - b.expected) / math.Sqrt(3*max(b.expected, 1))
	switch {
	case z > 3 && b.records > 1.05*b.expected:
		return 1
	case z < -3 && b.records < 0.95*b.expected:
		return -1
	}
	return 0
}

// judged counts the findings of a statistic and those that are real, of all
// statistics if none is named. Trends and changes of level are left out: they
// look at years, and several signals change the level of several series.
func (r *recall) judged(statistic string) (claims, real int) {
	for _, c := range r.claims {
		if statistic != "" && c.statistic != statistic || strings.HasPrefix(c.statistic, "{is: trend") || strings.HasPrefix(c.statistic, "{is: breaks") {
			continue
		}
		claims++
		if r.real(c) {
			real++
		}
	}
	return claims, real
}

// The least share of extracts in which a signal is found, and the least share of
// findings that are real where there are enough extracts to tell them by.
const (
	leastRecall    = 0.9
	leastPrecision = 1 - 2*falseRate
	enoughExtracts = 50
)

func (r *recall) check(t *testing.T) {
	t.Helper()
	for _, s := range searches() {
		// One extract more may fail where there are few.
		if found := r.found[s.signal]; float64(found+1) < leastRecall*float64(r.seeds) {
			t.Errorf("%s is found in %d of %d extracts", s.signal, found, r.seeds)
		}
	}
	if claims, real := r.judged(""); r.seeds >= enoughExtracts && float64(real) < leastPrecision*float64(claims) {
		t.Errorf("%d of %d findings are real", real, claims)
	}
}

func (r *recall) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %d extracts with signals\n\n| signal | where | edition | found | recall | findings there | real | precision |\n| --- | --- | --- | --: | --: | --: | --: | --: |\n", r.seeds)
	for _, s := range searches() {
		claims, real := r.judged(s.statistic)
		fmt.Fprintf(&b, "| %s | `%s` | %s | %d | %s | %d | %d | %s |\n", s.signal, s.statistic, s.at, r.found[s.signal], share(r.found[s.signal], r.seeds), claims, real, share(real, claims))
	}
	claims, real := r.judged("")
	fmt.Fprintf(&b, "| all of the edition | | %s | | | %d | %d | %s |\n", editionOf, claims, real, share(real, claims))
	return b.String()
}

// share writes a share in per cent with its Wilson interval of 95 %.
func share(x, n int) string {
	i, ok := method.Wilson(int64(x), int64(n), 0.95)
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%.1f %% (%.1f–%.1f)", 100*float64(x)/float64(n), 100*i.Low, 100*i.High)
}
