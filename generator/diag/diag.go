// Package diag defines the diagnostics that every stage reports.
//
// A diagnostic is data until the command line prints it: it keeps its
// position, its permanent code, its message and a hint that says what to do.
// The package does not print, does not stop a program and knows no stage.
// Invariant: a code that was ever published keeps its meaning for ever; every
// code in use has an entry in the catalogue, which "htsm explain" prints.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Pos is a place in an input file. Line and Col count from 1; Col counts
// characters. A zero Line means the whole file; a zero Pos means no file.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// String returns "file:line:col", without the parts that are zero, and "-"
// for the zero Pos.
func (p Pos) String() string {
	switch {
	case p.File == "":
		return "-"
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Severity orders diagnostics from harmless to fatal.
type Severity uint8

// The severities. The zero Severity is Note.
const (
	Note    Severity = iota // Worth knowing; nothing to do.
	Warning                 // The build goes on, the reader should look.
	Error                   // The build of this report stops.
)

// String returns the word that is printed.
func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// MarshalText returns the word that is printed.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Code identifies a kind of diagnostic for ever, such as S005.
type Code string

// A Diagnostic is one finding about an input.
type Diagnostic struct {
	Pos      Pos      `json:"pos"`
	Severity Severity `json:"severity"`
	Code     Code     `json:"code"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"` // What to do about it; may be empty.
}

// String returns "file:line:col: severity[code]: message", followed by an
// indented hint line if there is a hint. Control characters of the input are
// quoted, so that a diagnostic never moves the cursor of a terminal.
func (d Diagnostic) String() string {
	s := fmt.Sprintf("%s: %s[%s]: %s", clean(d.Pos.String()), d.Severity, d.Code, clean(d.Message))
	if d.Hint != "" {
		s += "\n\thint: " + clean(d.Hint)
	}
	return s
}

func clean(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// A List collects diagnostics. The zero List is empty and ready to use. A
// List must not be used by two goroutines at once.
type List struct{ items []Diagnostic }

// Errorf adds an error at pos. An empty hint prints none.
func (l *List) Errorf(pos Pos, code Code, hint, format string, args ...any) {
	l.Add(Diagnostic{pos, Error, code, fmt.Sprintf(format, args...), hint})
}

// Warnf adds a warning at pos. An empty hint prints none.
func (l *List) Warnf(pos Pos, code Code, hint, format string, args ...any) {
	l.Add(Diagnostic{pos, Warning, code, fmt.Sprintf(format, args...), hint})
}

// Notef adds a note at pos. An empty hint prints none.
func (l *List) Notef(pos Pos, code Code, hint, format string, args ...any) {
	l.Add(Diagnostic{pos, Note, code, fmt.Sprintf(format, args...), hint})
}

// Add adds diagnostics that another stage made.
func (l *List) Add(items ...Diagnostic) { l.items = append(l.items, items...) }

// All returns the diagnostics sorted by position, then by code, without exact
// repetitions. It returns nil for an empty list.
func (l *List) All() []Diagnostic {
	out := slices.Clone(l.items)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(out)
}

// HasErrors reports whether the list holds an error.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.items, func(d Diagnostic) bool { return d.Severity == Error })
}

// Nearest returns a hint of the form "did you mean "x"?" when one of the
// known words is close to the unknown one, and otherwise a list of all known
// words after the given lead, such as "known fields".
func Nearest(unknown, lead string, known []string) string {
	if best, ok := Closest(unknown, known); ok {
		return fmt.Sprintf("did you mean %q?", best)
	}
	sorted := slices.Sorted(slices.Values(known))
	if len(sorted) > 24 {
		return fmt.Sprintf("%s: %s, … (%d in all)", lead, strings.Join(sorted[:24], ", "), len(sorted))
	}
	return lead + ": " + strings.Join(sorted, ", ")
}

// Closest returns the known word that was probably meant by the unknown one,
// and whether there is one: at most two edits away, and no more edits than
// half of its letters. Of several the first in the alphabet wins.
func Closest(unknown string, known []string) (string, bool) {
	best, distance := "", 3
	for _, k := range known {
		if d := edits(unknown, k); d < distance || d == distance && best != "" && k < best {
			best, distance = k, d
		}
	}
	return best, best != "" && 2*distance <= len([]rune(best))
}

// edits returns the optimal string alignment distance (Damerau 1964): the
// number of insertions, deletions, substitutions and swaps of neighbours.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return 64
	}
	var before []int
	prev, cur := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, make([]int, len(y)+1)
	}
	return prev[len(y)]
}
