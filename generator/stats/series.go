package stats

import (
	"context"
	"fmt"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/period"
	"htsm/generator/table"
)

func series() *Statistic {
	return &Statistic{
		Name:  "series",
		Title: "Monthly counts over a window",
		Text: "Counts units for each month of the window, in all or for the values of one column. " +
			"A month without a record is 0; a month before the first one of the extract is missing. Where every record of the window holds one unit, counts have Garwood intervals (Garwood 1936).",
		Example: "{is: series, across: crime_type, window: rolling-24}",
		Chart:   "line",
		Needs: []Need{
			{Option: Across, Types: grouping(), Doc: "the column whose values become columns"},
			{Option: Window, Doc: "months read, the last 24 by default"},
			{Option: Top, Doc: "columns shown; the others are summed as all other"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeSeries,
	}
}

func computeSeries(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	window := r.Window
	if window.Kind == Edition {
		window = WindowOf{Kind: Rolling, Months: max(24, in.Span.Months())}
	}
	span := window.Span(in.Span)
	var columns []string
	if r.Across != nil {
		columns = append(columns, r.Across.Name)
	}
	groups, err := in.fetchMonths(ctx, r, span, columns...)
	if err != nil {
		return nil, err
	}
	first, err := in.first(ctx, r)
	if err != nil {
		return nil, err
	}
	t := in.newTable(r, span)
	t.Stub = []head.Dimension{{Name: "month", Word: "column.month"}}
	grid, total, known, err := in.monthGrid(r, span, groups)
	if err != nil {
		return nil, err
	}
	t.Cols = grid.cols
	for m := span.First; m <= span.Last; m++ {
		t.Rows = append(t.Rows, monthRow(m))
		if m < first {
			t.Cells = append(t.Cells, table.UnreadRow(len(t.Cols)))
			continue
		}
		cells := grid.cells(r, m)
		for j := range cells {
			if in.provisional(period.Span{First: m, Last: m}) {
				cells[j].Flags |= table.Provisional
			}
		}
		t.Cells = append(t.Cells, cells)
	}
	grid.addSums(t)
	return t, in.basis(ctx, t, r, total, known)
}

// A monthGrid holds tallies by month and column; the last column is the total
// if there are several.
type monthGrid struct {
	cols    []head.Col
	weights map[period.Month][]tally
	overlap bool // A unit may stand in several columns: they do not add up.
	single  bool // Every record of the window holds one unit.
}

func (in *Input) monthGrid(r *Request, span period.Span, groups []group) (g *monthGrid, total, known tally, err error) {
	g = &monthGrid{weights: map[period.Month][]tally{}, overlap: r.Across != nil && r.Across.Type == contract.Codes}
	place := map[string]int{}
	if r.Across != nil {
		for _, b := range bands(in.acrossCategories(r, groups), r.top(6), r.Across.Type == contract.Codes) {
			for _, key := range b.members {
				place[key] = len(g.cols)
			}
			g.cols = append(g.cols, head.Col{Key: b.key, Label: b.label, Kind: b.kind})
		}
	}
	g.cols = append(g.cols, head.Col{Key: "count", Label: head.OfWord("total"), Kind: head.Total})
	if len(g.cols) == 1 {
		g.cols[0].Label, g.cols[0].Kind = head.OfWord("column.count"), head.Plain
	}
	last := len(g.cols) - 1
	for m := span.First; m <= span.Last; m++ {
		g.weights[m] = make([]tally, len(g.cols))
	}
	for _, row := range groups {
		at := row.keys[len(row.keys)-1]
		if !at.Valid {
			return nil, total, known, fmt.Errorf("statistic %s: a month is unknown", r.ID)
		}
		m, err := period.ParseMonth(at.Value)
		if err != nil {
			return nil, total, known, fmt.Errorf("statistic %s: %w", r.ID, err)
		}
		total.add(row.tally)
		g.weights[m][last].add(row.tally)
		if r.Across == nil {
			known.add(row.tally)
			continue
		}
		values := explode(r.Across, row.keys[0])
		if len(values) == 0 {
			g.weights[m][place[unknownKey]].add(row.tally)
			continue
		}
		known.add(row.tally)
		for _, v := range values {
			if at, shown := place[keyOf(v)]; shown {
				g.weights[m][at].add(row.tally)
			}
		}
	}
	g.single = total.single() && !r.Exact
	return g, total, known, nil
}

// acrossCategories returns the categories of the column heads.
func (in *Input) acrossCategories(r *Request, groups []group) []category {
	c := in.census(r.Across)
	for _, row := range groups {
		values := explode(r.Across, row.keys[0])
		for _, v := range values {
			c.at(v, true).add(row.tally)
		}
		if len(values) == 0 {
			c.at("", false).add(row.tally)
		}
	}
	return c.sorted()
}

func (g *monthGrid) cells(r *Request, m period.Month) []table.Cell {
	var out []table.Cell
	for _, w := range g.weights[m] {
		c := table.CountOf(w.units)
		if i, ok := method.Garwood(w.units, 1, r.level()); ok && g.single {
			c.Interval = table.Interval{Level: percent(r.level()), Low: i.Low, High: i.High, Method: "garwood"}
		}
		out = append(out, c)
	}
	return out
}

// addSums declares the total of each month.
func (g *monthGrid) addSums(t *table.Table) {
	last := len(g.cols) - 1
	if last == 0 {
		return
	}
	for i := range t.Rows {
		if t.Cells[i][last].State == table.Missing {
			continue
		}
		s := table.Sum{Total: table.Place{Row: i, Col: last}}
		for j := range last {
			s.Parts = append(s.Parts, table.Place{Row: i, Col: j})
		}
		t.Sums = append(t.Sums, s)
	}
	if g.overlap {
		t.Sums = holding(t, t.Sums)
	}
}
