// Package feed writes what readers' programs follow: Atom feeds of editions and
// the map of a site.
//
// Addresses are relative where the format allows it, so that a site works
// wherever it is served. The package knows no document and no page. Invariant:
// equal input gives equal bytes; dates come from the input.
package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"strings"
)

// A Feed is a list of editions, newest first. Every Href is relative to the
// feed.
type Feed struct {
	ID       string // What the feed is, unique: "partners/fr/brief".
	Language string // BCP 47 tag.
	Title    string
	Author   string
	Self     string // The address of the feed itself.
	Page     string // The page that shows the same.
	Updated  string // The date of the newest entry, ISO.
	Entries  []Entry
}

// An Entry is one edition.
type Entry struct {
	ID      string // What the entry is, unique: "partners/fr/brief/2026-10". It stays when the edition is revised.
	Title   string
	Summary string
	Updated string // A date, ISO.
	Page    string
	Files   []File
}

// A File is an edition in another format.
type File struct{ Href, Type, Title string }

// Atom returns a feed as RFC 4287 has it.
func Atom(f Feed) ([]byte, error) {
	x := atomFeed{
		Language: f.Language, ID: urn(f.ID), Title: f.Title, Updated: moment(f.Updated), Author: atomAuthor{f.Author},
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: f.Self}, {Rel: "alternate", Type: "text/html", Href: f.Page}},
	}
	for _, e := range f.Entries {
		entry := atomEntry{ID: urn(e.ID), Title: e.Title, Updated: moment(e.Updated), Summary: e.Summary}
		entry.Links = append(entry.Links, atomLink{Rel: "alternate", Type: "text/html", Href: e.Page})
		for _, file := range e.Files {
			entry.Links = append(entry.Links, atomLink{Rel: "enclosure", Type: file.Type, Href: file.Href, Title: file.Title})
		}
		x.Entries = append(x.Entries, entry)
	}
	return document(x)
}

// urn returns a name for id that no other id has: a UUID of version 8 over its
// SHA-256 (RFC 9562, section 5.8).
func urn(id string) string {
	s := sha256.Sum256([]byte("htsm " + id))
	s[6], s[8] = s[6]&0x0f|0x80, s[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", s[0:4], s[4:6], s[6:8], s[8:10], s[10:16])
}

// moment returns the start of a day as RFC 3339 has it.
func moment(date string) string { return date + "T00:00:00Z" }

func document(x any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(x); err != nil {
		return nil, fmt.Errorf("write xml: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Updated  string      `xml:"updated"`
	Author   atomAuthor  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel   string `xml:"rel,attr"`
	Type  string `xml:"type,attr"`
	Href  string `xml:"href,attr"`
	Title string `xml:"title,attr,omitempty"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Summary string     `xml:"summary,omitempty"`
}

// A Page is a page of the site. Addresses are relative to the site.
type Page struct {
	Path    string
	Updated string            // A date, ISO; empty if it is not known.
	Others  map[string]string // The same page in all languages, by their tags; nil for one language.
	Tags    []string          // The keys of Others in the order in which they stand.
}

// maxPages is the number of pages that one map may hold (sitemaps.org).
const maxPages = 50_000

// Sitemap returns the map of a site that is served at address, which ends with
// a slash. The format takes absolute addresses only. Pages beyond the fifty
// thousand that it takes are left out: give the newest first.
func Sitemap(address string, pages []Page) ([]byte, error) {
	if !strings.HasSuffix(address, "/") {
		return nil, fmt.Errorf("the address %q of the site does not end with a slash", address)
	}
	x := urlSet{XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range pages[:min(len(pages), maxPages)] {
		u := urlEntry{Loc: address + p.Path, LastMod: p.Updated}
		for _, tag := range p.Tags {
			u.Others = append(u.Others, urlLink{Rel: "alternate", Language: tag, Href: address + p.Others[tag]})
		}
		x.URLs = append(x.URLs, u)
	}
	return document(x)
}

type urlSet struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string     `xml:"xmlns:xhtml,attr"`
	URLs    []urlEntry `xml:"url"`
}

type urlEntry struct {
	Loc     string    `xml:"loc"`
	LastMod string    `xml:"lastmod,omitempty"`
	Others  []urlLink `xml:"xhtml:link"`
}

type urlLink struct {
	Rel      string `xml:"rel,attr"`
	Language string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}
