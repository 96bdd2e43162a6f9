package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"htsm/generator/compose"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/engine"
	"htsm/generator/extract"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/population"
	"htsm/generator/stats"
)

// A source is an extract that was read, with the engine over its snapshot.
type source struct {
	set      *extract.Set
	engine   engine.Engine
	people   map[string]*population.List // By column.
	contract string                      // The checksum of the contract.
	latest   period.Month                // The month of the extract.
	complete period.Month                // The last month that was over when the extract was made.
	diags    diag.List

	lock    sync.Mutex               // Of surveys: editions are made side by side.
	surveys map[string]*stats.Survey // By the last day whose entries count.
}

// sources holds one source for each contract. The snapshots lie in a folder of
// this build alone, which nobody else may read and which goes with it: they hold
// case data.
type sources struct {
	by  map[string]*source
	dir string
}

func (s *sources) close() error {
	for _, x := range s.by { // In any order: each is closed.
		if x.engine != nil {
			x.engine.Close()
		}
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return fmt.Errorf("remove snapshots: %w", err)
	}
	return nil
}

// of returns the source of a report, or nil if it could not be read; the
// problems are then added to the report.
func (s *sources) of(j *job) *source {
	x := s.by[j.plan.Contract.File]
	j.diags.Add(x.diags.All()...)
	if x.engine == nil {
		return nil
	}
	return x
}

// sources reads every extract that the reports need.
func (h *house) sources(ctx context.Context, jobs []*job) (*sources, error) {
	if err := os.MkdirAll(h.Scratch, 0o700); err != nil {
		return nil, fmt.Errorf("make folder of snapshots: %w", err)
	}
	dir, err := os.MkdirTemp(h.Scratch, "build-")
	if err != nil {
		return nil, fmt.Errorf("make folder of snapshots: %w", err)
	}
	out := &sources{by: map[string]*source{}, dir: dir}
	for _, j := range jobs {
		c := j.plan.Contract
		if out.by[c.File] != nil {
			continue
		}
		s := &source{}
		out.by[c.File] = s
		if err := h.read(ctx, c, s, dir); err != nil {
			return nil, errors.Join(err, out.close())
		}
	}
	return out, nil
}

// read reads one extract. Faults of the data are left in the source, which
// then has no engine.
func (h *house) read(ctx context.Context, c *contract.Contract, s *source, dir string) error {
	text, err := fs.ReadFile(h.Project, c.File)
	if err != nil {
		return fmt.Errorf("read contract: %w", err)
	}
	sum := sha256.Sum256(text)
	s.contract = hex.EncodeToString(sum[:])
	snapshot := filepath.Join(dir, c.Name+".parquet")
	h.log("reading %s", path.Join(path.Dir(c.File), c.Source.Path))
	progress := func(records int64) { h.log("reading %s: %d records", c.Name, records) }
	s.set, err = extract.Open(ctx, h.Project, c, lists{h.book}, extract.Options{Snapshot: snapshot, Progress: progress}, &s.diags)
	if errors.Is(err, extract.ErrBroken) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read extract %s: %w", c.Name, err)
	}
	h.log("read %d rows of %s", s.set.Counts.Rows, c.Name)
	if !h.populations(c, s) {
		return nil
	}
	s.engine, err = engine.OpenDuckDB(ctx, snapshot, engine.Options{Spill: dir})
	if err != nil {
		return fmt.Errorf("open snapshot of %s: %w", c.Name, err)
	}
	return s.date()
}

// populations reads the population lists of a contract. It reports false after a
// fault in one of them.
func (h *house) populations(c *contract.Contract, s *source) bool {
	s.people = map[string]*population.List{}
	whole := true
	for _, p := range c.Populations {
		col, _ := c.Column(p.Column)
		list, ok := population.Read(h.Project, path.Join(path.Dir(c.File), p.Path), col.List, lists{h.book}, &s.diags)
		s.people[p.Column], whole = list, whole && ok
	}
	return whole
}

// date finds the months of the extract from its date.
func (s *source) date() error {
	if len(s.set.Extracted) < 10 {
		return nil
	}
	m, err := period.ParseMonth(s.set.Extracted[:7])
	if err != nil {
		return fmt.Errorf("date of the extract: %w", err)
	}
	s.latest, s.complete = m, m
	if s.set.Extracted[8:10] != fmt.Sprintf("%02d", m.Days()) {
		s.complete = m - 1
	}
	return nil
}

// edition returns what the documents of an edition say of their making.
func (s *source) edition(p *plan.Plan, version string) compose.Edition {
	out := compose.Edition{
		Dated: s.set.Extracted, Extract: s.set.SHA256, Version: version,
		Rows: s.set.Counts.Records, Rejected: s.set.Counts.Rejected,
		Sources: []doc.Source{
			{Name: "spec", File: p.Report.File, SHA256: p.Report.SHA256},
			{Name: "contract", File: p.Contract.File, SHA256: s.contract},
			{Name: "extract", File: path.Join(path.Dir(p.Contract.File), p.Contract.Source.Path), SHA256: s.set.SHA256},
		},
	}
	for _, q := range p.Contract.Populations {
		file := path.Join(path.Dir(p.Contract.File), q.Path)
		out.Sources = append(out.Sources, doc.Source{Name: "population", File: file, SHA256: s.people[q.Column].SHA256})
	}
	return out
}

// A cut is an engine that leaves out what was entered after a day.
type cut struct {
	engine.Engine
	until engine.Condition
}

// Group answers q without the later records.
func (c cut) Group(ctx context.Context, q engine.Query) ([]engine.Row, error) {
	q.Where = append(slices.Clone(q.Where), c.until)
	return c.Engine.Group(ctx, q)
}

// cutOff returns the last day, ISO, whose entries an edition of a report counts,
// and "" if it counts all that the extract holds. The edition of the last
// complete month, and any that ends later, counts all. An older one is made as
// of as many days after its end as the extract was made after that month, so
// that the editions of one build differ as those of different months would. A
// day that the order names comes before.
func (s *source) cutOff(o Order, p *plan.Plan, span period.Span, diags *diag.List) string {
	if p.Contract.Reported == "" {
		if o.AsOf != "" {
			diags.Errorf(p.Report.Extract.Pos, "B018", "name the column with reported: in "+p.Contract.File+", or build without --as-of", "the contract does not say which column holds the date of entry")
		}
		return ""
	}
	last := ""
	switch {
	case s.complete == 0:
	case o.AsOf != "":
		last = o.AsOf
	case span.Last < s.complete:
		last = sameDelay(span.Last, s.complete, s.set.Extracted)
	}
	if last >= s.set.Extracted {
		return ""
	}
	return last
}

// sameDelay returns the day that lies as many days after the end of a month as
// the extract after the end of the last complete month.
func sameDelay(m, complete period.Month, extracted string) string {
	if extracted[:7] == complete.String() {
		return fmt.Sprintf("%s-%02d", m, m.Days())
	}
	day := min(extracted[8:10], fmt.Sprintf("%02d", (m+1).Days()))
	return (m + 1).String() + "-" + day
}

// input returns what the statistics of an edition may see.
func (h *house) input(ctx context.Context, t task) (*stats.Input, error) {
	p := t.job.plan
	in := &stats.Input{Engine: t.engine(), Contract: p.Contract, Codes: lists{h.book}, Populations: t.source.people, Span: t.span, Latest: t.source.latest}
	if t.cutOff != "" {
		if m, err := period.ParseMonth(t.cutOff[:7]); err == nil {
			in.Latest = m
		}
	}
	var err error
	in.Survey, err = t.source.survey(ctx, t)
	return in, err
}

// survey returns what the records that an edition counts tell as a whole; it is
// made once for all editions that count the same.
func (s *source) survey(ctx context.Context, t task) (*stats.Survey, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if known, ok := s.surveys[t.cutOff]; ok {
		return known, nil
	}
	asOf := t.cutOff
	if asOf == "" {
		asOf = s.set.Extracted
	}
	made, err := stats.NewSurvey(ctx, t.engine(), t.job.plan.Contract, asOf)
	if err != nil {
		return nil, err
	}
	if s.surveys == nil {
		s.surveys = map[string]*stats.Survey{}
	}
	s.surveys[t.cutOff] = made
	return made, nil
}

// engine returns the engine over the records that the edition counts.
func (t task) engine() engine.Engine {
	if t.cutOff == "" {
		return t.source.engine
	}
	return cut{t.source.engine, engine.Condition{Column: t.job.plan.Contract.Reported, Until: t.cutOff}}
}

// ValidDay reports whether a text is a day, ISO.
func ValidDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
