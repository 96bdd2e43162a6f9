package diag_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"htsm/generator/diag"
)

var codeForm = regexp.MustCompile(`^[A-Z][0-9]{3}$`)

// codesInUse returns every text of the program that has the form of a code and
// stands outside the catalogue, with a place where it stands. Texts that are
// the code of a call of Errorf, Warnf or Notef are reported as such.
func codesInUse(t *testing.T) (all, inCalls map[string]string) {
	t.Helper()
	all, inCalls = map[string]string{}, map[string]string{}
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(filepath.ToSlash(name), "diag/codes_") {
			return err
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil //nolint:nilerr // A file that does not parse fails its own build.
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if code := literal(n); code != "" {
					all[code] = set.Position(n.Pos()).String()
				}
			case *ast.CallExpr:
				sel, ok := n.Fun.(*ast.SelectorExpr)
				if ok && len(n.Args) > 1 && slices.Contains([]string{"Errorf", "Warnf", "Notef", "errorf", "warnf"}, sel.Sel.Name) {
					if code := literal(n.Args[1]); code != "" {
						inCalls[code] = set.Position(n.Pos()).String()
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, inCalls
}

// literal returns the code that an expression spells, or "".
func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil || !codeForm.MatchString(s) {
		return ""
	}
	return s
}

func TestEveryCodeInUseIsExplained(t *testing.T) {
	_, inCalls := codesInUse(t)
	if len(inCalls) == 0 {
		t.Fatal("no code is in use; the search is broken")
	}
	for _, code := range slices.Sorted(maps.Keys(inCalls)) {
		if _, ok := diag.Explain(diag.Code(code)); !ok {
			t.Errorf("%s: the code %s has no entry in generator/diag/codes_*.go", inCalls[code], code)
		}
	}
}

func TestEveryExplainedCodeIsInUse(t *testing.T) {
	used, _ := codesInUse(t)
	for _, e := range diag.Entries() {
		if used[string(e.Code)] == "" {
			t.Errorf("the code %s (%s) is explained but used nowhere", e.Code, e.Title)
		}
	}
}

func TestEntriesAreSortedUniqueAndComplete(t *testing.T) {
	entries := diag.Entries()
	for i, e := range entries {
		if i > 0 && entries[i-1].Code >= e.Code {
			t.Errorf("%s does not come before %s", entries[i-1].Code, e.Code)
		}
		if !codeForm.MatchString(string(e.Code)) {
			t.Errorf("%q is not a letter and three digits", e.Code)
		}
		if e.Title == "" || strings.HasSuffix(e.Title, ".") || strings.Contains(e.Title, "\n") {
			t.Errorf("%s: the title %q must be one line without a period", e.Code, e.Title)
		}
		if !strings.HasSuffix(e.Text, ".") {
			t.Errorf("%s: the text %q must be whole sentences", e.Code, e.Text)
		}
		if (e.Before == "") != (e.After == "") || e.Before != "" && e.Before == e.After {
			t.Errorf("%s: before and after belong together and differ", e.Code)
		}
	}
}

func TestExplainFindsEveryEntryAndNoOther(t *testing.T) {
	for _, e := range diag.Entries() {
		if got, ok := diag.Explain(e.Code); !ok || got != e {
			t.Errorf("%s is not found again", e.Code)
		}
	}
	if got, ok := diag.Explain("Y999"); ok || got != (diag.Entry{}) {
		t.Errorf("Y999 is explained as %v", got)
	}
}

func TestEntriesCannotBeChangedByTheirReaders(t *testing.T) {
	diag.Entries()[0].Title = "changed"
	if diag.Entries()[0].Title == "changed" {
		t.Error("the catalogue was changed from outside")
	}
}
