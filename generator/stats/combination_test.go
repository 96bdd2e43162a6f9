package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/stats"
	"htsm/generator/table"
)

func codesOf(contract string) string {
	return strings.Replace(contract, "tool: {type: text}", `tool: {type: codes, list: control, separator: ";"}`, 1)
}

// Both codes are old; together they appear for the first time in the last two
// months: six records, all of them in the 92 days of October to December of
// 1096 days, have the chance (92 / 1096)^6.
func TestACombinationOfOldCodesIsNewOnlyByItsTest(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2024-01", "2026-12", "threats", "FRA", 2)
	rowsOf(&b, "2024-01", "2026-12", "debt_bondage", "FRA", 2)
	rowsOf(&b, "2026-11", "2026-11", "threats;debt_bondage", "FRA", 3)
	rowsOf(&b, "2026-12", "2026-12", "debt_bondage;threats", "ESP", 3)
	k := openWorld(t, "x", codesOf(watched), []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2026-12")
	near(t, "p", cellAt(t, k, "debt_bondage+threats", "ratio").Test.P, math.Pow(92.0/1096, 6))
	if got := cellAt(t, k, "debt_bondage+threats", "reporters").Value; got != num.Whole(2) {
		t.Errorf("%v authorities", got)
	}
	// The codes of the combination, alone, stand behind its count: 3 records
	// have both codes, 2 only the one and 2 only the other.
	if diff := cmp.Diff([]int64{3, 0, 2, 2, 3}, cellAt(t, k, "debt_bondage+threats", "count").Parts); diff != "" {
		t.Errorf("parts of the count (-want +got):\n%s", diff)
	}
	stats.Adjust([]*table.Table{k}, 0.05)
	if diff := cmp.Diff(map[string]string{"debt_bondage+threats": "new"}, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := cellAt(t, k, "debt_bondage+threats", "adjusted-p").Value; got != (num.Fraction{Num: 1, Den: 10_000}) {
		t.Errorf("adjusted p %v is not rounded up", got)
	}
	for _, r := range k.Rows {
		if r.Key == "debt_bondage+threats" && r.Labels[0].Kind != head.Set {
			t.Errorf("the head of a combination is %+v", r.Labels[0])
		}
	}
}

// Three codes that never come apart are one combination, and their pairs none;
// four records of a combination are too few.
func TestOnlyClosedAndFrequentCombinationsAreWatched(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2026-01", "2026-06", "threats;debt_bondage;false_promises", "FRA", 1)
	rowsOf(&b, "2026-01", "2026-04", "threats;withholds_documents", "FRA", 1)
	rowsOf(&b, "2026-01", "2026-12", "psychological_abuse", "FRA", 1)
	k := openWorld(t, "x", codesOf(watched), []byte(b.String())).ask(t, "{is: emergence, of: tool}", "2026-12")
	var got []string
	for _, r := range k.Rows {
		if strings.Contains(r.Key, "+") {
			got = append(got, r.Key)
		}
	}
	if diff := cmp.Diff([]string{"debt_bondage+false_promises+threats"}, got); diff != "" {
		t.Errorf("combinations (-want +got):\n%s", diff)
	}
}

// Every combination that is shown has the records that have all of its codes.
func TestCombinationsCountTheRecordsThatHaveAllOfTheirCodes(t *testing.T) {
	codes := []string{"threats", "debt_bondage", "false_promises", "sexual_abuse", "physical_abuse"}
	for seed := range uint64(5) {
		random := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		b.WriteString("day,tool,country\n")
		var last []string
		for i := range 80 {
			random.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
			set := strings.Join(codes[:1+random.IntN(5)], ";")
			fmt.Fprintf(&b, "2026-%02d-01,%s,FRA\n", 1+i%12, set)
			if i%12 == 11 {
				last = append(last, ";"+set+";")
			}
		}
		k := openWorld(t, "x", codesOf(watched), []byte(b.String())).ask(t, "{is: emergence, of: tool, top: 1000}", "2026-12")
		if len(k.Rows) < 10 {
			t.Errorf("%d rows", len(k.Rows))
		}
		for i, r := range k.Rows {
			want := int64(0)
			for _, record := range last {
				members := strings.Split(r.Key, "+")
				if !slices.ContainsFunc(members, func(c string) bool { return !strings.Contains(record, ";"+c+";") }) {
					want++
				}
			}
			if got := k.Cells[i][0].X; got != want {
				t.Errorf("%s has %d records, want %d", r.Key, got, want)
			}
		}
	}
}
