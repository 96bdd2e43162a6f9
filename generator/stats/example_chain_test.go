package stats_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"htsm/generator/codes"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/extract"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/spec"
	"htsm/generator/stats"
	"htsm/generator/table"
)

// An example is a small extract with statistics and the tables that they must
// give: a file of testdata.
type example struct {
	contract   string
	records    []string // The header, then one line a record.
	statistics string
	lists      map[string][]byte // Code lists of the example itself.
	want       []wanted
}

// A wanted is the table of one statistic for one period.
type wanted struct{ id, period, text string }

// parseExample reads an example. A record written "5 × …" stands five times.
func parseExample(t testing.TB, archive *txtar.Archive) *example {
	t.Helper()
	e := &example{lists: map[string][]byte{}}
	for _, f := range archive.Files {
		switch id, at, ok := strings.Cut(f.Name, "@"); {
		case f.Name == "contract.yaml":
			e.contract = string(f.Data)
		case f.Name == "data.csv":
			e.records = records(t, string(f.Data))
		case f.Name == "statistics.yaml":
			e.statistics = string(f.Data)
		case strings.HasPrefix(f.Name, "codes/"):
			e.lists["data/"+f.Name] = f.Data
		case ok:
			e.want = append(e.want, wanted{id, at, string(f.Data)})
		default:
			t.Fatalf("no part of an example is called %q", f.Name)
		}
	}
	return e
}

func records(t testing.TB, text string) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if m := regexp.MustCompile(`^(\d+) × (.*)$`).FindStringSubmatch(line); m != nil {
			n, err := strconv.Atoi(m[1])
			must(t, err)
			out = append(out, slices.Repeat([]string{m[2]}, n)...)
			continue
		}
		out = append(out, line)
	}
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A chain is the way from files to tables: the contract, the extract, the
// engine over its snapshot and the statistics resolved against them.
type chain struct {
	in   *stats.Input
	plan *plan.Plan
}

// open reads an example through the whole chain.
func (e *example) open(t testing.TB) *chain {
	t.Helper()
	files := fstest.MapFS{
		"data/x.contract.yaml": {Data: []byte(e.contract)},
		"data/x.csv":           {Data: []byte(strings.Join(e.records, "\n") + "\n")},
		"reports/r.yaml":       {Data: []byte(e.report())},
	}
	for name, data := range e.lists {
		files[name] = &fstest.MapFile{Data: data}
	}
	var diags diag.List
	c, ok := contract.Load(files, "data/x.contract.yaml", &diags)
	sound(t, &diags, ok)
	book := e.book(t, files)
	set, err := extract.Open(context.Background(), files, c, book, extract.Options{Snapshot: filepath.Join(t.TempDir(), "x.parquet")}, &diags)
	sound(t, &diags, err == nil)
	db, err := engine.OpenDuckDB(context.Background(), set.Snapshot, engine.Options{Threads: 1})
	must(t, err)
	t.Cleanup(func() { db.Close() })
	r, ok := spec.Load(files, "reports/r.yaml", &diags)
	sound(t, &diags, ok)
	p := plan.Resolve(r, plan.World{Contract: c, Codes: book, Languages: []string{"en"}}, &diags)
	sound(t, &diags, true)
	latest, err := period.ParseMonth(set.Extracted[:7])
	must(t, err)
	survey, err := stats.NewSurvey(context.Background(), db, c, set.Extracted)
	must(t, err)
	return &chain{&stats.Input{Engine: db, Contract: c, Codes: book, Latest: latest, Survey: survey}, p}
}

// report returns a report that asks for the statistics of the example.
func (e *example) report() string {
	head := "report: r\ntitle: R\nextract: x\nperiod: month\nlanguages: [en]\nmarking: {tlp: CLEAR}\naudiences: {all: {threshold: 1}}\n"
	return head + "sections: [{title: M, show: [{method: all}]}]\nstatistics:\n  " +
		strings.ReplaceAll(strings.TrimSpace(e.statistics), "\n", "\n  ") + "\n"
}

func sound(t testing.TB, diags *diag.List, ok bool) {
	t.Helper()
	if ok && !diags.HasErrors() {
		return
	}
	for _, d := range diags.All() {
		t.Log(d)
	}
	t.Fatal("the example is not sound")
}

// A book answers what the chain asks of code lists: those of the project, and
// those of the example.
type book struct{ *codes.Book }

func (e *example) book(t testing.TB, files fs.FS) book {
	t.Helper()
	all := fstest.MapFS{}
	folder := filepath.Join("..", "..", "data", "codes")
	entries, err := os.ReadDir(folder)
	must(t, err)
	for _, f := range entries {
		data, err := os.ReadFile(filepath.Join(folder, f.Name()))
		must(t, err)
		all["data/codes/"+f.Name()] = &fstest.MapFile{Data: data}
	}
	for name, data := range e.lists {
		all[name] = &fstest.MapFile{Data: data}
	}
	var diags diag.List
	b := codes.Load(all, "data/codes", &diags)
	sound(t, &diags, true)
	return book{b}
}

func (b book) code(list, code string) (codes.Code, int, bool) {
	l, ok := b.List(list)
	if !ok {
		return codes.Code{}, 0, false
	}
	i := slices.IndexFunc(l.Codes, func(c codes.Code) bool { return c.Code == code })
	if i < 0 {
		return codes.Code{}, 0, false
	}
	return l.Codes[i], i, l.Ordered
}

func (b book) Has(list, code string) bool { c, _, _ := b.code(list, code); return c.Code != "" }

func (b book) Near(list, code string) string { return "no " + code + " in " + list }

func (b book) Residual(list, code string) bool { c, _, _ := b.code(list, code); return c.Residual }

func (b book) Rank(list, code string) (int, bool) {
	_, i, ordered := b.code(list, code)
	return i, ordered
}

// table computes one statistic for one period.
func (c *chain) table(t testing.TB, id, at string) *table.Table {
	t.Helper()
	span, err := period.Parse(at)
	must(t, err)
	in := *c.in
	in.Span = span
	r, ok := c.plan.Request(id)
	if !ok {
		t.Fatalf("the example asks for no statistic %q", id)
	}
	got, err := r.Statistic.Compute(context.Background(), &in, r)
	must(t, err)
	return got
}

// examples returns the examples of testdata by the names of their files.
func examples(t *testing.T) map[string]*example {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	must(t, err)
	if len(files) == 0 {
		t.Fatal("there are no examples")
	}
	out := map[string]*example{}
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		must(t, err)
		if len(strings.TrimSpace(string(a.Comment))) == 0 {
			t.Errorf("%s does not say where its figures come from", f)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".txtar")] = parseExample(t, a)
	}
	return out
}

// update writes the tables of an example anew when UPDATE=1 is set.
func update(t *testing.T, name string, c *chain, e *example) {
	t.Helper()
	file := filepath.Join("testdata", name+".txtar")
	a, err := txtar.ParseFile(file)
	must(t, err)
	for i, f := range a.Files {
		if id, at, ok := strings.Cut(f.Name, "@"); ok {
			a.Files[i].Data = []byte(dump(c.table(t, id, at)))
		}
	}
	must(t, os.WriteFile(file, txtar.Format(a), 0o644))
	fmt.Println("wrote", file)
}
