package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"htsm/generator/asset"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/publish"
	"htsm/generator/render/html"
	"htsm/generator/verify"
	"htsm/site"
)

// publish puts the editions on disk, with the pages that lead to them.
func (h *house) publish(o Order, editions []*publish.Edition, result *Result) error {
	if len(editions) == 0 {
		return nil
	}
	draft, err := o.Site.Open()
	if err != nil {
		return err
	}
	defer draft.Close()
	for _, e := range editions {
		if err := draft.Add(e); err != nil {
			return err
		}
		result.Built = append(result.Built, path.Join(e.Audience, e.Dir()))
	}
	slices.Sort(result.Built)
	for _, name := range draft.Audiences() {
		list, err := draft.Editions(name)
		if err != nil {
			return err
		}
		shared, err := h.shared(list)
		if err != nil {
			return fmt.Errorf("pages of %s: %w", name, err)
		}
		if err := draft.Share(name, shared); err != nil {
			return err
		}
	}
	h.log("publishing %d editions", len(editions))
	result.Release, err = draft.Publish(verify.Release)
	return err
}

// shared returns the files of an audience that belong to no edition.
func (h *house) shared(editions []*publish.Edition) ([]publish.Artifact, error) {
	out, err := h.assets()
	if err != nil {
		return nil, err
	}
	var languages []string
	for _, e := range editions {
		if !slices.Contains(languages, e.Language) {
			languages = append(languages, e.Language)
		}
	}
	slices.Sort(languages)
	for _, language := range languages {
		page, err := h.index(editions, language, languages, "")
		if err != nil {
			return nil, err
		}
		out = append(out, publish.Artifact{Path: language + "/index.html", Data: page})
	}
	front, err := h.index(editions, languages[0], languages, languages[0]+"/")
	if err != nil {
		return nil, err
	}
	return append(out, publish.Artifact{Path: "index.html", Data: front}), nil
}

// assets returns the style sheets and the fonts of the site.
func (h *house) assets() ([]publish.Artifact, error) {
	out := []publish.Artifact{{Path: "assets/theme.css", Data: html.Stylesheet(h.theme)}}
	static := site.Static()
	err := fs.WalkDir(static, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(static, name)
		out = append(out, publish.Artifact{Path: "assets/" + name, Data: data})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read frame of the site: %w", err)
	}
	for _, name := range site.Fonts() {
		data, err := asset.Read(name)
		if err != nil {
			return nil, err
		}
		out = append(out, publish.Artifact{Path: "assets/fonts/" + name, Data: data})
	}
	return out, nil
}

// index returns the page that lists the editions in a language; below is the
// way from the page to the folder of that language.
func (h *house) index(editions []*publish.Edition, language string, languages []string, below string) ([]byte, error) {
	l, ok := h.languages.Locale(language)
	if !ok {
		return nil, errors.New("there is no catalogue for " + language)
	}
	up := "../"
	if below != "" {
		up = ""
	}
	p := html.IndexPage{
		Language: language, RightToLeft: l.RightToLeft(), Title: l.Text("site.title"), Styles: []string{up + "assets/theme.css", up + "assets/site.css"},
		Words: html.IndexWords{Skip: l.Text("frame.skip"), Languages: l.Text("frame.languages"), Empty: l.Text("site.empty")},
	}
	for _, other := range languages {
		k, ok := h.languages.Locale(other)
		if !ok {
			continue
		}
		link := html.Link{Text: k.Name(), Language: other}
		if other != language {
			link.Href = up + other + "/index.html"
		}
		p.Languages = append(p.Languages, link)
	}
	p.Marking = h.strictest(editions, l)
	p.Reports = reports(editions, language, below, l)
	var b bytes.Buffer
	if err := html.RenderIndex(&b, p); err != nil {
		return nil, fmt.Errorf("write index: %w", err)
	}
	return b.Bytes(), nil
}

// reports returns the reports of an index with their editions, which come
// newest first.
func reports(editions []*publish.Edition, language, below string, l *lang.Locale) []html.Report {
	var out []html.Report
	for _, e := range editions {
		if e.Language != language {
			continue
		}
		i := slices.IndexFunc(out, func(r html.Report) bool { return r.ID == e.Report })
		if i < 0 {
			i = len(out)
			out = append(out, html.Report{ID: e.Report, Title: e.Title, Subtitle: e.Subtitle})
		}
		dir := below + e.Report + "/" + e.Period + "/"
		file := dir + e.Report + "-" + e.Period + "-" + e.Language
		item := html.Edition{
			Page: html.Link{Text: e.PeriodIn, Href: dir + "index.html"}, Tag: e.Marking, Note: e.CutOff,
			Files:  []html.Link{{Text: l.Text("site.pdf"), Href: file + ".pdf"}, {Text: l.Text("site.xlsx"), Href: file + ".xlsx"}},
			Latest: len(out[i].Editions) == 0,
		}
		if e.Reason != "" {
			item.Note = e.Reason
		}
		out[i].Editions = append(out[i].Editions, item)
	}
	slices.SortStableFunc(out, func(a, b html.Report) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// strictest returns the strictest marking of the editions.
func (h *house) strictest(editions []*publish.Edition, l *lang.Locale) doc.Marking {
	order := []string{"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"}
	level := 0
	for _, e := range editions {
		level = max(level, slices.Index(order, e.Marking))
	}
	name := strings.TrimPrefix(order[level], "TLP:")
	ground, ink := h.theme.Colours.TLP.Of(name)
	return doc.Marking{Text: order[level], Handling: []string{l.Text("tlp." + name)}, Background: ground.Hex(), Foreground: ink.Hex()}
}
