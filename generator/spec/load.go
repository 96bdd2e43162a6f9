package spec

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"htsm/generator/diag"
	"htsm/generator/period"
	"htsm/generator/posyaml"
)

// Load reads the report specification at name below fsys. It reports every
// fault of form to diags; if there is one it returns nil and false.
func Load(fsys fs.FS, name string, diags *diag.List) (*Report, bool) {
	file, whole := posyaml.Read(fsys, name, diags)
	return decode(file, whole, diags)
}

// decode makes a report of a parsed file; whole says that nothing was wrong
// with it so far.
func decode(file posyaml.File, whole bool, diags *diag.List) (*Report, bool) {
	d, ok := posyaml.Decode(file, reportType(), diags)
	r := d.report(file)
	c := checker{diags: diags}
	c.report(r)
	if !whole || !ok || c.failed {
		return nil, false
	}
	return r, true
}

// A draft is a report whose names have not been put into their places.
type draft struct {
	Report
	grain      Text
	audiences  []posyaml.Entry[Audience]
	statistics []posyaml.Entry[Statistic]
}

func (d *draft) report(file posyaml.File) *Report {
	r := &d.Report
	r.File, r.SHA256 = file.Path, file.SHA256
	r.Grain = period.Grain(max(0, slices.Index(grains(), d.grain.Value)))
	for _, e := range d.audiences {
		e.Value.Name = e.Key
		r.Audiences = append(r.Audiences, e.Value)
	}
	for _, e := range d.statistics {
		e.Value.ID = e.Key
		r.Statistics = append(r.Statistics, e.Value)
	}
	return r
}

// grains lists the words for the grains, in their order.
func grains() []string {
	return []string{period.Monthly.String(), period.Quarterly.String(), period.Yearly.String()}
}

// maxLevels is the depth of sections that a reader can still find the way in.
const maxLevels = 3

// A checker looks at what no single field shows. Fields that could not be
// read are zero and draw nothing more.
type checker struct {
	diags  *diag.List
	failed bool
}

func (c *checker) errorf(pos diag.Pos, code diag.Code, hint, format string, args ...any) {
	c.failed = true
	c.diags.Errorf(pos, code, hint, format, args...)
}

func (c *checker) report(r *Report) {
	want, yaml := strings.CutSuffix(path.Base(r.File), ".yaml")
	switch {
	case r.Name.Value == "":
	case !yaml:
		c.errorf(diag.Pos{File: r.File}, "S001", "rename the file to "+r.Name.Value+".yaml", "the name of a report file ends in .yaml")
	case r.Name.Value != want:
		c.errorf(r.Name.Pos, "S001", "write report: "+want+", or rename the file", "the report is called %q but its file %q", r.Name.Value, path.Base(r.File))
	}
	for _, w := range []Words{r.Title, r.Subtitle, r.Publisher, r.Contact.Name} {
		c.words(w)
	}
	c.next(r)
	c.marking(r.Marking)
	for _, a := range r.Audiences {
		c.words(a.Title)
	}
	for _, j := range r.Judgements {
		c.words(j.Text)
	}
	for _, s := range r.Statistics {
		if s.Minimum.Set && s.Minimum.Value < 20 && s.Reason.Pos == (diag.Pos{}) {
			c.errorf(s.Minimum.Pos, "S005", "add reason: …, or leave the minimum out", "percentages on fewer than 20 need a reason")
		}
	}
	c.sections(r.Sections, 1)
}

// words refuses markings of classified information in a title.
func (c *checker) words(w Words) {
	for _, t := range w.All {
		if classified(t.Text.Value) {
			c.errorf(t.Text.Pos, "S003", "take the report to a system that is accredited for it", "classified information must not be processed here")
		}
	}
}

func (c *checker) marking(m Marking) {
	for _, h := range m.Handling {
		switch {
		case h.Value == "H2" && m.Consent.Pos == (diag.Pos{}):
			c.errorf(h.Pos, "S004", "add consent: who agreed, when, under which reference", "H2 needs the consent of the originator on record")
		case h.Value == "H3" && m.Conditions.Pos == (diag.Pos{}):
			c.errorf(h.Pos, "S004", "add conditions: the restrictions to print", "H3 needs the restrictions that it stands for")
		}
	}
}

func (c *checker) sections(all []Section, level int) {
	for _, s := range all {
		if level > maxLevels {
			c.errorf(s.Pos, "S006", "move it one level up", "sections are nested deeper than %d levels", maxLevels)
			continue
		}
		for _, sh := range s.Show {
			c.show(sh)
		}
		c.sections(s.Sections, level+1)
	}
}

// show refuses options that the form of what is shown does not have.
func (c *checker) show(s Show) {
	refuse := func(t diag.Pos, name, only string) {
		if t != (diag.Pos{}) {
			c.errorf(t, "S007", "remove it", "%s is for %s only", name, only)
		}
	}
	if s.Kind != ShowTable {
		refuse(s.Annex.Pos, "annex", "tables")
	}
	if s.Kind != ShowChart {
		refuse(s.As.Pos, "as", "charts")
		refuse(s.Rows.Pos, "rows", "charts")
	}
	if s.Kind == ShowMethod || s.Kind == ShowFindings || s.Kind == ShowRevisions {
		refuse(s.Title.Pos, "title", "tables, charts and key figures")
		for _, column := range s.Columns[:min(1, len(s.Columns))] {
			refuse(column.Pos, "columns", "tables, charts and key figures")
		}
	}
}

// classified reports whether a text holds a marking of classified information
// of the European Union, in either half of its official form (Council
// Decision 2013/488/EU, article 2).
func classified(text string) bool {
	upper := strings.ToUpper(strings.Join(strings.Fields(text), " "))
	for _, mark := range []string{
		"RESTREINT UE", "EU RESTRICTED", "CONFIDENTIEL UE", "EU CONFIDENTIAL",
		"SECRET UE", "EU SECRET", "EU TOP SECRET",
		"R-UE/EU-R", "C-UE/EU-C", "S-UE/EU-S", "TS-UE/EU-TS",
	} {
		if strings.Contains(upper, mark) {
			return true
		}
	}
	return false
}
