package portal

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"htsm/generator/catalogue"
	"htsm/generator/publish"
	"htsm/generator/render/html"
)

// latestDir is the folder of a report whose addresses always hold the newest
// edition.
const latestDir = "latest"

// LatestName is the name of the file in the folder "latest" of a report that
// says which edition it holds.
const LatestName = "edition.json"

// latest returns the folder of a report that always holds its newest edition: a
// page that leads to it, what it is as JSON, and its files for reading and for
// machines under names without the period. They are the same bytes as those of
// the edition, whose address never changes and is the one to cite.
func (v *view) latest(r report) ([]publish.Artifact, error) {
	e := r.newest()
	at := path.Join(v.tag, r.id, latestDir)
	page, err := v.write(path.Join(r.id, latestDir, "index.html"), v.moved(r))
	if err != nil {
		return nil, err
	}
	type file struct {
		Path   string `json:"path"`
		Of     string `json:"of"`
		Type   string `json:"type"`
		Bytes  int    `json:"bytes"`
		SHA256 string `json:"sha256"`
	}
	out := []publish.Artifact{page}
	var files []file
	for _, f := range e.Files {
		name := strings.TrimPrefix(f.Path, e.Dir()+"/")
		if !taken(name) {
			continue
		}
		name = strings.Replace(name, e.Report+"-"+e.Period+"-"+e.Language+".", e.Report+"-"+e.Language+".", 1)
		out = append(out, publish.Artifact{Path: path.Join(at, name), Of: f.Path})
		files = append(files, file{name, relativeTo(at+"/x", f.Path), catalogue.MediaType(name), f.Bytes, f.SHA256})
	}
	data, err := json.MarshalIndent(struct {
		Report   string `json:"report"`
		Language string `json:"language"`
		Edition  string `json:"edition"`
		Revision int    `json:"revision"`
		Title    string `json:"title"`
		Period   string `json:"period"`
		Dated    string `json:"dated"`
		Marking  string `json:"marking"`
		Page     string `json:"page"`
		Files    []file `json:"files"`
	}{e.Report, e.Language, e.Period, e.Revision, title(e), e.PeriodIn, e.Dated, e.Marking, "../" + e.Period + "/index.html", files}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("latest edition of %s: %w", r.id, err)
	}
	return append(out, publish.Artifact{Path: path.Join(at, LatestName), Data: append(data, '\n')}), nil
}

// taken reports whether others take a file of an edition elsewhere: documents,
// tables and pictures, but no page and nothing that belongs to one.
func taken(name string) bool {
	switch catalogue.MediaType(name) {
	case "text/html", "text/css", "text/javascript":
		return false
	}
	return name != catalogue.Name
}

// moved returns the page that leads to the newest edition of a report.
func (v *view) moved(r report) html.SitePage {
	e := r.newest()
	page := path.Join(e.Dir(), "index.html")
	at := path.Join(v.tag, r.id, latestDir, "index.html")
	links := html.Links{{Link: html.Link{Text: e.PeriodIn, Href: relativeTo(at, page)}, Note: v.note(e)}}
	for _, f := range v.files(e, at) {
		links = append(links, html.Remark{Link: f})
	}
	return html.SitePage{
		Frame: v.Frame(v.l, Place{
			Path: at, Trail: []html.Link{v.homeLink(), {Text: e.Title, Href: path.Join(v.tag, r.id, "index.html")}}, Languages: v.having(r.id), All: v.languages(),
			Canonical: page, History: path.Join(v.tag, r.id, "index.html"),
			Data: []html.Link{{Text: v.say("site.newest"), Href: path.Join(v.tag, r.id, latestDir, LatestName), Type: "application/json"}},
		}),
		Name: "moved", Title: title(e), Over: v.say("site.newest"), Intro: []string{v.say("site.newest-text")},
		Parts: []html.Part{{ID: "newest", Title: v.say("site.newest"), Blocks: []html.Block{links}}},
	}
}
