// Package hyphen finds where words may be divided at the end of a line, by the
// patterns of TeX for French, English and Spanish.
//
// It is not for breaking lines: it knows no widths. It never divides a word of
// a language without patterns, one with a capital or a digit in it, which may be
// a name or a code, unless it is asked to, or a short one. Its invariant: at least two letters stand
// before a division and three behind it.
//
// The method is that of F. M. Liang, Word Hy-phen-a-tion by Com-put-er,
// Stanford 1983, chapter 2.
package hyphen

import (
	"fmt"
	"strings"
	"unicode"

	"htsm/generator/asset"
)

// The shortest parts of a divided word, and the shortest word that is divided.
// A longer one than longest is no word.
const (
	before   = 2
	behind   = 3
	shortest = 6
	longest  = 64
)

// Book holds the patterns of several languages. It is read-only and safe for
// concurrent use. A nil Book divides nothing.
type Book struct{ patterns map[string]*patterns }

// languages lists the languages with patterns; their files are asset
// hyphen-LANGUAGE.txt.
func languages() []string { return []string{"en", "es", "fr"} }

// Load reads the patterns that the program embeds.
func Load() (*Book, error) {
	b := &Book{patterns: map[string]*patterns{}}
	for _, l := range languages() {
		data, err := asset.Read("hyphen-" + l + ".txt")
		if err != nil {
			return nil, fmt.Errorf("load hyphenation: %w", err)
		}
		p, err := parse(string(data))
		if err != nil {
			return nil, fmt.Errorf("load hyphenation: asset hyphen-%s.txt: %w", l, err)
		}
		b.patterns[l] = p
	}
	return b, nil
}

// patterns are the levels of each sequence of letters, a point for an end of
// the word.
type patterns struct {
	levels map[string][]uint8 // before each letter of the sequence and behind it
	length int                // of the longest sequence, in characters
}

// parse reads patterns, one a line.
func parse(text string) (*patterns, error) {
	p := &patterns{levels: map[string][]uint8{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		var letters []rune
		levels := []uint8{0}
		for _, r := range line {
			switch {
			case r >= '0' && r <= '9':
				levels[len(levels)-1] = uint8(r - '0')
			case r == '.' || r == '\'' || r == '’' || r == '-' || unicode.IsLetter(r) || unicode.IsMark(r):
				letters = append(letters, r)
				levels = append(levels, 0)
			default:
				return nil, fmt.Errorf("the pattern %q holds %q", line, r)
			}
		}
		if len(letters) > 0 {
			p.levels[string(letters)] = levels
			p.length = max(p.length, len(letters))
		}
	}
	return p, nil
}

// Divide calls yield with every place in a text of a language where a word may
// be divided: the index of the first character behind the division. With heads,
// words may begin with a capital: those of heads are no names.
func (b *Book) Divide(language string, text []rune, heads bool, yield func(int)) {
	if b == nil {
		return
	}
	tag, _, _ := strings.Cut(language, "-")
	p := b.patterns[tag]
	if p == nil {
		return
	}
	for i := 0; i < len(text); i++ {
		if !inWord(text[i]) {
			continue
		}
		end := i
		plain := true
		for end < len(text) && inWord(text[end]) {
			plain = plain && (unicode.IsLower(text[end]) || unicode.IsMark(text[end]) || heads && end == i && unicode.IsUpper(text[end]))
			end++
		}
		if plain && end-i >= shortest && end-i <= longest {
			p.divide(text[i:end], func(at int) { yield(i + at) })
		}
		i = end
	}
}

// inWord tells whether a character belongs to a word; digits and signs of codes
// keep the letters beside them from being one.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_' || r == '/' || r == '@'
}

// divide finds the divisions of one word of lower-case letters.
func (p *patterns) divide(word []rune, yield func(int)) {
	dotted := make([]rune, 0, len(word)+2)
	dotted = append(append(append(dotted, '.'), word...), '.')
	dotted[1] = unicode.ToLower(dotted[1])
	levels := make([]uint8, len(dotted)+1)
	for i := range dotted {
		for n := 1; n <= p.length && i+n <= len(dotted); n++ {
			for k, level := range p.levels[string(dotted[i:i+n])] {
				levels[i+k] = max(levels[i+k], level)
			}
		}
	}
	for at := before; at <= len(word)-behind; at++ {
		if levels[at+1]%2 == 1 && !unicode.IsMark(word[at]) {
			yield(at)
		}
	}
}
