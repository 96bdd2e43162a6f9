package table_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"htsm/generator/num"
	"htsm/generator/table"
)

func TestCellsKnowWhenTheyHaveNoValueAndWhatGivesThemAway(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want table.Cell
	}{
		{"nothing", table.Cell{}, table.Cell{State: table.Missing}},
		{"count", table.CountOf(7), table.Cell{State: table.Known, Value: num.Whole(7), X: 7, Parts: []int64{7}}},
		{"share", table.ShareOf(3, 20, 20), table.Cell{State: table.Known, Value: num.Fraction{Num: 3, Den: 20}, X: 3, N: 20, Parts: []int64{3, 20}}},
		{"share of too few", table.ShareOf(3, 19, 20), table.Cell{State: table.SmallBase, Value: num.Fraction{Num: 3, Den: 19}, X: 3, N: 19, Parts: []int64{3, 19}}},
		{"share of none", table.ShareOf(0, 0, 20), table.Cell{State: table.Undefined, Parts: []int64{0, 0}}},
		{"change", table.ChangeOf(20, 15, 20), table.Cell{State: table.Known, Value: num.Fraction{Num: -5, Den: 20}, X: 15, N: 20, Parts: []int64{20, 15}}},
		{"change from too few", table.ChangeOf(19, 15, 20), table.Cell{State: table.SmallPast, Value: num.Fraction{Num: -4, Den: 19}, X: 15, N: 19, Parts: []int64{19, 15}}},
		{"change from none", table.ChangeOf(0, 15, 20), table.Cell{State: table.Undefined, Value: num.Fraction{Num: 15}, X: 15, Parts: []int64{0, 15}}},
		{"difference", table.DifferenceOf(9, 4), table.Cell{State: table.Known, Value: num.Whole(-5), X: 4, N: 9, Parts: []int64{9, 4}}},
		{"ratio", table.RatioOf(9, 4), table.Cell{State: table.Known, Value: num.Fraction{Num: 9, Den: 4}, X: 9, N: 4, Parts: []int64{9, 4}}},
		{"ratio to none", table.RatioOf(9, 0), table.Cell{State: table.Undefined, Value: num.Fraction{Num: 9}, X: 9, Parts: []int64{9, 0}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
