package pdf

import (
	"cmp"
	"fmt"
	"slices"
)

// A Condition is one way in which a file can fail PDF/UA-1 or PDF/A-3a.
type Condition struct {
	// Access is the number of the failure condition in the Matterhorn Protocol
	// 1.1, such as "06-001", or where the protocol has none the clause of ISO
	// 14289-1 with the number of its test in the profile of veraPDF; empty if
	// PDF/UA-1 does not ask for it.
	Access string
	// Archive is the clause of ISO 19005-3 with the number of its test in the
	// profile of veraPDF, such as "6.1.2-1", the first one where several say the
	// same; empty if PDF/A-3a does not ask for it.
	Archive string
	// Text says in one sentence what is wrong.
	Text string
}

// Number returns the permanent name of the condition: that of the Matterhorn
// Protocol, or else "PDF/A-3 " and the clause.
func (c Condition) Number() string {
	if c.Access != "" {
		return c.Access
	}
	return "PDF/A-3 " + c.Archive
}

// A Violation is a condition that a file fails, and where.
type Violation struct {
	Condition Condition
	Page      int    // From 1; 0 if no page is to blame.
	Object    int    // The number of the object; 0 if none is to blame.
	What      string // What was found there; may be empty.
}

// String returns the number of the condition, its sentence and the place.
func (v Violation) String() string {
	s := v.Condition.Number()
	switch {
	case v.Page > 0:
		s += fmt.Sprintf(" on page %d", v.Page)
	case v.Object > 0:
		s += fmt.Sprintf(" in object %d", v.Object)
	}
	s += ": " + v.Condition.Text
	if v.What != "" {
		s += " (" + v.What + ")"
	}
	return s
}

// maxFound bounds the violations that are kept of one file.
const maxFound = 1000

// violates notes that the file fails a condition, once for each place.
func (f *file) violates(number string, page, object int, format string, args ...any) {
	key := Violation{Condition: Condition{Access: number}, Page: page, Object: object}
	if f.known[key] || len(f.found) >= maxFound {
		return
	}
	if f.known == nil {
		f.known = map[Violation]bool{}
	}
	f.known[key] = true
	key.Condition = condition(number)
	key.What = fmt.Sprintf(format, args...)
	f.found = append(f.found, key)
}

// condition returns the condition of a number.
func condition(number string) Condition {
	for _, c := range conditions {
		if c.Access == number || c.Access == "" && c.Archive == number {
			return c
		}
	}
	return Condition{Access: number}
}

// Conditions returns the conditions that Violations looks for, sorted: those
// of PDF/UA-1 first. The caller may change the slice.
//
// Conditions that Read refuses altogether are not among them: fonts with an
// encoding other than Identity-H, inline images, filters other than Flate.
func Conditions() []Condition {
	return slices.Clone(conditions[:])
}

// Violations holds the file against all conditions and returns those that it
// fails, in the order of the list and then of pages and objects; none if it
// follows both standards. At most 1000 are returned.
func (d *Document) Violations() []Violation {
	f := d.file
	f.checkSyntax()
	f.checkObjects()
	f.checkCatalog(d)
	f.checkMetadata()
	f.checkTags(d)
	f.checkAnnotations(d)
	f.checkFonts()
	order := make(map[Condition]int, len(conditions))
	for i, c := range conditions {
		order[c] = i
	}
	slices.SortStableFunc(f.found, func(a, b Violation) int {
		return cmp.Or(cmp.Compare(order[a.Condition], order[b.Condition]), cmp.Compare(a.Page, b.Page), cmp.Compare(a.Object, b.Object))
	})
	return slices.Clone(f.found)
}

// Check is Read and Violations for files that Read refuses as harmful. Of an
// encrypted file only its encryption is looked at, by PDF/UA-1 alone:
// encryption excludes PDF/A.
func Check(data []byte) ([]Violation, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	if _, locked := f.trailer.dict["Encrypt"]; locked {
		f.checkEncryption()
		return f.found, f.err
	}
	d, err := f.document()
	if err != nil {
		return nil, err
	}
	return d.Violations(), f.err
}

// conditions is the list. Its numbers are permanent.
var conditions = [...]Condition{
	{"01-003", "", "content marked as an artifact stands within tagged content"},
	{"01-004", "", "tagged content stands within an artifact"},
	{"01-005", "", "content is neither an artifact nor part of the structure"},
	{"01-007", "", "the tags are marked as suspect"},
	{"7.1-12", "", "an element does not name what it stands in"},
	{"02-001", "6.7.3.4-1", "a structure type is not standard and not mapped to a standard type"},
	{"02-003", "6.7.3.4-2", "structure types are mapped in a circle"},
	{"02-004", "6.7.3.4-3", "a standard structure type is mapped to another type"},
	{"06-001", "6.6.2.1-1", "there is no XMP metadata"},
	{"06-002", "", "the metadata do not say that the file follows PDF/UA-1"},
	{"06-003", "", "the metadata hold no dc:title"},
	{"07-001", "", "the viewer preferences do not say whether to show the title"},
	{"07-002", "", "the viewer preferences do not show the title of the document"},
	{"09-004", "", "a table is not built as ISO 32000-1, table 337, says"},
	{"09-005", "", "a list is not built as ISO 32000-1, table 336, says"},
	{"09-006", "", "a table of contents is not built as ISO 32000-1, table 333, says"},
	{"10-001", "", "a code of a shown text has no Unicode value"},
	{"11-001", "", "the language of a text cannot be determined"},
	{"11-002", "", "the language of an alternative or replacement text cannot be determined"},
	{"11-003", "", "the language of the bookmarks cannot be determined"},
	{"11-004", "", "the language of the description of an annotation cannot be determined"},
	{"11-006", "", "the language of the metadata cannot be determined"},
	{"13-004", "", "a figure has no alternative or replacement text"},
	{"14-002", "", "the first heading is not of level 1"},
	{"14-003", "", "a level of headings is left out"},
	{"14-006", "", "an element holds several unnumbered headings"},
	{"14-007", "", "numbered and unnumbered headings are mixed"},
	{"15-003", "", "a head cell of a table without Headers has no scope"},
	{"17-002", "", "a formula has no alternative text"},
	{"19-003", "", "a note has no identifier"},
	{"19-004", "", "two notes have one identifier"},
	{"20-001", "6.9-1", "a configuration of optional content has no name"},
	{"20-002", "6.9-1", "the default configuration of optional content has no name"},
	{"20-003", "6.9-4", "optional content changes by itself"},
	{"21-001", "6.8-2", "an embedded file lacks one of its names F and UF"},
	{"25-001", "6.4.2-1", "the file holds a form in XFA"},
	{"26-001", "", "the encryption does not say what is permitted"},
	{"26-002", "", "the encryption keeps the text from assistive software"},
	{"28-002", "", "an annotation is not part of an Annot element"},
	{"28-004", "", "an annotation has no description"},
	{"28-006", "6.3.1-1", "an annotation is of a type that the standard does not have or allow"},
	{"28-007", "", "there is a trap network annotation"},
	{"28-008", "", "a page with annotations does not say their order"},
	{"28-009", "", "the annotations of a page do not follow the structure"},
	{"28-010", "", "a widget is not part of a Form element"},
	{"28-011", "", "a link is not part of a Link element"},
	{"28-012", "", "a link has no description"},
	{"30-001", "6.2.9-2", "the file draws a page of another file"},
	{"31-004", "6.2.11.3.2-1", "the map from codes to glyphs of a font is neither a stream nor Identity"},
	{"31-005", "6.2.11.3.2-1", "a font has no map from codes to glyphs"},
	{"31-009", "6.2.11.4.1-1", "a font is not embedded"},
	{"31-011", "6.2.11.4.1-2", "an embedded font lacks a glyph that is shown"},
	{"31-014", "6.2.11.4.2-2", "the set of glyphs of a font lacks one that it embeds"},
	{"31-015", "6.2.11.4.2-2", "the set of glyphs of a font has one that it does not embed"},
	{"31-016", "6.2.11.5-1", "the width of a glyph differs from that in the embedded font"},
	{"31-027", "6.2.11.7.2-1", "a font has no map to Unicode"},
	{"31-028", "6.2.11.7.2-2", "a font maps a code to U+0000"},
	{"31-029", "6.2.11.7.2-2", "a font maps a code to U+FEFF or U+FFFE"},
	{"31-030", "6.2.11.8-1", "a text shows the glyph for missing characters"},

	{"", "6.1.2-1", "the file does not begin with its version"},
	{"", "6.1.2-2", "the second line is not a comment of four bytes above 127"},
	{"", "6.1.3-1", "the trailer has no identifier"},
	{"", "6.1.3-3", "something follows the end of the file"},
	{"", "6.1.7.1-1", "the length of a stream is wrong"},
	{"", "6.1.7.1-3", "a stream lies in another file"},
	{"", "6.1.7.2-1", "a stream is compressed by LZW or encrypted by itself"},
	{"", "6.1.13-1", "an integer lies outside of 32 bits"},
	{"", "6.1.13-2", "a real number is larger than 3.403e38"},
	{"", "6.1.13-3", "a string is longer than 32767 bytes"},
	{"", "6.1.13-4", "a name is longer than 127 bytes"},
	{"", "6.1.13-5", "a real number other than 0 is smaller than 1.175e-38"},
	{"", "6.1.13-8", "graphics states are nested more than 28 deep"},
	{"", "6.1.13-11", "a page is smaller than 3 or larger than 14400 units"},
	{"", "6.2.2-1", "a page uses an operator that the standard does not have"},
	{"", "6.2.2-2", "a page or a form names a resource that is not among its own"},
	{"", "6.2.3-1", "the profile of the output intent is not a display, printer or colour space profile of its number of colours"},
	{"", "6.2.3-2", "output intents have different profiles"},
	{"", "6.2.4.3-2", "colours are of a device in RGB without an output intent in RGB"},
	{"", "6.2.4.3-3", "colours are of a device in CMYK without an output intent in CMYK"},
	{"", "6.2.4.3-4", "greys are of a device without an output intent"},
	{"", "6.2.5-1", "a graphics state changes transfer functions or halftones"},
	{"", "6.2.6-1", "a rendering intent is not one of the four of the standard"},
	{"", "6.2.8-1", "an image has alternates, a proxy, or is to be interpolated"},
	{"", "6.2.8-4", "an image has a number of bits that the standard does not have"},
	{"", "6.2.9-1", "a form holds a proxy or PostScript"},
	{"", "6.2.10-1", "a blend mode is not one of the standard"},
	{"", "6.2.11.2-1", "a font lacks its type, its name or a subtype of the standard"},
	{"", "6.2.11.7.3-1", "a character for private use has no replacement text"},
	{"", "6.3.2-1", "an annotation has no flags"},
	{"", "6.3.2-2", "an annotation is not printed, or is hidden"},
	{"", "6.3.3-1", "an annotation has no appearance"},
	{"", "6.4.1-3", "a form has no appearances of its own"},
	{"", "6.5.1-1", "there is an action that an archive must not hold"},
	{"", "6.5.1-2", "a named action does not turn pages"},
	{"", "6.5.2-1", "something is done by itself when the file is read"},
	{"", "6.6.2.1-2", "the header of the metadata names bytes or an encoding"},
	{"", "6.6.2.1-4", "the metadata are not well-formed XMP"},
	{"", "6.6.2.3.1-1", "the metadata use a schema that they do not describe"},
	{"", "6.6.4-2", "the metadata do not say that the file follows part 3 of PDF/A"},
	{"", "6.6.4-3", "the metadata do not say that the file follows level A of PDF/A"},
	{"", "6.7.2.2-1", "the file is not marked as tagged"},
	{"", "6.7.4-1", "a language is not a tag of BCP 47"},
	{"", "6.8-1", "an embedded file has no media type"},
	{"", "6.8-3", "an embedded file does not say how it relates to the document"},
	{"", "6.8-4", "an embedded file is associated with nothing"},
	{"", "6.10-1", "there are alternate presentations or steps of one"},
	{"", "6.11-1", "the file makes requirements of its viewer"},
}
