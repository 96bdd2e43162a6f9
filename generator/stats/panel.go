package stats

import (
	"context"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

// A compared holds the weights of a period and of both periods of each
// comparison, by row heads.
type compared struct {
	first  period.Month // Of the extract.
	tree   *tree
	panels []*panel // Parallel to the comparisons; nil where both periods have the same authorities.
}

// A panel compares two periods on the authorities that reported in both.
//
// A total less the figure of the panel is what the others reported, so that a
// figure of the panel is only as safe as that: its parts are the counts of each
// of the others. In a column of such figures, whoever has all differences but
// one, and that of the total, has the last one too: rows are told only if every
// row may be.
type panel struct {
	before, after []string // Those that reported in the earlier period alone, and in the later one alone.
	slot          int      // Of the tree: the first of those that hold what each of them reported.
	apart         []int64  // The counts of rows that could be had by subtraction.
}

// compare reads the period of a request and those that it is compared with.
func (in *Input) compare(ctx context.Context, r *Request, columns []*contract.Column) (*compared, error) {
	first, err := in.first(ctx, r)
	if err != nil {
		return nil, err
	}
	span := r.Window.Span(in.Span)
	spans := []period.Span{span}
	c := &compared{first: first, panels: make([]*panel, len(r.Compare))}
	for _, k := range r.Compare {
		later, earlier := k.pair(span)
		spans = append(spans, later, earlier)
	}
	width := len(spans)
	for i := range r.Compare {
		later, earlier := spans[1+2*i], spans[2+2*i]
		p := &panel{slot: width}
		p.before, p.after = in.Survey.onesided(earlier, later)
		if n := len(p.before) + len(p.after); n > 0 && earlier.First >= first {
			c.panels[i] = p
			width += n
		}
	}
	c.tree = newTree(in, columns, width)
	weights, err := in.fetchSpans(ctx, r, spans, names(columns)...)
	if err != nil {
		return nil, err
	}
	for i, groups := range weights {
		for _, g := range groups {
			c.tree.add(g, i)
		}
	}
	for i, p := range c.panels {
		if p == nil {
			continue
		}
		if err := in.others(ctx, r, c.tree, p, spans[2+2*i], spans[1+2*i]); err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(c.tree.total[p.slot:][:len(p.before)+len(p.after)], func(w tally) bool { return w.records > 0 }) {
			c.panels[i] = nil // The filter leaves them out.
		}
	}
	return c, nil
}

// others adds to a tree what the authorities outside of a panel reported.
func (in *Input) others(ctx context.Context, r *Request, t *tree, p *panel, earlier, later period.Span) error {
	slot := p.slot
	for _, side := range []struct {
		span  period.Span
		names []string
	}{{earlier, p.before}, {later, p.after}} {
		if len(side.names) == 0 {
			continue
		}
		only := *r
		only.Where = append(slices.Clone(r.Where), engine.Condition{Column: in.Contract.Reporter, Values: side.names})
		groups, err := in.fetch(ctx, &only, side.span, append(names(t.columns), in.Contract.Reporter)...)
		if err != nil {
			return err
		}
		for _, g := range groups {
			t.add(g, slot+slices.Index(side.names, g.keys[len(t.columns)].Value))
		}
		slot += len(side.names)
	}
	return nil
}

// cell returns the change of a row on the authorities of the panel: v holds the
// weights of the row, earlier and later those of both periods.
func (p *panel) cell(r *Request, v []tally, earlier tally, before period.Span, later tally, now period.Span) table.Cell {
	var apart []int64
	for i, w := range v[p.slot:][:len(p.before)+len(p.after)] {
		side := &later
		if i < len(p.before) {
			side = &earlier
		}
		side.units, side.records, side.squares = side.units-w.units, side.records-w.records, side.squares-w.squares
		if w.units != 0 {
			apart = append(apart, w.units)
		}
	}
	c := r.change(earlier, before, later, now)
	c.Test = table.Test{} // The change of all is tested, once.
	if len(apart) > 0 {
		c.Parts = append(c.Parts, apart...)
		p.apart = append(p.apart, c.Parts...)
	}
	return c
}

// close completes the figures of the panels in a table whose rows are filled:
// each row but the total gets the parts of all, and a remark names the
// authorities.
func (in *Input) close(c *compared, t *table.Table, r *Request) {
	for i, p := range c.panels {
		if p == nil {
			continue
		}
		slices.Sort(p.apart)
		apart := slices.Compact(p.apart)
		key := panelKey(r.Compare[i])
		j := slices.IndexFunc(t.Cols, func(col head.Col) bool { return col.Key == key })
		for row := range t.Cells {
			if t.Rows[row].Key != totalKey {
				t.Cells[row][j].Parts = slices.Concat(t.Cells[row][j].Parts, apart)
			}
		}
		_, earlier := r.Compare[i].pair(t.Span)
		t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.same-reporters", Labels: in.named(earlier, p.before, p.after)})
	}
}

// panelKey returns the key of the column of the change on a panel.
func panelKey(c Comparison) string { return "same-reporters-" + c.Key() }
