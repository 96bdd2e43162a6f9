package delay_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"htsm/generator/method/delay"
)

// triangle cuts the complete counts of periods with growth factors.
func triangle(first []float64, factors []float64) [][]float64 {
	var rows [][]float64
	for i, v := range first {
		row := []float64{v}
		for k := 0; k < len(factors) && k < len(first)-1-i; k++ {
			row = append(row, row[k]*factors[k])
		}
		rows = append(rows, row)
	}
	return rows
}

func TestSteadyGrowthIsCompletedExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.SliceOfN(rapid.Float64Range(1, 1000), 5, 9).Draw(t, "first")
		factors := rapid.SliceOfN(rapid.Float64Range(1, 3), 4, 4).Draw(t, "factors")
		got, ok := delay.ChainLadder(triangle(first, factors))
		if !ok {
			t.Fatal("no completion")
		}
		sum := 0.0
		for i, p := range got.Periods {
			want := first[i]
			for _, f := range factors {
				want *= f
			}
			if math.Abs(p.Ultimate-want) > 1e-9*want || p.Error > 1e-5*want || p.Completeness > 1+1e-12 || p.Completeness <= 0 {
				t.Errorf("period %d: %+v, want %v", i, p, want)
			}
			sum += p.Outstanding
		}
		if math.Abs(sum-got.Outstanding) > 1e-9*(1+sum) {
			t.Errorf("outstanding %v, by period %v", got.Outstanding, sum)
		}
	})
}

func TestErrorOfTheSumIsAboveThatOfIndependentPeriods(t *testing.T) {
	got, ok := delay.ChainLadder([][]float64{{10, 15, 18, 20}, {12, 20, 21}, {9, 11}, {14}})
	if !ok {
		t.Fatal("no completion")
	}
	squares := 0.0
	for _, p := range got.Periods {
		squares += p.Error * p.Error
	}
	if got.Error <= math.Sqrt(squares) || got.Periods[0].Error != 0 || got.Periods[3].Error <= got.Periods[1].Error {
		t.Errorf("%+v", got)
	}
}

func TestMonthWithoutRecordsStaysEmpty(t *testing.T) {
	got, ok := delay.ChainLadder([][]float64{{10, 15, 18}, {12, 20, 21}, {8, 9}, {0}})
	if p := got.Periods[3]; !ok || p.Ultimate != 0 || p.Error != 0 {
		t.Errorf("%+v, %v", got, ok)
	}
}

func TestIrregularTriangleIsRefused(t *testing.T) {
	for name, rows := range map[string][][]float64{
		"one row": {{1, 2}}, "one delay": {{1}, {2}}, "growing": {{1, 2}, {1, 2, 3}}, "empty row": {{1, 2}, {}},
		"negative": {{1, 2}, {-1}}, "nothing recorded": {{0, 2}, {1}}, "not a number": {{1, math.NaN()}, {1}},
	} {
		if got, ok := delay.ChainLadder(rows); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
