package pdf

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/doc"
	"htsm/generator/doctest"
	press "htsm/generator/pdf"
)

// texts returns the texts of spans, raised ones after a caret and notes in
// brackets.
func texts(spans []press.Span) []string {
	var out []string
	for _, s := range spans {
		switch {
		case s.Note != nil:
			out = append(out, "["+s.Note.Label+"]")
		case s.Rise > 0:
			out = append(out, "^"+s.Text)
		default:
			out = append(out, s.Text)
		}
	}
	return out
}

func writerFor(t *testing.T, language string) *writer {
	t.Helper()
	d := doctest.Sample()
	d.Meta.Language = language
	k := newWriter(d, options(t))
	for n, label := range map[doc.NoteID]string{1: "1", 2: "2", 3: "3"} {
		k.notes[n] = &press.Note{Label: label}
	}
	return k
}

func TestLettersOfFrenchOrdinalsAreRaised(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           []string
	}{
		{"fr", "Le 1er mars et la 1re fois.", []string{"Le 1", "^er", " mars et la 1", "^re", " fois."}},
		{"fr", "2e et 3es", []string{"2", "^e", " et 3", "^es"}},
		{"fr", "H1 : 2ère, 3ex, e, 12 er", []string{"H1 : 2ère, 3ex, e, 12 er"}},
		{"en", "1er", []string{"1er"}},
	} {
		spans, err := writerFor(t, c.language).inlines([]doc.Inline{&doc.Text{Text: c.text}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, texts(spans)); diff != "" {
			t.Errorf("%s, %q (-want +got):\n%s", c.language, c.text, diff)
		}
	}
}

func TestMarksOfACaptionStandInOrderEachOnce(t *testing.T) {
	text := []doc.Inline{&doc.Text{Text: "Routes"}, &doc.NoteRef{Note: 3}}
	spans, err := writerFor(t, "fr").caption("", text, []doc.NoteID{1, 3, 2})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Routes", "[1]", "\u202f", "[2]", "\u202f", "[3]"}, texts(spans)); diff != "" {
		t.Errorf("the caption (-want +got):\n%s", diff)
	}
}

func TestTheSymbolOfAHeadlineNumberIsQuieter(t *testing.T) {
	k := writerFor(t, "fr")
	for _, c := range []struct {
		text string
		want []string
	}{
		{"1\u202f664 [p]", []string{"1\u202f664", " [p]"}},
		{"1\u202f664", []string{"1\u202f664"}},
		{"[c]", []string{"[c]"}},
	} {
		got := k.headline(c.text)
		if diff := cmp.Diff(c.want, texts(got)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
		if len(got) == 2 && got[1].Size >= k.look.Figure {
			t.Errorf("the symbol of %q is as large as the number", c.text)
		}
	}
}

func TestATermLeadsToItsDefinition(t *testing.T) {
	spans, err := writerFor(t, "fr").inlines([]doc.Inline{&doc.Term{Body: []doc.Inline{&doc.Text{Text: "traite"}}, Definition: "Sens.", Target: "s1"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(spans) != 1 || spans[0].To != "s1" || spans[0].Alt != "Sens." {
		t.Errorf("the term is set as %+v", spans)
	}
}
