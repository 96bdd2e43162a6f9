package extract

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"
)

// groupRows is how many rows a row group holds at least: what one thread of
// the engine takes at a time.
const groupRows = 122_880

// A vector holds the values of a column over the rows of a batch. Only the
// slice of the column's type is used.
type vector struct {
	levels  []int16  // For each row: 1 if its value is known. The other slices hold a zero where it is not.
	entries []*entry // Of codes and paths.
	texts   []parquet.ByteArray
	longs   []int64
	days    []int32
	valid   []byte // The levels as bits.
}

func (v *vector) reset() {
	v.levels, v.entries, v.texts, v.longs, v.days = v.levels[:0], v.entries[:0], v.texts[:0], v.longs[:0], v.days[:0]
}

// add appends the value of a row.
func (v *vector) add(c *column, x value) {
	if !x.known {
		x = value{}
		v.levels = append(v.levels, 0)
	} else {
		v.levels = append(v.levels, 1)
	}
	switch {
	case c.isDate():
		v.days = append(v.days, int32(x.n))
	case c.isNumber():
		v.longs = append(v.longs, x.n)
	case c.isCoded():
		v.entries = append(v.entries, x.entry)
	default:
		v.texts = append(v.texts, x.text)
	}
}

// A snapshot is a Parquet file that is being written. It takes its name only
// when it is whole.
type snapshot struct {
	path  string
	file  *os.File
	buf   *bufio.Writer
	out   *file.Writer
	group file.BufferedRowGroupWriter
	coded []*dictionary // For each column; nil unless it holds codes or paths.
	rows  int           // Of the row group.
}

// A dictionary holds the values of a column of codes or paths over a row
// group: each different text once. The writer would find it out by itself, but
// at many times the cost.
type dictionary struct {
	number  int // Of the row group, from 1.
	ids     map[string]int32
	texts   []string
	indices []int32
	levels  []int16
}

// add appends the values of a batch.
func (d *dictionary) add(v *vector) {
	d.levels = append(d.levels, v.levels...)
	for i, e := range v.entries {
		if v.levels[i] == 0 {
			d.indices = append(d.indices, 0)
			continue
		}
		if e.group != d.number {
			id, ok := d.ids[string(e.text)]
			if !ok {
				id = int32(len(d.texts))
				d.texts = append(d.texts, string(e.text))
				d.ids[d.texts[id]] = id
			}
			e.group, e.id = d.number, id
		}
		d.indices = append(d.indices, e.id)
	}
}

// write writes the values of the row group and makes d ready for the next.
func (d *dictionary) write(w file.ColumnChunkWriter) error {
	texts := array.NewStringBuilder(memory.DefaultAllocator)
	texts.AppendValues(d.texts, nil)
	indices := array.NewInt32Builder(memory.DefaultAllocator)
	known := make([]bool, len(d.levels))
	for i, l := range d.levels {
		known[i] = l == 1
	}
	indices.AppendValues(d.indices, known)
	encoder, ok := w.CurrentEncoder().(interface{ PutDictionary(arrow.Array) error })
	if !ok {
		return fmt.Errorf("column %s takes no dictionary", w.Descr().Name())
	}
	if err := encoder.PutDictionary(texts.NewArray()); err != nil {
		return err
	}
	if err := w.WriteDictIndices(indices.NewArray(), d.levels, nil); err != nil {
		return err
	}
	clear(d.ids)
	d.texts, d.indices, d.levels = d.texts[:0], d.indices[:0], d.levels[:0]
	d.number++
	return nil
}

// createSnapshot begins a snapshot with the given columns.
func createSnapshot(path string, columns []*column) (*snapshot, error) {
	root, err := schemaOf(columns)
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return nil, err
	}
	options := []parquet.WriterProperty{
		parquet.WithCompression(compress.Codecs.Snappy),
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithCreatedBy("htsm"),
		parquet.WithStats(true),
	}
	coded := make([]*dictionary, len(columns))
	for i, c := range columns {
		if c.isCoded() {
			coded[i] = &dictionary{number: 1, ids: map[string]int32{}}
		}
		if c.isText() {
			// The writer keeps the least and greatest text by reference, but
			// the memory of a batch is used again.
			options = append(options, parquet.WithStatsFor(c.Name, false))
		}
	}
	buf := bufio.NewWriterSize(f, 1<<20)
	s := &snapshot{path: path, file: f, buf: buf, coded: coded}
	s.out = file.NewParquetWriter(buf, root, file.WithWriterProps(parquet.NewWriterProperties(options...)))
	return s, nil
}

// schemaOf returns the schema for the columns. Every column may be null.
func schemaOf(columns []*column) (*schema.GroupNode, error) {
	var fields schema.FieldList
	for _, c := range columns {
		var n schema.Node
		var err error
		switch {
		case c.isDate():
			n, err = schema.NewPrimitiveNodeLogical(c.Name, parquet.Repetitions.Optional, schema.DateLogicalType{}, parquet.Types.Int32, -1, -1)
		case c.isNumber():
			n = schema.NewInt64Node(c.Name, parquet.Repetitions.Optional, -1)
		default:
			n, err = schema.NewPrimitiveNodeLogical(c.Name, parquet.Repetitions.Optional, schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
		}
		if err != nil {
			return nil, fmt.Errorf("column %q: %w", c.Name, err)
		}
		fields = append(fields, n)
	}
	return schema.NewGroupNode("snapshot", parquet.Repetitions.Required, fields, -1)
}

// write appends the rows of a batch.
func (s *snapshot) write(columns []vector) error {
	if len(columns) == 0 || len(columns[0].levels) == 0 {
		return nil
	}
	if s.group == nil {
		s.group = s.out.AppendBufferedRowGroup()
	}
	for i := range columns {
		if s.coded[i] != nil {
			s.coded[i].add(&columns[i])
			continue
		}
		w, err := s.group.Column(i)
		if err != nil {
			return err
		}
		columns[i].write(w)
	}
	if s.rows += len(columns[0].levels); s.rows < groupRows {
		return nil
	}
	return s.endGroup()
}

// write appends the values to a column of the file.
func (v *vector) write(w file.ColumnChunkWriter) {
	v.valid = v.valid[:0]
	for i, l := range v.levels {
		if i%8 == 0 {
			v.valid = append(v.valid, 0)
		}
		v.valid[i/8] |= byte(l) << (i % 8)
	}
	switch w := w.(type) {
	case *file.ByteArrayColumnChunkWriter:
		w.WriteBatchSpaced(v.texts, v.levels, nil, v.valid, 0)
	case *file.Int64ColumnChunkWriter:
		w.WriteBatchSpaced(v.longs, v.levels, nil, v.valid, 0)
	case *file.Int32ColumnChunkWriter:
		w.WriteBatchSpaced(v.days, v.levels, nil, v.valid, 0)
	}
}

// endGroup closes the row group.
func (s *snapshot) endGroup() error {
	if s.group == nil {
		return nil
	}
	for i, d := range s.coded {
		if d == nil {
			continue
		}
		w, err := s.group.Column(i)
		if err != nil {
			return err
		}
		if err := d.write(w); err != nil {
			return err
		}
	}
	err := s.group.Close()
	s.group, s.rows = nil, 0
	return err
}

// commit completes the file and gives it its name.
func (s *snapshot) commit() error {
	if err := s.endGroup(); err != nil {
		return err
	}
	if err := s.out.FlushWithFooter(); err != nil {
		return err
	}
	if err := s.buf.Flush(); err != nil {
		return err
	}
	name := s.file.Name()
	err := s.file.Close()
	s.file = nil
	if err == nil {
		err = os.Rename(name, s.path)
	}
	if err != nil {
		_ = os.Remove(name)
	}
	return err
}

// discard removes the file unless it was committed.
func (s *snapshot) discard() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}
