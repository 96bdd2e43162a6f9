package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// gates runs the gates of site/gates over folders and returns what they print.
// It skips, or fails where tools are required, without Node, Chromium or the
// npm packages of the gates.
func gates(t *testing.T, args ...string) (string, error) {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join("..", "..", "..", "site", "gates"))
	must(t, err)
	browser, err := exec.LookPath("chromium")
	if err != nil {
		missing(t, "the gates need chromium: %v", err)
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing(t, "the gates need node: %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "puppeteer-core")); err != nil {
		missing(t, "the packages of the gates are not there; run make gates (%v)", err)
	}
	cmd := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(folder, "gates.mjs")}, args...)...)
	cmd.Env = append(os.Environ(), "CHROMIUM="+browser)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// gateProject builds the small project in four languages for two audiences,
// with text in every place that a spec, a contract, a code list or the data
// has for one, and returns the folder of the site.
func gateProject(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	must(t, fillIn(dir, filepath.Join("testdata", "script", "project")))
	p := project{dir}
	quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	all := "{fr: " + quoted + ", en: " + quoted + ", es: " + quoted + ", ar: " + quoted + "}"
	spec := "reports/brief.yaml"
	p.edit(t, spec, "title: {fr: Petit bulletin, en: Small brief}", "title: "+all+"\nsubtitle: "+all+"\npublisher: "+all)
	p.edit(t, spec, "languages: [fr, en]\n", "languages: [fr, en, es, ar]\n")
	p.edit(t, spec, "languages: [en], tlp: GREEN", "tlp: GREEN")
	for _, section := range []string{"{fr: Synthèse, en: Summary}", "{fr: Profil, en: Profile}", "{fr: Méthode, en: Method}"} {
		p.edit(t, spec, section, all)
	}
	p.edit(t, spec, "sexes: {is: ranking, of: sex}", "sexes: {is: ranking, of: sex, title: "+all+"}")
	p.edit(t, "data/small.contract.yaml", "title: {fr: Petites données, en: Small data}", "title: "+all)
	for _, name := range []string{"means", "sexes", "crimes"} {
		p.relabel(t, "data/codes/"+name+".yaml", all)
	}
	for _, language := range []string{"es", "ar"} {
		p.write(t, "reports/brief/summary."+language+".md", "A. **"+strings.ReplaceAll(text, "<", `\<`)+"**\n")
	}
	var stdout, stderr bytes.Buffer
	w := world{dir: dir, stdout: &stdout, stderr: &stderr, now: func() time.Time { return time.Time{} }}
	if got := run(t.Context(), []string{"build", "--quiet", "--address", "https://briefs.example", "--out", "out/public"}, w); got != done {
		t.Fatalf("exit status %d\n%s", got, stderr.String())
	}
	public, err := filepath.EvalSymlinks(filepath.Join(dir, "out", "public"))
	must(t, err)
	return public
}

// relabel gives every label of a code list the same text in all languages.
func (p project) relabel(t *testing.T, name, all string) {
	t.Helper()
	lines := strings.Split(readFile(t, filepath.Join(p.dir, name)), "\n")
	for i, line := range lines {
		for _, key := range []string{"label: {", "title: {"} {
			if at := strings.Index(line, key); at >= 0 {
				end := strings.IndexByte(line[at:], '}')
				lines[i] = line[:at] + strings.TrimSuffix(key, "{") + all + line[at+end+1:]
			}
		}
	}
	must(t, os.WriteFile(filepath.Join(p.dir, name), []byte(strings.Join(lines, "\n")), 0o600))
}

// A text in every field that runs if any field is taken for markup or script.
// That nothing of it runs is seen by reading the pages back, which publishing
// does, and by looking at them in a browser.
func TestNothingThatIsWrittenInAFieldRuns(t *testing.T) {
	public := gateProject(t, `</title></script><script>alert(1)</script><img src=x onerror=alert(2)>'"${7*7}javascript:alert(3) {a|b}`)
	out, err := gates(t, "--only", "console,request,policy,interaction", filepath.Join(public, "internal"))
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestTheSiteHoldsItsGates(t *testing.T) {
	public := gateProject(t, "Persons & means")
	for audience, pages := range map[string]string{"internal": "60", "partners": "8"} { // In any order: each is held.
		if out, err := gates(t, "--pages", pages, filepath.Join(public, audience)); err != nil {
			t.Errorf("%s: %v\n%s", audience, err, out)
		}
	}
}

// Each gate is worth what it finds: one page with a fault for each of them.
func TestEveryGateFindsItsFault(t *testing.T) {
	dir := t.TempDir()
	page := `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="site.css"><title>t</title></head><body><center><img src="http://127.0.0.1:9/x.png"></center>
<script>alert(1)</script><script src="site.js"></script><main><div class="wide">x</div>
<article class="text" data-live="big.js"><figure data-live="charts/f"><div class="plot">x</div></figure></article></main></body></html>`
	for name, text := range map[string]string{
		"en/index.html": page, "en/site.css": ".wide { width: 3000px; color: #eee; background: #fff; }", "en/site.js": `console.error("a fault");`,
		"en/big.js": strings.Repeat("/* x */", 200_000), "en/heavy.html": strings.Replace(page, "x</div>\n", noise(400_000)+"</div>\n", 1),
	} {
		must(t, os.MkdirAll(filepath.Join(dir, "en"), 0o755))
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	out, err := gates(t, "--pages", "2", dir)
	if err == nil {
		t.Errorf("the gates let a page with every fault pass:\n%s", out)
	}
	for _, gate := range []string{"axe", "console", "policy", "request", "overflow", "marking", "interaction", "html-validate", "vnu", "weight", "lighthouse"} {
		if !strings.Contains(out, "\n"+gate+": ") && !strings.HasPrefix(out, gate+": ") {
			t.Errorf("the gate %s finds no fault:\n%.4000s", gate, out)
		}
	}
	for _, fault := range []string{"heavy.html: ", "what draws its charts anew", "request: en/index.html (wide): http://127.0.0.1:9/x.png"} {
		if !strings.Contains(out, fault) {
			t.Errorf("the gates do not say %q:\n%.4000s", fault, out)
		}
	}
}

// noise returns letters that a compressor cannot make smaller.
func noise(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"[x>>26]
	}
	return string(b)
}
