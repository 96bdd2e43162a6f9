package association_test

import (
	"math"
	"testing"

	"htsm/generator/method/association"
)

// Admissions to Berkeley by sex in six departments (Bickel, Hammel & O'Connell
// 1975); the values are those of R's mantelhaen.test(UCBAdmissions).
func TestCommonOddsRatioOfTheBerkeleyAdmissions(t *testing.T) {
	strata := []association.Fourfold{
		{Both: 512, FirstOnly: 89, SecondOnly: 313, Neither: 19},
		{Both: 353, FirstOnly: 17, SecondOnly: 207, Neither: 8},
		{Both: 120, FirstOnly: 202, SecondOnly: 205, Neither: 391},
		{Both: 138, FirstOnly: 131, SecondOnly: 279, Neither: 244},
		{Both: 53, FirstOnly: 94, SecondOnly: 138, Neither: 299},
		{Both: 22, FirstOnly: 24, SecondOnly: 351, Neither: 317},
	}
	got, ok := association.MantelHaenszel(strata, 0.95)
	if !ok {
		t.Fatal("no common odds ratio")
	}
	for name, pair := range map[string][2]float64{
		"odds ratio": {got.Common.Estimate, 0.9046968}, "lower limit": {got.Common.Low, 0.7719074},
		"upper limit": {got.Common.High, 1.0603298}, "corrected statistic": {got.Corrected.Statistic, 1.4269},
		"corrected p": {got.Corrected.P, 0.2323}, "statistic": {got.Test.Statistic, 1.5246}, "p": {got.Test.P, 0.2169},
	} {
		if math.Abs(pair[0]-pair[1]) > 6e-5 {
			t.Errorf("%s = %.7f, want %.7f", name, pair[0], pair[1])
		}
	}
	sum := association.Fourfold{}
	for _, f := range strata {
		sum.Both, sum.FirstOnly = sum.Both+f.Both, sum.FirstOnly+f.FirstOnly
		sum.SecondOnly, sum.Neither = sum.SecondOnly+f.SecondOnly, sum.Neither+f.Neither
	}
	if crude, _ := sum.SampleOddsRatio(); crude < 1.8 {
		t.Errorf("the crude odds ratio %v does not show the paradox", crude)
	}
}

func TestStrataWithoutAnOddsRatioAreRefused(t *testing.T) {
	for name, strata := range map[string][]association.Fourfold{
		"none": nil, "empty margin": {{Both: 3, FirstOnly: 2}}, "negative": {{Both: -1, Neither: 4}},
		"no counterpart": {{Both: 3, Neither: 4}},
	} {
		if got, ok := association.MantelHaenszel(strata, 0.95); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
