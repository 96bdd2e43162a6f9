package extract

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"

	"htsm/generator/contract"
	"htsm/generator/diag"
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

// open reads the file t.csv of a folder.
func open(tb testing.TB, dir string, c contract.Contract, workers int) *Set {
	tb.Helper()
	var diags diag.List
	set, err := Open(tb.Context(), os.DirFS(dir), &c, every{}, Options{Snapshot: filepath.Join(dir, "t.parquet"), Workers: workers}, &diags)
	if err != nil {
		tb.Fatal(err, diags.All())
	}
	return set
}

func TestTheSameExtractGivesTheSameBytes(t *testing.T) {
	dir, c := large(t, 12_000)
	c.Source.Rejects.PerMille = 1000
	c.Columns[11].Max = decimal("30")
	var wantSet *Set
	var want []byte
	for _, workers := range []int{1, 2, 5, 2} {
		set := open(t, dir, c, workers)
		got, err := os.ReadFile(set.Snapshot)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want, wantSet = got, set
		}
		if d := cmp.Diff(wantSet, set); d != "" || !bytes.Equal(want, got) {
			t.Errorf("%d workers: %d bytes, not %d (-want +got)\n%s", workers, len(got), len(want), d)
		}
	}
	if wantSet.Counts.Rejected == 0 || wantSet.Counts.Kept == 0 {
		t.Errorf("%+v", wantSet.Counts)
	}
}

func TestValuesSurviveOverSeveralRowGroups(t *testing.T) {
	const n = groupRows + groupRows/2
	var b bytes.Buffer
	b.WriteString("id,crime,means,n,none\n")
	code := func(i int) string { return []string{"", "THB", "SOM"}[i/1000%3] }
	for i := range n {
		fmt.Fprintf(&b, "%d,%s,,%d,\n", i, code(i), i%7)
	}
	c := contract.Contract{Columns: []contract.Column{
		{Name: "id"},
		{Name: "crime", Type: contract.Code, List: "crime"},
		{Name: "means", Type: contract.Codes, List: "means"},
		{Name: "n", Type: contract.Integer},
		{Name: "none", Type: contract.Date},
	}}
	set := kept(t, c, b.String())
	got := rows(t, set.Snapshot)[1:]
	if len(got) != n {
		t.Fatalf("%d rows, want %d", len(got), n)
	}
	for i, r := range got {
		want := []string{strconv.Itoa(i), orNull(code(i)), null, strconv.Itoa(i % 7), null}
		if !slices.Equal(r, want) {
			t.Fatalf("row %d is %q, want %q", i, r, want)
		}
	}
	if p := set.Columns[2]; p != (Column{Name: "means", Type: contract.Codes, Missing: n}) {
		t.Errorf("%+v", p)
	}
}

// orNull writes an empty text as null.
func orNull(s string) string {
	if s == "" {
		return null
	}
	return s
}
