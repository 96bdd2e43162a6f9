package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits on what is read. A chart of a brief has some thousand elements; a
// map of the world less than a thousand with long paths.
const (
	maxBytes    = 16 << 20
	maxElements = 100_000
	maxDepth    = 64
)

// node is an element or, without a name, a stretch of text.
type node struct {
	name string
	attr map[string]string
	kids []*node
	text string
}

// parse reads the XML into a tree with presentation attributes and the style
// attribute merged; style wins, as in CSS.
func parse(data []byte) (*node, error) {
	if len(data) > maxBytes {
		return nil, fmt.Errorf("%d bytes, more than %d", len(data), maxBytes)
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	stack := []*node{root}
	count := 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read xml: %w", err)
		}
		top := stack[len(stack)-1]
		switch v := token.(type) {
		case xml.StartElement:
			count++
			if count > maxElements || len(stack) > maxDepth {
				return nil, fmt.Errorf("more than %d elements or deeper than %d", maxElements, maxDepth)
			}
			n := &node{name: v.Name.Local, attr: attributes(v.Attr)}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 1 && len(v) > 0 {
				top.kids = append(top.kids, &node{text: string(v)})
			}
		}
	}
	for _, n := range root.kids {
		if n.name == "svg" {
			return n, nil
		}
	}
	return nil, errors.New("no svg element")
}

func attributes(list []xml.Attr) map[string]string {
	attr := make(map[string]string, len(list))
	for _, a := range list {
		attr[a.Name.Local] = strings.TrimSpace(a.Value)
	}
	for declaration := range strings.SplitSeq(attr["style"], ";") {
		if name, value, ok := strings.Cut(declaration, ":"); ok {
			name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
			if name == "font" {
				fontShorthand(attr, value)
				continue
			}
			attr[name] = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		}
	}
	return attr
}

// fontShorthand splits "italic bold 12px sans-serif" into its properties.
func fontShorthand(attr map[string]string, value string) {
	for i, field := range strings.Fields(value) {
		switch {
		case field == "italic" || field == "oblique":
			attr["font-style"] = field
		case field == "bold" || field == "bolder" || len(field) == 3 && strings.HasSuffix(field, "00"):
			attr["font-weight"] = field
		case strings.HasSuffix(field, "px") || strings.Contains(field, "px/"):
			size, _, _ := strings.Cut(field, "/")
			attr["font-size"] = size
			return
		case field != "normal" && i > 3:
			return
		}
	}
}
