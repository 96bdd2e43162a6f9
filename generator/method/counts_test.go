package method_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"testing"

	"htsm/generator/method"
	"htsm/generator/method/bootstrap"
	"htsm/generator/method/comparison"
	"htsm/generator/method/response"
)

// families lists the runners of every family.
func families() []map[string]runner {
	return []map[string]runner{countRunners(), periodRunners(), associationRunners(), patternRunners(), diversityRunners(), geodesicRunners(), anomalyRunners(), seriesRunners(), routeRunners(), recordRunners(), groupRunners()}
}

// countRunners holds family F01, counts, shares and intervals.
func countRunners() map[string]runner {
	return map[string]runner{
		"proportion_ci":       runProportion,
		"proportion_diff_ci":  runDifference,
		"poisson_ci":          runPoisson,
		"share_with_missing":  runUnknown,
		"percent_rounding":    runRounding,
		"bootstrap_ci":        runBootstrap,
		"multiresponse_table": runResponses,
	}
}

// periodRunners holds family F02, comparison of periods and multiplicity.
func periodRunners() map[string]runner {
	return map[string]runner{
		"poisson_rate_ratio": runRateRatio,
		"p_adjust":           runAdjust,
		"period_comparison":  runPeriods,
		"standardized_rate":  runStandardized,
	}
}

type countCase struct {
	X, N, Unknown int64
	X1, N1        int64
	X2, N2        int64
	T1, T2        float64
	Exposure      float64
	Conf          float64
}

// caseRows runs a function over the cases of a vector.
func caseRows(t *testing.T, v vector, row func(countCase) object) any {
	t.Helper()
	in := input[struct{ Cases []countCase }](t, v)
	rows := []object{}
	for _, c := range in.Cases {
		rows = append(rows, row(c))
	}
	return object{"rows": rows}
}

// level is the level of an interval, 0.95 where the vector gives none.
func level(conf float64) float64 {
	if conf == 0 {
		return 0.95
	}
	return conf
}

// ends writes the limits of an interval under two names.
func ends(into object, prefix string, limits method.Interval, ok bool) {
	into[prefix+"lo"] = maybe(limits.Low, ok)
	into[prefix+"hi"] = maybe(limits.High, ok)
}

func runProportion(t *testing.T, v vector) any {
	return caseRows(t, v, func(c countCase) object {
		row := object{"x": c.X, "n": c.N, "conf": c.Conf, "estimate": maybe(float64(c.X)/float64(c.N), c.N > 0)}
		for prefix, interval := range map[string]func(int64, int64, float64) (method.Interval, bool){
			"wilson_": method.Wilson, "cp_": method.ClopperPearson, "ac_": method.AgrestiCoull, "jeffreys_": method.Jeffreys,
		} {
			limits, ok := interval(c.X, c.N, level(c.Conf))
			ends(row, prefix, limits, ok)
		}
		return row
	})
}

func runDifference(t *testing.T, v vector) any {
	return caseRows(t, v, func(c countCase) object {
		limits, ok := method.NewcombeDifference(c.X1, c.N1, c.X2, c.N2, level(c.Conf))
		row := object{"x1": c.X1, "n1": c.N1, "x2": c.X2, "n2": c.N2, "conf": c.Conf}
		row["diff"] = maybe(float64(c.X1)/float64(c.N1)-float64(c.X2)/float64(c.N2), c.N1 > 0 && c.N2 > 0)
		ends(row, "newcombe_", limits, ok)
		return row
	})
}

func runPoisson(t *testing.T, v vector) any {
	return caseRows(t, v, func(c countCase) object {
		limits, ok := method.Garwood(c.X, c.Exposure, level(c.Conf))
		row := object{"x": c.X, "exposure": c.Exposure, "conf": c.Conf, "rate": maybe(float64(c.X)/c.Exposure, ok)}
		ends(row, "", limits, ok)
		return row
	})
}

func runUnknown(t *testing.T, v vector) any {
	return caseRows(t, v, func(c countCase) object {
		share, ok := method.ShareWithUnknown(c.X, c.Unknown, c.N, level(c.Conf))
		row := object{
			"x": c.X, "unknown": c.Unknown, "n": c.N,
			"share_of_known": maybe(share.OfKnown, ok), "share_of_all": maybe(share.OfAll, ok),
			"unknown_share": maybe(share.Unknown, ok),
		}
		ends(row, "wilson_", share.Known, ok)
		ends(row, "bound_", share.Bounds, ok)
		if c.N > 0 && c.Unknown == c.N {
			// Nothing is known: what is said of all cases has a base all the same.
			row["share_of_all"], row["unknown_share"], row["bound_lo"], row["bound_hi"] = 0, 1, 0, 1
		}
		return row
	})
}

// fixed writes a number of units of 10^-decimals.
func fixed(units int64, decimals int) string {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	return new(big.Rat).SetFrac(big.NewInt(units), unit).FloatString(decimals)
}

func runRounding(t *testing.T, v vector) any {
	in := input[struct {
		Cases []struct {
			Parts    []int64
			Decimals int
		}
		LargestRemainder []struct {
			Parts []int64
			Units int64
		} `json:"largest_remainder"`
	}](t, v)
	rows := []object{}
	for _, c := range in.Cases {
		n := int64(0)
		for _, part := range c.Parts {
			n += part
		}
		row := object{}
		for name, rounding := range map[string]method.Rounding{"half_up": method.HalfUp, "half_even": method.HalfEven} {
			printed, sum := []any{}, int64(0)
			for _, part := range c.Parts {
				units, ok := method.Percent(part, n, c.Decimals, rounding)
				printed = append(printed, maybe(fixed(units, c.Decimals), ok))
				sum += units
			}
			row[name], row["sum_"+name] = printed, maybe(fixed(sum, c.Decimals), n > 0)
		}
		rows = append(rows, row)
	}
	shares := [][]int64{}
	for _, c := range in.LargestRemainder {
		share, ok := method.LargestRemainder(c.Parts, c.Units)
		if !ok {
			t.Fatalf("no apportionment of %d to %v", c.Units, c.Parts)
		}
		shares = append(shares, share)
	}
	return object{"rows": rows, "largest_remainder": shares}
}

func runBootstrap(t *testing.T, v vector) any {
	in := input[struct {
		T0         float64
		Replicates []float64
		Influence  []float64 `json:"jackknife_influence"`
		Conf       float64
	}](t, v)
	got, ok := bootstrap.Of(in.T0, in.Replicates, in.Influence, level(in.Conf))
	if !ok {
		t.Fatal("no bootstrap interval")
	}
	pair := func(i method.Interval) []float64 { return []float64{i.Low, i.High} }
	return object{
		"acceleration": got.Acceleration, "bias": got.Bias, "se": got.SE, "normal": pair(got.Normal),
		"basic": pair(got.Basic), "percentile": pair(got.Percentile), "bca": pair(got.BCa),
	}
}

func runResponses(t *testing.T, v vector) any {
	in := input[struct {
		Group  string
		Items  []string
		ItemsW []string `json:"items_w"`
		Rows   json.RawMessage
	}](t, v)
	data := v.inline(t, in.Rows)
	y := response.Sample{Items: ticks(t, data, in.Items)}
	summary, ok := response.Summarize(y)
	if !ok {
		t.Fatal("no summary")
	}
	items, sum := []object{}, 0.0
	for j, item := range summary.Items {
		sum += item.OfCases
		items = append(items, object{
			"item": in.Items[j], "count": item.Count, "share_of_cases": item.OfCases,
			"share_of_cases_with_any": item.OfCasesWithAny, "share_of_responses": item.OfResponses,
		})
	}
	distribution := object{}
	for m, cases := range summary.ByNumber {
		distribution[strconv.Itoa(m)] = cases
	}
	got := object{
		"cases": summary.Cases, "cases_with_any": summary.CasesWithAny,
		"cases_none": summary.Cases - summary.CasesWithAny, "responses": summary.Responses,
		"mean_responses_per_case": float64(summary.Responses) / float64(summary.Cases),
		"items":                   items, "sum_share_of_cases": sum, "responses_per_case_distribution": distribution,
	}
	if in.Group != "" {
		got["mmi"] = runGroups(t, y, data.column(t, in.Group))
	}
	if len(in.ItemsW) > 0 {
		test, ok := response.Pairs(response.Sample{Items: ticks(t, data, in.ItemsW)}, y)
		got["spmi"] = responseTest(test, ok, "x2_by_pair", test.Single, test.SingleP)
	}
	return got
}

func runGroups(t *testing.T, y response.Sample, labels []string) any {
	t.Helper()
	number := map[string]int{}
	var groups []int
	for _, label := range labels {
		if _, seen := number[label]; !seen {
			number[label] = len(number)
		}
		groups = append(groups, number[label])
	}
	test, ok := response.Groups(y, groups)
	if !ok {
		return nil
	}
	return responseTest(test, ok, "x2_by_item", test.Single[0], test.SingleP[0])
}

func responseTest(test response.Test, ok bool, name string, single, singleP any) any {
	return maybe(object{
		"x2_modified": test.Statistic, name: single,
		"rao_scott":  object{"x2": test.Adjusted, "df": test.DF, "p": test.P},
		"bonferroni": object{"p": test.BonferroniP, "p_by_item": singleP},
	}, ok)
}

func ticks(t *testing.T, data sheet, items []string) [][]bool {
	t.Helper()
	rows := make([][]bool, len(data.rows))
	for _, item := range items {
		for k, value := range data.integers(t, item) {
			rows[k] = append(rows[k], value == 1)
		}
	}
	return rows
}

func runRateRatio(t *testing.T, v vector) any {
	return caseRows(t, v, func(c countCase) object {
		got, ok := method.RateRatio(c.X1, c.T1, c.X2, c.T2, level(c.Conf))
		return object{
			"x1": c.X1, "t1": c.T1, "x2": c.X2, "t2": c.T2, "conf": c.Conf,
			"rr": maybe(got.Ratio, ok), "lo": maybe(got.Low, ok), "hi": maybe(got.High, ok),
			"p_central": maybe(got.P, ok), "p_minlike": maybe(got.MinimumLikelihoodP, ok), "p_mid": maybe(got.MidP, ok),
		}
	})
}

func runAdjust(t *testing.T, v vector) any {
	in := input[struct{ P []*float64 }](t, v)
	// A test without a p-value is none, as for the reference.
	var known []float64
	for _, p := range in.P {
		if p != nil {
			known = append(known, *p)
		}
	}
	got := object{"n_tests": len(known)}
	for name, adjust := range map[string]func([]float64) ([]float64, bool){
		"bh": method.AdjustBH, "by": method.AdjustBY, "holm": method.AdjustHolm, "bonferroni": method.AdjustBonferroni,
	} {
		adjusted, ok := adjust(known)
		list, next := []any{}, 0
		for _, p := range in.P {
			if p == nil || !ok {
				list = append(list, nil)
				continue
			}
			list = append(list, adjusted[next])
			next++
		}
		got[name] = list
		if name != "bh" {
			continue
		}
		rejects, number := []bool{}, 0
		for _, p := range adjusted {
			rejects = append(rejects, p <= 0.05)
			if p <= 0.05 {
				number++
			}
		}
		got["reject_bh_05"], got["n_reject_bh_05"] = rejects, number
	}
	return got
}

func runPeriods(t *testing.T, v vector) any {
	in := input[struct {
		Series companion
		Months []string
	}](t, v)
	data := v.read(t, in.Series)
	months := data.column(t, "month")
	counts, days := data.integers(t, "count"), data.integers(t, "days")
	var series []comparison.Period
	for i := range counts {
		series = append(series, comparison.Period{Count: counts[i], Days: days[i]})
	}
	rows := []object{}
	for _, month := range in.Months {
		at := -1
		for i, m := range months {
			if m == month {
				at = i
			}
		}
		var year, number int
		if _, err := fmt.Sscanf(month, "%d-%d", &year, &number); err != nil {
			t.Fatal(err)
		}
		got, ok := comparison.Of(series, at, 12, number-1, 0.95)
		if !ok {
			t.Fatalf("no comparison for %s", month)
		}
		row := object{
			"month": month, "count": series[at].Count, "days": series[at].Days,
			"vs_previous": changeObject(got.Previous), "vs_same_month_last_year": changeObject(got.SamePeriod),
			"ytd": changeObject(got.YearToDate), "vs_baseline12": nil,
		}
		if b := got.Baseline; b != nil {
			base := changeObject(&b.Change).(object)
			base["mean"], base["median"], base["sd"] = b.Mean, b.Median, b.SD
			base["variance_mean_ratio"] = maybe(b.VarianceMeanRatio, b.Mean > 0)
			row["vs_baseline12"] = base
		}
		rows = append(rows, row)
	}
	return object{"rows": rows}
}

func changeObject(c *comparison.Change) any {
	if c == nil {
		return nil
	}
	return object{
		"x2": c.Reference.Count, "exposure2": c.Reference.Days, "rr": maybe(c.Rates.Ratio, c.Defined),
		"lo": maybe(c.Rates.Low, c.Defined), "hi": maybe(c.Rates.High, c.Defined), "p_central": maybe(c.Rates.P, c.Defined),
		"pct_change_raw": maybe(c.PercentRaw, c.Defined), "pct_change_per_day": maybe(c.PercentPerDay, c.Defined),
	}
}

func runStandardized(t *testing.T, v vector) any {
	in := input[struct {
		Count      []int64
		Population []float64
		Standard   []float64
		Conf       float64
	}](t, v)
	var strata []comparison.Stratum
	for i := range in.Count {
		strata = append(strata, comparison.Stratum{Count: in.Count[i], Population: in.Population[i], Standard: in.Standard[i]})
	}
	got, ok := comparison.Standardize(strata, level(in.Conf))
	return object{
		"crude": maybe(got.Crude, ok), "adjusted": maybe(got.Adjusted, ok),
		"lo": maybe(got.Interval.Low, ok), "hi": maybe(got.Interval.High, ok),
	}
}
