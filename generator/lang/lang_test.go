package lang_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/diag"
	"htsm/generator/head"
	"htsm/generator/lang"
	"htsm/generator/num"
	"htsm/generator/period"
)

// load returns the languages of the repository.
func load(t testing.TB) *lang.Set {
	t.Helper()
	var diags diag.List
	s := lang.Load(os.DirFS("../../templates"), "lang", &diags)
	for _, d := range diags.All() {
		t.Error(d)
	}
	if t.Failed() {
		t.FailNow()
	}
	return s
}

func locale(t testing.TB, tag string) *lang.Locale {
	t.Helper()
	l, ok := load(t).Locale(tag)
	if !ok {
		t.Fatalf("there is no language %s", tag)
	}
	return l
}

// shown writes the spaces that cannot be told apart as letters.
func shown(s string) string {
	return strings.NewReplacer("\u00a0", "~", "\u202f", "^").Replace(s)
}

func decimal(t testing.TB, s string) num.Decimal {
	t.Helper()
	d, err := num.Parse(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}

func TestEveryLanguageOfTheRepositoryIsComplete(t *testing.T) {
	tags := load(t).Tags()
	for _, tag := range []string{"ar", "en", "es", "fr"} {
		if !slices.Contains(tags, tag) {
			t.Errorf("%s is missing from %v", tag, tags)
		}
	}
}

func TestKeysAreSortedUniqueAndExplained(t *testing.T) {
	keys := lang.Keys()
	for i, k := range keys {
		if i > 0 && keys[i-1].Name >= k.Name {
			t.Errorf("%s does not come after %s", k.Name, keys[i-1].Name)
		}
		if !strings.HasSuffix(k.About, ".") {
			t.Errorf("%s: %q does not explain it in a sentence", k.Name, k.About)
		}
		if k.Counted && !slices.Contains(k.Params, "n") {
			t.Errorf("%s agrees with a number that it does not take", k.Name)
		}
	}
}

// Every message must be writable: an argument for each placeholder gives a
// text that shows all of them.
func TestEveryMessageShowsItsArguments(t *testing.T) {
	s := load(t)
	for _, tag := range s.Tags() {
		l, _ := s.Locale(tag)
		for _, k := range lang.Keys() {
			var args []string
			for _, p := range k.Params {
				args = append(args, p, "<"+p+">")
			}
			got := l.Text(k.Name, args...)
			for _, p := range k.Params {
				if !strings.Contains(got, "<"+p+">") {
					t.Errorf("%s: %s: %q does not show %s", tag, k.Name, got, p)
				}
			}
			if k.Digitless && strings.ContainsAny(got, "0123456789") {
				t.Errorf("%s: %s: %q shows a digit", tag, k.Name, got)
			}
		}
	}
}

func TestSymbolsAreTheSameInEveryLanguage(t *testing.T) {
	s := load(t)
	en, _ := s.Locale("en")
	for _, tag := range s.Tags() {
		l, _ := s.Locale(tag)
		for _, k := range lang.Keys() {
			if k.Digitless && l.Text(k.Name) != en.Text(k.Name) {
				t.Errorf("%s: %s is %q, in English %q", tag, k.Name, l.Text(k.Name), en.Text(k.Name))
			}
		}
	}
}

// The two crimes have names of their own that are never exchanged (Palermo
// Protocols; core_terms of the code lists).
func TestTheTwoCrimesKeepTheirNames(t *testing.T) {
	fr, en, es, ar := locale(t, "fr"), locale(t, "en"), locale(t, "es"), locale(t, "ar")
	for _, c := range []struct{ got, has, not string }{
		{fr.Text("abbreviation.thb"), "traite des êtres humains", "trafic"},
		{fr.Text("abbreviation.som"), "trafic illicite de migrants", "traite"},
		{en.Text("abbreviation.thb"), "trafficking in human beings", "smuggling"},
		{en.Text("abbreviation.som"), "smuggling of migrants", "trafficking"},
		{es.Text("abbreviation.thb"), "trata de seres humanos", "tráfico"},
		{es.Text("abbreviation.som"), "tráfico ilícito de migrantes", "trata"},
		{ar.Text("abbreviation.thb"), "الاتجار بالأشخاص", "تهريب"},
		{ar.Text("abbreviation.som"), "تهريب المهاجرين", "الاتجار"},
	} {
		if !strings.Contains(c.got, c.has) || strings.Contains(c.got, c.not) {
			t.Errorf("%q must say %q and not %q", c.got, c.has, c.not)
		}
	}
}

func TestNumber(t *testing.T) {
	fr, en := locale(t, "fr"), locale(t, "en")
	for _, c := range []struct{ in, fr, en string }{
		{"0", "0", "0"},
		{"999", "999", "999"},
		{"1000", "1^000", "1,000"},
		{"-1234567.50", "−1^234^567,50", "−1,234,567.50"},
		{"0.05", "0,05", "0.05"},
		{"-0.5", "−0,5", "−0.5"},
		{"885386", "885^386", "885,386"},
		{"9223372036854775807", "9^223^372^036^854^775^807", "9,223,372,036,854,775,807"},
	} {
		d := decimal(t, c.in)
		if got := shown(fr.Number(d)); got != c.fr {
			t.Errorf("fr: %s is written %q, want %q", c.in, got, c.fr)
		}
		if got := en.Number(d); got != c.en {
			t.Errorf("en: %s is written %q, want %q", c.in, got, c.en)
		}
	}
}

func TestNumberCanBeReadBack(t *testing.T) {
	s := load(t)
	rapid.Check(t, func(t *rapid.T) {
		scale := rapid.Uint8Range(0, 6).Draw(t, "scale")
		f := num.Fraction{Num: rapid.Int64Range(-1e12, 1e12).Draw(t, "units"), Den: 1}
		d, ok := f.Round(0, scale)
		if !ok {
			t.Skip("too large")
		}
		l, _ := s.Locale(rapid.SampledFrom(s.Tags()).Draw(t, "language"))
		signs := []string{"−", "-", "\u2066", "", "\u2069", ""}
		switch l.Tag() {
		case "en", "ar":
			signs = append(signs, ",", "")
		default:
			signs = append(signs, "\u202f", "", ",", ".")
		}
		plain := strings.NewReplacer(signs...).Replace(l.Number(d))
		if plain != d.String() {
			t.Fatalf("%s is written %q", d, l.Number(d))
		}
	})
}

func TestValueIsWrittenByItsMeasure(t *testing.T) {
	fr, en := locale(t, "fr"), locale(t, "en")
	euro := head.Measure{Quantity: head.Amount, Currency: "EUR"}
	for _, c := range []struct {
		measure    head.Measure
		in, fr, en string
	}{
		{head.Measure{}, "10793", "10^793", "10,793"},
		{head.Measure{Quantity: head.Share}, "43.8", "43,8^%", "43.8%"},
		{head.Measure{Quantity: head.Change}, "12.4", "+12,4^%", "+12.4%"},
		{head.Measure{Quantity: head.Change}, "-53", "−53^%", "−53%"},
		{head.Measure{Quantity: head.Change}, "0.0", "0,0^%", "0.0%"},
		{head.Measure{Quantity: head.Difference}, "1200", "+1^200", "+1,200"},
		{head.Measure{Quantity: head.Difference}, "0", "0", "0"},
		{head.Measure{Quantity: head.Mean}, "53.0", "53,0", "53.0"},
		{head.Measure{Quantity: head.Index}, "1.25", "1,25", "1.25"},
		{euro, "1200", "1^200~EUR", "EUR~1,200"},
	} {
		d := decimal(t, c.in)
		if got := shown(fr.Value(c.measure, d)); got != c.fr {
			t.Errorf("fr: %v %s is written %q, want %q", c.measure, c.in, got, c.fr)
		}
		if got := shown(en.Value(c.measure, d)); got != c.en {
			t.Errorf("en: %v %s is written %q, want %q", c.measure, c.in, got, c.en)
		}
	}
}

func TestPluralAgreesWithItsNumber(t *testing.T) {
	fr, en := locale(t, "fr"), locale(t, "en")
	for _, c := range []struct{ in, fr, en string }{
		{"0", "0 personne", "0 persons"},
		{"1", "1 personne", "1 person"},
		{"1.5", "1,5 personne", "1.5 persons"},
		{"2", "2 personnes", "2 persons"},
		{"1000000", "1^000^000 personnes", "1,000,000 persons"},
	} {
		d := decimal(t, c.in)
		if got := shown(fr.Plural("unit.persons", d)); got != c.fr {
			t.Errorf("fr: %q, want %q", got, c.fr)
		}
		if got := en.Plural("unit.persons", d); got != c.en {
			t.Errorf("en: %q, want %q", got, c.en)
		}
	}
	if got, want := en.Text("unit.persons", "n", "[c]"), "[c] persons"; got != want {
		t.Errorf("a withheld count reads %q, want %q", got, want)
	}
}

func TestPeriod(t *testing.T) {
	fr, en := locale(t, "fr"), locale(t, "en")
	span := func(first, last string) period.Span {
		a, errA := period.ParseMonth(first)
		b, errB := period.ParseMonth(last)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		return period.Span{First: a, Last: b}
	}
	for _, c := range []struct {
		in                       period.Span
		fr, en, frShort, enShort string
		frVersus, enVersus, frIn string
		enIn                     string
	}{
		{span("2026-10", "2026-10"), "octobre 2026", "October 2026", "oct. 26", "Oct 26", "par rapport à octobre 2026", "on October 2026", "en octobre 2026", "in October 2026"},
		{span("2026-07", "2026-09"), "3e trimestre 2026", "3rd quarter 2026", "T3 26", "Q3 26", "par rapport au 3e trimestre 2026", "on the 3rd quarter 2026", "au 3e trimestre 2026", "in the 3rd quarter 2026"},
		{span("2026-01", "2026-03"), "1er trimestre 2026", "1st quarter 2026", "T1 26", "Q1 26", "par rapport au 1er trimestre 2026", "on the 1st quarter 2026", "au 1er trimestre 2026", "in the 1st quarter 2026"},
		{span("2026-01", "2026-12"), "2026", "2026", "2026", "2026", "par rapport à 2026", "on 2026", "en 2026", "in 2026"},
		{span("2026-01", "2026-10"), "janvier–octobre 2026", "January–October 2026", "janv.–oct. 26", "Jan–Oct 26", "par rapport à janvier–octobre 2026", "on January–October 2026", "sur janvier–octobre 2026", "in January–October 2026"},
		{span("2025-11", "2026-10"), "novembre 2025 – octobre 2026", "November 2025 – October 2026", "nov. 25 – oct. 26", "Nov 25 – Oct 26", "par rapport à novembre 2025 – octobre 2026", "on November 2025 – October 2026", "sur novembre 2025 – octobre 2026", "in November 2025 – October 2026"},
		{span("2026-02", "2026-04"), "février–avril 2026", "February–April 2026", "févr.–avr. 26", "Feb–Apr 26", "par rapport à février–avril 2026", "on February–April 2026", "sur février–avril 2026", "in February–April 2026"},
	} {
		got := []string{fr.Period(c.in), en.Period(c.in), fr.PeriodShort(c.in), en.PeriodShort(c.in), fr.Versus(c.in), en.Versus(c.in), fr.Within(c.in), en.Within(c.in)}
		want := []string{c.fr, c.en, c.frShort, c.enShort, c.frVersus, c.enVersus, c.frIn, c.enIn}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.in, d)
		}
	}
	if fr.Period(period.Span{}) != "" || fr.PeriodShort(period.Span{}) != "" {
		t.Error("no period is written as something")
	}
}

func TestDate(t *testing.T) {
	fr, en := locale(t, "fr"), locale(t, "en")
	for _, c := range []struct{ in, fr, en string }{
		{"2026-10-31", "31 octobre 2026", "31 October 2026"},
		{"2026-08-01", "1er août 2026", "1 August 2026"},
	} {
		gotFR, okFR := fr.Date(c.in)
		gotEN, okEN := en.Date(c.in)
		if !okFR || !okEN || gotFR != c.fr || gotEN != c.en {
			t.Errorf("%s: %q %v, %q %v", c.in, gotFR, okFR, gotEN, okEN)
		}
	}
	for _, in := range []string{"", "2026-02-30", "31/10/2026", "2026-10"} {
		if got, ok := fr.Date(in); ok {
			t.Errorf("%q is no date, but reads %q", in, got)
		}
	}
}

func TestJoinAndPath(t *testing.T) {
	fr, en := locale(t, "fr"), locale(t, "en")
	for _, c := range []struct {
		in     []string
		fr, en string
	}{
		{nil, "", ""},
		{[]string{"A"}, "A", "A"},
		{[]string{"A", "B"}, "A et B", "A and B"},
		{[]string{"A", "B", "C"}, "A, B et C", "A, B and C"},
	} {
		if fr.Join(c.in) != c.fr || en.Join(c.in) != c.en {
			t.Errorf("%v: %q, %q", c.in, fr.Join(c.in), en.Join(c.in))
		}
	}
	if got, want := fr.Path([]string{"Nigéria", "Niger", "Libye"}), "Nigéria → Niger → Libye"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCollationIgnoresAccentsFirst(t *testing.T) {
	in := []string{"Zambie", "Éthiopie", "Espagne", "Érythrée", "États-Unis", "Côte d’Ivoire", "Cuba", "Costa Rica", "allemagne", "Albanie"}
	slices.SortFunc(in, locale(t, "fr").Collation())
	want := []string{"Albanie", "allemagne", "Costa Rica", "Côte d’Ivoire", "Cuba", "Érythrée", "Espagne", "États-Unis", "Éthiopie", "Zambie"}
	if d := cmp.Diff(want, in); d != "" {
		t.Errorf("order (-want +got):\n%s", d)
	}
}

func TestTextPanicsOnFaultsOfTheProgram(t *testing.T) {
	fr := locale(t, "fr")
	for name, call := range map[string]func(){
		"unknown message":     func() { fr.Text("no-such-message") },
		"missing placeholder": func() { fr.Text("label.table") },
		"other placeholder":   func() { fr.Text("label.table", "n", "2") },
		"half a pair":         func() { fr.Text("label.table", "number") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			call()
		}()
	}
	if !fr.Has("total") || fr.Has("no-such-message") {
		t.Error("Has does not tell which messages there are")
	}
}

func BenchmarkValue(b *testing.B) {
	l := locale(b, "fr")
	d := decimal(b, "43.8")
	for b.Loop() {
		l.Value(head.Measure{Quantity: head.Share}, d)
	}
}
