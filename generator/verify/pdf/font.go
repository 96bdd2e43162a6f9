package pdf

import (
	"errors"
	"fmt"
	"io"
)

// maxCodes bounds the codes that one font maps to text.
const maxCodes = 1 << 17

// A font turns the codes of shown strings into text.
type font struct {
	wide bool // Codes of two bytes.
	text map[int]string
	dict value
	used map[int]int // Codes that are shown, with the first page of each, from 0.
}

// split returns the text of each code of a string. A code without a text is
// the replacement character, which no document holds. The codes are noted as
// shown on a page.
func (t *font) split(s string, page int) []string {
	var out []string
	step := 1
	if t.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		code := int(s[i])
		if t.wide {
			code = code<<8 | int(s[i+1])
		}
		if _, shown := t.used[code]; !shown {
			t.used[code] = page
		}
		text, ok := t.text[code]
		if !ok {
			text = "\uFFFD"
		}
		out = append(out, text)
	}
	return out
}

// font reads a font dictionary.
func (f *file) font(v value) (*font, error) {
	t := &font{wide: f.get(v, "Subtype").text == "Type0", text: map[int]string{}, used: map[int]int{}, dict: v}
	if encoding := f.get(v, "Encoding"); t.wide && encoding.text != "Identity-H" {
		return nil, fmt.Errorf("the encoding %q is not supported", encoding.text)
	}
	if f.get(v, "ToUnicode").kind == kindNull {
		return t, nil
	}
	data, err := f.inflate(f.get(v, "ToUnicode"))
	if err != nil {
		return nil, fmt.Errorf("read map to text: %w", err)
	}
	if err := t.read(data); err != nil {
		return nil, fmt.Errorf("read map to text: %w", err)
	}
	return t, nil
}

// read fills the map from a CMap (Adobe technical note 5014, section 7).
func (t *font) read(data []byte) error {
	l := &lexer{data: data}
	var stack []value
	for {
		v, err := l.value()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if v.kind != kindKeyword {
			stack = append(stack, v)
			continue
		}
		switch v.text {
		case "endbfchar":
			for i := 0; i+1 < len(stack); i += 2 {
				t.text[codeOf(stack[i].text)] = utf16Text(stack[i+1].text)
			}
		case "endbfrange":
			for i := 0; i+2 < len(stack); i += 3 {
				t.between(codeOf(stack[i].text), codeOf(stack[i+1].text), stack[i+2])
			}
		}
		if stack = stack[:0]; len(t.text) > maxCodes {
			return errors.New("there are too many codes")
		}
	}
}

// between maps a range of codes to texts that follow each other.
func (t *font) between(from, to int, v value) {
	to = min(to, from+maxCodes)
	first := []rune(utf16Text(v.text))
	for code := from; code <= to; code++ {
		switch i := code - from; {
		case v.kind == kindArray && i < len(v.list):
			t.text[code] = utf16Text(v.list[i].text)
		case v.kind == kindText && len(first) > 0:
			t.text[code] = string(first)
			first[len(first)-1]++
		}
	}
}

// codeOf reads the bytes of a code, at most two.
func codeOf(s string) int {
	code := 0
	for i := 0; i < len(s) && i < 2; i++ {
		code = code<<8 | int(s[i])
	}
	return code
}
