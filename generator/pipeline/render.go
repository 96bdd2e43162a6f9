package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"htsm/generator/compose"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/lang"
	"htsm/generator/plan"
	"htsm/generator/plot"
	"htsm/generator/portal"
	"htsm/generator/publish"
	"htsm/generator/raster"
	"htsm/generator/record"
	"htsm/generator/render/html"
	"htsm/generator/render/pdf"
	"htsm/generator/render/xlsx"
	"htsm/generator/verify"
)

// compose writes one document and renders it in every format. It returns nil
// if the narratives have errors, which are then in diags. An edition that is
// published keeps its revision, so that it stays the same if nothing changed;
// if something did and the order replaces editions, it gets the next one.
func (h *house) compose(o Order, t task, a plan.Audience, language string, tables released, made compose.Edition, diags *diag.List) (*publish.Edition, memory, error) {
	m, err := h.live(o, a.Name)
	if err != nil {
		return nil, memory{}, err
	}
	old := m.Find(language, compose.Name(t.job.name, t.value), t.span.String())
	if old != nil {
		made.Revision, made.Reason = old.Revision, old.Reason
	}
	e, own, err := h.write(o, t, a, language, tables, made, diags)
	if err != nil || e == nil || old == nil || o.Revise == "" || old.Same(e) {
		return e, own, err
	}
	made.Revision, made.Reason = old.Revision+1, o.Revise
	e, own, err = h.write(o, t, a, language, tables, made, diags)
	if err != nil || e == nil {
		return e, own, err
	}
	e.Replaced, e.Retired = o.Date, []publish.Artifact{portal.Standing(true)}
	e.Changed, err = changes(o, a.Name, old, own.record)
	return e, own, err
}

// changes returns what a new revision prints otherwise than the one that is
// published; nothing if that left no record.
func changes(o Order, audience string, old *publish.Edition, now *record.Record) ([]publish.Change, error) {
	data, err := o.Site.Read(audience, old, record.FileName, record.MaxBytes)
	if err != nil || data == nil {
		return nil, err
	}
	before, err := record.Read(data)
	if err != nil {
		return nil, nil // Of another version of the program.
	}
	var out []publish.Change
	for _, c := range record.Changes(before, now) {
		out = append(out, publish.Change{Statistic: c.Statistic, Figures: c.Figures})
	}
	return out, nil
}

// write writes one document as it is to be and renders it.
func (h *house) write(o Order, t task, a plan.Audience, language string, tables released, made compose.Edition, diags *diag.List) (*publish.Edition, memory, error) {
	locale, ok := h.languages.Locale(language)
	if !ok {
		return nil, memory{}, fmt.Errorf("there is no catalogue for %s", language)
	}
	name := compose.Name(t.job.name, t.value)
	made.Sources = h.named(locale, made.Sources)
	in := compose.Input{
		Plan: t.job.plan, Audience: a, Locale: locale, Book: h.book, Theme: h.theme, Span: t.span, Value: t.value,
		Tables: tables.statistics, Revisions: tables.revisions, Narrative: h.narrative(t.job.name, language), Edition: made,
	}
	d, err := compose.Document(in, diags)
	if err != nil || diags.HasErrors() {
		return nil, memory{}, err
	}
	in.Tables = tables.profile
	quality, err := compose.Quality(in)
	if err != nil {
		return nil, memory{}, err
	}
	e := &publish.Edition{
		Audience: a.Name, Language: language, Report: name, Period: t.span.String(),
		Title: d.Meta.Title, Subtitle: d.Meta.Subtitle, PeriodIn: d.Meta.Period, Marking: d.Meta.Marking.Text,
		CutOff: d.Meta.CutOff, Dated: d.Meta.Dated, Publisher: d.Meta.Publisher, Contact: d.Meta.Contact, Next: d.Meta.Next, Revision: d.Meta.Revision, Reason: d.Meta.Reason, Program: h.Version,
	}
	for _, s := range d.Sources {
		e.Inputs = append(e.Inputs, publish.Input{Name: s.File, SHA256: s.SHA256})
	}
	if a.Languages, err = h.offered(o, a, name, t.span.String()); err != nil {
		return nil, memory{}, err
	}
	kept, data, err := h.record(t, a, d, tables.statistics, made)
	if err != nil {
		return nil, memory{}, err
	}
	var print printer
	if e.Artifacts, print, err = h.render(a, locale, d, quality, data); err == nil && o.copier != nil {
		err = o.copier.add(locale, t, e, d, print, diags)
	}
	return e, remember(kept, data, language), err
}

// offered returns the languages that a page can lead to: those of this order,
// and those in which the edition is published already.
func (h *house) offered(o Order, a plan.Audience, report, edition string) ([]string, error) {
	if len(o.Languages) == 0 {
		return a.Languages, nil
	}
	m, err := h.live(o, a.Name)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, l := range a.Languages {
		if slices.Contains(o.Languages, l) || m.Find(l, report, edition) != nil {
			out = append(out, l)
		}
	}
	return out, nil
}

// named gives the sources their names in a language.
func (h *house) named(l *lang.Locale, list []doc.Source) []doc.Source {
	out := slices.Clone(list)
	for i := range out {
		out[i].Name = l.Text("source-name." + out[i].Name)
	}
	return out
}

// narrative returns the function that finds narratives in one language.
func (h *house) narrative(report, language string) func(string) (string, []byte, bool) {
	return func(name string) (string, []byte, bool) {
		file := narrativePath(report, name, language)
		text, err := fs.ReadFile(h.Project, file)
		return file, text, err == nil
	}
}

// fileName returns the name of a file of the edition without its ending.
func fileName(d *doc.Document) string {
	return d.Meta.Report + "-" + d.Meta.Edition + "-" + d.Meta.Language
}

// A printer prints the document again as the copy of a recipient.
type printer func(*pdf.Copy) ([]byte, error)

// render renders d in every format, with its record and the pages that belong to
// it, and reads everything back.
func (h *house) render(a plan.Audience, l *lang.Locale, d, quality *doc.Document, kept []byte) ([]publish.Artifact, printer, error) {
	charts, err := h.charts(d)
	if err != nil {
		return nil, nil, err
	}
	p := &pages{house: h, languages: a.Languages, l: l, d: d, charts: charts, files: map[string][]html.Link{}}
	data := map[*doc.Table][]byte{}
	for _, k := range d.Grids() {
		owner := k.ID
		if k.Figure != nil {
			owner = k.Figure.ID
			p.add("charts/"+owner+".svg", charts.page[owner])
			p.add("charts/"+owner+".png", charts.pictures[owner])
		}
		b, err := p.table("data", d, k, owner)
		if err != nil {
			return nil, nil, err
		}
		data[k.Table] = b
	}
	print := func(c *pdf.Copy) ([]byte, error) {
		var b bytes.Buffer
		err := pdf.Render(&b, d, pdf.Options{
			Theme: h.theme, Fonts: h.fonts, Words: h.words, Charts: chartOf(charts.page), Generator: h.Version, Copy: c,
			Data: func(t *doc.Table) ([]byte, error) { return data[t], nil },
		})
		return b.Bytes(), err
	}
	var book bytes.Buffer
	if err := xlsx.Render(&book, d, xlsx.Options{Generator: h.Version, Theme: h.theme, Picture: chartOf(charts.pictures)}); err != nil {
		return nil, nil, fmt.Errorf("write workbook: %w", err)
	}
	brief, err := print(nil)
	if err != nil {
		return nil, nil, fmt.Errorf("write pdf: %w", err)
	}
	p.add(fileName(d)+".xlsx", book.Bytes())
	p.add(fileName(d)+".pdf", brief)
	if err := p.write(quality); err != nil {
		return nil, nil, err
	}
	p.add(record.FileName, kept)
	return p.out, print, readBack(d, quality, p.out)
}

// readBack reads every artifact and holds it against the facts of its document.
func readBack(d, quality *doc.Document, list []publish.Artifact) error {
	figures := map[string]string{}
	for _, g := range d.Grids() {
		if g.Figure != nil {
			figures[g.Figure.ID+".html"] = g.Figure.ID
		}
	}
	files := map[string][]byte{}
	for _, a := range list {
		files[a.Path] = a.Data
	}
	names := slices.Sorted(maps.Keys(files))
	if err := errors.Join(verify.Twins(d, "data", names), verify.Twins(quality, "quality", names)); err != nil {
		return fmt.Errorf("the edition lacks files: %w", err)
	}
	for _, a := range list {
		var err error
		folder, _ := path.Split(a.Path)
		switch {
		case a.Path == "index.html":
			err = verify.HTML(d, a.Data)
		case a.Path == record.FileName:
			err = verify.Record(d, a.Data)
		case a.Path == "quality.html":
			err = verify.HTML(quality, a.Data)
		case figures[a.Path] != "":
			err = verify.Figure(d, figures[a.Path], a.Data)
		case a.Path == fileName(d)+".xlsx":
			err = verify.XLSX(d, a.Data)
		case a.Path == fileName(d)+".pdf":
			err = verify.PDF(d, a.Data)
		case folder == "data/":
			err = readTable(d, a, files)
		case folder == "quality/":
			err = readTable(quality, a, files)
		}
		if err != nil {
			return fmt.Errorf("%s disagrees with the document: %w", a.Path, err)
		}
	}
	return nil
}

// readTable reads one file of a table for machines.
func readTable(d *doc.Document, a publish.Artifact, files map[string][]byte) error {
	stem, ending, _ := strings.Cut(path.Base(a.Path), ".")
	plain := path.Dir(a.Path) + "/" + stem + ".csv"
	switch ending {
	case "csv":
		return verify.CSV(d, stem, a.Data)
	case "csv-metadata.json":
		return verify.Description(path.Base(plain), files[plain], a.Data)
	case "parquet":
		return verify.Parquet(d, stem, a.Data, files[plain+"-metadata.json"])
	}
	return errors.New("nothing reads this file")
}

// drawings holds the charts of a document by the ID of the figure, for pages
// and paper and for narrow screens, and the options from which a browser draws
// the same.
type drawings struct {
	page, phone map[string][]byte
	pictures    map[string][]byte             // As PNG.
	options     map[string][2]json.RawMessage // For pages and for narrow screens.
}

// charts draws the figures of d.
func (h *house) charts(d *doc.Document) (*drawings, error) {
	out := &drawings{page: map[string][]byte{}, phone: map[string][]byte{}, pictures: map[string][]byte{}, options: map[string][2]json.RawMessage{}}
	for _, k := range d.Grids() {
		f := k.Figure
		if f == nil {
			continue
		}
		frame := plot.Frame{ID: f.ID, Title: f.Label + " " + doc.Plain(f.Caption), Desc: f.Alt, RightToLeft: d.Meta.RightToLeft}
		phone := frame
		phone.ID, phone.Width = f.ID+"_n", plot.Phone
		wide, err1 := h.plotter.SVG(f.Chart, frame)
		narrow, err2 := h.plotter.SVG(f.Chart, phone)
		live, err3 := h.plotter.Option(f.Chart, frame)
		liveNarrow, err4 := h.plotter.Option(f.Chart, phone)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return nil, fmt.Errorf("draw %s: %w", f.ID, err)
		}
		if out.pictures[f.ID], err1 = raster.PNG(wide, h.fonts, pictureScale); err1 != nil {
			return nil, fmt.Errorf("draw %s as a picture: %w", f.ID, err1)
		}
		out.page[f.ID], out.phone[f.ID], out.options[f.ID] = wide, narrow, [2]json.RawMessage{live, liveNarrow}
	}
	return out, nil
}

func chartOf(charts map[string][]byte) func(*doc.Figure) ([]byte, error) {
	return func(f *doc.Figure) ([]byte, error) {
		svg, ok := charts[f.ID]
		if !ok {
			return nil, fmt.Errorf("figure %s was not drawn", f.ID)
		}
		return svg, nil
	}
}

// pictureScale is how many pixels of a picture stand for one of a page: enough
// for slides, and for print at 190 dots per inch.
const pictureScale = 2
