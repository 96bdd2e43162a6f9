// Package tagged writes PDF documents whose content is completely tagged:
// pages, structure tree, fonts, vector drawings, links, bookmarks and
// attachments, as PDF/UA-1 and PDF/A-3a ask.
//
// It is not for layout: its callers say where everything goes. Its invariant:
// nothing can be painted without an owner in the structure tree or being
// marked as an artifact, and the same calls give the same bytes.
//
// Coordinates are points with the origin at the top left of the page and y
// pointing down.
package tagged

import (
	"errors"
	"fmt"
	"io"
	"time"

	"htsm/generator/pdf/hyphen"
	"htsm/generator/pdf/object"
	"htsm/generator/pdf/paragraph"
	"htsm/generator/typeface"
)

// Metadata describes the document. Title and Language must not be empty.
type Metadata struct {
	Title, Author, Subject, Keywords string
	Language                         string // BCP 47 tag
	Producer                         string
	Created                          time.Time // the zero time: no date is written
	Identifier                       string    // of a copy; may be empty
	Rights                           string    // what may be done with a copy; may be empty
}

// Color is an sRGB colour.
type Color struct{ R, G, B uint8 }

// Document is a document being written. It is for one goroutine.
type Document struct {
	out      object.Writer
	set      *typeface.Set
	meta     Metadata
	pagesRef object.Ref
	fontsRef object.Ref
	pages    []*page
	page     *page
	root     *Element
	elements []*Element // in the order of their creation
	owner    owner      // of what is painted next
	fonts    map[*typeface.Font]*fontUse
	fontList []*fontUse
	vectors  []*Vector
	images   map[[32]byte]*Vector
	dests    map[string]destination
	outline  []bookmark
	files    []Attachment
	fileRefs map[string]object.Ref // of file specifications by the names of files
	setter   *paragraph.Setter
	clusters []cluster             // of the piece being shown
	locked   bool                  // the file is encrypted
	states   map[string]object.Ref // extended graphics states by content
	err      error
}

// owner is who the content of a marked sequence belongs to: an element, or an
// artifact of a kind.
type owner struct {
	element  *Element
	artifact Artifact
}

// Artifact is a kind of content that is no part of the document's meaning.
type Artifact string

// The kinds of artifacts.
const (
	Layout    Artifact = "<< /Type /Layout >>"
	Header    Artifact = "<< /Type /Pagination /Subtype /Header /Attached [/Top] >>"
	Footer    Artifact = "<< /Type /Pagination /Subtype /Footer /Attached [/Bottom] >>"
	Watermark Artifact = "<< /Type /Pagination /Subtype /Watermark >>"
)

// page is one page's content and annotations.
type page struct {
	ref           object.Ref
	width, height float64
	content       []byte
	parents       []*Element // by marked-content identifier
	links         []link
	open          *owner // of the open marked-content sequence
	state         paintState
}

// paintState is what the content stream has set, so that it is not set again.
type paintState struct {
	fill, stroke Color
	fillSet      bool
	strokeSet    bool
	width        float64
	font         *fontUse
	size         float64
}

// New starts a document. Without a book no word is divided.
func New(set *typeface.Set, words *hyphen.Book, meta Metadata) *Document {
	d := &Document{
		set: set, meta: meta,
		fonts: map[*typeface.Font]*fontUse{}, dests: map[string]destination{}, images: map[[32]byte]*Vector{},
		states: map[string]object.Ref{}, fileRefs: map[string]object.Ref{}, setter: paragraph.NewSetter(set, words),
		owner: owner{artifact: Layout},
	}
	d.pagesRef, d.fontsRef = d.out.Alloc(), d.out.Alloc()
	d.root = &Element{role: "Document", attached: true}
	d.elements = append(d.elements, d.root)
	if meta.Title == "" || meta.Language == "" {
		d.fail(errors.New("a document needs a title and a language"))
	}
	return d
}

// Encrypt makes the file open with a password alone (object.Writer.Encrypt).
// It is no archival file then: encryption excludes PDF/A.
func (d *Document) Encrypt(password string, random io.Reader) {
	d.locked = true
	if err := d.out.Encrypt(password, random); err != nil {
		d.fail(err)
	}
}

// fail keeps the first error for Finish.
func (d *Document) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// AddPage starts a page of a width and height in points. What is painted
// before the first page is an error.
func (d *Document) AddPage(width, height float64) {
	d.endSequence()
	d.page = &page{ref: d.out.Alloc(), width: width, height: height}
	d.pages = append(d.pages, d.page)
	d.page.content = append(d.page.content, "1 0 0 -1 0 "+object.Num(height)+" cm\n"...)
}

// Set lays spans out as paragraph.Setter does. A character that cannot be set
// becomes the error of Finish.
func (d *Document) Set(spans []paragraph.Span, form paragraph.Form) []paragraph.Line {
	lines, err := d.setter.Set(spans, form)
	if err != nil {
		d.fail(err)
	}
	return lines
}

// Fail makes err the error of Finish, unless there is one already.
func (d *Document) Fail(err error) { d.fail(err) }

// Pages returns the number of pages so far.
func (d *Document) Pages() int { return len(d.pages) }

// endSequence closes the open marked-content sequence.
func (d *Document) endSequence() {
	if d.page != nil && d.page.open != nil {
		d.page.content = append(d.page.content, "EMC\n"...)
		d.page.open = nil
	}
}

// current returns the page; without one, it reports that and returns a page
// that is not part of the document.
func (d *Document) current() *page {
	if d.page == nil {
		d.fail(errors.New("painting before the first page"))
		d.page = &page{}
	}
	return d.page
}

// begin opens the marked-content sequence of the current owner and returns
// the page to paint on. Every painting method calls it first: that is why
// content without an owner cannot exist.
func (d *Document) begin() *page {
	p := d.current()
	if p.open != nil && *p.open == d.owner {
		return p
	}
	if p.open != nil {
		p.content = append(p.content, "EMC\n"...)
	}
	current := d.owner
	p.open = &current
	e := current.element
	if e == nil {
		p.content = append(p.content, "/Artifact "+string(current.artifact)+" BDC\n"...)
		return p
	}
	d.Attach(e)
	e.kids = append(e.kids, kid{page: p, mcid: len(p.parents)})
	unread := ""
	if e.attrs.Unread {
		unread = " /ActualText <FEFF>"
	}
	p.content = fmt.Appendf(p.content, "/%s << /MCID %d%s >> BDC\n", e.role, len(p.parents), unread)
	p.parents = append(p.parents, e)
	return p
}

// Within gives what paint draws to an element. Inside a header, a footer or a
// watermark the artifact keeps it.
func (d *Document) Within(e *Element, paint func()) {
	before := d.owner
	if e != nil && (before.element != nil || before.artifact == Layout) {
		d.owner = owner{element: e}
	}
	paint()
	d.owner = before
}

// AsArtifact marks what paint draws as an artifact.
func (d *Document) AsArtifact(kind Artifact, paint func()) {
	before := d.owner
	if before.element != nil || before.artifact == Layout {
		d.owner = owner{artifact: kind}
	}
	paint()
	d.owner = before
}

// Owner returns the element that is painted for, nil for an artifact.
func (d *Document) Owner() *Element { return d.owner.element }

// Finish serialises the document. The error is the first that any call met:
// a character without a glyph, a link to nowhere.
func (d *Document) Finish() ([]byte, error) {
	d.endSequence()
	d.setter.Close()
	if d.err == nil && len(d.pages) == 0 {
		d.fail(errors.New("a document needs a page"))
	}
	d.emitFonts()
	tree := d.emitStructure()
	outline := d.emitOutline()
	root, info := d.emitCatalog(tree, outline)
	if d.err != nil {
		return nil, d.err
	}
	return d.out.Bytes(root, info), nil
}
