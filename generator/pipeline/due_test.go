package pipeline_test

import (
	"bytes"
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/period"
	"htsm/generator/pipeline"
	"htsm/generator/portal"
	"htsm/generator/publish"
)

// A press builds the same project again and again into one site.
type press struct {
	files fstest.MapFS
	site  publish.Site
	world pipeline.World
}

func newPress(t *testing.T) *press {
	t.Helper()
	dir := t.TempDir()
	p := &press{files: small(), site: publish.Site{Link: filepath.Join(dir, "public")}}
	p.world = pipeline.World{Project: p.files, Scratch: filepath.Join(dir, "cache"), Version: "1", Program: "abc"}
	return p
}

func (p *press) edit(name, old, text string) {
	p.files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(p.files[name].Data), old, text, 1))}
}

// build builds September and October and returns what was rendered, and why.
func (p *press) build(t *testing.T, revise string) (pipeline.Result, string) {
	t.Helper()
	var log bytes.Buffer
	w := p.world
	w.Log = &log
	r, err := pipeline.Build(context.Background(), w, pipeline.Order{
		Months: period.Span{First: period.Of(2026, 9), Last: period.Of(2026, 10)}, Revise: revise, Site: p.site, Date: "2026-11-15", Workers: 1,
	})
	if err != nil || len(r.Failed) > 0 {
		t.Fatal(err, r.Failed, r.Problems)
	}
	return r, log.String()
}

func TestOnlyWhatAnInputTouchedIsMadeAgain(t *testing.T) {
	p := newPress(t)
	first, _ := p.build(t, "")
	if first.Rendered != 4 {
		t.Fatalf("made %d of %v", first.Rendered, first.Built)
	}
	again, log := p.build(t, "")
	if again.Rendered != 0 || again.Release != first.Release || !strings.Contains(log, "one 2026-09 is current [") {
		t.Errorf("made %d again, release %s became %s:\n%s", again.Rendered, first.Release, again.Release, log)
	}
	if diff := cmp.Diff(first.Built, again.Built); diff != "" {
		t.Errorf("what is published: %s", diff)
	}
	p.edit("reports/one.yaml", "title: T", "title: U")
	before := tree(t, p.site.Link)
	revised, log := p.build(t, "the title was wrong")
	if revised.Rendered != 2 || !strings.Contains(log, "built one 2026-09 (spec) [") || !strings.Contains(log, "two 2026-09 is current") {
		t.Errorf("made %d:\n%s", revised.Rendered, log)
	}
	after := tree(t, p.site.Link)
	for name, data := range before {
		switch {
		case strings.HasPrefix(name, "/all/en/two/2026-"):
			if after[name] != data {
				t.Errorf("%s was changed", name)
			}
		case strings.HasPrefix(name, "/all/en/one/2026-"):
			kept := after[strings.NewReplacer("/2026-09/", "/2026-09-r0/", "/2026-10/", "/2026-10-r0/").Replace(name)]
			if path.Base(name) == "status.css" {
				data = string(portal.Standing(true).Data) // It shows in all its pages that it was replaced.
			}
			if kept != data {
				t.Errorf("the first issue of %s was changed", name)
			}
		}
	}
	m, err := p.site.Manifest("all")
	if err != nil {
		t.Fatal(err)
	}
	s := m.Find("en", "one", "2026-10").Superseded
	if len(s) != 1 || s[0].Reason != "the title was wrong" || s[0].Replaced != "2026-11-15" || len(s[0].Changed) != 0 || s[0].Dir != "en/one/2026-10-r0" {
		t.Errorf("the log of corrections holds %+v", s)
	}
}

// What a build says of each change, and how many of four editions it makes anew.
func TestTheBuildSaysWhyAnEditionIsMadeAnew(t *testing.T) {
	p := newPress(t)
	p.build(t, "")
	for _, c := range []struct {
		change func()
		made   int
		why    string
	}{
		{func() { p.edit("data/a.csv", "2026-10-15", "2026-10-16") }, 2, "built one 2026-10 (extract, last edition)"},
		{func() { p.edit("data/b.contract.yaml", "{en: T}", "{en: U}") }, 2, "built two 2026-10 (contract)"},
		{func() { p.edit("data/codes/things.yaml", "{en: A}", "{en: B}") }, 4, "built two 2026-09 (code lists)"},
		{func() { p.world.Program = "" }, 4, "built one 2026-10 (program)"},
	} {
		c.change()
		r, log := p.build(t, "a reason")
		if r.Rendered != c.made || !strings.Contains(log, c.why) {
			t.Errorf("made %d, want %d with %q:\n%s", r.Rendered, c.made, c.why, log)
		}
	}
}

func TestAChangeOfThePastReachesTheNextEdition(t *testing.T) {
	p := newPress(t)
	p.build(t, "")
	p.edit("data/a.csv", "2026-09-30\n", "2026-09-30\n2026-09-29\n")
	r, log := p.build(t, "a late report")
	if r.Rendered != 2 || !strings.Contains(log, "built one 2026-10 (extract, last edition)") {
		t.Errorf("made %d:\n%s", r.Rendered, log)
	}
	m, err := p.site.Manifest("all")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]publish.Change{{Statistic: "volume", Figures: 1}}, m.Find("en", "one", "2026-09").Superseded[0].Changed); diff != "" {
		t.Error(diff)
	}
}

func TestABuildLeavesNothingButReleases(t *testing.T) {
	p := newPress(t)
	p.build(t, "")
	entries, err := os.ReadDir(filepath.Join(filepath.Dir(p.site.Link), ".public-releases"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{p.site.Live(), "lock"}, names); diff != "" {
		t.Error(diff)
	}
}
