// Package spec reads the report language: form, not meaning.
//
// [Load] checks fields, types and positions and reports every fault at once.
// Whether the statistics, columns, codes and languages that a report names
// exist is checked by package plan. Invariant: every value that can be wrong
// in meaning keeps its position.
package spec

import (
	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/posyaml"
)

// A Text is a string with its position. The zero Text was not given.
type Text = posyaml.Text

// A Number is a whole number with its position. The zero Number was not given.
type Number = posyaml.Number

// A Words is a text in one or more languages, in the order of the file.
type Words struct {
	Pos diag.Pos
	All []LanguageText
}

// A LanguageText is a text in one language.
type LanguageText struct {
	Language Text
	Text     Text
}

// In returns the text in a language, and whether there is one. A Words given
// as a plain string has the language "" and serves every language.
func (w Words) In(language string) (string, bool) {
	for _, l := range w.All {
		if l.Language.Value == language || l.Language.Value == "" {
			return l.Text.Value, true
		}
	}
	return "", false
}

// A Report is a parsed report specification.
type Report struct {
	File       string // Its path, for diagnostics.
	SHA256     string // Of its bytes, hexadecimal.
	Name       Text   // A slug; the same as the file name without .yaml.
	Title      Words
	Subtitle   Words
	Publisher  Words
	Contact    Contact
	Next       Next
	Extract    Text // The name of the contract.
	Grain      period.Grain
	Languages  []Text
	Marking    Marking
	Audiences  []Audience
	ForEach    *ForEach
	Where      []Condition // Holds for every statistic.
	Statistics []Statistic
	Expect     []Expectation
	Judgements []Judgement
	Sections   []Section
}

// A Marking is the handling marking of the report.
type Marking struct {
	TLP        Text   // "RED", "AMBER+STRICT", "AMBER", "GREEN" or "CLEAR".
	Handling   []Text // Europol codes, "H0" to "H3".
	Consent    Text   // The recorded consent of the originator, which H2 needs.
	Conditions Words  // The restrictions that H3 stands for, which are printed with it.
}

// An Audience is who an edition is for.
type Audience struct {
	Name      Text
	Title     Words
	Threshold Number // The smallest count that may be published.
	RoundTo   Number // Not set: no rounding to a base.
	Languages []Text // Empty: those of the report.
	TLP       Text   // Empty: that of the report.
}

// ForEach makes one brief for each value of a column.
type ForEach struct {
	Column Text
	Only   []Text // Empty: every value of the data that is not residual.
}

// A Condition keeps the rows whose column holds one of the values.
type Condition struct {
	Column Text
	Not    bool
	Values []Text
}

// A Statistic asks for one statistic. Options that the statistic does not
// know are a fault that package plan finds; those that were not given are
// zero.
type Statistic struct {
	ID        Text   // The name given to it in this report.
	Is        Text   // The kind of statistic.
	Title     Words  // Empty: the title of the statistic in the catalogue.
	Of        Text   // The column or group it is about.
	By        []Text // Row heads.
	Across    Text   // Column heads.
	Measure   Text   // The measure that is summed instead of the contract's; "rows" counts rows.
	Values    []Text // The values of Of that count together.
	Per       Text   // The divisor of a ratio of sums.
	Where     []Condition
	Window    Text   // "period" (default), "year-to-date", or "rolling-N" for N months, at most 120.
	Compare   []Text // "previous", "same-last-year", "rolling-12", "year-to-date".
	Top       Number
	Minimum   Number // The smallest base of a percentage; needs Reason if under 20.
	Reason    Text
	Rounding  Text // "standard" or "published".
	Currency  Text
	Level     Number // Of intervals, in per cent.
	OptionPos []Text // The name and place of every option given but is and title, for package plan.
}

// An Expectation is a published figure that this build must reproduce.
type Expectation struct {
	Pos    diag.Pos
	Value  Text // A value reference such as "volume.total.count".
	Period Text // Empty: the period of the edition.
	Is     Text // The number as published, with a point as decimal sign.
	Within Text // The greatest difference allowed; empty: none.
	Source Text
}

// A Section is one section of the report.
type Section struct {
	Pos      diag.Pos
	Title    Words
	Text     Text // The name of a narrative: reports/<report>/<text>.<language>.md.
	Show     []Show
	Sections []Section
}

// A ShowKind is the form in which a statistic is shown.
type ShowKind uint8

// The forms.
const (
	ShowTable ShowKind = iota
	ShowChart
	ShowKeyFigures
	ShowMethod    // The method part: definitions, tests run, caveats, sources.
	ShowFindings  // Sentences on what is new or changed.
	ShowRevisions // What the last edition printed otherwise.
)

// A Show puts a statistic on the page.
type Show struct {
	Pos       diag.Pos
	Kind      ShowKind
	Statistic Text         // Of ShowFindings empty: see Findings.
	Findings  []Text       // The statistics whose findings are told; the one word "all" stands for every one.
	As        Text         // Chart kind; empty takes the usual one of the statistic.
	Columns   []Text       // Keys of the columns to show; empty: all (a chart: the first).
	Title     Words        // Empty: the title of the statistic.
	Annex     posyaml.Bool // A table that stands in the annex, at the end.
	Rows      Number       // The number of rows to show in a chart; not set: all.
}
