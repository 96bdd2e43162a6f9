// Package record is the memory of editions: what an edition printed, kept
// beside it for the next one.
//
// The next edition of the same report and audience reads it to mark the figures
// that were revised and to name the findings that did not persist. A record
// holds nothing but released figures, has no words of a language, and is the
// same in every language of an edition. The package does not read the snapshot
// and decides nothing about disclosure: package release does. Invariant: a
// record that is read back was checked against the limits of its format, and a
// figure that was suppressed has no number in it.
package record

import (
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/release"
)

// Format is the version of the form in which records are written. A reader
// refuses any other.
const Format = 1

// FileName is the name of the file in the folder of an edition.
const FileName = "record.json"

// A Record is what one edition printed for one audience. The zero Record
// printed nothing.
type Record struct {
	Report     string
	Edition    period.Span // The period of the edition.
	Audience   string
	CutOff     string // The last day whose entries were counted, ISO; empty if unknown.
	Threshold  int64  // Of the audience.
	Tests      Figure // Tests run for the edition.
	Flagged    Figure // Of these, those that stand after adjustment.
	Q          num.Decimal
	Statistics []Statistic // In the order of the report.
	Findings   []Finding   // In the order of their evidence.
}

// A Statistic holds the printed figures of one statistic.
type Statistic struct {
	ID   string // The name that the report gives to it.
	Kind string // The kind of statistic, such as "volume".
	Unit head.Unit
	// Definition is a checksum of what is counted and how. Figures of two
	// editions are held against each other only where it is the same.
	Definition string
	Withheld   bool        // A suppressed figure could be had from the others: nothing was printed.
	At         period.Span // The period of its figures, unless row or column has one.
	Columns    []Column
	Rows       []Row
}

// A Column is a column of which at least one figure was printed.
type Column struct {
	Key      string
	Of       string // The column in which the edition of its own period prints its figures; empty: Key.
	At       period.Span
	Quantity head.Quantity
	Partial  bool // It sums what the table leaves out, which may be something else the next time.
}

// A Row holds the figures of one row, parallel to the columns of its statistic.
type Row struct {
	Key     string
	At      period.Span
	Partial bool
	Figures []Figure
}

// A Figure is one printed figure. The zero Figure was not printed.
type Figure struct {
	Printed bool
	Status  release.Status
	Number  num.Decimal // Where the status has a number.
	Base    num.Decimal
	Based   bool
	Flags   []release.Flag
}

// A Finding is something that an edition said of the figures of a row.
type Finding struct {
	Statistic string
	Row       string
	Labels    []head.Label // The heads of the row without that of the finding.
	Word      string       // The message key, such as "state.emerging"; empty for a test of one figure.
	Column    string       // The figure that was tested; empty for a finding on the row.
	Rise      bool         // Of a tested figure: it is positive.
}
