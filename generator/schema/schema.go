// Package schema describes the form of a YAML language as data, and writes
// the description as JSON Schema for editors and as tables for the manual.
//
// Package posyaml builds the descriptions of the very declarations that it
// decodes with, so that program, editor and manual cannot disagree. The
// package reads no YAML. Invariant: equal shapes give equal bytes.
package schema

// A Form is what a value is made of.
type Form uint8

// The forms. The zero Form is Text.
const (
	Text   Form = iota // A text as it was typed.
	Number             // A whole number.
	Flag               // true or false.
	List               // Values of one shape.
	Map                // Values of one shape under names that the author chooses.
	Object             // Named fields.
	Choice             // One of several shapes, told apart by their outer form.
)

// A Shape is the form that a value must have. The zero Shape is any text.
type Shape struct {
	Form Form
	// Name identifies an Object within its language; it is the name of the
	// definition in the JSON Schema and the heading in the manual.
	Name string
	// Doc says what the value is: for an Object whole sentences, for all other
	// forms a phrase such as "a month such as 2026-10".
	Doc      string
	Words    []string // Text: the only texts allowed; empty allows any.
	Pattern  string   // Text: an anchored regular expression; empty allows any.
	Min, Max int64    // Number: its range. Text: its length. List and Map: the number of items.
	Distinct bool     // List: no item may stand twice.
	Key      *Shape   // Map: the names.
	Of       *Shape   // List and Map: the values.
	Choices  []*Shape // Choice.
	Members  []Member // Object: its fields in the order of the manual.
	Exactly  []string // Object: one and only one of these fields must be given; empty asks for none.
	Some     []string // Object: one or more of these fields must be given; empty asks for none.
}

// A Member is one field of an Object.
type Member struct {
	Name     string
	Doc      string // Whole sentences.
	Required bool
	Default  string // The value that an absent field has; empty if there is none.
	Shape    *Shape
}
