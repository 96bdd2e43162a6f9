package pdf

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
)

// kind says what a value is.
type kind uint8

// The kinds of values. Keywords are true, false and, in page contents,
// operators. The zero kind is the null object.
const (
	kindNull kind = iota
	kindNumber
	kindName
	kindText
	kindArray
	kindDict
	kindStream
	kindReference
	kindKeyword
)

// A value is one object of a PDF file.
type value struct {
	kind kind
	num  float64 // A number, or the number of the object that is referred to.
	text string  // A name without its slash, the bytes of a string, a keyword.
	list []value
	dict map[string]value // Of a stream too.
	raw  []byte           // The bytes of a stream as they stand in the file.
}

// int returns a number as an int, 0 for anything that is not a small number.
func (v value) int() int {
	if v.kind != kindNumber || v.num != v.num || v.num < -1e9 || v.num > 1e9 {
		return 0
	}
	return int(v.num)
}

// words returns a text string in UTF-8.
func (v value) words() string {
	if len(v.text) >= 2 && v.text[0] == 0xFE && v.text[1] == 0xFF {
		return utf16Text(v.text[2:])
	}
	out := make([]rune, 0, len(v.text))
	for _, b := range []byte(v.text) {
		out = append(out, rune(b)) // PDFDocEncoding is Latin-1 but for a few signs.
	}
	return string(out)
}

// utf16Text decodes UTF-16 in the order of the network.
func utf16Text(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// maxDepth bounds arrays and dictionaries within each other.
const maxDepth = 64

// A lexer reads values from the bytes of a file or of page contents.
type lexer struct {
	data  []byte
	at    int
	refs  bool // Whether "12 0 R" is a reference; not in page contents.
	depth int
}

var errSyntax = errors.New("the syntax is broken")

func (l *lexer) fail() error { return fmt.Errorf("%w at byte %d", errSyntax, l.at) }

func isSpace(b byte) bool {
	return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0
}

func isDelimiter(b byte) bool {
	switch b {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) peek() byte {
	if l.at < len(l.data) {
		return l.data[l.at]
	}
	return 0
}

// skip passes white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.data) {
		switch b := l.data[l.at]; {
		case isSpace(b):
			l.at++
		case b == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// value reads the next value; the error is io.EOF at the end of the data.
func (l *lexer) value() (value, error) {
	l.skip()
	if l.at >= len(l.data) {
		return value{}, io.EOF
	}
	switch b := l.data[l.at]; {
	case b == '/':
		return l.name()
	case b == '(':
		return l.bracketed()
	case b == '[':
		l.at++
		return l.array(']')
	case b == '<' && l.at+1 < len(l.data) && l.data[l.at+1] == '<':
		l.at += 2
		return l.dictionary()
	case b == '<':
		return l.hex()
	case b >= '0' && b <= '9', b == '+', b == '-', b == '.':
		return l.number()
	case isDelimiter(b):
		return value{}, l.fail()
	}
	word := l.word()
	if word == "null" {
		return value{}, nil
	}
	return value{kind: kindKeyword, text: word}, nil
}

// word reads regular characters.
func (l *lexer) word() string {
	from := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		l.at++
	}
	return string(l.data[from:l.at])
}

func (l *lexer) name() (value, error) {
	l.at++
	word := []byte(l.word())
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		if word[i] == '#' && i+2 < len(word) {
			if n, err := strconv.ParseUint(string(word[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, word[i])
	}
	return value{kind: kindName, text: string(out)}, nil
}

// number reads a number, or a reference if it begins one.
func (l *lexer) number() (value, error) {
	word := l.word()
	n, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return value{}, l.fail()
	}
	if l.refs && n >= 1 && n < 1e8 && n == float64(int(n)) {
		back := l.at
		l.skip()
		generation := l.word()
		l.skip()
		if _, err := strconv.ParseUint(generation, 10, 16); err == nil && l.word() == "R" {
			return value{kind: kindReference, num: n}, nil
		}
		l.at = back
	}
	return value{kind: kindNumber, num: n}, nil
}

// hex reads a string in hexadecimal digits, of which there must be an even
// number (ISO 19005-3, 6.1.6).
func (l *lexer) hex() (value, error) {
	l.at++
	var out []byte
	high, half := byte(0), false
	for l.at < len(l.data) {
		b := l.data[l.at]
		l.at++
		var digit byte
		switch {
		case b == '>':
			if half {
				return value{}, l.fail()
			}
			return value{kind: kindText, text: string(out)}, nil
		case isSpace(b):
			continue
		case b >= '0' && b <= '9':
			digit = b - '0'
		case b|0x20 >= 'a' && b|0x20 <= 'f':
			digit = b | 0x20 - 'a' + 10
		default:
			return value{}, l.fail()
		}
		if half {
			out = append(out, high<<4|digit)
		}
		high, half = digit, !half
	}
	return value{}, l.fail()
}

// bracketed reads a string in round brackets.
func (l *lexer) bracketed() (value, error) {
	l.at++
	var out []byte
	for open := 1; l.at < len(l.data); {
		b := l.data[l.at]
		l.at++
		switch b {
		case '\\':
			out = l.escape(out)
			continue
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return value{kind: kindText, text: string(out)}, nil
			}
		}
		out = append(out, b)
	}
	return value{}, l.fail()
}

// escape reads what follows a backslash.
func (l *lexer) escape(out []byte) []byte {
	b := l.peek()
	l.at++
	switch b {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\r':
		if l.peek() == '\n' {
			l.at++
		}
		return out
	case '\n':
		return out
	}
	if b < '0' || b > '7' {
		return append(out, b)
	}
	n := int(b - '0')
	for range 2 {
		if d := l.peek(); d >= '0' && d <= '7' {
			n = n*8 + int(d-'0')
			l.at++
		}
	}
	return append(out, byte(n))
}

// array reads values up to the closing bracket.
func (l *lexer) array(end byte) (value, error) {
	if l.depth++; l.depth > maxDepth {
		return value{}, l.fail()
	}
	defer func() { l.depth-- }()
	v := value{kind: kindArray}
	for {
		l.skip()
		if l.peek() == end && l.at < len(l.data) {
			l.at++
			return v, nil
		}
		item, err := l.value()
		if err != nil {
			return value{}, l.fail()
		}
		v.list = append(v.list, item)
	}
}

func (l *lexer) dictionary() (value, error) {
	list, err := l.array('>')
	if err != nil || l.peek() != '>' || len(list.list)%2 != 0 {
		return value{}, l.fail()
	}
	l.at++
	v := value{kind: kindDict, dict: make(map[string]value, len(list.list)/2)}
	for i := 0; i < len(list.list); i += 2 {
		key := list.list[i]
		if _, twice := v.dict[key.text]; key.kind != kindName || twice {
			return value{}, l.fail()
		}
		v.dict[key.text] = list.list[i+1]
	}
	return v, nil
}
