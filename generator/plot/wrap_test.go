package plot

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// monospace measures every character as one px.
type monospace struct{}

func (monospace) Width(text string, _ bool, _ float64) float64 {
	return float64(utf8.RuneCountInString(text))
}

func TestWrapBreaksWhereAReaderWould(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit float64
		want  []string
	}{
		{"", 10, []string{""}},
		{"short", 10, []string{"short"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"of similar length here", 20, []string{"of similar", "length here"}},
		{"Afrique–Europe", 10, []string{"Afrique–", "Europe"}},
		{"10\u202f000 personnes", 9, []string{"10\u202f000", "personnes"}},
		{"10\u00a0% de tout", 7, []string{"10\u00a0% de", "tout"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"  spaces \n and\tlines ", 40, []string{"spaces and lines"}},
	} {
		if got := (typesetter{measure: monospace{}}).wrap(c.text, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %v) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestWrapKeepsEveryCharacterWithinTheLimit(t *testing.T) {
	set := typesetter{measure: monospace{}}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		limit := rapid.Float64Range(8, 60).Draw(t, "limit")
		lines := set.wrap(text, limit)
		strip := strings.NewReplacer(" ", "")
		if got, want := strip.Replace(strings.Join(lines, "")), strip.Replace(clean(text)); got != want {
			t.Errorf("the lines hold %q, the text %q", got, want)
		}
		for _, l := range lines {
			if set.width(l) > limit && !hasJoin(l) {
				t.Errorf("the line %q is wider than %v", l, limit)
			}
		}
	})
}

// hasJoin reports whether a text holds a character that wrap may not break.
func hasJoin(text string) bool {
	for i, r := range text {
		if i > 0 && joins(text[:i], r) {
			return true
		}
	}
	return false
}

func TestMarksStayWithTheirLetters(t *testing.T) {
	lines := (typesetter{measure: monospace{}}).wrap("e\u0301e\u0301e\u0301", 1)
	if want := []string{"e\u0301", "e\u0301", "e\u0301"}; !slices.Equal(lines, want) {
		t.Errorf("wrap breaks into %q, want %q", lines, want)
	}
}

func TestCleanTakesOutWhatXMLAndReadersCannotTake(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\x00b\x1fc", "a b c"},
		{"\u202egnp.exe\u202c", "gnp.exe"},
		{"\ufffe", "\ufffd"},
		{"\xff", "\ufffd"},
		{"no\u00a0break", "no\u00a0break"},
		{" a  b ", "a b"},
	} {
		if got := clean(c.in); got != c.want {
			t.Errorf("clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestRightToLeftTextKeepsItsOrder(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"يناير 2025", "\u202bيناير 2025\u202c"},
		{"(عدد)", "\u202b(عدد)\u202c"},
		{"Libye 12", "Libye 12"},
		{"Türkiye (تركيا)", "Türkiye (تركيا)"},
		{"12 %", "12 %"},
	} {
		if got := embedded(c.in); got != c.want {
			t.Errorf("embedded(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestShareUsesAllTheRoomThatTheTextsLeave(t *testing.T) {
	for _, c := range []struct {
		name        string
		all         []demand
		left, width float64
	}{
		{"nothing", nil, 0, 100},
		{"a long bar", []demand{{1, 20, false}}, 0, 80},
		{"a short bar with a long text", []demand{{0.1, 80, false}}, 0, 100},
		{"a text before the axis", []demand{{0, 30, true}}, 30, 70},
		{"both", []demand{{0, 30, true}, {1, 20, false}}, 30, 50},
		{"no room at all", []demand{{1, 99, false}}, 0, 25},
	} {
		left, width := share(100, 25, c.all)
		if left < c.left-0.2 || left > c.left+0.2 || width < c.width-0.2 || width > c.width+0.2 {
			t.Errorf("%s: share gives %.1f and %.1f, want %v and %v", c.name, left, width, c.left, c.width)
		}
	}
}
