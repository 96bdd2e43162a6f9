// Package lang writes numbers, dates and messages in one language.
//
// A language is one catalogue, templates/lang/TAG.yaml; [Load] reads and
// checks all of them. Every key that the program may ask for is declared once,
// in [Keys], with its placeholders. The package does not decide what is said:
// package compose does. Invariant: a [Locale] in a [Set] answers every
// declared key with the placeholders that were declared for it, so a text can
// be missing in a catalogue but never in a document.
package lang

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"htsm/generator/num"
)

// A Set holds the languages of a folder. The zero Set holds none.
type Set struct{ locales map[string]*Locale }

// Locale returns the language with a tag such as "fr". It reports false for a
// language that has no catalogue or a faulty one.
func (s *Set) Locale(tag string) (*Locale, bool) {
	l, ok := s.locales[tag]
	return l, ok
}

// Tags returns the tags of the languages, sorted.
func (s *Set) Tags() []string { return slices.Sorted(maps.Keys(s.locales)) }

// A Locale is one language. Only [Load] makes a Locale. It never changes, so
// any number of goroutines may use it at once.
type Locale struct {
	tag         language.Tag
	name        string
	unreviewed  bool // No native speaker has confirmed the texts.
	rightToLeft bool
	french      bool // French rules of spacing hold.
	signs       signs
	quotes      [2]string
	months      []string // Twelve names; the same for monthsShort.
	monthsShort []string
	messages    map[string]message
}

// Tag returns the BCP 47 tag of the language.
func (l *Locale) Tag() string { return l.tag.String() }

// Name returns the name of the language in itself, such as "français".
func (l *Locale) Name() string { return l.name }

// Unreviewed reports whether no native speaker has confirmed the texts.
func (l *Locale) Unreviewed() bool { return l.unreviewed }

// RightToLeft reports whether the language is written from right to left.
func (l *Locale) RightToLeft() bool { return l.rightToLeft }

// Text returns the message of a declared key. The arguments are pairs of a
// placeholder and its text, as in Text("label.table", "number", "2"). Of a
// message with plural forms it returns the form for a number that is not
// known, which suits counts that are withheld.
//
// In a language written from right to left, arguments are set apart as by
// [Locale.Isolate].
//
// Text panics if the key is not declared or the placeholders are not those
// that were declared: both are faults of the program, not of a catalogue.
func (l *Locale) Text(key string, args ...string) string {
	return l.write(key, plural.Other, l.isolated(args))
}

// Plural returns the form of a message that agrees with n. The placeholder
// {n} becomes n as [Locale.Number] writes it; args gives the others as for
// [Locale.Text]. A message without plural forms has one form for all numbers.
func (l *Locale) Plural(key string, n num.Decimal, args ...string) string {
	return l.write(key, category(l.tag, n), l.isolated(append([]string{"n", l.Number(n)}, args...)))
}

func (l *Locale) write(key string, form plural.Form, args []string) string {
	m, ok := l.messages[key]
	if !ok {
		panic("lang: the message " + key + " is not declared in Keys")
	}
	return m.form(form).write(key, m.params, args)
}

// A Piece is a stretch of a message: a literal text, or the place of a
// placeholder.
type Piece struct {
	Text  string // The literal text; empty for a placeholder.
	Param string // The name of the placeholder; empty for a literal text.
}

// Pieces returns the message of a declared key cut at its placeholders, for
// messages whose placeholders take more than text. What is put there is not set
// apart as [Locale.Text] does: use [Locale.Isolate]. Of a message with plural
// forms it returns the form for a number that is not known.
func (l *Locale) Pieces(key string) []Piece { return l.pieces(key, plural.Other) }

// PluralPieces returns the form of a message that agrees with n, cut at its
// placeholders.
func (l *Locale) PluralPieces(key string, n num.Decimal) []Piece {
	return l.pieces(key, category(l.tag, n))
}

func (l *Locale) pieces(key string, form plural.Form) []Piece {
	m, ok := l.messages[key]
	if !ok {
		panic("lang: the message " + key + " is not declared in Keys")
	}
	var out []Piece
	for _, p := range m.form(form) {
		if p.param < 0 {
			out = append(out, Piece{Text: p.literal})
		} else {
			out = append(out, Piece{Param: m.params[p.param]})
		}
	}
	return out
}

// Has reports whether key is a declared message. Use it for keys that are made
// of names in the input, such as "variable." and the name of a column.
func (l *Locale) Has(key string) bool {
	_, ok := l.messages[key]
	return ok
}

// Params returns the names of the placeholders of a declared message, in the
// order of their declaration; nil if the key is not declared.
func (l *Locale) Params(key string) []string { return slices.Clone(l.messages[key].params) }

// Collation returns a comparison of texts in the alphabetical order of the
// language. Texts that the language holds to be equal are compared byte by
// byte, so that the order is total. Two goroutines must not share one
// comparison.
func (l *Locale) Collation() func(a, b string) int {
	c := collate.New(l.tag)
	return func(a, b string) int {
		if d := c.CompareString(a, b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	}
}

// Join returns the items as a list in a sentence: "A", "A and B", "A, B and C".
// In Spanish the last conjunction depends on the sound that follows it.
func (l *Locale) Join(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	items = l.each(items)
	last := len(items) - 1
	and := "list.and"
	if startsWithI(items[last]) {
		and = "list.and-before-i"
	}
	return strings.Join(items[:last], l.Text("list.comma")) + l.Text(and) + items[last]
}

// startsWithI reports whether a Spanish word begins with the sound i, before
// which "y" becomes "e": Irán, Hidalgo; but not hielo or yate (Real Academia
// Española, Diccionario panhispánico de dudas, "y").
func startsWithI(word string) bool {
	w := strings.TrimPrefix(strings.ToLower(word), "h")
	first, size := utf8.DecodeRuneInString(w)
	next, _ := utf8.DecodeRuneInString(w[size:])
	diphthong := first == 'i' && strings.ContainsRune("aeoáéó", next)
	return (first == 'i' || first == 'í') && !diphthong
}

// Set returns what comes together in any order, joined by plus signs.
func (l *Locale) Set(members []string) string {
	return strings.Join(l.each(members), l.Text("list.plus"))
}

// Path returns the stops of a route in order, joined by arrows.
func (l *Locale) Path(stops []string) string {
	return strings.Join(l.each(stops), l.Text("list.arrow"))
}
