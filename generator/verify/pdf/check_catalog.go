package pdf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// checkCatalog looks at the catalog, the output intents and the pages.
func (f *file) checkCatalog(d *Document) {
	catalog := f.get(f.trailer, "Root")
	show, ok := f.get(catalog, "ViewerPreferences").dict["DisplayDocTitle"]
	switch {
	case !ok:
		f.violates("07-001", 0, 0, "")
	case f.resolve(show).text != "true":
		f.violates("07-002", 0, 0, "")
	}
	info := f.get(catalog, "MarkInfo")
	if f.get(info, "Marked").text != "true" {
		f.violates("6.7.2.2-1", 0, 0, "")
	}
	if f.get(info, "Suspects").text == "true" {
		f.violates("01-007", 0, 0, "")
	}
	if lang := f.get(catalog, "Lang"); lang.kind != kindNull {
		f.checkLanguage(lang.words(), 0)
	} else if f.get(catalog, "Outlines").kind == kindDict {
		f.violates("11-003", 0, 0, "")
	}
	f.checkOptional(f.get(catalog, "OCProperties"))
	f.checkIntents(f.get(catalog, "OutputIntents").list)
	for i, l := range d.leaf {
		f.checkPage(l, d.Pages[i], i+1)
	}
}

func (f *file) checkPage(l leaf, p *Page, number int) {
	if box := f.resolve(l.box).list; len(box) == 4 {
		w, h := abs(f.resolve(box[2]).num-f.resolve(box[0]).num), abs(f.resolve(box[3]).num-f.resolve(box[1]).num)
		if min(w, h) < 3 || max(w, h) > 14400 {
			f.violates("6.1.13-11", number, 0, "%.6g × %.6g", w, h)
		}
	}
	for mcid := range p.painted { // In any order: all are one violation of the page.
		if !p.used[mcid] {
			f.violates("01-005", number, 0, "")
		}
	}
}

// checkOptional looks at optional content.
func (f *file) checkOptional(v value) {
	if v.kind != kindDict {
		return
	}
	check := func(config value, number string) {
		if f.get(config, "Name").words() == "" {
			f.violates(number, 0, 0, "")
		}
		if _, ok := config.dict["AS"]; ok {
			f.violates("20-003", 0, 0, "")
		}
	}
	check(f.get(v, "D"), "20-002")
	for _, config := range f.get(v, "Configs").list {
		check(f.resolve(config), "20-001")
	}
}

// checkIntents looks at the output intents and at the colours that need them.
func (f *file) checkIntents(list []value) {
	colors, profile := 0, value{}
	for i, v := range list {
		v = f.resolve(v)
		if i > 0 && v.dict["DestOutputProfile"].num != profile.num {
			f.violates("6.2.3-2", 0, 0, "")
		}
		if profile = v.dict["DestOutputProfile"]; f.get(v, "S").text != "GTS_PDFA1" {
			continue
		}
		stream := f.resolve(profile)
		data, err := f.inflate(stream)
		if n := f.get(stream, "N").int(); err == nil && profileColors(data) == n {
			colors = n
		} else {
			f.violates("6.2.3-1", 0, int(profile.num), "")
		}
	}
	for i, u := range f.devices {
		if u != (use{}) && (colors == 0 || colors != deviceColors[i] && deviceColors[i] != 1) {
			f.violates(deviceRules[i], u.page, u.object, "")
		}
	}
}

// profileColors returns the number of colours of an ICC profile (ICC.1:2010,
// 7.2), 0 if it is none for output.
func profileColors(data []byte) int {
	if len(data) < 128 || string(data[36:40]) != "acsp" || data[8] > 4 || !slices.Contains([]string{"mntr", "prtr", "scnr", "spac"}, string(data[12:16])) {
		return 0
	}
	return map[string]int{"GRAY": 1, "RGB ": 3, "Lab ": 3, "CMYK": 4}[string(data[16:20])]
}

// checkLanguage looks at a tag of a language (RFC 5646, 2.1, without the rules
// of the single subtags).
func (f *file) checkLanguage(tag string, object int) {
	for i, part := range strings.Split(tag, "-") {
		letters := strings.IndexFunc(part, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) < 0
		digits := strings.IndexFunc(part, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) < 0
		if part == "" || len(part) > 8 || !digits || i == 0 && !letters {
			f.violates("6.7.4-1", 0, object, "%.40q", tag)
		}
	}
}

// The schemas of metadata.
const (
	schemaDC        = "http://purl.org/dc/elements/1.1/"
	schemaArchive   = "http://www.aiim.org/pdfa/ns/id/"
	schemaAccess    = "http://www.aiim.org/pdfua/ns/id/"
	schemaSchema    = "http://www.aiim.org/pdfa/ns/schema#"
	schemaExtension = "http://www.aiim.org/pdfa/ns/extension/"
	schemaRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
)

// described lists the schemas that PDF/A knows (ISO 19005-3, 6.6.2.3).
var described = []string{
	schemaDC, schemaArchive, schemaExtension, schemaRDF, "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/",
	"http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/xap/1.0/bj/", "http://ns.adobe.com/xap/1.0/t/pg/",
	"http://ns.adobe.com/pdf/1.3/", "http://ns.adobe.com/photoshop/1.0/", "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/",
}

// metadata is what the XMP says: properties and the schemas it describes.
type metadata struct {
	properties map[xml.Name]string
	language   bool // The title is given in a language.
	header     bool // The header names bytes or an encoding.
	schemas    []string
}

// checkMetadata looks at the metadata of the document.
func (f *file) checkMetadata() {
	catalog := f.get(f.trailer, "Root")
	stream := f.get(catalog, "Metadata")
	if stream.kind != kindStream {
		f.violates("06-001", 0, 0, "")
		return
	}
	object := int(catalog.dict["Metadata"].num)
	data, err := f.inflate(stream)
	if err != nil {
		f.fail(err)
		return
	}
	m, err := readMetadata(data)
	if err != nil {
		f.violates("6.6.2.1-4", 0, object, "%v", err)
		return
	}
	if m.header {
		f.violates("6.6.2.1-2", 0, object, "")
	}
	title := m.properties[xml.Name{Space: schemaDC, Local: "title"}]
	if title == "" {
		f.violates("06-003", 0, object, "")
	} else if f.get(catalog, "Lang").kind == kindNull && !m.language {
		f.violates("11-006", 0, object, "")
	}
	for _, rule := range []struct{ number, space, local, want string }{
		{"06-002", schemaAccess, "part", "1"},
		{"6.6.4-2", schemaArchive, "part", "3"},
		{"6.6.4-3", schemaArchive, "conformance", "A"},
	} {
		if got := m.properties[xml.Name{Space: rule.space, Local: rule.local}]; got != rule.want {
			f.violates(rule.number, 0, object, "%.40q", got)
		}
	}
	for name := range m.properties { // In any order: all are one violation.
		if !slices.Contains(described, name.Space) && !slices.Contains(m.schemas, name.Space) {
			f.violates("6.6.2.3.1-1", 0, object, "")
		}
	}
}

// readMetadata reads XMP (ISO 16684-1): properties are the elements within
// rdf:Description within rdf:RDF, and its attributes.
func readMetadata(data []byte) (*metadata, error) {
	m := &metadata{properties: map[xml.Name]string{}}
	d := xml.NewDecoder(bytes.NewReader(data))
	var path []xml.Name
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.ProcInst:
			m.header = m.header || t.Target == "xpacket" && (bytes.Contains(t.Inst, []byte("bytes=")) || bytes.Contains(t.Inst, []byte("encoding=")))
		case xml.StartElement:
			if path = append(path, t.Name); len(path) > maxDepth {
				return nil, errors.New("elements are nested too deeply")
			}
			m.element(path, t.Attr)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			text := strings.TrimSpace(string(t))
			if n := len(path); n > 0 && path[n-1] == (xml.Name{Space: schemaSchema, Local: "namespaceURI"}) {
				m.schemas = append(m.schemas, text)
			} else if len(path) > descriptions {
				m.properties[path[descriptions]] += text
			}
		}
	}
	if len(m.properties) == 0 {
		return nil, errors.New("there are no properties")
	}
	return m, nil
}

// descriptions is how deep rdf:Description stands: xmpmeta, RDF, Description.
const descriptions = 3

func (m *metadata) element(path []xml.Name, attributes []xml.Attr) {
	n := len(path)
	if n == descriptions+1 {
		m.properties[path[n-1]] += ""
	}
	for _, a := range attributes {
		if n == descriptions && a.Name.Space != "xmlns" && a.Name.Space != "" && a.Name.Space != schemaRDF {
			m.properties[a.Name] += a.Value
		}
		if n > descriptions && path[descriptions].Local == "title" && a.Name.Local == "lang" && a.Value != "x-default" {
			m.language = true
		}
	}
}
