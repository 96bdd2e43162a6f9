package feed_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"htsm/generator/feed"
)

func sample(text string) feed.Feed {
	return feed.Feed{
		ID: "partners/fr/brief", Language: "fr", Title: text, Author: text, Self: "feed.xml", Page: "index.html", Updated: "2026-11-02",
		Entries: []feed.Entry{{
			ID: "partners/fr/brief/2026-10", Title: text, Summary: text, Updated: "2026-11-02", Page: "2026-10/index.html",
			Files: []feed.File{{Href: "2026-10/brief.pdf", Type: "application/pdf", Title: text}},
		}},
	}
}

// A parsed feed, as a reader's program sees it.
type parsed struct {
	Lang    string `xml:"lang,attr"`
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Author  string `xml:"author>name"`
	Links   []link `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Links   []link `xml:"link"`
	} `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func TestAFeedHasWhatTheStandardAsksFor(t *testing.T) {
	for _, text := range []string{"Bulletin", `<script>alert(1)</script>`, "a & b\x00\ufffe]]>"} {
		data, err := feed.Atom(sample(text))
		if err != nil {
			t.Fatal(err)
		}
		var f parsed
		if err := xml.Unmarshal(data, &f); err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		if f.Lang != "fr" || f.Title == "" || f.Author == "" || f.Updated != "2026-11-02T00:00:00Z" || !strings.HasPrefix(f.ID, "urn:uuid:") {
			t.Errorf("the feed reads %+v", f)
		}
		if f.Links[0] != (link{"self", "feed.xml"}) || f.Links[1] != (link{"alternate", "index.html"}) {
			t.Errorf("the links are %v", f.Links)
		}
		e := f.Entries[0]
		if e.ID == f.ID || e.Updated == "" || e.Title == "" || e.Links[0] != (link{"alternate", "2026-10/index.html"}) || e.Links[1] != (link{"enclosure", "2026-10/brief.pdf"}) {
			t.Errorf("the entry reads %+v", e)
		}
	}
}

func TestAnEntryKeepsItsNameWhateverItSays(t *testing.T) {
	a, err := feed.Atom(sample("first"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := feed.Atom(sample("revised"))
	if err != nil {
		t.Fatal(err)
	}
	var f, g parsed
	if err := errors.Join(xml.Unmarshal(a, &f), xml.Unmarshal(b, &g)); err != nil {
		t.Fatal(err)
	}
	if f.Entries[0].ID != g.Entries[0].ID || f.ID != g.ID {
		t.Error("the name of an entry follows its title")
	}
}

func TestASitemapNamesEveryPageInFull(t *testing.T) {
	pages := []feed.Page{
		{Path: "fr/index.html", Updated: "2026-11-02", Others: map[string]string{"fr": "fr/index.html", "en": "en/index.html"}, Tags: []string{"en", "fr"}},
		{Path: "index.html"},
	}
	data, err := feed.Sitemap("https://briefs.example/partners/", pages)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<loc>https://briefs.example/partners/fr/index.html</loc>", "<lastmod>2026-11-02</lastmod>",
		`hreflang="en" href="https://briefs.example/partners/en/index.html"`, "<loc>https://briefs.example/partners/index.html</loc>",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the map lacks %s:\n%s", want, data)
		}
	}
	for d := xml.NewDecoder(strings.NewReader(string(data))); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := feed.Sitemap("https://briefs.example", pages); err == nil {
		t.Error("an address without a slash was taken")
	}
}
