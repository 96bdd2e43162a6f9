package prose

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"htsm/generator/lang"
)

// A typed is a number that stands in a text.
type typed struct {
	at   int // Its offset in the text.
	text string
}

// numberRules says which numbers are names in a language.
type numberRules struct {
	months []string // In lower case.
	before []string // Words after which a number is a name, in lower case.
	after  []string // Letters after digits that make an ordinal.
}

func rulesOf(l *lang.Locale) numberRules {
	r := numberRules{
		before: strings.Fields(l.Text("prose.before-number")),
		after:  strings.Fields(l.Text("prose.ordinals")),
	}
	for _, m := range l.Months() {
		r.months = append(r.months, strings.ToLower(m))
	}
	return r
}

var (
	// Years, runs of years, months and days by ISO, dates, acts such as 2016/794.
	dateForm = regexp.MustCompile(`^(19|20)\d\d([-–/]((19|20)\d\d|\d\d(-\d\d)?))?$|^\d{1,2}[./]\d{1,2}[./](19|20)\d\d$|^\d{1,4}/(19|20)\d\d$|^(19|20)\d\d/\d{1,4}$`)
	// Scales such as 4x4 and 3x5x2.
	scaleForm = regexp.MustCompile(`^\d+([x×]\d+)+$`)
	groupForm = regexp.MustCompile(`^[\s\x{a0}\x{202f}\x{2009}]\d{3}($|\D)`) // The second part of 10 000.
	dayForm   = regexp.MustCompile(`^([1-9]|[12]\d|3[01])$`)
	digits    = regexp.MustCompile(`^\d+`)
)

// typedNumbers returns the numbers of a text that are not names. A number is a
// name if it is a year or a date, stands after a word such as "article", is an
// ordinal or a scale such as 4x4, or is part of a word that starts with a
// letter, such as H1.
func typedNumbers(s string, rules numberRules) []typed {
	words := fields(s)
	var out []typed
	previous := -2 // The last word that was reported.
	for i, word := range words {
		if !strings.ContainsFunc(word.text, unicode.IsDigit) || rules.name(words, i) {
			continue
		}
		if previous == i-1 && groupForm.MatchString(s[words[i-1].at+len(words[i-1].text):word.at+len(word.text)]) {
			last := &out[len(out)-1]
			last.text = s[last.at : word.at+len(word.text)]
		} else {
			out = append(out, word)
		}
		previous = i
	}
	return out
}

// fields cuts a text at its spaces and strips the punctuation around words.
func fields(s string) []typed {
	var out []typed
	start := -1
	add := func(end int) {
		if start < 0 {
			return
		}
		word := s[start:end]
		left := strings.TrimLeftFunc(word, isMark)
		if left != "" {
			out = append(out, typed{start + len(word) - len(left), strings.TrimRightFunc(left, isMark)})
		}
		start = -1
	}
	for i, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '—':
			add(i)
		case start < 0:
			start = i
		}
	}
	add(len(s))
	return out
}

// isMark reports whether r is punctuation around a word; signs of numbers are
// not.
func isMark(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("%‰+−€$£°º", r)
}

// name reports whether the number in words[i] is a name.
func (r numberRules) name(words []typed, i int) bool {
	word := words[i].text
	neighbour := func(j int) string {
		if j < 0 || j >= len(words) {
			return ""
		}
		parts := strings.FieldsFunc(words[j].text, func(r rune) bool { return r == '\'' || r == '’' }) // l'article
		if len(parts) == 0 {
			return ""
		}
		return strings.ToLower(parts[len(parts)-1])
	}
	number := digits.FindString(word)
	switch {
	case number == "":
		first := []rune(word)[0]
		return unicode.IsLetter(first)
	case dateForm.MatchString(word), scaleForm.MatchString(word), slices.Contains(r.after, word[len(number):]):
		return true
	case slices.Contains(r.before, neighbour(i-1)):
		return true
	}
	return dayForm.MatchString(word) && (slices.Contains(r.months, neighbour(i+1)) || slices.Contains(r.months, neighbour(i-1)))
}
