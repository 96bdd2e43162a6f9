package compose_test

import (
	"strings"
	"testing"

	"htsm/generator/doc"
)

// sectionOf returns the section with an identifier.
func sectionOf(list []*doc.Section, id string) *doc.Section {
	for _, s := range list {
		if s.ID == id {
			return s
		}
		if sub := sectionOf(s.Sections, id); sub != nil {
			return sub
		}
	}
	return nil
}

// firstTerm returns the term that a paragraph starts with.
func firstTerm(t *testing.T, b doc.Block) *doc.Term {
	t.Helper()
	p, ok := b.(*doc.Paragraph)
	if !ok || len(p.Text) == 0 {
		t.Fatalf("%T is no paragraph with text", b)
	}
	term, ok := p.Text[0].(*doc.Term)
	if !ok {
		t.Fatalf("the paragraph starts with %T, not with a term", p.Text[0])
	}
	return term
}

func TestTermsLeadToTheirPrintedDefinition(t *testing.T) {
	const narrative = "[Smuggling](term: \"Help across a border, for profit.\") grew.\n\n[Smuggling](term: \"Help across a border, for profit.\") fell.\n"
	brief := file(t, "brief.yaml")
	for name, report := range map[string]string{
		"in the method part":      brief,
		"in a section of its own": strings.Replace(brief, "  - {title: {fr: Méthode, en: Method}, show: [{method: all}]}\n", "", 1),
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.narratives["summary.en"] = narrative
			k := document(t, d.input(t, report, "en", volume(), means(), secret()))
			printed := 0
			for _, f := range k.Facts() {
				if f.Display == "Smuggling. Help across a border, for profit." {
					printed++
				}
			}
			if printed != 1 {
				t.Errorf("the definition is printed %d times, want once", printed)
			}
			term := firstTerm(t, k.Body[0].Blocks[0])
			target := sectionOf(k.Body, term.Target)
			if target == nil {
				t.Fatalf("the term leads to %q, which is no section", term.Target)
			}
			if got := target.Title; got != "Definitions" {
				t.Errorf("the term leads to %q, want the definitions", got)
			}
		})
	}
}
