package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/num"
)

// decimal returns a number for a bound.
func decimal(s string) *num.Decimal {
	d, err := num.Parse(s)
	if err != nil {
		panic(err)
	}
	return &d
}

// wholeContract has a column of every type.
func wholeContract() contract.Contract {
	return contract.Contract{
		Source: contract.Source{Rejects: contract.Rejects{PerMille: 1000}},
		Columns: []contract.Column{
			{Name: "id", Header: "ID"},
			{Name: "crime", Type: contract.Code, List: "crime", Map: []contract.Mapping{{From: "TEH", To: "THB"}}, Missing: []string{"?"}, Residual: []string{"OTH"}},
			{Name: "means", Type: contract.Codes, List: "means", Separator: ";", Missing: []string{"-99"}, Residual: []string{"a>b"}},
			{Name: "route", Type: contract.Path, List: "countries", Separator: ">", Missing: []string{"?"}},
			{Name: "persons", Type: contract.Integer, Min: decimal("0"), Max: decimal("2000")},
			{Name: "price", Type: contract.Decimal, Scale: 2},
			{Name: "legs", Type: contract.Amounts, Along: "route", Separator: ";", Scale: 2, Min: decimal("0")},
			{Name: "day", Type: contract.Date},
			{Name: "month", Type: contract.Month},
			{Name: "year", Type: contract.Year, Min: decimal("2000")},
		},
	}
}

const wholeHeader = "ID,crime,means,route,persons,price,legs,day,month,year\n"

// oneFault reads one record and returns what is said of it, hint included.
func oneFault(tb testing.TB, c contract.Contract, header, record string) string {
	tb.Helper()
	set, diags, err := read(tb, c, header+record+"\n")
	if set != nil || !errors.Is(err, ErrBroken) && err != nil {
		// A reject that is allowed leaves no row, which is an error of its own.
		if set == nil || set.Counts.Rejected != 1 {
			tb.Fatalf("%v, %+v", err, set)
		}
	}
	if len(diags) != 1 {
		tb.Fatalf("%d diagnostics, not one: %v", len(diags), diags)
	}
	d := diags[0]
	s := fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Col, d.Code, d.Message)
	if d.Hint != "" {
		s += " | " + d.Hint
	}
	return s
}

func TestARecordIsRejectedWithItsPlaceAndReason(t *testing.T) {
	for record, want := range map[string]string{
		"1,,,,,,,,":           `2:10 X020 the row has 9 cells, the header 10 | a cell that holds the delimiter needs quotes`,
		"1,,,,,,,,,,x":        `2:12 X020 the row has 11 cells, the header 10 | a cell that holds the delimiter needs quotes`,
		"1,,,,,,,,,,":         `2:12 X020 the row has 11 cells, the header 10 | the row ends with a delimiter`,
		`1"2,,,,,,,,,`:        `2:2 X021 a quote stands inside a cell that does not begin with one | put the whole cell in quotes and double the quotes inside it`,
		`é,"a"b,,,,,,,,`:      `2:6 X021 text follows a closing quote | double the quotes inside a quoted cell`,
		`1,"a,,,,,,,,`:        `2:3 X022 a quote is opened and not closed within 1 MiB | close the quote, or double it if it is part of the text`,
		"a\x00b,,,,,,,,,":     `2:1 X023 the cell holds a NUL byte | the file is damaged, or it is UTF-16`,
		"1,\xe9,,,,,,,,":      `2:3 X024 the cell holds a byte that is no character of utf-8 | many spreadsheets write windows-1252; the contract says utf-8`,
		"1,THP,,,,,,,,":       `2:3 X031 column "crime": "THP" is not in the code list "crime" | did you mean "THB"?`,
		"1,thb,,,,,,,,":       `2:3 X031 column "crime": "thb" is not in the code list "crime" | codes: SOM, THB`,
		"1,,debt;dept,,,,,,,": `2:4 X031 column "means": "debt;dept" has the entry "dept", which is not in the code list "means" | did you mean "debt"?`,
		"1,,debt;,,,,,,,":     `2:4 X032 column "means": "debt;" has nothing as entry 2 of 2 | write one separator between two entries`,
		"1,,a>b,,,,,,,":       `2:4 X046 column "means": "a>b" holds a ; or a >, which joins codes | map it to a code in the contract`,
		"1,,,NGA>>ITA,,,,,,":  `2:5 X032 column "route": "NGA>>ITA" has nothing as entry 2 of 3 | write one separator between two entries`,
		"1,,,NGA>?>ITA,,,,,,": `2:5 X033 column "route": "NGA>?>ITA" does not know the stop 2 of 3 | map it to a residual code in the contract`,
		"1,,," + strings.Repeat("NGA>", 64) + "NGA,,,,,,": `2:5 X047 column "route": "` + strings.Repeat("NGA>", 15) + `"… has 65 entries; at most 64 are allowed`,
		"1,,,,x,,,,,":                    `2:6 X034 column "persons": "x" is not a whole number | write digits only, without a fraction`,
		"1,,,,1.000,,,,,":                `2:6 X034 column "persons": "1.000" is not a whole number | write digits only, without a fraction`,
		"1,,,,+1,,,,,":                   `2:6 X034 column "persons": "+1" is not a whole number | write digits only, without a fraction`,
		"1,,,,12 34,,,,,":                `2:6 X034 column "persons": "12 34" is not a whole number | write digits only, without a fraction`,
		"1,,,,-1,,,,,":                   `2:6 X038 column "persons": "-1" is less than the least value allowed, 0`,
		"1,,,,2 001,,,,,":                `2:6 X039 column "persons": "2 001" is more than the greatest value allowed, 2000`,
		"1,,,,,\"1,5\",,,,":              `2:7 X035 column "price": "1,5" is not a number | the decimal sign of the contract is '.'`,
		"1,,,,,1.,,,,":                   `2:7 X035 column "price": "1." is not a number | the decimal sign of the contract is '.'`,
		"1,,,,,1.005,,,,":                `2:7 X036 column "price": "1.005" has more than 2 fraction digits | raise the scale in the contract`,
		"1,,,,,92233720368547758.08,,,,": `2:7 X037 column "price": "92233720368547758.08" does not fit in 64 bits`,
		"1,,,,,,5,,,":                    `2:8 X045 column "legs": "5" stands without a known "route"`,
		"1,,,NGA>LBY>ITA,,,5,,,":         `2:19 X044 column "legs": "5" has 1 amounts; the path has 2 legs | write one amount for each leg; leave it empty if it is not known`,
		"1,,,NGA>LBY>ITA,,,5;y,,,":       `2:19 X035 column "legs": "y" is not a number | the decimal sign of the contract is '.'`,
		"1,,,NGA>ITA,,,-5,,,":            `2:15 X038 column "legs": "-5" is less than the least value allowed, 0`,
		"1,,,,,,,2025-02-29,,":           `2:9 X040 column "day": "2025-02-29" is not a day written yyyy-mm-dd | the calendar has no such day`,
		"1,,,,,,,45659,,":                `2:9 X040 column "day": "45659" is not a day written yyyy-mm-dd | a spreadsheet wrote the number of a day: format the column as dates before the export`,
		"1,,,,,,,2025-1-2,,":             `2:9 X040 column "day": "2025-1-2" is not a day written yyyy-mm-dd`,
		"1,,,,,,,,2025-13,":              `2:10 X041 column "month": "2025-13" is not a month written yyyy-mm | the calendar has no such month`,
		"1,,,,,,,,,0999":                 `2:11 X042 column "year": "0999" is not a year written yyyy`,
		"1,,,,,,,,,1999":                 `2:11 X038 column "year": "1999" is less than the least value allowed, 2000`,
	} {
		t.Run(record, func(t *testing.T) {
			if got := oneFault(t, wholeContract(), wholeHeader, record); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestAValueThatIsRequiredRejectsTheRecord(t *testing.T) {
	c := wholeContract()
	for i := range c.Columns {
		c.Columns[i].Required = true
	}
	c.Columns = append(c.Columns,
		contract.Column{Name: "group", Type: contract.Codes, List: "means", Required: true, Indicators: []contract.Indicator{{Code: "debt", Header: "isDebt", Yes: "1", No: []string{"0"}}}},
		contract.Column{Name: "trip", Type: contract.Path, List: "countries", Required: true, Stops: []string{"from", "to"}},
	)
	_, diags, _ := read(t, c, strings.TrimSpace(wholeHeader)+",isDebt,from,to\n1,?,-99;-99,NGA>ITA,,,,,,,,NGA,\n")
	var got []string
	for _, d := range diags {
		got = append(got, d.Message)
	}
	var want []string
	for _, name := range []string{"crime", "means", "persons", "price", "legs", "day", "month", "year", "group"} {
		want = append(want, fmt.Sprintf("column %q: a value is required", name))
	}
	want = append(want, `column "trip": the first and the last stop are required`)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestAnIndicatorIsYesOrNo(t *testing.T) {
	c := contract.Contract{Source: contract.Source{Rejects: contract.Rejects{PerMille: 1000}}, Columns: []contract.Column{{
		Name: "means", Type: contract.Codes, List: "means", Indicators: []contract.Indicator{{Code: "debt", Header: "isDebt", Yes: "1", No: []string{"0"}}},
	}}}
	want := `2:1 X043 column "means": "maybe" is neither yes nor no for "debt" | the contract says which cells mean yes and which no`
	if got := oneFault(t, c, "isDebt\n", "maybe"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCellsAndRecordsHaveALimit(t *testing.T) {
	c := wholeContract()
	for name, x := range map[string]struct{ record, want string }{
		"a bare cell":   {strings.Repeat("x", MaxField+1) + ",,,,,,,,,", "2:1 X025 a cell is longer than 1 MiB"},
		"a quoted cell": {`"` + strings.Repeat("x", MaxField+1) + `",,,,,,,,,`, `2:1 X022 a quote is opened and not closed within 1 MiB | close the quote, or double it if it is part of the text`},
		"a record":      {strings.Repeat("x", MaxRecord+1), "2:1 X026 the record is longer than 4 MiB | reading goes on at the next line"},
	} {
		t.Run(name, func(t *testing.T) {
			set, diags, err := read(t, c, wholeHeader+x.record+"\nlast,,,,,,,,,\n")
			if err != nil {
				t.Fatal(err)
			}
			d := diags[0]
			got := fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Col, d.Code, d.Message)
			if d.Hint != "" {
				got += " | " + d.Hint
			}
			if want := (Counts{Lines: 3, Records: 2, Kept: 1, Rejected: 1, Rows: 1}); got != x.want || set.Counts != want {
				t.Errorf("got  %s\nwant %s\n%+v", got, x.want, set.Counts)
			}
			if r := rows(t, set.Snapshot); r[1][0] != "last" {
				t.Errorf("the record after is %q", r[1])
			}
		})
	}
}

func TestAMessageNeverShowsWhatIdentifies(t *testing.T) {
	c := wholeContract()
	for i := range c.Columns {
		c.Columns[i].Identifying = true
	}
	for record, want := range map[string]string{
		"1,Ivan,,,,,,,,":      `column "crime": the cell is not in the code list "crime"`,
		"1,,debt;Ivan,,,,,,,": `column "means": the cell is not in the code list "means"`,
		"1,,,,Ivan,,,,,":      `column "persons": the cell is not a whole number`,
	} {
		_, diags, _ := read(t, c, wholeHeader+record+"\n")
		if len(diags) != 1 || diags[0].Message != want || strings.Contains(diags[0].String(), "Ivan") {
			t.Errorf("got %v, want %s", diags, want)
		}
	}
}

func TestAllFaultsOfARecordAreReportedAndItCountsOnce(t *testing.T) {
	set, diags, err := read(t, wholeContract(), wholeHeader+"1,XXX,,,x,,,2025-02-30,,\n2,,,,,,,,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"2:3 X031", "2:9 X034", "2:13 X040"}, brief(diags)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if want := []Rejects{{"X031", 1}, {"X034", 1}, {"X040", 1}}; !cmp.Equal(want, set.Rejects) || set.Counts.Rejected != 1 {
		t.Errorf("%+v, %+v", set.Rejects, set.Counts)
	}
}

func TestMoreRejectsThanTheContractAllowsStopTheBuild(t *testing.T) {
	text := "ID\n" + strings.Repeat("a\n", 997) + "b,c\nb,c\n"
	for perMille, broken := range map[int64]bool{0: true, 1: true, 2: true, 3: false} {
		c := contract.Contract{Columns: []contract.Column{{Name: "id", Header: "ID"}}, Source: contract.Source{Rejects: contract.Rejects{PerMille: perMille}}}
		_, diags, err := read(t, c, text)
		if errors.Is(err, ErrBroken) != broken {
			t.Errorf("%d per mille: %v", perMille, err)
		}
		severity := diag.Warning
		if broken {
			severity = diag.Error
			want := fmt.Sprintf("2 of 999 records are rejected; the contract allows %d in a thousand", perMille)
			if diags[0].Code != "X070" || diags[0].Message != want {
				t.Errorf("got %v", diags[0])
			}
			diags = diags[1:]
		}
		for _, d := range diags {
			if d.Severity != severity {
				t.Errorf("%d per mille: %v", perMille, d)
			}
		}
	}
}

func TestALongListOfRejectsIsCutButCounted(t *testing.T) {
	c := contract.Contract{Columns: []contract.Column{{Name: "id", Header: "ID"}}, Source: contract.Source{Rejects: contract.Rejects{PerMille: 1000}}}
	set, diags, err := read(t, c, "ID\n"+strings.Repeat("b,c\n", 9000)+"a\n")
	if err != nil {
		t.Fatal(err)
	}
	if set.Counts.Rejected != 9000 || set.Rejects[0].Count != 9000 {
		t.Errorf("%+v, %+v", set.Counts, set.Rejects)
	}
	if len(diags) != MaxListed+1 || diags[0].String() != "data/t.csv: note[X071]: 8900 more faults of the kind X020 are not listed" {
		t.Errorf("%d diagnostics, the first %v", len(diags), diags[0])
	}
	for i, d := range diags[1:] {
		if d.Pos.Line != i+2 {
			t.Fatalf("fault %d is at line %d; the first ones are listed", i, d.Pos.Line)
		}
	}
}
