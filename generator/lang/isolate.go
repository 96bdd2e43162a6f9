package lang

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// The marks between which a text is written from left to right whatever
// surrounds it (Unicode Standard Annex 9, isolates).
const (
	openIsolate  = '\u2066'
	closeIsolate = '\u2069'
)

// Isolate returns a text between U+2066 and U+2069 if the language is written
// from right to left and s would not keep its order there: a text in Latin
// letters, or digits with a sign other than a decimal point or comma. It returns
// all other texts as they are, and changes nothing the second time.
func (l *Locale) Isolate(s string) string {
	if !l.rightToLeft || !losesOrder(s) {
		return s
	}
	return string(openIsolate) + s + string(closeIsolate)
}

// losesOrder reports whether what stands in s outside of isolates must be read
// from left to right and would not be within text from right to left.
func losesOrder(s string) bool {
	var letters, digits, signs bool
	depth := 0
	for _, r := range s {
		switch {
		case r == openIsolate:
			depth++
			continue
		case r == closeIsolate:
			depth--
			continue
		case depth > 0:
			continue
		}
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL:
			return false
		case bidi.L:
			letters = true
		case bidi.EN:
			digits = true
		default:
			signs = signs || !isSpace(r) && !strings.ContainsRune(".,", r)
		}
	}
	return letters || digits && signs
}

// isolated returns the arguments of a message, each as [Locale.Isolate] does.
func (l *Locale) isolated(args []string) []string {
	if !l.rightToLeft {
		return args
	}
	out := make([]string, len(args))
	for i, a := range args {
		if out[i] = a; i%2 == 1 {
			out[i] = l.Isolate(a)
		}
	}
	return out
}

// each returns the items of a list, each as [Locale.Isolate] does.
func (l *Locale) each(items []string) []string {
	out := make([]string, len(items))
	for i, s := range items {
		out[i] = l.Isolate(s)
	}
	return out
}
