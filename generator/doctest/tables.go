package doctest

import "htsm/generator/doc"

// A Numbered is a table of a document, with the figure whose data it is.
type Numbered struct {
	*doc.Table
	Figure *doc.Figure // Nil for a table of its own.
}

// Tables returns the tables and the data of the figures of d in the order of
// reading.
func Tables(d *doc.Document) []Numbered {
	f := &finder{}
	for _, s := range d.Body {
		f.section(s)
	}
	return f.list
}

type finder struct{ list []Numbered }

func (f *finder) section(s *doc.Section) {
	f.blocks(s.Blocks)
	for _, sub := range s.Sections {
		f.section(sub)
	}
}

func (f *finder) blocks(list []doc.Block) {
	for _, b := range list {
		switch b := b.(type) {
		case *doc.Table:
			f.list = append(f.list, Numbered{Table: b})
		case *doc.Figure:
			f.list = append(f.list, Numbered{Table: b.Data, Figure: b})
		case *doc.List:
			for _, item := range b.Items {
				f.blocks(item)
			}
		case *doc.Quote:
			f.blocks(b.Body)
		case *doc.Callout:
			f.blocks(b.Body)
		}
	}
}
