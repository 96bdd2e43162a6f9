package plot

import (
	"strings"
	"unicode"
)

// A Measurer tells how wide text is when it is set.
type Measurer interface {
	// Width returns the advance width in px of one line of text. Equal
	// arguments must give equal widths, and it must be safe for concurrent use.
	Width(text string, bold bool, sizePx float64) float64
}

// A typesetter measures and breaks lines of one size.
type typesetter struct {
	measure Measurer
	size    float64 // px.
	leading float64 // px from line to line.
}

func (t typesetter) width(text string) float64 { return t.measure.Width(text, false, t.size) }

func (t typesetter) widest(lines []string) float64 {
	out := 0.0
	for _, l := range lines {
		out = max(out, t.width(l))
	}
	return out
}

// wrap breaks text into lines of at most limit px, as few as can be and of
// similar length. A word wider than limit is broken inside.
func (t typesetter) wrap(text string, limit float64) []string {
	pieces := t.pieces(clean(text), limit)
	lines := t.fill(pieces, limit)
	if len(lines) < 2 {
		return lines
	}
	low, high := limit/2, limit
	for high-low > 4 {
		mid := (low + high) / 2
		if tried := t.fill(pieces, mid); len(tried) == len(lines) && t.widest(tried) <= mid {
			high = mid
		} else {
			low = mid
		}
	}
	return t.fill(pieces, high)
}

// longestWord returns the width of the widest piece of text that wrap would
// rather not break.
func (t typesetter) longestWord(text string) float64 {
	out := 0.0
	for _, p := range split(clean(text)) {
		out = max(out, t.width(strings.TrimRight(p, " ")))
	}
	return out
}

// fill sets pieces into lines, each as full as limit allows.
func (t typesetter) fill(pieces []string, limit float64) []string {
	var lines []string
	line := ""
	for _, p := range pieces {
		if line != "" && t.width(strings.TrimRight(line+p, " ")) > limit {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += p
	}
	return append(lines, strings.TrimRight(line, " "))
}

// pieces splits text where a line may break, and breaks pieces wider than
// limit between letters.
func (t typesetter) pieces(text string, limit float64) []string {
	var out []string
	for _, p := range split(text) {
		for t.width(strings.TrimRight(p, " ")) > limit {
			cut := t.cut(p, limit)
			if cut == len(p) {
				break
			}
			out = append(out, p[:cut])
			p = p[cut:]
		}
		out = append(out, p)
	}
	return out
}

// cut returns the length in bytes of the longest start of word that fits into
// limit, at least one character with its marks.
func (t typesetter) cut(word string, limit float64) int {
	best := 0
	for i, r := range word {
		if i == 0 || joins(word[:i], r) {
			continue
		}
		if best > 0 && t.width(word[:i]) > limit {
			return best
		}
		best = i
	}
	if best == 0 {
		return len(word)
	}
	return best
}

// joins reports whether r belongs to the character that ends before.
func joins(before string, r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200d' || r >= 0x1F3FB && r <= 0x1F3FF || strings.HasSuffix(before, "\u200d")
}

// split cuts text after each place where a line may break: spaces, hyphens,
// slashes, and between ideographs. No-break spaces are no such places.
func split(text string) []string {
	var out []string
	start := 0
	runes := []rune(text)
	for i, r := range runes {
		breaks := r == ' ' || strings.ContainsRune("-–—/→·|", r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
		if breaks && i+1 < len(runes) && runes[i+1] != ' ' && !unicode.Is(unicode.M, runes[i+1]) {
			out = append(out, string(runes[start:i+1]))
			start = i + 1
		}
	}
	return append(out, string(runes[start:]))
}

// clean returns text as one line of characters that XML and a reader can
// take: controls, line ends and runs of spaces become one space, controls of
// direction are dropped, and what is not a character becomes U+FFFD.
func clean(text string) string {
	var b strings.Builder
	space := true
	for _, r := range text {
		switch {
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			continue
		case r == 0xFFFE, r == 0xFFFF:
			r = unicode.ReplacementChar
		case r == ' ', r < 0x20, r >= 0x7F && r < 0xA0, r == 0x2028, r == 0x2029:
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return strings.TrimSuffix(b.String(), " ")
}
