package stats

import (
	"cmp"
	"context"
	"slices"

	"htsm/generator/contract"
	"htsm/generator/head"
	"htsm/generator/num"
	"htsm/generator/table"
)

func cooccurrence() *Statistic {
	return &Statistic{
		Name:  "co-occurrence",
		Title: "Pairs of codes that come together",
		Text: "For each pair of codes of a multi-response group: the records that have both, the Jaccard index |A and B| / |A or B| (Jaccard 1912) " +
			"and the lift P(AB) / (P(A) P(B)), over the records that answered the group. Pairs are ranked by the records with both; " +
			"residual codes are left out. Lift is not shown where fewer records than the smallest base answered. Units are records.",
		Example: "{is: co-occurrence, of: control, where: {crime_type: THB}, top: 12, window: rolling-12}",
		Chart:   "bar",
		Needs: []Need{
			{Option: Of, Required: true, Types: []contract.Type{contract.Codes}, Doc: "the multi-response group"},
			{Option: Top, Doc: "pairs shown, 15 by default"},
			{Option: Window, Doc: "months read"},
			{Option: Minimum, Doc: "smallest base of a lift"},
		},
		Compute: computeCooccurrence,
	}
}

// A couple is a pair of codes with the records that have both.
type couple struct {
	a, b category
	both int64
}

func computeCooccurrence(ctx context.Context, in *Input, r *Request) (*table.Table, error) {
	rows := *r
	rows.Measure, rows.Unit = "", "records"
	span := r.Window.Span(in.Span)
	groups, err := in.fetch(ctx, &rows, span, r.Of.Name)
	if err != nil {
		return nil, err
	}
	all, _ := in.samples(&rows, groups)
	both := map[[2]string]int64{}
	for _, g := range groups {
		codes := explode(r.Of, g.keys[0])
		slices.Sort(codes)
		for i, a := range codes {
			for _, b := range codes[i+1:] {
				both[[2]string{a, b}] += g.units
			}
		}
	}
	t := in.newTable(&rows, span)
	t.Stub = []head.Dimension{{Name: r.Of.Name, List: r.Of.List}, {Name: r.Of.Name + "_2", List: r.Of.List, Word: "column.pair"}}
	t.Cols = []head.Col{
		{Key: "both", Label: head.OfWord("column.both")},
		{Key: "jaccard", Label: head.OfWord("column.jaccard"), Measure: head.Measure{Quantity: head.Index}},
		{Key: "lift", Label: head.OfWord("column.lift"), Measure: head.Measure{Quantity: head.Index}},
	}
	for _, p := range in.couples(&rows, all, both) {
		t.Rows = append(t.Rows, head.Row{Key: p.a.key + "/" + p.b.key, Labels: []head.Label{p.a.label, p.b.label}})
		t.Cells = append(t.Cells, coupleCells(&rows, p, all))
	}
	return t, in.basis(ctx, t, &rows, all.total, all.base)
}

// couples returns the pairs to show, most frequent first.
func (in *Input) couples(r *Request, all *sample, both map[[2]string]int64) []couple {
	var list []category
	everyCode := *r
	everyCode.Top = 0 // The pairs are cut off, not the codes.
	for _, c := range in.answers(&everyCode, all) {
		if c.kind == head.Plain {
			list = append(list, c)
		}
	}
	var out []couple
	for i, a := range list {
		for _, b := range list[i+1:] {
			k := [2]string{min(a.value, b.value), max(a.value, b.value)}
			if n := both[k]; n > 0 {
				out = append(out, couple{a, b, n})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y couple) int {
		return cmp.Or(cmp.Compare(y.both, x.both), cmp.Compare(x.a.key, y.a.key), cmp.Compare(x.b.key, y.b.key))
	})
	return out[:min(len(out), r.top(15))]
}

// coupleCells returns both, Jaccard and lift. All of them give away the counts
// of both codes.
func coupleCells(r *Request, p couple, all *sample) []table.Cell {
	a, b, n := all.codes[p.a.value].units, all.codes[p.b.value].units, all.base.units
	parts := []int64{p.both, a, b, n}
	jaccard := table.Cell{State: table.Known, Value: num.Fraction{Num: p.both, Den: a + b - p.both}, X: p.both, N: a + b - p.both, Parts: parts}
	lift := table.Cell{State: table.Known, Value: num.Fraction{Num: p.both * n, Den: a * b}, X: p.both, N: n, Parts: parts}
	if n < r.smallest() {
		jaccard.State, lift.State = table.Undefined, table.Undefined
	}
	return []table.Cell{table.CountOf(p.both), jaccard, lift}
}
