package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"htsm/generator/compose"
	"htsm/generator/contract"
	"htsm/generator/diag"
	"htsm/generator/doc"
	"htsm/generator/num"
	"htsm/generator/plan"
	"htsm/generator/record"
	"htsm/generator/release"
)

// A memory is what the last edition left behind. The zero memory remembers
// nothing.
type memory struct {
	record *record.Record
	source doc.Source // The file of the record, as an input of the next edition.
}

// A chain holds the records of one report by audience while its editions are
// built one after the other.
type chain map[string]memory

// past returns the memory of the edition before t: of this build, or of the
// release that is live.
func (h *house) past(o Order, t task, a plan.Audience, built chain, diags *diag.List) (memory, error) {
	before := t.span.Previous()
	if m, ok := built[a.Name]; ok && m.record.Edition == before {
		return m, nil
	}
	name := compose.Name(t.job.name, t.value)
	live, err := h.live(o, a.Name)
	if err != nil {
		return memory{}, err
	}
	for _, language := range a.Languages {
		data, err := o.Site.Read(a.Name, live.Find(language, name, before.String()), record.FileName, record.MaxBytes)
		if err != nil {
			return memory{}, fmt.Errorf("record of %s: %w", before, err)
		}
		if data == nil {
			continue
		}
		r, err := record.Read(data)
		if err == nil && (r.Edition != before || r.Report != name || r.Audience != a.Name) {
			err = fmt.Errorf("it is that of %s, %s, %s", r.Report, r.Edition, r.Audience)
		}
		if err != nil {
			file := path.Join(a.Name, language, name, before.String(), record.FileName)
			diags.Errorf(t.job.plan.Report.Name.Pos, "B017", "build the edition of "+before.String()+" again with --revise", "%s cannot be used: %v", file, err)
			return memory{}, nil
		}
		return remember(r, data, language), nil
	}
	return memory{}, nil
}

// remember returns the memory of an edition from its record.
func remember(r *record.Record, data []byte, language string) memory {
	sum := sha256.Sum256(data)
	file := path.Join(language, r.Report, r.Edition.String(), record.FileName)
	return memory{record: r, source: doc.Source{Name: "record", File: file, SHA256: hex.EncodeToString(sum[:])}}
}

// record returns what a document printed, with its file.
func (h *house) record(t task, a plan.Audience, d *doc.Document, tables []*release.Table, made compose.Edition) (*record.Record, []byte, error) {
	q, _ := num.FromFloat(compose.Q, 2)
	last := made.CutOff
	if last == "" {
		last = made.Dated
	}
	r := record.Make(record.Record{
		Report: compose.Name(t.job.name, t.value), Edition: t.span, Audience: a.Name, CutOff: last,
		Threshold: a.Policy.Threshold, Q: q,
	}, d, tables, definitions(t.job.plan, t.value, a.Policy))
	data, err := r.Bytes()
	return r, data, err
}

// definitions returns the checksum of what each statistic of a report counts,
// and how it is written, by its ID. The checksum leaves out what only chooses
// figures: titles, the number of rows, comparisons.
func definitions(p *plan.Plan, value string, policy release.Policy) map[string]string {
	out := map[string]string{}
	for _, r := range requestsFor(p, value) {
		var b strings.Builder
		names := func(list ...*contract.Column) {
			for _, c := range list {
				if c != nil {
					fmt.Fprintf(&b, "%q", c.Name)
				}
				b.WriteByte(';')
			}
		}
		fmt.Fprintf(&b, "%q %q %q %q %d %d %d", r.Statistic.Name, r.Unit, r.Measure, r.Currency, r.Rounding, r.Window.Kind, policy.RoundTo)
		names(r.Of, r.Across, r.Per)
		names(r.By...)
		for _, w := range r.Where {
			fmt.Fprintf(&b, "%q %q %v %v %v;", w.Column, w.Values, w.Known, w.Each, w.Not)
		}
		sum := sha256.Sum256([]byte(b.String()))
		out[r.ID] = hex.EncodeToString(sum[:16])
	}
	return out
}
