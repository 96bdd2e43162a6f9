package paragraph_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"htsm/generator/pdf/hyphen"
	"htsm/generator/pdf/paragraph"
	"htsm/generator/typeface"
)

func setter(t testing.TB) (*typeface.Set, *paragraph.Setter) {
	t.Helper()
	set, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	words, err := hyphen.Load()
	if err != nil {
		t.Fatal(err)
	}
	return set, paragraph.NewSetter(set, words)
}

func plain(text string) []paragraph.Span { return []paragraph.Span{{Text: text, Size: 10}} }

// visual reads a line from left to right, right-to-left runs reversed.
func visual(line paragraph.Line) string {
	var b strings.Builder
	for _, p := range line.Pieces {
		for i, g := range p.Glyphs {
			if i > 0 && p.Glyphs[i-1].Cluster == g.Cluster {
				continue // a letter and its dots
			}
			cluster := slices.Clone(p.Text[g.Cluster : g.Cluster+g.Runes])
			if p.RTL {
				slices.Reverse(cluster)
			}
			b.WriteString(string(cluster))
		}
	}
	return b.String()
}

func set(t *testing.T, spans []paragraph.Span, rtl bool, width float64) []paragraph.Line {
	t.Helper()
	_, s := setter(t)
	lines, err := s.Set(spans, paragraph.Form{RTL: rtl, Width: width})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func texts(lines []paragraph.Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, strings.TrimRight(visual(l), " "))
	}
	return out
}

func TestLinesBreakAtSpacesWithinTheWidth(t *testing.T) {
	ts, _ := setter(t)
	width := ts.Measure("quick brown", typeface.Regular, 10)
	got := texts(set(t, plain("The quick brown fox jumps"), false, width))
	if diff := cmp.Diff([]string{"The quick", "brown fox", "jumps"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestALineThatFitsExactlyIsNotBroken(t *testing.T) {
	ts, _ := setter(t)
	text := "Détections par itinéraire"
	if lines := set(t, plain(text), false, ts.Measure(text, typeface.Regular, 10)); len(lines) != 1 {
		t.Errorf("broken into %q", texts(lines))
	}
}

func TestForcedBreaksOfEveryKindEndALine(t *testing.T) {
	got := texts(set(t, plain("a\nb\r\nc\u2028d\u2029e\n\nf\n"), false, 100))
	if diff := cmp.Diff([]string{"a", "b", "c", "d", "e", "", "f", ""}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNoBreakAtNoBreakSpaces(t *testing.T) {
	ts, _ := setter(t)
	got := texts(set(t, plain("soit 1\u202f234\u00a0cas"), false, ts.Measure("soit 1\u202f234", typeface.Regular, 10)))
	if diff := cmp.Diff([]string{"soit", "1\u202f234\u00a0cas"}, got); diff != "" {
		// The unbreakable group is wider than the space left but fits a line.
		t.Error(diff)
	}
}

func TestAWordWiderThanTheLineIsCut(t *testing.T) {
	lines := set(t, plain("x "+strings.Repeat("W", 1000)+"e\u0301 y"), false, 60)
	for i, l := range lines {
		if l.Width > 60.01 {
			t.Errorf("line %d is %v pt wide", i, l.Width)
		}
		if v := visual(l); strings.HasPrefix(v, "\u0301") {
			t.Errorf("line %d starts with a combining mark", i)
		}
	}
}

func TestASoftHyphenIsShownAtTheEndOfALineOnly(t *testing.T) {
	ts, _ := setter(t)
	width := ts.Measure("embar\u2010", typeface.Regular, 10)
	got := texts(set(t, plain("em\u00adbar\u00adca\u00adtion"), false, width))
	if diff := cmp.Diff([]string{"embar\u00ad", "cation"}, got); diff != "" {
		t.Error(diff)
	}
	if got := texts(set(t, plain("em\u00adbar\u00adca\u00adtion"), false, width-1)); got[0] != "em\u00ad" {
		t.Errorf("the hyphen does not fit the first line of %q", got)
	}
}

func TestSpacesAtTheEndCountForNoWidth(t *testing.T) {
	lines := set(t, plain("ab   "), false, 100)
	ts, _ := setter(t)
	if got, want := lines[0].Width, ts.Measure("ab", typeface.Regular, 10); got != want {
		t.Errorf("width %v, want %v", got, want)
	}
	if visual(lines[0]) != "ab   " {
		t.Errorf("the line reads %q: its spaces are lost to readers", visual(lines[0]))
	}
}

func TestTheBaseDirectionOrdersMixedText(t *testing.T) {
	tests := []struct {
		name string
		text string
		rtl  bool
		want string
	}{
		{"arabic with a number", "كشف 12 حالة", true, "ةلاح 12 فشك"},
		{"arabic with latin", "طريق Balkans غرب", true, "برغ Balkans قيرط"},
		{"latin with arabic and a number before latin", "vu كشف 12 fois", false, "vu 12 فشك fois"},
		{"a full stop ends at the left", "كشف.", true, ".فشك"},
		{"and at the right of a latin paragraph", "كشف.", false, "فشك."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := visual(set(t, plain(tt.text), tt.rtl, 0)[0]); got != tt.want {
				t.Errorf("from left to right: %q, want %q", got, tt.want)
			}
		})
	}
}

func TestArabicParagraphsBreakInReadingOrder(t *testing.T) {
	lines := set(t, plain("الأول الثاني الثالث الرابع"), true, 70)
	if len(lines) < 2 {
		t.Fatalf("%d lines, want several", len(lines))
	}
	if first := visual(lines[0]); !strings.Contains(first, "لوألا") {
		t.Errorf("the first line is %q, without the first word", first)
	}
}

func TestPiecesKeepTheirSpan(t *testing.T) {
	spans := []paragraph.Span{{Text: "a ", Size: 10}, {Text: "b", Style: typeface.Bold, Size: 12}, {Text: " c", Size: 10}}
	lines := set(t, spans, false, 100)
	if len(lines) != 1 || lines[0].Size != 12 {
		t.Fatalf("%d lines of size %v", len(lines), lines[0].Size)
	}
	var got []int
	for _, p := range lines[0].Pieces {
		if len(p.Glyphs) > 0 {
			got = append(got, p.Span)
		}
	}
	if diff := cmp.Diff([]int{0, 1, 2}, got); diff != "" {
		t.Error(diff)
	}
}

func TestACharacterWithoutGlyphIsNamed(t *testing.T) {
	_, s := setter(t)
	for text, want := range map[string]rune{"ok 😀 ok": '😀', "a\x00b": 0, "x\x1cy": 0x1C, "你": '你'} {
		_, err := s.Set(plain(text), paragraph.Form{Width: 100})
		var missing *paragraph.MissingError
		if !errors.As(err, &missing) || missing.Rune != want {
			t.Errorf("%q: error %v, want one that names %U", text, err, want)
		}
	}
	if _, err := s.Set(plain("a\u200db\u200e\u00adc\ufeff\u2066d\u2069"), paragraph.Form{Width: 100}); err != nil {
		t.Errorf("invisible characters: %v", err)
	}
}

func TestEmptyTextHasNoLines(t *testing.T) {
	if lines := set(t, plain(""), false, 100); lines != nil {
		t.Errorf("%d lines", len(lines))
	}
	if lines := set(t, nil, false, 100); lines != nil {
		t.Errorf("%d lines", len(lines))
	}
}

// checkLines holds lines to their width where one glyph is one character to
// the reader, so that every one may end a line.
func checkLines(t interface{ Errorf(string, ...any) }, lines []paragraph.Line, text string, width float64) {
	for i, l := range lines {
		glyphs := 0
		simple := true
		for _, p := range l.Pieces {
			for k, g := range p.Glyphs {
				r := p.Text[g.Cluster]
				simple = simple && r < 0x250
				if k > 0 && p.Glyphs[k-1].Cluster == g.Cluster {
					continue
				}
				if !unicode.IsSpace(r) {
					glyphs++
				}
			}
		}
		if width > 0 && l.Width > width+0.01 && simple && glyphs > 1 {
			t.Errorf("line %d of %q is %v pt wide, more than %v", i, text, l.Width, width)
		}
	}
}

func TestLinesKeepEveryCharacterAndTheWidth(t *testing.T) {
	_, s := setter(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("abcdé fi VA-12.5%(كشفا بيت)—\n")), 0, 60, -1).Draw(t, "text")
		width := rapid.Float64Range(15, 200).Draw(t, "width")
		lines, err := s.Set(plain(text), paragraph.Form{RTL: rapid.Bool().Draw(t, "rtl"), Width: width})
		if err != nil {
			t.Fatal(err)
		}
		checkLines(t, lines, text, width)
		count := map[rune]int{}
		for _, l := range lines {
			for _, p := range l.Pieces {
				seen := map[int]bool{}
				for _, g := range p.Glyphs {
					if !seen[g.Cluster] {
						seen[g.Cluster] = true
						for _, r := range p.Text[g.Cluster : g.Cluster+g.Runes] {
							count[r]++
						}
					}
				}
			}
		}
		for _, r := range text {
			count[r]--
		}
		for r, n := range count {
			if n != 0 && r != '\n' {
				t.Fatalf("%q: %c is set %+d times too often", text, r, n)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", "\n", "\r\n\r", "\t", "\x00\x1b[31m", "😀👩‍👩‍👧‍👦🏳️‍🌈", strings.Repeat("x", 10000), strings.Repeat("ل", 3000),
		"\u202e\u202d\u2066\u2067\u2068\u2069\u202c", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "\xff\xfe\xed\xa0\x80", "<script>alert(1)</script>", "﷽", "ﷺ",
		"((((((((((", strings.Repeat("\u2067(", 200), "a\u0300\u0301", "\u0301", "\u200b\u200b", "الكل\u0627\u064b", "1,2.3/4:5",
	} {
		f.Add(s, true, 40.0)
		f.Add(s, false, 3.0)
	}
	_, s := setter(f)
	f.Fuzz(func(t *testing.T, text string, rtl bool, width float64) {
		lines, _ := s.Set(french(text), paragraph.Form{RTL: rtl, Width: width, Divide: true, Justify: true})
		checkLines(t, lines, text, width)
	})
}

// french is a text in a language with patterns.
func french(text string) []paragraph.Span {
	return []paragraph.Span{{Text: text, Size: 10, Language: "fr"}}
}

const signalements = "les services déclarants communiquent mensuellement leurs signalements, notamment lorsqu’apparaissent particulièrement rapidement des itinéraires inhabituels\u202f; ces communications internationales deviennent progressivement"

func TestWordsAreDividedWhereLinesWouldEndEarly(t *testing.T) {
	_, s := setter(t)
	for _, width := range []float64{60, 75, 90, 120, 160, 220} {
		form := paragraph.Form{Width: width, Divide: true}
		lines, err := s.Set(french(signalements), form)
		if err != nil {
			t.Fatal(err)
		}
		whole, _ := s.Set(french(signalements), paragraph.Form{Width: width})
		checkLines(t, lines, signalements, width)
		ladder, divided, text := 0, 0, ""
		for i, l := range lines {
			line := visual(l)
			if !strings.HasSuffix(line, "\u00ad") {
				ladder = 0
				text += line
				continue
			}
			if i == len(lines)-1 {
				t.Errorf("at %v the last line ends with a hyphen: %q", width, line)
			}
			ladder, divided, text = ladder+1, divided+1, text+strings.TrimSuffix(line, "\u00ad")
			if ladder > 2 {
				t.Errorf("at %v more than two lines in a row end with hyphens: %q", width, line)
			}
		}
		if text != signalements {
			t.Errorf("at %v the lines read %q", width, text)
		}
		if len(lines) > len(whole)+1 || width < 100 && divided == 0 {
			t.Errorf("at %v there are %d lines, %d without dividing words; %d are divided", width, len(lines), len(whole), divided)
		}
	}
}

func TestNoWordOfArabicOrOfAnUnknownLanguageIsDivided(t *testing.T) {
	_, s := setter(t)
	for _, c := range []struct {
		language, text string
		rtl            bool
	}{{"ar", strings.Repeat("المستكشفون الاستغلال ", 9), true}, {"de", strings.Repeat("ermittlungen beziehungen ", 9), false}} {
		lines, err := s.Set([]paragraph.Span{{Text: c.text, Size: 10, Language: c.language}}, paragraph.Form{Width: 77, RTL: c.rtl, Divide: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if strings.Contains(visual(l), "\u00ad") {
				t.Errorf("%s: %q is divided", c.language, visual(l))
			}
		}
	}
}

func TestJustifiedLinesFillTheWidthButTheLast(t *testing.T) {
	_, s := setter(t)
	lines, err := s.Set(french(signalements+" "+signalements), paragraph.Form{Width: 400, Divide: true, Justify: true})
	if err != nil {
		t.Fatal(err)
	}
	ragged, _ := s.Set(french(signalements+" "+signalements), paragraph.Form{Width: 400, Divide: true})
	filled := 0
	for i, l := range lines {
		end := 0.0
		for _, p := range l.Pieces {
			sum := 0.0
			for _, g := range p.Glyphs {
				sum += g.Advance
			}
			if math.Abs(sum-p.Width) > 1e-6 || p.X < end-1e-6 {
				t.Errorf("line %d: a piece of width %v at %v holds glyphs of width %v", i, p.Width, p.X, sum)
			}
			end = p.X + p.Width
		}
		if math.Abs(l.Width-400) < 0.01 {
			filled++
		}
	}
	// A line whose spaces would become rivers stays ragged.
	if n := len(lines); filled < n-2 || lines[n-1].Width == 400 || len(ragged) > n+1 {
		t.Errorf("%d of %d lines fill the width; ragged there are %d", filled, n, len(ragged))
	}
}

func TestNarrowSpacesAreNotStretched(t *testing.T) {
	_, s := setter(t)
	text := "a b c d\u202f; e f g h i j k l m n o p q r s t u v w x"
	lines, err := s.Set(plain(text), paragraph.Form{Width: 100, Justify: true})
	if err != nil {
		t.Fatal(err)
	}
	natural, _ := s.Set(plain(text), paragraph.Form{})
	width := func(l paragraph.Line, r rune) float64 {
		for _, p := range l.Pieces {
			for _, g := range p.Glyphs {
				if p.Text[g.Cluster] == r {
					return g.Advance
				}
			}
		}
		return 0
	}
	if got, want := width(lines[0], '\u202f'), width(natural[0], '\u202f'); got != want {
		t.Errorf("the narrow space is %v wide, want %v", got, want)
	}
	if got, was := width(lines[0], ' '), width(natural[0], ' '); got <= was {
		t.Errorf("spaces are %v wide, want more than %v", got, was)
	}
}

func TestLongTextsTakeLinearTime(t *testing.T) {
	_, s := setter(t)
	for _, text := range []string{strings.Repeat("x", 40000), strings.Repeat("كشف ", 10000), strings.Repeat("a\u2067ب\u2069", 10000), strings.Repeat("(", 40000), strings.Repeat("signalements", 4000)} {
		for _, width := range []float64{5, 500} {
			start := time.Now()
			_, _ = s.Set(french(text), paragraph.Form{Width: width, Divide: true, Justify: true})
			if spent := time.Since(start); spent > 5*time.Second {
				t.Errorf("%d characters %.6q… at width %v took %v", len(text), text, width, spent)
			} else {
				t.Logf("%.6q… at %v: %v", text, width, spent)
			}
		}
	}
}

func TestANumberStaysWithItsWord(t *testing.T) {
	_, s := setter(t)
	for width := 120.0; width < 300; width += 3 {
		lines, err := s.Set(french("Extraction du mois pour les personnes ; 1 autorité déclarante et 23 services ; 7 pays et 12 itinéraires au total"), paragraph.Form{Width: width})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines[:len(lines)-1] {
			text := ""
			for _, p := range l.Pieces {
				for _, g := range p.Glyphs {
					text += string(p.Text[g.Cluster : g.Cluster+g.Runes])
				}
			}
			if text = strings.TrimSpace(text); strings.ContainsAny(text[len(text)-1:], "0123456789") && l.Width > 0.7*width {
				t.Errorf("width %.0f: a line ends with a number: %q", width, text)
			}
		}
	}
}
