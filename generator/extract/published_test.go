package extract_test

import (
	"os"
	"path/filepath"
	"testing"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/extract"
	"htsm/generator/period"
)

// none holds no list, for columns of text.
type none struct{}

func (none) Has(string, string) bool { return false }

func (none) Near(string, string) string { return "" }

// dataset opens an engine over a real extract.
func dataset(t *testing.T, file string, c contract.Contract) (*extract.Set, engine.Engine) {
	t.Helper()
	root := extract.SharedRoot()
	if _, err := os.Stat(filepath.Join(root, "data", file)); err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skipf("%v; set HTSM_SHARED to the folder of shared data", err)
	}
	c.File = "data/t.contract.yaml"
	c.Source = contract.Source{Path: file, Encoding: "utf-8", Delimiter: ',', Decimal: '.'}
	var diags diag.List
	set, err := extract.Open(t.Context(), os.DirFS(root), &c, none{}, extract.Options{Snapshot: filepath.Join(t.TempDir(), "t.parquet")}, &diags)
	if err != nil {
		t.Fatal(err, diags.All())
	}
	e, err := engine.OpenDuckDB(t.Context(), set.Snapshot, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return set, e
}

// sum returns the sum of a column over the rows that fulfil the conditions.
func sum(t *testing.T, e engine.Engine, column string, where ...engine.Condition) int64 {
	t.Helper()
	rows, err := e.Group(t.Context(), engine.Query{Sums: []string{column}, Where: where})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0].Sums[0]
}

func months(column string, y1, m1, y2, m2 int) engine.Condition {
	return engine.Condition{Column: column, Months: period.Span{First: period.Of(y1, m1), Last: period.Of(y2, m2)}}
}

func is(column string, values ...string) engine.Condition {
	return engine.Condition{Column: column, Values: values}
}

func TestFrontexFiguresAreReproduced(t *testing.T) {
	set, e := dataset(t, "frontex/ibc_monthly_2025-06-19.csv", contract.Contract{
		Date: "t", Measure: "n",
		Columns: []contract.Column{
			{Name: "route", Required: true},
			{Name: "type", Required: true},
			{Name: "nat", Required: true},
			{Name: "t", Type: contract.Month, Required: true},
			{Name: "n", Type: contract.Integer, Required: true},
		},
		Checks: []contract.Check{{Kind: contract.Unique, Columns: []string{"route", "type", "nat", "t"}}},
	})
	if set.Counts.Kept != 34273 || set.Extracted != "2025-04-01" {
		t.Errorf("%+v, %s", set.Counts, set.Extracted)
	}
	east, central := is("route", "Eastern Mediterranean Route"), is("route", "Central Mediterranean Route")
	in2015, sea := months("t", 2015, 1, 2015, 12), is("type", "Sea")
	for _, c := range []struct {
		id    string // Of shared/expected.csv, which names the publications.
		where []engine.Condition
		want  int64
	}{
		{"E01", []engine.Condition{east, in2015}, 885386},
		{"E02", []engine.Condition{east, in2015, sea}, 873179},
		{"E03", []engine.Condition{east, in2015, sea, is("nat", "SYR")}, 489011},
		{"E04", []engine.Condition{east, in2015, sea, is("nat", "AFG")}, 212286},
		{"E05", []engine.Condition{central, in2015, is("nat", "ERI")}, 38791},
		{"E06", []engine.Condition{central, months("t", 2016, 1, 2016, 12)}, 181376},
		{"E07", []engine.Condition{central, months("t", 2017, 1, 2017, 12)}, 118962},
		{"E08", []engine.Condition{central, months("t", 2018, 1, 2018, 12)}, 23485},
		{"E11", []engine.Condition{is("route", "Western Balkan Route"), in2015, is("nat", "OOO")}, 556238},
	} {
		if got := sum(t, e, "n", c.where...); got != c.want {
			t.Errorf("%s: %d, published %d", c.id, got, c.want)
		}
	}
}

func TestSmallBoatFiguresAreReproduced(t *testing.T) {
	set, e := dataset(t, "uk_small_boats/long_uk_small_boats_daily.csv", contract.Contract{
		Date: "full_date", Measure: "migrants_arrived",
		Columns: []contract.Column{
			{Name: "full_date", Type: contract.Date, Required: true},
			{Name: "migrants_arrived", Type: contract.Integer, Blank: contract.Zero, Min: nil},
			{Name: "boats_arrived", Type: contract.Integer, Blank: contract.Zero},
		},
		Checks: []contract.Check{{Kind: contract.Unique, Columns: []string{"full_date"}}},
	})
	if p := set.Columns[1]; p.Missing != 0 {
		t.Errorf("an empty day is no crossing: %+v", p)
	}
	if got := sum(t, e, "migrants_arrived", months("full_date", 2023, 7, 2024, 6)); got != 31493 {
		t.Errorf("E30: %d, published 31493", got)
	}
	if got := sum(t, e, "boats_arrived", months("full_date", 2023, 1, 2023, 10)); got != 546 {
		t.Errorf("E34: %d, published 546", got)
	}
}
