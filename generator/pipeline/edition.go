package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"htsm/generator/compose"
	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/publish"
	"htsm/generator/record"
	"htsm/generator/release"
	"htsm/generator/render/xlsx"
	"htsm/generator/stats"
	"htsm/generator/table"
	"htsm/generator/verify"
)

// A task is one edition of one report, for one value of for-each if the report
// has one.
type task struct {
	job    *job
	source *source
	span   period.Span
	value  string
	cutOff string // The last day whose entries count; empty: all.
}

// produce builds every edition of the order. Problems of a report are added to
// its job, whose editions are then left out.
func (h *house) produce(ctx context.Context, o Order, jobs []*job, result *Result) (out []*publish.Edition, err error) {
	sources, err := h.sources(ctx, jobs)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, sources.close()) }()
	var tasks []task
	for _, j := range jobs {
		if s := sources.of(j); s != nil {
			list, err := h.tasks(ctx, o, j, s)
			if err != nil {
				return nil, err
			}
			tasks = append(tasks, list...)
		}
	}
	h.all = len(tasks)
	results := h.buildAll(ctx, o, tasks)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for i, r := range results {
		if r.outside != nil {
			return nil, r.outside
		}
		tasks[i].job.diags.Add(r.diags.All()...)
		if r.err != nil {
			failed(tasks[i].job.diags, tasks[i].job.plan.Report.Name.Pos, r.err)
		}
	}
	for i, r := range results {
		if !tasks[i].job.diags.HasErrors() {
			out = append(out, r.editions...)
			result.Built = append(result.Built, r.current...)
		}
	}
	return out, nil
}

// buildAll builds every task. Editions of one report, and of one value of its
// for-each, are built one after the other, because each remembers the one
// before it.
func (h *house) buildAll(ctx context.Context, o Order, tasks []task) []built {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	results := make([]built, len(tasks))
	var group sync.WaitGroup
	slots := make(chan struct{}, o.Workers)
	for _, run := range runs(tasks) {
		group.Add(1)
		go func() {
			defer group.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			past := chain{}
			for _, i := range run {
				if ctx.Err() != nil {
					return
				}
				if results[i] = h.build(ctx, o, tasks[i], past); results[i].outside != nil {
					stop()
				}
			}
		}()
	}
	group.Wait()
	return results
}

// runs returns the places of the tasks of each report and value, in the order
// of their periods.
func runs(tasks []task) [][]int {
	place := map[string]int{}
	var out [][]int
	for i, t := range tasks {
		name := compose.Name(t.job.name, t.value)
		n, ok := place[name]
		if !ok {
			n = len(out)
			place[name], out = n, append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}

// failed reports why the editions of a report could not be built.
func failed(diags *diag.List, at diag.Pos, err error) {
	code, hint := diag.Code("B016"), ""
	if _, ok := errors.AsType[*xlsx.LimitError](err); ok {
		code, hint = "B019", "show fewer rows, or a shorter text"
	}
	if paper, ok := errors.AsType[*verify.Nonconformity](err); ok {
		code = paper.Code()
	}
	diags.Errorf(at, code, hint, "%v", err)
}

// A built edition in every language for every audience, or why there is none.
type built struct {
	editions []*publish.Edition
	current  []string // The places of those that are published as they would be made.
	why      []string // Why editions were made.
	diags    diag.List
	err      error
	outside  error // A fault of no report: a full disk, another build at work.
}

// tasks returns the editions of a report that the order asks for.
func (h *house) tasks(ctx context.Context, o Order, j *job, s *source) ([]task, error) {
	months := o.Months
	if months == (period.Span{}) {
		months = period.Span{First: s.complete - 2, Last: s.complete}
		if j.plan.Report.Grain == period.Monthly {
			months.First = months.Last
		}
		if j.plan.Report.Grain == period.Yearly {
			months.First = months.Last - 11
		}
	}
	var spans []period.Span
	for m := months.First; m <= months.Last; m++ {
		if span, ok := j.plan.Report.Grain.Ending(m); ok {
			spans = append(spans, span)
		}
	}
	if len(spans) == 0 {
		j.diags.Warnf(j.plan.Report.Name.Pos, "B010", "ask for months that end a "+j.plan.Report.Grain.String(), "no %s ends in %s", j.plan.Report.Grain, months)
	}
	var out []task
	for _, span := range spans {
		t := task{job: j, source: s, span: span, cutOff: s.cutOff(o, j.plan, span, j.diags)}
		values, err := h.values(ctx, t)
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			t.value = v
			out = append(out, t)
		}
	}
	return out, nil
}

// values returns the values for which a report makes briefs: "" for a single
// brief.
func (h *house) values(ctx context.Context, t task) ([]string, error) {
	p := t.job.plan
	if p.ForEach == nil {
		return []string{""}, nil
	}
	if len(p.Only) > 0 {
		return p.Only, nil
	}
	rows, err := t.engine().Group(ctx, engine.Query{
		Where: []engine.Condition{{Column: p.Contract.Date, Months: t.span}},
		Keys:  []engine.Key{{Column: p.ForEach.Name}},
	})
	if err != nil {
		return nil, fmt.Errorf("find values of %s: %w", p.ForEach.Name, err)
	}
	var out []string
	for _, r := range rows {
		k := r.Keys[0]
		residual := slices.Contains(p.ForEach.Residual, k.Value) || p.ForEach.List != "" && (lists{h.book}).Residual(p.ForEach.List, k.Value)
		if k.Valid && !residual {
			out = append(out, k.Value)
		}
	}
	return out, nil
}

// build makes the editions of a task that are due. It reads what the edition
// before left in past, and leaves its own record there.
func (h *house) build(ctx context.Context, o Order, t task, past chain) (b built) {
	var list []due
	if list, b.current, b.err = h.plan(o, t, past); b.err != nil {
		return b
	}
	name := compose.Name(t.job.name, t.value)
	if len(list) == 0 {
		h.finished("%s %s is current", name, t.span)
		return b
	}
	raw, err := h.compute(ctx, t, &b.diags)
	if b.err = err; b.err != nil || b.diags.HasErrors() {
		return b
	}
	profile := stats.Profile(t.source.set, t.job.plan.Contract, t.span)
	edition := t.source.edition(t.job.plan, h.Version)
	edition.CutOff = t.cutOff
	for len(list) > 0 {
		a, n := list[0].audience, 1
		for n < len(list) && list[n].audience.Name == a.Name {
			n++
		}
		tables := released{profile: applied(a.Policy, profile), statistics: applied(a.Policy, raw)}
		if b.err = h.audience(o, t, list[:n], tables, edition, past, &b); b.err != nil || b.outside != nil || b.diags.HasErrors() {
			return b
		}
		list = list[n:]
	}
	h.finished("built %s %s%s", name, t.span, reasons(b.why))
	return b
}

// reasons returns why editions were made anew, for the progress.
func reasons(why []string) string {
	slices.Sort(why)
	why = slices.DeleteFunc(slices.Compact(why), func(s string) bool { return s == "new" })
	if len(why) == 0 {
		return ""
	}
	return " (" + strings.Join(why, "; ") + ")"
}

// compute computes the statistics of a task, and holds them against the figures
// that the report expects.
func (h *house) compute(ctx context.Context, t task, diags *diag.List) ([]*table.Table, error) {
	in, err := h.input(ctx, t)
	if err != nil {
		return nil, err
	}
	requests := requestsFor(t.job.plan, t.value)
	var raw []*table.Table
	for _, r := range requests {
		table, err := r.Statistic.Compute(ctx, in, r)
		if err != nil {
			return nil, err
		}
		raw = append(raw, table)
	}
	stats.Adjust(raw, compose.Q)
	return raw, h.expect(ctx, t, in, requests, diags)
}

// released holds the tables of an edition as one audience may see them: the
// statistics of the report with the figures marked that were revised, what the
// last edition printed otherwise, and what reading the extract found.
type released struct {
	statistics, profile []*release.Table
	revisions           record.Revisions
}

func applied(p release.Policy, raw []*table.Table) (out []*release.Table) {
	for _, r := range raw {
		out = append(out, p.Apply(r))
	}
	return out
}

// audience makes the editions that are due for one audience, from tables that
// are released for it.
func (h *house) audience(o Order, t task, list []due, tables released, edition compose.Edition, past chain, b *built) error {
	a := list[0].audience
	last, err := h.past(o, t, a, past, &b.diags)
	if err != nil || b.diags.HasErrors() {
		return err
	}
	tables.statistics, tables.revisions = last.record.Compare(tables.statistics, definitions(t.job.plan, t.value, a.Policy), a.Policy)
	edition.Sources = slices.Clone(edition.Sources)
	if last.record != nil {
		edition.Sources = append(edition.Sources, last.source)
	}
	delete(past, a.Name)
	for _, k := range list {
		e, own, err := h.compose(o, t, a, k.language, tables, edition, &b.diags)
		if err != nil {
			return fmt.Errorf("%s, %s, %s: %w", t.span, a.Name, k.language, err)
		}
		if e == nil {
			continue
		}
		e.Parts = k.parts
		// The next edition reads the record in the first language that there is.
		first, err := h.firstLanguage(o, t, a, k.language)
		if err != nil {
			return err
		}
		if first {
			past[a.Name] = own
		}
		if b.outside = h.keep(o, e); b.outside != nil {
			return nil
		}
		b.editions, b.why = append(b.editions, e), append(b.why, k.why)
	}
	return nil
}

// keep puts a finished edition aside, on disk. Copies are made of editions that
// stay in memory.
func (h *house) keep(o Order, e *publish.Edition) error {
	if o.copier != nil {
		return nil
	}
	d, err := h.release(o)
	if err != nil {
		return err
	}
	return d.Keep(e)
}

// requestsFor returns the requests of a plan, kept to one value of for-each.
func requestsFor(p *plan.Plan, value string) []*stats.Request {
	if value == "" {
		return p.Requests
	}
	var out []*stats.Request
	for _, r := range p.Requests {
		kept := *r
		kept.Where = append(slices.Clone(r.Where), p.For(value)...)
		out = append(out, &kept)
	}
	return out
}

// expect holds published figures against the same statistic of this build.
func (h *house) expect(ctx context.Context, t task, in *stats.Input, requests []*stats.Request, diags *diag.List) error {
	tables := map[string]*release.Table{}
	for _, e := range t.job.plan.Expect {
		span := e.Span
		if span == (period.Span{}) {
			span = t.span
		}
		id := e.Ref.Statistic + " " + span.String()
		if tables[id] == nil {
			i := slices.IndexFunc(requests, func(r *stats.Request) bool { return r.ID == e.Ref.Statistic })
			then := *in
			then.Span = span
			raw, err := requests[i].Statistic.Compute(ctx, &then, requests[i])
			if err != nil {
				return fmt.Errorf("expectation %s: %w", e.Ref, err)
			}
			tables[id] = release.Policy{Threshold: 1}.Apply(raw)
		}
		hold(e, span, tables[id], diags)
	}
	return nil
}

// hold reports an expectation that a table does not meet.
func hold(e plan.Expectation, span period.Span, t *release.Table, diags *diag.List) {
	for j, col := range t.Cols {
		for i, row := range t.Rows {
			if row.Key != e.Ref.Row || col.Key != e.Ref.Column {
				continue
			}
			n, ok := t.Cells[i][j].Number()
			if !ok {
				diags.Errorf(e.Pos, "B011", "the statistic shows no number here", "%s has no number in %s, but %s was published (%s)", e.Ref, span, e.Is, e.Source)
				return
			}
			if difference(n, e.Is).Cmp(e.Within) > 0 {
				diags.Errorf(e.Pos, "B012", "find out whether the extract, the filter or the published figure differs", "%s is %s in %s, but %s was published (%s)", e.Ref, n, span, e.Is, e.Source)
			}
			return
		}
	}
	diags.Errorf(e.Pos, "B013", "look at the keys in the CSV file of the statistic", "%s does not exist in %s", e.Ref, span)
}

// difference returns the absolute difference of two decimals.
func difference(a, b num.Decimal) num.Decimal {
	scale := max(a.Scale(), b.Scale())
	units := func(d num.Decimal) int64 {
		n := d.Units()
		for range scale - d.Scale() {
			n *= 10
		}
		return n
	}
	n := units(a) - units(b)
	den := int64(1)
	for range scale {
		den *= 10
	}
	d, _ := num.Fraction{Num: max(n, -n), Den: den}.Round(0, scale)
	return d
}
