package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The files of the shared data that the reports read, below its folder.
const (
	routesFile = "data/frontex/ibc_monthly_2025-06-19.csv"
	annexFile  = "data/frontex_annex/frontex_ara2020_annex_tables.csv"
	boatsFile  = "data/uk_small_boats/long_uk_small_boats_daily.csv"
	pairsFile  = "data/ctdc/CTDC_VPsynthetic_condensed.csv"
)

// missing skips a test whose outside is not there, or fails it where the
// outside is required.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// shared returns the folder of the real data. A relative HTSM_SHARED counts
// from the root of the repository.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HTSM_SHARED")
	if dir == "" {
		dir = "../shared"
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", "..", "..", dir)
	}
	if _, err := os.Stat(filepath.Join(dir, "expected.csv")); err != nil {
		missing(t, "the published figures are not there: set HTSM_SHARED to the folder with expected.csv (%v)", err)
	}
	return dir
}

// A project is a folder with reports, contracts and data of its own.
type project struct{ dir string }

// newProject returns a project with the code lists of this repository, the
// reports of testdata/published and the real data.
func newProject(t *testing.T) project {
	t.Helper()
	from := shared(t)
	p := project{t.TempDir()}
	must(t, os.CopyFS(p.dir, os.DirFS(filepath.Join("testdata", "published"))))
	must(t, os.CopyFS(filepath.Join(p.dir, "data", "codes"), os.DirFS(filepath.Join("..", "..", "..", "data", "codes"))))
	for _, name := range []string{routesFile, annexFile, boatsFile} {
		p.write(t, name, readFile(t, filepath.Join(from, name)))
	}
	p.write(t, "data/ctdc/perpetrators.csv", dated(t, filepath.Join(from, pairsFile)))
	p.write(t, "data/codebook.csv", workedRows)
	return p
}

// workedRows are five persons: two in debt bondage, two threatened, one whose
// documents were withheld, one of whom nothing is known.
const workedRows = `year,debt,threats,documents
2024,1,1,
2024,1,,
2024,,1,
2024,,,1
2024,,,
`

// dated returns a file with a column for the year of its release. The records
// carry no date, and a contract needs one.
func dated(t *testing.T, name string) string {
	t.Helper()
	lines := strings.SplitAfter(readFile(t, name), "\n")
	for i, line := range lines {
		switch {
		case i == 0:
			lines[i] = "released," + line
		case line != "":
			lines[i] = "2024," + line
		}
	}
	return strings.Join(lines, "")
}

func (p project) write(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join(p.dir, filepath.FromSlash(name))
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, os.WriteFile(file, []byte(text), 0o644))
}

// edit replaces a text that stands once in a file.
func (p project) edit(t *testing.T, name, from, to string) {
	t.Helper()
	text := readFile(t, filepath.Join(p.dir, name))
	if strings.Count(text, from) != 1 {
		t.Fatalf("%q stands %d times in %s", from, strings.Count(text, from), name)
	}
	p.write(t, name, strings.Replace(text, from, to, 1))
}

// lineOf returns the number of the line that holds a text.
func (p project) lineOf(t *testing.T, name, text string) int {
	t.Helper()
	before, _, ok := strings.Cut(readFile(t, filepath.Join(p.dir, name)), text)
	if !ok {
		t.Fatalf("%q does not stand in %s", text, name)
	}
	return strings.Count(before, "\n") + 1
}

// build runs htsm build and returns its standard error.
func (p project) build(t *testing.T, want int, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	w := world{dir: p.dir, stdout: &stdout, stderr: &stderr, now: func() time.Time { return time.Time{} }}
	args = append([]string{"build", "--quiet", "--out", "out"}, args...)
	if got := run(t.Context(), args, w); got != want {
		t.Fatalf("htsm %s: status %d, want %d\n%s", strings.Join(args, " "), got, want, stderr.String())
	}
	return stderr.String()
}

// A row is a line of a table by its heads.
type row map[string]string

// readRows reads a CSV file with a line of heads.
func readRows(t *testing.T, name string) []row {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(readFile(t, name))).ReadAll()
	must(t, err)
	var out []row
	for _, r := range records[1:] {
		line := row{}
		for i, head := range records[0] {
			line[head] = r[i]
		}
		out = append(out, line)
	}
	return out
}

// table returns a published table by the keys of its rows. The manifest must
// list the file with its checksum, and the extract it was made of.
func (p project) table(t *testing.T, f figure) map[string]row {
	t.Helper()
	public := filepath.Join(p.dir, "out", "public")
	name := "en/" + f.report + "/" + f.edition + "/data/t-" + f.table + ".csv"
	var manifest struct {
		Editions []struct {
			Language, Report, Edition string
			Inputs                    []struct{ Name, SHA256 string }
			Files                     []struct{ Path, SHA256 string }
		}
	}
	must(t, json.Unmarshal([]byte(readFile(t, filepath.Join(public, "manifest.json"))), &manifest))
	sums := map[string]string{}
	for _, e := range manifest.Editions {
		if e.Language != "en" || e.Report != f.report || e.Edition != f.edition {
			continue
		}
		for _, file := range e.Files {
			sums[file.Path] = file.SHA256
		}
		if len(e.Inputs) < 3 || len(e.Inputs) > 4 {
			t.Errorf("the manifest names %d inputs, want spec, contract, extract and perhaps the record of the last edition", len(e.Inputs))
		}
		for _, in := range e.Inputs {
			dir := p.dir
			if strings.HasSuffix(in.Name, "record.json") {
				dir = public
			}
			if got := sum(readFile(t, filepath.Join(dir, in.Name))); got != in.SHA256 {
				t.Errorf("the manifest gives %s the checksum %s, it has %s", in.Name, in.SHA256, got)
			}
		}
	}
	if got := sum(readFile(t, filepath.Join(public, name))); got != sums[name] {
		t.Errorf("the manifest gives %s the checksum %q, it has %s", name, sums[name], got)
	}
	out := map[string]row{}
	for _, r := range readRows(t, filepath.Join(public, name)) {
		out[r["key"]] = r
	}
	return out
}

func sum(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:])
}

// text returns a published figure as it stands in its CSV file.
func (p project) text(t *testing.T, f figure) string {
	t.Helper()
	text := p.table(t, f)[f.row][f.column]
	if text == "" {
		t.Fatalf("there is no figure %v", f)
	}
	return text
}

func (p project) number(t *testing.T, f figure) *big.Rat {
	t.Helper()
	return number(t, p.text(t, f))
}

func number(t *testing.T, text string) *big.Rat {
	t.Helper()
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is not a number", text)
	}
	return n
}

// numbersOf returns the numbers that stand in a text.
func numbersOf(t *testing.T, text string) []*big.Rat {
	t.Helper()
	var out []*big.Rat
	for _, s := range regexp.MustCompile(`-?\d+(\.\d+)?`).FindAllString(text, -1) {
		out = append(out, number(t, s))
	}
	return out
}

// near compares a figure with the published one. A tolerance in words asks for
// the published digits.
func near(t *testing.T, got, want *big.Rat, tolerance string, f figure) {
	t.Helper()
	allowed, ok := new(big.Rat).SetString(tolerance)
	if !ok {
		allowed = new(big.Rat)
	}
	off := new(big.Rat).Sub(got, want)
	if off.Abs(off).Cmp(allowed) > 0 {
		t.Errorf("%v is %s, published is %s within %s", f, got.FloatString(2), want.FloatString(2), allowed.FloatString(2))
	}
}

// readSheets returns the sheets of a workbook, one after the other.
func readSheets(t *testing.T, name string) string {
	t.Helper()
	book, err := zip.OpenReader(name)
	must(t, err)
	defer book.Close()
	var out strings.Builder
	for _, f := range book.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		sheet, err := f.Open()
		must(t, err)
		_, err = io.Copy(&out, sheet)
		must(t, errors.Join(err, sheet.Close()))
	}
	return out.String()
}

// readPDF returns the text of a PDF with single spaces.
func readPDF(t *testing.T, name string) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		missing(t, "pdftotext of poppler-utils is not installed")
	}
	out, err := exec.Command(tool, name, "-").Output()
	must(t, err)
	return strings.Join(strings.Fields(string(out)), " ")
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	must(t, err)
	return string(data)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
