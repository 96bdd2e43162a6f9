// Package head names what figures are about: the heads of rows and columns,
// units and measures, without a word of any language.
//
// Statistics make heads of codes, months and message keys; package compose
// turns them into the words of one language. Invariant: nothing here holds a
// number of the data.
package head

import (
	"slices"
	"strings"

	"htsm/generator/period"
)

// A Kind says what a [Label] holds.
type Kind uint8

// The kinds of labels. The zero Kind is Word.
const (
	Word    Kind = iota // A message of the language catalogues.
	Code                // One code of a code list.
	Path                // An ordered run of codes of one code list.
	Time                // A period.
	Raw                 // A text as it stands in the data: a column without a code list.
	Column              // The title of a column of the contract.
	Finding             // A message like Word that says what the figures of its row show: it goes where they go.
	Set                 // Several codes of one code list, or texts of the data, that come together, in any order.
)

// A Label is the head of a row or of a column.
type Label struct {
	Kind  Kind
	List  string      // The code list of Code, Path and Set; empty for a Set of texts.
	Codes []string    // The code of Code, the stops of Path, the members of Set.
	Text  string      // The message key of Word and Finding, the text of Raw, the name of Column.
	Span  period.Span // The period of Time.
}

// OfWord returns a label for the message key, such as "total".
func OfWord(key string) Label { return Label{Kind: Word, Text: key} }

// OfCode returns a label for one code of a list.
func OfCode(list, code string) Label { return Label{Kind: Code, List: list, Codes: []string{code}} }

// OfPath returns a label for an ordered run of codes of a list.
func OfPath(list string, stops ...string) Label {
	return Label{Kind: Path, List: list, Codes: slices.Clone(stops)}
}

// OfSet returns a label for codes of a list that come together; without a list
// the codes are texts of the data.
func OfSet(list string, codes ...string) Label {
	return Label{Kind: Set, List: list, Codes: slices.Clone(codes)}
}

// OfTime returns a label for a period.
func OfTime(s period.Span) Label { return Label{Kind: Time, Span: s} }

// OfRaw returns a label for a text of the data.
func OfRaw(text string) Label { return Label{Kind: Raw, Text: text} }

// OfFinding returns a label for the message key of what the figures of a row
// show, such as "state.new".
func OfFinding(key string) Label { return Label{Kind: Finding, Text: key} }

// OfColumn returns a label for the title of a column of the contract.
func OfColumn(name string) Label { return Label{Kind: Column, Text: name} }

// A RowKind says how a row stands in its table.
type RowKind uint8

// The kinds of rows. The zero RowKind is Plain.
const (
	Plain    RowKind = iota
	Total            // A sum of the other rows; set apart.
	Other            // "All other": the rows that are not shown.
	Residual         // Not specified, unknown, not classified: never ranked, always last.
)

// A Dimension is what the labels of one level of row heads are.
type Dimension struct {
	Name string // The column or group of the contract, or a word of the statistic.
	List string // Its code list; empty if it has none.
	Word string // The message key of its head; empty takes the title of the column Name.
}

// A Row is the head of a row. Labels run parallel to the dimensions of the
// stub; a total row may have fewer.
type Row struct {
	Key    string // The codes joined by "/", or "total", "other"; unique in the table.
	Labels []Label
	Kind   RowKind
}

// A Col is the head of a column. Columns of one group stand side by side.
type Col struct {
	Key     string // Unique, such as "count", "share", "change-previous", a code.
	Group   Label  // What several columns have in common; the zero Label for none.
	Label   Label
	Measure Measure
	Kind    RowKind
	// Of and At tell that the figures are those of another period: another
	// edition prints them in the column Of, for the period At. The zero values
	// stand for the column itself, and for the period of the row or the table.
	Of string
	At period.Span
}

// Printed returns the name of the column in which the edition of its own
// period prints a figure of c, and that period where it is another one than
// that of the row or the table.
func (c Col) Printed() (name string, at period.Span) {
	if c.Of == "" {
		return c.Key, c.At
	}
	return c.Of, c.At
}

// Period returns the period that the heads of r name, or the zero Span.
func (r Row) Period() period.Span {
	for _, l := range r.Labels {
		if l.Kind == Time {
			return l.Span
		}
	}
	return period.Span{}
}

// A Ref points to one figure of a report.
type Ref struct{ Statistic, Row, Column string }

// ParseRef reads a reference of the form STATISTIC.ROW.COLUMN, where the row
// may hold points itself; STATISTIC.COLUMN means the row "total". It reports
// false for any other form.
func ParseRef(s string) (Ref, bool) {
	statistic, rest, ok := strings.Cut(s, ".")
	if !ok || statistic == "" || rest == "" {
		return Ref{}, false
	}
	cut := strings.LastIndexByte(rest, '.')
	if cut < 0 {
		return Ref{statistic, "total", rest}, true
	}
	if rest[:cut] == "" || rest[cut+1:] == "" {
		return Ref{}, false
	}
	return Ref{statistic, rest[:cut], rest[cut+1:]}, true
}

// String returns the form that [ParseRef] reads.
func (r Ref) String() string { return r.Statistic + "." + r.Row + "." + r.Column }

// A Quantity says what a figure measures, and so how it is written.
type Quantity uint8

// The quantities. The zero Quantity is Count.
const (
	Count       Quantity = iota // A whole number of units.
	Share                       // A part of a base, written in per cent.
	Change                      // A relative change, written in per cent with its sign.
	Difference                  // A difference of counts, written with its sign.
	Mean                        // A ratio of sums, one decimal.
	Index                       // A pure ratio such as lift, two decimals.
	Amount                      // Money, whole units of the currency.
	Estimate                    // A number that is no count of units, such as an expected count or days: one decimal, none for a fraction over 1.
	Points                      // A difference of two shares, written in percentage points with its sign.
	Rate                        // Units per million inhabitants and year, one decimal; the numerator of the value is a multiple of the units.
	Probability                 // A p-value, rounded up by its statistic, written with four decimals.
)

// A Rounding says how many digits a share or a change is written with.
type Rounding uint8

// The roundings. The zero Rounding is Standard.
const (
	// Standard writes one decimal if the smallest base of the column is at
	// least 100, and none below.
	Standard Rounding = iota
	// Published writes two significant digits, as Frontex prints shares and
	// changes: no decimal from 10 per cent up, one below.
	Published
)

// A Measure says how the figures of a column are to be read.
type Measure struct {
	Quantity Quantity
	Rounding Rounding
	Currency string // ISO 4217 code of an Amount.
}

// A Unit is what one unit of a count is. Figures of different units are never
// added.
type Unit string

// Units lists the units that a contract may declare, sorted.
func Units() []Unit {
	return []Unit{"cases", "detections", "documents", "incidents", "networks", "offences", "perpetrators", "persons", "records", "vessels", "victims"}
}
