// Package html renders a document as one page of a static site.
//
// The page is complete without JavaScript, loads nothing from another host and
// keeps to a policy without inline styles or scripts. The package lays out; it
// formats no number, translates no word, numbers nothing and skips nothing.
// Invariant: each fact of [doc.Document.Facts] stands in the page, in the same
// order, as the text of an element whose attribute data-fact is the place of
// the fact. Marks of notes (class "mark") inside such an element are not part
// of its text. Facts with an empty text may be left out.
package html

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"htsm/generator/doc"
	"htsm/site"
)

// Options say what stands around the text of a page. Every Href in it is
// relative to the page. The zero Options make a bare page without charts, in
// which the data of the figures stand open.
type Options struct {
	// Charts returns the drawing of a figure as an SVG element, with
	// identifiers that are unique in the page. Nil draws no charts.
	Charts func(*doc.Figure) ([]byte, error)
	// Narrow returns the drawing for screens of less than 30rem, as Charts
	// does. Nil lets the one of Charts scroll there.
	Narrow    func(*doc.Figure) ([]byte, error)
	Styles    []string          // Style sheets, in order.
	Scripts   []string          // Classic scripts, in order.
	Home      Link              // The page above this one; no Href for none.
	Languages []Link            // All languages of the edition; this one has no Href.
	Downloads []Link            // The edition in other formats.
	Files     map[string][]Link // Downloads of one table or figure, by its ID.
}

// A Link points to another file of the site.
type Link struct {
	Text     string
	Href     string
	Language string // BCP 47 tag of the target, for links between languages.
}

// Render writes d as an HTML page to w. It returns an error if a chart cannot
// be drawn or holds more than a drawing, if a link leaves the site, or if an
// identifier stands twice; then nothing useful has been written.
func Render(w io.Writer, d *doc.Document, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	p := &page{doc: d, options: o, ids: map[string]bool{}, refs: map[doc.NoteID]int{}}
	for _, s := range d.Body {
		if err := p.section(s, 2); err != nil {
			return fmt.Errorf("html: section %s: %w", s.ID, err)
		}
	}
	body := p.take()
	if err := p.endnotes(); err != nil {
		return err
	}
	m := d.Meta
	view := pageView{
		frame: frame{
			Dir: direction(m.RightToLeft), Styles: o.Styles, Scripts: o.Scripts, Home: o.Home,
			Languages: o.Languages, LanguagesLabel: d.Words.Languages, Banner: bannerOf(m.Marking),
		},
		Meta: m, Words: d.Words, Sections: d.Body,
		Body: template.HTML(body), Notes: template.HTML(p.take()),
		Downloads: o.Downloads, Sources: d.Sources,
	}
	return execute(w, "page", view)
}

// A frame is what every page has around its text.
type frame struct {
	Dir            string
	Styles         []string
	Scripts        []string
	Home           Link
	Languages      []Link
	LanguagesLabel string
	Banner         banner
}

// A pageView is what the layout of a page shows.
type pageView struct {
	frame
	Meta      doc.Meta
	Words     doc.Words
	Sections  []*doc.Section
	Body      template.HTML // Written by page, which escapes every text.
	Notes     template.HTML
	Downloads []Link
	Sources   []doc.Source
}

// A banner is a marking with the class that colours it.
type banner struct{ Text, Class string }

// bannerOf returns the banner of a marking. Its class is the text in lower
// case with hyphens, such as "tlp-amber-strict", which the style sheet knows.
func bannerOf(m doc.Marking) banner {
	class := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(m.Text))
	return banner{m.Text, class}
}

func direction(rightToLeft bool) string {
	if rightToLeft {
		return "rtl"
	}
	return "ltr"
}

// layouts parses the layouts once; they are constant.
var layouts = sync.OnceValues(func() (*template.Template, error) {
	files := site.Layouts()
	names, err := fs.Glob(files, "*.gohtml")
	if err != nil {
		return nil, err
	}
	return template.New("").ParseFS(files, names...)
})

func execute(w io.Writer, name string, view any) error {
	t, err := layouts()
	if err != nil {
		return fmt.Errorf("html: parse layouts: %w", err)
	}
	if err := t.ExecuteTemplate(w, name, view); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

func (o Options) check() error {
	links := append([]Link{o.Home}, o.Languages...)
	links = append(links, o.Downloads...)
	for _, id := range slices.Sorted(maps.Keys(o.Files)) {
		links = append(links, o.Files[id]...)
	}
	return checkLinks(links, o.Styles, o.Scripts)
}

func checkLinks(links []Link, files ...[]string) error {
	var faults []error
	for _, l := range links {
		faults = append(faults, relative(l.Href))
	}
	for _, list := range files {
		for _, href := range list {
			faults = append(faults, relative(href))
		}
	}
	return errors.Join(faults...)
}

// relative returns an error unless href stays within the site.
func relative(href string) error {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(href, "/") || strings.Contains(href, `\`) {
		return fmt.Errorf("html: the link %q is not relative", href)
	}
	return nil
}
