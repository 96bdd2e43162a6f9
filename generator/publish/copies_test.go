package publish_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"htsm/generator/publish"
)

func aCopy(serial, recipient string) publish.Copy {
	return publish.Copy{
		Serial: serial, Recipient: recipient, Audience: "partners", Language: "fr", Report: "r", Edition: "2026-10",
		Published: "00", Name: "r-2026-10-fr-" + serial + ".pdf", Data: []byte(serial),
	}
}

func TestCopiesAreForTheirReadersAlone(t *testing.T) {
	dir := t.TempDir()
	site := publish.Site{Link: filepath.Join(dir, "public")}
	folder := filepath.Join(dir, "copies")
	for range 2 { // A second time replaces the first.
		if err := site.WriteCopies(folder, []publish.Copy{aCopy("B", "uco"), aCopy("A", "olaf")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := site.WriteCopies(folder, []publish.Copy{aCopy("C", "uco")}); err != nil {
		t.Fatal(err)
	}
	var names []string
	err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if want := map[bool]fs.FileMode{true: 0o700, false: 0o600}[e.IsDir()]; err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has the mode %v (%v), want %v", name, info.Mode().Perm(), err, want)
		}
		if !e.IsDir() {
			names = append(names, strings.TrimPrefix(name, folder))
		}
		return nil
	})
	if want := "/olaf/r-2026-10-fr-A.pdf /register.csv /uco/r-2026-10-fr-B.pdf /uco/r-2026-10-fr-C.pdf"; err != nil || strings.Join(names, " ") != want {
		t.Errorf("got %v, %v, want %s", names, err, want)
	}
	data, err := os.ReadFile(filepath.Join(folder, "register.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[1], "A,olaf,partners,fr,r,2026-10,0,00,") || !strings.HasPrefix(lines[3], "C,uco,") {
		t.Errorf("the register holds\n%s", data)
	}
}

func TestCopiesNeverLandInASite(t *testing.T) {
	dir := t.TempDir()
	releases := filepath.Join(dir, "site", ".public-releases")
	if err := os.MkdirAll(filepath.Join(releases, "abc"), 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "site", "public")
	if err := errors.Join(os.Symlink(filepath.Join(".public-releases", "abc"), link), os.Symlink(link, filepath.Join(dir, "detour"))); err != nil {
		t.Fatal(err)
	}
	site := publish.Site{Link: link}
	for _, folder := range []string{
		link, filepath.Join(link, "copies"), filepath.Join(releases, "copies"), filepath.Join(dir, "detour", "x"), filepath.Join(dir, "site"), dir,
	} {
		if err := site.WriteCopies(folder, []publish.Copy{aCopy("A", "uco")}); !errors.Is(err, publish.ErrCopiesInSite) {
			t.Errorf("%s: got the error %v, want %v", folder, err, publish.ErrCopiesInSite)
		}
	}
	if err := site.WriteCopies(filepath.Join(dir, "site", "public-copies"), []publish.Copy{aCopy("A", "uco")}); err != nil {
		t.Errorf("beside the site: %v", err)
	}
}

func TestAForeignRegisterIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "register.csv"), []byte("a,b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (publish.Site{Link: filepath.Join(t.TempDir(), "public")}).WriteCopies(dir, []publish.Copy{aCopy("A", "uco")}); err == nil {
		t.Error("there is no error")
	}
	if data, err := os.ReadFile(filepath.Join(dir, "register.csv")); err != nil || string(data) != "a,b\n" {
		t.Errorf("the file holds %q, %v", data, err)
	}
}
