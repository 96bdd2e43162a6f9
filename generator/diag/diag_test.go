package diag_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/diag"
)

func TestPositionsPrintWhatIsKnown(t *testing.T) {
	for pos, want := range map[diag.Pos]string{
		{}:                                "-",
		{File: "a.yaml"}:                  "a.yaml",
		{File: "a.yaml", Line: 3}:         "a.yaml:3",
		{File: "a.yaml", Line: 3, Col: 7}: "a.yaml:3:7",
		{Line: 3, Col: 7}:                 "-",
	} {
		if got := pos.String(); got != want {
			t.Errorf("%#v prints %q, want %q", pos, got, want)
		}
	}
}

func TestDiagnosticsAreSortedByPlaceAndNeverRepeated(t *testing.T) {
	var l diag.List
	at := func(line, col int) diag.Pos { return diag.Pos{File: "a.yaml", Line: line, Col: col} }
	l.Errorf(at(2, 1), "S005", "", "second line")
	l.Warnf(at(1, 9), "S004", "", "late on the first line")
	l.Errorf(at(1, 2), "S007", "", "same place, later code")
	l.Notef(at(1, 2), "S001", "", "same place, earlier code")
	l.Errorf(diag.Pos{File: "A.yaml", Line: 9}, "S001", "", "another file")
	l.Errorf(at(2, 1), "S005", "", "second line")
	var got []string
	for _, d := range l.All() {
		got = append(got, d.Message)
	}
	want := []string{"another file", "same place, earlier code", "same place, later code", "late on the first line", "second line"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheZeroListIsEmptyAndReady(t *testing.T) {
	var l diag.List
	if l.All() != nil || l.HasErrors() {
		t.Error("a new list is not empty")
	}
	l.Warnf(diag.Pos{}, "S001", "", "a warning")
	l.Notef(diag.Pos{}, "S001", "", "a note")
	if l.HasErrors() {
		t.Error("warnings and notes count as errors")
	}
	l.Errorf(diag.Pos{}, "S001", "", "an error")
	if !l.HasErrors() {
		t.Error("an error does not count")
	}
}

func TestADiagnosticPrintsOneLineAndItsHint(t *testing.T) {
	d := diag.Diagnostic{Pos: diag.Pos{File: "a.yaml", Line: 1, Col: 2}, Severity: diag.Warning, Code: "S005", Message: "look here", Hint: "do that"}
	if got, want := d.String(), "a.yaml:1:2: warning[S005]: look here\n\thint: do that"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d.Hint = ""
	if got, want := d.String(), "a.yaml:1:2: warning[S005]: look here"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestControlAndBidirectionalCharactersAreQuoted(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mred":   `a\u001b[31mred`,
		"two\nlines":     `two\u000alines`,
		"ab\u202ecd":     `ab\u202ecd`,
		"ab\u2066cd":     `ab\u2066cd`,
		"c1\u009bx":      `c1\u009bx`,
		"del\x7f":        `del\u007f`,
		"Ça va، العربية": "Ça va، العربية",
	} {
		d := diag.Diagnostic{Pos: diag.Pos{File: in}, Severity: diag.Error, Code: "S001", Message: in, Hint: in}
		if got, full := d.String(), want+": error[S001]: "+want+"\n\thint: "+want; got != full {
			t.Errorf("got %q, want %q", got, full)
		}
	}
}

func TestDiagnosticsAreData(t *testing.T) {
	d := diag.Diagnostic{Pos: diag.Pos{File: "a.yaml", Line: 1, Col: 2}, Severity: diag.Error, Code: "S005", Message: "m"}
	got, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"pos":{"file":"a.yaml","line":1,"col":2},"severity":"error","code":"S005","message":"m"}`
	if string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheNearestWordIsOffered(t *testing.T) {
	fields := []string{"title", "text", "show", "sections", "rows", ","}
	for unknown, want := range map[string]string{
		"titel":                  `did you mean "title"?`,
		"tilte":                  `did you mean "title"?`,
		"TITLE":                  `known fields: ,, rows, sections, show, text, title`,
		"section":                `did you mean "sections"?`,
		"row":                    `did you mean "rows"?`,
		"shwo":                   `did you mean "show"?`,
		";":                      `known fields: ,, rows, sections, show, text, title`,
		"colour":                 `known fields: ,, rows, sections, show, text, title`,
		"":                       `known fields: ,, rows, sections, show, text, title`,
		strings.Repeat("x", 100): `known fields: ,, rows, sections, show, text, title`,
	} {
		if got := diag.Nearest(unknown, "known fields", fields); got != want {
			t.Errorf("%q: got %s, want %s", unknown, got, want)
		}
	}
}

func TestLongListsOfWordsAreCut(t *testing.T) {
	var words []string
	for r := 'a'; r <= 'z'; r++ {
		words = append(words, strings.Repeat(string(r), 9))
	}
	got := diag.Nearest("0", "known words", words)
	if !strings.HasSuffix(got, "xxxxxxxxx, … (26 in all)") || strings.Contains(got, "yyy") {
		t.Error(got)
	}
}

func TestAWordWithOneSlipIsFoundAgain(t *testing.T) {
	words := []string{"statistics", "audiences", "languages", "subtitle", "publisher"}
	rapid.Check(t, func(t *rapid.T) {
		word := []rune(rapid.SampledFrom(words).Draw(t, "word"))
		at := rapid.IntRange(0, len(word)-2).Draw(t, "place")
		slip := []rune(string(word))
		switch rapid.IntRange(0, 2).Draw(t, "slip") {
		case 0:
			slip[at], slip[at+1] = slip[at+1], slip[at]
		case 1:
			slip = append(slip[:at], slip[at+1:]...)
		default:
			slip[at] = rapid.RuneFrom([]rune("abcxyz-")).Draw(t, "letter")
		}
		if got, ok := diag.Closest(string(slip), words); !ok || got != string(word) {
			t.Fatalf("%q: got %q, want %q", string(slip), got, string(word))
		}
	})
}
