package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
)

func TestAFaultyQueryNamesTheColumn(t *testing.T) {
	e := open(t, writeSnapshot(t, append([][]cell{{"THB", nil, nil, int64(1)<<62 + 1, nil, nil}, {"THB", nil, nil, int64(1) << 62, nil, nil}}, five...)), Options{})
	span := period.Span{First: month(2025, 1), Last: month(2025, 1)}
	for name, c := range map[string]struct {
		q    Query
		want string
	}{
		"unknown key":                  {Query{Keys: []Key{{Column: "crim"}}}, `query snapshot: no column "crim" in the snapshot (did you mean "crime"?)`},
		"unknown condition":            {Query{Where: []Condition{{Column: `x" OR 1=1 --`}}}, `query snapshot: no column "x\" OR 1=1 --" in the snapshot (columns: crime, detected_on, means, persons, reported_on, route)`},
		"sum of text":                  {Query{Sums: []string{"crime"}}, `query snapshot: column "crime" is a VARCHAR column, not BIGINT`},
		"distinct of none":             {Query{Distinct: []string{"who"}}, `query snapshot: no column "who" in the snapshot (columns: crime, detected_on, means, persons, reported_on, route)`},
		"month of text":                {Query{Keys: []Key{{Column: "crime", Month: true}}}, `query snapshot: column "crime" is a VARCHAR column, not DATE`},
		"months of numbers":            {Query{Where: []Condition{{Column: "persons", Months: span}}}, `query snapshot: column "persons" is a BIGINT column, not DATE`},
		"each of a day":                {Query{Where: []Condition{{Column: "detected_on", Each: true}}}, `query snapshot: column "detected_on" is a DATE column, not VARCHAR`},
		"number in words":              {Query{Where: []Condition{{Column: "persons", Values: []string{"two"}}}}, `query snapshot: the value "two" for column "persons" is not a whole number`},
		"day that is none":             {Query{Where: []Condition{{Column: "detected_on", Values: []string{"2025-02-30"}}}}, `query snapshot: the value "2025-02-30" for column "detected_on" is not a date`},
		"a last day of numbers":        {Query{Where: []Condition{{Column: "persons", Until: "2026-01-01"}}}, `query snapshot: column "persons" is a BIGINT column, not DATE`},
		"a last day with another form": {Query{Where: []Condition{{Column: "detected_on", Until: "2026-01-01", Known: true}}}, `query snapshot: the condition on column "detected_on" has a last day and another form`},
		"two forms at once":            {Query{Where: []Condition{{Column: "detected_on", Months: span, Not: true}}}, `query snapshot: the condition on column "detected_on" has months and another form`},
		"sum out of 64 bits":           {Query{Sums: []string{"persons"}}, `query snapshot by nothing: the sum of column "persons" is 9223372036854775823, which does not fit in 64 bits`},
		"too many terms":               {Query{Sums: make([]string, maxTerms+1)}, `query snapshot: 65 conditions, keys and measures; at most 64 are allowed`},
		"too many values":              {Query{Where: []Condition{{Column: "crime", Values: make([]string, maxValues+1)}}}, `query snapshot: 10001 values for column "crime"; at most 10000 are allowed`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := e.Group(t.Context(), c.q)
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestOpeningRefusesWhatIsNoSnapshot(t *testing.T) {
	dir := t.TempDir()
	junk := filepath.Join(dir, "junk.parquet")
	if err := os.WriteFile(junk, []byte("PAR1 this is not Parquet PAR1"), 0o600); err != nil {
		t.Fatal(err)
	}
	glob := filepath.Join(dir, "a*.parquet")
	if err := os.WriteFile(glob, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	floats := filepath.Join(dir, "floats.parquet")
	freshDatabase(t)("COPY (SELECT 1.5::DOUBLE AS price) TO " + literal(floats) + " (FORMAT parquet)")
	for path, want := range map[string]string{
		filepath.Join(dir, "absent"): "no such file",
		junk:                         "open snapshot: ",
		glob:                         "holds a character that would name several files",
		floats:                       `column "price" has the type DOUBLE; only VARCHAR, BIGINT and DATE are exact`,
	} {
		if _, err := OpenDuckDB(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", path, err, want)
		}
	}
}

func TestNothingOutsideTheSnapshotCanBeReached(t *testing.T) {
	path := writeSnapshot(t, five)
	for name, tableMiB := range map[string]int{"table": 1, "view": -1} {
		t.Run(name, func(t *testing.T) {
			d := open(t, path, Options{TableMiB: tableMiB}).(*duck)
			other := filepath.Join(filepath.Dir(path), "out.csv")
			for _, s := range []string{
				"SELECT * FROM read_csv('/etc/passwd')",
				"SELECT * FROM read_text('/etc/passwd')",
				"SELECT * FROM '/etc/passwd'",
				"SELECT * FROM glob('/etc/*')",
				"COPY snapshot TO " + literal(other),
				"ATTACH " + literal(other),
				"EXPORT DATABASE " + literal(filepath.Dir(path)),
				"INSTALL httpfs",
				"LOAD httpfs",
				"SET enable_external_access = true",
				"SET threads = 1",
				"RESET memory_limit",
				"SET allowed_paths = ['/etc/passwd']",
			} {
				if _, err := d.db.ExecContext(t.Context(), s); err == nil {
					t.Errorf("%s was not refused", s)
				}
			}
		})
	}
}

func TestAPathWithAQuoteIsOnlyAPath(t *testing.T) {
	path := writeSnapshot(t, five)
	odd := filepath.Join(filepath.Dir(path), "it's; DROP TABLE snapshot --.parquet")
	if err := os.Rename(path, odd); err != nil {
		t.Fatal(err)
	}
	for _, tableMiB := range []int{1, -1} {
		rows, err := open(t, odd, Options{TableMiB: tableMiB}).Group(t.Context(), Query{})
		if err != nil || rows[0].Count != 5 {
			t.Errorf("got %v, %v", rows, err)
		}
	}
}

func TestACancelledQueryStops(t *testing.T) {
	e := open(t, writeSnapshot(t, five), Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Group(ctx, Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// queries are what a brief asks of a snapshot, by and large.
func queries() []Query {
	year := Condition{Column: "detected_on", Months: period.Span{First: month(2024, 1), Last: month(2024, 12)}}
	return []Query{
		{},
		{Keys: []Key{{Column: "detected_on", Month: true}, {Column: "crime"}}, Sums: []string{"persons"}},
		{Where: []Condition{year}, Keys: []Key{{Column: "mo_0"}, {Column: "crime"}}, Sums: []string{"persons", "n_3"}},
		{Where: []Condition{year, {Column: "route", Each: true, Values: []string{"O7", "T3"}}}, Keys: []Key{{Column: "route"}}},
		{Where: []Condition{year, {Column: "crime", Values: []string{"THB"}}}, Keys: []Key{{Column: "country"}}, Distinct: []string{"case_id"}},
		{Keys: []Key{{Column: "mo_1"}, {Column: "mo_2"}}},
	}
}

func TestAnswersDoNotDependOnThreads(t *testing.T) {
	path := writeLarge(t, 150_000)
	var want [][]Row
	for _, threads := range []int{1, 2, 4} {
		for _, tableMiB := range []int{1 << 10, -1} {
			e := open(t, path, Options{Threads: threads, TableMiB: tableMiB})
			var got [][]Row
			for _, q := range queries() {
				rows, err := e.Group(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, rows)
			}
			if want == nil {
				want = got
			}
			if !reflect.DeepEqual(want, got) {
				t.Errorf("other answers with %d threads, tables up to %d MiB", threads, tableMiB)
			}
		}
	}
}

func TestReportsShareOneEngine(t *testing.T) {
	e := open(t, writeLarge(t, 8000), Options{})
	want := make([][]Row, len(queries()))
	for i, q := range queries() {
		var err error
		if want[i], err = e.Group(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i, q := range queries() {
				got, err := e.Group(t.Context(), q)
				if d := cmp.Diff(want[i], got); d != "" || err != nil {
					t.Errorf("query %d: %v %s", i, err, d)
				}
			}
		})
	}
	wait.Wait()
}

func BenchmarkOpen(b *testing.B) {
	path := writeLarge(b, 8000)
	for b.Loop() {
		e, err := OpenDuckDB(b.Context(), path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{8_000, 100_000, 1_000_000} {
		path := writeLarge(b, n)
		for name, tableMiB := range map[string]int{"table": 1 << 10, "view": -1} {
			e := open(b, path, Options{TableMiB: tableMiB})
			for i, q := range queries() {
				b.Run(fmt.Sprintf("%d/%s/%d", n, name, i), func(b *testing.B) {
					for b.Loop() {
						if _, err := e.Group(b.Context(), q); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
