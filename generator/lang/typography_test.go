package lang_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"htsm/generator/lang"
)

// In these tests ~ is U+00A0 and ^ is U+202F.
func TestTypography(t *testing.T) {
	for _, c := range []struct{ in, fr, en string }{
		{"", "", ""},
		{"Deux routes ; trois pays", "Deux routes^; trois pays", "Deux routes ; trois pays"},
		{"Vraiment ?", "Vraiment^?", "Vraiment ?"},
		{"Vraiment?", "Vraiment^?", "Vraiment?"},
		{"Vraiment ?!", "Vraiment^?!", "Vraiment ?!"},
		{"Note : un texte", "Note~: un texte", "Note : un texte"},
		{"Note: un texte", "Note~: un texte", "Note: un texte"},
		{"TLP:AMBER à 14:30", "TLP:AMBER à 14:30", "TLP:AMBER à 14:30"},
		{"https://example.org/a;b", "https://example.org/a;b", "https://example.org/a;b"},
		{"« mot » et «mot»", "«~mot~» et «~mot~»", "« mot » et «mot»"},
		{"« mot » : suite", "«~mot~»~: suite", "« mot » : suite"},
		{"43,8 % et 5%", "43,8^% et 5^%", "43,8 % et 5%"},
		{"l'origine d'une victime", "l’origine d’une victime", "l’origine d’une victime"},
		{"the victims' rights", "the victims’ rights", "the victims’ rights"},
		{"un 'mot' seul", "un 'mot’ seul", "un 'mot’ seul"},
		{`un "mot" cité`, "un «~mot~» cité", "un “mot” cité"},
		{`("mot")`, "(«~mot~»)", "(“mot”)"},
		{`"mot" ; "mot"`, "«~mot~»^; «~mot~»", "“mot” ; “mot”"},
		{`"mot":`, "«~mot~»~:", "“mot”:"},
		{"fin ", "fin ", "fin "},
		{" : début", " : début", " : début"},
		{"a  b", "a  b", "a  b"},
	} {
		if got := shown(locale(t, "fr").Typography(c.in)); got != c.fr {
			t.Errorf("fr: %q becomes %q, want %q", c.in, got, c.fr)
		}
		if got := shown(locale(t, "en").Typography(c.in)); got != c.en {
			t.Errorf("en: %q becomes %q, want %q", c.in, got, c.en)
		}
	}
}

// A sentence may be cut by emphasis or by a figure; the pieces must come out
// as the whole would.
func TestTypographyOfPieces(t *testing.T) {
	fr := locale(t, "fr")
	for _, pieces := range [][]string{
		{"mot", " ; suite"},
		{"mot ", "; suite"},
		{"« ", "mot", " »"},
		{"«", "mot", "»"},
		{"43,8", " % des cas"},
		{"43,8 ", "% des cas"},
		{`il dit "`, "mot", `" et part`},
		{"l'", "origine"},
		{"mot", "?"},
	} {
		whole, joined := fr.Typography(strings.Join(pieces, "")), ""
		for i, p := range pieces {
			var before, after rune
			if i > 0 {
				before = last(pieces[i-1])
			}
			if i+1 < len(pieces) {
				after = []rune(pieces[i+1])[0]
			}
			joined += fr.TypographyIn(before, p, after)
		}
		if joined != whole {
			t.Errorf("%q: the pieces become %q, the whole %q", pieces, shown(joined), shown(whole))
		}
	}
}

func last(s string) rune {
	r := []rune(s)
	return r[len(r)-1]
}

func TestTypographyKeepsTheTextAndIsDoneOnce(t *testing.T) {
	s := load(t)
	alphabet := []rune(`aÉ9 '";:!?%«»().-/` + "\u00a0\u202f’“")
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 40, -1).Draw(t, "text")
		l, _ := s.Locale(rapid.SampledFrom(s.Tags()).Draw(t, "language"))
		once := l.Typography(in)
		if twice := l.Typography(once); twice != once {
			t.Fatalf("%q becomes %q, then %q", in, shown(once), shown(twice))
		}
		if letters(once) != letters(in) {
			t.Fatalf("%q becomes %q", in, once)
		}
	})
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func TestLowerKeepsAbbreviations(t *testing.T) {
	for in, want := range map[string]string{"": "", "Nationalité": "nationalité", "Étape": "étape", "EU countries": "EU countries", "A": "a"} {
		if got := lang.Lower(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if got := shown(locale(t, "fr").Quote("mot")); got != "«~mot~»" {
		t.Errorf("quoted: %q", got)
	}
}
