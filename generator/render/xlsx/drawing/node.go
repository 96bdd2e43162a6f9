package drawing

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// A node is an element with attributes, in pairs of name and value, and either
// a text or elements within.
type node struct {
	name  string
	attrs []string
	text  string
	kids  []node
}

// el returns an element that holds others. Elements without a name are left
// out.
func el(name string, kids ...node) node { return node{name: name, kids: kids} }

// val returns an element with the attribute val.
func val(name, value string) node { return node{name: name, attrs: []string{"val", value}} }

// leaf returns an element with a text.
func leaf(name, text string) node { return node{name: name, text: text} }

// with returns n with attributes in front of those that it has.
func (n node) with(attrs ...string) node {
	n.attrs = append(attrs, n.attrs...)
	return n
}

// when returns n if it is wanted and else nothing.
func when(wanted bool, n node) node {
	if !wanted {
		return node{}
	}
	return n
}

// bit returns how the format writes a truth.
func bit(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// document returns the part whose root is n.
func (n node) document() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	n.write(&b)
	return b.Bytes()
}

func (n node) write(b *bytes.Buffer) {
	if n.name == "" {
		return
	}
	b.WriteString("<" + n.name)
	for i := 0; i+1 < len(n.attrs); i += 2 {
		b.WriteString(" " + n.attrs[i] + `="` + escape(n.attrs[i+1]) + `"`)
	}
	if n.text == "" && len(n.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">" + escape(n.text))
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString("</" + n.name + ">")
}

// escape returns s as XML writes it in texts and attributes.
func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic("drawing: escaping failed: " + err.Error()) // A strings.Builder takes everything.
	}
	return b.String()
}
