package tagged

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"htsm/generator/pdf/object"
)

// destination is a named place.
type destination struct {
	page *page
	y    float64
}

// link is a link annotation: to a destination of the document or to a URI.
type link struct {
	ref        object.Ref
	x, y, w, h float64
	dest, uri  string
	contents   string
	element    *Element
}

// bookmark is an entry of the document outline.
type bookmark struct {
	level       int
	title, dest string
}

// Dest names the place at height y of the current page.
func (d *Document) Dest(name string, y float64) {
	if _, ok := d.dests[name]; ok {
		d.fail(fmt.Errorf("two places are named %q", name))
	}
	d.dests[name] = destination{d.current(), y}
}

// LinkTo makes a rectangle of the current page a link to a named place. The
// contents say where it leads to those who cannot see it.
func (d *Document) LinkTo(x, y, w, h float64, dest, contents string, e *Element) {
	d.addLink(link{x: x, y: y, w: w, h: h, dest: dest, contents: contents, element: e})
}

// LinkURI makes a rectangle of the current page a link to a URI.
func (d *Document) LinkURI(x, y, w, h float64, uri, contents string, e *Element) {
	d.addLink(link{x: x, y: y, w: w, h: h, uri: uri, contents: contents, element: e})
}

func (d *Document) addLink(l link) {
	p := d.current()
	l.ref = d.out.Alloc()
	p.links = append(p.links, l)
	if l.element != nil {
		d.Attach(l.element)
		l.element.kids = append(l.element.kids, kid{page: p, annot: l.ref})
	}
}

// Bookmark adds an entry to the outline; level 1 is the highest.
func (d *Document) Bookmark(level int, title, dest string) {
	d.outline = append(d.outline, bookmark{level, title, dest})
}

// emitPages writes the pages with their links, appends the links to the
// entries of the parent tree, and returns the next free key of that tree.
func (d *Document) emitPages(parents *strings.Builder) int {
	resources := d.emitResources()
	next := len(d.pages)
	var kids strings.Builder
	for i, p := range d.pages {
		content := d.out.AddStream("", p.content)
		var links strings.Builder
		for _, l := range p.links {
			key := ""
			if l.element != nil {
				key = fmt.Sprintf(" /StructParent %d", next)
				fmt.Fprintf(parents, "%d %s ", next, l.element.ref)
				next++
			}
			top := p.height - l.y
			d.out.Set(l.ref, "<< /Type /Annot /Subtype /Link /Rect [%s] /Border [0 0 0] /F 4 /Contents %s%s %s >>",
				object.Nums(l.x, top-l.h, l.x+l.w, top), object.Text(l.contents), key, d.action(l))
			links.WriteString(l.ref.String() + " ")
		}
		annots := ""
		if links.Len() > 0 {
			annots = " /Annots [" + links.String() + "]"
		}
		d.out.Set(p.ref, "<< /Type /Page /Parent %s /MediaBox [0 0 %s] /Resources %s /Contents %s /StructParents %d /Tabs /S /Group << /S /Transparency /CS /DeviceRGB >>%s >>",
			d.pagesRef, object.Nums(p.width, p.height), resources, content, i, annots)
		kids.WriteString(p.ref.String() + " ")
	}
	d.out.Set(d.pagesRef, "<< /Type /Pages /Count %d /Kids [%s] >>", len(d.pages), kids.String())
	return next
}

func (d *Document) action(l link) string {
	if l.uri != "" {
		return "/A << /S /URI /URI " + object.Text(l.uri) + " >>"
	}
	t, ok := d.dests[l.dest]
	if !ok {
		d.fail(fmt.Errorf("link to %q, which is not in the document", l.dest))
		return ""
	}
	return "/Dest " + t.spell()
}

func (t destination) spell() string {
	return fmt.Sprintf("[%s /XYZ 0 %s null]", t.page.ref, object.Num(t.page.height-t.y))
}

// emitResources writes the resources that all pages share.
func (d *Document) emitResources() object.Ref {
	var xobjects strings.Builder
	for _, v := range d.vectors {
		fmt.Fprintf(&xobjects, "/%s %s ", v.name, v.ref)
	}
	return d.out.Add("<< /Font %s /XObject << %s>> >>", d.fontsRef, xobjects.String())
}

// emitOutline writes the bookmarks and returns the catalog entries.
func (d *Document) emitOutline() string {
	if len(d.outline) == 0 {
		return ""
	}
	root := d.out.Alloc()
	refs := make([]object.Ref, len(d.outline))
	parent := make([]int, len(d.outline)) // -1: the root
	kids := map[int][]int{}
	var stack []int
	for i, o := range d.outline {
		refs[i] = d.out.Alloc()
		for len(stack) > 0 && d.outline[stack[len(stack)-1]].level >= o.level {
			stack = stack[:len(stack)-1]
		}
		parent[i] = -1
		if len(stack) > 0 {
			parent[i] = stack[len(stack)-1]
		}
		kids[parent[i]] = append(kids[parent[i]], i)
		stack = append(stack, i)
	}
	ref := func(i int) object.Ref {
		if i < 0 {
			return root
		}
		return refs[i]
	}
	for _, up := range slices.Sorted(maps.Keys(kids)) {
		for k, i := range kids[up] {
			around := ""
			if k > 0 {
				around += " /Prev " + refs[kids[up][k-1]].String()
			}
			if k+1 < len(kids[up]) {
				around += " /Next " + refs[kids[up][k+1]].String()
			}
			if below := kids[i]; len(below) > 0 {
				around += fmt.Sprintf(" /First %s /Last %s /Count -%d", refs[below[0]], refs[below[len(below)-1]], len(below))
			}
			t, ok := d.dests[d.outline[i].dest]
			if !ok {
				d.fail(fmt.Errorf("bookmark to %q, which is not in the document", d.outline[i].dest))
				continue
			}
			d.out.Set(refs[i], "<< /Title %s /Parent %s /Dest %s%s >>", object.Text(d.outline[i].title), ref(up), t.spell(), around)
		}
	}
	top := kids[-1]
	d.out.Set(root, "<< /Type /Outlines /First %s /Last %s /Count %d >>", refs[top[0]], refs[top[len(top)-1]], len(top))
	return " /Outlines " + root.String() + " /PageMode /UseOutlines"
}
