package pdf

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// rules says of every test of the profiles of veraPDF by which condition it is
// met, or why no file of the program can fail it: standard, tests, and the
// conditions or the reason.
const rules = `
PDF/UA-1 | 5-1 5-2 | 06-002
PDF/UA-1 | 5-3 5-4 5-5 | the frame of the metadata is the same in every file
PDF/UA-1 | 6.1-1 | PDF/A-3 6.1.2-1
PDF/UA-1 | 6.2-1 | PDF/A-3 6.7.2.2-1
PDF/UA-1 | 7.1-1 | 01-003
PDF/UA-1 | 7.1-2 | 01-004
PDF/UA-1 | 7.1-3 | 01-005
PDF/UA-1 | 7.1-4 | 01-007
PDF/UA-1 | 7.1-5 | 02-001
PDF/UA-1 | 7.1-6 | 02-003
PDF/UA-1 | 7.1-7 | 02-004
PDF/UA-1 | 7.1-8 | 06-001
PDF/UA-1 | 7.1-9 | 06-003
PDF/UA-1 | 7.1-10 | 07-001 07-002
PDF/UA-1 | 7.1-11 | the reader refuses a file that is not tagged
PDF/UA-1 | 7.1-12 | 7.1-12
PDF/UA-1 | 7.2-2 | 11-003
PDF/UA-1 | 7.2-3 7.2-4 7.2-5 7.2-6 7.2-7 7.2-8 7.2-9 7.2-10 7.2-11 7.2-12 7.2-13 7.2-14 7.2-15 7.2-16 7.2-36 7.2-37 7.2-38 7.2-39 7.2-41 7.2-42 7.2-43 | 09-004
PDF/UA-1 | 7.2-17 7.2-18 7.2-19 7.2-20 7.2-40 | 09-005
PDF/UA-1 | 7.2-26 7.2-27 7.2-28 | 09-006
PDF/UA-1 | 7.2-21 7.2-22 7.2-23 | 11-002
PDF/UA-1 | 7.2-24 | 11-004
PDF/UA-1 | 7.2-25 7.15-1 7.18.1-3 7.18.4-2 | the reader refuses forms
PDF/UA-1 | 7.2-29 | PDF/A-3 6.7.4-1
PDF/UA-1 | 7.2-30 7.2-31 7.2-32 7.2-34 | 11-001
PDF/UA-1 | 7.2-33 | 11-006
PDF/UA-1 | 7.3-1 | 13-004
PDF/UA-1 | 7.4.2-1 | 14-002 14-003
PDF/UA-1 | 7.4.4-1 | 14-006
PDF/UA-1 | 7.4.4-2 7.4.4-3 | 14-007
PDF/UA-1 | 7.5-1 7.5-2 | 15-003
PDF/UA-1 | 7.7-1 | 17-002
PDF/UA-1 | 7.9-1 | 19-003
PDF/UA-1 | 7.9-2 | 19-004
PDF/UA-1 | 7.10-1 | 20-001 20-002
PDF/UA-1 | 7.10-2 | 20-003
PDF/UA-1 | 7.11-1 | 21-001
PDF/UA-1 | 7.16-1 | 26-001 26-002
PDF/UA-1 | 7.18.1-1 | 28-002
PDF/UA-1 | 7.18.1-2 | 28-004
PDF/UA-1 | 7.18.2-1 | 28-007
PDF/UA-1 | 7.18.3-1 | 28-008 28-009
PDF/UA-1 | 7.18.4-1 | 28-010
PDF/UA-1 | 7.18.5-1 | 28-011
PDF/UA-1 | 7.18.5-2 | 28-012
PDF/UA-1 | 7.18.6.2-1 7.18.6.2-2 | the program embeds no sound and no film
PDF/UA-1 | 7.18.8-1 | the program makes no annotations but links
PDF/UA-1 | 7.20-1 | 30-001
PDF/UA-1 | 7.20-2 | the reader refuses marked content that stands twice
PDF/UA-1 | 7.21.3.1-1 7.21.3.3-1 7.21.3.3-2 7.21.3.3-3 | the reader refuses encodings other than Identity-H
PDF/UA-1 | 7.21.3.2-1 | 31-004 31-005
PDF/UA-1 | 7.21.4.1-1 | 31-009
PDF/UA-1 | 7.21.4.1-2 | 31-011
PDF/UA-1 | 7.21.4.2-1 | the program embeds TrueType only
PDF/UA-1 | 7.21.4.2-2 | 31-014 31-015
PDF/UA-1 | 7.21.5-1 | 31-016
PDF/UA-1 | 7.21.6-1 7.21.6-2 7.21.6-3 7.21.6-4 | the program writes composite fonts only
PDF/UA-1 | 7.21.7-1 | 10-001 31-027
PDF/UA-1 | 7.21.7-2 | 31-028 31-029
PDF/UA-1 | 7.21.8-1 | 31-030
PDF/A-3a | 6.1.2-1 | PDF/A-3 6.1.2-1
PDF/A-3a | 6.1.2-2 | PDF/A-3 6.1.2-2
PDF/A-3a | 6.1.3-1 | PDF/A-3 6.1.3-1
PDF/A-3a | 6.1.3-2 | the reader refuses a file that is encrypted
PDF/A-3a | 6.1.3-3 | PDF/A-3 6.1.3-3
PDF/A-3a | 6.1.4-2 | the reader refuses a file without a cross-reference stream
PDF/A-3a | 6.1.6-1 6.1.6-2 | the reader refuses such a string
PDF/A-3a | 6.1.7.1-1 6.1.7.1-2 | PDF/A-3 6.1.7.1-1
PDF/A-3a | 6.1.7.1-3 | PDF/A-3 6.1.7.1-3
PDF/A-3a | 6.1.7.2-1 | PDF/A-3 6.1.7.2-1
PDF/A-3a | 6.1.8-1 | names of fonts and structure types are those of the program, in ASCII
PDF/A-3a | 6.1.9-1 | the words around an object are the same in every file
PDF/A-3a | 6.1.10-1 | the reader refuses inline images
PDF/A-3a | 6.1.12-1 6.1.12-2 6.4.3-1 6.4.3-2 6.4.3-3 | the program signs nothing within a file
PDF/A-3a | 6.1.13-1 | PDF/A-3 6.1.13-1
PDF/A-3a | 6.1.13-2 | PDF/A-3 6.1.13-2
PDF/A-3a | 6.1.13-3 | PDF/A-3 6.1.13-3
PDF/A-3a | 6.1.13-4 | PDF/A-3 6.1.13-4
PDF/A-3a | 6.1.13-5 | PDF/A-3 6.1.13-5
PDF/A-3a | 6.1.13-7 | the reader refuses a file of more than a million objects
PDF/A-3a | 6.1.13-8 | PDF/A-3 6.1.13-8
PDF/A-3a | 6.1.13-9 6.2.4.4-1 6.2.4.4-2 | the program uses no spot colours
PDF/A-3a | 6.1.13-10 | a code of Identity-H has two bytes
PDF/A-3a | 6.1.13-11 | PDF/A-3 6.1.13-11
PDF/A-3a | 6.2.2-1 | PDF/A-3 6.2.2-1
PDF/A-3a | 6.2.2-2 | PDF/A-3 6.2.2-2
PDF/A-3a | 6.2.3-1 | PDF/A-3 6.2.3-1
PDF/A-3a | 6.2.3-2 | PDF/A-3 6.2.3-2
PDF/A-3a | 6.2.3-3 | the program writes one output intent, which is not of PDF/X
PDF/A-3a | 6.2.4.2-1 6.2.4.2-2 | the program uses no ICC profile but that of the output intent
PDF/A-3a | 6.2.4.3-2 | PDF/A-3 6.2.4.3-2
PDF/A-3a | 6.2.4.3-3 | PDF/A-3 6.2.4.3-3
PDF/A-3a | 6.2.4.3-4 | PDF/A-3 6.2.4.3-4
PDF/A-3a | 6.2.5-1 6.2.5-2 6.2.5-3 | PDF/A-3 6.2.5-1
PDF/A-3a | 6.2.5-4 6.2.5-5 6.2.5-6 | the program makes no halftones
PDF/A-3a | 6.2.6-1 | PDF/A-3 6.2.6-1
PDF/A-3a | 6.2.8-1 6.2.8-2 6.2.8-3 | PDF/A-3 6.2.8-1
PDF/A-3a | 6.2.8-4 6.2.8-5 | PDF/A-3 6.2.8-4
PDF/A-3a | 6.2.8.3-1 6.2.8.3-2 6.2.8.3-3 6.2.8.3-4 6.2.8.3-5 | the program writes no JPEG 2000
PDF/A-3a | 6.2.9-1 6.2.9-3 | PDF/A-3 6.2.9-1
PDF/A-3a | 6.2.9-2 | 30-001
PDF/A-3a | 6.2.10-1 | PDF/A-3 6.2.10-1
PDF/A-3a | 6.2.10-2 | without an output intent a page fails 6.2.4.3 already
PDF/A-3a | 6.2.11.2-1 6.2.11.2-2 6.2.11.2-3 | PDF/A-3 6.2.11.2-1
PDF/A-3a | 6.2.11.2-4 6.2.11.2-5 6.2.11.2-6 6.2.11.6-1 6.2.11.6-2 6.2.11.6-3 6.2.11.6-4 | the program writes composite fonts only
PDF/A-3a | 6.2.11.2-7 6.2.11.4.2-1 | the program embeds TrueType only
PDF/A-3a | 6.2.11.3.1-1 6.2.11.3.3-1 6.2.11.3.3-2 6.2.11.3.3-3 | the reader refuses encodings other than Identity-H
PDF/A-3a | 6.2.11.3.2-1 | 31-004 31-005
PDF/A-3a | 6.2.11.4.1-1 | 31-009
PDF/A-3a | 6.2.11.4.1-2 | 31-011
PDF/A-3a | 6.2.11.4.2-2 | 31-014 31-015
PDF/A-3a | 6.2.11.5-1 | 31-016
PDF/A-3a | 6.2.11.7.2-1 | 31-027
PDF/A-3a | 6.2.11.7.2-2 | 31-028 31-029
PDF/A-3a | 6.2.11.7.3-1 | PDF/A-3 6.2.11.7.3-1
PDF/A-3a | 6.2.11.8-1 | 31-030
PDF/A-3a | 6.3.1-1 | 28-006
PDF/A-3a | 6.3.2-1 | PDF/A-3 6.3.2-1
PDF/A-3a | 6.3.2-2 | PDF/A-3 6.3.2-2
PDF/A-3a | 6.3.3-1 | PDF/A-3 6.3.3-1
PDF/A-3a | 6.3.3-2 6.3.3-3 6.3.3-4 | the program makes no annotations with appearances
PDF/A-3a | 6.4.1-1 6.4.1-2 | the reader refuses forms
PDF/A-3a | 6.4.1-3 | PDF/A-3 6.4.1-3
PDF/A-3a | 6.4.2-1 | 25-001
PDF/A-3a | 6.4.2-2 | the catalog has the same entries in every file
PDF/A-3a | 6.5.1-1 | PDF/A-3 6.5.1-1
PDF/A-3a | 6.5.1-2 | PDF/A-3 6.5.1-2
PDF/A-3a | 6.5.2-1 6.5.2-2 | PDF/A-3 6.5.2-1
PDF/A-3a | 6.6.2.1-1 | 06-001
PDF/A-3a | 6.6.2.1-2 6.6.2.1-3 | PDF/A-3 6.6.2.1-2
PDF/A-3a | 6.6.2.1-4 6.6.2.1-5 | PDF/A-3 6.6.2.1-4
PDF/A-3a | 6.6.2.3.1-1 | PDF/A-3 6.6.2.3.1-1
PDF/A-3a | 6.6.2.3.1-2 6.6.2.3.2-1 6.6.2.3.3-1 6.6.2.3.3-2 6.6.2.3.3-3 6.6.2.3.3-4 6.6.2.3.3-5 6.6.2.3.3-6 6.6.2.3.3-7 6.6.2.3.3-8 6.6.2.3.3-9 6.6.2.3.3-10 6.6.2.3.3-11 6.6.2.3.3-12 6.6.2.3.3-13 6.6.2.3.3-14 6.6.2.3.3-15 6.6.2.3.3-16 6.6.2.3.3-17 6.6.2.3.3-18 | the frame of the metadata is the same in every file
PDF/A-3a | 6.6.4-1 6.6.4-2 | PDF/A-3 6.6.4-2
PDF/A-3a | 6.6.4-3 | PDF/A-3 6.6.4-3
PDF/A-3a | 6.6.4-4 6.6.4-5 6.6.4-6 6.6.4-7 | the frame of the metadata is the same in every file
PDF/A-3a | 6.7.2.2-1 | PDF/A-3 6.7.2.2-1
PDF/A-3a | 6.7.3.3-1 | the reader refuses a file that is not tagged
PDF/A-3a | 6.7.3.4-1 | 02-001
PDF/A-3a | 6.7.3.4-2 | 02-003
PDF/A-3a | 6.7.3.4-3 | 02-004
PDF/A-3a | 6.7.4-1 | PDF/A-3 6.7.4-1
PDF/A-3a | 6.8-1 | PDF/A-3 6.8-1
PDF/A-3a | 6.8-2 | 21-001
PDF/A-3a | 6.8-3 | PDF/A-3 6.8-3
PDF/A-3a | 6.8-4 | PDF/A-3 6.8-4
PDF/A-3a | 6.9-1 | 20-001 20-002
PDF/A-3a | 6.9-2 6.9-3 | the program writes no optional content
PDF/A-3a | 6.9-4 | 20-003
PDF/A-3a | 6.10-1 6.10-2 | PDF/A-3 6.10-1
PDF/A-3a | 6.11-1 | PDF/A-3 6.11-1
`

// A rule is a line of the rules.
type rule struct {
	standard   string
	tests      []string
	conditions []string // None if there is a reason.
	reason     string
}

func ruleList() []rule {
	var out []rule
	number := regexp.MustCompile(`^(PDF/A-3 )?\d[\d.]*-\d+$`)
	for line := range strings.Lines(strings.TrimSpace(rules)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		r := rule{standard: parts[0], tests: strings.Fields(parts[1])}
		var met []string
		for _, word := range strings.Fields(strings.ReplaceAll(parts[2], "PDF/A-3 ", "PDF/A-3~")) {
			met = append(met, strings.ReplaceAll(word, "~", " "))
		}
		if slices.ContainsFunc(met, func(m string) bool { return !number.MatchString(m) }) {
			r.reason = parts[2]
		} else {
			r.conditions = met
		}
		out = append(out, r)
	}
	return out
}

func TestEveryConditionIsThatOfARule(t *testing.T) {
	met := map[string]bool{}
	for _, r := range ruleList() {
		for _, number := range r.conditions {
			met[number] = true
			c := condition(strings.TrimPrefix(number, "PDF/A-3 "))
			if c.Text == "" {
				t.Errorf("%s %v is met by %s, which is no condition", r.standard, r.tests, number)
			}
			if r.standard == "PDF/A-3a" && c.Archive == "" {
				t.Errorf("%s is not said to be of PDF/A-3a, but %v is", number, r.tests)
			}
		}
	}
	for _, c := range Conditions() {
		if !met[c.Number()] {
			t.Errorf("%s is met by no rule", c.Number())
		}
	}
}

// gate returns the folder of the gates and fails or skips if veraPDF is not
// among them.
func gate(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs("../../../site/gates")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, engine)); err != nil {
		missing(t, "veraPDF is not there; run make gates (%v)", err)
	}
	return folder
}

// engine is the jar that holds veraPDF, below the folder of the gates.
const engine = "node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar"

// missing skips a test that lacks a tool, or fails it where tools are required.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Nothing that veraPDF tests is forgotten, and nothing is invented.
func TestTheRulesAreThoseOfTheProfiles(t *testing.T) {
	jar, err := zip.OpenReader(filepath.Join(gate(t), engine))
	if err != nil {
		t.Fatal(err)
	}
	defer jar.Close()
	said := map[string]bool{}
	for _, r := range ruleList() {
		for _, test := range r.tests {
			if said[r.standard+" "+test] {
				t.Errorf("%s %s is listed twice", r.standard, test)
			}
			said[r.standard+" "+test] = true
		}
	}
	for name, standard := range map[string]string{"PDFUA-1.xml": "PDF/UA-1", "PDFA-3A.xml": "PDF/A-3a"} {
		f, err := jar.Open("org/verapdf/pdfa/validation/" + name)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		var profile struct {
			Rules []struct {
				ID struct {
					Clause string `xml:"clause,attr"`
					Test   string `xml:"testNumber,attr"`
				} `xml:"id"`
			} `xml:"rules>rule"`
		}
		if err := xml.Unmarshal(data, &profile); err != nil || len(profile.Rules) < 100 {
			t.Fatalf("%s has %d rules: %v", name, len(profile.Rules), err)
		}
		for _, r := range profile.Rules {
			key := standard + " " + r.ID.Clause + "-" + r.ID.Test
			if !said[key] {
				t.Errorf("%s is not listed", key)
			}
			delete(said, key)
		}
	}
	for key := range said {
		t.Errorf("%s is no test of a profile", key)
	}
}

// stricter lists the breakings that veraPDF lets pass, and why.
func stricter() map[string]string {
	return map[string]string{
		"7.1-12": "veraPDF finds the content of the element untagged instead",
		"26-001": "the file is not really encrypted, so that veraPDF cannot open it",
		"26-002": "the file is not really encrypted, so that veraPDF cannot open it",
	}
}

// What this package calls broken, veraPDF calls broken by a rule of the same
// condition.
func TestVeraPDFFailsEveryBrokenFile(t *testing.T) {
	folder, dir := gate(t), t.TempDir()
	for _, tool := range []string{"node", "javac"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, "veraPDF needs %s: %v", tool, err)
		}
	}
	data := good(t)
	all := breakings()
	names := map[string]string{}
	for i, name := range slices.Sorted(maps.Keys(all)) {
		c := taken(t, data)
		all[name].change(c)
		names[name] = filepath.Join(dir, fmt.Sprintf("%03d.pdf", i))
		if err := os.WriteFile(names[name], c.baked(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), "node", filepath.Join(folder, "pdf.mjs"), "--only", "verapdf", dir).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "verapdf: ") {
		t.Fatalf("veraPDF finds no fault: %v\n%.2000s", err, out)
	}
	for name, file := range names {
		number, _, _ := strings.Cut(name, variant)
		found := false
		for _, r := range ruleList() {
			if slices.Contains(r.conditions, number) {
				found = found || slices.ContainsFunc(r.tests, func(test string) bool { return strings.Contains(string(out), file+": "+r.standard+" "+test+":") })
			}
		}
		if why := stricter()[name]; found == (why != "") {
			lines := regexp.MustCompile(`(?m)^verapdf: `+regexp.QuoteMeta(file)+`.*$`).FindAllString(string(out), 5)
			t.Errorf("%s: veraPDF finds it: %t, but %q\n%.600s", name, found, why, strings.Join(lines, "\n"))
		}
	}
}

// conditionsPage lists the conditions for people.
func conditionsPage() string {
	var b strings.Builder
	b.WriteString("# What every PDF is checked for\n\n" +
		"Every PDF is held against these conditions before it is published; one that fails is an error (V001, V002).\n" +
		"The first number is that of the failure condition in the Matterhorn Protocol 1.1 (PDF/UA-1), or the clause of ISO 14289-1\n" +
		"where the protocol has none; the second is the clause of ISO 19005-3 (PDF/A-3a). Numbers within clauses are those of the\n" +
		"tests of veraPDF. A copy for a\n" +
		"recipient is held to both; one that is encrypted, which excludes PDF/A, is held to them as it is before, and after it\n" +
		"to 26-001 and 26-002.\n\n" +
		"The reader refuses from the outset what the program never writes: encodings of fonts other than Identity-H, inline\n" +
		"images, filters other than Flate, scripts, and links that do not lead to https. Conditions about these are not listed.\n" +
		"Conditions that only people can judge are not listed either.\n\n" +
		"Written by `make generate` from `condition.go` and `rules_test.go`.\n\n" +
		"| PDF/UA-1 | PDF/A-3a | A file fails if |\n| --- | --- | --- |\n")
	for _, c := range Conditions() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Access, c.Archive, c.Text)
	}
	b.WriteString("\n## The tests of veraPDF\n\nEvery test of its profiles for PDF/UA-1 and PDF/A-3a has a condition, or a reason why no file of the program can fail it.\n\n" +
		"| standard | tests | condition | otherwise |\n| --- | --- | --- | --- |\n")
	for _, r := range ruleList() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.standard, strings.Join(r.tests, ", "), strings.Join(r.conditions, ", "), r.reason)
	}
	return b.String()
}

func TestThePageOfConditionsIsUpToDate(t *testing.T) {
	const name = "CONDITIONS.md"
	want := conditionsPage()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s is out of date (%v): run make generate", name, err)
	}
}
