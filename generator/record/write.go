package record

import (
	"bytes"
	"encoding/json"
	"fmt"

	"htsm/generator/release"
)

// Bytes returns the file of r: the same bytes for the same record.
func (r *Record) Bytes() ([]byte, error) {
	f := file{
		Format: Format, Report: r.Report, Edition: r.Edition.String(), Audience: r.Audience, CutOff: r.CutOff,
		Threshold: r.Threshold, Tests: r.Tests.file(), Flagged: r.Flagged.file(), Q: r.Q.String(),
		Statistics: []fileStatistic{}, Findings: []fileFinding{},
	}
	for _, s := range r.Statistics {
		f.Statistics = append(f.Statistics, s.file())
	}
	for _, x := range r.Findings {
		f.Findings = append(f.Findings, x.file())
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(f); err != nil {
		return nil, fmt.Errorf("write record: %w", err)
	}
	return b.Bytes(), nil
}

func (s Statistic) file() fileStatistic {
	out := fileStatistic{
		ID: s.ID, Kind: s.Kind, Unit: string(s.Unit), Definition: s.Definition, Withheld: s.Withheld, At: s.At.String(),
		Columns: []fileColumn{}, Rows: []fileRow{},
	}
	for _, c := range s.Columns {
		out.Columns = append(out.Columns, fileColumn{Key: c.Key, Of: c.Of, At: c.At.String(), Quantity: quantities()[c.Quantity], Partial: c.Partial})
	}
	for _, r := range s.Rows {
		row := fileRow{Key: r.Key, At: r.At.String(), Partial: r.Partial}
		for _, f := range r.Figures {
			row.Figures = append(row.Figures, f.file())
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// file returns the form of f; nil if it was not printed.
func (f Figure) file() *fileFigure {
	if !f.Printed {
		return nil
	}
	out := &fileFigure{}
	if f.Status != release.Published {
		out.Status = statuses()[f.Status]
	}
	if hasNumber(f.Status) {
		out.Is = f.Number.String()
	}
	if f.Based {
		out.Base = f.Base.String()
	}
	for _, x := range flags() {
		for _, own := range f.Flags {
			if own == x.flag {
				out.Flags = append(out.Flags, x.name)
			}
		}
	}
	return out
}

// hasNumber reports whether a figure of a status has a number.
func hasNumber(s release.Status) bool { return s == release.Published || s == release.CountOnly }

func (x Finding) file() fileFinding {
	out := fileFinding{Statistic: x.Statistic, Row: x.Row, Word: x.Word, Column: x.Column, Rise: x.Rise}
	for _, l := range x.Labels {
		out.Labels = append(out.Labels, fileLabel{Kind: labels()[l.Kind], List: l.List, Codes: l.Codes, Text: l.Text, At: l.Span.String()})
	}
	return out
}
