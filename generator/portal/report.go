package portal

import (
	"path"
	"strconv"

	"htsm/generator/publish"
	"htsm/generator/render/html"
)

// report returns the page of a report: its newest edition with what is in it,
// and all editions.
func (v *view) report(r report) html.SitePage {
	newest := r.newest()
	file := r.id + "/index.html"
	at := v.tag + "/" + file
	p := html.SitePage{
		Frame: v.Frame(v.l, Place{
			Path: at, Trail: []html.Link{v.homeLink()}, Languages: v.having(r.id), All: v.languages(),
			Data: []html.Link{
				{Text: v.say("site.feed"), Href: path.Join(v.tag, r.id, "feed.xml"), Type: "application/atom+xml"},
				{Text: v.say("site.newest"), Href: path.Join(v.tag, r.id, latestDir, LatestName), Type: "application/json"},
			},
			Latest: path.Join(v.tag, r.id, latestDir, "index.html"),
		}),
		Name: "report", Title: newest.Title, Over: newest.Publisher,
	}
	if newest.Subtitle != "" {
		p.Intro = []string{newest.Subtitle}
	}
	if newest.Next != "" {
		p.Intro = append(p.Intro, v.say("list.colon", "label", v.say("cover.next"), "text", newest.Next))
	}
	var list html.Editions
	for i, e := range r.editions {
		list = append(list, html.Edition{
			Page: html.Link{Text: e.PeriodIn, Href: path.Join(e.Period, "index.html")}, Tag: e.Marking, Note: v.note(e), Files: v.files(e, at), Former: v.former(e), Latest: i == 0,
		})
	}
	p.Parts = []html.Part{{ID: "editions", Title: v.say("site.archive"), Blocks: []html.Block{list}}}
	if inside := v.inside(r); len(inside) > 0 {
		p.Parts = append(p.Parts, html.Part{ID: "inside", Title: v.say("site.inside"), Intro: newest.PeriodIn, Blocks: []html.Block{inside}})
	}
	follow := html.Links{
		{Link: html.Link{Text: v.say("site.newest"), Href: latestDir + "/index.html"}, Note: v.say("site.newest-address")},
		{Link: html.Link{Text: v.say("site.newest-files"), Href: path.Join(latestDir, LatestName), Type: "application/json"}, Note: v.say("site.newest-files-text")},
		{Link: html.Link{Text: v.say("site.feed"), Href: "feed.xml", Type: "application/atom+xml"}},
		{Link: html.Link{Text: v.say("site.quality"), Href: path.Join(newest.Period, "quality.html")}},
		{Link: html.Link{Text: v.say("site.provenance"), Href: path.Join(newest.Period, "provenance.html")}},
		{Link: html.Link{Text: v.say("site.revisions"), Href: "../revisions.html"}},
	}
	p.Parts = append(p.Parts, html.Part{ID: "more", Title: v.say("site.more"), Blocks: []html.Block{follow}})
	return p
}

// former returns the revisions that an edition replaced, the newest first, for a
// page in the folder of the report.
func (v *view) former(e *publish.Edition) (out []html.Link) {
	for i := len(e.Superseded) - 1; i >= 0; i-- {
		out = append(out, html.Link{Text: v.issue(e.Superseded[i].Revision), Href: path.Join(path.Base(e.Superseded[i].Dir), "index.html")})
	}
	return out
}

// issue returns what a revision is called.
func (v *view) issue(revision int) string {
	if revision == 0 {
		return v.say("site.new")
	}
	return v.say("site.issue", "n", strconv.Itoa(revision))
}

// inside returns the tables and figures of the newest edition of a report.
func (v *view) inside(r report) html.Links {
	c := v.Contents[r.newest().Dir()]
	if c == nil {
		return nil
	}
	var out html.Links
	for _, x := range c.Exhibits {
		out = append(out, html.Remark{Link: html.Link{Text: x.Caption, Href: path.Join(r.newest().Period, x.Page)}, Note: x.Label})
	}
	return out
}

// having returns the languages that have a report.
func (v *view) having(id string) []string {
	var out []string
	for _, tag := range v.languages() {
		for _, r := range v.Site.reports(tag) {
			if r.id == id {
				out = append(out, tag)
			}
		}
	}
	return out
}
