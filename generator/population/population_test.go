package population_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/population"
)

type codes struct{}

func (codes) Has(list, code string) bool {
	return list == "countries" && (code == "FRA" || code == "ITA")
}
func (codes) Near(_, code string) string { return "near " + code }

func read(text string) (*population.List, []string) {
	var diags diag.List
	l, _ := population.Read(fstest.MapFS{"data/p.csv": {Data: []byte(text)}}, "data/p.csv", "countries", codes{}, &diags)
	var out []string
	for _, d := range diags.All() {
		out = append(out, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Code))
	}
	return l, out
}

func TestAFigureCountsUntilTheNextOneOrForThreeYears(t *testing.T) {
	l, faults := read("\ufeff# Invented.\ncode,date,population\nFRA,2024-01-01,100\nFRA,2022,90\nITA,2023-07-15,50\n")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, c := range []struct {
		code string
		at   period.Month
		want int64
	}{
		{"FRA", period.Of(2021, 12), -1},
		{"FRA", period.Of(2022, 1), 90},
		{"FRA", period.Of(2023, 12), 90},
		{"FRA", period.Of(2024, 1), 100},
		{"FRA", period.Of(2026, 12), 100},
		{"FRA", period.Of(2027, 1), -1},
		{"ITA", period.Of(2023, 6), -1},
		{"ITA", period.Of(2023, 7), 50},
		{"ESP", period.Of(2024, 1), -1},
	} {
		got, ok := l.At(c.code, c.at)
		if !ok {
			got = -1
		}
		if got != c.want {
			t.Errorf("%s in %v: %d, want %d", c.code, c.at, got, c.want)
		}
	}
}

func TestFaultsHaveTheirPlace(t *testing.T) {
	const header = "code,date,population\n"
	for text, want := range map[string][]string{
		"":                                 {"1:1 X080"},
		"code;date;population\nFRA;2024;1": {"1:1 X080"},
		header + "FRA,2024\n":              {"2:1 X081"},
		header + "FR,2024,10\n":            {"2:1 X082"},
		header + "FRA,2024-02-30,10\n":     {"2:5 X081"},
		header + "FRA,0001,10\n":           {"2:5 X081"},
		header + "FRA,2024,1 000\nITA,2024,0\nITA,2025,99999999999\n": {"2:10 X081", "3:10 X081", "4:10 X081"},
		header + "FRA,2024,10\n# once more\nFRA,2024-01-31,11\n":      {"4:5 X083"},
		header + "FRA,\"2024,10\n":                                    {"2:14 X081"},
		header + strings.Repeat("FR,2024,10\n", 150):                  nil, // Only the first hundred.
		"# only a remark\n":                                           {"1:1 X080"},
	} {
		l, got := read(text)
		if l != nil {
			t.Errorf("%q is accepted", text)
		}
		if want == nil {
			if len(got) != 100 {
				t.Errorf("%d faults are listed", len(got))
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestAListThatIsNotThereIsAFault(t *testing.T) {
	var diags diag.List
	if _, ok := population.Read(fstest.MapFS{}, "data/p.csv", "countries", codes{}, &diags); ok || diags.All()[0].Code != "X080" {
		t.Errorf("%v", diags.All())
	}
}

func FuzzRead(f *testing.F) {
	f.Add("code,date,population\nFRA,2024,10\n")
	f.Add("code,date,population\n\"FRA\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, faults := read(text)
		if (l == nil) != (len(faults) > 0) {
			t.Errorf("list %v with %d faults", l, len(faults))
		}
	})
}
