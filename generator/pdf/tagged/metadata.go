package tagged

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"htsm/generator/pdf/object"
)

// Attachment is a file inside the document.
type Attachment struct {
	Name         string // file name, unique in the document
	MIME         string // such as "text/csv"
	Description  string
	Relationship Relationship
	Data         []byte
	Modified     time.Time
}

// Relationship says what an attachment is to the document. The zero value is
// Unspecified.
type Relationship uint8

// The relationships of PDF/A-3.
const (
	Unspecified Relationship = iota
	Source
	Data
	Alternative
	Supplement
)

func (r Relationship) name() string {
	names := [...]string{"Unspecified", "Source", "Data", "Alternative", "Supplement"}
	if int(r) >= len(names) {
		r = Unspecified
	}
	return "/" + names[r]
}

// AttachFile adds a file. Elements refer to it by its name.
func (d *Document) AttachFile(a Attachment) {
	if d.fileRefs[a.Name] != 0 {
		d.fail(fmt.Errorf("two attachments are named %q", a.Name))
	}
	d.files = append(d.files, a)
	d.fileRefs[a.Name] = d.out.Alloc()
}

// emitCatalog writes the document's own data; it returns the catalog and the
// information dictionary.
func (d *Document) emitCatalog(tree object.Ref, outline string) (root, info object.Ref) {
	m := d.meta
	dates := ""
	if !m.Created.IsZero() {
		dates = " /CreationDate " + date(m.Created) + " /ModDate " + date(m.Created)
	}
	entries := ""
	for _, e := range [][2]string{{"Title", m.Title}, {"Author", m.Author}, {"Subject", m.Subject}, {"Keywords", m.Keywords}, {"Producer", m.Producer}, {"Creator", m.Producer}} {
		if e[1] != "" {
			entries += " /" + e[0] + " " + object.Text(e[1])
		}
	}
	info = d.out.Add("<<%s%s >>", entries, dates)
	intent := d.out.Add("<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile %s >>",
		d.out.AddStream("/N 3", sRGB()))
	extensions := ""
	if d.locked {
		extensions = " /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>"
	}
	root = d.out.Add("<< /Type /Catalog /Pages %s /Lang %s /MarkInfo << /Marked true >> /StructTreeRoot %s /Metadata %s /ViewerPreferences << /DisplayDocTitle true >> /OutputIntents [%s]%s%s%s >>",
		d.pagesRef, object.Text(m.Language), tree, d.out.AddPlainStream("/Type /Metadata /Subtype /XML", d.xmp()), intent, outline, d.emitFiles(), extensions)
	return root, info
}

func (d *Document) emitFiles() string {
	if len(d.files) == 0 {
		return ""
	}
	var af strings.Builder
	for _, a := range d.files {
		modified := ""
		if !a.Modified.IsZero() {
			modified = " /ModDate " + date(a.Modified)
		}
		params := d.out.Add("<< /Size %d%s >>", len(a.Data), modified)
		file := d.out.AddStream(fmt.Sprintf("/Type /EmbeddedFile /Subtype %s /Params %s", object.Name(a.MIME), params), a.Data)
		spec := d.fileRefs[a.Name]
		d.out.Set(spec, "<< /Type /Filespec /F %s /UF %s /Desc %s /AFRelationship %s /EF << /F %s /UF %s >> >>",
			object.Text(a.Name), object.Text(a.Name), object.Text(a.Description), a.Relationship.name(), file, file)
		af.WriteString(spec.String() + " ")
	}
	return fmt.Sprintf(" /AF [%s] /Names << /EmbeddedFiles %s >>", af.String(), d.nameTree(d.fileRefs))
}

func date(t time.Time) string { return "(D:" + t.UTC().Format("20060102150405") + "Z)" }

// xmp writes the metadata with the identification of PDF/UA-1 and, of a file
// that anyone can read, PDF/A-3a.
// PDF/A wants a schema for the properties of PDF/UA.
func (d *Document) xmp() []byte {
	m := d.meta
	var b bytes.Buffer
	esc := func(s string) string {
		var e bytes.Buffer
		// Writes to a buffer do not fail.
		_ = xml.EscapeText(&e, []byte(s))
		return e.String()
	}
	dates := ""
	if !m.Created.IsZero() {
		t := m.Created.UTC().Format("2006-01-02T15:04:05Z")
		dates = "<xmp:CreateDate>" + t + "</xmp:CreateDate><xmp:ModifyDate>" + t + "</xmp:ModifyDate>"
	}
	b.WriteString("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` + "\n")
	alt := func(s string) string {
		return `<rdf:Alt><rdf:li xml:lang="x-default">` + esc(s) + `</rdf:li></rdf:Alt>`
	}
	property := func(name, value, spelled string) {
		if value != "" {
			b.WriteString("<" + name + ">" + spelled + "</" + name + ">\n")
		}
	}
	property("dc:format", "pdf", "application/pdf")
	property("dc:title", m.Title, alt(m.Title))
	property("dc:creator", m.Author, "<rdf:Seq><rdf:li>"+esc(m.Author)+"</rdf:li></rdf:Seq>")
	property("dc:description", m.Subject, alt(m.Subject))
	property("dc:identifier", m.Identifier, esc(m.Identifier))
	property("dc:rights", m.Rights, alt(m.Rights))
	property("dc:language", m.Language, "<rdf:Bag><rdf:li>"+esc(m.Language)+"</rdf:li></rdf:Bag>")
	property("xmp:CreatorTool", m.Producer, esc(m.Producer))
	property("pdf:Producer", m.Producer, esc(m.Producer))
	property("pdf:Keywords", m.Keywords, esc(m.Keywords))
	b.WriteString(dates)
	if !d.locked {
		b.WriteString("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>")
	}
	b.WriteString("<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n" +
		`<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">` +
		`<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
		`<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>` +
		"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return b.Bytes()
}
