// Package variant makes broken variants of a sound file, for tests that show
// one fault and the exact diagnostics that it draws.
//
// It reads and decodes nothing.
package variant

import (
	"fmt"
	"strings"
)

// Of returns the source with an edit applied, and the rest of the edit, which
// is what the edit should lead to. The lines of an edit that start with "- "
// must stand in the source one after the other; they give way to those that
// start with "+ ". Without the former the latter are added at the end. A line
// that consists of the sign alone stands for an empty line.
func Of(source, edit string) (changed, rest string, err error) {
	var old, new, other strings.Builder
	for line := range strings.Lines(edit) {
		text := strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(text, "- "), text == "-":
			old.WriteString(strings.TrimPrefix(text[1:], " ") + "\n")
		case strings.HasPrefix(text, "+ "), text == "+":
			new.WriteString(strings.TrimPrefix(text[1:], " ") + "\n")
		default:
			other.WriteString(line)
		}
	}
	if old.Len() == 0 {
		return source + new.String(), other.String(), nil
	}
	at := strings.Index("\n"+source, "\n"+old.String())
	if at < 0 {
		return "", "", fmt.Errorf("the source does not hold %q", old.String())
	}
	return source[:at] + new.String() + source[at+old.Len():], other.String(), nil
}
