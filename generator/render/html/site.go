package html

import (
	"fmt"
	"io"

	"htsm/generator/doc"
)

// A SitePage is a page of the site that no document makes: home, a report with
// its editions, revisions, definitions. Every Href in it is relative to the
// page.
type SitePage struct {
	Frame
	Name        string // What kind of page it is, for the style sheet: a slug.
	Language    string // BCP 47 tag.
	RightToLeft bool
	Title       string
	Over        string // A line above the title; may be empty.
	Intro       []string
	Marking     doc.Marking // The strictest of what the page names.
	Handling    string      // What the marking means; may be empty.
	Parts       []Part
	Scripted    string // What a reader without scripts must know of the page; may be empty.
}

// A Part is a part of a page with a title.
type Part struct {
	ID     string // Unique in the page: a slug.
	Title  string
	Intro  string // A line under the title; may be empty.
	Blocks []Block
}

// A Block is a piece of a part. The set of blocks is closed.
type Block interface {
	links() []Link
	// Layout returns the name of the layout that shows the block.
	Layout() string
}

// Prose is one or more paragraphs.
type Prose []string

// Commands are lines to be typed into a terminal.
type Commands []string

// Cards are reports, each with its newest edition.
type Cards []Card

// A Card is a report with its newest edition.
type Card struct {
	Report   Link // The page of the report.
	Subtitle string
	Edition  Link // The newest edition; Text is the period in words.
	Tag      string
	Note     string
	Files    []Link
}

// Editions are the editions of one report, newest first.
type Editions []Edition

// An Edition is one published edition of a report.
type Edition struct {
	Page   Link   // Text is the period in words.
	Tag    string // Such as the marking; may be empty.
	Note   string // Such as the cut-off or why it was revised; may be empty.
	Files  []Link // The edition in other formats.
	Former []Link // The revisions that it replaced.
	Latest bool   // Shown larger.
}

// Definitions are terms with their meanings.
type Definitions []Definition

// A Definition is a term with its meaning. Code may be empty, and so may Mail
// and Phone, which stand behind the text as ways to ask.
type Definition struct{ ID, Term, Code, Text, Mail, Phone string }

// Links are links with a remark each.
type Links []Remark

// A Remark is a link with what is to be said of it, which may be empty.
type Remark struct {
	Link
	Note string
}

// A Grid is a table of texts.
type Grid struct {
	Caption string // What the table holds; required.
	Heads   []string
	Rows    [][]GridCell // The first cell of each row is its head.
}

// A GridCell is one text of a grid, as a link if it has an Href.
type GridCell struct {
	Text string
	Href string
	Code bool // Set in a fixed width, from left to right.
}

// Finder is the search.
type Finder struct {
	Label string
	Hint  string
	Index string // The script with the index.
}

func (Prose) links() []Link       { return nil }
func (Commands) links() []Link    { return nil }
func (Definitions) links() []Link { return nil }
func (f Finder) links() []Link    { return []Link{{Href: f.Index}} }

func (b Cards) links() (out []Link) {
	for _, c := range b {
		out = append(append(out, c.Report, c.Edition), c.Files...)
	}
	return out
}

func (b Editions) links() (out []Link) {
	for _, e := range b {
		out = append(append(append(out, e.Page), e.Files...), e.Former...)
	}
	return out
}

func (b Links) links() (out []Link) {
	for _, r := range b {
		out = append(out, r.Link)
	}
	return out
}

func (b Grid) links() (out []Link) {
	for _, row := range b.Rows {
		for _, c := range row {
			out = append(out, Link{Href: c.Href})
		}
	}
	return out
}

// Layout returns the name of the layout of paragraphs.
func (Prose) Layout() string { return "prose" }

// Layout returns the name of the layout of commands.
func (Commands) Layout() string { return "commands" }

// Layout returns the name of the layout of cards.
func (Cards) Layout() string { return "cards" }

// Layout returns the name of the layout of editions.
func (Editions) Layout() string { return "editions" }

// Layout returns the name of the layout of definitions.
func (Definitions) Layout() string { return "definitions" }

// Layout returns the name of the layout of links.
func (Links) Layout() string { return "links" }

// Layout returns the name of the layout of a grid.
func (Grid) Layout() string { return "grid" }

// Layout returns the name of the layout of the search.
func (Finder) Layout() string { return "finder" }

// RenderSite writes a page of the site to w. It returns an error if a link
// leaves the site or an identifier stands twice.
func RenderSite(w io.Writer, p SitePage) error {
	if err := p.check(); err != nil {
		return err
	}
	ids := map[string]bool{}
	for _, part := range p.Parts {
		if ids[part.ID] {
			return fmt.Errorf("html: the identifier %q stands twice", part.ID)
		}
		ids[part.ID] = true
		for _, b := range part.Blocks {
			if err := checkLinks(b.links()); err != nil {
				return err
			}
		}
	}
	return p.execute(w, "site", siteView{p.view(p.Marking, p.RightToLeft), p})
}

// A siteView is what the layout of a page of the site shows.
type siteView struct {
	frameView
	Page SitePage
}
