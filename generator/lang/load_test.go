package lang_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/lang"
)

// faults loads the English catalogue with one change, under another name, and
// returns what is wrong with it.
func faults(t *testing.T, file, old, changed string) []string {
	t.Helper()
	src, err := os.ReadFile("../../templates/lang/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(src), old); n != 1 {
		t.Fatalf("the English catalogue holds %q %d times", old, n)
	}
	var diags diag.List
	s := lang.Load(fstest.MapFS{"l/" + file: {Data: []byte(strings.Replace(string(src), old, changed, 1))}}, "l", &diags)
	var out []string
	for _, d := range diags.All() {
		d.Pos.Line = 0 // Lines move whenever a message is added.
		out = append(out, d.String())
	}
	if _, ok := s.Locale(strings.TrimSuffix(file, ".yaml")); ok != (len(out) == 0) {
		t.Errorf("the language is there: %v, but its faults are %v", ok, out)
	}
	return out
}

func TestLoadRefusesFaultyCatalogues(t *testing.T) {
	for name, c := range map[string]struct {
		file, old, changed string
		want               []string
	}{
		"sound":               {"en.yaml", "total: Total", "total: Sum", nil},
		"no language":         {"english.yaml", "total: Total", "total: Sum", []string{"l/english.yaml: error[L001]: \"english\" is not a language tag in its usual form\n\thint: name the file after the BCP 47 tag of the language, such as fr.yaml"}},
		"unusual tag":         {"EN.yaml", "total: Total", "total: Sum", []string{"l/EN.yaml: error[L001]: \"EN\" is not a language tag in its usual form\n\thint: name the file after the BCP 47 tag of the language, such as fr.yaml"}},
		"message missing":     {"en.yaml", "  total: Total\n", "", []string{"l/en.yaml: error[L002]: the message \"total\" is missing\n\thint: A row or column of sums."}},
		"message unknown":     {"en.yaml", "  total: Total\n", "  total: Total\n  totl: Total\n", []string{"l/en.yaml: error[L003]: there is no message \"totl\"\n\thint: did you mean \"total\"?"}},
		"placeholder unknown": {"en.yaml", `"Table {number}"`, `"Table {number} {of}"`, []string{"l/en.yaml: error[L004]: the message \"label.table\" has no placeholder {of}\n\thint: its placeholders: {number}"}},
		"placeholder missing": {"en.yaml", `"Table {number}"`, `"Table"`, []string{"l/en.yaml: error[L004]: the text leaves out {number}\n\thint: say it in the text"}},
		"no placeholders":     {"en.yaml", "  total: Total\n", "  total: Total {n}\n", []string{"l/en.yaml: error[L004]: the message \"total\" has no placeholder {n}\n\thint: it has no placeholders"}},
		"brace":               {"en.yaml", `"Table {number}"`, `"Table {number"`, []string{"l/en.yaml: error[L004]: a brace has no partner\n\thint: a placeholder is a name in braces, such as {n}"}},
		"plural missing":      {"en.yaml", `{one: "{n} case", other: "{n} cases"}`, `{other: "{n} cases"}`, []string{"l/en.yaml: error[L005]: the message \"unit.cases\" has no plural form \"one\""}},
		"plural too many":     {"en.yaml", `{one: "{n} case", other: "{n} cases"}`, `{one: "{n} case", few: "{n} cases", other: "{n} cases"}`, []string{"l/en.yaml: error[L005]: no number has the plural form \"few\"\n\thint: plural forms of this language: one, other"}},
		"plural not written":  {"en.yaml", `{one: "{n} case", other: "{n} cases"}`, `"{n} cases"`, []string{"l/en.yaml: error[L005]: the message \"unit.cases\" needs plural forms\n\thint: write a text for each of: one, other"}},
		"plural not wanted":   {"en.yaml", "  total: Total\n", "  total: {one: Total, other: Totals}\n", []string{"l/en.yaml: error[L005]: the message \"total\" has no plural forms\n\thint: write one text"}},
		"one without figure":  {"en.yaml", `one: "{n} row of the extract was read."`, `one: "A single row of the extract was read."`, nil},
		"figure left out":     {"en.yaml", `{one: "{n} case", other: "{n} cases"}`, `{one: "a single case", other: "{n} cases"}`, []string{"l/en.yaml: error[L004]: the text leaves out {n}\n\thint: say it in the text"}},
		"one quotation mark":  {"en.yaml", `quotes: ["“", "”"]`, `quotes: ["“"]`, []string{"l/en.yaml: error[L006]: the field \"quotes\" has 1 items; it needs 2"}},
		"eleven months":       {"en.yaml", "[January, February, ", "[January, ", []string{"l/en.yaml: error[L006]: the field \"months\" has 11 items; it needs 12"}},
		"digit in a symbol":   {"en.yaml", `symbol.suppressed: "[c]"`, `symbol.suppressed: "<5"`, []string{"l/en.yaml: error[L007]: the message \"symbol.suppressed\" stands where there is no number, so it must hold no digit\n\thint: use letters"}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, faults(t, c.file, c.old, c.changed)); d != "" {
				t.Errorf("faults (-want +got):\n%s", d)
			}
		})
	}
}

func TestFaultsPointAtTheText(t *testing.T) {
	src, err := os.ReadFile("../../templates/lang/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const faulty = `"Table {of}{number}"`
	changed := strings.Replace(string(src), `"Table {number}"`, faulty, 1)
	var diags diag.List
	lang.Load(fstest.MapFS{"l/en.yaml": {Data: []byte(changed)}}, "l", &diags)
	if len(diags.All()) != 1 {
		t.Fatalf("diagnostics: %v", diags.All())
	}
	pos := diags.All()[0].Pos
	if line := strings.Split(changed, "\n")[pos.Line-1]; !strings.HasPrefix(line[pos.Col-1:], faulty) {
		t.Errorf("%v points at %q", pos, line)
	}
}

func TestLoadNeedsItsFolder(t *testing.T) {
	var diags diag.List
	s := lang.Load(fstest.MapFS{}, "lang", &diags)
	if len(s.Tags()) != 0 || !diags.HasErrors() {
		t.Errorf("languages %v, diagnostics %v", s.Tags(), diags.All())
	}
}

func TestEveryCodeIsExplained(t *testing.T) {
	for _, code := range []diag.Code{"L001", "L002", "L003", "L004", "L005", "L006", "L007"} {
		if e, ok := diag.Explain(code); !ok || e.Title == "" || e.Text == "" {
			t.Errorf("%s is not explained", code)
		}
	}
}
