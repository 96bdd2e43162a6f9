package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/schema"
	"htsm/generator/spec"
)

const manual = "../../reports/README.md"

func readManual(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// current compares a committed file with what it should hold; UPDATE=1
// rewrites it.
func current(t *testing.T, name, want string) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s is out of date; run UPDATE=1 go test ./generator/schema (-want +got):\n%s", name, diff)
	}
}

func TestSchemaFilesAreCurrent(t *testing.T) {
	current(t, "../../reports/report.schema.json", string(schema.JSON(spec.Language(), "report.schema.json")))
	current(t, "../../data/contract.schema.json", string(schema.JSON(contract.Language(), "contract.schema.json")))
}

func TestReferenceOfTheManualIsCurrent(t *testing.T) {
	text := readManual(t)
	for name, body := range map[string]string{
		"report":   schema.Markdown(spec.Language()),
		"contract": schema.Markdown(contract.Language()),
		"types":    typeTable(),
	} {
		begin, end := "<!-- reference: "+name+" -->\n", "<!-- /reference -->"
		before, rest, found := strings.Cut(text, begin)
		_, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			t.Fatalf("the manual has no place for the reference of %s", name)
		}
		text = before + begin + "\n" + body + "\n" + end + after
	}
	current(t, manual, text)
}

// typeTable returns a table of the types of columns and their options.
func typeTable() string {
	var b strings.Builder
	names := contract.Names()
	fmt.Fprintf(&b, "| | `%s` |\n|%s\n", strings.Join(names, "` | `"), strings.Repeat(" --- |", len(names)+1))
	for _, o := range contract.Options() {
		fmt.Fprintf(&b, "| `%s` |", o.Name)
		for i := range names {
			mark := " "
			if slices.Contains(o.Types, contract.Type(i)) {
				mark = " ✓ "
			}
			b.WriteString(mark + "|")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// An example is one block of YAML of the manual.
type example struct {
	line     int // Of the manual.
	contract bool
	invalid  bool
	source   string
	said     string // The block of text after an invalid example.
}

var fence = regexp.MustCompile("(?ms)^```yaml([a-z ]*)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?")

func examples(text string) []example {
	var out []example
	for _, m := range fence.FindAllStringSubmatchIndex(text, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		words := strings.Fields(part(1))
		out = append(out, example{
			line:     strings.Count(text[:m[0]], "\n") + 1,
			contract: slices.Contains(words, "contract"),
			invalid:  slices.Contains(words, "invalid"),
			source:   part(2),
			said:     part(3),
		})
	}
	return out
}

// The rest of a report and of a contract, for examples that show a part.
const (
	restOfReport = `report: example
title: Example
extract: detections
period: month
languages: [fr, en]
marking: {tlp: AMBER}
audiences: {internal: {threshold: 3}}
statistics: {volume: {is: volume}}
sections: [{title: Example, show: [{table: volume}]}]
`
	restOfContract = `contract: example
title: {en: Example}
source: {path: example.csv}
unit: persons
date: event_date
columns: {event_date: {type: date}}
`
)

// complete adds the fields of rest that src does not set.
func complete(src, rest string) string {
	for line := range strings.Lines(rest) {
		name, _, _ := strings.Cut(line, ":")
		if !regexp.MustCompile(`(?m)^` + name + `:`).MatchString(src) {
			src += line
		}
	}
	return src
}

// load returns what is said about an example.
func (e example) load() string {
	var diags diag.List
	if e.contract {
		src := complete(e.source, restOfContract)
		contract.Load(fstest.MapFS{"example.contract.yaml": {Data: []byte(src)}}, "example.contract.yaml", &diags)
	} else {
		src := complete(e.source, restOfReport)
		spec.Load(fstest.MapFS{"example.yaml": {Data: []byte(src)}}, "example.yaml", &diags)
	}
	var b strings.Builder
	for _, d := range diags.All() {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

func TestExamplesOfTheManualDoWhatItSays(t *testing.T) {
	all := examples(readManual(t))
	if len(all) < 20 {
		t.Fatalf("found only %d examples", len(all))
	}
	for _, e := range all {
		if e.invalid != (e.said != "") {
			t.Errorf("line %d: an invalid example, and only that, is followed by what is said", e.line)
		}
		if diff := cmp.Diff(e.said, e.load()); diff != "" {
			t.Errorf("line %d (-want +got):\n%s", e.line, diff)
		}
	}
}

func TestFilesOfTheProjectAreSound(t *testing.T) {
	root := os.DirFS("../..")
	var diags diag.List
	for _, name := range matches(t, "../../data/*.contract.yaml") {
		contract.Load(root, "data/"+name, &diags)
	}
	for _, name := range matches(t, "../../reports/*.yaml") {
		spec.Load(root, "reports/"+name, &diags)
	}
	for _, d := range diags.All() {
		t.Error(d)
	}
}

func matches(t *testing.T, pattern string) []string {
	t.Helper()
	all, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i] = filepath.Base(all[i])
	}
	return all
}
