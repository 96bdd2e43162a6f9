package xlsx_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/head"
	"htsm/generator/render/xlsx"
	lint "htsm/generator/verify/workbook"
)

// long returns the sample with one table of so many rows and twelve columns,
// two of them texts. The rows share their cells.
func long(rows int) *doc.Document {
	d := doctest.Sample()
	from := d.Grids()[1].Table
	t := &doc.Table{ID: "t-long", Label: "Tableau 1", Caption: from.Caption, Stub: []string{"a", "b"}}
	var cells []doc.Cell
	for i := range 10 {
		t.Cols = append(t.Cols, doc.Col{Key: fmt.Sprintf("c%d", i), Text: fmt.Sprintf("Nombre %d", i), Measure: head.Measure{Quantity: head.Count}})
		cells = append(cells, doc.Cell{Value: from.Rows[0].Cells[0].Value, Display: from.Rows[0].Cells[0].Display})
	}
	heads := []doc.RowHead{{Text: "Exploitation sexuelle"}, {Text: "Femmes & filles"}}
	for range rows {
		t.Rows = append(t.Rows, doc.Row{Key: "k", Heads: heads, Cells: cells})
	}
	d.Body = []*doc.Section{{ID: "s", Title: "s", Blocks: []doc.Block{t}}}
	return d
}

func TestLongTablesAreWholeAndTheSameEveryTime(t *testing.T) {
	d := long(120_000) // Packed as long tables are.
	first := bytesOf(t, d)
	if !bytes.Equal(first, bytesOf(t, d)) {
		t.Error("two renderings differ")
	}
	b, err := lint.Read(first)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Sheets {
		if s.Name != "Table_1" {
			continue
		}
		rows, cols := s.Size()
		if top := s.Table.Top; rows != top+1+120_000 || s.Table.Bottom+1 != rows || cols != 12 {
			t.Errorf("the sheet has %d rows and %d columns beneath row %d", rows, cols, top+1)
		}
	}
}

func TestTablesLongerThanASheetAreErrors(t *testing.T) {
	err := xlsx.Render(io.Discard, long(1_048_576), options(t))
	if limit, ok := errors.AsType[*xlsx.LimitError](err); !ok || !strings.Contains(limit.What, "1048576") {
		t.Errorf("the error is %v", err)
	}
}

// peak runs f and returns by how many bytes the heap grew at most, while what
// is not used any more is soon taken away.
func peak(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	var now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&now)
	base, most := now.HeapInuse, atomic.Uint64{}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&m)
				if m.HeapInuse > base {
					most.Store(max(most.Load(), m.HeapInuse-base))
				}
			}
		}
	}()
	f()
	close(stop)
	<-done
	return most.Load()
}

// The document stands in memory already; what is reported comes on top of it.
func BenchmarkMillionRows(b *testing.B) {
	d, o := long(1_000_000), options(b)
	for b.Loop() {
		n := &counter{}
		most := peak(func() {
			if err := xlsx.Render(n, d, o); err != nil {
				b.Fatal(err)
			}
		})
		b.ReportMetric(float64(most)/(1<<20), "MB-peak")
		b.ReportMetric(float64(n.size)/(1<<20), "MB-file")
	}
}

func BenchmarkAnnexOfTwentyTables(b *testing.B) {
	d, o := doctest.Sample(), options(b)
	t := *d.Grids()[1].Table
	var blocks []doc.Block
	for i := range 20 {
		one := t
		one.ID = fmt.Sprintf("t-%d", i)
		blocks = append(blocks, &one)
	}
	d.Body = []*doc.Section{{ID: "s", Title: "s", Blocks: blocks}}
	for b.Loop() {
		if err := xlsx.Render(io.Discard, d, o); err != nil {
			b.Fatal(err)
		}
	}
}

type counter struct{ size int }

func (c *counter) Write(p []byte) (int, error) {
	c.size += len(p)
	return len(p), nil
}
