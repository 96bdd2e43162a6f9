package portal

import (
	"bytes"
	"fmt"
	"path"
	"strconv"

	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/publish"
	"htsm/generator/render/html"
)

// StatusName is the name of the style sheet in the folder of an edition that
// says whether the edition stands. Once a revision is replaced, that file alone
// changes: it shows the remark that all its pages hold, and no page changes.
const StatusName = "status.css"

// Standing returns the status of an edition that stands, or of one that was
// replaced.
func Standing(replaced bool) publish.Artifact {
	text := "/* This edition stands. */\n"
	if replaced {
		text = "/* This revision was replaced. */\n.latent { display: block; }\n"
	}
	return publish.Artifact{Path: StatusName, Data: []byte(text)}
}

// EditionPlace returns the place of a page of an edition, with the pages of
// the same edition beside it.
func EditionPlace(l *lang.Locale, d *doc.Document, file string, having, all []string) Place {
	report := path.Join(d.Meta.Language, d.Meta.Report)
	dir := path.Join(report, d.Meta.Edition)
	p := Place{
		Path: path.Join(dir, file), Languages: having, All: all,
		Trail: []html.Link{
			{Text: l.Text("site.home"), Href: d.Meta.Language + "/index.html"}, {Text: d.Meta.Title, Href: report + "/index.html"},
		},
		Local: []html.Link{
			{Text: l.Text("site.brief"), Href: dir + "/index.html"},
			{Text: l.Text("site.quality"), Href: dir + "/quality.html"},
			{Text: l.Text("site.provenance"), Href: dir + "/provenance.html"},
			{Text: l.Text("site.newest"), Href: report + "/" + latestDir + "/index.html"},
		},
		Status: dir + "/" + StatusName, Latest: report + "/" + latestDir + "/index.html", History: report + "/index.html",
		Notice: &html.Notice{Text: l.Text("site.replaced"), Link: html.Link{Text: l.Text("site.replaced-link"), Href: dir + "/index.html"}, Latent: true},
		Data: []html.Link{
			{Text: l.Text("site.contents"), Href: dir + "/contents.json", Type: "application/json"},
			{Text: l.Text("site.feed"), Href: report + "/feed.xml", Type: "application/atom+xml"},
		},
	}
	if file != "index.html" {
		p.Trail = append(p.Trail, html.Link{Text: d.Meta.Period, Href: dir + "/index.html"})
	}
	return p
}

// Provenance returns the page that tells where an edition comes from: its
// inputs, the program, its files, and how to check them.
func Provenance(l *lang.Locale, f html.Frame, d *doc.Document, program string, files []publish.File) ([]byte, error) {
	m := d.Meta
	inputs := html.Grid{Caption: l.Text("site.inputs"), Heads: []string{l.Text("site.input"), l.Text("frame.file"), "SHA-256"}}
	for _, s := range d.Sources {
		inputs.Rows = append(inputs.Rows, []html.GridCell{{Text: s.Name}, {Text: s.File, Code: true}, {Text: s.SHA256, Code: true}})
	}
	made := html.Grid{Caption: l.Text("site.files"), Heads: []string{l.Text("frame.file"), l.Text("site.bytes"), "SHA-256"}}
	for _, k := range files {
		made.Rows = append(made.Rows, []html.GridCell{{Text: k.Path, Href: k.Path}, {Text: strconv.Itoa(k.Bytes)}, {Text: k.SHA256, Code: true}})
	}
	p := html.SitePage{
		Frame: f, Name: "provenance", Language: m.Language, RightToLeft: m.RightToLeft, Title: l.Text("site.provenance"), Over: m.Title + " – " + m.Period,
		Intro: []string{l.Text("site.provenance-intro")}, Marking: m.Marking,
		Parts: []html.Part{
			{ID: "inputs", Title: inputs.Caption, Blocks: []html.Block{inputs}},
			{ID: "program", Title: l.Text("site.program"), Blocks: []html.Block{html.Prose{l.Text("method.reproducible", "version", program)}}},
			{ID: "files", Title: made.Caption, Intro: l.Text("site.files-intro"), Blocks: []html.Block{made}},
			{ID: "verify", Title: l.Text("site.verify"), Blocks: []html.Block{
				html.Prose{l.Text("site.verify-text")}, html.Commands{"sha256sum --check --quiet SHA256SUMS", "htsm verify"},
			}},
		},
	}
	var b bytes.Buffer
	if err := html.RenderSite(&b, p); err != nil {
		return nil, fmt.Errorf("provenance: %w", err)
	}
	return b.Bytes(), nil
}
