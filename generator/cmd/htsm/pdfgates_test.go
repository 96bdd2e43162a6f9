package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// pdfGates runs the gates of site/gates over PDF files and folders of them, and
// returns what they print. It skips, or fails where tools are required, without
// Node, a Java compiler or the npm packages of the gates.
func pdfGates(t *testing.T, args ...string) (string, error) {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join("..", "..", "..", "site", "gates"))
	must(t, err)
	for _, tool := range []string{"node", "javac"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, "the gates of PDF files need %s: %v", tool, err)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "@opendataloader", "pdf")); err != nil {
		missing(t, "the packages of the gates are not there; run make gates (%v)", err)
	}
	out, err := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(folder, "pdf.mjs")}, args...)...).CombinedOutput()
	return string(out), err
}

// pdfFiles returns the PDF files below a folder.
func pdfFiles(t *testing.T, folder string) []string {
	t.Helper()
	var out []string
	must(t, filepath.WalkDir(folder, func(name string, e os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".pdf") {
			out = append(out, name)
		}
		return err
	}))
	return out
}

func TestEveryBriefAndCopyHoldsTheGatesOfPDF(t *testing.T) {
	public := gateProject(t, "Persons & means: “œuvre”, ½ – ñandú, قارب")
	good, err := os.ReadFile(pdfFiles(t, public)[0])
	must(t, err)
	t.Run("editions and copies", func(t *testing.T) { holdCopies(t, public) })
	t.Run("faults", func(t *testing.T) { holdFaults(t, good) })
}

// holdCopies: the copies of recipients hold what the editions hold; one that is
// encrypted, which excludes PDF/A, holds PDF/UA-1.
func holdCopies(t *testing.T, public string) {
	t.Helper()
	dir := filepath.Join(public, "..", "..", "..")
	password := "correct-horse-battery"
	must(t, os.WriteFile(filepath.Join(dir, "data", "recipients.yaml"), []byte(`recipients:
  - {id: open, name: Partner service, audience: partners}
  - {id: locked, name: Cautious service, audience: partners, encrypt: true}
`), 0o600))
	var stdout, stderr bytes.Buffer
	w := world{
		dir: dir, stdout: &stdout, stderr: &stderr, now: func() time.Time { return time.Time{} }, random: strings.NewReader(strings.Repeat("0123456789abcdef", 1<<10)),
		getenv: func(name string) string { return map[string]string{"HTSM_PASSWORD_LOCKED": password}[name] },
	}
	if got := run(t.Context(), []string{"mark", "--quiet", "--out", "out/public"}, w); got != done {
		t.Fatalf("exit status %d\n%s", got, stderr.String())
	}
	open, locked := pdfFiles(t, filepath.Join(dir, "copies", "open")), pdfFiles(t, filepath.Join(dir, "copies", "locked"))
	if len(open) != 4 || len(locked) != 4 {
		t.Fatalf("there are %d and %d copies, want 4 and 4", len(open), len(locked))
	}
	if out, err := pdfGates(t, append([]string{"--password", password, public}, append(open, locked...)...)...); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	out, err := pdfGates(t, "--only", "qpdf,pdfinfo,mutool,gs,pdfcpu", "--password", "wrong-horse-battery", locked[0])
	if err == nil || strings.Count(out, locked[0]) < 4 {
		t.Errorf("a wrong password opens a copy:\n%s", out)
	}
}

// holdFaults: each gate is worth what it finds. A file that is cut off is found
// by every reader, and one wrong digit in the metadata by the validator.
func holdFaults(t *testing.T, good []byte) {
	t.Helper()
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"cut.pdf":     good[:len(good)/2],
		"access.pdf":  bytes.Replace(good, []byte("<pdfuaid:part>1"), []byte("<pdfuaid:part>3"), 1),
		"archive.pdf": bytes.Replace(good, []byte("<pdfaid:part>3"), []byte("<pdfaid:part>2"), 1),
	} {
		must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	out, err := pdfGates(t, dir)
	if err == nil {
		t.Errorf("the gates let a file with every fault pass:\n%s", out)
	}
	lines := strings.Split(out, "\n")
	for _, fault := range [][2]string{
		{"qpdf: ", "cut.pdf"},
		{"pdfinfo: ", "cut.pdf"},
		{"mutool: ", "cut.pdf"},
		{"gs: ", "cut.pdf"},
		{"pdfcpu: ", "cut.pdf"},
		{"verapdf: ", "cut.pdf"},
		{"verapdf: ", "access.pdf: PDF/UA-1 5-2:"},
		{"verapdf: ", "archive.pdf: PDF/A-3a 6.6.4-"},
	} {
		if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, fault[0]) && strings.Contains(l, fault[1]) }) {
			t.Errorf("no line of %q says %q:\n%.4000s", fault[0], fault[1], out)
		}
	}
	if out, err := pdfGates(t, t.TempDir()); err == nil {
		t.Errorf("the gates let a folder without files pass:\n%s", out)
	}
}
