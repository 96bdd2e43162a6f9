package stats_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"htsm/generator/period"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// Three years of ten records a month and forty in July: 450 records, 120 of
// them in July, make an index of 1200 × 120 / 450.
func TestSeasonalityIsTheShareOfTheMonthsOfWholeYears(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2023-11", "2026-12", "a", "FRA", 10)
	for _, m := range []string{"2024-07", "2025-07", "2026-07"} {
		rowsOf(&b, m, m, "a", "FRA", 30)
	}
	w := openWorld(t, "x", watched, []byte(b.String()))
	k := w.ask(t, "{is: seasonality}", "2026-12")
	july := cellAt(t, k, "7", "index")
	near(t, "index", july.Value.Float64(), 320)
	if k.Span != (period.Span{First: period.Of(2024, 1), Last: period.Of(2026, 12)}) || july.N != 450 {
		t.Errorf("%v, base %d", k.Span, july.N)
	}
	if july.Interval.Low >= 320 || july.Interval.High <= 320 || july.Interval.Method != "wilson" {
		t.Errorf("interval %+v", july.Interval)
	}
	// In July 2026 the two whole years before are not enough.
	if k := w.ask(t, "{is: seasonality}", "2026-07"); len(k.Rows) != 1 || k.Caveats[0].Word != "caveat.history-short" {
		t.Errorf("%d rows, %v", len(k.Rows), k.Caveats)
	}
}

func TestSeasonalityFindsTheSummerAtSea(t *testing.T) {
	k := plantedWorld(t).ask(t, "{is: seasonality, measure: rows, where: {border_type: sea, crime_type: SOM}}", "2026-10")
	var highest []string
	for _, r := range k.Rows[:12] {
		if cellAt(t, k, r.Key, "index").Value.Float64() > 130 {
			highest = append(highest, r.Key)
		}
	}
	if got := strings.Join(highest, " "); got != "7 8 9" {
		t.Errorf("months above 130: %s", got)
	}
}

func TestSeasonalityOfNothingIsEven(t *testing.T) {
	outside, months := 0, 0
	for seed := range uint64(5) {
		w := inventedWorld(t, synth.Options{Records: 8000, Seed: 4000 + seed, From: period.Of(2022, 1), To: period.Of(2025, 12), Null: true})
		k := w.ask(t, "{is: seasonality, measure: rows}", "2025-12")
		for i, r := range k.Rows[:12] {
			// Of an even year, three times or so, by the days of the month.
			even := 1200 * float64(period.Of(2025, i+1).Days()) / 365.25
			c := cellAt(t, k, r.Key, "index").Interval
			months++
			if even < c.Low || even > c.High {
				outside++
			}
		}
	}
	if outside > months/8 {
		t.Errorf("%d of %d intervals miss the even index", outside, months)
	}
}

// A series of 100 and 300 each December has the constant trend
// exp((11 ln 100.5 + ln 300.5) / 12) - ½.
func TestDeseasonalisedTakesASeasonThatRepeatsItselfOut(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2023-01", "2026-12", "a", "FRA", 100)
	for _, m := range []string{"2023-12", "2024-12", "2025-12", "2026-12"} {
		rowsOf(&b, m, m, "a", "FRA", 200)
	}
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: deseasonalised}", "2026-12")
	want := math.Exp((11*math.Log(100.5)+math.Log(300.5))/12) - 0.5
	for _, m := range []string{"2025-01", "2025-12", "2026-07", "2026-12"} {
		for _, col := range []string{"adjusted", "trend"} {
			if got := cellAt(t, k, m, col).Value.Float64(); math.Abs(got-want) > 0.01 {
				t.Errorf("%s of %s is %v, want %v", col, m, got, want)
			}
		}
	}
	if got := cellAt(t, k, "2026-12", "count").X; got != 300 || len(k.Rows) != 24 {
		t.Errorf("count %d, %d rows", got, len(k.Rows))
	}
}

func TestDeseasonalisedLeavesIncompleteMonthsAlone(t *testing.T) {
	k := plantedWorld(t).ask(t, "{is: deseasonalised, where: {border_type: sea}}", "2026-10")
	last := cellAt(t, k, "2026-10", "trend")
	if last.State != table.Undefined || cellAt(t, k, "2026-10", "count").Flags&table.Provisional == 0 {
		t.Errorf("the trend of an incomplete month: %+v", last)
	}
	// The season is planted, a trend is not: without the season the months
	// vary less.
	spread := func(col string) float64 {
		low, high := math.Inf(1), 0.0
		for _, r := range k.Rows[:21] {
			x := cellAt(t, k, r.Key, col).Value.Float64()
			low, high = min(low, x), max(high, x)
		}
		return high / low
	}
	if a, b := spread("adjusted"), spread("count"); a > 0.75*b {
		t.Errorf("highest over lowest month: %v without the season, %v with it", a, b)
	}
}

// Counts of 10, 12, 14 and 16 a month in four years: every one of the 6 pairs
// of years rises in each of the 12 months, so S is 72; its variance is
// 12 × 4·3·13/18 = 104 and z (72 - 1) / √104. The slope is 2 and 2/13 of the
// mean.
func TestTrendComparesEachMonthWithItself(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2023-01", "2023-12", "up", "FRA", 10)
	rowsOf(&b, "2024-01", "2024-12", "up", "FRA", 12)
	rowsOf(&b, "2025-01", "2025-12", "up", "FRA", 14)
	rowsOf(&b, "2026-01", "2026-12", "up", "FRA", 16)
	rowsOf(&b, "2023-01", "2026-12", "even", "FRA", 7)
	rowsOf(&b, "2023-01", "2024-12", "down", "FRA", 9)
	rowsOf(&b, "2025-01", "2026-12", "down", "FRA", 1)
	w := openWorld(t, "x", watched, []byte(b.String()))
	k := w.ask(t, "{is: trend, by: tool}", "2026-12")
	near(t, "slope", cellAt(t, k, "up", "slope").Value.Float64(), 2)
	near(t, "relative slope", cellAt(t, k, "up", "change-yearly").Value.Float64(), 0.153846)
	near(t, "p", cellAt(t, k, "up", "slope").Test.P, math.Erfc(71/math.Sqrt(104)/math.Sqrt2))
	stats.Adjust([]*table.Table{k}, 0.05)
	got := findings(k)
	if got["up"] != "rising" || got["down"] != "falling" || got["even"] != "" {
		t.Errorf("findings: %v", got)
	}
	if k := w.ask(t, "{is: trend, by: tool}", "2026-11"); len(k.Rows) != 1 || k.Caveats[0].Word != "caveat.history-short" {
		t.Error("there is a trend of three whole years")
	}
}

func TestTrendOfNothingFindsNoMoreThanChance(t *testing.T) {
	tests, low := 0, 0
	for seed := range uint64(5) {
		w := inventedWorld(t, synth.Options{Records: 8000, Seed: 5000 + seed, From: period.Of(2021, 1), To: period.Of(2026, 10), Null: true})
		k := w.ask(t, "{is: trend, by: nationality, measure: rows}", "2026-08")
		for _, row := range k.Cells {
			tests++
			if row[1].Test.P <= 0.05 {
				low++
			}
		}
	}
	if low > tests/8 {
		t.Errorf("%d of %d tests have p at most 0.05", low, tests)
	}
}

// Counts that vary by chance around a level, a trend or a summer: only the last is
// a season. Of five records a month none is named.
func TestASeasonIsNamedOnlyIfItRepeatsItself(t *testing.T) {
	for name, c := range map[string]struct {
		mean func(i int) float64
		want string
	}{
		"summer":        {func(i int) float64 { return 40 + 40*float64(btoi(i%12 == 6 || i%12 == 7)) }, "seasonal"},
		"level":         {func(int) float64 { return 40 }, "none"},
		"trend":         {func(i int) float64 { return 20 + 2*float64(i) }, "none"},
		"a single peak": {func(i int) float64 { return 40 + 200*float64(btoi(i == 18)) }, "none"},
		"small summer":  {func(i int) float64 { return 5 + 5*float64(btoi(i%12 == 6 || i%12 == 7)) }, "none"},
	} {
		random := rand.New(rand.NewPCG(11, 12))
		var b strings.Builder
		b.WriteString("day,tool,country\n")
		for i := range 36 {
			m, n := (period.Of(2024, 1) + period.Month(i)).String(), 0
			for x := random.ExpFloat64(); x < c.mean(i); x += random.ExpFloat64() {
				n++ // A Poisson count.
			}
			rowsOf(&b, m, m, "a", "FRA", n)
		}
		k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: seasonality}", "2026-12")
		holds(t, k)
		stats.Adjust([]*table.Table{k}, 0.05)
		got, p := "none", cellAt(t, k, "total", "index").Test
		if word, ok := findings(k)["total"]; ok {
			got = word
		}
		if got != c.want || p.Done == (name == "small summer") {
			t.Errorf("%s: %s, with the test %+v", name, got, p)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Three years of which the months have the same order of daily counts: their
// chance is that of two years with the order of the first, 12! to the power of -2.
func TestTheSeasonTestRanksTheDaysOfMonthsWithinTheirYear(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	for i := range 36 {
		m := (period.Of(2025, 1) + period.Month(i)).String()
		rowsOf(&b, m, m, "a", "FRA", []int{31, 56, 93, 120, 155, 180, 217, 248, 270, 310, 330, 372}[i%12]+i/12)
	}
	k := openWorld(t, "x", watched, []byte(b.String())).ask(t, "{is: seasonality}", "2027-12")
	lgamma, _ := math.Lgamma(13)
	if p := cellAt(t, k, "total", "index").Test.P; math.Abs(math.Log(p)+2*lgamma) > 1e-9 {
		t.Errorf("p is %v", p)
	}
}
