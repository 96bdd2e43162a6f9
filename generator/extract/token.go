package extract

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"htsm/generator/diag"
)

// A span is a cell in the text of a batch. The top bit of end says that the
// cell holds doubled quotes.
type span struct{ start, end uint32 }

const doubled = 1 << 31

// A record is one row of cells, or the place where no row could be made out.
type record struct {
	first, count uint32 // Its spans.
	start        uint32 // Where it begins in the text of the batch.
	line         int64  // The physical line on which it begins.
	bad          *badRecord
}

// A badRecord says what is wrong with the form of a record.
type badRecord struct {
	code    diag.Code
	pos     diag.Pos
	message string
	hint    string
}

// A batch is a run of whole records. Its bounds depend on the text alone.
type batch struct {
	text    []byte
	spans   []span
	records []record
	result  *result
	done    chan struct{}
}

// The size at which a batch is handed over.
const (
	batchBytes   = 512 << 10
	batchRecords = 4096
)

// A tokenizer splits text into records, after RFC 4180, with any mix of line
// ends: LF, CRLF, CR. A quote inside a bare cell and a quote that is never
// closed spoil their record only: reading goes on at the end of the physical
// line on which the fault begins.
type tokenizer struct {
	src   *decoder
	comma byte
	stop  [256]bool // Bytes that end a bare cell.
	buf   []byte    // Text of the batch so far and beyond.
	pos   int       // Where the next record begins in buf.
	line  int64     // The physical line of pos.
	end   bool      // No text follows buf.
	open  bool      // The last line has no line end.
	err   error     // Why reading failed.
}

func newTokenizer(src *decoder, comma byte) *tokenizer {
	t := &tokenizer{src: src, comma: comma, line: 1}
	for _, b := range []byte{comma, '\r', '\n', '"'} {
		t.stop[b] = true
	}
	return t
}

// fill appends more text to the buffer.
func (t *tokenizer) fill() {
	buf, err := t.src.appendTo(t.buf)
	t.buf = buf
	if err != nil {
		t.end = true
		if !errors.Is(err, io.EOF) {
			t.err = err
		}
	}
}

// lines returns the number of physical lines once all text was read.
func (t *tokenizer) lines() int64 {
	if t.open {
		return t.line
	}
	return t.line - 1
}

// next reads records into b until it is large enough. It reports false if
// there was none left.
func (t *tokenizer) next(b *batch) (bool, error) {
	t.buf = append(b.text[:0], t.buf[t.pos:]...)
	t.pos = 0
	b.spans, b.records = b.spans[:0], b.records[:0]
	for len(b.records) < batchRecords && t.pos < batchBytes {
		if !t.record(b) {
			break
		}
	}
	b.text = t.buf[:t.pos]
	return len(b.records) > 0, t.err
}

// record reads one record. It reports false at the end of the text.
func (t *tokenizer) record(b *batch) bool {
	first := len(b.spans)
	for {
		switch outcome := t.scan(b); {
		case outcome == whole:
			return true
		case t.err != nil:
			return false
		case outcome == spoilt:
			b.spans = b.spans[:first]
			return true
		case outcome == partial && !t.end && len(t.buf)-t.pos <= MaxRecord:
			b.spans = b.spans[:first]
			// Reading as much again keeps long records from being scanned
			// once for every chunk.
			for want := 2*len(t.buf) - t.pos; !t.end && len(t.buf) <= want; {
				t.fill()
			}
		case t.pos == len(t.buf):
			return false
		default:
			b.spans = b.spans[:first]
			t.spoil(b, t.pos, "X026", "reading goes on at the next line", "the record is longer than 4 MiB")
			return true
		}
	}
}

// An outcome says how far a scan came.
type outcome uint8

const (
	partial outcome = iota // The text so far ends inside the record.
	whole                  // A record was appended.
	spoilt                 // A record with a fault was appended.
	long                   // The record is longer than MaxRecord.
)

// scan appends the record at t.pos to b, if the text so far holds all of it.
func (t *tokenizer) scan(b *batch) outcome {
	buf, i, line := t.buf, t.pos, t.line
	r := record{first: uint32(len(b.spans)), start: uint32(i), line: line}
	if i == len(buf) {
		return partial
	}
	for {
		s, end, how := t.cell(b, i)
		if how != whole {
			return how
		}
		if i < end && buf[i] == '"' {
			line += lineEnds(buf[i:end])
		}
		b.spans = append(b.spans, s)
		i = end
		if i == len(buf) {
			if !t.end {
				return partial
			}
			break
		}
		if buf[i] == t.comma {
			i++
			continue
		}
		if buf[i] == '\r' {
			if i+1 == len(buf) && !t.end {
				return partial
			}
			if i+1 < len(buf) && buf[i+1] == '\n' {
				i++
			}
		}
		i++
		line++
		break
	}
	if i-t.pos > MaxRecord {
		return long
	}
	r.count = uint32(len(b.spans)) - r.first
	b.records = append(b.records, r)
	t.pos, t.line = i, line
	t.open = i == len(buf) && buf[i-1] != '\n' && buf[i-1] != '\r'
	return whole
}

// cell returns the cell at i and the offset behind it, which is that of a
// delimiter, of a line end or of the end of the text.
func (t *tokenizer) cell(b *batch, i int) (span, int, outcome) {
	buf := t.buf
	if i < len(buf) && buf[i] == '"' {
		return t.quoted(b, i)
	}
	start := i
	for i < len(buf) && !t.stop[buf[i]] {
		i++
	}
	if i < len(buf) && buf[i] == '"' {
		t.spoil(b, i, "X021", "put the whole cell in quotes and double the quotes inside it", "a quote stands inside a cell that does not begin with one")
		return span{}, 0, spoilt
	}
	return span{uint32(start), uint32(i)}, i, whole
}

// quoted returns the quoted cell whose first quote stands at open.
func (t *tokenizer) quoted(b *batch, open int) (span, int, outcome) {
	buf, i := t.buf, open+1
	var flag uint32
	for {
		n := bytes.IndexByte(buf[i:], '"')
		if n < 0 || i+n+1 == len(buf) && !t.end {
			if !t.end && len(buf)-open <= MaxField {
				return span{}, 0, partial
			}
			if n < 0 {
				return t.unclosed(b, open)
			}
		}
		i += n + 1
		if i-open > MaxField {
			return t.unclosed(b, open)
		}
		if i == len(buf) || buf[i] != '"' {
			break
		}
		flag = doubled
		i++
	}
	if i < len(buf) && !t.stop[buf[i]] {
		if lineEnds(buf[open:i]) > 0 {
			return t.unclosed(b, open)
		}
		t.spoil(b, i, "X021", "double the quotes inside a quoted cell", "text follows a closing quote")
		return span{}, 0, spoilt
	}
	return span{uint32(open + 1), uint32(i-1) | flag}, i, whole
}

// unclosed spoils the record because the quote at open is never closed.
func (t *tokenizer) unclosed(b *batch, open int) (span, int, outcome) {
	t.spoil(b, open, "X022", "close the quote, or double it if it is part of the text", "a quote is opened and not closed within 1 MiB")
	return span{}, 0, spoilt
}

// spoil appends a record with a fault at the offset at, and moves behind the
// end of the physical line of that offset.
func (t *tokenizer) spoil(b *batch, at int, code diag.Code, hint, message string) {
	line, column := position(t.buf, t.pos, t.line, at)
	r := record{first: uint32(len(b.spans)), start: uint32(t.pos), line: t.line}
	r.bad = &badRecord{code, diag.Pos{Line: int(line), Col: column}, message, hint}
	b.records = append(b.records, r)
	t.line = line
	t.skipLine(at)
}

// skipLine moves behind the end of the line that holds the offset at. Text of
// that line that does not fit in the buffer is dropped.
func (t *tokenizer) skipLine(at int) {
	t.pos = at
	for {
		n := bytes.IndexAny(t.buf[t.pos:], "\r\n")
		if n >= 0 && (t.buf[t.pos+n] == '\n' || t.pos+n+1 < len(t.buf) || t.end) {
			t.pos += n + 1
			if t.buf[t.pos-1] == '\r' && t.pos < len(t.buf) && t.buf[t.pos] == '\n' {
				t.pos++
			}
			t.line++
			return
		}
		if t.end {
			t.pos, t.open = len(t.buf), true
			return
		}
		if n < 0 {
			t.buf = t.buf[:t.pos]
		}
		t.fill()
	}
}

// position returns the physical line and the column, in characters from 1, of
// the offset at, if the offset from begins the given line.
func position(text []byte, from int, line int64, at int) (int64, int) {
	column := 1
	for i := from; i < at; {
		switch b := text[i]; {
		case b == '\n', b == '\r':
			if b == '\r' && i+1 < at && text[i+1] == '\n' {
				i++
			}
			i++
			line++
			column = 1
		case b < utf8.RuneSelf:
			i++
			column++
		default:
			_, n := utf8.DecodeRune(text[i:])
			i += n
			column++
		}
	}
	return line, column
}

// lineEnds counts the line ends in a text.
func lineEnds(text []byte) int64 {
	n := bytes.Count(text, []byte{'\n'})
	for i := bytes.IndexByte(text, '\r'); i >= 0; {
		if i+1 == len(text) || text[i+1] != '\n' {
			n++
		}
		next := bytes.IndexByte(text[i+1:], '\r')
		if next < 0 {
			break
		}
		i += next + 1
	}
	return int64(n)
}
