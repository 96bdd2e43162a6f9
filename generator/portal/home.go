package portal

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"htsm/generator/publish"
	"htsm/generator/render/html"
)

// changes is the number of editions that the home page lists as new.
const changes = 8

// home returns the home page of the language: the newest edition of every
// report, what changed, and reports that exist in other languages alone.
func (v *view) home() html.SitePage {
	p := html.SitePage{
		Frame: v.frame("index.html"), Name: "home", Title: v.say("site.title"), Over: v.publisher(), Intro: []string{v.say("site.intro")},
	}
	p.Data = append(p.Data, html.Link{Text: v.say("site.feed"), Href: "feed.xml", Type: "application/atom+xml"},
		html.Link{Text: v.say("site.catalogue"), Href: "../catalogue.jsonld", Type: "application/ld+json"})
	var cards html.Cards
	for _, r := range v.reports {
		cards = append(cards, v.card(r))
	}
	if len(cards) == 0 {
		p.Parts = append(p.Parts, html.Part{ID: "latest", Title: v.say("site.latest"), Intro: v.say("site.empty")})
	} else {
		p.Parts = append(p.Parts, html.Part{ID: "latest", Title: v.say("site.latest"), Blocks: []html.Block{cards}})
		p.Parts = append(p.Parts, html.Part{ID: "changes", Title: v.say("site.changes"), Intro: v.say("site.changes-intro"), Blocks: []html.Block{v.changes()}})
	}
	if others := v.elsewhere(); len(others) > 0 {
		p.Parts = append(p.Parts, html.Part{ID: "elsewhere", Title: v.say("site.elsewhere"), Intro: v.say("site.elsewhere-intro"), Blocks: []html.Block{others}})
	}
	return p
}

// publisher returns the publishers of the editions of the language, each once.
func (v *view) publisher() string {
	var out []string
	for _, r := range v.reports {
		if p := r.newest().Publisher; p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

func (v *view) card(r report) html.Card {
	e := r.newest()
	return html.Card{
		Report: html.Link{Text: e.Title, Href: r.id + "/index.html"}, Subtitle: e.Subtitle,
		Edition: html.Link{Text: e.PeriodIn, Href: path.Join(r.id, e.Period, "index.html")},
		Tag:     e.Marking, Note: v.note(e), Files: v.files(e, v.tag+"/index.html"),
	}
}

// note returns what is to be said of an edition beside its period: why it was
// revised, or the date of its data.
func (v *view) note(e *publish.Edition) string {
	if e.Reason != "" {
		return v.say("site.revised", "reason", e.Reason)
	}
	return e.CutOff
}

// files returns the links to an edition as PDF and as workbook.
func (v *view) files(e *publish.Edition, from string) []html.Link {
	return []html.Link{
		{Text: v.say("site.pdf"), Href: relativeTo(from, fileOf(e, ".pdf")), Type: "application/pdf"},
		{Text: v.say("site.xlsx"), Href: relativeTo(from, fileOf(e, ".xlsx")), Type: xlsxType},
	}
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// changes returns the editions made last, the newest data first.
func (v *view) changes() html.Grid {
	var list []*publish.Edition
	for _, r := range v.reports {
		list = append(list, r.editions...)
	}
	slices.SortStableFunc(list, func(a, b *publish.Edition) int {
		if c := strings.Compare(b.Dated, a.Dated); c != 0 {
			return c
		}
		return strings.Compare(b.Period, a.Period)
	})
	g := html.Grid{Caption: v.say("site.changes"), Heads: []string{v.say("site.report"), v.say("site.edition"), v.say("site.change")}}
	for _, e := range list[:min(len(list), changes)] {
		what := v.say("site.new")
		if e.Revision > 0 {
			what = v.say("site.revised", "reason", e.Reason)
		}
		g.Rows = append(g.Rows, []html.GridCell{
			{Text: title(e), Href: path.Join(e.Report, "index.html")}, {Text: e.PeriodIn, Href: path.Join(e.Report, e.Period, "index.html")}, {Text: what},
		})
	}
	return g
}

// title returns the title of a report with its subtitle, which tells briefs of
// several countries apart.
func title(e *publish.Edition) string {
	if e.Subtitle == "" {
		return e.Title
	}
	return e.Title + " – " + e.Subtitle
}

// elsewhere returns the newest editions of reports that the language lacks, in
// the first language that has them.
func (v *view) elsewhere() html.Links {
	seen := map[string]bool{}
	for _, r := range v.reports {
		seen[r.id] = true
	}
	var out html.Links
	for _, tag := range v.languages() {
		l, ok := v.Languages.Locale(tag)
		if !ok || tag == v.tag {
			continue
		}
		for _, r := range v.Site.reports(tag) {
			if seen[r.id] || slices.ContainsFunc(out, func(k html.Remark) bool { return k.Language == tag && k.Text == title(r.newest()) }) {
				continue
			}
			out = append(out, html.Remark{
				Link: html.Link{Text: title(r.newest()), Href: path.Join("..", tag, r.id, "index.html"), Language: tag}, Note: l.Name(),
			})
		}
	}
	return out
}

// missing returns the page for an address that leads nowhere. A server that
// shows it must lead to its own address, so that its links hold.
func (v *view) missing() html.SitePage {
	return html.SitePage{
		Frame: v.frame("404.html"), Name: "missing", Title: v.say("site.not-found"), Intro: []string{v.say("site.not-found-text")},
		Parts: []html.Part{{ID: "go", Title: v.say("site.navigation"), Blocks: []html.Block{html.Links{
			{Link: html.Link{Text: v.say("site.home"), Href: "index.html"}}, {Link: html.Link{Text: v.say("site.search"), Href: "search.html"}},
		}}}},
	}
}

// front returns the page above all languages, which lets a reader choose one.
func (s *Site) front() (publish.Artifact, error) {
	p := html.SitePage{Frame: html.Frame{Layouts: s.Layouts}, Name: "front", Marking: s.strictest(s.Editions)}
	p.Styles = append(p.Styles, s.Assets.Styles...)
	p.First, p.Icon = []string{s.Assets.Theme}, s.Assets.Icon
	p.Data = []html.Link{{Text: "DCAT", Href: "catalogue.jsonld", Type: "application/ld+json"}}
	var links html.Links
	for _, tag := range s.languages() {
		l, ok := s.Languages.Locale(tag)
		if !ok {
			continue
		}
		if p.Language == "" || tag == "en" {
			p.Language, p.RightToLeft, p.Title = tag, l.RightToLeft(), l.Text("site.title")
			p.Words = html.FrameWords{Skip: l.Text("frame.skip")}
			p.Parts = []html.Part{{ID: "languages", Title: l.Text("frame.languages")}}
		}
		links = append(links, html.Remark{Link: html.Link{Text: l.Name(), Href: tag + "/index.html", Language: tag}})
	}
	if len(p.Parts) > 0 {
		p.Parts[0].Blocks = []html.Block{links}
	}
	var b bytes.Buffer
	if err := html.RenderSite(&b, p); err != nil {
		return publish.Artifact{}, fmt.Errorf("front page: %w", err)
	}
	return publish.Artifact{Path: "index.html", Data: b.Bytes()}, nil
}
