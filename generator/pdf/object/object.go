// Package object writes the file syntax of PDF: indirect objects, object
// streams, the cross-reference stream, encryption, and the spelling of
// numbers, names and strings.
//
// It is not for meaning: it knows no page, font or structure element. Its
// invariant: the same objects give the same bytes, identifier included, and
// no clock is asked, nor any random source but the one that keys are drawn
// from.
package object

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Ref is the number of an indirect object; 0 is none.
type Ref int

// String returns the reference as it stands in a dictionary, "12 0 R".
func (r Ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// entry is one object: a stream when data is not nil.
type entry struct {
	body string // the object, or the entries of the stream's dictionary
	data []byte
}

// Writer collects objects and serialises them. Its zero value is an empty
// file; it is for one goroutine.
type Writer struct {
	entries []entry
	zip     *zlib.Writer
	lock    *lock // nil for a file that anyone can read
}

// Alloc reserves an object to be set later.
func (w *Writer) Alloc() Ref {
	w.entries = append(w.entries, entry{body: "null"})
	return Ref(len(w.entries))
}

// Set gives a reserved object its content. The format is that of fmt; a
// format without arguments is taken as it is.
func (w *Writer) Set(r Ref, format string, args ...any) {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	w.entries[r-1] = entry{body: format}
}

// Add writes a new object.
func (w *Writer) Add(format string, args ...any) Ref {
	r := w.Alloc()
	w.Set(r, format, args...)
	return r
}

// SetStream makes a reserved object a compressed stream. The dictionary
// entries come without brackets and without Length and Filter, and hold no
// strings, which encryption would have to reach.
func (w *Writer) SetStream(r Ref, dict string, data []byte) {
	w.entries[r-1] = entry{body: dict + " /Filter /FlateDecode", data: w.deflate(data)}
}

// AddStream writes a new compressed stream.
func (w *Writer) AddStream(dict string, data []byte) Ref {
	r := w.Alloc()
	w.SetStream(r, dict, data)
	return r
}

// AddPlainStream writes a new stream without compression, as archival rules
// want for metadata.
func (w *Writer) AddPlainStream(dict string, data []byte) Ref {
	r := w.Alloc()
	w.entries[r-1] = entry{body: dict, data: append([]byte{}, data...)}
	return r
}

func (w *Writer) deflate(data []byte) []byte {
	var buf bytes.Buffer
	if w.zip == nil {
		w.zip = zlib.NewWriter(&buf)
	} else {
		w.zip.Reset(&buf)
	}
	// Writes to a buffer do not fail.
	_, _ = w.zip.Write(data)
	_ = w.zip.Close()
	return buf.Bytes()
}

// place is where the cross-reference stream finds an object.
type place struct{ kind, where, index int }

// objectsPerStream balances compression with the work of readers that open
// one object.
const objectsPerStream = 200

// Bytes serialises the file as PDF 1.7 with object and cross-reference
// streams, encrypted if Encrypt was called. The identifier is a hash of all
// objects. The Writer must not be used afterwards.
func (w *Writer) Bytes(root, info Ref) []byte {
	places := make([]place, len(w.entries)+1)
	w.packObjects(&places)
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	for i, e := range w.entries {
		if e.data == nil {
			continue
		}
		if w.lock != nil {
			e.data = w.lock.seal(i+1, e.data)
		}
		places[i+1] = place{1, out.Len(), 0}
		fmt.Fprintf(&out, "%d 0 obj\n<< %s /Length %d >>\nstream\n", i+1, e.body, len(e.data))
		out.Write(e.data)
		out.WriteString("\nendstream\nendobj\n")
	}
	encrypt := ""
	if w.lock != nil {
		// The dictionary itself stands outside of streams and is not encrypted.
		encrypt = fmt.Sprintf(" /Encrypt %s", Ref(len(places)))
		places = append(places, place{1, out.Len(), 0})
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(places)-1, w.lock.dict)
	}
	sum := sha256.Sum256(out.Bytes())
	id := fmt.Sprintf("%X", sum[:16])
	start := out.Len()
	places = append(places, place{1, start, 0})
	var table bytes.Buffer
	for i, p := range places {
		if i == 0 {
			p = place{0, 0, 65535}
		}
		table.Write([]byte{
			byte(p.kind), byte(p.where >> 24), byte(p.where >> 16), byte(p.where >> 8), byte(p.where),
			byte(p.index >> 8), byte(p.index),
		})
	}
	data := w.deflate(table.Bytes())
	fmt.Fprintf(&out, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root %s /Info %s%s /ID [<%s> <%s>] /Filter /FlateDecode /Length %d >>\nstream\n",
		len(places)-1, len(places), root, info, encrypt, id, id, len(data))
	out.Write(data)
	fmt.Fprintf(&out, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

// packObjects moves the objects that are no streams into object streams.
func (w *Writer) packObjects(places *[]place) {
	var plain []int
	for i, e := range w.entries {
		if e.data == nil {
			plain = append(plain, i+1)
		}
	}
	for from := 0; from < len(plain); from += objectsPerStream {
		chunk := plain[from:min(from+objectsPerStream, len(plain))]
		var head, body strings.Builder
		number := len(w.entries) + 1
		for k, n := range chunk {
			fmt.Fprintf(&head, "%d %d ", n, body.Len())
			body.WriteString(w.entries[n-1].body)
			body.WriteByte('\n')
			(*places)[n] = place{2, number, k}
		}
		w.AddStream(fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(chunk), head.Len()), []byte(head.String()+body.String()))
		*places = append(*places, place{})
	}
}

// Num spells a number with at most three decimals and no exponent. Infinite
// and undefined numbers, which PDF has no spelling for, become 0.
func Num(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "0"
	}
	return string(AppendNum(nil, f))
}

// AppendNum appends the spelling of Num to a buffer.
func AppendNum(b []byte, f float64) []byte {
	if math.IsNaN(f) || math.Abs(f) > math.MaxInt32 {
		f = 0
	}
	thousandths := int64(math.Round(f * 1000))
	if thousandths < 0 {
		b = append(b, '-')
		thousandths = -thousandths
	}
	b = strconv.AppendInt(b, thousandths/1000, 10)
	if rest := thousandths % 1000; rest != 0 {
		b = append(b, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
		b = bytes.TrimRight(b, "0")
	}
	return b
}

// Nums spells numbers with spaces between them.
func Nums(fs ...float64) string {
	var b []byte
	for i, f := range fs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = AppendNum(b, f)
	}
	return string(b)
}

// Text spells a text string: ASCII in brackets, all else as UTF-16.
func Text(s string) string {
	for _, r := range s {
		if r < 32 || r > 126 {
			var b strings.Builder
			b.WriteString("<FEFF")
			for _, u := range utf16.Encode([]rune(s)) {
				fmt.Fprintf(&b, "%04X", u)
			}
			return b.String() + ">"
		}
	}
	return "(" + strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), "(", `\(`), ")", `\)`) + ")"
}

// Name spells a name object with its slash; characters outside letters,
// digits and the hyphen are escaped.
func Name(s string) string {
	var b strings.Builder
	b.WriteByte('/')
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '+':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "#%02X", c)
		}
	}
	return b.String()
}
