package pipeline

import "htsm/generator/doc"

// A collector collects the tables and figures of a document in reading order.
type collector struct {
	tables  []*doc.Table
	figures []*doc.Figure
}

func collect(d *doc.Document) *collector {
	c := &collector{}
	c.sections(d.Body)
	return c
}

// tablesOf returns the tables of d and the data of its figures.
func tablesOf(d *doc.Document) []*doc.Table { return collect(d).tables }

// figuresOf returns the figures of d.
func figuresOf(d *doc.Document) []*doc.Figure { return collect(d).figures }

// owner returns the ID of the figure whose data a table is, or that of the
// table.
func owner(d *doc.Document, table string) string {
	for _, f := range figuresOf(d) {
		if f.Data.ID == table {
			return f.ID
		}
	}
	return table
}

func (c *collector) sections(list []*doc.Section) {
	for _, s := range list {
		c.blocks(s.Blocks)
		c.sections(s.Sections)
	}
}

func (c *collector) blocks(list []doc.Block) {
	for _, b := range list {
		if err := b.Accept(c); err != nil {
			panic("pipeline: collecting tables failed: " + err.Error()) // This visitor never fails.
		}
	}
}

// Paragraph holds no table.
func (c *collector) Paragraph(*doc.Paragraph) error { return nil }

// List may hold tables in its items.
func (c *collector) List(b *doc.List) error {
	for _, item := range b.Items {
		c.blocks(item)
	}
	return nil
}

// Table is collected.
func (c *collector) Table(b *doc.Table) error { c.tables = append(c.tables, b); return nil }

// Figure is collected with its data.
func (c *collector) Figure(b *doc.Figure) error {
	c.figures = append(c.figures, b)
	c.tables = append(c.tables, b.Data)
	return nil
}

// KeyFigures hold no table.
func (c *collector) KeyFigures(*doc.KeyFigures) error { return nil }

// Callout may hold tables.
func (c *collector) Callout(b *doc.Callout) error { c.blocks(b.Body); return nil }

// Quote may hold tables.
func (c *collector) Quote(b *doc.Quote) error { c.blocks(b.Body); return nil }
