package pdf

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/doctest"
	"htsm/generator/lang"
	"htsm/generator/prose"
	"htsm/generator/release"
	"htsm/generator/render/html"
	"htsm/generator/typeface"
	"htsm/generator/verify"
	tagged "htsm/generator/verify/pdf"
	"htsm/templates"
)

// letter is a text of one section between which a paragraph stands.
const letter = "§"

// saidBack returns what a file says in place of a text of one paragraph.
func saidBack(t interface{ Fatal(...any) }, text string, rtl bool) string {
	d := doctest.Sample()
	d.Meta.RightToLeft = rtl
	if rtl {
		d.Meta.Language = "ar"
	}
	d.Notes, d.Sources = nil, nil
	d.Body = []*doc.Section{{ID: "s1", Title: letter, Blocks: []doc.Block{&doc.Paragraph{Text: []doc.Inline{&doc.Text{Text: text}}}}}}
	o := options(t)
	o.Charts = nil
	file, err := tagged.Read(rendered(t, d, o))
	if err != nil {
		t.Fatal(err)
	}
	var paragraphs []*tagged.Node
	heading := false
	for _, n := range file.Root.Children() {
		for _, n := range append([]*tagged.Node{n}, n.Children()...) {
			if n.Role == "P" && heading {
				paragraphs = append(paragraphs, n)
			}
			heading = heading || n.Role == "H1" && strings.Contains(n.Text(none), letter)
		}
	}
	if len(paragraphs) != 1 {
		return ""
	}
	return paragraphs[0].Text(none)
}

func none(*tagged.Node) bool { return false }

// logical is a text without what shows nothing: spaces, of which lines end with
// some, and marks of direction and joining.
func logical(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == 0x34F || r == 0xA0 || r == 0x202F {
			return -1
		}
		return r
	}, s)
}

// shown is a text of which every character can be set.
func shown(text string, fonts *typeface.Set) string {
	return strings.Map(func(r rune) rune {
		if !fonts.Covers(r, typeface.Regular) || unicode.IsControl(r) || r == 0x2028 || r == 0x2029 || r == '§' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

func checkSaidBack(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, text string, rtl bool,
) {
	k, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	text = shown(text, k.fonts)
	if want, got := logical(text), logical(saidBack(t, text, rtl)); got != want {
		t.Fatalf("right to left %v: %+q is read as %+q", rtl, want, got)
	}
}

// TestTextsOfBothDirectionsAreReadInTheirOrder mixes words of both directions
// with numbers, signs and embeddings.
func TestTextsOfBothDirectionsAreReadInTheirOrder(t *testing.T) {
	pieces := []string{
		"Libye", "THB", "n = 12", "1,234.5", "12 %", "(a)", "[c]", "−3", "e-mail", "2026-10", "A/B", "«", "»",
		"تهريب", "المهاجرين", "١٢٣", "٪", "لا", "الأشخاص", "مُنَظَّم", "،", "؟", "(", ")", ":", "–", "→", "\u200f", "\u200e", "\u2067", "\u2069", "\u2066",
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "words")
		checkSaidBack(t, strings.Join(words, rapid.SampledFrom([]string{" ", "\u00a0", ""}).Draw(t, "between")), rapid.Bool().Draw(t, "right to left"))
	})
}

func TestLongWordsAreReadWhole(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("x", 10_000), strings.Repeat("كشف", 3_333), strings.Repeat("1", 10_000), strings.Repeat("a\u0301", 5_000), strings.Repeat("لا", 5_000),
	} {
		for _, rtl := range []bool{false, true} {
			checkSaidBack(t, text, rtl)
		}
	}
}

func FuzzSaidBack(f *testing.F) {
	for _, s := range []string{"abc تهريب 123", "(تهريب) [THB] 1,2", "1/2 لا +3 %", "\u202eabc\u202c", "a\u0301لا\u0651", "ﷺ ﷽", "Ṩ̵́", "12\u200f–\u200e34"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, rtl bool) {
		if len(s) < 2_000 {
			checkSaidBack(t, s, rtl)
		}
	})
}

// noted answers the footnotes of narratives.
type noted struct{ notes []doc.Note }

func (r *noted) Value(string) (release.Value, string, bool)            { return release.Value{}, "", false }
func (r *noted) Target(prose.Kind, string) (id, words string, ok bool) { return "", "", false }
func (r *noted) Term(t *doc.Term)                                      { t.Target = "e-1" }
func (r *noted) Note(text []doc.Inline) doc.NoteID {
	r.notes = append(r.notes, doc.Note{ID: doc.NoteID(len(r.notes) + 1), Text: text})
	return doc.NoteID(len(r.notes))
}

// examples returns those of the CommonMark specification, which come with the
// sources of goldmark.
func examples(t *testing.T) []struct{ Markdown, HTML string } {
	t.Helper()
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(folder)), "_test", "spec.json"))
	if err != nil {
		if os.Getenv("HTSM_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip("the sources of goldmark are not here")
	}
	var list []struct{ Markdown, HTML string }
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestCommonMarkExamplesSayTheSameOnPaperAndOnThePage holds every example that
// narratives may hold against the facts of one document in both formats.
func TestCommonMarkExamplesSayTheSameOnPaperAndOnThePage(t *testing.T) {
	var diags diag.List
	english, ok := lang.Load(templates.FS, "lang", &diags).Locale("en")
	if !ok {
		t.Fatal(diags.All())
	}
	d := doctest.Sample()
	d.Body, d.Sources = []*doc.Section{{ID: "e-1", Title: "Examples"}}, nil
	r := &noted{}
	taken := 0
	for _, e := range examples(t) {
		var diags diag.List
		n, ok := prose.Parse("example.md", []byte(e.Markdown), english, &diags)
		if !ok {
			continue // Named by a diagnostic, which tests of prose hold.
		}
		blocks, ok := n.Blocks(r, &diags)
		if !ok {
			t.Fatalf("%q: %v", e.Markdown, diags.All())
		}
		taken++
		d.Body[0].Blocks = append(d.Body[0].Blocks, blocks...)
	}
	if taken < 100 {
		t.Errorf("only %d examples are narratives", taken)
	}
	d.Notes = r.notes
	o := options(t)
	printable(d, o.Fonts)
	if err := verify.PDF(d, rendered(t, d, o)); err != nil {
		t.Errorf("on paper: %v", err)
	}
	var page strings.Builder
	if err := html.Render(&page, d, html.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := verify.HTML(d, []byte(page.String())); err != nil {
		t.Errorf("on the page: %v", err)
	}
}
