// Package portal makes the pages that lead to editions and explain them: home,
// reports, search, definitions, revisions, provenance, and what machines read.
//
// Every page is a function of a [Site]: the editions that are published for one
// audience and what the newest of them hold. The package sees no plan, no raw
// figure and no other audience. It makes no page of a document: package
// render/html does. Invariant: equal sites give equal bytes, every link is
// relative, and every page of a language can be reached from its home page.
package portal

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"htsm/generator/catalogue"
	"htsm/generator/codes"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/publish"
	"htsm/generator/render/html"
	"htsm/generator/theme"
)

// A House holds what the pages of all audiences share.
type House struct {
	Languages *lang.Set
	Book      *codes.Book
	Theme     *theme.Theme
	Assets    *Assets
	Layouts   *html.Layouts // Nil for those of package site.
}

// A Site is what one audience can find.
type Site struct {
	*House
	Audience string
	Address  string // Where the site is served, ending with a slash; empty if that is not known.
	// Editions are all editions of the audience, newest period first, then by
	// report and language.
	Editions []*publish.Edition
	// Contents are those of the newest edition of each report in each language,
	// by the folder of the edition. An edition without them is found by its
	// title alone.
	Contents map[string]*catalogue.Contents
}

// Pages returns every file of the site that belongs to no edition.
func (s *Site) Pages() ([]publish.Artifact, error) {
	out := slices.Clone(s.Assets.Files)
	for _, tag := range s.languages() {
		l, ok := s.Languages.Locale(tag)
		if !ok {
			return nil, fmt.Errorf("there is no catalogue for %s", tag)
		}
		v := &view{Site: s, l: l, tag: tag, reports: s.reports(tag)}
		list, err := v.pages()
		if err != nil {
			return nil, fmt.Errorf("pages in %s: %w", tag, err)
		}
		out = append(out, list...)
	}
	front, err := s.front()
	if err != nil {
		return nil, err
	}
	machines, err := s.machines()
	return append(append(out, front), machines...), err
}

// languages returns the languages of the editions, sorted.
func (s *Site) languages() []string {
	var out []string
	for _, e := range s.Editions {
		if !slices.Contains(out, e.Language) {
			out = append(out, e.Language)
		}
	}
	slices.Sort(out)
	return out
}

// A report is a report in one language with its editions, newest first.
type report struct {
	id       string
	editions []*publish.Edition
}

func (r report) newest() *publish.Edition { return r.editions[0] }

// reports returns the reports in a language, sorted by their identifiers.
func (s *Site) reports(tag string) []report {
	var out []report
	for _, e := range s.Editions {
		if e.Language != tag {
			continue
		}
		i := slices.IndexFunc(out, func(r report) bool { return r.id == e.Report })
		if i < 0 {
			i = len(out)
			out = append(out, report{id: e.Report})
		}
		out[i].editions = append(out[i].editions, e)
	}
	slices.SortFunc(out, func(a, b report) int { return strings.Compare(a.id, b.id) })
	return out
}

// A view is the site in one language.
type view struct {
	*Site
	l       *lang.Locale
	tag     string
	reports []report
}

// pages returns all files of the language.
func (v *view) pages() ([]publish.Artifact, error) {
	list := []struct {
		file string
		make func() html.SitePage
	}{
		{"index.html", v.home},
		{"search.html", v.search},
		{"definitions.html", v.definitions},
		{"revisions.html", v.revisions},
		{"about.html", v.about},
		{"404.html", v.missing},
	}
	var out []publish.Artifact
	for _, p := range list {
		file, err := v.write(p.file, p.make())
		if err != nil {
			return nil, err
		}
		out = append(out, file)
	}
	for _, r := range v.reports {
		file, err := v.write(r.id+"/index.html", v.report(r))
		if err != nil {
			return nil, err
		}
		out = append(out, file)
		list, err := v.latest(r)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	index, err := v.index()
	if err != nil {
		return nil, err
	}
	feeds, err := v.feeds()
	return append(append(out, index), feeds...), err
}

// write renders a page of the language below its folder.
func (v *view) write(file string, p html.SitePage) (publish.Artifact, error) {
	p.Language, p.RightToLeft = v.tag, v.l.RightToLeft()
	m := v.strictest(v.Editions)
	p.Marking, p.Handling = m, v.say("tlp."+strings.TrimPrefix(m.Text, "TLP:"))
	var b bytes.Buffer
	if err := html.RenderSite(&b, p); err != nil {
		return publish.Artifact{}, fmt.Errorf("%s: %w", file, err)
	}
	return publish.Artifact{Path: path.Join(v.tag, file), Data: b.Bytes()}, nil
}

func (v *view) say(key string, args ...string) string { return v.l.Text(key, args...) }

// A Place is where a page stands in the site. All addresses are relative to
// the folder of the audience.
type Place struct {
	Path      string // "fr/brief/2026-10/index.html"
	Trail     []html.Link
	Local     []html.Link
	Languages []string // The languages in which the page exists.
	All       []string // The languages of the audience, when the page is not in all of them; their home pages stand in.
	Data      []html.Link
	Default   string
	Canonical string // The page to cite in place of this one, where the reader is sent at once; empty for none.
	Status    string // The style sheet that shows the notice, as [StatusName]; empty for none.
	Latest    string // The newest edition of the report; empty for none.
	History   string // The list of its editions; empty for none.
	Notice    *html.Notice
}

// Frame returns the frame of a page in a language.
func (h *House) Frame(l *lang.Locale, p Place) html.Frame {
	tag, below, _ := strings.Cut(p.Path, "/")
	to := func(target string) string { return relativeTo(p.Path, target) }
	list := func(in []html.Link) (out []html.Link) {
		for _, k := range in {
			k.Current = k.Href == p.Path
			k.Href = to(k.Href)
			out = append(out, k)
		}
		return out
	}
	f := html.Frame{
		Layouts: h.Layouts,
		Home:    html.Link{Text: l.Text("site.title"), Href: to(tag + "/index.html")},
		Menu: list([]html.Link{
			{Text: l.Text("site.search"), Href: tag + "/search.html"},
			{Text: l.Text("site.definitions"), Href: tag + "/definitions.html"},
			{Text: l.Text("site.revisions"), Href: tag + "/revisions.html"},
			{Text: l.Text("site.about"), Href: tag + "/about.html"},
		}),
		Trail: list(p.Trail), Local: list(p.Local), Data: list(p.Data), Default: to("index.html"),
		Words: html.FrameWords{
			Skip: l.Text("frame.skip"), Menu: l.Text("site.navigation"), Trail: l.Text("site.trail"), Local: l.Text("site.local"),
			Languages: l.Text("frame.languages"), Script: scriptWords(l),
		},
	}
	for _, other := range slices.Sorted(slices.Values(slices.Concat(p.Languages, p.All))) {
		k, ok := h.Languages.Locale(other)
		if n := len(f.Languages); !ok || n > 0 && f.Languages[n-1].Language == other {
			continue
		}
		link := html.Link{Text: k.Name(), Language: other, Current: other == tag}
		if slices.Contains(p.Languages, other) {
			link.Href = to(other + "/" + below)
		}
		f.Languages = append(f.Languages, link)
	}
	styles := slices.Clone(h.Assets.Styles)
	if p.Status != "" {
		styles = append(styles, p.Status)
	}
	for _, name := range styles {
		f.Styles = append(f.Styles, to(name))
	}
	if p.Notice != nil {
		n := *p.Notice
		n.Link.Href = to(n.Link.Href)
		f.Notice = &n
	}
	for _, k := range []struct {
		target string
		into   *string
	}{{p.Canonical, &f.Canonical}, {p.Latest, &f.Latest}, {p.History, &f.History}} {
		if k.target != "" {
			*k.into = to(k.target)
		}
	}
	f.Moved = p.Canonical != ""
	f.Icon = to(h.Assets.Icon)
	f.First, f.Scripts = []string{to(h.Assets.Theme)}, []string{to(h.Assets.Script)}
	return f
}

// relativeTo returns the way from one file of the site to another.
func relativeTo(from, to string) string {
	a, b := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a) == 1 && a[0] == "." {
		a = nil
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

// scriptWords returns the texts that the scripts of the site show.
func scriptWords(l *lang.Locale) (out []html.Word) {
	for _, name := range []string{
		"theme", "theme-auto", "theme-light", "theme-dark", "zoom-in", "zoom-out", "full-screen", "full-screen-end", "table", "series", "keys",
	} {
		out = append(out, html.Word{Name: name, Text: l.Text("script." + name)})
	}
	out = append(out, html.Word{Name: "search-none", Text: l.Text("site.search-none")}, html.Word{Name: "search-count", Text: l.Text("script.search-count", "n", "{n}")})
	return out
}

// frame returns the frame of a page of the language that exists in all
// languages of the audience.
func (v *view) frame(file string, trail ...html.Link) html.Frame {
	return v.Frame(v.l, Place{Path: v.tag + "/" + file, Trail: trail, Languages: v.languages()})
}

// homeLink returns the link to the home page for a trail.
func (v *view) homeLink() html.Link {
	return html.Link{Text: v.say("site.home"), Href: v.tag + "/index.html"}
}

// strictest returns the strictest marking of editions.
func (s *Site) strictest(editions []*publish.Edition) doc.Marking {
	order := []string{"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"}
	level := 0
	for _, e := range editions {
		level = max(level, slices.Index(order, e.Marking))
	}
	ground, ink := s.Theme.Colours.TLP.Of(strings.TrimPrefix(order[level], "TLP:"))
	return doc.Marking{Text: order[level], Background: ground.Hex(), Foreground: ink.Hex()}
}

// File returns the path of the PDF or the workbook of an edition, relative to
// the folder of the audience.
func fileOf(e *publish.Edition, ending string) string {
	return path.Join(e.Dir(), e.Report+"-"+e.Period+"-"+e.Language+ending)
}
