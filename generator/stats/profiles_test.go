package stats_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/release"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

const askProfiles = "{is: profiles, of: tool}"

// profiledWorld holds records with the given codes in January 2024.
func profiledWorld(t *testing.T, records map[string]int) *world {
	t.Helper()
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for _, codes := range sortedKeys(records) {
		rowsOf(&b, "2024-01", "2024-01", codes, "FRA", records[codes])
	}
	return openWorld(t, "x", codesOf(watched), []byte(b.String()))
}

func sortedKeys(m map[string]int) []string {
	var out []string
	for k := range m { // In any order: sorted below.
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Those with debts and those with threats never meet, but for what all share.
func TestProfilesAreTheGroupsThatCodesForm(t *testing.T) {
	k := profiledWorld(t, map[string]int{
		"debt_bondage;takes_earnings": 60, "debt_bondage": 15, "takes_earnings": 15,
		"threats;physical_abuse": 40, "threats": 5, "physical_abuse": 5, "not_specified": 12,
	}).ask(t, askProfiles, "2024-01")
	holds(t, k)
	want := map[string]int64{
		"1": 90, "1/debt_bondage": 75, "1/takes_earnings": 75, "1/threats": 0, "1/physical_abuse": 0,
		"2": 50, "2/debt_bondage": 0, "2/takes_earnings": 0, "2/threats": 45, "2/physical_abuse": 45, "total": 140,
	}
	got := map[string]int64{}
	for i, r := range k.Rows {
		got[r.Key] = k.Cells[i][0].X
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if c := cellAt(t, k, "1", "share"); c.Value != (num.Fraction{Num: 90, Den: 140}) || c.Interval.Level != 95 {
		t.Errorf("the share of the first profile is %+v", c)
	}
	if c := cellAt(t, k, "2/threats", "share"); c.Value != (num.Fraction{Num: 45, Den: 50}) {
		t.Errorf("the share of threats in the second profile is %+v", c)
	}
	near(t, "lift", cellAt(t, k, "2/threats", "lift").Value.Float64(), 2.8) // 45/50 over 45/140.
	near(t, "stability", cellAt(t, k, "1", "stability").Value.Float64(), 1)
	if b := k.Basis; b.Total != 152 || b.Answered != 140 {
		t.Errorf("the twelve records that say nothing are counted: %+v", b)
	}
	if len(k.Caveats) == 0 || k.Caveats[0].Word != "caveat.profiles" || k.Caveats[0].Shares[0].Value.Float64() < 0.95 {
		t.Errorf("remarks %+v", k.Caveats)
	}
}

// Codes that records have by the toss of a coin each form no group.
func TestCodesThatAreIndependentFormNoProfile(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	records := map[string]int{}
	for range 400 {
		var codes []string
		for _, c := range []string{"threats", "debt_bondage", "takes_earnings", "physical_abuse"} {
			if random.IntN(2) == 0 {
				codes = append(codes, c)
			}
		}
		if len(codes) > 0 {
			records[strings.Join(codes, ";")]++
		}
	}
	records["not_specified"] = 3
	k := profiledWorld(t, records).ask(t, askProfiles, "2024-01")
	if len(k.Rows) != 1 || k.Rows[0].Kind != head.Total || k.Caveats[0].Word != "caveat.no-profiles" {
		t.Errorf("rows %v, remarks %v", k.Rows, k.Caveats)
	}
}

// A group of fewer records than the smallest base is no profile, and neither is
// anything among so few records.
func TestASmallGroupIsNoProfile(t *testing.T) {
	for name, records := range map[string]map[string]int{
		"small group": {"debt_bondage;takes_earnings": 200, "threats;physical_abuse": 12},
		"few records": {"debt_bondage;takes_earnings": 20, "threats;physical_abuse": 19},
		"one code":    {"debt_bondage": 90},
		"nothing":     {"not_specified": 50},
	} {
		k := profiledWorld(t, records).ask(t, askProfiles, "2024-01")
		if len(k.Rows) != 1 || k.Caveats[0].Word != "caveat.no-profiles" {
			t.Errorf("%s: rows %v", name, k.Rows)
		}
	}
}

// The order of the records and of the codes within them changes nothing.
func TestProfilesFollowFromTheRecordsAlone(t *testing.T) {
	o := synth.Options{Records: 3000, Seed: 1, From: period.Of(2023, 1), To: period.Of(2026, 10)}
	const ask = "{is: profiles, of: control, where: {crime_type: THB}, window: rolling-24}"
	a, b := inventedWorld(t, o).ask(t, ask, "2026-08"), inventedWorld(t, o).ask(t, ask, "2026-08")
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
	holds(t, a)
}

// Where a code has one small count, a second one is hidden with it, so that the
// count of the code in all records, which another table shows, does not give the
// small one away.
func TestASmallCountOfACodeIsNotHiddenAlone(t *testing.T) {
	k := profiledWorld(t, map[string]int{
		"debt_bondage;takes_earnings": 60, "debt_bondage;takes_earnings;psychoactive": 30,
		"threats;physical_abuse": 50, "threats;physical_abuse;psychoactive": 4,
		"false_promises;restricts_movement": 40, "false_promises;restricts_movement;psychoactive": 25,
	}).ask(t, askProfiles, "2024-01")
	holds(t, k)
	released := release.Policy{Threshold: 11}.Apply(k)
	if released.Withheld {
		t.Fatal("the table is withheld")
	}
	hidden := map[string]int{}
	for i, r := range released.Rows {
		if _, code, ok := strings.Cut(r.Key, "/"); ok && released.Cells[i][0].Status() == release.Suppressed {
			hidden[code]++
		}
	}
	for code, n := range hidden {
		if n < 2 {
			t.Errorf("the count of %s is hidden in one profile alone", code)
		}
	}
	if len(hidden) == 0 {
		t.Errorf("no count is hidden: %s", fmt.Sprint(k.Rows))
	}
}

// Nobody's profile is a test.
func TestProfilesMakeNoTests(t *testing.T) {
	k := profiledWorld(t, map[string]int{"debt_bondage;takes_earnings": 60, "threats;physical_abuse": 40}).ask(t, askProfiles, "2024-01")
	if tests, _ := stats.Adjust([]*table.Table{k}, 0.05); tests != 0 {
		t.Errorf("%d tests", tests)
	}
}
