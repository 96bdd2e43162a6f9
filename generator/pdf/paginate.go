package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/johnfercher/maroto/v2/pkg/core/entity"
)

// sheet is a page that is made up.
type sheet struct {
	style  Break
	config *entity.Config
	rows   []placed
	notes  []*Note
	width  float64
	room   float64 // for rows and notes
	used   float64 // by rows
}

// placed is a block on a page: the gap above it, the padding of a frame that
// starts with it, and its height.
type placed struct {
	*block
	gap, pad, tall float64
	repeated       bool // the head of a table again
}

// maker makes up pages: it fills each as far as what must stay together
// allows.
type maker struct {
	p              *provider
	press          *Press
	header, footer []*block
	sheets         []*sheet
	on             *sheet
	style          Break // of the pages that start
	checked        int   // blocks up to here were found to fit together
}

// rounding keeps sums of heights from spilling over, in points.
const rounding = 0.01

// make distributes blocks over pages.
func (m *maker) make(flow []*block) error {
	m.checked = -1
	for i := 0; i < len(flow); i++ {
		b := flow[i]
		if b.turn != nil {
			if m.style = *b.turn; !m.goesOn() {
				m.start()
			}
			continue
		}
		if m.on == nil {
			m.start()
		}
		if i > m.checked {
			short, end := m.chain(flow, i)
			if short > 0 && len(m.on.rows) > 0 && !m.squeeze(short) {
				m.next(b)
			}
			m.checked = end
		}
		if err := m.place(b); err != nil {
			return err
		}
	}
	if m.on == nil {
		m.start()
	}
	return nil
}

// goesOn tells whether what follows a break first fills the page before it: one
// that is landscape when either the flow only turns back or it is to be
// landscape again after turning back.
func (m *maker) goesOn() bool {
	return m.on != nil && m.on.style.Landscape && m.style.Soft
}

// start begins a page.
func (m *maker) start() {
	style := m.style
	config := m.press.config(style)
	cell := root(config)
	m.on = &sheet{style: style, width: cell.Width * mm, room: cell.Height * mm}
	m.on.room -= m.stacked(chrome(m.header, style), m.on.width) + m.stacked(chrome(m.footer, style), m.on.width)
	m.p.room = m.on.room
	m.sheets = append(m.sheets, m.on)
}

// next goes on on a new page, under the head of the table
// that the block belongs to.
func (m *maker) next(b *block) {
	m.start()
	if b.head != nil {
		head := *b
		head.part, head.head, head.tag, head.before, head.after = b.head, nil, nil, 0, 0
		m.put(placed{block: &head, tall: head.height(m.p, m.on.width), repeated: true})
	}
}

// bottom is the padding below the last block of a frame.
func (b *block) bottom() float64 {
	if b.frame != nil && b.frame.panel != nil {
		return framePad
	}
	return 0
}

// fit returns how a block would be placed below the one before.
func (m *maker) fit(b *block, before *block) placed {
	at := placed{block: b, tall: b.height(m.p, m.on.width)}
	same := before != nil && before.frame == b.frame
	if before != nil {
		at.gap = max(before.after, b.before)
		if !same {
			at.gap += before.bottom()
		}
	}
	if !same {
		at.pad = b.bottom()
	}
	return at
}

func (m *maker) last() *block {
	if n := len(m.on.rows); n > 0 {
		return m.on.rows[n-1].block
	}
	return nil
}

// left returns the height that is free on the page.
func (m *maker) left() float64 {
	if m.on == nil {
		return 0
	}
	return m.on.room - m.on.used - m.p.notesHeight(m.on.notes, m.on.width)
}

// cost returns the height that notes add to the page.
func (m *maker) cost(notes []*Note) float64 {
	all := m.fresh(notes)
	if len(all) == 0 {
		return 0
	}
	all = append(slices.Clone(m.on.notes), all...)
	return m.p.notesHeight(all, m.on.width) - m.p.notesHeight(m.on.notes, m.on.width)
}

// fresh returns the notes that are not on the page yet, each once.
func (m *maker) fresh(notes []*Note) []*Note {
	var list []*Note
	for _, n := range notes {
		if !slices.Contains(m.on.notes, n) && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}

func notesOf(p part) []*Note {
	if n, ok := p.(noted); ok {
		return n.notes()
	}
	return nil
}

// chain returns what the rest of the page lacks for a block and those that must
// stay with it, 0 or less if they fit, and where the chain ends. Of its last
// block the smallest beginning must fit.
func (m *maker) chain(flow []*block, i int) (short float64, end int) {
	before := m.last()
	need := 0.0
	var notes []*Note
	for end = i; ; end++ {
		b := flow[end]
		at := m.fit(b, before)
		need += at.gap + at.pad
		if !b.keepNext || end+1 == len(flow) || flow[end+1].turn != nil {
			need += m.least(b, at) + b.bottom()
			if _, ok := b.part.(splitter); !ok {
				notes = append(notes, notesOf(b.part)...)
			}
			break
		}
		need += at.tall
		notes = append(notes, notesOf(b.part)...)
		before = b
	}
	return need + m.cost(notes) - m.left() - rounding, end
}

// The share of a page that may stay empty before a figure above is made smaller
// so that what comes next can begin there.
const idle = 0.18

// squeeze makes the figures of the page smaller, all by the same share of what
// they can give, until there is room for what it lacks. It reports false,
// changing nothing, if they cannot give so much or if little would stay empty.
func (m *maker) squeeze(short float64) bool {
	if m.left() < idle*m.on.room {
		return false
	}
	spare := 0.0
	for _, r := range m.on.rows {
		spare += m.spare(r)
	}
	if short > spare {
		return false
	}
	for i, r := range m.on.rows {
		give := m.spare(r)
		if give <= 0 {
			continue
		}
		_, inner := r.width(0, m.on.width)
		part, ok := r.part.(shrinker).shrunk(m.p, inner, r.tall-give*short/spare-rounding)
		if !ok {
			continue
		}
		small := *r.block
		small.part, small.inner = part, nil
		tall := small.height(m.p, m.on.width)
		m.on.used += tall - r.tall
		m.on.rows[i].block, m.on.rows[i].tall = &small, tall
	}
	return true
}

// spare is by how much a row can be made smaller.
func (m *maker) spare(r placed) float64 {
	if f := figureOf(r.part); f != nil {
		_, inner := r.width(0, m.on.width)
		return max(0, r.tall-f.least(m.p, inner))
	}
	return 0
}

func (m *maker) least(b *block, at placed) float64 {
	if _, ok := b.part.(spacePart); ok {
		return 0
	}
	if s, ok := b.part.(interface {
		least(*provider, float64) float64
	}); ok {
		_, inner := b.width(0, m.on.width)
		return s.least(m.p, inner)
	}
	return at.tall
}

func (m *maker) put(at placed) {
	m.on.rows = append(m.on.rows, at)
	m.on.used += at.gap + at.pad + at.tall
	m.on.notes = append(m.on.notes, m.fresh(notesOf(at.part))...)
	slices.SortStableFunc(m.on.notes, func(a, b *Note) int {
		return cmp.Or(len(a.Label)-len(b.Label), strings.Compare(a.Label, b.Label)) // 2 before 10
	})
}

// place puts a block on the page, splits it, or goes on to the next page.
func (m *maker) place(b *block) error {
	for {
		at := m.fit(b, m.last())
		room := m.left() - at.gap - at.pad - b.bottom()
		if _, ok := b.part.(spacePart); ok {
			at.tall = max(0, min(at.tall, room)) // space ends with the page
		}
		if at.tall+m.cost(notesOf(b.part)) <= room+rounding {
			m.put(at)
			return nil
		}
		if small := m.shrink(b, room); small != nil {
			at.block, at.tall = small, small.height(m.p, m.on.width)
			m.put(at)
			return nil
		}
		bare := !slices.ContainsFunc(m.on.rows, func(p placed) bool { return !p.repeated })
		head, tail, ok := m.split(b, room, bare)
		if ok {
			first, rest := *b, *b
			first.part, first.after, first.inner = head, 0, nil
			rest.part, rest.before, rest.inner = tail, 0, nil
			at.block = &first
			at.tall = first.height(m.p, m.on.width)
			m.put(at)
			b = &rest
		} else if bare {
			return fmt.Errorf("%s is %.0f points tall with its notes, more than the %.0f points of a page", name(b.part), at.tall+m.cost(notesOf(b.part)), room)
		}
		m.next(b)
	}
}

// shrink returns a block made smaller so that it fits in a height with its
// notes; nil when it would be too small.
func (m *maker) shrink(b *block, room float64) *block {
	s, ok := b.part.(shrinker)
	if !ok {
		return nil
	}
	_, inner := b.width(0, m.on.width)
	// A chain that was found to fit may leave just what the smallest needs.
	part, ok := s.shrunk(m.p, inner, room+rounding-m.cost(notesOf(b.part)))
	if !ok {
		return nil
	}
	small := *b
	small.part, small.inner = part, nil
	return &small
}

// split divides a block; rows of tables only when a whole page is too short.
func (m *maker) split(b *block, room float64, bare bool) (head, tail part, ok bool) {
	_, inner := b.width(0, m.on.width)
	switch v := b.part.(type) {
	case splitter:
		return v.split(m.p, inner, room, m.cost)
	case *gridPart:
		if bare {
			return v.cut(m.p, inner, room)
		}
	}
	return nil, nil, false
}

// name describes a part in an error.
func name(p part) string {
	for _, line := range p.plain() {
		if line.text != "" {
			text := []rune(line.text)
			return fmt.Sprintf("the part that starts %q", string(text[:min(40, len(text))]))
		}
	}
	return "a part"
}
