// Package codes holds code lists: the countries, routes, modus operandi and
// other vocabularies that data refer to, with their labels.
//
// The package knows nothing of data. Invariant: within a list every code has
// a label in every language of the list, and codes are unique.
package codes

import "htsm/generator/diag"

// A List is one code list.
type List struct {
	Name  string
	Title map[string]string // By language.
	Codes []Code            // In the order of the file, which is the order of the vocabulary.
}

// A Code is one entry of a list.
type Code struct {
	Pos      diag.Pos
	Code     string
	Labels   map[string]string // By language.
	Short    map[string]string // For charts and heads; falls back to Labels.
	Residual bool              // Says nothing: never ranked, always last.
	Note     string            // The key of a message that must stand as a note where the code is shown; may be empty.
	Parent   string            // A code of a coarser list or of the same; may be empty.
	Lat, Lon float64           // A point for maps, degrees; both 0 for none.
}
