package response_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/response"
)

func draw(t *rapid.T, rows, width int, label string) [][]bool {
	return rapid.SliceOfN(rapid.SliceOfN(rapid.Bool(), width, width), rows, rows).Draw(t, label)
}

func TestCountsStandForRepeatedRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(2, 10).Draw(t, "rows")
		y := response.Sample{Items: draw(t, rows, 3, "y"), Counts: rapid.SliceOfN(rapid.Int64Range(0, 4), rows, rows).Draw(t, "counts")}
		group := rapid.SliceOfN(rapid.IntRange(0, 2), rows, rows).Draw(t, "group")
		w := response.Sample{Items: draw(t, rows, 2, "w"), Counts: y.Counts}
		var longY, longW response.Sample
		var longGroup []int
		for k, c := range y.Counts {
			for range c {
				longY.Items, longW.Items = append(longY.Items, y.Items[k]), append(longW.Items, w.Items[k])
				longGroup = append(longGroup, group[k])
			}
		}
		short, ok := response.Groups(y, group)
		long, ok2 := response.Groups(longY, longGroup)
		if ok != ok2 || math.Abs(short.Adjusted-long.Adjusted) > 1e-6*(1+short.Adjusted) {
			t.Errorf("groups: %+v (%v), spelt out %+v (%v)", short, ok, long, ok2)
		}
		short, ok = response.Pairs(w, y)
		long, ok2 = response.Pairs(longW, longY)
		if ok != ok2 || math.Abs(short.Adjusted-long.Adjusted) > 1e-6*(1+short.Adjusted) {
			t.Errorf("pairs: %+v (%v), spelt out %+v (%v)", short, ok, long, ok2)
		}
		if ok && !(short.P >= 0 && short.P <= 1 && short.BonferroniP >= 0 && short.BonferroniP <= 1) {
			t.Errorf("%+v", short)
		}
	})
}

func TestSharesOfCasesMaySumToMoreThanOne(t *testing.T) {
	got, ok := response.Summarize(response.Sample{Items: [][]bool{{true, true}, {true, false}, {false, false}}})
	if !ok || got.Cases != 3 || got.CasesWithAny != 2 || got.Responses != 3 {
		t.Fatalf("got %+v", got)
	}
	if got.Items[0] != (response.Item{Count: 2, OfCases: 2.0 / 3, OfCasesWithAny: 1, OfResponses: 2.0 / 3}) {
		t.Errorf("first item = %+v", got.Items[0])
	}
	if got.ByNumber[0] != 1 || got.ByNumber[1] != 1 || got.ByNumber[2] != 1 {
		t.Errorf("by number of ticks = %v", got.ByNumber)
	}
}

func TestMalformedSamplesAreRefused(t *testing.T) {
	for name, s := range map[string]response.Sample{
		"no rows":        {},
		"no items":       {Items: [][]bool{{}}},
		"ragged":         {Items: [][]bool{{true}, {true, false}}},
		"negative count": {Items: [][]bool{{true}}, Counts: []int64{-1}},
		"too few counts": {Items: [][]bool{{true}, {false}}, Counts: []int64{1}},
		"no cases":       {Items: [][]bool{{true}}, Counts: []int64{0}},
	} {
		if got, ok := response.Summarize(s); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
	constant := response.Sample{Items: [][]bool{{true}, {true}}}
	if got, ok := response.Groups(constant, []int{0, 1}); ok {
		t.Errorf("an item that everyone ticks is tested: %+v", got)
	}
}
