package stats_test

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/diag"
	"htsm/generator/method"
	"htsm/generator/population"
	"htsm/generator/release"
	"htsm/generator/stats"
	"htsm/generator/table"
)

// populated is a world whose contract names populations.
func populated(t *testing.T, data string) *world {
	t.Helper()
	const people = "code,date,population\nFRA,2026-01-01,60000000\nMLT,2025,500000\nMLT,2026-07-01,600000\n"
	w := openWorld(t, "x", watched+"populations: [{column: country, path: people.csv}]\n", []byte(data))
	var diags diag.List
	list, ok := population.Read(fstest.MapFS{"p.csv": {Data: []byte(people)}}, "p.csv", "countries", w.lists, &diags)
	refuse(t, &diags, ok)
	w.input.Populations = map[string]*population.List{"country": list}
	return w
}

// 120 victims of 60 million in a whole year are 2 per million; in one month of
// 31 days 31 of them are 31 / 60 × 365 / 31. Malta has half of the year 0.5 and
// from July on 0.6 million: (0.5 × 181 + 0.6 × 184) / 365 million person-years.
func TestRateIsPerMillionInhabitantsAndYear(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2026-01", "2026-11", "a", "FRA", 8)
	rowsOf(&b, "2026-12", "2026-12", "a", "FRA", 31)
	rowsOf(&b, "2026-12", "2026-12", "a", "FRA", 1)
	rowsOf(&b, "2026-03", "2026-03", "a", "MLT", 11)
	rowsOf(&b, "2026-03", "2026-03", "a", "ITA", 30) // Of which the list holds no figure.
	w := populated(t, b.String())
	year := w.ask(t, "{is: rate, by: country, window: rolling-12}", "2026-12")
	near(t, "France", cellAt(t, year, "FRA", "rate").Value.Float64(), 120/60.0)
	malta := cellAt(t, year, "MLT", "rate")
	near(t, "Malta", malta.Value.Float64(), 11/((0.5*181+0.6*184)/365))
	if malta.Flags&table.Unreliable == 0 || cellAt(t, year, "FRA", "rate").Flags&table.Unreliable != 0 {
		t.Error("eleven records do not make a reliable rate, and 120 do")
	}
	garwood, _ := method.Garwood(120, 60, 0.95)
	if got := cellAt(t, year, "FRA", "rate").Interval; math.Abs(got.Low-garwood.Low)+math.Abs(got.High-garwood.High) > 1e-9 || got.Method != "garwood" {
		t.Errorf("interval %+v, want %+v", got, garwood)
	}
	for _, row := range []string{"ITA", "total"} {
		if c := cellAt(t, year, row, "rate"); c.State != table.Undefined {
			t.Errorf("%s has a rate of unknown inhabitants: %+v", row, c)
		}
	}
	month := w.ask(t, "{is: rate, by: country}", "2026-12")
	near(t, "December", cellAt(t, month, "FRA", "rate").Value.Float64(), 32/60.0*365/31)
	// Before 2026 France has no figure.
	if c := cellAt(t, w.ask(t, "{is: rate, by: country, window: rolling-24}", "2026-12"), "FRA", "rate"); c.State != table.Undefined {
		t.Errorf("a month without a figure: %+v", c)
	}
}

// Ten records of five persons are ten events.
func TestRateOfPersonsInGroupsRestsOnTheirRecords(t *testing.T) {
	data := "day,tool,country,persons\n" + strings.Repeat("2026-10-01,a,FRA,5\n", 10)
	contract := strings.NewReplacer("unit: records", "unit: persons\nmeasure: persons", "tool: {type: text}", "persons: {type: integer}").Replace(watched)
	w := populated(t, "day,tool,country\n2026-10-01,a,FRA\n")
	people := w.input.Populations
	w = openWorld(t, "x", contract+"populations: [{column: country, path: people.csv}]\n", []byte(data))
	w.input.Populations = people
	c := cellAt(t, w.ask(t, "{is: rate, by: country}", "2026-10"), "FRA", "rate")
	near(t, "rate", c.Value.Float64(), 50/60.0*365/31)
	near(t, "low", c.Interval.Low, (50-5*5.20461107)/60*365/31)
	if c.Interval.Method != "garwood-clustered" || c.Flags&table.Unreliable == 0 {
		t.Errorf("%+v", c)
	}
}

// Where counts are rounded, a rate is that of the rounded count: else it would
// give the exact one away.
func TestRateOfRoundedCountsIsRoundedToo(t *testing.T) {
	var b strings.Builder
	b.WriteString("day,tool,country\n")
	rowsOf(&b, "2026-12", "2026-12", "a", "FRA", 43)
	k := populated(t, b.String()).ask(t, "{is: rate, by: country}", "2026-12")
	out := release.Policy{Threshold: 1, RoundTo: 5}.Apply(k)
	n, ok := out.Cells[0][1].Number()
	if !ok || n.String() != "8.8" { // 45 / 60 × 365 / 31 = 8.83; 43 would give 8.4.
		t.Errorf("rate %v", n)
	}
}

func TestRateNeedsAPopulationList(t *testing.T) {
	s, _ := stats.Lookup("rate")
	if n, ok := s.Need(stats.By); !ok || !n.People || !n.Required {
		t.Errorf("%+v", n)
	}
}
