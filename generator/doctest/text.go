package doctest

import (
	"strings"
	"unicode"

	"pgregory.net/rapid"
)

// nasty are texts that broke other programs: markup, formulas, directions,
// escapes of formats, words without a break, spaces that are not spaces.
var nasty = [...]string{
	"<script>alert(1)</script>",
	"</script><script>window.PWNED=1</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='alert(1)",
	"<!-- a comment --> &amp; &#60; &notanentity;",
	"{{ .Title }} {% raw %} ${x} `y`",
	"]]> <![CDATA[ x ]]>",
	"=cmd|' /C calc'!A0",
	"=HYPERLINK(\"https://example.org\",\"x\")",
	"+33 6 12 34 56 78",
	"-2+3",
	"@SUM(1+1)",
	"＝1+1",
	"_x0041_ and _x000D_",
	"1E5",
	"00123",
	"2026-10-01",
	"1\u202f234\u202f567,8\u00a0%",
	"\u202eorder reversed\u202c",
	"طريق البحر الأوسط",
	"abc\u2067עברית\u2069def",
	"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
	"é e\u0301 ﬁ 𝔘𝔫𝔦 👩‍👩‍👧‍👦 �",
	"C:\\path\\to\\file; a|b,c\t\"d\"",
	"javascript:alert(1)",
	"a  b",
	"'quoted'",
	"&P &N &\"Arial,Bold\"",
	"history",
}

// plain are texts as analysts write them.
var plain = [...]string{
	"Recrutement en ligne", "Traite des êtres humains", "Trafic de migrants", "Exploitation sexuelle",
	"Méditerranée centrale", "Balkans occidentaux", "Total", "Nombre de victimes", "Côte d’Ivoire",
	"Part (%)", "Variation sur un mois", "Non précisé", "Toutes les autres", "Grèce", "Türkiye",
}

// phrase draws a text that is not empty, has no control characters or line
// breaks, and neither begins nor ends with a space.
func phrase(t *rapid.T, label string) string {
	s := rapid.OneOf(
		rapid.SampledFrom(plain[:]),
		rapid.SampledFrom(nasty[:]),
		rapid.StringOfN(rapid.RuneFrom(nil, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs), 1, 40, -1),
	).Draw(t, label)
	s = strings.TrimSpace(strings.ReplaceAll(s, "\t", " "))
	if s == "" {
		return "—"
	}
	return s
}

// optional draws a phrase or nothing.
func optional(t *rapid.T, label string) string {
	if rapid.Bool().Draw(t, label+" stands") {
		return phrase(t, label)
	}
	return ""
}
