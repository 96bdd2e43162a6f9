package html_test

import (
	"fmt"
	"strings"

	xhtml "golang.org/x/net/html"

	"htsm/generator/doc"
)

// stated returns the facts of d that are not empty.
func stated(d *doc.Document) (out []doc.Fact) {
	for _, f := range d.Facts() {
		if f.Display != "" {
			out = append(out, f)
		}
	}
	return out
}

// shown returns the facts of a page that are not empty, in the order of the
// page.
func shown(root *xhtml.Node) (out []doc.Fact) {
	for n := range root.Descendants() {
		if place := attr(n, "data-fact"); place != "" {
			if s := content(n); s != "" {
				out = append(out, doc.Fact{Place: place, Display: s})
			}
		}
	}
	return out
}

// content returns the text of an element without the marks of notes.
func content(n *xhtml.Node) string {
	if n.Type == xhtml.TextNode {
		return n.Data
	}
	if n.Data == "sup" && attr(n, "class") == "mark" {
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(content(c))
	}
	return b.String()
}

func attr(n *xhtml.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// lint returns what is wrong with a page: identifiers that stand twice or are
// missing, styles and scripts of its own, addresses that leave the site,
// headings, tables and regions without a name.
func lint(root *xhtml.Node) (faults []string) {
	ids, count := map[string]int{}, map[string]int{}
	var refs []string
	for n := range root.Descendants() {
		if n.Type == xhtml.CommentNode {
			faults = append(faults, "a comment: "+n.Data)
		}
		if n.Type != xhtml.ElementNode {
			continue
		}
		count[n.Data]++
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		refs = append(refs, strings.Fields(attr(n, "aria-labelledby"))...)
		faults = append(faults, lintElement(n)...)
		if href := attr(n, "href"); strings.HasPrefix(href, "#") {
			refs = append(refs, href[1:])
		}
	}
	for id, k := range ids {
		if k > 1 {
			faults = append(faults, fmt.Sprintf("the identifier %q stands %d times", id, k))
		}
	}
	for _, id := range refs {
		if ids[id] == 0 {
			faults = append(faults, fmt.Sprintf("nothing has the identifier %q", id))
		}
	}
	for name, want := range map[string]int{"h1": 1, "main": 1, "title": 1, "style": 0, "img": 0, "iframe": 0, "base": 0, "form": 0} {
		if count[name] != want {
			faults = append(faults, fmt.Sprintf("%d elements %s, want %d", count[name], name, want))
		}
	}
	return faults
}

func lintElement(n *xhtml.Node) (faults []string) {
	for _, a := range n.Attr {
		address := a.Key == "src" || a.Key == "href"
		external := n.Data == "a" && attr(n, "class") == "external" && strings.HasPrefix(a.Val, "https://")
		switch {
		case a.Key == "style", strings.HasPrefix(a.Key, "on"):
			faults = append(faults, "an attribute "+a.Key)
		case address && strings.Contains(a.Val, ":") && !external && !strings.HasPrefix(a.Val, "#"):
			faults = append(faults, "an address "+a.Val)
		}
	}
	named := attr(n, "aria-label") != "" || attr(n, "aria-labelledby") != ""
	switch n.Data {
	case "script":
		if attr(n, "src") == "" || n.FirstChild != nil {
			faults = append(faults, "a script of its own: "+content(n))
		}
	case "th":
		if attr(n, "scope") == "" || content(n) == "" {
			faults = append(faults, "a head without scope or text")
		}
	case "table":
		if first := n.FirstChild.NextSibling; !named && (first == nil || first.Data != "caption") {
			faults = append(faults, "a table without a name")
		}
	case "nav":
		if !named {
			faults = append(faults, "navigation without a name")
		}
	}
	if role := attr(n, "role"); (role == "group" || role == "img") && !named {
		faults = append(faults, "a "+role+" without a name")
	}
	return faults
}
