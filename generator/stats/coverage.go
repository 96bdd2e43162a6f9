package stats

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/period"
	"htsm/generator/table"
)

func coverage() *Statistic {
	return &Statistic{
		Name:  "coverage",
		Title: "Reporting authorities of those expected",
		Text: "An authority is expected if it has a record in the twelve months before the period, and reports if it has one in the period. The total says how many do, and how many are expected. " +
			"Beside each authority stand its records, those of the twelve months before, and in how many of these months it had any. " +
			"An expected authority without a record is called silent, one that was not expected new: totals before and after do not compare. Where the extract does not hold these twelve months, no authority is expected or called new. Units are records; the contract must name the authority.",
		Example: "{is: coverage}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Window, Doc: "months read"},
			{Option: Top, Doc: "rows shown, all by default; silent and new ones first"},
		},
		Compute: computeCoverage,
	}
}

// An authority is a reporter with its records.
type authority struct {
	category
	now, before int64
	months      int64 // Of the twelve before with a record.
}

func (a authority) finding() string {
	switch {
	case a.now > 0 && a.before == 0:
		return "new"
	case a.now == 0 && a.before > 0:
		return "silent"
	}
	return "none"
}

func computeCoverage(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span := r.Window.Span(in.Span)
	list, total, known, err := in.authorities(ctx, &rows, span)
	if err != nil {
		return nil, err
	}
	first, err := in.first(ctx, &rows)
	if err != nil {
		return nil, err
	}
	// Who is expected follows from a whole year before the period.
	unread := span.First-12 < first
	t := in.newTable(&rows, span)
	t.Stub = []head.Dimension{{Name: in.Contract.Reporter}, {Name: "finding", Word: "column.finding"}}
	estimate := head.Measure{Quantity: head.Estimate}
	t.Cols = []head.Col{
		{Key: "count", Label: head.OfWord("column.count")},
		{Key: "before", Label: head.OfWord("column.rolling-12-before")},
		{Key: "months", Label: head.OfWord("column.months-reporting"), Measure: estimate},
		{Key: "reporting", Label: head.OfWord("column.reporting"), Measure: estimate},
		{Key: "expected", Label: head.OfWord("column.expected-reporters"), Measure: estimate},
	}
	flag := table.Flag(0)
	if in.provisional(span) {
		flag = table.Provisional
	}
	// Whether an authority reported shows whether it has records, and no more.
	number := func(n int64, f table.Flag) table.Cell {
		return table.Cell{State: table.Known, Value: num.Whole(n), Parts: []int64{0}, Flags: f}
	}
	past := func(c table.Cell) table.Cell {
		if unread {
			return table.Unread()
		}
		return c
	}
	var now, before, reporting, expected int64
	var parts []int
	for i, a := range list {
		now, before = now+a.now, before+a.before
		reporting, expected = reporting+min(a.now, 1), expected+min(a.before, 1)
		if r.Top > 0 && i >= r.Top {
			continue
		}
		parts = append(parts, len(t.Rows))
		state := a.finding()
		if unread && state == "new" {
			state = "none"
		}
		count := table.CountOf(a.now)
		count.Flags |= flag
		t.Rows = append(t.Rows, head.Row{Key: a.key, Labels: []head.Label{a.label, head.OfFinding("state." + state)}})
		t.Cells = append(t.Cells, []table.Cell{count, past(table.CountOf(a.before)), past(number(a.months, 0)), number(min(a.now, 1), flag), past(number(min(a.before, 1), 0))})
	}
	count := table.CountOf(now)
	count.Flags |= flag
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total"), head.OfFinding("state.none")}, Kind: head.Total})
	t.Cells = append(t.Cells, []table.Cell{count, past(table.CountOf(before)), past(number(12, 0)), number(reporting, flag), past(number(expected, 0))})
	if len(parts) == len(list) {
		t.Sums = []table.Sum{sumColumn(0, len(parts), parts)}
		if !unread {
			t.Sums = append(t.Sums, sumColumn(1, len(parts), parts))
		}
	}
	return t, in.basis(ctx, t, &rows, total, known)
}

// authorities returns the reporters of a span and of the twelve months before,
// those that are silent or new first.
func (in *Input) authorities(ctx context.Context, r *Request, span period.Span) (list []authority, total, known tally, err error) {
	column, ok := in.Contract.Column(in.Contract.Reporter)
	if !ok {
		return nil, total, known, fmt.Errorf("statistic %s: the contract names no reporting authority", r.ID)
	}
	heads := in.census(column)
	found := map[string]*authority{}
	read := func(span period.Span, monthly bool, do func(*authority, tally)) error {
		q := engine.Query{Where: in.conditions(r, span), Keys: []engine.Key{{Column: column.Name}}}
		if monthly {
			q.Keys = append(q.Keys, engine.Key{Column: in.Contract.Date, Month: true})
		}
		groups, err := in.ask(ctx, r, q, len(q.Keys))
		for _, g := range groups {
			if !monthly {
				total.add(g.tally)
			}
			if !g.keys[0].Valid {
				continue
			}
			c := heads.at(g.keys[0].Value, true)
			if found[c.key] == nil {
				found[c.key] = &authority{category: *c}
			}
			do(found[c.key], g.tally)
		}
		return err
	}
	if err := read(span, false, func(a *authority, w tally) { a.now += w.records; known.add(w) }); err != nil {
		return nil, total, known, err
	}
	year := period.Span{First: span.First - 12, Last: span.First - 1}
	if err := read(year, true, func(a *authority, w tally) { a.before += w.records; a.months++ }); err != nil {
		return nil, total, known, err
	}
	for _, c := range heads.list {
		list = append(list, *found[c.key])
	}
	slices.SortFunc(list, func(a, b authority) int {
		return cmp.Or(
			compareBool(a.finding() == "none", b.finding() == "none"), cmp.Compare(b.now, a.now),
			cmp.Compare(b.before, a.before), cmp.Compare(a.key, b.key),
		)
	})
	return list, total, known, nil
}
