package method_test

import (
	"testing"

	"htsm/generator/method/association"
)

// associationRunners holds family F04, association of features.
func associationRunners() map[string]runner {
	return map[string]runner{
		"association_2x2": runFourfold,
		"association_rxc": runTable,
		"cooccurrence":    runCooccurrence,
	}
}

func runFourfold(t *testing.T, v vector) any {
	in := input[struct {
		Cases []struct{ A, B, C, D int64 }
	}](t, v)
	rows := []object{}
	for _, c := range in.Cases {
		f := association.Fourfold{Both: c.A, FirstOnly: c.B, SecondOnly: c.C, Neither: c.D}
		row := object{"a": c.A, "b": c.B, "c": c.C, "d": c.D, "n": f.N()}
		pearson, ok := f.ChiSquared()
		row["chi2"], row["p_chi2"] = maybe(pearson.Statistic, ok), maybe(pearson.P, ok)
		yates, ok := f.Yates()
		row["chi2_yates"], row["p_yates"] = maybe(yates.Statistic, ok), maybe(yates.P, ok)
		g, ok := f.LikelihoodRatio()
		row["g2"] = maybe(g.Statistic, ok)
		for name, measure := range map[string]func() (float64, bool){
			"p_fisher": f.Fisher, "p_midp": f.MidP, "or_sample": f.SampleOddsRatio, "phi": f.Phi,
			"jaccard": f.Jaccard, "lift": f.Lift, "yule_q": f.YuleQ,
		} {
			value, ok := measure()
			row[name] = maybe(value, ok)
		}
		wald, ok := f.WaldOddsRatio(0.95)
		row["or_wald_lo"], row["or_wald_hi"] = maybe(wald.Low, ok), maybe(wald.High, ok)
		exact, ok := f.ConditionalOddsRatio(0.95)
		row["or_cmle"], row["or_exact_lo"], row["or_exact_hi"] = maybe(exact.Estimate, ok), maybe(exact.Low, ok), maybe(exact.High, ok)
		haldane, ok := f.HaldaneOddsRatio(0.95)
		row["or_haldane"] = maybe(haldane.Estimate, ok)
		row["or_haldane_lo"], row["or_haldane_hi"] = maybe(haldane.Low, ok), maybe(haldane.High, ok)
		rows = append(rows, row)
	}
	return object{"rows": rows}
}

func runTable(t *testing.T, v vector) any {
	table := input[struct{ Table [][]int64 }](t, v).Table
	got, ok := association.Independent(table)
	if !ok {
		t.Fatal("no comparison with independence")
	}
	result := object{
		"chi2": got.Pearson.Statistic, "df": got.Pearson.DF, "p": got.Pearson.P,
		"g2": got.LikelihoodRatio.Statistic, "p_g2": got.LikelihoodRatio.P,
		"cramers_v": got.CramersV, "contingency": got.Contingency, "cramers_v_bergsma": got.BergsmaV,
		"expected": got.Expected, "adjusted_residuals": got.Residuals, "min_expected": got.MinExpected,
		"p_fisher": nil,
	}
	// The reference leaves the exact test out of large tables.
	if expectation[map[string]any](t, v)["p_fisher"] != nil {
		p, ok := association.Fisher(table)
		result["p_fisher"] = maybe(p, ok)
	}
	return result
}

func runCooccurrence(t *testing.T, v vector) any {
	in := input[struct {
		Features []string
		Data     companion
	}](t, v)
	data := v.read(t, in.Data)
	rows := ticks(t, data, in.Features)
	joint := make([][]int64, len(in.Features))
	for i := range joint {
		joint[i] = make([]int64, len(in.Features))
		for j := range joint[i] {
			for _, row := range rows {
				if row[i] && row[j] {
					joint[i][j]++
				}
			}
		}
	}
	n := int64(len(rows))
	matrix := func(measure func(association.Fourfold) (float64, bool)) [][]any {
		values := make([][]any, len(joint))
		for i := range joint {
			for j := range joint {
				both := joint[i][j]
				f := association.Fourfold{
					Both: both, FirstOnly: joint[i][i] - both, SecondOnly: joint[j][j] - both,
					Neither: n - joint[i][i] - joint[j][j] + both,
				}
				value, ok := measure(f)
				values[i] = append(values[i], maybe(value, ok))
			}
		}
		return values
	}
	pairs, ok := association.Pairs(n, joint)
	if !ok {
		t.Fatal("no pairs")
	}
	names, p, adjusted := []string{}, []float64{}, []float64{}
	for _, pair := range pairs {
		names = append(names, in.Features[pair.First]+"|"+in.Features[pair.Second])
		p, adjusted = append(p, pair.P), append(adjusted, pair.Adjusted)
	}
	return object{
		"counts": joint, "jaccard": matrix(association.Fourfold.Jaccard), "phi": matrix(association.Fourfold.Phi),
		"lift": matrix(association.Fourfold.Lift), "pair": names, "p_fisher": p, "p_bh": adjusted,
	}
}
