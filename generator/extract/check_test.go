package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// checked is a contract with checks, all rejects allowed.
func checked(checks ...contract.Check) contract.Contract {
	return contract.Contract{
		Measure: "persons",
		Source:  contract.Source{Rejects: contract.Rejects{PerMille: 1000}},
		Columns: []contract.Column{
			{Name: "id", Identifying: true},
			{Name: "nat", Type: contract.Code, List: "countries"},
			{Name: "sex"},
			{Name: "event", Type: contract.Date},
			{Name: "report", Type: contract.Date},
			{Name: "minors", Type: contract.Integer},
			{Name: "persons", Type: contract.Integer},
		},
		Checks: checks,
	}
}

const checkedHeader = "id,nat,sex,event,report,minors,persons\n"

// broken returns what is said of an extract that breaks its contract.
func broken(tb testing.TB, c contract.Contract, text string) []string {
	tb.Helper()
	_, diags, err := read(tb, c, text)
	if !errors.Is(err, ErrBroken) {
		tb.Fatalf("got %v, want %v", err, ErrBroken)
	}
	var out []string
	for _, d := range diags {
		if d.Severity == diag.Error {
			out = append(out, fmt.Sprintf("%s %s %s", d.Pos, d.Code, d.Message))
		}
	}
	return out
}

func TestACheckStopsTheBuildWhateverIsAllowed(t *testing.T) {
	at := diag.Pos{File: "data/t.contract.yaml", Line: 9, Col: 5}
	for name, c := range map[string]struct {
		check contract.Check
		text  string
		want  []string
	}{
		"unique": {
			contract.Check{Kind: contract.Unique, Columns: []string{"nat", "event"}},
			"1,FRA,f,2025-01-01,,,\n2,FRA,m,2025-01-02,,,\n3,FRA,m,2025-01-01,,,\n\n4,,,,,,\n5,,m,,,,\n",
			[]string{
				`data/t.csv:4:3 X060 the row has the same values of "nat" and "event" as line 2`,
				`data/t.csv:7:3 X060 the row has the same values of "nat" and "event" as line 6`,
			},
		},
		"not after": {
			contract.Check{Kind: contract.NotAfter, Columns: []string{"event", "report"}},
			"1,,,2025-01-02,2025-01-02,,\n2,,,2025-01-03,2025-01-02,,\n3,,,2025-01-03,,,\n4,,,,2025-01-01,,\n",
			[]string{`data/t.csv:3:5 X062 column "event" is after column "report"`},
		},
		"at most": {
			contract.Check{Kind: contract.AtMost, Columns: []string{"minors", "persons"}},
			"1,,,,,5,5\n2,,,,,6,5\n3,,,,,6,\n",
			[]string{`data/t.csv:3:7 X063 column "minors" is greater than column "persons"`},
		},
		"too few rows": {
			contract.Check{Pos: at, Kind: contract.RowCount, Min: 2},
			"1,,,,,,\n",
			[]string{"data/t.contract.yaml:9:5 X061 the extract has 1 rows, the contract expects at least 2"},
		},
		"too many rows": {
			contract.Check{Pos: at, Kind: contract.RowCount, Min: 1, Max: 2},
			"1,,,,,,\n2,,,,,,\n3,,,,,,\n",
			[]string{"data/t.contract.yaml:9:5 X061 the extract has 3 rows, the contract expects 1 to 2"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, broken(t, checked(c.check), checkedHeader+c.text)); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestChecksLookAtKeptRowsOnly(t *testing.T) {
	c := checked(
		contract.Check{Kind: contract.Unique, Columns: []string{"id"}},
		contract.Check{Kind: contract.RowCount, Min: 2, Max: 2},
		contract.Check{Kind: contract.AtMost, Columns: []string{"minors", "persons"}},
	)
	c.Totals = []contract.Totals{{Column: "nat", Values: []string{"Total"}}}
	set, _, err := read(t, c, checkedHeader+"1,FRA,,,,,1\n2,ITA,,,,,1\n1,Total,,,,9,2\n1,XXX,,,,9,5\n")
	if err != nil || set.Counts != (Counts{Lines: 5, Records: 4, Kept: 2, Rejected: 1, Totals: 1, Rows: 2}) {
		t.Errorf("%v %+v", err, set)
	}
}

// cube has totals of every margin, as official tables print them.
const cube = checkedHeader +
	"1,FRA,f,2025-01-01,,,3\n2,FRA,m,2025-01-01,,,4\n3,ITA,f,2025-01-01,,,5\n4,ITA,m,2025-02-01,,,6\n" +
	"5,Total,f,2025-01-01,,,8\n6,Total,m,2025-01-01,,,4\n7,Total,m,2025-02-01,,,6\n" +
	"8,FRA,All,2025-01-01,,,7\n9,Total,All,2025-01-01,,,12\n10,Total,All,,,,18\n11,Tot.,,,,,18\n12,Total,m,2024-01-01,,,0\n13,Total,f,,,,\n"

func cubeContract() contract.Contract {
	c := checked(contract.Check{Kind: contract.SumEquals, Columns: []string{"nat"}}, contract.Check{Kind: contract.SumEquals, Columns: []string{"sex"}})
	c.Columns[1].Map = []contract.Mapping{{From: "Tot.", To: "Total"}}
	c.Totals = []contract.Totals{{Column: "nat", Values: []string{"Total"}}, {Column: "sex", Values: []string{"All"}}}
	return c
}

func TestTotalRowsAreLeftOutAndEqualTheirDetails(t *testing.T) {
	set := kept(t, cubeContract(), cube)
	if want := (Counts{Lines: 14, Records: 13, Kept: 4, Totals: 9, Rows: 4}); set.Counts != want {
		t.Errorf("%+v", set.Counts)
	}
	if got := len(lines(t, set)); got != 4 {
		t.Errorf("%d rows", got)
	}
}

func TestATotalThatIsNotTheSumOfItsDetailsStopsTheBuild(t *testing.T) {
	text := strings.NewReplacer("5,Total,f,2025-01-01,,,8", "5,Total,f,2025-01-01,,,9", "10,Total,All,,,,18", "10,Total,All,,,,17").Replace(cube)
	want := []string{
		`data/t.csv:6:24 X064 column "persons": the total is 9, the sum of its details 8`,
		`data/t.csv:11:17 X064 column "persons": the total is 17, the sum of its details 18`,
	}
	if d := cmp.Diff(want, broken(t, cubeContract(), text)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestTotalsOfAWideExtractAreCheckedForEveryPeriod(t *testing.T) {
	c := contract.Contract{
		Measure: "persons",
		Wide:    &contract.Wide{Columns: []string{"2016", "2017"}, Period: "year", Value: "persons"},
		Columns: []contract.Column{{Name: "nat"}, {Name: "year", Type: contract.Year}, {Name: "persons", Type: contract.Integer}},
		Totals:  []contract.Totals{{Column: "nat", Values: []string{"Total"}}},
		Checks:  []contract.Check{{Kind: contract.SumEquals, Columns: []string{"nat"}}},
	}
	set := kept(t, c, "nat,2016,2017\nFRA,1,2\nITA,,4\nTotal,1,6\n")
	if d := cmp.Diff([]string{"FRA|2016-01-01|1", "FRA|2017-01-01|2", "ITA|2017-01-01|4"}, lines(t, set)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	want := []string{`data/t.csv:4:1 X064 column "persons": the total is 7, the sum of its details 6`}
	if d := cmp.Diff(want, broken(t, c, "nat,2016,2017\nFRA,1,2\nITA,,4\nTotal,1,7\n")); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestOneColumnTellsTotalsInSeveralWays(t *testing.T) {
	c := checked()
	c.Totals = []contract.Totals{{Column: "sex", Values: []string{"All"}}, {Column: "sex", Values: []string{"Both"}}}
	set := kept(t, c, checkedHeader+"1,,All,,,,\n2,,Both,,,,\n3,,f,,,,\n")
	if set.Counts.Totals != 2 || set.Counts.Kept != 1 {
		t.Errorf("%+v", set.Counts)
	}
}

func TestWhatCannotBeCheckedIsAFault(t *testing.T) {
	noMeasure := cubeContract()
	noMeasure.Measure = ""
	made := checked()
	made.Columns = append(made.Columns, contract.Column{Name: "trip", Type: contract.Path, List: "countries", Stops: []string{"sex", "nat"}})
	made.Totals = []contract.Totals{{Column: "trip", Values: []string{"Total"}}}
	onlyTotals := checked()
	onlyTotals.Totals = []contract.Totals{{Column: "nat", Values: []string{"Total"}}}
	for _, c := range []struct {
		contract contract.Contract
		text     string
		want     string
	}{
		{noMeasure, cube, "- X067 totals can only be checked if a measure is summed"},
		{made, cube, `- X067 the column "trip" cannot tell total rows`},
		{onlyTotals, checkedHeader + "1,Total,,,,,\n", "data/t.csv X066 no record is left"},
	} {
		if got := broken(t, c.contract, c.text); len(got) == 0 || got[0] != c.want {
			t.Errorf("got %v, want %s", got, c.want)
		}
	}
}

func TestTotalsThatLeaveOutTooManyWaysAreRefused(t *testing.T) {
	c := contract.Contract{Measure: "n", Totals: []contract.Totals{{Column: "t", Values: []string{"All"}}}, Checks: []contract.Check{{Kind: contract.SumEquals, Columns: []string{"t"}}}}
	c.Columns = []contract.Column{{Name: "t"}, {Name: "n", Type: contract.Integer}}
	header, detail := "t,n", "x,1"
	for i := range 7 {
		name := fmt.Sprintf("c%d", i)
		c.Columns = append(c.Columns, contract.Column{Name: name})
		header, detail = header+","+name, detail+",v"
	}
	var b strings.Builder
	b.WriteString(header + "\n" + detail + "\n")
	for ways := range maxMargins + 1 {
		b.WriteString("All,1")
		for i := range 7 {
			b.WriteString([]string{",", ",v"}[ways>>i&1])
		}
		b.WriteString("\n")
	}
	want := []string{"data/t.csv X065 the total rows leave out columns in more than 64 ways"}
	if d := cmp.Diff(want, broken(t, c, b.String())); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestTotalsAreCheckedOverAllBatches(t *testing.T) {
	const n = 6 * batchRecords
	nat := func(i int) string { return []string{"FRA", "ITA", "NGA"}[i%3] }
	long := strings.Repeat("x", 2*maxKey)
	var b strings.Builder
	b.WriteString("nat,note,n\n")
	for i := range n {
		fmt.Fprintf(&b, "%s,%s%d,%d\n", nat(i), long, i%2, i)
	}
	c := contract.Contract{
		Measure: "n", Columns: []contract.Column{{Name: "nat", Type: contract.Code, List: "countries"}, {Name: "note"}, {Name: "n", Type: contract.Integer}},
		Totals: []contract.Totals{{Column: "nat", Values: []string{"All"}}}, Checks: []contract.Check{{Kind: contract.SumEquals, Columns: []string{"nat"}}},
	}
	all, even := n*(n-1)/2, (n/2)*(n/2-1)
	right := fmt.Sprintf("All,,%d\nAll,%s0,%d\nAll,%s1,%d\n", all, long, even, long, all-even)
	set := kept(t, c, b.String()+right)
	if set.Counts.Totals != 3 || set.Counts.Kept != n {
		t.Errorf("%+v", set.Counts)
	}
	if p := set.Columns[1]; p.Distinct != 2 {
		t.Errorf("%+v", p)
	}
	wrong := broken(t, c, b.String()+fmt.Sprintf("All,%s1,%d\n", long, even))
	want := fmt.Sprintf(`column "n": the total is %d, the sum of its details %d`, even, all-even)
	if len(wrong) != 1 || !strings.HasSuffix(wrong[0], want) {
		t.Errorf("got %v, want %s", wrong, want)
	}
}
