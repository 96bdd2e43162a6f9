package contract_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/num"
	"htsm/generator/posyaml/variant"
)

func read(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// load loads a contract from text and returns the diagnostics as they print.
func load(name, src string) (*contract.Contract, bool, string) {
	var diags diag.List
	c, ok := contract.Load(fstest.MapFS{name: {Data: []byte(src)}}, name, &diags)
	var b strings.Builder
	for _, d := range diags.All() {
		b.WriteString(d.String() + "\n")
	}
	return c, ok, b.String()
}

func decimal(t *testing.T, s string) *num.Decimal {
	t.Helper()
	d, err := num.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func TestASoundContractLoadsWhole(t *testing.T) {
	got, ok, said := load("detections.contract.yaml", read(t, "detections.contract.yaml"))
	if !ok || said != "" {
		t.Fatalf("ok is %v, diagnostics:\n%s", ok, said)
	}
	want := &contract.Contract{
		File:  "detections.contract.yaml",
		Name:  "detections",
		Title: map[string]string{"fr": "Détections", "en": "Detections"},
		Source: contract.Source{
			Path: "extracts/detections.csv", Encoding: "windows-1252", Delimiter: ';', Decimal: ',',
			Rejects: contract.Rejects{PerMille: 2},
		},
		Unit: "persons", Measure: "persons", Date: "event_date", Reported: "report_date",
		Reporter: "reporting_country", Extracted: "2026-10-31",
		Columns: []contract.Column{
			{Name: "record_id", Header: "record_id", Identifying: true, Required: true},
			{Name: "event_date", Header: "Event date", Type: contract.Date, Layout: "dd/mm/yyyy"},
			{Name: "report_date", Header: "report_date", Type: contract.Date},
			{Name: "reporting_country", Header: "reporting_country", Type: contract.Code, List: "countries"},
			{
				Name: "nationality", Header: "nationality", Type: contract.Code, List: "countries",
				Title:    map[string]string{"fr": "Nationalité", "en": "Nationality"},
				Missing:  []string{"-99", "n/a"},
				Map:      []contract.Mapping{{From: "United States", To: "USA"}, {From: "Namibia", To: "NAM"}},
				Residual: []string{"XXX"},
			},
			{Name: "minors", Header: "minors", Type: contract.Integer, Blank: contract.Zero, Min: decimal(t, "0"), Max: decimal(t, "1000")},
			{Name: "persons", Header: "persons", Type: contract.Integer, Min: decimal(t, "1")},
			{Name: "fee", Header: "fee", Type: contract.Decimal, Scale: 3, Min: decimal(t, "0.125")},
			{Name: "recruitment", Header: "recruitment", Type: contract.Codes, List: "recruitment", Separator: ";", Residual: []string{"other", "not_specified"}},
			{
				Name: "control", Type: contract.Codes, List: "control",
				Indicators: []contract.Indicator{
					{Code: "debt_bondage", Header: "meansDebt", Yes: "1", No: []string{"0"}},
					{Code: "threats", Header: "meansThreat", Yes: "Y", No: []string{"N", "NR"}},
				},
			},
			{Name: "journey", Type: contract.Path, List: "countries", Separator: ">", Stops: []string{"origin", "transit", "destination"}},
			{Name: "leg_prices", Header: "leg_prices", Type: contract.Amounts, Scale: 2, Along: "journey", Separator: "|"},
		},
		Totals: []contract.Totals{{Column: "nationality", Values: []string{"Total", "All"}}},
		Checks: []contract.Check{
			{Kind: contract.Unique, Columns: []string{"record_id"}},
			{Kind: contract.RowCount, Min: 1, Max: 1_000_000},
			{Kind: contract.NotAfter, Columns: []string{"event_date", "report_date"}},
			{Kind: contract.AtMost, Columns: []string{"minors", "persons"}},
			{Kind: contract.SumEquals, Columns: []string{"nationality"}},
		},
	}
	positions := cmpopts.IgnoreTypes(diag.Pos{})
	numbers := cmp.Comparer(func(a, b num.Decimal) bool { return a == b })
	if diff := cmp.Diff(want, got, positions, numbers); diff != "" {
		t.Errorf("contract (-want +got):\n%s", diff)
	}
	if want := (diag.Pos{File: "detections.contract.yaml", Line: 16, Col: 3}); got.Columns[4].Pos != want {
		t.Errorf("nationality stands at %v, want %v", got.Columns[4].Pos, want)
	}
}

func TestAWideContractHasColumnsWithoutHeaders(t *testing.T) {
	got, ok, said := load("crossings.contract.yaml", read(t, "crossings.contract.yaml"))
	if !ok {
		t.Fatal(said)
	}
	if diff := cmp.Diff(&contract.Wide{Columns: []string{"2016-Q1", "2016-Q2"}, Period: "quarter", Value: "crossings"}, got.Wide); diff != "" {
		t.Error(diff)
	}
	for _, c := range got.Columns {
		if want := map[string]string{"route": "route"}[c.Name]; c.Header != want {
			t.Errorf("the header of %s is %q, want %q", c.Name, c.Header, want)
		}
	}
}

func TestDefaultsAreFilledIn(t *testing.T) {
	got, ok, said := load("a.contract.yaml", "contract: a\ntitle: {en: A}\nsource: {path: a.csv}\nunit: cases\nmeasure: rows\ndate: day\ncolumns: {day: {type: date}}\n")
	if !ok {
		t.Fatal(said)
	}
	want := contract.Source{Path: "a.csv", Encoding: "utf-8", Delimiter: ',', Decimal: '.'}
	if diff := cmp.Diff(want, got.Source, cmpopts.IgnoreTypes(diag.Pos{})); diff != "" {
		t.Error(diff)
	}
	if got.Measure != "" {
		t.Errorf("the measure is %q; want the empty one, which counts rows", got.Measure)
	}
}

func TestATabSeparatesCells(t *testing.T) {
	src := strings.Replace(read(t, "detections.contract.yaml"), `delimiter: ";"`, "delimiter: tab", 1)
	got, ok, said := load("detections.contract.yaml", src)
	if !ok || got.Source.Delimiter != '\t' {
		t.Errorf("got %v, %s", got, said)
	}
}

func TestTypesHaveTheirWords(t *testing.T) {
	names := contract.Names()
	if len(names) != int(contract.Year)+1 || names[contract.Path] != "path" || names[contract.Year] != "year" {
		t.Errorf("names are %v", names)
	}
}

// TestBrokenContracts applies each edit of testdata/broken.txtar to
// detections.contract.yaml and compares what is said. UPDATE=1 rewrites the
// archive.
func TestBrokenContracts(t *testing.T) {
	base, name := read(t, "detections.contract.yaml"), filepath.Join("testdata", "broken.txtar")
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			src, want, err := variant.Of(base, string(f.Data))
			if err != nil {
				t.Fatal(err)
			}
			c, ok, got := load("detections.contract.yaml", src)
			if ok || c != nil {
				t.Error("the contract was accepted")
			}
			if os.Getenv("UPDATE") == "1" {
				archive.Files[i].Data = []byte(strings.TrimSuffix(string(f.Data), want) + got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzContract(f *testing.F) {
	base, err := os.ReadFile(filepath.Join("testdata", "detections.contract.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "broken.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(base))
	for _, c := range archive.Files {
		if src, _, err := variant.Of(string(base), string(c.Data)); err == nil {
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		c, ok, said := load("detections.contract.yaml", src)
		if ok != (c != nil) {
			t.Error("a contract comes without faults, and only then")
		}
		if ok != (said == "") {
			t.Errorf("accepted is %v, but said:\n%s", ok, said)
		}
		if c == nil {
			return
		}
		for _, name := range []string{c.Date, c.Reported, c.Reporter, c.Measure} {
			if _, found := c.Column(name); name != "" && !found {
				t.Errorf("the contract names the column %q, which does not exist", name)
			}
		}
	})
}
