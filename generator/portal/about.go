package portal

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"htsm/generator/publish"
	"htsm/generator/render/html"
)

// revisions returns the page of revisions: every edition that was published
// again, with the reason, the figures that changed and what it replaced.
func (v *view) revisions() html.SitePage {
	p := html.SitePage{
		Frame: v.frame("revisions.html", v.homeLink()), Name: "revisions", Title: v.say("site.revisions"),
		Intro: []string{v.say("site.revisions-intro"), v.say("method.provisional")},
	}
	g := html.Grid{
		Caption: v.say("site.revisions"),
		Heads: []string{
			v.say("site.report"), v.say("site.edition"), v.say("cover.revision"), v.say("cover.reason"), v.say("site.changed-figures"), v.say("site.former"), v.say("site.replaced-on"),
		},
	}
	for _, r := range v.reports {
		for _, e := range r.editions {
			g.Rows = append(g.Rows, v.replacements(e)...)
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

// replacements returns the log of an edition, the newest revision first.
func (v *view) replacements(e *publish.Edition) (rows [][]html.GridCell) {
	at := path.Join(e.Report, e.Period, "index.html")
	for i := len(e.Superseded) - 1; i >= 0; i-- {
		s := e.Superseded[i]
		revision := e.Revision
		if i+1 < len(e.Superseded) {
			revision = e.Superseded[i+1].Revision
			at = path.Join(e.Report, path.Base(e.Superseded[i+1].Dir), "index.html")
		}
		day, ok := v.l.Date(s.Replaced)
		if !ok {
			day = s.Replaced
		}
		rows = append(rows, []html.GridCell{
			{Text: title(e), Href: path.Join(e.Report, "index.html")},
			{Text: e.PeriodIn, Href: at},
			{Text: strconv.Itoa(revision)},
			{Text: s.Reason},
			{Text: v.changed(e, s)},
			{Text: v.issue(s.Revision), Href: path.Join(e.Report, path.Base(s.Dir), "index.html")},
			{Text: day},
		})
	}
	return rows
}

// changed returns which figures a revision changed: what each table is called,
// if that is known, with the number of figures.
func (v *view) changed(e *publish.Edition, s publish.Superseded) string {
	if len(s.Changed) == 0 {
		return v.say("site.changed-words")
	}
	var out []string
	for _, c := range s.Changed {
		name := c.Statistic
		if k := v.Contents[e.Dir()]; k != nil {
			for _, x := range k.Exhibits {
				if strings.TrimLeft(x.ID, "tf") == "-"+c.Statistic {
					name = x.Label
					break
				}
			}
		}
		out = append(out, fmt.Sprintf("%s (%d)", name, c.Figures))
	}
	return strings.Join(out, v.say("list.comma"))
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
