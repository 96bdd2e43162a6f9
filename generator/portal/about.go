package portal

import (
	"path"
	"strconv"

	"htsm/generator/render/html"
)

// revisions returns the page of revisions: every edition that was published
// again, with the reason.
func (v *view) revisions() html.SitePage {
	p := html.SitePage{
		Frame: v.frame("revisions.html", v.homeLink()), Name: "revisions", Title: v.say("site.revisions"),
		Intro: []string{v.say("site.revisions-intro"), v.say("method.provisional")},
	}
	g := html.Grid{
		Caption: v.say("site.revisions"),
		Heads:   []string{v.say("site.report"), v.say("site.edition"), v.say("cover.revision"), v.say("cover.reason"), v.say("cover.cut-off")},
	}
	for _, r := range v.reports {
		for _, e := range r.editions {
			if e.Revision == 0 {
				continue
			}
			g.Rows = append(g.Rows, []html.GridCell{
				{Text: title(e), Href: path.Join(e.Report, "index.html")},
				{Text: e.PeriodIn, Href: path.Join(e.Report, e.Period, "index.html")},
				{Text: strconv.Itoa(e.Revision)},
				{Text: e.Reason},
				{Text: e.CutOff},
			})
		}
	}
	part := html.Part{ID: "revised", Title: v.say("site.revised-editions")}
	if len(g.Rows) == 0 {
		part.Intro = v.say("site.revisions-none")
	} else {
		part.Blocks = []html.Block{g}
	}
	p.Parts = []html.Part{part}
	return p
}

// about returns the page on the site itself: what it is, who may have it, how
// to check it, what it stores, whom to ask.
func (v *view) about() html.SitePage {
	p := html.SitePage{Frame: v.frame("about.html", v.homeLink()), Name: "about", Title: v.say("site.about"), Intro: []string{v.say("site.intro")}}
	p.Parts = []html.Part{
		{ID: "contact", Title: v.say("site.contact"), Blocks: []html.Block{v.contacts()}},
		{ID: "trust", Title: v.say("site.trust"), Blocks: []html.Block{html.Prose{v.say("site.trust-text"), v.say("site.disclosure-text")}}},
		{ID: "verify", Title: v.say("site.verify"), Blocks: []html.Block{html.Prose{v.say("site.verify-text")}, html.Commands{"sha256sum --check --quiet SHA256SUMS"}}},
		{ID: "privacy", Title: v.say("site.privacy"), Blocks: []html.Block{html.Prose{v.say("site.privacy-text")}}},
		{ID: "access", Title: v.say("site.access"), Blocks: []html.Block{html.Prose{v.say("site.access-text")}}},
		{ID: "machines", Title: v.say("site.machines"), Blocks: []html.Block{html.Links{
			{Link: html.Link{Text: v.say("site.feed"), Href: "feed.xml", Type: "application/atom+xml"}},
			{Link: html.Link{Text: v.say("site.catalogue"), Href: "../catalogue.jsonld", Type: "application/ld+json"}, Note: "DCAT-AP, JSON-LD"},
			{Link: html.Link{Text: v.say("site.checksums"), Href: "../SHA256SUMS", Type: "text/plain"}},
			{Link: html.Link{Text: v.say("site.manifest"), Href: "../manifest.json", Type: "application/json"}},
		}}},
	}
	if v.l.Unreviewed() {
		p.Parts = append(p.Parts, html.Part{ID: "language", Title: v.say("site.language"), Blocks: []html.Block{html.Prose{v.say("site.unreviewed")}}})
	}
	return p
}

// contacts returns whom to ask, each once: the contacts of the newest editions,
// and the publishers of those that name none.
func (v *view) contacts() html.Definitions {
	var out html.Definitions
	seen := map[html.Definition]bool{}
	for _, r := range v.reports {
		e := r.newest()
		d := html.Definition{Term: or(e.Contact.Name, e.Publisher), Text: v.say("site.contact-text"), Mail: e.Contact.Email, Phone: e.Contact.Phone}
		if d.Term != "" && !seen[d] {
			seen[d] = true
			out = append(out, d)
		}
	}
	return out
}
