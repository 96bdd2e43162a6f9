package portal

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"htsm/generator/catalogue"
	"htsm/generator/feed"
	"htsm/generator/publish"
)

// feeds returns the feeds of the language: one of all reports, and one for
// each.
func (v *view) feeds() ([]publish.Artifact, error) {
	var all []*publish.Edition
	var out []publish.Artifact
	for _, r := range v.reports {
		all = append(all, r.editions...)
		file, err := v.feed(path.Join(v.tag, r.id), title(r.newest()), r.editions)
		if err != nil {
			return nil, err
		}
		out = append(out, file)
	}
	slices.SortStableFunc(all, func(a, b *publish.Edition) int { return strings.Compare(b.Dated, a.Dated) })
	file, err := v.feed(v.tag, v.say("site.title"), all)
	return append(out, file), err
}

// maxEntries bounds a feed: readers keep what they have seen.
const maxEntries = 100

// feed returns a feed that stands in the folder dir.
func (v *view) feed(dir, name string, list []*publish.Edition) (publish.Artifact, error) {
	at := path.Join(dir, "feed.xml")
	f := feed.Feed{
		ID: path.Join(v.Audience, dir), Language: v.tag, Title: name, Author: or(v.publisher(), v.say("site.title")), Self: "feed.xml", Page: "index.html",
	}
	for _, e := range list[:min(len(list), maxEntries)] {
		entry := feed.Entry{
			ID: path.Join(v.Audience, e.Dir()), Title: title(e) + ", " + e.PeriodIn, Summary: v.note(e), Updated: e.Dated,
			Page: relativeTo(at, path.Join(e.Dir(), "index.html")),
		}
		for _, file := range v.files(e, at) {
			entry.Files = append(entry.Files, feed.File{Href: file.Href, Type: file.Type, Title: file.Text})
		}
		f.Entries = append(f.Entries, entry)
		f.Updated = max(f.Updated, e.Dated)
	}
	data, err := feed.Atom(f)
	if err != nil {
		return publish.Artifact{}, fmt.Errorf("%s: %w", at, err)
	}
	return publish.Artifact{Path: at, Data: data}, nil
}

// machines returns the catalogue, the sitemap if the address is known, and the
// file that asks robots to stay away.
func (s *Site) machines() ([]publish.Artifact, error) {
	data, err := s.catalogue().JSONLD()
	if err != nil {
		return nil, err
	}
	out := []publish.Artifact{{Path: "catalogue.jsonld", Data: data}, {Path: "robots.txt", Data: []byte("User-agent: *\nDisallow: /\n")}}
	if s.Address == "" {
		return out, nil
	}
	m, err := feed.Sitemap(s.Address+s.Audience+"/", s.addresses())
	return append(out, publish.Artifact{Path: "sitemap.xml", Data: m}), err
}

// addresses returns the pages of the site: home, reports, then editions.
func (s *Site) addresses() []feed.Page {
	tags := s.languages()
	page := func(below string, tags []string, updated string) (out []feed.Page) {
		others := map[string]string{}
		for _, tag := range tags {
			others[tag] = path.Join(tag, below)
		}
		for _, tag := range tags {
			out = append(out, feed.Page{Path: others[tag], Updated: updated, Others: others, Tags: tags})
		}
		return out
	}
	out := []feed.Page{{Path: "index.html"}}
	for _, name := range []string{"index.html", "search.html", "definitions.html", "revisions.html", "about.html"} {
		out = append(out, page(name, tags, "")...)
	}
	for _, below := range s.places(func(e *publish.Edition) string { return e.Report }) {
		out = append(out, page(path.Join(below.name, "index.html"), below.tags, "")...)
	}
	for _, below := range s.places(func(e *publish.Edition) string { return path.Join(e.Report, e.Period) }) {
		out = append(out, page(path.Join(below.name, "index.html"), below.tags, below.editions[0].Dated)...)
	}
	return out
}

// A place is a report or an edition in all its languages.
type place struct {
	name     string
	tags     []string
	editions []*publish.Edition
}

// places groups the editions by what name says of them, in the order in which
// names first stand.
func (s *Site) places(name func(*publish.Edition) string) []place {
	var out []place
	at := map[string]int{}
	for _, e := range s.Editions {
		n := name(e)
		i, ok := at[n]
		if !ok {
			i = len(out)
			at[n] = i
			out = append(out, place{name: n})
		}
		out[i].editions = append(out[i].editions, e)
		if !slices.Contains(out[i].tags, e.Language) {
			out[i].tags = append(out[i].tags, e.Language)
		}
	}
	for i := range out {
		slices.Sort(out[i].tags)
	}
	return out
}

// catalogue returns the catalogue of all editions.
func (s *Site) catalogue() *catalogue.Catalogue {
	c := &catalogue.Catalogue{Languages: s.languages()}
	for _, tag := range c.Languages {
		if l, ok := s.Languages.Locale(tag); ok {
			c.Titles = append(c.Titles, catalogue.Text{Language: tag, Text: l.Text("site.title")})
		}
	}
	for _, p := range s.places(func(e *publish.Edition) string { return path.Join(e.Report, e.Period) }) {
		first := p.editions[0]
		d := catalogue.Dataset{ID: p.name, Series: first.Report, Publisher: first.Publisher, Contact: first.Contact, Issued: first.Dated, Version: strconv.Itoa(first.Revision)}
		c.Publisher = or(c.Publisher, first.Publisher)
		for _, e := range p.editions {
			d.Titles = append(d.Titles, catalogue.Text{Language: e.Language, Text: title(e)})
			if e.Contact.Name != "" {
				d.Contacts = append(d.Contacts, catalogue.Text{Language: e.Language, Text: e.Contact.Name})
			}
			d.Periods = append(d.Periods, catalogue.Text{Language: e.Language, Text: e.PeriodIn})
			d.Pages = append(d.Pages, catalogue.Page{Path: path.Join(e.Dir(), "index.html"), Language: e.Language})
			for _, f := range e.Files {
				if t := catalogue.MediaType(f.Path); t != "text/html" && t != "text/css" && t != "text/javascript" && !strings.HasPrefix(t, "image/") {
					d.Files = append(d.Files, catalogue.Distribution{Path: f.Path, Language: e.Language, SHA256: f.SHA256, Bytes: f.Bytes})
				}
			}
		}
		c.Datasets = append(c.Datasets, d)
	}
	return c
}
