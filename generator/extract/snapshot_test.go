package extract

import (
	"context"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
)

// null is how tests write a null.
const null = "∅"

// rows reads a snapshot back: the header and all values as text.
func rows(tb testing.TB, path string) [][]string {
	tb.Helper()
	f, err := file.OpenParquetFile(path, false)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	r, err := pqarrow.NewFileReader(f, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
	if err != nil {
		tb.Fatal(err)
	}
	table, err := r.ReadTable(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	defer table.Release()
	out := make([][]string, table.NumRows()+1)
	for i := range int(table.NumCols()) {
		column := table.Column(i)
		out[0] = append(out[0], column.Name())
		n := 1
		for _, chunk := range column.Data().Chunks() {
			for j := range chunk.Len() {
				out[n] = append(out[n], shown(tb, chunk, j))
				n++
			}
		}
	}
	return out
}

// shown returns a value as text. The three types are those of the package
// comment; any other is a fault.
func shown(tb testing.TB, chunk arrow.Array, i int) string {
	tb.Helper()
	switch chunk.(type) {
	case *array.String, *array.Int64, *array.Date32:
	default:
		tb.Fatalf("a column of the type %T", chunk)
	}
	if chunk.IsNull(i) {
		return null
	}
	return chunk.ValueStr(i)
}
