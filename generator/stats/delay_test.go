package stats_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"htsm/generator/period"
	"htsm/generator/synth"
	"htsm/generator/table"
)

var lateContract = strings.NewReplacer("reporter: country", "reported: entered", "country: {type: code, list: countries}", "entered: {type: date}").Replace(watched)

// Of ten records a month five are entered at once, three a month later and two
// two months later: the factors are 8/5 and 10/8, so that half of the last
// month and eight tenths of the month before are known.
func TestDelayCompletesMonthsByTheGrowthOfEarlierOnes(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,entered,tool\n")
	last := period.Of(2026, 12)
	for m := period.Of(2026, 1); m <= last; m++ {
		for i, delay := range []period.Month{0, 0, 0, 0, 0, 1, 1, 1, 2, 2} {
			if m+delay <= last {
				fmt.Fprintf(&b, "%v-%02d,%v-28,a\n", m, 1+i, m+delay)
			}
		}
	}
	k := openWorld(t, "x", lateContract, []byte(b.String())).ask(t, "{is: delay}", "2026-12")
	for _, c := range []struct {
		row                 string
		count               int64
		completeness, total float64
	}{{"2026-12", 5, 0.5, 10}, {"2026-11", 8, 0.8, 10}, {"2026-10", 10, 1, 10}} {
		if got := cellAt(t, k, c.row, "count").X; got != c.count {
			t.Errorf("%s: %d recorded, want %d", c.row, got, c.count)
		}
		near(t, c.row+" completeness", cellAt(t, k, c.row, "completeness").Value.Float64(), c.completeness)
		near(t, c.row+" corrected", cellAt(t, k, c.row, "corrected").Value.Float64(), c.total)
	}
	if got := findings(k); len(got) != 1 || got["2026-12"] != "incomplete" {
		t.Errorf("findings: %v", got)
	}
}

// What was known in June is completed and held against what was known in
// October, when hardly a report of those months was still missing.
func TestCorrectedMonthsHoldWhatCameLater(t *testing.T) {
	t.Parallel()
	contract, err := os.ReadFile("../../data/detections.contract.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(contract), "{min: 1000}", "{min: 1}", 1)
	within, closer, all := 0, 0, 0
	for seed := range uint64(4) {
		var data bytes.Buffer
		if _, err := synth.Write(&data, synth.Options{Records: 8000, Seed: 6000 + seed, From: period.Of(2023, 1), To: period.Of(2026, 10), Null: true}); err != nil {
			t.Fatal(err)
		}
		var early []string
		for i, line := range strings.Split(data.String(), "\n") {
			if cells := strings.Split(line, ","); i == 0 || len(cells) > 5 && cells[5] <= "2026-06-30" {
				early = append(early, line)
			}
		}
		then := openWorld(t, "detections", text, []byte(strings.Join(early, "\n")+"\n")).ask(t, "{is: delay, measure: rows}", "2026-06")
		now := openWorld(t, "detections", text, data.Bytes()).ask(t, "{is: series, measure: rows}", "2026-10")
		for _, m := range []string{"2026-04", "2026-05", "2026-06"} {
			truth := float64(cellAt(t, now, m, "count").X)
			c, recorded := cellAt(t, then, m, "corrected"), float64(cellAt(t, then, m, "count").X)
			all++
			if c.Interval.Low-0.5 <= truth && truth <= c.Interval.High+0.5 {
				within++
			}
			if d := c.Value.Float64() - truth; d*d < (recorded-truth)*(recorded-truth) {
				closer++
			}
		}
	}
	if within < all*3/4 || closer < all*3/4 {
		t.Errorf("of %d months the interval holds %d, and %d are closer than uncorrected", all, within, closer)
	}
}

func TestDelayNeedsADateOfEntry(t *testing.T) {
	k := openWorld(t, "x", watched, []byte("day,tool,country\n2026-10-01,a,FRA\n")).ask(t, "{is: delay}", "2026-10")
	if c := cellAt(t, k, "2026-10", "corrected"); c.State != table.Undefined {
		t.Errorf("corrected without delays: %+v", c)
	}
}
