// Package doc defines the document model, the one representation from which
// every output format is rendered.
//
// A Document is complete: it is in one language for one audience, its numbers
// are released and formatted, its sections, figures, tables and notes are
// numbered, its references are resolved. A renderer decides where things go,
// never what they say. The package knows no YAML, Markdown, HTML, Excel or
// PDF. Invariant: [Document.Facts] lists all that a document states, and every
// format shows exactly that.
package doc

import (
	"htsm/generator/chart"
	"htsm/generator/head"
	"htsm/generator/release"
)

// A Document is one edition of a report in one language for one audience.
type Document struct {
	Meta    Meta
	Words   Words
	Body    []*Section
	Notes   []Note // In the order of first reference; Note i has ID i+1.
	Sources []Source
}

// Meta is what stands on the cover and in the properties of every format.
type Meta struct {
	Report       string // The identifier of the report, a slug.
	Edition      string // The identifier of the edition: 2026-10, 2026-Q3, 2026.
	Audience     string // The identifier of the audience, a slug.
	Language     string // BCP 47 tag.
	RightToLeft  bool
	Title        string
	Subtitle     string
	Period       string // The period in words: "October 2026".
	CutOff       string // The date of the extract in words, with its label.
	Dated        string // The date of the extract, ISO; used as the date of files.
	Publisher    string
	Contact      Contact
	Next         string // When the next edition comes out, in words; empty if none follows.
	Reference    string // The reference of the document; never empty.
	Distribution string // Who may have it, in words.
	Marking      Marking
	Revision     int    // 0 for the first issue.
	Reason       string // Why it was revised; empty for the first issue.
	Facts        []MetaRow
}

// A Contact is whom readers ask. The zero Contact names nobody.
type Contact struct {
	Name  string `json:"name"`
	Email string `json:"email,omitempty"` // As name@host; holds nothing that an address would have to escape.
	Phone string `json:"phone,omitempty"` // In the international form, with blanks.
}

// A MetaRow is one line of the box on the cover: scope, period, cut-off.
type MetaRow struct{ Label, Text string }

// A Marking is the handling marking that stands on every page.
type Marking struct {
	Text       string   // Such as "TLP:AMBER"; never translated.
	Handling   []string // Sentences of handling codes, in the language.
	Foreground string   // #RRGGBB.
	Background string   // #RRGGBB.
}

// Words are the texts of the frame that a format puts around the document.
type Words struct {
	Contents   string
	Page       string // With {page} and {pages}.
	Notes      string
	Note       string // "Note {number}".
	BackToText string
	Part       string // Of a table that goes on beside its heads: "part {part} of {parts}".
	Again      string // Of a table that goes on on the next page: "{label} (continued)".
	DataTable  string // "Data of this figure".
	Download   string
	Source     string
	Cover      string
	Tables     string
	SheetName  string // Head of the column of sheet names.
	SheetTitle string // Head of the column of sheet titles.
	NoteText   string
	OneTable   string // "This worksheet contains one table."
	Legend     string // "Symbols".
	Languages  string
	Skip       string // "Skip to the text".
	Sources    string
	File       string
	Unit       string
	HeadUnit   string // A head with its unit, with {head} and {unit}.
	NoBlanks   string // "No cell of the table is empty."
	BlankNotes string // The same where only cells without a note are empty.
}

// A Section is a numbered, nested part of a document.
type Section struct {
	ID       string
	Number   string // "2", "2.1"; empty for an unnumbered one.
	Title    string
	Blocks   []Block
	Sections []*Section
}

// A Block is a block-level element. The set of blocks is closed: a new block
// needs a new method of [Visitor], which every renderer must then implement.
type Block interface {
	Accept(Visitor) error
	block()
}

// A Visitor has one method for each kind of block.
type Visitor interface {
	Paragraph(*Paragraph) error
	List(*List) error
	Table(*Table) error
	Figure(*Figure) error
	KeyFigures(*KeyFigures) error
	Callout(*Callout) error
	Quote(*Quote) error
}

// A Paragraph is running text.
type Paragraph struct{ Text []Inline }

// A List is a list of items, each of one or more blocks.
type List struct {
	Ordered bool
	Items   [][]Block
}

// A Quote is a quotation.
type Quote struct{ Body []Block }

// A CalloutKind says how a callout is meant.
type CalloutKind uint8

// The kinds of callouts. The zero CalloutKind is Information.
const (
	Information CalloutKind = iota
	Caution
	Withheld // Something is not published, and says so.
)

// A Callout is a boxed remark.
type Callout struct {
	Kind  CalloutKind
	Title string
	Body  []Block
}

// KeyFigures is a row of headline numbers.
type KeyFigures struct {
	ID    string
	Items []KeyFigure
}

// A KeyFigure is one headline number with what it is and how it changed.
type KeyFigure struct {
	Label   string
	Ref     string // Which figure it is, in the form of [ValueRef].
	Value   release.Value
	Display string
	Details []string // One line each, such as the change on last month.
	Notes   []NoteID
}

// A Figure is a numbered chart.
type Figure struct {
	ID      string
	Label   string // "Figure 2"
	Caption []Inline
	Chart   *chart.Model
	Alt     string // Text alternative; never empty.
	Source  string // What it rests on, with n; stands beneath.
	Notes   []NoteID
	Data    *Table   // The same points as a table; has no label of its own.
	Rest    bool     // The chart does not draw all of Data: every format prints it with the chart.
	Method  []string // What it measures and how, one paragraph each; stands where the figure stands alone.
}

// A Table is a numbered table of released values.
type Table struct {
	ID      string // Of the form t-NAME; unique.
	Of      string // The statistic whose released figures it shows; empty for a table of another kind.
	Label   string // "Table 2"; empty for the data of a figure.
	Caption []Inline
	Summary string // What the table holds, for those who cannot see it.
	Unit    string
	Source  string   // What it rests on, with n; stands beneath.
	Stub    []string // Heads of the columns of row heads; at least one.
	Groups  []Group  // A row of heads above the columns; nil for none.
	Cols    []Col
	Rows    []Row
	Notes   []NoteID
	Legend  []string // The symbols used in the cells, one line each.
}

// A Group is a head over Span neighbouring columns; an empty Text groups
// nothing. The spans of all groups add up to the number of columns.
type Group struct {
	Text string
	Span int
}

// A Col is the head of a column of cells.
type Col struct {
	Key     string // For machines: ASCII, unique in the table.
	Of      string // The column of the statistic; empty for a column that explains another, such as a limit.
	Text    string // With its unit.
	Measure head.Measure
	Kind    head.RowKind
	Notes   []NoteID
}

// A Row is one row of a table. Heads has one text for each column of the stub;
// a head that repeats the one above it stays written, for machines.
type Row struct {
	Key   string
	Heads []RowHead
	Cells []Cell
	Kind  head.RowKind
}

// A RowHead is the head of a row on one level of the stub.
type RowHead struct {
	Text  string
	Month string // Of a head that is a calendar month, as 2026-10; otherwise empty.
	Notes []NoteID
}

// A Cell is one cell of a table.
type Cell struct {
	Value   release.Value
	Display string // The text that every format shows.
	Notes   []NoteID
}

// A NoteID refers to a note of the document: 1 is the first; 0 is none.
type NoteID int

// A Note is a footnote.
type Note struct {
	ID   NoteID
	Text []Inline
}

// A Source is one input of the edition, for tracing it back.
type Source struct {
	Name   string // What it is, in words.
	File   string
	SHA256 string // Hexadecimal.
}

func (*Paragraph) block()  {}
func (*List) block()       {}
func (*Table) block()      {}
func (*Figure) block()     {}
func (*KeyFigures) block() {}
func (*Callout) block()    {}
func (*Quote) block()      {}

// Accept calls v.Paragraph.
func (b *Paragraph) Accept(v Visitor) error { return v.Paragraph(b) }

// Accept calls v.List.
func (b *List) Accept(v Visitor) error { return v.List(b) }

// Accept calls v.Table.
func (b *Table) Accept(v Visitor) error { return v.Table(b) }

// Accept calls v.Figure.
func (b *Figure) Accept(v Visitor) error { return v.Figure(b) }

// Accept calls v.KeyFigures.
func (b *KeyFigures) Accept(v Visitor) error { return v.KeyFigures(b) }

// Accept calls v.Callout.
func (b *Callout) Accept(v Visitor) error { return v.Callout(b) }

// Accept calls v.Quote.
func (b *Quote) Accept(v Visitor) error { return v.Quote(b) }
