package extract

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"testing/fstest"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// lists is a small set of code lists.
type lists map[string][]string

func (l lists) Has(list, code string) bool { return slices.Contains(l[list], code) }

func (l lists) Near(list, code string) string { return diag.Nearest(code, "codes", l[list]) }

var testLists = lists{
	"crime":     {"THB", "SOM"},
	"means":     {"debt", "violence", "threats"},
	"countries": {"NGA", "LBY", "ITA", "FRA", "NAM"},
}

// every holds every code.
type every struct{}

func (every) Has(string, string) bool { return true }

func (every) Near(string, string) string { return "" }

// read reads the text of an extract in a file system of its own.
func read(tb testing.TB, c contract.Contract, text string) (*Set, []diag.Diagnostic, error) {
	tb.Helper()
	c.File, c.Name, c.Source.Path = "data/t.contract.yaml", "t", "t.csv"
	if c.Source.Encoding == "" {
		c.Source.Encoding = "utf-8"
	}
	if c.Source.Delimiter == 0 {
		c.Source.Delimiter = ','
	}
	if c.Source.Decimal == 0 {
		c.Source.Decimal = '.'
	}
	files := fstest.MapFS{"data/t.csv": {Data: []byte(text)}}
	var diags diag.List
	set, err := Open(tb.Context(), files, &c, testLists, Options{Snapshot: filepath.Join(tb.TempDir(), "t.parquet")}, &diags)
	return set, diags.All(), err
}

// large writes an extract of n records and 30 columns, as the ones of the
// police look, and returns its contract.
func large(tb testing.TB, n int) (dir string, c contract.Contract) {
	tb.Helper()
	dir = tb.TempDir()
	c = contract.Contract{
		File: "t.contract.yaml", Name: "t", Date: "detected_on", Reported: "reported_on",
		Source:  contract.Source{Path: "t.csv", Encoding: "utf-8", Delimiter: ',', Decimal: '.'},
		Columns: []contract.Column{{Name: "case_id", Identifying: true}, {Name: "detected_on", Type: contract.Date}, {Name: "reported_on", Type: contract.Date}},
	}
	for i := range 6 {
		c.Columns = append(c.Columns, contract.Column{Name: fmt.Sprintf("mo_%d", i), Type: contract.Codes})
	}
	c.Columns = append(c.Columns, contract.Column{Name: "route", Type: contract.Path}, contract.Column{Name: "price", Type: contract.Amounts, Along: "route", Scale: 2})
	for i := range 9 {
		c.Columns = append(c.Columns, contract.Column{Name: fmt.Sprintf("n_%d", i), Type: contract.Integer})
	}
	for i := range 9 {
		c.Columns = append(c.Columns, contract.Column{Name: fmt.Sprintf("code_%d", i), Type: contract.Code})
	}
	c.Columns = append(c.Columns, contract.Column{Name: "summary"})
	c.Checks = []contract.Check{{Kind: contract.Unique, Columns: []string{"case_id"}}, {Kind: contract.NotAfter, Columns: []string{"detected_on", "reported_on"}}}
	if err := os.WriteFile(filepath.Join(dir, "t.csv"), largeText(c, n), 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir, c
}

// largeText writes the records of a large extract, the same every time.
func largeText(c contract.Contract, n int) []byte {
	var b bytes.Buffer
	for i, x := range c.Columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(x.Name)
	}
	b.WriteByte('\n')
	state := uint64(42)
	next := func(m uint64) uint64 {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		return state % m
	}
	for i := range n {
		fmt.Fprintf(&b, "EU-%09d,%s,%s", i, iso(int64(17000+next(3000))), iso(int64(20000+next(300))))
		for range 6 {
			switch next(4) {
			case 0:
				b.WriteByte(',')
			case 1:
				fmt.Fprintf(&b, ",m%d", next(8))
			default:
				fmt.Fprintf(&b, ",m%d;n%d", next(8), next(8))
			}
		}
		fmt.Fprintf(&b, ",O%d>T%d>D%d,%d.50;%d", next(25), next(12), next(15), next(9)*100, next(9)*100)
		for range 9 {
			fmt.Fprintf(&b, ",%d", next(40))
		}
		for range 9 {
			fmt.Fprintf(&b, ",C%d", next(40))
		}
		fmt.Fprintf(&b, ",\"vessel no %d, stopped off the coast; \"\"%d\"\" persons on board\"\n", i, next(90))
	}
	return b.Bytes()
}

func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{8_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir, c := large(b, n)
			info, err := os.Stat(filepath.Join(dir, "t.csv"))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(info.Size())
			var before, after syscall.Rusage
			_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
			defer func() {
				_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
				used := after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano()
				b.ReportMetric(float64(used)/1e9/float64(b.N), "cpu-s/op")
			}()
			for b.Loop() {
				var diags diag.List
				set, err := Open(b.Context(), os.DirFS(dir), &c, every{}, Options{Snapshot: filepath.Join(dir, "t.parquet")}, &diags)
				if err != nil {
					b.Fatal(err, diags.All())
				}
				if set.Counts.Kept != int64(n) {
					b.Fatalf("%+v", set.Counts)
				}
			}
		})
	}
}
