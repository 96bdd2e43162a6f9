package prose

import (
	"github.com/yuin/goldmark/ast"

	"htsm/generator/diag"
	"htsm/generator/doc"
)

// A writer turns the tree of goldmark into blocks of a document.
type writer struct {
	*Narrative
	resolver Resolver
	diags    diag.List
	check    *numberRules // Not nil: the form is being checked and references are collected.
	inNote   bool
	noted    map[string]doc.NoteID
	leaves   []leaf // Of the text that is being written.
}

func (n *Narrative) writer(r Resolver) *writer {
	return &writer{Narrative: n, resolver: r, noted: map[string]doc.NoteID{}}
}

// refuse reports what our Markdown has not.
func (w *writer) refuse(n ast.Node, code diag.Code, hint, format string, args ...any) {
	if w.check != nil {
		w.diags.Errorf(w.source.pos(offset(n)), code, hint, format, args...)
	}
}

// offset returns the place of n in the text: its own, that of its lines or
// that of its parent.
func offset(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Pos() >= 0 && n.Kind() != ast.KindDocument {
			return n.Pos()
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return 0
}

// blocks returns the blocks below parent, which lies so deep.
func (w *writer) blocks(parent ast.Node, depth int) []doc.Block {
	var out []doc.Block
	if depth > maxDepth {
		w.refuse(parent, "N006", "", "lists and quotations are nested deeper than %d levels", maxDepth)
		return nil
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if b := w.block(n, depth); b != nil {
			out = append(out, b)
		}
	}
	return out
}

// block returns the block of n, or nil for what is refused or stands
// elsewhere.
func (w *writer) block(n ast.Node, depth int) doc.Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return &doc.Paragraph{Text: w.text(n)}
	case *ast.List:
		return w.list(n, depth)
	case *ast.Blockquote:
		return w.quote(n, depth)
	case *footnote: // Written at the first reference to it.
		if n.Parent().Kind() != ast.KindDocument {
			w.refuse(n, "N044", "start its line without spaces, outside of lists, quotations and other footnotes", "the footnote %q stands within something else", n.label)
		}
	case *ast.Heading:
		w.refuse(n, "N010", "make it a section of the report, with a title of its own", "headings are not part of this language")
	case *ast.HTMLBlock:
		w.refuse(n, "N011", "write Markdown, or put the text in code: `<b>`", "HTML is not part of this language")
	case *ast.CodeBlock:
		w.refuse(n, "N014", "remove the spaces at the start of the line", "blocks of code are not part of this language, and a text that is set in by four spaces is one")
	case *ast.FencedCodeBlock:
		w.refuse(n, "N014", "put a short text in code: `text`", "blocks of code are not part of this language")
	case *ast.ThematicBreak:
		w.refuse(n, "N015", "part the text by sections of the report", "rules are not part of this language")
	default:
		w.refuse(n, "N020", "", "%s is not part of this language", n.Kind())
	}
	return nil
}

func (w *writer) list(n *ast.List, depth int) doc.Block {
	if n.IsOrdered() && n.Start != 1 {
		w.refuse(n, "N024", "start at 1, or write the numbers into the text", "an ordered list starts at %d", n.Start)
	}
	out := &doc.List{Ordered: n.IsOrdered()}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		body := w.blocks(item, depth+1)
		if item.FirstChild() == nil {
			w.refuse(item, "N025", "write it, or remove it", "an item of a list is empty")
		}
		out.Items = append(out.Items, body)
	}
	return out
}

func (w *writer) quote(n *ast.Blockquote, depth int) doc.Block {
	body := w.blocks(n, depth+1)
	if n.FirstChild() == nil {
		w.refuse(n, "N025", "write it, or remove it", "a quotation is empty")
	}
	kind, ok := w.callouts[n]
	if !ok {
		return &doc.Quote{Body: body}
	}
	title := "callout.information"
	if kind == doc.Caution {
		title = "callout.caution"
	}
	return &doc.Callout{Kind: kind, Title: w.locale.Text(title), Body: body}
}

// note returns the number of the footnote that a mark refers to.
func (w *writer) note(n *mark) doc.NoteID {
	if id, ok := w.noted[n.label]; ok {
		return id
	}
	body, ok := w.notes[n.label]
	switch {
	case w.inNote:
		w.refuse(n, "N043", "say it in one of them", "a footnote refers to a footnote")
		return 0
	case !ok:
		w.refuse(n, "N040", "write it on a line of its own: [^"+n.label+"]: text", "there is no footnote %q", n.label)
		return 0
	}
	w.noted[n.label] = 0
	first := body.FirstChild()
	if first == nil || first.NextSibling() != nil || first.Kind() != ast.KindParagraph {
		w.refuse(body, "N043", "write it as one paragraph", "the footnote %q is not one paragraph", n.label)
		return 0
	}
	inner := &writer{Narrative: w.Narrative, resolver: w.resolver, check: w.check, inNote: true, noted: map[string]doc.NoteID{}}
	text := inner.text(first)
	w.diags.Add(inner.diags.All()...)
	id := w.resolver.Note(text)
	w.noted[n.label] = id
	return id
}
