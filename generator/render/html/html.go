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
	Frame
	// Charts returns the drawing of a figure as an SVG element, with
	// identifiers that are unique in the page. Nil draws no charts.
	Charts func(*doc.Figure) ([]byte, error)
	// Narrow returns the drawing for screens of less than 30rem, as Charts
	// does. Nil lets the one of Charts scroll there.
	Narrow func(*doc.Figure) ([]byte, error)
	// Live are the scripts with which a browser draws the charts anew, in the
	// order in which it loads them, once a chart comes near; none leaves them as
	// they are.
	Live []string
	// LiveOf returns the script with the option of a figure, without its ending:
	// ".js" stands for the page and "-narrow.js" for narrow screens. It is called
	// only if there is Live.
	LiveOf    func(id string) string
	Downloads []Link            // The edition in other formats.
	Files     map[string][]Link // Downloads of one table or figure, by its ID.
	Pages     map[string]Link   // The page of its own of a figure, by its ID.
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
		frameView: o.view(m.Marking, m.RightToLeft), Meta: m, DocWords: d.Words, Live: strings.Join(o.Live, " "), Sections: d.Body,
		Body: template.HTML(body), Notes: template.HTML(p.take()),
		Downloads: o.Downloads, Sources: d.Sources,
	}
	return o.execute(w, "page", view)
}

// A pageView is what the layout of a page shows.
type pageView struct {
	frameView
	Meta      doc.Meta
	DocWords  doc.Words
	Live      string
	Sections  []*doc.Section
	Body      template.HTML // Written by page, which escapes every text.
	Notes     template.HTML
	Downloads []Link
	Sources   []doc.Source
}

// Layouts are the layouts of pages. Nil stands for those of package site.
type Layouts struct{ set *template.Template }

// ReadLayouts returns the layouts layout/*.gohtml of a folder that is like the
// one of package site.
func ReadLayouts(frame fs.FS) (*Layouts, error) {
	set, err := template.New("").ParseFS(frame, "layout/*.gohtml")
	if err != nil {
		return nil, fmt.Errorf("html: parse layouts: %w", err)
	}
	return &Layouts{set}, nil
}

// builtIn are the layouts of package site, parsed once.
var builtIn = sync.OnceValues(func() (*Layouts, error) { return ReadLayouts(site.FS) })

func (f Frame) execute(w io.Writer, name string, view any) error {
	layouts := f.Layouts
	if layouts == nil {
		var err error
		if layouts, err = builtIn(); err != nil {
			return err
		}
	}
	if err := layouts.set.ExecuteTemplate(w, name, view); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

func (o Options) check() error {
	links := slices.Clone(o.Downloads)
	for _, href := range o.Live {
		links = append(links, Link{Href: href})
	}
	for _, id := range slices.Sorted(maps.Keys(o.Files)) {
		links = append(links, o.Files[id]...)
	}
	for _, id := range slices.Sorted(maps.Keys(o.Pages)) {
		links = append(links, o.Pages[id])
	}
	return errors.Join(o.Frame.check(), checkLinks(links))
}

// liveOf returns the script with the option of a figure, or nothing.
func (o Options) liveOf(id string) string {
	if len(o.Live) == 0 || o.LiveOf == nil {
		return ""
	}
	return o.LiveOf(id)
}
