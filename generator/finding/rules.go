package finding

import "htsm/generator/diag"

// An Effect says what a rule does to what breaks it.
type Effect uint8

// The effects. The zero Effect is Always.
const (
	Always   Effect = iota // The program never makes what the rule forbids.
	Replaces               // Another text or figure stands in its place.
	Marks                  // It is published with a mark.
	Stops                  // The report is not built.
)

// String returns the words of the manual.
func (e Effect) String() string {
	return [...]string{"always holds", "replaces the figure", "marks it", "stops the report"}[e]
}

// A Rule is one rule of the honesty contract: what may be said of a figure. What
// it says stands under its code in the catalogue of diagnostics.
type Rule struct {
	Code   diag.Code
	Effect Effect
	Where  string // The packages that keep it.
}

// Rules lists the honesty contract in the order of its codes.
func Rules() []Rule {
	return []Rule{
		{"H001", Replaces, "table, stats, release"},
		{"H002", Marks, "stats"},
		{"H003", Marks, "stats"},
		{"H004", Replaces, "compose, finding"},
		{"H005", Marks, "prose, compose, finding"},
		{"H006", Stops, "prose"},
		{"H007", Replaces, "table, release, compose"},
		{"H008", Marks, "stats, release, compose"},
		{"H009", Always, "release, compose, doc"},
		{"H010", Always, "compose"},
		{"H011", Marks, "stats, compose"},
		{"H012", Always, "chart, plot"},
		{"H013", Always, "stats, release, compose"},
		{"H014", Always, "compose"},
		{"H015", Always, "finding, compose"},
		{"H016", Always, "spec, compose"},
		{"H017", Marks, "contract, stats, compose"},
		{"H018", Replaces, "stats, release, compose"},
		{"H019", Replaces, "stats, compose"},
		{"H020", Replaces, "compose"},
		{"H021", Marks, "stats, compose"},
	}
}
