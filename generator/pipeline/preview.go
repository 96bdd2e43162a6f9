package pipeline

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"htsm/generator/compose"
	"htsm/generator/diag"
	"htsm/generator/lang"
	"htsm/generator/plan"
	"htsm/generator/publish"
	"htsm/generator/render/html"
	"htsm/generator/stats"
	"htsm/generator/table"
)

// A Preview shows the editions of an order as they would be built now, without
// publishing anything. It keeps what a change leaves as it is: the snapshot of
// an extract, the tables of a report, the charts of a document. It may be used
// by several goroutines at once.
type Preview struct {
	world World
	order Order

	mu      sync.Mutex
	house   *house
	shared  diag.List // Problems of what all reports share.
	frame   diag.List // Problems of the frame of the site.
	sources *sources
	jobs    []*job
	figures map[string]*figures  // By report and value.
	drawn   map[string]*drawings // By place.
	files   map[string][]publish.Artifact
}

// A Place is where an edition of a preview stands.
type Place struct {
	Audience, Language, Report, Edition string
	Title                               string // Of the report, in the language.
}

// Dir returns the folder of the edition.
func (p Place) Dir() string { return path.Join(p.Audience, p.Language, p.Report, p.Edition) }

// figures holds the tables of one edition.
type figures struct {
	task task
	of   string // The checksum of what they follow from.
	raw  []*table.Table
}

// OpenPreview opens a preview. Nothing is read before [Preview.Refresh].
func OpenPreview(w World, o Order) *Preview {
	if o.Workers <= 0 {
		o.Workers = 1
	}
	return &Preview{world: w, order: o}
}

// Close removes the snapshots.
func (p *Preview) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.drop()
}

// drop forgets everything that was read.
func (p *Preview) drop() error {
	var err error
	if p.sources != nil {
		err = p.sources.close()
	}
	p.sources, p.house, p.jobs, p.figures, p.drawn, p.files = nil, nil, nil, nil, nil, nil
	return err
}

// Refresh reads again what changed: paths of the project, with those of the
// templates below "templates" and of the frame of the site below "site"; none at
// first. The error is one of the outside;
// what is wrong with the inputs is in [Preview.Problems].
func (p *Preview) Refresh(ctx context.Context, changed []string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = map[string][]publish.Artifact{}
	frame := func(name string) bool { return strings.HasPrefix(name, "site/") }
	if p.house != nil && p.house.portal != nil && len(changed) > 0 && !slices.ContainsFunc(changed, func(name string) bool { return !frame(name) }) {
		return p.reframe()
	}
	text := func(name string) bool { return strings.HasPrefix(name, "reports/") }
	if p.house == nil || p.sources == nil || slices.ContainsFunc(changed, func(name string) bool { return !text(name) }) {
		return p.begin(ctx)
	}
	var touched []string
	for _, name := range changed {
		report, _, _ := strings.Cut(strings.TrimPrefix(name, "reports/"), "/")
		touched = append(touched, strings.TrimSuffix(report, ".yaml"))
	}
	var list diag.List
	files := reportFiles(p.house.Project, p.order.Reports, &list)
	var jobs []*job
	for _, f := range files {
		name := strings.TrimSuffix(path.Base(f), ".yaml")
		i := slices.IndexFunc(p.jobs, func(j *job) bool { return j.name == name })
		if i >= 0 && !slices.Contains(touched, name) {
			jobs = append(jobs, p.jobs[i])
			continue
		}
		jobs = append(jobs, p.house.resolve([]string{f})...)
	}
	p.jobs, p.shared = jobs, list
	if slices.ContainsFunc(sound(jobs), func(j *job) bool { return p.sources.by[j.plan.Contract.File] == nil }) {
		return p.begin(ctx)
	}
	return nil
}

// sound returns the reports that have a plan.
func sound(jobs []*job) []*job {
	return slices.DeleteFunc(slices.Clone(jobs), func(j *job) bool { return j.plan == nil })
}

// reframe reads the layouts and style sheets again, and nothing else.
func (p *Preview) reframe() error {
	p.frame = diag.List{}
	if err := p.house.look(); err != nil {
		p.frame.Errorf(diag.Pos{File: "site"}, "B020", "", "%v", err)
	}
	return nil
}

// begin reads everything.
func (p *Preview) begin(ctx context.Context) error {
	if err := p.drop(); err != nil {
		return err
	}
	p.figures, p.drawn, p.files = map[string]*figures{}, map[string]*drawings{}, map[string][]publish.Artifact{}
	p.shared, p.frame = diag.List{}, diag.List{}
	p.house = open(p.world, &p.shared)
	if p.shared.HasErrors() {
		return nil
	}
	if err := p.house.draw(); err != nil {
		return err
	}
	p.jobs = p.house.resolve(reportFiles(p.house.Project, p.order.Reports, &p.shared))
	var err error
	p.sources, err = p.house.sources(ctx, sound(p.jobs))
	return err
}

// Problems returns what is wrong with the inputs, as far as it was found yet.
func (p *Preview) Problems() []diag.Diagnostic {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all diag.List
	all.Add(p.shared.All()...)
	all.Add(p.frame.All()...)
	for _, j := range p.jobs {
		all.Add(j.diags.All()...)
		if j.plan != nil && p.sources != nil {
			if s := p.sources.by[j.plan.Contract.File]; s != nil {
				all.Add(s.diags.All()...)
			}
		}
	}
	return all.All()
}

// Places returns the newest edition of every report, in every language for every
// audience. Reports with errors have none.
func (p *Preview) Places(ctx context.Context) ([]Place, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Place
	for _, j := range sound(p.jobs) {
		tasks, err := p.newest(ctx, j)
		if err != nil {
			return nil, err
		}
		for _, t := range tasks {
			for _, a := range j.plan.Audiences {
				for _, language := range a.Languages {
					title, _ := j.plan.Report.Title.In(language)
					out = append(out, Place{Audience: a.Name, Language: language, Report: compose.Name(j.name, t.value), Edition: t.span.String(), Title: title})
				}
			}
		}
	}
	return out, nil
}

// newest returns the tasks of the last period of a report that was ordered.
func (p *Preview) newest(ctx context.Context, j *job) ([]task, error) {
	s := p.sources.by[j.plan.Contract.File]
	if s == nil || s.engine == nil {
		return nil, nil
	}
	quiet := *j
	quiet.diags = &diag.List{}
	tasks, err := p.house.tasks(ctx, p.order, &quiet, s)
	if err != nil || len(tasks) == 0 {
		return nil, err
	}
	last := tasks[len(tasks)-1].span
	tasks = slices.DeleteFunc(tasks, func(t task) bool { return t.span != last })
	for i := range tasks {
		tasks[i].job = j
	}
	return tasks, nil
}

// File returns a file of an edition by its path, such as
// "partners/fr/brief/2026-10/index.html", with the problems of its report. It
// returns no bytes where these are errors, and [fs.ErrNotExist] where there is
// no such edition or file. The page of a brief is made alone; any other file
// makes the whole edition.
func (p *Preview) File(ctx context.Context, name string) ([]byte, []diag.Diagnostic, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	parts := strings.SplitN(name, "/", 5)
	if len(parts) < 5 {
		return p.asset(name)
	}
	for _, j := range sound(p.jobs) {
		tasks, err := p.newest(ctx, j)
		if err != nil {
			return nil, nil, err
		}
		for _, t := range tasks {
			i := slices.IndexFunc(j.plan.Audiences, func(a plan.Audience) bool { return a.Name == parts[0] })
			if compose.Name(j.name, t.value) == parts[2] && t.span.String() == parts[3] && i >= 0 && slices.Contains(j.plan.Audiences[i].Languages, parts[1]) {
				return p.file(ctx, t, j.plan.Audiences[i], parts[1], parts[4])
			}
		}
	}
	return nil, nil, fs.ErrNotExist
}

// asset returns a style sheet, a script or a font.
func (p *Preview) asset(name string) ([]byte, []diag.Diagnostic, error) {
	_, file, _ := strings.Cut(name, "/")
	if p.house != nil && p.house.portal != nil {
		for _, f := range p.house.portal.Assets.Files {
			if f.Path == file {
				return f.Data, nil, nil
			}
		}
	}
	return nil, nil, fs.ErrNotExist
}

// file returns a file of one edition.
func (p *Preview) file(ctx context.Context, t task, a plan.Audience, language, name string) ([]byte, []diag.Diagnostic, error) {
	var diags diag.List
	diags.Add(t.job.diags.All()...)
	diags.Add(p.frame.All()...)
	dir := path.Join(a.Name, language, compose.Name(t.job.name, t.value), t.span.String())
	whole := name != "index.html" && !strings.HasPrefix(name, "charts/")
	key := dir
	if whole {
		key += " whole"
	}
	if _, ok := p.files[key]; !ok {
		list, err := p.edition(ctx, t, a, language, whole, &diags)
		if err != nil || diags.HasErrors() {
			return nil, diags.All(), err
		}
		p.files[key] = list
	}
	for _, f := range p.files[key] {
		if f.Path == name {
			return f.Data, diags.All(), nil
		}
	}
	return nil, diags.All(), fs.ErrNotExist
}

// edition makes an edition: its page with the charts, or the whole of it.
func (p *Preview) edition(ctx context.Context, t task, a plan.Audience, language string, whole bool, diags *diag.List) ([]publish.Artifact, error) {
	raw, of, err := p.tables(ctx, t, diags)
	if err != nil || diags.HasErrors() {
		return nil, err
	}
	h := p.house
	say := released{statistics: applied(a.Policy, raw), profile: applied(a.Policy, stats.Profile(t.source.set, t.job.plan.Contract, t.span))}
	last, err := h.past(p.order, t, a, chain{}, diags)
	if err != nil {
		return nil, err
	}
	say.statistics, say.revisions = last.record.Compare(say.statistics, definitions(t.job.plan, t.value, a.Policy), a.Policy)
	made := t.source.edition(t.job.plan, h.Version)
	made.CutOff = t.cutOff
	if whole {
		e, _, err := h.compose(p.order, t, a, language, say, made, diags)
		if err != nil || e == nil {
			return nil, err
		}
		return e.Artifacts, nil
	}
	l, ok := h.languages.Locale(language)
	if !ok {
		return nil, fmt.Errorf("there is no catalogue for %s", language)
	}
	return p.brief(t, a, l, say, made, of, diags)
}

// brief makes the page of an edition alone. Charts are drawn again only if the
// figures, the spec or what all reports share changed.
func (p *Preview) brief(t task, a plan.Audience, l *lang.Locale, say released, made compose.Edition, of string, diags *diag.List) ([]publish.Artifact, error) {
	h := p.house
	made.Sources = h.named(l, made.Sources)
	d, err := compose.Document(compose.Input{
		Plan: t.job.plan, Audience: a, Locale: l, Book: h.book, Theme: h.theme, Span: t.span, Value: t.value,
		Tables: say.statistics, Revisions: say.revisions, Narrative: h.narrative(t.job.name, l.Tag()), Edition: made,
	}, diags)
	if err != nil || diags.HasErrors() {
		return nil, err
	}
	key := strings.Join([]string{of, a.Name, l.Tag(), t.value}, " ")
	charts, ok := p.drawn[key]
	if !ok {
		if charts, err = h.charts(d); err != nil {
			return nil, err
		}
		p.drawn[key] = charts
	}
	out := &pages{house: h, languages: a.Languages, l: l, d: d, charts: charts, files: map[string][]html.Link{}}
	for id, svg := range charts.page { // In any order: found by name.
		out.add("charts/"+id+".svg", svg)
	}
	if err := out.live(); err != nil {
		return nil, err
	}
	err = out.page("index.html", d, out.options("index.html", true))
	return out.out, err
}

// tables returns the tables of a task, and the checksum of what they follow
// from: the spec and the extract.
func (p *Preview) tables(ctx context.Context, t task, diags *diag.List) ([]*table.Table, string, error) {
	of := t.job.plan.Report.SHA256 + t.source.set.SHA256
	key := compose.Name(t.job.name, t.value)
	if k := p.figures[key]; k != nil && k.of == of && k.task.span == t.span {
		return k.raw, of, nil
	}
	raw, err := p.house.compute(ctx, t, diags)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", key, err)
	}
	if !diags.HasErrors() {
		p.figures[key] = &figures{task: t, of: of, raw: raw}
	}
	return raw, of, nil
}
