package prose

import (
	"html"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

var escapeForm = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")

// unescape resolves the backslashes and the character references of CommonMark
// (sections 2.4 and 2.5), and says where the pieces of the result come from.
func unescape(s string) (string, []anchor) {
	anchors := []anchor{{0, 0}}
	if !strings.ContainsAny(s, `\&`) {
		return s, anchors
	}
	var b strings.Builder
	done := 0
	for _, m := range escapeForm.FindAllStringIndex(s, -1) {
		b.WriteString(s[done:m[0]])
		anchors = append(anchors, anchor{b.Len(), m[0]})
		if s[m[0]] == '\\' {
			b.WriteString(s[m[0]+1 : m[1]])
		} else {
			b.WriteString(html.UnescapeString(s[m[0]:m[1]]))
		}
		anchors = append(anchors, anchor{b.Len(), m[1]})
		done = m[1]
	}
	b.WriteString(s[done:])
	return b.String(), anchors
}

// source returns the offset in the source of the byte at a place of the text.
func (l leaf) source(at int) int {
	i := sort.Search(len(l.anchors), func(i int) bool { return l.anchors[i].at > at }) - 1
	if i < 0 {
		return 0
	}
	return l.anchors[i].source + at - l.anchors[i].at
}

// checkLeaves reports what texts must not hold.
func (w *writer) checkLeaves() {
	if w.check == nil {
		return
	}
	for _, l := range w.leaves {
		if l.text == nil {
			continue
		}
		w.checkMarks(l)
		for _, n := range typedNumbers(string(l.content), *w.check) {
			w.diags.Warnf(
				w.source.pos(l.source(n.at)), "N050",
				"refer to the figure, as in {{ volume.total.count }}; if the number is part of a name, put it in code: `"+n.text+"`",
				"the number %q is typed, so it will not follow the data", n.text,
			)
		}
	}
}

var bareAddress = regexp.MustCompile(`(?i)\bhttps?://|\bwww\.`)

// checkMarks reports marks that stayed text because something is wrong with
// them, and characters that came in as character references.
func (w *writer) checkMarks(l leaf) {
	s := string(l.content)
	for i, r := range s {
		if r == utf8.RuneError || forbidden(r) {
			w.diags.Errorf(w.source.pos(l.source(i)), "N003", "remove it", "the text holds the invisible or control character U+%04X", r)
		}
	}
	for _, mark := range []string{"{{", "}}"} {
		if i := strings.Index(s, mark); i >= 0 {
			w.diags.Errorf(w.source.pos(l.source(i)), "N030", "a reference is {{ volume.total.count }}, on one line; put braces that are text in code: `{{`", "%q does not belong to a reference", mark)
		}
	}
	if i := strings.Index(s, "~~"); i >= 0 {
		w.diags.Errorf(w.source.pos(l.source(i)), "N023", "remove the text", "struck-out text is not part of this language")
	}
	if m := bareAddress.FindStringIndex(s); m != nil {
		w.diags.Errorf(w.source.pos(l.source(m[0])), "N022", "write a link, [text](https://…) or <https://…>, or put the address in code", "an address in the text is not a link")
	}
}

// typeset applies the typography of the language to the leaves, each with the
// characters around it.
func (w *writer) typeset() {
	for i := range w.leaves {
		if l := &w.leaves[i]; l.text != nil {
			l.first, _ = utf8.DecodeRune(l.content)
			l.last, _ = utf8.DecodeLastRune(l.content)
		}
	}
	for i, l := range w.leaves {
		if l.text == nil {
			continue
		}
		var before, after rune
		if i > 0 {
			before = w.leaves[i-1].last
		}
		if i+1 < len(w.leaves) {
			after = w.leaves[i+1].first
		}
		l.text.Text = w.locale.TypographyIn(before, string(l.content), after)
	}
}
