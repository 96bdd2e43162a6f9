package generator_test

import (
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNoMapOrderReachesOutput finds every loop over a map in the program. Go
// visits maps in a random order, so each such loop must say, in a comment that
// speaks of the order and stands on it or just above it, why the order does not
// matter. To visit a map in order, range over slices.Sorted(maps.Keys(m)).
func TestNoMapOrderReachesOutput(t *testing.T) {
	exports := exportData(t)
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	for _, dir := range packageDirs(t) {
		files := parse(t, fset, dir)
		if len(files) == 0 {
			continue
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		config := types.Config{Importer: imports, FakeImportC: true}
		if _, err := config.Check("htsm/generator/"+dir, fset, files, info); err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		for _, f := range files {
			reportLoops(t, fset, f, info)
		}
	}
}

// reportLoops reports the loops over maps in f that do not speak of the order.
func reportLoops(t *testing.T, fset *token.FileSet, f *ast.File, info *types.Info) {
	t.Helper()
	spoken := map[int]bool{} // The lines on which, or under which, a comment speaks of the order.
	for _, group := range f.Comments {
		if strings.Contains(group.Text(), "order") {
			for line := fset.Position(group.Pos()).Line; line <= fset.Position(group.End()).Line+1; line++ {
				spoken[line] = true
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		loop, ok := n.(*ast.RangeStmt)
		if !ok {
			return true
		}
		kind := info.TypeOf(loop.X)
		if kind == nil {
			return true
		}
		if _, ok := kind.Underlying().(*types.Map); ok && !spoken[fset.Position(loop.Pos()).Line] {
			t.Errorf("%s: a loop over a map; sort its keys, or say why the order does not matter", fset.Position(loop.Pos()))
		}
		return true
	})
}

func packageDirs(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, s := range sources(t) {
		if !slices.Contains(out, s.pkg) {
			out = append(out, s.pkg)
		}
	}
	return out
}

func parse(t *testing.T, fset *token.FileSet, dir string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || filepath.Base(name) == "gen.go" {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

// exportData returns the files in which the compiler keeps the types of each
// package that the program imports.
func exportData(t *testing.T) map[string]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "./...")
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("list export data: %v\n%s", err, problems.String())
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[path] = file
	}
	return exports
}
