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

// A supply hands out texts in turn, so that the fields of a project hold all of
// them, each in another field in the next language.
type supply struct {
	texts []string
	at    int
}

func (s *supply) next() string {
	s.at++
	return s.texts[s.at%len(s.texts)]
}

// translations returns a text in each of four languages, as a spec writes them.
func (s *supply) translations() string {
	var b strings.Builder
	for i, language := range []string{"fr", "en", "es", "ar"} {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(language + `: "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s.next()) + `"`)
	}
	return "{" + b.String() + "}"
}

// gateProject builds the small project in four languages for two audiences,
// with texts in every place that a spec, a contract, a code list, a narrative or
// the data has for one, and returns the folder of the site.
func gateProject(t *testing.T, texts ...string) string {
	t.Helper()
	dir := t.TempDir()
	must(t, fillIn(dir, filepath.Join("testdata", "script", "project")))
	p, from := project{dir}, &supply{texts: texts}
	spec := "reports/brief.yaml"
	p.edit(t, spec, "title: {fr: Petit bulletin, en: Small brief}", "title: "+from.translations()+"\nsubtitle: "+from.translations()+"\npublisher: "+from.translations()+
		"\ncontact: {name: "+from.translations()+", email: unit@police.example}")
	p.edit(t, spec, "languages: [fr, en]\n", "languages: [fr, en, es, ar]\n")
	p.edit(t, spec, "languages: [en], tlp: GREEN", "tlp: GREEN, title: "+from.translations())
	for _, section := range []string{"{fr: Synthèse, en: Summary}", "{fr: Profil, en: Profile}", "{fr: Méthode, en: Method}"} {
		p.edit(t, spec, section, from.translations())
	}
	p.edit(t, spec, "sexes: {is: ranking, of: sex}", "sexes: {is: ranking, of: sex, title: "+from.translations()+"}\n  places: {is: ranking, of: country, title: "+from.translations()+"}")
	p.edit(t, spec, "- {table: sexes}", "- {table: sexes}\n      - {chart: places, as: bar}\n      - {table: places}")
	p.edit(t, "data/small.contract.yaml", "title: {fr: Petites données, en: Small data}", "title: "+from.translations())
	for _, name := range []string{"means", "sexes", "crimes"} {
		p.relabel(t, "data/codes/"+name+".yaml", from)
	}
	data := readFile(t, filepath.Join(dir, "data", "small.csv"))
	for n, text := range texts { // A country is a text without a code list: the data name it as they like.
		cell := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		data = strings.Replace(data, ",GRC,", ","+cell+",", 3+n%2)
	}
	must(t, os.WriteFile(filepath.Join(dir, "data", "small.csv"), []byte(data), 0o600))
	for _, language := range []string{"fr", "en", "es", "ar"} {
		narrative := "A first paragraph.\n"
		for _, text := range texts {
			if strings.Contains(text, "{{") {
				narrative += "\n- `` " + text + " ``\n" // A reference to a figure, but in code.
				continue
			}
			narrative += "\n- " + inMarkdown.Replace(text) + "\n"
		}
		p.write(t, "reports/brief/summary."+language+".md", narrative)
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

// inMarkdown makes a text of what Markdown would read otherwise.
var inMarkdown = strings.NewReplacer(
	`\`, `\\`, "<", `\<`, "&", `\&`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "{", `\{`, "}", `\}`, "|", `\|`, "#", `\#`, "https://", "https ", "-", `\-`, "=", `\=`,
)

// relabel gives every label of a code list other texts.
func (p project) relabel(t *testing.T, name string, from *supply) {
	t.Helper()
	lines := strings.Split(readFile(t, filepath.Join(p.dir, name)), "\n")
	for i, line := range lines {
		for _, key := range []string{"label: {", "title: {"} {
			if at := strings.Index(line, key); at >= 0 {
				end := strings.IndexByte(line[at:], '}')
				lines[i] = line[:at] + strings.TrimSuffix(key, "{") + from.translations() + line[at+end+1:]
			}
		}
	}
	must(t, os.WriteFile(filepath.Join(p.dir, name), []byte(strings.Join(lines, "\n")), 0o600))
}

// naughty are texts that run, restyle, redirect, break or blind a page where
// one of its writers takes them for more than text: markup and script in
// elements, attributes, comments and styles, addresses, templates of four kinds,
// the marks of ECharts and go-echarts, names of JavaScript's own, letters that
// turn, pile up, hide or never end.
var naughty = []string{
	`</title></script><script>alert(1)</script>`,
	`"><img src=x onerror=alert(2)>`,
	`'><svg onload=alert(3)>`,
	`' onmouseover='alert(4)' autofocus onfocus="alert(5)`,
	`javascript:alert(6)`,
	`-->]]><script>alert(7)</script><!--`,
	`</style><style>*{display:none}</style>`,
	`url(https://evil.example/x);}body{display:none`,
	`<a href="https://evil.example" target=_blank>x</a>`,
	`<iframe srcdoc="<script>alert(8)</script>"></iframe>`,
	`<svg><use href="data:image/svg+xml,<svg onload=alert(9)>"/></svg>`,
	`</textarea></noscript></template><script>alert(10)</script>`,
	`<meta http-equiv="refresh" content="0; url=https://evil.example">`,
	`<base href="https://evil.example/"><link rel=stylesheet href=//evil.example>`,
	`{{.}} {{template "site"}} ${7*7} #{7*7} <%= 7*7 %>`,
	`__f__alert(11)__f__ function(){alert(12)}`,
	`{a|b} {bold|x} {b}: {c} ({d}%)`,
	`constructor __proto__ toString hasOwnProperty`,
	`NaN Infinity null undefined true 0x1F 1e999`,
	`&lt;script&gt;alert(13)&lt;/script&gt; &amp;amp; &#x3C;`,
	`%3Cscript%3Ealert(14)%3C/script%3E %00 ../../../etc/passwd`,
	`'; DROP TABLE persons;-- =cmd|' /C calc'!A0`,
	"Z\u0338a\u0337l\u0336g\u0334o\u0353\u034d\u0301\u0302\u0303\u0304\u0305",
	"½ ﬁ ẞ ı İ Ω Я \u00adx",
	"العربية <b>أبجد</b> abc (123)",
	strings.Repeat("W", 90),
}

// A text in every field that runs if any field is taken for markup or script.
// That nothing of it runs, breaks a page or is reported by its policy is seen by
// reading the pages back, which publishing does, and by looking at them in a
// browser, charts and search at work.
func TestNothingThatIsWrittenInAFieldRuns(t *testing.T) {
	public := gateProject(t, naughty...)
	out, err := gates(t, "--only", "console,request,policy,overflow,interaction,html-validate,links,languages", filepath.Join(public, "internal"))
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestTheSiteHoldsItsGates(t *testing.T) {
	public := gateProject(t, "Persons & means")
	for audience, pages := range map[string]string{"internal": "80", "partners": "8"} { // In any order: each is held.
		if out, err := gates(t, "--pages", pages, "--audits", "4", filepath.Join(public, audience)); err != nil {
			t.Errorf("%s: %v\n%s", audience, err, out)
		}
	}
}

// Each gate is worth what it finds: one page with a fault for each of them.
func TestEveryGateFindsItsFault(t *testing.T) {
	dir := t.TempDir()
	page := `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="site.css"><link rel="alternate" hreflang="fr" href="../fr/index.html"><title>t</title></head><body><center><img src="http://127.0.0.1:9/x.png"><a href="nowhere.html">x</a></center>
<script>alert(1)</script><script src="site.js"></script><main><div class="wide">x</div>
<article class="text" data-live="big.js"><figure data-live="charts/f"><div class="plot">x</div></figure></article></main></body></html>`
	for name, text := range map[string]string{
		"en/index.html": page, "en/site.css": ".wide { width: 3000px; color: #eee; background: #fff; }", "en/site.js": `console.error("a fault");`,
		"fr/index.html": "<!DOCTYPE html><html lang=\"en\"><title>t</title>",
		"en/big.js":     strings.Repeat("/* x */", 200_000), "en/heavy.html": strings.Replace(page, "x</div>\n", noise(400_000)+"</div>\n", 1),
	} {
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	out, err := gates(t, "--pages", "2", dir)
	if err == nil {
		t.Errorf("the gates let a page with every fault pass:\n%s", out)
	}
	for _, gate := range []string{"axe", "console", "policy", "request", "overflow", "marking", "interaction", "links", "languages", "html-validate", "vnu", "weight", "lighthouse"} {
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
