package html

import (
	"fmt"
	"path"
	"strconv"

	"htsm/generator/doc"
)

// Paragraph writes running text.
func (p *page) Paragraph(b *doc.Paragraph) error {
	err := p.wrap("p", b.Text, "data-fact", p.next())
	p.raw("\n")
	return err
}

// List writes a list.
func (p *page) List(b *doc.List) error {
	tag := "ul"
	if b.Ordered {
		tag = "ol"
	}
	p.open(tag)
	p.raw("\n")
	for _, item := range b.Items {
		p.raw("<li>")
		if err := p.blocks(item); err != nil {
			return err
		}
		p.raw("</li>\n")
	}
	p.close(tag)
	p.raw("\n")
	return nil
}

// Quote writes a quotation.
func (p *page) Quote(b *doc.Quote) error {
	p.raw("<blockquote>\n")
	if err := p.blocks(b.Body); err != nil {
		return err
	}
	p.raw("</blockquote>\n")
	return nil
}

// Callout writes a boxed remark.
func (p *page) Callout(b *doc.Callout) error {
	class, err := calloutClass(b.Kind)
	if err != nil {
		return err
	}
	p.open("div", "class", "callout "+class, "role", "note")
	p.raw("\n")
	if b.Title != "" {
		p.element("p", b.Title, "class", "callout-title", "data-fact", p.next())
		p.raw("\n")
	}
	if err := p.blocks(b.Body); err != nil {
		return err
	}
	p.raw("</div>\n")
	return nil
}

func calloutClass(k doc.CalloutKind) (string, error) {
	switch k {
	case doc.Information:
		return "information", nil
	case doc.Caution:
		return "caution", nil
	case doc.Withheld:
		return "withheld", nil
	}
	return "", fmt.Errorf("unknown kind of callout %d", k)
}

// KeyFigures writes headline numbers as a list of terms.
func (p *page) KeyFigures(b *doc.KeyFigures) error {
	p.open("dl", "class", "key-figures", "id", b.ID)
	p.raw("\n")
	for i, k := range b.Items {
		place := b.ID + "/" + strconv.Itoa(i)
		p.raw("<div>")
		p.element("dt", k.Label, "data-fact", place+"/label")
		p.raw(`<dd class="figure">`)
		p.element("span", k.Display, "data-fact", place+"/value")
		p.marks(k.Notes)
		p.raw("</dd>")
		for j, line := range k.Details {
			p.element("dd", line, "class", "detail", "data-fact", place+"/detail"+strconv.Itoa(j+1))
		}
		p.raw("</div>\n")
	}
	p.raw("</dl>\n")
	return nil
}

// Figure writes a chart with its caption, source and data. The data stand open
// without charts, and where the chart does not draw them all.
func (p *page) Figure(b *doc.Figure) error {
	p.open("figure", "class", "chart", "id", b.ID, "data-live", p.options.liveOf(b.ID))
	p.open("figcaption", "id", "caption_"+b.ID)
	if err := p.caption(b.ID, b.Label, b.Caption); err != nil {
		return err
	}
	p.marks(b.Notes)
	if b.Chart != nil && b.Chart.Subtitle != "" {
		p.element("div", b.Chart.Subtitle, "class", "subtitle")
	}
	p.raw("</figcaption>\n")
	open := "<details>"
	if b.Rest {
		open = "<details open>"
	}
	if p.options.Charts == nil {
		open = "<details open>"
		p.element("p", b.Alt, "class", "alt")
	} else if err := p.drawing(b); err != nil {
		return err
	}
	p.source(b.ID, b.Source)
	p.files(b.ID)
	p.own(b.ID)
	if b.Data != nil {
		p.raw(open)
		p.element("summary", p.doc.Words.DataTable)
		p.raw("\n")
		if err := p.grid(b.Data, "caption_"+b.ID); err != nil {
			return err
		}
		p.legend(b.Data, "")
		p.raw("</details>\n")
	}
	p.raw("</figure>\n")
	return p.err
}

// drawing writes the chart of a figure as an image with a text alternative,
// and the one for narrow screens beside it. Without that one the chart scrolls
// by itself where the page is narrow.
func (p *page) drawing(b *doc.Figure) error {
	if p.options.Narrow == nil {
		p.open("div", "class", "scroll", "role", "group", "tabindex", "0", "aria-labelledby", "caption_"+b.ID)
		if err := p.plot(b, "plot alone", p.options.Charts); err != nil {
			return fmt.Errorf("draw %s: %w", b.ID, err)
		}
		p.raw("</div>\n")
		return nil
	}
	if err := p.plot(b, "plot wide", p.options.Charts); err != nil {
		return fmt.Errorf("draw %s: %w", b.ID, err)
	}
	if err := p.plot(b, "plot narrow", p.options.Narrow); err != nil {
		return fmt.Errorf("draw %s for narrow screens: %w", b.ID, err)
	}
	p.raw("\n")
	return nil
}

func (p *page) plot(b *doc.Figure, class string, draw func(*doc.Figure) ([]byte, error)) error {
	svg, err := draw(b)
	if err != nil {
		return err
	}
	ids, err := checkSVG(svg)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p.claim(id)
	}
	p.open("div", "class", class, "role", "img", "aria-label", b.Alt)
	p.raw(`<div dir="ltr">`) // A drawing places its texts itself.
	p.raw(string(svg))
	p.raw("</div></div>")
	return nil
}

// caption writes the fact of a caption.
func (p *page) caption(id, label string, text []doc.Inline) error {
	p.open("span", "class", "caption", "data-fact", id+"/caption")
	if label != "" {
		p.element("b", label, "class", "label")
		p.raw(" ")
	}
	if err := p.inlines(text); err != nil {
		return err
	}
	p.raw("</span>")
	return nil
}

// source writes what a table or a figure rests on.
func (p *page) source(id, text string) {
	if text == "" {
		return
	}
	p.raw(`<p class="source">`)
	p.element("b", p.doc.Words.Source)
	p.raw(" ")
	p.element("span", text, "data-fact", id+"/source")
	p.raw("</p>\n")
}

// files writes the downloads of one table or figure.
func (p *page) files(id string) {
	list := p.options.Files[id]
	if len(list) == 0 {
		return
	}
	p.raw(`<ul class="files">`)
	for _, l := range list {
		p.raw("<li>")
		p.open("a", "href", l.Href, "download", path.Base(l.Href), "aria-describedby", "caption_"+id)
		p.text(l.Text)
		p.raw("</a></li>")
	}
	p.raw("</ul>\n")
}

// own writes the link to the page of a figure of its own.
func (p *page) own(id string) {
	if l := p.options.Pages[id]; l.Href != "" {
		p.raw(`<p class="own">`)
		p.element("a", l.Text, "href", l.Href, "aria-describedby", "caption_"+id)
		p.raw("</p>\n")
	}
}
