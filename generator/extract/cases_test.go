package extract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// shared returns the folder of data that are not part of the repository.
func shared(tb testing.TB, parts ...string) string {
	tb.Helper()
	path := filepath.Join(append([]string{SharedRoot()}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			tb.Fatalf("%s is required: %v", path, err)
		}
		tb.Skipf("%s is absent; set HTSM_SHARED to the folder of shared data", path)
	}
	return path
}

// SharedRoot returns the folder of shared data: HTSM_SHARED, relative to the
// root of the repository, or ../shared.
func SharedRoot() string {
	root := os.Getenv("HTSM_SHARED")
	if root == "" {
		root = filepath.Join("..", "shared")
	}
	if filepath.IsAbs(root) {
		return root
	}
	return filepath.Join("..", "..", root)
}

// caseContract is the contract of the small extracts; every reject is allowed,
// so that what is left can be looked at.
func caseContract() contract.Contract {
	return contract.Contract{
		Source: contract.Source{Delimiter: ',', Decimal: '.', Rejects: contract.Rejects{PerMille: 1000}},
		Columns: []contract.Column{
			{Name: "id"},
			{Name: "detected_on", Type: contract.Date},
			{Name: "crime", Type: contract.Code, List: "crime"},
			{Name: "price", Type: contract.Decimal, Scale: 2},
			{Name: "note"},
		},
	}
}

func french(c *contract.Contract) {
	c.Source.Delimiter, c.Source.Decimal = ';', ','
}

func windows(c *contract.Contract) { c.Source.Encoding = "windows-1252" }

// brief writes diagnostics as "line:col code".
func brief(diags []diag.Diagnostic) []string {
	var out []string
	for _, d := range diags {
		d.Pos.File = "f"
		out = append(out, strings.TrimPrefix(strings.TrimPrefix(d.Pos.String(), "f"), ":")+" "+string(d.Code))
	}
	return out
}

// lines joins the rows of a snapshot, without the header.
func lines(tb testing.TB, set *Set) []string {
	tb.Helper()
	if set == nil {
		return nil
	}
	var out []string
	for _, r := range rows(tb, set.Snapshot)[1:] {
		out = append(out, strings.Join(r, "|"))
	}
	return out
}

// A damaged file is a file of the prototypes, and what must become of it.
type damaged struct {
	change func(*contract.Contract)
	counts Counts
	rows   []string
	diags  []string
}

// damagedFiles lists every file of the prototypes.
func damagedFiles() map[string]damaged {
	row1, row2, row3 := "1|2025-01-02|THB|1050|a", "2|2025-01-03|SOM|1150|b", "3|2025-01-04|SOM|1250|c"
	good := []string{row1, row2, row3}
	three := Counts{Lines: 4, Records: 3, Kept: 3, Rows: 3}
	with := func(kept, rejected int64) Counts {
		return Counts{Lines: 4, Records: kept + rejected, Kept: kept, Rejected: rejected, Rows: kept}
	}
	return map[string]damaged{
		"00_ok":               {nil, three, good, nil},
		"01_bom":              {nil, three, good, nil},
		"02_cp1252":           {windows, three, []string{"1|2025-01-02|THB|1050|Côte d’Ivoire – 3 €", row2, "3|2025-01-04|SOM|1250|œuvre"}, nil},
		"03_latin1":           {windows, three, []string{"1|2025-01-02|THB|1050|Côte", "2|2025-01-03|SOM|1150|é", row3}, nil},
		"04_utf16le":          {nil, Counts{}, nil, []string{" X002"}},
		"06_quoted_nl":        {nil, Counts{Lines: 5, Records: 3, Kept: 3, Rows: 3}, []string{"1|2025-01-02|THB|1050|line1\nline2", `2|2025-01-03|SOM|1150|say "x", y`, row3}, nil},
		"07_ragged_short":     {nil, with(2, 1), []string{row1, row3}, []string{"3:14 X020"}},
		"08_ragged_long":      {nil, with(2, 1), []string{row1, row3}, []string{"3:25 X020"}},
		"09_nul":              {nil, with(2, 1), []string{row2, row3}, []string{"2:23 X023"}},
		"10_duphdr":           {nil, Counts{}, nil, []string{"1:1 X005", "1:28 X006"}},
		"11_baddate":          {nil, with(1, 2), []string{row1}, []string{"3:3 X040", "4:3 X040"}},
		"12_excel_serial":     {nil, with(1, 2), []string{row3}, []string{"2:3 X040", "3:3 X040"}},
		"14_stray_quote":      {nil, with(1, 2), []string{row3}, []string{"2:24 X021", "3:25 X021"}},
		"15_unclosed_quote":   {nil, with(2, 1), []string{row1, row3}, []string{"3:23 X022"}},
		"16_badnum":           {nil, with(2, 1), []string{row1, row3}, []string{"3:18 X035"}},
		"17_mixed_eol":        {nil, three, good, nil},
		"18_blank_lines":      {nil, Counts{Lines: 7, Blank: 3, Records: 3, Kept: 3, Rows: 3}, good, []string{" X010"}},
		"19_comment_preamble": {nil, Counts{}, nil, []string{"1:1 X005"}},
		"20_trailing_delim":   {nil, three, good, []string{"1:33 X008"}},
		"21_sep_line":         {french, Counts{Lines: 5, Records: 3, Kept: 3, Rows: 3}, good, nil},
		"22_header_only":      {nil, Counts{}, nil, []string{" X004"}},
		"23_empty":            {nil, Counts{}, nil, []string{" X003"}},
		"24_colorder":         {nil, three, good, nil},
		"26_leadzero":         {nil, three, []string{"001|2025-01-02|THB|1050|007", "002|2025-01-03|SOM|1150|b", "003|2025-01-04|SOM|1250|c"}, nil},
		"05_fr_excel": {
			func(c *contract.Contract) { french(c); windows(c); c.Columns[1].Layout = "dd/mm/yyyy" }, three,
			[]string{"1|2025-01-02|THB|123450|Côte", row2, "3|2025-01-13|SOM|1250|c"},
			nil,
		},
		"25_nbsp_thousand": {
			french, three, []string{"1|2025-01-02|THB|123450|a", "2|2025-01-03|SOM|111150|b", row3}, nil,
		},
		"27_colname_case": {
			nil,
			Counts{},
			nil,
			[]string{"1:1 X005", "1:1 X005", "1:1 X005", "1:1 X005", "1:1 X005", "1:1 X007", "1:4 X007", "1:16 X007", "1:22 X007", "1:28 X007"},
		},
	}
}

func TestDamagedFilesLoseNothingInSilence(t *testing.T) {
	for file, c := range damagedFiles() {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(shared(t, "prototypes", "ingest-cases"), file+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			con := caseContract()
			if c.change != nil {
				c.change(&con)
			}
			set, diags, err := read(t, con, string(text))
			if (err != nil) != (c.rows == nil) {
				t.Fatalf("error %v, diagnostics %v", err, diags)
			}
			if d := cmp.Diff(c.diags, brief(diags)); d != "" {
				t.Errorf("diagnostics (-want +got)\n%s", d)
			}
			if d := cmp.Diff(c.rows, lines(t, set)); d != "" {
				t.Errorf("rows (-want +got)\n%s", d)
			}
			if set != nil && set.Counts != c.counts {
				t.Errorf("got %+v\nwant %+v", set.Counts, c.counts)
			}
		})
	}
}

func TestEveryDamagedFileHasACase(t *testing.T) {
	found, err := filepath.Glob(filepath.Join(shared(t, "prototypes", "ingest-cases"), "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	known := damagedFiles()
	for _, f := range found {
		if _, ok := known[strings.TrimSuffix(filepath.Base(f), ".csv")]; !ok {
			t.Errorf("%s has no case", f)
		}
	}
}
