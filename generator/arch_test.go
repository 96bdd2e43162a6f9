// Package generator_test keeps the architecture: it fails when a package
// imports something that its layer must not know, or does something that would
// make two builds of the same inputs differ.
package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "htsm/generator/"

// layers lists every package in the order of the layers. A package may import
// only packages of layers above its own, or listed before it in its own.
var layers = [][]string{
	{"diag", "num", "period", "asset", "schema", "posyaml", "head", "table"},
	{"lang", "codes", "theme"},
	{"spec", "contract", "population", "engine", "extract", "synth", "recipient"},
	{"method", "stats", "release", "finding"},
	{"chart", "doc", "record", "doctest"},
	{"prose", "plan", "compose"},
	{"typeface", "plot", "pdf", "raster", "render/html", "render/pdf", "render/xlsx", "render/csv", "render/parquet", "catalogue", "search", "feed"},
	{"verify", "publish", "portal", "pipeline"},
	{"cmd/htsm"},
}

// behindTheWall lists the packages right of the door: numbers there are
// released. beforeTheWall lists what they must never import.
var (
	behindTheWall = []string{"finding", "chart", "doc", "record", "plot", "pdf", "raster", "theme", "typeface", "render/html", "render/pdf", "render/xlsx", "render/csv", "render/parquet", "catalogue", "search", "feed", "verify", "publish", "portal"}
	beforeTheWall = []string{"table", "extract", "engine", "stats", "spec", "plan", "synth", "contract"}
	wordless      = []string{"stats", "method", "release", "finding"}
	words         = []string{"lang", "doc", "codes"}
)

// home lists the only packages that may import a third-party module.
var home = map[string][]string{
	"gopkg.in/yaml.v3":                 {"posyaml"},
	"github.com/duckdb/duckdb-go":      {"engine"},
	"github.com/apache/arrow-go":       {"extract", "render/parquet", "verify"},
	"gonum.org/v1/gonum":               {"method"},
	"github.com/yuin/goldmark":         {"prose"},
	"github.com/go-echarts/go-echarts": {"plot"},
	"modernc.org/quickjs":              {"plot"},
	"github.com/go-text/typesetting":   {"typeface", "pdf"},
	"golang.org/x/image":               {"typeface", "pdf", "raster"},
	"github.com/johnfercher/maroto":    {"pdf", "render/pdf"},
	"github.com/johnfercher/go-tree":   {"pdf", "render/pdf"},
	"github.com/boombuler/barcode":     {"pdf"},
	"github.com/xuri/excelize":         {"render/xlsx"},
	"golang.org/x/net/html":            {"verify"},
	"golang.org/x/sys":                 {"publish"},
	"golang.org/x/text/collate":        {"lang"},
	"golang.org/x/text/language":       {"lang"},
	"golang.org/x/text/feature":        {"lang"},
	"golang.org/x/text/encoding":       {"extract"},
	"golang.org/x/text/unicode":        {"lang", "typeface", "pdf", "search"},
	"pgregory.net/rapid":               {"doctest"},
}

// impure lists what only the command may use, because it would make two builds
// of the same inputs differ.
var impure = []string{
	"time.Now", "time.Since", "os.Getenv", "os.LookupEnv", "os.Environ", "os.Hostname", "os.Getwd", "user.Current", "os.Getpid",
}

// seeded lists the only packages that may draw random numbers, from a seed
// that is given.
var seeded = []string{"synth", "doctest"}

type source struct {
	pkg, name string
	file      *ast.File
}

// owner returns the package of the table that a folder belongs to: a
// subpackage of method or pdf counts as method or pdf.
func owner(pkg string) string {
	for _, layer := range layers {
		for _, p := range layer {
			if pkg == p || strings.HasPrefix(pkg, p+"/") {
				return p
			}
		}
	}
	return ""
}

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "tools") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || d.Name() == "gen.go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out = append(out, source{filepath.ToSlash(filepath.Dir(name)), name, f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func imports(t *testing.T, f *ast.File) []string {
	t.Helper()
	var out []string
	for _, i := range f.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func place(pkg string) int {
	n := 0
	for _, layer := range layers {
		for _, p := range layer {
			n++
			if p == pkg {
				return n
			}
		}
	}
	return 0
}

func TestPackagesImportOnlyWhatStandsAboveThem(t *testing.T) {
	for _, s := range sources(t) {
		own := owner(s.pkg)
		if own == "" {
			t.Errorf("%s: package %s is in no layer; decide its layer first", s.name, s.pkg)
			continue
		}
		for _, p := range imports(t, s.file) {
			rel, ours := strings.CutPrefix(p, module)
			if !ours {
				continue
			}
			other := owner(rel)
			if other != own && place(other) >= place(own) {
				t.Errorf("%s: package %s must not import %s", s.name, s.pkg, rel)
			}
		}
	}
}

func TestTheWallHolds(t *testing.T) {
	for _, s := range sources(t) {
		own := owner(s.pkg)
		for _, p := range imports(t, s.file) {
			rel, ours := strings.CutPrefix(p, module)
			if !ours {
				continue
			}
			if slices.Contains(behindTheWall, own) && slices.Contains(beforeTheWall, owner(rel)) {
				t.Errorf("%s: package %s stands behind the wall and must not import %s", s.name, s.pkg, rel)
			}
			if slices.Contains(wordless, own) && slices.Contains(words, owner(rel)) {
				t.Errorf("%s: package %s knows no words and must not import %s", s.name, s.pkg, rel)
			}
		}
	}
}

func TestEachModuleHasOneHome(t *testing.T) {
	for _, s := range sources(t) {
		for _, p := range imports(t, s.file) {
			first, _, _ := strings.Cut(p, "/")
			if !strings.Contains(first, ".") {
				continue
			}
			homes, known := []string(nil), false
			for lib, where := range home {
				if p == lib || strings.HasPrefix(p, lib+"/") {
					homes, known = where, true
				}
			}
			switch {
			case !known:
				t.Errorf("%s: the module of %s has no home; a new dependency needs a reason in ARCHITECTURE.md", s.name, p)
			case !slices.Contains(homes, owner(s.pkg)):
				t.Errorf("%s: only %v may import %s", s.name, homes, p)
			}
		}
	}
}

func TestOnlyTheCommandReadsClockAndEnvironment(t *testing.T) {
	for _, s := range sources(t) {
		own := owner(s.pkg)
		if own == "cmd/htsm" {
			continue
		}
		for _, p := range imports(t, s.file) {
			if strings.HasPrefix(p, "math/rand") && !slices.Contains(seeded, own) {
				t.Errorf("%s: random numbers make builds irreproducible", s.name)
			}
			if p == "os/exec" || p == "plugin" || p == "net" || strings.HasPrefix(p, "net/") && p != "net/url" {
				t.Errorf("%s: %s reaches out of the process", s.name, p)
			}
			if p == "unsafe" || p == "reflect" {
				t.Errorf("%s: %s hides what a package does", s.name, p)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(impure, x.Name+"."+sel.Sel.Name) {
				t.Errorf("%s: %s.%s makes builds irreproducible", s.name, x.Name, sel.Sel.Name)
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "rand" && sel.Sel.Name != "New" && sel.Sel.Name != "NewPCG" && sel.Sel.Name != "Rand" {
				t.Errorf("%s: rand.%s draws from a source without a given seed", s.name, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestNoPackageRunsCodeAtStart(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: init hides the order of things", s.name)
			}
		}
	}
}

func TestThePlanOfThePackagesIsTrue(t *testing.T) {
	for _, layer := range layers {
		for _, p := range layer {
			if m, err := filepath.Glob(path.Join(p, "*.go")); err != nil || m == nil {
				t.Errorf("the layers list %s, which does not exist", p)
			}
		}
	}
}
