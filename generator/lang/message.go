package lang

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A message is the text of one key. Messages without plural forms have only
// the form Other.
type message struct {
	params []string // As declared; shared by the forms.
	other  template
	forms  map[plural.Form]template // All but other; nil without plural forms.
}

func (m message) form(f plural.Form) template {
	if t, ok := m.forms[f]; ok {
		return t
	}
	return m.other
}

// A template is a text cut at its placeholders.
type template []piece

// A piece is a literal text, or the place of the parameter with that number.
type piece struct {
	literal string
	param   int // -1 for a literal.
}

func (t template) write(key string, params, args []string) string {
	if len(args) != 2*len(params) {
		panic(fmt.Sprintf("lang: the message %s takes %d placeholders %q, but was given %q", key, len(params), params, args))
	}
	if len(t) == 1 && t[0].param < 0 {
		return t[0].literal
	}
	values := make([]string, len(params), 8)
	for i := 0; i < len(args); i += 2 {
		p := slices.Index(params, args[i])
		if p < 0 {
			panic(fmt.Sprintf("lang: the message %s has no placeholder {%s}", key, args[i]))
		}
		values[p] = args[i+1]
	}
	var b strings.Builder
	for _, p := range t {
		if p.param < 0 {
			b.WriteString(p.literal)
		} else {
			b.WriteString(values[p.param])
		}
	}
	return b.String()
}

// compile cuts text at its placeholders. It returns the placeholders that are
// not in params, and an error if a brace has no partner.
func compile(text string, params []string) (t template, unknown []string, err error) {
	for text != "" {
		open := strings.IndexAny(text, "{}")
		if open < 0 {
			return append(t, piece{text, -1}), unknown, nil
		}
		if open > 0 {
			t = append(t, piece{text[:open], -1})
		}
		end := strings.IndexAny(text[open+1:], "{}")
		if text[open] == '}' || end < 0 || text[open+1+end] == '{' {
			return nil, nil, fmt.Errorf("a brace has no partner")
		}
		name := text[open+1 : open+1+end]
		p := slices.Index(params, name)
		if p < 0 {
			unknown = append(unknown, name)
		}
		t = append(t, piece{param: p})
		text = text[open+end+2:]
	}
	return t, unknown, nil
}

// has reports whether t holds the parameter with the number p.
func (t template) has(p int) bool {
	return slices.ContainsFunc(t, func(q piece) bool { return q.param == p })
}

// formNames are the plural categories by the names of Unicode.
func formNames() map[string]plural.Form {
	return map[string]plural.Form{
		"zero": plural.Zero, "one": plural.One, "two": plural.Two,
		"few": plural.Few, "many": plural.Many, "other": plural.Other,
	}
}

// categories returns the names of the plural categories that numbers have in a
// language, sorted. Whole numbers to 200, millions and one decimal show every
// category of every language of Unicode CLDR 32.
func categories(tag language.Tag) []string {
	found := map[plural.Form]bool{}
	for n := range 201 {
		found[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)] = true
	}
	found[plural.Cardinal.MatchPlural(tag, 1_000_000, 0, 0, 0, 0)] = true
	found[plural.Cardinal.MatchPlural(tag, 1, 1, 1, 5, 5)] = true
	var names []string
	for name, form := range formNames() { // In any order: sorted below.
		if found[form] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
