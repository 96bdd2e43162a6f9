// Package pdf reads the text of a tagged PDF file in the order of reading, and
// holds the file against the conditions of PDF/UA-1 and PDF/A-3a.
//
// It knows cross-reference streams, object streams, Flate, fonts with maps to
// Unicode, forms, replacement texts and reversed strings (ISO 32000-1). It
// shares no code with the writer. It is not for viewing: it knows no colours,
// images or line art, and it refuses what it does not understand. Invariant:
// any input gives a document or an error, within bounded time and memory.
package pdf

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Document is the text of a file.
type Document struct {
	Root  *Node // Above the elements of the document.
	Pages []*Page
	file  *file
	leaf  []leaf
}

// Read reads a file. It returns an error if the file is broken, is not tagged,
// is encrypted, holds anything that runs, or points anywhere but to https.
func Read(data []byte) (*Document, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	if err := f.harmless(); err != nil {
		return nil, err
	}
	return f.document()
}

// document reads the text of an opened file.
func (f *file) document() (*Document, error) {
	catalog := f.get(f.trailer, "Root")
	list, index, err := f.leaves(catalog.dict["Pages"])
	if err != nil {
		return nil, errors.Join(f.err, err)
	}
	pages, err := f.pages(list)
	if err != nil {
		return nil, errors.Join(f.err, err)
	}
	t := &tree{file: f, pages: pages, index: index, seen: map[int]bool{}}
	root, err := t.root(catalog)
	if err != nil {
		return nil, err
	}
	return &Document{Root: root, Pages: pages, file: f, leaf: list}, nil
}

// pages reads the contents of every page.
func (f *file) pages(list []leaf) ([]*Page, error) {
	f.fonts = map[int]*font{}
	work := 0
	pages := make([]*Page, len(list))
	for i, node := range list {
		pages[i] = &Page{marked: map[int][]run{}, used: map[int]bool{}, painted: map[int]bool{}}
		data, err := f.inflate(f.get(node.dict, "Contents"))
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		r := &reader{file: f, page: pages[i], number: i, fonts: f.fonts, work: &work, matrix: unit, inherits: node.inherits}
		if err := r.contents(data, f.resolve(node.resources), 0); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	return pages, nil
}

// A leaf is a page as the file holds it.
type leaf struct {
	number    int // Of its object.
	dict      value
	resources value // Inherited ones too.
	box       value // The media box, inherited ones too.
	inherits  bool  // The page has no resources of its own.
}

// leaves returns the pages of a tree of pages and the index of each by its
// object number.
func (f *file) leaves(root value) (list []leaf, index map[int]int, err error) {
	index = map[int]int{}
	seen := map[int]bool{}
	var walk func(v, resources, box value, level int) error
	walk = func(v, resources, box value, level int) error {
		n := int(v.num)
		if v.kind != kindReference || seen[n] || level > maxDepth || len(list) > maxPages {
			return errors.New("the tree of pages is broken or too large")
		}
		seen[n] = true
		node := f.resolve(v)
		if own, ok := node.dict["Resources"]; ok {
			resources = own
		}
		if own, ok := node.dict["MediaBox"]; ok {
			box = own
		}
		if f.get(node, "Type").text == "Page" {
			index[n] = len(list)
			_, own := node.dict["Resources"]
			list = append(list, leaf{n, node, resources, box, !own})
			return f.err
		}
		for _, kid := range f.get(node, "Kids").list {
			if err := walk(kid, resources, box, level+1); err != nil {
				return err
			}
		}
		return f.err
	}
	if err := walk(root, value{}, value{}, 0); err != nil {
		return nil, nil, err
	}
	if len(list) == 0 {
		return nil, nil, errors.New("there are no pages")
	}
	return list, index, nil
}

// Text returns all text of the page, that of headers and footers included.
func (p *Page) Text() string {
	var b strings.Builder
	b.WriteString(joined(p.other))
	for _, id := range sortedKeys(p.marked) {
		b.WriteString("\n" + joined(p.marked[id]))
	}
	return b.String()
}

// Loose returns the texts of the page that are tagged but not part of the
// structure.
func (p *Page) Loose() []string {
	var out []string
	for _, id := range sortedKeys(p.marked) {
		if len(p.marked[id]) > 0 && !p.used[id] {
			out = append(out, joined(p.marked[id]))
		}
	}
	return out
}

func joined(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// harmless returns an error if the file is encrypted, holds anything that
// runs, or points anywhere but to https.
func (f *file) harmless() error {
	if _, ok := f.trailer.dict["Encrypt"]; ok {
		return errors.New("the file is encrypted")
	}
	for _, n := range sortedKeys(f.places) {
		if err := errors.Join(f.inspect(f.object(n)), f.err); err != nil {
			return fmt.Errorf("object %d: %w", n, err)
		}
	}
	return nil
}

func (f *file) inspect(v value) error {
	for _, item := range v.list {
		if err := f.inspect(item); err != nil {
			return err
		}
	}
	for _, key := range sortedKeys(v.dict) {
		item := v.dict[key]
		switch key {
		case "JavaScript", "JS", "AA", "OpenAction", "AcroForm", "XFA", "RichMedia":
			return fmt.Errorf("there is an entry %s", key)
		case "S":
			switch action := f.resolve(item).text; action {
			case "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "Movie":
				return fmt.Errorf("there is an action %s", action)
			}
		case "URI":
			if uri := f.resolve(item); uri.kind == kindText && !strings.HasPrefix(uri.words(), "https://") || uri.kind == kindDict {
				return fmt.Errorf("a link points to %q, which is not https", uri.words())
			}
		}
		if err := f.inspect(item); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[K int | string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
