package doc

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"htsm/generator/release"
)

// Validate returns an error that lists every fault of the model: identifiers
// that are not unique, references to nothing, notes out of order, figures
// without a text alternative, suppressed cells that show a digit, rows and
// groups that do not fit their columns. It returns nil for a sound document.
func (d *Document) Validate() error {
	v := &validator{ids: map[string]bool{}, notes: map[NoteID]bool{}, doc: d}
	if d.Meta.Title == "" || d.Meta.Language == "" || d.Meta.Marking.Text == "" || d.Meta.Reference == "" {
		v.fault("the title, the language, the marking or the reference is empty")
	}
	for i, n := range d.Notes {
		if n.ID != NoteID(i+1) {
			v.fault("note %d stands at place %d", n.ID, i+1)
		}
	}
	for _, s := range d.Body {
		v.section(s)
	}
	for _, n := range d.Notes {
		v.inlines(n.Text)
		if !v.notes[n.ID] {
			v.fault("note %d is never referred to", n.ID)
		}
	}
	for _, target := range v.targets {
		if !v.ids[target] {
			v.fault("a reference points to %q, which does not exist", target)
		}
	}
	return errors.Join(v.faults...)
}

type validator struct {
	doc     *Document
	ids     map[string]bool
	notes   map[NoteID]bool
	last    NoteID // The highest note referred to so far.
	targets []string
	faults  []error
}

func (v *validator) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Errorf("doc: "+format, args...))
}

func (v *validator) id(id string) {
	if id == "" || v.ids[id] {
		v.fault("the identifier %q is empty or used twice", id)
	}
	v.ids[id] = true
}

func (v *validator) note(id NoteID) {
	if id < 1 || int(id) > len(v.doc.Notes) {
		v.fault("a mark refers to note %d of %d", id, len(v.doc.Notes))
		return
	}
	if id > v.last+1 {
		v.fault("note %d is referred to before note %d", id, v.last+1)
	}
	v.last = max(v.last, id)
	v.notes[id] = true
}

func (v *validator) marks(list []NoteID) {
	for _, id := range list {
		v.note(id)
	}
}

func (v *validator) section(s *Section) {
	v.id(s.ID)
	if s.Title == "" {
		v.fault("section %s has no title", s.ID)
	}
	v.blocks(s.Blocks)
	for _, sub := range s.Sections {
		v.section(sub)
	}
}

func (v *validator) blocks(list []Block) {
	for _, b := range list {
		if err := b.Accept(v); err != nil {
			v.faults = append(v.faults, err)
		}
	}
}

func (v *validator) Paragraph(b *Paragraph) error { v.inlines(b.Text); return nil }

func (v *validator) List(b *List) error {
	for _, item := range b.Items {
		v.blocks(item)
	}
	return nil
}

func (v *validator) Quote(b *Quote) error { v.blocks(b.Body); return nil }

func (v *validator) Callout(b *Callout) error { v.blocks(b.Body); return nil }

func (v *validator) KeyFigures(b *KeyFigures) error {
	v.id(b.ID)
	for _, k := range b.Items {
		v.shown(b.ID, k.Value, k.Display)
		v.marks(k.Notes)
	}
	return nil
}

func (v *validator) Figure(b *Figure) error {
	v.id(b.ID)
	if strings.TrimSpace(b.Alt) == "" {
		v.fault("figure %s has no text alternative", b.ID)
	}
	if b.Chart == nil || b.Data == nil {
		v.fault("figure %s has no chart or no data", b.ID)
		return nil
	}
	v.inlines(b.Caption)
	v.marks(b.Notes)
	for _, s := range b.Chart.Series {
		if len(s.Points) != len(b.Chart.Categories) {
			v.fault("figure %s: series %q has %d points for %d categories", b.ID, s.Name, len(s.Points), len(b.Chart.Categories))
		}
		for _, p := range s.Points {
			v.shown(b.ID, p.Value, p.Display)
		}
	}
	for _, l := range b.Chart.Links {
		v.shown(b.ID, l.Value, l.Display)
	}
	return b.Data.Accept(v)
}

func (v *validator) Table(b *Table) error {
	v.id(b.ID)
	v.inlines(b.Caption)
	if len(b.Stub) == 0 {
		v.fault("table %s has no stub", b.ID)
	}
	span := 0
	for _, g := range b.Groups {
		span += g.Span
	}
	if b.Groups != nil && span != len(b.Cols) {
		v.fault("table %s: its groups span %d of %d columns", b.ID, span, len(b.Cols))
	}
	keys := map[string]bool{}
	for _, c := range b.Cols {
		if keys[c.Key] || c.Key == "" {
			v.fault("table %s: the column key %q is empty or used twice", b.ID, c.Key)
		}
		keys[c.Key] = true
		v.marks(c.Notes)
	}
	rows := map[string]bool{}
	for _, r := range b.Rows {
		if rows[r.Key] || r.Key == "" {
			v.fault("table %s: the row key %q is empty or used twice", b.ID, r.Key)
		}
		rows[r.Key] = true
		v.row(b, r)
	}
	v.marks(b.Notes)
	return nil
}

func (v *validator) row(b *Table, r Row) {
	if len(r.Heads) != len(b.Stub) || len(r.Cells) != len(b.Cols) {
		v.fault("table %s: row %q has %d heads and %d cells for %d and %d columns", b.ID, r.Key, len(r.Heads), len(r.Cells), len(b.Stub), len(b.Cols))
	}
	for _, h := range r.Heads {
		v.marks(h.Notes)
	}
	for _, c := range r.Cells {
		v.shown(b.ID, c.Value, c.Display)
		v.marks(c.Notes)
	}
}

// shown checks that a display is not empty and fits the status of its value.
func (v *validator) shown(at string, value release.Value, display string) {
	if display == "" {
		v.fault("%s shows nothing for a value", at)
	}
	digit := strings.ContainsFunc(display, unicode.IsDigit)
	if _, ok := value.Number(); ok != digit {
		v.fault("%s shows %q for a value with status %d", at, display, value.Status())
	}
}

func (v *validator) inlines(list []Inline) {
	for _, i := range list {
		if err := i.AcceptInline(v); err != nil {
			v.faults = append(v.faults, err)
		}
	}
}

// Text accepts any text.
func (v *validator) Text(*Text) error { return nil }

func (v *validator) Emph(i *Emph) error { v.inlines(i.Body); return nil }

func (v *validator) Strong(i *Strong) error { v.inlines(i.Body); return nil }

// Code accepts any text.
func (v *validator) Code(*Code) error { return nil }

func (v *validator) ValueRef(i *ValueRef) error { v.shown(i.Ref, i.Value, i.Display); return nil }

func (v *validator) NoteRef(i *NoteRef) error { v.note(i.Note); return nil }

func (v *validator) CrossRef(i *CrossRef) error { v.targets = append(v.targets, i.Target); return nil }

func (v *validator) Link(i *Link) error {
	if !strings.HasPrefix(i.URL, "https://") {
		v.fault("a link points to %q, which is not https", i.URL)
	}
	v.inlines(i.Body)
	return nil
}

// Term holds a term against the rule that its definition is printed.
func (v *validator) Term(i *Term) error {
	v.targets = append(v.targets, i.Target)
	v.inlines(i.Body)
	return nil
}
