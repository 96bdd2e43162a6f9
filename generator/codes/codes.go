// Package codes holds code lists: the countries, routes, modus operandi and
// other vocabularies that data refer to, with their labels.
//
// The package knows nothing of data. Invariant: within a list every code has
// a label in every language of the list, and codes are unique.
package codes

import (
	"maps"
	"slices"

	"htsm/generator/diag"
)

// A List is one code list.
type List struct {
	Name       string
	Title      map[string]string // By language; its languages are those of the list.
	Source     string            // Where the codes and labels come from.
	Unreviewed []string          // Languages whose labels no native or official source has confirmed.
	Ordered    bool              // The order means something, as that of age groups does; the codes are never ranked.
	Parents    string            // The list of the parents of the codes; empty for this list.
	Codes      []Code            // In the order of the file, which is the order of the vocabulary.
	index      map[string]int    // Places in Codes.
}

// A Code is one entry of a list.
type Code struct {
	Pos      diag.Pos
	Code     string
	Labels   map[string]string // By language.
	Short    map[string]string // For charts and heads; falls back to Labels.
	Residual bool              // Says nothing: never ranked, always last.
	Note     string            // The key of a message that must stand as a note where the code is shown; may be empty.
	Parent   string            // A code of the list Parents; may be empty.
	Lat, Lon float64           // A point for maps, degrees; both 0 for none.
}

// Languages returns the languages of the list, sorted.
func (l *List) Languages() []string { return slices.Sorted(maps.Keys(l.Title)) }

// Code returns the entry of a code, and whether the list has it. Upper and
// lower case differ.
func (l *List) Code(code string) (Code, bool) {
	if l.index != nil {
		i, ok := l.index[code]
		if !ok {
			return Code{}, false
		}
		return l.Codes[i], true
	}
	for _, c := range l.Codes {
		if c.Code == code {
			return c, true
		}
	}
	return Code{}, false
}

// Residuals returns the codes that say nothing, in the order of the list.
func (l *List) Residuals() []string {
	var out []string
	for _, c := range l.Codes {
		if c.Residual {
			out = append(out, c.Code)
		}
	}
	return out
}

// Label returns the label of a code in a language. If the list lacks the
// language it returns the English label, and without one that of the first of
// Languages; if the list lacks the code it returns the code.
func (l *List) Label(code, language string) string {
	c, ok := l.Code(code)
	if !ok {
		return code
	}
	if text := c.Labels[l.speak(language)]; text != "" {
		return text
	}
	return code
}

// ShortLabel returns the short label of a code in a language. Without one it
// returns what Label does.
func (l *List) ShortLabel(code, language string) string {
	if c, ok := l.Code(code); ok {
		if text := c.Short[l.speak(language)]; text != "" {
			return text
		}
	}
	return l.Label(code, language)
}

// speak returns the language itself, or the one that stands in for it.
func (l *List) speak(language string) string {
	for _, tag := range []string{language, "en"} {
		if _, ok := l.Title[tag]; ok {
			return tag
		}
	}
	if all := l.Languages(); len(all) > 0 {
		return all[0]
	}
	return language
}

// Suggest returns a hint for a code that the list lacks: the code that was
// probably meant, or what codes there are.
func (l *List) Suggest(code string) string {
	known := make([]string, 0, len(l.Codes))
	for _, c := range l.Codes {
		known = append(known, c.Code)
	}
	return diag.Nearest(code, "codes of the list "+l.Name, known)
}

// A Book is all code lists. The zero Book is empty.
type Book struct{ lists map[string]*List }

// List returns the list with the given name, and whether there is one. The
// caller must not change it.
func (b *Book) List(name string) (*List, bool) {
	l, ok := b.lists[name]
	return l, ok
}

// Names returns the names of the lists, sorted.
func (b *Book) Names() []string { return slices.Sorted(maps.Keys(b.lists)) }

// Suggest returns a hint for a list that the book lacks: the list that was
// probably meant, or what lists there are.
func (b *Book) Suggest(name string) string { return diag.Nearest(name, "code lists", b.Names()) }
