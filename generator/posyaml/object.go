package posyaml

import (
	"slices"
	"strings"

	"htsm/generator/diag"
	"htsm/generator/schema"
)

// An Object declares a value with named fields that is read into a T.
type Object[T any] struct {
	// Name identifies the object within its language, such as "statistic".
	Name string
	// Doc says in whole sentences what the object is for.
	Doc string
	// Fields lists the fields in the order of the manual.
	Fields []Field[T]
	// Exactly lists fields of which one and only one must be given; empty asks
	// for none.
	Exactly []string
	// Some lists fields of which one or more must be given; empty asks for none.
	Some []string
	// At returns the place for the position of the object; nil keeps none.
	At func(*T) *diag.Pos
	// Given is called with the name of every field that the file sets, also of
	// one that is misspelt there; nil is not called.
	Given func(*T, Text)
}

// A Field declares one field of an object.
type Field[T any] struct {
	Name     string
	Doc      string // Whole sentences.
	Required bool
	Default  string // The value of an absent field, for the manual; the zero value of T must mean the same.
	Value    Value[T]
}

// A Value reads a field into a T; [In] makes one.
type Value[T any] struct {
	shape *schema.Shape
	read  func(r *reader, p pair, into *T) bool
}

// In returns the value of a field of type t that is kept where place says.
func In[T, V any](t Type[V], place func(*T) *V) Value[T] {
	return Value[T]{t.shape, func(r *reader, p pair, into *T) bool {
		v, ok := readField(r, p, t)
		*place(into) = v
		return ok
	}}
}

// Type returns the type that the object declares. It reads as many fields as
// it can; one that it could not read keeps what was read of it.
func (o Object[T]) Type() Type[T] {
	shape := &schema.Shape{Form: schema.Object, Name: o.Name, Doc: o.Doc, Exactly: o.Exactly, Some: o.Some}
	for _, f := range o.Fields {
		shape.Members = append(shape.Members, schema.Member{Name: f.Name, Doc: f.Doc, Required: f.Required, Default: f.Default, Shape: f.Value.shape})
	}
	return Type[T]{shape, func(r *reader, n *node) (T, bool) {
		var out T
		if o.At != nil {
			*o.At(&out) = n.pos
		}
		if !r.want(n, shape) {
			return out, false
		}
		misspelt, ok := o.readFields(r, n, &out)
		return out, o.checkPresence(r, n, misspelt) && ok
	}}
}

// readFields reads the fields that n sets into out. It returns the fields
// that unknown ones were probably meant to be, and whether all could be read.
func (o Object[T]) readFields(r *reader, n *node, out *T) (misspelt []string, ok bool) {
	ok = true
	for _, p := range n.pairs {
		i := slices.IndexFunc(o.Fields, func(f Field[T]) bool { return f.Name == p.key.text })
		if i < 0 {
			if meant, found := diag.Closest(p.key.text, o.names()); found {
				misspelt = append(misspelt, meant)
				o.give(out, meant, p.key)
			}
			ok = r.fail(p.key, "Y011", diag.Nearest(p.key.text, "known fields", o.names()), "%s has no field %s", o.Name, quote(p.key.text))
			continue
		}
		o.give(out, p.key.text, p.key)
		ok = o.Fields[i].Value.read(r, p, out) && ok
	}
	return misspelt, ok
}

func (o Object[T]) give(out *T, name string, key *node) {
	if o.Given != nil {
		o.Given(out, Text{name, key.pos})
	}
}

// checkPresence reports required fields that are absent, and whether none is.
// A field that was misspelt is not reported a second time.
func (o Object[T]) checkPresence(r *reader, n *node, misspelt []string) bool {
	ok := true
	has := func(name string) bool {
		return slices.Contains(misspelt, name) || slices.ContainsFunc(n.pairs, func(p pair) bool { return p.key.text == name })
	}
	for _, f := range o.Fields {
		if f.Required && !has(f.Name) {
			ok = r.fail(n, "Y012", f.Doc, "the field %s is missing from %s", quote(f.Name), o.Name)
		}
	}
	return o.checkGroups(r, n, has) && ok
}

// checkGroups reports whether the fields that are given belong together.
func (o Object[T]) checkGroups(r *reader, n *node, has func(string) bool) bool {
	var given []string
	for _, name := range o.Exactly {
		if has(name) {
			given = append(given, name)
		}
	}
	switch {
	case len(o.Exactly) > 0 && len(given) == 0:
		return r.fail(n, "Y019", "add one of: "+strings.Join(o.Exactly, ", "), "%s says nothing", o.Name)
	case len(given) > 1:
		return r.fail(n, "Y019", "split it: one each of "+strings.Join(o.Exactly, ", "), "%s cannot have both %q and %q", o.Name, given[0], given[1])
	case len(o.Some) > 0 && !slices.ContainsFunc(o.Some, has):
		return r.fail(n, "Y019", "add one or more of: "+strings.Join(o.Some, ", "), "%s says nothing", o.Name)
	}
	return true
}

func (o Object[T]) names() []string {
	var out []string
	for _, f := range o.Fields {
		out = append(out, f.Name)
	}
	return out
}
