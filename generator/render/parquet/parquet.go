// Package parquet renders one table as a Parquet file for programs: the twin
// of the CSV file, with types and with every text as it is.
//
// The columns are those of package render/csv: key, kind, one for each level of
// row heads, then for each column KEY of the table a number KEY and a text
// KEY_flag. Numbers are whole (INT64) or exact decimals, never binary
// fractions; where there is no number, and where there is no flag, the value
// is null. The description of the table stands in the footer under the key
// "csvw", as the file next to the CSV file has it. Invariant: the file holds no
// number that is not published, and the same table gives the same bytes.
package parquet

import (
	"fmt"
	"io"
	"math"

	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/metadata"
	"github.com/apache/arrow-go/v18/parquet/schema"

	"htsm/generator/doc"
	"htsm/generator/release"
	"htsm/generator/render/csv"
)

// groupRows is how many rows a row group holds at most.
const groupRows = 122_880

// A column is a column of the file with where its values come from.
type column struct {
	name   string
	scale  int // Digits after the point of a number; -1 for texts.
	text   func(doc.Row) (string, error)
	number func(doc.Row) release.Value
}

// Render writes t to w. The description is JSON, as [csv.Metadata] returns it;
// it may be nil. It returns an error if a row does not fit the columns, if a
// text cannot be written, or if a number has more than 18 digits.
func Render(w io.Writer, t *doc.Table, description []byte) error {
	columns, err := columnsOf(t)
	if err != nil {
		return fmt.Errorf("parquet: table %s: %w", t.ID, err)
	}
	root, err := schemaOf(columns)
	if err != nil {
		return fmt.Errorf("parquet: table %s: %w", t.ID, err)
	}
	props := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Snappy), parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithCreatedBy("htsm"), parquet.WithAllocator(memory.DefaultAllocator))
	footer := metadata.NewKeyValueMetadata()
	if description != nil {
		if err := footer.Append("csvw", string(description)); err != nil {
			return fmt.Errorf("parquet: table %s: %w", t.ID, err)
		}
	}
	out := file.NewParquetWriter(w, root, file.WithWriterProps(props), file.WithWriteMetadata(footer))
	for from := 0; from < len(t.Rows); from += groupRows {
		if err := writeGroup(out, columns, t.Rows[from:min(from+groupRows, len(t.Rows))]); err != nil {
			return fmt.Errorf("parquet: table %s: %w", t.ID, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("parquet: table %s: %w", t.ID, err)
	}
	return nil
}

// columnsOf returns the columns of a table under the names that the CSV file
// gives them.
func columnsOf(t *doc.Table) ([]column, error) {
	names, err := csv.Names(t)
	if err != nil {
		return nil, err
	}
	for _, r := range t.Rows {
		if len(r.Heads) != len(t.Stub) || len(r.Cells) != len(t.Cols) {
			return nil, fmt.Errorf("row %q: %d heads and %d cells for %d and %d columns", r.Key, len(r.Heads), len(r.Cells), len(t.Stub), len(t.Cols))
		}
	}
	out := []column{
		{scale: -1, text: func(r doc.Row) (string, error) { return r.Key, nil }},
		{scale: -1, text: func(r doc.Row) (string, error) { return csv.Kind(r.Kind) }},
	}
	for l := range t.Stub {
		out = append(out, column{scale: -1, text: func(r doc.Row) (string, error) { return r.Heads[l].Text, nil }})
	}
	for j := range t.Cols {
		out = append(out,
			column{scale: scaleOf(t, j), number: func(r doc.Row) release.Value { return r.Cells[j].Value }},
			column{scale: -1, text: func(r doc.Row) (string, error) {
				_, flag, err := csv.Fields(r.Cells[j].Value)
				return flag, err
			}})
	}
	for i := range out {
		out[i].name = names[i]
	}
	return out, nil
}

// scaleOf returns the most digits after the point of a column of numbers.
func scaleOf(t *doc.Table, j int) int {
	most := 0
	for _, r := range t.Rows {
		if n, ok := r.Cells[j].Value.Number(); ok {
			most = max(most, int(n.Scale()))
		}
	}
	return most
}

func schemaOf(columns []column) (*schema.GroupNode, error) {
	var fields schema.FieldList
	for i, c := range columns {
		repetition := parquet.Repetitions.Optional
		if i < 2 {
			repetition = parquet.Repetitions.Required
		}
		var n schema.Node
		var err error
		switch {
		case c.scale < 0:
			n, err = schema.NewPrimitiveNodeLogical(c.name, repetition, schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
		case c.scale == 0:
			n = schema.NewInt64Node(c.name, repetition, -1)
		default:
			n, err = schema.NewPrimitiveNodeLogical(c.name, repetition, schema.NewDecimalLogicalType(18, int32(c.scale)), parquet.Types.Int64, -1, -1)
		}
		if err != nil {
			return nil, fmt.Errorf("column %q: %w", c.name, err)
		}
		fields = append(fields, n)
	}
	return schema.NewGroupNode("table", parquet.Repetitions.Required, fields, -1)
}

func writeGroup(out *file.Writer, columns []column, rows []doc.Row) error {
	group := out.AppendRowGroup()
	for i, c := range columns {
		w, err := group.NextColumn()
		if err != nil {
			return err
		}
		if c.scale < 0 {
			err = writeTexts(w, c, rows, i < 2)
		} else {
			err = writeNumbers(w, c, rows)
		}
		if err != nil {
			return fmt.Errorf("column %q: %w", c.name, err)
		}
		if err := w.Close(); err != nil {
			return fmt.Errorf("column %q: %w", c.name, err)
		}
	}
	return group.Close()
}

// writeTexts writes a column of texts; an empty one is null unless the column
// is required.
func writeTexts(w file.ColumnChunkWriter, c column, rows []doc.Row, required bool) error {
	var texts []parquet.ByteArray
	levels := make([]int16, len(rows))
	for i, r := range rows {
		text, err := c.text(r)
		if err == nil {
			err = csv.Check(text)
		}
		if err != nil {
			return fmt.Errorf("row %q: %w", r.Key, err)
		}
		if text != "" || required {
			texts = append(texts, parquet.ByteArray(text))
			levels[i] = 1
		}
	}
	if required {
		levels = nil
	}
	typed, ok := w.(*file.ByteArrayColumnChunkWriter)
	if !ok {
		return fmt.Errorf("the column holds %s", w.Type())
	}
	_, err := typed.WriteBatch(texts, levels, nil)
	return err
}

// writeNumbers writes the published numbers of a column in units of its scale.
func writeNumbers(w file.ColumnChunkWriter, c column, rows []doc.Row) error {
	var numbers []int64
	levels := make([]int16, len(rows))
	for i, r := range rows {
		v := c.number(r)
		n, ok := v.Number()
		if !ok || v.Status() != release.Published {
			continue
		}
		units := n.Units()
		for range c.scale - int(n.Scale()) {
			if units > math.MaxInt64/100 || units < math.MinInt64/100 {
				return fmt.Errorf("row %q: the number %s has too many digits", r.Key, n)
			}
			units *= 10
		}
		if units >= 1e18 || units <= -1e18 {
			return fmt.Errorf("row %q: the number %s has too many digits", r.Key, n)
		}
		numbers, levels[i] = append(numbers, units), 1
	}
	typed, ok := w.(*file.Int64ColumnChunkWriter)
	if !ok {
		return fmt.Errorf("the column holds %s", w.Type())
	}
	_, err := typed.WriteBatch(numbers, levels, nil)
	return err
}
