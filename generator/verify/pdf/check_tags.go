package pdf

import (
	"slices"
	"strings"
)

// standard lists the structure types of ISO 32000-1, 14.8.4.
var standard = []string{
	"P", "TD", "TR", "TH", "Span", "Link", "Lbl", "Reference", "LBody", "LI", "L", "Note", "Sect", "Div", "Figure", "Caption", "Table", "THead", "TBody", "TFoot",
	"H1", "H2", "H3", "H4", "H5", "H6", "H", "TOC", "TOCI", "Document", "Part", "Art", "BlockQuote", "Index", "NonStruct", "Private", "Quote", "BibEntry",
	"Code", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Formula", "Form",
}

// within lists the types of which a type may hold only these, and parents
// those that may only stand in these (ISO 32000-1, tables 333, 336 and 337).
var (
	within = map[string][]string{
		"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TR": {"TH", "TD"},
		"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
		"TOC": {"TOC", "TOCI", "Caption"}, "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"},
	}
	parents = map[string][]string{
		"THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"},
		"LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"},
	}
)

// syntaxOf returns the condition about how elements of a type stand together.
func syntaxOf(role string) string {
	switch role {
	case "L", "LI", "LBody":
		return "09-005"
	case "TOC", "TOCI":
		return "09-006"
	}
	return "09-004"
}

// tags is the state of a walk over the structure.
type tags struct {
	file    *file
	heading int // The level of the last numbered heading, 0 before the first.
	plain   bool
	ids     map[string]bool
	lang    bool // The document has a language.
}

// checkTags looks at the structure tree.
func (f *file) checkTags(d *Document) {
	f.checkRoles(f.get(d.Root.dict, "RoleMap"))
	t := &tags{file: f, ids: map[string]bool{}, lang: f.get(f.get(f.trailer, "Root"), "Lang").kind != kindNull}
	for _, n := range d.Root.Children() {
		t.element(n, t.lang)
	}
}

// checkRoles looks at the map of structure types.
func (f *file) checkRoles(roles value) {
	for _, name := range sortedKeys(roles.dict) {
		if slices.Contains(standard, name) {
			f.violates("02-004", 0, 0, "%.40s", name)
			continue
		}
		mapped := name
		for range len(roles.dict) {
			if mapped = f.get(roles, mapped).text; mapped == name {
				f.violates("02-003", 0, 0, "%.40s", name)
				break
			}
		}
	}
}

// element looks at an element and all below it. A language is what is known
// of its text.
func (t *tags) element(n *Node, language bool) {
	f := t.file
	if !slices.Contains(standard, n.Role) {
		f.violates("02-001", 0, n.number, "%.40s", n.Role)
	}
	if lang := f.get(n.dict, "Lang"); lang.kind == kindText {
		language = true
		f.checkLanguage(lang.words(), n.number)
	}
	t.languages(n, language)
	if f.get(n.dict, "P").kind == kindNull {
		f.violates("7.1-12", 0, n.number, "%s", n.Role)
	}
	t.nesting(n)
	t.kind(n)
	for _, kid := range n.Children() {
		t.element(kid, language)
	}
}

func (t *tags) languages(n *Node, known bool) {
	if known {
		return
	}
	if slices.ContainsFunc(n.items, func(i item) bool { return i.node == nil && len(i.runs) > 0 }) {
		t.file.violates("11-001", 0, n.number, "%s", n.Role)
	}
	for _, key := range []string{"Alt", "ActualText", "E"} {
		if t.file.get(n.dict, key).text != "" {
			t.file.violates("11-002", 0, n.number, "%s", n.Role)
		}
	}
}

// nesting looks at what an element holds and stands in.
func (t *tags) nesting(n *Node) {
	up := "Root"
	if n.parent != nil {
		up = n.parent.Role
	}
	if allowed, ok := parents[n.Role]; ok && !slices.Contains(allowed, up) {
		t.file.violates(syntaxOf(n.Role), 0, n.number, "%s in %.40s", n.Role, up)
	}
	allowed, ok := within[n.Role]
	if !ok {
		return
	}
	count := map[string]int{}
	for i, item := range n.items {
		switch {
		case item.node == nil && len(item.runs) > 0:
			t.file.violates(syntaxOf(n.Role), 0, n.number, "text in %s", n.Role)
		case item.node == nil:
		case !slices.Contains(allowed, item.node.Role):
			t.file.violates(syntaxOf(n.Role), 0, n.number, "%.40s in %s", item.node.Role, n.Role)
		default:
			if count[item.node.Role]++; item.node.Role == "Caption" && i > 0 && (n.Role != "Table" || i+1 < len(n.items)) {
				t.file.violates(syntaxOf(n.Role), 0, n.number, "a caption amid %s", n.Role)
			}
		}
	}
	if count["Caption"] > 1 || count["THead"] > 1 || count["TFoot"] > 1 || count["TR"] > 0 && count["TBody"] > 0 || count["THead"] > 0 && count["TBody"] == 0 {
		t.file.violates(syntaxOf(n.Role), 0, n.number, "parts of %s", n.Role)
	}
}

// kind looks at what the type of an element asks for.
func (t *tags) kind(n *Node) {
	f := t.file
	has := func(key string) bool { return f.get(n.dict, key).text != "" }
	switch {
	case n.Role == "Figure" && !has("Alt") && !has("ActualText"):
		f.violates("13-004", 0, n.number, "")
	case n.Role == "Formula" && !has("Alt"):
		f.violates("17-002", 0, n.number, "")
	case n.Role == "Note":
		t.note(n)
	case n.Role == "Table":
		t.table(n)
	case n.Role == "H":
		t.unnumbered(n)
	case len(n.Role) == 2 && n.Role[0] == 'H' && n.Role[1] >= '1' && n.Role[1] <= '6':
		t.numbered(n, int(n.Role[1]-'0'))
	}
}

func (t *tags) note(n *Node) {
	id := t.file.get(n.dict, "ID").text
	switch {
	case id == "":
		t.file.violates("19-003", 0, n.number, "")
	case t.ids[id]:
		t.file.violates("19-004", 0, n.number, "")
	}
	t.ids[id] = true
}

func (t *tags) numbered(n *Node, level int) {
	switch {
	case t.heading == 0 && level > 1:
		t.file.violates("14-002", 0, n.number, "%s", n.Role)
	case level > t.heading+1:
		t.file.violates("14-003", 0, n.number, "%s follows H%d", n.Role, t.heading)
	}
	if t.heading = level; t.plain {
		t.file.violates("14-007", 0, n.number, "")
	}
}

func (t *tags) unnumbered(n *Node) {
	if t.plain = true; t.heading > 0 {
		t.file.violates("14-007", 0, n.number, "")
	}
	if up := n.parent; up != nil && slices.IndexFunc(up.Children(), func(k *Node) bool { return k.Role == "H" }) != slices.Index(up.Children(), n) {
		t.file.violates("14-006", 0, up.number, "")
	}
}

// table looks at the cells of a table: heads have a scope, and all rows have
// the same number of columns.
func (t *tags) table(n *Node) {
	var rows []*Node
	for _, kid := range n.Children() {
		if kid.Role == "TR" {
			rows = append(rows, kid)
		}
		if strings.HasPrefix(kid.Role, "T") {
			rows = append(rows, kid.Below("TR")...)
		}
	}
	headed := slices.ContainsFunc(rows, func(r *Node) bool {
		return slices.ContainsFunc(r.Children(), func(c *Node) bool { return t.file.attribute(c, "Headers").kind != kindNull })
	})
	var over []int // Rows that cells from above still fill, by column.
	first := -1
	for _, r := range rows {
		column := 0
		skip := func() {
			for ; column < len(over) && over[column] > 0; column++ {
				over[column]--
			}
		}
		for _, c := range r.Children() {
			if c.Role == "TH" && !headed && t.file.attribute(c, "Scope").text == "" {
				t.file.violates("15-003", 0, c.number, "")
			}
			skip()
			for range min(c.ColSpan, maxCells) {
				if column == len(over) {
					over = append(over, 0)
				}
				if over[column] > 0 {
					t.file.violates("09-004", 0, c.number, "two cells stand in column %d", column+1)
				}
				over[column] = min(c.RowSpan, maxCells) - 1
				column++
			}
		}
		skip()
		if first < 0 {
			first = column
		}
		if column != first || column > maxCells {
			t.file.violates("09-004", 0, r.number, "a row of %d columns after one of %d", column, first)
		}
	}
	if slices.ContainsFunc(over, func(rows int) bool { return rows > 0 }) {
		t.file.violates("09-004", 0, n.number, "a cell spans more rows than there are")
	}
}

// maxCells bounds the columns of a table and the rows that a cell spans.
const maxCells = 1 << 14

// attribute returns an attribute of an element, null if it has none of that
// name.
func (f *file) attribute(n *Node, name string) value {
	all := f.get(n.dict, "A")
	for _, a := range append(all.list, all) {
		if v := f.get(f.resolve(a), name); v.kind != kindNull {
			return v
		}
	}
	return value{}
}

// annotationTypes are those of ISO 32000-1, table 169, that PDF/A allows.
var annotationTypes = []string{
	"Link", "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink",
	"Popup", "FileAttachment", "Widget", "PrinterMark", "TrapNet", "Watermark", "Redact",
}

// checkAnnotations looks at the annotations of every page.
func (f *file) checkAnnotations(d *Document) {
	holders := map[int]*Node{}
	var walk func(*Node)
	walk = func(n *Node) {
		for _, i := range n.items {
			switch {
			case i.node != nil:
				walk(i.node)
			case i.annot != 0:
				holders[i.annot] = n
			}
		}
	}
	walk(d.Root)
	language := f.get(f.get(f.trailer, "Root"), "Lang").kind != kindNull
	for i, l := range d.leaf {
		list := f.get(l.dict, "Annots").list
		if tabs := f.get(l.dict, "Tabs").text; len(list) > 0 && tabs == "" {
			f.violates("28-008", i+1, 0, "")
		} else if len(list) > 0 && tabs != "S" {
			f.violates("28-009", i+1, 0, "%.40q", tabs)
		}
		for _, a := range list {
			f.checkAnnotation(a, holders[int(a.num)], i+1, language)
		}
	}
}

// checkAnnotation looks at an annotation of a page and the element that holds
// it, nil if there is none.
func (f *file) checkAnnotation(ref value, holder *Node, page int, language bool) {
	v, object := f.resolve(ref), int(ref.num)
	role, contents, alt := "", f.get(v, "Contents").text != "", false
	if holder != nil {
		role, alt = holder.Role, f.get(holder.dict, "Alt").text != ""
		for up := holder; up != nil; up = up.parent {
			language = language || f.get(up.dict, "Lang").kind == kindText
		}
	}
	if contents && !language {
		f.violates("11-004", page, object, "")
	}
	kind := f.get(v, "Subtype").text
	switch {
	case kind == "TrapNet":
		f.violates("28-007", page, object, "")
	case !slices.Contains(annotationTypes, kind):
		f.violates("28-006", page, object, "%.40q", kind)
	case kind == "Link":
		if role != "Link" {
			f.violates("28-011", page, object, "")
		}
		if !contents {
			f.violates("28-012", page, object, "")
		}
	case kind == "Widget":
		if role != "Form" {
			f.violates("28-010", page, object, "")
		}
	case kind != "Popup" && kind != "PrinterMark":
		if role != "Annot" {
			f.violates("28-002", page, object, "%s", kind)
		}
		if !contents && !alt {
			f.violates("28-004", page, object, "%s", kind)
		}
	}
	if kind != "Link" && kind != "Popup" && f.get(v, "AP").kind != kindDict {
		f.violates("6.3.3-1", page, object, "%s", kind)
	}
	f.checkFlags(v, kind, page, object)
}

// checkFlags looks at the flags of an annotation (ISO 32000-1, table 165).
func (f *file) checkFlags(v value, kind string, page, object int) {
	const (
		invisible, hidden, printed = 1 << 0, 1 << 1, 1 << 2
		noView, toggle             = 1 << 5, 1 << 8
	)
	flags := f.get(v, "F")
	if kind == "Popup" {
		return
	}
	if flags.kind != kindNumber {
		f.violates("6.3.2-1", page, object, "")
	} else if n := flags.int(); n&printed == 0 || n&(invisible|hidden|noView|toggle) != 0 {
		f.violates("6.3.2-2", page, object, "F is %d", n)
	}
}
