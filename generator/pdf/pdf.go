// Package pdf makes tagged, archival PDF documents (PDF/UA-1, PDF/A-3a) from
// the contents of a brief: rich text, headings, lists, tables, vector
// drawings, key figures, callouts, notes and a table of contents.
//
// Maroto v2 is its layout tree. A Press implements core.Maroto with a
// paginator of its own, and draws through a core.Provider of its own over
// package tagged; contents are rows of the same tree, so that maroto's own
// components may stand between them and so that the tree, set more plainly,
// also runs under maroto.New. Add takes contents in the look of the document;
// Rows turns contents into rows for headers, footers, another look, or
// another core.Maroto; Generate makes the document.
//
// It is not for deciding anything: it formats no number, numbers no figure,
// translates nothing and has no words of any language. What a reader sees or
// hears, link descriptions and page numbers included, comes from the caller.
//
// Its invariants: the same contents give the same bytes; all content is in
// the structure tree or is an artifact; a page is never overprinted and
// nothing is clipped; a character without a glyph, a link to nowhere, a
// drawing that cannot be read or a part taller than a page is an error of
// Generate. One document is for one goroutine; documents share their fonts.
//
// All measures are points unless a comment says otherwise. A copy for one
// recipient may be encrypted, which excludes archiving: its metadata then do
// not claim PDF/A.
package pdf

import (
	"io"
	"time"

	"htsm/generator/pdf/hyphen"
	"htsm/generator/pdf/tagged"
	"htsm/generator/typeface"
)

// Color is an sRGB colour. The zero value is black.
type Color struct{ R, G, B uint8 }

func (c Color) tagged() tagged.Color { return tagged.Color{R: c.R, G: c.G, B: c.B} }

// Margins are the distances in points from the edges of a page to what is
// printed on it, headers and footers included.
type Margins struct{ Top, Right, Bottom, Left float64 }

// The size of a page by default: ISO 216 A4 in points.
const (
	a4Width  = 595.276
	a4Height = 841.89
)

// Options describe the document as a whole.
type Options struct {
	Fonts         *typeface.Set // required
	Words         *hyphen.Book  // where words may be divided; nil: nowhere
	Look          Look
	Width, Height float64 // of an upright page in points; 0 means A4
	Margins       Margins // all 0 means 57 points at the sides and 43 above and below

	Title       string // required
	Author      string
	Subject     string
	Keywords    string
	Producer    string
	Created     time.Time // the zero time: the document has no date
	Attachments []Attachment
	Copy        *Copy // nil: the document is for everybody
}

// Copy makes the document the copy of one recipient. Its mark takes no room:
// the pages are those of the document for everybody.
type Copy struct {
	Mark     string    // on every page, below its footer
	Serial   string    // large and pale behind every page
	Rights   string    // what the recipient may do with it, for the metadata
	Password string    // encrypts the file; empty: anyone can read it
	Random   io.Reader // of keys and salts; required with a password
}

// Attachment is a file inside the document.
type Attachment = tagged.Attachment

// Relationship says what an attachment is to the document.
type Relationship = tagged.Relationship

// The relationships of attachments: unspecified, the source that the document
// was made from, the data behind it, another form of it, or a supplement.
const (
	RelationUnspecified = tagged.Unspecified
	RelationSource      = tagged.Source
	RelationData        = tagged.Data
	RelationAlternative = tagged.Alternative
	RelationSupplement  = tagged.Supplement
)

// Look is what a document looks like where its contents do not say otherwise.
// Sizes are in points; a size of 0 means that of DefaultLook. Colours are
// taken as they are.
type Look struct {
	Language string // BCP 47 tag; required
	RTL      bool   // the base direction, and the side where tables start

	Body     float64    // running text
	Small    float64    // tables, captions, notes, headers and footers
	Headings [6]float64 // levels 1 to 6
	Figure   float64    // the numbers of cards
	Leading  float64    // line height of running text as a multiple of its size
	Measure  float64    // the greatest width of running text; 0: that of the page
	Justify  bool       // running text is set to both sides

	Ink    Color // text
	Muted  Color // captions, notes, muted rows
	Accent Color // headings, cards, the bars of callouts
	Rule   Color // thin lines
	Panel  Color // backgrounds of callouts and code
	Link   Color // text of links
}

// DefaultLook returns a sober look for a language.
func DefaultLook(language string, rtl bool) Look {
	return Look{
		Ink: Color{0x1A, 0x1A, 0x1A}, Muted: Color{0x59, 0x5F, 0x69}, Accent: Color{0x00, 0x33, 0x66},
		Rule: Color{0xC8, 0xCD, 0xD4}, Panel: Color{0xF1, 0xF4, 0xF8}, Link: Color{0x0B, 0x4F, 0x9E},
		Language: language, RTL: rtl,
	}.complete()
}

// complete fills in the sizes that are 0.
func (l Look) complete() Look {
	for _, s := range []struct {
		at   *float64
		size float64
	}{
		{&l.Body, 10},
		{&l.Small, 9},
		{&l.Figure, 20},
		{&l.Leading, 1.42},
		{&l.Headings[0], 20},
		{&l.Headings[1], 15},
		{&l.Headings[2], 12},
		{&l.Headings[3], 10},
		{&l.Headings[4], 10},
		{&l.Headings[5], 10},
	} {
		if *s.at <= 0 {
			*s.at = s.size
		}
	}
	return l
}

// Span is a stretch of text in one style. The zero values take the style of
// the text around.
type Span struct {
	Text         string
	Bold, Italic bool
	Light        bool // not bold where the text around is
	Code         bool // set on a panel
	Color        *Color
	Size, Rise   float64 // in points
	Language     string  // BCP 47 tag, when it differs from the document's

	Link string // a URI
	To   string // the name of a place in the document
	Alt  string // where a link leads, for those who cannot see it; Text by default
	Name string // names this place

	Note *Note // what the text refers to; the text is then Note.Label
}

// Text is a shorthand for one span of plain text.
func Text(s string) []Span { return []Span{{Text: s}} }

// Align is where lines stand between the sides. The zero value takes the
// alignment of the text around, which is AlignStart at last.
type Align uint8

// The alignments. Start and end follow the direction of the look.
const (
	AlignInherit Align = iota
	AlignStart
	AlignCenter
	AlignEnd
	AlignNumber // at the right in every direction, so that units stand below units
)

// TextStyle changes the style of a paragraph. Zero values take that of the
// look.
type TextStyle struct {
	Size         float64 // in points
	Color        *Color
	Bold, Italic bool
	Align        Align
}
