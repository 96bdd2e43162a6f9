// Package stats computes the statistics of the spec language.
//
// Each statistic lives in a file of its own: what it needs, what it asks the
// engine, what it returns, its caveats; registry.go is generated from these
// files. The package knows no words of any language and hides nothing:
// package release decides what may be shown. Invariant: every figure of a
// table is exact, and lists the counts that could be had back from it.
package stats

import (
	"context"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/population"
	"htsm/generator/table"
)

//go:generate go run gen.go

// An Option is a field that a statistic may take in a spec.
type Option string

// The options.
const (
	Of       Option = "of"
	By       Option = "by"
	Across   Option = "across"
	Values   Option = "values"
	Measure  Option = "measure"
	Per      Option = "per"
	Window   Option = "window"
	Compare  Option = "compare"
	Top      Option = "top"
	Minimum  Option = "minimum"
	Rounding Option = "rounding"
	Currency Option = "currency"
	Level    Option = "level"
)

// A Need says which columns an option takes.
type Need struct {
	Option   Option
	Required bool
	Types    []contract.Type // The types of columns that fit; nil: not a column.
	Many     bool            // The option takes several columns.
	People   bool            // The contract names a population list of the column.
	Doc      string          // One line for the manual.
}

// A Statistic is one kind of statistic.
type Statistic struct {
	Name    string
	Title   string // One line for the manual, in English.
	Text    string // How it is computed, with its sources, for the manual.
	Example string // The fields of one use in a spec, as YAML flow mapping.
	Needs   []Need
	Chart   string   // The usual chart: the word of the spec language.
	Shows   []string // The keys of the columns that it shows; nil leaves the choice to the kind of chart.
	Compute func(ctx context.Context, in *Input, r *Request) (*table.Table, error)
}

// Lookup returns the statistic with the given name, and whether there is one.
func Lookup(name string) (*Statistic, bool) {
	for _, s := range registry() {
		if s.Name == name {
			return s, true
		}
	}
	return nil, false
}

// All returns every statistic in the order of the manual, each once.
func All() []*Statistic { return registry() }

// Need returns what s says of an option, and whether s takes it.
func (s *Statistic) Need(o Option) (Need, bool) {
	for _, n := range s.Needs {
		if n.Option == o {
			return n, true
		}
	}
	return Need{}, false
}

// Codes answers what the statistics must know of code lists.
type Codes interface {
	// Residual reports whether a code says nothing: never ranked, always last.
	Residual(list, code string) bool
	// Rank returns the place of a code in a list whose order means something,
	// such as age bands; false for lists that are ranked by count.
	Rank(list, code string) (int, bool)
}

// An Input is what all statistics of an edition share.
type Input struct {
	Engine   engine.Engine
	Contract *contract.Contract
	Codes    Codes
	// Populations holds the lists that the contract names, by their columns.
	Populations map[string]*population.List
	Span        period.Span  // The period of the edition.
	Latest      period.Month // The month of the extract: later reports may still come for months shortly before it.
	Survey      *Survey      // Of the records behind Engine; nil compares without regard to who reported and takes the last two months as incomplete.
}

// A Request is one use of a statistic, with every name resolved.
type Request struct {
	ID        string
	Statistic *Statistic
	Of        *contract.Column
	Values    []string // Of Of: those that count together.
	By        []*contract.Column
	Across    *contract.Column
	Measure   string // The column that is summed; empty counts rows.
	Unit      head.Unit
	Per       *contract.Column
	Where     []engine.Condition
	Window    WindowOf
	Compare   []Comparison
	Top       int   // 0: the default of the statistic.
	Minimum   int64 // The smallest base of a percentage; 0 is [SmallestBase].
	Rounding  head.Rounding
	Currency  string
	Level     float64 // Of intervals, 0 to 1; 0 is 0.95.
	Exact     bool    // Rows are sums of records: no interval and no test can be had.
}

// SmallestBase is the base under which no percentage is shown (reference:
// NCHS data presentation standards for proportions, Parker et al. 2017, and
// the honesty contract of this project).
const SmallestBase = 20

func (r *Request) smallest() int64 {
	if r.Minimum > 0 {
		return r.Minimum
	}
	return SmallestBase
}

func (r *Request) level() float64 {
	if r.Level > 0 {
		return r.Level
	}
	return 0.95
}

func (r *Request) top(otherwise int) int {
	if r.Top > 0 {
		return r.Top
	}
	return otherwise
}

// A WindowKind says which months a statistic reads.
type WindowKind uint8

// The windows. The zero WindowKind is Edition.
const (
	Edition WindowKind = iota // The period of the edition.
	Rolling                   // The last Months months that end with the period.
	ToDate                    // From January to the end of the period.
)

// A WindowOf is a window with its length.
type WindowOf struct {
	Kind   WindowKind
	Months int // Of Rolling.
}

// Span returns the months of w for the period of an edition.
func (w WindowOf) Span(edition period.Span) period.Span {
	switch w.Kind {
	case Edition:
		return edition
	case Rolling:
		return edition.Rolling(w.Months)
	case ToDate:
		return edition.YearToDate()
	}
	panic("stats: unknown window")
}

// A Comparison is an earlier period that a figure is held against.
type Comparison uint8

// The comparisons.
const (
	Previous     Comparison = iota // The period just before.
	SameLastYear                   // The same period one year earlier.
	Rolling12                      // The last twelve months with the twelve before.
	YearToDate                     // January to now with the same months of last year.
)

// Key returns the word of the spec language.
func (c Comparison) Key() string {
	return [...]string{"previous", "same-last-year", "rolling-12", "year-to-date"}[c]
}

// Comparisons lists the words of the spec language in the order of the
// constants.
func Comparisons() []string {
	return []string{"previous", "same-last-year", "rolling-12", "year-to-date"}
}

// pair returns the later and the earlier span of a comparison.
func (c Comparison) pair(s period.Span) (later, earlier period.Span) {
	switch c {
	case Previous:
		return s, s.Previous()
	case SameLastYear:
		return s, s.LastYear()
	case Rolling12:
		return s.Rolling(12), s.Rolling(12).Shift(-12)
	case YearToDate:
		return s.YearToDate(), s.YearToDate().Shift(-12)
	}
	panic("stats: unknown comparison")
}

// by returns the first column of row heads, or nil.
func (r *Request) by() *contract.Column {
	if len(r.By) == 0 {
		return nil
	}
	return r.By[0]
}
