package verify

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"

	"htsm/generator/doc"
	"htsm/generator/release"
)

// Twins checks that every table of d, and the data of every figure, has its
// files for machines in a folder, by name: CSV, the description of that, and Parquet. It
// is line 25 of the checklist of package workbook.
func Twins(d *doc.Document, folder string, names []string) error {
	var diff differences
	for _, k := range d.Grids() {
		for _, ending := range []string{".csv", ".csv-metadata.json", ".parquet"} {
			if name := folder + "/" + k.ID + ending; !slices.Contains(names, name) {
				diff.add("there is no file %s", name)
			}
		}
	}
	return diff.err()
}

// Description reads the description of a CSV file back: it must name the file
// and its columns in their order.
func Description(name string, table, description []byte) error {
	var m struct {
		URL    string `json:"url"`
		Schema struct {
			Columns []struct{ Titles string }
		} `json:"tableSchema"`
	}
	if err := json.Unmarshal(description, &m); err != nil {
		return fmt.Errorf("read description: %w", err)
	}
	heads, err := csv.NewReader(bytes.NewReader(table)).Read()
	if err != nil {
		return fmt.Errorf("read csv: %w", err)
	}
	var titles []string
	for _, c := range m.Schema.Columns {
		titles = append(titles, c.Titles)
	}
	switch {
	case m.URL != name:
		return fmt.Errorf("it describes %q, not %q", m.URL, name)
	case !slices.Equal(titles, heads):
		return fmt.Errorf("it describes the columns %q, not %q", titles, heads)
	}
	return nil
}

// Parquet reads the file of the table with an ID back: its keys, its heads of
// rows, every published number as that decimal, and null where there is none.
// The footer must hold the description.
func Parquet(d *doc.Document, id string, data, description []byte) (err error) {
	defer func() {
		if r := recover(); r != nil { // The reader panics on some broken files.
			err = fmt.Errorf("read parquet: %v", r)
		}
	}()
	i := slices.IndexFunc(d.Grids(), func(g doc.Grid) bool { return g.ID == id })
	if i < 0 {
		return fmt.Errorf("the document has no table %s", id)
	}
	t := d.Grids()[i].Table
	r, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("read parquet: %w", err)
	}
	var diff differences
	if kept := r.MetaData().KeyValueMetadata().FindValue("csvw"); kept == nil || *kept != string(description) {
		diff.add("the footer holds another description")
	}
	columns, err := readColumns(r)
	if err != nil {
		return fmt.Errorf("read parquet: %w", err)
	}
	if want := 2 + len(t.Stub) + 2*len(t.Cols); len(columns) != want {
		return fmt.Errorf("there are %d columns, not %d", len(columns), want)
	}
	for k, c := range columns {
		if len(c) != len(t.Rows) {
			return fmt.Errorf("column %d has %d rows, not %d", k+1, len(c), len(t.Rows))
		}
	}
	for i, row := range t.Rows {
		if columns[0][i] != row.Key {
			diff.add("row %d has the key %q, want %q", i+1, columns[0][i], row.Key)
		}
		for l, h := range row.Heads {
			if got := columns[2+l][i]; got != h.Text {
				diff.add("row %s has the head %q, want %q", row.Key, got, h.Text)
			}
		}
		for j, c := range row.Cells {
			want := ""
			if n, ok := c.Value.Number(); ok && c.Value.Status() == release.Published {
				want = exact(n.Units(), int(n.Scale()))
			}
			if got := columns[2+len(t.Stub)+2*j][i]; got != want {
				diff.add("%s/%s holds %q, want %q", row.Key, t.Cols[j].Key, got, want)
			}
		}
	}
	return diff.err()
}

// exact writes a decimal without zeros behind its last digit.
func exact(units int64, scale int) string {
	for scale > 0 && units%10 == 0 {
		units, scale = units/10, scale-1
	}
	return fmt.Sprintf("%de-%d", units, scale)
}

// readColumns returns the values of all columns as texts; a null is empty.
func readColumns(r *file.Reader) ([][]string, error) {
	out := make([][]string, r.MetaData().Schema.NumColumns())
	for g := range r.NumRowGroups() {
		group := r.RowGroup(g)
		for k := range out {
			c, err := group.Column(k)
			if err != nil {
				return nil, err
			}
			values, err := readColumn(c, int(group.NumRows()))
			if err != nil {
				return nil, fmt.Errorf("column %d: %w", k+1, err)
			}
			out[k] = append(out[k], values...)
		}
	}
	return out, nil
}

// scaleOf returns the digits after the point of a column of numbers.
func scaleOf(c file.ColumnChunkReader) int {
	if d, ok := c.Descriptor().LogicalType().(schema.DecimalLogicalType); ok {
		return int(d.Scale())
	}
	return 0
}

func readColumn(c file.ColumnChunkReader, rows int) ([]string, error) {
	levels := make([]int16, rows)
	var present []string
	read := 0
	for read < rows {
		var n int64
		var err error
		switch c := c.(type) {
		case *file.ByteArrayColumnChunkReader:
			batch := make([]parquet.ByteArray, rows-read)
			var got int
			n, got, err = c.ReadBatch(int64(rows-read), batch, levels[read:], nil)
			for _, v := range batch[:got] {
				present = append(present, strings.Clone(string(v)))
			}
		case *file.Int64ColumnChunkReader:
			batch := make([]int64, rows-read)
			var got int
			n, got, err = c.ReadBatch(int64(rows-read), batch, levels[read:], nil)
			for _, v := range batch[:got] {
				present = append(present, exact(v, scaleOf(c)))
			}
		default:
			return nil, errors.New("a column of another type")
		}
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, errors.New("the column ends early")
		}
		read += int(n)
	}
	out := make([]string, rows)
	most := c.Descriptor().MaxDefinitionLevel()
	for i, next := 0, 0; i < rows; i++ {
		if most == 0 || levels[i] == most {
			if next == len(present) {
				return nil, errors.New("values are missing")
			}
			out[i] = present[next]
			next++
		}
	}
	return out, nil
}
