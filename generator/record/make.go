package record

import (
	"slices"

	"htsm/generator/doc"
	"htsm/generator/finding"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/release"
)

// Make returns r with what a document printed of tables: figures that no table,
// chart, headline number or sentence shows are left out. definitions holds the
// checksum of what each statistic counts, by its ID.
func Make(r Record, d *doc.Document, tables []*release.Table, definitions map[string]string) *Record {
	shown := map[head.Ref]bool{}
	for _, p := range d.Printed() {
		shown[p.Ref] = true
	}
	r.Statistics, r.Findings = nil, nil
	if all := release.TestsOf(tables); all.Any() {
		r.Tests, r.Flagged = figure(all.Run), figure(all.After)
	}
	for _, t := range tables {
		s := statistic(t, shown)
		s.Definition = definitions[t.ID]
		if len(s.Rows) == 0 && !s.Withheld {
			continue
		}
		r.Statistics = append(r.Statistics, s)
	}
	for _, f := range FindingsOf(tables, r.Q) {
		if r.printed(f) {
			r.Findings = append(r.Findings, f)
		}
	}
	return &r
}

// printed reports whether a figure of the row of a finding was printed.
func (r *Record) printed(f Finding) bool {
	i := slices.IndexFunc(r.Statistics, func(s Statistic) bool { return s.ID == f.Statistic })
	return i >= 0 && slices.ContainsFunc(r.Statistics[i].Rows, func(x Row) bool { return x.Key == f.Row })
}

// statistic returns the shown figures of a table.
func statistic(t *release.Table, shown map[head.Ref]bool) Statistic {
	s := Statistic{ID: t.ID, Kind: t.Statistic, Unit: t.Unit, Withheld: t.Withheld, At: t.Span}
	is := func(i, j int) bool {
		return shown[head.Ref{Statistic: t.ID, Row: t.Rows[i].Key, Column: t.Cols[j].Key}]
	}
	var columns []int
	for j, c := range t.Cols {
		for i := range t.Rows {
			if is(i, j) {
				columns = append(columns, j)
				of, at := printedAs(c)
				s.Columns = append(s.Columns, Column{Key: c.Key, Of: of, At: at, Quantity: c.Measure.Quantity, Partial: c.Kind == head.Other})
				break
			}
		}
	}
	for i, r := range t.Rows {
		row, any := Row{Key: r.Key, At: r.Period(), Partial: r.Kind == head.Other}, false
		for _, j := range columns {
			f := Figure{}
			if is(i, j) {
				f, any = figure(t.Cells[i][j]), true
			}
			row.Figures = append(row.Figures, f)
		}
		if any {
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}

// printedAs returns the column in which the edition of its own period prints
// the figures of c, empty for c itself, and that period if c names it.
func printedAs(c head.Col) (of string, at period.Span) {
	if c.At == (period.Span{}) && c.Label.Kind == head.Time {
		return c.Of, c.Label.Span
	}
	return c.Of, c.At
}

func figure(v release.Value) Figure {
	f := Figure{Printed: true, Status: v.Status()}
	f.Number, _ = v.Number()
	f.Base, f.Based = v.Base()
	for _, x := range flags() {
		if v.Has(x.flag) {
			f.Flags = append(f.Flags, x.flag)
		}
	}
	return f
}

// FindingsOf returns what tables say of their rows at a false discovery rate, in
// the order of [finding.Of]: one for each word, and one for each change that
// holds.
func FindingsOf(tables []*release.Table, q num.Decimal) []Finding {
	var out []Finding
	add := func(t *release.Table, i int, f Finding) {
		f.Statistic, f.Row = t.ID, t.Rows[i].Key
		for _, l := range t.Rows[i].Labels {
			if l.Kind != head.Finding {
				f.Labels = append(f.Labels, l)
			}
		}
		out = append(out, f)
	}
	for _, f := range finding.Of(tables, q.Float64()) {
		if f.State != "" {
			add(f.Table, f.Row, Finding{Word: f.State})
		}
		for _, i := range slices.Concat(f.Losing, f.Gaining) {
			word, _ := finding.Stated(f.Table.Rows[i])
			add(f.Table, i, Finding{Word: word})
		}
		for _, j := range f.Columns {
			n, _ := f.Table.Cells[f.Row][j].Number()
			add(f.Table, f.Row, Finding{Column: f.Table.Cols[j].Key, Rise: n.Sign() > 0})
		}
	}
	return out
}
