package stats_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/codes"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/extract"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/spec"
	"htsm/generator/stats"
	"htsm/generator/synth"
	"htsm/generator/table"
)

// A world is one extract behind an engine, of which statistics are asked in
// the words of the spec language.
type world struct {
	input    stats.Input
	contract *contract.Contract
	lists    codeLists
}

// codeLists are the code lists of the project.
type codeLists struct{ *codes.Book }

func (b codeLists) find(list, code string) (codes.Code, bool) {
	l, ok := b.List(list)
	if !ok {
		return codes.Code{}, false
	}
	return l.Code(code)
}

func (b codeLists) Has(list, code string) bool { _, ok := b.find(list, code); return ok }

func (b codeLists) Near(list, code string) string { return "" }

func (b codeLists) Residual(list, code string) bool { c, _ := b.find(list, code); return c.Residual }

func (b codeLists) Rank(list, code string) (int, bool) {
	l, ok := b.List(list)
	if !ok || !l.Ordered {
		return 0, false
	}
	for i, c := range l.Codes {
		if c.Code == code {
			return i, true
		}
	}
	return 0, false
}

// inventedWorld writes an invented extract and opens it.
func inventedWorld(t testing.TB, o synth.Options) *world {
	t.Helper()
	var data bytes.Buffer
	if _, err := synth.Write(&data, o); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../data/detections.contract.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return openWorld(t, "detections", strings.Replace(string(text), "{min: 1000}", "{min: 1}", 1), data.Bytes())
}

// openWorld opens an extract of which contract and data are given.
func openWorld(t testing.TB, name, contractText string, data []byte) *world {
	t.Helper()
	var diags diag.List
	files := fstest.MapFS{
		"data/" + name + ".contract.yaml": {Data: []byte(contractText)},
		"data/" + name + ".csv":           {Data: data},
	}
	w := &world{lists: codeLists{codes.Load(os.DirFS("../.."), "data/codes", &diags)}}
	var ok bool
	w.contract, ok = contract.Load(files, "data/"+name+".contract.yaml", &diags)
	refuse(t, &diags, ok)
	set, err := extract.Open(context.Background(), files, w.contract, w.lists, extract.Options{Snapshot: filepath.Join(t.TempDir(), "x.parquet")}, &diags)
	refuse(t, &diags, err == nil)
	db, err := engine.OpenDuckDB(context.Background(), set.Snapshot, engine.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	latest, err := period.ParseMonth(set.Extracted[:7])
	if err != nil {
		t.Fatal(err)
	}
	survey, err := stats.NewSurvey(context.Background(), db, w.contract, set.Extracted)
	if err != nil {
		t.Fatal(err)
	}
	w.input = stats.Input{Engine: db, Contract: w.contract, Codes: w.lists, Latest: latest, Survey: survey}
	return w
}

func refuse(t testing.TB, diags *diag.List, ok bool) {
	t.Helper()
	if ok && !diags.HasErrors() {
		return
	}
	for _, d := range diags.All() {
		t.Log(d)
	}
	t.Fatal("the extract or the report is not sound")
}

// ask computes one statistic, in the words of the spec language, for a period.
func (w *world) ask(t testing.TB, statistic, at string) *table.Table {
	t.Helper()
	grain := map[int]string{4: "year", 7: "month"}[len(at)]
	if strings.Contains(at, "Q") {
		grain = "quarter"
	}
	request := w.resolve(t, statistic, grain)
	in := w.input
	var err error
	if in.Span, err = period.Parse(at); err != nil {
		t.Fatal(err)
	}
	out, err := request.Statistic.Compute(context.Background(), &in, request)
	if err != nil {
		t.Fatal(err)
	}
	sane(t, out)
	return out
}

// resolve reads a statistic in the words of the spec language.
func (w *world) resolve(t testing.TB, statistic, grain string) *stats.Request {
	t.Helper()
	var diags diag.List
	text := "report: r\ntitle: R\nextract: " + w.contract.Name + "\nperiod: " + grain + "\nlanguages: [en]\nmarking: {tlp: CLEAR}\naudiences: {all: {threshold: 1}}\n" +
		"statistics: {it: " + statistic + "}\nsections: [{title: M, show: [{table: it}]}]\n"
	files := fs.FS(fstest.MapFS{"reports/r.yaml": {Data: []byte(text)}})
	r, ok := spec.Load(files, "reports/r.yaml", &diags)
	refuse(t, &diags, ok)
	p := plan.Resolve(r, plan.World{Contract: w.contract, Codes: w.lists, Languages: []string{"en"}}, &diags)
	refuse(t, &diags, true)
	request, ok := p.Request("it")
	if !ok {
		t.Fatal("the statistic was not asked for")
	}
	return request
}

// sane checks what is true of every table.
func sane(t testing.TB, k *table.Table) {
	t.Helper()
	keys := map[string]bool{}
	for i, r := range k.Rows {
		if keys[r.Key] || len(r.Labels) > max(1, len(k.Stub)) || len(k.Cells[i]) != len(k.Cols) {
			t.Fatalf("%s: the row %q is not sound: %d labels, %d cells", k.Statistic, r.Key, len(r.Labels), len(k.Cells[i]))
		}
		keys[r.Key] = true
		for j, c := range k.Cells[i] {
			if c.State == table.Known && !c.Value.Defined() || len(c.Parts) == 0 {
				t.Fatalf("%s: row %s, column %s: %+v", k.Statistic, r.Key, k.Cols[j].Key, c)
			}
		}
	}
	for _, s := range k.Sums {
		var sum int64
		for _, p := range s.Parts {
			sum += k.Cells[p.Row][p.Col].X
		}
		if total := k.Cells[s.Total.Row][s.Total.Col].X; sum != total || k.Cols[s.Total.Col].Measure.Quantity != head.Count {
			t.Fatalf("%s: a sum of %d is declared as %d", k.Statistic, sum, total)
		}
	}
	if b := k.Basis; b.Answered+b.Unknown != b.Total || b.Unknown < 0 {
		t.Fatalf("%s: the basis %+v does not add up", k.Statistic, b)
	}
}

// cellAt returns the cell of a row and a column by their keys.
func cellAt(t testing.TB, k *table.Table, row, col string) table.Cell {
	t.Helper()
	for i, r := range k.Rows {
		for j, c := range k.Cols {
			if r.Key == row && c.Key == col {
				return k.Cells[i][j]
			}
		}
	}
	t.Fatalf("%s has no cell %s.%s", k.Statistic, row, col)
	return table.Cell{}
}

// findings returns the findings of a table by the keys of its rows, but for
// those that say nothing.
func findings(k *table.Table) map[string]string {
	out := map[string]string{}
	for _, r := range k.Rows {
		for _, l := range r.Labels {
			if word, ok := strings.CutPrefix(l.Text, "state."); ok && l.Kind == head.Finding && word != "none" {
				out[r.Key] = word
			}
		}
	}
	return out
}
