package stats

import (
	"context"
	"strconv"

	"htsm/generator/contract"
	"htsm/generator/engine"
	"htsm/generator/head"
	"htsm/generator/period"
	"htsm/generator/table"
)

func ratio() *Statistic {
	return &Statistic{
		Name:  "ratio",
		Title: "Ratio of two sums",
		Text: "The sum of one column over the sum of another, such as persons per boat: a ratio of sums, never a mean of ratios. " +
			"Only records with both values known are in either sum; the basis says how many units that leaves out.",
		Example: "{is: ratio, of: persons, per: vessels, where: {border_type: sea}, window: rolling-12}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Integer}, Doc: "the column that is summed above the line"},
			{Option: Per, Required: true, Types: []contract.Type{contract.Integer}, Doc: "the column that is summed below the line"},
			{Option: By, Types: grouping(), Doc: "a column of row heads"},
			{Option: Window, Doc: "months read"},
		},
		Compute: computeRatio,
	}
}

func computeRatio(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	span := r.Window.Span(in.Span)
	var total, both [2]int64
	rows := newRatioRows(in, r)
	if err := rows.read(ctx, in, r, span); err != nil {
		return nil, err
	}
	total, both = rows.total, rows.both
	t := in.newTable(r, span)
	t.Stub = dimensions(r.By...)
	t.Cols = []head.Col{
		{Key: "sum", Label: head.OfColumn(r.Of.Name)},
		{Key: "per", Label: head.OfColumn(r.Per.Name)},
		{Key: "ratio", Label: head.OfWord("column.ratio"), Measure: head.Measure{Quantity: head.Mean}},
	}
	var parts []int
	if rows.census != nil {
		for _, c := range rows.census.sorted() {
			parts = append(parts, len(t.Rows))
			t.Rows = append(t.Rows, head.Row{Key: c.key, Labels: []head.Label{c.label}, Kind: c.kind})
			t.Cells = append(t.Cells, ratioCells(rows.sums[c.key]))
		}
	}
	t.Rows = append(t.Rows, head.Row{Key: totalKey, Labels: []head.Label{head.OfWord("total")}, Kind: head.Total})
	t.Cells = append(t.Cells, ratioCells(both))
	if len(parts) > 0 && r.By[0].Type != contract.Codes {
		t.Sums = []table.Sum{sumColumn(0, len(t.Rows)-1, parts), sumColumn(1, len(t.Rows)-1, parts)}
	}
	t.Caveats = append(t.Caveats, table.Caveat{Word: "caveat.ratio-of-sums"})
	return t, in.basis(ctx, t, r, tally{units: total[0]}, tally{units: both[0]})
}

// reliableEvents is the number of events under which a rate is flagged: its
// relative standard error is then above 22 per cent (NCHS, Klein et al. 2002,
// Healthy People 2010 Statistical Notes 24).
const reliableEvents = 20

func ratioCells(s [2]int64) []table.Cell {
	ratio := table.RatioOf(s[0], s[1])
	if ratio.State == table.Known && s[0] < reliableEvents {
		ratio.Flags |= table.Unreliable
	}
	return []table.Cell{table.CountOf(s[0]), table.CountOf(s[1]), ratio}
}

// ratioRows holds the sums above and below the line by category.
type ratioRows struct {
	by          *contract.Column
	census      *census
	sums        map[string][2]int64
	total, both [2]int64
}

func newRatioRows(in *Input, r *Request) *ratioRows {
	out := &ratioRows{sums: map[string][2]int64{}}
	if len(r.By) > 0 {
		out.by, out.census = r.By[0], in.census(r.By[0])
	}
	return out
}

func (s *ratioRows) read(ctx context.Context, in *Input, r *Request, span period.Span) error {
	rows := *r
	rows.Measure = ""
	columns := append(names(r.By), r.Of.Name, r.Per.Name)
	groups, err := in.fetch(ctx, &rows, span, columns...)
	if err != nil {
		return err
	}
	for _, g := range groups {
		n := len(g.keys)
		above, below := g.keys[n-2], g.keys[n-1]
		x, err := sizeOf(above)
		if err != nil {
			return err
		}
		s.total[0] += x * g.records
		if !above.Valid || !below.Valid {
			continue
		}
		y, err := strconv.ParseInt(below.Value, 10, 64)
		if err != nil {
			return err
		}
		s.add(g, x*g.records, y*g.records)
	}
	return nil
}

func (s *ratioRows) add(g group, x, y int64) {
	s.both[0] += x
	s.both[1] += y
	if s.census == nil {
		return
	}
	put := func(v engine.Text) {
		c := s.census.at(v.Value, v.Valid)
		c.units += x
		sum := s.sums[c.key]
		s.sums[c.key] = [2]int64{sum[0] + x, sum[1] + y}
	}
	values := explode(s.by, g.keys[0])
	for _, v := range values {
		put(engine.Text{Value: v, Valid: true})
	}
	if len(values) == 0 {
		put(engine.Text{})
	}
}
