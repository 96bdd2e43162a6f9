package stats_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// East falls from 60 to 30 of 100 and south from 20 to 10; west rises from 10
// to 45, north from 10 to 15: 40 points moved, 7 parts of 8 of them to west.
func TestWhatAValueLostGoesToThoseThatGainedInProportion(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for tool, n := range map[string][2]int{"east": {120, 60}, "south": {40, 20}, "west": {20, 90}, "north": {20, 30}} {
		rowsOf(&b, "2025-10", "2025-10", tool, "FRA", n[0])
		rowsOf(&b, "2026-10", "2026-10", tool, "FRA", n[1])
	}
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: redistribution, of: tool}", "2026-10")
	for row, want := range map[string]float64{
		"east>west": 0.30 * 7 / 8, "east>north": 0.30 / 8, "south>west": 0.10 * 7 / 8, "south>north": 0.10 / 8,
	} {
		c := cellAt(t, k, row, "moved")
		near(t, row, c.Value.Float64(), want)
		if c.Interval.Method != "bootstrap" || c.Interval.High-c.Interval.Low > 0.3 {
			t.Errorf("%s: interval %+v", row, c.Interval)
		}
	}
	near(t, "loss", cellAt(t, k, "east>west", "loss").Value.Float64(), -0.3)
	near(t, "gain", cellAt(t, k, "east>west", "gain").Value.Float64(), 0.35)
	stats.Adjust([]*table.Table{k}, 0.05)
	want := map[string]string{"east>west": "moved", "south>west": "moved", "east>north": "moved", "south>north": "moved"}
	if diff := cmp.Diff(want, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// The changes of west follow those of east a month later, the other way round:
// the correlation at a delay of one month is -1.
func TestCorrelationOfChangesSeesTheDelay(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	level := func(i int) int { return 30 - i*i%17 }
	for i := range 36 {
		m := period.Of(2024, 1) + period.Month(i)
		rowsOf(&b, m.String(), m.String(), "east", "FRA", level(i))
		rowsOf(&b, m.String(), m.String(), "west", "FRA", 80-level(max(0, i-1)))
	}
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: redistribution, of: tool, compare: previous}", "2026-12")
	if len(k.Rows) != 1 {
		t.Fatalf("%d rows", len(k.Rows))
	}
	key := "lag-1"
	if k.Rows[0].Key == "west>east" {
		t.Fatal("west lost: the delay cannot be seen from there")
	}
	near(t, "correlation", cellAt(t, k, k.Rows[0].Key, key).Value.Float64(), -1)
	if r := cellAt(t, k, k.Rows[0].Key, "lag-0").Value.Float64(); math.Abs(r) > 0.9 {
		t.Errorf("in the same month it is %v", r)
	}
}

func TestRedistributionFindsWhatWasPlanted(t *testing.T) {
	k := plantedWorld(t).ask(t, "{is: redistribution, of: eu_route, by: nationality, window: rolling-3, where: {crime_type: SOM, nationality: [GIN, SYR, TUN]}}", "2026-08")
	stats.Adjust([]*table.Table{k}, 0.05)
	if got := findings(k)["GIN/CMR>WMR"]; got != "moved" {
		t.Errorf("findings: %v", findings(k))
	}
}

func TestRedistributionOfNothingFindsNoMoreThanChance(t *testing.T) {
	t.Parallel()
	found, tables := 0, 0
	for seed := range uint64(5) {
		w := inventedWorld(t, synth.Options{Records: 8000, Seed: 6000 + seed, From: period.Of(2023, 1), To: period.Of(2026, 10), Null: true})
		for _, at := range []string{"2025-06", "2026-06"} {
			k := w.ask(t, fmt.Sprintf("{is: redistribution, of: eu_route, by: nationality, measure: rows, window: rolling-6, top: %d}", 100), at)
			stats.Adjust([]*table.Table{k}, 0.05)
			tables++
			if len(findings(k)) > 0 {
				found++
			}
		}
	}
	if found > 2 {
		t.Errorf("%d of %d tables have a finding", found, tables)
	}
}
