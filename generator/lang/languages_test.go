package lang_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/head"
	"htsm/generator/period"
)

// marked writes spaces and isolates that cannot be seen as characters that can.
func marked(s string) string {
	return strings.NewReplacer("\u2066", "<", "\u2069", ">").Replace(shown(s))
}

func month(t testing.TB, text string) period.Month {
	t.Helper()
	m, err := period.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSpanishAndArabicNumbers(t *testing.T) {
	es, ar := locale(t, "es"), locale(t, "ar")
	euro := head.Measure{Quantity: head.Amount, Currency: "EUR"}
	for _, c := range []struct {
		measure    head.Measure
		in, es, ar string
	}{
		{head.Measure{}, "1234", "1234", "1,234"},
		{head.Measure{}, "12345", "12^345", "12,345"},
		{head.Measure{Quantity: head.Mean}, "53.0", "53,0", "53.0"},
		{head.Measure{Quantity: head.Share}, "43.8", "43,8~%", "<43.8%>"},
		{head.Measure{Quantity: head.Change}, "-53", "−53~%", "<−53%>"},
		{head.Measure{Quantity: head.Change}, "12.4", "+12,4~%", "<+12.4%>"},
		{head.Measure{Quantity: head.Difference}, "1200", "+1200", "<+1,200>"},
		{head.Measure{Quantity: head.Points}, "-2.5", "−2,5~pp", "<−2.5> نقطة مئوية"},
		{euro, "1200", "1200~EUR", "1,200~<EUR>"},
	} {
		d := decimal(t, c.in)
		if got := marked(es.Value(c.measure, d)); got != c.es {
			t.Errorf("es: %v %s is written %q, want %q", c.measure, c.in, got, c.es)
		}
		if got := marked(ar.Value(c.measure, d)); got != c.ar {
			t.Errorf("ar: %v %s is written %q, want %q", c.measure, c.in, got, c.ar)
		}
	}
}

func TestArabicHasSixPluralForms(t *testing.T) {
	ar := locale(t, "ar")
	for in, want := range map[string]string{
		"0": "0 شخص", "1": "شخص واحد (1)", "2": "شخصان (2)", "3": "3 أشخاص", "10": "10 أشخاص", "11": "11 شخصاً", "99": "99 شخصاً",
		"100": "100 شخص", "103": "103 أشخاص", "1.5": "1.5 شخص", "1000": "1,000 شخص",
	} {
		if got := ar.Plural("unit.persons", decimal(t, in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	if got := marked(ar.Text("unit.persons", "n", "[c]")); got != "<[c]> شخص" {
		t.Errorf("a withheld count reads %q", got)
	}
}

func TestSpanishAndArabicPeriods(t *testing.T) {
	es, ar := locale(t, "es"), locale(t, "ar")
	for _, c := range []struct{ first, last, es, esShort, ar, arShort string }{
		{"2026-10", "2026-10", "octubre de 2026", "oct. 26", "تشرين الأول/أكتوبر 2026", "أكتوبر 26"},
		{"2026-07", "2026-09", "3.er trimestre de 2026", "T3 26", "الربع الثالث من عام 2026", "الربع 3، 26"},
		{"2026-01", "2026-12", "2026", "2026", "2026", "2026"},
		{"2026-01", "2026-10", "enero–octubre de 2026", "ene.–oct. 26", "كانون الثاني/يناير – تشرين الأول/أكتوبر 2026", "يناير – أكتوبر 26"},
		{"2025-11", "2026-10", "noviembre de 2025 – octubre de 2026", "nov. 25 – oct. 26", "تشرين الثاني/نوفمبر 2025 – تشرين الأول/أكتوبر 2026", "نوفمبر 25 – أكتوبر 26"},
	} {
		s := period.Span{First: month(t, c.first), Last: month(t, c.last)}
		got := []string{es.Period(s), es.PeriodShort(s), ar.Period(s), ar.PeriodShort(s)}
		if d := cmp.Diff([]string{c.es, c.esShort, c.ar, c.arShort}, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", s, d)
		}
	}
	if got, _ := es.Date("2026-08-01"); got != "1 de agosto de 2026" {
		t.Errorf("es: %q", got)
	}
	if got, _ := ar.Date("2026-08-31"); got != "31 آب/أغسطس 2026" {
		t.Errorf("ar: %q", got)
	}
}

// Real Academia Española, Diccionario panhispánico de dudas, "y".
func TestSpanishConjunctionDependsOnTheNextSound(t *testing.T) {
	es, en := locale(t, "es"), locale(t, "en")
	for second, want := range map[string]string{
		"Libia": "Níger y Libia", "Irán": "Níger e Irán", "Italia": "Níger e Italia", "Hidalgo": "Níger e Hidalgo",
		"hielo": "Níger y hielo", "Yemen": "Níger y Yemen", "ítems": "Níger e ítems", "": "Níger y ",
	} {
		if got := es.Join([]string{"Níger", second}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := en.Join([]string{"Niger", "Iran"}); got != "Niger and Iran" {
		t.Errorf("en: %q", got)
	}
}

func TestSpanishQuotationMarksOpenAfterItsOpeningMarks(t *testing.T) {
	es := locale(t, "es")
	for in, want := range map[string]string{
		`¿"Trata" o "tráfico"?`: "¿«Trata» o «tráfico»?",
		`¡"Alto"!`:              "¡«Alto»!",
		`dijo: "no"`:            "dijo: «no»",
		"43,8 % y ¿qué?":        "43,8 % y ¿qué?",
	} {
		if got := es.Typography(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestArabicSetsApartWhatWouldLoseItsOrder(t *testing.T) {
	ar := locale(t, "ar")
	for in, want := range map[string]string{
		"": "", "12": "12", "1,234.5": "1,234.5", "نيجيريا": "نيجيريا", "جدول 3": "جدول 3", "%": "%", "–": "–",
		"−5": "<−5>", "43%": "<43%>", "2026-10": "<2026-10>", "EUR": "<EUR>", "TLP:AMBER": "<TLP:AMBER>", "[c]": "<[c]>",
		"Côte d’Ivoire": "<Côte d’Ivoire>", "\u2066A\u2069 ← \u2066B\u2069": "<A> ← <B>", "{page}": "<{page}>",
	} {
		got := ar.Isolate(in)
		if marked(got) != want {
			t.Errorf("%q becomes %q, want %q", in, marked(got), want)
		}
		if twice := ar.Isolate(got); twice != got {
			t.Errorf("%q becomes %q the second time", marked(got), marked(twice))
		}
	}
	if got := marked(ar.Path([]string{"نيجيريا", "XYZ"})); got != "نيجيريا ← <XYZ>" {
		t.Errorf("a route reads %q", got)
	}
	if got := marked(ar.Join([]string{"EUR", "USD", "XOF"})); got != "<EUR>، <USD> و<XOF>" {
		t.Errorf("a list reads %q", got)
	}
	if got, want := marked(ar.Text("change.rise", "size", ar.Percent(decimal(t, "12.5")), "versus", "")), "زيادة بنسبة <12.5%> "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Other languages are written as before; in Arabic every isolate is closed.
func TestIsolatesAreClosedAndStandInArabicAlone(t *testing.T) {
	s := load(t)
	alphabet := []rune("aÉ9 ,.%−+[]{}/:اب؛")
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 20, -1).Draw(t, "text")
		l, _ := s.Locale(rapid.SampledFrom(s.Tags()).Draw(t, "language"))
		got := l.Text("list.colon", "label", in, "text", in)
		depth := 0
		for _, r := range got {
			switch r {
			case '\u2066':
				depth++
			case '\u2069':
				depth--
			}
			if depth < 0 || depth > 1 {
				t.Fatalf("%q nests its isolates", marked(got))
			}
		}
		if depth != 0 || !l.RightToLeft() && strings.ContainsAny(got, "\u2066\u2069") {
			t.Fatalf("%s: %q", l.Tag(), marked(got))
		}
	})
}
