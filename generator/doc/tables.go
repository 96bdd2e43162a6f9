package doc

// A Grid is a table of a document, or the data of one of its figures.
type Grid struct {
	*Table
	Figure *Figure // Nil for a table of its own.
}

// Grids returns the tables of d and the data of its figures in reading order.
func (d *Document) Grids() []Grid {
	g := &gridder{}
	for _, s := range d.Body {
		g.section(s)
	}
	return g.list
}

type gridder struct{ list []Grid }

func (g *gridder) section(s *Section) {
	g.blocks(s.Blocks)
	for _, sub := range s.Sections {
		g.section(sub)
	}
}

func (g *gridder) blocks(list []Block) {
	for _, b := range list {
		if err := b.Accept(g); err != nil {
			panic("doc: collecting tables failed: " + err.Error()) // This visitor never fails.
		}
	}
}

func (g *gridder) Paragraph(*Paragraph) error { return nil }

func (g *gridder) List(b *List) error {
	for _, item := range b.Items {
		g.blocks(item)
	}
	return nil
}

func (g *gridder) Table(b *Table) error { g.list = append(g.list, Grid{Table: b}); return nil }

func (g *gridder) Figure(b *Figure) error {
	if b.Data != nil {
		g.list = append(g.list, Grid{Table: b.Data, Figure: b})
	}
	return nil
}

func (g *gridder) KeyFigures(*KeyFigures) error { return nil }

func (g *gridder) Callout(b *Callout) error { g.blocks(b.Body); return nil }

func (g *gridder) Quote(b *Quote) error { g.blocks(b.Body); return nil }
