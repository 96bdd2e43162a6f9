package verify

import (
	"fmt"
	"strings"
	"unicode"

	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/verify/pdf"
)

// PDF reads a file back by its structure tree, which is what a reader hears
// who cannot see it. Every fact of d must stand in the text, in order, and
// nothing else but the texts of the frame; every cell of a table in its place.
// The data of figures are not on paper: there the text alternative must stand.
// A note must stand with its number. Every page must show the marking. The file
// must not be encrypted, run anything, or lead anywhere but to https, and it
// must follow PDF/UA-1 and PDF/A-3a as far as pdf.Conditions go.
//
// The error says where file and document disagree, or why the file cannot be
// read; it is a *Nonconformity if the file does not follow the standards. A hostile file is an error too; reading takes bounded time and memory.
func PDF(d *doc.Document, data []byte) error {
	file, err := pdf.Read(data)
	if err != nil {
		return fmt.Errorf("read pdf: %w", err)
	}
	if list := file.Violations(); len(list) > 0 {
		return &Nonconformity{list}
	}
	c := newPDFComparison(d, len(file.Root.Below("Figure")) > 0)
	for i, p := range file.Pages {
		if !strings.Contains(fold(p.Text()), fold(d.Meta.Marking.Text)) {
			c.diff.add("page %d does not show the marking %q", i+1, d.Meta.Marking.Text)
		}
		for _, text := range p.Loose() {
			c.diff.add("page %d holds text outside of the structure: %q", i+1, clip(text))
		}
	}
	c.walk(file.Root)
	return c.finish()
}

// A Nonconformity is the error of a file that does not follow PDF/UA-1 or
// PDF/A-3a.
type Nonconformity struct{ Violations []pdf.Violation } // At least one.

// Error names the first violations.
func (n *Nonconformity) Error() string {
	var d differences
	for _, v := range n.Violations {
		d.add("%s", v)
	}
	return d.err().Error()
}

// Code returns V001 if PDF/UA-1 is not followed, and V002 if only PDF/A-3a is
// not.
func (n *Nonconformity) Code() diag.Code {
	for _, v := range n.Violations {
		if v.Condition.Access != "" {
			return "V001"
		}
	}
	return "V002"
}

// fold makes texts comparable: any run of spaces is one space, or one line
// feed if it holds one; characters that are never seen are dropped.
func fold(s string) string {
	var b strings.Builder
	space, feed := false, false
	for _, r := range s {
		switch {
		case r == '\n':
			space, feed = true, true
			continue
		case unicode.IsSpace(r), unicode.Is(unicode.Zs, r):
			space = true
			continue
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), r == 0x34F:
			continue
		}
		if space && b.Len() > 0 {
			if feed {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
		space, feed = false, false
		b.WriteRune(r)
	}
	return b.String()
}

// after takes want from the beginning of a text and returns the rest. Both are
// folded; where a line ends in the text, want has a space or nothing.
func after(text, want string) (rest string, ok bool) {
	for want != "" {
		switch {
		case text == "":
			return "", false
		case text[0] == want[0]:
			text, want = text[1:], want[1:]
		case text[0] == '\n' && want[0] == ' ':
			text, want = text[1:], want[1:]
		case text[0] == '\n':
			text = text[1:]
		default:
			return "", false
		}
	}
	return text, true
}

// same reports whether a text is exactly want.
func same(text, want string) bool {
	rest, ok := after(text, fold(want))
	return ok && rest == ""
}
