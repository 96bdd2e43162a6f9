package pdf

import (
	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"htsm/generator/pdf/tagged"
)

// sheetRows returns the rows of a page for maroto.
func (m *Press) sheetRows(p *provider, maker *maker, s *sheet) []core.Row {
	var rows []core.Row
	add := func(height float64, paint func(x, y, w float64)) {
		rows = append(rows, &fixedRow{height: height, paint: paint})
	}
	if header := chrome(maker.header, s.style); len(header) > 0 {
		add(maker.stacked(header, s.width), func(x, y, w float64) { p.running(tagged.Header, header, x, y, w) })
	}
	for i, r := range s.rows {
		add(r.gap+r.pad+r.tall, func(x, y, w float64) { p.paintPlaced(s, i, x, y, w) })
	}
	notes := p.notesHeight(s.notes, s.width)
	add(s.room-s.used-notes, nil)
	if len(s.notes) > 0 {
		add(notes, func(x, y, w float64) { p.paintNotes(s.notes, x, y, w) })
	}
	if footer := chrome(maker.footer, s.style); len(footer) > 0 {
		add(maker.stacked(footer, s.width), func(x, y, w float64) { p.running(tagged.Footer, footer, x, y, w) })
	}
	return rows
}

// running paints header or footer rows.
func (p *provider) running(kind tagged.Artifact, blocks []*block, x, y, width float64) {
	p.asArtifact(kind, func() {
		for _, b := range blocks {
			y += b.before
			b.paint(p, x, y, width)
			y += b.height(p, width) + b.after
		}
	})
}

// paintPlaced paints a row of a page with the frame behind it.
func (p *provider) paintPlaced(s *sheet, i int, x, y, width float64) {
	r := s.rows[i]
	top := y + r.gap
	if f := r.frame; f != nil {
		from, to := top, top+r.pad+r.tall
		if i > 0 && s.rows[i-1].frame == f {
			from = y
		}
		if i+1 == len(s.rows) || s.rows[i+1].frame != f {
			to += r.bottom()
		}
		left, inner := r.outer(x, width)
		left, inner = left-frameInset, inner+frameInset
		if f.panel != nil {
			inner += frameInset
			p.doc.FillRect(left, from, inner, to-from, f.panel.tagged())
		}
		if r.rtl {
			left += inner - frameBar
			if f.panel == nil {
				left += frameInset
			}
		}
		p.doc.FillRect(left, from, frameBar, to-from, f.bar.tagged())
	}
	if r.repeated {
		p.asArtifact(tagged.Layout, func() { r.paint(p, x, top+r.pad, width) })
		return
	}
	r.paint(p, x, top+r.pad, width)
}

// fixedRow is a row of a made-up page.
type fixedRow struct {
	height float64 // in points
	paint  func(x, y, width float64)
}

// SetConfig implements core.Row.
func (r *fixedRow) SetConfig(*entity.Config) {}

// GetStructure implements core.Row.
func (r *fixedRow) GetStructure() *node.Node[core.Structure] {
	return node.New(core.Structure{Type: "row", Value: r.height / mm})
}

// Add implements core.Row; a made-up row takes no columns.
func (r *fixedRow) Add(...core.Col) core.Row { return r }

// GetColumns implements core.Row.
func (r *fixedRow) GetColumns() []core.Col { return nil }

// WithStyle implements core.Row; a made-up row has no other style.
func (r *fixedRow) WithStyle(*props.Cell) core.Row { return r }

// GetHeight implements core.Row.
func (r *fixedRow) GetHeight(core.Provider, *entity.Cell) float64 { return r.height / mm }

// Render implements core.Row.
func (r *fixedRow) Render(p core.Provider, cell entity.Cell) {
	if own, ok := p.(*provider); ok && r.paint != nil {
		x, y, w, _ := own.place(&cell)
		r.paint(x, y, w)
	}
	p.CreateRow(r.height / mm)
}
