package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
)

// writeSheet writes a sheet as excelize made it, with the rows of p in place
// of its own. However many rows there are, it holds one.
func (p *page) writeSheet(w io.Writer, frame []byte) error {
	before, rest, ok := bytes.Cut(frame, []byte("<sheetData"))
	if !ok {
		return errors.New("xlsx: a sheet without rows")
	}
	_, after, ok := bytes.Cut(rest, []byte("</sheetData>"))
	if !ok {
		if _, after, ok = bytes.Cut(rest, []byte("/>")); !ok {
			return errors.New("xlsx: the rows of a sheet do not end")
		}
	}
	out := bufio.NewWriterSize(w, 1<<16)
	_, _ = out.Write(before)
	_, _ = out.WriteString("<sheetData>")
	var line []byte
	for i, r := range p.rows {
		line = appendRow(line[:0], i+1, r)
		_, _ = out.Write(line)
	}
	if p.body != nil {
		n := len(p.rows)
		for r, err := range p.body {
			if err != nil {
				return err
			}
			n++
			line = appendRow(line[:0], n, r)
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	}
	_, _ = out.WriteString("</sheetData>")
	_, _ = out.Write(after)
	return out.Flush() // The first error of any write.
}

// appendRow writes the row of a number counted from 1.
func appendRow(b []byte, n int, r row) []byte {
	b = append(b, `<row r="`...)
	b = strconv.AppendInt(b, int64(n), 10)
	if r.height > 0 {
		b = append(b, `" ht="`...)
		b = strconv.AppendFloat(b, r.height, 'f', -1, 64)
		b = append(b, `" customHeight="1`...)
	}
	b = append(b, `">`...)
	for i, c := range r.cells {
		if c.text == "" && c.number == "" && c.style == 0 {
			continue
		}
		b = append(b, `<c r="`...)
		b = appendColumn(b, i)
		b = strconv.AppendInt(b, int64(n), 10)
		b = append(b, `" s="`...)
		b = strconv.AppendInt(b, int64(c.style), 10)
		switch {
		case c.number != "":
			b = append(b, `"><v>`...)
			b = append(b, c.number...)
			b = append(b, `</v></c>`...)
		case c.text == "":
			b = append(b, `"/>`...)
		default:
			b = append(b, `" t="inlineStr"><is><t xml:space="preserve">`...)
			b = appendText(b, escapeX(c.text))
			b = append(b, `</t></is></c>`...)
		}
	}
	return append(b, `</row>`...)
}

// appendColumn writes the letters of a column counted from 0.
func appendColumn(b []byte, col int) []byte {
	if col >= 26 {
		b = appendColumn(b, col/26-1)
	}
	return append(b, byte('A'+col%26))
}

// appendText writes a text as XML has it.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		switch s[i] {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		default:
			b = append(b, s[i]) // No text holds control characters.
		}
	}
	return b
}
