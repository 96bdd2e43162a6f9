package pdf

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Node is an element of the structure tree.
type Node struct {
	Role             string // A standard structure type, such as "P" or "TH".
	Alt              string // What stands for it.
	ColSpan, RowSpan int    // Of a cell; at least 1.
	items            []item
	dict             value // As the file holds it.
	number           int   // Of its object; 0 if it has none.
	parent           *Node
}

// An item is a child of an element: another element, text, or an annotation.
type item struct {
	node  *Node
	runs  []run
	annot int // The number of the object of an annotation.
}

// The limits of the structure tree.
const (
	maxNodes = 1 << 20
	maxLevel = 128
)

// A tree reads the structure tree.
type tree struct {
	file  *file
	pages []*Page
	index map[int]int // Of pages by their object numbers.
	seen  map[int]bool
	count int
	roles value // The map of structure types.
}

// root returns the element that holds the whole document.
func (t *tree) root(catalog value) (*Node, error) {
	tree := t.file.get(catalog, "StructTreeRoot")
	if tree.kind != kindDict {
		return nil, errors.New("the document is not tagged")
	}
	t.roles = t.file.get(tree, "RoleMap")
	n := &Node{Role: "Root", dict: tree}
	err := t.kids(n, tree.dict["K"], unmarked, 0)
	return n, errors.Join(err, t.file.err)
}

// kids appends the children in a value of K.
func (t *tree) kids(n *Node, k value, page, level int) error {
	if t.count++; level > maxLevel || t.count > maxNodes {
		return errors.New("the structure tree is too large")
	}
	number := 0
	if k.kind == kindReference {
		number = int(k.num)
		if t.seen[int(k.num)] {
			return errors.New("an element stands twice in the structure tree")
		}
		t.seen[int(k.num)] = true
		k = t.file.resolve(k)
	}
	switch {
	case k.kind == kindArray:
		for _, item := range k.list {
			if err := t.kids(n, item, page, level+1); err != nil {
				return err
			}
		}
	case k.kind == kindNumber:
		return t.text(n, page, k.int())
	case t.file.get(k, "Type").text == "MCR":
		return t.text(n, t.page(k, page), t.file.get(k, "MCID").int())
	case t.file.get(k, "Type").text == "OBJR":
		n.items = append(n.items, item{annot: int(k.dict["Obj"].num)})
	case k.kind == kindNull:
	case k.kind == kindDict:
		return t.element(n, k, number, page, level)
	default:
		return errors.New("the structure tree is broken")
	}
	return nil
}

// role returns the standard structure type that a type is mapped to, the type
// itself if there is none.
func (t *tree) role(name string) string {
	mapped := name
	for range maxHops {
		if slices.Contains(standard, mapped) {
			return mapped
		}
		mapped = t.file.get(t.roles, mapped).text
	}
	return name
}

// page returns the index of the page that an element or a child names.
func (t *tree) page(v value, otherwise int) int {
	if pg, ok := v.dict["Pg"]; ok && pg.kind == kindReference {
		if i, ok := t.index[int(pg.num)]; ok {
			return i
		}
	}
	return otherwise
}

func (t *tree) text(n *Node, page, mcid int) error {
	if page < 0 || page >= len(t.pages) {
		return errors.New("the structure tree names a page that does not exist")
	}
	p := t.pages[page]
	runs, ok := p.marked[mcid]
	if !ok || p.used[mcid] {
		return fmt.Errorf("the structure tree names content %d of page %d, which does not exist or stands twice", mcid, page+1)
	}
	p.used[mcid] = true
	n.items = append(n.items, item{runs: runs})
	return nil
}

func (t *tree) element(parent *Node, v value, number, page, level int) error {
	n := &Node{dict: v, number: number, parent: parent, Role: t.role(t.file.get(v, "S").text), Alt: t.file.get(v, "Alt").words(), ColSpan: 1, RowSpan: 1}
	for _, a := range append(t.file.get(v, "A").list, t.file.get(v, "A")) {
		a = t.file.resolve(a)
		if t.file.get(a, "O").text == "Table" {
			n.ColSpan = max(1, t.file.get(a, "ColSpan").int())
			n.RowSpan = max(1, t.file.get(a, "RowSpan").int())
		}
	}
	parent.items = append(parent.items, item{node: n})
	return t.kids(n, v.dict["K"], t.page(v, page), level+1)
}

// inline lists the roles of elements that stand within a text.
var inline = []string{"Span", "Link", "Code", "Em", "Strong", "Reference", "Note"}

// Children returns the elements directly below n, in the order of reading.
func (n *Node) Children() []*Node {
	var out []*Node
	for _, i := range n.items {
		if i.node != nil {
			out = append(out, i.node)
		}
	}
	return out
}

// IsText reports whether the element is a text of its own rather than a box
// around others.
func (n *Node) IsText() bool {
	return slices.ContainsFunc(n.items, func(i item) bool {
		return i.node == nil && len(i.runs) > 0 || i.node != nil && slices.Contains(inline, i.node.Role)
	})
}

// Text returns the text below an element, with a line feed where a line or a
// paragraph ends. Elements of which skip is true are left out.
func (n *Node) Text(skip func(*Node) bool) string {
	var b strings.Builder
	last := run{page: -1}
	var walk func(*Node)
	walk = func(n *Node) {
		for _, item := range n.items {
			switch {
			case item.node == nil:
				for _, r := range item.runs {
					if last.page >= 0 && (r.page != last.page || math.Abs(r.y-last.y) > 0.55*max(r.size, last.size)) {
						b.WriteByte('\n')
					}
					b.WriteString(r.text)
					last = r
				}
			case !skip(item.node):
				walk(item.node)
			}
		}
	}
	walk(n)
	return b.String()
}

// Below returns the nearest elements of a role below n, in the order of
// reading.
func (n *Node) Below(role string) []*Node {
	var out []*Node
	for _, i := range n.items {
		switch {
		case i.node == nil:
		case i.node.Role == role:
			out = append(out, i.node)
		default:
			out = append(out, i.node.Below(role)...)
		}
	}
	return out
}
