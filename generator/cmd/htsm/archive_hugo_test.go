package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// besideHugo builds with Hugo as many pages as the archive has, in the same
// four languages, each a title, a paragraph and a table of 25 rows, and reports
// what that took; Hugo makes pages alone, the archive a PDF, a workbook,
// pictures and data files for each edition as well. It does nothing where Hugo
// is not installed.
func (a *archive) besideHugo() {
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		a.b.Log("hugo is not installed: no comparison")
		return
	}
	pages := a.pages()
	dir := a.b.TempDir()
	for name, text := range map[string]string{
		"config.toml": "baseURL = \"https://briefs.example/\"\ndisableKinds = [\"taxonomy\", \"term\"]\ndefaultContentLanguage = \"fr\"\n" +
			"[languages.fr]\ncontentDir = \"content/fr\"\n[languages.en]\ncontentDir = \"content/en\"\n" +
			"[languages.es]\ncontentDir = \"content/es\"\n[languages.ar]\ncontentDir = \"content/ar\"\n",
		"layouts/_default/single.html": "<!doctype html><html lang={{ .Lang }}><title>{{ .Title }}</title><main><h1>{{ .Title }}</h1>{{ .Content }}</main>" +
			"<nav>{{ range .Translations }}<a href={{ .RelPermalink }}>{{ .Lang }}</a>{{ end }}</nav></html>\n",
		"layouts/_default/list.html": "<!doctype html><html lang={{ .Lang }}><title>{{ .Title }}</title><ul>{{ range .Pages }}<li><a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}</ul></html>\n",
	} {
		a.file(filepath.Join(dir, name), text)
	}
	languages := []string{"fr", "en", "es", "ar"}
	for i := range pages {
		text := fmt.Sprintf("---\ntitle: Page %d\n---\nWhat the table shows.\n\n| Code | Count | Share | Change |\n|---|---:|---:|---:|\n", i/4) +
			strings.Repeat("| Recruitment by a lover | 1,234 | 12.3% | +4 |\n", 25)
		a.file(filepath.Join(dir, "content", languages[i%4], "briefs", fmt.Sprintf("page-%d.md", i/4)), text)
	}
	cmd := exec.Command(hugo, "--quiet", "--source", dir)
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		a.b.Fatalf("hugo: %v\n%s", err, out)
	}
	busy := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	a.b.ReportMetric(float64(pages), "pages")
	a.b.ReportMetric(time.Since(start).Seconds(), "hugo-s")
	a.b.ReportMetric(busy.Seconds(), "hugo-cpu-s")
	a.b.ReportMetric(float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024, "hugo-MiB")
}

// pages counts the pages of the published archive.
func (a *archive) pages() int {
	public, err := filepath.EvalSymlinks(filepath.Join(a.dir, "site", "public"))
	if err != nil {
		a.b.Fatal(err)
	}
	n := 0
	if err := filepath.WalkDir(public, func(name string, _ fs.DirEntry, err error) error {
		if filepath.Ext(name) == ".html" {
			n++
		}
		return err
	}); err != nil {
		a.b.Fatal(err)
	}
	return n
}

// file writes one file and the folders above it.
func (a *archive) file(name, text string) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		a.b.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		a.b.Fatal(err)
	}
}
