package prose

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTypedNumbers(t *testing.T) {
	rules := numberRules{
		months: []string{"octobre"},
		before: []string{"article", "art", "n°"},
		after:  []string{"er", "e", "th"},
	}
	for in, want := range map[string][]string{
		"":                                nil,
		"aucun nombre":                    nil,
		"en 2026, de 2024–2026 (2025)":    nil,
		"2024/25 et 2024-2025":            nil,
		"le 12 octobre 2026":              nil,
		"le 1er octobre, octobre 12":      nil,
		"le 31/10/2026, le 2026-10-31":    nil,
		"2026-10":                         nil,
		"H1, TLP, G7 et COVID-19":         nil,
		"directive 2011/36/UE":            {"2011/36/UE"},
		"règlement 2016/794":              nil,
		"résolution 1244/1999":            nil,
		"l’article 3, de l'art. 4, n° 12": nil,
		"article 3, Art. 4, n° 12":        nil,
		"le 3e, le 12th":                  nil,
		"échelle 4x4 et 3x5x2":            nil,
		"12 victimes":                     {"12"},
		"1 200 victimes":                  {"1 200"},
		"1\u202f200 victimes, 3 routes":   {"1\u202f200", "3"},
		"+12,4 % et −5 %":                 {"+12,4", "−5"},
		"43,8% (n = 885386)":              {"43,8%", "885386"},
		"5km, 5m":                         {"5km", "5m"},
		"1.200,50 €":                      {"1.200,50"},
		"en 1850 et en 2150":              {"1850", "2150"},
		"le 32 octobre":                   {"32"},
		"٣ ضحايا":                         {"٣"},
		"«12»":                            {"12"},
	} {
		var got []string
		for _, n := range typedNumbers(in, rules) {
			if in[n.at:n.at+len(n.text)] != n.text {
				t.Errorf("%q: %q does not stand at %d", in, n.text, n.at)
			}
			got = append(got, n.text)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", in, d)
		}
	}
}

func TestUnescapeKeepsPlaces(t *testing.T) {
	for in, want := range map[string]string{
		`a`:                  `a`,
		`\*a\*`:              `*a*`,
		`\a \é`:              `\a \é`,
		`&amp;&eacute;&#65;`: `&éA`,
		`\&amp;`:             `&amp;`,
		`&nosuch; & &;`:      `&nosuch; & &;`,
		`\\*`:                `\*`,
	} {
		got, anchors := unescape(in)
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		l := leaf{anchors: anchors}
		if end := l.source(len(got)); end != len(in) {
			t.Errorf("%q: the end comes from %d", in, end)
		}
	}
}
