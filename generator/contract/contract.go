// Package contract says what an extract must look like: its columns, types,
// code lists, units, missing tokens and checks.
//
// A contract is the promise on which numbers rest; package extract holds the
// data against it. The package reads no data. Invariant: a Contract returned
// without an error is complete and consistent: every column that it names
// exists, and every default is filled in.
package contract

import (
	"htsm/generator/diag"
	"htsm/generator/head"
	"htsm/generator/num"
)

// A Contract describes one extract.
type Contract struct {
	File        string            // The path of the contract, for diagnostics.
	Name        string            // The name by which specs refer to it; a slug.
	Title       map[string]string // By language.
	Source      Source
	Unit        head.Unit
	Measure     string // The integer column that is summed; empty counts rows.
	Aggregated  bool   // A row is a sum of records, so that nothing is known of how the units come together: no intervals, no tests.
	Date        string // The column with the reference date, month or year.
	Reported    string // The column with the date of entry; empty if there is none.
	Reporter    string // The column with the reporting authority; empty if there is none.
	Extracted   string // The date of the extract, ISO; empty takes the latest date of the columns Reported and Date.
	Wide        *Wide  // Set if one row holds several periods.
	Columns     []Column
	Events      []Event // In the order of their dates.
	Populations []Population
	Totals      []Totals
	Checks      []Check
}

// A Source says where the data lie and how they are written.
type Source struct {
	Path      string // Below the folder of the contract; slashes; no "..".
	Pos       diag.Pos
	Encoding  string // "utf-8" or "windows-1252".
	Delimiter rune   // ',' ';' '\t' or '|'.
	Decimal   rune   // '.' or ','.
	Rejects   Rejects
}

// Rejects says how many rows may be refused before the build stops. The zero
// Rejects allows none.
type Rejects struct{ PerMille int64 }

// A Wide extract holds one column for each period. Reading turns every row
// into as many rows as there are columns, each with a column named Period and
// a column named Value; an empty cell makes no row.
type Wide struct {
	Columns []string // Headers that are periods: 2016, 2016-Q1, 2016-01.
	Period  string
	Value   string
}

// A Type is the type of a column.
type Type uint8

// The types. The zero Type is Text.
const (
	Text    Type = iota
	Code         // One code of List.
	Codes        // Several codes of List in one cell: a multi-response group.
	Path         // An ordered run of codes of List: a route.
	Integer      // A whole number.
	Decimal      // A number with Scale fraction digits, kept as a count of 10^-Scale.
	Amounts      // Decimals in one cell, parallel to the legs of the path Along.
	Date         // YYYY-MM-DD or Layout.
	Month        // YYYY-MM.
	Year         // YYYY.
)

// Names lists the words of the contract language for the types, in the order
// of the constants.
func Names() []string {
	return []string{"text", "code", "codes", "path", "integer", "decimal", "amounts", "date", "month", "year"}
}

// A Column is one column of the snapshot.
type Column struct {
	Pos         diag.Pos
	Name        string            // The name in specs; a slug with underscores.
	Header      string            // The header in the data; empty for a column made of Indicators or Stops.
	Title       map[string]string // By language; empty uses the message "column.NAME".
	Type        Type
	List        string    // The code list of Code, Codes and Path.
	Map         []Mapping // Spellings in the data that stand for a code.
	Separator   string    // Between codes, stops or amounts in the data.
	Missing     []string  // Cells that mean "not known"; the empty cell always does, unless Blank is Zero.
	Blank       Blank
	Residual    []string // Codes that say nothing: never ranked, always last.
	Scale       uint8    // Fraction digits of Decimal and Amounts.
	Along       string   // The path column of Amounts.
	Layout      string   // "dd/mm/yyyy" and the like for Date; empty is ISO.
	Identifying bool     // May never be published or grouped by.
	Required    bool     // A missing cell rejects the row.
	Min, Max    *num.Decimal
	Indicators  []Indicator // A Codes column made of one 0/1 column per code.
	Stops       []string    // A Path column made of columns in this order, each with one or more stops.
}

// A Mapping gives the code for a spelling in the data.
type Mapping struct{ From, To string }

// Blank says what an empty cell means. The zero Blank is Unknown.
type Blank uint8

// The meanings of an empty cell.
const (
	Unknown Blank = iota
	Zero          // Integer and Decimal: nothing happened.
)

// An Indicator is a column that says whether one code applies.
type Indicator struct {
	Code   string
	Header string
	Yes    string   // The cell that says yes; "1" by default.
	No     []string // The cells that say no; "0" by default. An empty cell counts as no in a row that answers any indicator.
}

// A Population names the list of how many people each code of a column stands
// for, the base of rates.
type Population struct {
	Pos    diag.Pos
	Column string
	Path   string // Below the folder of the contract; slashes; no "..".
}

// Totals names rows of the data that already are sums of others. They are
// left out of every statistic.
type Totals struct {
	Pos    diag.Pos
	Column string
	Values []string
}

// A CheckKind is the form of a check.
type CheckKind uint8

// The kinds of checks.
const (
	Unique    CheckKind = iota // No two rows have the same values in Columns.
	RowCount                   // The number of rows lies between Min and Max.
	SumEquals                  // The measure of the rows with the total Values equals the sum of the details.
	NotAfter                   // Columns[0] is never after Columns[1].
	AtMost                     // Columns[0] is never greater than Columns[1].
)

// A Check stops the build if the data break it.
type Check struct {
	Pos      diag.Pos
	Kind     CheckKind
	Columns  []string
	Min, Max int64 // RowCount; Max 0 is no limit.
}

// Population returns the population list of a column, and whether there is one.
func (c *Contract) Population(column string) (Population, bool) {
	for _, p := range c.Populations {
		if p.Column == column {
			return p, true
		}
	}
	return Population{}, false
}

// Column returns the column with the given name, and whether there is one.
func (c *Contract) Column(name string) (*Column, bool) {
	for i := range c.Columns {
		if c.Columns[i].Name == name {
			return &c.Columns[i], true
		}
	}
	return nil, false
}
