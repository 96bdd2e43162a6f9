package typeface

import (
	"testing"

	"github.com/go-text/typesetting/bidi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLevelsFollowUAX9(t *testing.T) {
	tests := []struct {
		name string
		text string
		rtl  bool
		want []uint8
	}{
		{"latin is level 0", "ab c", false, []uint8{0, 0, 0, 0}},
		{"latin in an arabic paragraph is level 2", "ab", true, []uint8{2, 2}},
		{"arabic in a latin paragraph is level 1", "aاب b", false, []uint8{0, 1, 1, 0, 0}},
		{"a number after arabic is 2, the latin after it 0", "ا12 b", false, []uint8{1, 2, 2, 0, 0}},
		{"a percent sign joins its european number", "א 12% b", false, []uint8{1, 1, 2, 2, 2, 0, 0}},
		{"after an arabic letter it does not", "ا 12% b", false, []uint8{1, 1, 2, 2, 0, 0, 0}},
		{"a point inside a number joins it", "ا1.2ا", true, []uint8{1, 2, 2, 2, 1}},
		{"brackets around latin follow an arabic paragraph", "ا(b)ا", true, []uint8{1, 1, 2, 1, 1}},
		{"an isolate keeps to itself", "ا\u2066b 1\u2069ا", true, []uint8{1, 1, 2, 2, 2, 1, 1}},
		{"first strong isolate takes the direction of its text", "a\u2068ا\u2069b", false, []uint8{0, 0, 1, 0, 0}},
		{"an override turns letters round", "\u202eab\u202c", false, []uint8{0, 1, 1, 1}},
		{"a mark has the level of its letter", "ا\u064bb", false, []uint8{1, 1, 0}},
		{"closing isolate without opening is neutral", "a\u2069b", false, []uint8{0, 0, 0}},
		{"empty", "", true, []uint8{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Levels([]rune(tt.text), tt.rtl)); diff != "" {
				t.Errorf("levels of %+q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// The library's own algorithm shows only the parity of a level; that much
// must agree for every text.
func TestLevelsHaveTheParityThatTheLibraryFinds(t *testing.T) {
	alphabet := []rune("ab12.,%+-()[]<> \u00a0ابתא٣٤،؟\u064b\u200e\u200f\u061c\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200d€")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 24).Draw(t, "text")
		rtl := rapid.Bool().Draw(t, "rtl")
		base := bidi.LeftToRight
		if rtl {
			base = bidi.RightToLeft
		}
		var p bidi.Paragraph
		runs := p.Segment(text, base)
		got := Levels(text, rtl)
		for i := range runs.NumRuns() {
			run := runs.Run(i)
			for k := run.Start; k < run.End; k++ {
				if removable(text[k]) || trailing(text, k) {
					continue
				}
				if got[k]%2 != uint8(run.Level)%2 {
					t.Fatalf("level of character %d of %+q (rtl %v) is %d, the library has parity %d", k, string(text), rtl, got[k], run.Level%2)
				}
			}
		}
	})
}

// removable tells which characters rule X9 takes out: their level means
// nothing.
func removable(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r == 0x200D
}

// trailing tells whether rule L1, which the library applies and Levels does
// not, resets the character.
func trailing(text []rune, k int) bool {
	for _, r := range text[k:] {
		if r != ' ' && !removable(r) && !(r >= 0x2066 && r <= 0x2069) {
			return false
		}
	}
	return true
}
