package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"htsm/generator/compose"
	"htsm/generator/plan"
	"htsm/generator/publish"
	"htsm/generator/record"
	"htsm/generator/spec"
)

// A due edition is one that must be made: in one language for one audience.
type due struct {
	audience plan.Audience
	language string
	parts    []publish.Part
	why      string // Which parts differ from those of the published edition.
}

// plan returns the editions of t that must be made, and the places of those
// that are published and follow from the same parts. Nothing is taken for the
// same if the program does not know its own checksum.
func (h *house) plan(o Order, t task, past chain) (list []due, current []string, err error) {
	for _, a := range t.job.plan.Audiences {
		if len(o.Audiences) > 0 && !slices.Contains(o.Audiences, a.Name) {
			continue
		}
		live, err := h.live(o, a.Name)
		if err != nil {
			return nil, nil, err
		}
		name := compose.Name(t.job.name, t.value)
		for _, language := range a.Languages {
			if len(o.Languages) > 0 && !slices.Contains(o.Languages, language) {
				continue
			}
			parts, err := h.parts(o, t, a, language, past)
			if err != nil {
				return nil, nil, err
			}
			old := live.Find(language, name, t.span.String())
			why := differing(old, parts)
			switch {
			case why != "":
			case h.Program == "":
				why = "the program is of no known source"
			case o.copier != nil:
				why = "copies are made"
			}
			if why == "" {
				current = append(current, path.Join(a.Name, old.Dir()))
				continue
			}
			list = append(list, due{a, language, parts, why})
		}
	}
	return list, current, nil
}

// differing says which parts of a published edition differ from the given ones:
// nothing if none does.
func differing(old *publish.Edition, parts []publish.Part) string {
	if old == nil {
		return "new"
	}
	if len(old.Parts) == 0 {
		return "made by an older program"
	}
	var out []string
	for _, p := range parts {
		if !slices.Contains(old.Parts, p) {
			out = append(out, p.Name)
		}
	}
	for _, p := range old.Parts {
		gone := !slices.ContainsFunc(parts, func(x publish.Part) bool { return x.Name == p.Name })
		if gone {
			out = append(out, p.Name)
		}
	}
	return strings.Join(out, ", ")
}

// parts returns the checksums of everything that an edition follows from.
func (h *house) parts(o Order, t task, a plan.Audience, language string, past chain) ([]publish.Part, error) {
	text, err := h.narratives(t.job.plan, language)
	if err != nil {
		return nil, err
	}
	offered, err := h.offered(o, a, compose.Name(t.job.name, t.value), t.span.String())
	if err != nil {
		return nil, err
	}
	last, err := h.lastRecord(o, t, a, past)
	if err != nil {
		return nil, err
	}
	var out []publish.Part
	for _, p := range []publish.Part{
		{Name: "program", Sum: h.Program},
		{Name: "spec", Sum: t.job.plan.Report.SHA256},
		{Name: "contract", Sum: t.source.contract},
		{Name: "extract", Sum: t.source.set.SHA256},
		{Name: "code lists", Sum: h.sums["data/codes"]},
		{Name: "theme", Sum: h.sums["theme.yaml"]},
		{Name: "language", Sum: h.sums["lang/"+language+".yaml"]},
		{Name: "narrative", Sum: text},
		{Name: "languages offered", Sum: sumOf([]byte(strings.Join(offered, " ")))},
		{Name: "cut-off", Sum: t.cutOff},
		{Name: "last edition", Sum: last},
	} {
		if p.Sum != "" {
			p.Sum = p.Sum[:min(16, len(p.Sum))]
			out = append(out, p)
		}
	}
	return out, nil
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// narratives returns the checksum of the narratives of a report in a language.
func (h *house) narratives(p *plan.Plan, language string) (string, error) {
	sum := sha256.New()
	var walk func([]spec.Section) error
	walk = func(list []spec.Section) error {
		for _, s := range list {
			if s.Text.Value != "" {
				file := narrativePath(p.Report.Name.Value, s.Text.Value, language)
				text, err := fs.ReadFile(h.Project, file)
				if err != nil {
					return fmt.Errorf("read narrative: %w", err)
				}
				fmt.Fprintf(sum, "%s %d\n%s", file, len(text), text)
			}
			if err := walk(s.Sections); err != nil {
				return err
			}
		}
		return nil
	}
	if err := walk(p.Report.Sections); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// lastRecord returns the checksum of the record that [house.past] would read.
func (h *house) lastRecord(o Order, t task, a plan.Audience, built chain) (string, error) {
	before := t.span.Previous()
	if m, ok := built[a.Name]; ok && m.record.Edition == before {
		return m.source.SHA256, nil
	}
	live, err := h.live(o, a.Name)
	if err != nil {
		return "", err
	}
	for _, language := range a.Languages {
		e := live.Find(language, compose.Name(t.job.name, t.value), before.String())
		if e == nil {
			continue
		}
		file := path.Join(e.Dir(), record.FileName)
		if i := slices.IndexFunc(e.Files, func(f publish.File) bool { return f.Path == file }); i >= 0 {
			return e.Files[i].SHA256, nil
		}
	}
	return "", nil
}

// firstLanguage reports whether a language is the first of an audience in which
// an edition is published or ordered.
func (h *house) firstLanguage(o Order, t task, a plan.Audience, language string) (bool, error) {
	offered, err := h.offered(o, a, compose.Name(t.job.name, t.value), t.span.String())
	return err == nil && len(offered) > 0 && offered[0] == language, err
}

// folderSum returns the checksum of the names and bytes of all files of a
// folder.
func folderSum(fsys fs.FS, dir string) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(fsys, dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		fmt.Fprintf(sum, "\n%s\n", name)
		_, err = io.Copy(sum, f)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read %s: %w", dir, err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// live returns the manifest of an audience as it was when the build began.
func (h *house) live(o Order, audience string) (*publish.Manifest, error) {
	h.reading.Lock()
	defer h.reading.Unlock()
	if m, ok := h.manifests[audience]; ok {
		return m, nil
	}
	m, err := o.Site.Manifest(audience)
	if err != nil {
		return nil, err
	}
	h.manifests[audience] = m
	return m, nil
}

// summarise takes the checksums of what all reports share.
func (h *house) summarise() error {
	codes, err := folderSum(h.Project, "data/codes")
	if err != nil {
		return err
	}
	h.sums = map[string]string{"data/codes": codes}
	files := []string{"theme.yaml"}
	for _, tag := range h.languages.Tags() {
		files = append(files, "lang/"+tag+".yaml")
	}
	for _, name := range files {
		text, err := fs.ReadFile(h.Looks, name)
		if err != nil {
			return fmt.Errorf("read templates: %w", err)
		}
		h.sums[name] = sumOf(text)
	}
	return nil
}
