package html

import (
	"fmt"
	"strconv"
	"strings"

	"htsm/generator/doc"
	"htsm/generator/head"
	"htsm/generator/release"
)

// Table writes a table with its caption, unit, source and legend.
func (p *page) Table(b *doc.Table) error {
	p.open("div", "class", "table")
	if err := p.grid(b, ""); err != nil {
		return err
	}
	p.source(b.ID, b.Source)
	p.legend(b, b.ID+"/legend")
	p.files(b.ID)
	p.raw("</div>\n")
	return p.err
}

// grid writes the table proper in a box that scrolls by itself where the page
// is narrow. A table without a caption of its own is named by the element
// with the identifier named.
func (p *page) grid(b *doc.Table, named string) error {
	label := named
	if named == "" {
		label = "caption_" + b.ID
	}
	p.open("div", "class", "scroll", "role", "group", "tabindex", "0", "aria-labelledby", label)
	p.open("table", "id", b.ID, "aria-labelledby", named, "aria-description", b.Summary)
	p.raw("\n")
	if err := p.tableCaption(b, named); err != nil {
		return err
	}
	p.colgroups(b)
	p.raw("<thead>\n")
	p.groups(b)
	p.heads(b)
	p.raw("</thead>\n<tbody>\n")
	for i := range b.Rows {
		if err := p.row(b, i); err != nil {
			return err
		}
	}
	p.raw("</tbody>\n</table></div>\n")
	return nil
}

// tableCaption writes the caption with the unit; that of the data of a figure
// holds the unit only.
func (p *page) tableCaption(b *doc.Table, named string) error {
	if named != "" && b.Unit == "" {
		return nil
	}
	p.raw("<caption>")
	if named == "" {
		p.open("div", "id", "caption_"+b.ID)
		if err := p.caption(b.ID, b.Label, b.Caption); err != nil {
			return err
		}
		p.marks(b.Notes)
		p.raw("</div>")
	}
	if b.Unit != "" {
		p.raw(`<div class="unit">`)
		p.text(p.doc.Words.Unit)
		p.raw(" ")
		p.element("b", b.Unit)
		p.raw("</div>")
	}
	p.raw("</caption>\n")
	return nil
}

// colgroups writes the structure that the scope of group heads refers to.
func (p *page) colgroups(b *doc.Table) {
	if b.Groups == nil {
		return
	}
	p.open("colgroup", "span", strconv.Itoa(len(b.Stub)))
	p.raw("</colgroup>")
	for _, g := range b.Groups {
		p.open("colgroup", "span", strconv.Itoa(g.Span))
		p.raw("</colgroup>")
	}
	p.raw("\n")
}

// groups writes the row of heads above the columns.
func (p *page) groups(b *doc.Table) {
	if b.Groups == nil {
		return
	}
	p.raw("<tr>")
	p.open("td", "colspan", strconv.Itoa(len(b.Stub)))
	p.raw("</td>")
	for _, g := range b.Groups {
		span := strconv.Itoa(g.Span)
		if g.Text == "" {
			p.open("td", "colspan", span)
			p.raw("</td>")
			continue
		}
		p.element("th", g.Text, "scope", "colgroup", "colspan", span, "class", "group")
	}
	p.raw("</tr>\n")
}

func (p *page) heads(b *doc.Table) {
	p.raw("<tr>")
	for _, s := range b.Stub {
		p.element("th", s, "scope", "col", "class", "stub")
	}
	for j, c := range b.Cols {
		p.open("th", "scope", "col", "class", colClass(b, j))
		p.element("span", c.Text, "data-fact", b.ID+"/head/"+strconv.Itoa(j))
		p.marks(c.Notes)
		p.raw("</th>")
	}
	p.raw("</tr>\n")
}

// colClass marks the first column of each group and the columns that stand
// apart.
func colClass(b *doc.Table, j int) string {
	class := kindClass(b.Cols[j].Kind)
	at := 0
	for _, g := range b.Groups {
		if at == j {
			class = strings.TrimSpace(class + " first")
		}
		at += g.Span
	}
	return class
}

func (p *page) row(b *doc.Table, i int) error {
	r := b.Rows[i]
	place := b.ID + "/" + r.Key + "/"
	p.open("tr", "class", kindClass(r.Kind))
	for l, h := range r.Heads {
		tag, scope := "th", "row"
		if h.Text == "" {
			tag, scope = "td", ""
		}
		class := ""
		if repeats(b, i, l) {
			class = "repeat"
		}
		p.open(tag, "scope", scope, "class", class)
		p.element("bdi", h.Text, "data-fact", place+"head"+strconv.Itoa(l))
		p.marks(h.Notes)
		p.close(tag)
	}
	for j, c := range r.Cells {
		if j >= len(b.Cols) {
			return fmt.Errorf("table %s: row %q has more cells than there are columns", b.ID, r.Key)
		}
		class := colClass(b, j)
		if s := c.Value.Status(); s != release.Published && s != release.CountOnly {
			class = strings.TrimSpace(class + " symbol")
		}
		p.open("td", "class", class)
		p.element("span", c.Display, "data-fact", place+b.Cols[j].Key)
		p.marks(c.Notes)
		p.raw("</td>")
	}
	p.raw("</tr>\n")
	return nil
}

// repeats reports whether the head of row i on level l repeats the row above,
// with all heads before it.
func repeats(b *doc.Table, i, l int) bool {
	if i == 0 || b.Rows[i].Kind != b.Rows[i-1].Kind || l == len(b.Stub)-1 {
		return false
	}
	for k := range l + 1 {
		if b.Rows[i].Heads[k].Text != b.Rows[i-1].Heads[k].Text {
			return false
		}
	}
	return true
}

func kindClass(k head.RowKind) string {
	switch k {
	case head.Total:
		return "total"
	case head.Other:
		return "other"
	case head.Residual:
		return "residual"
	default:
		return ""
	}
}

// legend writes the symbols used in a table. The facts of its lines begin with
// place; an empty place makes none, for the data of a figure.
func (p *page) legend(b *doc.Table, place string) {
	if place == "" {
		p.marksLine(b.Notes)
	}
	if len(b.Legend) == 0 {
		return
	}
	p.raw(`<p class="legend">`)
	p.element("b", p.doc.Words.Legend)
	for i, line := range b.Legend {
		fact := ""
		if place != "" {
			fact = place + strconv.Itoa(i+1)
		}
		p.raw(" ")
		p.element("span", line, "data-fact", fact)
	}
	p.raw("</p>\n")
}

// marksLine writes the marks of a table that has no caption to carry them.
func (p *page) marksLine(list []doc.NoteID) {
	if len(list) == 0 {
		return
	}
	p.raw(`<p class="marks">`)
	p.text(p.doc.Words.Notes)
	p.raw(" ")
	p.marks(list)
	p.raw("</p>\n")
}
