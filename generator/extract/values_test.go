package extract

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// kept reads an extract without a fault.
func kept(tb testing.TB, c contract.Contract, text string) *Set {
	tb.Helper()
	set, diags, err := read(tb, c, text)
	if err != nil || len(diags) > 0 {
		tb.Fatalf("%v %v", err, diags)
	}
	return set
}

func TestACellIsReadAsItsColumnSays(t *testing.T) {
	for _, c := range []struct {
		column contract.Column
		cell   string
		want   string
	}{
		{contract.Column{}, " 007 ", "007"},
		{contract.Column{}, "\"a\nb\"", "a\nb"},
		{contract.Column{}, `"say ""x"""`, `say "x"`},
		{contract.Column{}, " ", null},
		{contract.Column{Missing: []string{"n/a"}}, "n/a", null},
		{contract.Column{Type: contract.Code, List: "countries"}, "NAM", "NAM"},
		{contract.Column{Type: contract.Code, List: "countries", Missing: []string{"NA"}}, "NA", null},
		{contract.Column{Type: contract.Code, List: "crime", Map: []contract.Mapping{{From: "TEH", To: "THB"}}}, "TEH", "THB"},
		{contract.Column{Type: contract.Code, List: "crime", Residual: []string{"OTH"}}, "OTH", "OTH"},
		{contract.Column{Type: contract.Codes, List: "means", Separator: ","}, `"violence, debt,violence"`, "violence;debt"},
		{contract.Column{Type: contract.Codes, List: "means", Missing: []string{"?"}}, "?;debt", "debt"},
		{contract.Column{Type: contract.Codes, List: "means", Missing: []string{"?"}}, "?;?", null},
		{contract.Column{Type: contract.Path, List: "countries", Separator: " - "}, "NGA - LBY - NGA", "NGA>LBY>NGA"},
		{contract.Column{Type: contract.Path, List: "countries"}, "NGA>NGA", "NGA>NGA"},
		{contract.Column{Type: contract.Integer}, "-12", "-12"},
		{contract.Column{Type: contract.Integer}, "9223372036854775807", "9223372036854775807"},
		{contract.Column{Type: contract.Integer}, "1 234 567", "1234567"},
		{contract.Column{Type: contract.Integer}, "1\u202f234", "1234"},
		{contract.Column{Type: contract.Integer}, "", null},
		{contract.Column{Type: contract.Integer, Blank: contract.Zero}, "", "0"},
		{contract.Column{Type: contract.Integer, Blank: contract.Zero, Missing: []string{":"}}, ":", null},
		{contract.Column{Type: contract.Decimal, Scale: 2}, "1\u00a0234.5", "123450"},
		{contract.Column{Type: contract.Decimal, Scale: 2}, "-0.05", "-5"},
		{contract.Column{Type: contract.Decimal, Scale: 2}, "7.500", "750"},
		{contract.Column{Type: contract.Date}, "2024-02-29", "2024-02-29"},
		{contract.Column{Type: contract.Date, Layout: "dd/mm/yyyy"}, "03/01/2025", "2025-01-03"},
		{contract.Column{Type: contract.Date, Layout: "m-d-yyyy"}, "1-13-2025", "2025-01-13"},
		{contract.Column{Type: contract.Date, Layout: "yyyymmdd"}, "20250103", "2025-01-03"},
		{contract.Column{Type: contract.Month}, "2025-11", "2025-11-01"},
		{contract.Column{Type: contract.Year}, "1999", "1999-01-01"},
	} {
		c.column.Name = "x"
		con := contract.Contract{Columns: []contract.Column{{Name: "id"}, c.column}}
		set := kept(t, con, "id,x\n1,"+c.cell+"\n")
		if got := rows(t, set.Snapshot)[1][1]; got != c.want {
			t.Errorf("%+v: %q is read as %q, want %q", c.column, c.cell, got, c.want)
		}
	}
}

func TestAmountsRunAlongThePath(t *testing.T) {
	c := contract.Contract{Columns: []contract.Column{
		{Name: "fees", Type: contract.Amounts, Along: "route", Separator: "|", Scale: 2, Missing: []string{"?"}},
		{Name: "route", Type: contract.Path, List: "countries", Separator: ">"},
	}}
	set := kept(t, c, "fees,route\n500|12.5,NGA>LBY>ITA\n|7,NGA>LBY>ITA\n?|,NGA>LBY>ITA\n,NGA>ITA\n9,LBY>ITA\n,NGA\n")
	want := []string{"50000;1250|NGA>LBY>ITA", ";700|NGA>LBY>ITA", null + "|NGA>LBY>ITA", null + "|NGA>ITA", "900|LBY>ITA", null + "|NGA"}
	if d := cmp.Diff(want, lines(t, set)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// The worked example of the CTDC codebook v2, section 6: five persons, one of
// whom answered nothing, give 50, 50 and 25 per cent.
func TestAnIndicatorGroupIsAnsweredIfAnyOfItIs(t *testing.T) {
	c := contract.Contract{Columns: []contract.Column{
		{Name: "id"},
		{Name: "means", Type: contract.Codes, List: "means", Missing: []string{"-99"}, Indicators: []contract.Indicator{
			{Code: "debt", Header: "isDebt", Yes: "1", No: []string{"0"}},
			{Code: "violence", Header: "isViolence", Yes: "1", No: []string{"0"}},
			{Code: "threats", Header: "isThreats", Yes: "1", No: []string{"0", "no"}},
		}},
	}}
	set := kept(t, c, "isThreats,isDebt,isViolence,id\n,1,,1\n0,1,1,2\nno,,1,3\n1,,,4\n-99,,,5\n0,,,6\n")
	want := []string{"1|debt", "2|debt;violence", "3|violence", "4|threats", "5|" + null, "6|"}
	if d := cmp.Diff(want, lines(t, set)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if p := set.Columns[1]; p.Known != 5 || p.Missing != 1 {
		t.Errorf("%+v", p)
	}
}

func TestAPathOfColumnsNeedsBothEnds(t *testing.T) {
	c := contract.Contract{Columns: []contract.Column{
		{Name: "id"},
		{Name: "route", Type: contract.Path, List: "countries", Separator: ",", Missing: []string{"?"}, Stops: []string{"from", "via", "to"}},
	}}
	set := kept(t, c, "id,from,via,to\n1,NGA,,ITA\n2,NGA,\"LBY,NGA\",ITA\n3,,LBY,ITA\n4,NGA,LBY,?\n5,NGA,?,ITA\n6,,,\n")
	want := []string{"1|NGA>ITA", "2|NGA>LBY>NGA>ITA", "3|" + null, "4|" + null, "5|NGA>ITA", "6|" + null}
	if d := cmp.Diff(want, lines(t, set)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestAWideRecordIsARowForEveryCellThatIsNotEmpty(t *testing.T) {
	c := contract.Contract{
		Wide: &contract.Wide{Columns: []string{"2016-Q1", "2016-Q2", "2016-Q3"}, Period: "quarter", Value: "persons"},
		Columns: []contract.Column{
			{Name: "country", Type: contract.Code, List: "countries"},
			{Name: "quarter", Type: contract.Month},
			{Name: "persons", Type: contract.Integer, Missing: []string{":"}},
		},
		Source: contract.Source{Rejects: contract.Rejects{PerMille: 1000}},
	}
	set, diags, err := read(t, c, "2016-Q2,country,2016-Q1,2016-Q3\n5,FRA,4,\n:,ITA,,0\n1,NGA,x,2\n,,,\n")
	if err != nil {
		t.Fatal(err, diags)
	}
	want := []string{"FRA|2016-01-01|4", "FRA|2016-04-01|5", "ITA|2016-04-01|" + null, "ITA|2016-07-01|0"}
	if d := cmp.Diff(want, lines(t, set)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if d := cmp.Diff([]string{" X010", "4:7 X034"}, brief(diags)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if want := (Counts{Lines: 5, Blank: 1, Records: 3, Kept: 2, Rejected: 1, Rows: 4}); set.Counts != want {
		t.Errorf("%+v", set.Counts)
	}
}

func TestTheProfileSumsUpWhatWasKept(t *testing.T) {
	c := wholeContract()
	c.Date, c.Reported = "day", "month"
	set, _, err := read(t, c, wholeHeader+
		"1,THB,debt,NGA>ITA,5,1.5,2,2025-01-03,2025-01,2025\n"+
		"2,THB,,NGA>ITA,-0,,,2025-01-02,2025-03,\n"+
		"3,SOM,debt,,5,0.5,,,,2024\n"+
		"4,XXX,debt,,900,,,2026-01-01,,\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []Column{
		{Name: "id", Known: 3, Distinct: 3},
		{Name: "crime", Type: contract.Code, Known: 3, Distinct: 2},
		{Name: "means", Type: contract.Codes, Known: 2, Missing: 1, Distinct: 1},
		{Name: "route", Type: contract.Path, Known: 2, Missing: 1, Distinct: 1},
		{Name: "persons", Type: contract.Integer, Known: 3, Distinct: 2, Min: "0", Max: "5"},
		{Name: "price", Type: contract.Decimal, Known: 2, Missing: 1, Distinct: 2, Min: "50", Max: "150"},
		{Name: "legs", Type: contract.Amounts, Known: 1, Missing: 2, Distinct: 1},
		{Name: "day", Type: contract.Date, Known: 2, Missing: 1, Distinct: 2, Min: "2025-01-02", Max: "2025-01-03"},
		{Name: "month", Type: contract.Month, Known: 2, Missing: 1, Distinct: 2, Min: "2025-01-01", Max: "2025-03-01"},
		{Name: "year", Type: contract.Year, Known: 2, Missing: 1, Distinct: 2, Min: "2024-01-01", Max: "2025-01-01"},
	}
	if d := cmp.Diff(want, set.Columns); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if set.Extracted != "2025-03-01" {
		t.Errorf("the extract is of %s", set.Extracted)
	}
}

func TestDistinctValuesAreCountedUpToALimit(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,n\n")
	for i := range MaxValues + 1 {
		b.WriteString(iso(int64(i)) + ",1" + "\n")
	}
	c := contract.Contract{Columns: []contract.Column{{Name: "id"}, {Name: "n", Type: contract.Integer}}}
	set := kept(t, c, b.String())
	if p := set.Columns[0]; p.Distinct != MaxValues || !p.More {
		t.Errorf("%+v", p)
	}
	if p := set.Columns[1]; p.Distinct != 1 || p.More {
		t.Errorf("%+v", p)
	}
}

func TestTheExtractHasTheDateOfItsContract(t *testing.T) {
	c := contract.Contract{Date: "day", Extracted: "2026-11-01", Columns: []contract.Column{{Name: "day", Type: contract.Date}}}
	set := kept(t, c, "day\n2026-10-05\n")
	if set.Extracted != "2026-11-01" {
		t.Errorf("got %s", set.Extracted)
	}
	// printf 'day\n2026-10-05\n' | sha256sum
	if want := "e1f0f9d8100782ad417b8a81fa3a5eb971738722ad7ba56ae2e262928c7ab963"; set.SHA256 != want {
		t.Errorf("got %s", set.SHA256)
	}
}

func TestAnExtractThatCannotBeOpenedIsAFaultOfTheContract(t *testing.T) {
	c := contract.Contract{File: "data/t.contract.yaml", Source: contract.Source{Path: "x.csv", Pos: diag.Pos{File: "data/t.contract.yaml", Line: 3, Col: 9}}}
	var diags diag.List
	_, err := Open(t.Context(), fstest.MapFS{}, &c, testLists, Options{Snapshot: filepath.Join(t.TempDir(), "t")}, &diags)
	want := `data/t.contract.yaml:3:9: error[X001]: the extract "data/x.csv" cannot be opened: file does not exist`
	if err != ErrBroken || !strings.HasPrefix(diags.All()[0].String(), want) {
		t.Errorf("%v, %v", err, diags.All())
	}
}

func TestABrokenExtractLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	snapshot := filepath.Join(dir, "t.parquet")
	c := contract.Contract{File: "t.contract.yaml", Source: contract.Source{Path: "t.csv", Encoding: "utf-8", Delimiter: ',', Decimal: '.'}, Columns: []contract.Column{{Name: "n", Type: contract.Integer}}}
	open := func(text string) error {
		var diags diag.List
		_, err := Open(t.Context(), fstest.MapFS{"t.csv": {Data: []byte(text)}}, &c, testLists, Options{Snapshot: snapshot}, &diags)
		return err
	}
	if err := open("n\n5\n"); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	if err := open("n\nx\n"); err != ErrBroken {
		t.Fatal(err)
	}
	after, err := os.ReadFile(snapshot)
	if err != nil || string(before) != string(after) {
		t.Error("the snapshot before was touched")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}

func TestABoundIsTheNearestNumberWithinIt(t *testing.T) {
	for _, c := range []struct {
		bound     string
		scale     uint8
		low, high int64
	}{
		{"2", 0, 2, 2},
		{"-2", 2, -200, -200},
		{"2.5", 0, 3, 2},
		{"-2.5", 0, -2, -3},
		{"0.05", 1, 1, 0},
		{"9223372036854775807", 2, math.MaxInt64, math.MaxInt64},
		{"-9223372036854775807", 1, math.MinInt64, math.MinInt64},
	} {
		if low, high := bound(*decimal(c.bound), c.scale, true), bound(*decimal(c.bound), c.scale, false); low != c.low || high != c.high {
			t.Errorf("%s at scale %d: %d and %d, want %d and %d", c.bound, c.scale, low, high, c.low, c.high)
		}
	}
}

func TestAPathOfTooManyStopsOrAnUnknownStopIsRejected(t *testing.T) {
	c := contract.Contract{
		Source:  contract.Source{Rejects: contract.Rejects{PerMille: 1000}},
		Columns: []contract.Column{{Name: "route", Type: contract.Path, List: "countries", Separator: ">", Stops: []string{"from", "to"}}},
	}
	for record, want := range map[string]string{
		strings.Repeat("NGA>", 40) + "NGA," + strings.Repeat("NGA>", 40) + "NGA": `1 X047 column "route": the path has 82 stops; at most 64 are allowed`,
		"NGA,ITB": `5 X031 column "route": "ITB" is not in the code list "countries" | did you mean "ITA"?`,
	} {
		if got := oneFault(t, c, "from,to\n", record); got != "2:"+want {
			t.Errorf("got  %s\nwant 2:%s", got, want)
		}
	}
}
