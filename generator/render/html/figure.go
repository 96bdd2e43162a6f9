package html

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"htsm/generator/doc"
)

// FigureOptions say what the page of one figure shows beside the figure.
type FigureOptions struct {
	Options
	Brief    Link   // The figure in its document.
	Methods  Link   // The page of definitions and methods; no Href for none.
	Citation string // How to cite the figure.
	Take     []Link // The figure and its data as files.
	Words    FigureWords
}

// FigureWords are the titles of the page of a figure.
type FigureWords struct {
	Take, Method, Citation, Data string
}

// RenderFigure writes the figure of d with the identifier id as a page of its
// own to w: chart, data, source, the notes it refers to, method and citation.
// The facts of the figure and of its data stand in it as in [Render].
func RenderFigure(w io.Writer, d *doc.Document, id string, o FigureOptions) error {
	if err := errors.Join(o.check(), checkLinks(append([]Link{o.Brief, o.Methods}, o.Take...))); err != nil {
		return err
	}
	i := slices.IndexFunc(d.Grids(), func(g doc.Grid) bool { return g.Figure != nil && g.Figure.ID == id })
	if i < 0 {
		return fmt.Errorf("html: there is no figure %q", id)
	}
	f := d.Grids()[i].Figure
	brief, _, _ := strings.Cut(o.Brief.Href, "#")
	p := &page{doc: d, options: o.Options, brief: brief, ids: map[string]bool{}, refs: map[doc.NoteID]int{}}
	view := figureView{
		frameView: o.view(d.Meta.Marking, d.Meta.RightToLeft), Meta: d.Meta, DocWords: d.Words, Live: strings.Join(o.Live, " "), LiveOf: o.liveOf(id), Figure: f, Options: o,
		Caption: doc.Plain(f.Caption),
	}
	part := func(write func() error) template.HTML {
		if err := write(); err != nil && p.err == nil {
			p.err = err
		}
		return template.HTML(p.take()) // Written by page, which escapes every text.
	}
	view.Title = part(func() error { return p.caption(f.ID, f.Label, f.Caption) })
	view.Marks = part(func() error { p.marks(f.Notes); return nil })
	view.Drawing = part(func() error { return p.drawn(f) })
	view.Source = part(func() error { p.source(f.ID, f.Source); return nil })
	view.Numbers = part(func() error {
		if err := p.grid(f.Data, "caption_"+f.ID); err != nil {
			return err
		}
		p.legend(f.Data, "")
		return nil
	})
	view.Notes = part(p.endnotes)
	if p.err != nil {
		return fmt.Errorf("html: figure %s: %w", id, p.err)
	}
	return o.execute(w, "figure", view)
}

// drawn writes the chart, or its text alternative where there are no charts.
func (p *page) drawn(f *doc.Figure) error {
	if p.options.Charts == nil {
		p.element("p", f.Alt, "class", "alt")
		return nil
	}
	return p.drawing(f)
}

// A figureView is what the layout of the page of a figure shows.
type figureView struct {
	frameView
	Meta     doc.Meta
	DocWords doc.Words
	Live     string
	LiveOf   string
	Figure   *doc.Figure
	Caption  string
	Options  FigureOptions
	Title    template.HTML
	Marks    template.HTML
	Drawing  template.HTML
	Source   template.HTML
	Numbers  template.HTML
	Notes    template.HTML
}
