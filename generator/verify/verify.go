// Package verify reads artifacts back and compares them with what the document
// states, and holds a release against its checksums.
//
// It shares no code with the renderers: what it reads, it reads by itself. It
// writes nothing and corrects nothing. Invariant: a nil error means that every
// fact that the format holds was found, in order, and nothing contradicts it.
package verify

import (
	"fmt"
	"strings"

	"htsm/generator/doc"
)

// maxListed bounds the differences that one error names.
const maxListed = 5

// A differences collects where an artifact and its document disagree.
type differences struct {
	list []string
	more int
}

func (d *differences) add(format string, args ...any) {
	if len(d.list) == maxListed {
		d.more++
		return
	}
	d.list = append(d.list, fmt.Sprintf(format, args...))
}

func (d *differences) err() error {
	if len(d.list) == 0 {
		return nil
	}
	text := strings.Join(d.list, "; ")
	if d.more > 0 {
		text += fmt.Sprintf("; and %d more", d.more)
	}
	return fmt.Errorf("%s", text)
}

// compare holds facts that were read against those of a document, in order.
// Facts of the document with an empty text may be missing.
func compare(want, got []doc.Fact) error {
	var d differences
	i := 0
	for _, w := range want {
		switch {
		case i < len(got) && got[i].Place == w.Place:
			if got[i].Display != w.Display {
				d.add("%s shows %q, want %q", w.Place, got[i].Display, w.Display)
			}
			i++
		case w.Display == "":
		default:
			next := "the end"
			if i < len(got) {
				next = got[i].Place
			}
			d.add("%s is missing before %s", w.Place, next)
		}
	}
	for ; i < len(got); i++ {
		d.add("%s is not a fact of the document", got[i].Place)
	}
	return d.err()
}
