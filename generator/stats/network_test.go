package stats_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/num"
)

const networked = `contract: x
title: {en: X}
source: {path: x.csv}
unit: records
date: day
columns:
  day: {type: date}
  tool: {type: path, list: countries, separator: ">"}
`

// Syrians go by Turkey to Greece or Bulgaria and on to Germany, some Turks
// start in Turkey, Sudanese go by Libya to Italy. Pairs of an origin and a
// destination: SYR-DEU by two ways of three legs, TUR-DEU by two of two, SDN-ITA.
// Turkey is on one of three pairs, Libya on one, Greece and Bulgaria on half of
// two. The shortest sets that cut all: Turkey as transit does not stop Turks,
// so that Greece, Bulgaria and Libya are needed.
func TestNetworkCountsPlacesByCasesLegsAndPairs(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool\n")
	add := func(route string, n int) { b.WriteString(strings.Repeat("2026-10-01,"+route+"\n", n)) }
	add("SYR>TUR>GRC>DEU", 30)
	add("SYR>TUR>BGR>DEU", 20)
	add("TUR>GRC>DEU", 10)
	add("TUR>BGR>DEU", 10)
	add("SDN>LBY>ITA", 25)
	add("SYR>DEU", 40)            // Direct: no place to pass.
	add("SYR>LBN>TUR>GRC>DEU", 2) // Too few records for a leg to Lebanon.
	k := openWorld(t, "x", networked, []byte(b.String())).ask(t, "{is: network, of: tool}", "2026-10")
	want := map[string][4]float64{ // Cases, legs, betweenness, dependent origins.
		"TUR": {52, 52, 1.0 / 3, 1}, "GRC": {42, 42, 1.0 / 3, 0}, "BGR": {30, 30, 1.0 / 3, 0}, "LBY": {25, 25, 1.0 / 3, 1},
	}
	for row, w := range want {
		for i, col := range []string{"count", "legs", "betweenness", "dependent-origins"} {
			near(t, row+" "+col, cellAt(t, k, row, col).Value.Float64(), w[i])
		}
	}
	if got := cellAt(t, k, "total", "legs").Value; got != num.Whole(50*3+20*2+25*2+40+2*4) {
		t.Errorf("%v legs travelled", got)
	}
	if diff := cmp.Diff(map[string]string{"GRC": "chokepoint", "BGR": "chokepoint", "LBY": "chokepoint", "TUR": "link"}, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if k.Basis.Answered != 137 {
		t.Errorf("basis %+v", k.Basis)
	}
}

// A route that comes to a place twice is one case and two legs.
func TestNetworkCountsARouteThatReturnsOnce(t *testing.T) {
	data := "day,tool\n" + strings.Repeat("2026-10-01,SYR>TUR>GRC>TUR>DEU\n", 5)
	k := openWorld(t, "x", networked, []byte(data)).ask(t, "{is: network, of: tool}", "2026-10")
	if cases, legs := cellAt(t, k, "TUR", "count").X, cellAt(t, k, "TUR", "legs").X; cases != 5 || legs != 10 {
		t.Errorf("%d cases and %d legs", cases, legs)
	}
}
