package pdf

import (
	"errors"
	"fmt"

	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"htsm/generator/pdf/tagged"
)

// Press is a document being put together. It implements core.Maroto: rows of
// maroto's own components may stand between contents of this package; their
// text is tagged as paragraphs, their images and codes are decoration.
//
// A Press is for one goroutine; any number may run at once.
type Press struct {
	options        Options
	look           Look
	upright        *entity.Config
	landscape      *entity.Config
	header, footer []core.Row
	flow           []core.Row
}

var _ core.Maroto = (*Press)(nil)

// The margins by default, in points.
const (
	sideMargin = 57
	edgeMargin = 43
)

// New starts a document. Missing options are errors of Generate.
func New(o Options) *Press {
	if o.Width <= 0 || o.Height <= 0 {
		o.Width, o.Height = a4Width, a4Height
	}
	if o.Margins == (Margins{}) {
		o.Margins = Margins{Top: edgeMargin, Right: sideMargin, Bottom: edgeMargin, Left: sideMargin}
	}
	p := &Press{options: o, look: o.Look.complete()}
	p.upright, p.landscape = p.configure(o.Width, o.Height), p.configure(o.Height, o.Width)
	return p
}

// configure returns maroto's configuration for a page of a size in points.
func (m *Press) configure(width, height float64) *entity.Config {
	c := config.NewBuilder().WithDefaultFont(&props.Font{Size: m.look.Body}).Build()
	// The builder refuses margins and sizes below its own least ones.
	g := m.options.Margins
	c.Dimensions = &entity.Dimensions{Width: width / mm, Height: height / mm}
	c.Margins = &entity.Margins{Left: g.Left / mm, Right: g.Right / mm, Top: g.Top / mm, Bottom: g.Bottom / mm}
	return c
}

// Add appends contents in the look of the document.
func (m *Press) Add(contents ...Content) { m.AddRows(Rows(m.look, contents...)...) }

// RegisterHeader implements core.Maroto: rows at the top of every page that
// is not bare. They are artifacts.
func (m *Press) RegisterHeader(rows ...core.Row) error {
	m.header = rows
	return nil
}

// RegisterFooter implements core.Maroto: rows at the bottom of every page
// that is not bare. They are artifacts.
func (m *Press) RegisterFooter(rows ...core.Row) error {
	m.footer = rows
	return nil
}

// AddRows implements core.Maroto.
func (m *Press) AddRows(rows ...core.Row) { m.flow = append(m.flow, rows...) }

// AddRow implements core.Maroto; the height is in millimetres.
func (m *Press) AddRow(height float64, cols ...core.Col) core.Row {
	r := row.New(height).Add(cols...)
	m.AddRows(r)
	return r
}

// AddAutoRow implements core.Maroto.
func (m *Press) AddAutoRow(cols ...core.Col) core.Row {
	r := row.New().Add(cols...)
	m.AddRows(r)
	return r
}

// AddPages implements core.Maroto: each page starts a page.
func (m *Press) AddPages(pages ...core.Page) {
	for _, p := range pages {
		m.Add(Break{})
		m.AddRows(p.GetRows()...)
	}
}

// FitlnCurrentPage implements core.Maroto: it tells whether a row of a height
// in millimetres fits below the rows so far.
func (m *Press) FitlnCurrentPage(height float64) bool {
	p, maker, err := m.makeUp()
	return err == nil && p.err == nil && maker.left() >= height*mm
}

// GetCurrentConfig implements core.Maroto.
func (m *Press) GetCurrentConfig() *entity.Config { return m.upright }

// GetStructure implements core.Maroto.
func (m *Press) GetStructure() *node.Node[core.Structure] {
	n := node.New(core.Structure{Type: "maroto", Details: m.upright.ToMap()})
	for _, r := range m.flow {
		r.SetConfig(m.upright)
		n.AddNext(r.GetStructure())
	}
	return n
}

// Generate implements core.Maroto: it makes up the pages and draws them. The
// error names what cannot be set: a character without a glyph, a drawing that
// cannot be read, a link to nowhere, a part taller than a page.
func (m *Press) Generate() (core.Document, error) {
	p, maker, err := m.makeUp()
	if err != nil {
		return nil, fmt.Errorf("make pdf: %w", err)
	}
	p.pages = len(maker.sheets)
	p.pageOf = maker.pageNumbers()
	for i, s := range maker.sheets {
		s.config = m.config(s.style)
		pg := page.New().Add(m.sheetRows(p, maker, s)...)
		pg.SetConfig(s.config)
		pg.SetNumber(i+1, p.pages)
		p.startPage(s.config)
		p.markCopy(m.options.Copy)
		pg.Render(p, root(s.config))
	}
	for _, a := range m.options.Attachments {
		p.doc.AttachFile(a)
	}
	if c := m.options.Copy; c != nil && c.Password != "" {
		p.doc.Encrypt(c.Password, c.Random)
	}
	data, err := p.GenerateBytes()
	if err != nil {
		return nil, fmt.Errorf("make pdf: %w", err)
	}
	return core.NewPDF(data, nil), nil
}

func (m *Press) config(style Break) *entity.Config {
	if style.Landscape {
		return m.landscape
	}
	return m.upright
}

func root(c *entity.Config) entity.Cell {
	return entity.NewRootCell(c.Dimensions.Width, c.Dimensions.Height, *c.Margins)
}

// makeUp distributes the flow over pages.
func (m *Press) makeUp() (*provider, *maker, error) {
	if m.options.Fonts == nil {
		return nil, nil, errors.New("no fonts are given")
	}
	p := newProvider(m.options, m.look, m.upright)
	p.upright = root(m.upright).Width * mm
	maker := &maker{p: p, press: m}
	flow, err := m.blocks(m.flow)
	if err != nil {
		return nil, nil, err
	}
	if maker.header, err = m.blocks(m.header); err != nil {
		return nil, nil, err
	}
	if maker.footer, err = m.blocks(m.footer); err != nil {
		return nil, nil, err
	}
	if err := maker.make(flow); err != nil {
		return nil, nil, err
	}
	return p, maker, nil
}

// blocks takes rows of the flow as blocks.
func (m *Press) blocks(rows []core.Row) ([]*block, error) {
	list := make([]*block, len(rows))
	for i, r := range rows {
		b, ok := r.(*block)
		if !ok {
			r.SetConfig(m.upright)
			b = &block{part: &rowPart{row: r}, tag: &tag{role: tagged.Paragraph}}
		}
		if b.err != nil {
			return nil, b.err
		}
		list[i] = b
	}
	return list, nil
}

// rowPart is a row of maroto's own components.
type rowPart struct{ row core.Row }

func (r *rowPart) height(p *provider, width float64) float64 {
	cell := entity.Cell{Width: width / mm}
	return r.row.GetHeight(p, &cell) * mm
}

func (r *rowPart) paint(p *provider, x, y, width float64) {
	p.x, p.y = x/mm, y/mm
	r.row.Render(p, entity.Cell{X: x/mm - p.config.Margins.Left, Y: y/mm - p.config.Margins.Top, Width: width / mm})
}

func (r *rowPart) plain() []plainLine { return nil }

// pageNumbers returns the page of each named place.
func (m *maker) pageNumbers() map[string]int {
	numbers := map[string]int{}
	for i, s := range m.sheets {
		for _, r := range s.rows {
			if a, ok := r.part.(anchored); ok && !r.repeated {
				for _, name := range a.anchors() {
					numbers[name] = i + 1
				}
			}
		}
	}
	return numbers
}

// chrome returns the rows of a header or footer for a page.
func chrome(blocks []*block, style Break) []*block {
	if !style.Bare {
		return blocks
	}
	var out []*block
	for _, b := range blocks {
		if m, ok := b.part.(marked); ok {
			alone := *b
			if alone.part = m.onBare(); alone.part != nil {
				alone.inner = nil
				out = append(out, &alone)
			}
		}
	}
	return out
}

// stacked returns the height of header or footer rows.
func (m *maker) stacked(blocks []*block, width float64) float64 {
	sum := 0.0
	for _, b := range blocks {
		sum += b.before + b.height(m.p, width) + b.after
	}
	return sum
}

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
