package prose_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/prose"
	"htsm/generator/release"
)

// An echo answers every reference with its name.
type echo struct {
	notes   [][]doc.Inline
	defined string // The definitions of terms.
}

func (e *echo) Value(ref string) (release.Value, string, bool) { return release.Value{}, ref, true }

func (e *echo) Target(kind prose.Kind, name string) (id, words string, ok bool) {
	return "x", kind.String() + name, true
}

func (e *echo) Note(text []doc.Inline) doc.NoteID {
	e.notes = append(e.notes, text)
	return doc.NoteID(len(e.notes))
}

func (e *echo) Term(t *doc.Term) { e.defined += t.Definition }

// What a narrative may hold that is not text: marks of callouts, labels of
// footnotes, character references and addresses behind texts.
var (
	markup  = regexp.MustCompile(`\[![A-Za-z]*\]|\[\^[^\]\s]*\]|&#?[A-Za-z0-9]+`)
	address = regexp.MustCompile(`\]\([^)]*\)`)
)

// FuzzNarrative checks that no input makes the package panic or take long, and
// that a narrative that is accepted keeps every letter.
func FuzzNarrative(f *testing.F) {
	for _, seed := range []string{
		"Un *texte* de {{ volume.total.count }} victimes[^1].\n\n[^1]: Une note.",
		"> [!NOTE]\n> un\n\n- a\n  1. b\n", "[a](https://example.org/b) <https://example.org>", "[a](term: \"b (c) d\")",
		"`{{ x }}` &eacute; \\* ** * _", "# a\n---\n\n***\n", "| a |\n|---|\n", "> > > - - a", "[^a]: [^b]: c\n[^b]",
		"\tx\n", "a\\\nb  \nc", "[a]: b\n", "<a>", "![a](b)", "{{", "}}", "~~a~~", "\"a\" 'b' : ; ?",
	} {
		f.Add(seed)
	}
	l := locale(f, "fr")
	f.Fuzz(func(t *testing.T, in string) { checkNarrative(t, l, in) })
}

func checkNarrative(t *testing.T, l *lang.Locale, in string) {
	start := time.Now()
	var diags diag.List
	n, ok := prose.Parse("n.md", []byte(in), l, &diags)
	if ok == diags.HasErrors() {
		t.Fatalf("Parse reports %v with %v", ok, diags.All())
	}
	for _, d := range diags.All() {
		if d.Pos.Line > strings.Count(in, "\n")+1 {
			t.Fatalf("%v lies outside the text", d)
		}
	}
	if !ok {
		return
	}
	e := &echo{}
	blocks, ok := n.Blocks(e, &diags)
	if !ok {
		t.Fatalf("not resolved: %v", diags.All())
	}
	if d := time.Since(start); d > 10*time.Second {
		t.Fatalf("takes %v", d)
	}
	got := letters(plainOf(blocks, e.notes) + e.defined)
	for r, count := range letters(markup.ReplaceAllString(address.ReplaceAllString(in, "]"), "")) {
		if got[r] < count {
			t.Fatalf("%q: %d of %d %q are left in %s", in, got[r], count, r, outline(blocks))
		}
	}
}

// letters counts the letters of a text.
func letters(s string) map[rune]int {
	out := map[rune]int{}
	for _, r := range s {
		if unicode.IsLetter(r) {
			out[r]++
		}
	}
	return out
}

// plainOf returns all that blocks and notes say.
func plainOf(blocks []doc.Block, notes [][]doc.Inline) string {
	p := &plainer{}
	for _, n := range notes {
		p.WriteString(doc.Plain(n) + " ")
	}
	for _, b := range blocks {
		if err := b.Accept(p); err != nil {
			panic(err)
		}
	}
	return p.String()
}

type plainer struct {
	outliner
}

func (p *plainer) Paragraph(b *doc.Paragraph) error {
	p.WriteString(doc.Plain(b.Text) + " ")
	return nil
}

func (p *plainer) List(b *doc.List) error {
	for _, item := range b.Items {
		p.WriteString(plainOf(item, nil))
	}
	return nil
}

func (p *plainer) Quote(b *doc.Quote) error     { p.WriteString(plainOf(b.Body, nil)); return nil }
func (p *plainer) Callout(b *doc.Callout) error { p.WriteString(plainOf(b.Body, nil)); return nil }
