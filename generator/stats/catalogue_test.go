package stats_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/spec"
	"htsm/generator/synth"
)

// A question is one row of the catalogue of the manual.
type question struct {
	number string
	specs  []string
	needs  string
}

func catalogue(t *testing.T) []question {
	t.Helper()
	data, err := os.ReadFile("../../reports/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(data), "<!-- catalogue -->")
	body, _, ok2 := strings.Cut(rest, "<!-- /catalogue -->")
	if !ok || !ok2 {
		t.Fatal("the manual has no catalogue")
	}
	var out []question
	for line := range strings.Lines(body) {
		cells := strings.Split(line, "|")
		if number := strings.TrimSpace(cells[min(1, len(cells)-1)]); len(cells) == 6 && len(number) == 3 && !strings.ContainsAny(number, "-.") {
			q := question{number: number, needs: strings.TrimSpace(cells[4])}
			for _, m := range regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(cells[3], -1) {
				q.specs = append(q.specs, m[1])
			}
			out = append(out, q)
		}
	}
	return out
}

// The catalogue says which spec answers which question. Every spec that needs
// no column of its own gives a table of the sample extract.
func TestEverySpecOfTheCatalogueWorks(t *testing.T) {
	t.Parallel()
	w := inventedWorld(t, synth.Options{Records: 3000, Seed: 1, From: period.Of(2023, 1), To: period.Of(2026, 10)})
	list, checked := catalogue(t), 0
	for _, q := range list {
		if q.needs != "" {
			continue
		}
		checked++
		t.Run(q.number, func(t *testing.T) {
			for _, spec := range q.specs {
				if k := w.ask(t, spec, "2026-08"); len(k.Rows) == 0 {
					t.Errorf("%s gives no row", spec)
				}
			}
		})
	}
	if len(list) != 55 || checked < 38 {
		t.Errorf("%d rows, of which %d are checked", len(list), checked)
	}
}

// Before, at the edge of and after the extract, for months, quarters and
// years, a statistic gives a table, if an empty one.
func TestEverySpecOfTheCatalogueStandsAnyPeriod(t *testing.T) {
	t.Parallel()
	w := inventedWorld(t, synth.Options{Records: 200, Seed: 1, From: period.Of(2023, 1), To: period.Of(2026, 10)})
	for _, q := range catalogue(t) {
		if q.needs != "" {
			continue
		}
		for _, at := range []string{"2019-05", "2022-12", "2023-01", "2024-Q1", "2025", "2026-10", "2030-01"} {
			for _, spec := range q.specs {
				w.ask(t, spec, at)
			}
		}
	}
}

// A row that the sample extract cannot support says so when its spec is
// checked, and names every column that is missing, at its place.
func TestARowWithoutItsColumnsNamesThemWhenItIsChecked(t *testing.T) {
	w := inventedWorld(t, synth.Options{Records: 50, Seed: 1, From: period.Of(2026, 1), To: period.Of(2026, 10)})
	checked := 0
	for _, q := range catalogue(t) {
		columns := regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(q.needs, -1)
		if len(q.specs) == 0 || q.needs == "" {
			continue
		}
		checked++
		var diags diag.List
		text := "report: r\ntitle: R\nextract: detections\nperiod: month\nlanguages: [en]\nmarking: {tlp: CLEAR}\naudiences: {all: {threshold: 1}}\n" +
			"statistics: {it: " + q.specs[0] + "}\nsections: [{title: M, show: [{table: it}]}]\n"
		r, ok := spec.Load(fstest.MapFS{"reports/r.yaml": {Data: []byte(text)}}, "reports/r.yaml", &diags)
		refuse(t, &diags, ok)
		plan.Resolve(r, plan.World{Contract: w.contract, Codes: w.lists, Languages: []string{"en"}}, &diags)
		for _, c := range columns {
			named := slices.ContainsFunc(diags.All(), func(d diag.Diagnostic) bool {
				return d.Code == "P006" && strings.Contains(d.Message, `"`+c[1]+`"`) && d.Pos.Line > 0 && d.Pos.Col > 0
			})
			if !named {
				t.Errorf("%s: the column %s is not named: %v", q.number, c[1], diags.All())
			}
		}
		if len(columns) == 0 {
			t.Errorf("%s needs %q, which names no column", q.number, q.needs)
		}
	}
	if checked < 12 {
		t.Errorf("%d rows are checked", checked)
	}
}
