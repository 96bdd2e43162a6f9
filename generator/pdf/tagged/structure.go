package tagged

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"htsm/generator/pdf/object"
)

// Role is a standard structure type of PDF 1.7.
type Role string

// The roles that documents are made of.
const (
	Division   Role = "Div"
	Section    Role = "Sect"
	Quotation  Role = "BlockQuote"
	H1         Role = "H1"
	H2         Role = "H2"
	H3         Role = "H3"
	H4         Role = "H4"
	H5         Role = "H5"
	H6         Role = "H6"
	Paragraph  Role = "P"
	List       Role = "L"
	ListItem   Role = "LI"
	Label      Role = "Lbl"
	ListBody   Role = "LBody"
	Table      Role = "Table"
	TableHead  Role = "THead"
	TableBody  Role = "TBody"
	TableRow   Role = "TR"
	HeadCell   Role = "TH"
	DataCell   Role = "TD"
	Caption    Role = "Caption"
	Figure     Role = "Figure"
	Note       Role = "Note"
	Reference  Role = "Reference"
	LinkRole   Role = "Link"
	SpanRole   Role = "Span"
	Code       Role = "Code"
	Contents   Role = "TOC"
	ContentsIt Role = "TOCI"
)

// Attributes are what an element says of itself. Zero values say nothing.
type Attributes struct {
	Alt       string // the text that stands for a figure
	Language  string // BCP 47 tag
	ID        string // must be unique; notes need one
	Scope     string // of a TH: "Column", "Row" or "Both"
	ColSpan   int    // of a cell; 0 and 1 mean one column
	RowSpan   int
	Summary   string     // of a table: what it holds
	Numbering string     // of a list: "Disc", "Decimal", "None"
	Box       [4]float64 // of a figure: x, y, width and height on its page
	Unread    bool       // what is painted is seen, but is no part of the text
	File      string     // the name of an attachment that holds its data
}

// Element is an element of the structure tree.
type Element struct {
	role     Role
	parent   *Element
	attrs    Attributes
	page     *page // of the box
	kids     []kid
	attached bool
	ref      object.Ref
}

// kid is a child: an element, a marked-content sequence or an annotation.
type kid struct {
	element *Element
	page    *page
	mcid    int
	annot   object.Ref
}

// Root returns the Document element.
func (d *Document) Root() *Element { return d.root }

// NewElement makes an element. It takes its place among its parent's children
// when something is painted for it, or by Attach; without either it never
// becomes part of the document.
func (d *Document) NewElement(parent *Element, role Role, attrs Attributes) *Element {
	e := &Element{role: role, parent: parent, attrs: attrs, page: d.page}
	d.elements = append(d.elements, e)
	return e
}

// Attach gives the element and its ancestors their places now.
func (d *Document) Attach(e *Element) {
	if e.attached || e.parent == nil {
		return
	}
	d.Attach(e.parent)
	e.attached = true
	if p := d.page; p != nil && p.open != nil && p.open.element == e.parent {
		d.endSequence() // what the parent paints next comes behind the child
	}
	e.parent.kids = append(e.parent.kids, kid{element: e})
}

// emitStructure writes the structure tree and returns its root.
func (d *Document) emitStructure() object.Ref {
	root := d.out.Alloc()
	live := slices.DeleteFunc(slices.Clone(d.elements), func(e *Element) bool { return !e.attached })
	for _, e := range live {
		e.ref = d.out.Alloc()
	}
	var parents strings.Builder
	for i, p := range d.pages {
		fmt.Fprintf(&parents, "%d [", i)
		for _, e := range p.parents {
			parents.WriteString(e.ref.String() + " ")
		}
		parents.WriteString("] ")
	}
	next := d.emitPages(&parents)
	ids := map[string]object.Ref{}
	for _, e := range live {
		d.emitElement(e, root)
		if id := e.attrs.ID; id != "" {
			if ids[id] != 0 {
				d.fail(fmt.Errorf("two elements have the identifier %q", id))
			}
			ids[id] = e.ref
		}
	}
	tree := ""
	if len(ids) > 0 {
		tree = "/IDTree " + d.nameTree(ids).String()
	}
	nums := d.out.Add("<< /Nums [%s] >>", parents.String())
	d.out.Set(root, "<< /Type /StructTreeRoot /K [%s] /ParentTree %s /ParentTreeNextKey %d %s >>", d.root.ref, nums, next, tree)
	return root
}

// nameTree writes a name tree of one leaf.
func (d *Document) nameTree(names map[string]object.Ref) object.Ref {
	keys := slices.Sorted(maps.Keys(names))
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%s %s ", object.Text(k), names[k])
	}
	return d.out.Add("<< /Names [%s] >>", b.String())
}

func (d *Document) emitElement(e *Element, root object.Ref) {
	var main *page
	for _, k := range e.kids {
		if k.element == nil {
			main = k.page
			break
		}
	}
	var kids strings.Builder
	for _, k := range e.kids {
		switch {
		case k.element != nil:
			kids.WriteString(k.element.ref.String() + " ")
		case k.annot != 0:
			fmt.Fprintf(&kids, "<< /Type /OBJR /Obj %s /Pg %s >> ", k.annot, k.page.ref)
		case k.page == main:
			fmt.Fprintf(&kids, "%d ", k.mcid)
		default:
			fmt.Fprintf(&kids, "<< /Type /MCR /Pg %s /MCID %d >> ", k.page.ref, k.mcid)
		}
	}
	parent := root
	if e.parent != nil {
		parent = e.parent.ref
	}
	extra := e.entries()
	if name := e.attrs.File; name != "" {
		file := d.fileRefs[name]
		if file == 0 {
			d.fail(fmt.Errorf("an element has its data in %q, which is not attached", name))
		}
		extra += " /AF [" + file.String() + "]"
	}
	if main != nil {
		extra += " /Pg " + main.ref.String()
	}
	d.out.Set(e.ref, "<< /Type /StructElem /S /%s /P %s /K [%s]%s >>", e.role, parent, kids.String(), extra)
}

// entries spells the attributes.
func (e *Element) entries() string {
	a := e.attrs
	var b strings.Builder
	if a.Alt != "" {
		b.WriteString(" /Alt " + object.Text(a.Alt))
	}
	if a.Language != "" {
		b.WriteString(" /Lang " + object.Text(a.Language))
	}
	if a.Unread {
		b.WriteString(" /ActualText <FEFF>")
	}
	if a.ID != "" {
		b.WriteString(" /ID " + object.Text(a.ID))
	}
	var table string
	if a.Scope != "" {
		table += " /Scope " + object.Name(a.Scope)
	}
	if a.ColSpan > 1 {
		table += fmt.Sprintf(" /ColSpan %d", a.ColSpan)
	}
	if a.RowSpan > 1 {
		table += fmt.Sprintf(" /RowSpan %d", a.RowSpan)
	}
	if a.Summary != "" {
		table += " /Summary " + object.Text(a.Summary)
	}
	switch {
	case table != "":
		b.WriteString(" /A << /O /Table" + table + " >>")
	case a.Numbering != "":
		b.WriteString(" /A << /O /List /ListNumbering " + object.Name(a.Numbering) + " >>")
	case a.Box != [4]float64{} && e.page != nil:
		y := e.page.height - a.Box[1]
		b.WriteString(" /A << /O /Layout /Placement /Block /BBox [" + object.Nums(a.Box[0], y-a.Box[3], a.Box[0]+a.Box[2], y) + "] >>")
	}
	return b.String()
}
