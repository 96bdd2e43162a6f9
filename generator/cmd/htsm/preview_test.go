package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A reader follows a preview as a browser does.
type reader struct {
	address string
	dir     string
	changes chan struct{}
}

// openPreview serves the project of a folder until the test ends.
func openPreview(tb testing.TB, dir string, args ...string) *reader {
	tb.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--port", "0"}, args...), world{dir: dir, stdout: io.Discard, stderr: in, now: time.Now})
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	address := ""
	for address == "" && lines.Scan() {
		if m := regexp.MustCompile(`http://([^/ ]+)/ shows`).FindStringSubmatch(lines.Text()); m != nil {
			address = m[1]
		}
	}
	go io.Copy(io.Discard, out)
	tb.Cleanup(func() {
		stop()
		if status := <-ended; status != done {
			tb.Errorf("the preview ended with the status %d", status)
		}
	})
	if address == "" {
		tb.Fatal("the preview did not say where it is")
	}
	r := &reader{address: address, dir: dir, changes: make(chan struct{}, 16)}
	r.listen(ctx, tb)
	return r
}

// listen hears of changes.
func (r *reader) listen(ctx context.Context, tb testing.TB) {
	tb.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+r.address+"/-/events", nil)
	if err != nil {
		tb.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	go func() {
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		for lines.Scan() {
			if lines.Text() == "event: change" {
				r.changes <- struct{}{}
			}
		}
	}()
}

func (r *reader) get(tb testing.TB, name string) (int, string) {
	tb.Helper()
	answer, err := http.Get("http://" + r.address + name)
	if err != nil {
		tb.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// save writes a file and waits until the page is made anew.
func (r *reader) save(tb testing.TB, name, text string) {
	tb.Helper()
	whole := filepath.Join(tb.TempDir(), "saved") // Editors rename, so that nobody reads half a file.
	if err := os.WriteFile(whole, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
	if err := os.Rename(whole, filepath.Join(r.dir, name)); err != nil {
		tb.Fatal(err)
	}
	select {
	case <-r.changes:
	case <-time.After(30 * time.Second):
		tb.Fatalf("nobody saw that %s was saved", name)
	}
}

const smallPage = "/internal/en/brief/2026-10/index.html"

func TestAPreviewShowsWhatWasSaved(t *testing.T) {
	dir := t.TempDir()
	if err := fillIn(dir, filepath.Join("testdata", "script", "project")); err != nil {
		t.Fatal(err)
	}
	r := openPreview(t, dir)
	_, list := r.get(t, "/")
	if !strings.Contains(list, `href="`+smallPage+`"`) || !strings.Contains(list, "/-/preview.js") {
		t.Errorf("the list is\n%s", list)
	}
	_, page := r.get(t, smallPage)
	for _, want := range []string{"<h1", `<script src="/-/preview.js" defer>`, "connect-src 'self'", "default-src 'none'"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, "unsafe-inline") || regexp.MustCompile(`<script[^>]*>[^<]`).MatchString(page) {
		t.Error("the page holds a script of its own")
	}
	r.save(t, "reports/brief/summary.en.md", "A new sentence: {{ volume.total.count }}.\n")
	if _, page = r.get(t, smallPage); !strings.Contains(page, "A new sentence: ") {
		t.Error("the page does not show the new narrative")
	}
	r.save(t, "reports/brief/summary.en.md", "One.\n\nBroken {{ volume.nothing }}.\n")
	_, page = r.get(t, smallPage)
	for _, want := range []string{"reports/brief/summary.en.md:3:", "<pre>Broken {{ volume.nothing }}.", "^</pre>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of problems lacks %q:\n%s", want, page)
		}
	}
	r.save(t, "reports/brief/summary.en.md", "Whole again.\n")
	r.save(t, "data/codes/crimes.yaml", strings.Replace(readAll(t, filepath.Join(dir, "data/codes/crimes.yaml")), "en: Trafficking", "en: Renamed trafficking", 1))
	_, page = r.get(t, smallPage)
	if !strings.Contains(page, "Whole again.") || !strings.Contains(page, "Renamed ") {
		t.Error("the page does not show the new label")
	}
	if _, err := os.Stat(filepath.Join(dir, "site")); !os.IsNotExist(err) {
		t.Errorf("something was published: %v", err)
	}
	if status, book := r.get(t, "/internal/en/brief/2026-10/brief-2026-10-en.xlsx"); status != http.StatusOK || !strings.HasPrefix(book, "PK") {
		t.Errorf("the workbook is not made on demand: status %d", status)
	}
}

// Designers work on the layouts and style sheets of a checkout, and see each
// change as analysts see theirs.
func TestAPreviewShowsTheFrameAsItIs(t *testing.T) {
	dir := t.TempDir()
	must(t, fillIn(dir, filepath.Join("testdata", "script", "project")))
	for _, name := range []string{"layout", "static"} {
		must(t, os.CopyFS(filepath.Join(dir, "site", name), os.DirFS(filepath.Join("..", "..", "..", "site", name))))
	}
	r := openPreview(t, dir)
	layout := readAll(t, filepath.Join(dir, "site/layout/page.gohtml"))
	r.save(t, "site/layout/page.gohtml", strings.Replace(layout, `<div class="cover">`, `<div class="cover redrawn">`, 1))
	if _, page := r.get(t, smallPage); !strings.Contains(page, `class="cover redrawn"`) {
		t.Error("the page does not show the new layout")
	}
	r.save(t, "site/static/site.css", "p { color: inherit; }\n")
	_, page := r.get(t, smallPage)
	sheet := regexp.MustCompile(`href="../../../(assets/site\.[0-9a-f]+\.css)"`).FindStringSubmatch(page)
	if sheet == nil {
		t.Fatalf("the page loads no style sheet:\n%s", page)
	}
	if _, text := r.get(t, "/internal/"+sheet[1]); text != "p { color: inherit; }\n" {
		t.Errorf("the style sheet is %q", text)
	}
	r.save(t, "site/layout/page.gohtml", layout+"{{if}}")
	_, page = r.get(t, smallPage)
	if !strings.Contains(page, "B020") || !strings.Contains(page, "page.gohtml:") {
		t.Errorf("the page does not say what is wrong with the layout:\n%s", page)
	}
	r.save(t, "site/layout/page.gohtml", layout)
	if _, page = r.get(t, smallPage); !strings.Contains(page, "<h1") {
		t.Error("the page does not come back")
	}
}

func readAll(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func TestAPreviewIsForThisMachineAlone(t *testing.T) {
	dir := t.TempDir()
	if err := fillIn(dir, filepath.Join("testdata", "script", "project")); err != nil {
		t.Fatal(err)
	}
	r := openPreview(t, dir)
	for name, c := range map[string]struct {
		host, method, path string
		want               int
	}{
		"its own name":        {r.address, http.MethodGet, "/", http.StatusOK},
		"the name of another": {"evil.example", http.MethodGet, "/", http.StatusForbidden},
		"a form":              {r.address, http.MethodPost, "/", http.StatusMethodNotAllowed},
		"a file outside":      {r.address, http.MethodGet, "/-/../../main.go", http.StatusNotFound},
		"a page of nothing":   {r.address, http.MethodGet, "/internal/en/brief/1999-01/index.html", http.StatusNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequest(c.method, "http://"+r.address+c.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = c.host
			answer, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != c.want {
				t.Errorf("status %d, want %d", answer.StatusCode, c.want)
			}
		})
	}
}

// BenchmarkPreview measures the time from the moment at which a narrative of the
// sample is saved until its page has been made and read again.
func BenchmarkPreview(b *testing.B) {
	dir := b.TempDir()
	for _, name := range []string{"reports", "data"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("..", "..", "..", name))); err != nil {
			b.Fatal(err)
		}
	}
	r := openPreview(b, dir)
	page := "/internal/en/eu-monthly-brief/2026-10/index.html"
	if status, text := r.get(b, page); status != http.StatusOK || !strings.Contains(text, "<svg") {
		b.Fatalf("status %d:\n%s", status, text)
	}
	file := "reports/eu-monthly-brief/summary.en.md"
	old := readAll(b, filepath.Join(dir, file))
	i := 0
	for b.Loop() {
		i++
		r.save(b, file, fmt.Sprintf("%s\nSaved as version %c.\n", old, rune('a'+i%26)))
		if _, text := r.get(b, page); !strings.Contains(text, fmt.Sprintf("Saved as version %c.", rune('a'+i%26))) {
			b.Fatal("the page does not show what was saved")
		}
	}
}
