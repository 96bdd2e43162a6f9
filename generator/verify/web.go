package verify

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
)

// A web holds the pages of one audience against each other.
type web struct {
	fsys   fs.FS
	ids    map[string]map[string]bool // The identifiers of each page.
	places []place                    // Links to places in pages.
}

// A place is a link to an identifier in a page.
type place struct{ from, page, id, written string }

// read checks what a page loads and points to. Places in other pages are left
// for follow.
func (w *web) read(name string, page []byte, d *differences) error {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return fmt.Errorf("read page %s: %w", name, err)
	}
	w.ids[name] = map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
			d.add("%s holds a %s of its own, which its policy forbids", name, n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				w.ids[name][a.Val] = true
			case a.Key == "style", strings.HasPrefix(a.Key, "on"):
				d.add("%s has the attribute %s, which its policy forbids", name, a.Key)
			case a.Key == "href", a.Key == "src", a.Key == "srcset", a.Key == "action", a.Key == "data-index":
				w.link(name, n.Data, a.Val, d)
			case a.Key == "content" && n.Data == "meta":
				if at, target, ok := strings.Cut(a.Val, "; url="); ok && at == "0" {
					w.link(name, n.Data, target, d)
				}
			}
		}
	}
	return nil
}

// link checks one address.
func (w *web) link(name, element, address string, d *differences) {
	u, err := url.Parse(address)
	if err != nil {
		d.add("%s has the broken link %q", name, address)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		if element != "a" || u.Scheme != "https" && u.Scheme != "mailto" { // A link out, which doc.Validate or the report language has checked.
			d.add("%s loads %q from elsewhere", name, address)
		}
		return
	}
	target := name
	if u.Path != "" {
		target = path.Join(path.Dir(name), u.Path)
		if _, err := fs.Stat(w.fsys, target); err != nil {
			d.add("%s points to %s, which does not exist", name, address)
			return
		}
	}
	if u.Fragment != "" {
		w.places = append(w.places, place{name, target, u.Fragment, address})
	}
}

// follow checks the links to places in pages, after all pages were read.
func (w *web) follow(d *differences) {
	for _, p := range w.places {
		if ids, ok := w.ids[p.page]; ok && !ids[p.id] {
			d.add("%s points to %s, which is not in that page", p.from, p.written)
		}
	}
}
