package method_test

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A companion is a table that lies beside its vector.
type companion struct {
	File    string   `json:"csv"`
	Rows    int      `json:"rows"`
	Columns []string `json:"columns"`
}

// A sheet is a companion that has been read.
type sheet struct {
	columns []string
	rows    [][]string
}

func (v vector) read(t *testing.T, c companion) sheet {
	t.Helper()
	file, err := os.Open(filepath.Join(v.folder, filepath.Base(c.File)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var source io.Reader = file
	if strings.HasSuffix(c.File, ".gz") {
		if source, err = gzip.NewReader(file); err != nil {
			t.Fatalf("%s: %v", c.File, err)
		}
	}
	reader := csv.NewReader(source)
	reader.ReuseRecord = false
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", c.File, err)
	}
	if len(records) == 0 || len(records)-1 != c.Rows || !slices.Equal(records[0], c.Columns) {
		t.Fatalf("%s has %d rows of %v, want %d of %v", c.File, len(records)-1, records[0], c.Rows, c.Columns)
	}
	return sheet{columns: records[0], rows: records[1:]}
}

func (s sheet) column(t *testing.T, name string) []string {
	t.Helper()
	i := slices.Index(s.columns, name)
	if i < 0 {
		t.Fatalf("no column %q in %v", name, s.columns)
	}
	values := make([]string, len(s.rows))
	for k, row := range s.rows {
		values[k] = row[i]
	}
	return values
}

func (s sheet) integers(t *testing.T, name string) []int64 {
	t.Helper()
	var values []int64
	for _, text := range s.column(t, name) {
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			t.Fatalf("column %s: %v", name, err)
		}
		values = append(values, v)
	}
	return values
}

func (s sheet) numbers(t *testing.T, name string) []float64 {
	t.Helper()
	var values []float64
	for _, text := range s.column(t, name) {
		values = append(values, parseNumber(t, text))
	}
	return values
}

func parseNumber(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// inline is a list of rows that stands in the vector or in a companion.
func (v vector) inline(t *testing.T, raw json.RawMessage) sheet {
	t.Helper()
	var c companion
	if err := json.Unmarshal(raw, &c); err == nil && c.File != "" {
		return v.read(t, c)
	}
	var rows []map[string]json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil || len(rows) == 0 {
		t.Fatalf("no rows in the vector: %v", err)
	}
	var s sheet
	for key := range rows[0] {
		s.columns = append(s.columns, key)
	}
	slices.Sort(s.columns)
	for _, row := range rows {
		var record []string
		for _, key := range s.columns {
			record = append(record, strings.Trim(string(row[key]), `"`))
		}
		s.rows = append(s.rows, record)
	}
	return s
}
