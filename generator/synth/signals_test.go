package synth_test

import (
	"strconv"
	"strings"
	"testing"

	"htsm/generator/period"
	"htsm/generator/synth"
)

// A tally is what a signal looks like in an extract: rows that show it and
// rows that could, before the signal and from its first month on.
type tally struct{ shown, among [2]int }

func (c tally) perMille(when int) int {
	if c.among[when] == 0 {
		return 0
	}
	return 1000 * c.shown[when] / c.among[when]
}

func TestEverySignalShowsAndNullPlantsNone(t *testing.T) {
	o := synth.Options{Records: 60_000, Seed: 5, From: period.Of(2023, 1), To: period.Of(2026, 10)}
	planted := extract(t, o)
	o.Null = true
	null := extract(t, o)
	seen := map[synth.SignalKind]bool{}
	for _, s := range synth.Signals() {
		seen[s.Kind] = true
		t.Run(s.Name, func(t *testing.T) { checkSignal(t, s, planted, null) })
	}
	for kind := synth.Emerging; kind <= synth.Coverage; kind++ {
		if !seen[kind] {
			t.Errorf("no signal is of kind %d", kind)
		}
	}
}

func checkSignal(t *testing.T, s synth.Signal, planted, null []row) {
	with, without := count(s, planted), count(s, null)
	switch s.Kind {
	case synth.Emerging:
		expect(t, "before", with.perMille(0), 0, 60)
		expect(t, "after", with.perMille(1), 450, 700)
		expect(t, "after, null", without.perMille(1), 0, 60)
	case synth.NewCode:
		expect(t, "rows before", with.shown[0], 0, 0)
		expect(t, "after", with.perMille(1), 100, 300)
		expect(t, "rows, null", without.shown[0]+without.shown[1], 0, 0)
	case synth.Displaced:
		instead := synth.Signal{From: s.From, Among: s.Among, Shows: s.Instead}
		expect(t, "before", with.perMille(0), 200, 400)
		expect(t, "after", with.perMille(1), 650, 850)
		expect(t, "instead, before", count(instead, planted).perMille(0), 600, 800)
		expect(t, "instead, after", count(instead, planted).perMille(1), 150, 350)
		expect(t, "change, null", without.perMille(1)-without.perMille(0), -40, 40)
	case synth.Vanished:
		expect(t, "rows before", with.shown[0], 200, 2000)
		expect(t, "rows after", with.shown[1], 0, 0)
		expect(t, "rows after, null", without.shown[1], 50, 2000)
	case synth.Appeared, synth.Coverage:
		expect(t, "rows before", with.shown[0], 0, 0)
		expect(t, "rows after", with.shown[1], 50, 5000)
		expect(t, "rows before, null", without.shown[0], 100, 5000)
	case synth.Seasonal:
		expect(t, "share of a quarter at the peak", peak(s, planted), 320, 420)
		expect(t, "share of a quarter at the peak, null", peak(s, null), 230, 270)
	case synth.Rising:
		expect(t, "price after", mean(t, s, planted, 1)*1000/mean(t, s, planted, 0), 1200, 1500)
		expect(t, "price after, null", mean(t, s, null, 1)*1000/mean(t, s, null, 0), 950, 1050)
	}
}

func TestADisplacementMovesNationalsWithoutMakingMore(t *testing.T) {
	rows := extract(t, synth.Options{Records: 60_000, Seed: 7, From: period.Of(2025, 5), To: period.Of(2026, 12)})
	perDay := [2]int{}
	for _, r := range rows {
		if m := r["event_date"][:7]; r["crime_type"] == "SOM" && r["nationality"] == "GIN" {
			switch { // The same three months of two years; the last is complete.
			case m >= "2025-05" && m <= "2025-07":
				perDay[0]++
			case m >= "2026-05" && m <= "2026-07":
				perDay[1]++
			}
		}
	}
	expect(t, "a year later", 1000*perDay[1]/perDay[0], 850, 1150)
}

func expect(t *testing.T, what string, got, low, high int) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: got %d, want %d to %d", what, got, low, high)
	}
}

func count(s synth.Signal, rows []row) tally {
	var c tally
	for _, r := range rows {
		if !all(r, s.Among) {
			continue
		}
		when := since(s, r)
		c.among[when]++
		if all(r, s.Shows) {
			c.shown[when]++
		}
	}
	return c
}

// since returns 1 for events from the first month of the signal on.
func since(s synth.Signal, r row) int {
	if r["event_date"][:7] >= s.From.String() {
		return 1
	}
	return 0
}

func all(r row, matches []synth.Match) bool {
	for _, m := range matches {
		if !strings.Contains(";"+r[m.Column]+";", ";"+m.Value+";") {
			return false
		}
	}
	return true
}

// peak returns how many in 1000 rows of whole years fall in the peak months.
func peak(s synth.Signal, rows []row) int {
	total, high := 0, 0
	for _, r := range rows {
		if !all(r, s.Among) || !all(r, s.Shows) || r["event_date"] > "2025-12-31" {
			continue
		}
		total++
		for _, month := range s.Peak {
			if r["event_date"][5:7] == period.Of(2000, month).String()[5:] {
				high++
			}
		}
	}
	return 1000 * high / total
}

// mean returns the mean price in euros of the leg of a rising signal, before
// it or from it on.
func mean(t *testing.T, s synth.Signal, rows []row, when int) int {
	t.Helper()
	n, sum := 0, 0.0
	for _, r := range rows {
		if since(s, r) != when || r["price_currency"] != "EUR" {
			continue
		}
		stops := strings.Split(r["route"], ">")
		for i, cell := range strings.Split(r["leg_prices"], ";") {
			if cell == "" || stops[i]+">"+stops[i+1] != s.Shows[0].Value {
				continue
			}
			price, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			n++
			sum += price
		}
	}
	if n < 50 {
		t.Fatalf("only %d prices", n)
	}
	return int(sum / float64(n))
}
