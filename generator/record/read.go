package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/release"
)

// The limits of a record that is read: what an edition prints stays far below.
const (
	MaxBytes   = 16 << 20
	maxList    = 10_000    // Statistics, findings, columns of a statistic, codes of a label.
	maxFigures = 1_000_000 // Of all statistics.
	maxText    = 4096      // Bytes of one text.
)

// Read reads the file of a record. What it reads may come from anybody: it is
// an error if the file is larger than [MaxBytes], is not of the form that
// [Record.Bytes] writes, is of another [Format], or names anything twice.
func Read(data []byte) (*Record, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("read record: it has more than %d bytes", MaxBytes)
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("read record: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read record: something stands behind it")
	}
	if f.Format != Format {
		return nil, fmt.Errorf("read record: it has the format %d, want %d", f.Format, Format)
	}
	r := &reader{}
	out := r.record(f)
	if r.err != nil {
		return nil, fmt.Errorf("read record: %w", r.err)
	}
	return out, nil
}

// A reader keeps the first fault that it meets.
type reader struct {
	err     error
	figures int
}

func (r *reader) fault(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) record(f file) *Record {
	out := &Record{
		Report: r.text(f.Report), Edition: r.span(f.Edition), Audience: r.text(f.Audience), CutOff: r.text(f.CutOff),
		Threshold: f.Threshold, Tests: r.figure(f.Tests), Flagged: r.figure(f.Flagged), Q: r.number(f.Q),
	}
	if f.Threshold < 0 || out.Q.Sign() < 0 {
		r.fault("the threshold or q is out of range")
	}
	r.limit("statistics", len(f.Statistics))
	r.limit("findings", len(f.Findings))
	seen := map[string]bool{}
	for _, s := range f.Statistics {
		if r.err != nil {
			return nil
		}
		r.once(seen, "statistic", s.ID)
		out.Statistics = append(out.Statistics, r.statistic(s))
	}
	for _, x := range f.Findings {
		if r.err != nil {
			return nil
		}
		out.Findings = append(out.Findings, r.finding(x))
	}
	return out
}

func (r *reader) statistic(f fileStatistic) Statistic {
	out := Statistic{
		ID: r.text(f.ID), Kind: r.text(f.Kind), Unit: head.Unit(r.text(f.Unit)), Definition: r.text(f.Definition),
		Withheld: f.Withheld, At: r.span(f.At),
	}
	r.limit("columns", len(f.Columns))
	columns, rows := map[string]bool{}, map[string]bool{}
	for _, c := range f.Columns {
		r.once(columns, "column", c.Key)
		q := r.word("quantity", c.Quantity, quantities())
		out.Columns = append(out.Columns, Column{Key: r.text(c.Key), Of: r.text(c.Of), At: r.span(c.At), Quantity: head.Quantity(q), Partial: c.Partial})
	}
	for _, x := range f.Rows {
		r.once(rows, "row", x.Key)
		if len(x.Figures) != len(f.Columns) {
			r.fault("row %q of %q has %d figures for %d columns", x.Key, f.ID, len(x.Figures), len(f.Columns))
		}
		if r.figures += len(x.Figures) + 1; r.figures > maxFigures {
			r.fault("there are more than %d figures", maxFigures)
		}
		if r.err != nil {
			return out
		}
		row := Row{Key: r.text(x.Key), At: r.span(x.At), Partial: x.Partial}
		for _, k := range x.Figures {
			row.Figures = append(row.Figures, r.figure(k))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (r *reader) figure(f *fileFigure) Figure {
	if f == nil {
		return Figure{}
	}
	out := Figure{Printed: true, Status: release.Published}
	if f.Status != "" {
		out.Status = release.Status(r.word("status", f.Status, statuses()))
	}
	if hasNumber(out.Status) != (f.Is != "") {
		r.fault("a figure that is %s has the number %q", statuses()[out.Status], f.Is)
	}
	if f.Is != "" {
		out.Number = r.number(f.Is)
	}
	if f.Base != "" {
		out.Base, out.Based = r.number(f.Base), true
		if out.Status == release.Suppressed || out.Status == release.Missing {
			r.fault("a figure that is %s has the base %q", statuses()[out.Status], f.Base)
		}
	}
	for _, name := range f.Flags {
		i := slices.IndexFunc(flags(), func(x namedFlag) bool { return x.name == name })
		if i < 0 || slices.Contains(out.Flags, flags()[i].flag) {
			r.fault("%q is not a flag, or stands twice", name)
			break
		}
		out.Flags = append(out.Flags, flags()[i].flag)
	}
	return out
}

func (r *reader) finding(f fileFinding) Finding {
	out := Finding{Statistic: r.text(f.Statistic), Row: r.text(f.Row), Word: r.text(f.Word), Column: r.text(f.Column), Rise: f.Rise}
	if (f.Word == "") == (f.Column == "") {
		r.fault("a finding of %q has a word and a column, or neither", f.Statistic)
	}
	r.limit("labels", len(f.Labels))
	for _, l := range f.Labels {
		r.limit("codes", len(l.Codes))
		x := head.Label{Kind: head.Kind(r.word("kind of a label", l.Kind, labels())), List: r.text(l.List), Text: r.text(l.Text), Span: r.span(l.At)}
		for _, c := range l.Codes {
			x.Codes = append(x.Codes, r.text(c))
		}
		out.Labels = append(out.Labels, x)
	}
	return out
}

func (r *reader) limit(what string, n int) {
	if n > maxList {
		r.fault("there are %d %s; at most %d are allowed", n, what, maxList)
	}
}

func (r *reader) once(seen map[string]bool, what, name string) {
	if name == "" || seen[name] {
		r.fault("the %s %q is empty or stands twice", what, name)
	}
	seen[name] = true
}

func (r *reader) text(s string) string {
	if len(s) > maxText {
		r.fault("a text has %d bytes; at most %d are allowed", len(s), maxText)
		return ""
	}
	return s
}

func (r *reader) word(what, s string, known []string) int {
	i := slices.Index(known, s)
	if i < 0 {
		r.fault("%q is not a %s", r.text(s), what)
		return 0
	}
	return i
}

func (r *reader) number(s string) num.Decimal {
	n, err := num.Parse(s)
	if err != nil {
		r.fault("%q is not a number", r.text(s))
	}
	return n
}

// span reads what [period.Span.String] writes.
func (r *reader) span(s string) period.Span {
	if s == "" {
		return period.Span{}
	}
	from, to, ranged := strings.Cut(s, "..")
	if !ranged {
		span, err := period.Parse(s)
		if err != nil {
			r.fault("%w", err)
		}
		return span
	}
	a, err := period.ParseMonth(from)
	b, more := period.ParseMonth(to)
	if err := errors.Join(err, more); err != nil || b < a {
		r.fault("%q is not a period", r.text(s))
	}
	return period.Span{First: a, Last: b}
}
