package posyaml

import (
	"fmt"

	"htsm/generator/schema"
)

// maxItems bounds every list and every map; lists of codes are the longest.
const maxItems = 20_000

// ListOf returns the type of lists of one or more values of type t.
func ListOf[V any](t Type[V]) Type[[]V] {
	shape := &schema.Shape{Form: schema.List, Doc: "a list", Of: t.shape, Min: 1, Max: maxItems}
	return Type[[]V]{shape, func(r *reader, n *node) ([]V, bool) {
		if !r.want(n, shape) || !r.fits(n, shape, len(n.items)) {
			return nil, false
		}
		all, ok := make([]V, 0, len(n.items)), true
		for _, item := range n.items {
			v, good := t.read(r, item)
			if ok = ok && good; good {
				all = append(all, v)
			}
		}
		return all, ok
	}}
}

// SetOf returns the type of lists of one or more texts that all differ.
func SetOf(t Type[Text]) Type[[]Text] {
	each := ListOf(t)
	shape := *each.shape
	shape.Distinct = true
	return Type[[]Text]{&shape, func(r *reader, n *node) ([]Text, bool) {
		all, ok := each.read(r, n)
		first := map[string]int{}
		for _, v := range all {
			if line, repeated := first[v.Value]; repeated {
				ok = false
				r.errorf(v.Pos, "Y020", fmt.Sprintf("it stands in line %d already", line), "%s is listed twice", quote(v.Value))
				continue
			}
			first[v.Value] = v.Pos.Line
		}
		return all, ok
	}}
}

// Many returns the type of one text or a list of texts that all differ.
func Many(t Type[Text]) Type[[]Text] {
	one := Convert(t, func(v Text) []Text { return []Text{v} })
	return Choice(one, SetOf(t))
}

// MapOf returns the type of values of type t under names of type key, one or
// more, in the order of the file.
func MapOf[V any](key Type[Text], t Type[V]) Type[[]Entry[V]] {
	shape := &schema.Shape{Form: schema.Map, Key: key.shape, Of: t.shape, Min: 1, Max: maxItems}
	return Type[[]Entry[V]]{shape, func(r *reader, n *node) ([]Entry[V], bool) {
		if !r.want(n, shape) || !r.fits(n, shape, len(n.pairs)) {
			return nil, false
		}
		all, ok := make([]Entry[V], 0, len(n.pairs)), true
		for _, p := range n.pairs {
			k, goodKey := key.read(r, p.key)
			v, good := readField(r, p, t)
			ok = ok && goodKey && good
			if goodKey {
				all = append(all, Entry[V]{k, v})
			}
		}
		return all, ok
	}}
}

// readField reads the value of a field, and names the field if it has none.
func readField[V any](r *reader, p pair, t Type[V]) (V, bool) {
	if p.value.blank() && !p.value.refused {
		var none V
		return none, r.fail(p.key, "Y014", "", "the field %s has no value", quote(p.key.text))
	}
	return t.read(r, p.value)
}

// fits reports whether a list or map has as many items as its shape allows.
func (r *reader) fits(n *node, shape *schema.Shape, items int) bool {
	if items == 0 {
		return r.fail(n, "Y014", "leave the field out if it holds nothing", "nothing stands between the brackets")
	}
	wrong := outside(shape, int64(items), fmt.Sprintf("%d items", items))
	return wrong == "" || r.fail(n, "Y018", "", "%s", wrong)
}
