package prose

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"htsm/generator/diag"
	"htsm/generator/doc"
)

// text returns the inlines below a block, with the typography of the language.
func (w *writer) text(n ast.Node) []doc.Inline {
	w.leaves = nil
	out := w.inlines(n, 0)
	if i := len(w.leaves) - 1; i >= 0 && w.leaves[i].text != nil {
		w.leaves[i].content = bytes.TrimRight(w.leaves[i].content, " ")
	}
	w.checkLeaves()
	w.typeset()
	return out
}

// inlines returns the inlines below parent, which lies so deep.
func (w *writer) inlines(parent ast.Node, depth int) []doc.Inline {
	if depth > maxDepth {
		w.refuse(parent, "N006", "", "emphasis and links are nested deeper than %d levels", maxDepth)
		return nil
	}
	var out []doc.Inline
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			out = w.plain(out, t)
			continue
		}
		if i := w.inline(n, depth); i != nil {
			out = append(out, i)
		}
	}
	return out
}

// inline returns the inline of n, or nil for what is refused.
func (w *writer) inline(n ast.Node, depth int) doc.Inline {
	switch n := n.(type) {
	case *ast.Emphasis:
		if n.Level == 2 {
			return &doc.Strong{Body: w.inlines(n, depth+1)}
		}
		return &doc.Emph{Body: w.inlines(n, depth+1)}
	case *ast.CodeSpan:
		return w.code(n)
	case *reference:
		return w.reference(n)
	case *mark:
		return &doc.NoteRef{Note: w.note(n)}
	case *ast.Link:
		return w.link(n, depth)
	case *ast.AutoLink:
		address := string(n.URL(w.source.text))
		if n.AutoLinkType != ast.AutoLinkURL {
			w.refuse(n, "N016", "write it as plain text, without < and >", "links to %q are not part of this language", address)
			return nil
		}
		w.address(n, address)
		w.boundary(address)
		return &doc.Link{URL: address, Body: []doc.Inline{&doc.Text{Text: address}}}
	case *ast.Image:
		w.refuse(n, "N012", "show a chart of the edition with show: in the report", "images are not part of this language")
	case *ast.RawHTML:
		w.refuse(n, "N011", "write Markdown, or put the text in code: `<b>`", "HTML is not part of this language")
	default:
		w.refuse(n, "N020", "", "%s is not part of this language", n.Kind())
	}
	return nil
}

// code returns the text of a code span on one line.
func (w *writer) code(n *ast.CodeSpan) doc.Inline {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(w.source.text))
		}
	}
	s := strings.NewReplacer("\n", " ", "\t", " ").Replace(b.String())
	w.boundary(s)
	return &doc.Code{Text: s}
}

func (w *writer) link(n *ast.Link, depth int) doc.Inline {
	address, _ := unescape(string(n.Destination))
	if address == termAddress {
		return w.term(n, depth)
	}
	w.address(n, address)
	if len(n.Title) > 0 {
		w.refuse(n, "N017", "say it in the text", "titles of links are not shown")
	}
	body := w.inlines(n, depth+1)
	if len(body) == 0 {
		w.refuse(n, "N016", "write the text between the brackets", "a link has no text")
	}
	return &doc.Link{URL: address, Body: body}
}

// termAddress is the address of a link that is a term: its title is the
// definition.
const termAddress = "term:"

func (w *writer) term(n *ast.Link, depth int) doc.Inline {
	definition, _ := unescape(string(n.Title))
	definition = strings.Join(strings.Fields(definition), " ")
	switch {
	case definition == "":
		w.refuse(n, "N026", `write [word](term: "What it means.")`, "a term has no definition")
	case len(definition) > longestDefinition || strings.ContainsFunc(definition, forbidden) || !utf8.ValidString(definition):
		w.refuse(n, "N026", "say it in the text", "the definition of a term is longer than %d bytes or holds an invisible character", longestDefinition)
	}
	t := &doc.Term{Body: w.inlines(n, depth+1), Definition: w.locale.Typography(definition)}
	if len(t.Body) == 0 {
		w.refuse(n, "N026", "write the word between the brackets", "a definition has no term")
	}
	w.resolver.Term(t)
	return t
}

// longestDefinition bounds the definition of a term, in bytes.
const longestDefinition = 1000

// address checks the address of a link.
func (w *writer) address(n ast.Node, address string) {
	u, err := url.Parse(address)
	visible := !strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\\{}<>\"`", r) })
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || !visible || len(address) > 2000 {
		w.refuse(n, "N016", "an address is https:// and a host, in ASCII, without a name or password", "%q is not an address for a link", address)
	}
}

var kindForm = regexp.MustCompile(`^[a-zA-Z-]*:`)

// parseReference returns what a reference refers to. It reports false for a
// text that is no reference.
func parseReference(text string) (Kind, string, bool) {
	if kindForm.MatchString(text) {
		word, name, _ := strings.Cut(text, ":")
		name = strings.TrimSpace(name)
		for _, k := range []Kind{Table, Figure, Section} {
			if word == k.String() {
				return k, name, slug.MatchString(name)
			}
		}
		return Value, "", false
	}
	parts := strings.SplitN(text, ".", 2)
	return Value, text, len(parts) == 2 && parts[1] != "" && slug.MatchString(parts[0])
}

var slug = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)

func (w *writer) reference(n *reference) doc.Inline {
	kind, name, ok := parseReference(n.text)
	pos := w.source.pos(offset(n))
	if !ok {
		w.refuse(n, "N031", "write {{ volume.total.count }}, {{ table:volume }}, {{ figure:volume }} or {{ section:method }}", "%q is not a reference", n.text)
		return nil
	}
	if w.check != nil {
		w.refs = append(w.refs, Reference{pos, kind, name})
	}
	if kind == Value {
		v, display, ok := w.resolver.Value(name)
		if !ok {
			w.unresolved(pos, kind, name)
			return nil
		}
		w.boundary(display)
		return &doc.ValueRef{Ref: name, Value: v, Display: display}
	}
	id, words, ok := w.resolver.Target(kind, name)
	if !ok {
		w.unresolved(pos, kind, name)
		return nil
	}
	w.boundary(words)
	return &doc.CrossRef{Target: id, Text: words}
}

func (w *writer) unresolved(pos diag.Pos, kind Kind, name string) {
	w.diags.Errorf(pos, "N032", "", "the document has no %s %q", kind, name)
}

// A leaf is a text of the tree, or the first and last character of something
// that stands between texts.
type leaf struct {
	text        *doc.Text // nil for something else.
	content     []byte    // Of text, before typography.
	first, last rune
	anchors     []anchor
}

// An anchor says where in the source a place of a text comes from.
type anchor struct{ at, source int }

// boundary notes something other than text, which shows as s.
func (w *writer) boundary(s string) {
	if s == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	w.leaves = append(w.leaves, leaf{first: first, last: last})
}

// plain adds the text of a node to the inlines, joined to a text before it.
func (w *writer) plain(out []doc.Inline, n *ast.Text) []doc.Inline {
	joined := false
	if len(out) > 0 {
		_, joined = out[len(out)-1].(*doc.Text)
	}
	if !joined {
		t := &doc.Text{}
		out = append(out, t)
		w.leaves = append(w.leaves, leaf{text: t})
	}
	l := &w.leaves[len(w.leaves)-1]
	s, anchors := unescape(string(n.Segment.Value(w.source.text)))
	for _, a := range anchors {
		l.anchors = append(l.anchors, anchor{len(l.content) + a.at, n.Segment.Start - n.Segment.Padding + a.source})
	}
	l.content = append(l.content, strings.ReplaceAll(s, "\t", " ")...)
	if n.HardLineBreak() && w.check != nil {
		w.diags.Warnf(w.source.pos(n.Segment.Stop), "N019", "start a new paragraph with an empty line, or remove the spaces or the \\ at the end of the line", "a line break within a paragraph becomes a space")
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		l.anchors = append(l.anchors, anchor{len(l.content), n.Segment.Stop})
		l.content = append(l.content, ' ')
	}
	return out
}
