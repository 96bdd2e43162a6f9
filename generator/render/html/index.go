package html

import (
	"io"

	"htsm/generator/doc"
)

// An IndexPage lists the reports of a language, or of an audience, and their
// editions. Every Href in it is relative to the page.
type IndexPage struct {
	Language     string // BCP 47 tag.
	RightToLeft  bool
	Title        string
	Intro        string
	Publisher    string
	Distribution string
	Marking      doc.Marking // The strictest of what the page names.
	Styles       []string
	Home         Link
	Languages    []Link // This language has no Href.
	Reports      []Report
	Words        IndexWords
}

// IndexWords are the texts of the frame of an index.
type IndexWords struct {
	Skip      string // "Skip to the text".
	Languages string
	Empty     string // What stands where there is no report.
}

// A Report is one report with its editions in the order in which they stand,
// newest first.
type Report struct {
	ID       string // A slug; unique in the page.
	Title    string
	Subtitle string
	Editions []Edition
}

// An Edition is one published edition of a report.
type Edition struct {
	Page   Link   // Text is the period in words.
	Tag    string // Such as the marking, or "latest"; may be empty.
	Note   string // Such as the cut-off or why it was revised; may be empty.
	Files  []Link // The edition in other formats.
	Latest bool   // Shown larger.
}

// RenderIndex writes an index page to w. It returns an error if a link leaves
// the site.
func RenderIndex(w io.Writer, p IndexPage) error {
	links := append([]Link{p.Home}, p.Languages...)
	for _, r := range p.Reports {
		for _, e := range r.Editions {
			links = append(links, e.Page)
			links = append(links, e.Files...)
		}
	}
	if err := checkLinks(links, p.Styles); err != nil {
		return err
	}
	return execute(w, "index", indexView{
		IndexPage: p,
		Dir:       direction(p.RightToLeft), LanguagesLabel: p.Words.Languages, Banner: bannerOf(p.Marking),
	})
}

// An indexView is what the layout of an index shows.
type indexView struct {
	IndexPage
	Dir            string
	LanguagesLabel string
	Banner         banner
	Scripts        []string
}
