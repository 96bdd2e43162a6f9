package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The spaces of typography.
const (
	noBreak       = '\u00a0'
	narrowNoBreak = '\u202f'
)

// Typography returns running text with the marks of the language: a
// typographic apostrophe within words, quotation marks in pairs for straight
// ones, and in French the spaces before and inside punctuation (Lexique des
// règles typographiques en usage à l'Imprimerie nationale): U+202F before
// ; ! ? and %, U+00A0 before : and inside « ». It changes no letter and no
// digit, and changes nothing the second time.
func (l *Locale) Typography(s string) string { return l.TypographyIn(0, s, 0) }

// TypographyIn is [Locale.Typography] for a piece of text that stands between
// two others: before is the last character of the piece before it and after
// the first of the piece behind it, each 0 if there is none.
func (l *Locale) TypographyIn(before rune, s string, after rune) string {
	marks := `'"`
	if l.french {
		marks = `'";!?%:«»`
	}
	if !strings.ContainsAny(s, marks) && !strings.ContainsRune(marks, before) && !strings.ContainsRune(marks, after) {
		return s
	}
	t := typesetter{locale: l, last: before}
	for i, r := range s {
		next := after
		if end := i + utf8.RuneLen(r); end < len(s) {
			next, _ = utf8.DecodeRuneInString(s[end:])
		}
		t.rune(r, next)
	}
	if t.space != 0 {
		t.text.WriteRune(t.gap(after, 0))
	}
	return t.text.String()
}

// A typesetter writes one text from left to right.
type typesetter struct {
	locale *Locale
	text   strings.Builder
	last   rune // The character before the waiting space; 0 at the start.
	space  rune // A space that waits for what follows it; 0 for none.
}

func (t *typesetter) rune(r, next rune) {
	switch {
	case isSpace(r):
		if t.space != 0 {
			t.text.WriteRune(t.space)
		}
		t.space = r
	case r == '\'' && t.space == 0 && wordlike(t.last):
		t.put('’', next)
	case r == '"':
		t.quote(next)
	default:
		t.put(r, next)
	}
}

// put writes the space that belongs before r, and r.
func (t *typesetter) put(r, next rune) {
	if g := t.gap(r, next); g != 0 {
		t.text.WriteRune(g)
	}
	t.text.WriteRune(r)
	t.last, t.space = r, 0
}

// quote writes a straight double quotation mark as an opening or a closing
// one. It opens at the start, after a space, after an opening bracket and after an
// opening mark of Spanish.
func (t *typesetter) quote(next rune) {
	if next != 0 && !isSpace(next) && (t.last == 0 || t.space != 0 || strings.ContainsRune("([{«“‘—–¿¡", t.last)) {
		mark, inner := utf8.DecodeRuneInString(t.locale.quotes[0])
		t.put(mark, next)
		t.space, _ = utf8.DecodeRuneInString(t.locale.quotes[0][inner:])
		if inner == len(t.locale.quotes[0]) {
			t.space = 0
		}
		return
	}
	mark := t.locale.quotes[1]
	if first, size := utf8.DecodeRuneInString(mark); isSpace(first) {
		t.space, mark = first, mark[size:]
	}
	for _, r := range mark {
		t.put(r, next)
	}
}

// gap returns the space to write between the last character and r, 0 for none:
// the one that waits, or the one that French wants.
func (t *typesetter) gap(r, next rune) rune {
	if !t.locale.french || t.last == 0 || r == 0 {
		return t.space
	}
	want := frenchSpace(r)
	switch {
	case t.last == '«':
		return noBreak
	case want == 0:
		return t.space
	case t.space != 0, r == '»', r == '%' && unicode.IsDigit(t.last):
		return want
	case r != '%' && wordlike(t.last) && endsWord(next):
		return want
	}
	return 0
}

// frenchSpace returns the space that French puts before r; 0 for none.
func frenchSpace(r rune) rune {
	switch r {
	case ';', '!', '?', '%':
		return narrowNoBreak
	case ':', '»':
		return noBreak
	}
	return 0
}

func isSpace(r rune) bool { return r == ' ' || r == noBreak || r == narrowNoBreak || r == '\t' }

// wordlike reports whether a word, a number or a bracket may end with r.
func wordlike(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(")]}’”»", r)
}

// endsWord reports whether r may follow a mark of punctuation that ends a
// part of a sentence.
func endsWord(r rune) bool { return r == 0 || isSpace(r) || strings.ContainsRune(")]»”\"\n", r) }

// Quote returns s within the quotation marks of the language.
func (l *Locale) Quote(s string) string { return l.quotes[0] + s + l.quotes[1] }

// Lower returns a title as it stands within a sentence: its first letter is
// small unless the second is a capital, as in an abbreviation. It suits
// languages that write nouns small.
func Lower(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	second, _ := utf8.DecodeRuneInString(title[size:])
	if title == "" || unicode.IsUpper(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[size:]
}
