package verify

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/release"
)

// CSV reads the file of the table with an ID back: every row by its key, every
// published number as that decimal, nothing where there is none.
func CSV(d *doc.Document, id string, data []byte) error {
	for _, k := range d.Grids() {
		if k.ID == id {
			return compareCSV(k.Table, data)
		}
	}
	return fmt.Errorf("the document has no table %s", id)
}

func compareCSV(t *doc.Table, data []byte) error {
	r := csv.NewReader(bytes.NewReader(data))
	records, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("read csv: %w", err)
	}
	if len(records) != len(t.Rows)+1 {
		return fmt.Errorf("there are %d lines for %d rows", len(records), len(t.Rows))
	}
	at := map[string]int{}
	for j, name := range records[0] {
		at[name] = j
	}
	var diff differences
	for i, row := range t.Rows {
		record := records[i+1]
		if got := strings.TrimPrefix(record[at["key"]], "'"); got != strings.TrimPrefix(row.Key, "'") {
			diff.add("line %d has the key %q, want %q", i+2, got, row.Key)
		}
		for j, c := range row.Cells {
			column, ok := at[t.Cols[j].Key]
			if !ok {
				return fmt.Errorf("there is no column %q", t.Cols[j].Key)
			}
			want := ""
			if n, ok := c.Value.Number(); ok && c.Value.Status() == release.Published {
				want = n.String()
			}
			if record[column] != want {
				diff.add("%s/%s holds %q, want %q", row.Key, t.Cols[j].Key, record[column], want)
			}
		}
	}
	return diff.err()
}
