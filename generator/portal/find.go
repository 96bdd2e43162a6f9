package portal

import (
	"path"
	"strings"

	"htsm/generator/publish"
	"htsm/generator/render/html"
	"htsm/generator/search"
)

// search returns the page of the search.
func (v *view) search() html.SitePage {
	p := html.SitePage{
		Frame: v.frame("search.html", v.homeLink()), Name: "search", Title: v.say("site.search"), Scripted: v.say("site.search-script"),
	}
	p.Scripts = append(p.Scripts, "../"+v.Assets.Search)
	var all html.Links
	for _, r := range v.reports {
		all = append(all, html.Remark{Link: html.Link{Text: title(r.newest()), Href: r.id + "/index.html"}, Note: r.newest().PeriodIn})
	}
	finder := html.Finder{Label: v.say("site.search-label"), Hint: v.say("site.search-hint"), Index: "search-index.js"}
	p.Parts = []html.Part{
		{ID: "find", Title: v.say("site.search-label"), Blocks: []html.Block{finder}},
		{ID: "reports", Title: v.say("site.reports"), Blocks: []html.Block{all}},
	}
	return p
}

// index returns the search index of the language: all of the newest edition of
// every report, the titles of the others, statistics and codes.
func (v *view) index() (publish.Artifact, error) {
	var entries []search.Entry
	for _, r := range v.reports {
		for i, e := range r.editions {
			at := path.Join(r.id, e.Period)
			entries = append(entries, search.Entry{Title: title(e) + ", " + e.PeriodIn, Href: path.Join(at, "index.html"), Text: e.CutOff, Terms: e.Report + " " + e.Period})
			if i == 0 {
				entries = append(entries, v.found(e, at)...)
			}
		}
	}
	for _, p := range v.definitions().Parts {
		for _, b := range p.Blocks {
			switch b := b.(type) {
			case html.Definitions:
				for _, d := range b {
					entries = append(entries, search.Entry{Title: d.Term, Over: p.Title, Href: "definitions.html#" + or(d.ID, p.ID), Text: d.Text, Terms: d.ID})
				}
			case html.Grid:
				for _, row := range b.Rows {
					entries = append(entries, search.Entry{Title: row[0].Text, Over: p.Title, Href: "definitions.html#" + p.ID, Terms: row[1].Text})
				}
			}
		}
	}
	data, err := search.Index(entries)
	return publish.Artifact{Path: v.tag + "/search-index.js", Data: data}, err
}

// found returns the entries of the contents of an edition.
func (v *view) found(e *publish.Edition, at string) []search.Entry {
	c := v.Contents[e.Dir()]
	if c == nil {
		return nil
	}
	over := title(e) + ", " + e.PeriodIn
	var out []search.Entry
	for _, x := range c.Exhibits {
		out = append(out, search.Entry{Title: x.Caption, Over: x.Label + " · " + over, Href: path.Join(at, x.Page), Text: x.Text, Terms: strings.Join(append(x.Heads, x.Source, x.ID), " ")})
	}
	for _, p := range c.Passages {
		if p.Text != "" {
			out = append(out, search.Entry{Title: p.Title, Over: over, Href: path.Join(at, "index.html") + "#" + p.ID, Text: p.Text})
		}
	}
	return out
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
