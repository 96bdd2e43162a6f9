package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// The limits of a file that is read.
const (
	maxObjects  = 1 << 20
	maxInflated = 128 << 20 // Of all streams together.
	maxSections = 64        // Cross-reference sections.
	maxHops     = 16        // References to references.
)

// A place is where an object stands: at an offset of the file, or as a part
// of an object stream.
type place struct {
	kind  int // 1 at an offset, 2 in an object stream.
	where int // The offset or the number of the object stream.
	index int
}

// A file is an opened file. It keeps the first error, after which every
// object is null.
type file struct {
	data    []byte
	places  map[int]place
	trailer value
	cache   map[int]value
	packs   map[int][]value // Object streams that were unpacked.
	opening map[int]bool    // Objects that are being read.
	left    int             // Bytes that may still be inflated.
	err     error
	audit
}

func (f *file) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

// open reads the cross-reference streams of a file.
func open(data []byte) (*file, error) {
	f := &file{
		data: data, places: map[int]place{}, cache: map[int]value{}, packs: map[int][]value{},
		opening: map[int]bool{}, left: maxInflated,
	}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return nil, errors.New("it is not a PDF file")
	}
	tail := data[max(0, len(data)-1024):]
	i := bytes.LastIndex(tail, []byte("startxref"))
	if i < 0 {
		return nil, errors.New("there is no cross-reference table")
	}
	l := &lexer{data: tail, at: i + len("startxref")}
	at, err := l.value()
	if err != nil || at.kind != kindNumber {
		return nil, errors.New("there is no cross-reference table")
	}
	next := at.int()
	for n := 0; ; n++ {
		if n == maxSections {
			return nil, errors.New("there are too many cross-reference sections")
		}
		section, err := f.section(next)
		if err != nil {
			return nil, fmt.Errorf("read cross-reference section: %w", err)
		}
		if n == 0 {
			f.trailer = section
		}
		prev, ok := section.dict["Prev"]
		if !ok {
			return f, nil
		}
		next = prev.int()
	}
}

// section reads the cross-reference stream at an offset. Entries of sections
// that were read before prevail.
func (f *file) section(offset int) (value, error) {
	v, err := f.at(offset, 0)
	if err != nil {
		return v, err
	}
	if v.kind != kindStream || v.dict["Type"].text != "XRef" {
		return v, errors.New("it is not a stream")
	}
	table, err := f.inflate(v)
	if err != nil {
		return v, err
	}
	var widths [3]int
	if len(v.dict["W"].list) != 3 {
		return v, errors.New("the widths are broken")
	}
	size := 0
	for i, w := range v.dict["W"].list {
		if widths[i] = w.int(); widths[i] < 0 || widths[i] > 6 {
			return v, errors.New("the widths are broken")
		}
		size += widths[i]
	}
	index := []value{{kind: kindNumber}, v.dict["Size"]}
	if list, ok := v.dict["Index"]; ok {
		index = list.list
	}
	for i := 0; i+1 < len(index); i += 2 {
		for n := index[i].int(); n < index[i].int()+index[i+1].int(); n++ {
			if size == 0 || len(table) < size {
				return v, errors.New("the table is too short")
			}
			if len(f.places) > maxObjects {
				return v, errors.New("there are too many objects")
			}
			f.entry(n, table[:size], widths)
			table = table[size:]
		}
	}
	return v, nil
}

func (f *file) entry(n int, row []byte, widths [3]int) {
	var fields [3]int
	for i, w := range widths {
		for _, b := range row[:w] {
			fields[i] = fields[i]<<8 | int(b)
		}
		row = row[w:]
	}
	if widths[0] == 0 {
		fields[0] = 1
	}
	if _, known := f.places[n]; !known && (fields[0] == 1 || fields[0] == 2) {
		f.places[n] = place{fields[0], fields[1], fields[2]}
	}
}

// at reads the indirect object at an offset; with a number other than 0 it
// must be that object.
func (f *file) at(offset, number int) (value, error) {
	if offset <= 0 || offset >= len(f.data) {
		return value{}, fmt.Errorf("byte %d is outside of the file", offset)
	}
	l := &lexer{data: f.data, at: offset}
	n, err := l.value()
	if err != nil || n.kind != kindNumber || number != 0 && n.int() != number {
		return value{}, fmt.Errorf("there is no object %d at byte %d", number, offset)
	}
	for _, want := range []string{"0", "obj"} {
		l.skip()
		if l.word() != want {
			return value{}, l.fail()
		}
	}
	l.refs = true
	v, err := l.value()
	if err != nil {
		return value{}, l.fail()
	}
	l.skip()
	if v.kind != kindDict || !bytes.HasPrefix(l.data[l.at:], []byte("stream")) {
		return v, nil
	}
	l.at += len("stream")
	if l.peek() == '\r' {
		l.at++
	}
	if l.peek() == '\n' {
		l.at++
	}
	length := f.resolve(v.dict["Length"]).int()
	if length < 0 || length > len(f.data)-l.at {
		return value{}, fmt.Errorf("the stream at byte %d is longer than the file", offset)
	}
	v.kind, v.raw = kindStream, f.data[l.at:l.at+length]
	if l.at += length; !l.ends() {
		f.violates("6.1.7.1-1", 0, number, "no endstream follows byte %d", l.at)
	}
	return v, nil
}

// ends reports whether a stream ends here, after at most one line break.
func (l *lexer) ends() bool {
	rest := bytes.TrimPrefix(bytes.TrimPrefix(l.data[l.at:], []byte("\r")), []byte("\n"))
	return bytes.HasPrefix(rest, []byte("endstream"))
}

// object returns an object, null if there is none.
func (f *file) object(n int) value {
	if v, ok := f.cache[n]; ok || f.err != nil {
		return v
	}
	if f.opening[n] || len(f.opening) > maxHops {
		f.fail(fmt.Errorf("object %d hangs together with too many others", n))
		return value{}
	}
	f.opening[n] = true
	defer delete(f.opening, n)
	var v value
	var err error
	switch p := f.places[n]; p.kind {
	case 1:
		v, err = f.at(p.where, n)
	case 2:
		list := f.pack(p.where)
		if p.index >= len(list) {
			err = errors.New("its object stream is too short")
			break
		}
		v = list[p.index]
	}
	if err != nil {
		f.fail(fmt.Errorf("read object %d: %w", n, err))
		return value{}
	}
	f.cache[n] = v
	return v
}

// pack returns the objects of an object stream.
func (f *file) pack(n int) []value {
	if list, ok := f.packs[n]; ok {
		return list
	}
	list, err := f.unpack(f.object(n))
	if err != nil {
		f.fail(fmt.Errorf("read object stream %d: %w", n, err))
	}
	f.packs[n] = list
	return list
}

func (f *file) unpack(stream value) ([]value, error) {
	if f.err != nil {
		return nil, f.err
	}
	data, err := f.inflate(stream)
	if err != nil {
		return nil, err
	}
	first, count := stream.dict["First"].int(), stream.dict["N"].int()
	if first < 0 || first > len(data) || count < 0 || count > len(data) {
		return nil, errSyntax
	}
	head := &lexer{data: data[:first]}
	var list []value
	for range count {
		_, err1 := head.value()
		offset, err2 := head.value()
		if err1 != nil || err2 != nil || offset.int() < 0 || offset.int() > len(data)-first {
			return nil, head.fail()
		}
		body := &lexer{data: data[first:], at: offset.int(), refs: true}
		v, err := body.value()
		if err != nil {
			return nil, body.fail()
		}
		list = append(list, v)
	}
	return list, nil
}

// resolve follows references.
func (f *file) resolve(v value) value {
	for range maxHops {
		if v.kind != kindReference {
			return v
		}
		v = f.object(int(v.num))
	}
	f.fail(errors.New("references go in a circle"))
	return value{}
}

// get returns the entry of a dictionary or stream.
func (f *file) get(v value, key string) value { return f.resolve(v.dict[key]) }

// inflate returns the bytes that a stream stands for.
func (f *file) inflate(v value) ([]byte, error) {
	if v.kind != kindStream {
		return nil, errors.New("it is not a stream")
	}
	filter := f.get(v, "Filter")
	if filter.kind == kindArray && len(filter.list) == 1 {
		filter = f.resolve(filter.list[0])
	}
	switch {
	case filter.kind == kindNull:
		if f.left -= len(v.raw); f.left < 0 {
			return nil, errors.New("the streams are too large")
		}
		return v.raw, nil
	case filter.text != "FlateDecode" || v.dict["DecodeParms"].kind != kindNull:
		return nil, errors.New("its filter is not supported")
	}
	r, err := zlib.NewReader(bytes.NewReader(v.raw))
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(f.left)+1))
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	if f.left -= len(out); f.left < 0 {
		return nil, errors.New("the streams are too large")
	}
	return out, nil
}
