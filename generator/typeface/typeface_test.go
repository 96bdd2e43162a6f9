package typeface_test

import (
	"math"
	"strings"
	"sync"
	"testing"

	"htsm/generator/typeface"
)

func load(t testing.TB) *typeface.Set {
	t.Helper()
	set, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestDigitsAreTabularInEveryStyle(t *testing.T) {
	set := load(t)
	for style := range typeface.BoldItalic + 1 {
		want := set.Measure("0", style, 10)
		for _, digit := range strings.Split("123456789", "") {
			if got := set.Measure(digit, style, 10); got != want {
				t.Errorf("style %d: %s is %v pt wide, 0 is %v", style, digit, got, want)
			}
		}
		if a, b := set.Measure("1111", style, 10), set.Measure("7777", style, 10); a != b {
			t.Errorf("style %d: 1111 is %v pt wide, 7777 is %v", style, a, b)
		}
	}
}

func TestMeasureOfKnownText(t *testing.T) {
	set := load(t)
	// Noto Sans digits are 572 units of 1000 wide.
	if got, want := set.Measure("12", typeface.Regular, 10), 11.44; math.Abs(got-want) > 1e-9 {
		t.Errorf("two digits at 10 pt are %v pt, want %v", got, want)
	}
	if got := set.Measure("", typeface.Regular, 10); got != 0 {
		t.Errorf("nothing is %v pt wide", got)
	}
	if got := set.Measure("\n\r\x00\u2028", typeface.Regular, 10); got != 0 {
		t.Errorf("control characters are %v pt wide", got)
	}
	if set.Measure("Total", typeface.Bold, 10) <= set.Measure("Total", typeface.Regular, 10) {
		t.Error("bold is not wider than regular")
	}
}

func TestMeasureKernsAndJoins(t *testing.T) {
	set := load(t)
	sum := func(texts ...string) (w float64) {
		for _, s := range texts {
			w += set.Measure(s, typeface.Regular, 100)
		}
		return w
	}
	if pair := set.Measure("AV", typeface.Regular, 100); pair >= sum("A", "V") {
		t.Errorf("AV is %v pt wide, its letters %v: no kerning", pair, sum("A", "V"))
	}
	if word := set.Measure("بيت", typeface.Regular, 100); word >= sum("ب", "ي", "ت") {
		t.Errorf("the arabic word is %v pt wide, its separate letters %v: not joined", word, sum("ب", "ي", "ت"))
	}
}

// The widths are those of HarfBuzz: letters late in the font's coverage
// tables must join and kern like the others.
func TestLettersLateInTheFontJoinAndKern(t *testing.T) {
	set := load(t)
	if got, want := set.Measure("نص", typeface.Regular, 16), 25.94; math.Abs(got-want) > 0.01 {
		t.Errorf("نص at 16 pt is %.2f pt wide, want %.2f", got, want)
	}
	for _, pair := range []string{"“A", "AV", "ΑΥ", "ГА"} {
		apart := 0.0
		for _, r := range pair {
			apart += set.Measure(string(r), typeface.Regular, 100)
		}
		if set.Measure(pair, typeface.Regular, 100) >= apart {
			t.Errorf("%s is not kerned", pair)
		}
	}
}

func TestEveryCharacterThatBriefsUseIsCovered(t *testing.T) {
	set := load(t)
	text := "▲▼≥≤≈≠−±×→←↑↓↗↘•–—‐‑…‰«»“”‘’‹›°²³½€§†‡■□●○◆✓★\u00a0\u202f\u2009" +
		"éèêëàâçœæÉÀñ¿¡ßäöüåøłśčďęžțșİığ ЖЩ ΑΩ اأإآةىيكعحبلا،؛؟٪٫٬٠١٢٣٤٥٦٧٨٩"
	for style := range typeface.BoldItalic + 1 {
		for _, r := range text {
			if !set.Covers(r, style) {
				t.Errorf("style %d has no %c (%U)", style, r, r)
			}
		}
	}
	if set.Covers('😀', typeface.Regular) {
		t.Error("the set claims to cover an emoji")
	}
}

func TestShapeMarksMissingCharactersWithGlyphZero(t *testing.T) {
	set := load(t)
	text := []rune("a你b")
	runs := set.NewShaper().Shape(text, []typeface.Span{{End: 3, Size: 10}}, false)
	var missing []rune
	for _, run := range runs {
		for _, g := range run.Glyphs {
			if g.ID == 0 {
				missing = append(missing, text[g.Cluster])
			}
		}
	}
	if string(missing) != "你" {
		t.Errorf("missing characters %q, want 你 only", string(missing))
	}
}

func TestShapeCoversTheTextOnceInOrder(t *testing.T) {
	set := load(t)
	text := []rune("Prix (خصم 12%) — ▲ ≥ fin")
	runs := set.NewShaper().Shape(text, []typeface.Span{{End: 6, Size: 9}, {End: len(text), Size: 9, Style: typeface.Bold}}, false)
	at := 0
	for _, run := range runs {
		if run.Start != at || run.End <= run.Start {
			t.Fatalf("run from %d to %d follows character %d", run.Start, run.End, at)
		}
		at = run.End
		for _, g := range run.Glyphs {
			if g.Cluster < run.Start || g.Cluster >= run.End {
				t.Errorf("glyph of character %d in the run from %d to %d", g.Cluster, run.Start, run.End)
			}
		}
	}
	if at != len(text) {
		t.Errorf("runs end at %d of %d characters", at, len(text))
	}
}

func TestMeasureIsSafeForManyGoroutines(t *testing.T) {
	set := load(t)
	want := set.Measure("Détections خصم ≥ 12", typeface.Bold, 9)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := set.Measure("Détections خصم ≥ 12", typeface.Bold, 9); got != want {
					t.Errorf("width %v, then %v", want, got)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzMeasure(f *testing.F) {
	for _, s := range []string{"", "\n", "a\x00b", "\xff\xfe", "😀👨‍👩‍👧", "ﷺ", "a\u0300\u0301\u0302", "\u202e\u2066", strings.Repeat("م", 300)} {
		f.Add(s, uint8(0))
	}
	set := load(f)
	f.Fuzz(func(t *testing.T, s string, style uint8) {
		if w := set.Measure(s, typeface.Style(style), 10); w < 0 || math.IsNaN(w) || math.IsInf(w, 0) {
			t.Errorf("width of %q is %v", s, w)
		}
	})
}

func BenchmarkMeasure(b *testing.B) {
	set := load(b)
	for b.Loop() {
		set.Measure("Méditerranée centrale", typeface.Regular, 11)
	}
}

func BenchmarkShape(b *testing.B) {
	sh := load(b).NewShaper()
	text := []rune("En janvier 2026, 1 234 détections ont été signalées sur l’itinéraire de la Méditerranée centrale.")
	for b.Loop() {
		sh.Shape(text, []typeface.Span{{End: len(text), Size: 10}}, false)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
