// Package pipeline runs the stages in order, for several reports at once, and
// removes what it left behind. It has no logic of its own.
//
// Invariant: one report that fails never keeps the others from being built,
// and never vanishes: the result names it.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"htsm/generator/codes"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/lang"
	"htsm/generator/pdf/hyphen"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/plot"
	"htsm/generator/portal"
	"htsm/generator/publish"
	"htsm/generator/spec"
	"htsm/generator/theme"
	"htsm/generator/typeface"
	"htsm/site"
	"htsm/templates"
)

// A World is everything that the stages may know about the outside.
type World struct {
	Project fs.FS         // The folder with reports/ and data/.
	Frame   fs.FS         // The folder with layout/ and static/; nil takes those that the program was built with.
	Looks   fs.FS         // The folder with theme.yaml and lang/; nil takes those that the program was built with.
	Scratch string        // A folder for snapshots while a build runs; made if it does not exist.
	Version string        // The version of the program, with the checksum of its source.
	Program string        // The whole checksum of that source; empty if it is not known, and then no edition is taken for current.
	Log     io.Writer     // Progress, one line a stage; nil for none.
	Stamp   func() string // A text put before each line of progress; nil for none.
}

// An Order says what to build. The zero Order builds every report for every
// audience and language, for the last complete month of its extract.
type Order struct {
	Reports   []string    // Names; empty: all.
	Months    period.Span // Editions whose last month lies here; the zero Span: the last complete month.
	Audiences []string    // Empty: all.
	Languages []string    // Empty: all.
	AsOf      string      // Count only what was entered until this day, ISO; empty: until the cut-off of each edition.
	Revise    string      // The reason for replacing published editions; empty: none are replaced.
	Date      string      // The day of the order, ISO; it stands in the log of corrections. Empty if it is not known.
	Site      publish.Site
	Address   string // Where the site is served, ending with a slash; empty if that is not known.
	Workers   int    // Reports built at the same time; 0: one for each processor.

	copier *copier // Set by Mark.
}

// A Result says what became of an order.
type Result struct {
	Release  string            `json:"release,omitempty"` // Empty if nothing was published.
	Built    []string          `json:"built"`             // audience/language/report/edition, sorted; with those that were current.
	Failed   []string          `json:"failed"`            // Names of reports, sorted.
	Problems []diag.Diagnostic `json:"diagnostics"`
	Checked  int               `json:"checked"` // Reports that were checked.
	Rendered int               `json:"-"`       // Editions of Built that were made anew.
	Invalid  bool              `json:"-"`       // No report was valid: the specs or contracts are at fault, and no data were read.
}

// A house holds what all reports share.
type house struct {
	World
	languages *lang.Set
	book      *codes.Book
	theme     *theme.Theme
	fonts     *typeface.Set
	words     *hyphen.Book
	plotter   *plot.Plotter
	portal    *portal.House
	logging   sync.Mutex
	manifests map[string]*publish.Manifest // Of the release that is live, by audience.
	reading   sync.Mutex
	sums      map[string]string // Checksums of what all reports share, by file or folder.
	draft     *publish.Draft    // The release that is put together; nil until the first edition is finished.
	drafting  sync.Mutex
	done, all int // Tasks that are finished, and that were ordered.
}

// release returns the release that is put together. It holds the lock of the site
// from the first call on.
func (h *house) release(o Order) (*publish.Draft, error) {
	h.drafting.Lock()
	defer h.drafting.Unlock()
	if h.draft == nil {
		d, err := o.Site.Open()
		if err != nil {
			return nil, err
		}
		h.draft = d
	}
	return h.draft, nil
}

func (h *house) log(format string, args ...any) {
	if h.Log == nil {
		return
	}
	h.logging.Lock()
	defer h.logging.Unlock()
	stamp := ""
	if h.Stamp != nil {
		stamp = h.Stamp()
	}
	fmt.Fprintf(h.Log, "%s%s\n", stamp, fmt.Sprintf(format, args...))
}

// finished logs that a task is done, with how many are.
func (h *house) finished(format string, args ...any) {
	h.logging.Lock()
	h.done++
	done := h.done
	h.logging.Unlock()
	text := fmt.Sprintf(format, args...)
	if h.all > 1 {
		text += fmt.Sprintf(" [%d of %d]", done, h.all)
	}
	h.log("%s", text)
}

// open loads what all reports share, apart from the chart engine, which only a
// build needs.
func open(w World, diags *diag.List) *house {
	if w.Looks == nil {
		w.Looks = templates.FS
	}
	if w.Frame == nil {
		w.Frame = site.FS
	}
	h := &house{World: w, manifests: map[string]*publish.Manifest{}}
	h.languages = lang.Load(h.Looks, "lang", diags)
	h.book = codes.Load(w.Project, "data/codes", diags)
	h.theme, _ = theme.Read(h.Looks, "theme.yaml", diags)
	return h
}

// draw loads what pages and charts are drawn with.
func (h *house) draw() error {
	fonts, err := typeface.Load()
	if err != nil {
		return fmt.Errorf("load fonts: %w", err)
	}
	h.fonts = fonts
	if err := h.look(); err != nil {
		return err
	}
	if h.words, err = hyphen.Load(); err != nil {
		return err
	}
	h.plotter, err = plot.New(plot.Options{Theme: h.theme, Measurer: measurer{fonts}})
	if err != nil {
		return fmt.Errorf("start charts: %w", err)
	}
	return nil
}

// A measurer measures texts of charts with the fonts of the theme.
type measurer struct{ fonts *typeface.Set }

// Width returns the advance width of a line in px.
func (m measurer) Width(text string, bold bool, sizePx float64) float64 {
	style := typeface.Regular
	if bold {
		style = typeface.Bold
	}
	return m.fonts.Measure(text, style, sizePx)
}

// reportFiles returns the paths of the specs to read, sorted by name.
func reportFiles(project fs.FS, names []string, diags *diag.List) []string {
	all, err := fs.Glob(project, "reports/*.yaml")
	if err != nil || len(all) == 0 {
		diags.Errorf(diag.Pos{File: "reports"}, "B001", "write a spec as reports/NAME.yaml", "there are no reports")
		return nil
	}
	if len(names) == 0 {
		return all
	}
	var known, out []string
	for _, f := range all {
		known = append(known, strings.TrimSuffix(path.Base(f), ".yaml"))
	}
	for _, n := range names {
		n = strings.TrimSuffix(path.Base(n), ".yaml")
		if i := slices.Index(known, n); i >= 0 {
			out = append(out, all[i])
			continue
		}
		diags.Errorf(diag.Pos{File: "reports/" + n + ".yaml"}, "B002", diag.Nearest(n, "reports", known), "there is no report %q", n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A job is one report with all that was read for it.
type job struct {
	name  string
	plan  *plan.Plan
	diags *diag.List
}

// resolve loads and checks every report. Reports with errors come without a
// plan.
func (h *house) resolve(files []string) []*job {
	contracts := map[string]*loaded{}
	var out []*job
	for _, f := range files {
		j := &job{name: strings.TrimSuffix(path.Base(f), ".yaml"), diags: &diag.List{}}
		out = append(out, j)
		r, ok := spec.Load(h.Project, f, j.diags)
		if !ok {
			continue
		}
		c := h.contract(r, contracts, j.diags)
		if c == nil {
			continue
		}
		p := plan.Resolve(r, plan.World{Contract: c, Codes: lists{h.book}, Languages: h.languages.Tags(), Narrative: h.hasNarrative}, j.diags)
		if !j.diags.HasErrors() {
			h.checkNarratives(p, j.diags)
		}
		if !j.diags.HasErrors() {
			j.plan = p
		}
	}
	return out
}

// A loaded contract with the problems found in it.
type loaded struct {
	contract *contract.Contract
	diags    diag.List
}

// contract returns the contract that a report names, or nil.
func (h *house) contract(r *spec.Report, known map[string]*loaded, diags *diag.List) *contract.Contract {
	name := r.Extract.Value
	file := "data/" + name + ".contract.yaml"
	l, ok := known[name]
	if !ok {
		l = &loaded{}
		known[name] = l
		if _, err := fs.Stat(h.Project, file); err == nil {
			if c, ok := contract.Load(h.Project, file, &l.diags); ok {
				l.contract = c
				h.checkLists(c, &l.diags)
			}
		}
	}
	if l.contract == nil && !l.diags.HasErrors() {
		all, _ := fs.Glob(h.Project, "data/*.contract.yaml")
		for i := range all {
			all[i] = strings.TrimSuffix(path.Base(all[i]), ".contract.yaml")
		}
		diags.Errorf(r.Extract.Pos, "B003", diag.Nearest(name, "contracts", all), "there is no contract %s", file)
		return nil
	}
	diags.Add(l.diags.All()...)
	if l.diags.HasErrors() {
		return nil
	}
	return l.contract
}

// checkLists checks that the code lists that a contract names exist, and hold
// the codes that it names.
func (h *house) checkLists(c *contract.Contract, diags *diag.List) {
	for i := range c.Columns {
		col := &c.Columns[i]
		if col.List == "" {
			continue
		}
		if _, ok := h.book.List(col.List); !ok {
			diags.Errorf(col.Pos, "B004", diag.Nearest(col.List, "code lists", h.book.Names()), "column %q: there is no code list %q", col.Name, col.List)
			continue
		}
		for _, m := range col.Map {
			h.checkCode(col, m.To, diags)
		}
		for _, k := range col.Indicators {
			h.checkCode(col, k.Code, diags)
		}
		for _, k := range col.Residual {
			h.checkCode(col, k, diags)
		}
	}
}

func (h *house) checkCode(col *contract.Column, code string, diags *diag.List) {
	if !(lists{h.book}).Has(col.List, code) {
		diags.Errorf(col.Pos, "B005", lists{h.book}.Near(col.List, code), "column %q: the code list %q has no code %q", col.Name, col.List, code)
	}
}

func narrativePath(report, name, language string) string {
	return path.Join("reports", report, name+"."+language+".md")
}

func (h *house) hasNarrative(report, name, language string) bool {
	_, err := fs.Stat(h.Project, narrativePath(report, name, language))
	return err == nil
}

// Check reads and checks reports without reading data.
func Check(w World, names []string) Result {
	var diags diag.List
	h := open(w, &diags)
	var r Result
	if !diags.HasErrors() {
		for _, j := range h.resolve(reportFiles(w.Project, names, &diags)) {
			r.Checked++
			if j.plan == nil {
				r.Failed = append(r.Failed, j.name)
			}
			diags.Add(j.diags.All()...)
		}
	}
	r.Problems = diags.All()
	r.Invalid = diags.HasErrors()
	return r
}

// Build builds an order and publishes what could be built. The error is one of
// the outside, such as a full disk; what is wrong with the inputs stands in
// the result.
func Build(ctx context.Context, w World, o Order) (Result, error) {
	var diags diag.List
	h := open(w, &diags)
	if diags.HasErrors() {
		return Result{Problems: diags.All(), Invalid: true}, nil
	}
	result, err := h.run(ctx, o, &diags, func(editions []*publish.Edition, result *Result) error {
		return h.publish(o, editions, result)
	})
	if h.draft != nil {
		err = errors.Join(err, h.draft.Close())
	}
	return result, err
}

// run makes the editions of an order and hands them to finish.
func (h *house) run(ctx context.Context, o Order, diags *diag.List, finish func([]*publish.Edition, *Result) error) (Result, error) {
	var result Result
	jobs := h.resolve(reportFiles(h.Project, o.Reports, diags))
	sound := slices.DeleteFunc(slices.Clone(jobs), func(j *job) bool { return j.plan == nil })
	if len(sound) == 0 || diags.HasErrors() {
		for _, j := range jobs {
			diags.Add(j.diags.All()...)
			result.Failed = append(result.Failed, j.name)
		}
		result.Problems, result.Invalid = diags.All(), true
		return result, nil
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if err := h.summarise(); err != nil {
		return result, err
	}
	result.Checked = len(jobs)
	h.log("checked %d reports", len(jobs))
	if err := h.draw(); err != nil {
		return result, err
	}
	editions, err := h.produce(ctx, o, sound, &result)
	if err != nil {
		return result, err
	}
	for _, j := range jobs {
		diags.Add(j.diags.All()...)
		if j.plan == nil || j.diags.HasErrors() {
			result.Failed = append(result.Failed, j.name)
		}
	}
	err = finish(editions, &result)
	result.Problems = diags.All()
	return result, err
}
