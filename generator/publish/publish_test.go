package publish_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"htsm/generator/publish"
)

func edition(audience, text string) *publish.Edition {
	return &publish.Edition{
		Audience: audience, Language: "fr", Report: "brief", Period: "2026-10", Title: "Bulletin",
		Artifacts: []publish.Artifact{{Path: "index.html", Data: []byte(text)}, {Path: "data/a.csv", Data: []byte("a\n")}},
	}
}

func sound(fs.FS, func(string) bool) error { return nil }

func release(t *testing.T, site publish.Site, check publish.Check, editions ...*publish.Edition) (string, error) {
	t.Helper()
	d, err := site.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, e := range editions {
		if err := d.Add(e); err != nil {
			return "", err
		}
	}
	return d.Publish(check)
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAReleaseHoldsEveryFileWithItsChecksum(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	if _, err := release(t, site, sound, edition("internal", "x"), edition("partners", "y")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, filepath.Join(site.Link, "partners/fr/brief/2026-10/index.html")); got != "y" {
		t.Errorf("the page holds %q", got)
	}
	sums := read(t, filepath.Join(site.Link, "internal/SHA256SUMS"))
	for _, want := range []string{"fr/brief/2026-10/index.html", "fr/brief/2026-10/data/a.csv", "manifest.json"} {
		if !strings.Contains(sums, "  "+want+"\n") {
			t.Errorf("SHA256SUMS lacks %s:\n%s", want, sums)
		}
	}
	if strings.Contains(read(t, filepath.Join(site.Link, "partners/manifest.json")), "internal") {
		t.Error("the manifest of partners names another audience")
	}
}

func TestTheSameEditionAgainIsTheSameRelease(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	a, err := release(t, site, sound, edition("internal", "x"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := release(t, site, sound, edition("internal", "x"))
	if err != nil || a != b {
		t.Errorf("release %s became %s, %v", a, b, err)
	}
}

func TestAPublishedEditionIsNotOverwrittenWithoutAReason(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	if _, err := release(t, site, sound, edition("internal", "x")); err != nil {
		t.Fatal(err)
	}
	if _, err := release(t, site, sound, edition("internal", "changed")); !errors.Is(err, publish.ErrPublished) {
		t.Fatalf("got %v, want ErrPublished", err)
	}
	revised := edition("internal", "changed")
	revised.Revision, revised.Reason = 1, "a late report"
	if _, err := release(t, site, sound, revised); err != nil {
		t.Fatal(err)
	}
	if got := read(t, filepath.Join(site.Link, "internal/fr/brief/2026-10/index.html")); got != "changed" {
		t.Errorf("the page holds %q", got)
	}
}

func TestAFailedCheckLeavesTheReleaseAsItWas(t *testing.T) {
	dir := t.TempDir()
	site := publish.Site{Link: filepath.Join(dir, "public")}
	if _, err := release(t, site, sound, edition("internal", "x")); err != nil {
		t.Fatal(err)
	}
	other := edition("internal", "y")
	other.Period = "2026-11"
	if _, err := release(t, site, func(fs.FS, func(string) bool) error { return errors.New("broken") }, other); err == nil {
		t.Fatal("a broken release was published")
	}
	if _, err := os.Stat(filepath.Join(site.Link, "internal/fr/brief/2026-11")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the broken edition can be read")
	}
	left, err := os.ReadDir(filepath.Join(dir, ".public-releases"))
	if err != nil || len(left) != 2 { // The lock and one release.
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestOldEditionsAreCarriedOverAndTamperingIsSeen(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	if _, err := release(t, site, sound, edition("internal", "x")); err != nil {
		t.Fatal(err)
	}
	next := edition("internal", "y")
	next.Period = "2026-11"
	if _, err := release(t, site, sound, next); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(site.Link, "internal/fr/brief/2026-10/index.html")
	if read(t, page) != "x" {
		t.Error("the old edition is gone")
	}
	if err := os.WriteFile(page, []byte("tampered"), 0o644); err != nil {
		t.Fatal(err)
	}
	third := edition("internal", "z")
	third.Period = "2026-12"
	if _, err := release(t, site, sound, third); err == nil || !strings.Contains(err.Error(), "was changed after it was published") {
		t.Errorf("got %v, want a report of the change", err)
	}
}

func TestEveryoneMayReadAReleaseWhateverTheUmask(t *testing.T) {
	old := unix.Umask(0o077)
	defer unix.Umask(old)
	dir := t.TempDir()
	site := publish.Site{Link: filepath.Join(dir, "www", "public")}
	if _, err := release(t, site, sound, edition("internal", "x")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{ // In any order: each is looked at.
		"www": 0o755, "www/.public-releases": 0o755, "www/public/internal": 0o755, "www/public/internal/SHA256SUMS": 0o644,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", name, info.Mode().Perm(), err, want)
		}
	}
}

func TestTwoBuildsDoNotRunAtOnce(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	d, err := site.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := site.Open(); !errors.Is(err, publish.ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
}

func TestASupersededRevisionKeepsItsBytes(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	revise := func(revision int, text string) {
		t.Helper()
		e := edition("internal", text)
		e.Revision, e.Dated, e.Program = revision, fmt.Sprintf("2026-1%d-31", revision), "p"
		if revision > 0 {
			e.Reason, e.Replaced = fmt.Sprintf("reason %d", revision), "2026-11-15"
			e.Changed = []publish.Change{{Statistic: "volume", Figures: revision}}
		}
		if _, err := release(t, site, sound, e); err != nil {
			t.Fatal(err)
		}
	}
	for i, text := range []string{"first", "second", "third"} {
		revise(i, text)
	}
	for place, want := range map[string]string{"2026-10": "third", "2026-10-r0": "first", "2026-10-r1": "second"} {
		if got := read(t, filepath.Join(site.Link, "internal/fr/brief", place, "index.html")); got != want {
			t.Errorf("%s holds %q, want %q", place, got, want)
		}
	}
	m, err := site.Manifest("internal")
	if err != nil || len(m.Editions) != 1 {
		t.Fatal(m, err)
	}
	var log []string
	for _, s := range m.Editions[0].Superseded {
		log = append(log, fmt.Sprint(s.Revision, " ", s.Dir, " ", s.Dated, " ", s.Reason, " ", s.Replaced, " ", s.Changed, " ", len(s.Files)))
	}
	want := []string{
		"0 fr/brief/2026-10-r0 2026-10-31 reason 1 2026-11-15 [{volume 1}] 2",
		"1 fr/brief/2026-10-r1 2026-11-31 reason 2 2026-11-15 [{volume 2}] 2",
	}
	if !slices.Equal(log, want) {
		t.Errorf("got %q, want %q", log, want)
	}
}

// Only the files that a new revision retires change in the folder of the one it
// replaces, and they stay so from then on.
func TestARevisionRetiresFilesOfTheOneItReplaces(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	for revision := range 3 {
		e := edition("internal", fmt.Sprint(revision))
		e.Revision, e.Reason = revision, "late reports"
		e.Artifacts = append(e.Artifacts, publish.Artifact{Path: "status.css", Data: []byte("stands")})
		e.Retired = []publish.Artifact{{Path: "status.css", Data: []byte("replaced")}, {Path: "none.css", Data: []byte("x")}}
		if _, err := release(t, site, sound, e); err != nil {
			t.Fatal(err)
		}
	}
	for place, want := range map[string]string{"2026-10": "2 stands", "2026-10-r0": "0 replaced", "2026-10-r1": "1 replaced"} {
		dir := filepath.Join(site.Link, "internal/fr/brief", place)
		if got := read(t, filepath.Join(dir, "index.html")) + " " + read(t, filepath.Join(dir, "status.css")); got != want {
			t.Errorf("%s holds %q, want %q", place, got, want)
		}
		if _, err := os.Stat(filepath.Join(dir, "none.css")); err == nil {
			t.Errorf("%s holds a file that its edition did not have", place)
		}
	}
}

// A second name of a file is the same file: it costs no room, follows the
// edition, and stands in SHA256SUMS.
func TestAFileOfAnEditionMayHaveASecondName(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	share := func(of string, e *publish.Edition) error {
		t.Helper()
		d, err := site.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if err := d.Add(e); err != nil {
			t.Fatal(err)
		}
		if err := d.Share("internal", "", []publish.Artifact{{Path: "fr/brief/latest/a.csv", Of: of}}); err != nil {
			t.Fatal(err)
		}
		_, err = d.Publish(sound)
		return err
	}
	if err := share("fr/brief/2026-10/data/a.csv", edition("internal", "x")); err != nil {
		t.Fatal(err)
	}
	// An audience that no build touches keeps it too.
	if _, err := release(t, site, sound, edition("partners", "y")); err != nil {
		t.Fatal(err)
	}
	a, err1 := os.Stat(filepath.Join(site.Link, "internal/fr/brief/latest/a.csv"))
	b, err2 := os.Stat(filepath.Join(site.Link, "internal/fr/brief/2026-10/data/a.csv"))
	if err1 != nil || err2 != nil || !os.SameFile(a, b) {
		t.Errorf("the second name is another file: %v %v", err1, err2)
	}
	if sums := read(t, filepath.Join(site.Link, "internal/SHA256SUMS")); !strings.Contains(sums, "  fr/brief/latest/a.csv\n") {
		t.Error("the second name does not stand in SHA256SUMS")
	}
	if err := share("fr/brief/2026-09/data/a.csv", edition("internal", "x")); err == nil {
		t.Error("a second name of a file that does not exist was published")
	}
}

func TestCarriedFilesAreNamedToTheCheck(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	if _, err := release(t, site, sound, edition("internal", "x")); err != nil {
		t.Fatal(err)
	}
	next := edition("internal", "y")
	next.Period = "2026-11"
	check := func(_ fs.FS, carried func(string) bool) error {
		for name, want := range map[string]bool{
			"internal/fr/brief/2026-10/index.html": true, "internal/fr/brief/2026-11/index.html": false, "internal/manifest.json": false,
		} {
			if carried(name) != want {
				t.Errorf("%s is carried: %v", name, !want)
			}
		}
		return nil
	}
	if _, err := release(t, site, check, next); err != nil {
		t.Fatal(err)
	}
}

func TestASpooledEditionIsPublishedAsOneInMemory(t *testing.T) {
	site := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	plain, err := release(t, site, sound, edition("internal", "x"))
	if err != nil {
		t.Fatal(err)
	}
	other := publish.Site{Link: filepath.Join(t.TempDir(), "public")}
	d, err := other.Open()
	if err != nil {
		t.Fatal(err)
	}
	e := edition("internal", "x")
	if err := d.Keep(e); err != nil {
		t.Fatal(err)
	}
	if e.Artifacts[0].Data != nil {
		t.Error("the artifacts are still in memory")
	}
	if err := d.Add(e); err != nil {
		t.Fatal(err)
	}
	got, err := d.Publish(sound)
	if err != nil || got != plain || other.Live() != plain {
		t.Errorf("published %s, %v, want %s", got, err, plain)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(other.Link), ".public-releases", "draft-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}
