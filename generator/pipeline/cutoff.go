package pipeline

import (
	"context"
	"fmt"
	"slices"
	"time"

	"htsm/generator/diag"
	"htsm/generator/engine"
	"htsm/generator/period"
	"htsm/generator/plan"
	"htsm/generator/stats"
)

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
func (h *house) input(t task) *stats.Input {
	p := t.job.plan
	in := &stats.Input{Engine: t.engine(), Contract: p.Contract, Codes: lists{h.book}, Populations: t.source.people, Span: t.span, Latest: t.source.latest}
	if t.cutOff != "" {
		if m, err := period.ParseMonth(t.cutOff[:7]); err == nil {
			in.Latest = m
		}
	}
	return in
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
