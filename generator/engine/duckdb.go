package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	duckdb "github.com/duckdb/duckdb-go/v2"

	"htsm/generator/period"
)

// Options sets up an engine. The zero Options suits one build on two cores.
type Options struct {
	Threads   int    // Threads of one query over a file; 0 means 2. In memory every query takes one, and several run side by side.
	MemoryMiB int    // The memory the database may take for itself; 0 means 1024. It is a budget, not a bound of the process.
	Spill     string // A folder for what does not fit in memory; empty refuses such queries.
	TableMiB  int    // The largest snapshot that is copied into memory, by the size of its file; 0 means 4, below 0 means none.
}

// filled returns o with every default in place.
func (o Options) filled() Options {
	if o.Threads <= 0 {
		o.Threads = 2
	}
	if o.MemoryMiB <= 0 {
		o.MemoryMiB = 1024
	}
	if o.TableMiB == 0 {
		o.TableMiB = 4
	}
	return o
}

// The most conditions, keys, sums and other counts of a query together,
// and the most values of a condition.
const (
	maxTerms  = 64
	maxValues = 10_000
)

// A duck is an [Engine] on an in-memory DuckDB database.
type duck struct {
	db      *sql.DB
	columns map[string]string // The type of each column of the snapshot.
}

// OpenDuckDB opens the Parquet snapshot at a path of the operating system. A
// snapshot of up to Options.TableMiB is copied into memory, which saves one to
// two milliseconds a query. A larger one is read from its file by every query:
// that takes little memory, and from some 50,000 rows on it also is faster,
// because Parquet keeps each distinct text once; the file must then stay in
// place until Close. The caller closes the engine.
func OpenDuckDB(ctx context.Context, snapshot string, o Options) (Engine, error) {
	o = o.filled()
	path, err := filepath.Abs(snapshot)
	if err != nil {
		return nil, fmt.Errorf("open snapshot: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open snapshot: %w", err)
	}
	if strings.ContainsAny(path, "*?[]{}\x00") {
		return nil, fmt.Errorf("open snapshot: the path %q holds a character that would name several files", path)
	}
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return nil, fmt.Errorf("open engine: %w", err)
	}
	d := &duck{db: sql.OpenDB(connector)}
	view := o.TableMiB < 0 || info.Size() > int64(o.TableMiB)<<20
	if err := d.load(ctx, path, view, o); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// load brings the snapshot into the database and then shuts every door.
func (d *duck) load(ctx context.Context, path string, view bool, o Options) error {
	// A copy in memory is a single run of rows for one thread; a second one
	// would only wait, at a third more of processor time.
	kind, threads := "TABLE", 1
	if view {
		kind, threads = "VIEW", o.Threads
	}
	steps := []string{
		fmt.Sprintf("SET threads = %d", threads),
		fmt.Sprintf("SET memory_limit = '%dMiB'", o.MemoryMiB),
		"SET temp_directory = " + literal(o.Spill),
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allow_community_extensions = false",
		"SET preserve_insertion_order = false",
		fmt.Sprintf("CREATE %s snapshot AS SELECT * FROM read_parquet(%s)", kind, literal(path)),
	}
	if view {
		steps = append(steps, "SET parquet_metadata_cache = true", fmt.Sprintf("SET allowed_paths = [%s]", literal(path)))
	}
	steps = append(steps, "SET enable_external_access = false", "SET lock_configuration = true")
	for _, step := range steps {
		if _, err := d.db.ExecContext(ctx, step); err != nil {
			return fmt.Errorf("open snapshot: %w", err)
		}
	}
	return d.describe(ctx)
}

// describe reads the names and types of the columns.
func (d *duck) describe(ctx context.Context) error {
	rows, err := d.db.QueryContext(ctx, "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'snapshot'")
	if err != nil {
		return fmt.Errorf("read columns of snapshot: %w", err)
	}
	defer rows.Close()
	d.columns = make(map[string]string)
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return fmt.Errorf("read columns of snapshot: %w", err)
		}
		if !slices.Contains([]string{text, whole, day}, kind) {
			return fmt.Errorf("read columns of snapshot: column %q has the type %s; only %s, %s and %s are exact", name, kind, text, whole, day)
		}
		d.columns[name] = kind
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read columns of snapshot: %w", err)
	}
	return nil
}

// Close frees the database.
func (d *duck) Close() error {
	if err := d.db.Close(); err != nil {
		return fmt.Errorf("close engine: %w", err)
	}
	return nil
}

// Group implements [Engine].
func (d *duck) Group(ctx context.Context, q Query) ([]Row, error) {
	s, err := d.group(q)
	if err != nil {
		return nil, fmt.Errorf("query snapshot: %w", err)
	}
	var out []Row
	err = d.each(ctx, s, func(values []driver.Value) error {
		row, err := q.row(values)
		out = append(out, row)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("query snapshot by %s: %w", q.names(), err)
	}
	return out, nil
}

// each runs a statement and calls f with every row of the answer. It speaks to
// the driver itself: the conversions of database/sql cost more than the query.
func (d *duck) each(ctx context.Context, s *statement, f func([]driver.Value) error) error {
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(c any) error {
		rows, err := c.(driver.QueryerContext).QueryContext(ctx, s.sql.String(), s.args)
		if err != nil {
			return err
		}
		defer rows.Close()
		values := make([]driver.Value, len(rows.Columns()))
		for {
			switch err := rows.Next(values); {
			case errors.Is(err, io.EOF):
				return ctx.Err()
			case err != nil:
				return err
			}
			if err := f(values); err != nil {
				return err
			}
		}
	})
}

// row makes a Row of the columns of an answer: keys, count, sums, distinct, known.
func (q Query) row(values []driver.Value) (Row, error) {
	r := Row{
		Keys:     make([]Text, len(q.Keys)),
		Sums:     make([]int64, len(q.Sums)),
		Distinct: make([]int64, len(q.Distinct)),
		Known:    make([]int64, len(q.Known)),
	}
	for i, k := range q.Keys {
		t, err := textOf(k, values[i])
		if err != nil {
			return Row{}, err
		}
		r.Keys[i] = t
	}
	values = values[len(q.Keys):]
	var err error
	if r.Count, err = integer("count", values[0]); err != nil {
		return Row{}, err
	}
	values = values[1:]
	for _, part := range []struct {
		names []string
		out   []int64
	}{{q.Sums, r.Sums}, {q.Distinct, r.Distinct}, {q.Known, r.Known}} {
		for i, name := range part.names {
			if part.out[i], err = integer(name, values[i]); err != nil {
				return Row{}, err
			}
		}
		values = values[len(part.names):]
	}
	return r, nil
}

// textOf returns a key as it stands in a Row.
func textOf(k Key, v driver.Value) (Text, error) {
	switch v := v.(type) {
	case nil:
		return Text{}, nil
	case string:
		return Text{v, true}, nil
	case time.Time:
		return Text{v.Format(time.DateOnly), true}, nil
	case int64:
		if k.Month {
			return Text{period.Month(v).String(), true}, nil
		}
		return Text{fmt.Sprint(v), true}, nil
	}
	return Text{}, fmt.Errorf("column %q holds a %T", k.Column, v)
}

// integer returns a count or a sum.
func integer(column string, v driver.Value) (int64, error) {
	switch v := v.(type) {
	case int64:
		return v, nil
	case *big.Int:
		if v.IsInt64() {
			return v.Int64(), nil
		}
		return 0, fmt.Errorf("the sum of column %q is %s, which does not fit in 64 bits", column, v)
	}
	return 0, fmt.Errorf("the sum of column %q is a %T", column, v)
}

// Bounds implements [Engine].
func (d *duck) Bounds(ctx context.Context, date string, latest ...string) (period.Span, string, error) {
	s, err := d.bounds(date, latest)
	if err != nil {
		return period.Span{}, "", fmt.Errorf("query snapshot: %w", err)
	}
	var span period.Span
	var last string
	err = d.each(ctx, s, func(values []driver.Value) error {
		if first, ok := values[0].(time.Time); ok {
			span.First = period.Of(first.Year(), int(first.Month()))
		}
		if end, ok := values[1].(time.Time); ok {
			span.Last = period.Of(end.Year(), int(end.Month()))
		}
		for _, v := range values[2:] {
			if t, ok := v.(time.Time); ok {
				last = max(last, t.Format(time.DateOnly))
			}
		}
		return nil
	})
	if err != nil {
		return period.Span{}, "", fmt.Errorf("query bounds of column %q: %w", date, err)
	}
	return span, last, nil
}
