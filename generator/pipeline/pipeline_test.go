package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
	"htsm/generator/pipeline"
	"htsm/generator/publish"
)

// TestMain builds the sample instead of testing where a test starts this
// program anew in another environment.
func TestMain(m *testing.M) {
	if dir := os.Getenv("HTSM_TEST_BUILD_IN"); dir != "" {
		if err := buildSample(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// project is the root of the repository.
func project() string { return filepath.Join("..", "..") }

// buildSample builds an edition of the sample report below dir, with as many
// workers and under the mask that the environment gives.
func buildSample(dir string) error {
	mask, err := strconv.ParseInt(os.Getenv("HTSM_TEST_UMASK"), 8, 32)
	if err != nil {
		return err
	}
	syscall.Umask(int(mask))
	month := period.Of(2026, 8)
	r, err := pipeline.Build(context.Background(),
		pipeline.World{Project: os.DirFS(project()), Scratch: filepath.Join(dir, "cache"), Version: "test"},
		pipeline.Order{
			Reports: []string{"eu-monthly-brief"}, Months: period.Span{First: month, Last: month},
			Audiences: []string{"partners"}, Languages: []string{"fr"}, Site: publish.Site{Link: filepath.Join(dir, "public")},
		})
	if err == nil && (len(r.Failed) > 0 || len(r.Built) != 1) {
		err = fmt.Errorf("built %v, failed %v: %v", r.Built, r.Failed, r.Problems)
	}
	return err
}

// tree returns the bytes of all files below a folder by their names.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"the name of the release": filepath.Base(real)}
	err = filepath.WalkDir(real, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		out[strings.TrimPrefix(name, real)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestBuildsInDifferentEnvironmentsAreTheSameBytes(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var builds []*exec.Cmd
	var folders []string
	said := make([]bytes.Buffer, 2)
	for i, env := range [][]string{
		{"TZ=Pacific/Kiritimati", "LANG=fr_FR.UTF-8", "LC_ALL=fr_FR.UTF-8", "GOMAXPROCS=1", "HTSM_TEST_UMASK=022", "USER=a"},
		{"TZ=America/Los_Angeles", "LANG=C", "LC_ALL=ar_EG.UTF-8", "GOMAXPROCS=4", "HTSM_TEST_UMASK=077", "USER=b", "SOURCE_DATE_EPOCH=1"},
	} {
		dir := t.TempDir()
		cmd := exec.CommandContext(t.Context(), self)
		cmd.Env = append([]string{"HTSM_TEST_BUILD_IN=" + dir, "HOME=" + dir, "TMPDIR=" + t.TempDir()}, env...)
		cmd.Stdout, cmd.Stderr = &said[i], &said[i]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		builds, folders = append(builds, cmd), append(folders, dir)
	}
	var trees []map[string]string
	for i, cmd := range builds {
		if err := cmd.Wait(); err != nil {
			t.Fatalf("build under %v: %v\n%s", cmd.Env, err, said[i].String())
		}
		trees = append(trees, tree(t, filepath.Join(folders[i], "public")))
	}
	a, b := trees[0], trees[1]
	for _, ending := range []string{".html", ".pdf", ".xlsx", ".csv", "manifest.json", "SHA256SUMS"} {
		found := false
		for name := range a {
			found = found || strings.HasSuffix(name, ending)
		}
		if !found {
			t.Errorf("the site has no file *%s", ending)
		}
	}
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d files and %d", len(a), len(b))
	}
}

// small returns a project of one report, whose parts a test may replace.
func small() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	report := func(name, extract string) *fstest.MapFile {
		return file("report: " + name + "\ntitle: T\nextract: " + extract + "\nperiod: month\nlanguages: [en]\nmarking: {tlp: GREEN}\n" +
			"audiences: {all: {threshold: 1}}\nstatistics: {volume: {is: volume}}\nsections: [{title: V, show: [{table: volume}]}]\n")
	}
	contract := func(name string) *fstest.MapFile {
		return file("contract: " + name + "\ntitle: {en: T}\nsource: {path: " + name + ".csv}\nunit: cases\ndate: day\ncolumns: {day: {type: date, required: true}}\n")
	}
	return fstest.MapFS{
		"reports/one.yaml":       report("one", "a"),
		"reports/two.yaml":       report("two", "b"),
		"data/a.contract.yaml":   contract("a"),
		"data/b.contract.yaml":   contract("b"),
		"data/a.csv":             file("day\n2026-09-30\n2026-10-15\n"),
		"data/b.csv":             file("day\n2026-10-31\n"),
		"data/codes/things.yaml": file("list: things\ntitle: {en: T}\nsource: none\ncodes: [{code: a, label: {en: A}}]\n"),
	}
}

func build(t *testing.T, files fstest.MapFS, o pipeline.Order) (pipeline.Result, string) {
	t.Helper()
	dir := t.TempDir()
	o.Site = publish.Site{Link: filepath.Join(dir, "public")}
	r, err := pipeline.Build(t.Context(), pipeline.World{Project: files, Scratch: filepath.Join(dir, "cache"), Version: "test"}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r, o.Site.Link
}

func codesOf(r pipeline.Result) []string {
	var out []string
	for _, d := range r.Problems {
		if d.Severity > 0 {
			out = append(out, d.Pos.String()+" "+string(d.Code))
		}
	}
	return out
}

// Reports and periods are built side by side, and stand as if they were not.
func TestTheNumberOfWorkersChangesNoByte(t *testing.T) {
	trees := map[int]map[string]string{}
	months := period.Span{First: period.Of(2026, 7), Last: period.Of(2026, 10)}
	for _, workers := range []int{1, 2, 7} {
		files := small()
		chart := strings.Replace(string(files["reports/one.yaml"].Data), "{table: volume}", "{table: volume}, {chart: volume, as: bar}", 1)
		files["reports/one.yaml"].Data = []byte(strings.Replace(chart, "languages: [en]", "languages: [en, fr, es, ar]", 1))
		r, site := build(t, files, pipeline.Order{Workers: workers, Months: months})
		if len(r.Built) != 20 || len(r.Failed) > 0 {
			t.Fatalf("%d workers built %v, failed %v: %v", workers, r.Built, r.Failed, r.Problems)
		}
		trees[workers] = tree(t, site)
	}
	for _, workers := range []int{2, 7} {
		if len(trees[workers]) != len(trees[1]) {
			t.Errorf("%d workers write %d files, one %d", workers, len(trees[workers]), len(trees[1]))
		}
		for name, data := range trees[1] {
			if trees[workers][name] != data {
				t.Errorf("%s differs with %d workers", name, workers)
			}
		}
	}
}

// A snapshot holds case data.
func TestNoSnapshotOutlivesItsBuild(t *testing.T) {
	for name, ctx := range map[string]func() context.Context{ // In any order: each stands alone.
		"a build": t.Context,
		"an interrupted build": func() context.Context {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return ctx
		},
	} {
		dir := t.TempDir()
		scratch := filepath.Join(dir, "scratch")
		_, err := pipeline.Build(ctx(), pipeline.World{Project: small(), Scratch: scratch}, pipeline.Order{Site: publish.Site{Link: filepath.Join(dir, "public")}})
		if (err != nil) != (name != "a build") {
			t.Fatalf("%s: %v", name, err)
		}
		left, err := os.ReadDir(scratch)
		if err != nil || len(left) > 0 {
			t.Errorf("%s leaves %v, %v", name, left, err)
		}
		if info, err := os.Stat(scratch); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: the folder of snapshots has the mode %v, %v", name, info.Mode(), err)
		}
	}
}

// The default is the last month that was over when the extract was made: for
// an extract of the 15th, the month before.
func TestLastCompleteMonthIsBuiltByDefault(t *testing.T) {
	r, _ := build(t, small(), pipeline.Order{Workers: 1})
	want := []string{"all/en/one/2026-09", "all/en/two/2026-10"}
	if !slices.Equal(r.Built, want) || len(r.Failed) > 0 || r.Invalid || r.Release == "" {
		t.Errorf("got %+v, want %v", r, want)
	}
}

// A report whose data are broken keeps no other from being built; one whose
// spec is broken neither.
func TestReportThatFailsIsNamedAndTheOthersAreBuilt(t *testing.T) {
	files := small()
	files["data/b.csv"] = &fstest.MapFile{Data: []byte("day\nyesterday\n")}
	r, site := build(t, files, pipeline.Order{})
	if diff := cmp.Diff([]string{"data/b.csv X070", "data/b.csv:2:1 X040"}, codesOf(r)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
	if !slices.Equal(r.Built, []string{"all/en/one/2026-09"}) || !slices.Equal(r.Failed, []string{"two"}) || r.Invalid {
		t.Errorf("got %+v", r)
	}
	for name := range tree(t, site) {
		if strings.Contains(name, "/two/") {
			t.Errorf("%s was published", name)
		}
	}
	files = small()
	files["reports/two.yaml"].Data = []byte("report: two\n")
	r, _ = build(t, files, pipeline.Order{})
	if !slices.Equal(r.Built, []string{"all/en/one/2026-09"}) || !slices.Equal(r.Failed, []string{"two"}) || r.Invalid {
		t.Errorf("got %+v", r)
	}
}

// A document that is not sound, here for a range of two quantiles, stops its
// own report alone.
func TestReportThatCannotBeComposedKeepsNoOtherFromBeingBuilt(t *testing.T) {
	files := small()
	files["data/b.contract.yaml"].Data = append(files["data/b.contract.yaml"].Data, []byte(`
  way: {type: path, list: things, separator: ">"}
  prices: {type: amounts, along: way, separator: ";"}
`)...)
	files["data/b.contract.yaml"].Data = []byte(strings.Replace(string(files["data/b.contract.yaml"].Data), "columns: {day: {type: date, required: true}}", "columns:\n  day: {type: date, required: true}", 1))
	files["data/b.csv"].Data = []byte("day,way,prices\n" + strings.Repeat("2026-10-31,a>a,5\n", 6))
	two := string(files["reports/two.yaml"].Data)
	two = strings.Replace(two, "{is: volume}", "{is: prices, of: prices, currency: EUR}", 1)
	two = strings.Replace(two, "table: volume", "chart: volume, as: range, columns: [p25, p75]", 1)
	files["reports/two.yaml"].Data = []byte(two)
	r, _ := build(t, files, pipeline.Order{})
	if !slices.Equal(r.Built, []string{"all/en/one/2026-09"}) || !slices.Equal(r.Failed, []string{"two"}) {
		t.Errorf("got %+v", r)
	}
	if diff := cmp.Diff([]string{"reports/two.yaml:1:9 B016"}, codesOf(r)); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

func TestNothingIsWrittenWhenNoReportIsSound(t *testing.T) {
	files := small()
	files["reports/one.yaml"].Data = []byte("report: one\n")
	r, site := build(t, files, pipeline.Order{Reports: []string{"one"}})
	if !r.Invalid || !slices.Equal(r.Failed, []string{"one"}) || len(r.Built) > 0 || r.Release != "" {
		t.Errorf("got %+v", r)
	}
	entries, err := os.ReadDir(filepath.Dir(site))
	if err != nil || len(entries) > 0 {
		t.Errorf("the folder holds %v (%v)", entries, err)
	}
	r, _ = build(t, fstest.MapFS{"data/codes/things.yaml": small()["data/codes/things.yaml"]}, pipeline.Order{})
	if diff := cmp.Diff([]string{"reports B001"}, codesOf(r)); diff != "" || !r.Invalid {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
}

// An interrupted build publishes nothing.
func TestInterruptedBuildLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	_, err := pipeline.Build(ctx, pipeline.World{Project: small(), Scratch: filepath.Join(dir, "cache")}, pipeline.Order{Site: publish.Site{Link: filepath.Join(dir, "public")}})
	if err == nil {
		t.Error("there is no error")
	}
	if _, err := os.Lstat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Errorf("something was published: %v", err)
	}
}

func TestCheckReadsNoData(t *testing.T) {
	files := small()
	delete(files, "data/a.csv")
	delete(files, "data/b.csv")
	if r := pipeline.Check(pipeline.World{Project: files}, nil); r.Invalid || len(r.Failed) > 0 || len(codesOf(r)) > 0 {
		t.Errorf("got %+v", r)
	}
	files["reports/two.yaml"].Data = []byte(strings.Replace(string(files["reports/two.yaml"].Data), "extract: b", "extract: c", 1))
	r := pipeline.Check(pipeline.World{Project: files}, nil)
	if diff := cmp.Diff([]string{"reports/two.yaml:3:10 B003"}, codesOf(r)); diff != "" || !r.Invalid || !slices.Equal(r.Failed, []string{"two"}) {
		t.Errorf("got %+v\n%s", r, diff)
	}
}

// The PDF file brings the data of its tables along: the bytes that are
// published beside it.
func TestAttachedDataAreThePublishedFiles(t *testing.T) {
	program, err := exec.LookPath("pdfdetach")
	if err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatal("pdfdetach is not installed")
		}
		t.Skip("pdfdetach is not installed")
	}
	_, site := build(t, small(), pipeline.Order{Reports: []string{"one"}})
	edition := filepath.Join(site, "all", "en", "one", "2026-09")
	out := t.TempDir()
	if said, err := exec.CommandContext(t.Context(), program, "-saveall", "-o", out, filepath.Join(edition, "one-2026-09-en.pdf")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	published, err := filepath.Glob(filepath.Join(edition, "data", "*.csv"))
	if err != nil || len(published) == 0 {
		t.Fatalf("no data are published: %v", err)
	}
	for _, name := range published {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(out, filepath.Base(name)))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("the attached %s is not the published one (%v):\n%s", filepath.Base(name), err, got)
		}
	}
}
