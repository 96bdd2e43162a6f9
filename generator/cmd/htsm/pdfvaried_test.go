package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// chartKinds are the words for charts of the spec language.
var chartKinds = []string{
	"bar", "column", "stacked", "line", "heat", "flow", "range", "share-stack", "slope", "histogram", "pyramid", "map",
	"years", "cycle", "multiples", "sparklines", "bump", "chord", "funnel", "dot-map", "bubble", "dumbbell",
}

// catalogueSpecs returns the specs of the catalogue of the manual that the
// sample extract can answer.
func catalogueSpecs(t *testing.T) []string {
	t.Helper()
	manual := readFile(t, filepath.Join("..", "..", "..", "reports", "README.md"))
	_, rest, _ := strings.Cut(manual, "<!-- catalogue -->")
	body, _, ok := strings.Cut(rest, "<!-- /catalogue -->")
	if !ok {
		t.Fatal("the manual has no catalogue")
	}
	var out []string
	for line := range strings.Lines(body) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || strings.TrimSpace(cells[4]) != "" {
			continue
		}
		for _, m := range regexp.MustCompile("`([{][^`]*)`").FindAllStringSubmatch(cells[3], -1) {
			out = append(out, m[1])
		}
	}
	return out
}

// A variety writes reports and narratives of its own, by a seed.
type variety struct {
	*rand.Rand
	specs []string
}

func (v variety) of(list ...string) string { return list[v.IntN(len(list))] }

// words returns n words of a language, some of them long, foreign or strange.
func (v variety) words(language string, n int) string {
	own := map[string][]string{
		"fr": {"les", "réseaux", "d’exploitation", "franchissent", "l’Œuvre :", "« sûreté »", "N° 3ᵉ", "anticonstitutionnellement", "% :"},
		"en": {"the", "networks", "cross", "“safe” houses", "co-operation", "it’s", "naïve", "floccinaucinihilipilification", "1st"},
		"es": {"las", "redes", "¿cruzan?", "¡fronteras!…", "ñandú", "pingüino", "n.º", "electroencefalografista"},
		"ar": {"الشبكات", "عبر", "الحدود", "لا", "الاتجار", "بالبشر،", "المهاجرين؛", "الإسـتغلال", "مُهَرِّب", "لأن"},
	}
	strange := []string{
		"قارب", "Λέσβος", "Київ", "Tiếng Việt", "żółć", "ﬁ", "½", "→", "±", "a\u00adb", "x\u200db", strings.Repeat("W", 120), "e\u0301", "A & B <c>", `back\\slash`, "{a}", "–", "…", "‰",
	}
	var out []string
	for range n {
		if v.IntN(12) == 0 {
			out = append(out, strings.NewReplacer("<", `\<`, "{", `\{`).Replace(v.of(strange...)))
			continue
		}
		out = append(out, v.of(own[language]...))
	}
	return strings.Join(out, " ")
}

// inline returns a text with marks.
func (v variety) inline(language string, notes *int) string {
	var b strings.Builder
	for range 1 + v.IntN(4) {
		w := v.words(language, 1+v.IntN(12))
		switch v.IntN(8) {
		case 0:
			fmt.Fprintf(&b, "**%s** ", w)
		case 1:
			fmt.Fprintf(&b, "*%s **%s*** ", w, v.words(language, 1))
		case 2:
			b.WriteString("`code_" + strconv.Itoa(v.IntN(99)) + "` ")
		case 3:
			fmt.Fprintf(&b, "[%s](https://example.org/%d) ", w, v.IntN(99))
		case 4:
			*notes++
			fmt.Fprintf(&b, "%s[^%d] ", w, *notes)
		default:
			b.WriteString(w + " ")
		}
	}
	return strings.TrimSpace(b.String())
}

// narrative returns a narrative with every element that narratives have.
func (v variety) narrative(language string) string {
	var b strings.Builder
	notes := 0
	for range 3 + v.IntN(6) {
		switch v.IntN(6) {
		case 0:
			fmt.Fprintf(&b, "- %s\n- %s\n  1. %s\n  2. %s\n     - %s\n- %s\n\n", v.inline(language, &notes), v.inline(language, &notes),
				v.inline(language, &notes), v.inline(language, &notes), v.inline(language, &notes), v.inline(language, &notes))
		case 1:
			fmt.Fprintf(&b, "> %s\n>\n> - %s\n\n", v.inline(language, &notes), v.inline(language, &notes))
		case 2:
			fmt.Fprintf(&b, "> [!%s]\n> %s\n\n", v.of("NOTE", "CAUTION"), v.inline(language, &notes))
		default:
			fmt.Fprintf(&b, "%s\n%s\n\n", v.inline(language, &notes), v.words(language, v.IntN(80)))
		}
	}
	for i := range notes {
		fmt.Fprintf(&b, "[^%d]: %s\n", i+1, v.words(language, 1+v.IntN(30)))
	}
	return b.String()
}

// title returns a text in every language.
func (v variety) title() string {
	var parts []string
	for _, language := range []string{"fr", "en", "es", "ar"} {
		parts = append(parts, language+": "+strconv.Quote(v.words(language, 1+v.IntN(6))))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// report returns a report with the statistics in any order: each with its
// table, with a chart, or with both.
func (v variety) report(name string) string {
	var stats, sections strings.Builder
	open := false
	v.Shuffle(len(v.specs), func(i, j int) { v.specs[i], v.specs[j] = v.specs[j], v.specs[i] })
	for i, s := range v.specs {
		fmt.Fprintf(&stats, "  s%d: %s\n", i, s)
		if !open || v.IntN(4) == 0 {
			text := v.of("", "", "    text: one\n", "    text: two\n")
			fmt.Fprintf(&sections, "  - title: %s\n%s    show:\n      - {table: s%d%s}\n", v.title(), text, i, v.of("", "", ", annex: true"))
			open = true
		} else if v.IntN(2) == 0 {
			fmt.Fprintf(&sections, "      - {table: s%d}\n", i)
		}
		for range 2 {
			fmt.Fprintf(&sections, "      - {chart: s%d, as: %s}\n", i, v.of(chartKinds...))
		}
	}
	return "report: " + name + "\ntitle: " + v.title() + "\nsubtitle: " + v.title() + "\npublisher: " + v.title() +
		"\nextract: detections\nperiod: " + v.of("month", "month", "quarter") + "\nlanguages: [fr, en, es, ar]\nmarking: {tlp: " + v.of("CLEAR", "GREEN", "AMBER", "RED") + "}\n" +
		"audiences:\n  all: {threshold: " + v.of("1", "3", "11", "1000") + "}\nstatistics:\n" + stats.String() +
		"judgements:\n  - {text: " + v.title() + ", probability: likely, confidence: low}\n" +
		"sections:\n" + sections.String() + "  - {title: " + v.title() + ", show: [{findings: all}, {revisions: all}, {method: all}]}\n"
}

// varied writes a project of n varied reports, builds it, and returns the
// folder of the site. Charts that a statistic cannot have are taken out.
func varied(t *testing.T, seed uint64, n int) string {
	t.Helper()
	dir := t.TempDir()
	must(t, fillIn(filepath.Join(dir, "data"), filepath.Join("..", "..", "..", "data")))
	p := project{dir}
	var stdout, stderr bytes.Buffer
	w := world{dir: dir, stdout: &stdout, stderr: &stderr, now: func() time.Time { return time.Time{} }}
	if got := run(t.Context(), []string{"synth", "--records", "2500", "--seed", strconv.FormatUint(seed, 10), "--from", "2024-01", "--to", "2026-10"}, w); got != done {
		t.Fatal(stderr.String())
	}
	p.write(t, "data/detections.csv", stdout.String())
	all := catalogueSpecs(t)
	for i := range n {
		v := variety{Rand: rand.New(rand.NewPCG(seed, uint64(i)))}
		for k := i; k < len(all); k += n {
			v.specs = append(v.specs, all[k])
		}
		name := fmt.Sprintf("varied-%d", i)
		p.write(t, "reports/"+name+".yaml", v.report(name))
		for _, language := range []string{"fr", "en", "es", "ar"} {
			p.write(t, "reports/"+name+"/one."+language+".md", v.narrative(language))
			p.write(t, "reports/"+name+"/two."+language+".md", v.narrative(language))
		}
	}
	place := regexp.MustCompile(`(?m)^(reports/varied-\d+\.yaml):(\d+):\d+: error`)
	for range 8 {
		stderr.Reset()
		if run(t.Context(), []string{"check"}, w) == done {
			break
		}
		for _, m := range place.FindAllStringSubmatch(stderr.String(), -1) {
			lines := strings.Split(readFile(t, filepath.Join(dir, m[1])), "\n")
			at, err := strconv.Atoi(m[2])
			must(t, err)
			if strings.Contains(lines[at-1], "{chart: ") {
				lines[at-1] = "#"
			}
			must(t, os.WriteFile(filepath.Join(dir, m[1]), []byte(strings.Join(lines, "\n")), 0o600))
		}
	}
	stderr.Reset()
	if got := run(t.Context(), []string{"build", "--quiet", "--period", "2026-09", "--out", "out/public"}, w); got != done {
		t.Fatalf("exit status %d\n%s", got, stderr.String())
	}
	public, err := filepath.EvalSymlinks(filepath.Join(dir, "out", "public"))
	must(t, err)
	return public
}

// Reports that nobody has looked at, in four languages: all statistics, kinds
// of charts and elements of narratives, texts of all scripts, and figures all of
// which may be withheld. HTSM_VARIED=20 tries seeds 1 to 20.
func TestBriefsThatNobodyHasSeenHoldTheGatesOfPDF(t *testing.T) {
	text := os.Getenv("HTSM_VARIED")
	if text == "" {
		t.Skip("HTSM_VARIED does not say how many seeds to try; each takes minutes")
	}
	seeds, err := strconv.Atoi(text)
	must(t, err)
	for seed := range seeds {
		public := varied(t, uint64(seed)+1, 4)
		files := pdfFiles(t, public)
		if len(files) < 16 {
			t.Fatalf("seed %d: there are %d files", seed+1, len(files))
		}
		if out, err := pdfGates(t, append([]string{"--only", "verapdf,qpdf,pdfcpu"}, slices.Sorted(slices.Values(files))...)...); err != nil {
			t.Errorf("seed %d: %v\n%s", seed+1, err, out)
		}
	}
}
