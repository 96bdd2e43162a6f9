package record

import (
	"slices"

	"htsm/generator/doc"
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
	for _, t := range tables {
		s := statistic(t, shown)
		s.Definition = definitions[t.ID]
		if len(s.Rows) == 0 && !s.Withheld {
			continue
		}
		r.Statistics = append(r.Statistics, s)
		for _, f := range FindingsOf(t, r.Q) {
			if slices.ContainsFunc(s.Rows, func(x Row) bool { return x.Key == f.Row }) {
				r.Findings = append(r.Findings, f)
			}
		}
	}
	return &r
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

// FindingsOf returns what t says of its rows: its findings, and the figures
// whose adjusted p is at most q. A finding that is withheld is none.
func FindingsOf(t *release.Table, q num.Decimal) []Finding {
	var out []Finding
	for i, r := range t.Rows {
		own := Finding{Statistic: t.ID, Row: r.Key}
		for _, l := range r.Labels {
			if l.Kind != head.Finding {
				own.Labels = append(own.Labels, l)
			}
		}
		named := false
		for _, l := range r.Labels {
			if l.Kind == head.Finding && !silent(l.Text) {
				f := own
				f.Word, named = l.Text, true
				out = append(out, f)
			}
		}
		if named {
			continue // The tests of the row are what the finding rests on.
		}
		for j, v := range t.Cells[i] {
			p, tested := v.Adjusted()
			n, ok := v.Number()
			if tested && ok && p <= q.Float64() {
				f := own
				f.Column, f.Rise = t.Cols[j].Key, n.Sign() > 0
				out = append(out, f)
			}
		}
	}
	return out
}

// silent reports whether the message of a finding says that there is none, or
// names a state that passes by itself.
func silent(word string) bool {
	return slices.Contains([]string{"state.none", "state.withheld", "state.incomplete"}, word)
}
