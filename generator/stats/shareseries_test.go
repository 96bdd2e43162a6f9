package stats_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/head"
	"htsm/generator/method"
)

// In October four of thirty that answered have one code or both; the one with
// both counts once, and the five without an answer are in no base.
func TestShareSeriesCountsEachUnitOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2026-09", "2026-09", "false_promises", "FRA", 40)
	rowsOf(&b, "2026-10", "2026-10", "threats;debt_bondage", "FRA", 1)
	rowsOf(&b, "2026-10", "2026-10", "threats", "FRA", 2)
	rowsOf(&b, "2026-10", "2026-10", "debt_bondage;false_promises", "FRA", 1)
	rowsOf(&b, "2026-10", "2026-10", "false_promises", "FRA", 26)
	rowsOf(&b, "2026-10", "2026-10", "", "FRA", 5)
	w := openWorld(t, "x", codesOf(watched), []byte(b.String()))
	k := w.ask(t, "{is: share-series, of: tool, values: [threats, debt_bondage], window: rolling-2}", "2026-10")
	if diff := cmp.Diff("2026-09=0 2026-10=4", counted(k)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	c := cellAt(t, k, "2026-10", "share")
	wilson, _ := method.Wilson(4, 30, 0.95)
	if c.X != 4 || c.N != 30 || c.Interval.Low != wilson.Low || c.Interval.High != wilson.High {
		t.Errorf("share %+v", c)
	}
	if k.Basis.Total != 75 || k.Basis.Answered != 70 {
		t.Errorf("basis %+v", k.Basis)
	}
	if long := w.ask(t, "{is: share-series, of: tool, values: [threats], window: rolling-40}", "2026-10"); len(long.Rows) != 14 || long.Stub[0].Word != "column.quarter" {
		t.Errorf("%d rows of a long window under %s", len(long.Rows), long.Stub[0].Word)
	}
}

func TestShareSeriesNamesItsCodes(t *testing.T) {
	data := "day,tool,country\n2026-10-01,threats,FRA\n"
	k := openWorld(t, "x", codesOf(watched), []byte(data)).ask(t, "{is: share-series, of: tool, values: [threats, debt_bondage]}", "2026-10")
	if diff := cmp.Diff([]head.Label{head.OfSet("control", "threats", "debt_bondage")}, k.Caveats[0].Labels); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
}
