package extract

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"htsm/generator/contract"
	"htsm/generator/diag"
)

// A run is one reading of an extract.
type run struct {
	c        *contract.Contract
	lists    Lists
	file     string
	workers  int
	progress func(int64)
	diags    *diag.List
	text     *tokenizer
	plan     *plan

	counts   Counts
	faults   []listed
	kinds    map[diag.Code]int64
	unique   []map[[16]byte]int64 // For each check, the line of the first row with a key.
	totals   []totalRow
	overflow bool
	state    []*worker
}

// begin reads the header and makes the plan. The plan is nil if the file
// cannot be read on; the diagnostics say why.
func (r *run) begin() error {
	b := new(batch)
	names, pos, ok := r.readHeader(b)
	if !ok {
		return r.text.err
	}
	p, err := r.newPlan(names, pos)
	if err != nil {
		return err
	}
	r.plan = p
	r.kinds = map[diag.Code]int64{}
	r.unique = make([]map[[16]byte]int64, len(p.checks))
	for i := range r.unique {
		r.unique[i] = map[[16]byte]int64{}
	}
	return nil
}

// stream reads all records. One goroutine splits the text, several hold
// batches against the plan, and this one takes the batches in their order.
func (r *run) stream(ctx context.Context, out *snapshot) error {
	n := 2*r.workers + 2
	free, ordered, work := make(chan *batch, n), make(chan *batch, n), make(chan *batch)
	for range n {
		free <- &batch{result: newResult(len(r.plan.columns))}
	}
	stop := make(chan struct{})
	var group sync.WaitGroup
	var readErr error
	group.Go(func() {
		readErr = r.split(free, ordered, work, stop)
		close(work)
		close(ordered)
	})
	for range r.workers {
		w := newWorker(r)
		r.state = append(r.state, w)
		group.Go(func() {
			for b := range work {
				w.take(b)
				close(b.done)
			}
		})
	}
	err := r.collect(ctx, ordered, free, out)
	close(stop)
	group.Wait()
	if err != nil {
		return err
	}
	return readErr
}

// split hands over batches until the text or the run ends.
func (r *run) split(free <-chan *batch, ordered, work chan<- *batch, stop <-chan struct{}) error {
	for {
		select {
		case <-stop:
			return nil
		case b := <-free:
			ok, err := r.text.next(b)
			if err != nil || !ok {
				return err
			}
			b.done = make(chan struct{})
			ordered <- b
			work <- b
		}
	}
}

// collect takes the batches in their order.
func (r *run) collect(ctx context.Context, ordered <-chan *batch, free chan<- *batch, out *snapshot) error {
	for b := range ordered {
		<-b.done
		if err := ctx.Err(); err != nil {
			return err
		}
		before := r.counts.Records
		r.add(b)
		if r.progress != nil && r.counts.Records/progressEvery > before/progressEvery {
			r.progress(r.counts.Records)
		}
		if r.counts.Records > MaxRecords {
			r.diags.Errorf(diag.Pos{File: r.file}, "X028", "split the extract", "the file has more than %d records", MaxRecords)
			return nil
		}
		if err := out.write(b.result.columns); err != nil {
			return err
		}
		free <- b
	}
	return nil
}

// add adds the result of a batch.
func (r *run) add(b *batch) {
	x := b.result
	n := &r.counts
	n.Blank += x.counts.Blank
	n.Records += x.counts.Records
	n.Kept += x.counts.Kept
	n.Rejected += x.counts.Rejected
	n.Totals += x.counts.Totals
	n.Rows += x.counts.Rows
	listedBefore := maps.Clone(r.kinds)
	for code, count := range x.kinds { // In any order: sums do not depend on it.
		r.kinds[code] += count
	}
	for _, f := range x.faults {
		if listedBefore[f.Code]++; listedBefore[f.Code] <= MaxListed {
			r.faults = append(r.faults, f)
		}
	}
	for i, keys := range x.unique {
		for _, k := range keys {
			r.addKey(i, b, k)
		}
	}
	if len(r.totals)+len(x.totals) <= MaxGroups {
		r.totals = append(r.totals, x.totals...)
	} else {
		r.overflow = true
	}
	r.overflow = r.overflow || x.overflow
}

// addKey notes the key of a row and reports one that is there already.
func (r *run) addKey(check int, b *batch, k uniqueKey) {
	x := b.records[k.record]
	first, ok := r.unique[check][k.hash]
	if !ok {
		r.unique[check][k.hash] = x.line
		return
	}
	columns := r.plan.checks[check].Columns
	r.note(listed{diag.Diagnostic{
		Pos: place(r.plan, r.file, b, x, r.plan.checks[check].columns[0]), Code: "X060",
		Hint:    "one of the two rows is wrong, or the contract names too few columns",
		Message: fmt.Sprintf("the row has the same values of %s as line %d", quoted(columns), first),
	}, true})
}

// note counts a fault, and lists it if few of its kind were.
func (r *run) note(f listed) {
	if r.kinds[f.Code]++; r.kinds[f.Code] <= MaxListed {
		r.faults = append(r.faults, f)
	}
}

// quoted joins names.
func quoted(names []string) string {
	var s string
	for i, n := range names {
		switch {
		case i > 0 && i == len(names)-1:
			s += " and "
		case i > 0:
			s += ", "
		}
		s += fmt.Sprintf("%q", n)
	}
	return s
}

// finish runs the checks of the whole and reports. It returns nil if the data
// break the contract.
func (r *run) finish() *Set {
	whole := diag.Pos{File: r.file}
	r.counts.Lines = r.text.lines()
	sums, profiles := r.mergeWorkers()
	if r.overflow {
		r.diags.Errorf(whole, "X065", "name fewer columns in the check", "the check of totals has more than %d groups", MaxGroups)
	} else {
		r.checkTotals(r.totals, sums)
	}
	r.checkRows(whole)
	r.tell(whole)
	if r.diags.HasErrors() {
		return nil
	}
	set := &Set{Counts: r.counts, SHA256: r.text.src.hash(), Extracted: r.c.Extracted}
	for i, c := range r.plan.columns {
		set.Columns = append(set.Columns, profiles[i].column(c))
		if dated := c.Name == r.c.Reported || c.Name == r.c.Date; r.c.Extracted == "" && dated && c.isDate() {
			set.Extracted = max(set.Extracted, set.Columns[i].Max)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(r.kinds)) {
		set.Rejects = append(set.Rejects, Rejects{code, r.kinds[code]})
	}
	return set
}

// mergeWorkers adds up what the workers saw.
func (r *run) mergeWorkers() ([]groupSums, []profile) {
	sums := make([]groupSums, len(r.plan.checks))
	profiles := make([]profile, len(r.plan.columns))
	for i := range profiles {
		profiles[i] = newProfile()
	}
	for _, w := range r.state {
		for i := range profiles {
			profiles[i].merge(w.columns[i].profile)
		}
		for i, s := range w.sums {
			sums[i] = sums[i].merge(s)
			r.overflow = r.overflow || len(sums[i]) > MaxGroups
		}
	}
	return sums, profiles
}

// checkRows checks how many rows there are.
func (r *run) checkRows(whole diag.Pos) {
	n := r.counts.Rows
	if r.text.src.isUTF8() {
		r.diags.Errorf(whole, "X002", "write encoding: utf-8 in the contract", "the file is UTF-8, the contract says windows-1252")
	}
	if r.counts.Records == 0 {
		r.diags.Errorf(whole, "X004", "export the extract again", "the file has a header and no record")
	} else if n == 0 && r.counts.Rejected == 0 {
		r.diags.Errorf(whole, "X066", "look at the totals of the contract", "no record is left")
	}
	for _, k := range r.plan.checks {
		if k.Kind == contract.RowCount && (n < k.Min || k.Max > 0 && n > k.Max) {
			limit := fmt.Sprintf("at least %d", k.Min)
			if k.Max > 0 {
				limit = fmt.Sprintf("%d to %d", k.Min, k.Max)
			}
			r.diags.Errorf(k.Pos, "X061", "the extract is incomplete, or the check is out of date", "the extract has %d rows, the contract expects %s", n, limit)
		}
	}
}

// tell reports the faults of rows: as errors if a check failed or too many
// records were rejected, otherwise as warnings.
func (r *run) tell(whole diag.Pos) {
	allowed := r.c.Source.Rejects.PerMille
	tooMany := r.counts.Rejected*1000 > allowed*r.counts.Records
	for _, f := range r.faults {
		f.Severity = diag.Warning
		if f.check || tooMany {
			f.Severity = diag.Error
		}
		r.diags.Add(f.Diagnostic)
	}
	for _, code := range slices.Sorted(maps.Keys(r.kinds)) {
		if n := r.kinds[code] - MaxListed; n > 0 {
			r.diags.Notef(whole, "X071", "", "%d more faults of the kind %s are not listed", n, code)
		}
	}
	if tooMany {
		r.diags.Errorf(whole, "X070", "mend the extract, or allow more rejects in the contract", "%d of %d records are rejected; the contract allows %d in a thousand", r.counts.Rejected, r.counts.Records, allowed)
	}
	if r.counts.Blank > 0 {
		r.diags.Notef(whole, "X010", "", "%d blank records are skipped", r.counts.Blank)
	}
}

// merge adds the sums of another worker.
func (g groupSums) merge(h groupSums) groupSums {
	if g == nil {
		return h
	}
	for key, s := range h { // In any order: sums do not depend on it.
		if old, ok := g[key]; ok {
			old.sum.Add(old.sum, s.sum)
		} else {
			g[key] = s
		}
	}
	return g
}
