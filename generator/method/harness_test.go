package method_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var vectorsFlag = flag.String("vectors", "", "folder of reference vectors; default $HTSM_SHARED/vectors")

// A vector is one reference result, as the README of the folder describes it.
type vector struct {
	ID        string                     `json:"id"`
	Method    string                     `json:"method"`
	Kind      string                     `json:"kind"`
	Tolerance map[string]json.RawMessage `json:"tolerance"`
	Input     json.RawMessage            `json:"input"`
	Expected  any                        `json:"expected"`

	folder string
}

// A runner computes what the vector expects, in the same layout.
type runner func(t *testing.T, v vector) any

// outOfScope lists the methods of the families that other packages hold:
// disclosure control of tables, k-anonymity and hidden populations.
var outOfScope = []string{
	"suppression_audit", "secondary_suppression", "primary_suppression", "differencing_audit",
	"controlled_rounding", "random_rounding", "cell_key", "share_disclosure",
	"k_anonymity", "multiple_systems",
}

func TestReferenceVectors(t *testing.T) { holdsAll(t, vectorsFolder(t)) }

// The edge cases that the reference vectors leave out.
func TestVectorsOfEdgeCases(t *testing.T) { holdsAll(t, filepath.Join("testdata", "vectors")) }

// holdsAll holds the methods against every vector of a folder.
func holdsAll(t *testing.T, folder string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors in %s (%v)", folder, err)
	}
	runners := allRunners()
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			v := readVector(t, file)
			if slices.Contains(outOfScope, v.Method) {
				t.Skipf("method %q belongs to another package", v.Method)
			}
			run, known := runners[v.Method]
			if !known {
				t.Fatalf("unknown method %q", v.Method)
			}
			got := run(t, v)
			if t.Failed() {
				return
			}
			for _, difference := range compare(v, got) {
				t.Error(difference)
			}
		})
	}
}

// allRunners joins the runners of the families and refuses a key twice.
func allRunners() map[string]runner {
	all := make(map[string]runner)
	for _, family := range families() {
		for key, run := range family {
			if all[key] != nil {
				panic("two runners for " + key)
			}
			all[key] = run
		}
	}
	return all
}

func vectorsFolder(t *testing.T) string {
	t.Helper()
	root := repositoryRoot(t)
	folder := *vectorsFlag
	if folder == "" {
		folder = sharedVectors(t)
	}
	if !filepath.IsAbs(folder) {
		// The test runs in its own folder; the user stands at the root.
		folder = filepath.Join(root, folder)
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		if *vectorsFlag != "" || os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatalf("the reference vectors are required and not at %s", folder)
		}
		t.Skipf("no reference vectors at %s; set HTSM_SHARED or -vectors", folder)
	}
	return folder
}

// sharedVectors is the folder of the vectors that come with the project's data.
func sharedVectors(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("HTSM_SHARED")
	if shared == "" {
		shared = filepath.Join(repositoryRoot(t), "..", "shared")
	}
	return filepath.Join(shared, "vectors")
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Fatal("no go.mod above the test")
		}
		folder = parent
	}
}

func readVector(t *testing.T, file string) vector {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	v := vector{folder: filepath.Dir(file)}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if v.Method == "" || v.Expected == nil {
		t.Fatalf("%s has no method or nothing expected", file)
	}
	return v
}

// input decodes the input of a vector.
func input[T any](t *testing.T, v vector) T {
	t.Helper()
	var raw any
	decoder := json.NewDecoder(bytes.NewReader(v.Input))
	decoder.UseNumber()
	if err := decoder.Decode(&raw); err != nil {
		t.Fatalf("input of %s: %v", v.ID, err)
	}
	var in T
	data, err := json.Marshal(listed(raw, reflect.TypeFor[T]()))
	if err == nil {
		err = json.Unmarshal(data, &in)
	}
	if err != nil {
		t.Fatalf("input of %s: %v", v.ID, err)
	}
	return in
}

// listed makes lists of values that stand alone where a list is wanted: some
// references write a list of one so.
func listed(value any, want reflect.Type) any {
	for want.Kind() == reflect.Pointer {
		want = want.Elem()
	}
	if want == reflect.TypeFor[json.RawMessage]() || value == nil {
		return value
	}
	switch want.Kind() {
	case reflect.Slice:
		list, ok := value.([]any)
		if !ok {
			list = []any{value}
		}
		for i := range list {
			list[i] = listed(list[i], want.Elem())
		}
		return list
	case reflect.Struct:
		fields, _ := value.(map[string]any)
		for i := range want.NumField() {
			name, _, _ := strings.Cut(want.Field(i).Tag.Get("json"), ",")
			for key := range fields { // In any order: each is changed once.
				if strings.EqualFold(key, name) || name == "" && strings.EqualFold(key, want.Field(i).Name) {
					fields[key] = listed(fields[key], want.Field(i).Type)
				}
			}
		}
	}
	return value
}

// expectation decodes what a vector expects, for layouts that echo the choice
// of what to compute.
func expectation[T any](t *testing.T, v vector) T {
	t.Helper()
	data, err := json.Marshal(v.Expected)
	if err != nil {
		t.Fatal(err)
	}
	var out T
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatalf("expected of %s: %v", v.ID, err)
	}
	return out
}
