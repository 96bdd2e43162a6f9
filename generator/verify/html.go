package verify

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"htsm/generator/doc"
)

// HTML reads a page back: the elements with an attribute data-fact must show
// exactly the facts of d, in order. Marks of notes are not part of a fact.
func HTML(d *doc.Document, page []byte) error {
	got, err := facts(page)
	if err != nil {
		return err
	}
	return compare(d.Facts(), got)
}

// facts returns what a page states, in order.
func facts(page []byte) ([]doc.Fact, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("read page: %w", err)
	}
	var got []doc.Fact
	for n := range root.Descendants() {
		if place, ok := attribute(n, "data-fact"); ok {
			got = append(got, doc.Fact{Place: place, Display: textOf(n)})
		}
	}
	return got, nil
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// textOf returns the text below n without marks of notes.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if class, _ := attribute(n, "class"); slices.Contains(strings.Fields(class), "mark") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	for c := range n.ChildNodes() {
		walk(c)
	}
	return b.String()
}
