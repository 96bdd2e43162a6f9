package posyaml_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
	"htsm/generator/posyaml"
)

// said returns the diagnostics as they print, one after the other.
func said(diags *diag.List) string {
	var b strings.Builder
	for _, d := range diags.All() {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// parse returns what is said about a source, without hints.
func parse(src string) string {
	var diags diag.List
	_, ok := posyaml.Parse("a", []byte(src), &diags)
	var b strings.Builder
	for _, d := range diags.All() {
		d.Hint = ""
		b.WriteString(d.String() + "\n")
	}
	if ok != (b.Len() == 0) {
		return fmt.Sprintf("ok is %v, but said %q", ok, b.String())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestWhatYAMLAllowsAndOurLanguagesDoNot(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"nothing", "", "a:1:1: error[Y006]: the file is empty"},
		{"comments only", "# one\n# two\n", "a:1:1: error[Y006]: the file is empty"},
		{"start of a document only", "---\n", "a:1:1: error[Y006]: the file is empty"},
		{"second document", "a: 1\n---\nb: 2\n", "a:2:1: error[Y007]: a second document starts here"},
		{"broken second document", "a: 1\n---\nb: [2\n", "a:3:4: error[Y005]: this bracket is never closed, or a comma is missing"},
		{"end of the document", "a: 1\n...\n", ""},
		{"byte order mark", "\ufeffa: 1\n", ""},
		{"byte order mark later", "a: 1\ufeff\n", "a:1:5: error[Y004]: the text holds the invisible or control character U+FEFF"},
		{"Windows line ends", "a: 1\r\nb:\r\n  - 2\r\n", ""},
		{"Macintosh line ends", "a: 1\rb: 2\r", "a:1:5: error[Y004]: the text holds the invisible or control character U+000D"},
		{"Latin-1", "a: caf\xe9\n", "a:1:7: error[Y003]: the file is not UTF-8"},
		{"Latin-1 on several lines", "a: \xe9\nb: \xe9\n", "a:1:4: error[Y003]: the file is not UTF-8"},
		{"escapes on several lines", "a: \x1b\nb: \x1b\n", "a:1:4: error[Y004]: the text holds the invisible or control character U+001B\na:2:4: error[Y004]: the text holds the invisible or control character U+001B"},
		{"UTF-16", "\xff\xfea\x00:\x00", "a:1:1: error[Y003]: the file is not UTF-8"},
		{"NUL", "a: b\x00c\n", "a:1:5: error[Y004]: the text holds the invisible or control character U+0000"},
		{"escape", "a: \x1b[31m\n", "a:1:4: error[Y004]: the text holds the invisible or control character U+001B"},
		{"zero width", "a: b\u200bc\n", "a:1:5: error[Y004]: the text holds the invisible or control character U+200B"},
		{"bidirectional override", "é: b\u202ec\n", "a:1:5: error[Y004]: the text holds the invisible or control character U+202E"},
		{"line separator", "a: b\u2028c\n", "a:1:5: error[Y004]: the text holds the invisible or control character U+2028"},
		{"joiners of Arabic and Persian", "a: می\u200cخواهم\u200f\n", ""},
		{"escaped NUL", `a: "b\0c"`, "a:1:4: error[Y004]: the text holds the invisible or control character U+0000"},
		{"escaped line break and tab", `a: "b\n\tc"`, ""},
		{"anchor", "a: &x 1\n", "a:1:4: error[Y008]: anchors such as &x are not part of this language"},
		{"anchor of fields", "a: &x\n  b: 1\n", "a:1:4: error[Y008]: anchors such as &x are not part of this language"},
		{"alias", "a: &x 1\nb: *x\n", "a:1:4: error[Y008]: anchors such as &x are not part of this language\na:2:4: error[Y008]: aliases such as *x are not part of this language"},
		{"alias of nothing", "a: 1\nb: *x\n", "a:2:4: error[Y008]: aliases and tags are not part of this language"},
		{"merge key", "a: 1\n<<: {b: 1}\n", "a:2:1: error[Y008]: merge keys << are not part of this language"},
		{"quoted merge key", `"<<": 1`, ""},
		{"tag", "a: !!str 1\n", "a:1:4: error[Y008]: tags are not part of this language"},
		{"tag of its own", "a: !x 1\n", "a:1:4: error[Y008]: tags are not part of this language"},
		{"empty tag", "a: ! 1\n", "a:1:4: error[Y008]: tags are not part of this language"},
		{"tag of a list", "a: !!seq [1]\n", "a:1:4: error[Y008]: tags are not part of this language"},
		{"tag with an unknown handle", "a: !x!y 1\n", "a:1:6: error[Y008]: aliases and tags are not part of this language"},
		{"field twice", "a: 1\nb: 2\na: 3\n", "a:3:1: error[Y010]: the field \"a\" is set twice"},
		{"field twice in other quotes", "a: 1\n'a': 3\n", "a:2:1: error[Y010]: the field \"a\" is set twice"},
		{"name that is a list", "? [a]\n: 1\n", "a:1:3: error[Y022]: the name of a field must be a text"},
		{"name that is empty", "'': 1\n", "a:1:1: error[Y022]: the name of a field must be a text"},
		{"text over two lines", "a: b\n  c\n", "a:1:4: error[Y021]: a text without quotes ends on its line"},
		{"list indented too far", "a: b\n  - c\n", "a:1:4: error[Y021]: a text without quotes ends on its line"},
		{"quoted text over two lines", "a: 'b\n  c'\n", ""},
		{"32 levels", strings.Repeat("[", 32) + strings.Repeat("]", 32), ""},
		{"33 levels", strings.Repeat("[", 33) + strings.Repeat("]", 33), "a:1:33: error[Y009]: lists and fields are nested deeper than 32 levels"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, parse(c.src)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.src, diff)
			}
		})
	}
}

// TestSyntaxErrorsHaveTheirPlace holds cases in which yaml.v3 names another
// line or none.
func TestSyntaxErrorsHaveTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"first line", "a: b: c\n", "a:1:5: error[Y005]: a colon does not belong here"},
		{"under a comment", "# one\n\na: b\n c: d\n", "a:4:3: error[Y005]: a colon does not belong here"},
		{"outdented line", "# one\na:\n    b: 1\n  c: 2\n", "a:4:3: error[Y005]: this does not fit the lines above"},
		{"list in fields", "# one\na: 1\n- b\n", "a:3:1: error[Y005]: this does not fit the lines above"},
		{"fields in a list", "- a\nb: c\n", "a:2:1: error[Y005]: this does not fit the lines above"},
		{"open bracket", "a: 1\nb: [1, 2\nc: 3\n", "a:2:4: error[Y005]: this bracket is never closed, or a comma is missing"},
		{"open bracket after one of several lines", "a: [1,\n  2,\n  3]\nb: {c: 1\nd: 2\n", "a:4:4: error[Y005]: this bracket is never closed, or a comma is missing"},
		{"one bracket too many", "a: {b: 1}}\n", "a:1:10: error[Y005]: this does not fit the lines above"},
		{"open quote", "a: 1\nb: \"x\nc: 2\n", "a:2:4: error[Y005]: this quotation mark is never closed"},
		{"text after a quote", "a: 'x' y\n", "a:1:8: error[Y005]: this does not fit the lines above"},
		{"tab", "a:\n\tb: 1\n", "a:2:1: error[Y005]: a tab stands where spaces belong"},
		{"sign", "a: 1\nb: @c\n", "a:2:4: error[Y005]: a value cannot start with '@'"},
		{"back quote", "a: `c`\n", "a:1:4: error[Y005]: a value cannot start with '`'"},
		{"line without a colon", "a: 1\nb\nc: 2\n", "a:2:1: error[Y005]: a field needs a colon after its name"},
		{"escape", "a: \"\\q\"\n", "a:1:4: error[Y005]: a backslash in double quotes starts an escape that does not exist"},
		{"characters, not bytes", "é: «ü» è: x\n", "a:1:9: error[Y005]: a colon does not belong here"},
		{"empty item", "a: [1,,2]\n", "a:1:4: error[Y005]: a value is missing between these brackets"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, parse(c.src)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.src, diff)
			}
		})
	}
}

func TestAFileOfOneMebibyteIsTheLimit(t *testing.T) {
	line := []byte("# 3456789012345\n")
	body := append(bytes.Repeat(line, 1<<20/len(line)-1), []byte("a: 45678901234\n\n")...)
	if len(body) != 1<<20 {
		t.Fatalf("the test makes %d bytes", len(body))
	}
	if got := parse(string(body)); got != "" {
		t.Error(got)
	}
	if got, want := parse(string(body)+"\n"), "a: error[Y002]: the file is larger than 1 MiB"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnEndlessFileIsNotReadToItsEnd(t *testing.T) {
	var diags diag.List
	fsys := fstest.MapFS{"a": {Data: bytes.Repeat([]byte("a"), 8<<20)}}
	if _, ok := posyaml.Read(fsys, "a", &diags); ok || !strings.Contains(said(&diags), "Y002") {
		t.Errorf("said %q", said(&diags))
	}
}

func TestTheSearchForAPlaceEnds(t *testing.T) {
	src := strings.Repeat("- a:\n  - [1,\n    2]\n", 5_000) + "b: [\n"
	if got := parse(src); !strings.Contains(got, "error[Y005]") {
		t.Error(got)
	}
}

// TestALongLineIsReadOnce takes minutes if reading a value starts over at the
// beginning of its line.
func TestALongLineIsReadOnce(t *testing.T) {
	if got := parse("[" + strings.Repeat("x,", 120_000) + "x]"); got != "" {
		t.Error(got)
	}
}

func TestAFileIsKnownByItsHash(t *testing.T) {
	var diags diag.List
	f, ok := posyaml.Read(fstest.MapFS{"a.yaml": {Data: []byte("a: 1\n")}}, "a.yaml", &diags)
	// printf 'a: 1\n' | sha256sum
	want := "37b128c59f1f5097f73f82691cb519f1f568667faab5ced1b4ab979d36837eae"
	if !ok || f.Path != "a.yaml" || f.SHA256 != want {
		t.Errorf("got %+v", f)
	}
}

func FuzzParse(f *testing.F) {
	for _, src := range []string{
		"", "a: 1", "a: [b, {c: d}]", "- &a b\n- *a", "? a\n: b", "a: |\n  b\n c", "\ta", "a: \"\\x\"", "%YAML 1.2\n---\na", "a: !x y",
		"# c\na:\n    b: 1\n  c: 2\n", "a: {b: 1}}\n", "!<tag:x> {}", "a: >-\n  b\n\n  c\n", "- - - -", "[[[", "---\n---\n", "\"\\uD800\"",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if got := parse(src); strings.HasPrefix(got, "ok is") {
			t.Error(got)
		}
	})
}
