package engine

import (
	"os"
	"strings"
	"testing"
)

func TestWhatDoesNotFitInMemorySpillsIfAllowed(t *testing.T) {
	path := writeLarge(t, 400_000)
	q := Query{Keys: []Key{{Column: "case_id"}, {Column: "route"}, {Column: "mo_0"}}, Distinct: []string{"mo_1"}}
	_, err := open(t, path, Options{MemoryMiB: 48}).Group(t.Context(), q)
	if err == nil || !strings.Contains(err.Error(), "Out of Memory") {
		t.Errorf("got %v, want the end of the memory", err)
	}
	dir := t.TempDir()
	e := open(t, path, Options{MemoryMiB: 96, Spill: dir})
	rows, err := e.Group(t.Context(), q)
	if err != nil || len(rows) != 400_000 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("the folder of spilled data holds %v, %v", left, err)
	}
}
