package codes

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"htsm/generator/diag"
	"htsm/generator/num"
	"htsm/generator/posyaml"
)

// Load reads every file NAME.yaml of the folder dir below fsys as the list
// NAME. It reports all faults to diags; a list with an error is not in the
// Book.
func Load(fsys fs.FS, dir string, diags *diag.List) *Book {
	b := &Book{lists: map[string]*List{}}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		diags.Errorf(diag.Pos{File: dir}, "K001", "code lists are files such as countries.yaml in this folder", "the folder of code lists cannot be read")
		return b
	}
	drafts := map[string]*draft{}
	var names []string
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".yaml")
		if !ok || e.IsDir() {
			continue
		}
		file, whole := posyaml.Read(fsys, path.Join(dir, e.Name()), diags)
		d, decoded := posyaml.Decode(file, listType(), diags)
		d.diags, d.failed = diags, !whole || !decoded
		d.check(name)
		drafts[name] = &d
		names = append(names, name)
	}
	if len(names) == 0 {
		diags.Errorf(diag.Pos{File: dir}, "K001", "code lists are files such as countries.yaml in this folder", "the folder holds no code list")
	}
	for _, name := range names {
		drafts[name].checkParents(drafts, names)
	}
	for _, name := range names {
		if d := drafts[name]; !d.failed {
			b.lists[name] = d.list()
		}
	}
	return b
}

func (d *draft) fail(pos diag.Pos, code diag.Code, hint, format string, args ...any) {
	d.diags.Errorf(pos, code, hint, format, args...)
	d.failed = true
}

// check reports what is wrong within the list of the file name.yaml.
func (d *draft) check(name string) {
	if d.name.Value != "" && d.name.Value != name {
		d.fail(d.name.Pos, "K002", "the list and its file have the same name", "the list %q stands in the file %s.yaml", d.name.Value, name)
	}
	for _, tag := range d.unreviewed {
		if !has(d.title, tag.Value) {
			d.fail(tag.Pos, "K005", "", "the list has no labels in the language %q", tag.Value)
		}
	}
	seen := map[string]posyaml.Text{}
	for i := range d.codes {
		c := &d.codes[i]
		if first, repeated := seen[c.code.Value]; repeated && c.code.Value != "" {
			d.fail(c.code.Pos, "K003", "it stands in "+first.Pos.String()+" already", "the code %q is listed twice", c.code.Value)
		}
		seen[c.code.Value] = c.code
		d.checkLabels(c)
		if c.at != nil && (outside(c.at.lat, 90) || outside(c.at.lon, 180)) {
			d.fail(c.code.Pos, "K007", "lat runs from -90 to 90, lon from -180 to 180", "the place of %q is not on the globe", c.code.Value)
		}
	}
	d.checkTwins()
}

// checkLabels holds the labels of a code against the languages of the list.
func (d *draft) checkLabels(c *entry) {
	for _, t := range d.title {
		if c.label != nil && !has(c.label, t.Key.Value) {
			d.fail(c.code.Pos, "K004", "the languages of a list are those of its title", "the code %q has no label in the language %q", c.code.Value, t.Key.Value)
		}
	}
	for _, label := range slices.Concat(c.label, c.short) {
		if d.title != nil && !has(d.title, label.Key.Value) {
			d.fail(label.Key.Pos, "K005", "the languages of a list are those of its title", "the list has no title in the language %q", label.Key.Value)
		}
	}
}

// checkTwins warns of codes that a reader could not tell apart.
func (d *draft) checkTwins() {
	type key struct{ language, text string }
	first := map[key]string{}
	for i := range d.codes {
		c := &d.codes[i]
		for _, label := range c.label {
			k := key{label.Key.Value, label.Value.Value}
			if other, taken := first[k]; taken && other != c.code.Value {
				d.diags.Warnf(label.Value.Pos, "K008", "readers cannot tell the two apart", "the codes %q and %q have the same label", other, c.code.Value)
				continue
			}
			first[k] = c.code.Value
		}
	}
}

// checkParents reports parents that do not exist. It is silent about lists
// that are faulty themselves.
func (d *draft) checkParents(drafts map[string]*draft, names []string) {
	parents := d
	if d.parents.Value != "" {
		other, ok := drafts[d.parents.Value]
		if !ok {
			d.fail(d.parents.Pos, "K006", diag.Nearest(d.parents.Value, "code lists", names), "there is no code list %q", d.parents.Value)
			return
		}
		parents = other
	}
	if parents.failed {
		return
	}
	known := map[string]bool{}
	var all []string
	for _, c := range parents.codes {
		known[c.code.Value] = parents != d
		all = append(all, c.code.Value)
	}
	for _, c := range d.codes {
		if p := c.parent; p.Value != "" && !known[p.Value] {
			hint := diag.Nearest(p.Value, "codes of the list "+parents.name.Value, all)
			if parents == d && slices.Contains(all, p.Value) {
				hint = "a parent of the same list stands before its children"
			}
			d.fail(p.Pos, "K006", hint, "the parent %q of %q is not known", p.Value, c.code.Value)
		}
		known[c.code.Value] = true
	}
}

// list returns the list that a draft without faults stands for.
func (d *draft) list() *List {
	l := &List{
		Name: d.name.Value, Title: byLanguage(d.title), Source: d.source.Value, Ordered: d.ordered.Value,
		Parents: d.parents.Value, index: make(map[string]int, len(d.codes)),
	}
	for _, tag := range d.unreviewed {
		l.Unreviewed = append(l.Unreviewed, tag.Value)
	}
	for i, c := range d.codes {
		code := Code{
			Pos: c.code.Pos, Code: c.code.Value, Labels: byLanguage(c.label), Short: byLanguage(c.short),
			Residual: c.residual.Value, Note: c.note.Value, Parent: c.parent.Value,
		}
		if c.at != nil {
			code.Lat, code.Lon = degrees(c.at.lat), degrees(c.at.lon)
		}
		l.index[code.Code] = i
		l.Codes = append(l.Codes, code)
	}
	return l
}

func has(words []posyaml.Entry[posyaml.Text], language string) bool {
	return slices.ContainsFunc(words, func(e posyaml.Entry[posyaml.Text]) bool { return e.Key.Value == language })
}

func byLanguage(words []posyaml.Entry[posyaml.Text]) map[string]string {
	if len(words) == 0 {
		return nil
	}
	out := make(map[string]string, len(words))
	for _, w := range words {
		out[w.Key.Value] = w.Value.Value
	}
	return out
}

// degrees returns the number that a decimal of the file stands for.
func degrees(t posyaml.Text) float64 {
	d, err := num.Parse(t.Value)
	if err != nil {
		return 0
	}
	return d.Float64()
}

func outside(t posyaml.Text, limit float64) bool {
	x := degrees(t)
	return x < -limit || x > limit
}
