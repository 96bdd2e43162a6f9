package prose

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"htsm/generator/diag"
)

// The limits of a narrative. Beyond maxLinks and maxMarks in one run of lines
// the time of goldmark grows with their square.
const (
	maxBytes = 256 << 10
	maxDepth = 16   // Of lists, quotations and emphasis within each other.
	maxLinks = 500  // Of [ without an empty line between them.
	maxMarks = 2000 // Of * and _ without an empty line between them.
)

// A source is the text of a file with the places of its lines.
type source struct {
	file   string
	text   []byte // UTF-8, with \n at the end of lines.
	starts []int  // The offset of the start of each line.
	runes  []int  // The number of characters before every stride bytes.
}

// stride parts the text for counting characters, so that a place on a very
// long line is found as fast as any other.
const stride = 1 << 10

// newSource checks the characters of src and returns it with plain ends of
// lines and without a byte order mark.
func newSource(file string, src []byte) (source, diag.List) {
	var found diag.List
	s := source{file: file}
	if len(src) > maxBytes {
		found.Errorf(diag.Pos{File: file}, "N001", "split it into several narratives", "the narrative is larger than 256 KiB")
		return s, found
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	s.text = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	s.starts = append(s.starts, 0)
	count := 0
	for i, c := range s.text {
		if i%stride == 0 {
			s.runes = append(s.runes, count)
		}
		if utf8.RuneStart(c) {
			count++
		}
		if c == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	for i := 0; i < len(s.text); {
		r, size := utf8.DecodeRune(s.text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			found.Errorf(s.pos(i), "N002", "save the file as UTF-8", "the file is not UTF-8")
			return s, found
		case r != '\n' && r != '\t' && forbidden(r):
			found.Errorf(s.pos(i), "N003", "remove it", "the text holds the invisible or control character U+%04X", r)
		}
		i += size
	}
	if len(bytes.TrimSpace(s.text)) == 0 {
		found.Errorf(diag.Pos{File: file}, "N004", "write it, or take it out of the report", "the narrative is empty")
	}
	return s, found
}

// forbidden reports whether r is a control character, or one that hides or
// reorders the text around it (Unicode Technical Report 36, section 3). The
// joiners and marks that Arabic needs are allowed.
func forbidden(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r <= 0x9f:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // embeddings, overrides, isolates
		return true
	case r == 0x2028, r == 0x2029, r == 0x200b, r == 0x2060, r == 0xfeff, r == 0x180e:
		return true
	case r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f: // annotations, tags
		return true
	}
	return r&0xfffe == 0xfffe // not characters
}

// pos returns the place of the byte at offset.
func (s source) pos(offset int) diag.Pos {
	offset = min(max(offset, 0), len(s.text))
	line, found := slices.BinarySearch(s.starts, offset)
	if !found {
		line--
	}
	return diag.Pos{File: s.file, Line: line + 1, Col: s.before(offset) - s.before(s.starts[line]) + 1}
}

// before returns the number of characters that start before offset.
func (s source) before(offset int) int {
	at := min(offset/stride, len(s.runes)-1)
	if at < 0 {
		return 0
	}
	count := s.runes[at]
	for _, c := range s.text[at*stride : offset] {
		if utf8.RuneStart(c) {
			count++
		}
	}
	return count
}

// line returns the line with a number from 0, without its end.
func (s source) line(i int) []byte {
	end := len(s.text)
	if i+1 < len(s.starts) {
		end = s.starts[i+1] - 1
	}
	return s.text[s.starts[i]:end]
}

// limits reports lines and runs of lines that would take goldmark too long.
func (s source) limits(found *diag.List) {
	links, marks := 0, 0
	for i := range s.starts {
		line := s.line(i)
		if len(bytes.TrimSpace(line)) == 0 {
			links, marks = 0, 0
			continue
		}
		if nested(line) > maxDepth {
			found.Errorf(s.pos(s.starts[i]), "N006", "", "lists and quotations are nested deeper than %d levels", maxDepth)
		}
		before := [2]bool{links > maxLinks, marks > maxMarks}
		links += bytes.Count(line, []byte("["))
		marks += bytes.Count(line, []byte("*")) + bytes.Count(line, []byte("_"))
		if links > maxLinks && !before[0] {
			found.Errorf(s.pos(s.starts[i]), "N005", "part the text with empty lines", "more than %d square brackets follow each other without an empty line", maxLinks)
		}
		if marks > maxMarks && !before[1] {
			found.Errorf(s.pos(s.starts[i]), "N005", "part the text with empty lines", "more than %d marks of emphasis follow each other without an empty line", maxMarks)
		}
	}
}

// nested returns how many lists and quotations a line opens or continues with
// marks at its start, at most.
func nested(line []byte) int {
	depth := 0
	for {
		line = bytes.TrimLeft(line, " \t")
		digits := 0
		for digits < len(line) && digits < 10 && line[digits] >= '0' && line[digits] <= '9' {
			digits++
		}
		rest := line[digits:]
		switch {
		case len(rest) > 0 && digits == 0 && rest[0] == '>':
		case len(rest) > 1 && digits == 0 && bytes.IndexByte([]byte("-+*"), rest[0]) >= 0 && (rest[1] == ' ' || rest[1] == '\t'):
		case len(rest) > 1 && digits > 0 && (rest[0] == '.' || rest[0] == ')') && (rest[1] == ' ' || rest[1] == '\t'):
		default:
			return depth
		}
		depth++
		line = rest[1:]
	}
}
