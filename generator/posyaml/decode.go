package posyaml

import (
	"fmt"

	"htsm/generator/diag"
	"htsm/generator/schema"
)

// A Text is a text with its position. The zero Text was not given.
type Text struct {
	Value string
	Pos   diag.Pos
}

// A Number is a whole number with its position. The zero Number was not given.
type Number struct {
	Value int64
	Pos   diag.Pos
	Set   bool
}

// A Bool is true or false with its position. The zero Bool was not given.
type Bool struct {
	Value bool
	Pos   diag.Pos
	Set   bool
}

// An Entry is a value under a name that the author chose.
type Entry[V any] struct {
	Key   Text
	Value V
}

// A Type reads values of one form and describes the form. The zero Type
// cannot be used.
type Type[V any] struct {
	shape *schema.Shape
	// read returns what it could read of n, and whether that was all of it.
	read func(r *reader, n *node) (V, bool)
}

// Shape returns the description of the form, which the caller must not
// change.
func (t Type[V]) Shape() *schema.Shape { return t.shape }

// Decode reads the document as a value of type t. It reports every fault to
// diags, returns what it could read, and reports false if there was a fault.
func Decode[V any](f File, t Type[V], diags *diag.List) (V, bool) {
	var v V
	if f.root == nil {
		return v, false
	}
	r := &reader{}
	v, ok := t.read(r, f.root)
	diags.Add(r.first()...)
	return v, ok
}

// Convert returns a type that reads as t does and passes the value through
// to.
func Convert[V, W any](t Type[V], to func(V) W) Type[W] {
	return Type[W]{t.shape, func(r *reader, n *node) (W, bool) {
		v, ok := t.read(r, n)
		return to(v), ok
	}}
}

// Recursive returns the type that build makes of itself, such as that of
// sections within sections.
func Recursive[V any](build func(self Type[V]) Type[V]) Type[V] {
	var built Type[V]
	self := Type[V]{new(schema.Shape), func(r *reader, n *node) (V, bool) { return built.read(r, n) }}
	built = build(self)
	*self.shape = *built.shape
	return self
}

// Choice returns a type that reads a value by the first of several types
// whose outer form (text, list or fields) is that of the value.
func Choice[V any](types ...Type[V]) Type[V] {
	shape := &schema.Shape{Form: schema.Choice}
	for _, t := range types {
		shape.Choices = append(shape.Choices, t.shape)
	}
	return Type[V]{shape, func(r *reader, n *node) (V, bool) {
		for _, t := range types {
			if kindOf(t.shape) == n.kind && !n.refused && !n.blank() {
				return t.read(r, n)
			}
		}
		var none V
		return none, r.wrongKind(n, shape)
	}}
}

// kindOf returns the kind of node that a shape other than a choice needs.
func kindOf(s *schema.Shape) kind {
	switch s.Form {
	case schema.List:
		return list
	case schema.Map, schema.Object:
		return mapping
	}
	return scalar
}

// Unless returns a type that reads as t does, but first shows the text to
// refuse: if that returns a diagnostic with a code, the value is refused with
// it, as an error at the position of the value.
func Unless(t Type[Text], refuse func(text string) diag.Diagnostic) Type[Text] {
	return Type[Text]{t.shape, func(r *reader, n *node) (Text, bool) {
		if n.kind == scalar && !n.refused {
			if d := refuse(n.text); d.Code != "" {
				return Text{Pos: n.pos}, r.fail(n, d.Code, d.Hint, "%s", d.Message)
			}
		}
		return t.read(r, n)
	}}
}

// A reader reports the faults of one file.
type reader struct{ faults }

// fail reports an error at n and returns false.
func (r *reader) fail(n *node, code diag.Code, hint, format string, args ...any) bool {
	r.errorf(n.pos, code, hint, format, args...)
	return false
}

// want reports whether n has the kind that s needs and is not blank.
func (r *reader) want(n *node, s *schema.Shape) bool {
	if n.refused || n.blank() || n.kind != kindOf(s) {
		return r.wrongKind(n, s)
	}
	return true
}

func (r *reader) wrongKind(n *node, s *schema.Shape) bool {
	if n.refused {
		return false
	}
	if n.blank() {
		return r.fail(n, "Y014", "", "a value is missing here; want %s", phrase(s))
	}
	found := [...]string{scalar: "the text " + quote(n.text), list: "a list", mapping: "fields"}[n.kind]
	return r.fail(n, "Y013", "", "want %s, not %s", phrase(s), found)
}

// phrase says what a shape is, within a sentence.
func phrase(s *schema.Shape) string {
	switch s.Form {
	case schema.List:
		return "a list"
	case schema.Map:
		return "fields, each named with " + s.Key.Doc
	case schema.Object:
		return "the fields of " + s.Name
	case schema.Choice:
		out := ""
		for i, c := range s.Choices {
			if i > 0 {
				out += " or "
			}
			out += phrase(c)
		}
		return out
	}
	if len(s.Words) > 0 {
		return "one word"
	}
	return s.Doc
}

// outside returns what is wrong with a size that must lie in the range of s,
// or "".
func outside(s *schema.Shape, n int64, thing string) string {
	switch {
	case n < s.Min:
		return fmt.Sprintf("%s; the least is %d", thing, s.Min)
	case s.Max > 0 && n > s.Max:
		return fmt.Sprintf("%s; the most is %d", thing, s.Max)
	}
	return ""
}
