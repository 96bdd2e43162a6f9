// Package verify reads artifacts back and compares them with what the document
// states, and holds a release against its checksums.
//
// It shares no code with the renderers: what it reads, it reads by itself. It
// writes nothing and corrects nothing. Invariant: a nil error means that every
// fact that the format holds was found, in order, and nothing contradicts it.
package verify

import (
	"fmt"
	"strings"

	"htsm/generator/doc"
)

// maxListed bounds the differences that one error names.
const maxListed = 5

// A differences collects where an artifact and its document disagree.
type differences struct {
	list []string
	more int
}

func (d *differences) add(format string, args ...any) {
	if len(d.list) == maxListed {
		d.more++
		return
	}
	d.list = append(d.list, fmt.Sprintf(format, args...))
}

func (d *differences) err() error {
	if len(d.list) == 0 {
		return nil
	}
	text := strings.Join(d.list, "; ")
	if d.more > 0 {
		text += fmt.Sprintf("; and %d more", d.more)
	}
	return fmt.Errorf("%s", text)
}

// compare holds facts that were read against those of a document, in order.
// Facts of the document with an empty text may be missing.
func compare(want, got []doc.Fact) error {
	var d differences
	i := 0
	for _, w := range want {
		switch {
		case i < len(got) && got[i].Place == w.Place:
			if got[i].Display != w.Display {
				d.add("%s shows %q, want %q", w.Place, got[i].Display, w.Display)
			}
			i++
		case w.Display == "":
		default:
			next := "the end"
			if i < len(got) {
				next = got[i].Place
			}
			d.add("%s is missing before %s", w.Place, next)
		}
	}
	for ; i < len(got); i++ {
		d.add("%s is not a fact of the document", got[i].Place)
	}
	return d.err()
}

// grids returns the tables and the data of the figures of d in reading order.
func grids(d *doc.Document) []*doc.Table {
	g := &gridder{}
	g.sections(d.Body)
	return g.list
}

type gridder struct {
	list    []*doc.Table
	figures []*doc.Figure
}

func (g *gridder) sections(list []*doc.Section) {
	for _, s := range list {
		g.blocks(s.Blocks)
		g.sections(s.Sections)
	}
}

func (g *gridder) blocks(list []doc.Block) {
	for _, b := range list {
		if err := b.Accept(g); err != nil {
			panic("verify: collecting tables failed: " + err.Error()) // This visitor never fails.
		}
	}
}

// Paragraph holds no table.
func (g *gridder) Paragraph(*doc.Paragraph) error { return nil }

// List may hold tables in its items.
func (g *gridder) List(b *doc.List) error {
	for _, item := range b.Items {
		g.blocks(item)
	}
	return nil
}

// Table is collected.
func (g *gridder) Table(b *doc.Table) error { g.list = append(g.list, b); return nil }

// Figure has a table of its data.
func (g *gridder) Figure(b *doc.Figure) error {
	g.figures = append(g.figures, b)
	if b.Data != nil {
		g.list = append(g.list, b.Data)
	}
	return nil
}

// KeyFigures hold no table.
func (g *gridder) KeyFigures(*doc.KeyFigures) error { return nil }

// Callout may hold tables.
func (g *gridder) Callout(b *doc.Callout) error { g.blocks(b.Body); return nil }

// Quote may hold tables.
func (g *gridder) Quote(b *doc.Quote) error { g.blocks(b.Body); return nil }
