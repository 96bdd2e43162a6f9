package plan_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/release"
	"htsm/generator/spec"
	"htsm/generator/stats"
)

// lists answers for two code lists.
type lists map[string][]string

func (l lists) Has(list, code string) bool { return slices.Contains(l[list], code) }

func (l lists) Near(list, code string) string { return diag.Nearest(code, "codes of "+list, l[list]) }

func (l lists) Residual(string, string) bool { return false }

func (l lists) Rank(string, string) (int, bool) { return 0, false }

const contractText = `contract: small
title: {en: Small}
source: {path: small.csv}
unit: persons
measure: persons
date: day
columns:
  id: {type: text, identifying: true}
  day: {type: date}
  since: {type: month}
  born: {type: year}
  crime: {type: code, list: crimes}
  sex: {type: code, list: sexes}
  means: {type: codes, list: crimes, separator: ";"}
  route: {type: path, list: sexes, separator: ">"}
  prices: {type: amounts, along: route, separator: ";"}
  fee: {type: decimal}
  place: {type: text}
  persons: {type: integer}
  minors: {type: integer}
  vessels: {type: integer}
`

// world returns what exists beside the reports of these tests.
func world(t testing.TB) plan.World {
	t.Helper()
	var diags diag.List
	c, ok := contract.Load(fstest.MapFS{"small.contract.yaml": {Data: []byte(contractText)}}, "small.contract.yaml", &diags)
	if !ok {
		t.Fatal(diags.All())
	}
	return plan.World{
		Contract: c, Codes: lists{"crimes": {"THB", "SOM"}, "sexes": {"female", "male"}}, Languages: []string{"en", "fr"},
		Narrative: func(report, name, language string) bool { return report == "brief" && name == "summary" },
	}
}

// load reads a report; it must be sound in form.
func load(t testing.TB, text string) *spec.Report {
	t.Helper()
	var diags diag.List
	r, ok := spec.Load(fstest.MapFS{"brief.yaml": {Data: []byte(text)}}, "brief.yaml", &diags)
	if !ok {
		t.Fatalf("the form of the report is broken: %v\n%s", diags.All(), text)
	}
	return r
}

func said(diags *diag.List) string {
	var b strings.Builder
	for _, d := range diags.All() {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

func sound(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "brief.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every fault is said with its place, and with what to do about it.
func TestFaultsOfReportsAreSaidExactly(t *testing.T) {
	name := filepath.Join("testdata", "broken.txtar")
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range a.Files {
		t.Run(f.Name, func(t *testing.T) {
			var old, fresh, want string
			for line := range strings.Lines(string(f.Data)) {
				switch {
				case strings.HasPrefix(line, "- "):
					old += line[2:]
				case strings.HasPrefix(line, "+ "):
					fresh += line[2:]
				default:
					want += line
				}
			}
			text := sound(t)
			if strings.Count(text, old) != 1 {
				t.Fatalf("%q stands %d times in the report", old, strings.Count(text, old))
			}
			var diags diag.List
			plan.Resolve(load(t, strings.Replace(text, old, fresh, 1)), world(t), &diags)
			got := said(&diags)
			if os.Getenv("UPDATE") == "1" {
				a.Files[i].Data = []byte(strings.TrimSuffix(string(f.Data), want) + got)
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func at(line, col int) diag.Pos { return diag.Pos{File: "brief.yaml", Line: line, Col: col} }

// Package spec refuses these before; a report that did not come from a file is
// checked all the same.
func TestFaultsThatTheFormRulesOutAreSaidToo(t *testing.T) {
	text := func(s string) spec.Text { return spec.Text{Value: s, Pos: at(9, 9)} }
	number := func(n int64) spec.Number { return spec.Number{Value: n, Set: true, Pos: at(9, 9)} }
	for _, c := range []struct {
		name   string
		change func(*spec.Report)
		want   string
	}{
		{"period", func(r *spec.Report) { r.Expect[0].Period = text("October") }, `brief.yaml:9:9: error[P010]: "October" is not a period such as 2026-10, 2026-Q3 or 2026
	hint: write 2026-10, 2026-Q3 or 2026`},
		{"number", func(r *spec.Report) { r.Expect[0].Is = text("1,000") }, `brief.yaml:9:9: error[P011]: "1,000" is not a number
	hint: write it with a point and without grouping`},
		{"difference", func(r *spec.Report) { r.Expect[0].Within = text("-1") }, `brief.yaml:9:9: error[P011]: "-1" is not a difference
	hint: write it with a point and without grouping`},
		{"comparison", func(r *spec.Report) { r.Statistics[0].Compare = []spec.Text{text("previus")} }, `brief.yaml:9:9: error[P014]: there is no comparison "previus"
	hint: did you mean "previous"?`},
		{"base without a reason", func(r *spec.Report) { r.Statistics[0].Minimum = number(19) }, `brief.yaml:9:9: error[P017]: percentages on a base under 20 need a reason
	hint: state the reason: it is printed beneath the table`},
		{"window", func(r *spec.Report) { r.Statistics[0].Window = text("rolling-0") }, `brief.yaml:9:9: error[P020]: there is no window "rolling-0"
	hint: write period, year-to-date or rolling-N with N from 1 to 120 months`},
		{"rounding", func(r *spec.Report) { r.Statistics[0].Rounding = text("up") }, `brief.yaml:9:9: error[P021]: there is no rounding "up"
	hint: write standard or published`},
		{"level", func(r *spec.Report) { r.Statistics[0].Level = number(100) }, `brief.yaml:9:9: error[P022]: the level 100 is out of range
	hint: write a level from 50 to 99 per cent`},
		{"currency", func(r *spec.Report) { r.Statistics[0].Currency = text("eur") }, `brief.yaml:9:9: error[P023]: "eur" is not a currency
	hint: write an ISO 4217 code such as EUR`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := load(t, sound(t))
			c.change(r)
			var diags diag.List
			plan.Resolve(r, world(t), &diags)
			if diff := cmp.Diff(c.want+"\n", said(&diags)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Every code of the catalogue is drawn by a test of this package.
func TestEveryCodeOfPlansIsTested(t *testing.T) {
	broken, err := os.ReadFile(filepath.Join("testdata", "broken.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("plan_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range diag.Entries() {
		if code := "[" + string(e.Code) + "]"; e.Code[0] == 'P' && !strings.Contains(string(broken)+string(source), code) {
			t.Errorf("no test draws %s: %s", e.Code, e.Title)
		}
	}
}

func TestSoundReportBecomesAPlan(t *testing.T) {
	var diags diag.List
	r := load(t, sound(t))
	p := plan.Resolve(r, world(t), &diags)
	if s := said(&diags); s != "" {
		t.Fatalf("diagnostics:\n%s", s)
	}
	column := func(name string) *contract.Column {
		c, ok := p.Contract.Column(name)
		if !ok {
			t.Fatalf("there is no column %s", name)
		}
		return c
	}
	if diff := cmp.Diff([]string{"fr", "en"}, p.Languages); diff != "" {
		t.Error(diff)
	}
	wantAudiences := []plan.Audience{
		{Name: "internal", Policy: release.Policy{Threshold: 3}, Languages: []string{"fr", "en"}, TLP: "AMBER"},
		{Name: "partners", Policy: release.Policy{Threshold: 10, RoundTo: 5}, Languages: []string{"en"}, TLP: "GREEN"},
	}
	if diff := cmp.Diff(wantAudiences, p.Audiences); diff != "" {
		t.Errorf("audiences (-want +got):\n%s", diff)
	}
	common := engine.Condition{Column: "crime", Values: []string{"THB"}}
	want := []*stats.Request{
		{
			ID: "volume", By: []*contract.Column{column("crime"), column("sex")}, Measure: "persons", Unit: "persons", Where: []engine.Condition{common},
			Compare: []stats.Comparison{stats.Previous, stats.SameLastYear, stats.Rolling12, stats.YearToDate}, Top: 4, Level: 0.9, Rounding: head.Published,
		},
		{ID: "records", Unit: "records", Where: []engine.Condition{common}, Window: stats.WindowOf{Kind: stats.ToDate}},
		{
			ID: "boats", Measure: "vessels", Unit: "vessels",
			Where: []engine.Condition{
				common,
				{Column: "means", Values: []string{"THB", "SOM"}, Each: true},
				{Column: "place", Values: []string{"port"}, Not: true},
				{Column: "since", Values: []string{"2026-10-01"}},
				{Column: "born", Values: []string{"1990-01-01"}},
				{Column: "minors", Values: []string{"0"}},
			},
			Window: stats.WindowOf{Kind: stats.Rolling, Months: 12}, Minimum: 5,
		},
		{ID: "prices", Of: column("prices"), Measure: "persons", Unit: "persons", Where: []engine.Condition{common}, Currency: "EUR"},
		{ID: "ratio", Of: column("persons"), Per: column("vessels"), By: []*contract.Column{column("sex")}, Measure: "persons", Unit: "persons", Where: []engine.Condition{common}},
	}
	for i, w := range want {
		got, ok := p.Request(w.ID)
		if !ok || p.Requests[i] != got {
			t.Fatalf("request %d is not %s", i, w.ID)
		}
		w.Statistic = got.Statistic
		if diff := cmp.Diff(w, got, cmp.Comparer(func(a, b *stats.Statistic) bool { return a.Name == b.Name }), cmp.Comparer(func(a, b *contract.Column) bool { return a == b })); diff != "" {
			t.Errorf("%s (-want +got):\n%s", w.ID, diff)
		}
	}
	if _, ok := p.Request("nothing"); ok {
		t.Error("a request that nobody made was found")
	}
	e := p.Expect[0]
	if e.Ref.String() != "volume.THB/female.count" || e.Is.String() != "12.5" || e.Within.String() != "0.5" || e.Span != (period.Span{First: period.Of(2026, 7), Last: period.Of(2026, 9)}) || e.Source != "printed" {
		t.Errorf("expectation %+v", e)
	}
}

func TestReportOfManyBriefsKeepsTheRowsOfOneValue(t *testing.T) {
	text := strings.Replace(sound(t), "statistics:", "for-each: {column: sex, only: [male, female]}\nstatistics:", 1)
	text = text[:strings.Index(text, "expect:")] + text[strings.Index(text, "sections:"):]
	var diags diag.List
	p := plan.Resolve(load(t, text), world(t), &diags)
	if diags.HasErrors() {
		t.Fatal(said(&diags))
	}
	if p.ForEach.Name != "sex" || !slices.Equal(p.Only, []string{"male", "female"}) {
		t.Errorf("for each of %v of %s", p.Only, p.ForEach.Name)
	}
	if diff := cmp.Diff([]engine.Condition{{Column: "sex", Values: []string{"male"}}}, p.For("male")); diff != "" {
		t.Error(diff)
	}
}

func TestReferencesToFigures(t *testing.T) {
	for text, want := range map[string]plan.Ref{
		"volume.total.count":      {Statistic: "volume", Row: "total", Column: "count"},
		"volume.count":            {Statistic: "volume", Row: "total", Column: "count"},
		"series.2026-10.count":    {Statistic: "series", Row: "2026-10", Column: "count"},
		"corridors.a.b>c.d.share": {Statistic: "corridors", Row: "a.b>c.d", Column: "share"},
	} {
		got, ok := plan.ParseRef(text)
		if !ok || got != want {
			t.Errorf("ParseRef(%q) = %+v, %v", text, got, ok)
		}
		if again, ok := plan.ParseRef(got.String()); !ok || again != got {
			t.Errorf("%q does not read back: %+v", got.String(), again)
		}
	}
	for _, text := range []string{"", "volume", "volume.", ".count", "volume..count", "volume.total.", "."} {
		if got, ok := plan.ParseRef(text); ok {
			t.Errorf("ParseRef(%q) = %+v", text, got)
		}
	}
}
