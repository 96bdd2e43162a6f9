package posyaml

import "unicode/utf8"

// checkCharacters reports the lines of the source that hold characters that a
// reader cannot see, and the first that is not UTF-8. It reports whether there
// is none.
func (p *parser) checkCharacters() bool {
	clean := true
	for i, line := range p.lines {
		if !utf8.Valid(line) {
			clean = false
			p.checkLine(i+1, line, true)
			break
		}
		clean = p.checkLine(i+1, line, i == len(p.lines)-1) && clean
	}
	return clean
}

func (p *parser) checkLine(number int, line []byte, last bool) bool {
	col := 0
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		col++
		switch {
		case r == utf8.RuneError && size == 1:
			p.errorf(p.at(number, col), "Y003", "save the file as UTF-8", "the file is not UTF-8")
			return false
		case r == '\r' && i+size == len(line) && !last:
		case r != '\t' && forbidden(r):
			p.errorf(p.at(number, col), "Y004", "remove it", "the text holds the invisible or control character U+%04X", r)
			return false
		}
		i += size
	}
	return true
}

// forbidden reports whether r is a control character, or one that hides or
// reorders the text around it (Unicode Technical Report 36, section 3). The
// joiners and marks that Arabic needs are allowed.
func forbidden(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r <= 0x9f: // C0, DEL, C1
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // bidirectional embeddings, overrides, isolates
		return true
	case r == 0x2028, r == 0x2029: // line and paragraph separator
		return true
	case r == 0x200b, r == 0x2060, r == 0xfeff, r == 0x180e: // without width
		return true
	case r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f: // annotations, tags
		return true
	case r&0xfffe == 0xfffe: // not characters
		return true
	}
	return false
}
