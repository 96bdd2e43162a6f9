// Package search makes the index that a page searches by itself: a classic
// script with every word of an audience's editions in one language.
//
// The script needs no server and runs from a file, under a policy without
// inline script. Its other half is site/static/search.js, which folds a query
// as [Fold] folds texts; a test holds the two together. The package knows no
// document and no page. Invariant: the index holds nothing but the entries it
// was given, and equal entries give equal bytes.
package search

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// An Entry is one thing that can be found.
type Entry struct {
	Title string // What stands as the link.
	Over  string // What it is part of: the report and the period.
	Href  string // Its address, relative to the page of the search.
	Text  string // What is shown under the link and searched too.
	Terms string // What is searched but not shown: heads, codes.
}

// The weight of a word by where it stands.
const (
	inTitle = 8
	inOver  = 3
	inTerms = 2
	inText  = 1
)

// most is the length in letters to which the shown text of an entry is cut.
const most = 220

// Index returns the script that hands the entries to the page of the search.
func Index(entries []Entry) ([]byte, error) {
	words := map[string]map[int]int{}
	var shown [][4]string
	for i, e := range entries {
		shown = append(shown, [4]string{e.Title, e.Over, e.Href, clip(e.Text)})
		add := func(text string, weight int) {
			for _, w := range Words(text) {
				if words[w] == nil {
					words[w] = map[int]int{}
				}
				words[w][i] = min(words[w][i]+weight, 3*inTitle)
			}
		}
		add(e.Title, inTitle)
		add(e.Over, inOver)
		add(e.Terms, inTerms)
		add(e.Text, inText)
	}
	index := struct {
		Entries [][4]string `json:"entries"`
		Words   []string    `json:"words"`
		Places  [][]int     `json:"places"` // By word: entry and weight by turns.
	}{Entries: shown, Words: slices.Sorted(maps.Keys(words))}
	for _, w := range index.Words {
		var at []int
		for _, i := range slices.Sorted(maps.Keys(words[w])) {
			at = append(at, i, words[w][i])
		}
		index.Places = append(index.Places, at)
	}
	data, err := json.Marshal(index)
	if err != nil {
		return nil, fmt.Errorf("write search index: %w", err)
	}
	return fmt.Appendf(nil, "htsmIndex(%s);\n", data), nil
}

// clip cuts a text at a word, so that an index stays small.
func clip(text string) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	cut := string(letters[:most])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}

// Words returns the folded words of a text in order. Signs separate words;
// numbers of more than six digits are not worth finding and are left out.
func Words(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if digits := strings.TrimLeft(w, "0123456789"); digits == "" && len(w) > 6 {
			continue
		}
		out = append(out, article(w))
	}
	return out
}

// article returns an Arabic word without its article, which is written
// together with it.
func article(w string) string {
	if rest, ok := strings.CutPrefix(w, "ال"); ok && len([]rune(rest)) >= 3 {
		return rest
	}
	return w
}

// Fold returns a text as it is compared: in lower case, without accents and
// vowel signs, with one form for the letters that are written in several:
// ligatures, and in Arabic alef, ya, ta marbuta and hamza on its carriers.
func Fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch r = unicode.ToLower(r); {
		case unicode.Is(unicode.M, r), r == 'ـ', unicode.Is(unicode.Cf, r):
		case r >= '٠' && r <= '٩':
			b.WriteRune('0' + r - '٠')
		default:
			b.WriteString(plain(r))
		}
	}
	return b.String()
}

// plain returns the letters that a letter without a decomposition stands for.
func plain(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'œ':
		return "oe"
	case 'æ':
		return "ae"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'þ':
		return "th"
	case 'ı':
		return "i"
	case 'ς':
		return "σ"
	case 'ى':
		return "ي"
	case 'ة':
		return "ه"
	}
	return string(r)
}
