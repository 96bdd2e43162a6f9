package engine

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

// A cell of a test snapshot is a string, an int64, a time.Time or nil.
type cell any

// columns of the small test snapshots.
var fixtureColumns = []struct{ name, kind string }{
	{"crime", text}, {"means", text}, {"route", text}, {"persons", whole}, {"detected_on", day}, {"reported_on", day},
}

// writeSnapshot writes rows as a Parquet file, by a database of its own.
func writeSnapshot(tb testing.TB, rows [][]cell) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "snapshot.parquet")
	run := freshDatabase(tb)
	var defs, marks []string
	for _, c := range fixtureColumns {
		defs = append(defs, identifier(c.name)+" "+c.kind)
		marks = append(marks, "?")
	}
	run("CREATE TABLE t (" + strings.Join(defs, ", ") + ")")
	for _, r := range rows {
		args := make([]any, len(r))
		for i, v := range r {
			args[i] = v
		}
		run("INSERT INTO t VALUES ("+strings.Join(marks, ", ")+")", args...)
	}
	run("COPY t TO " + literal(path) + " (FORMAT parquet)")
	return path
}

// writeLarge writes a Parquet file of n rows and the 28 columns of a police
// extract, of which six hold joined codes.
func writeLarge(tb testing.TB, n int) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "snapshot.parquet")
	run := freshDatabase(tb)
	cols := []string{
		"'case-' || i AS case_id",
		"DATE '2016-01-01' + CAST(hash(i) % 3600 AS INTEGER) AS detected_on",
		"DATE '2016-01-01' + CAST(hash(i) % 3600 + hash(i + 1) % 90 AS INTEGER) AS reported_on",
		"'C' || hash(i + 2) % 40 AS country",
		"CASE WHEN hash(i + 3) % 3 = 0 THEN 'THB' ELSE 'SOM' END AS crime",
		"concat_ws('>', 'O' || hash(i + 4) % 25, 'T' || hash(i + 5) % 12, 'D' || hash(i + 6) % 15) AS route",
		"CAST(hash(i + 7) % 30 AS BIGINT) AS persons",
	}
	for g := range 6 {
		cols = append(cols, fmt.Sprintf("CASE WHEN hash(i + %d) %% 5 = 0 THEN NULL ELSE concat_ws(';', 'm' || hash(i + %d) %% 8, 'n' || hash(i + %d) %% 8) END AS mo_%d", 20+g, 30+g, 40+g, g))
	}
	for c := range 15 {
		cols = append(cols, fmt.Sprintf("CAST(hash(i + %d) %% 100 AS BIGINT) AS n_%d", 50+c, c))
	}
	run(fmt.Sprintf("COPY (SELECT %s FROM range(%d) t(i)) TO %s (FORMAT parquet)", strings.Join(cols, ", "), n, literal(path)))
	return path
}

// freshDatabase returns a function that runs statements in a new database.
func freshDatabase(tb testing.TB) func(query string, args ...any) {
	tb.Helper()
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		tb.Fatal(err)
	}
	db := sql.OpenDB(connector)
	tb.Cleanup(func() { _ = db.Close() })
	return func(query string, args ...any) {
		tb.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			tb.Fatalf("%s: %v", query, err)
		}
	}
}

// open opens a snapshot and closes it when the test ends.
func open(tb testing.TB, path string, o Options) Engine {
	tb.Helper()
	e, err := OpenDuckDB(tb.Context(), path, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Error(err)
		}
	})
	return e
}

// on returns a day.
func on(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}
