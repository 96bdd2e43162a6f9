package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"htsm/generator/catalogue"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/portal"
	"htsm/generator/publish"
	"htsm/generator/render/csv"
	"htsm/generator/render/html"
	"htsm/generator/render/parquet"
)

// pages collects the files of one edition.
type pages struct {
	*house
	languages []string // In which the edition exists.
	l         *lang.Locale
	d         *doc.Document
	charts    *drawings
	files     map[string][]html.Link // Downloads of each table and figure.
	out       []publish.Artifact
}

func (p *pages) add(name string, data []byte) {
	p.out = append(p.out, publish.Artifact{Path: name, Data: data})
}

// table adds a table of a document for machines to a folder, as downloads of
// its owner: as CSV, which it returns, with its description, and as Parquet.
func (p *pages) table(folder string, d *doc.Document, g doc.Grid, owner string) ([]byte, error) {
	var plain, typed bytes.Buffer
	if err := csv.Render(&plain, g.Table); err != nil {
		return nil, fmt.Errorf("write %s.csv: %w", g.ID, err)
	}
	described, err := csv.Metadata(d, g, g.ID+".csv")
	if err != nil {
		return nil, fmt.Errorf("describe %s.csv: %w", g.ID, err)
	}
	if err := parquet.Render(&typed, g.Table, described); err != nil {
		return nil, fmt.Errorf("write %s.parquet: %w", g.ID, err)
	}
	for _, f := range []struct {
		text, ending string
		data         []byte
	}{{"CSV", ".csv", plain.Bytes()}, {"CSVW", ".csv-metadata.json", described}, {"Parquet", ".parquet", typed.Bytes()}} {
		name := folder + "/" + g.ID + f.ending
		p.add(name, f.data)
		p.files[owner] = append(p.files[owner], html.Link{Text: f.text, Href: name, Type: catalogue.MediaType(name)})
	}
	return plain.Bytes(), nil
}

// write adds the pages of the edition: the brief, one for each figure, the
// quality of the data, and last the provenance, which lists all others.
func (p *pages) write(quality *doc.Document) error {
	if err := p.live(); err != nil {
		return err
	}
	p.out = append(p.out, portal.Standing(false))
	figures := map[string]html.Link{}
	for _, g := range p.d.Grids() {
		if f := g.Figure; f != nil {
			p.files[f.ID] = append(p.files[f.ID],
				html.Link{Text: "SVG", Href: "charts/" + f.ID + ".svg", Type: "image/svg+xml"}, html.Link{Text: "PNG", Href: "charts/" + f.ID + ".png", Type: "image/png"})
			figures[f.ID] = html.Link{Text: p.l.Text("site.figure-page"), Href: f.ID + ".html"}
		}
	}
	brief := p.options("index.html", true)
	brief.Pages = figures
	brief.Downloads = []html.Link{
		{Text: p.l.Text("site.pdf"), Href: fileName(p.d) + ".pdf"}, {Text: p.l.Text("site.xlsx"), Href: fileName(p.d) + ".xlsx"},
	}
	if err := p.page("index.html", p.d, brief); err != nil {
		return err
	}
	for _, g := range p.d.Grids() {
		if g.Figure != nil {
			if err := p.figure(g.Figure); err != nil {
				return err
			}
		}
	}
	for _, g := range quality.Grids() {
		if _, err := p.table("quality", quality, g, g.ID); err != nil {
			return err
		}
	}
	if err := p.page("quality.html", quality, p.options("quality.html", false)); err != nil {
		return err
	}
	contents, err := p.contents().JSON()
	if err != nil {
		return err
	}
	p.add(catalogue.Name, contents)
	return p.provenance()
}

func (p *pages) page(name string, d *doc.Document, o html.Options) error {
	var b bytes.Buffer
	if err := html.Render(&b, d, o); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	p.add(name, b.Bytes())
	return nil
}

// frame returns the frame of a page of the edition.
func (p *pages) frame(name string) html.Frame {
	return p.portal.Frame(p.l, portal.EditionPlace(p.l, p.d, name, p.languages, nil))
}

// options returns what stands around a page of the edition.
func (p *pages) options(name string, live bool) html.Options {
	o := html.Options{Frame: p.frame(name), Charts: chartOf(p.charts.page), Narrow: chartOf(p.charts.phone), Files: p.files}
	if live {
		for _, script := range p.portal.Assets.Live {
			o.Live = append(o.Live, "../../../"+script)
		}
		o.LiveOf = liveOf
	}
	return o
}

// figure adds the page of a figure.
func (p *pages) figure(f *doc.Figure) error {
	name := f.ID + ".html"
	m := p.d.Meta
	o := html.FigureOptions{
		Options: p.options(name, true),
		Brief:   html.Link{Text: p.l.Text("site.in-brief", "title", m.Title+p.l.Text("list.comma")+m.Period), Href: "index.html#" + f.ID},
		Methods: html.Link{Text: p.l.Text("site.definitions"), Href: "../../definitions.html"},
		Citation: p.l.Text("site.citation", "publisher", m.Publisher, "title", f.Label+p.l.Text("list.comma")+doc.Plain(f.Caption),
			"period", m.Title+p.l.Text("list.comma")+m.Period, "reference", m.Reference),
		Take:  append(slices.Clone(p.files[f.ID]), html.Link{Text: p.l.Text("site.xlsx"), Href: fileName(p.d) + ".xlsx", Type: catalogue.MediaType(".xlsx")}),
		Words: html.FigureWords{Take: p.l.Text("site.take"), Method: p.l.Text("site.method"), Citation: p.l.Text("site.cite"), Data: p.l.Text("site.data")},
	}
	for _, k := range p.files[f.ID] {
		o.Data = append(o.Data, html.Link{Text: f.Label + " (" + k.Text + ")", Href: k.Href, Type: k.Type})
	}
	var b bytes.Buffer
	if err := html.RenderFigure(&b, p.d, f.ID, o); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	p.add(name, b.Bytes())
	return nil
}

// liveOf returns the path of the option of a figure without its ending.
func liveOf(id string) string { return "charts/" + id }

// live adds the scripts that hand the options of the charts to the page.
func (p *pages) live() error {
	for _, id := range slices.Sorted(maps.Keys(p.charts.options)) {
		for i, ending := range []string{"", "-narrow"} {
			name := liveOf(id) + ending
			key, err := json.Marshal(name)
			if err != nil {
				return fmt.Errorf("write option of %s: %w", id, err)
			}
			p.add(name+".js", fmt.Appendf(nil, "htsmChart(%s, %s);\n", key, p.charts.options[id][i]))
		}
	}
	return nil
}

// contents returns what the edition holds, for machines and for the search.
func (p *pages) contents() *catalogue.Contents {
	page := func(id string) string {
		if _, ok := p.charts.page[id]; ok {
			return id + ".html"
		}
		return "index.html#" + id
	}
	return catalogue.Of(p.d, page, func(id string) (out []catalogue.File) {
		for _, k := range p.files[id] {
			out = append(out, catalogue.File{Href: k.Href, Type: k.Type})
		}
		return out
	})
}

// provenance adds the page that lists all other files of the edition.
func (p *pages) provenance() error {
	files := publish.Files(&publish.Edition{Artifacts: p.out})
	page, err := portal.Provenance(p.l, p.frame("provenance.html"), p.d, p.Version, files)
	if err != nil {
		return err
	}
	p.add("provenance.html", page)
	return nil
}
