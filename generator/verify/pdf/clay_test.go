package pdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"htsm/generator/pdf/paragraph"
	"htsm/generator/pdf/tagged"
	"htsm/generator/typeface"
)

// good writes a file that holds one of everything that the program writes.
func good(t testing.TB) []byte {
	t.Helper()
	set, err := typeface.Load()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	d := tagged.New(set, nil, tagged.Metadata{Title: "Title", Language: "fr", Producer: "htsm", Created: day})
	d.AddPage(400, 600)
	y := 20.0
	say := func(text string) {
		for _, line := range d.Set([]paragraph.Span{{Text: text, Size: 10}}, paragraph.Form{}) {
			for _, p := range line.Pieces {
				d.Show(p, 10+p.X, y, tagged.Color{})
			}
		}
		y += 20
	}
	add := func(up *tagged.Element, role tagged.Role, a tagged.Attributes, text string) *tagged.Element {
		e := d.NewElement(up, role, a)
		if text != "" {
			d.Within(e, func() { say(text) })
		}
		return e
	}
	root, none := d.Root(), tagged.Attributes{}
	d.Dest("one", y)
	d.Bookmark(1, "One", "one")
	toc := add(root, tagged.Contents, none, "")
	add(add(toc, tagged.ContentsIt, none, ""), tagged.Reference, none, "One 1")
	add(root, tagged.H1, none, "One")
	p := add(root, tagged.Paragraph, tagged.Attributes{Language: "en"}, "Text ")
	link := add(p, tagged.LinkRole, none, "link")
	d.LinkURI(10, y, 50, 20, "https://example.org/", "leads on", link)
	add(p, tagged.Note, tagged.Attributes{ID: "n-1"}, "first note")
	add(p, tagged.Note, tagged.Attributes{ID: "n-2"}, "second note")
	item := add(add(root, tagged.List, tagged.Attributes{Numbering: "Disc"}, ""), tagged.ListItem, none, "")
	add(item, tagged.Label, none, "*")
	add(item, tagged.ListBody, none, "item")
	add(root, tagged.H2, none, "Two")
	table := add(root, tagged.Table, none, "")
	add(table, tagged.Caption, none, "A table")
	row := add(add(table, tagged.TableHead, none, ""), tagged.TableRow, none, "")
	add(row, tagged.HeadCell, tagged.Attributes{Scope: "Column"}, "a")
	add(row, tagged.HeadCell, tagged.Attributes{Scope: "Column"}, "b")
	row = add(add(table, tagged.TableBody, none, ""), tagged.TableRow, none, "")
	add(row, tagged.DataCell, tagged.Attributes{}, "1")
	add(row, tagged.DataCell, tagged.Attributes{}, "2")
	add(root, tagged.Figure, tagged.Attributes{Alt: "A picture", Box: [4]float64{10, y, 50, 20}, File: "d.csv"}, "picture")
	d.Line(10, y, 50, y, 1, tagged.Color{R: 255})
	d.AttachFile(tagged.Attachment{Name: "d.csv", MIME: "text/csv", Description: "data", Relationship: tagged.Data, Data: []byte("a,b\n"), Modified: day})
	data, err := d.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A clay is a file taken apart, to be changed and put together again.
type clay struct {
	t             testing.TB
	head          string
	objects       []string // By number; streams without their data.
	streams       [][]byte // By number, inflated; nil for other objects.
	trailer, tail string
	longer        int // What is added to the length of the metadata.
}

// taken takes a file apart.
func taken(t testing.TB, data []byte) *clay {
	t.Helper()
	f, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	numbers := sortedKeys(f.places)
	c := &clay{t: t, head: "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", tail: "%%EOF\n"}
	c.objects, c.streams = make([]string, numbers[len(numbers)-1]+1), make([][]byte, numbers[len(numbers)-1]+1)
	for _, n := range numbers {
		v := f.object(n)
		if kind := v.dict["Type"].text; kind == "ObjStm" || kind == "XRef" {
			continue
		}
		if v.kind == kindStream {
			if c.streams[n], err = f.inflate(v); err != nil {
				t.Fatal(err)
			}
			delete(v.dict, "Filter")
			delete(v.dict, "Length")
		}
		c.objects[n] = spelled(v)
	}
	c.trailer = "/Root " + spelled(f.trailer.dict["Root"]) + " /ID " + spelled(f.trailer.dict["ID"])
	return c
}

// spelled writes a value with one space between tokens and sorted keys.
func spelled(v value) string {
	switch v.kind {
	case kindNumber:
		return strconv.FormatFloat(v.num, 'f', -1, 64)
	case kindName:
		return "/" + strings.ReplaceAll(v.text, "/", "#2F")
	case kindText:
		if strings.ContainsFunc(v.text, func(r rune) bool { return r < 32 || r > 126 || strings.ContainsRune(`\()`, r) }) {
			return "<" + hex.EncodeToString([]byte(v.text)) + ">"
		}
		return "(" + v.text + ")"
	case kindReference:
		return fmt.Sprintf("%d 0 R", int(v.num))
	case kindKeyword:
		return v.text
	case kindArray:
		var list []string
		for _, item := range v.list {
			list = append(list, spelled(item))
		}
		return "[" + strings.Join(list, " ") + "]"
	case kindDict, kindStream:
		s := "<<"
		for _, key := range sortedKeys(v.dict) {
			s += " /" + key + " " + spelled(v.dict[key])
		}
		return s + " >>"
	}
	return "null"
}

// edit replaces the first occurrence of a text in the objects; there must be
// one.
func (c *clay) edit(from, to string) {
	c.t.Helper()
	for i, o := range c.objects {
		if strings.Contains(o, from) {
			c.objects[i] = strings.Replace(o, from, to, 1)
			return
		}
	}
	c.t.Fatalf("no object holds %q", from)
}

// data replaces the first occurrence of a text in the streams; there must be
// one.
func (c *clay) data(from, to string) {
	c.t.Helper()
	for i, s := range c.streams {
		if bytes.Contains(s, []byte(from)) {
			c.streams[i] = bytes.Replace(s, []byte(from), []byte(to), 1)
			return
		}
	}
	c.t.Fatalf("no stream holds %q", from)
}

// add appends an object and returns its number.
func (c *clay) add(object string) int {
	c.objects, c.streams = append(c.objects, object), append(c.streams, nil)
	return len(c.objects) - 1
}

// stream appends a stream and returns its number.
func (c *clay) stream(object string, data []byte) int {
	n := c.add(object)
	c.streams[n] = append([]byte{}, data...)
	return n
}

// baked puts the file together.
func (c *clay) baked() []byte {
	var b bytes.Buffer
	b.WriteString(c.head)
	table := []byte{0, 0, 0, 0}
	for i, o := range c.objects[1:] {
		if o == "" {
			table = append(table, 0, 0, 0, 0)
			continue
		}
		table = append(table, 1, byte(b.Len()>>16), byte(b.Len()>>8), byte(b.Len()))
		if data := c.streams[i+1]; data != nil {
			length := len(data)
			if strings.Contains(o, "/Metadata") {
				length += c.longer
			}
			o = fmt.Sprintf("%s /Length %d >>\nstream\n%s\nendstream", strings.TrimSuffix(o, " >>"), length, data)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 3 0] %s /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%s",
		len(c.objects), len(c.objects), c.trailer, len(table), table, at, c.tail)
	return b.Bytes()
}
