package spec_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/posyaml/variant"
	"htsm/generator/spec"
)

func read(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// load loads a report from text and returns the diagnostics as they print.
func load(src string) (*spec.Report, bool, string) {
	var diags diag.List
	r, ok := spec.Load(fstest.MapFS{"brief.yaml": {Data: []byte(src)}}, "brief.yaml", &diags)
	var b strings.Builder
	for _, d := range diags.All() {
		b.WriteString(d.String() + "\n")
	}
	return r, ok, b.String()
}

// values returns the texts without their positions.
func values(all []spec.Text) []string {
	var out []string
	for _, t := range all {
		out = append(out, t.Value)
	}
	return out
}

func TestASoundReportLoadsWhole(t *testing.T) {
	r, ok, said := load(read(t, "brief.yaml"))
	if !ok || said != "" {
		t.Fatalf("ok is %v, diagnostics:\n%s", ok, said)
	}
	equal := func(what string, got, want any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	equal("name", r.Name, spec.Text{Value: "brief", Pos: diag.Pos{File: "brief.yaml", Line: 2, Col: 9}})
	equal("hash", len(r.SHA256), 64)
	equal("grain", r.Grain, period.Monthly)
	equal("languages", values(r.Languages), []string{"fr", "en"})
	title, _ := r.Title.In("en")
	equal("title", title, "THB–SoM monthly brief")
	_, has := r.Title.In("es")
	equal("title without a language", has, false)
	plain, _ := r.Sections[1].Title.In("es")
	equal("title for every language", plain, "Modus operandi")
	equal("marking", []string{r.Marking.TLP.Value, r.Marking.Handling[0].Value}, []string{"AMBER", "H1"})

	equal("audiences", []string{r.Audiences[0].Name.Value, r.Audiences[1].Name.Value}, []string{"internal", "partners"})
	partners := r.Audiences[1]
	equal("threshold", []int64{r.Audiences[0].Threshold.Value, partners.Threshold.Value, partners.RoundTo.Value}, []int64{3, 11, 5})
	equal("no rounding", r.Audiences[0].RoundTo.Set, false)
	equal("audience languages", values(partners.Languages), []string{"fr", "en", "es", "ar"})

	equal("for each", values(r.ForEach.Only), []string{"FRA", "DEU"})
	equal("conditions", len(r.Where), 3)
	equal("one value", values(r.Where[0].Values), []string{"THB"})
	equal("several values", values(r.Where[1].Values), []string{"female", "male"})
	equal("exclusion", r.Where[2].Not, true)
	equal("exclusion of", values(r.Where[2].Values), []string{"draft"})

	name, _ := r.Contact.Name.In("fr")
	equal("contact", []string{name, r.Contact.Email.Value, r.Contact.Phone.Value}, []string{"Cellule d’analyse", "thb-analysis@police.example", "+32 2 555 01 00"})
	equal("next edition", []int64{r.Next.Day.Value, r.Next.After.Value}, []int64{15, 2})
	equal("date of an edition", []string{r.Next.Dates[0].Period.Value, r.Next.Dates[0].Day.Value}, []string{"2026-11", "2027-01-22"})

	var ids []string
	for _, s := range r.Statistics {
		ids = append(ids, s.ID.Value)
	}
	equal("order of statistics", ids, []string{"volume", "recruitment", "crowding", "price"})
	s := r.Statistics[1]
	equal("rows", values(s.By), []string{"sex", "age_band"})
	equal("one row head", values(r.Statistics[0].By), []string{"crime_type"})
	equal("options", values(s.OptionPos), []string{"of", "by", "across", "measure", "where", "window", "top", "minimum", "reason", "rounding", "level"})
	equal("numbers", []int64{s.Top.Value, s.Minimum.Value, s.Level.Value}, []int64{10, 10, 90})

	equal("expected value", []string{r.Expect[0].Value.Value, r.Expect[0].Period.Value, r.Expect[0].Is.Value, r.Expect[0].Within.Value}, []string{"volume.total.count", "2015", "885386", "0.5"})
	equal("negative expectation", r.Expect[1].Is.Value, "-12.5")
	show := r.Sections[0].Show
	equal("kinds", []spec.ShowKind{show[0].Kind, show[1].Kind, r.Sections[1].Sections[0].Show[0].Kind, r.Sections[2].Show[0].Kind},
		[]spec.ShowKind{spec.ShowKeyFigures, spec.ShowChart, spec.ShowTable, spec.ShowMethod})
	equal("shown", []string{show[0].Statistic.Value, show[1].As.Value, r.Sections[2].Show[0].Statistic.Value}, []string{"volume", "line", "all"})
	equal("place of a show", r.Sections[1].Sections[0].Show[0].Pos, diag.Pos{File: "brief.yaml", Line: 54, Col: 13})
}

func TestCodesStayTheTextsThatWereTyped(t *testing.T) {
	src := strings.Replace(read(t, "brief.yaml"), "[female, male]", "[NO, 0123, 1.10, on, ~, null, 1e3, 0x1F, 2026-10-31, '']", 1)
	if r, _, _ := load(src); r != nil {
		t.Fatal("an empty value must be refused")
	}
	r, ok, said := load(strings.Replace(src, ", ''", "", 1))
	if !ok {
		t.Fatal(said)
	}
	want := []string{"NO", "0123", "1.10", "on", "~", "null", "1e3", "0x1F", "2026-10-31"}
	if diff := cmp.Diff(want, values(r.Where[1].Values)); diff != "" {
		t.Error(diff)
	}
}

// TestBrokenReports applies each edit of testdata/broken.txtar to brief.yaml
// and compares what is said. UPDATE=1 rewrites the archive.
func TestBrokenReports(t *testing.T) {
	base, name := read(t, "brief.yaml"), filepath.Join("testdata", "broken.txtar")
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		t.Run(f.Name, func(t *testing.T) {
			src, want, err := variant.Of(base, string(f.Data))
			if err != nil {
				t.Fatal(err)
			}
			r, ok, got := load(src)
			if ok || r != nil {
				t.Error("the report was accepted")
			}
			if os.Getenv("UPDATE") == "1" {
				archive.Files[i].Data = []byte(strings.TrimSuffix(string(f.Data), want) + got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAMissingFileIsADiagnostic(t *testing.T) {
	var diags diag.List
	if r, ok := spec.Load(fstest.MapFS{}, "none.yaml", &diags); ok || r != nil {
		t.Error("a missing file was accepted")
	}
	want := "none.yaml: error[Y001]: cannot read the file: file does not exist\n\thint: check the name and the folder"
	if got := diags.All()[0].String(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestTheFileNameMustEndInYAML(t *testing.T) {
	var diags diag.List
	src := read(t, "brief.yaml")
	if _, ok := spec.Load(fstest.MapFS{"brief.yml": {Data: []byte(src)}}, "brief.yml", &diags); ok {
		t.Error("brief.yml was accepted")
	}
	if got := diags.All()[0].String(); !strings.Contains(got, "error[S001]: the name of a report file ends in .yaml") {
		t.Error(got)
	}
}

func FuzzSpec(f *testing.F) {
	base, err := os.ReadFile(filepath.Join("testdata", "brief.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "broken.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(base))
	for _, c := range archive.Files {
		if src, _, err := variant.Of(string(base), string(c.Data)); err == nil {
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		r, ok, said := load(src)
		if ok != (r != nil) {
			t.Error("a report comes without faults, and only then")
		}
		if ok != (said == "") {
			t.Errorf("accepted is %v, but said:\n%s", ok, said)
		}
	})
}

// The next edition is known by rule, by a date of its own, or only by the month
// in which it can come out at the earliest.
func TestTheNextEditionFollowsFromThePeriod(t *testing.T) {
	day := func(n int64) spec.Number { return spec.Number{Value: n, Set: true} }
	once := []spec.Date{{Period: spec.Text{Value: "2026-11"}, Day: spec.Text{Value: "2027-01-22"}}}
	for _, test := range []struct {
		name             string
		next             spec.Next
		of               string
		covers, on, with string
	}{
		{"nothing said", spec.Next{}, "2026-10", "2026-11", "", "2026-12"},
		{"over the end of a year", spec.Next{Day: day(15)}, "2026-11", "2026-12", "2027-01-15", "2027-01"},
		{"a quarter", spec.Next{Day: day(5), After: day(2)}, "2026-Q3", "2026-Q4", "2027-02-05", "2027-02"},
		{"a year", spec.Next{After: day(3)}, "2026", "2027", "", "2028-03"},
		{"a date of its own", spec.Next{Day: day(15), Dates: once}, "2026-10", "2026-11", "2027-01-22", "2027-01"},
		{"a date of another edition", spec.Next{Day: day(15), Dates: once}, "2026-09", "2026-10", "2026-11-15", "2026-11"},
	} {
		of, err := period.Parse(test.of)
		if err != nil {
			t.Fatal(err)
		}
		covers, on, month, ok := test.next.On(of)
		if got := []string{covers.String(), on, month.String()}; !ok || !cmp.Equal(got, []string{test.covers, test.on, test.with}) {
			t.Errorf("%s: %v, want %s, %s, %s", test.name, got, test.covers, test.on, test.with)
		}
	}
	if _, _, _, ok := (spec.Next{None: true, Day: day(15)}).On(period.Span{}); ok {
		t.Error("an edition follows the last one")
	}
}
