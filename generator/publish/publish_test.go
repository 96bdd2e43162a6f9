package publish_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
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

func sound(fs.FS) error { return nil }

func release(t *testing.T, site publish.Site, check func(fs.FS) error, editions ...*publish.Edition) (string, error) {
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
	if _, err := release(t, site, func(fs.FS) error { return errors.New("broken") }, other); err == nil {
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
