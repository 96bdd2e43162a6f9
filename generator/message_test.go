package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"htsm/generator/lang"
)

// Families are the beginnings of messages whose names the program puts
// together, each with where it does.
var families = map[string]string{
	"alt.":             "compose: one for each kind of chart",
	"caveat.detector-": "stats: one for each detector",
	"column.":          "stats: one for each measure and comparison",
	"column-name.":     "compose: one for each column that statistics name",
	"comparability.":   "compose: one for each reason",
	"confidence.":      "compose: one for each level",
	"detail.":          "compose: one for each comparison",
	"finding.":         "compose: one for each state",
	"handling.":        "compose: one for each code",
	"legend.":          "compose: one for each symbol",
	"method-name.":     "compose: one for each method of intervals",
	"month-of-year.":   "stats: one for each month",
	"note.":            "data/codes: notes that codes carry",
	"period.quarter-":  "lang: one for each quarter",
	"probability.":     "compose: one for each step of the scale",
	"profile.":         "stats: one for each profile",
	"quality.":         "stats: one for each line of the profile",
	"script.":          "portal: one for each word of the script",
	"source-name.":     "pipeline: one for each kind of source",
	"state.":           "stats: one for each state",
	"statistic.":       "compose: one for each statistic",
	"symbol.":          "compose: one for each status",
	"test-name.":       "compose: one for each test",
	"tlp.":             "compose: one for each marking",
	"unit.":            "compose: one for each unit",
	"unit-head.":       "compose: one for each unit",
	"unit-name.":       "compose: one for each unit",
}

// A message that nothing says is four texts to translate and review in vain,
// and may stand for a rule that nothing keeps.
func TestEveryMessageIsSaid(t *testing.T) {
	said := literals(t)
	for _, k := range lang.Keys() {
		if !said[k.Name] && !inFamily(k.Name) {
			t.Errorf("nothing says the message %q", k.Name)
		}
	}
}

func inFamily(name string) bool {
	for prefix := range families { // In any order: one is enough.
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// literals returns the strings of the program outside of tests and of the
// declarations of messages.
func literals(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		declares := strings.HasPrefix(filepath.ToSlash(path), "lang/keys")
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || declares {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if s, err := strconv.Unquote(l.Value); err == nil {
					out[s] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
