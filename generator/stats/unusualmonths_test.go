package stats_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// Ten records a month for three years, but thirty in July and none in October
// of the last. July rests on the nine months of June to August of the three
// years before, 90 records: negative binomial with size 90.5 and chance 9/10.
// October has nine such months as well; of none the chance is 0.9^90.5.
func TestUnusualMonthsAreThoseThatTheirOwnPastDoesNotExpect(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2023-01", "2026-09", "a", "FRA", 10)
	rowsOf(&b, "2026-07", "2026-07", "a", "FRA", 20)
	rowsOf(&b, "2026-11", "2026-12", "a", "FRA", 10)
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: unusual-months, top: 24}", "2026-12")
	near(t, "expected of July", cellAt(t, k, "total/2026-07", "expected").Value.Float64(), 90.5/9)
	near(t, "p of October", cellAt(t, k, "total/2026-10", "lower-bound").Test.P, math.Pow(0.9, 90.5))
	if july := cellAt(t, k, "total/2026-07", "upper-bound"); july.Value.Float64() != 19 || july.Test.P > 1e-5 {
		t.Errorf("July: %+v", july)
	}
	stats.Adjust([]*table.Table{k}, 0.05)
	want := map[string]string{"total/2026-07": "unusually-high", "total/2026-10": "unusually-low"}
	if diff := cmp.Diff(want, findings(k)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if k.Span != (period.Span{First: period.Of(2026, 1), Last: period.Of(2026, 12)}) || k.Basis.Total != 130 {
		t.Errorf("%v, %d records", k.Span, k.Basis.Total)
	}
}

func TestNoMonthOfAnEvenSeriesIsUnusual(t *testing.T) {
	t.Parallel()
	found, tests := 0, 0
	for seed := range uint64(4) {
		w := inventedWorld(t, synth.Options{Records: 8000, Seed: 5000 + seed, From: period.Of(2021, 1), To: period.Of(2026, 12), Null: true})
		k := w.ask(t, "{is: unusual-months, by: nationality, top: 1000}", "2026-12")
		n, _ := stats.Adjust([]*table.Table{k}, 0.05)
		tests += n
		found += len(findings(k))
	}
	if tests < 4*2*100 || found > 2 {
		t.Errorf("%d findings of %d tests", found, tests)
	}
}
