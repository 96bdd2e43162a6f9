package lang

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/diag"
)

const reviewFile = "../../templates/lang/REVIEW.csv"

// The review sheet sets all languages side by side for translators. UPDATE=1
// writes it again.
func TestReviewSheetIsUpToDate(t *testing.T) {
	var diags diag.List
	s := Load(os.DirFS("../../templates"), "lang", &diags)
	if diags.HasErrors() {
		t.Fatal(diags.All())
	}
	want := reviewSheet(t, s)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(reviewFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(reviewFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Errorf("the review sheet is out of date; run UPDATE=1 go test ./generator/lang (-want +got):\n%s", d)
	}
}

// reviewSheet returns one line for each message, or for each plural form that
// any language has.
func reviewSheet(t *testing.T, s *Set) string {
	t.Helper()
	var locales []*Locale
	first := []string{"fr", "en", "es", "ar"} // Sources first.
	for _, tag := range slices.Concat(first, slices.DeleteFunc(s.Tags(), func(tag string) bool { return slices.Contains(first, tag) })) {
		if l, ok := s.Locale(tag); ok {
			locales = append(locales, l)
		}
	}
	head := []string{"key", "form", "about"}
	for _, l := range locales {
		name := l.Tag()
		if l.Unreviewed() {
			name += " (unreviewed)"
		}
		head = append(head, name)
	}
	lines := [][]string{head}
	for _, k := range Keys() {
		forms := []string{""}
		if k.Counted {
			forms = []string{"zero", "one", "two", "few", "many", "other"}
		}
		for _, name := range forms {
			line, written := []string{k.Name, name, k.About}, false
			for _, l := range locales {
				text := reviewText(l.messages[k.Name], name)
				line, written = append(line, text), written || text != ""
			}
			if written {
				lines = append(lines, line)
			}
		}
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// reviewText returns the text of a form of a message; empty if it has none.
func reviewText(m message, name string) string {
	t := m.other
	if name != "" && name != "other" {
		t = m.forms[formNames()[name]]
	}
	text := ""
	for _, p := range t {
		if p.param < 0 {
			text += p.literal
		} else {
			text += "{" + m.params[p.param] + "}"
		}
	}
	return text
}
