package stats

import (
	"context"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/method"
	"htsm/generator/period"
	"htsm/generator/table"
)

func volume() *Statistic {
	return &Statistic{
		Name:  "volume",
		Title: "Volume of the period, with comparisons",
		Text: "Counts units whose reference date falls in the period, by one or more columns, with a total. " +
			"Each comparison adds the earlier count and the relative change, with its interval and test; " +
			"days are the exposure, so that February is not a fall. Units that come one to a record are compared by the exact conditional test " +
			"(Przyborowski & Wilenski 1940; Fay 2010), units that come in records of unequal size as compound Poisson sums. " +
			"Where reporting authorities came into the extract or went out of it between two compared periods, with so many records in one of the two alone that chance would do so less than once in twenty, a further column gives the change on the authorities of both periods, untested, with its interval. It is told only if what each of the others reported may be known in every row. " +
			"No change is computed from zero, none from a period that begins before the extract, and none is shown from fewer than the smallest base. A period for which reports are still expected is not tested.",
		Example: "{is: volume, by: crime_type, compare: [previous, same-last-year, rolling-12]}",
		Chart:   "bar",
		Needs: []Need{
			{Option: By, Types: grouping(), Many: true, Doc: "columns of row heads, outermost first"},
			{Option: Compare, Doc: "earlier periods to compare with"},
			{Option: Measure, Doc: "the integer column to sum, or rows"},
			{Option: Window, Doc: "months read"},
			{Option: Top, Doc: "rows shown; the others are summed as all other"},
			{Option: Minimum, Doc: "smallest earlier count a change is shown from"},
			{Option: Rounding, Doc: "how changes are rounded"},
			{Option: Level, Doc: "level of intervals, per cent"},
		},
		Compute: computeVolume,
	}
}

// grouping lists the types of columns that make row heads.
func grouping() []contract.Type {
	return []contract.Type{contract.Text, contract.Code, contract.Codes, contract.Integer, contract.Year}
}

func computeVolume(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	c, err := in.compare(ctx, r, r.By)
	if err != nil {
		return nil, err
	}
	span := r.Window.Span(in.Span)
	t := in.newTable(r, span)
	t.Stub = dimensions(r.By...)
	t.Cols = c.columns(r, span)
	c.tree.fill(t, r, func(v []tally) []table.Cell { return in.volumeCells(r, c, v) })
	in.close(c, t, r)
	return t, in.basis(ctx, t, r, c.tree.total[0], c.tree.total[0])
}

func names(columns []*contract.Column) []string {
	var out []string
	for _, c := range columns {
		out = append(out, c.Name)
	}
	return out
}

// columns returns the count over a span and the columns of each comparison.
func (c *compared) columns(r *Request, span period.Span) []head.Col {
	cols := []head.Col{{Key: "count", Label: head.OfWord("column.count")}}
	for i, comparison := range r.Compare {
		k := comparison.Key()
		later, earlier := comparison.pair(span)
		if comparison == Rolling12 || comparison == YearToDate {
			cols = append(cols, head.Col{Key: k, Label: head.OfWord("column." + k), Of: "count", At: later})
		}
		cols = append(cols,
			head.Col{Key: k + "-before", Label: head.OfWord("column." + k + "-before"), Of: "count", At: earlier},
			head.Col{Key: "change-" + k, Label: head.OfWord("column.change-" + k), Measure: head.Measure{Quantity: head.Change, Rounding: r.Rounding}})
		if c.panels[i] != nil {
			key := panelKey(comparison)
			cols = append(cols, head.Col{Key: key, Label: head.OfWord("column." + key), Measure: head.Measure{Quantity: head.Change, Rounding: r.Rounding}})
		}
	}
	return cols
}

// volumeCells returns the cells of one row; v holds the weight in the period
// and, for each comparison, in its later and its earlier span. What begins
// before the first month of the extract was not read as a whole: it is missing.
func (in *Input) volumeCells(r *Request, of *compared, v []tally) []table.Cell {
	span := r.Window.Span(in.Span)
	flag := table.Flag(0)
	if in.provisional(span) {
		flag = table.Provisional
	}
	now := func(c table.Cell) table.Cell {
		c.Flags |= flag
		return c
	}
	cells := []table.Cell{now(table.CountOf(v[0].units))}
	for i, c := range r.Compare {
		later, earlier := v[1+2*i], v[2+2*i]
		a, b := c.pair(span)
		if c == Rolling12 || c == YearToDate {
			sum := now(table.CountOf(later.units))
			if a.First < of.first {
				sum = table.Unread()
			}
			cells = append(cells, sum)
		}
		if b.First < of.first {
			cells = append(cells, table.UnreadRow(2)...)
			continue
		}
		change := now(r.change(earlier, b, later, a))
		if flag != 0 {
			// What is still to be reported would pass for a fall, and false
			// falls would let other tests of the edition pass too.
			change.Test = table.Test{}
		}
		if in.Contract.BreakIn(b.First, a.Last) {
			change.Test = table.Test{}
			change.Flags |= table.Broken
		}
		cells = append(cells, table.CountOf(earlier.units), change)
		if p := of.panels[i]; p != nil {
			same := p.cell(r, v, earlier, b, later, a)
			same.Flags |= change.Flags
			cells = append(cells, same)
		}
	}
	return cells
}

// change returns the cell of a relative change with its interval and test.
func (r *Request) change(earlier tally, before period.Span, later tally, now period.Span) table.Cell {
	c := table.ChangeOf(earlier.units, later.units, r.smallest())
	if c.State != table.Known || r.Exact {
		return c
	}
	daysNow, daysBefore := float64(now.Days()), float64(before.Days())
	ratio, ok := method.RateRatio(later.units, daysNow, earlier.units, daysBefore, r.level())
	name := "rate-ratio"
	if !later.single() || !earlier.single() {
		ratio, ok = method.ClusteredRatio(later.clustered(), daysNow, earlier.clustered(), daysBefore, r.level())
		name = "rate-ratio-clustered"
	}
	if !ok {
		return c
	}
	// The interval of the ratio of rates, brought back to the ratio of counts
	// that the change shows.
	exposure := daysNow / daysBefore
	c.Interval = table.Interval{Level: percent(r.level()), Low: ratio.Low*exposure - 1, High: ratio.High*exposure - 1, Method: name}
	c.Test = table.Test{Done: true, P: ratio.P, Adjusted: ratio.P}
	return c
}
