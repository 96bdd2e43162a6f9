package hyphen_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"htsm/generator/pdf/hyphen"
)

func load(t interface{ Fatal(...any) }) *hyphen.Book {
	b, err := hyphen.Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// divided returns a text with hyphens where it may be divided.
func divided(b *hyphen.Book, language, text string) string {
	runes := []rune(text)
	var out strings.Builder
	at := 0
	b.Divide(language, runes, false, func(i int) {
		out.WriteString(string(runes[at:i]) + "-")
		at = i
	})
	return out.String() + string(runes[at:])
}

func TestWordsAreDividedAsDictionariesDo(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ language, text, want string }{
		// Trésor de la langue française: division by syllables.
		{"fr", "détection", "dé-tec-tion"},
		{"fr", "exploitation", "ex-ploi-ta-tion"},
		{"fr", "itinéraires", "iti-né-raires"},
		{"fr", "l’enregistrement", "l’en-re-gis-tre-ment"},
		// Oxford spelling dictionary.
		{"en", "hyphenation", "hy-phen-a-tion"},
		{"en", "trafficking", "traf-fick-ing"},
		{"en-GB", "recruitment", "re-cruit-ment"},
		// Real Academia Española, Ortografía 2010: syllables.
		{"es", "explotación", "ex-plo-ta-ción"},
		{"es", "nacionalidades", "na-cio-na-li-da-des"},
	} {
		if got := divided(b, c.language, c.text); got != c.want {
			t.Errorf("%s: %s is divided as %s, want %s", c.language, c.text, got, c.want)
		}
	}
}

func TestWhatMayBeANameOrACodeIsNotDivided(t *testing.T) {
	b := load(t)
	for _, c := range [][2]string{
		{"fr", "Méditerranée"},
		{"fr", "TRAFIC"},
		{"en", "detections2026"},
		{"en", "reports/detections"},
		{"en", "someone@detections"},
		{"fr", "liste"},
		{"ar", "الاستغلال"},
		{"de", "ermittlungen"},
		{"", "exploitation"},
		{"en", strings.Repeat("exploitation", 900)},
	} {
		if got := divided(b, c[0], c[1]); got != c[1] {
			t.Errorf("%s: %.40s is divided as %.40s", c[0], c[1], got)
		}
	}
}

func TestANilBookDividesNothing(t *testing.T) {
	if got := divided(nil, "fr", "exploitation"); got != "exploitation" {
		t.Errorf("got %s", got)
	}
}

func TestPartsOfWordsAreNotTooShort(t *testing.T) {
	b := load(t)
	letters := []rune("abcdeéèlmnopqrstuv’' -.,Aé1\u0301")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom(letters), 0, 60).Draw(t, "text")
		language := rapid.SampledFrom([]string{"fr", "en", "es", "ar"}).Draw(t, "language")
		last := 0
		b.Divide(language, text, false, func(i int) {
			if i <= last || i > len(text)-3 || i < 2 {
				t.Fatalf("%q is divided before character %d, last before %d", string(text), i, last)
			}
			last = i
			for _, r := range text[i-2 : i+3] {
				if !unicode.IsLower(r) && !unicode.IsMark(r) {
					t.Fatalf("%q is divided near %q", string(text), r)
				}
			}
		})
	})
}

func FuzzDivide(f *testing.F) {
	b := load(f)
	f.Add("fr", "l’exploitation des mineurs")
	f.Fuzz(func(t *testing.T, language, text string) {
		n := len([]rune(text))
		b.Divide(language, []rune(text), len(text)%2 == 0, func(i int) {
			if i <= 0 || i >= n {
				t.Errorf("division before character %d of %d", i, n)
			}
		})
	})
}

func BenchmarkDivide(b *testing.B) {
	book := load(b)
	text := []rune(strings.Repeat("les services déclarants ont signalé des personnes détectées au cours du mois ", 20))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		book.Divide("fr", text, false, func(int) {})
	}
}

func TestHeadsMayBeginWithACapital(t *testing.T) {
	b := load(t)
	for text, want := range map[string]string{"Observed": "Ob-served", "THB": "THB", "McDonalds": "McDonalds"} {
		runes := []rune(text)
		got, at := "", 0
		b.Divide("en", runes, true, func(i int) { got += string(runes[at:i]) + "-"; at = i })
		if got += string(runes[at:]); got != want {
			t.Errorf("%s is divided as %s, want %s", text, got, want)
		}
	}
}
